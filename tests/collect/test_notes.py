"""Notes of conversations: kept as they came, used only where people agreed, and never shown."""

import hashlib
import io
import zipfile

import docx
import pytest

from helpers import project as projects
from helpers.collect import notes, notes_form
from helpers.errors import UserProblem
from helpers.forms import Arrived
from helpers.forms.state import State
from helpers.forms.upload import uploading
from helpers.steps import begin

SAID = "She said the stairs keep her in. Write to joyce@example.org or ring 020 7946 0018."
AGREED = {
    "method": "interviews",
    "who": "Participant 7",
    "when": "2026-02-03",
    "by_whom": "Interviewer 3",
    "is_asked": True,
    "agreed": ["analyse", "quote"],
}


def arrived(folder, content, name="notes.txt"):
    content = content.encode() if isinstance(content, str) else content
    path = folder / "arriving"
    path.write_bytes(content)
    return Arrived(path, name, len(content), hashlib.sha256(content).hexdigest())


def taken(tea, content=SAID, name="notes.txt", wave=None, **facts):
    note = notes.take(tea.opened, arrived(tea.files, content, name), wave)
    if facts:
        tea.decide(**{f"primary.notes[{note.id}].{field}": value for field, value in facts.items()})
    return note


def word_file(*paragraphs, cell="", author=""):
    document = docx.Document()
    document.core_properties.author = author
    for text in paragraphs:
        document.add_paragraph(text)
    if cell:
        table = document.add_table(1, 2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = cell
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def test_a_file_is_kept_as_it_came_before_there_is_a_wave(tea):
    note = taken(tea)
    path = notes.path_of(tea.opened, note)
    assert path == tea.path / "data" / "notes" / note.id / "notes.txt"
    assert path.read_text() == SAID
    assert path.stat().st_mode & 0o077 == 0
    (held,) = tea.opened.record.primary.notes
    assert (held.n_words, held.identifiers, held.wave) == (15, ("e-mail", "telephone"), "")


def test_with_a_wave_it_is_kept_with_the_wave(tea):
    tea.add("one", [{"q1_7": 1}])
    note = taken(tea, wave="one")
    assert notes.path_of(tea.opened, note) == tea.path / "data" / "one" / "notes" / note.id / "notes.txt"
    assert tea.opened.record.primary.notes[0].wave == "one"


def test_notes_that_came_before_their_wave_are_found_when_it_is_named(tea):
    note = taken(tea, **AGREED)
    tea.add("one", [{"q1_7": 1}])
    tea.decide(**{f"primary.notes[{note.id}].wave": "one"})
    assert notes.text(tea.opened, note.id) == SAID


def test_without_consent_to_the_analysis_nothing_is_read(tea):
    note = taken(tea, **{**AGREED, "agreed": ["quote"]})
    assert notes.usable(tea.opened) == ()
    with pytest.raises(UserProblem, match="kept out of everything"):
        notes.text(tea.opened, note.id)
    assert f"primary.notes[{note.id}].agreed" in notes.problems(tea.opened.record)
    assert "all of these notes" in repr(notes.summary(tea.opened))


def test_asked_and_agreed_is_both_needed(tea):
    note = taken(tea, **{**AGREED, "is_asked": None})
    with pytest.raises(UserProblem, match="kept out"):
        notes.text(tea.opened, note.id)
    tea.decide(**{f"primary.notes[{note.id}].is_asked": True})
    assert notes.text(tea.opened, note.id) == SAID


def test_a_word_file_is_read_with_its_tables(tea):
    note = taken(tea, word_file("One.", "Two.", cell="In a table"), "diary.docx", **AGREED)
    assert notes.text(tea.opened, note.id) == "One.\nTwo.\nIn a table"
    assert "writer" not in tea.opened.record.primary.notes[0].identifiers


def test_a_word_file_that_names_its_writer_is_flagged(tea):
    note = taken(tea, word_file("One.", author="Joyce Bell"), "diary.docx")
    assert notes.flagged(note) == "Its properties name whoever wrote it."
    assert "Joyce" not in (tea.path / "project.json").read_text()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "no words"),
        ("a.txt", b" \n\t", "no words"),
        ("a.txt", b"one\0two", "can't be read"),
        ("a.docx", b"not a zip", "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "password"),
        ("a.docx", word_file(), "no words"),
    ],
)
def test_what_can_not_be_read_is_refused_and_nothing_is_left(tea, name, content, said):
    with pytest.raises(UserProblem, match=said) as refused:
        taken(tea, content, name)
    assert refused.value.where == name
    assert tea.opened.record.primary.notes == ()
    assert not (tea.path / "data" / "notes").exists()


