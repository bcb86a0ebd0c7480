"""Making the sample projects again gives the same files, byte for byte."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "sample_data"
MADE = ("befriending", "estate", "try_me")
BY_HAND = {"README.md"}
LASTING = ("file", "sha256", "received_on", "tool", "mapping")
NOT_MADE = {"reports", "history.jsonl", ".lock"}


def made_files(folder: Path) -> dict[str, str]:
    """Path inside the folder -> hash of the file, or of what a wave's record says of its file.

    What the check says in a wave's record is in the words of the day; a better message changes no sample.
    """
    found = {}
    for name in MADE:
        for path in sorted((folder / name).rglob("*")):
            inside = path.relative_to(folder)
            if path.is_file() and path.name not in BY_HAND and not NOT_MADE & set(inside.parts):
                content = path.read_bytes()
                if path.name == "wave.json":
                    content = json.dumps({key: json.loads(content)[key] for key in LASTING}).encode()
                found[inside.as_posix()] = hashlib.sha256(content).hexdigest()
    return found


def test_made_again_in_another_folder(tmp_path):
    subprocess.run(
        [sys.executable, str(SAMPLES / "make_sample_data.py"), "--out", str(tmp_path)], check=True, cwd=tmp_path
    )
    made, kept = made_files(tmp_path), made_files(SAMPLES)
    assert made.keys() == kept.keys()
    records, waves, tables, notes, coded, to_practise = 2 * 2, 2 * 4, 4, 2, 3 + 1 + 2, 3
    assert len(made) == records + waves + tables + notes + coded + to_practise
    assert [name for name in made if made[name] != kept[name]] == []


def test_records_of_the_waves_name_their_files():
    records = sorted(SAMPLES.glob("*/data/*/wave.json"))
    assert len(records) == 4
    for path in records:
        record = json.loads(path.read_text(encoding="utf-8"))
        assert hashlib.sha256((path.parent / record["file"]).read_bytes()).hexdigest() == record["sha256"]
