"""The conversation of one form with the project, without any writer."""

import json
import os
import shutil
import tempfile

import pytest

from helpers import project as projects
from helpers.forms import guard


def added(writer, path="purpose.questions[q-1]"):
    assert writer.change(path, None, {})["kind"] == "saved"


def test_hello_tells_the_whole_form_once_and_later_only_what_is_different(writer):
    hello = writer.hello
    assert hello["kind"] == "state" and hello["is_whole"] and hello["title"] == "A form"
    assert hello["values"]["purpose.aim"] == "" and hello["fields"]["purpose.aim"]["label"] == "Aim"
    assert [group["title"] for group in hello["groups"]] == ["Words", "Numbers", "Lists"]
    assert writer.change("purpose.aim", "", "Fewer")["kind"] == "saved"
    told = [message for message in writer.heard if message["kind"] == "state"]
    assert told == [{"kind": "state", "values": {"purpose.aim": "Fewer"}}]
    assert len(json.dumps(writer.heard)) < 300


def test_a_saved_answer_is_on_disk_with_who_gave_it(folder, browsers):
    answer = browsers("Ann").change("purpose.aim", "", "Fewer lonely evenings, we hope")
    assert (answer["kind"], answer["value"]) == ("saved", "Fewer lonely evenings, we hope")
    assert answer["problem"] == "Keep it to 20 letters. It is saved as it is."
    assert projects.open(folder).record.purpose.aim == "Fewer lonely evenings, we hope"
    assert [(entry.who, entry.step) for entry in projects.history(folder)] == [("Ann", "1.1")]


def test_a_group_comes_and_goes_with_what_was_answered(writer):
    writer.change("purpose.research_purpose", "", "impact")
    (told,) = [message for message in writer.heard if message["kind"] == "state"]
    assert "For impact" in [group["title"] for group in told["groups"]]
    assert told["fields"]["purpose.context"] and told["values"]["purpose.context"] == ""
    writer.change("purpose.research_purpose", "impact", "")
    (told,) = [message for message in writer.heard if message["kind"] == "state"]
    assert told["fields"]["purpose.context"] is None and told["values"]["purpose.context"] is None
    assert writer.change("purpose.context", "", "x")["kind"] == "refused"


def test_choices_follow_other_answers(writer):
    added(writer, "purpose.theory_of_change.outcomes[o-1]")
    added(writer)
    writer.change("purpose.theory_of_change.outcomes[o-1].text", "", "Fewer lonely people")
    (told,) = [message for message in writer.heard if message["kind"] == "state"]
    (asks_about,) = [one for one in told["fields"]["purpose.questions"]["entry"] if one["name"] == "outcomes"]
    assert asks_about["choices"] == [{"value": "o-1", "label": "Fewer lonely people"}]
    assert writer.change("purpose.questions[q-1].outcomes", [], ["o-1"])["kind"] == "saved"
    assert writer.record.purpose.questions[0].outcomes == ("o-1",)


def test_entries_are_added_filled_moved_and_removed(writer):
    for key in ("q-1", "q-2"):
        added(writer, f"purpose.questions[{key}]")
    writer.change("purpose.questions[q-2].text", "", "Why?")
    assert writer.change("purpose.questions", ["q-1", "q-2"], ["q-2", "q-1"])["kind"] == "saved"
    assert [one.id for one in writer.record.purpose.questions] == ["q-2", "q-1"]
    base = {"text": "Why?", "outcomes": []}
    assert writer.change("purpose.questions[q-2]", base, None)["kind"] == "saved"
    assert [one.id for one in writer.record.purpose.questions] == ["q-1"]
    (told,) = [message for message in writer.heard if message["kind"] == "state"]
    assert told["values"]["purpose.questions[q-2].text"] is None
    assert writer.say("undo")["text"].startswith("Taken back")
    assert [(one.id, one.text) for one in writer.record.purpose.questions] == [("q-2", "Why?"), ("q-1", "")]


