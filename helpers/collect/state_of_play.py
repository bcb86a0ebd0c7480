"""Step 2.1: the state of play, measure by measure, as the step shows it."""

from collections import Counter

from helpers.project import Opened
from helpers.project.record.state_of_play import QUALITIES
from helpers.reports import state_of_play, words
from helpers.reports.model import Block, Bullets, Paragraph, Section

NO_BASKET = "Choose measures in step 1.2, and this asks what you hold on each."


def summary(opened: Opened) -> Section:
    """What is held on each measure of the basket, in a sentence and a table; the same table goes into the report."""
    table = state_of_play.table(opened, is_whole=True)
    if table is None:
        return Section("state-of-play", "State of play", (Paragraph(NO_BASKET),))
    blocks: list[Block] = [Paragraph(in_short(opened)), table]
    still = missing(opened)
    return Section("state-of-play", "State of play", (*blocks, *((Bullets(still),) if still else ())))


def in_short(opened: Opened) -> str:
    """How many measures of the basket rest on what."""
    said = {one.indicator: one.quality for one in opened.record.secondary.state_of_play}
    basket = [item.indicator for item in opened.record.measures.basket]
    found = Counter(said.get(code) for code in basket)
    parts = [
        f"{label.split(':')[0].lower()} for {found[quality]}" for quality, label in QUALITIES.items() if found[quality]
    ]
    if not parts:
        return "Nothing is said yet of what is held on the measures of the basket."
    return f"Of {words.plural(len(basket), 'measure')}, what is held today is {words.listed(parts)}."


def missing(opened: Opened) -> tuple[str, ...]:
    """Measures of which it is not said yet what is held, or how good it is."""
    said = {one.indicator for one in opened.record.secondary.state_of_play if one.held and one.quality}
    n = sum(item.indicator not in said for item in opened.record.measures.basket)
    return (f"Say what you hold, and how good it is, for {words.plural(n, 'more measure')}.",) if n else ()
