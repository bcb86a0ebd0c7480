"""What the fieldwork monitor shows: the gaps in plain words, one chart, and the tables behind it. For the team alone."""

from matplotlib.axes import Axes

from helpers import catalogue
from helpers.collect.monitor import REPORTED_FROM, GroupCount, Standing
from helpers.reports import drawing, words
from helpers.reports.model import Block, Bullets, Caution, Facts, Figure, Paragraph, Section, Table

TITLE = "How fieldwork stands"
NOTHING = "No answers are here yet. Bring a file in above, as often as you like while people are still being asked: it waits there."
FOR_THE_TEAM = (
    "For the team only. These are exact counts of small groups and of interviewers: don't pass them on, and don't put them in "
    "a report."
)
NAMED = 3
"""Groups that are named in a sentence; the table has them all."""
ROW, WHOLE, NAME = 46, 1.25, 30
"""Points for each row of the chart, how far its scale goes (a group can have more than it was hoped for), letters of a name."""


def section(found: Standing | None, reach: str = "") -> Section:
    """The monitor as the team sees it.

    Parameters
    ----------
    reach
        What the plan says of groups to make sure of, in the team's own words.
    """
    if found is None:
        return Section("monitor", TITLE, (Paragraph(NOTHING),))
    blocks: list[Block] = [Caution(FOR_THE_TEAM), _facts(found), Bullets(sentences(found))]
    if reach:
        blocks.append(Facts((("Groups you meant to make sure of", reach),)))
    if found.target:
        blocks.append(figure(found))
    inner = tuple(part for part in (_groups(found), _days(found), _workload(found)) if part)
    return Section("monitor", TITLE, tuple(blocks), inner)


def in_short(found: Standing | None) -> Section:
    """Only how many answers there are: all that may stand in an executed notebook."""
    if found is None:
        return Section("monitor", TITLE, (Paragraph(NOTHING),))
    said = Paragraph(
        "Groups and interviewers are shown on the page, to those who hold the answers, and are not kept in this notebook."
    )
    return Section("monitor", TITLE, (_facts(found), said))


def sentences(found: Standing) -> tuple[str, ...]:
    """What the counts mean for the days that are left, the most pressing first."""
    said = [_whole(found), _pace(found)]
    said += [
        f"{words.plural(one.short, 'more answer')} from {one.who}: {one.n:,} so far, and {one.wanted:,} would be their share."
        for one in found.behind[:NAMED]
    ]
    more = len(found.behind) - NAMED
    if more > 0:
        said.append(f"{words.plural(more, 'other group is', 'other groups are')} behind too; the table names them.")
    if found.n and found.target and any(one.share for one in found.groups) and not found.behind:
        said.append("No group is clearly behind its share of the answers that are in.")
    said += _too_few(found)
    return tuple(text for text in said if text)


def _whole(found: Standing) -> str:
    if found.target is None:
        return "Set a target in step 1.3, and this says how many answers are still wanted."
    if not found.short:
        return f"The target of {words.plural(found.target, 'answer')} is reached."
    return f"{words.plural(found.short, 'more answer')} to the target of {found.target:,}."


def _pace(found: Standing) -> str:
    """What a day has to bring, beside what the last ones brought."""
    if not found.short:
        return ""
    if found.ends_on is None:
        return "Set the last day of asking, and this says how many answers a day are needed."
    if found.days_left is None:
        over = "The end of the research" if found.is_end_of_research else "The last day of asking"
        return f"{over} in the plan has passed ({words.day(found.ends_on)})."
    needed = found.needed_a_day or 0
    until = (
        "until the research ends, when findings are to be out: set the last day of asking"
        if found.is_end_of_research
        else "left"
    )
    said = f"{words.plural(found.days_left, 'day')} {until}: that takes {_a_day(needed)}"
    if found.lately_a_day is None:
        return f"{said}."
    enough = "enough" if found.lately_a_day >= needed else "too few"
    return f"{said}. Lately it was {_a_day(found.lately_a_day)}, which is {enough}."


def _a_day(rate: float) -> str:
    """A pace as people plan by it: "1.4 answers a day", "an answer every 3 days"."""
    if rate <= 0:
        return "no answer a day"
    if rate < 0.75:
        return f"an answer every {words.rounded(1 / rate)} days"
    said = f"{rate:,.0f}" if rate >= 9.95 else f"{rate:.1f}".removesuffix(".0")
    return f"{said} {'answer' if said == '1' else 'answers'} a day"


def _too_few(found: Standing) -> list[str]:
    """Groups whose share nobody knows are only held against what a report needs."""
    few = found.too_few
    if not few:
        return []
    named = words.listed(f"{one.who} ({words.plural(one.short, 'more answer')})" for one in few[:NAMED])
    others = f", and {words.plural(len(few) - NAMED, 'other group')}" if len(few) > NAMED else ""
    return [f"Too few for a report to show them, which takes {REPORTED_FROM} answers: {named}{others}."]


