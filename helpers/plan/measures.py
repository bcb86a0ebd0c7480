"""Step 1.2: the basket of measures (tools 3 and 4)."""

from collections import Counter

from helpers import catalogue
from helpers.catalogue.records import Indicator
from helpers.plan import links, measures_burden, measures_filters, measures_wording
from helpers.project import Opened
from helpers.reports import words
from helpers.reports.facts import still_open
from helpers.reports.model import Block, Paragraph, Section, Table

EMPTY = (
    "Nothing is in it yet. Go through the filters above and put what is left into the basket, put in what step 1.1 asks for, or "
    "add one measure after another here. One is enough to begin with."
)


def in_short(opened: Opened) -> str:
    """The size of the basket and its spread over the domains, in one line."""
    held = _by_domain(opened)
    if not held:
        return "The basket is empty: no indicator is chosen yet."
    spread = ", ".join(f"{held[domain]} {domain}" for domain in catalogue.domains())
    return f"Indicators in the basket: {len(opened.record.measures.basket)} ({spread})."


def summary(opened: Opened) -> Section:
    """What was decided in this step: the filters, the basket with why and how each is asked, its balance and its burden."""
    sections = (
        measures_filters.section(opened),
        measures_burden.section(opened),
        *measures_wording.own_questions(opened),
        *measures_wording.changes(opened),
        still_open(missing(opened)),
    )
    blocks = (*_chosen(opened), *((balance(opened),) if opened.record.measures.basket else ()))
    return Section("measures", "Basket of measures: decided so far", blocks, sections)


def chosen(opened: Opened) -> Section:
    """The basket in short: its balance, and how long it takes; while it is empty, how it is filled."""
    if not opened.record.measures.basket:
        return Section("basket", "Your basket is empty", (Paragraph(EMPTY),))
    blocks = (balance(opened), Paragraph(measures_burden.in_short(opened)))
    return Section("basket", f"Your basket now: {words.plural(len(opened.record.measures.basket), 'measure')}", blocks)


def suggested(opened: Opened) -> Section:
    """What outcomes and research questions of step 1.1 ask for."""
    return measures_filters.suggested(opened)


def burden(opened: Opened) -> Section:
    """How long an interview takes, and what each measure adds."""
    return measures_burden.section(opened)


def balance(opened: Opened) -> Table:
    """How many indicators of the basket fall in each domain: advice, never a filter. Own questions count where they say so."""
    held, own = _by_domain(opened), _own_by_domain(opened)
    empty = [domain for domain in catalogue.domains() if not held[domain] + own[domain]]
    note = (
        f"Nothing yet on {' or '.join(empty)}. A balance across the domains is worth aiming for, and it is your choice."
        if empty
        else "The basket touches every domain."
    )
    return Table(
        "Balance across the domains",
        ("Domain", "In the basket", "In the whole index", "Questions of your own"),
        tuple(
            (domain, str(held[domain]), _in_domain(domain), str(own[domain] or "")) for domain in catalogue.domains()
        ),
        note,
    )


def index(opened: Opened) -> Section:
    """Tool 3 and what was added to it: every indicator, where figures exist already, and whether it is in this basket."""
    chosen = {item.indicator for item in opened.record.measures.basket}
    columns = ("Indicator", "What it measures", "Found by", "Figures exist for", "In your basket")
    return Section(
        "index",
        "The index of measures (Tool 3)",
        tuple(
            Table(
                domain,
                columns,
                tuple(_index_row(one, chosen) for one in catalogue.indicators() if one.domain == domain),
            )
            for domain in catalogue.domains()
        ),
    )


