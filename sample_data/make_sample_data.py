"""Makes the sample projects again: python sample_data/make_sample_data.py [--out FOLDER].

Everything in them is invented. The same seed gives the same files, byte for byte.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
# openpyxl writes other bytes where lxml happens to be installed
os.environ["OPENPYXL_LXML"] = "False"

import portalocker  # noqa: E402
from making import befriending, coded, estate, notes, plan, tables, try_me  # noqa: E402
from making.design import estate as estate_design  # noqa: E402
from making.receive import receive  # noqa: E402

TURN_SECONDS = 600
"""How long one who makes them waits for another who does."""


def main() -> None:
    """Make both projects and the files to practise with."""
    parser = argparse.ArgumentParser(description="Make the sample projects again. Everything in them is invented.")
    parser.add_argument("--out", type=Path, default=HERE, help="where to put them (default: this folder)")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with portalocker.Lock(out / ".lock", timeout=TURN_SECONDS):
        make_befriending(out / "befriending")
        make_estate(out / "estate")
        make_try_me(out / "try_me")


def make_befriending(folder: Path) -> None:
    """The first sample project, three waves."""
    files, truth = befriending.make()
    waves = [(wave, wave["id"], wave["file"], content) for wave, content in files.values()]
    _project(
        folder, "befriending", [(wid, name, content, wave["received_on"]) for wave, wid, name, content in waves], truth
    )
    coded.receive(folder)


def make_estate(folder: Path) -> None:
    """The second sample project, one wave."""
    content, truth = estate.make()
    made = estate_design()
    _project(folder, "estate", [("2025-summer", made["file"], content, made["received_on"])], truth)


def make_try_me(folder: Path) -> None:
    """Files to practise with; the README beside them is written by hand and stays."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in try_me.make().items():
        (folder / name).write_bytes(content)


def _project(folder: Path, name: str, files: list[tuple[str, str, bytes, date]], truth: dict[str, Any]) -> None:
    record = plan.record(name)
    written = plan.as_bytes(record)
    for made in ("data", "secondary"):
        shutil.rmtree(folder / made, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "project.json").write_bytes(written)
    (folder / "truth.json").write_bytes((json.dumps(truth, indent=2, ensure_ascii=False) + "\n").encode())
    held_on = {wave.id: wave.held_on for wave in record.primary.waves}
    with tempfile.TemporaryDirectory() as received:
        for wave_id, file_name, content, received_on in files:
            file = Path(received) / file_name
            file.write_bytes(content)
            receive(folder, written, wave_id, file, held_on[wave_id], received_on)
        tables.receive(folder, name, written, Path(received))
    notes.receive(folder, record)


if __name__ == "__main__":
    main()
