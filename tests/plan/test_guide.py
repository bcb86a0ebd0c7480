"""The discussion guide and the conversations it is for."""

import pytest

from helpers import catalogue
from helpers.plan import conversations, conversations_form, guide, prompts
from helpers.project import Opened
from helpers.project.record.conversations import Conversations, GuidePart
from helpers.project.record.purpose import ResearchQuestion
from helpers.reports.model import plain


def changed(opened, questions=None, **approach):
    record = opened.record
    update = {"approach": record.approach.model_copy(update=approach)}
    if questions is not None:
        update["purpose"] = record.purpose.model_copy(update={"questions": questions})
    return Opened(opened.path, record.model_copy(update=update))


# --- open questions


@pytest.mark.parametrize(
    "text",
    [
        "Do you feel lonely?",
        "Is it safe here?",
        "Tell me. Have you moved?",
        "Haven't you met?",
        "And would you?",
        "Can you say more?",
    ],
)
def test_closed_questions_are_known(text):
    assert not prompts.is_open(text)


@pytest.mark.parametrize(
    "text", ["What is a good day like?", "Tell me about your week.", "How do you get by?", "Do it again."]
)
def test_open_ones_too(text):
    assert prompts.is_open(text)


def test_every_theme_has_an_open_question_with_two_follow_ups():
    themes = catalogue.not_added(catalogue.themes())
    assert len(themes) == 30
    for theme in themes:
        found = prompts.of_theme(theme.code)
        assert len(found.probes) == 2, theme.code
        for text in (found.prompt, *found.probes):
            assert (prompts.is_open(text) and "?" in text) or text.startswith("Tell me"), text


# --- the draft


def test_a_part_for_each_research_question_between_opening_and_closing(planned):
    parts = guide.draft(planned.record)
    assert [part.about for part in parts] == ["opening", "q1", "q2", "q3", "closing"]
    assert all(part.is_draft for part in parts)
    assert [len(part.probes) for part in parts[1:-1]] == [2, 2, 2]
    assert guide.draft(planned.record) == parts


def test_drafted_questions_are_open_whatever_the_research_question(planned):
    closed = tuple(
        ResearchQuestion(id=f"q{at}", text=f"Do people {at}?", indicators=indicators)
        for at, indicators in enumerate([("R7",), ("R7",), (), ("R7", "E8"), ("O2", "R4")])
    )
    for opened in (changed(planned, closed), changed(planned, closed, balance="qualitative")):
        parts = guide.draft(opened.record)[1:-1]
        assert len(parts) == 5
        for part in parts:
            said = part.prompt.replace(part.title, "")
            assert prompts.is_open(said) and all(prompts.is_open(probe) for probe in part.probes), part


def test_no_two_parts_ask_the_same(planned):
    twice = tuple(ResearchQuestion(id=f"q{at}", text="What?", indicators=("R7", "R4")) for at in range(3))
    asked = [part.prompt for part in guide.draft(changed(planned, twice).record)[1:-1]]
    assert asked[0] == prompts.of_theme("R7").prompt and asked[1] == prompts.of_theme("R4").prompt
    assert asked[2].startswith("One thing we would like to understand is this: What?")


def test_the_impact_of_action_asks_what_changed(planned):
    assert all(prompts.about_change() in part.probes for part in guide.draft(planned.record)[1:-1])


def test_the_opening_says_only_what_was_decided(planned, empty):
    def opening(opened):
        return guide.draft(opened.record)[0].prompt

    assert "I am here for" not in opening(planned) and "record" not in opening(planned)
    talk = Conversations(id="c", method="interviews", recording="sound")
    assert "I would like to record what you say." in opening(changed(planned, conversations=(talk,)))
    assert guide.draft(empty.record) == ()


# --- own words


def test_own_words_take_the_place_of_the_draft_part_by_part(planned):
    own = (GuidePart(about="q2", prompt="What do you do for each other?", probes=("When last?",)),)
    parts = {part.about: part for part in guide.guide(changed(planned, guide=own).record)}
    assert parts["q2"].prompt == "What do you do for each other?" and not parts["q2"].is_draft
    assert parts["q1"].is_draft
    assert "4 of 5 parts are a draft" in plain(guide.summary(changed(planned, guide=own)))


def test_a_follow_up_alone_keeps_the_drafted_question(planned):
    own = (GuidePart(about="q2", probes=("When last?",)),)
    part = guide.guide(changed(planned, guide=own).record)[2]
    assert part.prompt == prompts.of_theme("R4").prompt and part.probes == ("When last?",)


def test_words_about_a_question_that_is_gone_are_still_shown(planned):
    own = (GuidePart(about="q9", prompt="What of the stairs?"),)
    text = plain(guide.summary(changed(planned, guide=own)))
    assert guide.GONE in text and "What of the stairs?" in text


def test_closed_questions_of_ones_own_are_pointed_out_where_they_stand(planned):
    own = (
        GuidePart(about="q1", prompt="Do you feel lonely?", probes=("Why?",)),
        GuidePart(about="opening", prompt="Is that all right?"),
    )
    record = changed(planned, guide=own).record
    assert guide.closed_questions(record) == ("Do you feel lonely?",)
    (group,) = conversations_form._guide(record)
    assert list(group.problems(record)) == ["approach.guide[q1].prompt"]


def test_starting_from_the_draft_leaves_own_words_alone(planned):
    own = (GuidePart(about="q1", prompt="Ours."), GuidePart(about="q2"))
    opened = changed(planned, guide=own)
    action = conversations_form._guide(opened.record)[0].actions[0]
    changes = action.run(opened)
    assert not any(path.startswith("approach.guide[q1]") for path in changes)
    assert changes["approach.guide[q2].prompt"] == prompts.of_theme("R4").prompt
    assert set(changes["approach.guide[q3]"]) == {"prompt", "probes"}


def test_the_guide_to_take_along_holds_every_part(planned):
    document = guide.document(planned)
    assert [section.title for section in document.sections][1] == "Do people feel less lonely?"
    assert "Silence brings more" in plain(document.method)


# --- conversations


def test_conversations_are_counted_in_their_titles(planned):
    assert "6 interviews" in plain(conversations.summary(planned))
    assert conversations.title(Conversations(id="a")) == "Conversations"


def test_words_need_conversations_and_numbers_do_not(planned):
    for kind, n in (("quantitative", 0), ("qualitative", 1), ("mixed", 1)):
        assert len(conversations.missing(changed(planned, conversations=(), balance=kind))) == n


def test_what_a_conversation_lacks_is_named(planned):
    bare = changed(planned, conversations=(Conversations(id="a", method="diaries"),))
    assert conversations.missing(bare) == ("Research diaries: fill in “How many”, “With whom” and “By whom”.",)


def test_a_crowd_is_no_focus_group(planned):
    crowd = changed(planned, conversations=(Conversations(id="a", method="focus groups", n_people=14),))
    assert "a few people speak" in plain(conversations.summary(crowd))
