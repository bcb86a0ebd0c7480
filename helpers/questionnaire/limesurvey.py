"""The questionnaire as a tab-separated structure file that LimeSurvey brings in (Create survey > Import, ending .txt).

LimeSurvey's importer decides how this is written. It takes a backslash before a quotation mark and quotation marks at both
ends of a text for its own, and guesses the encoding from the first thousand bytes: so all texts are HTML without tabs, line
breaks or quotation marks, and the rows that are ASCII throughout come first. Rows of a class it does not know it passes
over: ours (`CB`, `CODE`) hold the codebook and the code of each question. Braces would be run as expressions.

Source: LimeSurvey's manual, "Tab Separated Value survey structure", and `TSVImportSurvey` in its
`application/helpers/admin/import_helper.php`.
"""

import csv
import html
import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from helpers.errors import UserProblem
from helpers.project.disk import write_whole
from helpers.questionnaire import carried
from helpers.questionnaire.choices import Choice, alone, choices, gate, routes, specified
from helpers.questionnaire.model import PREFER_NOT_TO_SAY, Asked, Item, Questionnaire, Route, Section, said
from helpers.questionnaire.workbook import plain
from helpers.survey.limesurvey_codes import PREFERS_NOT, VERSION, plain_code, question_codes

SETTINGS = {
    "format": "G",
    "anonymized": "Y",
    "datestamp": "Y",
    "ipaddr": "N",
    "refurl": "N",
    "savetimings": "N",
    "allowsave": "N",
    "allowprev": "Y",
    "shownoanswer": "N",
    "showqnumcode": "X",
    "showgroupinfo": "B",
}
"""One page per section; the day of each answer, and nothing else that could lead to a person."""
LIST, ARRAY, TICKS, NUMBER, SHORT, LONG, WORDS, EQUATION = "L", "F", "M", "N", "S", "T", "X", "*"
"""LimeSurvey's types: radio buttons, rows with the same answers, boxes to tick, number, two sizes of text, words only, and
what is worked out."""
LONGEST_TITLE, LONGEST_ANSWER = 200, 5
"""Characters. LimeSurvey drops longer answers without a word."""
_ESCAPED = str.maketrans({"{": "&#123;", "}": "&#125;", "\\": "&#92;", "\t": " "})
_FORMULA = {"=": "&#61;", "+": "&#43;", "-": "&#45;", "@": "&#64;"}


@dataclass(frozen=True)
class Row:
    """One row; the columns after `same_default` are attributes of a question."""

    kind: str
    type: str = ""
    name: str = ""
    relevance: str = ""
    text: str = ""
    help: str = ""
    language: str = ""
    validation: str = ""
    mandatory: str = ""
    other: str = ""
    default: str = ""
    same_default: str = ""
    exclude_all_others: str = ""
    hidden: str = ""
    min_num_value_n: str = ""
    max_num_value_n: str = ""
    num_value_int_only: str = ""


HEADINGS = {"kind": "class", "type": "type/scale"}
"""Where a column is not called as its field is."""


def write(questionnaire: Questionnaire, path: Path) -> None:
    """The structure file; its name has to end in .txt.

    Raises
    ------
    UserProblem
        Where it can't be written, or an own question numbers its answers as LimeSurvey can't.
    """
    text = io.StringIO(newline="")
    names = [field.name for field in fields(Row)]
    writer = csv.writer(text, "excel-tab", lineterminator="\n")
    writer.writerow([HEADINGS.get(name, name) for name in names])
    for row in rows(questionnaire):
        values = asdict(row)
        writer.writerow([values[name] for name in names])
    write_whole(path, text.getvalue().encode("utf-8-sig"))


def rows(questionnaire: Questionnaire) -> Iterator[Row]:
    """All rows: the survey, our own, then the whole questionnaire in one language after the other."""
    form = _Form(questionnaire)
    yield from form.survey()
    yield from form.ours()
    for language in questionnaire.languages:
        yield from form.in_language(language.code)


