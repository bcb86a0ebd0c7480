"""The questionnaire as an XLSForm, which KoboToolbox, ODK and others take.

Lines of a grid are questions of their own on one screen (a group with the appearance `field-list`). Kobo's matrix is
unknown to ODK, and `table-list` squeezes long answers into columns too narrow for a phone and hides the question's
words from screen readers.

Source: the XLSForm specification, and pyxform 4.5, which checks every form in the tests.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from helpers.catalogue.records import is_scale
from helpers.questionnaire import carried, codebook_sheets
from helpers.questionnaire.choices import Choice, alone, choices, gate, routes, specified
from helpers.questionnaire.model import ENGLISH, Asked, Language, Questionnaire, Route, Section, Texts, said
from helpers.questionnaire.routing import quoted
from helpers.questionnaire.workbook import head, put_rows

TRANSLATED = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
PLAIN = ("type", "name", "relevant", "required", "constraint", "appearance", "calculation")
SPECIFIED = "_specified"
"""After a question's id: what people write beside "please specify". It goes into no figure, and is not read with the answers."""


@dataclass(frozen=True)
class Row:
    """One row of the survey sheet. Texts are still in every language."""

    type: str
    name: str = ""
    label: Texts = field(default_factory=dict)
    hint: Texts = field(default_factory=dict)
    guidance_hint: Texts = field(default_factory=dict)
    constraint_message: Texts = field(default_factory=dict)
    required_message: Texts = field(default_factory=dict)
    relevant: str = ""
    required: str = ""
    constraint: str = ""
    appearance: str = ""
    calculation: str = ""


def write(questionnaire: Questionnaire, path: Path) -> None:
    """The workbook, with the codebook in sheets that survey tools pass over.

    Raises
    ------
    UserProblem
        Where it can't be written.
    """
    book = Workbook()
    form = _Form(questionnaire)
    survey = form.survey()
    _put(book.active, "survey", [form.survey_headings, *(form.survey_cells(row) for row in survey)])
    _put(book.create_sheet(), "choices", [form.choice_headings, *form.choice_cells()])
    _put(book.create_sheet(), "settings", [*zip(*form.settings.items(), strict=True)])
    codebook_sheets.save(book, questionnaire, path)


def _put(sheet: Worksheet, title: str, rows: list[tuple[str, ...]]) -> None:
    sheet.title = title
    put_rows(sheet, rows)
    head(sheet)
    for column in sheet.columns:
        sheet.column_dimensions[column[0].column_letter].width = 28


