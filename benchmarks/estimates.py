"""How fast the table of shares is, beside two plain ways of counting the same.

Usage: python benchmarks/estimates.py [--people N] [--rounds N]

The work: 30 indicators, for everyone and by each of 8 demographics (2 to 18 categories): weighted shares, errors,
intervals and bases. Beside it, in the same round and on the same data, the sums alone by `numpy.bincount` pair by pair and
by a pandas groupby per demographic. All three must count the same people; on a shared machine only ratios mean something.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from helpers import estimates

N_INDICATORS = 30
CATEGORIES = (7, 3, 5, 2, 4, 6, 18, 9)


def people(n: int) -> pd.DataFrame:
    """Invented respondents."""
    random = np.random.default_rng(0)
    answers = (random.random((n, N_INDICATORS)) < 0.3).astype(float)
    answers[random.random((n, N_INDICATORS)) < 0.05] = np.nan
    frame = pd.DataFrame(answers, columns=[f"I{at}" for at in range(N_INDICATORS)])
    for at, size in enumerate(CATEGORIES):
        codes = random.integers(-1, size, n)
        frame[f"D{at}"] = pd.Categorical.from_codes(codes, [f"group {code}" for code in range(size)])
    return frame.assign(w=random.lognormal(0, 0.4, n))


def ours(frame: pd.DataFrame) -> float:
    """The whole table, with errors and intervals."""
    table = estimates.shares(frame, INDICATORS, DEMOGRAPHICS, weights="w")
    return float(table["n"].sum())


def by_bincount(frame: pd.DataFrame) -> float:
    """Six sums for every pair of indicator and demographic, by numpy alone."""
    w = frame["w"].to_numpy()
    groups = [np.zeros(len(frame), dtype=np.int64), *(frame[name].cat.codes.to_numpy() for name in DEMOGRAPHICS)]
    counted = 0.0
    for name in INDICATORS:
        y = frame[name].to_numpy()
        answered = ~np.isnan(y)
        yes = np.where(answered, y, 0)
        for codes in groups:
            place = np.where(answered, codes, -1) + 1
            sums = [np.bincount(place, weights=value) for value in (None, yes, w, w * yes, w * w, w * w * yes)]
            counted += sums[0][1:].sum()
    return counted


def by_groupby(frame: pd.DataFrame) -> float:
    """The same sums by pandas, one groupby for each demographic."""
    y = frame[INDICATORS]
    answered = y.notna().astype(float)
    w = frame["w"].to_numpy()[:, None]
    parts = [part * weight for weight in (1.0, w, w * w) for part in (answered, y.fillna(0))]
    counted = float(answered.to_numpy().sum())
    for part in parts:
        part.to_numpy().sum(axis=0)
    for name in DEMOGRAPHICS:
        sums = [part.groupby(frame[name], observed=True).sum() for part in parts]
        counted += float(sums[0].to_numpy().sum())
    return counted


WAYS: dict[str, Callable[[pd.DataFrame], float]] = {
    "estimates.shares": ours,
    "numpy bincount per pair": by_bincount,
    "pandas groupby": by_groupby,
}
INDICATORS = [f"I{at}" for at in range(N_INDICATORS)]
DEMOGRAPHICS = [f"D{at}" for at in range(len(CATEGORIES))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    frame = people(options.people)
    seconds: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(options.rounds):
        counted = set()
        for way, run in WAYS.items():
            start = time.perf_counter()
            counted.add(run(frame))
            seconds[way].append(time.perf_counter() - start)
        assert len(counted) == 1, "the ways don't count the same people"
    medians = {way: statistics.median(taken) for way, taken in seconds.items()}
    for way, median in medians.items():
        print(f"{way:25} {median:8.4f} s   {median / medians['estimates.shares']:5.2f} times ours")
    print(f"{options.people:,} people, {options.rounds} rounds, medians")


if __name__ == "__main__":
    main()
