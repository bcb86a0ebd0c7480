"""Consent, the data plan, the questions about an impact assessment, and the notice made from them."""

from datetime import date, timedelta

import pytest

from helpers.plan import consent, consent_checks, consent_form, drafts, notice, own_words, screening
from helpers.plan.data_protection import lawful_bases, screening_questions, sources, special_conditions
from helpers.project import Opened
from helpers.project.record import BasketItem, Measures
from helpers.project.record.consent import ConsentPlan, ScreeningAnswer
from helpers.reports.model import plain


def with_plan(opened, basket=None, approach=None, **fields):
    plan = opened.record.approach.consent.model_copy(update=fields)
    part = opened.record.approach.model_copy(update={"consent": plan, **(approach or {})})
    update = {"approach": part}
    if basket is not None:
        update["measures"] = Measures(basket=tuple(BasketItem(indicator=code, why="Why.") for code in basket))
    return Opened(opened.path, opened.record.model_copy(update=update))


def answering(**answers):
    return ConsentPlan(
        screening=tuple(
            ScreeningAnswer(question=one.code, answer=answers.get(one.code.replace("-", "_"), "no"))
            for one in screening_questions()
        )
    )


# --- the choices and questions


def test_every_fact_has_a_source_with_an_address():
    used = {one.source for one in (*lawful_bases(), *special_conditions(), *screening_questions())}
    assert len(used) > 3 and used <= set(sources())
    assert all(source.address.startswith("https://") and source.name for source in sources().values())


def test_the_summary_names_every_source(planned):
    text = plain(consent.summary(planned))
    assert all(f"{source.name}: {source.address}" in text for source in sources().values())
    assert "section 164A), in force since 19 June 2026" in text


def test_the_choices_are_those_of_the_record():
    bases = {one.value for one in lawful_bases()}
    conditions = {one.value for one in special_conditions()}
    assert bases == set(notice.GROUND) == set(notice.RIGHTS) and len(bases) == 3
    assert conditions == set(notice.SENSITIVE) and len(conditions) == 3
    for name, values in (("lawful_basis", bases), ("special_condition", conditions)):
        for value in values:
            assert getattr(ConsentPlan.model_validate({name: value}), name) == value


# --- is an impact assessment needed?


def test_one_yes_of_the_first_kind_is_enough():
    assert screening.meaning(answering(matching="yes")) == screening.NEEDED


def test_two_of_the_second_kind_usually_mean_yes_and_one_does_not():
    assert screening.meaning(answering(sensitive="yes", vulnerable="yes")) == screening.PROBABLY
    assert screening.meaning(answering(sensitive="yes")) == screening.CONSIDER
    assert screening.meaning(answering()) == screening.NOT_NEEDED


def test_what_is_not_sure_is_not_settled_unless_it_is_decided_anyway():
    assert screening.meaning(answering(sensitive="not sure")) == screening.OPEN
    assert screening.meaning(answering(sensitive="not sure", matching="yes")) == screening.NEEDED
    assert screening.meaning(ConsentPlan()) == ""
    only_one = ConsentPlan(screening=(ScreeningAnswer(question="sensitive", answer="no"),))
    assert screening.meaning(only_one) == screening.OPEN


def test_missing_follows_the_answers():
    assert len(screening.missing(ConsentPlan())) == 1
    assert [text[:36] for text in screening.missing(answering())] == ["Impact assessment: write down what w"]
    assert screening.missing(answering(matching="yes").model_copy(update={"assessment": "Done."})) == ()


def test_an_answer_to_a_question_there_is_not_counts_for_nothing():
    old = ConsentPlan(screening=(ScreeningAnswer(question="of-another-version", answer="yes"),))
    assert screening.meaning(old) == ""


# --- what does not go together


@pytest.mark.parametrize(
    ("fields", "approach", "said"),
    [
        ({"traceable": "anonymous", "scopes": ("analyse", "recontact")}, {}, "contacted again"),
        ({"children": "nobody under 16", "parents": "A letter."}, {}, "would be let in"),
        ({"children": "13 to 15"}, {}, "everybody under 16 as a child"),
        ({"children": "under 13 too"}, {"mode": "online"}, "check that it is a parent"),
        ({"encryption": "nowhere"}, {}, "lost laptop"),
        ({"retention_date": date(2026, 5, 1)}, {}, "deleted before the research ends"),
    ],
)
def test_what_does_not_go_together_is_said(planned, fields, approach, said):
    assert not any(said in text for text in consent_checks.contradictions(planned.record))
    record = with_plan(planned, approach=approach, **fields).record
    found = [text for text in consent_checks.contradictions(record) if said in text]
    assert len(found) == 1
    beside = [path for path, text in consent_checks.problems(record).items() if said in text]
    assert beside and beside[0].removeprefix("approach.consent.") in {*fields, "children", "traceable"}


def test_a_date_of_deletion_that_has_passed_is_said_beside_it_and_in_the_drafts(planned):
    """Nobody can be promised a deletion that should have been; research that is over told people its date in time."""
    june = planned.record.approach.consent.retention_date
    before, after = june, june + timedelta(days=1)
    going_on = with_plan(planned, approach={"ends_on": None}).record
    for record, day, said in (
        (going_on, before, ""),
        (going_on, after, "set a date that lies ahead"),
        (planned.record, after, "delete them now"),
    ):
        found = [text for text in consent_checks.contradictions(record, day) if "has passed" in text]
        assert [said in text for text in found] == ([True] if said else [])
    assert "a date of deletion that lies ahead, since 1 June 2027 has passed]" in own_words.text(
        notice.draft(going_on, after)
    )
    assert "deleted by 1 June 2027." in own_words.text(notice.draft(planned.record, after))


