"""Nesta's levels of evidence: which one this design can reach as it is planned, and what would raise it."""

from helpers import catalogue
from helpers.plan.sample_design import REPORTED_FROM, waves
from helpers.project import Opened
from helpers.project.evidence import COMPARED, OBSERVED, Limit, Reach, reach
from helpers.project.record import Comparison, Project
from helpers.reports.facts import facts
from helpers.reports.model import Block, Caution, Facts, Paragraph, Section, Table

WHY: dict[Limit, str] = {
    "asked once": "people are asked once, so it shows what they say, not what changes.",
    "other people": (
        "people choose to answer and others may answer the next time, so it shows what people say each time, not what "
        "changes for anyone."
    ),
    "no comparison": "people are asked before and after, so it shows what changes while you work, not what changes it.",
    "self-selected": (
        "people choose for themselves which group they are in, so the groups may differ from the start and their "
        "difference proves nothing."
    ),
    "not said how": "there is a comparison group, but it isn't said whether people choose for themselves which group they are in.",
    "difference not shown": f"two groups of fewer than {REPORTED_FROM} people each can't be set beside each other in numbers.",
    "compared": (
        "people are asked before and after, and so is a group that they do not choose themselves. It shows where more "
        "changes than in that group, if enough people answer in both."
    ),
}
"""Why this level, after "as it is planned"."""

RAISE: dict[Limit, str] = {
    "asked once": "Level 2: ask the same people the same questions again, in the same way, before and after.",
    "other people": (
        "Level 2: ask the same people again, with a code by which their answers are joined, or let chance decide each time "
        "who is asked."
    ),
    "no comparison": (
        "Level 3: ask people as like yours as you can find who do not take part, at the same times. A waiting list is often "
        "the fairest and costs least."
    ),
    "self-selected": "Level 3: let a date, a lot or a boundary decide who is in which group, not people's own wish.",
    "not said how": "Level 3: say how the two groups are formed, and let nobody choose their own.",
    "difference not shown": "Level 3: ask more people in both groups.",
    "compared": (
        "Level 4: somebody independent evaluates the work as well, and comes to the same. Level 5: it is written down so that "
        "others run it elsewhere, and it works there. One project's own report can claim neither."
    ),
}
"""What would raise it."""

MAY_SAY = {1: "people reported", 2: "changed while", 3: "changed more than in the comparison group"}
"""The verb of the report at each level."""
NO_TEST = (
    "This is no test. For a small project level 1 is a good place to be, and honest evidence of a lower level is worth more "
    "than a claim of a higher one."
)


def reached(record: Project) -> Reach:
    """The level that the design can reach as it is recorded.

    Examples
    --------
    >>> reached(Project(title="Nothing planned"))
    Reach(level=1, limit='asked once')
    """
    approach = record.approach
    is_again = waves(record) > 1 and approach.balance != "qualitative"
    may_be_others = approach.sample.recruitment == "chose to join" and approach.sample.returning not in (
        "same people",
        "some of both",
    )
    return reach(is_again, may_be_others, planned_comparison(record), _is_large_enough(record))


def planned_comparison(record: Project) -> Comparison | None:
    """The comparison group, as soon as it is said who it is; its question may come later."""
    comparison = record.approach.comparison
    return comparison if comparison and (comparison.who or comparison.is_told_apart) else None


def plan(opened: Opened) -> Section:
    """The level aimed for, the level the design reaches and why, what would raise it, and all five side by side."""
    record = opened.record
    aim = facts(record.approach.evidence, "aim", "why", "evaluator", "evaluator_who")
    comparison = planned_comparison(record)
    group = (
        facts(comparison, "who", "how_formed", "is_self_selected").pairs
        if comparison
        else (("Comparison group", "none planned"),)
    )
    kept = tuple(pair for pair in aim.pairs if pair[1] or pair[0] == "Level you aim for")
    return Section(
        "evidence",
        "Standard of evidence",
        (
            Facts((*kept, *group)),
            Paragraph(in_words(record)),
            *_raise(record),
            *_cautions(record),
            levels(record),
            Paragraph(NO_TEST),
        ),
    )


def in_words(record: Project) -> str:
    """The level the design can reach, why, and what the report may then say."""
    found = reached(record)
    why = WHY[found.limit]
    if found.limit == "asked once" and record.approach.balance == "qualitative":
        why = "it asks in words alone, so it shows what people tell, not how many changed."
    return f"As it is planned, this research can reach level {found.level}: {why} The report may say: “{MAY_SAY[found.level]}”."


def levels(record: Project) -> Table:
    """Nesta's five levels, with where this design stands and what is aimed for."""
    level, aim = reached(record).level, record.approach.evidence.aim
    rows = tuple(
        (f"{one.level}. {one.name}", one.description, _mark(one.level, level, aim))
        for one in catalogue.evidence_levels()
    )
    note = "Figure 8 of the toolkit is a picture; the words come from its public source."
    return Table("Five levels of evidence", ("Level", "What the evidence can do", "Your research"), rows, note)


def missing(opened: Opened) -> tuple[str, ...]:
    """What is still to be decided about evidence: only where the research is to show the impact of action."""
    record = opened.record
    is_impact = record.purpose.research_purpose == "impact"
    needs = {
        "Say which level of evidence you aim for.": record.approach.evidence.aim or not is_impact,
        "Say whether people chose their group themselves.": reached(record).limit != "not said how",
    }
    return tuple(sentence for sentence, is_there in needs.items() if not is_there)


def _is_large_enough(record: Project) -> bool:
    """Whether two groups of the target could each have enough answers; unknown counts as yes."""
    target = record.approach.sample.target
    return target is None or target >= 2 * REPORTED_FROM


def _mark(level: int, reached_level: int, aim: int | None) -> str:
    marks = (("as planned", level == reached_level), ("aimed for", level == aim))
    return ", ".join(text for text, is_so in marks if is_so)


def _raise(record: Project) -> tuple[Block, ...]:
    found = reached(record)
    said = [f"What would raise it: {RAISE[found.limit]}"]
    if record.approach.evidence.evaluator == "independent":
        said.append(
            "You plan an independent evaluation. If it confirms what you find, the work comes to level 4; your own report stays at 3."
            if found.level == COMPARED
            else "You plan an independent evaluation, which makes any level more credible. For level 4 a comparison group has to come first."
        )
    return tuple(Paragraph(text) for text in said)


def _cautions(record: Project) -> tuple[Caution, ...]:
    aim, level = record.approach.evidence.aim, reached(record).level
    if aim is None or aim <= level:
        return ()
    if level == COMPARED and record.approach.evidence.evaluator == "independent" and aim == COMPARED + 1:
        return ()
    more = " Level 1 is no failure." if level == OBSERVED else ""
    return (
        Caution(
            f"You aim for level {aim}, and as it is planned the research reaches level {level}. Raise the design, or lower the aim.{more}"
        ),
    )
