"""The privacy notice: what people are told before they answer, drafted from the data plan.

What the plan does not say yet is named as missing; nothing is made up in its place.
"""

import re
from datetime import date

from helpers.plan import own_words
from helpers.plan.consent_checks import has_children, is_date_of_the_past
from helpers.project import Opened, Project
from helpers.project.record.consent import ConsentPlan
from helpers.reports import words
from helpers.reports.facts import in_words
from helpers.reports.model import Block, Document, Paragraph, Section

MISSING = "[Still missing: {}]"
ORGANISATION = "the organisation (“Who is responsible”)"
WHAT_FOR = "what the research is for (“Aim” in step 1.1)"
FOUND = re.compile(r"\[Still missing: ([^]]+)\]")
TRACEABLE = {
    "anonymous": "Nobody can tell from an answer whose it is.",
    "coded": "A code joins your answers from one time to the next.",
    "named": "Your name or contact details are kept, and looked after as said below.",
}
AGREE = {
    "analyse": "that your answers are used in the analysis",
    "quote": "that your words are quoted",
    "share": "that your answers are passed on",
    "recontact": "that you are contacted again",
}
GROUND = {
    "consent": "We use your answers because you agree to it (consent, Article 6(1)(a) of the UK GDPR).",
    "public task": "We use your answers for a task that the law gives us (public task, Article 6(1)(e) of the UK GDPR).",
    "legitimate interests": "We use your answers for our legitimate interests (Article 6(1)(f) of the UK GDPR).",
}
SENSITIVE = {
    "explicit consent": "because you say expressly that we may (Article 9(2)(a))",
    "research": "because the research is in the public interest and you are protected (Article 9(2)(j))",
    "equality monitoring": "to see whether groups are treated alike (Article 9(2)(g))",
}
RIGHTS = {
    "consent": "You can ask us what we hold about you, have it corrected or deleted, and take your agreement back.",
    "public task": "You can ask us what we hold about you, have it corrected, object to our using it, or ask us to wait or delete it.",
    "legitimate interests": "You can ask us what we hold about you, have it corrected, object to our using it, or ask us to wait or delete it.",
}
ICO = (
    "You can also complain to the Information Commissioner's Office, which watches over the law on personal data: "
    "ico.org.uk/make-a-complaint or 0303 123 1113."
)


def notice(opened: Opened) -> Section:
    """The notice as it stands: the team's own words, or the draft."""
    own = opened.record.approach.consent.notice
    if own:
        return Section("privacy-notice", "Privacy notice", own_words.blocks(own))
    lead = Paragraph(
        "Drafted from what has been entered. Read it to somebody who doesn't know the project before you use it."
    )
    return Section("privacy-notice", "Privacy notice", (lead, *draft(opened.record)))


def document(opened: Opened) -> Document:
    """The notice as something to hand out."""
    record = opened.record
    own = record.approach.consent.notice
    return Document(
        title="Privacy notice",
        subtitle=record.title,
        organisation=record.approach.consent.controller or record.organisation,
        published_on="",
        summary=(),
        sections=(),
        method=Section("notice", "About your answers", own_words.blocks(own) if own else draft(record)),
    )


def draft(record: Project, today: date | None = None) -> tuple[Block, ...]:
    """The notice made from the plan: who, what and why, on what ground, who sees it, how long, rights, complaints.

    A date of deletion that has passed is named as missing; `today` is the day on which that is looked at, today if None.
    """
    plan = record.approach.consent
    parts: dict[str, tuple[str, ...]] = {
        "Who we are": _who(record, plan),
        "What it is for": (_or_missing(record.purpose.aim, WHAT_FOR),),
        "What we collect, and why": _collected(plan),
        "What you are asked to agree to": (_agreed(plan),),
        "On what ground": _ground(plan),
        "Where it is kept, and who sees it": _kept(plan),
        "How long": _how_long(record, plan, today or date.today()),
        "If you change your mind": (_or_missing(plan.withdrawal, "how somebody can change their mind"),),
        "Your rights": (RIGHTS.get(plan.lawful_basis or "", "") if plan.traceable != "anonymous" else "",),
        "If you are under 16": (plan.parents if has_children(plan) else "",),
        "If you are unhappy with how we do this": (_or_missing(plan.complaints, "how somebody can complain"), ICO),
    }
    return tuple(paragraph for heading, said in parts.items() for paragraph in _paragraphs(heading, said))


