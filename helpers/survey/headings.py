"""Every heading by which a column can be known: id, printed number, wording, in the forms that survey tools write them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from helpers.catalogue.records import Question
from helpers.survey.codebook import CONSENTS, PREFER_NOT_TO_SAY, Codebook
from helpers.survey.keys import headings as system_headings
from helpers.survey.keys import key, question_headings, without_tags
from helpers.survey.limesurvey_codes import PREFERS_NOT as LIMESURVEY_PREFERS_NOT
from helpers.survey.limesurvey_codes import plain_code, question_codes

SYSTEM = ("respondent_id", "submitted_on", "weight", *CONSENTS, "panel_code")
"""What a column can be besides a question."""
PREFERS_NOT = "_prefer_not_to_say"
"""After the id of a select-all question: the column that says a person preferred not to answer it."""
_INSTRUCTIONS = tuple(
    map(
        key,
        ("please select all that apply", "select all that apply", "please tick all that apply", "tick all that apply"),
    )
)
_SEPARATOR = re.compile(r"[/.:|>\-]|__")
_ID = re.compile(r"(?:q\d|own_|consent_|panel_code)", re.IGNORECASE)
_NUMBER = re.compile(r"\W{0,2}q?\d[\w.]{0,6}[.):]\s+(?=\S)", re.IGNORECASE)
_CODE = re.compile(r"(?=\w*\d)[a-z]\w{1,19}(?:\[\w+\])?\.\s+(?=\S+\s+\S+\s+\S)", re.IGNORECASE)
"""What a form puts before a question's text: "1. ", "Q12) ", and LimeSurvey's codes "G01Q02. ", "Q02[SQ001]. "."""
POSITION = r" +#\d+$"
LONGEST_LABEL = 240
"""Bytes. SPSS cuts the text of a variable off at 256."""


@dataclass(frozen=True)
class Headings:
    """The headings of one codebook: key of a heading -> the columns (or select-all questions) it can mean."""

    codebook: Codebook

    @cached_property
    def known(self) -> dict[str, tuple[str, ...]]:
        """Whole headings."""
        found: dict[str, dict[str, None]] = {}
        codes = question_codes(question.id for question in self.codebook.questions)
        for question in self.codebook.questions:
            for target, texts in _headings_of(question, codes[question.id], self.codebook.refusals):
                for text in texts:
                    found.setdefault(key(text), {})[target] = None
        # a number such as 3.10, printed for two questions, can mean either
        for question in self.codebook.questions:
            if match := re.fullmatch(r"(\d+\.\d+)[a-z]", question.code):
                if match[1] in {other.code for other in self.codebook.questions}:
                    continue
                for text in (match[1], f"q{match[1]}"):
                    found.setdefault(key(text), {})[question.id] = None
        found.pop("", None)
        return {text: tuple(targets) for text, targets in found.items()}

    @cached_property
    def rows_of_grids(self) -> dict[str, tuple[str, ...]]:
        """Microsoft Forms heads the columns of a grid with the row's words alone."""
        found: dict[str, dict[str, None]] = {}
        for question in self.codebook.questions:
            for item in question.items if question.kind == "grid" else ():
                for label in (item.label, *item.also_labelled):
                    found.setdefault(key(label), {})[f"{question.id}_{item.code}"] = None
        return {text: tuple(targets) for text, targets in found.items()}

    @cached_property
    def system(self) -> dict[str, str]:
        """Headings of ids, dates, weights and consent."""
        return {text: name for name, texts in system_headings().items() for text in texts}

    @cached_property
    def targets(self) -> frozenset[str]:
        """Everything a mapping may name."""
        refused = (f"{q.id}{PREFERS_NOT}" for q in self.codebook.questions if q.kind == "multi")
        return frozenset((*self.codebook.by_column, *self.codebook.by_id, *SYSTEM, *refused))

    def meant_by(self, heading: str) -> tuple[str, ...]:
        """The columns a heading can mean: none, one, or several where it is uncertain.

        Examples
        --------
        >>> from helpers.catalogue.records import Question
        >>> book = Codebook(questions=(Question(code="1.7", id="q1_7", section=1, kind="text", wording="How lonely?"),))
        >>> [Headings(book).meant_by(heading) for heading in ("Q1.7.", "group/q1_7", "1.7 How lonely", "How old?")]
        [('q1_7',), ('q1_7',), ('q1_7',), ()]
        """
        if heading not in self._met:
            self._met[heading] = self._meant_by(heading)
        return self._met[heading]

    @cached_property
    def _met(self) -> dict[str, tuple[str, ...]]:
        """What was asked for before: a wide file asks for the same cells row by row."""
        return {}

    def _meant_by(self, heading: str) -> tuple[str, ...]:
        for text in _forms(heading):
            if text in self.known:
                return self.known[text]
        if len(heading.encode()) >= LONGEST_LABEL:
            return self._cut_off(key(heading))
        return self.rows_of_grids.get(key(heading), ())

    def _cut_off(self, start: str) -> tuple[str, ...]:
        """The columns whose headings begin like this, if they are all of one question."""
        meant = dict.fromkeys(
            target for text, targets in self.known.items() if text.startswith(start) for target in targets
        )
        owners = {question.id for question in self.codebook.questions if set(meant) & {question.id, *question.columns}}
        return tuple(meant) if len(owners) == 1 else ()

    def meaning(self, heading: str) -> frozenset[str]:
        """The questions, id, date, weight or consent a heading can stand for; empty where it is none of them."""
        system = self.system.get(key(heading))
        return frozenset((*self.meant_by(heading), *((system,) if system else ())))


