"""Pretend answers: whatever is made of them says so, and no real figure ever holds one of them."""

import csv
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from helpers import cli
from helpers import project as projects
from helpers.collect import analysis, findings_page, pretend, pretend_form, primary
from helpers.errors import UserProblem
from helpers.forms.desk import desk_of
from helpers.project.opened import PRETEND
from helpers.reflect import conclusions, feedback
from helpers.reports.model import Bullets, Fold, KeyFigures, Paragraph, Section, Table
from helpers.reports.pretend import MARK, PRETEND_CAUTION, marked
from helpers.reports.writers import html, word
from helpers.steps import begin

SAMPLE = Path(__file__).parents[2] / "sample_data" / "befriending"
TODAY = date(2026, 5, 1)


@pytest.fixture(scope="module")
def befriending(tmp_path_factory):
    """The first sample with its three real waves, and pretend answers beside them."""
    folder = tmp_path_factory.mktemp("pretend") / "befriending"
    shutil.copytree(SAMPLE, folder)
    pretend.make(folder, today=TODAY)
    return folder


@pytest.fixture(scope="module")
def pretending(befriending):
    return projects.open(befriending).at(PRETEND)


@pytest.fixture(scope="module")
def report(pretending):
    return feedback.report(pretending, PRETEND, analysis.released(pretending, PRETEND), published_on=TODAY)


def sections(section):
    yield section
    for inner in section.sections:
        yield from sections(inner)


def inside(blocks):
    for block in blocks:
        yield block
        if isinstance(block, Fold):
            yield from inside(block.blocks)


def test_they_are_offered_beside_the_real_waves_wherever_one_stands(befriending, pretending):
    real = [wave.id for wave in projects.open(befriending).waves]
    for opened in (projects.open(befriending), pretending):
        assert [wave.id for wave in opened.waves_to_choose] == [*real, PRETEND]
    assert projects.open(SAMPLE).waves_to_choose == projects.open(SAMPLE).waves


