"""What changed between two waves is told, and what did not is not."""

import random

import pytest

from helpers import catalogue, survey
from helpers.catalogue.records import Option
from helpers.survey.between_waves import ENOUGH_PEOPLE

BOOK = survey.codebook()
LONELY = [30, 25, 20, 15, 10]
"""How many of a hundred say each of 1 to 5."""


def people(counts, n=200, seed=1):
    rng = random.Random(seed)
    codes = range(1, len(counts) + 1)
    return rng.choices(list(codes), counts, k=n)


@pytest.fixture
def wave(write_csv):
    """Columns of answers -> a reading, each wave with ids of its own."""
    numbers = iter(range(1, 1000))

    def read(columns, codebook=BOOK, name=""):
        n = len(next(iter(columns.values())))
        number = next(numbers)
        head = ["id", "consent", *columns]
        rows = [[f"w{name or number}-{at:05}", 1, *(column[at] for column in columns.values())] for at in range(n)]
        reading = survey.read(write_csv([head, *rows], name=f"{number}.csv"), codebook)
        assert reading.verdict != "refuse", reading.messages
        return reading

    return read


def found(before, now, codebook_before=BOOK, codebook_now=BOOK, **modes):
    return survey.differences(codebook_before, before, codebook_now, now, **modes)


def kinds(differences):
    return [one.kind for one in differences]


def test_two_samples_of_the_same_people_differ_in_nothing(wave):
    for seed in range(2, 12):
        assert found(wave({"1.7": people(LONELY)}), wave({"1.7": people(LONELY, seed=seed)})) == ()


def test_a_real_change_is_no_change_of_coding(wave):
    now = wave({"1.7": people([20, 22, 22, 20, 16], seed=3)})
    assert found(wave({"1.7": people(LONELY)}), now) == ()


@pytest.mark.parametrize(("n", "is_told"), [(200, True), (60, True), (ENOUGH_PEOPLE - 1, False)])
def test_a_scale_turned_round_is_told_by_its_answers(n, is_told, wave):
    answers = [45, 30, 15, 7, 3]
    now = wave({"1.7": people(answers[::-1], n=n, seed=5)})
    differing = found(wave({"1.7": people(answers)}), now)
    assert (kinds(differing) == ["mirrored"]) == is_told
    if is_told:
        (one,) = differing
        assert (one.gravity, one.question, one.column) == ("stop", "1.7", "q1_7")
        assert "mirror image" in one.sentence and "1: " in one.before and one.before != one.now


def test_yes_and_no_swapped(wave):
    before, now = wave({"2.4": people([85, 15])}), wave({"2.4": people([15, 85], seed=4)})
    assert [(one.kind, one.question) for one in found(before, now)] == [("mirrored", "2.4")]


@pytest.mark.parametrize("by", [1, -1])
def test_a_scale_moved_by_one(by, wave):
    shares = [0, 2, 4, 6, 10, 14, 30, 20, 10, 4, 0]
    before = [code - 1 for code in people(shares, n=300)]
    now = [code - 1 + by for code in people(shares, n=300, seed=6)]
    (one,) = found(wave({"3.19": before}), wave({"3.19": now}))
    assert one.kind == "moved_by_one" and ("up" if by > 0 else "down") in one.sentence


def test_answers_that_nothing_explains(wave):
    (one,) = found(wave({"1.7": people([50, 40, 5, 3, 2])}), wave({"1.7": people([3, 2, 45, 45, 5], seed=7)}))
    assert (one.kind, one.gravity) == ("distribution", "check")


def test_ticks_that_stand_for_the_opposite(wave):
    ticks = [code - 1 for code in people([80, 20])]
    before = wave({"2.6_1": ticks, "2.6_2": ticks[::-1]})
    now = wave({"2.6_1": [1 - tick for tick in ticks], "2.6_2": ticks[::-1]})
    assert [(one.kind, one.column) for one in found(before, now)] == [("mirrored", "q2_6_1")]


def test_ages_of_other_people_are_no_coding(wave):
    young, old = [16 + n % 10 for n in range(100)], [70 + n % 20 for n in range(100)]
    assert found(wave({"3.2": young, "1.7": people(LONELY, 100)}), wave({"3.2": old, "1.7": people(LONELY, 100)})) == ()


