"""A list to search: what the browser is given, and when."""

import pytest

from helpers import project as projects
from helpers.forms import index
from helpers.forms.desk import Desk, desk_of
from helpers.forms.index import Item, Mark, searchable
from helpers.forms.index_widget import Index, Listed, plain

ITEMS = (
    Item("R7", "Often lonely", (("Question", "How often?"),), {"Domain": ("Relationships",)}),
    Item("E1", "Jobs", (), {"Domain": ("Equality",)}),
)
FILTERS = (("Domain", ("Relationships", "Equality")),)
MARKS = (Mark("In your basket", lambda record: {item.indicator for item in record.measures.basket}),)


@pytest.fixture
def opened(tmp_path):
    return projects.create(tmp_path / "tea", "Tea")


def test_where_nobody_can_use_it_the_plain_thing_is_shown(opened):
    assert searchable(opened, "Index", ITEMS, FILTERS, plain=lambda opened: opened.title) == "Tea"


def test_in_a_live_kernel_it_is_a_widget(opened, monkeypatch):
    monkeypatch.setattr(index, "is_live", lambda: True)
    shown = searchable(opened, "Index", ITEMS, FILTERS, MARKS)
    assert isinstance(shown, Index)
    assert repr(shown) == "List: Index"


def test_a_saved_notebook_holds_nothing_of_it(opened, monkeypatch):
    monkeypatch.setattr(index, "is_live", lambda: True)
    state = searchable(opened, "Index", ITEMS, FILTERS, MARKS).get_state()
    assert "_esm" in state
    assert {name for name, value in state.items() if not name.startswith("_") and value} <= {"layout"}


def test_two_entries_of_one_id_and_tags_without_a_filter_are_faults(opened):
    with pytest.raises(AssertionError):
        searchable(opened, "Index", (ITEMS[0], ITEMS[0]), FILTERS)
    with pytest.raises(AssertionError):
        searchable(opened, "Index", ITEMS, ())


def test_the_list_is_sent_to_a_browser_that_asks(opened):
    sent = []
    listed = Listed(Desk(opened), plain("Index", ITEMS, FILTERS), MARKS, sent.append)
    for message in (None, 1, {"kind": "other"}, {"kind": ["hello"]}):
        listed.receive(message)
    assert sent == []
    listed.receive({"kind": "hello"})
    assert sent[0]["kind"] == "list"
    assert [item["title"] for item in sent[0]["items"]] == ["Often lonely", "Jobs"]
    assert sent[0]["items"][0]["tags"] == {"Domain": ["Relationships"]}
    assert sent[0]["marked"] == {"In your basket": []}


def test_marks_follow_what_is_saved_and_nothing_else_is_sent(opened):
    sent, desk = [], desk_of(opened)
    listed = Listed(desk, plain("Index", ITEMS, FILTERS), MARKS, sent.append)
    desk.save("1.2", {"measures.basket[E1]": {}}, "", {})
    assert sent == []
    listed.receive({"kind": "hello"})
    desk.save("1.2", {"purpose.aim": "Fewer."}, "", {})
    assert len(sent) == 1
    desk.save("1.2", {"measures.basket[R7]": {}}, "", {})
    assert sent[1:] == [{"kind": "marked", "marked": {"In your basket": ["E1", "R7"]}}]
