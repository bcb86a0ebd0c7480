"""Step 2.3: by which groups findings can be split and why not by others, whose findings can be marked, what is missing.

Nothing here reads an answer, so that the form opens fast: what a wave holds is told by the record that is kept with it.
"""

import json

from helpers import catalogue
from helpers.catalogue.records import Breakdown
from helpers.project import Opened, Project
from helpers.project.breakdowns import COMPARISON, breakdown, breakdowns
from helpers.project.opened import WAVE_FILE
from helpers.project.record.analysis import BETWEEN, Marked
from helpers.project.record.consent import SENSITIVE_QUESTIONS

LEAST = 10
"""People a group needs in a report (`smallest_base` of the policy): two such groups are the least that can be compared."""
NOT_ASKED = "Not asked in the latest wave"
TOO_FEW = f"Answered by too few people for two groups of {LEAST}"
NO_CONSENT = "Not among the sensitive information that the consent plan of step 1.3 says people are asked about"
NO_CONDITION = "The consent plan of step 1.3 names no condition under which sensitive information may be used"


def why_not(opened: Opened) -> dict[str, str]:
    """Breakdown code -> why findings can't be split by it now, in words without any figure; "" where they can."""
    answered = _answered(opened)
    return {one.code: _why_not(one, answered, opened.record) for one in breakdowns(opened.record)}


def _why_not(breakdown: Breakdown, answered: dict[str, int], record: Project) -> str:
    question = breakdown.question if breakdown.code == breakdown.question else catalogue.question(breakdown.question).id
    n = answered.get(question)
    if n is None:
        return NOT_ASKED
    if n < 2 * LEAST:
        return TOO_FEW
    kind = next((kind for kind, code in SENSITIVE_QUESTIONS.items() if code == breakdown.question), None)
    if kind and kind not in record.approach.consent.sensitive:
        return NO_CONSENT
    return NO_CONDITION if kind and record.approach.consent.special_condition is None else ""


def _answered(opened: Opened) -> dict[str, int]:
    """How many answered each question in the latest wave; nothing where there is none."""
    if not opened.waves:
        return {}
    path = opened.wave_path(opened.waves[-1].id) / WAVE_FILE
    try:
        return json.loads(path.read_text(encoding="utf-8"))["answered"]
    except (OSError, ValueError, KeyError):  # a damaged record is told where the wave itself is looked at
        return {}


def alone(record: Project) -> tuple[Breakdown, ...]:
    """The breakdowns by which findings are split one at a time."""
    return tuple(breakdown(record, code) for code in record.breakdowns if "*" not in code and code != COMPARISON)


def groups_of(breakdown: Breakdown) -> tuple[str, ...]:
    """The groups' labels, in order."""
    return (*breakdown.bands, *breakdown.groups)


def parts_of(label: str, breakdown: Breakdown) -> tuple[str, ...]:
    """The groups that are shown under one label: the group itself, or those that were joined, which the label then lists.

    Examples
    --------
    >>> parts_of("Combined (16-24, 25-34)", catalogue.breakdown("age")), parts_of("Women", catalogue.breakdown("gender"))
    (('16-24', '25-34'), ('Women',))
    """
    known = groups_of(breakdown)
    if label in known:
        return (label,)
    listed = {part.strip() for part in label.partition("(")[2].removesuffix(")").split(",")}
    return tuple(group for group in known if group in listed)


def whom(record: Project) -> dict[str, str]:
    """Of whom a finding can be marked: value -> what it is called; "" is everyone."""
    found = {"": "Everyone who answered"}
    for one in alone(record):
        found |= {f"{one.code}{BETWEEN}{group}": f"{one.name}: {group}" for group in groups_of(one)}
    return found


def marks(record: Project) -> tuple[Marked, ...]:
    """The marks that name a measure of the basket, each finding once, in the order they were made."""
    basket = {item.indicator for item in record.measures.basket}
    found: dict[tuple[str, str], Marked] = {}
    for mark in record.analysis.marked:
        if mark.indicator in basket:
            found.setdefault((mark.indicator, mark.whom), mark)
    return tuple(found.values())


def missing(opened: Opened) -> tuple[str, ...]:
    """What step 2.3 still needs."""
    record, sentences = opened.record, []
    if not opened.waves:
        sentences.append("There are no answers to analyse yet.")
    if not record.measures.basket:
        sentences.append("Choose measures in step 1.2: findings are worked out for those.")
    if opened.waves and not record.analysis.marked:
        sentences.append("Mark the findings that matter.")
    n = sum(not mark.why.strip() for mark in record.analysis.marked)
    if n:
        sentences.append(f"Say why it matters, for {n} marked {'finding' if n == 1 else 'findings'}.")
    return tuple(sentences)