def draft_text(record: Project) -> str:
    """The draft as text to start from."""
    return own_words.text(draft(record))


def still_missing(record: Project) -> tuple[str, ...]:
    """What the notice has to say and the plan does not hold yet.

    Examples
    --------
    >>> still_missing(Project(title="Tea"))[:2]
    ('the organisation (“Who is responsible”)', 'whom people can ask')
    """
    return tuple(FOUND.findall(draft_text(record)))


def missing(opened: Opened) -> tuple[str, ...]:
    """What the notice needs that the data plan does not ask for: who and what for."""
    open_parts = tuple(part for part in still_missing(opened.record) if part in (ORGANISATION, WHAT_FOR))
    if opened.record.approach.consent.notice or not open_parts:
        return ()
    return (f"Privacy notice: the draft still needs {words.listed(open_parts)}.",)


def _paragraphs(heading: str, said: tuple[str, ...]) -> tuple[Paragraph, ...]:
    """What belongs under a heading, each by itself: words that somebody typed stay as they are, with or without a stop."""
    kept = [text.strip() for text in said if text.strip()]
    return tuple(Paragraph(text if at else f"{heading}: {text}") for at, text in enumerate(kept))


def _or_missing(text: str, what: str) -> str:
    return text.strip() or MISSING.format(what)


def _who(record: Project, plan: ConsentPlan) -> tuple[str, ...]:
    organisation = plan.controller or record.organisation
    contact = f"For questions: {_or_missing(plan.contact, 'whom people can ask')}"
    officer = f"Data protection officer: {plan.officer}" if plan.officer else ""
    return (_or_missing(organisation, ORGANISATION), contact, officer)


def _collected(plan: ConsentPlan) -> tuple[str, ...]:
    traceable = TRACEABLE.get(plan.traceable or "") or MISSING.format("whether an answer can be led back to a person")
    return (_or_missing(plan.collected, "what is collected, and why"), traceable)


def _agreed(plan: ConsentPlan) -> str:
    if not plan.scopes:
        return MISSING.format("what people are asked to agree to")
    return f"{words.capital(words.listed(AGREE[scope] for scope in plan.scopes))}. Each is asked by itself."


def _ground(plan: ConsentPlan) -> tuple[str, ...]:
    if plan.traceable == "anonymous" and not plan.lawful_basis:
        return ()
    basis = GROUND.get(plan.lawful_basis or "") or MISSING.format("the lawful basis")
    return (basis, _interest(plan), _sensitive(plan))


def _interest(plan: ConsentPlan) -> str:
    if plan.lawful_basis != "legitimate interests":
        return ""
    return _or_missing(plan.interest, "the interest you rely on")


def _sensitive(plan: ConsentPlan) -> str:
    if not plan.sensitive:
        return ""
    because = SENSITIVE.get(plan.special_condition or "") or MISSING.format("the condition for sensitive information")
    return f"What you say about {words.listed(plan.sensitive)} has special protection. We use it {because}."


def _kept(plan: ConsentPlan) -> tuple[str, ...]:
    return (
        _or_missing(plan.storage, "where answers are kept"),
        f"Who sees them: {_or_missing(plan.access, 'who may see them')}",
        f"Firms that help us: {plan.firms}" if plan.firms else "",
        f"Passed on: {_or_missing(plan.shared_with, 'with whom answers or findings are shared')}",
    )


def _how_long(record: Project, plan: ConsentPlan, today: date) -> tuple[str, ...]:
    by = in_words(plan.retention_date)
    deleted = f"Answers are deleted by {by}." if by else MISSING.format("until when answers are kept")
    if is_date_of_the_past(record, today):
        deleted = MISSING.format(f"a date of deletion that lies ahead, since {by} has passed")
    return (deleted, plan.retention)
