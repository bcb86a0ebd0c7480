"""Ways of asking and the London Living Wage: whole, sourced, and in order."""

from decimal import Decimal
from itertools import pairwise
from typing import get_args

from helpers import catalogue
from helpers.catalogue.fieldwork import Aspect
from helpers.project.record.method import Mode, Place


def test_every_way_of_asking_is_looked_at_from_every_side_with_a_source():
    modes = catalogue.survey_modes()
    assert len(modes) >= 6
    for mode in modes:
        assert [remark.aspect for remark in mode.remarks] == list(get_args(Aspect))
        assert all(len(remark.text) > 20 and remark.source for remark in mode.remarks)
        assert mode.design_effect >= 1 and mode.design_effect_why
        assert mode.remark("Cost").aspect == "Cost"


def test_the_toolkits_four_ways_carry_its_own_sentence():
    passages = {passage.code: passage for passage in catalogue.passages("Step 2.2.2")}
    assert len(passages) == 4
    printed = [mode for mode in catalogue.survey_modes() if mode.provenance == "printed"]
    assert {mode.passage for mode in printed} == set(passages)
    assert not any(mode.passage for mode in catalogue.survey_modes() if mode.provenance == "added")
    assert "typically the best option" in catalogue.passages("Step 2.2.2: which one")[0].text


def test_ways_of_asking_are_those_of_the_record():
    modes = catalogue.survey_modes()
    assert {mode.mode for mode in modes} == set(get_args(Mode)) - {"mixed"}
    assert {mode.code for mode in modes if mode.mode == "face to face"} == set(get_args(Place))


def test_living_wages_follow_each_other_and_say_where_they_are_from():
    wages = catalogue.living_wages()
    assert [wage.rate for wage in wages[-3:]] == [Decimal("14.80"), Decimal("13.85"), Decimal("13.15")]
    for newer, older in pairwise(wages):
        assert newer.rate > older.rate and newer.announced == older.next_due
        assert older.announced < older.pay_by < older.next_due
    assert all("Living Wage Foundation" in wage.source and wage.code in wage.source for wage in wages)
