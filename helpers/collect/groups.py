"""From coded answers to the groups by which findings are split."""

import numpy as np
import pandas as pd

from helpers import catalogue
from helpers.catalogue.records import Breakdown


def label_groups(responses: pd.DataFrame, breakdown: Breakdown) -> pd.Series:
    """Each respondent's group, None where the question was not answered (or no group holds the answer).

    Examples
    --------
    >>> label_groups(pd.DataFrame({"q3_2": [17.0, 70.0, np.nan]}), catalogue.breakdown("age")).tolist()
    ['16-24', '65-74', None]
    """
    labels = pd.Series([None] * len(responses), index=responses.index, dtype=object)
    question = catalogue.question(breakdown.question)
    for label, (lowest, highest) in breakdown.bands.items():
        labels[responses[question.id].between(lowest, highest)] = label
    for label, codes in breakdown.groups.items():
        labels[labels.isna() & _has_one_of(responses, question, codes)] = label
    return labels


def can_group(responses: pd.DataFrame, breakdown: Breakdown) -> bool:
    """True where the breakdown's question was asked: somebody answered it."""
    columns = list(catalogue.question(breakdown.question).columns)
    return all(column in responses for column in columns) and bool(responses[columns].notna().any(axis=None))


def group_order(breakdown: Breakdown) -> tuple[str, ...]:
    """The groups' labels in the order of the catalogue."""
    return (*breakdown.bands, *breakdown.groups)


def _has_one_of(responses: pd.DataFrame, question: catalogue.records.Question, codes: tuple[int, ...]) -> np.ndarray:
    if question.kind == "multi":
        return (responses[[f"{question.id}_{code}" for code in codes]] == 1).any(axis=1).to_numpy()
    return responses[question.id].isin(codes).to_numpy()