def test_an_entry_with_a_place_of_its_own_begins_with_its_first_answer(writer):
    assert writer.hello["values"]["approach.strategy"] == ["1", "2"]
    assert writer.hello["values"]["approach.strategy[2].text"] == ""
    assert writer.record.approach.strategy == ()
    assert writer.change("approach.strategy[2].text", "", "As planned.")["kind"] == "saved"
    assert writer.change("approach.strategy[2].text", "As planned.", "As agreed.")["kind"] == "saved"
    assert [(one.part, one.text) for one in writer.record.approach.strategy] == [(2, "As agreed.")]


def test_pairs_are_saved_one_by_one(writer):
    assert writer.change("feedback.sections[summary]", "", "In short.")["kind"] == "saved"
    assert writer.record.feedback.sections == {"summary": "In short."}
    assert writer.change("feedback.sections[summary]", "In short.", "")["kind"] == "saved"
    assert writer.record.feedback.sections == {}


def test_another_s_save_is_told_at_the_next_ping_and_only_what_changed(folder, writer):
    projects.save(folder, "1.1", {"purpose.aim": "From elsewhere"}, who="Bea")
    assert writer.say("ping") == {"kind": "pong", "n": 7, "view": writer.hello["view"]}
    assert [message["values"] for message in writer.heard if message["kind"] == "state"] == [
        {"purpose.aim": "From elsewhere"}
    ]
    writer.say("ping")
    assert len(writer.heard) == 1


def test_two_people_in_different_fields_keep_both(folder, browsers):
    ann, ben = browsers("Ann"), browsers("Ben")
    assert ann.change("purpose.aim", "", "Ann's")["kind"] == "saved"
    assert ben.change("approach.sample.population", "", "40")["kind"] == "saved"
    record = projects.open(folder).record
    assert (record.purpose.aim, record.approach.sample.population) == ("Ann's", 40)


def test_two_people_in_one_field_are_a_conflict_with_both_values_and_nothing_is_written(folder, browsers):
    ann, ben = browsers("Ann"), browsers("Ben")
    ann.change("purpose.aim", "", "Ann's")
    before = (folder / "project.json").read_bytes()
    answer = ben.change("purpose.aim", "", "Ben's")
    assert (answer["kind"], answer["theirs"], answer["who"]) == ("conflict", "Ann's", "Ann") and answer["when"]
    assert (folder / "project.json").read_bytes() == before
    assert ben.change("purpose.aim", answer["theirs"], "Ben's")["kind"] == "saved"


def test_the_same_words_twice_are_no_conflict(browsers):
    ann, ben = browsers("Ann"), browsers("Ben")
    ann.change("purpose.aim", "", "The same")
    assert ben.change("purpose.aim", "", "The same")["kind"] == "saved"


def test_a_choice_changed_by_two_is_a_conflict_too(browsers):
    ann, ben = browsers("Ann"), browsers("Ben")
    ann.change("purpose.thematic_focus", [], ["a"])
    assert ben.change("purpose.thematic_focus", [], ["b"])["theirs"] == ["a"]


def test_two_who_begin_one_entry_at_once_see_both_versions(browsers):
    ann, ben = browsers("Ann"), browsers("Ben")
    ann.change("approach.strategy[1].text", "", "Ann's")
    answer = ben.change("approach.strategy[1].text", "", "Ben's")
    assert (answer["kind"], answer["theirs"], answer["who"]) == ("conflict", "Ann's", "Ann")


