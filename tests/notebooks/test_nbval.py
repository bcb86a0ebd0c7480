"""Every notebook runs as it is committed, says what it said, and leaves the samples as they were."""

import hashlib
import re
import subprocess
import sys

from helpers.steps import steps
from helpers.steps.listing import SAMPLES, WORKBOOKS


def fingerprint() -> dict[str, str]:
    files = sorted(path for path in SAMPLES.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_notebooks_run_and_their_checked_lines_agree():
    before = fingerprint()
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval-lax",
        "--nbval-current-env",
        "-p",
        "no:cacheprovider",
        str(WORKBOOKS),
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=WORKBOOKS.parent, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed and int(passed[1]) >= 6 * len(steps())
    assert before and fingerprint() == before
