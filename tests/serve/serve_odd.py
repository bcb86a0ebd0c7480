"""The server with other cells in its notebooks, or with other limits: what tests need and no option gives."""

import json
import sys
from pathlib import Path

import nbformat

from helpers.serve import Limits, serve, step_page

asked = json.loads(sys.argv[1])
KINDS = {True: nbformat.v4.new_markdown_cell, False: nbformat.v4.new_code_cell}

step_page.cells_of = lambda step: [KINDS[text.startswith("#")](text) for text in asked["cells"][step.code]]

serve(Path(asked["folder"]), 0, False, Limits(**asked["limits"]))
