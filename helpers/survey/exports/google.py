"""Google Forms: CSV, or a zip that holds it, or the linked sheet; labels in full, the line of a grid in square brackets.

Several choices are joined by a semicolon (the form's own download) or a comma and a blank (the sheet); options hold commas
themselves. There are no unfinished answers, and no number of the answer.
"""

from helpers.survey.exports.tool import Tool

TOOL = Tool(name="Google Forms", signatures=(frozenset({"Timestamp"}),))
