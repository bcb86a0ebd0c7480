"""The six filters, followed through by hand on small records."""

import pytest

from helpers import catalogue
from helpers.plan import basket, links, suggesting
from helpers.project.record import Approach, BasketItem, Measures, Outcome, Project, Purpose, Sample, TheoryOfChange
from helpers.project.record import ResearchQuestion as Question
from helpers.project.record.measures import FilterDecision, Filters, LeftOut
from helpers.project.record.secondary import Secondary, SecondaryFigure

EVERYTHING = [indicator.code for indicator in catalogue.indicators()]
LONELY = Outcome(id="lonely", text="People feel less lonely.", indicators=("R7",))
MIXING = Outcome(id="mixing", text="People mix.", themes=("R2",))


def leaving(*codes, why="Not for us.") -> FilterDecision:
    return FilterDecision(left_out=tuple(LeftOut(indicator=code, why=why) for code in codes))


def project(outcomes=(), questions=(), target=None, figures=(), **measures) -> Project:
    return Project(
        title="Tea",
        purpose=Purpose(theory_of_change=TheoryOfChange(outcomes=outcomes), questions=questions),
        measures=Measures(**measures),
        approach=Approach(sample=Sample(target=target)),
        secondary=Secondary(figures=figures),
    )


def codes(indicators) -> list[str]:
    return [indicator.code for indicator in indicators]


def says(name: str, code: str, record: Project):
    return suggesting.RULES[name](catalogue.indicator(code), record, ())


def test_six_filters_in_the_order_of_the_design():
    stages = basket.stages(project())
    assert [(stage.number, stage.name, stage.title) for stage in stages] == [
        (1, "domain", "Domain"),
        (2, "relevance", "Relevance"),
        (3, "available", "Already available"),
        (4, "area", "Geography and currency"),
        (5, "ease", "Ease of collection"),
        (6, "resource", "Resource and size"),
    ]
    assert all(stage.question for stage in stages)


def test_with_nothing_decided_everything_goes_through():
    stages = basket.stages(project())
    assert all(codes(stage.arriving) == codes(stage.remaining) == EVERYTHING for stage in stages)
    assert all(set(stage.suggestions) == set(EVERYTHING) for stage in stages)
    assert not basket.is_begun(project())


def test_what_leaves_does_not_arrive_at_the_next():
    """38 arrive at the first; 2 leave; 36 arrive at the second, of which R7 and P2 leave; 34 go on."""
    record = project(filters=Filters(domain=leaving("E1", "E2"), relevance=leaving("R7", "P2", why="Asked elsewhere.")))
    first, second, third, *_ = basket.stages(record)
    n = len(EVERYTHING)
    assert [len(first.arriving), len(first.remaining), len(second.remaining), len(third.remaining)] == [
        n,
        n - 2,
        n - 4,
        n - 4,
    ]
    assert second.left == {"R7": "Asked elsewhere.", "P2": "Asked elsewhere."}
    assert "E1" not in second.suggestions
    assert basket.is_begun(record)


def test_going_back_keeps_what_was_decided_later_where_it_still_applies():
    """R7 left at the second filter: what the fifth says of it waits. Let it through again, and it still leaves there."""
    later = leaving("R7", "R6", why="Too delicate.")
    away = basket.stages(project(filters=Filters(relevance=leaving("R7"), ease=later)))
    assert away[4].left == {"R6": "Too delicate."}
    back = basket.stages(project(filters=Filters(ease=later)))
    assert back[4].left == {"R7": "Too delicate.", "R6": "Too delicate."}
    assert codes(back[5].arriving) == [code for code in EVERYTHING if code not in ("R6", "R7")]


def test_a_measure_let_through_again_stays_where_nothing_was_decided_on_it():
    record = project(filters=Filters(relevance=leaving("R3"), ease=leaving("R6")))
    assert "R3" not in codes(basket.remaining(record))
    record = project(filters=Filters(ease=leaving("R6")))
    assert "R3" in codes(basket.remaining(record))


def test_1_domains_that_were_not_chosen_are_suggested_to_leave():
    chosen = project(domains=("Relationships", "Outcomes"))
    assert says("domain", "R7", chosen).says == "stays"
    assert says("domain", "E8", chosen).words == "Suggested to leave: it belongs to Equality, which you did not choose."
    assert says("domain", "E8", project()).says == "stays"


def test_2_relevance_follows_the_links_of_step_1_1():
    asks = Question(id="q", text="Are people less lonely?", indicators=("R7",))
    record = project((LONELY, MIXING), (asks,))
    assert says("relevance", "R7", record).why == (
        "linked to the outcome “People feel less lonely” and the research question “Are people less lonely?”."
    )
    assert says("relevance", "R2_older", record) == suggesting.Suggestion(
        "weigh", "its theme is linked to the outcome “People mix”; the measure itself is not named."
    )
    assert says("relevance", "E1", record).says == "leaves"
    assert says("relevance", "E1", project()).says == "weigh"


def test_an_outcome_that_names_a_measure_has_chosen_within_the_theme():
    younger = Outcome(id="a", text="Ages mix.", themes=("R2",), indicators=("R2_younger",))
    record = project((younger,))
    assert codes(links.linked(record)) == ["R2_younger"]


