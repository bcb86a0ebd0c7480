"""How fast the estimates are: the same work by other ways in the same round, the cost of a row at each size, and raking.

Usage: python benchmarks/estimates.py work [--people N] [--rounds N] [--svy PYTHON] [--r]
       python benchmarks/estimates.py rows [--most N] [--parquet]
       python benchmarks/estimates.py raking [--people N] [--rounds N] [--svy PYTHON] [--r]

The work: two waves, each with 30 indicators, for everyone and by each of 8 demographics (2 to 18 categories): weighted shares, errors,
intervals and bases, and the change between the waves. `numpy bincount` is six sums for every pair, in both waves, and nothing else; `pandas
groupby` the same. `svy` (the Python of an environment that has it) does one wave and R `survey` (Rscript on the path) one indicator of it, both
without change; their time is multiplied by two waves, R's also by the indicators. Ours and the plain ways count the same people.

`rows` makes its people in memory, a block at a time, or with `--parquet` writes each wave to a file first and reads it in chunks, which is
timed too. The people of the largest sizes are the same block over and over. On a shared machine only ratios mean something.
"""

import argparse
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from helpers import estimates
from helpers.estimates.sums import Sums

N_INDICATORS = 30
CATEGORIES = (7, 3, 5, 2, 4, 6, 18, 9)
INDICATORS = [f"I{at}" for at in range(N_INDICATORS)]
DEMOGRAPHICS = [f"D{at}" for at in range(len(CATEGORIES))]
CHUNK = 100_000
MARGINS = (6, 2, 18, 4)
LITTLE_MEMORY = {"memory_limit": "500MB", "threads": 2, "preserve_insertion_order": False}
BESIDE = Path(__file__).parent / "beside"

Waves = tuple[pd.DataFrame, pd.DataFrame]


def people(n: int, seed: int = 0) -> pd.DataFrame:
    """Invented respondents."""
    random = np.random.default_rng(seed)
    answers = (random.random((n, N_INDICATORS)) < 0.3).astype(float)
    answers[random.random((n, N_INDICATORS)) < 0.05] = np.nan
    frame = pd.DataFrame(answers, columns=INDICATORS)
    for at, size in enumerate(CATEGORIES):
        codes = random.integers(-1, size, n)
        frame[f"D{at}"] = pd.Categorical.from_codes(codes, [f"group {code}" for code in range(size)])
    return frame.assign(w=random.lognormal(0, 0.4, n))


def sums_of(frame: pd.DataFrame) -> Sums:
    """What is added up of one block of people."""
    return estimates.add_up([frame], INDICATORS, DEMOGRAPHICS, "w")


def ours(waves: Waves) -> float:
    """Both tables of shares and the table of changes, with errors, intervals and p-values."""
    before, after = map(sums_of, waves)
    tables = estimates.table_of(before), estimates.table_of(after)
    assert len(estimates.table_of_changes(before, after)) == len(tables[0])
    return float(sum(table["n"].sum() for table in tables))


def by_bincount(waves: Waves) -> float:
    """Six sums for every pair of indicator and demographic, by numpy alone."""
    counted = 0.0
    for frame in waves:
        w = frame["w"].to_numpy()
        groups = [np.zeros(len(frame), dtype=np.int64), *(frame[name].cat.codes.to_numpy() for name in DEMOGRAPHICS)]
        for name in INDICATORS:
            y = frame[name].to_numpy()
            answered = ~np.isnan(y)
            yes = np.where(answered, y, 0)
            for codes in groups:
                place = np.where(answered, codes, -1) + 1
                sums = [np.bincount(place, weights=value) for value in (None, yes, w, w * yes, w * w, w * w * yes)]
                counted += sums[0][1:].sum()
    return counted


def by_groupby(waves: Waves) -> float:
    """The same sums by pandas, one groupby for each demographic."""
    counted = 0.0
    for frame in waves:
        y = frame[INDICATORS]
        answered = y.notna().astype(float)
        w = frame["w"].to_numpy()[:, None]
        parts = [part * weight for weight in (1.0, w, w * w) for part in (answered, y.fillna(0))]
        counted += float(answered.to_numpy().sum())
        for part in parts:
            part.to_numpy().sum(axis=0)
        for name in DEMOGRAPHICS:
            sums = [part.groupby(frame[name], observed=True).sum() for part in parts]
            counted += float(sums[0].to_numpy().sum())
    return counted