def test_they_are_read_and_checked_like_any_file(befriending):
    kept = json.loads((befriending / "data" / "pretend" / "wave.json").read_text())
    assert kept["is_pretend"] is True and "nobody" in kept["says"]
    assert kept["file"] == "PRETEND-answers.csv"
    assert kept["check"]["verdict"] in ("accept", "warn")
    assert kept["check"]["usable_n"] > 100  # of the plan's target of 160
    with (befriending / "data" / "pretend" / kept["file"]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 160
    assert {row["PRETEND"] for row in rows} == {"PRETEND: nobody gave this answer"}
    assert all(row["respondent_id"].startswith("pretend-") for row in rows)


def test_the_record_does_not_know_them_and_they_are_neither_latest_nor_first(befriending):
    assert (befriending / "project.json").read_bytes() == (SAMPLE / "project.json").read_bytes()
    opened = projects.open(befriending)
    assert opened.has_pretend
    assert [wave.id for wave in opened.waves] == ["2024-spring", "2024-autumn", "2025-spring"]
    assert opened.wave().id == "2025-spring"
    with pytest.raises(UserProblem, match="no wave 'pretend'"):
        opened.wave(PRETEND)


def test_looked_at_they_stand_alone(pretending):
    assert [wave.id for wave in pretending.waves] == [PRETEND]
    assert pretending.at(None).wave().id == "2025-spring"
    released = analysis.released(pretending)
    assert set(released.table["wave"]) == set(released.counts["wave"]) == {PRETEND}
    assert len(released.changes) == 0
    with pytest.raises(UserProblem, match="no wave '2025-spring'"):
        pretending.wave("2025-spring")


@pytest.mark.slow
def test_real_outputs_are_the_same_to_the_byte_with_and_without_them(befriending, tmp_path):
    made = {}
    for name, folder in (("with", befriending), ("without", SAMPLE)):
        opened = projects.open(folder)
        released = analysis.released(opened)
        analysis.write_findings(released, tmp_path / name / "findings.csv")
        page = html.render(feedback.report(opened, None, released, published_on=TODAY))
        shown = repr(findings_page.summary(findings_page.gather(opened, "2025-spring", released)))
        made[name] = ((tmp_path / name / "findings.csv").read_bytes(), page, shown)
    assert made["with"] == made["without"]
    assert all(MARK not in str(output) for output in made["with"])


def test_every_released_row_says_so(pretending):
    released = analysis.released(pretending, policy="team")
    assert released.is_pretend
    for frame in (released.table, released.distributions, released.counts):
        assert len(frame) > 5
        assert frame["note"].str.startswith("PRETEND: simulated, nobody said this").all()


def test_the_findings_file_says_so_in_its_name_and_in_every_row(pretending, tmp_path):
    analysis.keep(analysis.released(pretending), tmp_path)
    (file,) = tmp_path.iterdir()
    assert file.name == "PRETEND-findings.csv"
    with file.open(encoding="utf-8", newline="") as held:
        rows = list(csv.DictReader(held))
    assert len(rows) > 50
    assert all(row["status"].startswith("pretend: ") and row["note"].startswith(MARK) for row in rows)
    assert {row["wave"] for row in rows} == {PRETEND}


def test_every_title_of_the_report_says_so(report):
    titles = [report.title, report.subtitle, report.published_on]
    every = [part for section in (*report.sections, report.method) for part in sections(section)]
    titles += [section.title for section in every]
    blocks = list(inside([*report.summary, *(block for section in every for block in section.blocks)]))
    tables = [block for block in blocks if isinstance(block, Table)]
    figures = html.figures(report)
    titles += [table.caption for table in tables] + [figure.title for figure in figures]
    titles += [figure.alt for figure in figures] + [figure.table.caption for figure in figures]
    titles += [one.label for block in blocks if isinstance(block, KeyFigures) for one in block.figures]
    titles += [block.text for block in blocks if isinstance(block, Paragraph) and block.is_draft]
    titles += [item for block in blocks if isinstance(block, Bullets) and block.is_draft for item in block.items]
    assert len(tables) > 20 and len(figures) == 10
    assert [title for title in titles if not title.startswith(MARK)] == []
    assert report.notice.startswith(PRETEND_CAUTION)


@pytest.mark.slow
def test_the_page_and_the_word_file_say_so_wherever_they_are_opened(report, tmp_path):
    page = html.render(report)
    heads = re.findall(r"<(?:h[1-6]|caption|title)[^>]*>\s*([^<]+)", page)
    own = {"Summary", "Contents"}
    assert len(heads) > 40
    unmarked = {head.strip() for head in heads if not head.strip().startswith(MARK)}
    assert unmarked - own <= {"Theory of change: from problem to long-term change"}  # what was planned, no figure in it
    path = word.write(report, tmp_path / "report.docx")
    import docx

    texts = [paragraph.text for paragraph in docx.Document(path).paragraphs]
    assert any(text.startswith(PRETEND_CAUTION) for text in texts[:3])
    assert f"{MARK}: Befriending across ages in Linden Hythe" in texts


def test_the_pictures_differ_from_those_of_real_answers_by_their_stamp(report, monkeypatch, pretending):
    from helpers.reports import drawing

    stamped = html.figures(report)[0].image
    monkeypatch.setattr(drawing, "stamp", lambda *_: None)
    again = feedback.report(pretending, PRETEND, analysis.released(pretending, PRETEND), published_on=TODAY)
    assert len(stamped) > len(html.figures(again)[0].image) + 1000


def test_the_steps_say_so(befriending):
    here = begin("2.3", befriending, PRETEND)
    assert here.opened.is_pretend and here.wave == PRETEND
    assert PRETEND_CAUTION in repr(here._section())
    assert here._section().title == "PRETEND: Step 2.3: Analysis"
    assert here.output_folder() == befriending / "reports" / PRETEND
    released = analysis.released(here.opened, here.wave)
    for shown in (
        primary.summary(here.opened, here.wave),
        findings_page.summary(findings_page.gather(here.opened, PRETEND, released)),
        conclusions.summary(here.opened, PRETEND, released),
    ):
        assert shown.title.startswith(MARK)
        assert shown.blocks[0].text == PRETEND_CAUTION
        tables = [block for part in sections(shown) for block in inside(part.blocks) if isinstance(block, Table)]
        assert all(table.caption.startswith(MARK) for table in tables)
    assert not begin("2.3", befriending).opened.is_pretend


def test_forms_stand_over_the_project_itself(befriending):
    desk = desk_of(begin("2.2", befriending, PRETEND).opened)
    assert not desk.opened.is_pretend
    assert desk.opened.wave().id == "2025-spring"


def test_a_report_of_real_answers_can_not_be_given_pretend_ones(befriending, pretending):
    with pytest.raises(AssertionError, match="never make one report"):
        feedback.report(projects.open(befriending), None, analysis.released(pretending))


def test_they_can_not_be_published(pretending):
    with pytest.raises(UserProblem, match="can't be shared or published"):
        analysis.released(pretending, policy="open")


@pytest.mark.parametrize("name", ["pretend", "pretend-2", "pretending"])
def test_no_round_of_asking_can_have_their_name(tea, name):
    with pytest.raises(UserProblem, match="kept for simulated answers"):
        tea.add(name, [{"q1_7": 1}])


def test_their_file_can_not_be_brought_in_as_answers(tea):
    pretend.make(tea.path, n=30, today=TODAY)
    copied = tea.files / "answers.csv"
    shutil.copyfile(tea.path / "data" / PRETEND / "PRETEND-answers.csv", copied)
    with pytest.raises(UserProblem, match="pretend answers, which nobody gave"):
        primary.add(tea.path, copied, "one", TODAY)
    assert tea.opened.waves == ()


def test_their_folder_under_another_name_is_not_read(tea):
    tea.add("one", [{"q1_7": 1}])
    pretend.make(tea.path, n=30, today=TODAY)
    shutil.rmtree(tea.path / "data" / "one")
    (tea.path / "data" / PRETEND).rename(tea.path / "data" / "one")
    with pytest.raises(UserProblem, match="Pretend answers stand where"):
        primary.reading(tea.opened, "one")


def test_real_answers_under_their_name_are_not_overwritten(tea):
    tea.add("one", [{"q1_7": 1}])
    (tea.path / "data" / "one").rename(tea.path / "data" / PRETEND)
    with pytest.raises(UserProblem, match="holds a wave that is none"):
        pretend.make(tea.path)


def test_made_again_they_take_the_place_of_those_before(tea):
    first = pretend.make(tea.path, n=30, today=TODAY)
    again = pretend.make(tea.path, n=30, today=TODAY)
    assert first.responses.equals(again.responses)
    assert not first.responses.equals(pretend.make(tea.path, n=30, seed=1, today=TODAY).responses)
    assert [path.name for path in (tea.path / "data").iterdir()] == [PRETEND]


def test_removed_in_one_step_with_what_was_made_of_them(tea):
    tea.add("one", [{"q1_7": 1}])
    before = sorted(path.relative_to(tea.path) for path in tea.path.rglob("*"))
    pretend.make(tea.path, n=30, today=TODAY)
    opened = tea.opened.at(PRETEND)
    feedback.write(opened, PRETEND, analysis.released(opened))
    assert (tea.path / "reports" / PRETEND / "PRETEND-report.html").is_file()
    assert pretend.remove(tea.path)
    shutil.rmtree(tea.path / "reports")  # empty by now
    assert sorted(path.relative_to(tea.path) for path in tea.path.rglob("*")) == before
    assert not pretend.remove(tea.path)
    with pytest.raises(UserProblem, match="no pretend answers"):
        tea.opened.at(PRETEND).wave(PRETEND)


def test_without_measures_or_with_too_many_people_nothing_is_made(tea):
    with pytest.raises(UserProblem, match="At most 5,000"):
        pretend.make(tea.path, n=5_001)
    tea.decide(**{"measures.basket": []})
    with pytest.raises(UserProblem, match="No measures are chosen"):
        pretend.make(tea.path)
    assert not tea.opened.has_pretend


def test_the_buttons_of_the_page(tea):
    make, remove = pretend_form.groups(tea.opened.record)[0].actions
    said = make.run(tea.opened)
    assert "who do not exist have answered" in said and "--wave pretend" in said
    assert tea.opened.has_pretend
    assert remove.run(tea.opened) == "The pretend answers are gone."
    assert remove.run(tea.opened) == "There were no pretend answers."


def test_the_command(tea, capsys, tmp_path):
    assert cli.main(["pretend", str(tea.path), "--people", "60"]) == 0
    assert "Nobody gave these answers" in capsys.readouterr().out
    out = tmp_path / "findings.csv"
    assert cli.main(["estimate", str(tea.path), "--wave", PRETEND, "--out", str(out)]) == 0
    assert not out.exists()
    assert "pretend: banded" in (tmp_path / "PRETEND-findings.csv").read_text()
    assert cli.main(["estimate", str(tea.path), "--wave", PRETEND, "--policy", "open", "--out", str(out)]) == 1
    assert cli.main(["pretend", str(tea.path), "--remove"]) == 0
    assert "are gone" in capsys.readouterr().out


@pytest.mark.slow
def test_a_whole_run_says_so_in_every_file_and_in_every_notebook_with_figures(befriending, tmp_path):
    assert cli.main(["report", str(befriending), "--wave", PRETEND, "--out", str(tmp_path / "out")]) == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["PRETEND-findings.csv", "PRETEND-notebooks", "PRETEND-report.html"]
    notebooks = sorted((tmp_path / "out" / "PRETEND-notebooks").glob("*.ipynb"))
    assert len(notebooks) == 10
    for path in notebooks:
        assert PRETEND_CAUTION[:40] in path.read_text(encoding="utf-8"), path.name


def test_marking_twice_changes_nothing_but_the_caution():
    once = marked(Section("a", "Findings", (Table("Shares", ("Who", "Share"), ()),)))
    assert (once.title, once.blocks[1].caption) == ("PRETEND: Findings", "PRETEND: Shares")
    assert marked(once).title == once.title
