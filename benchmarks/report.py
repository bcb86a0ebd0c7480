"""How long the main job takes and where the time goes, beside the same notebooks under plain papermill.

Usage: python benchmarks/report.py [--rounds N]

Each round runs both ways, one after the other, on the sample project; every run counts the figures of its report,
since a run that loses its figures looks fast. Ratios are of medians; on a shared machine only those mean something.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "sample_data" / "befriending"


def workbook(out: Path) -> None:
    """`workbook report` as a person calls it, with the start of Python and every import."""
    subprocess.run(
        [sys.executable, "-m", "helpers.cli", "report", "--out", str(out)], cwd=ROOT, check=True, capture_output=True
    )


def plain_papermill(out: Path) -> None:
    """The same notebooks, each by the papermill command."""
    from helpers.steps import steps

    (out / "notebooks").mkdir(parents=True)
    for step in steps():
        given = ["-p", "project", str(PROJECT)] + (["-p", "out", str(out)] if "out" in step.parameters else [])
        source, target = str(step.notebook_path), str(out / "notebooks" / step.notebook_path.name)
        command = [sys.executable, "-m", "papermill", source, target, "--no-progress-bar", *given]
        subprocess.run(command, cwd=step.notebook_path.parent, check=True, capture_output=True)


def parts(out: Path) -> dict[str, float]:
    """Seconds of each step inside one `workbook report`, and of the imports before the first."""
    from helpers.steps import steps

    start = time.perf_counter()
    from helpers.run import run_step
    from helpers.run.engine import warm_kernel

    seconds = {"imports": time.perf_counter() - start}
    with warm_kernel() as kernel:
        for step in steps():
            values = {"project": str(PROJECT), "out": str(out)}
            start = time.perf_counter()
            run_step(
                step, {name: values[name] for name in step.parameters if name in values}, out / "notebooks", kernel
            )
            seconds[f"step {step.code}"] = time.perf_counter() - start
    return seconds


def timed(run: Callable[[Path], None]) -> tuple[float, int]:
    """Seconds, and how many figures the report holds."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        run(Path(folder))
        seconds = time.perf_counter() - start
        return seconds, (Path(folder) / "report.html").read_text(encoding="utf-8").count("<figure")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    runs = {"workbook report": workbook, "plain papermill": plain_papermill}
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    figures: dict[str, set[int]] = {name: set() for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            took, drawn = timed(run)
            seconds[name].append(took)
            figures[name].add(drawn)
    assert figures["workbook report"] == figures["plain papermill"] != {0}, f"not the same figures: {figures}"
    floor = statistics.median(seconds["workbook report"])
    for name, taken in seconds.items():
        middle = statistics.median(taken)
        print(f"{name:<16} {middle:6.1f} s   {middle / floor:4.1f} times   {figures[name]} figures")
    with tempfile.TemporaryDirectory() as folder:
        for name, took in parts(Path(folder)).items():
            print(f"  {name:<10} {took:5.2f} s")


if __name__ == "__main__":
    main()
