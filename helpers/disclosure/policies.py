"""The disclosure policies, read from policies.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from helpers.errors import UserProblem

FILE = Path(__file__).with_name("policies.yaml")


@dataclass(frozen=True)
class Policy:
    """The numbers of one policy. What each is for, and whose rule it is, stands in policies.yaml."""

    name: str
    smallest_base: int
    withholds: bool
    smallest_side: int = 0
    band: bool = False
    zero_and_all: str = "shown"
    doubt: int = 1
    merge_below: int = 0
    base_step: int = 1
    share_steps: tuple[tuple[int, float], ...] = ()
    decimals_of_means: int | None = None


@cache
def rules() -> Mapping[str, Mapping[str, Any]]:
    """Policy -> rule -> value, reason, source."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def policy(name: str) -> Policy:
    """A policy by its name.

    Raises
    ------
    UserProblem
        There is no such policy, or its data can't leave yet.

    Examples
    --------
    >>> policy("report").smallest_base, policy("open").smallest_side
    (10, 10)
    """
    known = rules()
    if name not in known:
        raise UserProblem(f"There is no disclosure policy '{name}'.", "--policy", f"Choose among: {', '.join(known)}.")
    found = known[name]
    if "comes_with" in found:
        raise UserProblem(
            f"The policy '{name}' comes with {found['comes_with']}: it covers {found['for']}, and shows no figures.",
            "--policy",
            "Use team, report or open.",
        )
    values = {rule: entry["value"] for rule, entry in found.items() if isinstance(entry, Mapping)}
    if "share_steps" in values:
        values["share_steps"] = tuple(sorted(values["share_steps"].items()))
    return Policy(name=name, withholds=found["smallest_base"]["action"] == "withhold", **values)
