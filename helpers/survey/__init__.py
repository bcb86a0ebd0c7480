"""Answers in: read any export, map its columns, check its rows, protect the people in it.

The codebook is there at once; what reads files, with the tables it needs, is loaded when it is first asked for, so that
what only has to know the questions opens fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from helpers.survey.codebook import Codebook, codebook

if TYPE_CHECKING:
    from helpers.survey.between_waves import Difference, differences
    from helpers.survey.checks import Message
    from helpers.survey.corrections import Correction
    from helpers.survey.identifiers import masked
    from helpers.survey.opening import Opened, opened
    from helpers.survey.reading import Reading, read

__all__ = [
    "Codebook",
    "Correction",
    "Difference",
    "Message",
    "Opened",
    "Reading",
    "codebook",
    "differences",
    "masked",
    "opened",
    "read",
]

_LATER = {
    "Correction": "corrections",
    "Difference": "between_waves",
    "differences": "between_waves",
    "Message": "checks",
    "masked": "identifiers",
    "Opened": "opening",
    "opened": "opening",
    "Reading": "reading",
    "read": "reading",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
