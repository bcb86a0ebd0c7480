"""Google Forms: the form's own download (a zip of one CSV) and the linked sheet as CSV or XLSX, in an account's own date order."""

import csv
from pathlib import Path

from helpers.survey import Codebook

from . import people as p

TIMES = {
    "form": "%Y/%m/%d %I:%M:%S %p GMT",
    "uk": "%d/%m/%Y %H:%M:%S",
    "us": "%m/%d/%Y %H:%M:%S",
    "de": "%d.%m.%Y %H:%M:%S",
}


def write(
    made, codebook: Codebook, folder: Path, *, file: str = "csv", times: str = "uk"
) -> tuple[Path, list[str] | None]:
    """`file`: "zip" (the form's download, joined by semicolons), "csv" or "xlsx" (the sheet, joined by a comma and a blank)."""
    questions = p.asked(codebook)
    rows = [["Timestamp", *(heading for question in questions for heading in _headings(question))]]
    for person in p.people(made, codebook):
        cells = [
            _cell(q, person.said[name], ";" if file == "zip" else ", ") for q in questions for name in p.names_of(q)
        ]
        time = person.ended if file == "xlsx" else person.ended.strftime(TIMES[times])
        rows.append([time, *cells])
    if file == "xlsx":
        return p.written(folder, "Survey (Responses).xlsx", p.xlsx_bytes(rows, "Form responses 1")), None
    if file == "csv":
        return p.written(folder, "Survey (Responses) - Form responses 1.csv", p.csv_bytes(rows)), None
    content = p.zip_bytes({"Survey.csv": p.csv_bytes(rows, quoting=csv.QUOTE_ALL, end="\n")})
    return p.written(folder, "Survey.csv.zip", content), None


def _headings(question):
    if question.kind == "grid":
        return [f"{p.stem(question)} [{p.item_label(question, name)}]" for name in question.columns]
    return [question.wording]


def _cell(question, value, separator):
    if question.kind == "multi" and isinstance(value, tuple):
        return separator.join(p.label(question, code) for code in value)
    return p.words(question, value)
