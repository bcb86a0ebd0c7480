from helpers import catalogue
from helpers.plan import purpose
from helpers.project import Opened, Project
from helpers.project.record import Purpose, ResearchQuestion, TailoringAnswer
from helpers.reports.model import Bullets, Chain, Facts, Table, plain


def test_in_short_counts_what_is_there(planned, empty):
    assert purpose.in_short(planned) == (
        "Understanding the impact of action. Research questions: 3. Outcomes hoped for: 1. Tested with partners: 1."
    )
    assert purpose.in_short(empty).startswith("Purpose not chosen yet.")


def test_summary_shows_the_chain_the_questions_and_the_partners(planned):
    text = plain(purpose.summary(planned))
    for said in (
        "Neighbours don't know each other.",
        "1. Tea afternoons.\n2. Visits in pairs.",
        "People come back.",
        "Do they trust their neighbours?",
        "(R4)",
        "The tenants' association",
    ):
        assert said in text


def test_chain_runs_from_problem_to_long_term_change(planned):
    chain = next(block for block in purpose.theory_of_change(planned).blocks if isinstance(block, Chain))
    assert [title for title, _ in chain.links] == [
        "Problem", "Audience", "Entry point", "Steps", "Measurable effect", "Wider benefits", "Long-term change",
    ]  # fmt: skip


def test_nothing_is_missing_when_the_step_is_done(planned):
    assert purpose.missing(planned) == ()


def test_an_empty_project_lacks_everything_but_the_theory_of_change(empty):
    assert len(purpose.missing(empty)) == 7
    assert not any("Theory of change" in sentence for sentence in purpose.missing(empty))


def test_only_impact_needs_a_theory_of_change():
    def lacking(kind):
        opened = Opened("nowhere", Project(title="New", purpose=Purpose(research_purpose=kind)))
        return [sentence for sentence in purpose.missing(opened) if sentence.startswith("Theory of change")]

    assert len(lacking("impact")) == 5
    assert lacking("places") == lacking("experiences") == []


def test_a_question_without_indicators_is_named_as_missing(planned):
    loose = ResearchQuestion(id="q4", text="What else?")
    changed = planned.record.purpose.model_copy(update={"questions": (*planned.record.purpose.questions, loose)})
    opened = Opened(planned.path, planned.record.model_copy(update={"purpose": changed}))
    assert purpose.missing(opened) == ("Link every research question to at least one indicator.",)


def test_considerations_follow_the_choices_and_show_answers(planned):
    code = next(one.code for one in catalogue.considerations() if one.choice.casefold().endswith("impact of action"))
    answered = planned.record.purpose.model_copy(
        update={
            "thematic_focus": ("Community Development",),
            "organisation_type": "Charities and Community Groups",
            "tailoring": (TailoringAnswer(question=code, answer="Every half year."),),
        }
    )
    section = purpose.considerations(Opened(planned.path, planned.record.model_copy(update={"purpose": answered})))
    tables = [block for part in section.sections for block in part.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [7, 2, 2]
    assert tables[0].rows[0][-1] == "Every half year."


def test_considerations_offer_the_choices_where_none_is_made(empty):
    blocks = [block for part in purpose.considerations(empty).sections for block in part.blocks]
    assert [len(block.items) for block in blocks if isinstance(block, Bullets)] == [3, 6, 7]


def test_aim_says_what_is_empty(empty):
    facts = next(block for block in purpose.aim(empty).blocks if isinstance(block, Facts))
    assert len(facts.pairs) == 7
    assert {text for _, text in facts.pairs} == {""}
