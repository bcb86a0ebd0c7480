"""What change between two waves a sample of this size would show at 80% power, matched and not, and what it would miss."""

import math

from helpers.estimates.detecting import Direction
from helpers.plan.detectable import AWAY, detectable, fewest, found_at_half, smallest
from helpers.plan.sample_design import REPORTED_FROM, Design
from helpers.project.record import Project
from helpers.reports import words
from helpers.reports.model import Block, Bullets, Paragraph, Section, Table


def plan(record: Project, found: Design) -> tuple[Section, ...]:
    """What change would show; nothing where people are asked once, or can't be so many."""
    if found.n_waves < 2 or found.is_impossible:
        return ()
    return (Section("sample-change", "What change it would show", (*_said(record, found), *_tables(record, found))),)


def table(found: Design) -> Table:
    """Rise and fall that would show, for the target and sizes around it, matched and not."""
    assert found.target is not None
    most = found.population or math.inf
    sizes = sorted({n for n in (found.target // 2, found.target, found.target * 2) if REPORTED_FROM <= n <= most})
    rows = tuple(
        (f"{n:,}", *(_cell(detectable(found, n, is_matched, way)) for is_matched in (True, False) for way in AWAY))
        for n in sizes
    )
    columns = (
        "Answers the first time",
        "Same people: rise",
        "Same people: fall",
        "Other people: rise",
        "Other people: fall",
    )
    note = (
        f"From a share of about {words.percent(found.share)}, at a design effect of {found.design_effect:g}. Same people: "
        f"{words.percent(1 - found.attrition)} answer again and {'others take' if found.is_topped_up else 'nobody takes'} the place of the rest; one person's two answers correlate by {found.correlation:g}. Other people: "
        "as many again. Found four times in five."
    )
    return Table("The smallest change that would probably show", columns, rows, note)


def wished(record: Project, found: Design) -> str:
    """How many answers the change that was hoped for would take, matched and not; "" where none was named or can be."""
    points = record.approach.sample.change_points
    ways = [way for way in AWAY if points and 0 <= found.share * 100 + (points if way == "rise" else -points) <= 100]
    if points is None or not ways:
        return ""
    matched, fresh = (max(fewest(points / 100, found, is_matched, way) for way in ways) for is_matched in (True, False))
    return (
        f"To find a {words.listed(ways, 'or a')} of {words.plural(points, 'point')} four times in five takes {words.plural(fresh, 'answer')} each time from other "
        f"people, or {matched:,} the first time from the same people, {words.percent(found.attrition)} of whom are lost."
    )


def _tables(record: Project, found: Design) -> tuple[Block, ...]:
    return (table(found),) if found.target and not _is_too_small(found) else ()


def _said(record: Project, found: Design) -> tuple[Block, ...]:
    hoped = (wished(record, found),) if wished(record, found) else ()
    if found.target is None:
        return (Bullets(hoped),) if hoped else (Paragraph("Set a target, and this says what change would show."),)
    if _is_too_small(found):
        return (Paragraph("Too few answers to show a change in numbers."),)
    return (
        Bullets(
            (
                _sentence(
                    found,
                    True,
                    f"If the same people answer again ({found.target:,}, then {found.matched:,} of them{_in_place(found)})",
                ),
                _sentence(found, False, f"If other people answer ({found.target:,} each time)"),
                _missed(found),
                *hoped,
                *_compared(found),
                *_of_these_alone(found),
            )
        ),
    )


def _is_too_small(found: Design) -> bool:
    return bool(found.target is not None and found.target < REPORTED_FROM)


def _sentence(found: Design, is_matched: bool, start: str) -> str:
    assert found.target is not None
    sizes = {way: detectable(found, found.target, is_matched, way) for way in AWAY}
    shown = {way: _at_least(size) for way, size in sizes.items() if not math.isnan(size)}
    cannot = [way for way in AWAY if way not in shown]
    if not shown:
        return f"{start}: no change would probably be found, however large."
    even = f" Even a {cannot[0]} to the very end would not." if cannot else ""
    return f"{start}: {_ways(shown)} would be found four times in five.{even}"


def _ways(shown: dict[Direction, str]) -> str:
    if len(set(shown.values())) == 1:
        return f"a {words.listed(shown, 'or a')} of {next(iter(shown.values()))} or more"
    return words.listed([f"a {way} of {size} or more" for way, size in shown.items()], "or")


def _in_place(found: Design) -> str:
    return ", and others in the place of the rest" if found.is_topped_up else ""


def _missed(found: Design) -> str:
    """What is missed, and what silence then means."""
    assert found.target is not None
    smallest = min(
        (size for way in AWAY for size in (detectable(found, found.target, True, way),) if not math.isnan(size)),
        default=math.nan,
    )
    often = words.rounded(found_at_half() * 10)
    half = "" if math.isnan(smallest) else f", such as {_half(smallest)}"
    return (
        f"Less would mostly be missed: a change half as large{half}, is found {_times(often)} times in ten and missed the other "
        f"{_times(10 - often)}. That nothing showed would then not mean that nothing changed."
    )


def _of_these_alone(found: Design) -> tuple[str, ...]:
    if found.population is None or found.target is None or found.target > found.population:
        return ()
    change = smallest(found, found.target, True, None, found.population)
    return (
        f"Counting only what changed among these {words.people(found.population)}, and nobody like them, the same people would show {_at_least(change)} or "
        "more. The report does not count that way.",
    )


def _compared(found: Design) -> tuple[str, ...]:
    """Two halves of the sample, and the difference of their changes: four times the variance, twice the change."""
    if not found.is_compared or found.target is None or found.target < 2 * REPORTED_FROM:
        return ()
    apart = 2 * smallest(found, found.target, True, None)
    return (
        "All of this is of everybody together. With half of them in the comparison group, the two groups' changes would have to differ by "
        f"{_at_least(apart)} or more to be told apart.",
    )


def _at_least(change: float) -> str:
    return words.plural(max(1, math.ceil(change * 100 - 1e-9)), "point")


def _half(change: float) -> str:
    return words.points(change / 2)


def _cell(change: float) -> str:
    return "none" if math.isnan(change) else _at_least(change)


def _times(number: int) -> str:
    return {3: "three", 7: "seven"}[number]
