"""`shared/ledger.jsonl`: one line for each release, written before anything of it is, and never changed.

It holds counts of people behind every figure that was released, so that a later release can be judged beside it. It is for
those who hold the answers: it stays in the project's folder and is no part of anything that is sent on. Nobody's answer and
nobody's number is in it, so somebody's withdrawal changes nothing in it.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from helpers.errors import UserProblem
from helpers.project import disk
from helpers.project.lock import locked

LEDGER_FILE = "shared/ledger.jsonl"
ABOUT = "Counts of people behind released figures. For those who hold the answers only: never send this file on."
WHAT = "The ledger of what was released"

Entry = dict[str, Any]


def entries(folder: str | Path) -> list[Entry]:
    """Every release that still counts, oldest first. A line that was torn when the machine stopped never came to be.

    Raises
    ------
    UserProblem
        The ledger can't be read, or a line in it is damaged: what was released is then not known.
    """
    path = Path(folder) / LEDGER_FILE
    lines, _ = _lines(path)
    found, struck = [], set()
    for at, line in enumerate(lines):
        try:
            entry = json.loads(line)
            datetime.fromisoformat(entry["when"])
        except (ValueError, TypeError, KeyError, RecursionError) as problem:
            raise UserProblem(
                f"Line {at + 1} of the ledger of what was released is damaged, so it can't be said what may be released now.",
                str(path),
                "Put the file back from a backup. Without one, delete that line: what it told of is then not protected.",
            ) from problem
        if "not_sent" in entry:
            struck.add(entry["not_sent"])
        else:
            found.append(entry)
    return [entry for entry in found if entry["when"] not in struck]


def add(folder: str | Path, policy: str, what: str, wave: str, figures: Mapping[str, Any]) -> None:
    """Note a release, unless the ledger holds the very same figures under the same policy.

    Parameters
    ----------
    what
        What is being written: "report", "findings.csv".
    figures
        Plain data, as `helpers.disclosure` has it.

    Raises
    ------
    UserProblem
        It can't be noted. Then nothing may be released.
    """
    folder = Path(folder)
    told = json.loads(json.dumps(dict(figures)))
    (folder / LEDGER_FILE).parent.mkdir(exist_ok=True)
    with locked(folder):
        known = entries(folder)
        if any(entry["policy"] == policy and entry.get("released") == told for entry in known):
            return
        when = datetime.now(UTC).isoformat()
        line = {"about": ABOUT, "when": when, "policy": policy, "what": what, "wave": wave, "released": told}
        _append(folder / LEDGER_FILE, line)


def not_sent(folder: str | Path, when: str, who: str, why: str) -> None:
    """Strike a release that nobody outside the team has seen: somebody answers for that by name.

    Raises
    ------
    UserProblem
        There is no such release, or nobody is named, or no reason.
    """
    folder = Path(folder)
    if not who.strip() or not why.strip():
        what = "Give the name of a person in the team, and how they know that nobody outside has seen it."
        raise UserProblem("Somebody has to answer for it.", "who and why", what)
    with locked(folder):
        if not any(entry["when"] == when for entry in entries(folder)):
            raise UserProblem(
                f"There is no release of {when}.", str(folder / LEDGER_FILE), "Choose one that is listed."
            )
        line = {"when": datetime.now(UTC).isoformat(), "not_sent": when, "who": who.strip(), "why": why.strip()}
        _append(folder / LEDGER_FILE, line)


def _append(path: Path, line: Entry) -> None:
    """Call with the folder's lock. What is torn at the end goes: of that release nothing was written."""
    _, n_torn = _lines(path)
    if n_torn:
        disk.cut(path, path.stat().st_size - n_torn)
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    disk.append(path, (text + "\n").encode(), WHAT)


def _lines(path: Path) -> tuple[list[bytes], int]:
    """The whole lines, and how many bytes stand behind the last of them."""
    backwards = list(disk.lines_backwards(path, WHAT))
    is_torn = bool(backwards) and not path.read_bytes().endswith(b"\n")
    return backwards[is_torn:][::-1], len(backwards[0]) if is_torn else 0
