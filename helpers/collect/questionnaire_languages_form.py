"""The questionnaire in other languages and in easy words, as forms: which languages, each text in each, and a spreadsheet that goes out and comes back."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from helpers.catalogue.reader import raw
from helpers.forms import Action, Choice, File, Group, field, form
from helpers.forms.arriving import Arrived
from helpers.forms.asked import Field
from helpers.forms.upload import Place, Standing, upload
from helpers.project import Opened, save
from helpers.project.disk import write_whole
from helpers.project.record import Project
from helpers.questionnaire import translating
from helpers.reports import words
from helpers.steps.here import Here

STEP = "2.2"
PATH = "primary.questionnaire"
TRANSLATE = (
    "Each text by itself, answer by answer. Or take the spreadsheet, have it filled in, and bring it back: both fill the same "
    "places. Nothing is translated by machine. Where the English is changed afterwards, its translation is put aside."
)


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
