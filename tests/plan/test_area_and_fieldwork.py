"""Place and people: the study area that should stay, and who asks whom when."""

from datetime import date

import pytest

from helpers import project as projects
from helpers.plan import approach, approach_form, area, fieldwork
from helpers.project import Opened
from helpers.project.record import Wave
from helpers.project.record.consent import ConsentPlan
from helpers.reports.model import plain


def changed(opened, **fields):
    part = opened.record.approach.model_copy(update=fields)
    return Opened(opened.path, opened.record.model_copy(update={"approach": part}))


@pytest.fixture
def asked_once(tmp_path):
    """A project whose area was settled, and whose first wave is in."""
    folder = projects.create(tmp_path / "tea", "Tea").path
    projects.save(folder, "1.3", {"approach.study_area": "Three streets"})
    projects.save(folder, "1.3", {"approach.study_area": "Three streets and the square"})
    projects.save_new_wave(folder, Wave(id="spring", held_on=date(2026, 5, 1)))
    (folder / "data" / "spring").mkdir(parents=True)
    (folder / "data" / "spring" / "wave.json").write_text("{}")
    return folder


def saved(folder, text):
    """Saved by somebody else, so that the history does not take it for the same typing."""
    return projects.save(folder, "1.3", {"approach.study_area": text}, who="Sam")


def test_a_change_before_the_first_wave_is_no_change(asked_once):
    assert area.changed(projects.open(asked_once)) is None


def test_a_change_after_it_is_told_with_both_areas(asked_once):
    saved(asked_once, "Four streets")
    opened = saved(asked_once, "The whole ward")
    assert area.changed(opened) == area.AreaChange("Three streets and the square", "The whole ward")
    assert "It was: “Three streets and the square”" in plain(approach.place(opened))
    said = "Say what changed about the study area after the first wave, and why."
    assert said in area.missing(opened)
    (group, _) = approach_form._place(opened.record, asked_once)
    assert group.problems(opened.record)["approach.study_area"].startswith("The study area is not the one")
    explained = projects.save(asked_once, "1.3", {"approach.area_change": "The streets were renamed."})
    assert said not in area.missing(explained)


def test_going_back_to_it_is_no_change(asked_once):
    saved(asked_once, "Four streets")
    assert area.changed(saved(asked_once, "Three streets and the square")) is None


def test_a_plan_without_answers_has_nothing_to_keep_to(planned):
    assert area.changed(planned) is None


def test_the_change_is_asked_about_once_there_is_a_wave(asked_once, planned):
    def paths(record):
        return [field.path for group in approach_form._place(record, asked_once) for field in group.fields]

    assert "approach.area_change" in paths(projects.open(asked_once).record)
    assert "approach.area_change" not in paths(planned.record)


def test_local_researchers_are_trained_and_paid(planned):
    bare = changed(planned, participation=type(planned.record.approach.participation)())
    assert fieldwork.missing(bare) == (
        "Say what local researchers learn before they start.",
        "Say what local researchers are paid.",
    )
    assert fieldwork.missing(changed(bare, researchers=("project team",))) == ()


def test_waves_need_a_gap_between_them(planned):
    assert len(fieldwork.missing(changed(planned, months_between=None))) == 1
    assert fieldwork.missing(changed(planned, months_between=None, n_waves=1)) == ()


def test_children_are_asked_in_their_own_words(planned):
    with_children = ConsentPlan(children="13 to 15")
    assert fieldwork.missing(changed(planned, consent=with_children)) == ("Say how questions are put to children.",)


def test_an_end_before_the_beginning_is_said_in_summary_and_form(planned):
    odd = changed(planned, ends_on=date(2026, 1, 1))
    assert "before it begins on 1 April 2026" in plain(fieldwork.timetable(odd))
    problems = [group.problems(odd.record) for group in approach_form._timetable(odd.record)]
    assert {"approach.ends_on": "The research ends before it begins."} in problems
