"""Pretend answers written as each tool exports them, from the file that went out to it, and read again: the same answers."""

import csv
import runpy
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest

from helpers import questionnaire, survey
from helpers.project.record import BasketItem, Measures, OwnQuestion, Project
from helpers.project.record.questionnaire import Language, Translation
from helpers.questionnaire import google_forms, limesurvey, typing_sheet, words, xlsform
from helpers.questionnaire.build import places
from helpers.questionnaire.choices import choices
from helpers.survey.limesurvey_codes import PREFERS_NOT
from helpers.survey.pretend import pretend

HERE = Path(__file__).parent
baskets = SimpleNamespace(**runpy.run_path(str(HERE / "baskets.py")))
parsed = SimpleNamespace(**runpy.run_path(str(HERE / "parsed.py")))
REFUSED = parsed.REFUSED
PEOPLE = 20


def distinct(record):
    """Tools that head columns with words can't tell two questions with the same words apart."""
    own = (
        one.model_copy(update={"wording": one.wording and f"{one.wording} {one.id}"})
        for one in record.measures.own_questions
    )
    return record.model_copy(update={"measures": record.measures.model_copy(update={"own_questions": tuple(own)})})


class Answered:
    """Pretend people's answers to a questionnaire, cell by cell: codes as text, `prefer_not_to_say`, or nothing."""

    def __init__(self, record, seed=1):
        self.asks = questionnaire.build(record)
        self.codebook = survey.codebook(record)
        self.made = pretend(self.codebook, n=PEOPLE, seed=seed)
        self.asked = {column for question in self.asks.questions for column in question.columns}

    def __iter__(self):
        return iter(range(PEOPLE))

    def person(self, row):
        return self.made.people.iloc[row]

    def refuses(self, row, name):
        return name in self.made.prefers_not and bool(self.made.prefers_not[name].iloc[row])

    def cell(self, row, question, column):
        """What a person chose or wrote in one column; a form offers a refusal only where it is asked to."""
        value = self.person(row)[column]
        if self.refuses(row, column):
            return REFUSED if question.offers_refusal and question.options else ""
        if question.id.startswith("consent"):
            return "1" if value else "2"
        return "" if pd.isna(value) else value if isinstance(value, str) else str(int(value))

    def ticked(self, row, question):
        """The codes ticked; only the refusal where that is the answer."""
        if self.refuses(row, question.id):
            return [REFUSED] if question.offers_refusal else []
        return [
            str(option.code) for option in question.options if self.person(row)[f"{question.id}_{option.code}"] == 1
        ]

    def expected(self, holds_ids=True):
        """What must be read: of whoever agreed, or of all where that is recorded elsewhere; what is not asked stays empty."""
        want = self.made.responses if self.asks.gate else self.made.people.drop(columns="consent_analyse")
        want = want.copy()
        for column in self.codebook.by_column:
            if column not in self.asked:
                want[column] = None if want[column].dtype == object else float("nan")
        for column in ("panel_code", *(f"consent_{scope}" for scope in ("quote", "share", "recontact"))):
            if column not in self.asks.by_id:
                want[column] = None if column == "panel_code" else False
        return want if holds_ids else want.drop(columns="respondent_id")


def same(answered, path, holds_ids=True):
    reading = survey.read(path, answered.codebook)
    assert reading.verdict != "refuse", [message.what for message in reading.messages]
    found, want = reading.responses, answered.expected(holds_ids)
    assert len(found) == len(want)
    for column in want:
        differ = ~((found[column] == want[column]) | (found[column].isna() & want[column].isna()))
        assert not differ.any(), (column, found[column][differ].iloc[0], want[column][differ].iloc[0])
    return reading


def write_csv(path, header, rows, **how):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, **how).writerows([header, *rows])
    return path


def submitted(answered, row):
    return answered.person(row)["submitted_on"].strftime("%Y-%m-%d")


