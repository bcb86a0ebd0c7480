"""People's own words as far as they may be shown: themes counted under a policy, quotes by permission, and both beside the figures."""

from dataclasses import dataclass

from helpers import catalogue
from helpers.disclosure import Released
from helpers.project import Opened, breakdowns
from helpers.project.record import Project, ResearchQuestion, WordsTheme
from helpers.reports import beside, changing, tables, words
from helpers.reports.alongside import alongside
from helpers.reports.finding import find
from helpers.reports.model import Block, Bullets, Caution, Fold, Paragraph, Section, Table
from helpers.reports.points import Finding, Point
from helpers.reports.pretend import marked
from helpers.reports.sentences import value

NO_ESTIMATE = (
    "People wrote what came to mind. A count of those who wrote of something is no estimate of how many think so: who left it out may "
    "think the same, and who writes at all is no cross-section. So there are no intervals."
)
"""Stands beside every count of themes."""
QUOTED = "Said by people who agreed to be quoted:"
UNLIKE = "Themes are plain counts of everyone who wrote, not weighted{}."
COLUMNS = ("Theme", "People who wrote", "Wrote of it", "Note")


@dataclass(frozen=True, repr=False)
class Quote:
    """A quote as it may be shown: permitted, masked, and with no more about the person than many others share.

    Parameters
    ----------
    whose
        What is said of the person, such as "Women, 65-74"; of notes the kind of conversation.
    asked
        The question it answers; "" for notes.
    themes
        Ids of its themes.
    """

    words: str
    whose: str
    asked: str
    themes: frozenset[str]


@dataclass(frozen=True, repr=False)
class OwnWords:
    """What may be shown of people's own words: nothing else of them is ever handed to a report.

    Parameters
    ----------
    themes
        Counts of people, `indicator` being the theme's id.
    conversations
        Counts of conversations, over all notes.
    quotes
        Chosen by a named person, with consent.
    """

    themes: Released
    conversations: Released
    quotes: tuple[Quote, ...] = ()

    def __repr__(self) -> str:
        return f"<OwnWords: {len(self.quotes)} quotes>"


def counts(record: Project, own: OwnWords, waves: dict[str, str]) -> tuple[Block, ...]:
    """How many people wrote of each theme: the latest wave, the waves beside each other, and by group; with their cautions.

    Parameters
    ----------
    waves
        Wave id -> title in order of their dates, up to the one the report is about.
    """
    last = list(waves)[-1]
    points = {theme.id: _points(own.themes, theme.id) for theme in record.analysis.themes}
    named = [theme for theme in record.analysis.themes if any(one.wave == last for one in points[theme.id])]
    if not named:
        return (Paragraph("No open answers of this wave have been coded to the end yet."),)
    latest = {theme.id: [one for one in points[theme.id] if one.wave == last] for theme in named}
    main = Table(
        f"What people wrote of, {words.wave_name(waves[last])}",
        COLUMNS,
        tuple(_row(theme.name, one) for theme in named for one in latest[theme.id] if not one.group_by),
    )
    folds = [_by_group(record, named, latest, name) for name in _breakdowns(own.themes)]
    folds += [_over_waves(record, points, waves)] if len(waves) > 1 else []
    notes = [words.sentence(note) for note in own.themes.notes if note != NO_ESTIMATE]
    remarks = (Bullets(tuple(notes)),) if notes else ()
    return (Caution(NO_ESTIMATE), *remarks, tables.without_empty(main), *(fold for fold in folds if fold))


def conversations(record: Project, own: OwnWords) -> tuple[Block, ...]:
    """In how many conversations a theme came up; only that there are too few to count, where there are."""
    shown = [
        _row(theme.name, one)
        for theme in record.analysis.themes
        for one in _points(own.conversations, theme.id)
        if one.is_shown or one.band
    ]
    if shown:
        columns = ("Theme", "Conversations", "Came up in", "Note")
        return (tables.without_empty(Table("What came up in conversations", columns, tuple(shown))),)
    if own.conversations.table.empty:
        return ()
    return (Paragraph("The notes of conversations are coded too. There are too few of them to be counted: quotes and your own account say what was said."),)  # fmt: skip


def quotes(own: OwnWords) -> tuple[Block, ...]:
    """The chosen quotes, question by question."""
    asked = dict.fromkeys(one.asked for one in own.quotes)
    return tuple(
        block
        for question in asked
        for block in (
            Paragraph(question or "From conversations"),
            Bullets(tuple(said(one) for one in own.quotes if one.asked == question)),
        )
    )


def said(quote: Quote) -> str:
    """A quote with what is said of the person.

    Examples
    --------
    >>> said(Quote("I laugh more.", "Women, 65-74", "", frozenset()))
    '“I laugh more.” (Women, 65-74)'
    """
    return f"“{quote.words}”{f' ({quote.whose})' if quote.whose else ''}"


