"""Released findings as tables with real headings; every cell is text as it is to be read."""

from collections.abc import Iterable, Sequence

from helpers import catalogue
from helpers.catalogue.records import Benchmark
from helpers.reports import beside, words
from helpers.reports.changing import GROUPS, WITHHELD, group_name, in_points
from helpers.reports.model import Table
from helpers.reports.points import (
    BETWEEN_THE_TWO,
    COMPARISON,
    COMPARISON_GROUP,
    EDGE,
    EVERYONE,
    TOOK_PART,
    Answer,
    Difference,
    Finding,
    Point,
)
from helpers.reports.sentences import value

CLEAR_MEANS = (
    "“Clear” allows for how many of the measures in this report were tested for this comparison: one pair of waves and "
    "one kind of row."
)
SEVERAL = "People could choose several answers, so the shares can add up to more than 100%."


def numbers(finding: Finding) -> Table:
    """The numbers behind the chart: every share drawn, with its base and interval, and the published figure."""
    series = [("", point) for point in finding.points]
    if finding.comparison:
        series = [(GROUPS[TOOK_PART].lower(), point) for point in finding.points]
        series += [(GROUPS[COMPARISON_GROUP].lower(), point) for point in finding.comparison]
    rows = [_number_row(f"{finding.waves[point.wave]}{f', {who}' if who else ''}", point) for who, point in series]
    rows += [_published_row(one) for one in finding.published]
    if finding.shows_all_answers:
        rows += [_answer_row(answer) for answer in finding.answers]
    caption, columns = f"People who {finding.indicator.counted}", ("What", "People", "Share", "95% interval", "Note")
    reasons = _withheld_because(point for _, point in series)
    return without_empty(Table(caption, columns, tuple(rows), " ".join(reasons)))


def _withheld_because(figures: Iterable[Point | Answer]) -> list[str]:
    """Why figures are withheld, each reason once."""
    notes = dict.fromkeys(words.sentence(one.note) for one in figures if one.status == "suppressed" and one.note)
    return [f"Withheld: {note[:1].lower()}{note[1:]}" for note in notes]


def _number_row(name: str, point: Point) -> tuple[str, ...]:
    return (name, words.count(point.n), value(point), words.interval(point.ci_low, point.ci_high), status(point))


def _answer_row(answer: Answer) -> tuple[str, ...]:
    span = words.interval(answer.ci_low, answer.ci_high)
    return (f"Answered “{answer.label}”", words.count(answer.n), value(answer), span, "")


def _published_row(published: Benchmark) -> tuple[str, ...]:
    n = f"{published.n:,}" if published.n else "not published"
    note = f"Published figure: {published.survey}; {beside.whose(published)}"
    return (beside.named(published), n, words.percent(published.value), "not published", note)


def status(point: Point) -> str:
    """What else was done to a figure that is shown; empty where its cell or its group's name says it."""
    note = EDGE.sub("", point.note).strip(" ;.,")
    return words.capital(note) if point.is_shown and point.status != "released" else ""


def answers(finding: Finding) -> tuple[Table, ...]:
    """All answers, one table per question and one column per wave; no table of a question withheld throughout."""
    tables = (_answers_to(finding, question) for question in finding.questions)
    return tuple(table for table in tables if any(cell != WITHHELD for row in table.rows for cell in row[1:]))


def _answers_to(finding: Finding, question: str) -> Table:
    given = [answer for answer in finding.answers if answer.question == question]
    waves = [wave for wave in finding.waves if any(answer.wave == wave for answer in given)]
    cells = {(answer.label, answer.wave): value(answer) for answer in given}
    labels = dict.fromkeys(answer.label for answer in given)
    rows = tuple((label, *(cells.get((label, wave), "not asked") for wave in waves)) for label in labels)
    heads = tuple(finding.waves[wave] + _base(given, wave) for wave in waves)
    notes = [SEVERAL] if any(answer.kind == "any of" for answer in given) else []
    if finding.answers_are_of_everyone:
        notes.append(
            "Answers of everyone, the comparison group included: those of one group alone would tell too much."
        )
    elif finding.is_of_project:
        notes.append("Answers of people in the project.")
    notes += _withheld_because(given)
    return Table(f"{finding.indicator.name}: {wording(question)}", ("Answer", *heads), rows, " ".join(notes))


def _base(given: Sequence[Answer], wave: str) -> str:
    """How many answered; nothing where it is withheld or the answers have different bases."""
    bases = {answer.n for answer in given if answer.wave == wave and answer.n == answer.n}
    return f" ({words.people(bases.pop())})" if len(bases) == 1 else ""


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
    notes = ["Everyone who answered, the comparison group included."] if finding.is_of_project else []
    notes += _withheld_because(found)
    columns = (name, "People", "Share", "95% interval", "Note")
    return without_empty(Table(f"{finding.indicator.name}, by {name.lower()}", columns, rows, " ".join(notes)))


def changes(finding: Finding) -> Table | None:
    """Every change tested, of everyone and beside the comparison group; None where there was none."""
    found = [change for change in finding.changes if change.group_by in ("", COMPARISON)]
    if finding.is_of_project:
        found = [change for change in found if change.group != EVERYONE]
    if not found:
        return None
    return without_empty(
        Table(
            f"{finding.indicator.name}: change between waves",
            ("Who and when", "Before", "After", "Change", "95% interval", "In both waves", "Clear?", "Note"),
            tuple(_change_row(finding, change) for change in found),
            f"Changes are worked out before rounding. {CLEAR_MEANS}",
        )
    )


def changes_by_group(finding: Finding, breakdown: str, name: str) -> Table | None:
    """The change of each group since the first wave that was compared; None where none is shown."""
    last, order = list(finding.waves)[-1], list(finding.waves)
    found = [one for one in finding.changes if one.group_by == breakdown and one.wave_after == last]
    first = min((order.index(one.wave_before) for one in found), default=0)
    found = [one for one in found if order.index(one.wave_before) == first]
    if not any(one.is_shown for one in found):
        return None
    since = finding.waves[found[0].wave_before]
    notes = ["Everyone who answered, the comparison group included."] if finding.is_of_project else []
    notes.append("“Clear” allows for all measures and groups of this breakdown that were tested.")
    return without_empty(
        Table(
            f"{finding.indicator.name}, by {name.lower()}: change since {words.wave_name(since)}",
            (name, "Before", "After", "Change", "95% interval", "In both waves", "Clear?", "Note"),
            tuple((one.group, *_change_cells(one)) for one in found),
            " ".join(notes),
        )
    )


def _change_row(finding: Finding, change: Difference) -> tuple[str, ...]:
    when = f"{finding.waves[change.wave_before]} to {finding.waves[change.wave_after]}"
    return (f"{group_name(change)}, {when}" if change.group_by else when, *_change_cells(change))


def _change_cells(change: Difference) -> tuple[str, ...]:
    return (
        _percent(change.share_before),
        _percent(change.share_after),
        in_points(change),
        words.points_interval(change.ci_low, change.ci_high).removesuffix(" points"),
        "" if change.group == BETWEEN_THE_TWO else words.count(change.n_matched),
        "" if not change.is_shown else "yes" if change.is_clear else "no",
        words.capital(change.note or ("" if change.is_shown else WITHHELD)),
    )


def _percent(share: float) -> str:
    return "" if share != share else words.percent(share)


def without_empty(table: Table) -> Table:
    """A table without the columns in which no row says anything."""
    kept = [0, *(place for place in range(1, len(table.columns)) if any(row[place] for row in table.rows))]
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return Table(table.caption, tuple(table.columns[place] for place in kept), rows, table.note)
