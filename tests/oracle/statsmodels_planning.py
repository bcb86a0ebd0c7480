"""Make the planning figures again with statsmodels: `python tests/oracle/statsmodels_planning.py`.

Needs an environment of its own with statsmodels (`uv venv /tmp/oracle; uv pip install --python /tmp/oracle statsmodels`):
it is not among the workbook's dependencies. Reads nothing; writes two files into `data/`.
"""

import csv
import itertools
import sys
from pathlib import Path

import scipy
import statsmodels
from statsmodels.stats.power import NormalIndPower, normal_power
from statsmodels.stats.proportion import power_proportions_2indep, samplesize_confint_proportion

DATA = Path(__file__).parent / "data"


def rows():
    """What was asked of statsmodels and what it answered, one row each."""
    for share, margin, confidence in itertools.product((0.1, 0.25, 0.5, 0.8), (0.02, 0.05, 0.1), (0.9, 0.95, 0.99)):
        n = samplesize_confint_proportion(share, margin, alpha=1 - confidence, method="normal")
        yield {"what": "sample_size", "share": share, "margin": margin, "confidence": confidence, "answer": n}
    for share, change, power, ratio in itertools.product((0.2, 0.5), (0.05, 0.1, 0.2), (0.8, 0.9), (1.0, 0.6)):
        size = change / (share * (1 - share)) ** 0.5
        n = NormalIndPower().solve_power(effect_size=size, alpha=0.05, power=power, ratio=ratio)
        yield {"what": "two_waves", "share": share, "change": change, "power": power, "ratio": ratio, "answer": n}
    for share, change, n, correlation in itertools.product((0.2, 0.5), (0.05, 0.1), (60, 200, 800), (0.3, 0.6)):
        sigma = (2 * share * (1 - share) * (1 - correlation)) ** 0.5
        power = normal_power(change, n, 0.05, sigma=sigma)
        row = {"what": "matched_power", "share": share, "change": change, "n": n, "correlation": correlation}
        yield row | {"answer": power}
    for share, later, n, ratio in itertools.product((0.1, 0.3, 0.5), (0.2, 0.4, 0.6), (60, 150, 600), (1.0, 0.7)):
        if share < later:
            # its own test pools the two shares where nothing changed; ours doesn't, so the two differ a little
            found = power_proportions_2indep(later - share, share, n, ratio=ratio, alpha=0.05)
            row = {"what": "rise_power", "share": share, "change": later - share, "n": n, "ratio": ratio}
            yield row | {"answer": found.power}


def main() -> None:
    columns = ["what", "share", "margin", "confidence", "change", "power", "ratio", "n", "correlation", "answer"]
    with (DATA / "planning_by_statsmodels.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows())
    versions = (
        f"Python {sys.version.split()[0]}",
        f"statsmodels {statsmodels.__version__}",
        f"scipy {scipy.__version__}",
    )
    (DATA / "versions_statsmodels.txt").write_text("\n".join(versions) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
