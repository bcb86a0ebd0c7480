"""Records of older and newer versions, and damaged ones: read, or explained, and never changed."""

import json
import os
import re
from pathlib import Path

import pytest

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.project.record import SCHEMA_VERSION, Project
from helpers.project.sync_copies import differences

VERSIONS = Path(__file__).parent / "versions"


def write(folder, **fields):
    (folder / "project.json").write_text(json.dumps({"title": "T", **fields}), encoding="utf-8")


def refused(folder):
    """What is said of a record that can't be read; it is left as it is."""
    before = sorted(set(os.listdir(folder)) - {".lock"})
    with pytest.raises(UserProblem) as problem:
        projects.open(folder)
    with pytest.raises(UserProblem):
        projects.save(folder, "1.1", {"purpose.aim": "x"})
    assert sorted(set(os.listdir(folder)) - {".lock"}) == before
    return problem.value


def test_there_is_a_record_of_every_earlier_version():
    there = {int(re.search(r"\d+", file.name)[0]) for file in VERSIONS.glob("version-*.json")}
    assert there >= set(range(1, SCHEMA_VERSION)) and there


@pytest.mark.parametrize("file", sorted(VERSIONS.glob("version-*.json")), ids=lambda file: file.stem)
def test_earlier_versions_load_whole(folder, file):
    (folder / "project.json").write_bytes(file.read_bytes())
    record = projects.open(folder).record.model_dump(mode="json")
    written = json.loads(file.read_text(encoding="utf-8"))
    lost = [one for one in lost_of(written, record) if one != "schema_version"]
    assert record["schema_version"] == SCHEMA_VERSION and lost == []


def lost_of(written, read, path=""):
    """The fields that were written and are not there, or are something else."""
    if isinstance(written, dict):
        return [
            lost
            for name, value in written.items()
            for lost in lost_of(value, (read or {}).get(name), f"{path}.{name}".lstrip("."))
        ]
    if isinstance(written, list):
        assert len(read) == len(written)
        return [
            lost for number, value in enumerate(written) for lost in lost_of(value, read[number], f"{path}.{number}")
        ]
    return [] if written == read else [path]


def test_an_older_file_is_kept_once_beside_the_first_that_is_written(folder, content):
    old = (VERSIONS / "version-1.json").read_bytes()
    (folder / "project.json").write_bytes(old)
    before = content(folder)
    opened = projects.open(folder)
    assert content(folder) == before and opened.notices == () and not opened.is_read_only
    projects.save(folder, "1.1", {"purpose.aim": "changed"})
    kept = folder / "project.version-1.json"
    assert kept.read_bytes() == old
    assert json.loads((folder / "project.json").read_text())["schema_version"] == SCHEMA_VERSION
    projects.save(folder, "1.1", {"purpose.aim": "again"})
    assert kept.read_bytes() == old
    assert projects.open(folder).notices == () and projects.copies(folder) == ()


def test_entries_without_a_name_get_one_that_stays(folder):
    write(
        folder,
        schema_version=1,
        purpose={
            "theory_of_change": {
                "assumptions": [{"link": "a", "text": "b"}, {"id": "assumption-1", "text": "c"}, {"link": "d"}]
            }
        },
    )
    names = ["assumption-2", "assumption-1", "assumption-3"]
    assert [one.id for one in projects.open(folder).record.purpose.theory_of_change.assumptions] == names
    record = projects.save(folder, "1.1", {"purpose.theory_of_change.assumptions[assumption-3].text": "e"}).record
    assert [one.id for one in record.purpose.theory_of_change.assumptions] == names
    assert [one.text for one in projects.open(folder).record.purpose.theory_of_change.assumptions] == ["b", "c", "e"]


def test_what_has_its_name_from_elsewhere_gets_none(folder):
    write(folder, measures={"own_questions": [{"wording": "?"}]})
    assert "own_questions.0.id: this has to be filled in" in refused(folder).what


def test_a_newer_record_is_shown_and_not_changed(folder, content):
    write(
        folder,
        schema_version=SCHEMA_VERSION + 1,
        mood="sunny",
        purpose={
            "aim": "Known",
            "colour": "red",
            "research_purpose": "astrology",
            "questions": [{"id": "one", "text": "Who?", "indicators": ["R7", "R99"], "weight": 3}, {"text": 5}],
        },
        measures={"basket": [{"indicator": "R99"}, {"indicator": "R7", "since": 3}]},
        approach={"comparison": {"who": [1]}, "breakdowns": "all"},
    )
    before = content(folder)
    opened = projects.open(folder)
    assert opened.is_read_only and "newer version" in opened.notices[0]
    purpose = opened.record.purpose
    assert (purpose.aim, purpose.research_purpose) == ("Known", None)
    assert next((one.id, one.text, one.indicators) for one in purpose.questions) == ("one", "Who?", ("R7",))
    assert [one.indicator for one in opened.record.measures.basket] == ["R7"]
    assert opened.record.schema_version == SCHEMA_VERSION and opened.record.approach.breakdowns == ()
    with pytest.raises(UserProblem, match="newer version"):
        projects.save(folder, "1.1", {"purpose.aim": "x"})
    with pytest.raises(UserProblem, match="newer version"):
        opened.refuse_read_only()
    assert content(folder) == before


