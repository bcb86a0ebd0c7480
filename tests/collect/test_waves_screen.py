"""The screen of the waves that are there, spoken to as a browser would."""

from datetime import UTC, date, datetime

import pytest

from helpers.collect import primary
from helpers.collect.waves_form import conversation, waves_there
from helpers.reports import words
from helpers.steps import begin

ROWS = [{"id": f"S-{n:03}", "q1_7": 1 + n % 5, "own_why": f"because of Bert {n}"} for n in range(40)]


class Screen:
    """One browser's side of the screen."""

    def __init__(self, opened):
        self.heard, self.files = [], []
        self.talk = conversation(opened, self._hear)
        self.say("hello")

    def _hear(self, message, files):
        self.heard.append(message)
        self.files = files

    def say(self, kind, **content):
        self.talk.receive({"n": 1, "view": "v", "kind": kind, **content}, [])
        return self.heard[-1]

    def act(self, what, **said):
        return self.say("act", what=what, wave="first", said=said)


@pytest.fixture
def screen(tea):
    tea.decide(**{"measures.own_questions": [{"id": "own_why", "wording": "Why?"}]})
    tea.add("first", [{**row, "consent_analyse": "no"} if row["id"] == "S-003" else row for row in ROWS])
    return Screen(tea.opened)


def test_without_answers_it_says_so(tea):
    assert Screen(tea.opened).say("look")["wave"] is None


def test_a_wave_is_shown_without_anybody_s_words(screen):
    told = screen.say("look", wave="no such wave")
    assert told["wave"] == "first" and ["Answers", "39 usable of 40"] in told["facts"]
    assert told["set_aside"] == [["no consent", 1]] and "Bert" not in str(told)
    screen.say("aside", wave="first")
    assert screen.files[0].decode("utf-8-sig").splitlines()[1] == "5,S-003,no consent"


def test_a_rule_is_counted_added_and_taken_away(screen, tea):
    rule = {"kind": "value", "column": "q1_7", "old": "1", "new": "2", "reason": "The form's slip", "who": "Asha"}
    assert screen.act("count", **rule)["says"] == "It changes 8 answers to q1_7. 39 usable answers, as before."
    assert screen.act("correct", **rule)["rules"] == [
        {"says": "in column 'q1_7', '1' is read as '2'", "reason": "The form's slip", "who": "Asha", "on": today()}
    ]
    assert (primary.reading(tea.opened, "first").responses["q1_7"] == 1).sum() == 0
    assert screen.act("uncorrect", number=0)["rules"] == []


def today():
    return words.day(datetime.now(UTC).date())


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("correct", {"kind": "value", "column": "q1_7", "old": "1", "new": "2"}),
        ("correct", {"kind": "magic", "reason": "r"}),
        ("uncorrect", {"number": 7}),
        ("settle", {"kind": "mode", "question": "", "reason": "r"}),
        ("find", {"who": "S-999"}),
        ("withdraw", {"who": ""}),
    ],
)
def test_what_is_not_there_or_not_whole_is_refused_and_nothing_changes(screen, tea, what, said):
    before = (tea.opened.wave_path("first") / "wave.json").read_bytes()
    assert screen.act(what, **said)["kind"] == "refused"
    assert (tea.opened.wave_path("first") / "wave.json").read_bytes() == before


def test_somebody_is_found_and_taken_out(screen, tea):
    found = screen.act("find", who="S-007")
    assert found["says"].startswith("Found in row 9.") and found["too"] == ""
    done = screen.act("withdraw", who="S-007")
    assert done["withdrawn"] == {"outdated": [], "too": ""}
    assert ["Answers", "38 usable of 39"] in done["facts"]
    assert not any(b"S-007" in file.read_bytes() for file in tea.path.rglob("*") if file.is_file())


def test_a_row_s_number_can_be_said_as_row(tea):
    tea.add("first", [{"q1_7": 1 + n % 5} for n in range(40)])
    screen = Screen(tea.opened)
    assert "39 usable answers" in screen.act("count", kind="row", respondent_id="row 7", reason="Twice")["says"]
    assert "in row 7." in screen.act("find", who="row 7")["says"] == screen.act("find", who="7")["says"]


def test_a_page_hears_that_a_wave_came(screen, tea):
    tea.add("second", ROWS[:10], date(2026, 3, 1), name="b.csv")
    screen.say("look", wave="first")
    assert any(message["kind"] == "changed" and len(message["marks"]) == 2 for message in screen.heard)


def test_a_read_only_project_changes_nothing(screen, tea):
    from dataclasses import replace

    from helpers.forms import desk

    opened = replace(tea.opened, is_read_only=True, notices=("It is read-only.",))
    desk._desks.pop(opened.path.resolve(), None)
    refused = Screen(opened).act("withdraw", who="S-007")
    assert refused["what"] == "It is read-only."
    desk._desks.pop(opened.path.resolve(), None)


def test_where_nobody_can_use_it_nothing_is_shown(tea):
    assert repr(waves_there(begin("2.2", tea.path))).startswith("Form: The waves that are there")
