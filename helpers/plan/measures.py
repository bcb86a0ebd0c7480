"""Step 1.2: the basket of measures (tools 3 and 4)."""

from collections import Counter

from helpers import catalogue
from helpers.catalogue.records import Indicator
from helpers.project import Opened
from helpers.reports.facts import still_open
from helpers.reports.model import Block, Paragraph, Section, Table


def in_short(opened: Opened) -> str:
    """The size of the basket and its spread over the domains, in one line."""
    held = _by_domain(opened)
    spread = ", ".join(f"{held[domain]} {domain}" for domain in catalogue.domains())
    return f"Indicators in the basket: {len(opened.record.measures.basket)} ({spread})."


def summary(opened: Opened) -> Section:
    """The basket: what is in it and why, how each is asked, what it can be compared with, and the balance."""
    blocks = (
        *_chosen(opened),
        balance(opened),
        *_own_questions(opened),
        *_wording_changes(opened),
    )
    return Section("measures", "Basket of measures: decided so far", blocks, (still_open(missing(opened)),))


def balance(opened: Opened) -> Table:
    """How many indicators of the basket fall in each domain: advice, never a filter."""
    held = _by_domain(opened)
    empty = [domain for domain in catalogue.domains() if not held[domain]]
    note = (
        f"Nothing yet on {' or '.join(empty)}. A balance across the domains is worth aiming for, and it is your choice."
        if empty
        else "The basket touches every domain."
    )
    return Table(
        "Balance across the domains",
        ("Domain", "In the basket", "In the whole index"),
        tuple((domain, str(held[domain]), _in_domain(domain)) for domain in catalogue.domains()),
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
        return ("Choose at least one indicator for the basket.",)
    chosen = {item.indicator for item in measures.basket}
    unexplained = [item.indicator for item in measures.basket if not item.why]
    wanted = [code for question in purpose.questions for code in question.indicators]
    wanted += [code for outcome in purpose.theory_of_change.outcomes for code in outcome.indicators]
    absent = [code for code in dict.fromkeys(wanted) if code not in chosen]
    unused = [code for code in chosen if purpose.questions and code not in wanted]
    return (
        *(f"Say why {_name(code)} is in the basket." for code in unexplained),
        *(
            f"{_name(code)} is needed for a research question or an outcome and is not in the basket."
            for code in absent
        ),
        *(f"{_name(code)} is in the basket and bears on no research question." for code in sorted(unused)),
    )


def _basket(opened: Opened) -> tuple[Indicator, ...]:
    return tuple(catalogue.indicator(item.indicator) for item in opened.record.measures.basket)


def _by_domain(opened: Opened) -> Counter[str]:
    return Counter(indicator.domain for indicator in _basket(opened))


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
    rows = tuple((_name(one.code), _wording(one), _existing(one), _benchmarks(one.code)) for one in _basket(opened))
    return Table(
        "How each is found, and what it can be compared with",
        ("Indicator", "Question asked", "Existing source", "Published figures"),
        rows,
        "Figures that were asked in other words, or of other people, are for background and are never set beside yours.",
    )


def _wording(indicator: Indicator) -> str:
    if indicator.is_secondary:
        return "Not asked: existing data."
    return " ".join(f"{code}: {catalogue.question(code).wording}" for code in indicator.questions)


def _existing(indicator: Indicator) -> str:
    return f"{indicator.existing_source} ({indicator.geography})" if indicator.existing_source else ""


def _benchmarks(code: str) -> str:
    figures = [one for one in catalogue.benchmarks() if one.indicator == code]
    return "; ".join(
        f"{one.statement} ({one.survey}, {one.year}, {one.area}{'' if one.is_like_for_like else '; not like for like'})"
        for one in figures
    )


def _index_row(indicator: Indicator, chosen: set[str]) -> tuple[str, ...]:
    return (
        _name(indicator.code),
        indicator.measure + (" (Added here, not the toolkit's.)" if indicator.provenance == "added" else ""),
        "existing data" if indicator.is_secondary else "asking people",
        indicator.geography,
        "yes" if indicator.code in chosen else "",
    )


def _own_questions(opened: Opened) -> tuple[Table, ...]:
    rows = tuple(
        (own.wording, "; ".join(own.options.values()) or "open answer", own.why)
        for own in opened.record.measures.own_questions
    )
    return (Table("Questions of your own", ("Question", "Answers", "Why it is asked"), rows),) if rows else ()


def _wording_changes(opened: Opened) -> tuple[Table, ...]:
    rows = tuple(
        (change.question, catalogue.question(change.question).wording, change.asked_as, change.why)
        for change in opened.record.measures.wording_changes
    )
    columns = ("Question", "As the toolkit words it", "As you ask it", "Why")
    return (Table("Wording that was changed", columns, rows),) if rows else ()
