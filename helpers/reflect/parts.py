"""The parts of a report besides its findings: the people's own words first, then what the project record holds."""

from helpers import catalogue
from helpers.project.record import Learning
from helpers.reflect.material import Material
from helpers.reports import state_of_play, theory, words
from helpers.reports.facts import facts
from helpers.reports.model import Block, Bullets, Facts, Paragraph, Section, Table

NOT_WRITTEN = {
    "overview": "what the project set out to do and how it did overall",
    "context": "what the project responds to, and why it was needed",
    "design": "what was planned, for whom, and how it was meant to work",
    "delivery": "what was done and when, money and outputs, and how well it ran",
    "lessons": "what was achieved against the aims, and what was learnt",
    "legacy": "what lasts, what goes on, and what is recommended",
    "purpose": "what the research was for and how it was done",
    "implications": "what follows from the findings, and for whom",
    "next-steps": "how the findings will be used, and whether more research is needed",
}
"""What Tools 9 and 10 expect of a part, said where nobody has written it yet."""


def part(material: Material, anchor: str, title: str, *blocks: Block, sections: tuple[Section, ...] = ()) -> Section:
    """A part: own words, then what is known; where there is neither, that it is still to be written."""
    own = tuple(Paragraph(text) for text in words.paragraphs(material.record.feedback.sections.get(anchor, "")))
    if not own and not blocks and not sections:
        own = (Paragraph(f"Not written yet: {NOT_WRITTEN[anchor]}. Step 3.2 of the workbook is the place for it."),)
    return Section(anchor, title, (*own, *blocks), sections)


def filled(pairs: Facts) -> tuple[Facts, ...]:
    """Only the pairs that say something: a reader of a report has no use for empty boxes."""
    kept = tuple(pair for pair in pairs.pairs if pair[1])
    return (Facts(kept),) if kept else ()


def aims(material: Material) -> tuple[Block, ...]:
    """What the project wants, for whom and where."""
    return filled(facts(material.record.purpose, "aim", "who", "where", "long_term_difference"))


def background(material: Material) -> tuple[Block, ...]:
    """The context as written in step 1.1, what others have published about it, and what is held on each measure."""
    figures = material.record.secondary.figures
    rows = tuple(
        (
            one.what,
            one.value,
            f"{one.area}, {one.period}",
            " ".join(words.sentence(text) for text in (one.source, one.definition, one.note) if text),
        )
        for one in figures
        if one.what and one.value
    )
    known = (Table("What was known before", ("What", "Figure", "Where and when", "Source"), rows),) if rows else ()
    held = state_of_play.table(material.opened)
    paragraphs = (Paragraph(text) for text in words.paragraphs(material.record.purpose.context))
    return (*paragraphs, *known, *((held,) if held else ()))


def logic(material: Material) -> tuple[Block, ...]:
    """The theory of change as a chain, drawn and in words, with its assumptions, and the outcomes it leads to."""
    chain = theory.chain(material.record.purpose.theory_of_change, keeps_empty=False, is_drawn=True)
    return ((chain,) if chain.links else ()) + _outcomes(material)


def _outcomes(material: Material) -> tuple[Block, ...]:
    outcomes = material.record.purpose.theory_of_change.outcomes
    rows = tuple(
        (one.text, words.sentence(words.listed(catalogue.indicator(code).name for code in one.indicators)))
        for one in outcomes
    )
    return (Table("Outcomes and how they are measured", ("Outcome", "Measured by"), rows),) if rows else ()


def questions(material: Material) -> tuple[Block, ...]:
    """The research questions, in the team's order."""
    asked = material.record.purpose.questions
    lead = Paragraph("The research set out to answer:")
    return (lead, Bullets(tuple(one.text for one in asked), is_numbered=True)) if asked else ()


def fieldwork(material: Material) -> tuple[Block, ...]:
    """When people were asked, how it went, and how many answers came of it."""
    written = tuple(Paragraph(text) for text in words.paragraphs(material.record.primary.fieldwork))
    waves = [one for one in material.opened.waves if one.id in material.waves]
    said = words.listed(f"{words.wave_name(material.waves[one.id])} (until {words.day(one.held_on)})" for one in waves)
    return (*written, Paragraph(f"People were surveyed in {said}."))


def lessons(learning: Learning) -> tuple[Block, ...]:
    """What was learnt, as a list."""
    return (Bullets(learning.lessons),) if learning.lessons else ()


def implications(learning: Learning) -> tuple[Block, ...]:
    return tuple(Paragraph(text) for text in words.paragraphs(learning.implications))


def actions(learning: Learning) -> tuple[Block, ...]:
    """What will be done, by whom, by when and on what evidence, and what is planned for the next wave."""
    rows = tuple(
        (
            one.what,
            one.owner,
            words.month(one.by) if one.by else "no date set",
            words.listed(catalogue.indicator(code).name for code in one.evidence),
        )
        for one in learning.actions
    )
    table = (Table("Actions", ("What will be done", "Who", "By", "Because of"), rows),) if rows else ()
    next_wave = tuple(Paragraph(text) for text in words.paragraphs(learning.next_wave))
    return (*table, *next_wave)
