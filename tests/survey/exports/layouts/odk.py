"""ODK Central: a zip with the form's CSV, a CSV per repeat and attachments; group names on or off, select-multiple split or not."""

import uuid
from pathlib import Path
from random import Random

from helpers.survey import Codebook

from . import people as p

AFTER = (
    *("meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status"),
    *("ReviewState", "DeviceID", "Edits", "FormVersion"),
)
REFUSED = "prefer_not_to_say"


def write(
    made,
    codebook: Codebook,
    folder: Path,
    *,
    groups: bool = True,
    split: bool = True,
    repeat: tuple[str, ...] = (),
    review: tuple[str, ...] = (),
) -> tuple[Path, list[str]]:
    """`repeat`: questions asked in a repeat that everybody goes through once; `review`: states of the last submissions."""
    random = Random(6)
    persons = p.people(made, codebook)
    questions = p.asked(codebook)
    main = [question for question in questions if question.id not in repeat]
    inside = [question for question in questions if question.id in repeat]
    rows = [["SubmissionDate", "start", "end", *(h for q in main for h in _headings(q, groups, split)), *AFTER]]
    if not groups:
        rows[0][rows[0].index("meta-instanceID")] = "instanceID"
    entries = [[*(h for q in inside for h in _headings(q, groups, split)), "PARENT_KEY", "KEY"]]
    ids = []
    for number, person in enumerate(persons):
        key = f"uuid:{uuid.UUID(int=random.getrandbits(128), version=4)}"
        ids.append(key)
        cells = [cell for q in main for name in p.names_of(q) for cell in _cells(q, person.said[name], split)]
        sent = f"{person.ended.isoformat()}.000Z"
        state = review[number - len(persons)] if number >= len(persons) - len(review) else None
        after = [key, key, 12, person.interviewer, 0, 0, None, state, "collect:abc", 0, "2026010501"]
        rows.append([sent, sent_at(person.started), sent_at(person.ended), *cells, *after])
        cells = [cell for q in inside for name in p.names_of(q) for cell in _cells(q, person.said[name], split)]
        entries.append([*cells, key, f"{key}/once[1]"])
    files = {"community.csv": p.csv_bytes(rows, end="\n")}
    if repeat:
        files["community-once.csv"] = p.csv_bytes(entries, end="\n")
    files["media/1767600000000.jpg"] = b"\xff\xd8\xff\xe0 no picture at all"
    return p.written(folder, "community.zip", p.zip_bytes(files)), ids


def sent_at(moment):
    return f"{moment.isoformat()}.000+00:00"


def _headings(question, groups, split):
    headings = []
    for name in p.names_of(question):
        inside = (
            [f"section_{question.section}", question.id] if question.kind == "grid" else [f"section_{question.section}"]
        )
        start = "-".join((*inside, name)) if groups else name
        headings.append(start)
        if question.kind == "multi" and split:
            headings += [f"{start}/{choice}" for choice in (*(option.code for option in question.options), REFUSED)]
    return headings


def _cells(question, value, split):
    if question.kind != "multi":
        return [REFUSED if value == p.REFUSED else value]
    codes = () if value is None else (REFUSED,) if value == p.REFUSED else value
    joined = None if value is None else " ".join(map(str, codes))
    choices = (*(option.code for option in question.options), REFUSED)
    return [joined, *((None if value is None else int(choice in codes)) for choice in choices if split)]
