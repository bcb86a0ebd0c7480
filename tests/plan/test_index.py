"""Tool 3 as entries to look through."""

from helpers import catalogue
from helpers.plan import index

ENTRIES = {entry.code: entry for entry in index.entries()}


def facts(code: str, term: str) -> list[str]:
    return [text for name, text in ENTRIES[code].facts if name == term]


def test_every_measure_is_an_entry():
    assert list(ENTRIES) == [indicator.code for indicator in catalogue.indicators()]
    assert all(text for entry in ENTRIES.values() for _, text in entry.facts)


def test_question_and_answers_are_there_in_full():
    assert facts("R7", "Question 1.7") == ["How often do you feel lonely?"]
    assert facts("R7", "Answers to 1.7") == [
        "1 Often/always; 2 Some of the time; 3 Occasionally; 4 Hardly ever; 5 Never"
    ]
    assert "are of a similar age as you" in facts("R1_age", "Lines of 1.1")[0]
    assert facts("O2", "Answers to 3.19") == ["Scale: 0 (not at all satisfied) to 10 (completely satisfied)"]


def test_published_figures_say_year_survey_area_and_whether_they_are_alike():
    alike, other = facts("R3", "Published, may stand beside yours"), facts("R3", "Published, for background only")
    assert (len(alike), len(other)) == (3, 3)
    assert (
        "Survey of Londoners, 2018-19, online, some on paper, adults aged 16 and over, London, 6,601 answers"
        in alike[1]
    )
    assert alike[0].endswith("Year not stated.")


def test_mistakes_of_the_toolkit_are_with_the_measure():
    assert "Attainment 8" in facts("E3", "Mistake in the toolkit")[0]
    assert any(text.startswith("Tool 3, E11") for text in facts("E11", "Mistake in the toolkit"))
    assert facts("R5", "Mistake in the toolkit") == []


def test_what_it_is_found_by():
    entry = ENTRIES["R5"]
    assert (entry.domain, entry.found_by, entry.areas) == (
        "Relationships",
        "Existing data",
        ("ward", "borough", "London"),
    )
    assert ENTRIES["R7"].found_by == "Asking people"
    assert ENTRIES["P1"].source == "Taking part survey"


def test_sources_are_named_once_whatever_their_year():
    assert len([name for name in index.sources() if name.startswith("Survey of Londoners")]) == 1
    assert len(index.sources()) == 15
