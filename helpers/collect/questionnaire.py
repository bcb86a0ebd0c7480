"""Step 2.2, the questionnaire: as it stands, what to look at before it goes out, and how it reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers import catalogue
from helpers import questionnaire as instrument
from helpers.project import Opened
from helpers.questionnaire import asking, checks, html, layout, length, open_questions, reading_age, translating
from helpers.questionnaire.changed import Change, changes
from helpers.questionnaire.layout import Kind
from helpers.questionnaire.model import Questionnaire, said
from helpers.reports import words
from helpers.reports.model import Block, Bullets, Caution, Facts, Fold, Paragraph, Section, Table

HEADINGS = {
    "mend": "To be mended",
    "compare": "What can't be compared because of it",
    "weigh": "Worth a second look",
}
SCHOOL_LEAVER = 18
"""Years. Beyond it the index gives numbers that are nobody's age at school."""
ABOUT_READING = (
    f"Reading age: {reading_age.SOURCE}, from the length of words and sentences alone, put as the age of a schoolchild. It "
    "was made for pages of prose: of a single question it says only that it is harder than another. Try the hardest on "
    "somebody. The toolkit's own questions are compared with London only in their own words."
)
ABOUT_LENGTH = "The longest way through, by the numbers that step 1.2 names with their sources. A pilot with a watch tells you more."
ABOUT_EASY = (
    "Easy read: its layout is made here, with larger type, room for pictures and one thing at a time. Easy words are yours to "
    "find, with people who read easy read. Type them under translations, as “Easy read”: they are kept in the project's "
    "history. Answers to other words are not like for like with answers to the printed ones, so note on each form that it was "
    "the easy-read one."
)


def build(opened: Opened) -> Questionnaire:
    """The questionnaire of a project as it stands."""
    return instrument.build(opened.record)


def summary(opened: Opened) -> Section:
    """The questionnaire in a few facts, why each question about people is asked, and how it reads."""
    made = build(opened)
    aloud, silent = length.of(made)
    facts = Facts(
        (
            ("Version", f"{made.version}: it changes with any wording, answer, order or translation"),
            ("Questions", str(sum(question.number > 0 for question in made.questions))),
            ("Length", f"about {aloud:g} minutes read out, about {silent:g} minutes read by oneself"),
            ("Reading age", _years(reading_age.of(made))),
            ("Languages", words.listed(language.name for language in made.languages)),
            ("“Prefer not to say”", f"at {opened.record.primary.questionnaire.prefer_not_to_say}"),
        )
    )
    folds = (
        Fold("Why each question about people is asked", (_reasons(made),)),
        Fold("How hard each question is to read", (Paragraph(ABOUT_READING), _ages(made))),
        Fold("The toolkit's notes on each section", _notes(made)),
        Fold("What the length rests on", (Paragraph(ABOUT_LENGTH), _lengths(made))),
        Fold("Easy read, and what it does to comparison", (Paragraph(ABOUT_EASY),)),
    )
    return Section("questionnaire", "The questionnaire as it stands", (facts, *folds))


def to_check(opened: Opened) -> Section:
    """What to look at before the questionnaire goes out, and what has changed since each earlier wave."""
    made = build(opened)
    found = checks.remarks(made, opened.record)
    blocks: list[Block] = []
    for kind, heading in HEADINGS.items():
        texts = tuple(remark.text for remark in found if remark.kind == kind)
        if texts:
            blocks += [Paragraph(f"{heading}:"), Bullets(texts)]
    if not blocks:
        blocks.append(Paragraph("Nothing stands in the way. Try it on five people before it goes out."))
    return Section("questionnaire-checks", "Before it goes out", (*blocks, *_since(opened)))


def missing(opened: Opened) -> tuple[str, ...]:
    """What is to be mended before the questionnaire goes out, in plain sentences."""
    made = build(opened)
    return tuple(
        f"Questionnaire: {remark.text}" for remark in checks.remarks(made, opened.record) if remark.kind == "mend"
    )


def open_uses() -> Section:
    """The toolkit's four uses of open questions, with its examples."""
    rows = tuple((use.heading, use.text) for use in open_questions.uses().values())
    table = Table("Open questions (Tool 8)", ("Usage", "Example"), rows)
    return Section("open-questions", "What open questions are good for", (table,))


