"""Who changed what: spliced, joined, taken back, and read in spite of damage."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.project import journal
from helpers.project.conflict import Conflict

LONG = "We meet every Tuesday in the hall, from three until the last cup of tea is drunk. " * 3
pytestmark = pytest.mark.usefixtures("without_flushing")


class Clock:
    """A clock that tests set."""

    def __init__(self):
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def now(self, _zone):
        return self.time

    def go(self, **by):
        self.time += timedelta(**by)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(
        journal, "datetime", type("Set", (), {"now": clock.now, "fromisoformat": datetime.fromisoformat})
    )
    return clock


def lines(folder):
    return [json.loads(line) for line in (folder / "history.jsonl").read_text(encoding="utf-8").splitlines()]


def told(folder):
    return [(one.who, one.field, one.old, one.new) for one in projects.history(folder)]


@given(st.text(), st.text())
def test_a_splice_put_in_gives_the_new_text_and_taken_out_the_old(old, new):
    at, there, put = journal.splice(old, new)
    assert journal.unsplice(old, at, there, put) == new
    assert journal.unsplice(new, at, put, there) == old


@given(st.text(), st.text(), st.text(), st.text())
def test_a_splice_is_no_longer_than_what_changed(before, there, put, after):
    _, old, new = journal.splice(before + there + after, before + put + after)
    assert len(old) <= len(there) and len(new) <= len(put)


def test_a_splice_that_does_not_fit_is_none():
    assert journal.unsplice("Tea", 1, "x", "y") is None
    assert journal.unsplice(None, 0, "", "y") is None


def test_long_texts_are_kept_as_what_was_replaced_and_told_whole(folder):
    projects.save(folder, "1.1", {"purpose.aim": LONG})
    projects.save(folder, "1.1", {"purpose.aim": LONG + "Cake too."}, who="Ade")
    last = lines(folder)[-1]
    assert (last["at"], last["old"], last["new"]) == (len(LONG), "", "Cake too.")
    newest = projects.history(folder)[0]
    assert (newest.old, newest.new) == (LONG, LONG + "Cake too.")


def test_typing_does_not_fill_the_disk(folder):
    projects.save(folder, "1.1", {"purpose.aim": LONG})
    before = (folder / "history.jsonl").stat().st_size
    text = LONG
    for word in LONG.split():
        text += f" {word}"
        projects.save(folder, "1.1", {"purpose.aim": text})
    grown = (folder / "history.jsonl").stat().st_size - before
    assert grown < 300 * len(LONG.split())
    assert len(projects.history(folder)) == 1


def test_typing_without_a_pause_is_one_change_and_a_pause_begins_another(folder, clock):
    for text in ("M", "Mo", "More", "More tea"):
        projects.save(folder, "1.1", {"purpose.aim": text}, who="Ade")
        clock.go(seconds=59)
    clock.go(seconds=1)
    projects.save(folder, "1.1", {"purpose.aim": "More tea, please"}, who="Ade")
    assert told(folder) == [
        ("Ade", "purpose.aim", "More tea", "More tea, please"),
        ("Ade", "purpose.aim", "", "More tea"),
    ]
    assert projects.history(folder)[1].revisions == (1, 2, 3, 4)


def test_what_was_typed_and_deleted_again_is_no_change(folder):
    for text in ("tea", "", "x", ""):
        projects.save(folder, "1.1", {"purpose.aim": text})
    projects.save(folder, "1.1", {"purpose.who": "all"})
    assert told(folder) == [("", "purpose.who", "", "all")]
    projects.undo(folder, "1.1")
    with pytest.raises(UserProblem, match="no change here"):
        projects.undo(folder, "1.1")


def test_two_people_typing_at_once_are_told_apart(folder):
    for text in ("M", "Mo", "More"):
        projects.save(folder, "1.1", {"purpose.aim": text}, who="Ade")
        projects.save(folder, "1.1", {"purpose.who": text}, who="Bo")
    projects.save(folder, "1.1", {"purpose.aim": "Most"}, who="Bo")
    assert told(folder) == [
        ("Bo", "purpose.aim", "More", "Most"),
        ("Bo", "purpose.who", "", "More"),
        ("Ade", "purpose.aim", "", "More"),
    ]


def test_what_removes_an_entry_is_not_joined_with_what_was_typed_in_it(folder):
    field = "purpose.questions[one]"
    for change in ({field: {"text": ""}}, {f"{field}.text": "Who?"}, {field: None}, {field: {"text": ""}}):
        projects.save(folder, "1.1", change)
    projects.save(folder, "1.1", {f"{field}.text": "Why?"})
    assert [(old, new) for _, name, old, new in told(folder) if name.endswith("text")] == [("", "Why?"), ("", "Who?")]


def test_newest_first_is_by_order_and_not_by_the_clock(folder, clock):
    projects.save(folder, "1.1", {"purpose.aim": "first"})
    clock.go(days=-400)
    projects.save(folder, "1.1", {"purpose.aim": "second"})
    clock.go(days=800)
    projects.save(folder, "1.1", {"purpose.aim": "third"})
    assert [one.new for one in projects.history(folder)] == ["third", "second", "first"]
    assert projects.undo(folder, "1.1").record.purpose.aim == "second"


def test_no_more_than_asked_for(folder, clock):
    for n in range(5):
        projects.save(folder, "1.1", {"purpose.aim": f"{n}"})
        clock.go(minutes=2)
    assert [one.new for one in projects.history(folder, limit=2)] == ["4", "3"]
    assert projects.history(folder, limit=0) == ()


def test_a_value_that_is_there_already_is_no_change(folder, content):
    projects.save(folder, "1.1", {"purpose.aim": "tea"})
    before = content(folder)
    assert projects.save(folder, "1.1", {"purpose.aim": "tea"}).record.revision == 1
    assert content(folder) == before


def test_damaged_lines_are_skipped_and_counted(folder, clock):
    for n in range(4):
        projects.save(folder, "1.1", {"purpose.aim": f"{n}"})
        clock.go(minutes=2)
    file = folder / "history.jsonl"
    whole = file.read_bytes().splitlines(keepends=True)
    damaged = [
        *whole[:2],
        b"\xff\xfe nonsense\n",
        b"[]\n",
        b'{"when": "never"}\n',
        b"\n",
        whole[3][:40] + b"\n",
        whole[4][:-9],
    ]
    file.write_bytes(b"".join(damaged))
    assert journal.n_damaged(folder) == 5
    assert [one.new for one in projects.history(folder)] == ["0"]
    projects.save(folder, "1.1", {"purpose.aim": "after"})
    assert [one.new for one in projects.history(folder)] == ["after", "0"]


def test_a_save_that_never_reached_the_record_is_not_told(folder):
    projects.save(folder, "1.1", {"purpose.aim": "saved"})
    with (folder / "history.jsonl").open("a") as file:
        file.write(json.dumps({**lines(folder)[-1], "revision": 2, "old": "saved", "new": "killed"}) + "\n")
    assert [one.new for one in projects.history(folder)] == ["saved"]
    projects.save(folder, "1.1", {"purpose.who": "all"})
    assert [one.new for one in projects.history(folder)] == ["all", "saved"]


def test_a_record_put_back_from_a_backup_goes_on_from_there(folder, clock):
    projects.save(folder, "1.1", {"purpose.aim": "kept"})
    backup = (folder / "project.json").read_bytes()
    for text in ("lost", "lost too"):
        clock.go(minutes=2)
        projects.save(folder, "1.1", {"purpose.aim": text})
    (folder / "project.json").write_bytes(backup)
    assert [one.new for one in projects.history(folder)] == ["kept"]
    clock.go(minutes=2)
    projects.save(folder, "1.1", {"purpose.aim": "after"})
    assert told(folder) == [("", "purpose.aim", "kept", "after"), ("", "purpose.aim", "", "kept")]


def test_a_record_edited_by_hand_is_a_new_beginning(folder):
    projects.save(folder, "1.1", {"purpose.aim": LONG})
    file = folder / "project.json"
    file.write_text(file.read_text().replace("Tuesday", "Wednesday"))
    projects.save(folder, "1.1", {"purpose.aim": LONG.replace("Tuesday", "Wednesday") + "Cake."})
    assert ["record" in line for line in lines(folder)] == [True, False, True, False]
    assert projects.undo(folder, "1.1").record.purpose.aim == LONG.replace("Tuesday", "Wednesday")


def test_undo_takes_back_one_after_the_other_until_nothing_is_left(folder, clock):
    for aim in ("tea", "tea and cake"):
        projects.save(folder, "1.1", {"purpose.aim": aim}, who="Ade")
        clock.go(minutes=2)
    assert projects.undo(folder, "1.1", who="Bo").record.purpose.aim == "tea"
    newest = projects.history(folder)[0]
    assert (newest.who, newest.undoes, newest.new) == ("Bo", 2, "tea")
    assert projects.undo(folder, "1.1").record.purpose.aim == ""
    assert [one.is_undone for one in projects.history(folder)] == [False, False, True, True]
    with pytest.raises(UserProblem, match="no change here"):
        projects.undo(folder, "1.1")


def test_typing_is_taken_back_as_one(folder):
    for aim in ("t", "te", "tea"):
        projects.save(folder, "1.1", {"purpose.aim": aim})
    projects.undo(folder, "1.1", revision=2)
    assert projects.open(folder).record.purpose.aim == ""


def test_an_undo_is_taken_back_by_its_revision(folder):
    projects.save(folder, "1.1", {"purpose.aim": "tea"})
    undone = projects.undo(folder, "1.1").record
    again = projects.undo(folder, "1.1", revision=undone.revision).record
    assert (undone.purpose.aim, again.purpose.aim) == ("", "tea")
    with pytest.raises(UserProblem, match="already"):
        projects.undo(folder, "1.1", revision=undone.revision)
    assert projects.undo(folder, "1.1").record.purpose.aim == ""


def test_undo_by_person_leaves_what_others_did(folder):
    projects.save(folder, "1.1", {"purpose.aim": "tea"}, who="Ade")
    projects.save(folder, "1.1", {"purpose.who": "all"}, who="Bo")
    record = projects.undo(folder, "1.1", who="Ade", is_by="Ade").record
    assert (record.purpose.aim, record.purpose.who) == ("", "all")
    with pytest.raises(UserProblem):
        projects.undo(folder, "1.1", is_by="Ade")


def test_what_was_changed_since_is_not_undone(folder, content):
    projects.save(folder, "1.1", {"purpose.aim": "tea"}, who="Ade")
    projects.save(folder, "1.1", {"purpose.aim": "cake"}, who="Bo")
    before = content(folder)
    with pytest.raises(Conflict) as problem:
        projects.undo(folder, "1.1", revision=1)
    assert (problem.value.theirs, problem.value.yours, problem.value.who) == ("cake", "", "Bo")
    assert content(folder) == before


def test_what_was_saved_in_one_go_is_undone_in_one_go(folder):
    projects.save(folder, "1.1", {"purpose.aim": "tea", "purpose.who": "all"})
    projects.save(folder, "1.1", {"purpose.where": "here"})
    record = projects.undo(folder, "1.1", revision=1).record
    assert (record.purpose.aim, record.purpose.who, record.purpose.where) == ("", "", "here")


def test_a_removed_entry_comes_back_to_its_place(folder):
    for name in ("one", "two", "three", "four"):
        projects.save(folder, "1.1", {f"purpose.questions[{name}]": {"text": name}})
    before = projects.open(folder).record.purpose.questions
    removed = {f"purpose.questions[{name}]": None for name in ("three", "one")}
    assert [one.id for one in projects.save(folder, "1.1", removed).record.purpose.questions] == ["two", "four"]
    assert projects.undo(folder, "1.1").record.purpose.questions == before


def test_an_entry_taken_out_and_put_in_again_is_a_change_since_it_stands_elsewhere(folder):
    questions = "purpose.questions"
    for name in ("one", "two"):
        projects.save(folder, "1.1", {f"{questions}[{name}]": {"text": name}}, who=name)
    held = projects.open(folder).record.purpose.questions
    turned = [one.model_dump(mode="json") for one in reversed(held)]
    projects.save(folder, "1.1", {questions: turned})
    for value in (None, {"text": "two"}):
        projects.save(folder, "1.1", {f"{questions}[two]": value}, who="Bo")
    assert [one.id for one in projects.open(folder).record.purpose.questions] == ["one", "two"]
    (whole,) = [one for one in projects.history(folder) if one.field == questions]
    assert ([one["id"] for one in whole.old], [one["id"] for one in whole.new]) == (["one", "two"], ["two", "one"])
    for order in (["one"], ["two", "one"], ["one", "two"], ["one"], []):
        assert [one.id for one in projects.undo(folder, "1.1").record.purpose.questions] == order


def test_a_wave_is_not_taken_out_by_undo(folder):
    projects.save(folder, "1.1", {"purpose.aim": "tea"})
    projects.save(folder, "2.2", {"primary.waves": [{"id": "spring", "held_on": "2026-05-01"}]})
    record = projects.undo(folder, "1.1").record
    assert record.purpose.aim == "" and record.primary.waves
    with pytest.raises(UserProblem, match="no change here"):
        projects.undo(folder, "1.1")


KEYS = st.sampled_from(["a", "b", "c"])
TEXTS = st.one_of(st.text(max_size=12), st.sampled_from([LONG, LONG.replace("hall", "square"), LONG[40:], ""]))
OUTCOMES, QUESTIONS = "purpose.theory_of_change.outcomes", "purpose.questions"


@st.composite
def change(draw):
    """A change somebody could make, given the ids that there are: a function record -> changes."""
    kind = draw(
        st.sampled_from(["text", "add", "remove", "entry text", "names", "move", "pairs", "choice", "lines", "group"])
    )
    key, text = draw(KEYS), draw(TEXTS)
    where = draw(st.sampled_from([OUTCOMES, QUESTIONS]))

    def made(record):
        held = record.purpose.questions if where == QUESTIONS else record.purpose.theory_of_change.outcomes
        ids = [one.id for one in held]
        outcomes = [one.id for one in record.purpose.theory_of_change.outcomes]
        return {
            "text": {"purpose.aim": text},
            "add": {} if key in ids else {f"{where}[{key}]": {"id": key, "text": text}},
            "remove": {f"{where}[{key}]": None},
            "entry text": {f"{where}[{key}].text": text} if key in ids else {},
            "names": {f"{QUESTIONS}[{key}].outcomes": outcomes} if where == QUESTIONS and key in ids else {},
            "move": {where: [one.model_dump(mode="json") for one in reversed(held)]},
            "pairs": {f"feedback.sections[{key}]": text or None, "purpose.who": text},
            "choice": {"purpose.research_purpose": draw_purpose(text)},
            "lines": {"purpose.theory_of_change.steps": text.split()},
            "group": {"approach.comparison.who": text},
        }[kind]

    return made


def draw_purpose(text):
    return (None, "experiences", "places", "impact")[len(text) % 4]


CHANGES = st.lists(st.tuples(change(), st.sampled_from(["Ade", "Bo"]), st.sampled_from([0, 20, 70])), max_size=12)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
def test_undoing_everything_gives_the_first_record_back(tmp_path_factory, changes):
    folder = projects.create(tmp_path_factory.mktemp("p") / "tea", "Tea").path
    first = projects.open(folder).record
    clock, real = Clock(), journal.datetime
    journal.datetime = type("Set", (), {"now": clock.now, "fromisoformat": datetime.fromisoformat})
    try:
        for made, who, pause in changes:
            projects.save(folder, "1.1", made(projects.open(folder).record), who=who)
            clock.go(seconds=pause)
        whole = projects.open(folder).record
        entries = projects.history(folder, limit=1000)
        assert entries or whole.model_copy(update={"revision": 0}) == first
        for _ in {entry.revision for entry in entries}:
            projects.undo(folder, "1.1")
        with pytest.raises(UserProblem, match="no change here"):
            projects.undo(folder, "1.1")
    finally:
        journal.datetime = real
    last = projects.open(folder).record
    assert last.model_copy(update={"revision": 0}) == first
