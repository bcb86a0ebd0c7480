"""Step 3.2: the report, in the structure of Tool 9 (a project) or Tool 10 (research)."""

from datetime import date
from importlib import import_module
from pathlib import Path

from helpers.catalogue.records import Benchmark
from helpers.disclosure import Released
from helpers.errors import UserProblem
from helpers.project import Opened
from helpers.reflect import answers, groups, method, parts
from helpers.reflect.evidence import Structure, structure_of
from helpers.reflect.front import summary as front_page
from helpers.reflect.material import Material, gather
from helpers.reports import words
from helpers.reports.appendix import with_appendix
from helpers.reports.facts import still_open
from helpers.reports.model import Document, Facts, Paragraph, Section
from helpers.reports.pretend import marked_document, named

PARTS: dict[Structure, tuple[tuple[str, str], ...]] = {
    "project": (
        ("overview", "Overview"),
        ("context", "Context"),
        ("design", "Design"),
        ("delivery", "Delivery"),
        ("impacts", "Impacts"),
        ("lessons", "Achievements and lessons"),
        ("legacy", "Legacy and forward plan"),
    ),
    "research": (
        ("purpose", "Purpose"),
        ("context", "Context"),
        ("findings", "Findings"),
        ("implications", "Implications"),
        ("next-steps", "Next steps"),
    ),
}
"""Section id -> title, in order: the printed parts of Tool 9 and Tool 10, by what they hold."""
NAMES = {"project": "Project report", "research": "Research report"}
WRITERS = {"html": "html", "docx": "word", "pdf": "pdf", "pptx": "slides"}
"""A report's formats -> the writer of each, loaded when it is asked for."""
OPENED_WITH = {
    "html": "Open it in a browser",
    "docx": "Open it in Word or LibreOffice",
    "pdf": "Print it, or send it on",
    "pptx": "Show it as slides",
}
INVENTED = "This is an example. The project and every person in it are invented."


def report(
    opened: Opened,
    wave: str | None,
    released: Released,
    structure: Structure | None = None,
    benchmarks: tuple[Benchmark, ...] | None = None,
    published_on: date | None = None,
    known: tuple[Section, ...] = (),
) -> Document:
    """Compose the report of one wave.

    Parameters
    ----------
    wave
        Id of the wave the report is about; the latest if None.
    released
        What `disclosure.release` let out; nothing else can be reported.
    structure
        `project` or `research`; if None, what the record says, or what its research purpose suggests.
    benchmarks
        Published figures to choose from; the catalogue's if None.
    published_on
        Printed on the cover; today if None.
    known
        What was worked out from existing data in step 2.1; it stands in the context.
    """
    material = gather(opened, wave, released, benchmarks, structure)
    chosen = material.structure
    sections = _project(material, known) if chosen == "project" else _research(material, known)
    document = Document(
        title=opened.title,
        subtitle=opened.record.summary,
        organisation=opened.record.organisation,
        published_on=_cover_line(material, chosen, published_on or date.today()),
        summary=front_page(material),
        sections=sections,
        method=method.note(material),
        notice=INVENTED if opened.record.is_invented else "",
        footnotes=(method.CREDIT,),
    )
    return marked_document(document) if opened.is_pretend else document


def write(
    opened: Opened,
    wave: str | None,
    released: Released,
    structure: Structure | None = None,
    folder: Path | None = None,
    known: tuple[Section, ...] = (),
    to: str | None = None,
) -> Section:
    """Write the report into a folder (the project's own if None), as `report.html` and so on, and say where it is.

    Parameters
    ----------
    to
        The formats, with commas between them: `html`, `docx`, `pdf`, `pptx`; the first alone if None. What a page folds away stands at the end of
        those for paper.

    Raises
    ------
    UserProblem
        A format that there is none of; a letter that no font has (PDF).
    """
    formats = formats_of(to or "html")
    document = report(opened, wave, released, structure, known=known)
    chosen = folder or opened.path / "reports" / opened.wave(wave).id
    paths = {form: chosen / named(f"report.{form}", opened.is_pretend) for form in formats}
    for form, path in paths.items():
        _write(document, path, form, opened.path / "fonts")
    where = tuple((OPENED_WITH[form], str(path)) for form, path in paths.items())
    said = Facts((("Report", document.title), *where, ("About", document.published_on)))
    return Section("written", "The report is written", (said,))


