"""Two waves as one design: how their errors go together, through people who answered twice or places asked twice.

As R survey for the two waves stacked: waves are strata of their own where nobody and no place is in both; else people (or
clusters) are the units over both waves, and the covariance is what is left of each unit's two parts.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.errors import UserProblem
from helpers.estimates.design import Design
from helpers.estimates.sums import BLOCK, Sums, W, cells_of, membership, with_units_of
from helpers.estimates.variance import n_in_stratum, parts_of, refuse_lonely, spread, strata_of


class Wave(NamedTuple):
    """One wave's respondents: answers (people x indicators, NaN = none), groups (a column per breakdown), design and ids."""

    answers: np.ndarray
    groups: pd.DataFrame
    design: Design
    ids: np.ndarray | None


@dataclass(frozen=True)
class Overlap:
    """Who is in both waves. Sums are strata x cells x indicators, of those in one group both times."""

    strata: tuple[Any, ...]
    people: Mapping[Any, int]
    """Stratum -> people in both waves, whether or not they answered."""
    n: np.ndarray
    """Cells x indicators: people with an answer in both waves."""
    ww: np.ndarray
    wwx: np.ndarray
    wwy: np.ndarray
    wwxy: np.ndarray
    """Sums of w1 w2, and of it times the first answer, the second, and both."""


@dataclass(frozen=True)
class Joint:
    """Arrays of cells x indicators: the two variances, the covariance, and how many people are in both."""

    before: np.ndarray
    after: np.ndarray
    covariance: np.ndarray
    n_matched: np.ndarray

    @property
    def std_error(self) -> np.ndarray:
        """Of the difference."""
        return np.sqrt(np.maximum(self.before + self.after - 2 * self.covariance, 0))


def ids_of(ids: Any, n: int, which: str) -> np.ndarray | None:
    """Ids as texts or numbers, None where there is none; refused where one stands for two respondents."""
    if ids is None:
        return None
    names = np.empty(len(ids), dtype=object)
    names[:] = list(ids)
    if len(names) != n:
        raise UserProblem(f"There are {len(names)} ids for {n} respondents.", f"ids {which}", "Give one each.")
    is_missing = pd.isna(names)
    names[is_missing] = None
    held = Counter(names[~is_missing].tolist())
    twice = sum(count > 1 for count in held.values())
    if twice:
        raise UserProblem(
            f"{twice} ids stand for more than one respondent {which}.",
            f"ids {which}",
            "Make ids unique, or leave them out for these people, who then match nobody.",
        )
    return names


def overlap(before: Wave, after: Wave, by: Sequence[str], labels: Mapping[str, tuple]) -> Overlap | None:
    """The people in both waves; None where nobody is.

    Raises
    ------
    UserProblem
        Ids in one wave only, or people whose stratum or cluster is another one in the second wave.
    """
    if (before.ids is None) != (after.ids is None):
        raise UserProblem(
            "Only one wave has ids, so nobody can be matched.", "ids", "Give both waves' ids, or neither."
        )
    if before.ids is None or after.ids is None:
        return None
    earlier, later = (np.flatnonzero(pd.notna(wave.ids)) for wave in (before, after))
    place = pd.Index(before.ids[earlier]).get_indexer(pd.Index(after.ids[later]))
    first, second = earlier[place[place >= 0]], later[place >= 0]
    if not len(second):
        return None
    units = [_units_at(wave, at) for wave, at in ((before, first), (after, second))]
    moved = sum(one != other for one, other in zip(*units, strict=True))
    if moved:
        raise UserProblem(
            f"{moved} people are in another stratum or cluster in the second wave.",
            "strata and clusters",
            "Give people the stratum and cluster that they were first sampled in.",
        )
    strata = tuple(dict.fromkeys(sorted({stratum for stratum, _ in units[0]}, key=str)))
    stratum = np.array([strata.index(name) for name, _ in units[0]])
    return _products(before, after, first, second, stratum, strata, by, labels)


def _units_at(wave: Wave, at: np.ndarray) -> list[tuple[Any, Any]]:
    return [wave.design.units[unit] for unit in wave.design.unit[at]]


