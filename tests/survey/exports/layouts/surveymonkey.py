"""SurveyMonkey: two header rows; condensed or expanded columns; words or numbers; a zip of CSV, or XLSX."""

from pathlib import Path

from helpers.survey import Codebook

from . import people as p

BEFORE = (
    "Respondent ID",
    "Collector ID",
    "Start Date",
    "End Date",
    "IP Address",
    "Email Address",
    "First Name",
    "Last Name",
    "Custom Data 1",
)
OTHER = "Other (please specify)"


def write(
    made,
    codebook: Codebook,
    folder: Path,
    *,
    expanded: bool = False,
    numbers: bool = False,
    file: str = "zip",
    signed: bool = True,
) -> tuple[Path, list[str]]:
    """Numbers are the places of the options; `signed` False: somebody deleted what tells of the submission, save its id."""
    questions = p.asked(codebook)
    before = BEFORE if signed else BEFORE[:1]
    first, second = list(before), [""] * len(before)
    for question in questions:
        above, under = _headings(question, expanded)
        first += above
        second += under
    rows = [first, second]
    ids = []
    for number, person in enumerate(p.people(made, codebook)):
        ids.append(str(11_450_000_123 + 37 * number))
        cells = [
            cell
            for q in questions
            for name in p.names_of(q)
            for cell in _cells(q, person.said[name], expanded, numbers)
        ]
        times = [moment.strftime("%m/%d/%Y %I:%M:%S %p") for moment in (person.started, person.ended)]
        about = [ids[-1], "437261524", *times, "82.10.11.12", "", "", "", ""]
        rows.append([*about[: len(before)], *cells])
    if file == "xlsx":
        return p.written(folder, "Community survey.xlsx", p.xlsx_bytes(rows, "Sheet")), ids
    content = p.csv_bytes(rows, end="\n")
    if file == "csv":
        return p.written(folder, "Community survey.csv", content), ids
    return p.written(folder, "Data_All_260126.zip", p.zip_bytes({"CSV/Community survey.csv": content})), ids


def _headings(question, expanded):
    if question.kind == "grid":
        under = [p.item_label(question, name) for name in question.columns]
        return [p.stem(question), *[""] * (len(under) - 1)], under
    if question.kind in ("multi", "single") and expanded:
        under = [*(option.label for option in question.options), p.REFUSED_WORDS]
        return [question.wording, *[""] * (len(under) - 1)], under
    return [question.wording], ["Open-Ended Response" if question.kind in ("text", "number") else "Response"]


def _cells(question, value, expanded, numbers):
    if question.kind in ("text", "number"):
        return [p.REFUSED_WORDS if value == p.REFUSED else value]
    codes = [option.code for option in question.options]
    if question.kind == "grid" or not expanded:
        chosen = value if isinstance(value, tuple) else () if value is None else (value,)
        return [", ".join(_said(question, code, numbers) for code in chosen)]
    chosen = value if isinstance(value, tuple) else (value,)
    return [_said(question, code, numbers) if code in chosen else "" for code in (*codes, p.REFUSED)]


def _said(question, code, numbers):
    if code == p.REFUSED:
        return p.REFUSED_WORDS if not numbers else str(len(question.options) + 1)
    return str([option.code for option in question.options].index(code) + 1) if numbers else p.label(question, code)
