from helpers.plan import approach
from helpers.project import Opened
from helpers.project.record import Comparison, ConsentPlan
from helpers.reports.model import Table, plain


def changed(planned, **fields):
    part = planned.record.approach.model_copy(update=fields)
    return Opened(planned.path, planned.record.model_copy(update={"approach": part}))


def test_in_short(planned, empty):
    assert approach.in_short(planned) == (
        "Kind of research: mixed. Survey mode: face to face. Answers hoped for in each wave: 60. "
        "Parts of the strategy written: 7 of 7."
    )
    assert approach.in_short(empty).endswith("Parts of the strategy written: 0 of 7.")


def test_summary_shows_sample_weights_consent_and_strategy(planned):
    text = plain(approach.summary(planned))
    for said in (
        "1,200",
        "Age",
        "20%",
        "21 March 2021",
        "An encrypted disk.",
        "1 June 2027",
        "Part 7 as written.",
        "Nothing is missing in this step.",
    ):
        assert said in text


def test_people_who_chose_to_join_bring_a_caution(planned):
    assert "People chose whether to take part" in plain(approach.summary(planned))
    everyone = planned.record.approach.sample.model_copy(update={"recruitment": "everyone"})
    assert "People chose whether to take part" not in plain(approach.summary(changed(planned, sample=everyone)))


def test_without_weights_the_summary_says_so(planned):
    assert "Answers are not weighted" in plain(approach.summary(changed(planned, weighting=None)))


def test_a_comparison_group_says_how_it_was_formed(planned):
    group = Comparison(question="own_took_part", programme_code=1, comparison_code=2, who="People on the waiting list",
                       how_formed="First come, first served", is_self_selected=True)  # fmt: skip
    assert "First come, first served" in plain(approach.summary(changed(planned, comparison=group)))


def test_missing(planned, empty):
    assert approach.missing(planned) == ()
    assert len(approach.missing(empty)) == 9 + 4 + 1
    assert len(approach.missing(changed(planned, consent=ConsentPlan()))) == 4


def test_unwritten_parts_are_named_and_explained(planned):
    opened = changed(planned, strategy=planned.record.approach.strategy[:6])
    assert approach.missing(opened) == ("Write the parts of the research strategy still open: Future Tracking.",)
    assert "Not written yet. What goes here: Consider how you might track change" in plain(approach.strategy(opened))


def test_comparison_and_levels_come_from_the_catalogue():
    tables = [block for section in (approach.comparison(), approach.evidence_levels()) for block in section.blocks]
    assert [type(table) for table in tables] == [Table, Table]
    assert [len(table.rows) for table in tables] == [6, 5]
