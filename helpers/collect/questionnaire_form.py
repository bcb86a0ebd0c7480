"""The questionnaire as forms: who is asked what and why, what is said around it, translations, and the files to take away."""

import io
import json
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

from helpers import catalogue
from helpers.catalogue.reader import raw
from helpers.catalogue.records import Question
from helpers.collect import questionnaire
from helpers.errors import UserProblem
from helpers.forms import Action, Choice, File, Group, field, form
from helpers.forms.arriving import Arrived
from helpers.forms.asked import Field
from helpers.forms.upload import Place, Standing, upload
from helpers.project import Opened, save
from helpers.project.disk import write_whole
from helpers.project.record import Project
from helpers.project.record.questionnaire import Place as Standpoint
from helpers.questionnaire import asking, checks, open_questions, opening, translating
from helpers.questionnaire.build import build
from helpers.questionnaire.layout import KINDS, Kind
from helpers.questionnaire.model import Asked, said
from helpers.reports import words
from helpers.steps.here import Here

STEP = "2.2"
PATH = "primary.questionnaire"
PLACES = {
    "start": "First, before everything else",
    "section 1": "After the questions on relationships and wellbeing",
    "section 2": "After the questions on the community",
    "section 3": "After the questions about people themselves",
    "end": "Last",
    "office": "In a box that the team fills in",
}
REFUSAL = (
    Choice("every question", "At every question", "Save the consents, and where people write in their own words."),
    Choice(
        "sensitive questions", "At sensitive questions only", "Health, ethnic group, money, loneliness and the like."
    ),
    Choice("no question", "Nowhere, as in the toolkit"),
)
PEOPLE, OTHERS = "About people themselves", "Other questions of the toolkit"
KEEP = (
    "Thoroughly review each: asking too many questions about people can annoy them, and make them worry who will know. What "
    "you don't hold can't be lost."
)
TRANSLATE = (
    "Each text by itself, answer by answer. Or take the spreadsheet, have it filled in, and bring it back: both fill the same "
    "places. Nothing is translated by machine. Where the English is changed afterwards, its translation is put aside."
)
TAKE = (
    "Each file carries its version and the codebook. Print one of each and fill it in yourself before you print more. Survey "
    "tools' files are made by the same command: python3 workbook.py questionnaire."
)


def content(here: Here) -> Any:
    """What is asked besides the measures' questions, why, and where the team's own questions stand."""
    return form(here.opened, STEP, "What is asked, and why", _content)


def around(here: Here) -> Any:
    """Introduction, words before sections and questions, closing words."""
    return form(here.opened, STEP, "What is said around the questions", _around)


def in_languages(here: Here) -> Any:
    """Languages, and each text in each of them."""
    return form(here.opened, STEP, "Languages and easy read", _in_languages)


def bring_translations(here: Here) -> Any:
    """The place for a spreadsheet that comes back from a translator."""
    place = Place(
        "A spreadsheet of translations",
        "As you took it away above, with its columns filled in (.xlsx, .ods or .csv).",
        (".xlsx", ".ods", ".csv"),
        _take_translations,
        _brought,
        _remove_spreadsheet,
    )
    return upload(here.opened, place)


def take_away(here: Here) -> Any:
    """The questionnaire as files."""
    return form(here.opened, STEP, "Take the questionnaire away", _files)


# What is asked ---------------------------------------------------------------------------------------------------


def _content(record: Project) -> tuple[Group, ...]:
    besides = field(
        f"{PATH}.besides",
        help="",
        choices=_besides(record),
        entry=("why",),
        add="Add a question",
        one="Question",
    )
    own = () if not record.measures.own_questions else (_own_questions(record),)
    return (
        Group(
            "Questions about people, and others that no measure counts",
            (besides,),
            help=KEEP,
            actions=_to_explain(record),
            problems=_problems,
        ),
        *own,
        Group(
            "Codes and ways out",
            (field(f"{PATH}.panel_code"), field(f"{PATH}.prefer_not_to_say", choices=REFUSAL)),
        ),
    )


def _besides(record: Project) -> tuple[Choice, ...]:
    found = []
    for question in catalogue.questions():
        if asking.is_demographic(question) or asking.is_besides(question):
            used = asking.uses(question, record)
            help = f"Asked anyway: {'; '.join(used)}" if used else "Nothing in your plan uses it."
            group = PEOPLE if asking.is_demographic(question) else OTHERS
            found.append(Choice(question.code, f"{question.code} {question.wording}", help, group))
    return tuple(found)


def _unexplained(record: Project) -> tuple[Question, ...]:
    """Questions about people that the plan asks and nobody has given a reason for."""
    listed = {one.question for one in record.primary.questionnaire.besides}
    return tuple(
        question
        for question in catalogue.questions()
        if asking.is_demographic(question)
        and not listed & {question.code, question.id}
        and any(use != asking.AGE_REASON for use in asking.uses(question, record))
    )


