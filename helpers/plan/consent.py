"""Consent and the data plan: what is collected, on what ground, who sees it, how long, and what is still open."""

from collections.abc import Iterator

from helpers import catalogue
from helpers.plan import screening
from helpers.plan.data_protection import advice, lawful_bases, sources, special_conditions
from helpers.project import Opened, Project
from helpers.project.record.consent import ConsentPlan
from helpers.reports import words
from helpers.reports.facts import facts, in_words
from helpers.reports.model import Block, Bullets, Caution, Facts, Fold, Section, Table

SOURCES = "Where what is said here about the law comes from"
TRACEABLE = {
    "anonymous": "No: answers are anonymous",
    "coded": "By a code that joins one person's answers",
    "named": "Yes: names or contact details are kept",
}
SCOPES = {
    "analyse": "Their answers are used in the analysis",
    "quote": "Their words are quoted",
    "share": "Their answers are passed on beyond the team",
    "recontact": "They are contacted again",
}
CHILDREN = {
    "nobody under 16": "Nobody under 16",
    "13 to 15": "Yes, from 13 years",
    "under 13 too": "Yes, under 13 as well",
}
ENCRYPTION = {"everywhere": "Yes, everything", "in part": "In part", "nowhere": "No"}
SENSITIVE_QUESTIONS = {
    "ethnic group": "3.14",
    "health": "3.15",
    "religion or belief": "3.16",
    "sexual orientation": "3.17",
}
"""Sensitive information, and the question of Tool 8 that asks for nothing else."""
MAY_SHOW = {
    "3.18": ("ethnic group", "health", "religion or belief", "sexual orientation"),
    "3.9": ("health",),
    "2.3": ("religion or belief",),
    "2.6": ("political opinion",),
}
"""Questions some of whose answers show sensitive information, though they ask about something else."""


def summary(opened: Opened) -> Section:
    """The data plan as it stands, with what follows from it."""
    plan = opened.record.approach.consent
    cautions = tuple(Caution(text) for text in contradictions(opened.record))
    return Section(
        "consent",
        "Consent and personal data",
        (_given(plan), *cautions, Fold("How to keep answers safe", (Facts(advice()),)), Fold(SOURCES, (_sources(),))),
        (
            Section("lawful-basis", "On what ground in law", _ground(plan)),
            Section("impact-assessment", "Is an impact assessment needed?", screening.blocks(plan)),
        ),
    )


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


def contradictions(record: Project) -> tuple[str, ...]:
    """What in the plan does not go together, or needs a second thought, in plain sentences."""
    return tuple(said for _, said in _contradictions(record, record.approach.consent))


def problems(record: Project) -> dict[str, str]:
    """The same by the path of the field it concerns, for the form."""
    found: dict[str, str] = {}
    for name, said in _contradictions(record, record.approach.consent):
        path = f"approach.consent.{name}"
        found[path] = f"{found[path]} {said}" if path in found else said
    return found


def missing(opened: Opened) -> tuple[str, ...]:
    """What the data plan still needs, in plain sentences; empty when it is complete."""
    record = opened.record
    plan = record.approach.consent
    needs = {
        "write down what is collected, and why.": plan.collected,
        "say whether an answer can be led back to a person.": plan.traceable,
        "choose what people are asked to agree to.": plan.scopes,
        "say whether anybody under 16 will take part.": plan.children,
        "write down how a parent consents for anyone under 16.": plan.parents or not has_children(plan),
        "name somebody whom people can ask.": plan.contact,
        "choose the lawful basis.": plan.lawful_basis or plan.traceable == "anonymous",
        "write down which interest you rely on.": plan.interest or plan.lawful_basis != "legitimate interests",
        "choose the condition for the sensitive information you ask about.": plan.special_condition
        or not plan.sensitive,
        "write down where the answers are kept.": plan.storage,
        "write down who may see them.": plan.access,
        "say whether everything that holds answers is encrypted.": plan.encryption,
        "write down where the second copy is.": plan.backup,
        "write down with whom answers or findings are shared.": plan.shared_with,
        "set the date by which they are deleted.": plan.retention_date,
        "write down how somebody can change their mind.": plan.withdrawal,
        "write down how somebody can complain.": plan.complaints,
    }
    open_points = (f"Consent: {sentence}" for sentence, is_there in needs.items() if not is_there)
    return (*open_points, *_unticked(record), *screening.missing(plan))


def has_children(plan: ConsentPlan) -> bool:
    """Whether anybody under 16 takes part."""
    return plan.children in ("13 to 15", "under 13 too")


def _unticked(record: Project) -> Iterator[str]:
    for kind, code in asked_sensitive(record).items():
        if kind not in record.approach.consent.sensitive:
            yield f"Consent: tick {kind} as sensitive information, since question {code} asks for it."


def _contradictions(record: Project, plan: ConsentPlan) -> Iterator[tuple[str, str]]:
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
    for code, kinds in may_show(record).items():
        shown = words.listed(kinds)
        yield "sensitive", f"Answers to question {code} can show {shown}, which is not ticked as sensitive information."


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


def _given(plan: ConsentPlan) -> Facts:
    """Everything entered about the data, in the order of the form."""
    titles = type(plan).model_fields
    chosen = {
        "traceable": TRACEABLE.get(plan.traceable or "", ""),
        "scopes": "; ".join(SCOPES[scope] for scope in plan.scopes),
        "children": CHILDREN.get(plan.children or "", ""),
        "encryption": ENCRYPTION.get(plan.encryption or "", ""),
    }
    names = (
        "controller", "contact", "officer", "collected", "traceable", "scopes", "recorded_where", "children", "parents",
        "storage", "firms", "access", "encryption", "backup", "shared_with", "retention_date", "retention",
        "withdrawal", "complaints",
    )  # fmt: skip
    optional = ("controller", "officer", "recorded_where", "parents", "firms", "retention")
    pairs = [(titles[name].title or name, chosen.get(name, in_words(getattr(plan, name)))) for name in names]
    kept = (pair for name, pair in zip(names, pairs, strict=True) if pair[1] or name not in optional)
    return Facts(tuple(kept))


def _ground(plan: ConsentPlan) -> tuple[Block, ...]:
    basis = {one.value: one for one in lawful_bases()}.get(plan.lawful_basis or "")
    condition = {one.value: one for one in special_conditions()}.get(plan.special_condition or "")
    asked = facts(plan, "interest", "sensitive")
    pairs = (
        ("Lawful basis", basis.label if basis else ""),
        *(pair for pair in asked.pairs if pair[1]),
        *((("Condition for sensitive information", condition.label if condition else ""),) if plan.sensitive else ()),
    )
    means = Bullets(tuple(f"{one.label}. {one.help}" for one in (basis, condition) if one))
    note = Fold("The choices, and where they come from", (_choices(),))
    return (Facts(pairs), *((means,) if means.items else ()), note)


def _choices() -> Table:
    rows = tuple((one.label, one.help, sources()[one.source].name) for one in (*lawful_bases(), *special_conditions()))
    note = "Facts to build on, not advice: whoever looks after data protection in your organisation decides."
    return Table("Lawful bases and conditions", ("Choice", "What it means", "Source"), rows, note)


def _sources() -> Facts:
    """Every source with its address: rules change, and these pages say how they are now."""
    return Facts(tuple((source.name, source.address) for source in sources().values()))
