from helpers import catalogue
from helpers.plan import measures, measures_burden
from helpers.project import Opened
from helpers.project.record import BasketItem, Measures, Outcome, OwnQuestion, WordingChange
from helpers.project.record.measures import FilterDecision, Filters, LeftOut
from helpers.reports.model import Table, plain


def with_basket(planned, *codes, why="It matters."):
    items = tuple(BasketItem(indicator=code, why=why) for code in codes)
    return Opened(planned.path, planned.record.model_copy(update={"measures": Measures(basket=items)}))


def test_in_short_counts_by_domain(planned):
    assert measures.in_short(planned) == (
        "Indicators in the basket: 3 (2 Relationships, 0 Equality, 0 Participation, 1 Outcomes)."
    )


def test_an_empty_basket_is_said_to_be_empty(empty):
    """No minutes for nothing, no balance of nothing."""
    assert measures.in_short(empty) == "The basket is empty: no indicator is chosen yet."
    assert measures.chosen(empty).title == "Your basket is empty"
    assert "Balance" not in plain(measures.chosen(empty)) and "Balance" not in plain(measures.summary(empty))
    said = plain(measures.burden(empty))
    assert "no measure is asked yet" in said and "One interview takes" not in said
    assert [row[1] for row in measures_burden.parts(empty.record).rows][-2:] == ["nothing: there are none yet"] * 2


def test_balance_counts_the_whole_index_and_names_what_is_empty(planned):
    table = measures.balance(planned)
    assert sum(int(row[2].split()[0]) for row in table.rows) == len(catalogue.not_added(catalogue.indicators())) == 38
    assert "Equality or Participation" in table.note
    full = measures.balance(with_basket(planned, "R7", "E8", "P2", "O2"))
    assert full.note == "The basket touches every domain."


def test_summary_shows_why_wording_source_and_published_figures(planned):
    text = plain(measures.summary(planned))
    for said in (
        "It is what we work on.",
        "How often do you feel lonely?",
        "Survey of Londoners 18-19",
        "Did you come?",
        "How often are you lonely?",
        "Nothing is missing in this step.",
    ):
        assert said in text


def test_an_indicator_of_existing_data_is_not_asked(planned):
    assert "Not asked: existing data." in plain(measures.summary(with_basket(planned, "R5")))


def test_index_lists_every_indicator_once_and_marks_the_basket(planned):
    tables = [block for block in measures.index(planned).blocks if isinstance(block, Table)]
    rows = [row for table in tables for row in table.rows]
    assert len(rows) == len({row[0] for row in rows}) == len(catalogue.indicators())
    assert sum("Added here, not the toolkit's." not in row[1] for row in rows) == 38
    assert sum(row[-1] == "yes" for row in rows) == 3


def test_missing_checks_both_ways_between_questions_and_basket(planned):
    sentences = measures.missing(with_basket(planned, "R7", "R4", "E8"))
    assert len(sentences) == 2
    assert "(O1_area) is needed" in sentences[0]
    assert "(E8) is in the basket and bears on no research question." in sentences[1]


def test_missing_asks_for_reasons(planned):
    assert len(measures.missing(with_basket(planned, "R7", "R4", "O1_area", why=""))) == 3


def test_an_empty_basket_is_the_one_thing_missing(empty):
    assert measures.missing(empty) == ("Choose at least one indicator for the basket.",)
    assert "empty so far" in plain(measures.summary(empty))


def with_measures(planned, **changes):
    part = planned.record.measures.model_copy(update=changes)
    return Opened(planned.path, planned.record.model_copy(update={"measures": part}))


