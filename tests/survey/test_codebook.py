"""The codebook of a project and of the whole toolkit."""

import json
from datetime import date

import pytest

from helpers import catalogue, survey
from helpers.project.record import (
    Approach,
    BasketItem,
    Comparison,
    ConsentPlan,
    Measures,
    OwnQuestion,
    Project,
    Weighting,
    WordingChange,
)


@pytest.fixture
def record():
    return Project(
        title="Invented",
        measures=Measures(
            basket=(BasketItem(indicator="R7"), BasketItem(indicator="R1_age"), BasketItem(indicator="P5")),
            own_questions=(
                OwnQuestion(id="own_group", wording="Which list?", options={1: "Befriended", 2: "Waiting"}),
                OwnQuestion(id="own_hope", wording="What do you hope for?"),
            ),
            wording_changes=(WordingChange(question="1.7", asked_as="Do you ever feel lonely?"),),
        ),
        approach=Approach(
            breakdowns=("gender", "age*tenure"),
            weighting=Weighting(margins={"ethnicity": {"White": 1.0}}, source="Census", as_at=date(2021, 3, 21)),
            comparison=Comparison(
                question="own_group",
                programme_code=1,
                comparison_code=2,
                who="Waiting",
                how_formed="Waiting list",
                is_self_selected=False,
            ),
            consent=ConsentPlan(recorded_where="On paper", parents="A slip"),
        ),
    )


def test_what_was_only_begun_changes_nothing(record):
    begun = record.measures.model_copy(
        update={
            "own_questions": (*record.measures.own_questions, OwnQuestion(id="own_begun")),
            "wording_changes": (WordingChange(question="1.7"), WordingChange(question="2.6", asked_as=" ")),
        }
    )
    book = survey.codebook(record.model_copy(update={"measures": begun}))
    assert book.by_id["own_begun"].wording == "own_begun"
    assert book.by_id["q1_7"] == catalogue.question("1.7")
    assert book.by_id["q2_6"] == catalogue.question("2.6")


def test_a_projects_codebook(record):
    book = survey.codebook(record)
    own = ["own_group", "own_hope"]
    consents = [question.id for question in catalogue.workbook_questions()]
    assert [q.id for q in book.questions] == ["q1_1", "q1_7", "q2_6", "q3_1", "q3_2", "q3_11", "q3_14", *own, *consents]
    assert set(book.required) == {"q1_7", "q1_1_age", "q2_6", "own_group"}
    assert (book.consent_recorded_where, book.parents_consent) == ("On paper", "A slip")
    assert "Do you ever feel lonely?" in book.by_id["q1_7"].also_worded
    assert [book.by_id[name].kind for name in own] == ["single", "text"]


def test_routing_questions_come_along():
    record = Project(title="Invented", measures=Measures(basket=(BasketItem(indicator="E10"),)))
    assert {"q3_11", "q3_12"} <= set(survey.codebook(record).by_id)
    record = Project(title="Invented", measures=Measures(basket=(BasketItem(indicator="R8"),)))
    assert {"q1_6_1", "q1_6_2"} <= set(survey.codebook(record).by_id)


def test_the_whole_toolkit_without_a_project():
    book = survey.codebook()
    assert len(book.questions) == len(catalogue.questions()) + 5
    assert not book.required
    assert len(book.by_column) == sum(len(question.columns) for question in catalogue.questions())


def test_it_survives_json(record):
    for book in (survey.codebook(), survey.codebook(record)):
        again = survey.Codebook.from_dict(json.loads(json.dumps(book.to_dict())))
        assert again == book and again.by_column == book.by_column


def test_every_indicator_gives_a_codebook_that_holds_what_it_needs():
    looked_at = 0
    for indicator in catalogue.indicators():
        record = Project(title="Invented", measures=Measures(basket=(BasketItem(indicator=indicator.code),)))
        book = survey.codebook(record)
        assert set(book.required) <= set(book.by_column) | set(book.by_id), indicator.code
        assert bool(book.required) == (indicator.rule is not None)
        looked_at += bool(book.required)
    assert looked_at > 20


def test_changed_wording_is_recognised(record, write_csv):
    book = survey.codebook(
        record.model_copy(
            update={"measures": record.measures.model_copy(update={"basket": record.measures.basket[:1]})}
        )
    )
    reading = survey.read(
        write_csv([["Do you ever feel lonely?", "own_group"], *([n % 5 + 1, 1] for n in range(10))]), book
    )
    assert reading.mapping["Do you ever feel lonely?"] == "q1_7"
    assert reading.responses["q1_7"].notna().all()
