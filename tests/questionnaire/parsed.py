"""Files of survey tools read back into one shape, to hold them against each other and against the questionnaire."""

import csv
import html
import random
import re
from dataclasses import dataclass, field
from types import SimpleNamespace
from xml.etree import ElementTree

import docx
import openpyxl

from helpers.questionnaire import carried
from helpers.survey.limesurvey_codes import PREFERS_NOT

REFUSED = "prefer_not_to_say"
SYSTEM = {"start", "end", carried.VERSION_COLUMN}


@dataclass
class Found:
    """One question as a file has it: what can be chosen, its lines, and the conditions under which it and they are asked."""

    kind: str
    label: dict = field(default_factory=dict)
    options: list = field(default_factory=list)
    items: list = field(default_factory=list)
    conditions: list = field(default_factory=list)
    by_line: dict = field(default_factory=dict)
    attributes: dict = field(default_factory=dict)


def sheet_rows(book, name):
    rows = [[("" if cell is None else str(cell)) for cell in row] for row in book[name].iter_rows(values_only=True)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def languages_of(row, name):
    """Of `label::English (en)` and the like: language -> text."""
    return {
        re.search(r"\(([^()]+)\)$", heading)[1]: text
        for heading, text in row.items()
        if heading.startswith(f"{name}::")
    }


def xlsform(path):
    """Questions by id, what is said, settings, and the codebook."""
    book = openpyxl.load_workbook(path)
    lists = {}
    for row in sheet_rows(book, "choices"):
        lists.setdefault(row["list_name"], []).append((row["name"], languages_of(row, "label")))
    found, notes, above, grid = {}, {}, [], None
    for row in sheet_rows(book, "survey"):
        kind, name, condition = row["type"], row["name"], row["relevant"]
        if kind == "begin_group":
            above.append(condition)
            if name.startswith("grid_"):
                grid = found[name.removeprefix("grid_")] = Found(
                    "grid", languages_of(row, "label"), conditions=[*above]
                )
        elif kind == "end_group":
            above.pop()
            grid = None
        elif kind == "note":
            notes[name] = (languages_of(row, "label"), [*above, condition])
        elif grid:
            code = name.removeprefix(next(id_ for id_, one in found.items() if one is grid) + "_")
            grid.items.append((code, languages_of(row, "label")))
            grid.options = lists[kind.split()[1]]
            grid.by_line[code] = condition
        elif name not in SYSTEM and not name.endswith("_specified"):
            kinds = {"select_one": "single", "select_multiple": "multi", "integer": "number", "text": "text"}
            one = Found(kinds[kind.split()[0]], languages_of(row, "label"), conditions=[*above, condition])
            one.options = lists[kind.split()[1]] if " " in kind else []
            one.attributes = {key: row[key] for key in ("constraint", "required")}
            found[name] = one
    pieces = [row[0].value for row in book[carried.JSON_SHEET].iter_rows(min_row=2)]
    settings = sheet_rows(book, "settings")[0]
    return SimpleNamespace(questions=found, notes=notes, settings=settings, carried=carried.joined(pieces))


def structure_rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, dialect="excel-tab"))


def limesurvey(path):
    """The same of a structure file, by the ids that its own rows give."""
    rows = structure_rows(path)
    ids = {row["name"]: row["text"] for row in rows if row["class"] == "CODE"}
    found, said, group = {}, {}, ""
    for row in rows:
        language, text = row["language"], html.unescape(row["text"])
        if row["class"] == "G":
            group = row["relevance"]
        elif row["class"] == "SL":
            said.setdefault(row["name"], {})[language] = text
        elif row["class"] == "Q":
            kinds = {"L": "single", "M": "multi", "F": "grid", "N": "number", "S": "text", "T": "text"}
            current = Found("", {})
            if row["name"] in ids:
                current = found.setdefault(ids[row["name"]], Found(kinds[row["type/scale"]]))
                current.conditions = [group, row["relevance"]]
                current.attributes = row
            current.label[language] = text
        elif row["class"] in ("A", "SQ"):
            code = REFUSED if row["name"] == PREFERS_NOT else row["name"]
            held = current.items if row["class"] == "SQ" and current.kind == "grid" else current.options
            known = dict(held)
            if code not in known:
                held.append((code, {}))
            dict(held)[code][language] = text
            if row["class"] == "SQ":
                current.by_line[code] = row["relevance"]
    pieces = [html.unescape(row["text"]) for row in rows if row["class"] == "CB"]
    return SimpleNamespace(questions=found, said=said, ids=ids, carried=carried.joined(pieces), rows=rows)


BOX = "☐"