class _Form:
    """A form in the making: its rows, and the lists of answers they share."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.lists: dict[str, tuple[Choice, ...]] = {}

    @property
    def survey_headings(self) -> tuple[str, ...]:
        return (*PLAIN, *self._in_each_language(TRANSLATED))

    @property
    def choice_headings(self) -> tuple[str, ...]:
        return ("list_name", "name", *self._in_each_language(("label",)))

    @property
    def settings(self) -> dict[str, str]:
        return {
            "form_title": carried.title(self.questionnaire),
            "form_id": form_id(self.questionnaire.title),
            "version": self.questionnaire.version,
            "default_language": _heading(self.questionnaire.languages[0]),
        }

    def survey(self) -> list[Row]:
        """The rows in order: what is said first, each section, what is said last."""
        asks = self.questionnaire
        rows = [Row("start", "start"), Row("end", "end")]
        rows += [Row("calculate", carried.VERSION_COLUMN, calculation=f"'{asks.version}'")]
        rows += [_note("introduction", asks.introduction)] if asks.introduction else []
        for section in asks.sections:
            rows += self._section(section)
        agreed = self._agreed()
        if agreed:
            rows.append(
                _note("no_consent", asks.phrases["consent_no_end"], f"not({agreed}) and ${{{gate(asks).id}}} != ''")
            )
        rows += [_note("closing", asks.closing, agreed)] if asks.closing else []
        return rows

    def survey_cells(self, row: Row) -> tuple[str, ...]:
        texts = (
            _text(getattr(row, name), language.code) for name in TRANSLATED for language in self.questionnaire.languages
        )
        return (*(getattr(row, name) for name in PLAIN), *texts)

    def choice_cells(self) -> list[tuple[str, ...]]:
        return [
            (name, choice.code, *(_text(choice.label, language.code) for language in self.questionnaire.languages))
            for name, offered in self.lists.items()
            for choice in offered
        ]

    def _in_each_language(self, names: tuple[str, ...]) -> list[str]:
        return [f"{name}::{_heading(language)}" for name in names for language in self.questionnaire.languages]

    def _section(self, section: Section) -> list[Row]:
        decides = gate(self.questionnaire)
        holds_gate = decides in section.questions
        relevant = "" if holds_gate or self._before_gate(section) else self._agreed()
        rows = [Row("begin_group", f"section_{section.code}", section.title, relevant=relevant)]
        rows += [_note(f"section_{section.code}", section.introduction)] if section.introduction else []
        for question in section.questions:
            needs = self._agreed() if holds_gate and question is not decides else ""
            rows += self._question(question, needs)
        return [*rows, Row("end_group")]

    def _before_gate(self, section: Section) -> bool:
        """What the team fills in comes before anybody is asked."""
        return section.code == "office"

    def _agreed(self) -> str:
        decides = gate(self.questionnaire)
        return f"${{{decides.id}}} = '1'" if decides else ""

    def _question(self, question: Asked, needs: str) -> list[Row]:
        relevant = _all(needs, *(self._leads(route) for route in routes(question, self.questionnaire)))
        rows = [_note(question.id, question.introduction, relevant)] if question.introduction else []
        if question.kind == "grid":
            return rows + self._grid(question, relevant)
        rows.append(self._row(question, question.id, question.wording, relevant))
        return rows + self._specified(question, relevant)

    def _grid(self, question: Asked, relevant: str) -> list[Row]:
        """The group is passed over where none of its lines is asked: web forms would show its words alone."""
        lines = [
            (item, _all(*(self._leads(route) for route in routes(question, self.questionnaire, item.code))))
            for item in question.items
        ]
        any_line = _any(*(line for _, line in lines)) if all(line for _, line in lines) else ""
        group = Row(
            "begin_group",
            f"grid_{question.id}",
            question.stem,
            relevant=_all(relevant, any_line),
            appearance="field-list",
        )
        # a group has no hints of its own: its first line says how to answer
        rows = [
            self._row(question, f"{question.id}_{item.code}", item.label, line, says_how=item is question.items[0])
            for item, line in lines
        ]
        return [group, *rows, Row("end_group")]

    def _row(self, question: Asked, name: str, label: Texts, relevant: str, says_how: bool = True) -> Row:
        asks = self.questionnaire
        return Row(
            self._type(question),
            name,
            label,
            hint=question.instruction if says_how else {},
            guidance_hint={ENGLISH: question.interviewer} if question.interviewer and says_how else {},
            relevant=relevant,
            required="yes" if question.is_required else "",
            required_message=asks.phrases["answer_needed"] if question.is_required else {},
            appearance="multiline" if question.is_open else "",
            **(self._alone(question) if question.kind == "multi" else self._range(question)),
        )

    def _type(self, question: Asked) -> str:
        offered = choices(question, self.questionnaire)
        if not offered:
            return "integer" if question.kind == "number" else "text"
        kind = "select_multiple" if question.kind == "multi" else "select_one"
        return f"{kind} {self._list_of(question, offered)}"

    def _list_of(self, question: Asked, offered: tuple[Choice, ...]) -> str:
        """The name of a list of answers; questions with the same answers share one."""
        for name, other in self.lists.items():
            if other == offered:
                return name
        name = question.scale if question.scale not in ("", *self.lists) else question.id
        self.lists[name] = offered
        return name

    def _alone(self, question: Asked) -> dict[str, Any]:
        """ "None of these" goes with no other answer."""
        by_itself = alone(question)
        if not by_itself:
            return {}
        chosen = " or ".join(f"selected(., '{code}')" for code in by_itself)
        labels = {choice.code: choice.label for choice in choices(question, self.questionnaire)}
        message = _filled(self.questionnaire, "choose_alone", options=[labels[code] for code in by_itself])
        return {"constraint": f"count-selected(.) <= 1 or not({chosen})", "constraint_message": message}

    def _range(self, question: Asked) -> dict[str, Any]:
        """A number that is typed in lies between its ends."""
        low, high = question.minimum, question.maximum
        limits = [f". {sign} {end}" for sign, end in ((">=", low), ("<=", high)) if end is not None]
        if question.kind != "number" or is_scale(question) or not limits:
            return {}
        name = "write_number_from_to" if len(limits) == 2 else "write_number"
        message = _filled(self.questionnaire, name, low=low, high=high)
        return {"constraint": " and ".join(limits), "constraint_message": message}

    def _specified(self, question: Asked, relevant: str) -> list[Row]:
        codes = specified(question)
        if not codes:
            return []
        words = {choice.code: choice.label for choice in choices(question, self.questionnaire)}
        label = words[codes[0]] if len(codes) == 1 else self.questionnaire.phrases["please_specify"]
        has = [_has(question, code) if question.kind == "multi" else f"${{{question.id}}} = '{code}'" for code in codes]
        note = self.questionnaire.phrases["specify_note"]
        return [Row("text", f"{question.id}{SPECIFIED}", label, hint=note, relevant=_all(relevant, _any(*has)))]

    def _leads(self, route: Route) -> str:
        """The condition of one route."""
        decides = self.questionnaire.by_id[route.question]
        if decides.kind == "multi":
            code = route.column.removeprefix(f"{decides.id}_")
            ticked, answered = _has(decides, code), f"${{{decides.id}}} != ''"
            return _any(*(ticked if one == 1 else f"({answered} and not({ticked}))" for one in route.codes))
        is_typed = not choices(decides, self.questionnaire)
        return _any(*(f"${{{route.column}}} = {code if is_typed else repr(str(code))}" for code in route.codes))


def form_id(title: str) -> str:
    """A name that stays the same from version to version, so that a server knows the form again.

    Examples
    --------
    >>> form_id("Café & lunch, 2026"), form_id("2026"), form_id("午餐")
    ('cafe_lunch_2026', 'form_2026', 'form')
    """
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    name = "_".join(re.findall(r"[a-z0-9]+", ascii_only))[:60].strip("_")
    return name if name[:1].isalpha() else f"form_{name}".rstrip("_")


def _heading(language: Language) -> str:
    """As XLSForm names a language: "Polski (pl)". It knows languages, not scripts or countries: "繁體中文 (zh)"."""
    name = " ".join(re.sub(r"[():]", " ", language.name).split())
    return f"{name} ({language.code.split('-')[0]})"


def _note(name: str, words: Texts, relevant: str = "") -> Row:
    return Row("note", f"note_{name}", words, relevant=relevant)


def _text(texts: Texts, language: str) -> str:
    """A text as XLSForm shows it. `${` would begin the name of another question."""
    return said(texts, language).replace("${", "$\N{WORD JOINER}{")


def _filled(questionnaire: Questionnaire, name: str, **parts: object) -> Texts:
    """A phrase in every language, with what belongs into it."""
    made = {}
    for language in questionnaire.languages:
        own = {key: _said(questionnaire, part, language.code) for key, part in parts.items()}
        made[language.code] = questionnaire.phrase(name, language.code, **own)
    return made


def _said(questionnaire: Questionnaire, part: object, language: str) -> object:
    """Several texts as answers in a row, anything else as it is."""
    if not isinstance(part, list):
        return part
    return quoted(tuple(said(texts, language) for texts in part), questionnaire, language)


def _has(question: Asked, code: str) -> str:
    return f"selected(${{{question.id}}}, '{code}')"


def _all(*conditions: str) -> str:
    held = [condition for condition in conditions if condition]
    return held[0] if len(held) == 1 else " and ".join(f"({condition})" for condition in held)


def _any(*conditions: str) -> str:
    return conditions[0] if len(conditions) == 1 else " or ".join(conditions)