def test_what_another_changed_is_neither_removed_nor_moved_unseen(browsers):
    ann = browsers("Ann")
    added(ann)
    ben = browsers("Ben")
    ann.change("purpose.questions[q-1].text", "", "Ann's words")
    answer = ben.change("purpose.questions[q-1]", {"text": "", "outcomes": []}, None)
    assert answer["kind"] == "refused" and not answer["is_answer"]
    ben.say("ping")  # Python knows by now; the browser's words are still the old ones
    assert ben.change("purpose.questions[q-1]", {"text": "", "outcomes": []}, None)["kind"] == "refused"
    assert ben.record.purpose.questions[0].text == "Ann's words"
    added(ann, "purpose.questions[q-2]")
    assert ben.change("purpose.questions", ["q-1"], ["q-1"])["kind"] == "refused"
    assert len(ben.record.purpose.questions) == 2


def test_words_for_an_entry_that_was_removed_are_refused_and_say_so(browsers):
    ann = browsers("Ann")
    added(ann)
    ben = browsers("Ben")
    ann.change("purpose.questions[q-1]", {"text": "", "outcomes": []}, None)
    assert "removed meanwhile" in ben.change("purpose.questions[q-1].text", "", "Late words")["what"]
    assert ben.record.purpose.questions == ()


def test_undo_takes_back_one_s_own_newest_change_in_this_form(folder, browsers):
    ann, ben = browsers("Ann"), browsers("Ben")
    ann.change("purpose.aim", "", "Ann's")
    projects.save(folder, "1.2", {"title": "Tea"}, who="Ann")
    ben.change("approach.sample.population", "", "40")
    assert ann.say("undo") == {"kind": "done", "text": "Taken back: Aim.", "path": "purpose.aim", "n": 7} | {
        "view": ann.hello["view"]
    }
    record = projects.open(folder).record
    assert (record.purpose.aim, record.title, record.approach.sample.population) == ("", "Tea", 40)
    assert "nothing to take back" in ann.say("undo")["what"]


def test_one_change_of_several_is_taken_back_and_not_where_it_was_changed_since(browsers):
    ann, ben = browsers("Ann"), browsers("Ben")
    ann.change("purpose.aim", "", "First")
    (entry,) = ann.say("history")["entries"]
    assert (entry["who"], entry["label"], entry["new"], entry["can_undo"]) == ("Ann", "Aim", "First", True)
    ben.change("purpose.aim", "", "x")
    ben.change("purpose.aim", "First", "Second")
    assert "changed since" in ann.say("undo", revision=entry["revision"])["what"]
    assert ann.record.purpose.aim == "Second"


def test_the_history_speaks_of_choices_by_their_labels_and_of_entries_as_added_and_removed(writer):
    writer.change("purpose.thematic_focus", [], ["a"])
    added(writer, "measures.basket[R7]")
    writer.change("measures.basket[R7].why", "", "It is what we work on.")
    writer.change("measures.basket[R7]", {"why": "It is what we work on."}, None)
    told = [(one["did"], one["label"], one["old"], one["new"]) for one in writer.say("history")["entries"]]
    assert told == [
        ("removed from", "Basket of measures", "Loneliness; It is what we work on.", ""),
        ("changed", "Basket of measures: Why it is in the basket", "", "It is what we work on."),
        ("added to", "Basket of measures", "", "Loneliness"),
        ("changed", "Thematic focus", "", "A"),
    ]


def test_buttons_give_words_files_and_changes(writer):
    assert writer.say("act", name="say")["text"] == "It is called Tea on Tuesdays."
    answer = writer.say("act", name="sheet")
    assert (answer["kind"], answer["name"], writer.files) == ("file", "a.txt", [b"sheet"])
    assert writer.say("act", name="fill")["kind"] == "done"
    assert writer.record.purpose.aim == "Filled."


def test_long_work_tells_the_one_who_began_it_how_far_it_is(writer):
    assert writer.say("act", name="long")["text"] == "Done."
    (told,) = [message for message in writer.heard if message["kind"] == "progress"]
    assert (told["share"], told["view"]) == (0.5, writer.hello["view"])