def word(path):
    """The same of a Word file, by the printed number behind each question; conditions are the sentences people read."""
    file = docx.Document(str(path))
    found, current, before = {}, None, []
    for element in file.iter_inner_content():
        if isinstance(element, docx.table.Table):
            cells = [[cell.text for cell in row.cells] for row in element.rows]
            current.options = cells[0][1:]
            current.items = [row[0].split(") ", 1)[1] for row in cells[1:]]
            continue
        style, text = element.style.name, element.text
        if style == "Who is asked":
            before.append(text.removeprefix("→ "))
        elif style == "Heading 3":
            words, printed = re.fullmatch(r"(?:\d+\. )?(.*) \[([^\]]+)\]", text, re.DOTALL).groups()
            current = found[printed] = Found("", {"en": words}, conditions=before)
            before = []
        elif style == "Answer" and current.items and len(current.items) > 1 and text.split("\t")[1] in current.options:
            continue
        elif style == "Answer":
            current.options.append(text.split("\t")[1])
        elif style == "Row":
            current.items.append(text.split(") ", 1)[1])
        elif style == "Scale":
            current.options += [one.strip() for one in text.split(BOX) if one.strip()]
        elif style == "Routing":
            current.attributes.setdefault("after", []).append(text.removeprefix("→ "))
    parts = [one.blob for one in file.part.package.iter_parts() if str(one.partname).startswith("/customXml/")]
    (held,) = (ElementTree.fromstring(blob).text for blob in parts if b"codebook" in blob)
    return SimpleNamespace(questions=found, carried=carried.joined([held]))


def holds_sentence(sentence, answers, questionnaire, item=""):
    """Whether "Only if you answered “Yes” at question 5." and the like hold, for people who left nothing out."""
    named = set(re.findall("“([^”]*)”", sentence))
    number = re.search(r"question (\d+)\.$", sentence)
    if number:
        decides = next(one for one in questionnaire.questions if one.number == int(number[1]))
    else:
        decides = next(one for one in questionnaire.questions if one.is_office and named & _labels(one).keys())
    codes = {_labels(decides)[label] for label in named}
    column = f"{decides.id}_{item}" if "for it" in sentence else decides.id
    is_said = bool(codes & set(answers[column].split()))
    return is_said != sentence.startswith("Leave")


def _labels(question):
    return {option.label["en"].rstrip(" .,:"): str(option.code) for option in question.options}


def holds_xpath(condition, answers):
    """Whether a condition of an XLSForm holds; `answers` by column, of select-all questions by id, joined by blanks."""
    if not condition:
        return True
    made = re.sub(r"selected\(\$\{(\w+)\}, '([^']*)'\)", r"('\2' in answers['\1'].split())", condition)
    made = re.sub(r"\$\{(\w+)\}", r"answers['\1']", made)
    made = re.sub(r"(?<![!<>])=(?!=)", "==", made)
    return bool(eval(made, {"answers": answers}))


def holds_expression(condition, answers, ids):
    """Whether a condition of LimeSurvey holds."""
    codes = {code: name for code, name in ids.items()}

    def value(match):
        code, _, part = match[1].partition("_")
        name = codes[code]
        if name in answers and part:
            return repr("Y" if part in answers[name].split() else "")
        return repr(answers[f"{name}_{part}" if part else name])

    return bool(eval(re.sub(r"(\w+)\.NAOK", value, condition or "True"), {}))


def answers_by_chance(questionnaire, seed, may_be_blank=True):
    """One answer, or none, in every column; of select-all questions under the question's id, codes joined by blanks."""
    chance = random.Random(seed)
    found = {}
    for question in questionnaire.questions:
        codes = [str(option.code) for option in question.options] or ["5", "30"]
        if question.kind == "multi":
            found[question.id] = " ".join(
                chance.sample(codes, chance.randint(0 if may_be_blank else 1, min(3, len(codes))))
            )
        else:
            blank = [""] if may_be_blank else []
            found |= {column: chance.choice([*codes, *blank]) for column in question.columns}
    return found


def is_asked(questionnaire, question, answers, item=""):
    """What the questionnaire itself says of who is asked."""
    gate = questionnaire.gate
    ids = [one.id for one in questionnaire.questions]
    routes = [route for route in question.ask_if if route.item == item]
    if gate and not question.is_office and ids.index(question.id) > ids.index(gate.question):
        routes = [gate, *routes]
    return all(_holds(questionnaire, route, answers) for route in routes)


def _holds(questionnaire, route, answers):
    decides = questionnaire.by_id[route.question]
    if decides.kind != "multi":
        return answers[route.column] in {str(code) for code in route.codes}
    chosen = answers[decides.id].split()
    return bool(chosen) and int(route.column.removeprefix(f"{decides.id}_") in chosen) in route.codes
