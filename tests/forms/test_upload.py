"""Files on their way in: whole and as they were sent, or refused with a reason, and then nothing is left of them."""

import hashlib
import os

import pytest

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.forms import Place, Standing, upload
from helpers.forms.arriving import PIECE, STALE_SECONDS, plain_name
from helpers.forms.upload import WAITING, uploading

CONTENT = os.urandom(2 * PIECE + 7)


class Window:
    """A page with a place for files, spoken to as a browser would."""

    def __init__(self, folder, view="v", **place):
        self.folder, self.view, self.heard = folder, view, []
        self.kept = folder / "kept"
        self.kept.mkdir(exist_ok=True)
        facts = {"take": self._take, "standing": self._standing, "remove": self._remove, "most": 10**7, **place}
        self.place = Place("Notes", "A text.", (".txt", ".csv"), **facts)
        self.talk = uploading(projects.open(folder), self.place, self.heard.append)

    def _take(self, _opened, file):
        if file.path.read_bytes().startswith(b"bad"):
            raise UserProblem("These are no notes.", file.name, "Choose others.")
        file.path.rename(self.kept / file.name)

    def _standing(self, _opened):
        there = sorted(self.kept.iterdir())
        return tuple(Standing(file.name, file.name, file.stat().st_size, "0" * 64, ("one line",)) for file in there)

    def _remove(self, _opened, name):
        (self.kept / name).unlink()

    def say(self, kind, buffers=(), **content):
        self.heard.clear()
        self.talk.receive({"n": 3, "view": self.view, "kind": kind, **content}, list(buffers))
        (answer,) = [message for message in self.heard if message.get("n") == 3]
        return answer

    def send(self, name="a.txt", content=CONTENT, sha256=None):
        answer = self.say("begin", name=name, size=len(content))
        while answer["kind"] == "send" and answer["at"] < len(content):
            at = answer["at"]
            answer = self.say("piece", [memoryview(content[at : at + answer["piece"]])], at=at)
        if answer["kind"] != "send":
            return answer
        return self.say("end", sha256=hashlib.sha256(content).hexdigest() if sha256 is None else sha256)

    @property
    def waiting(self):
        return list(self.folder.joinpath(*WAITING).glob("*"))


@pytest.fixture
def window(folder):
    return Window(folder)


def test_a_file_arrives_as_it_was_sent(window):
    assert window.send()["kind"] == "arrived"
    assert (window.kept / "a.txt").read_bytes() == CONTENT
    assert window.waiting == []


def test_an_empty_file_arrives_too_and_is_for_its_reader_to_judge(window):
    assert window.send(content=b"")["kind"] == "arrived"
    assert (window.kept / "a.txt").read_bytes() == b""


def test_what_is_there_stands_there_after_a_reload_and_can_be_removed(window, folder):
    window.send()
    hello = Window(folder, "another").say("hello")
    assert [(one["name"], one["facts"]) for one in hello["files"]] == [("a.txt", ["2.0 MB", "one line"])]
    assert window.say("remove", id="a.txt")["files"] == []
    assert "not there" in window.say("remove", id="a.txt")["what"]
    assert "not there" in window.say("remove", id="../project.json")["what"] and (folder / "project.json").exists()


def test_other_views_hear_of_it(window, folder):
    window.say("hello")
    assert window.send()["kind"] == "arrived"
    assert [message["kind"] for message in window.heard if "n" not in message] == ["files"]


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        ("a.exe", 5, "ends in .txt or .csv"),
        ("a.txt", 10**7 + 1, "at most 10 MB"),
        ("a.txt", -1, "how large"),
        ("a.txt", "5", "how large"),
        ("a.txt", True, "how large"),
        ("", 5, "no name"),
        (None, 5, "no name"),
        ("../..", 5, "no name"),
    ],
)
def test_what_is_not_taken_is_said_before_anything_is_sent(window, name, size, said):
    answer = window.say("begin", name=name, size=size)
    assert answer["kind"] == "refused" and said in f"{answer['what']} {answer['fix']}"
    assert window.waiting == []