def _facts(found: Standing) -> Facts:
    aside = found.received - found.n
    pairs = [
        ("Counted from", found.source),
        ("Answers that can be used", f"{found.n:,} of {found.received:,} that came" if aside else f"{found.n:,}"),
        ("Hoped for", words.count(found.target) if found.target else ""),
    ]
    if found.ends_on:
        pairs.append(
            ("End of the research" if found.is_end_of_research else "Last day of asking", words.day(found.ends_on))
        )
    return Facts(tuple(pairs))


def figure(found: Standing) -> Figure:
    """Answers so far as a share of those hoped for, for everybody and each group whose share is known."""
    rows = [GroupCount("", "Everybody", found.n, 1.0, found.target), *(one for one in found.groups if one.wanted)]
    with drawing.style():
        image = _drawn(rows)
    return Figure(_title(found), image, "image/svg+xml", _alt(rows), _behind_it(rows))


def _title(found: Standing) -> str:
    start = f"{found.n:,} of the {found.target:,} answers hoped for are in"
    if found.behind:
        return f"{start}; furthest behind: {found.behind[0].who}"
    return start


def _alt(rows: list[GroupCount]) -> str:
    drawn = "; ".join(f"{one.group} {one.n:,} of {one.wanted:,}" for one in rows)
    return f"Bars of answers so far, each as a share of those hoped for, with a mark where all of them are in: {drawn}."


def _behind_it(rows: list[GroupCount]) -> Table:
    cells = tuple((_named(one), f"{one.n:,}", f"{one.wanted:,}", f"{one.short:,}") for one in rows)
    return Table("Answers so far and hoped for", ("Who", "So far", "Hoped for", "Still wanted"), cells)


def _named(one: GroupCount) -> str:
    return one.group if not one.characteristic else f"{catalogue.breakdown(one.characteristic).name}: {one.group}"


def _drawn(rows: list[GroupCount]) -> bytes:
    height = ROW * len(rows)
    axes = drawing.axes_of(drawing.TOP + height + drawing.FOOT)
    for place, one in enumerate(rows):
        _row(axes, one, drawing.FOOT + height - ROW * (place + 1))
    whole = _across(1)
    style = {"color": drawing.SOFT, "size": drawing.SMALL, "va": "top"}
    axes.text(_across(0), drawing.FOOT - 5, "none yet", ha="left", **style)
    axes.text(whole, drawing.FOOT - 5, "all hoped for", ha="center", **style)
    return drawing.svg(axes)


def _row(axes: Axes, one: GroupCount, y: float) -> None:
    name = "Everybody" if not one.characteristic else one.group
    drawing.heading(axes, y + 28, drawing.fitted(name, 250), "")
    drawing.numbers(axes, y + 28, f"{one.n:,} of {one.wanted:,}")
    start, end = _across(0), _across(min(one.n / max(one.wanted or 1, 1), WHOLE))
    drawing.line(axes, [start, end], [y + 13, y + 13], color=drawing.BAR, lw=11, solid_capstyle="butt", zorder=2)
    whole = _across(1)  # one mark for each bar: a line through the rows would cross their numbers
    drawing.line(axes, [whole, whole], [y + 4, y + 22], color=drawing.INK, lw=1.6, zorder=3)


def _across(share: float) -> float:
    return drawing.across(share / WHOLE)


def _groups(found: Standing) -> Section | None:
    if not found.groups:
        return None
    rows = tuple(
        (
            catalogue.breakdown(one.characteristic).name,
            one.group,
            f"{one.n:,}",
            words.percent(one.n / found.n) if found.n else "",
            "not known" if one.share is None else words.percent(one.share),
            f"{one.short:,}",
        )
        for one in found.groups
    )
    columns = ("Characteristic", "Group", "So far", "Of all answers", "Of all people", "Still wanted")
    note = (
        "“Of all people” is the share in your weighting targets. Still wanted: up to its share of the target; where the share "
        f"is not known, up to the {REPORTED_FROM} answers that a report needs."
    )
    return Section("monitor-groups", "Group by group", (Table("Answers by group", columns, rows, note),))


def _days(found: Standing) -> Section | None:
    if not found.by_day:
        return None
    rows, total = [], 0
    for day, n in found.by_day.items():
        total += n
        rows.append((words.day(day), f"{n:,}", f"{total:,}"))
    return Section("monitor-days", "Day by day", (Table("Answers by day", ("Day", "Answers", "In all"), tuple(rows)),))


def _workload(found: Standing) -> Section | None:
    if not found.workload:
        return None
    rows = tuple(
        (
            one.code,
            f"{one.n:,}",
            "" if one.minutes is None else words.plural(max(words.rounded(one.minutes), 1), "minute"),
            words.day(one.last_on) if one.last_on else "",
        )
        for one in found.workload
    )
    columns = ("Interviewer", "Answers", "Middle length", "Last answer on")
    note = "Codes only. A large difference is a reason to ask how it goes, not a ranking: routes and hours differ."
    return Section("monitor-workload", "Interviewers", (Table("Answers by interviewer", columns, rows, note),))
