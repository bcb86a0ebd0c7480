"""Nobody's own words leave but those that they let be quoted: everything a run makes is opened and searched."""

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from helpers import project as projects
from helpers.cli import main
from helpers.collect.coding import book, kept, quotes, texts
from helpers.collect.coding.kept import Coding
from helpers.steps.listing import SAMPLES

LEAST = 12
"""Letters: shorter answers ("Go on.") stand in anybody's sentences."""
NAMES = ("Zebedee Quillfeather", "Oswaldtwistle", "020 7946 0555")
SAID = f"{NAMES[0]} moved to {NAMES[1]}, ring {NAMES[2]}, and since then nobody comes by on Sundays"


def everything(*folders: Path) -> dict[str, str]:
    """Path -> all that stands in it, archives and PDFs opened, JSON without its escapes."""
    found = {}
    for path in (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()):
        name = str(path)
        if path.suffix in (".docx", ".pptx", ".xlsx", ".zip"):
            with zipfile.ZipFile(path) as archive:
                found |= {f"{name}/{one}": archive.read(one).decode("utf-8", "replace") for one in archive.namelist()}
        elif path.suffix == ".pdf":
            found[name] = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True).stdout
        else:
            text = path.read_bytes().decode("utf-8", "replace")
            found[name] = (
                text + json.dumps(json.loads(text), ensure_ascii=False) if path.suffix in (".ipynb", ".json") else text
            )
    return found


def test_of_the_sample_s_open_answers_only_the_chosen_quotes_are_in_what_a_run_makes(main_job):
    opened = projects.open(SAMPLES / "befriending")
    sources = texts.until(opened, "2025-spring")
    chosen = [said.words for source in sources for said in quotes.said(opened, source)]
    words = {text.words for source in sources for text in source.texts if len(text.words) >= LEAST}
    people = {text.key.person for text in sources[0].texts}
    coders = {name for source in sources for name in kept.coders(source)}
    assert (len(chosen), len(people), coders) == (3, 107, {"Marta", "Idris"}) and len(words) > 60
    made = everything(main_job["out"])
    assert len(made) > 10
    for name, text in made.items():
        for one in (words - set(chosen)) | people | coders:
            assert one not in text, (name, one)
    analysis = next(text for name, text in made.items() if name.endswith("2_3_analysis.ipynb"))
    assert all(one.replace("'", "&#39;") in analysis or one in analysis for one in chosen)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_names_planted_in_answers_notes_and_remarks_are_in_nothing_that_is_made(project, tmp_path):
    opened = projects.open(project)
    source = texts.of_wave(opened, "2025-spring")
    changed = [text for text in source.texts if text.key.place == "own_difference"]
    plant(project, {text.words for text in changed})
    opened = projects.open(project)
    source = texts.of_wave(opened, "2025-spring")
    planted = [text for text in source.texts if NAMES[0] in text.words]
    assert len(planted) > 60
    reads = book.read_for(opened.record, "own_difference")
    for text in planted:
        kept.keep(opened, source, Coding(text.key, "Ines", ("theme-week",), False, reads, note=f"again {NAMES[0]}"))
    quotable = next(text for text in planted if text.may_be_quoted)
    quote = "[A friend] moved to [another town], … nobody comes by on Sundays"
    quotes.choose(opened, source, quotable.key, quote, "Ines", "Says what Sundays are")
    assert main(["report", str(project), "--to", "html,docx,pdf", "--out", str(tmp_path / "out")]) == 0
    made = everything(tmp_path / "out")
    assert {Path(name).suffix for name in made} >= {".html", ".pdf", ".ipynb"}
    assert any(quote in text for text in made.values())
    made |= {
        str(path): path.read_text() for path in (project / "project.json", project / "history.jsonl") if path.exists()
    }
    made |= everything(project / "data" / "2025-spring" / "coding")
    for name, text in made.items():
        is_remark = "coder-ines" in name
        for one in NAMES[is_remark:]:
            assert one not in text, (name, one)


def plant(project: Path, answers: set[str]) -> None:
    """Every answer to the question says something else: in the file itself, whose record is made to fit it."""
    import hashlib

    import openpyxl

    folder = project / "data" / "2025-spring"
    shutil.rmtree(folder / "coding")
    record = json.loads((folder / "wave.json").read_text("utf-8"))
    book_path = folder / record["file"]
    table = openpyxl.load_workbook(book_path)
    n = 0
    for row in table.active.iter_rows():
        for cell in row:
            if cell.value in answers:
                cell.value, n = f"{SAID} {n}", n + 1
    table.save(book_path)
    record["sha256"] = hashlib.sha256(book_path.read_bytes()).hexdigest()
    (folder / "wave.json").write_text(json.dumps(record), "utf-8")
