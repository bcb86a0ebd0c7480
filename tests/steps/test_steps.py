import pytest

from helpers import project as projects
from helpers.collect import looking, secondary
from helpers.errors import UserProblem
from helpers.plan import approach, measures, purpose
from helpers.project import Opened
from helpers.steps import SENTINEL, begin, contents, finish, missing, step, steps
from helpers.steps.listing import ROOT


@pytest.fixture
def folder(tmp_path):
    return projects.create(tmp_path / "tea", "Tea on Tuesdays").path


def test_nine_steps_in_the_toolkits_order_with_their_notebooks_there():
    assert [entry.code for entry in steps()] == ["0", "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3"]
    assert all(entry.notebook_path.is_file() for entry in steps())
    assert sorted(tool for entry in steps() for tool in entry.tools) == list(range(1, 13))


def test_what_a_step_needs_is_named_by_its_label_until_it_is_there(folder):
    opened = projects.open(folder)
    assert missing(opened, step("3.3")) == ("Lessons", "Actions")
    opened = projects.save(folder, "3.3", {"learning.lessons": ["Knock on Saturdays."]})
    assert missing(opened, step("3.3")) == ("Actions",)


def test_the_start_page_and_the_steps_say_the_same(folder):
    opened = projects.open(folder)
    asked = {"1.1": purpose, "1.2": measures, "1.3": approach, "2.1": secondary}
    assert [entry.code for entry in steps() if entry.asks] == [*asked, "2.3"]
    assert missing(opened, step("2.3")) == looking.missing(opened) != ()
    for code, module in asked.items():
        points = missing(opened, step(code))
        assert points and points == module.missing(opened)
        (said,) = [part for part in module.summary(opened).sections if part.id == "still-open"]
        assert said.blocks[0].items == points


def test_a_step_is_not_done_before_partners_were_asked(folder):
    sample = projects.open(ROOT / "sample_data" / "befriending")
    assert missing(sample, step("1.1")) == ()
    untested = sample.record.purpose.model_copy(update={"tested_with": ()})
    opened = Opened(folder, sample.record.model_copy(update={"purpose": untested}))
    assert missing(opened, step("1.1")) == ("Test the research questions with a partner and note what they said.",)


def test_every_needed_field_exists(folder):
    opened = projects.open(folder)
    by_field = [entry for entry in steps() if entry.needs]
    assert sum(len(missing(opened, entry)) for entry in by_field) == sum(len(entry.needs) for entry in by_field) >= 5
    assert not any(entry.asks for entry in by_field)


def test_a_new_project_begins_without_a_wave(folder):
    here = begin("1.1", folder)
    assert (here.wave, here.opened.title) == (None, "Tea on Tuesdays")
    with pytest.raises(UserProblem, match="no answers yet"):
        begin("1.1", folder, "2026-spring")


def test_finishing_puts_out_the_sentinel_and_says_what_is_open(folder):
    bundle = finish(begin("1.2", folder))._repr_mimebundle_()
    assert bundle[SENTINEL] == {"step": "1.2", "wave": None, "open_points": 1}
    assert "at least one indicator" in bundle["text/plain"] and "at least one indicator" in bundle["text/html"]


def test_many_open_points_are_counted_at_the_end_and_not_told_twice(folder):
    finished = finish(begin("1.3", folder))
    n = len(finished.open_points)
    assert n > 20 and f"{n} points still open, first: Choose the kind of research" in repr(finished)
    assert f"And {n - 5} more" in finished._repr_mimebundle_()["text/html"]


def test_a_relative_project_is_found_from_the_working_folder_first(folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    assert begin("1.1", "tea").opened.path.resolve() == folder
    assert begin("1.1", "sample_data/befriending").opened.path == ROOT / "sample_data" / "befriending"
    with pytest.raises(UserProblem, match="No project is named"):
        begin("1.1", " ")


def test_what_is_made_goes_to_the_project_and_never_into_a_sample(folder, tmp_path):
    assert begin("3.2", folder).output_folder() == folder / "reports"
    assert begin("3.2", folder).output_folder(tmp_path) == tmp_path
    assert begin("3.2", "sample_data/befriending").output_folder().parent == ROOT / "out" / "befriending"


def test_the_contents_page_shows_nine_rows_and_how_far_each_is(folder):
    (table,) = contents(projects.open(folder)).blocks
    assert len(table.rows) == 9
    assert (
        table.rows[0][-1]
        == "7 points still open, first: Say what your organisation or initiative is trying to achieve."
    )
    assert table.rows[1][-1] == "still open: Choose at least one indicator for the basket."
