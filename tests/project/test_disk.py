"""What the disk, the folder and other windows can do to a save: a plain message, and nothing changed."""

import multiprocessing
import os
import re
import shutil
import tempfile
import time
from pathlib import Path

import pytest

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.project import disk, lock

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="made for Linux and macOS")
FORK = multiprocessing.get_context("fork") if hasattr(os, "fork") else None


def in_child(work, *args):
    """What a function returns (or the UserProblem it raises) in a child process."""
    ours, theirs = FORK.Pipe()

    def run():
        try:
            theirs.send(("done", work(*args)))
        except UserProblem as problem:
            theirs.send(("refused", str(problem)))

    child = FORK.Process(target=run)
    child.start()
    child.join(60)
    return ours.recv() if ours.poll() else ("died", child.exitcode)


def hold(folder, is_held, seconds):
    with lock.locked(folder):
        is_held.set()
        time.sleep(seconds)


def test_a_lock_that_is_held_is_waited_for(folder):
    is_held = FORK.Event()
    child = FORK.Process(target=hold, args=(folder, is_held, 0.5))
    child.start()
    is_held.wait(10)
    assert projects.save(folder, "1.1", {"purpose.aim": "x"}).record.purpose.aim == "x"
    child.join()


def test_a_lock_that_is_not_let_go_is_a_message(folder, content, monkeypatch):
    monkeypatch.setattr(lock, "LOCK_SECONDS", 0.2)
    is_held, before = FORK.Event(), content(folder)
    child = FORK.Process(target=hold, args=(folder, is_held, 60))
    child.start()
    is_held.wait(10)
    with pytest.raises(UserProblem, match="Another window is saving"):
        projects.save(folder, "1.1", {"purpose.aim": "x"})
    assert content(folder) == before
    child.kill()
    child.join()
    projects.save(folder, "1.1", {"purpose.aim": "x"})


def test_a_lock_whose_file_was_removed_locks_nobody_out_and_nobody_in(folder, monkeypatch):
    """The second window must not go on with a lock of the file that is gone."""
    acquire = lock.portalocker.Lock.acquire
    removed = []

    def acquire_and_lose(one, *args, **more):
        held = acquire(one, *args, **more)
        if len(removed) < 3:
            removed.append((folder / ".lock").unlink())
        return held

    monkeypatch.setattr(lock.portalocker.Lock, "acquire", acquire_and_lose)
    with lock.locked(folder):
        assert len(removed) == 3 and (folder / ".lock").exists()


def test_leftovers_of_killed_saves_go_with_the_next_save(folder):
    names = {age: f".project.json-{age:016d}.part" for age in (30, 90, -90)}
    for age, name in names.items():
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (time.time() - age,) * 2)
    (folder / ".other.part").write_bytes(b"not ours")
    projects.save(folder, "1.1", {"purpose.aim": "x"})
    assert sorted(file.name for file in folder.glob("*.part")) == [".other.part", names[30]]


def test_permissions_stay(folder):
    os.chmod(folder / "project.json", 0o640)
    projects.save(folder, "1.1", {"purpose.aim": "x"})
    assert (folder / "project.json").stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_held_for_a_moment_is_tried_again(folder, monkeypatch):
    replace, tries = os.replace, []

    def held(*args):
        tries.append(args)
        if len(tries) < 3:
            raise PermissionError(13, "The process cannot access the file")
        return replace(*args)

    monkeypatch.setattr(os, "replace", held)
    projects.save(folder, "1.1", {"purpose.aim": "x"})
    assert len(tries) == 3 and projects.open(folder).record.purpose.aim == "x"


@pytest.mark.parametrize("number", sorted(disk.CANT_FLUSH))
def test_a_network_folder_that_can_t_be_flushed_is_no_problem(folder, monkeypatch, number):
    fsync = os.fsync

    def flush(handle):
        if os.path.isdir(f"/proc/self/fd/{handle}"):
            raise OSError(number, os.strerror(number))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", flush)
    assert projects.save(folder, "1.1", {"purpose.aim": "x"}).record.revision == 1


