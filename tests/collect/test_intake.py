"""The screen on which answers come in, spoken to as a browser would: nothing is guessed, nothing is lost, nothing leaks."""

import hashlib

import pytest

from helpers.collect import primary
from helpers.collect.intake_form import bring_in, conversation
from helpers.steps import begin
from helpers.survey import kinds

GOOD = (
    "consent_analyse,Loneliness,submitted_on\n1,Often/always,2026-01-30\n1,Never,2026-01-31\n1,Hardly ever,2026-01-31\n"
)
"""The heading is none that is known; the words are those of 1.7."""


class Screen:
    """One browser's side of the screen."""

    def __init__(self, opened):
        self.files = []
        self.talk = conversation(opened, self._hear)
        self.hello = self.say("hello")

    def _hear(self, message, files):
        self.answer, self.files = message, files

    def say(self, kind, buffers=(), **content):
        self.answer = None
        self.talk.receive({"n": 1, "view": "v", "kind": kind, **content}, list(buffers))
        return self.answer

    def send(self, content, name="answers.csv"):
        content = content.encode() if isinstance(content, str) else content
        answer = self.say("begin", name=name, size=len(content))
        if answer["kind"] == "send":
            self.say("piece", [content], at=0)
            answer = self.say("end", sha256=hashlib.sha256(content).hexdigest())
        self.sha256 = hashlib.sha256(content).hexdigest()
        return answer

    def read(self, **content):
        return self.say("read", sha256=self.sha256, **content)

    def column(self, name):
        return next(one for one in self.say("look")["columns"] if one["name"] == name)


@pytest.fixture
def screen(tea):
    return Screen(tea.opened)


def inbox(tea):
    return sorted(file.name for file in (tea.path / "data" / ".inbox").glob("*"))


def test_nothing_waits_at_first(screen):
    assert screen.hello["kind"] == "place" and ".sav" in screen.hello["endings"]
    assert screen.say("look")["file"] is None


def test_what_can_be_chosen_is_what_can_be_read(screen):
    assert set(screen.hello["endings"]) == {".zip"}.union(*kinds._EXTENSIONS.values())


def test_a_file_that_needs_nothing_is_brought_in_and_kept_as_it_was_received(screen, tea):
    content = GOOD.replace("Loneliness", "q1_7")
    told = screen.send(content)
    assert told["kind"] == "arrived" and told["verdict"] in ("accept", "warn") and told["file"]["name"] == "answers.csv"
    assert told["wave"]["last_day"] == "2026-01-31"
    screen.read(wave="2026-winter", held_on="")
    brought = screen.say("bring", sha256=screen.sha256)
    assert brought["brought"] == {"wave": "2026-winter", "usable": 3} and brought["file"] is None
    assert (tea.path / "data" / "2026-winter" / "answers.csv").read_text() == content
    assert [one.id for one in tea.opened.waves] == ["2026-winter"] and inbox(tea) == []
    assert not list((tea.path / "data").glob(".arriving*/*"))


def test_what_its_words_say_is_proposed_and_never_taken_for_granted(screen):
    told = screen.send(GOOD)
    assert told["verdict"] == "refuse"
    column = screen.column("Loneliness")
    assert (column["certainty"], column["target"], column["candidates"]) == ("proposed", "", ["q1_7"])
    told = screen.read(column="Loneliness", value="q1_7")
    assert told["verdict"] != "refuse" and screen.column("Loneliness")["certainty"] == "mapped"
    assert screen.read(column="Loneliness", value=None)["verdict"] == "refuse"


def test_a_column_is_proposed_by_what_most_people_said_and_not_by_how_many_ways_they_said_it(screen):
    screen.send(GOOD.replace("Loneliness", "Item 3") + "1,Never,2026-01-31\n" * 20 + "1,All day long,2026-01-31\n")
    column = screen.column("Item 3")
    assert (column["certainty"], column["candidates"]) == ("proposed", ["q1_7"])