def test_3_existing_data_for_the_area_that_is_needed():
    assert says("available", "R5", project()).says == "stays"
    assert "nobody has to be asked" in says("available", "R5", project()).why
    assert says("available", "R3", project()).says == "weigh"
    assert says("available", "R3", project(area="borough")).why.startswith(
        "MOPAC Public attitude survey (Local authority & above) covers a borough."
    )
    assert says("available", "R7", project(area="borough")).says == "stays"
    assert "does not reach down to a ward" in says("available", "R3", project(area="ward")).why


def test_3_figures_noted_in_step_2_1_are_mentioned():
    noted = SecondaryFigure(indicator="R7", what="?", value="8%", area="London", period="2019", source="SoL")
    assert says("available", "R7", project(figures=(noted,), area="ward")).why.endswith(
        "You have noted a figure for London in step 2.1."
    )


def test_4_figures_of_a_larger_area_leave_where_nobody_can_be_asked():
    assert says("area", "E12", project(area="borough")).says == "leaves"
    assert says("area", "E12", project(area="London")).says == "stays"
    assert says("area", "R5", project(area="ward")).says == "stays"
    assert says("area", "R5", project(area="neighbourhood")).says == "leaves"
    assert says("area", "R7", project(area="neighbourhood")).says == "stays"


def test_4_old_figures_are_said_to_be_old():
    assert says("area", "R7", project()).why.endswith("To set beside yours: London, Survey of Londoners, 2018-19.")
    assert says("area", "R7", project(oldest=2020)).why.endswith("2018-19, older than 2020.")
    assert says("area", "O1_area", project(oldest=2020)).why.endswith("2021-22.")
    assert says("area", "R8", project()).why.endswith("There is no figure in hand to set beside yours.")


def test_5_what_is_hard_to_ask_is_said():
    assert says("ease", "R3", project()) == suggesting.Suggestion(
        "stays", "one plain question that everybody can answer."
    )
    assert says("ease", "R7", project()).says == "weigh"
    assert "12 answers to read out" in says("ease", "E8", project()).why
    assert "2 questions" in says("ease", "R8", project()).why
    assert says("ease", "E1", project()).says == "stays"


@pytest.mark.parametrize("code", ["E6", "E10"])
def test_5_measures_in_which_few_count_need_many_answers(code):
    """Below 100 answers they are suggested to leave: the number is in interview.yaml."""
    assert says("ease", code, project(target=99)).says == "leaves"
    assert says("ease", code, project(target=100)).says == "weigh"
    assert says("ease", code, project()).says == "weigh"
    assert "among 40 answers" in says("ease", code, project(target=40)).why


def test_6_measures_fill_the_minutes_that_are_there():
    """3½ minutes go before any measure. R7 27.5 s, R3 20 s: 4½ minutes; E8 adds 50 s: 5 minutes."""
    only = leaving(*(code for code in EVERYTHING if code not in ("R3", "R7", "E8")))
    asks = Question(id="q", text="?", indicators=("E8",))

    def suggested(minutes):
        record = project((LONELY,), (asks,), filters=Filters(domain=only), minutes=minutes)
        return {code: one.says for code, one in basket.stages(record)[5].suggestions.items()}

    assert suggested(None) == suggested(5.5) == {"R7": "stays", "E8": "stays", "R3": "stays"}
    assert suggested(5) == {"R7": "stays", "E8": "stays", "R3": "stays"}
    assert suggested(4.5) == {"R7": "stays", "E8": "leaves", "R3": "stays"}
    assert suggested(4) == {"R7": "stays", "E8": "leaves", "R3": "leaves"}


def test_6_existing_data_take_no_minutes():
    assert says("resource", "R5", project(minutes=0.5)).says == "stays"
    assert says("resource", "R7", project(minutes=0.5)).says == "leaves"


def test_what_is_left_goes_into_the_basket_with_a_first_why():
    only = leaving(*(code for code in EVERYTHING if code not in ("R3", "R7")))
    held = (BasketItem(indicator="R3", why="Ours."),)
    record = project((LONELY,), filters=Filters(domain=only), basket=held)
    assert basket.into_the_basket(record) == {
        "measures.basket[R7]": {"indicator": "R7", "why": "It bears on the outcome “People feel less lonely”."}
    }


def test_a_measure_that_nothing_asks_for_gets_no_made_up_why():
    assert links.drafted_why(catalogue.indicator("R3"), project((LONELY,))) == ""


def test_what_left_and_is_in_the_basket_is_named():
    held = (BasketItem(indicator="R3"), BasketItem(indicator="R7"))
    record = project(basket=held, filters=Filters(ease=leaving("R7")))
    assert basket.left_yet_in_the_basket(record) == {"R7": "Ease of collection"}


def test_taking_the_suggestions_keeps_their_reasons():
    record = project((LONELY,), domains=("Relationships",), filters=Filters(domain=leaving("E1", why="Mine.")))
    changes = basket.as_suggested(record, "domain")
    assert "measures.filters.domain.left_out[E1]" not in changes
    assert len(changes) == sum(catalogue.indicator(code).domain != "Relationships" for code in EVERYTHING) - 1
    assert changes["measures.filters.domain.left_out[E2]"] == {
        "indicator": "E2",
        "why": "It belongs to Equality, which you did not choose.",
    }