def preview(opened: Opened, kind: Kind = "standard", language: str = "en") -> "Preview":
    """The form as people will see it."""
    return Preview(layout.sheet(build(opened), kind, language))


def write(opened: Opened, formats: Iterable[str], folder: Path, kind: Kind = "standard") -> tuple[Path, ...]:
    """Write the questionnaire into a folder, in each of the formats of `helpers.questionnaire.files`."""
    from helpers.questionnaire import files

    made = files.write(build(opened), tuple(formats), folder, kind, opened.path / "fonts")
    return tuple(file.path for file in made)


@dataclass(frozen=True, repr=False)
class Preview:
    """A form as a notebook shows it: a page where there is a browser, lines of text where there is none."""

    sheet: layout.Sheet

    def __repr__(self) -> str:
        lines = [self.sheet.title]
        for part in self.sheet.parts:
            lines += ["", part.title]
            lines += [f"{block.number or '-'}. {block.stem} [{block.printed}]" for block in part.blocks]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return html.fragment(self.sheet)


def _reasons(made: Questionnaire) -> Table:
    rows = tuple(
        (
            f"{one.code} {said(one.stem)}",
            words.listed(one.needed_for) if one.needed_for else "nothing in the plan",
            one.why,
        )
        for one in made.questions
        if one.id.startswith("q") and asking.is_demographic(catalogue.question(one.id))
    )
    return Table(
        "Questions about people themselves",
        ("Question", "What the plan uses it for", "Why you need it"),
        tuple((question, use, why or "nobody has said yet") for question, use, why in rows),
    )


def _ages(made: Questionnaire) -> Table:
    rows = [
        (f"{one.code} {said(one.stem)}", _years(years))
        for one, years in reading_age.hardest(made, n=len(made.questions))
    ]
    return Table("Hardest first", ("Question", "Reading age"), tuple(rows))


def _years(years: int | None) -> str:
    if years is None:
        return "none"
    return f"over {SCHOOL_LEAVER}" if years > SCHOOL_LEAVER else str(years)


def _lengths(made: Questionnaire) -> Table:
    rows = tuple(
        (
            said(section.title),
            f"{sum(length.seconds(one, True) for one in section.questions) / 60:.1f}",
            f"{sum(length.seconds(one, False) for one in section.questions) / 60:.1f}",
        )
        for section in made.sections
        if section.code != "office"
    )
    return Table("Minutes by section", ("Section", "Read out", "Read by oneself"), rows)


def _notes(made: Questionnaire) -> tuple[Block, ...]:
    return tuple(
        block
        for section in made.sections
        if section.notes
        for block in (Paragraph(f"{said(section.title)}:"), Bullets(section.notes))
    )


def _since(opened: Opened) -> tuple[Block, ...]:
    """What has changed since the codebook of each earlier wave, the newest first; nothing where nothing has."""
    if not opened.record.primary.waves:
        return ()
    from helpers.collect import primary
    from helpers.survey import Codebook, codebook

    now = codebook(opened.record)
    blocks: list[Block] = []
    told: tuple[Change, ...] | None = None
    translated = [one.text for one in opened.record.primary.questionnaire.translations]
    for wave in reversed(opened.waves):
        found = changes(Codebook.from_dict(primary.wave_record(opened, wave.id)["codebook"]), now, translated)
        if found and found != told:
            texts = Bullets(tuple(change.text for change in found))
            title = f"Since {words.wave_name(wave.title or wave.id)}"
            blocks.append(Fold(title, (texts,)))
            if any(change.breaks for change in found):
                n = len({change.question for change in found if change.breaks})
                blocks.append(Caution(f"{title}: {words.plural(n, 'question')} can't be compared as they stand."))
        told = found
    return tuple(blocks)


def translations(opened: Opened) -> Section:
    """How far each language is."""
    pieces = translating.pieces(opened.record)
    rows = tuple(
        (name, f"{len(pieces) - len(translating.missing(pieces, code))} of {len(pieces)}", _gaps(pieces, code))
        for code, name in translating.languages(opened.record).items()
    )
    return Section(
        "translations",
        "How far the translations are",
        (Table("Texts translated", ("Language", "Translated", "First that are missing"), rows),),
    )


def _gaps(pieces: tuple[translating.Piece, ...], code: str) -> str:
    if code == "easy":
        return "the printed words stand where there are none"
    missing = translating.missing(pieces, code)
    return words.listed(piece.where for piece in missing[:3]) if missing else "none"