def test_what_is_written_beside_please_specify_is_not_read_with_the_answers(tmp_path):
    answered = Answered(distinct(baskets.record("everything")))
    xlsform.write(answered.asks, tmp_path / "form.xlsx")
    asked = {row["name"]: row for row in parsed.sheet_rows(openpyxl.load_workbook(tmp_path / "form.xlsx"), "survey")}
    beside = [name for name in asked if name.endswith("_specified")]
    assert "q3_14_specified" in beside
    assert all(asked[name]["hint::English (en)"] == "This is not counted. Please give no names." for name in beside)
    heads = ["_uuid", "_submission_time", "consent_analyse", *answered.codebook.required, *beside]
    answers = ["1" for _ in answered.codebook.required] + ["Secret of Ann Example" for _ in beside]
    path = write_csv(tmp_path / "export.csv", heads, [["u1", "2026-01-05T10:00:00", "1", *answers]])
    reading = survey.read(path, answered.codebook)
    assert "Secret" not in reading.responses.to_csv() + str(reading.messages) + reading.fieldwork.to_csv()


def xml_paths(path):
    """Every name of a form with the groups it stands in, in order."""
    book = openpyxl.load_workbook(path)
    above, found = [], {}
    for row in parsed.sheet_rows(book, "survey"):
        if row["type"] == "begin_group":
            above.append(row["name"])
        elif row["type"] == "end_group":
            above.pop()
        else:
            found[row["name"]] = [*above, row["name"]]
    return found


def submission(answered, row, name):
    """The text that a form stores under a name."""
    asks = answered.asks
    if name == "questionnaire_version":
        return asks.version
    if name in ("start", "end"):
        return f"{submitted(answered, row)}T10:00:00.000+00:00"
    for question in asks.questions:
        if name == question.id and question.kind == "multi":
            return " ".join(answered.ticked(row, question))
        if name in question.columns:
            return answered.cell(row, question, name)
    return ""


BASKETS = ("befriending", "everything", "own kinds", "by chance 0", "by chance 42")


@pytest.mark.parametrize("name", BASKETS)
@pytest.mark.parametrize("layout", ["kobo", "kobo without groups", "kobo split", "odk"])
def test_xlsform(name, layout, tmp_path):
    answered = Answered(distinct(baskets.record(name)))
    xlsform.write(answered.asks, tmp_path / "form.xlsx")
    keeps_notes = layout == "odk"
    places = {
        key: at for key, at in xml_paths(tmp_path / "form.xlsx").items() if keeps_notes or not key.startswith("note_")
    }
    by_id = answered.asks.by_id
    split = {
        key: by_id[key] for key in places if layout == "kobo split" and key in by_id and by_id[key].kind == "multi"
    }
    joint = "-" if layout == "odk" else "/"
    heads, kept = [], []
    for key, at in places.items():
        heads.append(key if layout == "kobo without groups" else joint.join(at))
        kept.append((key, None))
        if key in split:
            refused = [REFUSED] if split[key].offers_refusal else []
            codes = [*(str(option.code) for option in split[key].options), *refused]
            heads += ["/".join([*at, code]) for code in codes]
            kept += [(key, code) for code in codes]
    rows = []
    for row in answered:
        cells = []
        for key, code in kept:
            text = submission(answered, row, key)
            cells.append(text if code is None else str(int(code in text.split())) if text else "")
        rows.append(cells)
    ends = ["KEY", "SubmissionDate"] if layout == "odk" else ["_uuid", "_submission_time"]
    heads += ends
    rows = [
        [*cells, answered.person(row)["respondent_id"], f"{submitted(answered, row)}T10:01:00"]
        for row, cells in zip(answered, rows, strict=True)
    ]
    if layout == "odk":
        path = write_csv(tmp_path / "export.csv", heads, rows)
    else:
        path = write_csv(tmp_path / "export.csv", heads, rows, delimiter=";")
    reading = same(answered, path)
    assert reading.tool == ("ODK" if layout == "odk" else "KoboToolbox")
    unused = " ".join(message.what for message in reading.messages if message.what.startswith("Not used"))
    assert "note_" not in unused and "version" not in unused
    assert set(reading.fieldwork["form_version"]) == {answered.asks.version}


