"""Step 2.3: what may be shown of people's own words: themes counted, how far two coders agree, quotes; and all of it beside the figures."""

from helpers.collect import noting
from helpers.collect.coding import agreeing, counting, quotes, texts
from helpers.disclosure import Released
from helpers.project import Opened
from helpers.reports import own_words, words
from helpers.reports.model import Block, Bullets, Paragraph, Section, Table
from helpers.reports.own_words import OwnWords, Quote
from helpers.reports.pretend import marked

NONE_YET = "There are no themes yet. Where people wrote in their own words, sort it by theme first: what is said once can be luck."


def released(opened: Opened, wave: str, policy: str = "report", is_taken_out: bool = False) -> OwnWords:
    """What may be shown of the words of a wave and of the notes: counts under a policy, and the quotes that were chosen.

    Parameters
    ----------
    is_taken_out
        It is written to be sent on: the project's ledger notes it first.
    """
    waves, notes = texts.until(opened, wave), texts.of_notes(opened)
    themes, kept = counting.judged(opened, waves, policy)
    conversations, kept_of_notes = counting.judged_conversations(opened, notes, policy)
    if is_taken_out:
        noting.note(opened, policy, "themes", wave, kept, opened.record.breakdowns)
        noting.note(opened, policy, "themes of conversations", wave, kept_of_notes, ())
    quotable = (waves[-1], *texts.of_notes(opened, wave))
    said = [quote for source in quotable for quote in quotes.said(opened, source, policy)]
    return OwnWords(themes, conversations, tuple(Quote(one.words, one.whose, one.asked, one.themes) for one in said))


def summary(opened: Opened, wave: str, own: OwnWords) -> Section:
    """Theme counts, agreement and quotes. Nobody's answers and no single coding are in it."""
    if not opened.record.analysis.themes:
        return Section("words", "In people's own words", (Paragraph(NONE_YET),))
    counted = own_words.counts(opened.record, own, _waves(opened, wave))
    parts = (
        Section("words-themes", "Themes", (*counted, *own_words.conversations(opened.record, own))),
        Section("words-agreement", "How far two people agree", _agreement(opened, wave)),
        Section("words-quotes", "Quotes", own_words.quotes(own) or (Paragraph("No quotes have been chosen."),)),
    )
    shown = Section("words", "In people's own words", (), parts)
    return marked(shown) if opened.is_pretend else shown


def beside(opened: Opened, wave: str, figures: Released, own: OwnWords) -> Section:
    """Numbers and words in one table for each research question."""
    return own_words.side_by_side(opened, figures, own, _waves(opened, wave))


def _agreement(opened: Opened, wave: str) -> tuple[Block, ...]:
    """Of the two who coded most of the same texts; how many texts is banded, and who they are is not said."""
    sources = (texts.of_wave(opened, wave),)
    pairs = agreeing.pairs(sources)
    if not pairs:
        return (
            Paragraph(
                "One person has coded so far, or nobody. Let a second one code twenty or thirty of the same texts."
            ),
        )
    first, second, n = pairs[0]
    pair = agreeing.agreement(opened.record, sources, first, second)
    columns = ("Theme", "Texts both coded", "Cohen's kappa", "Krippendorff's alpha", "What that means")
    rows = [
        (
            one.theme.name,
            words.banded(one.n),
            agreeing.figure(one.found.kappa, one.found.kappa_low, one.found.kappa_high) if one.found else "",
            agreeing.figure(one.found.alpha, one.found.alpha_low, one.found.alpha_high) if one.found else "",
            agreeing.in_words(one),
        )
        for one in pair.themes
    ]
    few = (
        (f"Both coded {words.banded(n)} texts. Under {agreeing.FEW} the figures say little.",)
        if n < agreeing.FEW
        else ()
    )
    table = Table("Agreement beyond chance, theme by theme, with the range it plausibly lies in", columns, tuple(rows))
    return (Paragraph(agreeing.EXPLAINED), *((Bullets(few),) if few else ()), table)


def _waves(opened: Opened, wave: str) -> dict[str, str]:
    return {known.id: known.title or known.id for known in opened.waves_until(wave)}
