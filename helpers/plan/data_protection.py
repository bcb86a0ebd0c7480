"""What a team has to know about the law on personal data: choices, questions and advice, each with its source."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

FILE = Path(__file__).with_name("data_protection.yaml")


@dataclass(frozen=True)
class Source:
    """Where a fact comes from."""

    name: str
    address: str


@dataclass(frozen=True)
class Option:
    """A lawful basis, or a condition for sensitive information, with what it means in plain words."""

    value: str
    label: str
    help: str
    source: str


@dataclass(frozen=True)
class ScreeningQuestion:
    """A question that helps to decide whether an impact assessment is needed.

    `counts`: "alone" where one yes is enough, "together" where two or more usually mean that one is needed.
    """

    code: str
    question: str
    help: str
    counts: Literal["alone", "together"]
    source: str


def lawful_bases() -> tuple[Option, ...]:
    """The bases of Article 6 that research of this kind rests on, the usual ones of charities and councils first.

    Examples
    --------
    >>> [basis.value for basis in lawful_bases()]
    ['legitimate interests', 'public task', 'consent']
    """
    return tuple(Option(**entry) for entry in _held()["bases"])


def special_conditions() -> tuple[Option, ...]:
    """The conditions of Article 9 for sensitive information.

    Examples
    --------
    >>> [condition.value for condition in special_conditions()]
    ['explicit consent', 'research', 'equality monitoring']
    """
    return tuple(Option(**entry) for entry in _held()["conditions"])


def screening_questions() -> tuple[ScreeningQuestion, ...]:
    """The questions that decide whether an impact assessment is needed.

    Examples
    --------
    >>> screening_questions()[0].code, len(screening_questions())
    ('large-scale', 14)
    """
    return tuple(ScreeningQuestion(**entry) for entry in _held()["screening"])


def advice() -> tuple[tuple[str, str], ...]:
    """How answers are kept safe: what it is about, and what to do.

    Examples
    --------
    >>> advice()[0][0]
    'Encrypt'
    """
    return tuple((entry["about"], entry["text"]) for entry in _held()["advice"])


def sources() -> dict[str, Source]:
    """Every source by its name in `data_protection.yaml`.

    Examples
    --------
    >>> sources()["complaints"].address
    'https://www.legislation.gov.uk/ukpga/2025/18/section/103'
    """
    return {name: Source(**entry) for name, entry in _held()["sources"].items()}


@cache
def _held() -> dict[str, Any]:
    import yaml

    held: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return held