def test_a_newer_record_without_a_title_is_refused(folder):
    (folder / "project.json").write_text(json.dumps({"schema_version": SCHEMA_VERSION + 1, "name": "T"}))
    assert "title" in refused(folder).what


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\0" * 4096, "empty"),
        (b'{"title": "T",\n "purp', "stops in the middle, at line 2"),
        (b'{"title": "T",\n "purpose": {"aim": "x"', "stops in the middle, at line 2"),
        (b'{"title": "T", "title": "U"}', "'title' stands in it twice"),
        (b'{"title": "T", "purpose": {"aim": "x", "aim": "y"}}', "'aim' stands in it twice"),
        (b'{"title": "T", "approach": {"weighting": NaN}}', "'NaN' is no number"),
        (b'{"title": "T", "revision": -Infinity}', "'-Infinity' is no number"),
        (b'{"title": "T", "revision": ' + b"9" * 5000 + b"}", "no record can hold"),
        (b"[" * 100_000, "no record can hold"),
        ('{"title": "T"}'.encode("utf-16"), "not text"),
        ('{"title": "Café"}'.encode("latin-1"), "not text (at byte 14)"),
        (b'"T"', "group of fields"),
        (b'{"title": "T", "schema_version": "2"}', "no version '2'"),
        (b'{"title": "T", "schema_version": true}', "no version True"),
        (b'{"title": "T", "schema_version": 0}', "no version 0"),
        (b'{"title": "T", "purpose": {"aim": 3}}', "purpose.aim: this has to be text"),
        (b'{"title": "T", "purpose": {"aims": "x"}}', "purpose.aims: there is no such field"),
        (b'{"title": "T", "purpose": {"aim": "\\ud83d"}}', "it holds half a character"),
        (
            b'{"title": "T", "measures": {"basket": [{"indicator": "R7"}, {"indicator": "R7"}]}}',
            "Two entries of measures.basket are called 'R7'",
        ),
    ],
)
def test_damage_is_named_and_nothing_is_changed(folder, damage, said):
    (folder / "project.json").write_bytes(damage)
    problem = refused(folder)
    assert said in problem.what and str(folder / "project.json") in problem.where
    assert (folder / "project.json").read_bytes() == damage


@pytest.mark.parametrize("cut", range(40, 4000, 331))
def test_a_record_cut_short_anywhere_is_explained(folder, cut):
    whole = (VERSIONS / "version-1.json").read_bytes()
    (folder / "project.json").write_bytes(whole[:cut])
    assert re.search("stops in the middle|not text|line", refused(folder).what)


def test_a_byte_order_mark_and_other_line_ends_do_no_harm(folder):
    (folder / "project.json").write_bytes(b'\xef\xbb\xbf{\r\n"title": "T"\r\n}\r\n')
    assert projects.open(folder).title == "T"


def test_a_folder_where_the_file_should_be(folder):
    (folder / "project.json").unlink()
    (folder / "project.json").mkdir()
    assert "is a folder" in refused(folder).what


def test_a_missing_record_and_a_missing_folder(folder, tmp_path):
    with pytest.raises(UserProblem, match="no project folder"):
        projects.open(tmp_path / "nowhere")
    with pytest.raises(UserProblem, match="not there any more"):
        projects.save(tmp_path / "nowhere", "1.1", {"purpose.aim": "x"})
    (folder / "project.json").unlink()
    assert "'project.json' is missing" in refused(folder).what


def test_the_newest_copy_that_can_be_read_is_named(folder):
    good = (folder / "project.json").read_bytes()
    copies = {"project.version-1.json": good, "project (1).json": good, "project (2).json": b"", "other.json": b"{}"}
    for age, (name, held) in enumerate(copies.items()):
        (folder / name).write_bytes(held)
        os.utime(folder / name, (1_700_000_000 + age * 86400,) * 2)
    (folder / "project.json").write_bytes(b"")
    problem = refused(folder)
    assert "'project (1).json' of 15 November 2023" in problem.fix
    (folder / "project (1).json").unlink()
    assert "'project.version-1.json' of 14 November 2023" in refused(folder).fix
    (folder / "project.version-1.json").unlink()
    assert "earlier copy that can be read" not in refused(folder).fix


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_not_saved(folder, content, value):
    before = content(folder)
    field = {"approach.weighting": {"margins": {"age": {"16-24": value}}, "source": "s", "as_at": "2021-03-21"}}
    with pytest.raises(UserProblem, match="has to be a number"):
        projects.save(folder, "1.3", field)
    assert content(folder) == before


@pytest.mark.parametrize("text", ["\0", "\u2028", "👩\u200d👩\u200d👧", '"\\', "x" * 1_000_000, "\r\n", "\ufeff"])
def test_every_text_comes_back_as_it_was(folder, text):
    for value in (text, text + "!", "!" + text):
        projects.save(folder, "1.1", {"purpose.aim": value})
        assert projects.open(folder).record.purpose.aim == value
        assert projects.history(folder)[0].new == value


def test_half_a_character_is_refused(folder, content):
    before = content(folder)
    with pytest.raises(UserProblem, match="half a character"):
        projects.save(folder, "1.1", {"purpose.aim": "\ud83d"})
    assert content(folder) == before


def test_nothing_differs_between_a_record_and_itself():
    plain = Project.model_validate_json((VERSIONS.parents[2] / "sample_data/befriending/project.json").read_bytes())
    assert list(differences(plain.model_dump(mode="json"), plain.model_dump(mode="json"))) == []