def beside(command: list[str], frame: pd.DataFrame, script: str, *more: str) -> float:
    """Seconds that a script of another library says it took on these people; it reads a CSV, which doesn't count."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.csv"
        frame.to_csv(file, index=False)
        said = subprocess.run([*command, BESIDE / script, file, *more], check=True, capture_output=True, text=True)
    return float(said.stdout.split()[-1])


def work(options: argparse.Namespace) -> None:
    waves = people(options.people), people(options.people, seed=1)
    ways: dict[str, Callable[[Waves], float]] = {
        "estimates": ours,
        "numpy bincount for each pair": by_bincount,
        "pandas groupby": by_groupby,
    }
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(options.rounds):
        counted = set()
        for way, run in ways.items():
            start = time.perf_counter()
            counted.add(run(waves))
            seconds[way].append(time.perf_counter() - start)
        assert len(counted) == 1, "the ways don't count the same people"
    for name, (command, suffix) in _others(options).items():
        scale = 2 * N_INDICATORS if suffix == "R" else 2
        seconds[f"{name}, scaled"] = [scale * beside(command, waves[0], f"shares.{suffix}")]
    _print(seconds, "estimates")
    print(f"{options.people:,} people in each wave, {options.rounds} rounds, medians; scaled ones run once")


def rows(options: argparse.Namespace) -> None:
    """The cost per row at every size, one block of people in memory at a time."""
    print("people in each wave   seconds   nanoseconds a row   of the cost at 100,000   most memory")
    costs: dict[int, float] = {}
    sizes = [10**exponent for exponent in range(3, 8) if 10**exponent <= options.most]
    for n in sorted(sizes, key=lambda n: n != CHUNK):
        rounds = 7 if n <= CHUNK else 3 if n < 10**7 else 1
        with tempfile.TemporaryDirectory() as folder:
            files = [_written(Path(folder) / f"wave{wave}.parquet", n, wave) for wave in (0, 1) if options.parquet]
            costs[n] = statistics.median(_cost(n, files) for _ in range(rounds))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        ratio = costs[n] / costs.get(CHUNK, float("nan"))
        print(f"{n:19,} {costs[n] * 2 * n:9.3f} {costs[n] * 1e9:19,.0f} {ratio:24.2f} {memory:10,.0f} MB", flush=True)


def _cost(n: int, files: list[Path]) -> float:
    """Seconds per row; making the people doesn't count, reading them from a file does."""
    taken, sums = 0.0, []
    for wave in range(2):
        chunks = _read(files[wave]) if files else _blocks(n, wave)
        total: Sums | None = None
        start = time.perf_counter()
        for block in chunks:
            if not files:
                start = time.perf_counter()
            part = estimates.add_up([block], INDICATORS, DEMOGRAPHICS, "w")
            total = part if total is None else total + part
            taken += time.perf_counter() - start
            start = time.perf_counter()
        sums.append(total)
    start = time.perf_counter()
    found = estimates.table_of(sums[0]), estimates.table_of(sums[1]), estimates.table_of_changes(*sums)
    taken += time.perf_counter() - start
    assert sums[0].rows[0, 0] == n and len(found[2]) == len(found[0])
    return taken / (2 * n)


def _blocks(n: int, wave: int) -> Iterator[pd.DataFrame]:
    held: dict[int, pd.DataFrame] = {}
    for start in range(0, n, CHUNK):
        size = min(CHUNK, n - start)
        if size not in held:
            held[size] = people(size, seed=wave)
        yield held[size]


def _written(file: Path, n: int, wave: int) -> Path:
    block = people(min(n, CHUNK), seed=wave)
    groups = ", ".join(f"{name}::VARCHAR AS {name}" for name in DEMOGRAPHICS)
    answers = ", ".join(f"{name}::TINYINT AS {name}" for name in INDICATORS)
    with duckdb.connect(config=LITTLE_MEMORY) as connection:
        connection.register("block", block)
        connection.execute(
            f"COPY (SELECT {answers}, {groups}, w FROM block, range({n // len(block)})) TO '{file}' (FORMAT parquet, ROW_GROUP_SIZE {CHUNK})"
        )
    return file


