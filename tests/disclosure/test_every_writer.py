"""Everything that leaves goes through `release`: every writer is listed with what it takes, and what they wrote is searched."""

import ast
import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from helpers import project as projects
from helpers.collect import analysis, primary
from helpers.disclosure import Findings, Released, release
from helpers.reports.finding import find
from helpers.steps.listing import SAMPLES

HELPERS = Path(__file__).resolve().parents[2] / "helpers"
WRITES = {
    "write_whole", "replace_whole", "write_text", "write_bytes", "to_csv", "to_excel", "to_parquet", "to_json",
    "to_html", "savefig", "save", "writestr", "compile", "fdopen", "append",
}  # fmt: skip
IS_PLAIN = {"append", "save", "compile"}
"""Also said of lists, records and patterns: they count where they are called on these."""
CALLED_ON = {"append": {"disk"}, "save": {"book", "file", "deck", "made"}, "compile": {"typst"}}

DOCUMENT = "writes a document, which is made of what was released"
PLAN = "writes what was planned: nobody's answer goes into a questionnaire, a strategy or a page of documentation"
FOLDER = "keeps what came in, or what the team decided, in the project's own folder"
TEAM = "for those who hold the answers, and says so"
OURS = "for the person at this machine alone: an address or a traceback"
WRITERS = {
    "catalogue/page.py": PLAN,
    "cli.py": OURS,
    "collect/analysis.py": "takes what was released",
    "collect/coding/log.py": FOLDER,
    "collect/inbox.py": FOLDER,
    "collect/margins.py": FOLDER,
    "collect/pretend.py": "simulated answers, which nobody gave",
    "collect/primary/adding.py": FOLDER,
    "collect/primary/kept.py": FOLDER,
    "collect/primary/told.py": TEAM,
    "collect/primary/withdrawal.py": FOLDER,
    "collect/questionnaire_files_form.py": PLAN,
    "collect/questionnaire_languages_form.py": PLAN,
    "collect/secondary/nomis.py": FOLDER,
    "collect/secondary/tables.py": FOLDER,
    "forms/arriving.py": FOLDER,
    "forms/guard.py": OURS,
    "project/disk.py": "the pen that the others hold",
    "project/ledger.py": TEAM,
    "project/page.py": PLAN,
    "project/rebuild.py": FOLDER,
    "project/store.py": FOLDER,
    "questionnaire/building_sheet.py": PLAN,
    "questionnaire/files.py": PLAN,
    "questionnaire/google_forms.py": PLAN,
    "questionnaire/limesurvey.py": PLAN,
    "questionnaire/translation_sheet.py": PLAN,
    "questionnaire/workbook.py": PLAN,
    "reports/charts/panels.py": "draws figures of what was released",
    "reports/drawing.py": "draws figures of what was released",
    "reports/writers/html.py": DOCUMENT,
    "reports/writers/pdf.py": DOCUMENT,
    "reports/writers/raster.py": DOCUMENT,
    "reports/writers/slides.py": DOCUMENT,
    "reports/writers/typesetting.py": DOCUMENT,
    "reports/writers/word.py": DOCUMENT,
    "reports/writers/word_package.py": DOCUMENT,
    "serve/opening.py": OURS,
    "survey/exports/archive_child.py": "unpacks what came in, to be read and thrown away",
    "survey/page.py": PLAN,
}
"""Every module that writes, and why nothing leaves by it that was not released. What is new here needs its reason."""

RAW = {"helpers.survey", "helpers.collect", "helpers.disclosure.Findings"}
"""Where raw answers and raw findings come from: no room that makes what people read knows them."""


def writers():
    found = {}
    for file in sorted(HELPERS.rglob("*.py")):
        calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        names = {_written(call) for call in calls} - {""}
        if names:
            found[str(file.relative_to(HELPERS))] = names
    return found


def _written(call):
    """The name under which a call writes, or nothing."""
    called = call.func
    name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
    if name == "open":
        modes = [
            one.value for one in (*call.args, *(key.value for key in call.keywords)) if isinstance(one, ast.Constant)
        ]
        return name if any(isinstance(mode, str) and re.fullmatch(r"[wax]b?\+?", mode) for mode in modes) else ""
    if name not in WRITES:
        return ""
    on = called.value.id if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) else ""
    return name if name not in IS_PLAIN or on in CALLED_ON[name] else ""


def test_every_writer_is_listed_with_its_reason():
    found = writers()
    assert len(found) > 25
    new = sorted(found.keys() - WRITERS.keys())
    assert not new, f"{new} write: say in WRITERS what they take, and that it was released"
    assert not sorted(WRITERS.keys() - found.keys()), "listed, and writes nothing any more"