def test_a_date_of_deletion_long_past_stands_beside_its_field(planned):
    past = with_plan(planned, approach={"ends_on": None}, retention_date=date(2020, 1, 31)).record
    assert "31 January 2020 has passed" in consent_checks.problems(past)["approach.consent.retention_date"]
    assert "Deleted by: 31 January 2020 (this date has passed" in drafts.draft_text(past, 5)


def test_recordings_are_not_anonymous(planned):
    talks = planned.record.approach.conversations
    film = {"conversations": (talks[0].model_copy(update={"recording": "film"}),)}
    said = consent_checks.contradictions(with_plan(planned, approach=film, traceable="anonymous").record)
    assert any(text.startswith("A voice or a face") for text in said)


def test_sensitive_information_that_is_asked_for_has_to_be_ticked(planned):
    asking = with_plan(planned, approach={"breakdowns": ("age", "ethnicity*disability", "comparison")})
    assert consent_checks.asked_sensitive(asking.record) == {"ethnic group": "3.14", "health": "3.15"}
    assert [text for text in consent.missing(asking) if "tick" in text] == [
        "Consent: tick ethnic group as sensitive information, since question 3.14 asks for it.",
        "Consent: tick health as sensitive information, since question 3.15 asks for it.",
    ]
    ticked = with_plan(asking, sensitive=("ethnic group", "health"), special_condition="research")
    assert consent.missing(ticked) == ()


def test_what_answers_can_show_is_a_hint_and_not_a_need(planned):
    opened = with_plan(planned, basket=("E8",))
    assert consent.missing(opened) == ()
    (said,) = [text for text in consent_checks.contradictions(opened.record) if "3.18" in text]
    assert "religion or belief" in said


def test_what_follows_from_an_answer_is_asked_only_then(planned):
    assert consent.missing(planned) == ()
    assert len(consent.missing(with_plan(planned, lawful_basis="legitimate interests"))) == 1
    assert len(consent.missing(with_plan(planned, children="13 to 15"))) == 1
    assert len(consent.missing(with_plan(planned, sensitive=("health",)))) == 1
    assert consent.missing(with_plan(planned, lawful_basis=None, traceable="anonymous")) == ()


# --- the notice


def test_an_empty_plan_gives_a_notice_that_names_what_is_missing(empty):
    missing = notice.still_missing(empty.record)
    assert len(missing) == 13 == len(set(missing))
    assert "[Still missing: the lawful basis]" in notice.draft_text(empty.record)
    assert notice.missing(empty)[0].endswith(
        "the organisation (“Who is responsible”) and what the research is for (“Aim” in step 1.1)."
    )


def test_a_whole_plan_gives_a_notice_without_gaps(planned):
    assert notice.still_missing(planned.record) == ()
    text = notice.draft_text(planned.record)
    for said in (
        "Tea for All",
        "020 7946 0789",
        "Answers to 12 questions.",
        "1 June 2027",
        "Write to the chair.",
        "ico.org.uk",
    ):
        assert said in text
    assert "sensitive" not in text and "under 16" not in text


def test_the_notice_says_what_the_basis_means_for_rights(planned):
    assert "take your agreement back" in notice.draft_text(planned.record)
    of_interest = with_plan(planned, lawful_basis="legitimate interests", interest="To learn what helps.")
    assert "object to our using it" in notice.draft_text(of_interest.record)
    assert "To learn what helps." in notice.draft_text(of_interest.record)
    assert "Your rights" not in notice.draft_text(with_plan(planned, traceable="anonymous").record)


def test_what_was_typed_stands_in_the_notice_as_it_was_typed(planned):
    opened = with_plan(
        planned, controller="tea for All", collected="age, and 12 answers", retention="paper is shredded"
    )
    lines = notice.draft_text(opened.record).splitlines()
    assert "Who we are: tea for All" in lines and "What we collect, and why: age, and 12 answers" in lines
    assert "paper is shredded" in lines


def test_own_words_replace_the_draft_and_are_shown_as_written(planned):
    opened = with_plan(planned, notice="We are neighbours.\n\n- No names\n- No lists")
    text = plain(notice.notice(opened))
    assert "We are neighbours." in text and "- No lists" in text and "Drafted" not in text
    assert notice.missing(with_plan(opened, controller="")) == ()


def test_the_action_copies_the_draft_and_leaves_when_there_are_own_words(planned):
    def actions(opened):
        return {action.name: action for group in consent_form._notice(opened.record) for action in group.actions}

    changes = actions(planned)["notice-from-draft"].run(planned)
    assert changes == {"approach.consent.notice": notice.draft_text(planned.record)}
    assert "notice-from-draft" not in actions(with_plan(planned, notice="Ours."))
    assert actions(planned)["notice-word"].run(planned).name == "privacy_notice.docx"


def test_fields_come_with_the_answers_that_call_for_them(planned):
    def paths(**fields):
        return {
            field.path for group in consent_form.groups(with_plan(planned, **fields).record) for field in group.fields
        }

    for name, fields in {
        "parents": {"children": "13 to 15"},
        "interest": {"lawful_basis": "legitimate interests"},
        "special_condition": {"sensitive": ("health",)},
    }.items():
        assert f"approach.consent.{name}" not in paths()
        assert f"approach.consent.{name}" in paths(**fields)
    assert "approach.consent.parents" in paths(parents="What was written stays to be seen.")
