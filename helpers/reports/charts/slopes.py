"""The chart of change among the same people: a line from the first wave to the last, and the comparison group's."""

from matplotlib.axes import Axes

from helpers.reports import changing, drawing, tables, words
from helpers.reports.charts.rows import SVG, stamped
from helpers.reports.drawing import INK, LINE, SMALL, SOFT, TEXT, WIDTH
from helpers.reports.model import Figure
from helpers.reports.points import COMPARISON_GROUP, MATCHED, TOOK_PART, Difference, Finding

BEFORE, AFTER = 0.3 * WIDTH, 0.7 * WIDTH
"""Where the two waves stand, in points from the left: their figures have room outside."""
FLOOR, HEIGHT, HEAD = 42, 230, 30
NEAR = 20
"""Points: labels closer than that would touch."""


def slope(finding: Finding) -> Figure | None:
    """The change of people who answered both times; None where samples are not of the same people, or it is withheld."""
    lines = _lines(finding)
    behind = tables.changes(finding)
    if not lines or behind is None:
        return None
    return Figure(
        _title(finding, lines[0]), _drawn(finding, lines), SVG, _alt(finding, lines), behind, _cautions(finding, lines)
    )


def _lines(finding: Finding) -> list[Difference]:
    """Ours, then the comparison group's; nothing where ours is not shown or not matched."""
    found = [finding.change, finding.comparison_change]
    shown = [
        change for change in found if change and change.is_shown and change.design == MATCHED and _has_ends(change)
    ]
    return shown if finding.change in shown else []


def _has_ends(change: Difference) -> bool:
    return change.share_before == change.share_before and change.share_after == change.share_after


def _drawn(finding: Finding, lines: list[Difference]) -> bytes:
    with drawing.style():
        axes = drawing.axes_of(FLOOR + HEIGHT + HEAD)
        for x, wave in ((BEFORE, lines[0].wave_before), (AFTER, lines[0].wave_after)):
            drawing.line(axes, [x, x], [FLOOR, FLOOR + HEIGHT], color=LINE, lw=1, zorder=0)
            name = drawing.fitted(finding.waves[wave], AFTER - BEFORE)
            axes.text(x, FLOOR + HEIGHT + 12, name, color=INK, size=TEXT, weight="bold", ha="center")
            for share in drawing.LABELLED:
                axes.text(
                    x,
                    _up(share),
                    f"{share:.0%}" if share in (0, 1) else "",
                    color=SOFT,
                    size=SMALL,
                    ha="center",
                    va="top" if share == 0 else "bottom",
                )
        for change in lines:
            _draw(axes, change)
        _say_ends(axes, lines)
        _key(axes, lines)
        stamped(axes, finding)
        return drawing.svg(axes)


def _up(share: float) -> float:
    """Where a share stands between the floor, 0%, and the top, 100%."""
    return FLOOR + 14 + share * (HEIGHT - 28)


def _draw(axes: Axes, change: Difference) -> None:
    is_other = change.group == COMPARISON_GROUP
    ends = [_up(change.share_before), _up(change.share_after)]
    style = {"ls": (0, (5, 2)) if is_other else "-", "lw": 2.4, "zorder": 2}
    drawing.line(axes, [BEFORE, AFTER], ends, color=drawing.colour(is_other), **style)
    for x, y in zip((BEFORE, AFTER), ends, strict=True):
        drawing.mark(axes, x, y, is_other)


def _say_ends(axes: Axes, lines: list[Difference]) -> None:
    for x, side, end in ((BEFORE - 12, "right", "share_before"), (AFTER + 12, "left", "share_after")):
        heights = _apart([_up(getattr(change, end)) for change in lines])
        for change, y in zip(lines, heights, strict=True):
            said = words.percent(getattr(change, end))
            look = {"weight": "bold", "va": "center_baseline", "ha": side, "bbox": drawing.BACKING, "zorder": 3}
            axes.text(x, y, said, color=drawing.colour(change.group == COMPARISON_GROUP), size=TEXT + 1, **look)


def _apart(heights: list[float]) -> list[float]:
    """Two labels moved away from each other where they would touch."""
    if len(heights) < 2 or abs(heights[0] - heights[1]) >= NEAR:
        return heights
    middle, sign = sum(heights) / 2, 1 if heights[0] >= heights[1] else -1
    return [middle + sign * NEAR / 2, middle - sign * NEAR / 2]


def _key(axes: Axes, lines: list[Difference]) -> None:
    """Which line is whose, where there are two."""
    x = 0.0
    for change in lines if lines[1:] else []:
        name = changing.group_name(change)
        drawing.mark(axes, x + 8, 14, change.group == COMPARISON_GROUP)
        axes.text(x + 20, 14, name, color=INK, size=SMALL, va="center_baseline")
        x += 36 + drawing.measured(name)


def _whose(finding: Finding) -> str:
    return "people in the project" if finding.is_of_project else finding.indicator.who


def _title(finding: Finding, own: Difference) -> str:
    before, after = (words.percent(share) for share in (own.share_before, own.share_after))
    who = f"the {words.count(own.n_matched)} {_whose(finding)} who answered both times"
    clear = "" if own.is_clear else ", no clear change"
    return f"Of {who}, {before} and then {after} {finding.indicator.counted}{clear}"


def _cautions(finding: Finding, lines: list[Difference]) -> tuple[str, ...]:
    """How sure each change is: the picture shows its ends alone."""
    said = []
    for change in lines:
        whose = f"{changing.group_name(change)}: the" if change.group in (TOOK_PART, COMPARISON_GROUP) else "The"
        span = words.points_interval(change.ci_low, change.ci_high)
        said.append(f"{whose} change is {changing.in_points(change)}; allowing for chance, {span}")
    said.append("People who answered both times may differ from those who answered once")
    return tuple(words.sentence(text) for text in said)


def _alt(finding: Finding, lines: list[Difference]) -> str:
    start = f"Lines of how many {_whose(finding)} {finding.indicator.counted}, of people who answered both times"
    drawn = [
        f"{changing.group_name(change)}: {words.percent(change.share_before)} in "
        f"{finding.waves[change.wave_before]}, {words.percent(change.share_after)} in {finding.waves[change.wave_after]}"
        for change in lines
    ]
    return " ".join(words.sentence(text) for text in (start, *drawn))
