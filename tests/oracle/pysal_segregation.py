"""Make the two indices of segregation again with PySAL's `segregation`: `python tests/oracle/pysal_segregation.py`.

Needs an environment of its own with it (`uv venv /tmp/oracle; uv pip install --python /tmp/oracle segregation`): it is not among the
workbook's dependencies. Writes the simulated places, what it found in them, and the versions, into `data/`.
"""

import csv
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from segregation.multigroup import MultiInfoTheory
from segregation.singlegroup import Dissim

DATA = Path(__file__).parent / "data"
GROUPS = ["a", "b", "c", "d"]
CASES = {
    "alike": (12, 400.0),
    "mixed": (40, 6.0),
    "apart": (25, 0.4),
    "few": (3, 2.0),
    "one empty place": (8, 3.0),
    "small places": (60, 5.0),
}
"""Case -> how many places, and how alike they are (Dirichlet)."""


def places() -> pd.DataFrame:
    """Counts of four groups in each place of each case; some groups are in no place, some places are empty."""
    random = np.random.default_rng(20260401)
    rows = []
    for case, (n, alike) in CASES.items():
        shares = np.array([0.5, 0.3, 0.15, 0.05])
        for place in range(n):
            people = int(random.integers(2, 15)) if case == "small places" else int(random.integers(20, 900))
            if case == "one empty place" and place == 0:
                people = 0
            of_place = random.dirichlet(alike * shares * len(shares))
            rows.append((case, place, *random.multinomial(people, of_place)))
    return pd.DataFrame(rows, columns=["case", "place", *GROUPS])


def main() -> None:
    every = places()
    every.to_csv(DATA / "places.csv", index=False, lineterminator="\n")
    with (DATA / "places_by_pysal.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["case", "index", "group", "answer"])
        for case, counts in every.groupby("case", sort=False):
            there = counts[counts[GROUPS].sum(axis=1) > 0].reset_index(drop=True)
            there["total"] = there[GROUPS].sum(axis=1)
            for group in GROUPS:
                if there[group].sum():
                    found = Dissim(there, group_pop_var=group, total_pop_var="total").statistic
                    writer.writerow([case, "dissimilarity", group, repr(float(found))])
            groups = [group for group in GROUPS if there[group].sum()]
            writer.writerow([case, "entropy", "", repr(float(MultiInfoTheory(there, groups).statistic))])
    said = [f"Python {sys.version.split()[0]}"] + [
        f"{name} {version(name)}" for name in ("segregation", "numpy", "pandas", "geopandas", "libpysal")
    ]
    (DATA / "versions_pysal.txt").write_text("\n".join(said) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
