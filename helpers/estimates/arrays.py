"""Arrays in: what callers pass, checked and in the one form that the rest computes with."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from helpers.errors import UserProblem


def answers(y: Any, where: str = "answers") -> np.ndarray:
    """0, 1 and NaN (no usable answer) as floats; anything else is refused."""
    values = numbers(y, where)
    strange = ~np.isnan(values) & (values != 0) & (values != 1)
    if strange.any():
        raise UserProblem(
            f"An indicator holds {values[strange][0]:g}; it can only be 1 (counts), 0 (does not) or missing.",
            where,
            "Turn answers into 0 and 1 by the indicator's rule first.",
        )
    return values


def numbers(y: Any, where: str = "numbers") -> np.ndarray:
    """Numbers and NaN as floats; what has no end is refused."""
    if isinstance(y, np.ndarray) and y.dtype == np.float64:
        values = y
    else:
        try:
            values = pd.Series(y).to_numpy(dtype=float, na_value=np.nan)
        except (TypeError, ValueError):
            raise UserProblem("These are not all numbers.", where, "Code the answers as numbers first.") from None
    if np.isinf(values).any():
        raise UserProblem("Infinite is no answer.", where, "Correct it, or leave it empty.")
    return values


def within(values: np.ndarray, domain: Any) -> np.ndarray:
    """The values of those inside `domain` (true or false for each; missing = outside), NaN for the others; None = everybody."""
    if domain is None:
        return values
    try:
        mask = pd.Series(domain).astype("boolean").fillna(False).to_numpy(dtype=bool)
    except (TypeError, ValueError):
        raise UserProblem(
            "The domain is not true or false for each respondent.",
            "domain",
            "Give a comparison, such as age == '16-24'.",
        ) from None
    if len(mask) != len(values):
        raise UserProblem(
            f"The domain has {len(mask)} entries for {len(values)} respondents.", "domain", "Give one each."
        )
    return np.where(mask, values, np.nan)


def weights_of(weights: Any, n: int, where: str = "weights", may_be_nobody: bool = False) -> np.ndarray:
    """One weight per respondent; ones where none are given. Missing, negative and all-zero weights are refused."""
    if weights is None:
        return np.ones(n)
    values = numbers(weights, where)
    if len(values) != n:
        raise UserProblem(f"There are {len(values)} weights for {n} respondents.", where, "Give one weight each.")
    least = values.min() if n else 0.0  # NaN where there is one
    if np.isnan(least):
        count = int((~np.isfinite(values)).sum())
        raise UserProblem(f"{count} respondents have no usable weight.", where, "Give every respondent a weight.")
    if least < 0:
        count = int((values < 0).sum())
        raise UserProblem(f"{count} weights are negative.", where, "Weights are zero or more: correct them.")
    if n and not may_be_nobody and not values.any():
        raise UserProblem("All weights are zero, so nobody counts.", where, "Correct the weights, or leave them out.")
    return values


def columns_in(by: Iterable[str]) -> list[str]:
    """The columns that breakdowns are made of: "age*gender" of two."""
    return list(dict.fromkeys(part.strip() for name in by for part in name.split("*")))


def codes_of(labels: Any, n: int, where: str) -> tuple[np.ndarray, tuple]:
    """Integer codes (-1 = missing), of any size of integer, and the labels they stand for.

    Categories keep their order; other labels are sorted, so that the order of rows doesn't matter.
    """
    series = pd.Series(labels)
    if len(series) != n:
        raise UserProblem(f"There are {len(series)} values for {n} respondents.", where, "Give one value each.")
    if isinstance(series.dtype, pd.CategoricalDtype):
        return series.cat.codes.to_numpy(), tuple(series.cat.categories)
    codes, found = pd.factorize(series, sort=True)
    return codes, tuple(found.tolist())


def column_of(responses: pd.DataFrame, what: Any) -> Any:
    """The column of that name; anything but a name is an array already."""
    if isinstance(what, str):
        known(responses, [what])
        return responses[what].to_numpy()
    return what


def known(responses: pd.DataFrame, names: Iterable[str]) -> None:
    """Raise UserProblem for the first name that is no column."""
    for name in names:
        if name not in responses:
            listed = ", ".join(map(str, responses.columns))
            raise UserProblem(f"Column '{name}' not found.", "responses", f"Choose among: {listed}.")
