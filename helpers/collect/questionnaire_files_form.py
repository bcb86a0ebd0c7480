"""The questionnaire to take away: on paper for each kind of reader, as a page, and everything in one archive."""

import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from helpers.collect import questionnaire
from helpers.errors import UserProblem
from helpers.forms import Action, File, Group, form
from helpers.project import Opened
from helpers.project.record import Project
from helpers.questionnaire.files import CODEBOOK, FORMATS
from helpers.questionnaire.layout import KINDS, Kind
from helpers.steps.here import Here

STEP = "2.2"
TAKE = (
    "Each file carries its version and the codebook. Print one of each and fill it in yourself before you print more. Where "
    "the questionnaire is in several languages, you get all of them in one archive."
)
KINDS_OF_PAPER: dict[Kind, str] = {
    "standard": "To print, or to go on working in.",
    "large print": "18 point; a question stays on one page wherever it fits on one.",
    "easy read": "16 point, with room for pictures.",
    "interviewer": "What to read out, what not, and cards to show.",
}
OTHERS = {
    "pdf": ("PDF", "To print; readable with a screen reader."),
    "html": ("Page", "A page for the browser, without script, to send round."),
}
TOOLS = {
    "xlsform": ("KoboToolbox or ODK", "An XLSForm: in KoboToolbox choose New, Upload an XLSForm."),
    "limesurvey": ("LimeSurvey", "A structure file: choose Create survey, Import, and take it as it is."),
    "forms": ("Google Forms or Microsoft Forms", "A script that makes the Google Form, and a page to build either by."),
    "typing": ("Typing in paper answers", "A spreadsheet with the answers to choose from."),
}
LAID_OUT = ("docx", "pdf", "html")
"""Formats that differ by the kind of reader."""
MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".txt": "text/plain",
}


def take_away(here: Here) -> Any:
    """The questionnaire as files."""
    return form(here.opened, STEP, "Take the questionnaire away", _files)


def _files(_record: Project) -> tuple[Group, ...]:
    word = tuple(
        Action(f"word-{kind.replace(' ', '-')}", f"Word: {kind}", help, _made("docx", kind))
        for kind, help in KINDS_OF_PAPER.items()
    )
    others = tuple(Action(name, label, help, _made(name)) for name, (label, help) in OTHERS.items())
    tools = tuple(Action(name, label, help, _made(name)) for name, (label, help) in TOOLS.items())
    everything = Action("everything", "Everything", "All of these in one archive.", _everything)
    return (
        Group("On paper and on a page", (), help=TAKE, actions=(*word, *others)),
        Group("For a survey tool", (), actions=tools),
        Group("All at once", (), actions=(everything,)),
    )


def _made(format_name: str, kind: Kind = "standard") -> Callable[[Opened], File]:
    """One format: its file, or an archive where it has several."""

    def made(opened: Opened) -> File:
        with TemporaryDirectory() as folder:
            unmade = _write(opened, [(format_name, kind)], Path(folder))
            paths = [path for path in Path(folder).iterdir() if path.name not in (CODEBOOK, NOT_MADE)]
            if unmade and not paths:
                raise unmade[0]
            if len(paths) == 1 and not unmade:
                return File(paths[0].name, MEDIA_TYPES[paths[0].suffix], paths[0].read_bytes())
            return _packed(Path(folder), f"questionnaire-{format_name}.zip")

    return made


def _everything(opened: Opened) -> File:
    wanted = [(name, kind) for kind in KINDS for name in FORMATS if kind == "standard" or name in LAID_OUT]
    with TemporaryDirectory() as folder:
        _write(opened, wanted, Path(folder))
        return _packed(Path(folder), "questionnaire.zip")


NOT_MADE = "NOT MADE.txt"


def _write(opened: Opened, wanted: Iterable[tuple[str, Kind]], folder: Path) -> list[UserProblem]:
    """Every file that can be made; what can't, such as a PDF in letters that no font has, is told in a file beside them."""
    unmade: dict[str, UserProblem] = {}
    for name, kind in wanted:
        try:
            questionnaire.write(opened, (name,), folder, kind)
        except UserProblem as problem:
            unmade[f"{name}, {kind}"] = problem
    if unmade:
        told = "\n\n".join(f"{which}\n{problem}" for which, problem in unmade.items())
        (folder / NOT_MADE).write_text(told, encoding="utf-8")
    return list(unmade.values())


def _packed(folder: Path, name: str) -> File:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return File(name, "application/zip", held.getvalue())
