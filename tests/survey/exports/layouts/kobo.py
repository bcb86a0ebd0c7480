"""KoboToolbox: export settings "XML values and headers" or "Labels", groups or none, select-many joined, split or both."""

import csv
import uuid
from pathlib import Path
from random import Random

from helpers.survey import Codebook

from . import people as p

AFTER = (
    "_id",
    "_uuid",
    "_submission_time",
    "_validation_status",
    "_notes",
    "_status",
    "_submitted_by",
    "__version__",
    "_tags",
    "_index",
)
REFUSED = "prefer_not_to_say"


def write(
    made,
    codebook: Codebook,
    folder: Path,
    *,
    labels: bool = False,
    groups: bool = True,
    select: str = "both",
    file: str = "xlsx",
) -> tuple[Path, list[str]]:
    """`select`: "both", "summary" (joined) or "details" (split)."""
    random = Random(5)
    persons = p.people(made, codebook)
    has_weight = persons[0].weight is not None
    questions = p.asked(codebook)
    head = ["start", "end", "username"]
    for question in questions:
        head += _headings(question, labels, groups, select)
    rows = [head + ["survey_weight"] * has_weight + list(AFTER)]
    ids = []
    for index, person in enumerate(persons, start=1):
        identifier = str(uuid.UUID(int=random.getrandbits(128), version=4))
        ids.append(identifier)
        row = [_time(person.started), _time(person.ended), person.interviewer]
        for question in questions:
            for name in p.names_of(question):
                row += _cells(question, person.said[name], labels, select)
        row += [person.weight] * has_weight
        sent = person.ended.isoformat()
        rows.append(
            [
                *row,
                331_845_120 + 7 * index,
                identifier,
                sent,
                None,
                None,
                "submitted_via_web",
                None,
                "vKp3LhTq8m",
                None,
                index,
            ]
        )
    if file == "csv":
        content = p.csv_bytes(rows, ";", csv.QUOTE_ALL, "utf-8-sig", "\n")
    else:
        content = p.xlsx_bytes([[_text(cell) for cell in row] for row in rows], "Community survey")
    return p.written(folder, f"kobo.{file}", content), ids


def _headings(question, labels, groups, select):
    group = ("Section" if labels else "section_") + str(question.section)
    headings = []
    for name in p.names_of(question):
        if labels:
            text = p.item_label(question, name) if question.kind == "grid" else f"<b>{question.wording}</b>"
            inside = p.stem(question) if question.kind == "grid" else ""
        else:
            text, inside = name, question.id if question.kind == "grid" else ""
        # without the group names the lines of two grids may share their words
        start = "/".join(filter(None, (group, inside, text))) if groups else text
        if question.kind != "multi" or select != "details":
            headings.append(start)
        if question.kind == "multi" and select != "summary":
            headings += [f"{start}/{option.label if labels else option.code}" for option in question.options]
            headings.append(f"{start}/{p.REFUSED_WORDS if labels else REFUSED}")
    return headings


def _cells(question, value, labels, select):
    if question.kind != "multi":
        return [p.words(question, value) if labels else REFUSED if value == p.REFUSED else value]
    codes = () if value is None else (REFUSED,) if value == p.REFUSED else value
    said = [p.REFUSED_WORDS if code == REFUSED else p.label(question, code) for code in codes] if labels else codes
    joined = None if value is None else " ".join(map(str, said))
    split = [
        None if value is None else int(choice in codes) for choice in (*(o.code for o in question.options), REFUSED)
    ]
    return ([joined] if select != "details" else []) + (split if select != "summary" else [])


def _text(cell):
    return cell if cell is None or isinstance(cell, float) else str(cell)


def _time(moment):
    return f"{moment.isoformat()}.123+00:00"
