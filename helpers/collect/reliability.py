"""What tells how far answers can be relied on: who answered, what was left out, how it was filled in, who came back.

Raw, as `findings` is: only `disclosure.release` lets anything out of it.
"""

import numpy as np
import pandas as pd

from helpers import catalogue, estimates
from helpers.collect.coded import COMPARISON, CodedWave

NO_ANSWER = "no answer: "
PREFER_NOT = "prefer not to say: "
SAME = "same answer throughout: "
FAST = "took less than half the usual time"
"""Half of the median is a rule of ours: surveys of how people answer draw the line at a third to a half of it."""
LEAST_LINES = 3
"""Lines of a grid from which the same answer to each says that somebody may have ticked down the page."""
AGAIN, CAME_BACK, NOT_BACK = "again", "answered again", "did not answer again"
"""The breakdown of an earlier wave by who is known to have answered the latest one."""


def counts(wave: CodedWave) -> list[tuple[str, str, int, int]]:
    """Rows of (wave, what, n, of): what was not answered, and what was filled in oddly."""
    rows = []
    for row in wave.reading.counts.itertuples():
        if row.prefer_not_to_say:
            rows.append((wave.wave, PREFER_NOT + row.column, int(row.prefer_not_to_say), int(row.asked)))
        rows.append((wave.wave, NO_ANSWER + row.column, int(row.asked - row.answered), int(row.asked)))
    return [*rows, *_same_throughout(wave), *_fast(wave)]


def _same_throughout(wave: CodedWave) -> list[tuple[str, str, int, int]]:
    """Of those who answered every line of a grid: how many gave one answer to all."""
    rows, asked = [], set(wave.reading.counts["column"])
    for question in catalogue.questions():
        columns = [column for column in question.columns if column in asked]
        if question.kind != "grid" or len(columns) < LEAST_LINES:
            continue
        answers = wave.reading.responses[columns].dropna()
        n_same = int((answers.nunique(axis=1) == 1).sum())
        rows.append((wave.wave, SAME + question.id, n_same, len(answers)))
    return rows


def _fast(wave: CodedWave) -> list[tuple[str, str, int, int]]:
    """Of those whose time is known: how many took less than half of what is usual. Nothing where the file has no times."""
    minutes = wave.reading.fieldwork["minutes"].dropna()
    if minutes.empty:
        return []
    return [(wave.wave, FAST, int((minutes < minutes.median() / 2).sum()), len(minutes))]


def who_answered(wave: CodedWave, breakdowns: tuple[str, ...]) -> list[pd.DataFrame]:
    """How the people who answered spread over the groups of each breakdown, as they are: weights not counted.

    Rows as of `estimates.distributions`, with the breakdown's code as `column` and no indicator.
    """
    tables = []
    for code in breakdowns:
        if code not in wave.groups or code == COMPARISON:
            continue
        labels = dict(enumerate(wave.groups[code].cat.categories))
        numbered = wave.groups[code].cat.codes.astype(float).replace(-1.0, np.nan)
        table = estimates.distributions(pd.DataFrame({code: numbered.to_numpy()}), {code: tuple(labels)})
        tables.append(table.assign(label=table["code"].map(labels), kind="one of", indicator="", wave=wave.wave))
    return tables


def who_came_back(waves: list[CodedWave]) -> list[CodedWave]:
    """The waves, each but the latest with a breakdown of who is known to have answered the latest one too.

    People without a code can't be matched and are in neither group. Where nobody is known in both there is no such breakdown.
    """
    *earlier, last = waves
    known = set(last.ids.dropna())
    return [*(_with_again(wave, known) for wave in earlier), last]


def _with_again(wave: CodedWave, known: set[str]) -> CodedWave:
    is_back = wave.ids.isin(known).to_numpy()
    if not is_back.any():
        return wave
    labels = np.where(is_back, CAME_BACK, np.where(wave.ids.notna(), NOT_BACK, None))
    column = pd.Categorical(labels, categories=[CAME_BACK, NOT_BACK], ordered=True)
    return wave.split_by(AGAIN, column)
