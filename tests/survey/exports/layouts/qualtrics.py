"""Qualtrics: three header rows; numbers or choice text; select-all joined by commas or split; CSV, TSV in UTF-16, or SPSS."""

import json
from pathlib import Path

import pandas as pd
import pyreadstat

from helpers.survey import Codebook

from . import people as p

BEFORE = {
    "StartDate": "Start Date",
    "EndDate": "End Date",
    "Status": "Response Type",
    "IPAddress": "IP Address",
    "Progress": "Progress",
    "Duration (in seconds)": "Duration (in seconds)",
    "Finished": "Finished",
    "RecordedDate": "Recorded Date",
    "ResponseId": "Response ID",
    "RecipientLastName": "Recipient Last Name",
    "DistributionChannel": "Distribution Channel",
    "UserLanguage": "User Language",
}


def write(
    made,
    codebook: Codebook,
    folder: Path,
    *,
    numbers: bool = False,
    split: bool = False,
    file: str = "csv",
    previews: int = 0,
    unfinished: int = 0,
) -> tuple[Path, list[str]]:
    """`previews` and `unfinished`: how many of the first people are marked so."""
    questions = p.asked(codebook)
    columns = [
        column
        for place, question in enumerate(questions, start=1)
        for column in _columns(question, place, numbers, split)
    ]
    rows, ids = [], []
    for number, person in enumerate(p.people(made, codebook)):
        ids.append(f"R_{2 * number + 1:015X}")
        is_preview, is_unfinished = number < previews, previews <= number < previews + unfinished
        status = ("1", "0") if numbers else ("Survey Preview", "IP Address")
        finished = ("0", "1") if numbers else ("False", "True")
        seconds = int((person.ended - person.started).total_seconds())
        about = [
            *(person.started.isoformat(" "), person.ended.isoformat(" "), status[not is_preview], "82.10.11.12"),
            *(60 if is_unfinished else 100, seconds, finished[not is_unfinished], person.ended.isoformat(" ")),
            *(ids[-1], "", "preview" if is_preview else "anonymous", "EN"),
        ]
        cells = [
            cell for q in questions for name in p.names_of(q) for cell in _cells(q, person.said[name], numbers, split)
        ]
        rows.append([*about, *cells])
    first = [*BEFORE, *(tag for tag, _, _ in columns)]
    second = [*BEFORE.values(), *(text for _, text, _ in columns)]
    third = [
        json.dumps({"ImportId": name}, separators=(",", ":"))
        for name in (*BEFORE, *(f"QID{n}" for n in range(len(columns))))
    ]
    if file == "tsv":
        content = p.csv_bytes([first, second, third, *rows], "\t", encoding="utf-16", end="\n")
        return p.written(folder, "Community survey.tsv", content), ids
    if file == "zip":
        content = p.zip_bytes({"Community survey.csv": p.csv_bytes([first, second, third, *rows], end="\n")})
        return p.written(folder, "Community survey.zip", content), ids
    return p.written(folder, "Community survey.csv", p.csv_bytes([first, second, third, *rows], end="\n")), ids


def write_sav(made, codebook: Codebook, folder: Path, *, compressed: bool = False) -> tuple[Path, list[str]]:
    """Names are tags, labels the questions' texts, values recoded: the first option is 11, so that only the labels tell."""
    questions = p.asked(codebook)
    persons = p.people(made, codebook)
    data, labels, values, missing = {}, {}, {}, {}
    data["StartDate"] = [person.started for person in persons]
    data["EndDate"] = [person.ended for person in persons]
    data["Finished"] = [1.0] * len(persons)
    data["RecordedDate"] = [person.ended for person in persons]
    data["ResponseId"] = [f"R_{2 * number + 1:015X}" for number in range(len(persons))]
    values["Finished"] = {1: "True", 0: "False"}
    for place, question in enumerate(questions, start=1):
        for line, name in enumerate(p.names_of(question), start=1):
            said = [person.said[name] for person in persons]
            if question.kind == "multi":
                for option in question.options:
                    tag = f"Q{place}_{option.code}"
                    data[tag] = [1.0 if isinstance(one, tuple) and option.code in one else None for one in said]
                    labels[tag] = f"{question.wording} - Selected Choice - {option.label}"[:250]
                    values[tag] = {1: option.label[:110]}
                continue
            tag = f"Q{place}_{line}" if question.kind == "grid" else f"Q{place}"
            labels[tag] = (
                f"{p.stem(question)} - {p.item_label(question, name)}" if question.kind == "grid" else question.wording
            )[:250]
            if question.kind == "text":
                data[tag] = ["" if one in (None, p.REFUSED) else one for one in said]
            elif question.kind == "number":
                data[tag] = [-9.0 if one == p.REFUSED else one for one in said]
                values[tag] = {-9: "Refused", 10: "Completely satisfied"}
                missing[tag] = [-9]
            else:
                data[tag] = [99.0 if one == p.REFUSED else None if one is None else one + 10.0 for one in said]
                values[tag] = {option.code + 10: option.label[:110] for option in question.options} | {
                    99: p.REFUSED_WORDS
                }
                missing[tag] = [99]
    path = folder / f"survey.{'zsav' if compressed else 'sav'}"
    pyreadstat.write_sav(
        pd.DataFrame(data),
        path,
        column_labels=labels,
        variable_value_labels=values,
        missing_ranges=missing,
        compress=False,
        row_compress=not compressed,
    ) if not compressed else pyreadstat.write_sav(
        pd.DataFrame(data),
        path,
        column_labels=labels,
        variable_value_labels=values,
        missing_ranges=missing,
        compress=True,
    )
    return path, data["ResponseId"]


def _columns(question, place, numbers, split):
    tag = f"Q{place}"
    if question.kind == "grid":
        return [
            (f"{tag}_{n}", f"{p.stem(question)} - {p.item_label(question, name)}", "")
            for n, name in enumerate(question.columns, 1)
        ]
    if question.kind == "multi" and split:
        chosen = f"{question.wording} - Selected Choice"
        options = [(f"{tag}_{option.code}", f"{chosen} - {option.label}", "") for option in question.options]
        return [*options, (f"{tag}_98", f"{chosen} - {p.REFUSED_WORDS}", "")]
    return [(tag, f"{question.wording} - Selected Choice" if question.kind == "multi" else question.wording, "")]


def _cells(question, value, numbers, split):
    if question.kind in ("text", "number"):
        return [p.REFUSED_WORDS if value == p.REFUSED else value]
    chosen = value if isinstance(value, tuple) else () if value is None else (value,)
    said = {code: str(code) if numbers and code != p.REFUSED else p.words(question, code) for code in chosen}
    if question.kind == "multi" and split:
        codes = (*(option.code for option in question.options), p.REFUSED)
        return [("1" if numbers else said[code]) if code in chosen else "" for code in codes]
    return [",".join(said.values())]