def test_a_fault_gives_a_plain_message_and_its_values_stay_in_a_private_file(writer, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    answer = writer.say("act", name="break")
    assert answer["kind"] == "refused" and "secret" not in json.dumps(answer)
    (log,) = tmp_path.glob(f"{guard.LOG_PREFIX}*")
    assert str(log) in answer["where"] and "secret of Tea" in log.read_text()
    assert os.name == "nt" or log.stat().st_mode & 0o077 == 0


def test_a_listener_with_a_fault_costs_nobody_a_save_and_no_other_the_news(writer, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    told = []
    writer.talk.desk.listen(lambda: {}["a fault"])
    writer.talk.desk.listen(lambda: told.append(1))
    assert writer.change("purpose.aim", "", "Saved all the same")["kind"] == "saved"
    assert told == [1] and len(list(tmp_path.glob(f"{guard.LOG_PREFIX}*.log"))) == 1


def test_a_disk_that_cannot_be_written_to_is_told_and_tried_again(writer, monkeypatch):
    from helpers.project import disk

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(disk.os, "fsync", full)
        answer = writer.change("purpose.aim", "", "Kept for later")
    assert answer["kind"] == "refused" and not answer["is_answer"] and "No space left" in answer["what"]
    assert writer.change("purpose.aim", "", "Kept for later")["kind"] == "saved"


def test_a_project_that_cannot_be_read_any_more_is_said_with_the_pong(folder, writer):
    file = folder / "project.json"
    whole = file.read_bytes()
    file.write_bytes(b"{")
    answer = writer.say("ping")
    assert answer["kind"] == "pong" and "damaged" in answer["trouble"]
    assert writer.change("purpose.aim", "", "x")["kind"] == "refused"
    file.write_bytes(whole)
    assert "trouble" not in writer.say("ping")
    assert writer.change("purpose.aim", "", "x")["kind"] == "saved"


def test_a_newer_project_is_shown_and_every_change_refused(folder, browsers):
    file = folder / "project.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"schema_version": 99}))
    before = file.read_bytes()
    writer = browsers("Ann")
    assert writer.hello["is_read_only"] and "newer version" in writer.hello["notices"][0]
    assert writer.change("purpose.aim", "", "x")["kind"] == "refused"
    assert writer.say("act", name="fill")["kind"] == "refused"
    assert file.read_bytes() == before


def test_a_conflict_copy_is_told_field_by_field_and_merged(folder, browsers):
    browsers("Ann").change("purpose.aim", "", "Ours")
    theirs = json.loads((folder / "project.json").read_text())
    theirs["purpose"]["aim"] = "Theirs"
    copy = folder / "project (1).json"
    copy.write_text(json.dumps(theirs))
    writer = browsers("Ann")
    (told,) = writer.hello["copies"]
    (one,) = told["differences"]
    assert (told["file"], one["label"], one["ours"], one["theirs"]) == (copy.name, "Aim", "Ours", "Theirs")
    for wrong in ({"chosen": ["purpose.who"]}, {"chosen": "purpose.aim"}, {"chosen": [], "file": "../project.json"}):
        assert writer.say("merge", **{"file": copy.name, **wrong})["kind"] == "refused"
    assert writer.say("merge", file=copy.name, chosen=["purpose.aim"])["copies"] == []
    assert writer.record.purpose.aim == "Theirs"


STRANGE = [
    {"path": None},
    {"path": ["purpose.aim"]},
    {"path": ""},
    {"path": "title"},
    {"path": "purpose"},
    {"path": "purpose.who"},
    {"path": "purpose.aim.x"},
    {"path": "purpose.__class__"},
    {"path": "purpose.questions[0]"},
    {"path": "purpose.questions[q-1", "base": None, "new": {}},
    {"path": "purpose.questions[../../x]", "base": None, "new": {}},
    {"path": "purpose.questions[Q 1]", "base": None, "new": {}},
    {"path": "purpose.questions[x-1]", "base": None, "new": {}},
    {"path": "purpose.questions[q-1]", "base": None, "new": {"text": "whole"}},
    {"path": "purpose.questions[q-1]", "base": None, "new": None},
    {"path": f"purpose.questions[q-{'x' * 200}]", "base": None, "new": {}},
    {"path": "purpose.questions[q-9].text", "new": "nobody's"},
    {"path": "purpose.questions", "base": [], "new": [{"id": "q-1", "text": "whole list"}]},
    {"path": "purpose.questions", "base": [], "new": ["q-1"]},
    {"path": "measures.basket[R77]", "base": None, "new": {}},
    {"path": "measures.basket[q-1]", "base": None, "new": {}},
    {"path": "approach.strategy[9].text", "new": "x"},
    {"path": "approach.strategy[1]", "base": None, "new": None},
    {"path": "approach.strategy[1]", "base": {"text": ""}, "new": None},
    {"path": "approach.strategy", "base": ["1", "2"], "new": ["2", "1"]},
    {"path": "feedback.sections[legacy]", "new": "x"},
    {"path": "feedback.sections", "new": {"summary": "x"}},
    {"path": "approach.mode", "new": "online"},
    {"path": "purpose.aim", "new": {"$ne": 1}},
]


@pytest.mark.parametrize("content", STRANGE, ids=lambda content: str(content.get("path"))[:40])
def test_what_no_form_would_send_changes_nothing_and_is_answered_calmly(folder, writer, content):
    before = (folder / "project.json").read_bytes()
    answer = writer.say("change", **{"base": "", "new": "x", **content})
    assert (answer["kind"] == "refused" and answer["is_answer"]) or "meanwhile" in answer["what"], answer
    assert "Something went wrong inside" not in answer["what"]
    assert (folder / "project.json").read_bytes() == before


@pytest.mark.parametrize(
    "message",
    [None, "x", 7, [], {}, {"kind": "change"}, {"kind": "change", "n": "7"}, {"n": None, "kind": "ping"}],
    ids=repr,
)
def test_what_is_no_message_is_left_alone(writer, message):
    writer.heard.clear()
    writer.talk.receive(message)
    assert writer.heard == []


@pytest.mark.parametrize("kind", ["", "format_disk", None, ["change"], "__init__"])
def test_what_a_form_does_not_know_is_refused(writer, kind):
    assert writer.say(kind)["kind"] == "refused"


@pytest.mark.parametrize("name", [None, "", "nothing", ["fill"], "run"])
def test_only_buttons_of_the_form_can_be_pressed(writer, name):
    assert writer.say("act", name=name)["kind"] == "refused"


@pytest.mark.parametrize("revision", ["1", -1, 99, [1], {"a": 1}, 1.5])
def test_only_changes_of_the_history_can_be_taken_back(writer, revision):
    writer.change("purpose.aim", "", "x")
    assert writer.say("undo", revision=revision)["kind"] == "refused"
    assert writer.record.purpose.aim == "x"


@pytest.mark.parametrize(
    ("who", "kept"),
    [
        ("Ann", "Ann"),
        ("  Ann   Lee ", "Ann Lee"),
        ("x" * 500, "x" * 80),
        ("a\nb", ""),
        (7, ""),
        (None, ""),
        ({"a": 1}, ""),
    ],
)
def test_a_name_is_one_short_line_of_text(folder, browsers, who, kept):
    browsers(who).change("purpose.aim", "", "x")
    assert projects.history(folder)[0].who == kept


def test_drafts_are_kept_under_a_name_that_no_other_project_of_the_same_folder_has(folder, browsers):
    before = browsers("Ann").hello["project"]
    browsers("Ann").change("purpose.aim", "", "x")
    assert browsers("Ann").hello["project"] == before
    shutil.rmtree(folder)
    projects.create(folder, "Tea on Tuesdays")
    after = browsers("Ann").hello["project"]
    assert after[0] != before[0]
    (folder / "history.jsonl").unlink()
    assert browsers("Ann").hello["project"] == after[1:]
