"""The questionnaire to take away: on paper for each kind of reader, as a page, and everything in one archive."""

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from helpers.collect import questionnaire
from helpers.errors import UserProblem
from helpers.forms import Action, File, Group, form
from helpers.project import Opened
from helpers.project.record import Project
from helpers.questionnaire.layout import KINDS, Kind
from helpers.steps.here import Here

STEP = "2.2"
TAKE = (
    "Each file carries its version and the codebook. Print one of each and fill it in yourself before you print more. Survey "
    "tools' files are made by the same command: python3 workbook.py questionnaire."
)


def take_away(here: Here) -> Any:
    """The questionnaire as files."""
    return form(here.opened, STEP, "Take the questionnaire away", _files)


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
            "everything",
            "Everything",
            "All of these, and the files for survey tools, in one archive. What can't be made is said in it.",
            _everything,
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