def formats_of(to: str) -> tuple[str, ...]:
    """The formats named with commas between them, each once.

    Examples
    --------
    >>> formats_of("html, pdf")
    ('html', 'pdf')
    """
    formats = tuple(dict.fromkeys(part.strip().lower() for part in to.split(",") if part.strip()))
    unknown = [form for form in formats if form not in WRITERS]
    if unknown or not formats:
        what = f"There is no report as '{unknown[0]}'." if unknown else "No format of the report is named."
        raise UserProblem(what, "to", f"Choose among: {', '.join(WRITERS)}.")
    return formats


def _write(document: Document, path: Path, form: str, fonts: Path) -> None:
    writer = import_module(f"helpers.reports.writers.{WRITERS[form]}")
    if form in ("docx", "pdf"):
        document = with_appendix(document)
    writer.write(document, path, **({"fonts": fonts} if form == "pdf" else {}))


def _cover_line(material: Material, structure: Structure, published_on: date) -> str:
    return f"{NAMES[structure]}, {material.when}. Published {words.day(published_on)}."


def _project(material: Material, known: tuple[Section, ...]) -> tuple[Section, ...]:
    learning, titles = material.record.learning, dict(PARTS["project"])
    blocks = {
        "overview": parts.aims(material),
        "context": parts.background(material),
        "design": (*parts.logic(material), *parts.questions(material)),
        "delivery": parts.fieldwork(material),
        "lessons": parts.lessons(learning),
        "legacy": (*parts.implications(learning), *parts.actions(learning)),
    }
    return tuple(
        _findings(material, anchor, title)
        if anchor == "impacts"
        else parts.part(material, anchor, title, *blocks[anchor], sections=known if anchor == "context" else ())
        for anchor, title in titles.items()
    )


def _research(material: Material, known: tuple[Section, ...]) -> tuple[Section, ...]:
    learning, titles = material.record.learning, dict(PARTS["research"])
    blocks = {
        "purpose": (*parts.aims(material), *parts.questions(material), *parts.fieldwork(material)),
        "context": parts.background(material),
        "implications": (*parts.implications(learning), *parts.lessons(learning)),
        "next-steps": parts.actions(learning),
    }
    return tuple(
        _findings(material, anchor, title)
        if anchor == "findings"
        else parts.part(material, anchor, title, *blocks[anchor], sections=known if anchor == "context" else ())
        for anchor, title in titles.items()
    )


def _findings(material: Material, anchor: str, title: str) -> Section:
    own = tuple(Paragraph(text) for text in words.paragraphs(material.record.feedback.sections.get(anchor, "")))
    found = answers.parts(material)
    if not material.findings:
        own = (*own, Paragraph(f"No measure of the basket was asked in {material.when}, so there are no figures here."))
    return Section(anchor, title, (*own, *_without_groups(material)), found)


def _without_groups(material: Material) -> tuple[Paragraph, ...]:
    said = groups.none_shown(material)
    return (Paragraph(said),) if said else ()


def in_short(opened: Opened) -> str:
    """The report in one line."""
    chosen = structure_of(opened.record)
    own = sum(bool(opened.record.feedback.sections.get(anchor)) for anchor, _ in PARTS[chosen])
    return f"Structure: {chosen}. Parts with own words: {own} of {len(PARTS[chosen])}."


def summary(opened: Opened) -> Section:
    """What has been decided in this step: structure, audience, and which parts hold own words."""
    record = opened.record
    chosen = structure_of(record)
    written = Facts(tuple((title, record.feedback.sections.get(anchor, "")) for anchor, title in PARTS[chosen]))
    why = "chosen by the team" if record.feedback.structure else "suggested by the research purpose"
    decided = Facts((("Structure", f"{NAMES[chosen]} ({why})"), ("Audience", record.feedback.audience)))
    own_words = Section("own-words", "Own words, part by part", (written,))
    return Section("feedback", "Report: decided so far", (decided,), (own_words, still_open(missing(opened))))


def missing(opened: Opened) -> tuple[str, ...]:
    """What this step still needs, in plain sentences; empty when it is complete."""
    feedback = opened.record.feedback
    empty = [title for anchor, title in PARTS[structure_of(opened.record)] if not feedback.sections.get(anchor)]
    sentences = [] if feedback.audience else ["Say who the report is for."]
    if empty:
        sentences.append(f"Write in your own words: {words.listed(empty)}.")
    return tuple(sentences)
