"""How fast a file of answers is read, checked and coded, beside pandas' plain `read_csv` of the same file.

Usage: python benchmarks/reading.py [--people N] [--rounds N] [--layout codes|labels]

The file: the whole of Tool 8 with an id, a date, consent and a panel code, one person in fifty without consent, and two open
answers, each in its own words, that most people give. `read_csv` makes a table of it and checks nothing. Each runs in a process of
its own, in turns, so that peak memory is its own and both meet the same machine; on a shared machine only ratios mean
something.
"""

import argparse
import csv
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from helpers import catalogue
from helpers.catalogue.records import Question

OURS = """
import helpers.survey.reading
from helpers import survey
def work(path):
    reading = survey.read(path)
    assert reading.verdict != "refuse", reading.messages
    return reading.n_received
"""
PLAIN = """
import pandas
def work(path):
    return len(pandas.read_csv(path))
"""
MEASURED = """
import resource, sys, time
start, cpu = time.perf_counter(), time.process_time()
n = work(sys.argv[1])
print(n, time.perf_counter() - start, time.process_time() - cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def columns(
    question: Question, n: int, is_words: bool, random: np.random.Generator
) -> Iterator[tuple[str, np.ndarray]]:
    """Invented answers to one question, by heading, a tenth of them blank."""
    if question.kind == "text":
        words = np.array([f"In my own words, number {at}, I would say that it helps." for at in range(n)], dtype=object)
        yield question.id, np.where(random.random(n) < 0.3, "", words)
    elif question.kind == "number":
        yield question.id, random.integers(question.minimum, question.maximum + 1, n).astype(str).astype(object)
    elif question.kind == "multi":
        others = [option for option in question.options if option.code != question.none_code]
        ticks = random.random((n, len(others))) < 0.25
        texts = np.array([option.label if is_words else str(option.code) for option in others], dtype=object)
        yield question.id, np.array([", ".join(texts[row]) for row in ticks], dtype=object)
    else:
        texts = np.array([option.label if is_words else str(option.code) for option in question.options], dtype=object)
        for name in question.columns:
            chosen = texts[random.integers(0, len(texts), n)]
            yield name, np.where(random.random(n) < 0.1, "", chosen)


def write(path: Path, n: int, is_words: bool) -> None:
    """The file of the benchmark."""
    random = np.random.default_rng(0)
    table = {
        "respondent_id": np.arange(n),
        "submitted_on": (np.datetime64("2025-03-01") + random.integers(0, 30, n)).astype(str),
        "consent": np.where(random.random(n) < 0.02, "No", "Yes"),
        "panel_code": np.array([f"AN{number:06}" for number in range(n)]),
    }
    for question in catalogue.questions():
        table |= dict(columns(question, n, is_words, random))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table)
        writer.writerows(zip(*table.values(), strict=True))


def measured(work: str, path: Path) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and peak megabytes of one run."""
    command = [sys.executable, "-c", work + MEASURED, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    _, seconds, cpu, megabytes = map(float, done.stdout.split())
    return seconds, cpu, megabytes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--layout", choices=["codes", "labels"])
    options = parser.parse_args()
    print(f"{'layout':8}{'MB':>6}{'':>10}{'seconds':>9}{'of CPU':>8}{'peak MB':>9}")
    for layout in [options.layout] if options.layout else ["codes", "labels"]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answers.csv"
            write(path, options.people, layout == "labels")
            rounds = [(measured(OURS, path), measured(PLAIN, path)) for _ in range(options.rounds)]
            size = path.stat().st_size / 1e6
        ours, plain = (
            [statistics.median(one[part] for one in runs) for part in range(3)] for runs in zip(*rounds, strict=True)
        )
        for name, figures in (("ours", ours), ("read_csv", plain)):
            print(f"{layout:8}{size:6.0f}{name:>10}{figures[0]:9.2f}{figures[1]:8.2f}{figures[2]:9.0f}")
        ratios = [statistics.median(one[0][part] / one[1][part] for one in rounds) for part in range(3)]
        print(f"{layout:8}{'':6}{'ratio':>10}{ratios[0]:9.1f}{ratios[1]:8.1f}{ratios[2]:9.1f}")


if __name__ == "__main__":
    main()