def _to_explain(record: Project) -> tuple[Action, ...]:
    n = len(_unexplained(record))
    if not n:
        return ()
    return (
        Action(
            "explain",
            f"List what the plan asks about people anyway ({n})",
            "So that you can say why you need each.",
            lambda opened: {
                f"{PATH}.besides[{one.code}]": {"question": one.code} for one in _unexplained(opened.record)
            },
        ),
    )


def _problems(record: Project) -> dict[str, str]:
    """What the checks say of questions that are listed here, beside each."""
    ids = {catalogue.question(one.question).id: one.question for one in record.primary.questionnaire.besides}
    found = checks.remarks(build(record), record)
    return {
        f"{PATH}.besides[{ids[remark.about]}].why": remark.text
        for remark in found
        if remark.kind == "mend" and remark.about in ids
    }


def _own_questions(record: Project) -> Group:
    own = tuple(Choice(one.id, one.wording or "Not worded yet") for one in record.measures.own_questions)
    uses = tuple(
        Choice(code, use.heading, f"The toolkit's example: {use.text}") for code, use in open_questions.uses().items()
    )
    assert set(PLACES) == set(get_args(Standpoint))
    held = field(
        f"{PATH}.own_places",
        help="",
        choices=own,
        entry=(
            field(f"{PATH}.own_places[].place", choices=tuple(Choice(code, text) for code, text in PLACES.items())),
            field(f"{PATH}.own_places[].asked_of", choices=_answers),
            field(f"{PATH}.own_places[].use", choices=uses),
        ),
        is_fixed=True,
    )
    return Group(
        "Where your own questions stand, and who is asked them",
        (held,),
        help="The questions themselves are made in step 1.2. Open questions begin with what, why, how or describe.",
    )


def _answers(record: Project) -> tuple[Choice, ...]:
    """Every answer that a question can follow from, under its question."""
    return tuple(
        Choice(f"{column}={code}", label, group=f"{question.code} {_short(said(question.stem))}")
        for question in build(record).questions
        if question.kind in ("single", "multi") and question.id[:7] != "consent"
        for column, code, label in _ways(question)
    )


def _ways(question: Asked) -> list[tuple[str, int, str]]:
    if question.kind == "single":
        return [(question.id, option.code, said(option.label)) for option in question.options]
    return [(column, 1, said(option.label)) for column, option in zip(question.columns, question.options, strict=True)]


# What is said around it ------------------------------------------------------------------------------------------


def _around(record: Project) -> tuple[Group, ...]:
    made = build(record)
    drafts = {
        "introduction": opening.drafted_introduction(record, _minutes(record)),
        "closing": opening.drafted_closing(record),
    }
    texts = [
        part
        for name, draft in drafts.items()
        for part in (
            field(f"{name}-draft", kind="notes", label="The draft", help=draft),
            field(f"{PATH}.{name}", rows=6),
        )
    ]
    start = Action(
        "start-from-drafts",
        "Start from the drafts",
        "Copies each draft into its box, for you to change. A box that has words in it stays as it is.",
        lambda opened: {
            f"{PATH}.{name}": draft
            for name, draft in drafts.items()
            if not getattr(opened.record.primary.questionnaire, name)
        },
    )
    places = tuple(_openings(record, made.sections))
    spoken = field(
        f"{PATH}.opening_words",
        help="",
        choices=places,
        entry=(field(f"{PATH}.opening_words[].text", rows=3),),
        is_fixed=True,
        hides_others=True,
    )
    return (
        Group("First and last", tuple(texts), actions=(start,)),
        Group(
            "Before sections and questions", (spoken,), help="The toolkit's words stand there until you write your own."
        ),
    )


def _minutes(record: Project) -> float:
    from helpers.questionnaire import length

    aloud, silent = length.of(build(record))
    return silent if record.approach.mode in ("online", "paper") else aloud


def _openings(record: Project, sections: Any) -> list[Choice]:
    found = []
    for section in sections:
        if section.code.isdigit():
            printed = opening.printed_of_section(section.code)
            found.append(
                Choice(f"section-{section.code}", f"Before “{said(section.title)}”", f"The toolkit: “{printed}”")
            )
        found += [
            Choice(
                question.id,
                f"Before {question.code} {_short(said(question.stem))}",
                f"Now: “{said(question.introduction)}”",
            )
            for question in section.questions
            if said(question.introduction)
        ]
    return found


# Languages -------------------------------------------------------------------------------------------------------


@cache
def _known() -> dict[str, str]:
    """Code -> the name of a language as its speakers write it."""
    found: Any = raw(str(Path(translating.__file__).with_name("languages.yaml")))
    return dict(found)


