"""The forms of step 1.2: which fields stand where, and what their buttons do."""

import pytest

from helpers import catalogue
from helpers import project as projects
from helpers.forms.state import State
from helpers.plan import filters_form, measures_form, measures_wording
from helpers.project.record import Measures, Outcome
from helpers.reports.model import Section
from helpers.steps import begin


@pytest.fixture
def saved(tmp_path):
    """A project on disk whose one outcome names R7 and the theme R2."""
    opened = projects.create(tmp_path / "tea", "Tea")
    outcomes = [
        Outcome(id="lonely", text="People feel less lonely.", indicators=("R7",)),
        Outcome(id="mixing", text="People mix.", themes=("R2",)),
    ]
    plain = [one.model_dump(mode="json") for one in outcomes]
    return projects.save(opened.path, "1.1", {"purpose.theory_of_change.outcomes": plain})


def press(opened, name):
    """What a button of the filters does, saved."""
    made = State(opened, filters_form.groups).actions[name].run(opened)
    return projects.save(opened.path, "1.2", made) if isinstance(made, dict) else made


def titles(opened):
    return [group["title"] for group in State(opened, filters_form.groups).spec["groups"]]


def open_filter(opened):
    return [path.split(".")[2] for path in State(opened, filters_form.groups).fields if path.endswith(".left_out")]


def test_every_field_of_the_step_is_asked_for(saved):
    asked = {
        path.split(".")[1]
        for groups in (filters_form.groups, measures_form._basket, measures_form._own_words)
        for path in State(saved, groups).fields
    }
    assert asked == set(Measures.model_fields)


def test_every_field_has_a_label_and_entries_of_text_say_what_is_good(saved):
    looked_at = 0
    for groups in (filters_form.groups, measures_form._basket, measures_form._own_words):
        for asked in State(saved, groups).fields.values():
            for one in (asked, *asked.entry):
                looked_at += 1
                assert one.label
    assert looked_at >= 14


def test_one_filter_is_open_at_a_time_and_the_headings_stay(saved):
    before = titles(saved)
    assert len(before) == 8
    assert open_filter(saved) == ["domain"]
    after = press(saved, "done-domain")
    assert titles(after) == before
    assert open_filter(after) == ["relevance"]


def test_one_can_go_back(saved):
    done = press(press(saved, "done-domain"), "done-relevance")
    assert open_filter(done) == ["available"]
    back = press(done, "back-domain")
    assert open_filter(back) == ["domain"]
    assert open_filter(press(back, "done-domain")) == ["available"]


def test_done_leads_to_the_next_filter_that_is_open(saved):
    def leads_to(opened, name):
        return State(opened, filters_form.groups).actions[name].goes_to

    assert leads_to(saved, "done-domain") == "2. Relevance"
    done = saved
    for name in ("domain", "relevance", "available", "area", "ease"):
        done = press(done, f"done-{name}")
    assert leads_to(done, "done-resource") == "Into the basket"
    assert leads_to(done, "back-relevance") == "2. Relevance"


def test_what_is_suggested_to_leave_can_be_taken_with_its_reasons(saved):
    at_relevance = press(saved, "done-domain")
    left = press(at_relevance, "take-relevance").record.measures.filters.relevance.left_out
    kept = {"R7", "R2_younger", "R2_older", "R2_class", "R2_ethnicity"}
    assert {one.indicator for one in left} == {one.code for one in catalogue.indicators()} - kept
    assert {one.why for one in left} == {"No outcome and no research question of step 1.1 is linked to it."}


def test_what_is_the_same_for_every_measure_is_said_once(tmp_path):
    """At the first filter nothing is narrowed down; at the second nothing is linked."""
    opened = projects.create(tmp_path / "new", "New")
    for name, said in (("domain", "no domain is ticked"), ("relevance", "nothing in step 1.1 is linked")):
        state = State(opened, filters_form.groups)
        (group,) = [one for one in state.spec["groups"] if f"measures.filters.{name}.left_out" in str(one)]
        choices = state.fields[f"measures.filters.{name}.left_out"].choices
        assert group["help"].count(said) == 1
        assert len(choices) == len(catalogue.indicators()) and not any(choice.help for choice in choices)
        opened = press(opened, f"done-{name}")


