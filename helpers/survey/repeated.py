"""The same answers on several rows: a file put in twice, or a form sent twice, where no number of submission tells."""

import numpy as np
import pandas as pd

from helpers.survey.answers import Coded, Usable
from helpers.survey.checks import Messages, listed

ENOUGH_BITS = 20
"""Above what tells all pairs of people apart: two who answer alike by chance are then a millionth of a file."""


def check(coded: Coded, usable: Usable, messages: Messages) -> None:
    """Warn of rows whose answers, all of them, stand on another row too. They are kept: who they are is not known.

    Only where the answers could tell people apart at all: the closed answers given must hold as many bits as it takes to
    tell every pair, and 20 more.
    """
    numbers = {name: answers for name, answers in coded.answers.items() if answers.dtype != object}
    n = int(usable.rows.sum())
    if n < 2 or not numbers:
        return
    mixed, bits = np.zeros(n, dtype=np.uint64), np.zeros(n)
    for answers in numbers.values():
        codes = np.where(np.isnan(answers), -1, answers).astype(np.int64)
        mixed = mixed * np.uint64(1_000_003) + codes.astype(np.uint64)
        bits += np.where(codes >= 0, _bits(codes[codes >= 0]), 0)
    may_be = pd.Series(mixed).duplicated(keep=False).to_numpy() & (bits > 2 * np.log2(n) + ENOUGH_BITS)
    if not may_be.any():
        return
    whole = pd.DataFrame({name: answers[may_be] for name, answers in coded.answers.items()})
    rows = usable.row_numbers[may_be][whole.duplicated(keep="first").to_numpy()]
    if rows.size:
        messages.add("rows_repeated", row=int(rows[0]), n=rows.size, of=n, rows=listed(rows))


def _bits(codes: np.ndarray) -> float:
    """How well a question tells two people apart: the chance that they answer alike, in bits."""
    if not codes.size:
        return 0.0
    shares = np.bincount(codes) / codes.size
    return float(-np.log2((shares**2).sum()))
