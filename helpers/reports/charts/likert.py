"""The chart of all answers to one question: a stacked bar per wave, or, of several ticks, a bar per option."""

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.reports import drawing, tables, words, wrapping
from helpers.reports.charts.colours import ink, shades
from helpers.reports.charts.rows import ANSWER_ROW, SVG, draw_answer, stamped
from helpers.reports.drawing import FOOT, HEAD, SMALL, SOFT, TOP, WIDTH
from helpers.reports.model import Figure
from helpers.reports.points import Answer, Finding
from helpers.reports.sentences import value

BAR_ROW, BAR = 50, 22
"""Points: a wave's row, and the height of its bar."""
LOWEST_SAID = 0.085
"""The smallest share whose figure fits inside its part of the bar; the table has them all."""
KEY_LINE, SWATCH, GAP = 19, 11, 16


def answers(finding: Finding, question: str) -> Figure | None:
    """Every answer to a question behind the finding; None where nothing of it may be shown.

    Parameters
    ----------
    question
        One of `finding.questions`.
    """
    given = [answer for answer in finding.answers if answer.question == question]
    behind = next((one for one in tables.answers(finding) if one.caption.endswith(tables.wording(question))), None)
    if not any(answer.is_shown for answer in given) or behind is None:
        return None
    is_ticks = given[0].kind == "any of"
    with drawing.style():
        image = _ticks(finding, given) if is_ticks else _stacked(finding, given)
    cautions = (tables.SEVERAL,) if is_ticks else ()
    return Figure(_title(finding, given, question), image, SVG, _alt(finding, given, question), behind, cautions)


def _waves(finding: Finding, given: list[Answer]) -> dict[str, list[Answer]]:
    by_wave = {wave: [answer for answer in given if answer.wave == wave] for wave in finding.waves}
    return {wave: found for wave, found in by_wave.items() if found}


def _stacked(finding: Finding, given: list[Answer]) -> bytes:
    waves = _waves(finding, given)
    labels = list(dict.fromkeys(answer.label for answer in given))
    colours = dict(zip(labels, shades(len(labels)), strict=True))
    key = _key_lines([*labels, *([NOT_SHOWN] if _is_partly_withheld(given) else [])])
    key_height = KEY_LINE * len(key)
    foot = FOOT - 16 + key_height
    top = foot + BAR_ROW * len(waves)
    axes = drawing.axes_of(top + TOP)
    for place, (wave, found) in enumerate(waves.items(), 1):
        _draw_wave(axes, finding.waves[wave], found, colours, top - BAR_ROW * place)
    drawing.scale(axes, foot, top, "")
    _draw_key(axes, key, colours, key_height - KEY_LINE + 4)
    stamped(axes, finding)
    return drawing.svg(axes)


NOT_SHOWN = "not shown apart"
WITHHELD_LOOK = {"facecolor": "white", "edgecolor": drawing.LINE, "hatch": "////", "lw": 0}


def _is_partly_withheld(given: list[Answer]) -> bool:
    return any(not answer.is_shown for answer in given)


def _draw_wave(axes: Axes, name: str, found: list[Answer], colours: dict[str, str], y: float) -> None:
    """The shown answers in the order of the question; what is withheld is one part at the end, with nothing inside."""
    n = next((answer.n for answer in found if answer.n == answer.n), float("nan"))
    drawing.heading(axes, y + 30, drawing.fitted(name, 250), words.people(n) if n == n else "")
    shown = [answer for answer in found if answer.is_shown]
    if not shown:
        drawing.said(axes, y + 13, "withheld")
    start = 0.0
    for answer in shown:
        _draw_part(axes, start, answer, colours[answer.label], y)
        start += answer.share
    if shown and _is_partly_withheld(found) and start < 1:
        _rectangle(axes, start, 1 - start, y, **WITHHELD_LOOK)


def _draw_part(axes: Axes, start: float, answer: Answer, colour: str, y: float) -> None:
    _rectangle(axes, start, answer.share, y, facecolor=colour, edgecolor="white", lw=1)
    if answer.share >= LOWEST_SAID:
        x = drawing.across(min(start + answer.share / 2, 1))
        axes.text(x, y + BAR / 2 + 1, value(answer), color=ink(colour), size=SMALL, ha="center", va="center_baseline")


def _rectangle(axes: Axes, start: float, share: float, y: float, **look: object) -> None:
    left, right = drawing.across(start), drawing.across(min(start + share, 1))
    axes.add_artist(Rectangle((left, y + 1), right - left, BAR, zorder=2, **look))


def _key_lines(labels: list[str]) -> list[list[tuple[str, float]]]:
    """What each colour means, as many to a line as fit: (label, how far from the left)."""
    lines: list[list[tuple[str, float]]] = [[]]
    x = 0.0
    for label in labels:
        width = SWATCH + 5 + wrapping.measure(label, SMALL) + GAP
        if x and x + width - GAP > WIDTH:
            lines.append([])
            x = 0.0
        lines[-1].append((label, x))
        x += width
    return lines


def _draw_key(axes: Axes, key: list[list[tuple[str, float]]], colours: dict[str, str], y: float) -> None:
    for line in key:
        for label, x in line:
            look = {"facecolor": colours[label]} if label in colours else WITHHELD_LOOK
            axes.add_artist(Rectangle((x, y), SWATCH, SWATCH, **{"lw": 0, **look}))
            said = drawing.fitted(label, WIDTH - x - SWATCH - 5, 1, SMALL)
            axes.text(x + SWATCH + 5, y + 1, said, color=SOFT, size=SMALL, va="baseline")
        y -= KEY_LINE


def _ticks(finding: Finding, given: list[Answer]) -> bytes:
    """A bar for each option, most ticked first, of the latest wave that asked."""
    latest = sorted(list(_waves(finding, given).values())[-1], key=lambda one: -one.share if one.is_shown else 1)
    top = FOOT + ANSWER_ROW * len(latest)
    axes = drawing.axes_of(top + TOP + HEAD)
    drawing.heading(axes, top + 10, finding.waves[latest[0].wave], "")
    for place, answer in enumerate(latest, 1):
        draw_answer(axes, answer, top - ANSWER_ROW * place)
    drawing.scale(axes, FOOT, top, "Bar: share who chose this answer.")
    stamped(axes, finding)
    return drawing.svg(axes)


def _title(finding: Finding, given: list[Answer], question: str) -> str:
    """The most frequent answer of the latest wave, where nothing withheld could be more frequent."""
    wave, latest = list(_waves(finding, given).items())[-1]
    shown = sorted((answer for answer in latest if answer.is_shown), key=lambda one: -one.share)
    rest = 1 - sum(answer.share for answer in shown) if latest[0].kind == "one of" else 1
    may_be_more = any(_may_be_many(answer) for answer in latest) and shown and rest > shown[0].share
    if not shown or may_be_more or (shown[1:] and shown[0].share == shown[1].share):
        return f"All answers to: {tables.wording(question)}"
    most, when = shown[0], words.wave_name(finding.waves[wave])
    of = f" of {words.people(most.n)}" if most.n == most.n else ""
    return f"The answer given most often in {when}: “{most.label}”, {value(most)}{of}"


def _may_be_many(answer: Answer) -> bool:
    return not answer.is_shown and not answer.band.startswith("fewer than")


def _alt(finding: Finding, given: list[Answer], question: str) -> str:
    said = [f"Bars of all answers to: {tables.wording(question)}"]
    for wave, found in _waves(finding, given).items():
        said.append(f"{finding.waves[wave]}: " + ", ".join(f"{one.label} {value(one)}" for one in found))
    return " ".join(words.sentence(text) for text in said)