class _Form:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        # by the codebook, so that whoever reads the answers comes to the same codes
        self.codes = question_codes(question["id"] for question in questionnaire.codebook["questions"])

    def survey(self) -> Iterator[Row]:
        first, *others = self.questionnaire.languages
        yield Row("S", name="language", text=first.code)
        if others:
            yield Row("S", name="additional_languages", text=" ".join(language.code for language in others))
        for name, value in SETTINGS.items():
            yield Row("S", name=name, text=value)

    def ours(self) -> Iterator[Row]:
        for number, piece in enumerate(carried.pieces(self.questionnaire), 1):
            yield Row("CB", name=str(number), text=html.escape(piece).replace("\\", "&#92;"))
        for name, code in self.codes.items():
            yield Row("CODE", name=code, text=name)

    def in_language(self, language: str) -> Iterator[Row]:
        asks = self.questionnaire
        yield Row("SL", name="surveyls_title", text=_shown(carried.title(asks)[:LONGEST_TITLE]), language=language)
        for name, texts in (("surveyls_welcometext", asks.introduction), ("surveyls_endtext", asks.closing)):
            yield Row("SL", name=name, text=_shown(said(texts, language)), language=language)
        for number, section in enumerate(asks.sections, 1):
            yield from self._section(section, number, language)
        yield from self._end_for_no(len(asks.sections) + 1, language)

    def _section(self, section: Section, number: int, language: str) -> Iterator[Row]:
        decides = gate(self.questionnaire)
        holds_gate = decides in section.questions
        yield Row(
            "G",
            type=f"G{number}",
            name=_shown(said(section.title, language)),
            text=_shown(said(section.introduction, language)),
            relevance="1" if holds_gate or section.code == "office" else self._agreed(),
            language=language,
        )
        if number == 1:
            version = self.questionnaire.version
            yield Row("Q", EQUATION, VERSION, "1", version, language=language, mandatory="N", hidden="1")
        for question in section.questions:
            needs = self._agreed() if holds_gate and question is not decides else "1"
            yield from self._question(question, needs, language)

    def _end_for_no(self, number: int, language: str) -> Iterator[Row]:
        """A last page for whoever does not agree; LimeSurvey passes over the others."""
        decides = gate(self.questionnaire)
        if decides is None:
            return
        thanks = self.questionnaire.phrases
        said_no = f'{self.codes[decides.id]}.NAOK == "2"'
        title = _shown(said(thanks["thanks"], language))
        yield Row("G", type=f"G{number}", name=title, relevance=said_no, language=language)
        text = _shown(said(thanks["consent_no_end"], language))
        yield Row("Q", WORDS, "thanks", "1", text, language=language, mandatory="N")

    def _agreed(self) -> str:
        decides = gate(self.questionnaire)
        return f'{self.codes[decides.id]}.NAOK == "1"' if decides else "1"

    def _question(self, question: Asked, needs: str, language: str) -> Iterator[Row]:
        relevance = _all(needs, *(self._leads(route) for route in routes(question, self.questionnaire)))
        lines = [(item, self._line(question, item)) for item in question.items]
        if lines and all(line != "1" for _, line in lines):
            # the words above the lines would be left standing alone
            relevance = _all(relevance, _any(*(line for _, line in lines)))
        code = self.codes[question.id]
        if question.introduction:
            words = _shown(said(question.introduction, language))
            yield Row("Q", WORDS, self._beside("words", question), relevance, words, language=language, mandatory="N")
        yield Row(
            "Q",
            self._type(question),
            code,
            relevance,
            _shown(said(question.stem if question.kind == "grid" else question.wording, language)),
            _shown(said(question.instruction, language)),
            language,
            mandatory="Y" if question.is_required else "N",
            other="N",
            **self._attributes(question),
        )
        yield from self._parts(question, lines, language)
        yield from self._specified(question, relevance, language)

    def _beside(self, what: str, question: Asked) -> str:
        """The code of what stands beside a question."""
        return f"{what}{self.questionnaire.questions.index(question) + 1}"

    def _type(self, question: Asked) -> str:
        if question.kind in ("multi", "grid"):
            return TICKS if question.kind == "multi" else ARRAY
        if choices(question, self.questionnaire):
            return LIST
        if question.kind == "number":
            return NUMBER
        return LONG if question.is_open else SHORT

    def _attributes(self, question: Asked) -> dict[str, str]:
        if self._type(question) == NUMBER:
            ends = {"min_num_value_n": question.minimum, "max_num_value_n": question.maximum}
            known = {name: str(end) for name, end in ends.items() if end is not None}
            return {**known, "num_value_int_only": "1"}
        by_itself = ";".join(map(_answer, alone(question)))
        return {"exclude_all_others": by_itself} if by_itself else {}

    def _parts(self, question: Asked, lines: list[tuple[Item, str]], language: str) -> Iterator[Row]:
        """Boxes to tick and lines are subquestions; what is chosen from are answers."""
        offered = choices(question, self.questionnaire)
        if question.kind == "multi":
            yield from (self._part("SQ", choice, language, "1") for choice in offered)
            return
        for item, line in lines:
            yield Row("SQ", "0", plain_code(item.code), line, _shown(said(item.label, language)), language=language)
        yield from (self._part("A", choice, language) for choice in offered)

    def _part(self, kind: str, choice: Choice, language: str, relevance: str = "") -> Row:
        return Row(kind, "0", _answer(choice.code), relevance, _shown(said(choice.label, language)), language=language)

    def _specified(self, question: Asked, relevance: str, language: str) -> Iterator[Row]:
        codes = specified(question)
        if not codes:
            return
        words = {choice.code: choice.label for choice in choices(question, self.questionnaire)}
        label = words[codes[0]] if len(codes) == 1 else self.questionnaire.phrases["please_specify"]
        code = self.codes[question.id]
        has = (f'{code}_{one}.NAOK == "Y"' if question.kind == "multi" else f'{code}.NAOK == "{one}"' for one in codes)
        yield Row(
            "Q",
            SHORT,
            self._beside("specify", question),
            _all(relevance, _any(*has)),
            _shown(said(label, language)),
            _shown(self.questionnaire.phrase("specify_note", language)),
            language=language,
            mandatory="N",
        )

    def _line(self, question: Asked, item: Item) -> str:
        return _all(*(self._leads(route) for route in routes(question, self.questionnaire, item.code)))

    def _leads(self, route: Route) -> str:
        """The condition of one route."""
        decides = self.questionnaire.by_id[route.question]
        part = route.column.removeprefix(decides.id).removeprefix("_")
        name = f"{self.codes[decides.id]}{f'_{plain_code(part)}' if part else ''}.NAOK"
        if decides.kind == "multi":
            return _any(*(f'{name} {"==" if code == 1 else "!="} "Y"' for code in route.codes))
        return _any(*(f'{name} == "{code}"' for code in route.codes))


def _answer(code: str) -> str:
    if code == PREFER_NOT_TO_SAY:
        return PREFERS_NOT
    if not code.isdecimal() or len(code) > LONGEST_ANSWER:
        raise UserProblem(
            f"LimeSurvey has no room for an answer numbered {code}.",
            "own questions, step 1.2",
            f"Number the answers of your own questions from 0, with {LONGEST_ANSWER} digits at most.",
        )
    return code


def _shown(text: str) -> str:
    """A text as LimeSurvey shows it and spreadsheets leave it alone: HTML on one line."""
    safe = html.escape(plain(text).strip()).translate(_ESCAPED)
    lines = "<br />".join(safe.splitlines())
    return _FORMULA.get(lines[:1], lines[:1]) + lines[1:]


def _all(*conditions: str) -> str:
    held = [condition for condition in conditions if condition not in ("", "1")]
    if len(held) < 2:
        return held[0] if held else "1"
    return " and ".join(f"({condition})" if " or " in condition else condition for condition in held)


def _any(*conditions: str) -> str:
    if len(conditions) == 1:
        return conditions[0]
    return " or ".join(f"({condition})" if " and " in condition else condition for condition in conditions)