@pytest.mark.parametrize("sha256", ["0" * 64, hashlib.sha256(b"another").hexdigest()])
def test_a_file_that_was_torn_on_the_way_is_not_kept(window, sha256):
    answer = window.send(sha256=sha256)
    assert answer["kind"] == "refused" and "did not arrive" in answer["what"]
    assert window.waiting == [] and not list(window.kept.iterdir())


def test_where_the_browser_can_compute_no_fingerprint_the_size_is_compared(window):
    assert window.send(sha256="")["kind"] == "arrived"


@pytest.mark.parametrize(
    "piece",
    [
        {"at": 5, "buffers": [b"x"]},
        {"at": 0, "buffers": []},
        {"at": 0, "buffers": [b""]},
        {"at": 0, "buffers": [b"x" * 11]},
        {"at": None, "buffers": [b"x"]},
        {"at": 0, "buffers": [b"x", b"y"]},
    ],
)
def test_a_piece_out_of_its_place_ends_it(window, piece):
    window.say("begin", name="a.txt", size=10)
    answer = window.say("piece", piece["buffers"], at=piece["at"])
    assert answer["kind"] == "refused" and window.waiting == []
    assert window.say("end", sha256="")["kind"] == "refused"


def test_what_its_reader_refuses_is_not_kept_and_says_why(window):
    answer = window.send(content=b"bad")
    assert answer["what"] == "These are no notes." and window.waiting == []


def test_a_reader_that_breaks_tells_no_content(folder):
    def broken(_opened, file):
        raise ValueError(file.path.read_text())

    window = Window(folder, take=broken)
    answer = window.send(content=b"my secret")
    assert answer["kind"] == "refused" and "secret" not in str(answer) and window.waiting == []


def test_it_can_be_stopped_and_whoever_leaves_leaves_nothing(window):
    for ending in ("stop", "bye"):
        window.say("begin", name="a.txt", size=10)
        assert len(window.waiting) == 1
        window.say(ending)
        assert window.waiting == []


def test_two_views_send_at_once(window, folder):
    other = Window(folder, "other")
    other.talk = window.talk
    other.heard = window.heard
    window.say("begin", name="a.txt", size=2)
    other.say("begin", name="b.txt", size=2)
    window.say("piece", [b"aa"], at=0)
    other.say("piece", [b"bb"], at=0)
    assert window.say("end", sha256="")["kind"] == other.say("end", sha256="")["kind"] == "arrived"
    assert {file.name: file.read_bytes() for file in window.kept.iterdir()} == {"a.txt": b"aa", "b.txt": b"bb"}


def test_only_its_owner_can_read_what_is_on_its_way(window):
    window.say("begin", name="a.txt", size=10)
    (waiting,) = window.waiting
    assert waiting.stat().st_mode & 0o077 == 0


def test_parts_that_a_stopped_machine_left_are_cleared(window):
    window.say("begin", name="a.txt", size=10)
    (left,) = window.waiting
    old = left.with_name(".arriving-left")
    old.write_bytes(b"x")
    os.utime(old, (0, 0))
    young = left.with_name(".arriving-young")
    young.write_bytes(b"x")
    assert STALE_SECONDS > 0
    window.say("stop")
    window.say("begin", name="a.txt", size=10)
    assert not old.exists() and young.exists()


def test_a_disk_that_takes_nothing_is_said(window, monkeypatch):
    def full(*_told, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "open", full)
    answer = window.say("begin", name="a.txt", size=10)
    assert "No space left" in answer["what"] and "room on the disk" in answer["fix"]


def test_names_are_names():
    assert plain_name("  my\nnotes.txt ") == "my notes.txt"
    assert len(plain_name("x" * 500 + ".csv")) == 120 and plain_name("x" * 500 + ".csv").endswith(".csv")
    assert plain_name("نتائج.csv") == "نتائج.csv"


def test_nobody_there_to_fill_it_in_shows_nothing(window, folder):
    assert repr(upload(projects.open(folder), window.place)).startswith("Form: Notes")
