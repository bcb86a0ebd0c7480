from helpers.reflect import conclusions
from helpers.reports.model import plain

ANSWER = {"question": "lonely", "answer": "Fewer are lonely.", "how_sure": "fairly sure", "why": ""}


def test_what_is_missing_is_said_question_by_question(fabricated):
    none = conclusions.missing(fabricated.opened())
    assert none == (
        "Answer this question: Do people feel less lonely?",
        "Answer this question: What do people say about the visits?",
    )
    some = conclusions.missing(fabricated.opened(conclusions={"answers": [ANSWER]}))
    assert "Say why you are so sure of your answer to: Do people feel less lonely?" in some and len(some) == 2
    assert conclusions.missing(fabricated.opened(purpose={})) == ("Set the research questions in step 1.1.",)


def test_each_question_stands_beside_its_figures(fabricated):
    opened = fabricated.opened(conclusions={"answers": [ANSWER]})
    text = plain(conclusions.summary(opened, None, fabricated.released()))
    assert "Often lonely: In spring 2025, 24% of the 140 people who answered said they feel lonely" in text
    assert "[draft from the numbers]" in text
    assert "Our answer: Fewer are lonely." in text and "No figure bears on this question." in text


def test_without_figures_the_answers_alone_are_shown(fabricated):
    text = plain(conclusions.summary(fabricated.opened(conclusions={"answers": [ANSWER]})))
    assert "Fewer are lonely." in text and "%" not in text
    assert conclusions.in_short(fabricated.opened()) == "Research questions answered: 0 of 2."