def missing(opened: Opened) -> tuple[str, ...]:
    """What this step still needs, in plain sentences; empty when it is complete."""
    measures, purpose = opened.record.measures, opened.record.purpose
    if not measures.basket:
        return ("Choose at least one indicator for the basket.", *measures_wording.missing(opened))
    chosen = {item.indicator for item in measures.basket}
    unexplained = [item.indicator for item in measures.basket if not item.why]
    wanted = [code for question in purpose.questions for code in question.indicators]
    wanted += [code for outcome in purpose.theory_of_change.outcomes for code in outcome.indicators]
    absent = [code for code in dict.fromkeys(wanted) if code not in chosen]
    unused = [one.code for one in _basket(opened) if purpose.questions and not links.links(one, opened.record)]
    return (
        *(f"Say why {_name(code)} is in the basket." for code in unexplained),
        *(
            f"{_name(code)} is needed for a research question or an outcome and is not in the basket."
            for code in absent
        ),
        *(f"{_name(code)} is in the basket and bears on no research question." for code in sorted(unused)),
        *measures_wording.missing(opened),
    )


def _basket(opened: Opened) -> tuple[Indicator, ...]:
    return tuple(catalogue.indicator(item.indicator) for item in opened.record.measures.basket)


def _by_domain(opened: Opened) -> Counter[str]:
    return Counter(indicator.domain for indicator in _basket(opened))


def _own_by_domain(opened: Opened) -> Counter[str]:
    subjects = [own.about for own in opened.record.measures.own_questions if own.about]
    return Counter(one if one in catalogue.domains() else catalogue.theme(one).domain for one in subjects)


def _in_domain(domain: str) -> str:
    """How many the toolkit has, and how many were added beside them: "12", "12 and 1 added"."""
    within = [indicator for indicator in catalogue.indicators() if indicator.domain == domain]
    n_printed = len(catalogue.not_added(within))
    return f"{n_printed} and {len(within) - n_printed} added" if len(within) > n_printed else str(n_printed)


def _name(code: str) -> str:
    return f"{catalogue.indicator(code).name} ({code})"


def _chosen(opened: Opened) -> tuple[Block, ...]:
    items = opened.record.measures.basket
    if not items:
        return (Paragraph("The basket is empty so far."),)
    rows = tuple((_name(one.indicator), catalogue.indicator(one.indicator).domain, one.why) for one in items)
    return (Table("What is in the basket, and why", ("Indicator", "Domain", "Why it is in"), rows), _asked(opened))


def _asked(opened: Opened) -> Table:
    rows = tuple(
        (_name(one.code), _wording(one, opened), _existing(one), _benchmarks(one, opened)) for one in _basket(opened)
    )
    return Table(
        "How each is found, and what it can be compared with",
        ("Indicator", "Question asked", "Existing source", "Published figures"),
        rows,
        "Figures that were asked in other words, or of other people, are for background and are never set beside yours.",
    )


def _wording(indicator: Indicator, opened: Opened) -> str:
    """Each question as it is asked here."""
    if indicator.is_secondary:
        return "Not asked: existing data."
    asked = {change.question: change.asked_as for change in opened.record.measures.reworded}
    questions = [catalogue.question(code) for code in indicator.questions]
    return " ".join(f"{one.code}: {asked.get(one.code) or asked.get(one.id) or one.wording}" for one in questions)


def _existing(indicator: Indicator) -> str:
    return f"{indicator.existing_source} ({indicator.geography})" if indicator.existing_source else ""


def _benchmarks(indicator: Indicator, opened: Opened) -> str:
    """Published figures; none is like for like where a question is asked in other words here."""
    reworded = {change.question for change in opened.record.measures.reworded}
    is_as_printed = not reworded & {name for code in indicator.questions for name in _names(code)}
    figures = [one for one in catalogue.benchmarks() if one.indicator == indicator.code]
    return "; ".join(
        f"{one.statement} ({one.survey}, {one.year}, {one.area}"
        f"{'' if one.is_like_for_like and is_as_printed else '; not like for like'})"
        for one in figures
    )


def _names(code: str) -> tuple[str, str]:
    question = catalogue.question(code)
    return question.code, question.id


def _index_row(indicator: Indicator, chosen: set[str]) -> tuple[str, ...]:
    return (
        _name(indicator.code),
        indicator.measure + (" (Added here, not the toolkit's.)" if indicator.provenance == "added" else ""),
        "existing data" if indicator.is_secondary else "asking people",
        indicator.geography,
        "yes" if indicator.code in chosen else "",
    )
