"""One figure from several for each place, with how much it hangs on the choices behind it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from helpers.errors import UserProblem
from helpers.estimates.arrays import known, numbers
from helpers.estimates.intervals import TAIL

Scale = Literal["z-scores", "min-max"]
SCALES: tuple[Scale, ...] = ("z-scores", "min-max")
DRAWS = 2_000
SEED = 20260101
SPREAD = 0.25
"""How far a weight may be off either way when other weights are tried: a quarter of itself."""


@dataclass(frozen=True)
class Index:
    """A composite index of places.

    Attributes
    ----------
    table
        `place, score, rank, rank_low, rank_high, is_apart`: rank 1 is best, ties share the middle of their ranks; `rank_low` and
        `rank_high` hold the rank in 95 of 100 draws; `is_apart` where no other place's interval reaches into it.
    parts
        Places x indicators: each one's contribution to the score (weight times scaled value).
    sensitivity
        A row per other choice (`choice`) with `correlation` of ranks (Spearman's), `largest_move` in ranks, and `place` that moves so.
    notes
        What was left out or assumed, in sentences.
    """

    table: pd.DataFrame
    parts: pd.DataFrame
    sensitivity: pd.DataFrame
    notes: tuple[str, ...]


def composite_index(
    values: pd.DataFrame,
    better: Mapping[str, Literal["higher", "lower"]],
    weights: Mapping[str, float] | None = None,
    scale: Scale = "z-scores",
    std_errors: pd.DataFrame | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Index:
    """Scale each indicator over the places, turn it so that more is better, and take the weighted mean.

    z-scores: (x - mean) / standard deviation over the places, both of the whole list (divided by n). min-max: (x - least) / (most - least), 0 to 1.
    Score: sum over indicators of weight times scaled value, weights adding to 1.

    Parameters
    ----------
    values
        One row per place (its index), a column per indicator.
    better
        Indicator -> which way is better; these are the indicators that count.
    weights
        Indicator -> weight, zero or more; equal where not given.
    std_errors
        The same shape as `values`, where figures come from samples; 0 or missing = exact.
    draws, seed
        Ranks are intervals over so many draws, the same each time. Each draw moves every figure by its standard error (normal), every
        weight by up to a quarter of itself either way (uniform), and takes one or the other scale.

    Notes
    -----
    A place that lacks a figure is left out and named: to fill it in would invent one. An indicator on which all places are the same tells
    nothing and is refused. A good place on one indicator makes up for a bad one on another (a weighted mean is fully
    compensatory): `parts` shows it. Ranks whose intervals overlap are no order.
    Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators: Methodology and User Guide, OECD Publishing: steps on
    normalisation, weighting and aggregation, uncertainty and sensitivity analysis.

    Examples
    --------
    >>> places = pd.DataFrame({"R7": [0.10, 0.20, 0.15], "O1": [0.8, 0.6, 0.7]}, index=["Ash", "Beech", "Cedar"])
    >>> found = composite_index(places, {"R7": "lower", "O1": "higher"}, scale="min-max")
    >>> found.table[["place", "score", "rank"]]
       place  score  rank
    0    Ash    1.0   1.0
    1  Beech    0.0   3.0
    2  Cedar    0.5   2.0
    """
    if scale not in SCALES:
        raise UserProblem(f"There is no scale called '{scale}'.", "scale", f"Choose among: {', '.join(SCALES)}.")
    names = list(better)
    known(values, names)
    figures = np.column_stack([numbers(values[name], name) for name in names]) if names else np.empty((len(values), 0))
    held = ~np.isnan(figures).any(axis=1)
    _check(values, names, figures[held], better)
    figures, places = figures[held], values.index[held]
    weight = _weights(names, weights)
    errors = _errors(values, names, std_errors)[held]
    sign = np.array([1.0 if better[name] == "higher" else -1.0 for name in names])
    parts = _scaled(figures * sign, scale) * weight
    ranks = _ranks(parts.sum(axis=1))
    low, high = _rank_interval(figures, errors, sign, weight, draws, seed)
    table = pd.DataFrame(
        {"place": places, "score": parts.sum(axis=1), "rank": ranks, "rank_low": low, "rank_high": high}
    )
    overlaps = (low[:, None] <= high[None, :]) & (low[None, :] <= high[:, None])
    table["is_apart"] = overlaps.sum(axis=1) == 1
    left_out = [str(place) for place in values.index[~held]]
    notes = [f"left out, since a figure is missing: {', '.join(left_out)}"] if left_out else []
    if not errors.any():
        notes.append(
            "the figures are taken as exact: the intervals of ranks show only what other weights and scales would do"
        )
    return Index(
        table,
        pd.DataFrame(parts, index=places, columns=names),
        _sensitivity(figures * sign, weight, names, places, scale),
        tuple(notes),
    )


def _check(values: pd.DataFrame, names: Sequence[str], figures: np.ndarray, better: Mapping[str, str]) -> None:
    wrong = [way for way in better.values() if way not in ("higher", "lower")]
    if wrong or not names:
        raise UserProblem(
            "Which way is better is not said.", "composite index", "Say higher or lower of each indicator."
        )
    if values.index.has_duplicates:
        raise UserProblem("A place is there twice.", "composite index", "Give one row per place.")
    if len(figures) < 3:
        raise UserProblem(
            f"Only {len(figures)} places have every figure.", "composite index", "Compare three places or more."
        )
    alike = [name for name, column in zip(names, figures.T, strict=True) if np.ptp(column) == 0]
    if alike:
        raise UserProblem(
            f"All places are the same on '{alike[0]}', so it tells nothing.", "composite index", "Leave it out."
        )


def _weights(names: Sequence[str], weights: Mapping[str, float] | None) -> np.ndarray:
    given = np.array([1.0 if weights is None else float(weights.get(name, math.nan)) for name in names])
    if not (given >= 0).all() or not given.sum() > 0 or (weights is not None and set(weights) - set(names)):
        raise UserProblem(
            "The weights don't fit the indicators.",
            "composite index",
            f"Give each of {', '.join(names)} a weight of zero or more, not all zero.",
        )
    return given / given.sum()


def _errors(values: pd.DataFrame, names: Sequence[str], std_errors: pd.DataFrame | None) -> np.ndarray:
    if std_errors is None:
        return np.zeros((len(values), len(names)))
    known(std_errors, names)
    if not std_errors.index.equals(values.index):
        raise UserProblem(
            "Figures and errors are not of the same places.", "composite index", "Give both in one order."
        )
    errors = np.nan_to_num(np.column_stack([numbers(std_errors[name], name) for name in names]))
    if (errors < 0).any():
        raise UserProblem("A standard error is below zero.", "composite index", "Correct it.")
    return errors


def _scaled(turned: np.ndarray, scale: Scale) -> np.ndarray:
    """Places are the second axis from the end."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if scale == "min-max":
            least, most = turned.min(axis=-2, keepdims=True), turned.max(axis=-2, keepdims=True)
            return (turned - least) / (most - least)
        return (turned - turned.mean(axis=-2, keepdims=True)) / turned.std(axis=-2, keepdims=True)


def _ranks(scores: np.ndarray) -> np.ndarray:
    """1 = highest; equal scores, but for rounding, share the middle of their ranks."""
    rounded = np.round(scores, 12)
    above = (rounded[..., None, :] > rounded[..., :, None]).sum(axis=-1)
    same = (rounded[..., None, :] == rounded[..., :, None]).sum(axis=-1)
    return above + (same + 1) / 2


def _rank_interval(
    figures: np.ndarray, errors: np.ndarray, sign: np.ndarray, weight: np.ndarray, draws: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    ranks = np.empty((draws, len(figures)))
    for draw in range(draws):
        moved = (figures + errors * random.standard_normal(figures.shape)) * sign
        other = weight * random.uniform(1 - SPREAD, 1 + SPREAD, len(weight))
        scaled = _scaled(moved, SCALES[draw % 2])
        ranks[draw] = _ranks(scaled @ (other / other.sum()))
    low, high = np.quantile(ranks, [TAIL, 1 - TAIL], axis=0, method="closest_observation")
    return low, high


def _sensitivity(
    turned: np.ndarray, weight: np.ndarray, names: Sequence[str], places: pd.Index, scale: Scale
) -> pd.DataFrame:
    """The other scale, equal weights where they aren't, and each indicator left out."""
    base = _ranks(_scaled(turned, scale) @ weight)
    other = SCALES[1 - SCALES.index(scale)]
    tried = {f"scaled by {other}": _scaled(turned, other) @ weight}
    if np.ptp(weight) > 0:
        tried["equal weights"] = _scaled(turned, scale) @ np.full(len(weight), 1 / len(weight))
    for at, name in enumerate(names):
        if len(names) > 1 and 0 < weight[at] < 1:
            kept = np.where(np.arange(len(names)) == at, 0.0, weight)
            tried[f"without {name}"] = _scaled(turned, scale) @ (kept / kept.sum())
    rows = []
    for choice, scores in tried.items():
        ranks = _ranks(scores)
        moves = np.abs(ranks - base)
        rows.append(
            {
                "choice": choice,
                "correlation": _correlation(ranks, base),
                "largest_move": float(moves.max()),
                "place": places[int(moves.argmax())] if moves.max() > 0 else "",
            }
        )
    return pd.DataFrame(rows, columns=["choice", "correlation", "largest_move", "place"])


def _correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Spearman's: the correlation of ranks. NaN where all places share one rank."""
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return math.nan
    return float(np.corrcoef(first, second)[0, 1])
