"""What the screen of the waves that are there shows and does. Plain data, no widget."""

from datetime import date
from typing import Any

from pydantic import ValidationError

from helpers.collect import primary
from helpers.collect.intake import difference
from helpers.collect.primary import comparing, corrections, withdrawal
from helpers.collect.primary.kept import Kept
from helpers.collect.primary.withdrawal import ELSEWHERE
from helpers.errors import UserProblem
from helpers.project import Opened
from helpers.reports import words
from helpers.survey import Codebook, Correction, Reading
from helpers.survey.columns import FileColumn, columns

Plain = dict[str, Any]


def told(opened: Opened, wave: str | None) -> Plain:
    """All that the screen shows of one wave (the latest without a name). For those who hold the answers: small numbers are shown."""
    there = [[known.id, known.title or known.id] for known in opened.waves]
    base: Plain = {"kind": "waves", "is_read_only": opened.is_read_only, "waves": there, "wave": None}
    if not there:
        return base
    chosen = opened.wave(wave if wave in {known for known, _ in there} else None).id
    kept, read = primary.wave_record(opened, chosen), primary.reading(opened, chosen)
    before, found = comparing.differences(opened, chosen)
    settled = comparing.settled(opened, chosen)
    return base | {
        "wave": chosen,
        "facts": _facts(kept, read),
        "messages": [
            *(["warn", one] for one in kept.get("doubts", ())),
            *([one.level, one.what] for one in read.messages),
        ],
        "set_aside": [[reason, n] for reason, n in read.set_aside.items() if n],
        "compared": {
            "wave": before,
            "found": [difference(one) | {"settled": settled.get((one.kind, one.question))} for one in found],
        }
        if before
        else None,
        "rules": [_rule(rule) for rule in corrections.rules(opened, chosen)],
        "columns": [_column(one) for one in _columns(opened, chosen, kept)],
        "elsewhere": list(ELSEWHERE),
    }


def rule_of(opened: Opened, wave: str, said: Plain) -> Correction:
    """A correction as it was filled in. In a file without numbers of its own, "row 12" is number 12.

    Raises
    ------
    UserProblem
        Something it needs is missing.
    """
    names = ("kind", "column", "old", "new", "respondent_id", "reason", "who")
    try:
        rule = Correction.model_validate({name: str(said.get(name, "")).strip() for name in names})
    except ValidationError as problem:
        says = "; ".join(error["msg"].removeprefix("Value error, ") for error in problem.errors())
        raise UserProblem(
            f"This is not a whole correction yet: {says}.", "the correction", "Fill in what is missing."
        ) from problem
    if _has_numbers(primary.wave_record(opened, wave)):
        return rule
    return rule.model_copy(update={"respondent_id": rule.respondent_id.removeprefix("row ")})


def effect(opened: Opened, wave: str, rule: Correction) -> str:
    """What a rule would do, in words."""
    does = corrections.effect(opened, wave, rule)
    if does.refused or does.idle:
        return does.refused or does.idle
    parts = [f"{n:,} {'answer' if n == 1 else 'answers'} to {column}" for column, n in does.changed.items()]
    answers = f"It changes {', '.join(parts)}." if parts else "It changes nobody's coded answers."
    if does.n_after == does.n_before:
        return f"{answers} {does.n_after:,} usable answers, as before."
    return f"{answers} {does.n_after:,} usable answers instead of {does.n_before:,}."


def found(opened: Opened, wave: str, who: str) -> Plain:
    """Who would be taken out, without anything the person answered."""
    one = withdrawal.find(opened, wave, who)
    return {"says": " ".join(withdrawal.would_go(opened, one)), "too": withdrawal.elsewhere_too(one.other_waves)}


def withdraw(opened: Opened, wave: str, who: str) -> Plain:
    """Take somebody out, and say what is left to do."""
    done = primary.withdraw(opened.path, wave, who)
    return {
        "outdated": [str(file.relative_to(opened.path)) for file in done.outdated],
        "too": withdrawal.elsewhere_too(done.other_waves),
    }


def _facts(kept: Kept, read: Reading) -> list[list[str]]:
    earlier = ", ".join(entry["file"] for entry in kept.get("earlier", ()))
    withdrawn = ", ".join(words.day(date.fromisoformat(entry["on"])) for entry in kept.get("withdrawn", ()))
    facts = [
        ["File", kept["file"]],
        ["Exported by", read.tool],
        ["Received on", words.day(date.fromisoformat(kept["received_on"]))],
        ["Answers", f"{read.usable_n:,} usable of {read.n_received:,}"],
        ["Older exports kept aside", earlier],
        ["Somebody withdrew on", withdrawn],
    ]
    return [fact for fact in facts if fact[1]]


def _rule(rule: Correction) -> Plain:
    return {"says": rule.in_words, "reason": rule.reason, "who": rule.who, "on": words.day(rule.on) if rule.on else ""}


def _has_numbers(kept: Kept) -> bool:
    """Whether the submissions have numbers of their own."""
    return any(
        (said["column"] if isinstance(said, dict) else said) == "respondent_id" for said in kept["mapping"].values()
    )


def _columns(opened: Opened, wave: str, kept: Kept) -> tuple[FileColumn, ...]:
    return columns(opened.wave_path(wave) / kept["file"], Codebook.from_dict(kept["codebook"]), kept["mapping"])


def _column(column: FileColumn) -> Plain:
    """For choosing: its name, the texts that are in it, what may be said instead."""
    return {
        "name": column.name,
        "letter": column.letter,
        "texts": [one.whole for one in column.texts],
        "answers": [f"{code} {label}".strip() for code, label in column.answers],
    }