@pytest.mark.parametrize("name", BASKETS)
@pytest.mark.parametrize("layout", ["codes", "words"])
def test_limesurvey(name, layout, tmp_path):
    answered = Answered(distinct(baskets.record(name)))
    limesurvey.write(answered.asks, tmp_path / "structure.txt")
    form = parsed.limesurvey(tmp_path / "structure.txt")
    codes = {id_: code for code, id_ in form.ids.items()}
    is_coded = layout == "codes"
    system = ["id", "submitdate", "lastpage", "startlanguage", "questionnaireversion"]
    heads = (
        system if is_coded else ["Response ID", "Date submitted", "Last page", "Start language", answered.asks.version]
    )
    columns = []
    for id_, found in form.questions.items():
        question = answered.asks.by_id[id_]
        start = codes[id_] if is_coded else found.label["en"]
        for code, label in (found.options if found.kind == "multi" else found.items) or [("", {})]:
            part = PREFERS_NOT if code == REFUSED else code
            heads.append(f"{start}[{part}]" if is_coded and code else f"{start} [{label['en']}]" if code else start)
            columns.append((question, found, code))
    rows = []
    for row in answered:
        cells = [str(row + 1), f"{submitted(answered, row)} 10:00:00", "5", "en", answered.asks.version]
        for question, found, code in columns:
            if question.kind == "multi":
                ticked = answered.ticked(row, question)
                shown = ("Y", "") if is_coded else ("Yes", "No")
                cells.append(shown[code not in ticked] if ticked else "" if is_coded else "N/A")
                continue
            text = answered.cell(row, question, f"{question.id}_{code}" if code else question.id)
            told = {option: label["en"] for option, label in found.options}
            cells.append((PREFERS_NOT if text == REFUSED else text) if is_coded else told.get(text, text))
        rows.append(cells)
    path = write_csv(tmp_path / "export.csv", heads, rows, quoting=csv.QUOTE_ALL)
    reading = same(answered, path, holds_ids=False)
    assert reading.tool == "LimeSurvey"
    assert set(reading.fieldwork["form_version"]) == ({answered.asks.version} if is_coded else {None})


@pytest.mark.parametrize("name", BASKETS)
@pytest.mark.parametrize("tool", ["Google Forms", "Microsoft Forms"])
def test_forms(name, tool, tmp_path):
    answered = Answered(distinct(baskets.record(name)))
    same(answered, forms_export(answered, tool, "en", tmp_path), holds_ids=False)


@pytest.mark.parametrize("name", ["befriending", "own kinds"])
@pytest.mark.parametrize("tool", ["Google Forms", "Microsoft Forms"])
def test_forms_in_another_language_come_back_in_its_words(name, tool, tmp_path):
    answered = Answered(in_polish(distinct(baskets.record(name))))
    reading = same(answered, forms_export(answered, tool, "pl", tmp_path), holds_ids=False)
    refusals = reading.counts.set_index("column")["prefer_not_to_say"]
    assert refusals.sum() == forms_refusals(answered)
    assert not reading.counts["out_of_range"].any()


def in_polish(record):
    """Every text translated, yes and no into words that nobody could guess."""
    told = {"Yes": "Tak, owszem", "No": "Skądże"}
    held = tuple(
        Translation(key=words.key("pl", place, english), text=told.get(english, f"{english} (po polsku)"))
        for place, english in places(record).items()
    )
    asked = record.primary.questionnaire.model_copy(
        update={"languages": (Language(code="pl", name="Polski"),), "translations": held}
    )
    return record.model_copy(update={"primary": record.primary.model_copy(update={"questionnaire": asked})})


def forms_refusals(answered):
    """How often people whose answers are used chose "prefer not to say"."""
    agreed = [row for row in answered if not answered.asks.gate or answered.person(row)["consent_analyse"]]
    questions = [one for one in answered.asks.questions if one.offers_refusal]
    chosen = (
        sum(REFUSED in answered.ticked(row, one) for row in agreed)
        if one.kind == "multi"
        else sum(answered.cell(row, one, column) == REFUSED for row in agreed for column in one.columns)
        for one in questions
    )
    return sum(chosen)


