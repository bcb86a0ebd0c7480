"""Survey and existing data on one domain, and places with the range of their ranks."""

import pytest

from helpers import project as projects
from helpers.collect import analysis, findings_page, side_by_side
from helpers.steps.listing import SAMPLES


@pytest.fixture(scope="module")
def shown():
    opened = projects.open(SAMPLES / "befriending")
    return findings_page.gather(opened, "2025-spring", analysis.released(opened))


def test_what_is_recorded_stands_beside_what_people_say_and_other_surveys_do_not(shown):
    said = repr(side_by_side.both_kinds(shown))
    relationships = said.partition("Relationships")[2]
    assert (
        relationships.index("R3     People say")
        < relationships.index("R5     Recorded")
        < relationships.index("R7     People say")
    )
    assert "1.9 per 1,000 (1.2 to 2.9)  Linden Hythe, 2024" in said
    assert "92%" not in said and "More than a quarter" not in said and "Equality" not in said


def test_without_figures_from_elsewhere_it_says_so(tea):
    tea.add("2026-spring", [{"q1_7": 1}] * 12)
    found = findings_page.gather(tea.opened, "2026-spring", analysis.released(tea.opened))
    assert side_by_side.NOTHING in repr(side_by_side.both_kinds(found))
    assert side_by_side.NO_PLACES in repr(side_by_side.places(found))


def test_places_have_a_score_a_rank_and_its_range_and_what_hangs_on_the_choices(tea):
    names = {"1": "Ash", "2": "Beech", "3": "Cedar"}
    tea.decide(
        **{
            "measures.basket": [{"indicator": code} for code in ("R7", "O1_area")],
            "measures.own_questions": [{"id": "own_site", "wording": "Which site?", "options": names}],
            "analysis.breakdowns": ["own_site"],
        }
    )
    rows = []
    for site, lonely, belong in ((1, 10, 50), (2, 20, 40), (3, 40, 20)):
        rows += [
            {"own_site": site, "q1_7": 1 if at < lonely else 5, "q2_7": 1 if at < belong else 4} for at in range(60)
        ]
    tea.add("2026-spring", rows)
    found = findings_page.gather(tea.opened, "2026-spring", analysis.released(tea.opened))
    said = repr(side_by_side.places(found))
    ash, beech, cedar = (next(line for line in said.splitlines() if line.startswith(name)) for name in names.values())
    assert ash.split()[2] == "1" and beech.split()[2] == "2" and cedar.split()[2] == "3"
    assert "scaled by min-max" in said and "Without often lonely (R7)" in said
    assert "in no order" in said
