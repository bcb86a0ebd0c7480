"""Consent and the data plan: what is collected, on what ground, who sees it, how long, and what is still open."""

from collections.abc import Iterator

from helpers.plan import screening
from helpers.plan.consent_checks import asked_sensitive, contradictions, has_children
from helpers.plan.data_protection import advice, lawful_bases, sources, special_conditions
from helpers.project import Opened, Project
from helpers.project.record.consent import ConsentPlan
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


def _unticked(record: Project) -> Iterator[str]:
    for kind, code in asked_sensitive(record).items():
        if kind not in record.approach.consent.sensitive:
            yield f"Consent: tick {kind} as sensitive information, since question {code} asks for it."


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
        *(
            (("Condition for sensitive information", condition.label if condition else ""),)
            if plan.sensitive or condition
            else ()
        ),
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
