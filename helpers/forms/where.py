"""Whether somebody sits in front of this kernel, who could fill in a form."""

import os
import sys

OWNER = "WORKBOOK_PAGE_KERNEL"
"""Environment variable: the process that a Voila page belongs to. A notebook run from that page inherits Voila's names."""


def is_live() -> bool:
    """Whether a person can use a form here: in JupyterLab, VS Code or a Voila page; not under papermill, nbval or nbconvert."""
    return _is_voila_page() or _can_ask()


def _is_voila_page() -> bool:
    if not os.environ.get("SERVER_SOFTWARE", "").startswith("voila"):
        return False
    return os.environ.setdefault(OWNER, str(os.getpid())) == str(os.getpid())


def _can_ask() -> bool:
    """Whether this kernel may ask its user for input: runners without a person say no, programs with one say yes."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return bool(getattr(getattr(shell, "kernel", None), "_allow_stdin", False))
