"""Making the sample projects again gives the same files, byte for byte."""

import hashlib
import subprocess
import sys
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "sample_data"
MADE = ("befriending", "estate", "try_me")
BY_HAND = {"README.md"}
NOT_MADE = {"reports", "history.jsonl", ".lock"}


def hashes(folder: Path) -> dict[str, str]:
    found = {}
    for name in MADE:
        for path in sorted((folder / name).rglob("*")):
            inside = path.relative_to(folder)
            if path.is_file() and path.name not in BY_HAND and not NOT_MADE & set(inside.parts):
                found[inside.as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def test_made_again_in_another_folder(tmp_path):
    subprocess.run(
        [sys.executable, str(SAMPLES / "make_sample_data.py"), "--out", str(tmp_path)], check=True, cwd=tmp_path
    )
    made, kept = hashes(tmp_path), hashes(SAMPLES)
    assert made.keys() == kept.keys()
    assert len(made) == 2 * 2 + 2 * 4 + 3
    assert [name for name in made if made[name] != kept[name]] == []
