"""Simulated answers, written the way each survey tool writes its export."""

import csv
import random

import openpyxl
import pytest

from helpers import catalogue

CONSENTS = ("consent_analyse", "consent_quote", "consent_share", "consent_recontact")


@pytest.fixture
def write_csv(tmp_path):
    """Rows of cells -> a CSV file."""

    def write(rows, name="answers.csv", encoding="utf-8", delimiter=","):
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
        return path

    return write


@pytest.fixture
def write_xlsx(tmp_path):
    """Rows of cells (or several sheets of them) -> a workbook."""

    def write(rows, name="answers.xlsx", change=None):
        book = openpyxl.Workbook()
        sheets = rows if isinstance(rows, dict) else {"Sheet1": rows}
        book.remove(book.active)
        for title, cells in sheets.items():
            sheet = book.create_sheet(title)
            for row in cells:
                sheet.append(row)
        if change:
            change(book)
        path = tmp_path / name
        book.save(path)
        return path

    return write


@pytest.fixture
def simulate():
    """People's answers: column -> code (or text), select-all questions as sets; None where not answered."""

    def one(question, rng):
        if question.kind == "text":
            return rng.choice(["Poland", "Somalia", "It’s “fine”, mostly; café £5", "বাংলাদেশ"])
        if question.kind == "number":
            return rng.randint(question.minimum, question.maximum)
        if question.kind == "multi":
            others = [option.code for option in question.options if option.code != question.none_code]
            if rng.random() < 0.1:
                return {question.none_code}
            return set(rng.sample(others, rng.randint(1, min(4, len(others)))))
        return rng.choice(question.options).code

    def answers(n=40, seed=8, questions=None):
        rng = random.Random(seed)
        people = []
        for number in range(n):
            person = {"id": f"R{number:03}", "consent_analyse": 1, "panel_code": f"AN{number:02}"}
            person |= {name: rng.choice([1, 2]) for name in CONSENTS[1:]}
            for question in questions or catalogue.questions():
                for column in (question.id,) if question.kind == "multi" else question.columns:
                    person[column] = None if rng.random() < 0.1 else one(question, rng)
            people.append(person)
        return people

    return answers


def _label(question, code):
    return next(option.label for option in question.options if option.code == code)


def _words(question, code):
    if code is None:
        return ""
    return _label(question, code) if question.options else str(code)


def _consent_words(person):
    return ["Yes" if person[name] == 1 else "No" for name in CONSENTS]


def _consent_wordings():
    return [catalogue.question(name).wording for name in CONSENTS]


def kobo_codes(people, questions):
    """XML values and headers, groups in the headings, select-all both joined and split by a slash."""
    head = ["start", "end", *(f"consent/{name}" for name in CONSENTS), "panel_code"]
    for question in questions:
        group = f"section_{question.section}"
        if question.kind == "multi":
            head += [f"{group}/{question.id}"]
            head += [f"{group}/{question.id}/{option.code}" for option in question.options]
        else:
            head += [f"{group}/{column}" for column in question.columns]
    head += ["__version__", "_id", "_uuid", "_submission_time", "_validation_status", "_index"]
    rows = [head]
    for number, person in enumerate(people, start=1):
        row = ["2025-03-01T10:00:00.000+00:00", "2025-03-01T10:09:00.000+00:00", *(person[c] for c in CONSENTS)]
        row += [person["panel_code"]]
        for question in questions:
            if question.kind == "multi":
                ticked = person[question.id]
                row += [None if ticked is None else " ".join(map(str, sorted(ticked)))]
                row += [None if ticked is None else int(o.code in ticked) for o in question.options]
            else:
                row += [person[column] for column in question.columns]
        rows.append([*row, "v1", number, person["id"], "2025-03-01T10:09:10", None, number])
    return rows


def kobo_labels(people, questions):
    """Labels for headings and values, select-all joined by a blank, and split."""
    head = [*_consent_wordings(), "Panel code"]
    for question in questions:
        wording = f"<b>{question.wording}</b>"
        if question.kind == "multi":
            head += [wording, *(f"{wording}/{option.label}" for option in question.options)]
        elif question.kind == "grid":
            head += [f"{question.wording} {item.label}" for item in question.items]
        else:
            head += [wording]
    rows = [[*head, "_id", "_uuid", "_submission_time"]]
    for number, person in enumerate(people, start=1):
        row = [*_consent_words(person), person["panel_code"]]
        for question in questions:
            if question.kind == "multi":
                ticked = person[question.id]
                row += [None if ticked is None else " ".join(_label(question, code) for code in sorted(ticked))]
                row += [None if ticked is None else str(int(o.code in ticked)) for o in question.options]
            else:
                row += [_words(question, person[column]) for column in question.columns]
        rows.append([*row, number, person["id"], "2025-03-01 10:09:10"])
    return rows


def google(people, questions):
    """Grids as "Wording [row]", select-all joined by a comma and a blank."""
    head = ["Timestamp", *_consent_wordings(), catalogue.question("panel_code").wording, "respondent_id"]
    for question in questions:
        if question.kind == "grid":
            head += [f"{question.wording} [{item.label}]" for item in question.items]
        else:
            head += [f"{question.code} {question.wording}"]
    rows = [head]
    for person in people:
        row = ["31/03/2025 10:09:10", *_consent_words(person), person["panel_code"], person["id"]]
        for question in questions:
            if question.kind == "multi":
                row += [", ".join(_label(question, code) for code in sorted(person[question.id] or ()))]
            else:
                row += [_words(question, person[column]) for column in question.columns]
        rows.append(row)
    return rows


def microsoft(people, questions):
    """Grids headed by the row's words alone, repeated headings numbered, select-all joined by semicolons."""
    head = [
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        *_consent_wordings(),
        "Your own code",
        "respondent_id",
    ]
    for question in questions:
        if question.kind == "grid":
            head += [item.label + ("2" if item.label in head else "") for item in question.items]
        else:
            head += [question.wording.replace(" ", "\xa0", 1)]
    rows = [head]
    for number, person in enumerate(people, start=1):
        row = [number, "3/31/25 10:00:00", "3/31/25 10:09:00", "anonymous", "", *_consent_words(person)]
        row += [person["panel_code"], person["id"]]
        for question in questions:
            if question.kind == "multi":
                row += ["".join(f"{_label(question, code)};" for code in sorted(person[question.id] or ()))]
            else:
                row += [_words(question, person[column]) for column in question.columns]
        rows.append(row)
    return rows


def typed(people, questions):
    """Toolkit numbers and codes, one column per option with TRUE and FALSE."""
    head = ["id", *CONSENTS, "panel code"]
    for question in questions:
        if question.kind == "multi":
            head += [f"{question.code}_{option.code}" for option in question.options]
        elif question.kind == "grid":
            head += [f"{question.code} {item.code}" for item in question.items]
        else:
            head += [f"Q{question.code}."]
    rows = [head]
    for person in people:
        row = [person["id"], *(person[name] for name in CONSENTS), person["panel_code"]]
        for question in questions:
            if question.kind == "multi":
                ticked = person[question.id]
                row += ["" if ticked is None else str(o.code in ticked).upper() for o in question.options]
            else:
                row += ["" if person[column] is None else person[column] for column in question.columns]
        rows.append(row)
    return rows


@pytest.fixture
def layouts():
    """Layout name -> function of people and questions to rows of cells."""
    return {
        "kobo codes": kobo_codes,
        "kobo labels": kobo_labels,
        "google": google,
        "microsoft": microsoft,
        "typed": typed,
    }
