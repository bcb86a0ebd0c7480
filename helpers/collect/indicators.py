"""From coded answers to indicators: the catalogue's rules, carried out."""

from functools import cache

import numpy as np
import pandas as pd

from helpers import catalogue
from helpers.catalogue.records import Condition, Indicator, Question


def code_indicators(responses: pd.DataFrame, codes: tuple[str, ...]) -> pd.DataFrame:
    """One 0/1/NaN column per indicator that the answers can show.

    Parameters
    ----------
    responses
        Coded answers, one row per respondent, as `survey.read` returns them.
    codes
        Indicator codes. Those that no survey covers, or whose questions were not asked, get no column.

    Returns
    -------
    DataFrame
        1 the person counts, 0 does not, NaN outside the base or not answered.

    Examples
    --------
    >>> code_indicators(pd.DataFrame({"q1_7": [1.0, 3.0, np.nan]}), ("R7", "E1"))
        R7
    0  1.0
    1  0.0
    2  NaN
    """
    chosen = [catalogue.indicator(code) for code in codes]
    asked = {
        indicator.code: code_indicator(responses, indicator) for indicator in chosen if can_show(responses, indicator)
    }
    return pd.DataFrame(asked, index=responses.index)


def can_show(responses: pd.DataFrame, indicator: Indicator) -> bool:
    """True where the indicator has a rule and every column the rule reads is there."""
    return indicator.rule is not None and all(column in responses for column in needed_columns(indicator))


def needed_columns(indicator: Indicator) -> tuple[str, ...]:
    """The columns an indicator's rule reads, in the rule's order."""
    if indicator.rule is None:
        return ()
    conditions = (*indicator.rule.counts, *indicator.rule.base, *indicator.rule.outside)
    return tuple(dict.fromkeys(column for condition in conditions for column in _columns(condition)))


def code_indicator(responses: pd.DataFrame, indicator: Indicator) -> np.ndarray:
    """Carry out one rule.

    A person counts (1) where every condition holds, does not (0) where any fails even if another is unknown,
    and is missing otherwise: three-valued logic, so that "no" to a filter question is an answer.
    """
    rule = indicator.rule
    assert rule is not None, f"{indicator.code} has no rule"
    result = _all([_holds(responses, condition) for condition in rule.counts])
    for condition in rule.base:
        result = np.where(_holds(responses, condition) == 1, result, np.nan)
    for condition in rule.outside:
        result = np.where(_holds(responses, condition) == 1, np.nan, result)
    return result


@cache
def question_of(column: str) -> Question:
    """The toolkit's question whose answers a column holds."""
    return next(question for question in catalogue.questions() if column in question.columns)


def _all(truths: list[np.ndarray]) -> np.ndarray:
    table = np.vstack(truths)
    any_false = (table == 0).any(axis=0)
    all_true = (table == 1).all(axis=0)
    return np.select([any_false, all_true], [0.0, 1.0], default=np.nan)


def _holds(responses: pd.DataFrame, condition: Condition) -> np.ndarray:
    """1 holds, 0 does not, NaN unknown, for each respondent."""
    columns = list(_columns(condition))
    if condition.question:
        ticked = responses[list(catalogue.question(condition.question).columns)].to_numpy(float)
        answered = ~np.isnan(ticked).all(axis=1)
        return np.where(answered, (responses[columns].to_numpy(float) == 1).any(axis=1), np.nan)
    answer = responses[columns[0]].to_numpy(float)
    holds = np.isin(answer, condition.codes) if condition.at_least is None else answer >= condition.at_least
    return np.where(np.isnan(answer), np.nan, holds)


def _columns(condition: Condition) -> tuple[str, ...]:
    if condition.column:
        return (condition.column,)
    return tuple(f"{catalogue.question(condition.question).id}_{code}" for code in condition.codes)