@dataclass(frozen=True)
class KnownHeadings:
    """What the codebook knows as a heading, and what the mapping names, whatever it says."""

    headings: Headings
    mapped: frozenset[str] = frozenset()

    @classmethod
    def of(cls, headings: Headings, mapping: Iterable[str]) -> "KnownHeadings":
        """With the names that a mapping has, each also without its position."""
        names = tuple(mapping)
        return cls(headings, frozenset((*names, *(re.sub(POSITION, "", name) for name in names))))

    def __call__(self, text: str) -> frozenset[str]:
        """The questions, id, date, weight or consent a text can stand for; empty where for nothing."""
        return self.headings.meaning(text) | ({text} if text in self.mapped else frozenset())

    def question(self, text: str) -> Question | None:
        """The question whose whole wording, number or id this is."""
        meant = self.headings.meant_by(text)
        return self.headings.codebook.by_id.get(meant[0]) if len(meant) == 1 else None

    def is_id(self, text: str) -> bool:
        """Whether it is an id or column of the codebook, letter by letter."""
        return text.strip() in self.headings.targets


def _forms(heading: str) -> Iterator[str]:
    """The key of the whole heading, then of what follows a group's name, then without its instruction."""
    yield key(heading)
    starts = (match.end() for match in _SEPARATOR.finditer(heading))
    yield from (key(heading[start:]) for start in starts if _ID.match(heading, start))
    plain = without_tags(heading)
    if match := _NUMBER.match(plain) or _CODE.match(plain):
        yield key(plain[match.end() :])
    parts = re.split(r"/|::", heading)
    for start in range(1, len(parts)):
        yield key("/".join(parts[start:]))
    whole = key(heading)
    for instruction in _INSTRUCTIONS:
        if instruction in whole:
            yield " ".join(whole.replace(instruction, " ").split())


def _headings_of(question: Question, limesurvey: str, refusals: tuple[str, ...]) -> Iterator[tuple[str, Iterable[str]]]:
    """Each column of a question, and the select-all question itself, with all its headings."""
    names = _names(question) | {limesurvey}
    wordings = _wordings(question, names)
    if question.kind == "grid":
        for number, item in enumerate(question.items, start=1):
            starts = {*names, *wordings, *_stems(question, wordings)}
            labels = {item.label, *item.also_labelled}
            ends = labels | {f"{number}. {label}" for label in labels}
            with_code = {f"{name} {code}" for name in names for code in (item.code, plain_code(item.code))}
            yield f"{question.id}_{item.code}", with_code | {f"{start} {end}" for start in starts for end in ends}
        return
    yield question.id, names | wordings
    if question.kind == "multi":
        for option in question.options:
            labels = {option.label, *option.also_labelled}
            ends = {str(option.code), *labels, *(f"{option.code} {label}" for label in labels)}
            yield (
                f"{question.id}_{option.code}",
                {f"{name} {end}" for name in names for end in ends}
                | {f"{wording} {label}" for wording in wordings for label in ends - {str(option.code)}},
            )
        # KoboToolbox and others give an answer beside the printed options a column of its own
        refused = {f"{start} {refusal}" for start in names | wordings for refusal in (PREFER_NOT_TO_SAY, *refusals)}
        yield f"{question.id}{PREFERS_NOT}", refused | {f"{limesurvey} {LIMESURVEY_PREFERS_NOT}"}


def _names(question: Question) -> set[str]:
    """`q1_7`, and of the toolkit's questions `1.7`, `Q1.7`, `Q 1.7`: their keys differ only in the q."""
    names = {question.id}
    if question.code != question.id:
        names |= {question.code, f"q{question.code}", f"q {question.code}", f"question {question.code}"}
    return names


def _wordings(question: Question, names: set[str]) -> set[str]:
    """The wording and Tool 3's, with and without the instruction that follows it, alone and after the number."""
    texts = {question.wording, *question.also_worded, *question_headings().get(question.id, ())}
    texts |= {f"{text} {question.instruction}" for text in texts if question.instruction}
    texts |= {_without_instruction(text) for text in texts}
    return texts | {f"{name} {text}" for name in names for text in texts}


def _without_instruction(text: str) -> str:
    words = key(text)
    for instruction in _INSTRUCTIONS:
        words = words.replace(instruction, " ")
    return words


def _stems(question: Question, wordings: Iterable[str]) -> set[str]:
    """What stands before the first line of a grid: "What proportion of your friends" of 1.1."""
    first = key(question.items[0].label)
    stems = (key(wording).split(first)[0] for wording in wordings if first in key(wording))
    return {re.sub(r" 1$", "", stem.strip()) for stem in stems} - {""}
