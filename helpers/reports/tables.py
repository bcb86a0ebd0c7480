"""Released findings as tables with real headings; every cell is text as it is to be read."""

from collections.abc import Sequence

import pandas as pd

from helpers import catalogue
from helpers.reports import words
from helpers.reports.finding import COMPARISON, EVERYONE, Difference, Finding, Point, answer_rows
from helpers.reports.model import Table
from helpers.reports.sentences import WITHHELD, answer_value, difference_words, group_name, value

SEVERAL = "People could choose several answers, so the shares can add up to more than 100%."


def numbers(finding: Finding) -> Table:
    """The numbers behind the chart: every share drawn, with its base and interval, and the published figure."""
    series = [("", point) for point in finding.points]
    if finding.comparison:
        series = [("took part", point) for point in finding.points]
        series += [("comparison group", point) for point in finding.comparison]
    rows = [_number_row(f"{finding.waves[point.wave]}{f', {who}' if who else ''}", point) for who, point in series]
    if finding.benchmark:
        rows.append(_benchmark_row(finding))
    if finding.shows_all_answers:
        rows += [
            _answer_row(row) for row in answer_rows(finding.distribution, finding.points[0].wave).to_dict("records")
        ]
    caption, columns = f"People who {finding.indicator.counted}", ("What", "People", "Share", "95% interval", "Note")
    reasons = _reasons([point for _, point in series])
    return _without_empty(Table(caption, columns, tuple(rows), " ".join(reasons)))


def _reasons(points: Sequence[Point]) -> list[str]:
    """Why figures are withheld, each reason once."""
    notes = dict.fromkeys(point.note for point in points if point.status == "suppressed" and point.note)
    return [f"Withheld: {words.sentence(note[:1].lower() + note[1:])}" for note in notes]


def _number_row(name: str, point: Point) -> tuple[str, ...]:
    return (name, words.count(point.n), value(point), words.interval(point.ci_low, point.ci_high), status(point))


def _answer_row(row: dict) -> tuple[str, ...]:
    n = "" if pd.isna(row["n"]) else words.count(row["n"])
    return (f"Answered “{row['label']}”", n, answer_value(row), words.interval(row["ci_low"], row["ci_high"]), "")


def _benchmark_row(finding: Finding) -> tuple[str, ...]:
    published = finding.benchmark
    assert published is not None
    n = f"{published.n:,}" if published.n else "not published"
    name = f"{published.area}, {published.year}"
    return (name, n, words.percent(published.value), "not published", f"Published figure: {published.survey}")


def status(point: Point) -> str:
    """What was done to a figure before it was let out, in words; empty where nothing was or its cell says it."""
    if point.status == "released":
        return ""
    if point.status == "banded":
        return "" if point.band else words.capital(point.note)
    default = {"suppressed": "", "merged": "small groups joined"}[point.status]
    return words.capital("" if point.status == "suppressed" else point.note or default)


def answers(finding: Finding) -> tuple[Table, ...]:
    """All answers, one table per question and one column per wave; no table of a question withheld throughout."""
    tables = (_answers_to(finding, question) for question in finding.questions)
    return tuple(table for table in tables if any(cell != WITHHELD for row in table.rows for cell in row[1:]))


def _answers_to(finding: Finding, question: str) -> Table:
    rows = finding.distribution[finding.distribution["question"] == question]
    waves = [wave for wave in finding.waves if wave in set(rows["wave"])]
    columns = [_answer_column(rows, wave) for wave in waves]
    labels = list(dict.fromkeys(label for column in columns for label in column))
    cells = tuple((label, *(column.get(label, "not asked") for column in columns)) for label in labels)
    heads = tuple(finding.waves[wave] + _base(rows, wave) for wave in waves)
    notes = [SEVERAL] if (rows["kind"] == "any of").any() else []
    notes += ["Answers of people who took part."] if finding.comparison else []
    return Table(wording(question), ("Answer", *heads), cells, " ".join(notes))


def _answer_column(rows: pd.DataFrame, wave: str) -> dict[str, str]:
    return {row["label"]: answer_value(row) for row in answer_rows(rows, wave).to_dict("records")}


def _base(rows: pd.DataFrame, wave: str) -> str:
    """How many answered; nothing where the answers have different bases."""
    bases = rows.loc[rows["wave"] == wave, "n"].dropna().unique()
    return f" ({words.people(bases[0])})" if len(bases) == 1 else ""


def wording(column: str, own: dict[str, str] | None = None) -> str:
    """The question behind a column of coded answers, with the line of it where it is one of several.

    Parameters
    ----------
    own
        Column -> wording of the project's own questions.

    Examples
    --------
    >>> wording("q1_7")
    'How often do you feel lonely?'
    """
    for question in (*catalogue.questions(), *catalogue.workbook_questions()):
        if column == question.id:
            return question.wording
        if column in question.columns:
            parts = dict(zip(question.columns, question.items or question.options, strict=True))
            return f"{question.wording.rstrip(':')} ({parts[column].label})"
    return (own or {}).get(column, column)


def groups(finding: Finding, breakdown: str, name: str) -> Table | None:
    """The latest wave by one breakdown, with the base of every group; None where it has none."""
    found = [point for point in finding.groups if point.group_by == breakdown]
    if not found:
        return None
    rows = tuple(_number_row(point.group, point) for point in found)
    notes = ["Everyone who answered, the comparison group included."] if finding.comparison else []
    notes += _reasons(found)
    columns = (name, "People", "Share", "95% interval", "Note")
    return _without_empty(Table(f"By {name.lower()}", columns, rows, " ".join(notes)))


def changes(finding: Finding) -> Table | None:
    """Every change tested, of everyone and beside the comparison group; None where there was none."""
    found = [change for change in finding.changes if change.group_by in ("", COMPARISON)]
    if any(change.group_by == COMPARISON for change in found):
        found = [change for change in found if change.group != EVERYONE]
    if not found:
        return None
    return _without_empty(
        Table(
            f"People who {finding.indicator.counted}: change between waves",
            ("Who and when", "Before", "After", "Change", "95% interval", "In both waves", "Clear?", "Note"),
            tuple(_change_row(finding, change) for change in found),
            "Changes are worked out before rounding. “Clear” allows for the number of comparisons made.",
        )
    )


def _change_row(finding: Finding, change: Difference) -> tuple[str, ...]:
    when = f"{finding.waves[change.wave_before]} to {finding.waves[change.wave_after]}"
    return (
        f"{group_name(change)}, {when}" if change.group_by else when,
        _percent(change.share_before),
        _percent(change.share_after),
        difference_words(change),
        words.points_interval(change.ci_low, change.ci_high).removesuffix(" points"),
        words.count(change.n_matched),
        "" if not change.is_shown else "yes" if change.is_clear else "no",
        words.capital(change.note or ("" if change.is_shown else WITHHELD)),
    )


def _percent(share: float) -> str:
    return "" if pd.isna(share) else words.percent(share)


def _without_empty(table: Table) -> Table:
    """Without the columns in which no row says anything."""
    kept = [0, *(place for place in range(1, len(table.columns)) if any(row[place] for row in table.rows))]
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return Table(table.caption, tuple(table.columns[place] for place in kept), rows, table.note)
