"""Forms in the browser: the ten notebooks as pages, for one folder of projects, on this computer."""

import sys

# what checks one rare kind of address takes four seconds to import; where it isn't there, nobody misses it
sys.modules.setdefault("rfc3987_syntax", None)

from helpers.serve.kernels import Limits  # noqa: E402
from helpers.serve.server import HOST, PORT, serve  # noqa: E402

__all__ = ["HOST", "PORT", "Limits", "serve"]
