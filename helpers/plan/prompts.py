"""Open questions to start a conversation from, theme by theme, and whether a question is open."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("prompts.yaml")
CLOSED = re.compile(
    r"^(?:and |so |but |then )*(?:do|does|did|is|are|was|were|am|have|has|had|can|could|will|would|shall|should|may|might|must)"
    r"(?:n't)?\b",
    re.IGNORECASE,
)
"""How a question begins that yes or no can answer."""


@dataclass(frozen=True)
class Prompt:
    """An open question and its follow-ups."""

    prompt: str
    probes: tuple[str, ...]


def of_theme(code: str) -> Prompt | None:
    """The open question for one theme; None for a theme that has none, such as one that was added.

    Examples
    --------
    >>> of_theme("O2").prompt
    'How is life going for you at the moment?'
    """
    return _prompts().get(code)


def general() -> Prompt:
    """Where no theme is linked."""
    return _prompts()[""]


def about_change() -> str:
    """The follow-up for research into the impact of action."""
    change: str = _held()["change"]
    return change


def is_open(text: str) -> bool:
    """Whether none of the questions in a text can be answered with yes or no.

    Examples
    --------
    >>> is_open("What is a usual week like?"), is_open("Do you feel lonely?"), is_open("Tell me about your week.")
    (True, False, True)
    """
    sentences = re.split(r"(?<=[.?!:])\s+", text.strip())
    return not any(sentence.endswith("?") and CLOSED.match(sentence) for sentence in sentences)


@cache
def _prompts() -> dict[str, Prompt]:
    held = {"": _held()["general"], **_held()["themes"]}
    return {code: Prompt(entry["prompt"], tuple(entry["probes"])) for code, entry in held.items()}


@cache
def _held() -> dict[str, Any]:
    import yaml

    held: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return held
