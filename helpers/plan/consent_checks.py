"""What in the data plan does not go together, and the sensitive information that questions bring up."""

from collections.abc import Iterator
from datetime import date

from helpers import catalogue
from helpers.plan.data_protection import sources
from helpers.project import Project
from helpers.project.record.consent import SENSITIVE_QUESTIONS, ConsentPlan
from helpers.reports import words
from helpers.reports.facts import in_words

MAY_SHOW = {
    "3.18": ("ethnic group", "health", "religion or belief", "sexual orientation"),
    "3.9": ("health",),
    "2.3": ("religion or belief",),
    "2.6": ("political opinion",),
}
"""Questions some of whose answers show sensitive information, though they ask about something else."""


def asked_sensitive(record: Project) -> dict[str, str]:
    """Sensitive information that the basket or the breakdowns ask for outright: kind -> question."""
    asked = asked_questions(record)
    return {kind: code for kind, code in SENSITIVE_QUESTIONS.items() if code in asked}


def may_show(record: Project) -> dict[str, tuple[str, ...]]:
    """Questions asked for something else whose answers can show sensitive information that is not ticked: code -> kinds."""
    ticked = set(record.approach.consent.sensitive) | set(asked_sensitive(record))
    found = {code: tuple(kind for kind in kinds if kind not in ticked) for code, kinds in MAY_SHOW.items()}
    asked = asked_questions(record)
    return {code: kinds for code, kinds in found.items() if kinds and code in asked}


def asked_questions(record: Project) -> frozenset[str]:
    """Codes of the questions that the basket and the breakdowns need."""
    basket = [catalogue.indicator(item.indicator) for item in record.measures.basket]
    breakdowns = {part.strip() for entry in record.approach.breakdowns for part in entry.split("*")} - {"comparison"}
    return frozenset(
        [code for indicator in basket for code in indicator.questions]
        + [catalogue.breakdown(code).question for code in breakdowns]
    )


def contradictions(record: Project, today: date | None = None) -> tuple[str, ...]:
    """What in the plan does not go together, or needs a second thought, in plain sentences; as of today if None."""
    return tuple(said for _, said in _contradictions(record, record.approach.consent, today or date.today()))


def problems(record: Project) -> dict[str, str]:
    """The same by the path of the field it concerns, for the form."""
    found: dict[str, str] = {}
    for name, said in _contradictions(record, record.approach.consent, date.today()):
        path = f"approach.consent.{name}"
        found[path] = f"{found[path]} {said}" if path in found else said
    return found


def is_date_of_the_past(record: Project, today: date) -> bool:
    """Whether answers would be deleted before they are asked for: the date has passed, and the research is not over.

    Examples
    --------
    >>> plan = ConsentPlan(retention_date=date(2025, 6, 1))
    >>> record = Project(title="Tea", approach={"consent": plan})
    >>> is_date_of_the_past(record, date(2025, 6, 1)), is_date_of_the_past(record, date(2025, 6, 2))
    (False, True)
    """
    by, ends_on = record.approach.consent.retention_date, record.approach.ends_on
    return by is not None and by < today and (ends_on is None or ends_on >= today)


def has_children(plan: ConsentPlan) -> bool:
    """Whether anybody under 16 takes part."""
    return plan.children in ("13 to 15", "under 13 too")


def _contradictions(record: Project, plan: ConsentPlan, today: date) -> Iterator[tuple[str, str]]:
    """Field of the data plan, and what is to be said beside it."""
    approach = record.approach
    if plan.traceable == "anonymous" and "recontact" in plan.scopes:
        yield (
            "traceable",
            (
                "Answers that are anonymous, and people who are contacted again: that needs contact details, kept apart from "
                "the answers."
            ),
        )
    if plan.traceable == "anonymous" and any(one.recording in ("sound", "film") for one in approach.conversations):
        yield (
            "traceable",
            (
                "A voice or a face shows who somebody is: recordings are not anonymous until they are written up and deleted."
            ),
        )
    yield from _children(record, plan)
    if plan.encryption in ("in part", "nowhere"):
        yield (
            "encryption",
            (
                "Not everything that holds answers is encrypted. A lost laptop is then a breach that may have to be reported."
            ),
        )
    if plan.retention_date and approach.ends_on and plan.retention_date < approach.ends_on:
        yield "retention_date", "Answers are deleted before the research ends."
    yield from _passed(record, plan, today)
    for code, kinds in may_show(record).items():
        shown = words.listed(kinds)
        yield "sensitive", f"Answers to question {code} can show {shown}, which is not ticked as sensitive information."


def _passed(record: Project, plan: ConsentPlan, today: date) -> Iterator[tuple[str, str]]:
    by = in_words(plan.retention_date)
    if is_date_of_the_past(record, today):
        yield (
            "retention_date",
            f"{by} has passed. Nobody can be promised that: set a date that lies ahead, after the research ends.",
        )
    elif plan.retention_date and plan.retention_date < today:
        yield (
            "retention_date",
            f"{by} has passed. If the answers and their second copy are still there, delete them now.",
        )


def _children(record: Project, plan: ConsentPlan) -> Iterator[tuple[str, str]]:
    if plan.children == "nobody under 16" and plan.parents:
        yield (
            "children",
            (
                "Nobody under 16 takes part, and the plan says how a parent consents: answers from people under 16 would be "
                "let in."
            ),
        )
    if has_children(plan):
        yield (
            "children",
            (
                "Researchers' own rules count everybody under 16 as a child: a parent or guardian is asked first, and the "
                f"child can still say no ({sources()['children'].name})."
            ),
        )
    if plan.children == "under 13 too" and record.approach.mode in ("online", "mixed"):
        yield (
            "children",
            (
                "Children under 13 online: where consent is the lawful basis and the service is offered to them directly, "
                f"a parent has to agree, and you have to check that it is a parent ({sources()['children_online'].name})."
            ),
        )
