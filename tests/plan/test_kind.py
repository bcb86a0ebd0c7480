"""Tool 5's suggestion: a rule over the questions' words that says its reasons."""

import pytest

from helpers.plan import kind
from helpers.project import Opened, Project
from helpers.project.record import Approach, Measures, Purpose, ResearchQuestion
from helpers.reports.model import Caution, Table, plain


def asking(*questions, balance=None, basket=()):
    purpose = Purpose(questions=tuple(ResearchQuestion(id=f"q{n}", **one) for n, one in enumerate(questions)))
    record = Project(title="New", purpose=purpose, approach=Approach(balance=balance), measures=Measures(basket=basket))
    return Opened("nowhere", record)


@pytest.mark.parametrize(
    ("text", "pointed", "because"),
    [
        ("How many people feel lonely?", "quantitative", "how many"),
        ("How often do neighbours talk?", "quantitative", "how many, how much or how often"),
        ("How satisfied are tenants?", "quantitative", "to what degree"),
        ("To what extent do people mix?", "quantitative", "a share or a degree"),
        ("Has belonging changed since the market closed?", "quantitative", "about change"),
        ("Is trust higher here than in the borough?", "quantitative", "beside another"),
        ("Do people know their neighbours?", "quantitative", "can be counted"),
        ("Why do some people stay away?", "qualitative", "asks why"),
        ("How do newcomers make friends?", "qualitative", "how things happen"),
        ("What is it like to arrive here alone?", "qualitative", "experience or meaning"),
        ("What stands in the way of joining in?", "qualitative", "reasons or barriers"),
        ("How many people volunteer, and why don’t the others?", "mixed", "asks why"),
        ("Has contact increased, and how did people experience it?", "mixed", "about change"),
        ("What else?", None, ""),
    ],
)
def test_the_wording_points_somewhere_and_says_why(text, pointed, because):
    found = kind.of_question(ResearchQuestion(id="q", text=text))
    assert found.kind == pointed
    assert because in "; ".join(found.reasons)


def test_a_linked_indicator_points_to_numbers():
    found = kind.of_question(ResearchQuestion(id="q", text="Why are people lonely?", indicators=("R7", "R6")))
    assert found.kind == "mixed"
    assert found.reasons[-1].endswith("(R7) and Cannot rely a lot on anyone close (R6), found by counting")


@pytest.mark.parametrize(
    ("texts", "pointed"),
    [
        (("How many?", "How much more?"), "quantitative"),
        (("Why?",), "qualitative"),
        (("How many?", "Why?"), "mixed"),
        (("What else?", "Why?"), "qualitative"),
        ((), None),
    ],
)
def test_the_questions_together(texts, pointed):
    record = asking(*({"text": text} for text in texts)).record
    assert kind.pointed_to(record) == pointed
    assert (pointed or "write your research questions") in kind.suggestion(record)


def test_it_is_a_suggestion_and_nothing_is_decided():
    opened = asking({"text": "How many?"})
    section = kind.plan(opened)
    assert opened.record.approach.balance is None
    assert "It is for you to decide" in plain(section)
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    assert table.rows == (("How many?", "numbers", "asks how many, how much or how often"),)


def test_choosing_otherwise_says_what_may_stay_open(planned):
    opened = asking({"text": "How many?"}, {"text": "Why?"}, balance="quantitative")
    (caution,) = [block for block in kind.plan(opened).blocks if isinstance(block, Caution)]
    assert caution.text == "You chose quantitative research. It may leave part of this open: Why?"
    assert not any(isinstance(block, Caution) for block in kind.plan(planned).blocks)


def test_words_alone_do_not_give_the_measures_of_the_basket(planned):
    opened = asking({"text": "Why?"}, balance="qualitative", basket=planned.record.measures.basket)
    assert "3 measures of the basket are found by counting" in plain(kind.plan(opened))


def test_an_empty_project_has_a_section_all_the_same(empty):
    assert "Nothing is suggested yet" in plain(kind.plan(empty))


def test_tool_5_stands_beside_what_each_kind_gives_up():
    table, facts = kind.compared().blocks
    assert len(table.rows) == 6 and [name for name, _ in facts.pairs] == ["Quantitative", "Qualitative", "Mixed"]