def forms_export(answered, tool, language, folder):
    form = google_forms.form(answered.asks, language)
    items = [item for page in form["pages"] for item in page["items"]]
    is_google = tool == "Google Forms"
    heads = ["Timestamp"] if is_google else ["ID", "Start time", "Completion time"]
    for item in items:
        heads += [f"{item['title']} [{line}]" if is_google else line for line in item["rows"]] or [item["title"]]
    rows = []
    for row in answered:
        day = submitted(answered, row)
        cells = [f"{day.replace('-', '/')} 10:00:00 am GMT"] if is_google else [row + 1, f"{day} 09:50", f"{day} 10:00"]
        for question, item in zip(answered.asks.questions, items, strict=True):
            codes = (choice.code for choice in choices(question, answered.asks))
            offered = dict(zip(codes, item["choices"], strict=True))
            if question.kind == "multi":
                ticked = [offered[code] for code in answered.ticked(row, question)]
                cells.append(", ".join(ticked) if is_google else "".join(f"{text};" for text in ticked))
                continue
            for column in question.columns:
                text = answered.cell(row, question, column)
                cells.append(offered.get(text, text))
        rows.append(cells)
    if is_google:
        return write_csv(folder / "export.csv", heads, rows)
    book = openpyxl.Workbook()
    for cells in [heads, *rows]:
        book.active.append([cell or None for cell in cells])
    book.save(path := folder / "export.xlsx")
    return path


@pytest.mark.parametrize("name", BASKETS)
@pytest.mark.parametrize("types", ["words", "codes", "either"])
def test_typing_sheet(name, types, tmp_path):
    answered = Answered(distinct(baskets.record(name)))
    typing_sheet.write(answered.asks, path := tmp_path / "typing.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book[typing_sheet.ANSWERS]
    lists = allowed(book, sheet)
    for row in answered:
        for cell in sheet[2]:
            column = cell.value
            target = sheet.cell(typing_sheet.FIRST + row, cell.column)
            target.value = typed(answered, row, column, types if types != "either" else ("words", "codes")[row % 2])
            if target.value is not None and cell.column in lists:
                assert target.value in lists[cell.column], (column, target.value)
    book.save(path)
    reading = same(answered, path)
    # an answer chosen from the list says its code itself: mixed with bare codes it can't be taken for another
    assert not [message for message in reading.messages if "answers as codes and" in message.what]


def allowed(book, sheet):
    """What the lists of each column offer."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list":
            name, area = rule.formula1.lstrip("=").rsplit("!", 1)
            entries = {row[0].value for row in book[name.strip("'")][area.replace("$", "")]}
            for range_ in rule.sqref.ranges:
                found[range_.min_col] = entries
    return found


def typed(answered, row, column, types):
    """What somebody types off the paper."""
    if column == "respondent_id":
        return answered.person(row)[column]
    if column == "submitted_on":
        return answered.person(row)[column].to_pydatetime()
    for question in answered.asks.questions:
        if question.kind == "multi" and column.startswith(f"{question.id}_"):
            return 1 if column.removeprefix(f"{question.id}_") in answered.ticked(row, question) else None
        if column in question.columns:
            text = answered.cell(row, question, column)
            if question.kind == "text" or not text:
                return text or None
            if text == REFUSED:
                return "Prefer not to say"
            if types == "codes" or question.kind == "number":
                return int(text)
            told = next(option.label["en"] for option in question.options if str(option.code) == text)
            return told if question.id.startswith("consent") else f"{text} = {told}"
    raise AssertionError(column)


def test_two_questions_with_the_same_words_are_never_swapped(tmp_path):
    own = tuple(OwnQuestion(id=f"own_{name}", wording="What would help?", why="To see") for name in ("first", "second"))
    measures = Measures(basket=(BasketItem(indicator="R7"),), own_questions=own)
    codebook = survey.codebook(Project(title="Same words", measures=measures))
    path = write_csv(
        tmp_path / "export.csv",
        ["Timestamp", "consent_analyse", "How often do you feel lonely?", "What would help?", "What would help?"],
        [["2026/01/05 10:00:00 am GMT", "Yes", "Never", "asked second", "asked first"]],
    )
    reading = survey.read(path, codebook)
    assert reading.responses[["own_first", "own_second"]].isna().all(axis=None)
    assert any("What would help?" in message.column for message in reading.messages)
