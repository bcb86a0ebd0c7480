"""The ten notebooks are what runs here, and the documents are what can be read: nothing else, however it is spelt."""

import http.client
import re
import shutil
from urllib.parse import quote

import nbformat
import pytest

from helpers import project as projects
from helpers.collect import pretend
from helpers.serve.documents import documents
from helpers.serve.running import cells_of
from helpers.steps import steps
from helpers.steps.listing import ROOT, WORKBOOKS

WRITES = "from pathlib import Path\nPath({!r}).write_text('run')"


def raw(server, visitor, path: str) -> tuple[int, str]:
    """Status and text of a path that is sent exactly as it is spelt."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    line.request("GET", path, headers={"Cookie": cookies})
    answer = line.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.code)
def test_every_notebook_opens_to_its_end(served, known, step):
    page = served.page(known, step.code)
    assert page.status_code == 200
    assert 'class="problem"' not in re.sub(r"<template.*?</template>", "", page.text, flags=re.DOTALL)
    assert "<h1" in page.text and page.text.rstrip().endswith("</html>")
    assert "Where this leaves you" in page.text
    assert f"– {'Befriending across ages in Linden Hythe'} –" in re.search(r"<title>(.*?)</title>", page.text)[1]
    assert page.text.count('aria-current="page"') == 1


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.code)
def test_the_words_on_how_to_set_the_project_stay_in_the_notebook(step):
    left_out = [
        cell for cell in nbformat.read(step.notebook_path, as_version=4).cells if cell.id not in ids(cells_of(step))
    ]
    assert [cell.cell_type for cell in left_out] == ["markdown"]
    assert left_out[0].source.startswith("## Which project this is about")


def ids(cells) -> set[str]:
    return {cell.id for cell in cells}


@pytest.fixture
def intruder(served, tmp_path):
    """A notebook that leaves a trace when it runs: put wherever a server might look for it."""
    trace = tmp_path / "trace.txt"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(WRITES.format(str(trace)))])
    (temporary,) = (path for path in served.folder.parent.glob("workbook-*") if path.is_dir())
    places = [served.folder, served.folder.parent, temporary, *(path for path in temporary.iterdir() if path.is_dir())]
    assert len(places) >= 5
    for place in places:
        nbformat.write(notebook, place / "intruder.ipynb")
        (place / ".ipynb_checkpoints").mkdir(exist_ok=True)
        nbformat.write(notebook, place / ".ipynb_checkpoints" / "intruder.ipynb")
    yield served.folder / "intruder.ipynb", trace
    for place in places:
        (place / "intruder.ipynb").unlink()
        shutil.rmtree(place / ".ipynb_checkpoints")


SPELLINGS = (
    "intruder.ipynb", "./intruder.ipynb", "../intruder.ipynb", "../../intruder.ipynb", "01_plan/../intruder.ipynb",
    "01_plan/../../projects/intruder.ipynb", "/{path}", "{path}", "%2e%2e/intruder.ipynb", "..%2fintruder.ipynb",
    "..%5cintruder.ipynb", ".ipynb_checkpoints/intruder.ipynb", "01_plan/.ipynb_checkpoints/1_1_purpose_and_questions.ipynb",
    "01_plan//1_1_purpose_and_questions.ipynb", "01_plan/../01_plan/1_1_purpose_and_questions.ipynb", "file://{path}",
    "01_PLAN/1_1_PURPOSE_AND_QUESTIONS.IPYNB", "01_plan/1_1_purpose_and_questions", "00_start.ipynb/", "00_start.ipynb%00",
)  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_other_notebook_runs_however_it_is_spelt(served, known, intruder, spelling):
    path, trace = intruder
    before = len(served.kernels())
    status, text = raw(served, known, f"/voila/render/{spelling.format(path=path)}?project=befriending")
    assert status in (400, 404)
    assert "can’t be opened" in text
    assert len(served.kernels()) <= before and not trace.exists()


@pytest.mark.parametrize(
    "path",
    [
        "/voila/files/project.json", "/voila/files/befriending/project.json", "/voila/files/", "/files/project.json",
        "/voila/render/", "/voila/render", "/voila/render/01_plan/", "/voila/render/01_plan", "/voila/tree", "/voila/tree/",
        "/tree", "/voila/api/contents", "/voila/api/contents/", "/api/contents", "/api/kernels", "/api/kernelspecs",
        "/api/sessions", "/api/terminals", "/voila/templates/lab/static/voila.js", "/voila/query/0-0-0-0-0",
        "/voila/execution/0-0-0-0-0", "/voila/api/shutdown/0-0-0-0-0", "/voila/api/themes/", "/lab", "/notebooks", "/logout",
        "/voila/static/", "/look/", "/voila/labextensions/", "/read/", "/module/", "/favicon.ico", "/metrics",
    ],
)  # fmt: skip
def test_nothing_of_voilas_or_jupyters_own_is_left_open(served, known, path):
    picture = served.folder / "befriending" / "picture.png"
    picture.write_bytes(b"\x89PNG")
    try:
        for asked in (path, f"{path}picture.png", f"{path}befriending/picture.png"):
            status, text = raw(served, known, asked)
            assert status in (403, 404), asked
            assert "1_1_purpose_and_questions.ipynb" not in text and "PNG" not in text
    finally:
        picture.unlink()


def test_pictures_of_projects_are_for_nobody(served, known, stranger):
    picture = served.folder / "picture.svg"
    picture.write_text("<svg/>")
    try:
        for visitor in (known, stranger):
            answer = visitor.get(f"{served.address}/voila/files/picture.svg", allow_redirects=False)
            assert answer.status_code in (302, 404)
    finally:
        picture.unlink()


@pytest.mark.parametrize(
    "query",
    ("", "project=", "project=none", "project=..", "project=../projects/befriending", "project=%2Fetc", "wave=2024-spring",
     "project=befriending&project=befriending", "project=befriending&wave=never", "project=befriending&wave=..%2F2024-spring"),
)  # fmt: skip
def test_an_address_that_names_nothing_here_starts_no_kernel(served, known, query):
    before = {kernel.pid for kernel in served.kernels()}
    status, text = raw(served, known, f"/voila/render/02_collect/2_3_analysis.ipynb?{query}")
    assert status == 404
    assert 'role="alert"' in text and 'href="/"' in text
    assert {kernel.pid for kernel in served.kernels()} <= before


def test_what_is_typed_into_an_address_is_text(served, known):
    status, text = raw(served, known, f"/voila/render/00_start.ipynb?project={quote('<script>alert(1)</script>')}")
    assert status == 404
    assert "<script>alert" not in text and "&lt;script&gt;alert(1)" in text


def test_a_wave_in_the_address_is_the_one_shown(served, known):
    page = served.page(known, "2.2", wave="2024-spring")
    assert "Spring 2024" in page.text
    assert "2_3_analysis.ipynb?project=befriending&amp;wave=2024-spring" in page.text


def test_a_step_that_differs_by_wave_leads_to_each_of_them(served, known):
    nav = re.search(r'<nav class="waves".*?</nav>', served.page(known, "2.2").text, re.S).group()
    ids = [wave.id for wave in projects.open(served.folder / "befriending").waves]
    assert re.findall(r"wave=([\w-]+)", nav) == ids and len(ids) > 1
    assert nav.count("aria-current") == 1 and nav.index("aria-current") > nav.index(f"wave={ids[-1]}")
    assert '<nav class="waves"' not in served.page(known, "1.2").text


@pytest.fixture
def rehearsal(served):
    """A project in the served folder that the other tests never see."""
    folder = projects.create(served.folder / "rehearsal", "A rehearsal").path
    yield folder
    shutil.rmtree(folder)


def test_pretend_answers_are_among_the_waves_and_say_what_they_are(served, known, rehearsal):
    projects.save(rehearsal, "1.2", {"measures.basket": [{"indicator": "R7"}]})
    pretend.make(rehearsal, n=20)
    before = re.search(
        r'<nav class="waves".*?</nav>', served.page(known, "3.3", project="rehearsal").text, re.S
    ).group()
    assert "wave=pretend" in before and "PRETEND answers" in before
    assert before.index("aria-current") < before.index("no answers yet") < before.index("wave=pretend")
    page = served.page(known, "3.3", project="rehearsal", wave="pretend").text
    shown = re.search(r'<nav class="waves".*?</nav>', page, re.S).group()
    assert shown.index("aria-current") > shown.index("wave=pretend")
    assert "PRETEND: Step 3.3" in page


def test_links_between_steps_keep_the_project_and_documents_lead_back(served, known):
    page = served.page(known)
    found = re.findall(r'href="([^"#]+)', page.text)
    steps_linked = [link for link in found if link.startswith("/voila/render/")]
    assert len(steps_linked) > 10 and all("?project=befriending" in link for link in steps_linked)
    start = served.page(known, "0")
    inside = {link for link in re.findall(r'href="([^"]+)"', start.text) if link.startswith("/read/")}
    assert "/read/docs/toolkit_map.md?project=befriending" in inside and "/read/README.md?project=befriending" in inside
    for link in inside:
        assert known.get(served.address + link.replace("&amp;", "&")).status_code == 200


def test_documents_are_those_of_the_workbook_and_no_other_file(served, known):
    assert {path.name for path in (ROOT / "docs").glob("*.md")} < {path.rsplit("/")[-1] for path in documents()}
    for path in documents():
        assert known.get(f"{served.address}/read/{path}").status_code == 200, path
    others = (
        "docs/../pyproject.toml", "../pyproject.toml", "pyproject.toml", "helpers/cli.py", "docs/", "/etc/passwd",
        "docs/none.md", "workbooks/00_start.ipynb", "sample_data/befriending/project.json", "docs%2f..%2fpyproject.toml", "LICENSE",
    )  # fmt: skip
    for path in others:
        status, text = raw(served, known, f"/read/{path}")
        assert status == 404 and "flit" not in text, path


def test_every_link_in_a_document_leads_somewhere(served, known):
    looked_at = 0
    for path in documents():
        if path.endswith(".md"):
            text = known.get(f"{served.address}/read/{path}?project=befriending").text
            for link in {link.partition("#")[0] for link in re.findall(r'(?:href|src)="(/[^"]*)"', text)}:
                looked_at += 1
                if not link.startswith("/voila/render/"):
                    assert known.get(served.address + link.replace("&amp;", "&")).status_code == 200, (path, link)
    assert looked_at > 50


def test_nothing_was_written_beside_the_notebooks():
    assert {path.suffix for path in WORKBOOKS.rglob("*") if path.is_file()} == {".ipynb"}
