"""The toolkit's four uses of open questions (Tool 8), and whether a question is put openly."""

from helpers import catalogue
from helpers.catalogue.records import Passage

WHERE = "Tool 8: open questions"
USES = ("follow on", "find out more", "extent", "impact")
"""As the record names them, in printed order."""

BEGINS = ("what", "why", "how", "describe")
"""With what open questions begin, says the toolkit."""

CLOSED = (
    "do ",
    "does ",
    "did ",
    "is ",
    "are ",
    "was ",
    "were ",
    "have ",
    "has ",
    "had ",
    "can ",
    "could ",
    "would ",
    "will ",
)
"""Beginnings that can be answered with yes or no."""


def uses() -> dict[str, Passage]:
    """Use -> its printed words (`heading`) and the printed example (`text`).

    Examples
    --------
    >>> uses()["impact"].text
    'How has this made a difference to you?'
    """
    return dict(zip(USES, catalogue.passages(WHERE), strict=True))


def is_put_closed(wording: str) -> bool:
    """Whether a question that wants an answer in people's own words can be answered with yes or no.

    Examples
    --------
    >>> is_put_closed("Do you like the lunches?"), is_put_closed("If it opened again, what would you come to?")
    (True, False)
    """
    words = wording.strip().lower()
    return words.startswith(CLOSED) and not any(f" {begin}" in words for begin in BEGINS)