def side_by_side(opened: Opened, released: Released, own: OwnWords, waves: dict[str, str]) -> Section:
    """Numbers and words in one table for each research question: its measures, published figures and themes, then its quotes."""
    found = tuple(
        section
        for question in opened.record.purpose.questions
        if (section := _of_question(opened, question, released, own, waves))
    )
    blocks = (
        ()
        if found
        else (Paragraph("No theme or measure bears on a research question yet: say so at each theme above."),)
    )
    shown = Section("numbers-and-words", "Numbers and words, question by question", blocks, found)
    return marked(shown) if released.is_pretend else shown


def of_question(record: Project, question: ResearchQuestion) -> tuple[WordsTheme, ...]:
    """The themes that bear on a research question: those that name it, or an outcome it asks about."""
    return tuple(
        theme
        for theme in record.analysis.themes
        if question.id in theme.questions or set(question.outcomes) & set(theme.outcomes)
    )


def _of_question(
    opened: Opened, question: ResearchQuestion, released: Released, own: OwnWords, waves: dict[str, str]
) -> Section | None:
    record, last = opened.record, list(waves)[-1]
    found = [_finding(record, released, code, waves) for code in question.indicators]
    rows = [_figure(one) for one in found if one and one.latest]
    themes = of_question(record, question)
    for theme in themes:
        rows += [_theme(theme, one) for one in _points(own.themes, theme.id) if one.wave == last and not one.group_by]
    if not rows:
        return None
    columns = ("What", "People", "Share", "Change", "Published figure", "Note")
    of_others = any(one.is_of_project for one in found if one)
    note = UNLIKE.format(", the comparison group included; measures are of those who took part" if of_others else "")
    table = tables.without_empty(Table("What the answers say, and what people wrote of", columns, tuple(rows), note))
    ids = {theme.id for theme in themes}
    quoted = tuple(said(one) for one in own.quotes if one.themes & ids)
    return Section(
        f"beside-{question.id}", question.text, (table, *((Paragraph(QUOTED), Bullets(quoted)) if quoted else ()))
    )


def _finding(record: Project, released: Released, code: str, waves: dict[str, str]) -> Finding | None:
    published = alongside(catalogue.benchmarks(), code, record)
    return find(released, catalogue.indicator(code), waves, published)


def _figure(finding: Finding) -> tuple[str, ...]:
    latest, change, published = finding.latest, finding.change, finding.benchmark
    assert latest
    moved = ""
    if change is not None:
        clear = "" if not change.is_shown else ", clear" if change.is_clear else ", not clear"
        moved = f"{changing.in_points(change)} since {words.wave_name(words.short(finding.waves[change.wave_before]))}{clear}"
    other = f"{words.percent(published.value)} ({beside.named(published)})" if published else ""
    return (finding.indicator.name, words.count(latest.n), value(latest), moved, other, tables.status(latest))


def _theme(theme: WordsTheme, point: Point) -> tuple[str, ...]:
    return (f"In people's own words: {theme.name}", words.count(point.n), value(point), "", "", tables.status(point))


def _row(name: str, point: Point) -> tuple[str, ...]:
    return (name, words.count(point.n), value(point), tables.status(point))


def _by_group(record: Project, named: list[WordsTheme], latest: dict[str, list[Point]], breakdown: str) -> Fold | None:
    name = breakdowns.name_of(record, breakdown)
    rows = [
        (theme.name, one.group, words.count(one.n), value(one), tables.status(one))
        for theme in named
        for one in latest[theme.id]
        if one.group_by == breakdown and (one.is_shown or one.band)
    ]
    if not rows:
        return None
    caption, columns = f"By {breakdowns.in_sentence(name)}", ("Theme", name, "People who wrote", "Wrote of it", "Note")
    note = "Groups of which too few wrote are left out."
    return Fold(caption, (tables.without_empty(Table(caption, columns, tuple(rows), note)),))


def _over_waves(record: Project, points: dict[str, list[Point]], waves: dict[str, str]) -> Fold | None:
    """Every wave in which a theme was looked for, with what forbids to compare them."""
    rows = [
        (theme.name, waves[one.wave], words.count(one.n), value(one), words.sentence(one.note) if one.is_shown else "")
        for theme in record.analysis.themes
        for one in points[theme.id]
        if not one.group_by and one.wave in waves
    ]
    if len({row[1] for row in rows}) < 2:
        return None
    columns = ("Theme", "Wave", "People who wrote", "Wrote of it", "Note")
    return Fold("Over the waves", (tables.without_empty(Table("Over the waves", columns, tuple(rows))),))


def _breakdowns(released: Released) -> list[str]:
    return [name for name in dict.fromkeys(released.table["group_by"]) if name]


def _points(released: Released, theme: str) -> list[Point]:
    if not isinstance(released, Released):
        raise TypeError(f"themes are shown as disclosure.release returns them, not as {type(released).__name__}")
    of_theme = released.table[released.table["indicator"] == theme]
    names = [name for name in Point.__dataclass_fields__ if name in of_theme]
    return [Point(**row) for row in of_theme[names].to_dict("records")]
