"""Saves that die half way: nothing that was acknowledged is lost, and what is there can be read.

The slow tests do at length what the fast ones do briefly.
"""

import contextlib
import errno
import io
import itertools
import multiprocessing
import os
import random
import shutil
import subprocess
import time

import pytest

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.project import journal
from helpers.project.conflict import Conflict
from helpers.project.rebuild import rebuild

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="made for Linux and macOS")
FORK = multiprocessing.get_context("fork") if hasattr(os, "fork") else None
LONG = "We meet every Tuesday in the hall, from three until the last cup of tea is drunk. " * 40
FIELDS = ("purpose.aim", "purpose.who", "purpose.questions[one].text", "feedback.sections[summary]")


def numbered(number):
    return f"{number} {LONG}"


def number_of(text):
    return int((text or "0").split()[0] or 0)


def held(folder):
    """What the record holds in each field: the number it begins with."""
    plain = projects.open(folder).record.model_dump(mode="json")
    return {field: number_of(projects.paths.find(plain, field)) for field in FIELDS}


def save_until_killed(folder, pipe, begin):
    for number in itertools.count(begin):
        field = FIELDS[number % len(FIELDS)]
        opened = projects.save(folder, "1.1", {field: numbered(number)}, who=str(number % 3))
        pipe.send((number, field, opened.record.revision))


def killed(folder, begin, chance):
    """Start a child that saves, kill it after a moment: what it acknowledged, as number, field, revision."""
    ours, theirs = FORK.Pipe(duplex=False)
    child = FORK.Process(target=save_until_killed, args=(folder, theirs, begin))
    child.start()
    theirs.close()
    acknowledged = [ours.recv()]
    time.sleep(chance.uniform(0, 0.06))
    child.kill()
    child.join()
    while True:
        try:
            acknowledged.append(ours.recv())
        except EOFError:
            return acknowledged


def kill_often(folder, times, seed):
    """Kill saves at random moments and look after each; return how many were killed in the middle of one."""
    projects.save(folder, "1.1", {"purpose.questions[one]": {"text": numbered(0)}})
    chance, number, in_the_middle = random.Random(seed), 1, 0
    for _ in range(times):
        acknowledged = killed(folder, number, chance)
        number, _, revision = acknowledged[-1]
        there = held(folder)
        for saved, field, _ in acknowledged:
            assert there[field] >= saved
        assert set(there.values()) <= set(range(number + 2))
        record = projects.open(folder).record
        assert revision <= record.revision <= revision + 1
        told = {one for entry in projects.history(folder, limit=10**6) for one in entry.revisions}
        assert told >= {saved for _, _, saved in acknowledged}
        newest_line = next(journal.saves(folder))[0]["revision"]
        in_the_middle += (
            bool(list(folder.glob("*.part"))) or newest_line > record.revision or record.revision > revision
        )
        for leftover in folder.glob(".*.part"):
            os.utime(leftover, (0, 0))
        number += 2
    assert_the_history_is_whole(folder)
    return in_the_middle


def assert_the_history_is_whole(folder):
    """The record can be made again from it, byte for byte."""
    projects.save(folder, "1.1", {"purpose.where": "after all that"})
    assert list(folder.glob(".*.part")) == []
    again = folder.with_name("again")
    shutil.copytree(folder, again)
    (again / "project.json").write_bytes(b"")
    assert rebuild(again).is_exact
    assert (again / "project.json").read_bytes() == (folder / "project.json").read_bytes()


def test_ten_kills_lose_nothing(folder):
    kill_often(folder, 10, seed=1)


@pytest.mark.slow
def test_two_hundred_kills_lose_nothing(folder):
    in_the_middle = kill_often(folder, 200, seed=2)
    assert in_the_middle > 20, "hardly any kill hit a save: the test looks at nothing"


class Failing:
    """The calls that a save makes of the system, of which one fails, or all from that one on."""

    OF_OS = (
        "open",
        "fsync",
        "replace",
        "rename",
        "truncate",
        "stat",
        "lstat",
        "chmod",
        "unlink",
        "scandir",
        "listdir",
        "mkdir",
    )
    OF_FILES = ("read", "readall", "write", "flush", "seek")

    def __init__(self, monkeypatch, at, number, goes_on):
        self.at, self.number, self.goes_on, self.calls, self.names = at, number, goes_on, 0, []
        for name in self.OF_OS:
            monkeypatch.setattr(os, name, self.failing(getattr(os, name), name))
        monkeypatch.setattr(io, "open", self.failing(self.opening(io.open), "open"))

    def failing(self, call, name):
        def called(*args, **more):
            self.calls += 1
            if self.calls == self.at or (self.goes_on and self.calls > self.at):
                self.names.append(name)
                raise OSError(self.number, os.strerror(self.number))
            return call(*args, **more)

        return called

    def opening(self, call):
        def called(*args, **more):
            return _File(call(*args, **more), self)

        return called


class _File:
    """An open file whose reading and writing may fail."""

    def __init__(self, file, failing):
        self.file, self.failing = file, failing

    def __getattr__(self, name):
        found = getattr(self.file, name)
        return self.failing.failing(found, name) if name in Failing.OF_FILES else found

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()


