"""Step 1.2 as forms: the index to look through, the basket, questions of one's own, changed wording."""

from dataclasses import replace
from typing import Any

from helpers import catalogue
from helpers.catalogue.records import Question
from helpers.forms import Choice, Group, field, form
from helpers.forms.index import Item, Mark, searchable
from helpers.plan import asking, burden, coverage, filters_form, index, links, measures, measures_wording
from helpers.project.record import Project
from helpers.reports import words
from helpers.steps.here import Here

STEP = "1.2"
filters = filters_form.filters


def look_through(here: Here) -> Any:
    """Tool 3: search and filter every measure. Where nobody can use it, the index as tables."""
    items = tuple(
        Item(
            entry.code,
            entry.title,
            entry.facts,
            {
                "Domain": (entry.domain,),
                "How it is found": (entry.found_by,),
                "Survey or source": (entry.source,),
                "Figures exist for": tuple(words.capital(coverage.AREAS[area]) for area in entry.areas),
            },
        )
        for entry in index.entries()
    )
    published = tuple(words.capital(coverage.AREAS[area]) for area in ("ward", "borough", "London"))
    return searchable(
        here.opened,
        "Index of measures",
        items,
        (
            ("Domain", catalogue.domains()),
            ("How it is found", (index.ASKING, index.EXISTING)),
            ("Survey or source", index.sources()),
            ("Figures exist for", published),
        ),
        (
            Mark("In your basket", lambda record: {item.indicator for item in record.measures.basket}),
            Mark("Asked for in step 1.1", lambda record: {one.code for one in links.linked(record)}),
        ),
        plain=measures.index,
    )


def basket(here: Here) -> Any:
    """What is in the basket, and why."""
    return form(here.opened, STEP, "Your basket", _basket)


def own_words(here: Here) -> Any:
    """Questions of one's own (FAQ 3), and toolkit questions in other words (FAQ 4)."""
    return form(here.opened, STEP, "Other questions, and other words", _own_words)


def _basket(record: Project) -> tuple[Group, ...]:
    there = {item.indicator for item in record.measures.basket}
    choices = tuple(
        Choice(one.code, f"{one.name} ({one.code})", _about(one.code, record) if one.code in there else "", one.domain)
        for one in catalogue.indicators()
    )
    asked = field("measures.basket[].why")
    why = replace(asked, help="", good="", bad="", rows=2)
    held = field("measures.basket", help="", choices=choices, entry=(why,), add="Add a measure", one="Measure")
    return (Group("", (held,), help=f"{asked.help} Good: “{asked.good}” Not so good: “{asked.bad}”"),)


def _about(code: str, record: Project) -> str:
    """What a card of the basket says of its measure: who asks for it, and how long it takes."""
    indicator = catalogue.indicator(code)
    asked_for = links.links(indicator, record)
    linked = f"Asked for by {links.in_words(asked_for)}." if asked_for else "Nothing in step 1.1 asks for it."
    if indicator.is_secondary:
        return f"{indicator.domain}. {linked} Existing data: {indicator.existing_source} ({indicator.geography})."
    others = tuple(item.indicator for item in record.measures.basket if item.indicator != code)
    takes = burden.in_words(burden.in_halves(burden.added(code, others, record)))
    return f"{indicator.domain}. {linked} Adds {takes}."


def _own_words(record: Project) -> tuple[Group, ...]:
    own = field(
        "measures.own_questions",
        help="",
        entry=(
            "wording",
            "kind",
            "options",
            "lowest",
            "highest",
            field("measures.own_questions[].about", choices=_subjects()),
            "why",
        ),
        key_prefix="own_",
        add="Add a question",
        one="Question",
    )
    reworded = field(
        "measures.wording_changes",
        help="",
        choices=_questions(record),
        entry=("asked_as", "why"),
        add="Change the wording",
        one="Question",
    )
    return (
        Group(
            "Questions of your own",
            (own,),
            help="They can stand beside the toolkit's. Each one takes people's time, so add only what you will use.",
        ),
        Group("Toolkit questions in other words", (reworded,), help=measures_wording.NOT_ALIKE),
    )


def _subjects() -> tuple[Choice, ...]:
    """Each domain, then its themes."""
    return tuple(
        choice
        for domain in catalogue.domains()
        for choice in (
            Choice(domain, f"{domain} in general", group=domain),
            *(Choice(one.code, f"{one.name} ({one.code})", group=domain) for one in _themes(domain)),
        )
    )


def _themes(domain: str) -> list[Any]:
    return [theme for theme in catalogue.themes() if theme.domain == domain]


def _questions(record: Project) -> tuple[Choice, ...]:
    """Every question of the toolkit, those that the plan asks first."""
    codes = tuple(item.indicator for item in record.measures.basket)
    planned = {one.question.code for one in (*asking.of_measures(codes, record), *asking.of_people(record))}
    every = [
        Choice(one.code, f"{one.code} {_shortened(one.wording)}", _printed(one), _whether(one.code in planned))
        for one in catalogue.questions()
    ]
    return tuple(sorted(every, key=lambda choice: choice.value not in planned))


def _whether(is_planned: bool) -> str:
    return "Asked in your plan" if is_planned else "Not asked in your plan"


def _printed(question: Question) -> str:
    answers = "; ".join(f"{option.code} {option.label}" for option in question.options) or question.answer
    kept = f" Answers, which stay as they are: {answers}." if answers else ""
    return f"The toolkit asks: “{question.wording}”{kept}"


def _shortened(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:88].rsplit(' ', 1)[0]} …"