def test_filters_and_their_reasons_are_in_the_summary(planned):
    assert "No filter has been used yet." in plain(measures.summary(planned))
    left = tuple(LeftOut(indicator=code, why="Not about us.") for code in ("E1", "E2"))
    filters = Filters(
        domain=FilterDecision(left_out=left, note="Decided over tea.", is_done=True),
        ease=FilterDecision(left_out=(LeftOut(indicator="R7", why="Too close."), LeftOut(indicator="R6"))),
    )
    text = plain(measures.summary(with_measures(planned, filters=filters, minutes=12.5, area="ward", oldest=2018)))
    for said in ("12.5", "a ward", "2018", "Decided over tea.", "Not about us.", "Too close.", "No reason given yet."):
        assert said in text
    rows = [line.split() for line in text.splitlines() if line.startswith(("1. Domain ", "5. Ease "))]
    n = len(catalogue.indicators())
    assert rows[0][2:6] == [str(n), "2", str(n - 2), "done"]
    assert rows[1][4:8] == [str(n - 2), "2", str(n - 4), "open"]
    assert "Often lonely (R7) left at the filter “Ease of collection” and is in the basket all the same" in text


def test_reasons_that_are_alike_share_a_row(planned):
    left = tuple(LeftOut(indicator=code, why="Not about us.") for code in ("E1", "E2"))
    text = plain(measures.summary(with_measures(planned, filters=Filters(domain=FilterDecision(left_out=left)))))
    assert "Employment rate gap (E1); Gap in high and low paid occupations (E2)" in text


def test_what_step_1_1_asks_for_is_suggested(planned, empty):
    section = measures.suggested(planned)
    assert [row[0] for row in section.blocks[0].rows] == [
        "Exchange favours with neighbours (R4)",
        "Often lonely (R7)",
        "Belong to the local area (O1_area)",
    ]
    assert "is linked to a measure or a theme yet" in plain(measures.suggested(empty))


def test_the_burden_is_in_the_summary_with_what_it_rests_on(planned):
    text = plain(measures.summary(planned))
    for said in ("One interview takes about", "120 words per minute", "Brysbaert", "Our assumption", "time your pilot"):
        assert said in text


def test_too_long_an_interview_is_said(planned):
    assert "more than the 2 minutes you have" in plain(measures.burden(with_measures(planned, minutes=2.0)))
    assert "minutes you have" not in plain(measures.burden(with_measures(planned, minutes=60.0)))


def test_a_reworded_question_is_shown_as_asked_and_is_not_like_for_like(planned):
    text = plain(measures.summary(planned))
    assert "1.7: How often are you lonely?" in text
    row = next(line for line in text.splitlines() if "1.7: How often are you lonely?" in line)
    assert "not like for like" in row
    as_printed = plain(measures.summary(with_measures(planned, wording_changes=())))
    row = next(line for line in as_printed.splitlines() if "1.7: How often do you feel lonely?" in line)
    assert "not like for like" not in row


def test_own_questions_count_in_the_balance_where_they_say_so(planned):
    own = (
        OwnQuestion(id="own_a", wording="?", why="!", about="E11"),
        OwnQuestion(id="own_b", wording="?", about="Equality"),
    )
    table = measures.balance(with_measures(planned, own_questions=own))
    assert [row[3] for row in table.rows] == ["", "2", "", ""]
    assert "Equality" not in table.note


def test_what_was_only_begun_is_missing(planned):
    begun = with_measures(
        planned,
        own_questions=(OwnQuestion(id="own_a"), OwnQuestion(id="own_b", wording="Tea?")),
        wording_changes=(WordingChange(question="1.5"), WordingChange(question="1.7", asked_as="Lonely?")),
    )
    assert measures.missing(begun) == (
        "Word your own questions: 1 without words.",
        "Say why you ask “Tea?”",
        "Write how you ask question 1.5.",
        "Say why question 1.7 is asked in other words.",
    )


def test_a_measure_whose_theme_is_asked_for_bears_on_something(planned):
    purpose = planned.record.purpose
    mixing = Outcome(id="mixing", text="People mix.", themes=("R2",))
    chain = purpose.theory_of_change.model_copy(update={"outcomes": (*purpose.theory_of_change.outcomes, mixing)})
    record = planned.record.model_copy(update={"purpose": purpose.model_copy(update={"theory_of_change": chain})})
    held = with_basket(Opened(planned.path, record), "R7", "R4", "O1_area", "R2_older")
    assert measures.missing(held) == ()