def _in_languages(record: Project) -> tuple[Group, ...]:
    languages = field(
        f"{PATH}.languages",
        help="",
        choices=tuple(Choice(code, name) for code, name in _known().items()),
        entry=("name",),
        add="Add a language",
        one="Language",
        begins_with=lambda _record, code: {"name": _known().get(code, "")},
    )
    working = field(
        f"{PATH}.translating",
        choices=tuple(Choice(code, name) for code, name in translating.languages(record).items()),
    )
    sheet = Action(
        "translation-sheet",
        "Spreadsheet for translators",
        "A row for each text, a column for each language, with what there is so far.",
        _sheet,
    )
    fields: tuple[Field, ...] = (working, *_texts(record))
    return (
        Group("Languages besides English", (languages,)),
        Group("Translations and easy words", fields, help=TRANSLATE, actions=(sheet,)),
    )


def _texts(record: Project) -> tuple[Field, ...]:
    code = record.primary.questionnaire.translating
    if code not in translating.languages(record):
        return ()
    pieces = translating.pieces(record)
    choices = tuple(Choice(piece.key(code), piece.where, piece.english) for piece in pieces)
    text = replace(field(f"{PATH}.translations[].text", label=translating.languages(record)[code], limit=None), rows=2)
    held = field(
        f"{PATH}.translations",
        label="Texts",
        help="",
        choices=choices,
        entry=(text,),
        is_fixed=True,
        hides_others=True,
    )
    return (held,)


def _sheet(opened: Opened) -> File:
    from helpers.questionnaire import translation_sheet

    return File("translations.xlsx", translation_sheet.MEDIA_TYPE, translation_sheet.render(opened.record))


def _take_translations(opened: Opened, file: Arrived) -> None:
    """Take in what fits, and keep the spreadsheet with what was said of it."""
    from helpers.questionnaire import translation_sheet

    found = translation_sheet.read(file.path, opened.record)
    if found.changes:
        save(opened.path, STEP, found.changes)
    taken = words.plural(found.n_texts, "text") + " taken in."
    held = {"sha256": file.sha256, "size": file.size, "said": [taken, *found.remarks]}
    folder = _kept(opened)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / file.name, file.path.read_bytes())
    write_whole(folder / f"{file.name}.json", json.dumps(held, indent=2).encode())


def _brought(opened: Opened) -> tuple[Standing, ...]:
    """The spreadsheets that came in, each with what was said of it then."""
    found = []
    for path in sorted(_kept(opened).glob("*.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        found.append(Standing(path.stem, path.stem, held["size"], held["sha256"], tuple(held["said"])))
    return tuple(found)


def _remove_spreadsheet(opened: Opened, name: str) -> None:
    """Of the spreadsheet only: its texts stay in the record."""
    for path in (_kept(opened) / name, _kept(opened) / f"{name}.json"):
        path.unlink(missing_ok=True)


def _kept(opened: Opened) -> Path:
    return opened.path / "questionnaire" / "translations"


# Files -----------------------------------------------------------------------------------------------------------


def _files(_record: Project) -> tuple[Group, ...]:
    word = tuple(
        Action(f"word-{kind.replace(' ', '-')}", f"Word: {kind}", help, _paper("docx", kind))
        for kind, help in zip(
            KINDS,
            (
                "To print, or to go on working in.",
                "18 point; a question stays on one page wherever it fits on one.",
                "16 point, with room for pictures.",
                "What to read out, what not, and cards to show.",
            ),
            strict=True,
        )
    )
    rest = (
        Action("pdf", "PDF", "To print; readable with a screen reader.", _paper("pdf", "standard")),
        Action("page", "Page", "A page for the browser, without script, to send round.", _paper("html", "standard")),
        Action(
            "everything", "Everything", "All of these, and the files for survey tools, in one archive. What can't be made is said in it.", _everything
        ),
    )
    return (Group("", (), help=TAKE, actions=(*word, *rest)),)


def _paper(format_name: str, kind: Kind) -> Any:
    def made(opened: Opened) -> File:
        with TemporaryDirectory() as folder:
            paths = questionnaire.write(opened, (format_name,), Path(folder), kind)
            path = next(path for path in paths if path.suffix == f".{format_name}")
            return File(path.name, MEDIA_TYPES[format_name], path.read_bytes())

    return made


MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
}


def _everything(opened: Opened) -> File:
    from helpers.questionnaire import files

    held = io.BytesIO()
    with TemporaryDirectory() as folder:
        left_out = []
        for kind in KINDS:
            for name in files.FORMATS if kind == "standard" else ("docx", "pdf", "html"):
                try:
                    questionnaire.write(opened, (name,), Path(folder), kind)
                except UserProblem as problem:  # one format that can't be made doesn't keep the others back
                    left_out.append(f"{name}, {kind}\n{problem}")
        if left_out:
            (Path(folder) / "NOT MADE.txt").write_text("\n\n".join(left_out), encoding="utf-8")
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(Path(folder).iterdir()):
                archive.write(path, path.name)
    return File("questionnaire.zip", "application/zip", held.getvalue())


def _short(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:68].rsplit(' ', 1)[0]} …"
