"""Corrections kept with a wave: rules that are applied each time its file is read. The received file is never changed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from helpers.errors import UserProblem
from helpers.survey.cells import Cells
from helpers.survey.checks import Messages, listed
from helpers.survey.tables import Table

Kind = Literal["value", "cell", "row", "column"]
LEFT_OUT = "left out by a correction"
"""Why a row is set aside that a correction leaves out."""


class Correction(BaseModel):
    """One rule: what is corrected, why, by whom and when.

    Parameters
    ----------
    kind
        "value": `old` in `column` is read as `new`, wherever it stands. "cell": what the row of `respondent_id` holds in
        `column` is read as `new`. "row": the row of `respondent_id` is left out. "column": `column` is not used.
    column
        The file's own name for it, as in a mapping: its heading, with "#2" for the second of the same heading.
    old, new
        Texts as they stand in the file. A blank `new` means that the answer is left blank. Of a cell, `old` is what stood
        there when the rule was made, and the rule no longer applies where something else does.
    respondent_id
        As `Reading.responses` has it: the file's own id, or "row 12".
    reason, who, on
        Why, who decided it, and the day.

    Examples
    --------
    >>> rule = Correction(kind="value", column="1.7", old="-9", reason="The form's mark for no answer", who="Asha")
    >>> rule.in_words
    "in column '1.7', '-9' is left blank"
    >>> Correction.model_validate(rule.to_dict()) == rule
    True
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    column: str = ""
    old: str = ""
    new: str = ""
    respondent_id: str = ""
    reason: str
    who: str = ""
    on: date | None = None

    @model_validator(mode="after")
    def is_whole(self) -> "Correction":
        """What each kind needs."""
        if not self.reason.strip():
            raise ValueError("a correction needs a reason")
        if self.kind != "row" and not self.column.strip():
            raise ValueError(f"a correction of a {self.kind} needs a column")
        if self.kind in ("cell", "row") and not self.respondent_id.strip():
            raise ValueError(f"a correction of a {self.kind} needs the id of a respondent")
        is_compared = self.kind == "value" or (self.kind == "cell" and bool(self.old.strip()))
        if is_compared and self.old.strip() == self.new.strip():
            raise ValueError("the old text and the new one are the same")
        return self

    def to_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        return self.model_dump(mode="json", exclude_defaults=True)

    @property
    def in_words(self) -> str:
        """What the rule does; for the team, since it holds an answer."""
        becomes = f"is read as '{self.new}'" if self.new.strip() else "is left blank"
        if self.kind == "value":
            return f"in column '{self.column}', '{self.old}' {becomes}"
        if self.kind == "cell":
            return f"in column '{self.column}', the answer of {self.respondent_id} {becomes}"
        return (
            f"the row of {self.respondent_id} is left out"
            if self.kind == "row"
            else f"column '{self.column}' is not used"
        )


class Corrected(NamedTuple):
    """A table with its corrections made, and which of its rows are to be left out."""

    table: Table
    left_out: np.ndarray


def corrections_of(rules: Iterable[Correction | Mapping[str, Any]]) -> tuple[Correction, ...]:
    """Rules as they are kept in `wave.json`, or ready made.

    Raises
    ------
    UserProblem
        One of them is not a rule.
    """
    found = []
    for number, rule in enumerate(rules, start=1):
        try:
            found.append(rule if isinstance(rule, Correction) else Correction.model_validate(dict(rule)))
        except ValidationError as problem:
            says = "; ".join(error["msg"].removeprefix("Value error, ") for error in problem.errors())
            raise UserProblem(
                f"Correction {number} can't be used: {says}.", "the wave's corrections", "Correct it, or take it out."
            ) from problem
    return tuple(found)


def unused_columns(rules: Iterable[Correction]) -> dict[str, str]:
    """The columns that rules leave out, as a mapping says it."""
    return {rule.column: "" for rule in rules if rule.kind == "column"}


def corrected(table: Table, ids: np.ndarray, rules: tuple[Correction, ...], messages: Messages) -> Corrected:
    """Make the corrections, in their order, and say how many cells they changed and which of them no longer apply.

    Parameters
    ----------
    ids
        One respondent id per row of the table.
    """
    columns = list(table.columns)
    left_out = np.zeros(len(table), dtype=bool)
    n_cells, applied = 0, 0
    for number, rule in enumerate(rules, start=1):
        place = table.place_of(rule.column) if rule.column else None
        rows = ids == rule.respondent_id
        if rule.kind == "row":
            left_out |= rows
            n = int(rows.sum())
        elif place is None:
            n = 0
        elif rule.kind == "column":
            n = 1
        else:
            columns[place], n = _changed(columns[place], rule, rows)
            n_cells += n
        if n:
            applied += 1
        else:
            messages.add("correction_idle", column=rule.column, number=number, says=_of(rule))
    if applied:
        messages.add("corrected", n=applied, cells=n_cells, rows=int(left_out.sum()), columns=_columns(rules))
    return Corrected(replace(table, columns=tuple(columns)), left_out)


def _changed(cells: Cells, rule: Correction, rows: np.ndarray) -> tuple[Cells, int]:
    old, new = rule.old.strip(), rule.new
    if rule.kind == "value":
        return cells.changed(lambda text: new if text.strip() == old else text), int(
            cells.each(lambda text: text.strip() == old, bool).sum()
        )
    if old:
        rows = rows & cells.each(lambda text: text.strip() == old, bool)
    rows = rows & cells.each(lambda text: text != new, bool)
    return cells.with_text(new, rows), int(rows.sum())


def _of(rule: Correction) -> str:
    """The rule without anybody's answer or number: messages are kept and shown."""
    if rule.kind == "row":
        return "leaves a row out"
    return {
        "value": f"reads a text in column '{rule.column}' as another",
        "cell": f"changes one answer in column '{rule.column}'",
        "column": f"leaves column '{rule.column}' out",
    }[rule.kind]


def _columns(rules: tuple[Correction, ...]) -> str:
    named = dict.fromkeys(f"'{rule.column}'" for rule in rules if rule.column)
    return f" ({listed(named)})" if named else ""
