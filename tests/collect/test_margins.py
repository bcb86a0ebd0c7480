"""Margins from a file: read with their source and date or refused with the mend, kept as received, chosen for weighting."""

from datetime import date
from types import SimpleNamespace

import pytest

from helpers import project as projects
from helpers.collect import analysis_form, margins
from helpers.collect.coded import code_wave
from helpers.collect.primary.kept import sha256_of
from helpers.errors import UserProblem

GOOD = "column,category,share,source,date\ngender,Men,34%,Client list,2024-04-01\ngender,Women,66%,,\n"
COUNTS = "column;category;count;source;date\n3.2;16–24;1,200;Census 2021;21 March 2021\nAge;25-34;800;;\n"


@pytest.fixture
def file(tmp_path):
    def written(text, encoding="utf-8"):
        path = tmp_path / "margins.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return written


def test_shares_and_counts_become_shares_with_their_source_and_date(file):
    assert margins.read(file(GOOD), "m.csv") == margins.Margins(
        {"gender": {"Men": 0.34, "Women": 0.66}}, "Client list", date(2024, 4, 1)
    )
    counted = margins.read(file(COUNTS, "utf-8-sig"), "m.csv")
    assert counted.shares == {"age": {"16-24": 0.6, "25-34": 0.4}} and counted.as_at == date(2021, 3, 21)


@pytest.mark.parametrize(
    ("text", "says", "mend"),
    [
        ("column,category,share,date\ngender,Men,1,2024-04-01\n", "no column 'source'", "columns"),
        ("column,category,share,source\ngender,Men,1,List\n", "no column 'date'", "columns"),
        (
            "column,category,share,source,date\ngender,Men,1,,2024-04-01\n",
            "No row of the margins has a source",
            "Fill in",
        ),
        ("column,category,share,source,date\ngender,Men,1,List,\n", "No row of the margins has a date", "Fill in"),
        (GOOD.replace("2024-04-01", "03/04/2024"), "'03/04/2024' is not a date", "year, month and day"),
        (GOOD.replace("66%,,", "66%,Another list,"), "several sources: Another list; Client list", "name both"),
        (GOOD.replace("Women", "Ladies"), "Gender has no group 'Ladies'", "Men, Women"),
        (GOOD.replace("gender,Women", "shoes,Women"), "no characteristic 'shoes'", "age, gender"),
        (GOOD.replace("66%", "half"), "'half' is no number", "as a number"),
        (GOOD.replace("66%", "-3"), "A share of -3 can't be", "leave the row out"),
        (GOOD.replace("66%", "60%"), "add up to 0.94 and not to 1", "add its row"),
        (GOOD.replace("Women", "men"), "'Men' of gender is there twice", "one of the two"),
        (GOOD.replace("share", "per cent"), "neither or both of the columns 'share' and 'count'", "columns"),
        (GOOD.split("\n")[0] + "\n", "headings and nothing under them", "Add a row"),
    ],
)
def test_what_can_t_be_used_is_refused_with_the_mend(file, text, says, mend):
    with pytest.raises(UserProblem) as problem:
        margins.read(file(text), "m.csv")
    assert says in problem.value.what and mend in problem.value.fix and "m.csv" in problem.value.where


def test_a_file_is_kept_as_received_chosen_and_taken_out_again(tea, file):
    path, opened = file(COUNTS), tea.opened
    sha256 = sha256_of(path.read_bytes())
    kept = margins.keep(opened, path, "census.csv", sha256, date(2026, 1, 1))
    (stored,) = opened.path.joinpath(*margins.FOLDER).glob("*.csv")
    assert stored.read_bytes() == path.read_bytes() and margins.kept(opened) == (kept,)
    (group,) = analysis_form.weighting(opened.record, opened)
    (action,) = group.actions
    projects.save(tea.path, "2.3", action.run(opened))
    chosen = tea.opened.record.approach.weighting
    assert (chosen.file, chosen.sha256, chosen.source) == ("census.csv", sha256, "Census 2021")
    (group,) = analysis_form.weighting(tea.opened.record, tea.opened)
    assert [one.label for one in group.actions] == ["Don't weight"] and "approach.weighting.cap" in {
        one.path for one in group.fields
    }
    projects.save(tea.path, "2.3", group.actions[0].run(tea.opened))
    assert tea.opened.record.approach.weighting is None
    margins.remove(tea.opened, kept.id)
    assert margins.kept(tea.opened) == () and not list(opened.path.joinpath(*margins.FOLDER).iterdir())


def test_a_damaged_note_beside_a_file_is_said(tea, file):
    path = file(GOOD)
    kept = margins.keep(tea.opened, path, "m.csv", sha256_of(path.read_bytes()), date(2026, 1, 1))
    tea.path.joinpath(*margins.FOLDER, f"{kept.id}.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UserProblem, match="bring the margins in again"):
        margins.kept(tea.opened)


def test_answers_are_weighted_to_the_file_and_a_target_that_says_nothing_new_is_named(tea):
    people = [{"q1_7": 1, "q3_1": 1, "q3_5": 1}] * 5 + [{"q1_7": 3, "q3_1": 2, "q3_5": 2}] * 15
    both = {"gender": {"Men": 0.5, "Women": 0.5}, "language": {"English": 0.5, "Another language": 0.5}}
    tea.decide(**{"approach.weighting": {"margins": both, "source": "A census", "as_at": "2021-03-21"}})
    tea.add("2026-spring", people)
    coded = code_wave(tea.opened, "2026-spring", ("gender",))
    weights = SimpleNamespace(men=coded.weights[:5].sum(), all=coded.weights.sum())
    assert weights.men / weights.all == pytest.approx(0.5)
    assert "one of the weighting targets follows from the others in these answers, and adds nothing" in coded.notes
