"""Tool 4 as a form: what you are looking for, then one filter after another, with a way back."""

from dataclasses import replace
from typing import Any

from helpers.catalogue.records import Indicator
from helpers.forms import Action, Choice, Field, Group, field, form
from helpers.plan import basket, coverage, links, measures_filters
from helpers.plan.basket import Stage
from helpers.plan.suggesting import said_once
from helpers.project import Opened
from helpers.project.record import Project
from helpers.reports import words
from helpers.steps.here import Here

HOW = "Untick what goes no further, and say why. You can come back to any filter: what you decided stays until you change it."
INTO = "Into the basket"


def filters(here: Here) -> Any:
    """The six filters of the basket builder."""
    return form(here.opened, "1.2", "From the whole index to your basket", groups)


def groups(record: Project) -> tuple[Group, ...]:
    """What is looked for, the six filters, and the way into the basket."""
    stages = basket.stages(record)
    current = next((stage for stage in stages if not stage.decision.is_done), None)
    return (_wanted(), *(_filter(stage, stages, stage is current) for stage in stages), _into(record))


def _wanted() -> Group:
    areas = tuple(Choice(area, words.capital(said)) for area, said in coverage.AREAS.items())
    domains = tuple(Choice(name, name) for name in ("Relationships", "Equality", "Participation", "Outcomes"))
    return Group(
        "What you are looking for",
        (
            field("measures.domains", choices=domains),
            field("measures.area", choices=areas),
            field("measures.oldest"),
            field("measures.minutes"),
        ),
        help="The suggestions at the filters go by what you say here, by your links in step 1.1 and by your plan in step 1.3.",
        layout="two columns",
        actions=(
            Action(
                "linked",
                "Put what step 1.1 asks for straight into the basket",
                "Measures that your outcomes and research questions name. The filters can follow later.",
                _put_linked,
            ),
        ),
        also=("measures.basket", "measures.filters"),
    )


def _filter(stage: Stage, stages: tuple[Stage, ...], is_current: bool) -> Group:
    if is_current:
        return _open(stage, stages)
    counts = measures_filters.in_short(stage)
    if not stage.decision.is_done:
        return Group(_title(stage), (), help=f"{stage.question} Comes after the filters above.")
    note = f" Note: {stage.decision.note}" if stage.decision.note else ""
    back = Action(
        f"back-{stage.name}",
        f"Go back to {_title(stage)}",
        "",
        lambda _opened: {f"measures.filters.{stage.name}.is_done": False},
        goes_to=_title(stage),
    )
    return Group(_title(stage), (), help=f"Done: {counts}{note}", actions=(back,))


def _open(stage: Stage, stages: tuple[Stage, ...]) -> Group:
    after = [one for one in stages[stage.number :] if not one.decision.is_done]
    done = Action(
        f"done-{stage.name}",
        f"This filter is done: go on with {len(stage.remaining)}",
        "",
        lambda _opened: {f"measures.filters.{stage.name}.is_done": True},
        goes_to=_title(after[0]) if after else INTO,
    )
    return Group(
        _title(stage),
        (_ticks(stage), field(f"measures.filters.{stage.name}.note")),
        help=" ".join(part for part in (stage.question, measures_filters.in_short(stage), _above(stage)) if part),
        actions=(*_taking(stage), done),
    )


def _above(stage: Stage) -> str:
    """What is the same for all, said once above them."""
    return " ".join(part for part in (stage.for_all, said_once(stage.name, stage.record)) if part)


def _taking(stage: Stage) -> tuple[Action, ...]:
    n = len(stage.suggested_to_leave)
    if not n:
        return ()
    return (
        Action(
            f"take-{stage.name}",
            f"Untick what is suggested to leave ({n})",
            "Each with the reason given beside it, which you can put in your own words.",
            lambda opened: basket.as_suggested(opened.record, stage.name),
        ),
    )


def _ticks(stage: Stage) -> Field:
    by_domain = {} if stage.for_all else stage.for_domains
    headings = {domain: f"{domain}. {said}" for domain, said in by_domain.items()}
    choices = tuple(
        Choice(
            one.code,
            f"{one.name} ({one.code})",
            "" if stage.for_all or one.domain in headings else stage.suggestions[one.code].words,
            headings.get(one.domain, one.domain),
        )
        for one in stage.arriving
    )
    path = f"measures.filters.{stage.name}.left_out"
    why = replace(field(f"{path}[].why"), kind="long", help="", good="", bad="", limit=None, rows=1)

    def begins_with(_record: Project, code: str) -> dict[str, Any]:
        return {"why": words.sentence(stage.suggestions[code].why) if code in stage.suggested_to_leave else ""}

    return field(
        path,
        label="What stays",
        help=HOW,
        choices=choices,
        entry=(why,),
        is_ticked=True,
        begins_with=begins_with,
    )


def _into(record: Project) -> Group:
    left, held = basket.remaining(record), record.measures.basket
    n_open = sum(not decision.is_done for _, decision in record.measures.filters)
    still = f" Filters not done yet: {n_open}." if n_open else ""
    return Group(
        INTO,
        (),
        help=f"Left after the filters: {len(left)}. In your basket: {len(held)}.{still}",
        actions=(
            Action(
                "into",
                "Put what is left into the basket",
                "What is in it stays, with what you wrote. New ones get a first reason from your links, which you can change.",
                lambda opened: _adding(basket.into_the_basket(opened.record)),
            ),
        ),
    )


def _put_linked(opened: Opened) -> dict[str, Any] | str:
    named: tuple[Indicator, ...] = tuple(
        one
        for one in links.linked(opened.record)
        if any(not link.is_by_theme for link in links.links(one, opened.record))
    )
    if not named:
        return "No outcome and no research question of step 1.1 names a measure yet."
    return _adding(basket.adding(named, opened.record))


def _adding(changes: dict[str, Any]) -> dict[str, Any] | str:
    return changes or "All of them are in your basket already."


def _title(stage: Stage) -> str:
    return f"{stage.number}. {stage.title}"
