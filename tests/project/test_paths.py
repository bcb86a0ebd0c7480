"""Where a value stands in the record."""

import pytest

from helpers.errors import UserProblem
from helpers.project import paths, shape
from helpers.project.record import Part, Project


@pytest.fixture
def plain():
    record = Project(
        title="T",
        purpose={
            "aim": "Fewer lonely evenings",
            "questions": [{"id": "one", "text": "Who comes?"}, {"id": "two", "text": "Who stays?"}],
        },
        measures={"basket": [{"indicator": "O1_area", "why": "Near home"}]},
        feedback={"sections": {"next-steps": "More tea"}},
        approach={"strategy": [{"part": 3, "text": "In May"}]},
    )
    return record.model_dump(mode="json")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("purpose.aim", "Fewer lonely evenings"),
        ("purpose.questions[two].text", "Who stays?"),
        ("measures.basket[O1_area].why", "Near home"),
        ("feedback.sections[next-steps]", "More tea"),
        ("approach.strategy[3].text", "In May"),
        ("purpose.questions[three]", None),
        ("purpose.questions[three].text", None),
        ("feedback.sections[summary]", None),
        ("approach.comparison.who", ""),
        ("approach.comparison", None),
    ],
)
def test_a_value_is_found(plain, path, value):
    assert paths.find(plain, path) == value


def test_what_is_put_is_found_again(plain):
    for path, value in (
        ("purpose.aim", "More tea"),
        ("purpose.questions[two].text", "Why?"),
        ("feedback.sections[summary]", "Short"),
        ("approach.comparison.who", "Neighbours"),
    ):
        paths.put(plain, path, value)
        assert paths.find(plain, path) == value


def test_entries_are_added_at_the_end_or_at_their_place_and_taken_away(plain):
    paths.put(plain, "purpose.questions[three]", {"text": "Where?"})
    paths.put(plain, "purpose.questions[zero]", {"text": "When?"}, place=0)
    assert [one["id"] for one in plain["purpose"]["questions"]] == ["zero", "one", "two", "three"]
    assert paths.place_of(plain, "purpose.questions[two]") == 2
    paths.put(plain, "purpose.questions[one]", None)
    paths.put(plain, "purpose.questions[nobody]", None)
    assert [one["id"] for one in plain["purpose"]["questions"]] == ["zero", "two", "three"]
    paths.put(plain, "feedback.sections[next-steps]", None)
    assert plain["feedback"]["sections"] == {}


def test_a_field_of_a_group_that_nobody_began_begins_it(plain):
    assert paths.put(plain, "approach.comparison.who", "Neighbours") == "approach.comparison"
    assert plain["approach"]["comparison"] == {"who": "Neighbours"}
    assert paths.put(plain, "approach.comparison.how_formed", "By lot") == "approach.comparison.how_formed"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "purpose.",
        ".purpose",
        "purpose..aim",
        "purpose.nothing",
        "purpose.aim.deeper",
        "purpose.aim[x]",
        "purpose.questions.one",
        "purpose.questions[one",
        "purpose.questions[one]text",
        "purpose.questions[a b]",
        "purpose.questions[one].nothing",
        "feedback.sections.next-steps",
        "[one]",
        "purpose.__class__",
        "model_fields",
    ],
)
def test_what_leads_nowhere_is_refused(plain, path):
    before = repr(plain)
    for doing in (lambda: paths.find(plain, path), lambda: paths.put(plain, path, "x"), lambda: paths.label(path)):
        with pytest.raises(UserProblem, match="has no field"):
            doing()
    assert repr(plain) == before


def test_a_field_of_an_entry_that_is_gone_is_refused(plain):
    with pytest.raises(UserProblem, match="removed meanwhile"):
        paths.put(plain, "purpose.questions[three].text", "x")


def test_an_entry_keeps_its_key(plain):
    with pytest.raises(UserProblem, match="another name"):
        paths.put(plain, "purpose.questions[one].id", "uno")
    with pytest.raises(UserProblem, match="no entry of the name 'three'"):
        paths.put(plain, "purpose.questions[three]", {"id": "four"})
    with pytest.raises(UserProblem, match="no entry of the name 'three'"):
        paths.put(plain, "purpose.questions[three]", "x")


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("purpose.aim", "Aim"),
        ("purpose.questions[one].text", "Research questions: Question"),
        ("purpose.questions[one]", "Research questions"),
        ("purpose.theory_of_change.problem", "Problem"),
        ("feedback.sections[summary]", "Own words"),
        ("title", "Title"),
    ],
)
def test_a_field_is_called_what_the_form_calls_it(path, label):
    assert paths.label(path) == label


def test_within():
    assert paths.is_within("purpose.questions[one].text", "purpose.questions")
    assert paths.is_within("purpose.questions", "purpose.questions")
    assert not paths.is_within("purpose.questions", "purpose.questions[one]")
    assert not paths.is_within("purpose.questions[one]", "purpose.questions[two]")


def lists_of_entries(part: type[Part]) -> list[type[Part]]:
    found = []
    for _, inner, is_list in shape.parts(part):
        found += ([inner] if is_list else []) + lists_of_entries(inner)
    return found


def test_every_entry_of_the_record_can_be_told_from_the_others():
    entries = lists_of_entries(Project)
    assert len(entries) > 15
    assert [entry.__name__ for entry in entries if entry.KEY not in entry.model_fields] == []


def test_two_entries_of_one_key_are_found(plain):
    assert list(shape.doubles(plain)) == []
    plain["purpose"]["questions"].append({**plain["purpose"]["questions"][0]})
    assert list(shape.doubles(plain)) == [("purpose.questions", "one")]