def _read(file: Path) -> Iterator[pd.DataFrame]:
    """Chunks of about 100,000 people; the few labels of a demographic come as categories."""
    with duckdb.connect(config=LITTLE_MEMORY) as connection:
        for name in DEMOGRAPHICS:
            held = connection.execute(
                f"SELECT DISTINCT {name} FROM '{file}' WHERE {name} IS NOT NULL ORDER BY 1"
            ).fetchall()
            labels = ", ".join(f"'{label}'" for (label,) in held)
            connection.execute(f"CREATE TYPE {name}_label AS ENUM ({labels})")
        groups = ", ".join(f"{name}::{name}_label AS {name}" for name in DEMOGRAPHICS)
        result = connection.execute(f"SELECT {', '.join(INDICATORS)}, {groups}, w FROM '{file}'")
        while len(chunk := result.fetch_df_chunk(CHUNK // 2048)):
            yield chunk


def raking(options: argparse.Namespace) -> None:
    """A million people on four margins beside one pass of bincount over the same columns."""
    random = np.random.default_rng(0)
    n = options.people
    codes = [random.integers(0, size, n) for size in MARGINS]
    names = [[f"group {code}" for code in range(size)] for size in MARGINS]
    frame = pd.DataFrame({f"D{at}": pd.Categorical.from_codes(code, names[at]) for at, code in enumerate(codes)})
    targets = {f"D{at}": dict(zip(names[at], _targets(size), strict=True)) for at, size in enumerate(MARGINS)}
    base = random.lognormal(0, 0.3, n)
    columns = [frame[name].cat.codes.to_numpy() for name in frame]
    seconds: dict[str, list[float]] = {"estimates.rake": [], "one pass of bincount": []}
    for _ in range(options.rounds):
        start = time.perf_counter()
        raked = estimates.rake(frame, targets, base_weights=base)
        seconds["estimates.rake"].append(time.perf_counter() - start)
        assert raked.converged
        start = time.perf_counter()
        for code in columns:
            np.bincount(code, weights=base)
        seconds["one pass of bincount"].append(time.perf_counter() - start)
    for name, (command, suffix) in _others(options).items():
        seconds[name] = [beside(command, frame.assign(w=base), f"raking.{suffix}")]
    _print(seconds, "estimates.rake")
    print(
        f"{n:,} people, {len(MARGINS)} margins, {raked.iterations} rounds of raking; medians of {options.rounds}, others run once"
    )


def _targets(size: int) -> list[float]:
    """Shares that the scripts beside work out the same way: 1 + code, over their sum."""
    whole = sum(range(1, size + 1))
    return [(1 + code) / whole for code in range(size)]


def _others(options: argparse.Namespace) -> dict[str, tuple[list[str], str]]:
    found = {}
    if options.svy:
        found["svy"] = ([options.svy], "py")
    if options.r:
        found["R survey"] = (["Rscript"], "R")
    return found


def _print(seconds: dict[str, list[float]], first: str) -> None:
    medians = {way: statistics.median(taken) for way, taken in seconds.items()}
    for way, median in medians.items():
        print(f"{way:30} {median:9.4f} s   {median / medians[first]:9.2f} times ours")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for run, n in ((work, 100_000), (raking, 1_000_000)):
        command = commands.add_parser(run.__name__)
        command.add_argument("--people", type=int, default=n)
        command.add_argument("--rounds", type=int, default=5)
        command.add_argument("--svy", help="the Python of an environment with svy in it")
        command.add_argument("--r", action="store_true", help="run R survey too")
        command.set_defaults(run=run)
    command = commands.add_parser("rows")
    command.add_argument("--most", type=int, default=10**7)
    command.add_argument("--parquet", action="store_true", help="read them from Parquet in chunks, with duckdb")
    command.set_defaults(run=rows)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