def _products(
    before: Wave, after: Wave, first: np.ndarray, second: np.ndarray, stratum: np.ndarray, strata: tuple, by, labels
) -> Overlap:
    cells_before, _ = cells_of(before.groups.iloc[first], by, labels)
    cells_after, _ = cells_of(after.groups.iloc[second], by, labels)
    n_cells = 1 + sum(map(len, labels.values()))
    last = n_cells * len(strata)
    is_same = (cells_before == cells_after) & (cells_before >= 0)
    cells = np.where(is_same, cells_before + stratum[:, None] * n_cells, last)
    n_indicators = before.answers.shape[1]
    total = np.zeros((last + 1, 5 * n_indicators))
    for start in range(0, len(first), BLOCK):
        block = slice(start, start + BLOCK)
        x, y = before.answers[first[block]], after.answers[second[block]]
        ww = before.design.weights[first[block]] * after.design.weights[second[block]]
        counts = ~np.isnan(x) & ~np.isnan(y) & (ww > 0)[:, None]
        x, y, ww = np.where(counts, x, 0), np.where(counts, y, 0), np.where(counts, ww[:, None], 0)
        adds = np.concatenate([counts, ww, ww * x, ww * y, ww * x * y], axis=1)
        total += membership(cells[block], last + 1).T @ adds
    n, *sums = total[:-1].reshape(len(strata), n_cells, 5, n_indicators).transpose(2, 0, 1, 3)
    people = {name: int((stratum == at).sum()) for at, name in enumerate(strata)}
    return Overlap(strata, people, n.sum(axis=0).round().astype(int), *sums)


def are_places_shared(before: Sums, after: Sums) -> bool:
    """Whether a cluster was asked in both waves, whoever answered there."""
    return before.is_clustered and not set(before.units).isdisjoint(after.units)


def joint(
    before: Sums,
    after: Sums,
    centres: tuple[np.ndarray, np.ndarray],
    both: Overlap | None,
    squares: tuple[np.ndarray | None, np.ndarray | None] = (None, None),
) -> Joint:
    """Variances and covariance of two waves' means, from sums on one list of cells."""
    assert before.cells == after.cells
    n_matched = both.n if both is not None else np.zeros(centres[0].shape, dtype=int)
    if are_places_shared(before, after):
        return _by_place(before, after, centres, n_matched)
    if both is None or before.is_clustered:
        variances = (
            _alone(sums, centre, of) for sums, centre, of in zip((before, after), centres, squares, strict=True)
        )
        return Joint(*variances, np.zeros_like(centres[0]), n_matched)
    return _by_person(before, after, centres, both, squares)


def _alone(sums: Sums, centre: np.ndarray, squares: np.ndarray | None) -> np.ndarray:
    parts, found = parts_of(sums, centre, squares), np.zeros_like(centre)
    for stratum, at in strata_of(sums).items():
        n = n_in_stratum(sums, at)
        refuse_lonely(stratum, n, sums.is_clustered)
        whole = parts.z[at].sum(axis=0)
        found += spread(parts.squares[at].sum(axis=0), whole, whole, n)
    return found


def _by_place(before: Sums, after: Sums, centres: tuple, n_matched: np.ndarray) -> Joint:
    before, after = with_units_of(before, after)
    parts = [parts_of(sums, centre).z for sums, centre in zip((before, after), centres, strict=True)]
    found = [np.zeros_like(centres[0]) for _ in range(3)]
    for stratum, at in strata_of(before).items():
        refuse_lonely(stratum, len(at), is_clustered=True)
        one, other = (z[at] for z in parts)
        for place, (x, y) in enumerate(((one, one), (other, other), (one, other))):
            found[place] += spread((x * y).sum(axis=0), x.sum(axis=0), y.sum(axis=0), float(len(at)))
    return Joint(*found, n_matched)


def _by_person(before: Sums, after: Sums, centres: tuple, both: Overlap, squares: tuple) -> Joint:
    waves = [
        (strata_of(sums), parts_of(sums, centre, of), sums)
        for sums, centre, of in zip((before, after), centres, squares, strict=True)
    ]
    found = [np.zeros_like(centres[0]) for _ in range(3)]
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = before.values[:, :, W].sum(axis=0) * after.values[:, :, W].sum(axis=0)
        products = (
            both.wwxy - centres[1] * both.wwx - centres[0] * both.wwy + centres[0] * centres[1] * both.ww
        ) / scale
    products = np.where(both.n > 0, products, 0.0)
    for stratum in sorted({*waves[0][0], *waves[1][0]}, key=str):
        ats = [strata.get(stratum, []) for strata, _, _ in waves]
        n = sum(n_in_stratum(sums, at) for at, (_, _, sums) in zip(ats, waves, strict=True))
        n -= both.people.get(stratum, 0)
        refuse_lonely(stratum, n, is_clustered=False)
        whole = [parts.z[at].sum(axis=0) for at, (_, parts, _) in zip(ats, waves, strict=True)]
        for place, (at, (_, parts, _)) in enumerate(zip(ats, waves, strict=True)):
            found[place] += spread(parts.squares[at].sum(axis=0), whole[place], whole[place], n)
        here = products[both.strata.index(stratum)] if stratum in both.strata else np.zeros_like(scale)
        found[2] += spread(here, whole[0], whole[1], n)
    return Joint(*found, both.n)
