"""Make the second opinion again: `python tests/oracle/make.py`. Needs R with its `survey` package and MASS (Debian: r-cran-survey, r-cran-mass).

Writes the simulated people, has R compute on them and on its own samples, and notes the versions used.
"""

import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import samples

HERE = Path(__file__).parent
DATA, SCRIPTS = HERE / "data", HERE / "r"


def simulated(n: int = 400) -> pd.DataFrame:
    """People with weights, strata, clusters, groups, and missing answers and groups."""
    random = np.random.default_rng(20260101)
    cluster = random.integers(0, 48, n)
    group = random.choice(["a", "b", "c", "d", "e"], n, p=[0.4, 0.3, 0.2, 0.07, 0.03])
    y = (random.random(n) < 0.2 + 0.1 * (cluster % 4)).astype(float)
    rare = (random.random(n) < 0.04).astype(float)
    y[random.random(n) < 0.08] = np.nan
    return pd.DataFrame(
        {
            "y": y,
            "y_rare": rare,
            "w": random.lognormal(0, 0.6, n).round(6),
            "stratum": np.array(["north", "south", "east", "west"])[cluster % 4],
            "cluster": cluster,
            "group": np.where(random.random(n) < 0.05, None, group),
        }
    )


def two_waves(n_before: int = 120, n_after: int = 100, n_both: int = 70) -> pd.DataFrame:
    """Two waves that share people; some ids and some answers are missing."""
    random = np.random.default_rng(20260102)
    trait = random.standard_normal(n_before + n_after)
    before = np.arange(n_before)
    after = np.arange(n_before - n_both, n_before - n_both + n_after)
    frames = []
    stratum = random.choice(["north", "south"], n_before + n_after)
    cluster = random.integers(0, 12, n_before + n_after)
    for wave, people, level in ((1, before, 0.6), (2, after, 0.2)):
        y = (trait[people] + 0.8 * random.standard_normal(len(people)) > level).astype(float)
        y[random.random(len(people)) < 0.04] = np.nan
        ids = pd.Series([f"p{person}" for person in people]).where(random.random(len(people)) > 0.05)
        wave_of = {"wave": wave, "id": ids, "y": y, "w": random.lognormal(0, 0.4, len(people)).round(6)}
        of_people = {"stratum": stratum[people], "cluster": cluster[people]}
        # some are in another group the second time
        group = np.where(random.random(len(people)) < 0.1, "b", np.where(people % 3 == 0, "b", "a"))
        frames.append(pd.DataFrame({**wave_of, **of_people, "group": group}))
    both = pd.concat(frames, ignore_index=True)
    score = (
        5 + 2 * trait[np.concatenate([before, after])] + random.standard_normal(len(both)) + 0.4 * (both["wave"] - 1)
    )
    return both.assign(x=score.round().clip(0, 10).mask(random.random(len(both)) < 0.05))


def to_rake(n: int = 500) -> tuple[pd.DataFrame, pd.DataFrame]:
    """People with base weights, and population counts on three margins."""
    random = np.random.default_rng(20260103)
    people = pd.DataFrame(
        {
            "w": random.lognormal(0, 0.3, n).round(6),
            "age": random.choice(["16-34", "35-54", "55+"], n, p=[0.2, 0.3, 0.5]),
            "gender": random.choice(["Woman", "Man", "Other"], n, p=[0.65, 0.3, 0.05]),
            "tenure": random.choice(["own", "rent"], n, p=[0.35, 0.65]),
        }
    )
    # answers that go with the margins, so that weighting takes something off their errors
    trait = (people["age"] == "55+") + 1.5 * (people["tenure"] == "own") + 0.5 * random.standard_normal(n)
    people["y"] = (trait > 1.2).astype(float).mask(random.random(n) < 0.05)
    people["x"] = (4 + 2 * trait).round().mask(random.random(n) < 0.05)
    people["group"] = np.where(random.random(n) < 0.3 + 0.3 * (people["gender"] == "Man"), "a", "b")
    people["stratum"] = random.choice(["north", "south"], n)
    people["cluster"] = random.integers(0, 20, n)
    targets = pd.DataFrame(
        [
            ("age", "16-34", 3100), ("age", "35-54", 3500), ("age", "55+", 3400),
            ("gender", "Woman", 5050), ("gender", "Man", 4850), ("gender", "Other", 100),
            ("tenure", "own", 4700), ("tenure", "rent", 5300),
        ],
        columns=["column", "category", "count"],
    )  # fmt: skip
    return people, targets


def cells_of(people: pd.DataFrame) -> pd.DataFrame:
    """How many people the population has in each cell of age and gender that the sample holds."""
    random = np.random.default_rng(20260104)
    cells = people[["age", "gender"]].drop_duplicates().sort_values(["age", "gender"])
    return cells.assign(Freq=random.integers(50, 3000, len(cells)))


def run(script: str, *files: str) -> None:
    """One R script on files of the data folder."""
    subprocess.run(["Rscript", SCRIPTS / script, *(DATA / file for file in files)], check=True)


def main() -> None:
    DATA.mkdir(exist_ok=True)
    simulated().to_csv(DATA / "simulated.csv", index=False)
    two_waves().to_csv(DATA / "two_waves.csv", index=False)
    people, targets = to_rake()
    people.to_csv(DATA / "to_rake.csv", index=False)
    targets.to_csv(DATA / "targets.csv", index=False)
    cells_of(people).to_csv(DATA / "cells.csv", index=False)
    run("api.R", "")
    for name in ("simulated", "api_srs", "api_strata", "api_clusters", "nhanes"):
        run("shares.R", f"{name}.csv", f"{name}_by_r.csv")
    for name in ("api_srs", "api_strata", "api_clusters"):
        run("means.R", f"{name}.csv", f"{name}_means_by_r.csv")
    for name in ("simulated", "api_strata", "api_clusters", "nhanes"):
        run("association.R", f"{name}.csv", f"{name}_association_by_r.csv")
    run("poststratify.R", "to_rake.csv", "cells.csv", "to_rake_by_r_cells.csv")
    run("change.R", "two_waves.csv", "two_waves_by_r.csv")
    run("rake.R", "to_rake.csv", "targets.csv", "to_rake_by_r.csv")
    run("calibrate.R", "to_rake.csv", "targets.csv", "cells.csv", "to_rake_errors_by_r.csv")
    for sample, wave in samples.WAVES:
        run("sample.R", *samples.write(DATA, sample, wave))
    versions = "suppressMessages(library(survey)); cat(R.version.string, paste('survey', packageVersion('survey')), sep = '\\n')"
    found = subprocess.run(["Rscript", "-e", versions], check=True, capture_output=True, text=True).stdout
    (DATA / "versions.txt").write_text(found.strip() + "\n")


if __name__ == "__main__":
    main()
