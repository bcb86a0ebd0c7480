"""Tables of shares: every indicator, or every answer option, by every group."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from helpers.estimates.arrays import column_of, columns_in, known, numbers
from helpers.estimates.design import Design, design
from helpers.estimates.estimate import estimate
from helpers.estimates.sums import WY, Sums, W, tabulate


def shares(
    responses: pd.DataFrame,
    indicators: Sequence[str],
    by: Sequence[str] = (),
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: float | Mapping | None = None,
    method: str = "default",
    means: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Weighted shares with intervals and bases: one row per indicator, for everyone and for each group.

    Parameters
    ----------
    responses
        One row per respondent: a 0/1/NaN column per name in `indicators`, a column of labels (or NaN) per name in `by`.
    by
        Breakdowns: `"age"`, or crossed `"age*gender"` with groups labelled `"16-24 / Woman"`. Groups are sorted, or in
        the order of their categories where the column is categorical.
    weights, strata, clusters
        A column name or an array each; `weights` also what `rake` gave; `population` and `method` as in `share`.
    means
        Indicator -> column of a number (such as 0-10) whose weighted mean is shown in `mean`, among people with a
        number there.

    Returns
    -------
    DataFrame
        `indicator, group_by, group, n, n_yes, n_effective, design_effect, share, std_error, ci_low, ci_high, mean`.
        The row of everyone has `group_by` "" and `group` "everyone". `n` and `n_yes` are unweighted people. `n_effective` is
        Kish's, what weights leave of n; `design_effect` is of everything, clusters and strata too (see `share`). A group that exists
        but has no answers has `n` 0 and NaN.

    Examples
    --------
    >>> people = pd.DataFrame({"R7": [1, 0, 0, 1, 0], "gender": ["Woman", "Woman", "Man", "Man", "Man"]})
    >>> shares(people, ["R7"], by=["gender"])[["group_by", "group", "n", "n_yes", "share"]].round(3)
      group_by     group  n  n_yes  share
    0           everyone  5      2  0.400
    1   gender       Man  3      1  0.333
    2   gender     Woman  2      1  0.500
    """
    known(responses, indicators)
    strata, clusters, weights = (column_of(responses, what) for what in (strata, clusters, weights))
    the_design = design(len(responses), weights, strata, clusters, population)
    sums = tabulate(responses, indicators, by, the_design)
    table = table_of(sums, population, method)
    table["mean"] = np.nan
    for indicator, column in (means or {}).items():
        wanted = table["indicator"] == indicator
        places = list(zip(table.loc[wanted, "group_by"], table.loc[wanted, "group"], strict=True))
        found = _means(responses, column, by, the_design)
        table.loc[wanted, "mean"] = [found.get(place, np.nan) for place in places]
    return table


def table_of(sums: Sums, population: float | Mapping | None = None, method: str = "default") -> pd.DataFrame:
    """The table of sums, such as the sums of several files added up. Groups that hold nobody at all are left out."""
    found = estimate(sums, population, method)
    held = sums.held()
    cells = [sums.cells[at] for at in held]
    n_cells, n_indicators = len(cells), len(sums.indicators)
    table = pd.DataFrame(
        {
            "indicator": np.repeat(np.array(sums.indicators, dtype=object), n_cells),
            "group_by": [by for by, _ in cells] * n_indicators,
            "group": [group for _, group in cells] * n_indicators,
        }
    )
    for name in ("n", "n_yes", "n_effective", "design_effect", "share", "std_error", "ci_low", "ci_high"):
        table[name] = getattr(found, name)[held].T.ravel()
    return table


def distributions(
    responses: pd.DataFrame,
    columns: Mapping[str, Iterable],
    by: Sequence[str] = (),
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
) -> pd.DataFrame:
    """How answers to coded single questions spread over their options.

    Parameters
    ----------
    columns
        Column -> the codes of its options, all of them: the base is everyone whose answer is one of them. The other arguments as in
        `shares`.

    Returns
    -------
    DataFrame
        `column, code, group_by, group, n, n_yes, share, std_error, ci_low, ci_high`; within a column and group the
        shares add to 1.

    Examples
    --------
    >>> people = pd.DataFrame({"q1_7": [1, 2, 2, 3, None]})
    >>> distributions(people, {"q1_7": (1, 2, 3)})[["column", "code", "n", "n_yes", "share"]]
      column  code  n  n_yes  share
    0   q1_7     1  4      1   0.25
    1   q1_7     2  4      2   0.50
    2   q1_7     3  4      1   0.25
    """
    known(responses, columns)
    options, wide = {}, {}
    for column, codes in columns.items():
        given = pd.Series(responses[column]).to_numpy(dtype=float, na_value=np.nan)
        codes = tuple(codes)
        usable = np.isin(given, np.asarray(codes, dtype=float))
        for code in codes:
            name = f"{column}={code}"
            options[name] = (column, code)
            wide[name] = np.where(usable, given == code, np.nan)
    if not options:
        empty = "column code group_by group n n_yes share std_error ci_low ci_high"
        return pd.DataFrame(columns=empty.split())
    frame = pd.DataFrame(wide, index=responses.index)
    groups = columns_in(by)
    known(responses, groups)
    frame[groups] = responses[groups]
    weights, strata, clusters = (column_of(responses, what) for what in (weights, strata, clusters))
    table = shares(frame, list(options), by, weights, strata, clusters)
    table.insert(0, "column", [options[name][0] for name in table["indicator"]])
    table.insert(1, "code", [options[name][1] for name in table["indicator"]])
    return table.drop(columns=["indicator", "n_effective", "design_effect", "mean"])


def _means(responses: pd.DataFrame, column: str, by: Sequence[str], the_design: Design) -> dict:
    """Weighted mean of a number in every cell: (group_by, group) -> mean."""
    known(responses, [column])
    sums = tabulate(responses, [column], by, the_design, check=numbers)
    weight, total = sums.values[:, :, [W, WY], 0].sum(axis=0).T
    with np.errstate(invalid="ignore"):
        return dict(zip(sums.cells, total / weight, strict=True))