@pytest.mark.parametrize("goes_on", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=["ENOSPC", "EIO"])
@pytest.mark.parametrize("has_leftover", [False, True], ids=["plain", "older version and leftovers"])
def test_the_nth_call_fails(folder, content, number, goes_on, has_leftover):
    """Whatever fails: an acknowledged save is there; one that was refused has changed nothing, or says that it may."""
    failed, sure = set(), 0
    projects.save(folder, "1.1", {"purpose.aim": LONG})
    for at in itertools.count(1):
        clear(folder)
        if has_leftover:
            prepare_older(folder)
        before, told = content(folder), projects.history(folder)
        aim = f"{LONG} {at}"
        with pytest.MonkeyPatch.context() as patch:
            failing = Failing(patch, at, number, goes_on)
            try:
                projects.save(folder, "1.1", {"purpose.aim": aim}, expected={"purpose.who": ""})
                is_saved = True
            except UserProblem as problem:
                is_saved, is_unsure = False, "does not confirm" in problem.what and "version" not in problem.where
        failed |= set(failing.names)
        now = projects.open(folder).record.purpose.aim
        if is_saved:
            assert now == aim and projects.history(folder)[0].new == aim
        elif is_unsure:
            assert now == aim and projects.history(folder)[0].new == aim
            sure += 1
        else:
            assert now != aim and projects.history(folder) == told
            assert content(folder)["project.json"] == before["project.json"]
            if not goes_on:
                assert [one for one in content(folder).items() if one not in before.items()] in (
                    [],
                    [("project.version-1.json", before["project.json"])],
                )
        if is_saved and not failing.names:
            break
    assert at > 15 and sure and {"open", "write", "flush", "fsync", "replace", "read", "stat"} <= failed


def clear(folder):
    for leftover in folder.glob(".*.part"):
        leftover.unlink()


def prepare_older(folder):
    file = folder / "project.json"
    file.write_text(file.read_text().replace('"schema_version": 3', '"schema_version": 2'))
    (folder / "project.version-1.json").unlink(missing_ok=True)
    leftover = folder / f".project.json-{'0' * 16}.part"
    leftover.write_bytes(b"half")
    os.utime(leftover, (0, 0))


def test_a_failing_call_while_opening_or_looking_back_is_a_message(folder):
    projects.save(folder, "1.1", {"purpose.aim": "x"})
    (folder / "project (1).json").write_bytes((folder / "project.json").read_bytes())
    for work in (projects.open, projects.history, projects.copies, projects.undo):
        for at in itertools.count(1):
            clear(folder)
            with pytest.MonkeyPatch.context() as patch:
                failing = Failing(patch, at, errno.EIO, True)
                with contextlib.suppress(UserProblem):
                    work(folder, *["1.1"] * (work is projects.undo))
            if not failing.names:
                break
        assert at > 1


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 1 MB."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize(
    "step", [40_000, pytest.param(1_999, marks=pytest.mark.slow), pytest.param(333, marks=pytest.mark.slow)]
)
def test_a_full_disk_keeps_what_was_saved(small_disk, step):
    folder = projects.create(small_disk / "tea", "Tea").path
    (small_disk / "ballast").write_bytes(b"x" * 700_000)
    saved, n_refused = 0, 0
    for number in itertools.count(1):
        text = f"{number} " + "x" * step * number
        try:
            projects.save(folder, "1.1", {"purpose.aim": text})
            saved = number
        except UserProblem as problem:
            assert "No space left" in problem.what
            n_refused += 1
        there = projects.open(folder).record.purpose.aim
        assert number_of(there) == saved and there == f"{saved} " + "x" * step * saved
        assert projects.history(folder)[0].new == there
        if n_refused == 5:
            break
    assert saved >= 2
    (small_disk / "ballast").unlink()
    assert projects.save(folder, "1.1", {"purpose.aim": text}).record.purpose.aim == text


def save_in_turn(folder, field, times, is_checked):
    """Save one field many times; return how often somebody else's change was in the way."""
    n_conflicts, seen = 0, projects.paths.find(projects.open(folder).record.model_dump(mode="json"), field)
    for number in range(1, times + 1):
        new = f"{os.getpid()} {number}"
        try:
            projects.save(
                folder, "1.1", {field: new}, who=str(os.getpid()), expected={field: seen} if is_checked else None
            )
            seen = new
        except Conflict as conflict:
            n_conflicts, seen = n_conflicts + 1, conflict.theirs
    return n_conflicts


def both(folder, fields, times, is_checked):
    with FORK.Pool(2) as pool:
        return pool.starmap(save_in_turn, [(folder, field, times, is_checked) for field in fields])


@pytest.mark.parametrize("times", [15, pytest.param(100, marks=pytest.mark.slow)])
def test_two_processes_on_different_fields_lose_nothing(folder, times):
    assert both(folder, ("purpose.aim", "purpose.who"), times, True) == [0, 0]
    record = projects.open(folder).record
    assert [text.split()[1] for text in (record.purpose.aim, record.purpose.who)] == [str(times)] * 2
    assert record.revision == 2 * times
    told = sorted(one for entry in projects.history(folder, limit=10**6) for one in entry.revisions)
    assert told == list(range(1, 2 * times + 1))
    assert_the_history_is_whole(folder)


@pytest.mark.parametrize("times", [15, pytest.param(100, marks=pytest.mark.slow)])
def test_two_processes_on_one_field_are_shown_each_other(folder, times):
    """Every save either followed on what its writer had seen, or was refused."""
    n_conflicts = sum(both(folder, ("purpose.aim", "purpose.aim"), times, True))
    record = projects.open(folder).record
    assert n_conflicts > 0
    assert record.revision == 2 * times - n_conflicts
    assert_the_history_is_whole(folder)