def asked(**changes):
    """The whole codebook with one question changed."""
    questions = tuple(
        question.model_copy(update=changes) if question.id == "q1_7" else question for question in BOOK.questions
    )
    return survey.Codebook(questions=questions)


OPTIONS = catalogue.question("1.7").options
TURNED = tuple(option.model_copy(update={"label": OPTIONS[-1 - at].label}) for at, option in enumerate(OPTIONS))
CODEBOOKS = {
    "wording": asked(wording="How lonely are you?"),
    "option_added": asked(options=(*OPTIONS, Option(code=6, label="It depends"))),
    "option_dropped": asked(options=OPTIONS[:-1]),
    "option_worded": asked(options=(*OPTIONS[:-1], Option(code=5, label="Not once"))),
    "scale_turned": asked(options=TURNED),
    "kind": asked(kind="text", options=()),
}


@pytest.mark.parametrize("kind", CODEBOOKS)
def test_what_the_two_questionnaires_say(kind, wave):
    same = (
        wave({"1.7": people([30, 30, 25, 15, 0]), "1.8": [1] * 200}),
        wave({"1.7": people([30, 30, 25, 15, 0], seed=2), "1.8": [1] * 200}),
    )
    (one,) = (one for one in found(*same, codebook_now=CODEBOOKS[kind]) if one.question == "1.7")
    assert one.kind == kind and one.sentence.startswith("Question 1.7 ")
    assert found(*same, codebook_before=CODEBOOKS[kind], codebook_now=CODEBOOKS[kind]) == ()


def test_questions_that_come_and_go(wave):
    shorter = survey.Codebook(questions=tuple(q for q in BOOK.questions if q.id != "q1_7"))
    reading = wave({"1.8": [1] * 40})
    assert kinds(found(reading, wave({"1.8": [1] * 40}), codebook_now=shorter))[-1] == "question_dropped"
    assert kinds(found(reading, wave({"1.8": [1] * 40}), codebook_before=shorter))[-1] == "question_added"


def test_more_strays_and_blanks_than_before(wave):
    before = wave({"1.7": people(LONELY), "1.8": people([1, 1])})
    strays = [9 if at % 20 == 0 else code for at, code in enumerate(people(LONELY, seed=2))]
    blanks = ["" if at % 2 else code for at, code in enumerate(people([1, 1], seed=2))]
    differing = {one.kind: one for one in found(before, wave({"1.7": strays, "1.8": blanks}))}
    assert set(differing) == {"out_of_range", "left_blank"}
    assert (differing["out_of_range"].before, differing["out_of_range"].now) == ("0%", "5%")


def test_a_question_that_nobody_answers_now(wave):
    before, now = wave({"1.7": people(LONELY), "1.8": [1] * 200}), wave({"1.8": [1] * 200})
    assert kinds(found(before, now)) == ["nobody_answered"]


def test_the_file_of_the_wave_before(wave):
    columns = {"1.7": people(LONELY), "1.8": people([1, 1])}
    same_ids = found(wave(columns, name="first"), wave(columns, name="first"))
    assert [(one.kind, one.gravity) for one in same_ids] == [("same_people", "stop")]
    assert "200 of 200" in same_ids[0].sentence


def test_the_same_answers_under_other_numbers(wave):
    columns = {
        question.code: people([1] * len(question.options), seed=at)
        for at, question in enumerate(q for q in catalogue.questions() if q.kind == "single" and not q.ask_if)
    }
    assert len(columns) > 12
    before = wave(columns)
    assert "same_answers" in kinds(found(before, wave(columns)))
    others = {code: answers[::-1] for code, answers in columns.items()} | {"1.7": people(LONELY, seed=77)}
    assert "same_answers" not in kinds(found(before, wave(others)))


def test_the_way_people_were_asked(wave):
    reading, again = wave({"1.7": people(LONELY)}), wave({"1.7": people(LONELY)})
    assert kinds(found(reading, again, mode_before="online", mode_now="on paper")) == ["mode"]
    assert found(reading, again, mode_before="online", mode_now="") == ()
