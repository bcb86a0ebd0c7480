"""SurveyMonkey: a zip with CSV or XLSX, or SPSS; two header rows, the question in the first and the option or line in the second.

A question's text stands above its first column only. Condensed columns hold one question each, or one line of a grid, the
second row saying "Response"; in expanded columns every option has a column of its own, with its text or number where it was
chosen. In the second row an open question says "Open-Ended Response".
"""

from helpers.catalogue.records import Question
from helpers.survey.exports.tool import Head, Known, Options, Tool, as_tick, is_option_column
from helpers.survey.keys import key

_NOTHING_SAID = {"response", "open ended response"}
METADATA = {
    "respondent id",
    "respondentid",
    "collector id",
    "collectorid",
    "start date",
    "startdate",
    "end date",
    "enddate",
    "ip address",
    "email address",
    "first name",
    "last name",
    "lastname",
    "custom data",
    "custom data 1",
    "date created",
    "date modified",
}


def head(first: tuple[str, ...], below: list[list[str]], known: Known) -> Head:
    """The question of each column joined with its option or line, where the row below names them."""
    second = below[0] if below else []
    if not second or not _is_second_row(first, second):
        return Head(first)
    groups = _groups(first)
    headings, options = list(first), []
    for question, places in groups:
        for place in places:
            headings[place] = question if _says_nothing(second[place]) else f"{question} {second[place]}".strip()
        if together := _held_together(question, places, second, known):
            options.append(together)
            headings[places[0]] = question
            for place in places[1:]:
                headings[place] = ""
    return Head(tuple(headings), 1, options=tuple(options))


def says_more(row: list[str]) -> bool:
    """Whether a row can only be SurveyMonkey's second one, whatever stands above it."""
    return any(key(cell) in _NOTHING_SAID for cell in row if cell.strip()) and not any(map(str.isdigit, row))


def _is_second_row(first: tuple[str, ...], second: list[str]) -> bool:
    """Whether a row says more about the columns and is no person's: blank under everything that tells of a submission."""
    about_submission = [under for above, under in zip(first, second, strict=True) if key(above) in METADATA]
    is_blank = not any(map(str.strip, about_submission))
    return any(map(str.strip, second)) and is_blank and (bool(about_submission) or says_more(second))


def _groups(first: tuple[str, ...]) -> list[tuple[str, list[int]]]:
    """Each question with its columns: only the first of them has its text."""
    groups: list[tuple[str, list[int]]] = []
    for place, text in enumerate(first):
        if text.strip() or not groups:
            groups.append((text, []))
        groups[-1][1].append(place)
    return groups


def _held_together(question: str, places: list[int], second: list[str], known: Known) -> Options | None:
    """Several columns of a question with one answer; or one that says all, and one for what was written in."""
    asked = known.question(question)
    has_response = any(_says_nothing(second[place]) for place in places)
    if len(places) < 2 or asked is None or asked.kind not in ("single", "multi"):
        return None
    if asked.kind == "multi" and not has_response:
        return None
    labels = tuple("" if _says_nothing(second[place]) else second[place] for place in places)
    return Options(tuple(places), labels)


def _says_nothing(text: str) -> bool:
    return not text.strip() or key(text) in _NOTHING_SAID


def _cell(question: Question, column: str, text: str) -> str:
    return as_tick(text) if is_option_column(question, column) else text


TOOL = Tool(
    name="SurveyMonkey",
    signatures=(frozenset({"Respondent ID", "Collector ID"}), frozenset({"RespondentID", "CollectorID"})),
    head=head,
    cell=_cell,
)
