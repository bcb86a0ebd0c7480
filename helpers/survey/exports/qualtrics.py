"""Qualtrics: CSV, TSV in UTF-16, or SPSS; three header rows: the question's export tag, its text, and an import id as JSON.

Tags such as Q1_7 or Q1.7 are given by position, so they are never taken for the toolkit's numbers: the text decides, and
the tag only where somebody set it to an id of this workbook (q1_7). A select-all question stands in one column, joined by
commas, or in one column per option, whose text follows a hyphen. Previews and tests, and who did not finish, are no answers.
"""

import re

from helpers.catalogue.records import Question
from helpers.survey.exports.tool import TEST, UNFINISHED, Aside, Head, Known, Tool, as_tick, is_option_column, is_word
from helpers.survey.keys import headings as system_headings
from helpers.survey.keys import key, keys_of

_SELECTED = re.compile(r"\s+-\s+Selected Choice(?=\s+-\s|$)")
_SEEN_UNANSWERED = "-99"
_PREVIEWS = (
    *(
        "Survey Preview",
        "Survey Test",
        "Survey Preview Spam",
        "Offline Survey Preview",
        "Offline Preview",
        "EX Preview",
    ),
    *("1", "2", "9", "17", "33"),
)
"""Response types as text and as number: 1 preview, 2 test, 9 preview marked as spam, 17 offline preview, 33 EX preview."""


def head(first: tuple[str, ...], below: list[list[str]], known: Known) -> Head:
    """Tag and text of each column made one heading; the rows of import ids left out."""
    with_ids = [place for place, row in enumerate(below, start=1) if any('"ImportId"' in cell for cell in row)]
    n_more = max(with_ids, default=1 if below and _is_row_of_texts(first, below[0]) else 0)
    texts = [row for row in below[:n_more] if not any('"ImportId"' in cell for cell in row)][:1] or [[""] * len(first)]
    pairs = list(zip(first, texts[0], strict=True))
    headings = tuple(heading(name, text, known) for name, text in pairs)
    conflicts = tuple(place for place, (name, text) in enumerate(pairs) if is_conflict(name, text, known))
    return Head(headings, n_more, first, conflicts)


def heading(name: str, text: str, known: Known) -> str:
    """What a column is known by: its own id, else its question's text, else a name that is no tag.

    What tells of the submission keeps its name, and so does what was written in beside an option.
    """
    text = _SELECTED.sub("", text).strip()
    if known.is_id(name) or key(name) in _about_submissions() or re.search(r"_TEXT(_|$)", name):
        return name
    if known(text) or (text and not known(name)):
        return text
    # a bare tag, Q1_7, would be taken for question 1.7
    return (text or f"tag {name}") if _is_tag(name) else name


def is_conflict(name: str, text: str, known: Known) -> bool:
    """Whether a column has the id of one question and the text of another."""
    text = _SELECTED.sub("", text).strip()
    return known.is_id(name) and bool(known(text)) and not known(text) & known(name)


def _about_submissions() -> frozenset[str]:
    system = {text for texts in system_headings().values() for text in texts}
    return frozenset(system) | keys_of("ignored") | keys_of("identifying")


def _is_tag(name: str) -> bool:
    return re.match(r"Q\d", name) is not None


def _is_row_of_texts(first: tuple[str, ...], row: list[str]) -> bool:
    """Whether a row with no import ids below it heads the columns: under a date it has words."""
    dates = [cell for name, cell in zip(first, row, strict=True) if name in ("StartDate", "EndDate", "RecordedDate")]
    return bool(dates) and not any(re.search(r"\d", cell) for cell in dates) and any(map(str.strip, dates))


def _cell(question: Question, column: str, text: str) -> str:
    """A question that was seen and not answered may be exported as -99."""
    if text.strip() == _SEEN_UNANSWERED:
        return ""
    return as_tick(text) if is_option_column(question, column) else text


TOOL = Tool(
    name="Qualtrics",
    signatures=(frozenset({"ResponseId", "RecordedDate"}), frozenset({"ResponseID", "StartDate", "EndDate"})),
    head=head,
    aside=(
        Aside(TEST, ("Status", "DistributionChannel"), is_word(*_PREVIEWS, "preview")),
        Aside(UNFINISHED, ("Finished",), is_word("0", "False", "No")),
    ),
    cell=_cell,
)