def test_an_answer_that_is_none_is_asked_about_and_said(screen):
    screen.send(GOOD.replace("Loneliness", "q1_7") + "1,Now and then perhaps,2026-01-31\n")
    column = screen.column("q1_7")
    assert column["texts"][0] == ["Now and then perhaps", 1, "", False, None]
    assert [5, "Never"] in column["options"]
    screen.read(column="q1_7", text="Now and then perhaps", value="4")
    assert all(known for *_, known, _ in screen.column("q1_7")["texts"])
    assert "4" in [said for *_, said in screen.column("q1_7")["texts"]]
    screen.read(wave="w", held_on="2026-01-31")
    screen.say("bring", sha256=screen.sha256)
    assert screen.answer["brought"]["usable"] == 4
    assert screen.read(column="q1_7", text="Never", value="1")["kind"] == "refused"


def test_what_could_be_read_can_be_said_to_mean_something_else_and_left_as_it_stands_again(screen):
    screen.send(GOOD.replace("Loneliness", "q1_7"))
    screen.read(column="q1_7", text="Never", value="")
    assert ["Never", 1, "no answer", True, ""] in screen.column("q1_7")["texts"]
    screen.read(column="q1_7", text="Never", value=None)
    assert ["Never", 1, "5 Never", True, None] in screen.column("q1_7")["texts"]


def test_a_long_text_is_shown_by_its_beginning_and_said_as_a_whole(screen, tea):
    screen.send(GOOD.replace("Loneliness", "q1_7") + f"1,{'It depends ' * 20},2026-01-31\n")
    shown = screen.column("q1_7")["texts"][0][0]
    assert len(shown) <= 80
    screen.read(column="q1_7", text=shown, value="4")
    assert all(known for *_, known, _ in screen.column("q1_7")["texts"])


def test_what_was_said_is_there_after_a_reload(screen, tea):
    screen.send(GOOD)
    screen.read(column="Loneliness", value="q1_7")
    screen.read(wave="2026-winter", held_on="2026-02-01")
    again = Screen(tea.opened).say("look")
    assert again["wave"]["id"] == "2026-winter" and again["wave"]["held_on"] == "2026-02-01"
    assert next(one for one in again["columns"] if one["name"] == "Loneliness")["certainty"] == "mapped"


@pytest.mark.parametrize(
    ("wave", "held_on", "said"),
    [
        ("", "", "no name yet"),
        ("Winter 2026!", "", "can't be the name of a wave"),
        ("2026-winter", "31 January", "is no date"),
        ("con", "", "can't be the name of a wave"),
    ],
)
def test_a_wave_that_can_not_be_is_said_and_the_file_still_waits(screen, tea, wave, held_on, said):
    screen.send(GOOD.replace("Loneliness", "q1_7"))
    screen.read(wave=wave, held_on=held_on)
    answer = screen.say("bring", sha256=screen.sha256)
    assert answer["kind"] == "refused" and said in answer["what"]
    assert inbox(tea) == ["answers.csv", "inbox.json"] and tea.opened.waves == ()


TURNED = {"q1_7": {"column": "q1_7", "values": {"1": "5", "2": "4", "4": "2", "5": "1"}}, "weight": ""}
"""What was said of the columns of a form whose scale ran the other way, and whose weights were none."""


def as_the_tool_exports(n):
    lines = [f"1,S-{row:03},{1 + row % 5},{1 + row % 2},2026-01-31" for row in range(n)]
    return "\n".join(["consent_analyse,respondent_id,q1_7,weight,submitted_on", *lines]) + "\n"


def test_a_newer_export_is_read_as_was_said_of_the_older_one_by_the_screen_too(screen, tea):
    file = tea.files / "older.csv"
    file.write_text(as_the_tool_exports(20))
    primary.add(tea.path, file, "first", mapping=TURNED)
    screen.send(as_the_tool_exports(25))
    assert screen.column("q1_7")["certainty"] == "recognised"
    shown = screen.read(wave="first")
    assert shown["replaces"]["n_kept"] == 20 and {one["certainty"] for one in shown["columns"]} == {"mapped"}
    screen.say("bring", sha256=screen.sha256, replace=True)
    read = primary.reading(tea.opened, "first")
    assert (
        read.usable_n == 25 and list(read.responses["q1_7"][:5]) == [5, 4, 3, 2, 1] and "weight" not in read.responses
    )


