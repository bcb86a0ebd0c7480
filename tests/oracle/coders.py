"""Make the agreement of two coders again with statsmodels and krippendorff: `python tests/oracle/coders.py`.

Needs an environment of its own with both (`uv venv /tmp/oracle; uv pip install --python /tmp/oracle statsmodels krippendorff`): they are
not among the workbook's dependencies. Writes the invented tables, what was found in them, and the versions, into `data/`.
"""

import csv
import sys
from importlib.metadata import version
from pathlib import Path

import krippendorff
import numpy as np
from statsmodels.stats.inter_rater import cohens_kappa

DATA = Path(__file__).parent / "data"
CASES = {
    "alike": (2, 80, 0.9),
    "fair": (4, 120, 0.6),
    "chance": (3, 60, 0.0),
    "rare": (2, 200, 0.8),
    "many": (9, 300, 0.7),
}
"""Case -> codes, texts, how often the second coder copies the first."""


def codes(case: str, n_codes: int, n: int, alike: float) -> tuple[np.ndarray, np.ndarray]:
    """What two invented coders gave."""
    random = np.random.default_rng([20260501, list(CASES).index(case)])
    shares = np.array([0.95, 0.05]) if case == "rare" else random.dirichlet(np.full(n_codes, 3.0))
    first, other = random.choice(n_codes, n, p=shares), random.choice(n_codes, n, p=shares)
    return first, np.where(random.random(n) < alike, first, other)


def main() -> None:
    with (DATA / "coders.csv").open("w", encoding="utf-8", newline="") as file:
        given = csv.writer(file, lineterminator="\n")
        given.writerow(["case", "first", "second"])
        answers = [["case", "kappa", "kappa_std_error", "alpha"]]
        for case, (n_codes, n, alike) in CASES.items():
            first, second = codes(case, n_codes, n, alike)
            given.writerows([case, int(one), int(other)] for one, other in zip(first, second, strict=True))
            table = np.zeros((n_codes, n_codes))
            np.add.at(table, (first, second), 1)
            kappa = cohens_kappa(table)
            alpha = krippendorff.alpha(np.array([first, second]), level_of_measurement="nominal")
            answers.append([case, repr(float(kappa.kappa)), repr(float(kappa.std_kappa)), repr(float(alpha))])
    with (DATA / "coders_by_libraries.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(answers)
    said = [f"Python {sys.version.split()[0]}"] + [
        f"{name} {version(name)}" for name in ("krippendorff", "statsmodels", "numpy", "scipy")
    ]
    (DATA / "versions_coders.txt").write_text("\n".join(said) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
