"""Every format that a questionnaire goes out in: which files it makes, and what to do with them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from helpers.errors import UserProblem
from helpers.project.disk import write_whole
from helpers.questionnaire import layout
from helpers.questionnaire.layout import Kind
from helpers.questionnaire.model import ENGLISH, Questionnaire

CODEBOOK = "codebook.json"


@dataclass(frozen=True)
class Made:
    """One file, and what it is for."""

    path: Path
    use: str


def write(
    questionnaire: Questionnaire,
    formats: tuple[str, ...],
    folder: Path,
    kind: Kind = "standard",
    fonts: Path | None = None,
) -> list[Made]:
    """Write a questionnaire in several formats, with its codebook beside them.

    Parameters
    ----------
    formats
        Names out of `FORMATS`.
    kind
        For whom the paper and the page are laid out.
    fonts
        A folder with fonts for PDFs, for letters that ours lacks: by custom `fonts` in the project's folder.

    Raises
    ------
    UserProblem
        A file can't be written, or a language has letters that no font here has.
    """
    from helpers.questionnaire.carried import as_json

    given = {"pdf": partial(_pdf, fonts=fonts)}
    made = [file for name in formats for file in {**FORMATS, **given}[name](questionnaire, folder, kind)]
    write_whole(folder / CODEBOOK, as_json(questionnaire).encode())
    return [
        *made,
        Made(folder / CODEBOOK, f"the codebook of version {questionnaire.version}: keep it with the answers"),
    ]


def _xlsform(questionnaire: Questionnaire, folder: Path, kind: Kind) -> Iterator[Made]:
    from helpers.questionnaire import xlsform

    xlsform.write(questionnaire, path := folder / "xlsform.xlsx")
    yield Made(path, "for KoboToolbox (New, Upload an XLSForm), ODK Central and others that take XLSForms")


def _limesurvey(questionnaire: Questionnaire, folder: Path, kind: Kind) -> Iterator[Made]:
    from helpers.questionnaire import limesurvey

    limesurvey.write(questionnaire, path := folder / "limesurvey.txt")
    yield Made(path, "for LimeSurvey: Create survey, Import, and take this file as it is")


def _typing(questionnaire: Questionnaire, folder: Path, kind: Kind) -> Iterator[Made]:
    from helpers.questionnaire import typing_sheet

    typing_sheet.write(questionnaire, path := folder / "typing-sheet.xlsx")
    yield Made(path, "to type in the answers from paper")


def _forms(questionnaire: Questionnaire, folder: Path, kind: Kind) -> Iterator[Made]:
    """One form in each language, since Google's have only one."""
    from helpers.questionnaire import building_sheet, google_forms

    for language in questionnaire.languages:
        google_forms.write(
            questionnaire, path := folder / _named("google-forms-script", language.code, "txt"), language.code
        )
        yield Made(path, "for Google Forms: paste it into a new Google Apps Script and run it")
        building_sheet.write(
            questionnaire, path := folder / _named("building-sheet", language.code, "html"), language.code
        )
        yield Made(path, "how to build the form in Google Forms or Microsoft Forms, question by question")


def _docx(questionnaire: Questionnaire, folder: Path, kind: Kind) -> Iterator[Made]:
    from helpers.questionnaire import word

    yield from _laid_out(questionnaire, folder, kind, "docx", word.render, "to print, or to go on working in with Word")


def _html(questionnaire: Questionnaire, folder: Path, kind: Kind) -> Iterator[Made]:
    from helpers.questionnaire import html

    def render(sheet: layout.Sheet, asks: Questionnaire) -> bytes:
        return html.render(sheet, asks).encode()

    yield from _laid_out(questionnaire, folder, kind, "html", render, "to look at in a browser, or to print from there")


def _pdf(questionnaire: Questionnaire, folder: Path, kind: Kind, fonts: Path | None = None) -> Iterator[Made]:
    from helpers.questionnaire import pdf

    yield from _laid_out(questionnaire, folder, kind, "pdf", partial(pdf.render, fonts=fonts), "to print")


def _laid_out(
    questionnaire: Questionnaire,
    folder: Path,
    kind: Kind,
    ending: str,
    render: Callable[[layout.Sheet, Questionnaire], bytes],
    use: str,
) -> Iterator[Made]:
    name = "questionnaire" if kind == "standard" else f"questionnaire-{kind.replace(' ', '-')}"
    unmade = []
    for language in questionnaire.languages:
        path = folder / _named(name, language.code, ending)
        try:
            content = render(layout.sheet(questionnaire, kind, language.code), questionnaire)
        except UserProblem as problem:  # letters that no font has: the other languages are made first
            unmade.append(problem)
            continue
        write_whole(path, content)
        yield Made(path, use)
    if unmade:
        raise unmade[0]


def _named(name: str, language: str, ending: str) -> str:
    return f"{name}.{ending}" if language == ENGLISH else f"{name}-{language}.{ending}"


FORMATS: dict[str, Callable[[Questionnaire, Path, Kind], Iterator[Made]]] = {
    "xlsform": _xlsform,
    "limesurvey": _limesurvey,
    "docx": _docx,
    "html": _html,
    "pdf": _pdf,
    "typing": _typing,
    "forms": _forms,
}
"""By the name that the command line takes."""
