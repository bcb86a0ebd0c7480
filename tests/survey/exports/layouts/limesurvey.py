"""LimeSurvey: headings by code, by text or both; answer codes or full answers; CSV with semicolons, XLSX, or SPSS."""

import csv
from pathlib import Path

import pandas as pd
import pyreadstat

from helpers.survey import Codebook
from helpers.survey.limesurvey_codes import PREFERS_NOT, VERSION, plain_code, question_codes

from . import people as p

BEFORE = {
    "id": "Response ID",
    "submitdate": "Date submitted",
    "lastpage": "Last page",
    "startlanguage": "Start language",
    "seed": "Seed",
    "startdate": "Date started",
    "datestamp": "Date last action",
    VERSION: "a1b2c3d4",
}


def write(
    made,
    codebook: Codebook,
    folder: Path,
    *,
    headings: str = "code",
    answers: str = "code",
    file: str = "csv",
    unfinished: int = 0,
    other: str = "",
) -> tuple[Path, list[str]]:
    """`headings`: "code", "em" (expression manager's codes), "text" or "codetext"; `other`: a question whose answer is -oth-."""
    questions = p.asked(codebook)
    codes = question_codes(question.id for question in codebook.questions)
    head = [_about(name, headings) for name in BEFORE]
    for question in questions:
        head += _headings(question, codes[question.id], headings)
    rows, ids = [head], []
    for number, person in enumerate(p.people(made, codebook)):
        ids.append(str(number + 1))
        is_unfinished = number < unfinished
        sent = "" if is_unfinished else person.ended.isoformat(" ")
        about = [
            ids[-1],
            sent,
            "1" if is_unfinished else "6",
            "en",
            "1733842",
            person.started.isoformat(" "),
            person.ended.isoformat(" "),
            "a1b2c3d4",
        ]
        cells = [
            cell
            for q in questions
            for name in p.names_of(q)
            for cell in _cells(q, person.said[name], answers, q.id == other)
        ]
        rows.append([*about, *cells])
    if file == "xlsx":
        return p.written(folder, "results-survey123456.xlsx", p.xlsx_bytes(rows, "survey123456")), ids
    content = p.csv_bytes(rows, ";", csv.QUOTE_ALL, "utf-8-sig") + b"\r\n"
    return p.written(folder, "results-survey123456.csv", content), ids


def write_sav(made, codebook: Codebook, folder: Path) -> tuple[Path, list[str]]:
    """Variables named by code, all of them text with value labels, as the plug-in ExportSPSSsav writes lists."""
    questions = p.asked(codebook)
    codes = question_codes(question.id for question in codebook.questions)
    persons = p.people(made, codebook)
    data = {
        "id": [float(number) for number in range(1, len(persons) + 1)],
        "submitdate": [person.ended for person in persons],
        "lastpage": [6.0] * len(persons),
        "startlanguage": ["en"] * len(persons),
    }
    labels, values = {}, {}
    for question in questions:
        for name in p.names_of(question):
            said = [person.said[name] for person in persons]
            part = plain_code(name.removeprefix(question.id).removeprefix("_"))
            code = f"{codes[question.id]}{f'_{part}' if part else ''}"
            if question.kind == "multi":
                for choice in (*(option.code for option in question.options), PREFERS_NOT):
                    wanted = p.REFUSED if choice == PREFERS_NOT else choice
                    data[f"{code}_{choice}"] = [
                        None if one is None else float(wanted in (one if isinstance(one, tuple) else (one,)))
                        for one in said
                    ]
                    values[f"{code}_{choice}"] = {1: "Yes", 0: "Not Selected"}
                continue
            labels[code] = question.wording[:200]
            if question.kind in ("text", "number"):
                data[code] = (
                    ["" if one is None else p.REFUSED_WORDS if one == p.REFUSED else one for one in said]
                    if question.kind == "text"
                    else [None if one in (None, p.REFUSED) else float(one) for one in said]
                )
                continue
            data[code] = ["" if one is None else PREFERS_NOT if one == p.REFUSED else str(one) for one in said]
            values[code] = {str(option.code): option.label[:110] for option in question.options} | {
                PREFERS_NOT: p.REFUSED_WORDS
            }
    path = folder / "survey_123456_SPSS.sav"
    pyreadstat.write_sav(pd.DataFrame(data), path, column_labels=labels, variable_value_labels=values)
    return path, [str(number) for number in range(1, len(persons) + 1)]


def _about(name, headings):
    return {"text": BEFORE[name], "codetext": f"{name}. {BEFORE[name]}"}.get(headings, name)


def _headings(question, code, headings):
    found = []
    for name in p.names_of(question):
        part = plain_code(name.removeprefix(question.id).removeprefix("_"))
        if question.kind == "multi":
            choices = [(str(option.code), option.label) for option in question.options] + [
                (PREFERS_NOT, p.REFUSED_WORDS)
            ]
            found += [_heading(code, choice, question.wording, text, headings) for choice, text in choices]
        elif question.kind == "grid":
            found.append(_heading(code, part, p.stem(question), p.item_label(question, name), headings))
        else:
            found.append(_heading(code, "", question.wording, "", headings))
    return found


def _heading(code, part, text, under, headings):
    by_code = f"{code}[{part}]" if part else code
    by_text = f"{text} [{under}]" if under else text
    if headings == "em":
        return f"{code}_{part}" if part else code
    return {"code": by_code, "text": by_text, "codetext": f"{by_code}. {by_text}"}[headings]


def _cells(question, value, answers, is_other):
    is_full = answers == "full"
    if question.kind == "multi":
        choices = (*(option.code for option in question.options), p.REFUSED)
        if value is None:
            return ["N/A" if is_full else ""] * len(choices)
        chosen = value if isinstance(value, tuple) else (value,)
        yes, no = ("Yes", "No") if is_full else ("Y", "")
        return [yes if choice in chosen else no for choice in choices]
    if value == p.REFUSED:
        return [p.REFUSED_WORDS if is_full or not question.options else PREFERS_NOT]
    if is_other and value is not None and question.options and value == question.options[-1].code:
        return ["Other" if is_full else "-oth-"]
    if question.options and value is not None:
        return [p.label(question, value) if is_full else str(value)]
    return [value]
