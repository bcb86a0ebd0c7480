"""Consent and the data plan as forms: what is collected, on what ground, how it is kept, and the notice."""

from dataclasses import replace
from typing import Any

from helpers.forms import Action, Choice, Field, File, Group, field, form
from helpers.plan import consent, consent_checks, notice, screening
from helpers.plan.approach_form import choices
from helpers.plan.data_protection import Option, advice, lawful_bases, screening_questions, special_conditions
from helpers.project import Opened
from helpers.project.record import Project
from helpers.project.record.consent import ConsentPlan
from helpers.reports import words
from helpers.steps.here import Here

PATH = "approach.consent"
SENSITIVE = ("ethnic group", "health", "religion or belief", "sexual orientation", "political opinion", "trade union")
WRONG = "If something goes wrong"
NOT_ADVICE = "What is said here are facts to build on, not advice. Whoever looks after data protection in your organisation decides."
NOTICE_HELP = (
    "What people read or hear before they answer. The draft is made from your answers above and names what is missing."
)


def data_plan(here: Here) -> Any:
    """What is collected and agreed to, on what ground, how it is kept and for how long."""
    return form(here.opened, "1.3", "Consent and personal data", groups)


def impact_assessment(here: Here) -> Any:
    """The questions that decide whether an impact assessment is needed."""
    return form(here.opened, "1.3", "Is an impact assessment needed?", _screening)


def privacy_notice(here: Here) -> Any:
    """The privacy notice: the draft, and the team's own words."""
    return form(here.opened, "1.3", "Privacy notice", _notice)


def groups(record: Project) -> tuple[Group, ...]:
    """The data plan, in the order in which people ask about it."""
    plan = record.approach.consent
    return (
        Group("What you collect, and whether it leads back to people", _what(plan), problems=consent_checks.problems),
        Group("What people agree to", _agreed(plan)),
        Group("On what ground in law", _ground(record, plan), help=NOT_ADVICE),
        Group("How it is kept safe", _safe(), help=f"{WRONG}: {dict(advice())[WRONG]}"),
        Group(
            "What becomes of it",
            tuple(
                field(f"{PATH}.{name}")
                for name in ("shared_with", "retention_date", "retention", "withdrawal", "complaints")
            ),
        ),
    )


def _what(plan: ConsentPlan) -> tuple[Field, ...]:
    return (
        field(f"{PATH}.controller"),
        field(f"{PATH}.contact"),
        field(f"{PATH}.officer"),
        field(f"{PATH}.collected"),
        field(f"{PATH}.traceable", choices=choices(consent.TRACEABLE)),
    )


def _agreed(plan: ConsentPlan) -> tuple[Field, ...]:
    parents = (field(f"{PATH}.parents"),) if consent_checks.has_children(plan) or plan.parents else ()
    return (
        field(f"{PATH}.scopes", choices=choices(consent.SCOPES)),
        field(f"{PATH}.recorded_where"),
        field(f"{PATH}.children", choices=choices(consent.CHILDREN)),
        *parents,
    )


def _ground(record: Project, plan: ConsentPlan) -> tuple[Field, ...]:
    has_interest = plan.lawful_basis == "legitimate interests" or plan.interest
    has_condition = plan.sensitive or plan.special_condition
    sensitive = field(f"{PATH}.sensitive", choices=tuple(Choice(kind, words.capital(kind)) for kind in SENSITIVE))
    found = [
        field(f"{PATH}.lawful_basis", choices=_options(lawful_bases())),
        *([field(f"{PATH}.interest")] if has_interest else []),
        field(sensitive.path, choices=sensitive.choices, help=f"{sensitive.help} {_asked(record)}".strip()),
        *([field(f"{PATH}.special_condition", choices=_options(special_conditions()))] if has_condition else []),
    ]
    return tuple(found)


def _options(options: tuple[Option, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(one.value, one.label, one.help) for one in options)


def _asked(record: Project) -> str:
    """What the questionnaire as planned brings up."""
    asked, may = consent_checks.asked_sensitive(record), consent_checks.may_show(record)
    outright = f"Your plan asks for {words.listed(asked)}." if asked else ""
    shown = "; ".join(f"question {code} can show {words.listed(kinds)}" for code, kinds in may.items())
    return " ".join(part for part in (outright, f"{words.capital(shown)}." if shown else "") if part)


def _safe() -> tuple[Field, ...]:
    """Where and how answers are kept, each with the advice that belongs to it."""
    return (
        _advised("storage", "Apart", "Less"),
        field(f"{PATH}.firms"),
        _advised("access", "Few and named"),
        replace(_advised("encryption", "Encrypt"), choices=choices(consent.ENCRYPTION)),
        _advised("backup", "Two copies, both deleted"),
    )


def _advised(name: str, *about: str) -> Field:
    asked = field(f"{PATH}.{name}")
    return replace(asked, help=" ".join([asked.help, *(dict(advice())[one] for one in about)]))


def _screening(record: Project) -> tuple[Group, ...]:
    plan = record.approach.consent
    asked = tuple(Choice(one.code, one.question, one.help, _counts(one.counts)) for one in screening_questions())
    note = field(f"{PATH}.screening[].note", help="", limit=None)
    held = field(f"{PATH}.screening", help="", choices=asked, entry=("answer", note), is_fixed=True)
    return (
        Group("The questions that decide it", (held,), help=screening.WHAT_IT_IS),
        Group("What your answers mean", (field(f"{PATH}.assessment"),), help=screening.meaning(plan)),
    )


def _counts(how: str) -> str:
    return "One yes is enough" if how == "alone" else "Two or more usually mean yes"


def _notice(record: Project) -> tuple[Group, ...]:
    drafted = field("notice-draft", kind="notes", label="The draft", help=notice.draft_text(record))
    own = field(f"{PATH}.notice", rows=12)
    start = Action(
        "notice-from-draft",
        "Start from the draft",
        "Copies the draft into the box, for you to change.",
        lambda opened: {f"{PATH}.notice": notice.draft_text(opened.record)},
    )
    as_word = Action("notice-word", "The notice as a Word file", "As it stands, to print or to hand out.", _as_word)
    actions = (as_word,) if record.approach.consent.notice else (start, as_word)
    return (Group("", (drafted, own), help=NOTICE_HELP, actions=actions),)


def _as_word(opened: Opened) -> File:
    from helpers.reports.writers import word

    return File("privacy_notice.docx", word.MEDIA_TYPE, word.render(notice.document(opened)))
