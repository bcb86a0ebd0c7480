"""Released findings as tables with real headings; every cell is text as it is to be read."""

from collections.abc import Iterable, Sequence

from helpers import catalogue
from helpers.reports import words
from helpers.reports.model import Table
from helpers.reports.points import COMPARISON, EVERYONE, Answer, Difference, Finding, Point
from helpers.reports.sentences import WITHHELD, difference_words, group_name, value

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
        rows += [_answer_row(answer) for answer in finding.answers]
    caption, columns = f"People who {finding.indicator.counted}", ("What", "People", "Share", "95% interval", "Note")
    reasons = _withheld_because(point for _, point in series)
    return _without_empty(Table(caption, columns, tuple(rows), " ".join(reasons)))


def _withheld_because(figures: Iterable[Point | Answer]) -> list[str]:
    """Why figures are withheld, each reason once."""
    notes = dict.fromkeys(words.sentence(one.note) for one in figures if one.status == "suppressed" and one.note)
    return [f"Withheld: {note[:1].lower()}{note[1:]}" for note in notes]


def _number_row(name: str, point: Point) -> tuple[str, ...]:
    return (name, words.count(point.n), value(point), words.interval(point.ci_low, point.ci_high), status(point))


def _answer_row(answer: Answer) -> tuple[str, ...]:
    span = words.interval(answer.ci_low, answer.ci_high)
    return (f"Answered “{answer.label}”", words.count(answer.n), value(answer), span, "")


def _benchmark_row(finding: Finding) -> tuple[str, ...]:
    published = finding.benchmark
    assert published is not None
    n = f"{published.n:,}" if published.n else "not published"
    name = f"{published.area}, {published.year}"
    return (name, n, words.percent(published.value), "not published", f"Published figure: {published.survey}")


def status(point: Point) -> str:
    """What else was done to a figure that is shown; empty where its cell or its group's name says it."""
    return words.capital(point.note) if point.is_shown and point.status != "released" else ""


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
    notes += ["Answers of people who took part."] if finding.comparison else []
    notes += _withheld_because(given)
    return Table(wording(question), ("Answer", *heads), rows, " ".join(notes))


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
    notes = ["Everyone who answered, the comparison group included."] if finding.comparison else []
    notes += _withheld_because(found)
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
    return "" if share != share else words.percent(share)


def _without_empty(table: Table) -> Table:
    """Without the columns in which no row says anything."""
    kept = [0, *(place for place in range(1, len(table.columns)) if any(row[place] for row in table.rows))]
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return Table(table.caption, tuple(table.columns[place] for place in kept), rows, table.note)