def test_a_folder_that_vanished(folder, tmp_path):
    shutil.move(folder, tmp_path / "elsewhere")
    with pytest.raises(UserProblem, match="not there any more"):
        projects.save(folder, "1.1", {"purpose.aim": "x"})
    assert not folder.exists()


def test_a_folder_that_vanishes_during_the_save_is_not_made_again(folder, tmp_path, monkeypatch):
    append = disk.append
    for take_away in ("before", "after"):

        def append_and_lose(*args, when=take_away):
            if when == "before":
                shutil.move(folder, tmp_path / "elsewhere")
            length = append(*args)
            if when == "after":
                shutil.move(folder, tmp_path / "elsewhere")
            return length

        monkeypatch.setattr(disk, "append", append_and_lose)
        with pytest.raises(UserProblem, match="could not be written"):
            projects.save(folder, "1.1", {"purpose.aim": "x"})
        assert not folder.exists()
        shutil.move(tmp_path / "elsewhere", folder)
        assert projects.open(folder).record.purpose.aim == "" and projects.history(folder) == ()


needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root becomes somebody else"
)


@pytest.fixture
def shared(content):
    """A project of root's that everybody may read."""
    place = Path(tempfile.mkdtemp())
    os.chmod(place, 0o755)
    folder = projects.create(place / "tea", "Tea").path
    projects.save(folder, "1.1", {"purpose.aim": "kept"})
    yield folder
    shutil.rmtree(place)


def as_nobody(work, *args):
    def run():
        os.setgid(65534)
        os.setuid(65534)
        return work(*args)

    return in_child(run)


def save_one(folder):
    return projects.save(folder, "1.1", {"purpose.aim": "x"}).record.purpose.aim


@needs_root
def test_a_read_only_folder_is_read_and_not_changed(shared, content):
    before = content(shared)
    opened = as_nobody(lambda: (projects.open(shared).is_read_only, projects.open(shared).notices))
    assert opened[1][0] is True and "read this project but not change it" in opened[1][1][0]
    how, said = as_nobody(save_one, shared)
    assert how == "refused" and "Permission denied" in said
    assert content(shared) == before


@needs_root
@pytest.mark.parametrize("name", ["project.json", "history.jsonl", ".lock"])
def test_a_file_that_may_not_be_touched(shared, content, name):
    os.chmod(shared, 0o777)
    for other in ("project.json", "history.jsonl", ".lock"):
        os.chmod(shared / other, 0o666)
    os.chmod(shared / name, 0o600)
    before = content(shared)
    how, said = as_nobody(save_one, shared)
    assert how == "refused" and "Permission denied" in said
    assert content(shared) == before


@needs_root
def test_a_shared_folder_is_written_by_two_people(shared):
    os.chmod(shared, 0o777)
    for name in ("project.json", "history.jsonl", ".lock"):
        os.chmod(shared / name, 0o666)
    assert as_nobody(save_one, shared) == ("done", "x")
    assert projects.save(shared, "1.1", {"purpose.aim": "y"}).record.purpose.aim == "y"


@needs_root
def test_a_folder_nobody_may_look_into(shared):
    os.chmod(shared.parent, 0o700)
    for work in (projects.open, save_one, projects.history):
        how, said = as_nobody(work, shared)
        assert how == "refused", (work, said)


def test_everything_is_flushed_before_the_next_rests_on_it(folder, monkeypatch):
    """What a kill can't show and a power cut would: the history, the new file, its name."""
    done = []

    def flushed(handle, real=os.fsync):
        done.append(re.sub("-[0-9a-f]{16}", "", Path(os.readlink(f"/proc/self/fd/{handle}")).name))
        real(handle)

    def replaced(old, new, real=os.replace):
        done.append(f"{Path(new).name} replaced")
        real(old, new)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(os, "replace", replaced)
    projects.save(folder, "1.1", {"purpose.aim": "x"})
    assert done == ["history.jsonl", ".project.json.part", "project.json replaced", "tea"]