def test_what_is_the_same_for_a_domain_is_said_in_its_heading(saved):
    opened = projects.save(saved.path, "1.2", {"measures.domains": ["Equality"]})
    choices = State(opened, filters_form.groups).fields["measures.filters.domain.left_out"].choices
    headings = list(dict.fromkeys(choice.group for choice in choices))
    assert headings[1] == "Equality. Suggested to stay: Equality is one of the domains you chose."
    assert headings[0].startswith("Relationships. Suggested to leave")
    assert not any(choice.help for choice in choices)


def test_unticking_begins_with_the_reason_only_where_it_was_suggested(saved):
    ticks = State(press(saved, "done-domain"), filters_form.groups).fields["measures.filters.relevance.left_out"]
    assert ticks.begins_with(saved.record, "R7") == {"why": ""}
    assert ticks.begins_with(saved.record, "E1")["why"].startswith("No outcome")


def test_what_step_1_1_names_goes_straight_into_the_basket(saved):
    basket = press(saved, "linked").record.measures.basket
    assert [(one.indicator, one.why) for one in basket] == [
        ("R7", "It bears on the outcome “People feel less lonely”.")
    ]


def test_what_is_left_goes_into_the_basket_and_what_was_written_stays(saved):
    held = projects.save(saved.path, "1.2", {"measures.basket[R7]": {"why": "Ours."}})
    filled = press(press(press(held, "done-domain"), "take-relevance"), "into")
    assert [one.indicator for one in filled.record.measures.basket] == [
        "R7", "R2_younger", "R2_older", "R2_class", "R2_ethnicity",
    ]  # fmt: skip
    assert filled.record.measures.basket[0].why == "Ours."
    assert press(filled, "into") == "All of them are in your basket already."


def test_without_links_the_button_says_so(tmp_path):
    new = projects.create(tmp_path / "new", "New")
    assert "names a measure yet" in press(new, "linked")


def test_a_reworded_question_stands_beside_the_printed_one_with_its_answers(saved):
    held = projects.save(saved.path, "1.2", {"measures.basket[R7]": {}})
    state = State(held, measures_form._own_words)
    choices = state.spec["fields"]["measures.wording_changes"]["choices"]
    assert [choice["value"] for choice in choices][:2] == ["1.7", "3.2"]
    assert choices[0]["group"] == "Asked in your plan"
    assert "The toolkit asks: “How often do you feel lonely?”" in choices[0]["help"]
    assert "stay as they are: 1 Often/always; 2 Some of the time" in choices[0]["help"]
    help_of_group = state.spec["groups"][1]["help"]
    assert "no longer like for like" in help_of_group and "answer options stay" in help_of_group
    assert len(choices) == len(catalogue.questions())


def test_own_questions_may_belong_to_any_theme_or_domain(saved):
    spec = State(saved, measures_form._own_words).spec["fields"]["measures.own_questions"]
    about = next(one for one in spec["entry"] if one["name"] == "about")
    values = {choice["value"] for choice in about["choices"]}
    assert values == {*catalogue.domains(), *(theme.code for theme in catalogue.themes())}


def test_the_index_filters_by_what_its_entries_are(saved, monkeypatch):
    given = {}
    monkeypatch.setattr(measures_form, "searchable", lambda *parts, **named: given.update(parts=parts, **named))
    measures_form.look_through(begin("1.2", saved.path))
    _, _, items, filters, marks = given["parts"]
    offered = dict(filters)
    assert len(items) == len(catalogue.indicators())
    for item in items:
        for name, values in item.tags.items():
            assert {value for value in values if value} <= set(offered[name])
    assert [mark.label for mark in marks] == ["In your basket", "Asked for in step 1.1"]
    assert marks[1].of(saved.record) == {"R7", "R2_younger", "R2_older", "R2_class", "R2_ethnicity"}


def test_where_nobody_sits_the_index_is_tables_and_forms_show_nothing(saved):
    here = begin("1.2", saved.path)
    assert isinstance(measures_form.look_through(here), Section)
    for made in (measures_form.filters(here), measures_form.basket(here), measures_form.own_words(here)):
        assert made._ipython_display_() is None


def test_the_log_of_changed_wording_says_who_and_when(saved):
    path = "measures.wording_changes[1.7]"
    projects.save(saved.path, "1.2", {path: {"asked_as": "Lonely?", "why": "Shorter."}}, who="Anna")
    opened = projects.save(saved.path, "1.2", {f"{path}.why": "Plainer."}, who="Bea")
    (section,) = measures_wording.changes(opened)
    row = section.blocks[0].rows[0]
    assert row[:4] == ("1.7", "How often do you feel lonely?", "Lonely?", "Plainer.")
    assert row[4].endswith(", Bea")
