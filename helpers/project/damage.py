"""What can be wrong with a record's file, said so that somebody can mend it."""

import json
import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from helpers.errors import COMMAND, UserProblem
from helpers.project.journal import HISTORY_FILE

RECORD_FILE = "project.json"

WAY_BACK = "put back an earlier copy of the file. Nothing has been changed."
FROM_HISTORY = f"have it made again from its history, by typing `{COMMAND} rebuild {{folder}}`, or "

HALF = re.compile(rb"\\u[dD][89a-fA-F]")
"""The beginning of a character that is written in two halves, or of half of one."""

WORDS = {
    "extra_forbidden": "there is no such field",
    "missing": "this has to be filled in",
    "model_type": "this has to be a group of fields in { }",
    "tuple_type": "this has to be a list in [ ]",
    "dict_type": "this has to be a group of fields in { }",
    "string_type": "this has to be text in quotation marks",
    "finite_number": "this has to be a number",
}


def way_back(file: Path) -> str:
    """How to go on without mending a file by hand; for a project's record with a history beside it, by `rebuild`.

    Examples
    --------
    >>> way_back(Path("none/project.json"))
    'put back an earlier copy of the file. Nothing has been changed.'
    """
    if file.name != RECORD_FILE or not (file.parent / HISTORY_FILE).is_file():
        return WAY_BACK
    folder = str(file.parent)
    return FROM_HISTORY.format(folder=f'"{folder}"' if " " in folder else folder) + WAY_BACK


def parsed(content: bytes, file: Path) -> dict[str, Any]:
    """The JSON of a record's file.

    Raises
    ------
    UserProblem
        It is empty, cut short, not text, not JSON, not a group of fields, or names one field twice.
    """
    if not content.strip(b" \t\r\n\0"):
        raise _damaged("it is empty", file, f"To mend it, {way_back(file)}")
    try:
        plain = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError as problem:
        raise _damaged(
            f"it holds bytes that are not text (at byte {problem.start})",
            file,
            f"If you edited it, save it as UTF-8; otherwise {way_back(file)}",
        ) from problem
    except json.JSONDecodeError as problem:
        raise _damaged(
            _where_json_ends(problem), file, f"Mend that line in a text editor, or {way_back(file)}"
        ) from problem
    except (_Unreadable, RecursionError, ValueError) as problem:
        said = str(problem) if isinstance(problem, _Unreadable) else "it holds what no record can hold"
        raise _damaged(said, file, f"Mend it in a text editor, or {way_back(file)}") from problem
    if HALF.search(content) and not _is_whole(plain):
        raise _damaged(
            "it holds half a character, as cut emoji do", file, f"Mend it in a text editor, or {way_back(file)}"
        )
    if not isinstance(plain, dict):
        raise _damaged(
            "the record has to be a group of fields in { }", file, f"Mend it in a text editor, or {way_back(file)}"
        )
    return plain


def unfit(problem: ValidationError, file: Path) -> UserProblem:
    """Which fields do not fit, and why."""
    errors = problem.errors(include_url=False, include_input=False)
    lines = [f"{'.'.join(str(part) for part in error['loc']) or 'the record'}: {_said(error)}" for error in errors]
    more = f" (and {len(lines) - 5} more)" if len(lines) > 5 else ""
    return UserProblem(
        f"The project record does not fit: {'; '.join(lines[:5])}{more}.",
        str(file),
        f"Mend the fields named, or {way_back(file)}",
    )


class _Unreadable(Exception):
    """JSON that other readers would take without a word."""


def _is_whole(plain: Any) -> bool:
    try:
        json.dumps(plain, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Unreadable(f"the field '{name}' stands in it twice in one place")
        found[name] = value
    return found


def _no_number(name: str) -> None:
    raise _Unreadable(f"'{name}' is no number")


def _where_json_ends(problem: json.JSONDecodeError) -> str:
    if problem.pos >= len(problem.doc.rstrip()) or problem.msg.startswith("Unterminated"):
        return f"it stops in the middle, at line {problem.lineno}"
    return f"{problem.msg} at line {problem.lineno}, column {problem.colno}"


def _damaged(what: str, file: Path, fix: str) -> UserProblem:
    return UserProblem(f"The project record is damaged: {what}.", str(file), fix)


def _said(error: ErrorDetails) -> str:
    """What pydantic found, for somebody who edits the file by hand."""
    return WORDS.get(error["type"], error["msg"])