def test_a_file_that_unpacks_to_too_much_is_refused(tea, monkeypatch):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 300_000_000)
    with pytest.raises(UserProblem, match="more than is safe"):
        taken(tea, held.getvalue(), "bomb.docx")


def test_windows_text_is_read_with_its_pound_sign(tea):
    note = taken(tea, "It cost £5, she’s sure.".encode("cp1252"), **AGREED)
    assert notes.text(tea.opened, note.id) == "It cost £5, she’s sure."


def test_the_same_file_twice_is_refused(tea):
    taken(tea)
    with pytest.raises(UserProblem, match="here already"):
        taken(tea)


def test_a_changed_file_is_not_read(tea):
    note = taken(tea, **AGREED)
    notes.path_of(tea.opened, note).write_text("Something else.")
    with pytest.raises(UserProblem, match="changed since"):
        notes.text(tea.opened, note.id)


def test_removed_it_is_gone(tea):
    note = taken(tea)
    path = notes.path_of(tea.opened, note)
    notes.remove(tea.opened, note.id)
    assert not path.parent.exists()
    assert tea.opened.record.primary.notes == ()


def test_nothing_of_their_words_is_in_the_summary_or_the_record(tea):
    for number in range(6):
        taken(tea, f"{SAID} {number}", f"n{number}.txt", **AGREED)
    shown = repr(notes.summary(tea.opened))
    kept = (tea.path / "project.json").read_text() + (tea.path / "history.jsonl").read_text()
    for word in ("stairs", "joyce", "7946"):
        assert word not in shown + kept
    assert "Participant 7" not in shown
    assert notes.summary(tea.opened).blocks[0].rows == (("Interviews", "6", "all"),)


def test_small_counts_are_banded(tea):
    for number in range(7):
        facts = AGREED if number else {**AGREED, "is_asked": False}
        taken(tea, f"{number} {SAID}", f"n{number}.txt", **facts)
    taken(tea, "A diary.", "d.txt", **{**AGREED, "method": "diaries"})
    table = notes.summary(tea.opened).blocks[0]
    assert table.rows == (("Interviews", "7", "some"), ("Diaries", "fewer than 5", "all"))


def test_the_form_has_a_card_for_each_file_and_says_what_does_not_hold(tea):
    note = taken(tea, **{**AGREED, "who": "joyce@example.org"})
    state = State(tea.opened, notes_form.groups)
    assert "e-mail addresses" in state.problems()[f"primary.notes[{note.id}].who"]
    (group,) = notes_form.groups(tea.opened.record)
    (held,) = group.fields
    assert held.is_fixed and [choice.label for choice in held.choices] == ["notes.txt"]
    assert notes.missing(tea.opened) == ()


def test_without_files_the_form_says_where_they_come_from(tea):
    ((asked,),) = [group.fields for group in notes_form.groups(tea.opened.record)]
    assert asked.kind == "notes"
    assert "No notes" in repr(notes.summary(tea.opened))


def test_the_page_takes_lists_and_removes_files(tea, monkeypatch):
    heard, places = [], []
    monkeypatch.setattr(notes_form, "upload", lambda _opened, place: places.append(place))
    notes_form.bring_in_notes(begin("2.2", tea.path))
    talk = uploading(tea.opened, places[0], heard.append)

    def say(kind, buffers=(), **content):
        talk.receive({"n": 1, "view": "v", "kind": kind, **content}, list(buffers))
        return heard[-1]

    content = SAID.encode()
    say("begin", name="talk.txt", size=len(content))
    say("piece", [content], at=0)
    answer = say("end", sha256=hashlib.sha256(content).hexdigest())
    assert answer["kind"] == "arrived"
    (listed,) = answer["files"]
    assert listed["facts"][1:] == [
        "15 words",
        "Holds e-mail addresses and telephone numbers, which are masked wherever words are shown.",
        "kept out until consent to the analysis is recorded below",
    ]
    assert say("remove", id=listed["id"])["files"] == []
    assert projects.open(tea.path).record.primary.notes == ()
