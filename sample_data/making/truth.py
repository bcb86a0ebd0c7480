"""What the analysis must find, counted from the answers themselves and by no part of the analysis."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from making import design
from making.answers import Row

Verdict = bool | None


def of(column: str, codes: Iterable[int]) -> Callable[[Row], Verdict]:
    """Counts who gave one of `codes`; None where there is no usable answer."""
    wanted = set(codes)
    return lambda row: row[column] in wanted if type(row.get(column)) is int else None


def _mixing(line: str) -> Callable[[Row], Verdict]:
    often, good = of(f"q1_3_1_{line}", {4, 5}), of(f"q1_3_2_{line}", {1, 2})

    def counts(row: Row) -> Verdict:
        if often(row) is False or good(row) is False:
            return False
        return None if often(row) is None or good(row) is None else True

    return counts


def _treated_unfairly(row: Row) -> Verdict:
    return any(code <= 11 for code in row["q3_18"]) if isinstance(row.get("q3_18"), tuple) else None


RULES: dict[str, Callable[[Row], Verdict]] = {
    "R3": of("q1_8", {1, 2}),
    "R4": of("q1_5", {1, 2}),
    "R6": of("q1_2", {2, 3, 4, 5}),
    "R7": of("q1_7", {1}),
    "R2_younger": _mixing("younger"),
    "R2_older": _mixing("older"),
    "P3": of("q2_4", {1}),
    "E8": _treated_unfairly,
    "E11": of("q3_13", {2}),
    "O1_area": of("q2_7", {1, 2}),
    "O2": of("q3_19", range(7, 11)),
}
"""Indicator -> whether a row counts, does not, or is outside."""


def usable(rows: list[Row]) -> list[Row]:
    """Rows of people who agreed that their answers are analysed."""
    return [row for row in rows if row["consent_analyse"] == 1]


def counts(rows: list[Row], indicators: Iterable[str]) -> dict[str, dict[str, int]]:
    """Indicator -> n (usable answers) and n_yes (people who count), of the rows given."""
    found = {}
    for indicator in indicators:
        verdicts = [verdict for verdict in map(RULES[indicator], rows) if verdict is not None]
        found[indicator] = {"n": len(verdicts), "n_yes": sum(verdicts)}
    return found


def satisfaction_mean(rows: list[Row]) -> float:
    """The unweighted mean of 3.19."""
    answers = [row["q3_19"] for row in rows if type(row.get("q3_19")) is int]
    return sum(answers) / len(answers)


def set_aside(rows: list[Row]) -> dict[str, int]:
    """How many rows can't be used, by what their consent says."""
    return {
        "consent is no": sum(row["consent_analyse"] == 2 for row in rows),
        "consent is blank": sum(row["consent_analyse"] is None for row in rows),
    }


def same_code(row: Row) -> str | None:
    """A panel code without regard to capitals and blanks."""
    return "".join(row["panel_code"].split()).upper() if row.get("panel_code") else None


def colliding_codes(rows: list[Row]) -> list[str]:
    """Codes that two usable people of one wave share."""
    seen = Counter(filter(None, map(same_code, usable(rows))))
    return sorted(code for code, n in seen.items() if n > 1)


def matches(before: list[Row], after: list[Row]) -> list[tuple[Row, Row]]:
    """Usable people of two waves whose codes are equal and nobody else's in either."""
    first, second = _by_code(before), _by_code(after)
    return [(first[code], second[code]) for code in sorted(first.keys() & second.keys())]


def matched(before: list[Row], after: list[Row], indicators: Iterable[str], group: int | None = None) -> dict[str, Any]:
    """How many people match, in all and with a usable answer in both waves; of one group, if a group is given.

    A code is somebody's own only if nobody else in the whole wave has it, whatever their group.
    """
    pairs = [(one, other) for one, other in matches(before, after) if group is None or one["own_group"] == group]
    both = {
        indicator: sum(
            RULES[indicator](one) is not None and RULES[indicator](other) is not None for one, other in pairs
        )
        for indicator in indicators
    }
    return {"people": len(pairs), "with_an_answer_in_both": both}


def built_in(indicators: Iterable[str]) -> dict[str, Any]:
    """The shares given to the people who took part and to the comparison group, and whether a change is real."""
    waves = design.wave_ids()
    return {
        indicator: {
            "change_is_built_in": made["is_real"],
            **{group: dict(zip(waves, made[group], strict=True)) for group in design.GROUPS},
        }
        for indicator, made in design.befriending()["probabilities"].items()
        if indicator in indicators
    }


def _by_code(rows: list[Row]) -> dict[str, Row]:
    shared = set(colliding_codes(rows))
    return {same_code(row): row for row in usable(rows) if same_code(row) and same_code(row) not in shared}