def test_what_people_read_is_made_where_raw_findings_are_not_known():
    looked_at = 0
    for room in ("reports", "reflect"):
        for file in (HELPERS / room).rglob("*.py"):
            names = set()
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    names |= {f"{node.module}.{alias.name}" for alias in node.names}
            raw = {name for name in names if any(name == one or name.startswith(f"{one}.") for one in RAW)}
            assert not raw, f"{file.relative_to(HELPERS)} imports {raw}"
            looked_at += 1
    assert looked_at > 30


@pytest.fixture(scope="module")
def raw():
    return analysis.findings(projects.open(SAMPLES / "befriending"))


def test_raw_findings_are_refused_where_something_is_made_of_them(raw, tmp_path):
    from helpers import catalogue

    for given in (raw, raw.shares, {"table": raw.shares}):
        with pytest.raises(TypeError, match="release"):
            find(given, catalogue.indicator("R7"), {"2025-spring": "Spring 2025"})
        with pytest.raises(TypeError, match="release"):
            analysis.write_findings(given, tmp_path / "findings.csv")
    assert not list(tmp_path.iterdir())
    assert isinstance(release(raw), Released) and not isinstance(raw, Released) and isinstance(raw, Findings)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Everything that a report of a sample is: name -> its whole text, whatever it is packed into."""
    from helpers.reflect import feedback

    folder = tmp_path_factory.mktemp("leaving")
    project = folder / "befriending"
    shutil.copytree(SAMPLES / "befriending", project)
    opened = projects.open(project)
    shown = analysis.taken_out(opened)
    out = folder / "out"
    analysis.keep(shown, out)
    feedback.write(opened, None, shown, folder=out, to=",".join(feedback.WRITERS))
    return {file.name: everything_in(file.read_bytes(), file.name) for file in sorted(out.iterdir())}


def everything_in(content, name):
    """The text of a file: archives unpacked, pages of PDF read, metadata of pictures and the plain bytes too."""
    texts = [content.decode("latin-1")]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            texts = [everything_in(packed.read(part), part) for part in packed.namelist()]
    elif content.startswith(b"%PDF"):
        told = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
        texts.append(told.stdout.decode())
    elif content.startswith(b"\x89PNG"):
        from PIL import Image

        texts.append(json.dumps({key: str(value) for key, value in Image.open(io.BytesIO(content)).info.items()}))
    else:
        texts.append(content.decode("utf-8", "replace"))
    return "\n".join([name, *texts])


def _ids():
    """The numbers of submissions that can't be taken for anything else."""
    opened = projects.open(SAMPLES / "befriending")
    readings = [primary.reading(opened, wave.id).responses for wave in opened.waves]
    return [one for people in readings for one in people["respondent_id"] if len(one) > 8]


def _exact(raw):
    """Figures as they were worked out, to six decimals."""
    numbers = pd.concat(
        [raw.shares[name] for name in ("share", "ci_low", "ci_high", "mean")] + [raw.distributions["share"]]
    )
    exact = {f"{number:.6f}" for number in numbers.dropna().unique()}
    return {number for number in exact if number[-3:] != "000"}


def _told(text, exact):
    return exact & {f"{float(number):.6f}" for number in re.findall(r"(?<![\d.])\d\.\d{6,}", text)}


def test_no_artefact_holds_anybodys_number(written):
    assert {"findings.csv", "report.html", "report.docx", "report.pdf"} <= set(written)
    assert len(_ids()) > 100
    for name, text in written.items():
        assert len(text) > 1000
        assert not [one for one in _ids() if one in text], name


def test_the_search_finds_what_is_hidden_in_an_archive(raw):
    """The guard guarded: a number of a submission and a raw figure, packed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("word/document.xml", f"<w:t>{_ids()[0]}</w:t>{raw.shares.head(30).to_csv()}")
    text = everything_in(held.getvalue(), "report.docx")
    assert _ids()[0] in text and _told(text, _exact(raw))


@pytest.mark.slow
def test_executed_notebooks_hold_no_more_than_the_report(main_job, raw):
    notebooks = sorted((main_job["out"] / "notebooks").rglob("*.ipynb"))
    assert len(notebooks) == 10
    for notebook in notebooks:
        text = notebook.read_text(encoding="utf-8")
        assert not [one for one in _ids() if one in text], notebook.name
        assert not _told(text, _exact(raw)), notebook.name


def test_no_artefact_holds_a_figure_that_was_not_rounded(written, raw):
    """Shares, errors and means as they were worked out: what is shown has two decimals at the most."""
    assert len(_exact(raw)) > 500
    for name, text in written.items():
        assert not _told(text, _exact(raw)), name


def test_what_is_withheld_is_blank_in_the_table_that_is_sent_on(written):
    _, head, rows = written["findings.csv"].rpartition("indicator,theme")
    table = pd.read_csv(io.StringIO(head + rows))
    held = table[table["status"].isin(["suppressed", "banded"])]
    assert len(held) > 20
    assert held[["share", "std_error", "ci_low", "ci_high", "n_effective", "mean"]].isna().all(axis=None)
    assert held.loc[held["status"] == "suppressed", "n"].isna().all()
