"""Step 1.3: approach (tools 5 and 6, Figure 7)."""

from helpers import catalogue
from helpers.project import Opened
from helpers.project.record import Approach
from helpers.reports import words
from helpers.reports.facts import facts, in_words, still_open
from helpers.reports.model import Block, Caution, Facts, Paragraph, Section, Table

STRATEGY = 6
"""The tool that is the template of the research strategy."""


def in_short(opened: Opened) -> str:
    """The approach in one line."""
    approach = opened.record.approach
    written = sum(bool(part.text) for part in approach.strategy)
    return (
        f"Kind of research: {approach.balance or 'not chosen'}. Survey mode: {approach.mode or 'not chosen'}. "
        f"Answers hoped for in each wave: {in_words(approach.sample.target) or 'not set'}. "
        f"Parts of the strategy written: {written} of {len(catalogue.template_parts(STRATEGY))}."
    )


def summary(opened: Opened) -> Section:
    """What has been decided in this step, in the order of Figure 7, with the strategy at the end."""
    approach = opened.record.approach
    return Section(
        "approach",
        "Approach: decided so far",
        (facts(approach, "study_area", "local_context", "balance", "mode", "who_researches"),),
        (
            Section("sample", "Who is asked", _sample(approach)),
            Section("consent", "Consent and personal data", (_consent(approach),)),
            Section(
                "practicalities",
                "Time, resource, analysis",
                (facts(approach, "timeframe", "resource", "analysis_plan"),),
            ),
            strategy(opened),
            still_open(missing(opened)),
        ),
    )


def strategy(opened: Opened) -> Section:
    """Tool 6: the seven parts of the research strategy as far as they are written."""
    written = {part.part: part.text for part in opened.record.approach.strategy}
    rows = tuple(
        (f"{part.number}. {part.title}", written.get(part.number) or f"Not written yet. What goes here: {part.text}")
        for part in catalogue.template_parts(STRATEGY)
    )
    return Section("strategy", "Research strategy (Tool 6)", (Table("The seven parts", ("Part", "Text"), rows),))


def comparison() -> Section:
    """Tool 5: quantitative and qualitative research side by side."""
    rows = tuple((one.aspect, one.quantitative, one.qualitative) for one in catalogue.comparison())
    table = Table("Numbers or words", ("", "Quantitative", "Qualitative"), rows)
    return Section("comparison", "Quantitative and qualitative research (Tool 5)", (table,))


def evidence_levels() -> Section:
    """Nesta's five levels of evidence (Figure 8)."""
    rows = tuple((f"{one.level}. {one.name}", one.description) for one in catalogue.evidence_levels())
    note = "The toolkit prints this figure as a picture; the words come from its public source."
    table = Table("Five levels of evidence", ("Level", "What the evidence can do"), rows, note)
    return Section("evidence-levels", "Levels of evidence (Nesta)", (table,))


def missing(opened: Opened) -> tuple[str, ...]:
    """What this step still needs, in plain sentences; empty when it is complete."""
    approach = opened.record.approach
    needs = {
        "Choose the kind of research: numbers, words or both.": approach.balance,
        "Choose how people will be asked: face to face, by telephone, online or on paper.": approach.mode,
        "Define the study area.": approach.study_area,
        "Set the timeframe, and how often you will go back.": approach.timeframe,
        "Decide who does the research.": approach.who_researches,
        "Work out the resource it takes.": approach.resource,
        "Say how answers will be analysed.": approach.analysis_plan,
        "Set how many answers you hope for in each wave.": approach.sample.target,
        "Say how people come to take part: everyone, a random choice, or people who choose to join.": (
            approach.sample.recruitment
        ),
    }
    written = {part.part for part in approach.strategy if part.text}
    unwritten = [part.title for part in catalogue.template_parts(STRATEGY) if part.number not in written]
    return (
        *(sentence for sentence, is_there in needs.items() if not is_there),
        *_missing_consent(approach),
        *((f"Write the parts of the research strategy still open: {', '.join(unwritten)}.",) if unwritten else ()),
    )


def _missing_consent(approach: Approach) -> tuple[str, ...]:
    plan = approach.consent
    needs = {
        "Consent: write down what is collected, and why.": plan.collected,
        "Consent: write down where the answers are kept.": plan.storage,
        "Consent: write down who may see them.": plan.access,
        "Consent: set the date by which they are deleted.": plan.retention_date,
    }
    return tuple(sentence for sentence, is_there in needs.items() if not is_there)


def _sample(approach: Approach) -> tuple[Block, ...]:
    breakdowns = ("Groups to compare", "; ".join(catalogue.breakdown(code).name for code in approach.breakdowns))
    sample = facts(approach.sample, "target", "population", "recruitment", "how")
    return (
        Facts((*sample.pairs, breakdowns)),
        *_choice_caution(approach),
        *_weighting(approach),
        *_comparison(approach),
    )


def _choice_caution(approach: Approach) -> tuple[Caution, ...]:
    if approach.sample.recruitment != "chose to join":
        return ()
    return (Caution("People chose whether to take part, so those who answer may differ from those who don't."),)


def _weighting(approach: Approach) -> tuple[Block, ...]:
    weighting = approach.weighting
    if weighting is None:
        return (Paragraph("Answers are not weighted: each counts the same."),)
    rows = tuple(
        (catalogue.breakdown(code).name, group, words.percent(share))
        for code, groups in weighting.margins.items()
        for group, share in groups.items()
    )
    note = f"Source: {weighting.source}, as at {in_words(weighting.as_at)}."
    return (Table("Answers are weighted to", ("Characteristic", "Group", "Share of the population"), rows, note),)


def _comparison(approach: Approach) -> tuple[Block, ...]:
    if approach.comparison is None:
        return ()
    return (facts(approach.comparison, "who", "how_formed", "is_self_selected"),)


def _consent(approach: Approach) -> Facts:
    return facts(approach.consent, "collected", "storage", "access", "retention_date", "recorded_where", "parents")
