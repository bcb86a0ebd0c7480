"""The codebook as it stands: which themes there are, which count as part of another, what changed since something was coded."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping

from helpers.errors import UserProblem
from helpers.project.record import Project, WordsTheme
from helpers.survey.identifiers import KINDS, kinds_in

PATH = "analysis.themes"
USUAL = (
    ("What helped", "Something or somebody that made it easier, and how.", ""),
    ("What stands in the way", "Something that made it harder, or keeps people away.", ""),
    ("No difference, or worse", "Says that little changed, or that it went wrong. Look for this as hard as for the rest.", ""),
    ("What should be otherwise", "A wish or a suggestion for whoever runs it.", ""),
    ("Something else", "Worth keeping, and in none of the others. Where much gathers here, a theme is missing.", ""),
)  # fmt: skip
"""Themes that most readers of open answers end up with: ours, and only ever suggested."""
LONGEST_NAME = 80


def standing(record: Project) -> tuple[WordsTheme, ...]:
    """Themes that count by themselves, in order: those that are part of another are left out."""
    roots = whole(record)
    return tuple(theme for theme in record.analysis.themes if roots[theme.id] == theme.id)


def whole(record: Project) -> dict[str, str]:
    """Every theme -> the one that it counts as part of, itself where it is part of none.

    Where the other is gone, or the two are part of each other, nothing is joined.
    """
    there = {theme.id: theme.joined_to for theme in record.analysis.themes}
    return {theme: _end(theme, there) for theme in there}


def _end(theme: str, joined: Mapping[str, str]) -> str:
    seen = [theme]
    while (following := joined[seen[-1]]) in joined:
        if following in seen:
            return theme
        seen.append(following)
    return seen[-1]


def named(roots: Mapping[str, str], themes: Iterable[str]) -> frozenset[str]:
    """What was given a text, as it counts now (`whole`): merged themes under their new name, removed ones left out."""
    return frozenset(roots[theme] for theme in themes if theme in roots)


def read_for(record: Project, place: str) -> dict[str, str]:
    """The themes that a text of this place is read for, each with a mark of what it means now."""
    return {
        theme.id: meaning_of(theme) for theme in standing(record) if not theme.looked_for or place in theme.looked_for
    }


def meaning_of(theme: WordsTheme) -> str:
    """A mark of what belongs to a theme and what does not: another one as soon as either is changed; its name is not in it."""
    return hashlib.sha256(f"{theme.meaning.strip()}\n{theme.excludes.strip()}".encode()).hexdigest()[:8]


def suggested(record: Project) -> dict[str, dict[str, object]]:
    """Themes to begin with, as changes of the record: one for each outcome that a research question asks about, and the usual ones.

    Names that are there already are left out. Who reads the answers soon knows better.

    Raises
    ------
    UserProblem
        All of them are there already.
    """
    there = {theme.name.strip().lower() for theme in record.analysis.themes}
    outcomes = {outcome.id: outcome.text for outcome in record.purpose.theory_of_change.outcomes}
    entries = []
    for id, text in outcomes.items():
        asks = [question.id for question in record.purpose.questions if id in question.outcomes]
        if asks:
            entries.append({"name": _short(text), "meaning": f"Speaks of this, for better or worse: {text}", "questions": asks, "outcomes": [id]})  # fmt: skip
    entries += [{"name": name, "meaning": meaning, "excludes": excludes} for name, meaning, excludes in USUAL]
    new = [entry for entry in entries if str(entry["name"]).lower() not in there]
    if not new:
        raise UserProblem(
            "Everything that could be suggested is among your themes already.", "the themes", "Add your own."
        )
    return {f"{PATH}[theme-{secrets.token_hex(3)}]": entry for entry in new}


def problems(record: Project) -> dict[str, str]:
    """What does not hold about the themes, for whoever fills in the form: path -> sentence."""
    found: dict[str, str] = {}
    roots, names = whole(record), [theme.name.strip().lower() for theme in record.analysis.themes]
    for theme in record.analysis.themes:
        path = f"{PATH}[{theme.id}]"
        for check in (_joining(theme, roots), _person(theme), _twice(theme, names)):
            for name, says in check.items():
                found[f"{path}.{name}"] = says
    return found


def _joining(theme: WordsTheme, roots: Mapping[str, str]) -> dict[str, str]:
    if not theme.joined_to or roots[theme.id] != theme.id:
        return {}
    why = "That theme is part of this one." if theme.joined_to in roots else "That theme is gone."
    return {"joined_to": f"{why} This one counts by itself until you choose another."}


def _person(theme: WordsTheme) -> dict[str, str]:
    says = "This holds {}. Make an example up: nobody's own words or details belong in the record."
    return {
        name: says.format(" and ".join(KINDS[kind] for kind in kinds))
        for name in ("name", "meaning", "excludes", "example")
        if (kinds := kinds_in(getattr(theme, name)))
    }


def _twice(theme: WordsTheme, names: list[str]) -> dict[str, str]:
    if names.count(theme.name.strip().lower()) < 2:
        return {}
    return {"name": "Another theme has this name too: whoever codes can't tell them apart."}


def _short(text: str) -> str:
    plain = text.strip().rstrip(".")
    return plain if len(plain) <= LONGEST_NAME else plain[: LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"
