"""How often the intervals hold the truth: `python tests/estimates/coverage.py` writes the tables of docs/statistics.md.

Samples are drawn from populations whose share is known, by the hundred, each a column of one table of responses. Every draw is seeded by what it
is for, so that the tables come out the same.
"""

import datetime
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import optimize, special

from helpers.estimates import changes, changes_of_means, rake, shares
from helpers.estimates import means as means_of
from helpers.estimates.design import design
from helpers.estimates.estimate import estimate
from helpers.estimates.sums import tabulate

PAGE = Path(__file__).parents[2] / "docs" / "statistics.md"
SIZES = (15, 20, 30, 50, 100, 200, 500, 1000)
SHARES = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95)
BATCHES, COLUMNS = 5, 400
"""Fresh weights for every batch; 2,000 samples for each share."""
ALIKE = 0.05
"""Intra-class correlation of people in one cluster."""

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


def clustered(size: int, is_weighted: bool = False, alike: float = ALIKE) -> Callable[..., Sample]:
    """Groups of people who are alike."""

    def drawn(random: np.random.Generator, n: int, share: float) -> Sample:
        spread = (1 - alike) / alike
        chance = random.beta(share * spread, (1 - share) * spread, (-(-n // size), COLUMNS))
        cluster = np.arange(n) // size
        weights = random.lognormal(0, 0.75, n) if is_weighted else np.ones(n)
        return random.random((n, COLUMNS)) < chance[cluster], weights, cluster

    return drawn


SETTINGS: dict[str, Callable[[np.random.Generator, int, float], Sample]] = {
    "equal weights": equal,
    "unequal weights": unequal,
    "weights that go with the answer": telling,
    "clusters of five": clustered(5),
    "clusters of five, unequal weights": clustered(5, is_weighted=True),
    "clusters of twenty": clustered(20),
}
FROM = {"clusters of twenty": 50}
"""The smallest sample tried, where it must have three clusters."""
ODD = {
    "clusters of twenty, much alike (0.15)": clustered(20, alike=0.15),
}
"""Where the interval is known to fail with few clusters."""


def sizes_of(setting: str) -> tuple[int, ...]:
    """The sizes a setting is tried at."""
    return tuple(n for n in SIZES if n >= FROM.get(setting, 40 if setting in ODD else 0))


def coverage(setting: str, n: int, share: float, method: str = "default") -> float:
    """The part of samples whose interval holds the share."""
    draw = (SETTINGS | ODD)[setting]
    random = np.random.default_rng([n, round(1000 * share), list(SETTINGS | ODD).index(setting)])
    held = []
    for _ in range(BATCHES):
        y, weights, clusters = draw(random, n, share)
        frame = pd.DataFrame(y.astype(float), columns=[str(at) for at in range(COLUMNS)])
        found = estimate(tabulate(frame, list(frame), (), design(n, weights, clusters=clusters)), method=method)
        held.append((found.ci_low <= share) & (share <= found.ci_high))
    return float(np.mean(held))


SCORES = {
    "even (0 to 10)": np.ones(11) / 11,
    "life satisfaction": np.array([1, 1, 2, 3, 4, 8, 10, 20, 26, 13, 12]) / 100,
    "nearly all at the top": np.array([2, 0, 0, 0, 0, 2, 1, 2, 3, 5, 85]) / 100,
}
"""Invented distributions of a 0-10 score."""


def coverage_of_means(score: str, n: int, n_samples: int = 2000) -> float:
    """The part of samples whose t interval holds the mean; unequal weights."""
    random = np.random.default_rng([n, list(SCORES).index(score)])
    chances = SCORES[score]
    truth, held = float(chances @ np.arange(11)), []
    for _ in range(BATCHES):
        x = random.choice(11, (n, n_samples // BATCHES), p=chances).astype(float)
        frame = pd.DataFrame(x, columns=[str(at) for at in range(x.shape[1])])
        found = means_of(frame, list(frame), weights=random.lognormal(0, 0.4, n))
        held.append((found["ci_low"] <= truth + 1e-12) & (truth <= found["ci_high"] + 1e-12))
    return float(np.mean(held))


def false_alarms(n: int, share: float, overlap: float, is_weighted: bool = False, n_samples: int = 1000) -> float:
    """How often a change is called one (p under 0.05) where there is none; `overlap` of the people answer twice."""
    random = np.random.default_rng([n, round(1000 * share), round(10 * overlap), is_weighted])
    table = changes(*_two_waves(random, n, overlap, is_weighted, n_samples, share), *_called(n_samples))
    return float((table["p_value"] < 0.05).mean())


def false_alarms_of_means(n: int, overlap: float, is_weighted: bool = False, n_samples: int = 1000) -> float:
    """The same for a mean."""
    random = np.random.default_rng([n, round(10 * overlap), is_weighted])
    table = changes_of_means(*_two_waves(random, n, overlap, is_weighted, n_samples, None), *_called(n_samples))
    return float((table["p_value"] < 0.05).mean())


def _called(n_samples: int) -> tuple:
    return [str(at) for at in range(n_samples)], (), "w", None, None, "id"


def _two_waves(
    random: np.random.Generator, n: int, overlap: float, is_weighted: bool, n_samples: int, share: float | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    both = round(n * overlap)
    before, after = random.standard_normal((2, n, n_samples))
    after[:both] = 0.6 * before[:both] + 0.8 * after[:both]
    cut = np.inf if share is None else float(special.ndtri(share))
    frames = []
    for wave in (before, after):
        answers = wave if share is None else (wave < cut).astype(float)
        frame = pd.DataFrame(answers, columns=[str(at) for at in range(n_samples)])
        weights = random.lognormal(0, 0.5, n) if is_weighted else np.ones(n)
        frames.append(frame.assign(w=weights, id=[f"p{at}" for at in range(both)] + [None] * (n - both)))
    return frames[0], frames[1]


def after_raking(n: int, strength: float, n_samples: int = 300) -> dict[str, float]:
    """Coverage of a share (a third of the people) raked to age and tenure, which go with the answer as `strength` says."""
    random = np.random.default_rng([n, round(10 * strength)])
    of_all = np.random.default_rng(7)
    age, tenure = of_all.choice(3, 100_000, p=[0.3, 0.4, 0.3]), of_all.choice(2, 100_000, p=[0.45, 0.55])
    y = (strength * ((age == 2) + (tenure == 1) - 1.0) + of_all.logistic(0, 1, 100_000) > 0.8).astype(float)
    margins = {
        "age": {at: (age == at).mean() for at in range(3)},
        "tenure": {at: (tenure == at).mean() for at in (0, 1)},
    }
    answers = np.exp(-0.8 * (age == 0) - 0.5 * (tenure == 1))
    held: dict[str, list[bool]] = {"as given, default": [], "as given, logit": [], "margins taken out, logit": []}
    while len(held["as given, default"]) < n_samples:
        chosen = random.choice(100_000, n, p=answers / answers.sum())
        frame = pd.DataFrame({"age": age[chosen], "tenure": tenure[chosen], "y": y[chosen]})
        if len(set(frame["age"])) < 3 or len(set(frame["tenure"])) < 2:
            continue  # a category of nobody is refused
        raked = rake(frame, margins)
        for name, weights in (("as given", raked.weights), ("margins taken out", raked)):
            for method in ("default", "logit"):
                if f"{name}, {method}" in held:
                    row = shares(frame, ["y"], weights=weights, method=method).iloc[0]
                    held[f"{name}, {method}"].append(row["ci_low"] <= y.mean() <= row["ci_high"])
    return {name: float(np.mean(each)) for name, each in held.items()}


def page_of_intervals() -> str:
    """Mean coverage over the shares, and the lowest, by setting and size."""
    rows = []
    for n in SIZES:
        cells = []
        for setting in SETTINGS | ODD:
            found = [coverage(setting, n, share) for share in SHARES] if n in sizes_of(setting) else []
            cells.append(f"{np.mean(found):.1%} ({min(found):.1%})" if found else "")
        rows.append([n, *cells])
    return _markdown(["n", *(SETTINGS | ODD)], rows)


def page_of_means() -> str:
    """Coverage of the t interval of a mean."""
    rows = [[n, *(f"{coverage_of_means(score, n):.1%}" for score in SCORES)] for n in SIZES]
    return _markdown(["n", *SCORES], rows)


OVERLAPS = {"nobody twice": 0.0, "half twice": 0.5, "everybody twice": 1.0}


def page_of_changes() -> str:
    """How often a change is called where there is none: of shares the mean over 10, 30 and 50 %, and the highest; of a mean."""
    rows = []
    for n in (15, 30, 60, 200):
        cells = []
        for is_weighted in (False, True):
            for overlap in OVERLAPS.values():
                found = [false_alarms(n, share, overlap, is_weighted) for share in (0.1, 0.3, 0.5)]
                cells.append(f"{np.mean(found):.1%} (up to {max(found):.1%})")
        rows.append([n, *cells, *(f"{false_alarms_of_means(n, overlap, True):.1%}" for overlap in OVERLAPS.values())])
    heads = [f"{name}{of}" for of in ("", ", unequal weights", ": mean, unequal weights") for name in OVERLAPS]
    return _markdown(["n", *heads], rows)


def page_of_raking() -> str:
    """Coverage after raking."""
    rows = []
    for strength, said in ((0.0, "nothing to do with the margins"), (1.5, "much to do with them")):
        for n in (30, 60, 200):
            found = after_raking(n, strength)
            rows.append([said, n, *(f"{each:.1%}" for each in found.values())])
    return _markdown(["answers have", "n", *found], rows)


PAGES = {
    "intervals": page_of_intervals,
    "means": page_of_means,
    "changes": page_of_changes,
    "raking": page_of_raking,
}


def _markdown(heads: list, rows: list[list]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def main() -> None:
    """Write the named tables, or all, into the page, between their marks."""
    for name in sys.argv[1:] or PAGES:
        page = PAGE.read_text(encoding="utf-8")
        start, end = f"<!-- simulated: {name} -->", f"<!-- end: {name} -->"
        before, rest = page.split(start)
        _, after = rest.split(end)
        made = f"Made {datetime.date.today():%-d %B %Y} by `tests/estimates/coverage.py`, seeded."
        PAGE.write_text(f"{before}{start}\n{PAGES[name]()}\n\n{made}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
