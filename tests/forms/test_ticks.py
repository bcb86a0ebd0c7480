"""A list in which every choice has a tick: one without it is an entry that begins with something."""

import pytest

from helpers import project as projects
from helpers.forms import Action, Choice, Group, field
from helpers.forms.guard import WrongAnswer
from helpers.forms.meaning import meaning
from helpers.forms.state import State

PATH = "measures.filters.ease.left_out"
CHOICES = (Choice("R7", "Often lonely", "Your call."), Choice("E6", "English", group="Equality"))


def groups(_record):
    ticked = field(
        PATH,
        choices=CHOICES,
        entry=("why",),
        is_ticked=True,
        begins_with=lambda record, key: {"why": f"{record.title}: {key} is hard."},
    )
    act = Action("into", "Into the basket", "", lambda opened: {}, goes_to="Next")
    return (Group("Ticks", (ticked,), actions=(act,), also=("measures.basket",)),)


@pytest.fixture
def state(tmp_path):
    return State(projects.create(tmp_path / "tea", "Tea"), groups)


def test_the_browser_is_told_that_it_is_ticked_and_where_to_go_on(state):
    spec = state.spec["fields"][PATH]
    assert spec["is_ticked"] is True
    assert [choice["label"] for choice in spec["choices"]] == ["Often lonely", "English"]
    assert state.spec["groups"][0]["actions"] == [{"name": "into", "label": "Into the basket", "goes_to": "Next"}]


def test_taking_a_tick_away_makes_an_entry_that_begins_with_something(state):
    change = meaning(state, f"{PATH}[R7]", None, {})
    assert change.changes == {f"{PATH}[R7]": {"why": "Tea: R7 is hard."}}
    opened = projects.save(state.opened.path, "1.2", change.changes, expected=change.expected)
    assert [(one.indicator, one.why) for one in opened.record.measures.filters.ease.left_out] == [
        ("R7", "Tea: R7 is hard.")
    ]


def test_giving_it_back_takes_the_entry_away(state):
    change = meaning(state, f"{PATH}[R7]", None, {})
    state.take(projects.save(state.opened.path, "1.2", change.changes))
    away = meaning(state, f"{PATH}[R7]", {"why": "Tea: R7 is hard."}, None)
    assert away.changes == {f"{PATH}[R7]": None}


def test_only_what_is_offered_can_lose_its_tick(state):
    with pytest.raises(WrongAnswer):
        meaning(state, f"{PATH}[P1]", None, {})


def test_the_browser_does_not_say_what_an_entry_begins_with(state):
    with pytest.raises(WrongAnswer):
        meaning(state, f"{PATH}[R7]", None, {"why": "Mine."})


def test_what_actions_change_belongs_to_the_form(state):
    assert state.is_asked(f"{PATH}[R7].why")
    assert state.is_asked("measures.basket[R7]")
    assert not state.is_asked("measures.own_questions")
