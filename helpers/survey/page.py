"""Writes docs/checks.md from the list of checks: `python -m helpers.survey.page`."""

import re
from pathlib import Path

from helpers.survey.checks import Check, checks

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"

VERDICTS = {
    "refuse": "**refuse**: nothing is read until it is mended",
    "warn": "**warn**: the file is read, and this is said",
    "note": "accept, with a note",
}

INTRODUCTION = """# What is checked when a file of answers comes in

This page is made from `helpers/survey/checks.yaml` by `python -m helpers.survey.page`.

`python3 workbook.py check FILE` and `python3 workbook.py add FILE` end in **accept**, **warn** or **refuse**. A refused file changes nothing on
disk. Every message names the file's own row and column and says how to mend it; row 1 is the first line of the file.
Of answers that were set aside (no consent, under 16, an age that could not be read) no value is ever shown. Open answers
and anything that could identify a person are never repeated in a message. A wrong answer is shown where it is a number; words
only where they are close to an option or three people wrote them, of a project's own questions only up to two characters, and
of sensitive questions (such as religion, ethnicity, health, sexual orientation, loneliness) never.

A mapping is a JSON object: `{"heading in the file": "q1_7"}`. `""` leaves a column out; `{"heading": {"column": "q3_2",
"values": {"99": ""}}}` says what texts mean. Of several columns with the same heading, `"heading #2"` is the second; the
heading alone is the first of them that has answers. A heading that itself ends so means itself.
"""


def page() -> str:
    """The whole page as Markdown."""
    groups = dict.fromkeys(check.group for check in checks().values())
    return INTRODUCTION + "".join(_group(group) for group in groups)


def _group(group: str) -> str:
    rows = "".join(_row(check) for check in checks().values() if check.group == group)
    return f"\n## {group}\n\n| check | looks for | verdict | says | to mend it |\n|---|---|---|---|---|\n{rows}"


def _row(check: Check) -> str:
    cells = (f"`{check.code}`", check.looks_for, VERDICTS[check.level], _for_many(check.what), _for_many(check.fix))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _for_many(text: str) -> str:
    """A message as it reads of several: "{n:was|were}" is "were"."""
    return re.sub(r"\{n:[^|{}]*\|([^{}]*)\}", r"\1", text)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE}")
