"""Who a description points at: characteristics that stand beside a quote, or tell of somebody in a case study."""

from collections.abc import Collection, Hashable, Mapping
from typing import Any

import pandas as pd

from helpers.disclosure.policies import policy as policy_of

UNKNOWN = "this person did not answer one of these questions: what stands beside their words can't be taken from it"
TOO_FEW = "fewer than {least} people are described by these together"
NOT_THERE = "nobody who answered is described by these together: they would not be this person's"


def alike(people: pd.DataFrame, described: Mapping[str, Any]) -> int:
    """How many people share all the characteristics of a description. For the team: it is a count of people.

    Parameters
    ----------
    people
        One row per person, a column per characteristic.
    described
        Column -> value.

    Examples
    --------
    >>> people = pd.DataFrame({"age": ["16-24", "16-24", "75 and over"], "gender": ["Women", "Men", "Women"]})
    >>> alike(people, {"age": "16-24"}), alike(people, {"age": "75 and over", "gender": "Men"}), alike(people, {})
    (2, 0, 3)
    """
    is_like = pd.Series(True, index=people.index)
    for column, value in described.items():
        is_like &= (people[column] == value).fillna(False).astype(bool)
    return int(is_like.sum())


def beside_a_quote(people: pd.DataFrame, who: Hashable, shown: Collection[str], policy: str = "report") -> str:
    """Why characteristics may not stand beside somebody's words; "" where they may.

    Parameters
    ----------
    people
        Everybody who answered, one row per person, a column per characteristic, groups as they are shown.
    who
        The person's label in the index of `people`.
    shown
        The characteristics that stand beside any words of this person, all of them: readers put them together.

    Raises
    ------
    KeyError
        The person, or a characteristic, is not among the people.

    Examples
    --------
    >>> people = pd.DataFrame({"age": ["16-24"] * 12 + ["75 and over"] * 3})
    >>> beside_a_quote(people, 0, ["age"])
    ''
    >>> beside_a_quote(people, 14, ["age"])
    'fewer than 10 people are described by these together'
    """
    return case_study(people, dict(people.loc[who, list(shown)]), policy)


def case_study(people: pd.DataFrame, described: Mapping[str, Any], policy: str = "report") -> str:
    """Why a description may not be told as it is; "" where enough people who answered share it.

    For a case study, `described` is what its words say of the person. It holds among those who answered: whether other
    people know who took part is for those to judge who know the place, and the person signs what is told.

    Examples
    --------
    >>> people = pd.DataFrame({"age": ["16-24"] * 12, "gender": ["Women"] * 9 + ["Men"] * 3})
    >>> case_study(people, {"age": "16-24"}), case_study(people, {"age": "16-24", "gender": "Men"})
    ('', 'fewer than 10 people are described by these together')
    """
    chosen = policy_of(policy)
    if not chosen.withholds or not described:
        return ""
    if any(pd.isna(value) for value in described.values()):
        return UNKNOWN
    n = alike(people, described)
    if not n:
        return NOT_THERE
    return TOO_FEW.format(least=chosen.smallest_base) if n < chosen.smallest_base else ""


def narrowing(people: pd.DataFrame, described: Mapping[str, Any], policy: str = "report") -> tuple[str, ...]:
    """Characteristics any one of which, left out, would make the description safe to tell; () where it is, or none would.

    Examples
    --------
    >>> people = pd.DataFrame({"age": ["16-24"] * 12, "gender": ["Women"] * 9 + ["Men"] * 3})
    >>> narrowing(people, {"age": "16-24", "gender": "Men"})
    ('gender',)
    """
    if not case_study(people, described, policy):
        return ()
    without = {name: {other: value for other, value in described.items() if other != name} for name in described}
    return tuple(name for name, left in without.items() if not case_study(people, left, policy))