def test_columns_about_which_something_was_said_before_can_be_read_so_again(screen, tea):
    file = tea.files / "older.csv"
    file.write_text(as_the_tool_exports(20))
    primary.add(tea.path, file, "first", mapping=TURNED)
    shown = screen.send(as_the_tool_exports(25))
    assert shown["as_in"] == "first"
    shown = screen.read(as_in="first")
    assert shown["as_in"] == "" and {one["certainty"] for one in shown["columns"]} == {"mapped"}


def test_what_is_refused_is_not_brought_in_whatever_a_page_sends(screen, tea):
    screen.send(GOOD)
    screen.read(wave="2026-winter")
    assert screen.say("bring", sha256=screen.sha256)["kind"] == "refused"
    assert tea.opened.waves == () and "answers.csv" in inbox(tea)


def test_a_page_that_shows_another_file_changes_nothing(screen, tea):
    screen.send(GOOD)
    other = Screen(tea.opened)
    other.send(GOOD + "1,Never,2026-01-31\n", "newer.csv")
    assert screen.read(column="Loneliness", value="q1_7")["kind"] == "refused"
    assert screen.say("bring", sha256=screen.sha256)["kind"] == "refused"
    assert inbox(tea) == ["inbox.json", "newer.csv"]


@pytest.mark.parametrize(
    "content",
    [
        {"column": "Loneliness", "value": "q9_99"},
        {"column": "No such column", "value": "q1_7"},
        {"column": "Loneliness", "text": "No such text", "value": "1"},
        {"column": "../../etc/passwd", "value": ""},
    ],
)
def test_what_is_not_there_can_not_be_said(screen, content):
    screen.send(GOOD)
    assert screen.read(**content)["kind"] == "refused"
    assert all(one["certainty"] != "mapped" for one in screen.say("look")["columns"])


def test_the_same_file_again_is_refused_at_once(screen, tea):
    content = GOOD.replace("Loneliness", "q1_7")
    primary.add(tea.path, tea.files / tea_file(tea, content), "2026-winter")
    answer = Screen(tea.opened).send(content)
    assert answer["kind"] == "refused" and "as wave '2026-winter'" in answer["what"] and inbox(tea) == []


def tea_file(tea, content):
    (tea.files / "answers.csv").write_text(content)
    return "answers.csv"


def test_a_hopeless_file_says_so_and_can_be_removed(screen, tea):
    told = screen.send(b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "answers.xlsx")
    assert told["verdict"] == "refuse" and told["messages"][0]["fix"] and told["columns"] == []
    assert screen.say("remove", sha256=screen.sha256)["file"] is None and inbox(tea) == []


def test_words_and_names_of_people_are_not_in_what_the_page_gets(screen, tea):
    tea.decide(**{"measures.own_questions": [{"id": "own_why", "wording": "Why?"}]})
    rows = "".join(f"1,Never,Anna Sample {n},because of Bert {n},a{n}@example.org\n" for n in range(30))
    told = screen.send("consent_analyse,q1_7,Name,own_why,E-mail\n" + rows)
    assert told["kind"] == "arrived" and told["columns"]
    assert not any(private in str(told) for private in ("Anna", "Bert", "@example"))


def test_the_findings_of_the_check_come_as_a_table_that_runs_no_formula(screen):
    screen.send(GOOD.replace("Loneliness", "=1+1"))
    screen.say("list")
    text = screen.files[0].decode("utf-8-sig")
    assert text.startswith("level,row,column") and "refuse" in text
    assert not any(cell.startswith("=") for line in text.splitlines() for cell in line.split(","))


def test_where_nobody_can_fill_it_in_nothing_is_shown(tea):
    assert repr(bring_in(begin("2.2", tea.path))).startswith("Form: Bring answers in")


def test_a_read_only_project_takes_nothing(tea):
    from dataclasses import replace

    from helpers.forms import desk

    opened = replace(tea.opened, is_read_only=True, notices=("It is read-only.",))
    desk._desks.pop(opened.path.resolve(), None)
    screen = Screen(opened)
    assert screen.say("begin", name="a.csv", size=3)["what"] == "It is read-only."
    desk._desks.pop(opened.path.resolve(), None)
