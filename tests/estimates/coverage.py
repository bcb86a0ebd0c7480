"""How often the intervals hold the truth: `python tests/estimates/coverage.py` prints the table of docs/statistics.md.

Samples are drawn from populations whose share is known, by the hundred, each a column of one table of responses.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy import optimize, special

from helpers.estimates import change
from helpers.estimates.design import design
from helpers.estimates.estimate import estimate
from helpers.estimates.sums import tabulate

SIZES = (15, 20, 30, 50, 100, 200, 500, 1000)
SHARES = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95)
BATCHES, COLUMNS = 10, 200
"""Fresh weights for every batch; 2,000 samples for each share."""

Sample = tuple[np.ndarray, np.ndarray, np.ndarray | None]
"""Answers (people x samples), weights, clusters."""


def equal(random: np.random.Generator, n: int, share: float) -> Sample:
    """Everybody weighs the same."""
    return random.random((n, COLUMNS)) < share, np.ones(n), None


def unequal(random: np.random.Generator, n: int, share: float) -> Sample:
    """Weights of design effect about 1.7, that have nothing to do with the answer."""
    return random.random((n, COLUMNS)) < share, random.lognormal(0, 0.75, n), None


def telling(random: np.random.Generator, n: int, share: float) -> Sample:
    """A third of the sample is under-represented, weighs three times as much and answers otherwise."""
    heavy = random.random(n) < 1 / 3

    def gap(level: float) -> float:
        return 0.6 * special.expit(level + 1) + 0.4 * special.expit(level) - share

    level = optimize.brentq(gap, -20, 20)
    chance = special.expit(np.where(heavy, level + 1, level))
    return random.random((n, COLUMNS)) < chance[:, None], np.where(heavy, 3.0, 1.0), None


def clustered(random: np.random.Generator, n: int, share: float) -> Sample:
    """Groups of five who are alike (intra-class correlation 0.05)."""
    spread = (1 - 0.05) / 0.05
    chance = random.beta(share * spread, (1 - share) * spread, (n // 5, COLUMNS))
    return random.random((n, COLUMNS)) < np.repeat(chance, 5, axis=0), np.ones(n), np.repeat(np.arange(n // 5), 5)


SETTINGS: dict[str, Callable[[np.random.Generator, int, float], Sample]] = {
    "equal weights": equal,
    "unequal weights": unequal,
    "weights that go with the answer": telling,
    "clusters of five": clustered,
}


def coverage(setting: str, n: int, share: float, method: str = "default") -> float:
    """The part of samples whose interval holds the share."""
    random = np.random.default_rng([n, round(1000 * share), list(SETTINGS).index(setting)])
    held = []
    for _ in range(BATCHES):
        y, weights, clusters = SETTINGS[setting](random, n, share)
        frame = pd.DataFrame(y.astype(float), columns=[str(at) for at in range(COLUMNS)])
        found = estimate(tabulate(frame, list(frame), (), design(n, weights, clusters=clusters)), method=method)
        held.append((found.ci_low <= share) & (share <= found.ci_high))
    return float(np.mean(held))


def table(sizes: tuple[int, ...] = SIZES) -> pd.DataFrame:
    """Mean and lowest coverage over the shares, by setting and size."""
    rows = []
    for setting in SETTINGS:
        for n in sizes:
            found = [coverage(setting, n, share) for share in SHARES]
            rows.append({"setting": setting, "n": n, "mean": float(np.mean(found)), "lowest": min(found)})
    return pd.DataFrame(rows)


def false_alarms(n: int, share: float, overlap: float, n_samples: int = 1000) -> float:
    """How often a change is called one (p under 0.05) where there is none; `overlap` of the people answer twice."""
    random = np.random.default_rng([n, round(1000 * share), round(10 * overlap)])
    both = round(n * overlap)
    ids = [f"p{at}" for at in range(both)] + [None] * (n - both)
    cut = float(np.quantile(np.random.default_rng(1).standard_normal(200_000), share))
    alarms = 0
    for _ in range(n_samples):
        before = random.standard_normal(n)
        after = random.standard_normal(n)
        after[:both] = 0.6 * before[:both] + 0.8 * after[:both]
        found = change((before < cut) * 1.0, (after < cut) * 1.0, ids_before=ids, ids_after=ids)
        alarms += found.p_value < 0.05
    return alarms / n_samples


def main() -> None:
    found = table()
    wide = found.pivot(index="n", columns="setting")
    print("| n | " + " | ".join(SETTINGS) + " |\n|---" * 1 + "|---" * (len(SETTINGS)) + "|")
    for n in SIZES:
        cells = [f"{wide.loc[n, ('mean', s)]:.1%} ({wide.loc[n, ('lowest', s)]:.1%})" for s in SETTINGS]
        print(f"| {n} | " + " | ".join(cells) + " |")
    print("\n| n | nobody twice | half twice | everybody twice |\n|---|---|---|---|")
    for n in (15, 30, 60, 200):
        cells = [[false_alarms(n, share, overlap) for share in (0.1, 0.3, 0.5)] for overlap in (0, 0.5, 1)]
        print(f"| {n} | " + " | ".join(f"{np.mean(cell):.1%} (up to {max(cell):.1%})" for cell in cells) + " |")


if __name__ == "__main__":
    main()
