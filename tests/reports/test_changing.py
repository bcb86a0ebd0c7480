import pytest

from helpers.reports import changing, sentences

LAST = "2025-spring"
FIRST = "2024-spring"


@pytest.fixture
def compared(fabricated, found):
    """A finding of people in the project beside a comparison group: both changes and whether they are clear."""

    def make(own, theirs, own_half=0.05, theirs_half=0.05, half=0.05, q=0.01, **more):
        shares = [
            fabricated.share(wave, "comparison", group, 90, 0.4)
            for wave in (FIRST, LAST)
            for group in ("took part", "comparison group")
        ]
        sizes = (("took part", own, own_half, 0.01), ("comparison group", theirs, theirs_half, 0.01))
        rows = [*sizes, ("difference between the two", own - theirs, half, q)]
        changes = [
            fabricated.change(FIRST, LAST, size, its_half, its_q, group_by="comparison", group=group)
            for group, size, its_half, its_q in rows
        ]
        return found(shares=fabricated.table(shares), changes=changes, **more)

    return make


CASES = [
    # ours, theirs, verdict, what level 3 says
    (0.20, 0.05, "more", "It rose more than in the comparison group, by 15 points"),
    (-0.20, -0.05, "more", "It fell more than in the comparison group, by 15 points"),
    (0.10, 0.25, "less", "It rose less than in the comparison group, by 15 points"),
    (-0.10, -0.25, "less", "It fell less than in the comparison group, by 15 points"),
    (0.10, -0.10, "more", "in the other direction: there the share fell by 10 points"),
    (-0.10, 0.10, "more", "in the other direction: there the share rose by 10 points"),
    (0.02, 0.20, "apart", "The comparison group changed differently: there it rose by 20 points"),
    (-0.02, 0.20, "apart", "The comparison group changed differently: there it rose by 20 points"),
    (0.02, -0.20, "apart", "The comparison group changed differently: there it fell by 20 points"),
    (-0.02, -0.20, "apart", "The comparison group changed differently: there it fell by 20 points"),
]


@pytest.mark.parametrize(("own", "theirs", "verdict", "said"), CASES)
def test_more_and_less_follow_the_signs_of_both_changes(compared, own, theirs, verdict, said):
    finding = compared(own, theirs)
    assert changing.verdict(finding) == verdict
    text = " ".join(sentences.evidence(finding, 3))
    assert said in text
    is_further = verdict == "more" and "other direction" not in said
    assert ("more than in the comparison group" in text) == is_further
    assert ("less than in the comparison group" in text) == (verdict == "less")


@pytest.mark.parametrize(("own", "theirs", "verdict", "said"), CASES)
def test_without_a_credible_group_neither_more_nor_less_is_said(compared, own, theirs, verdict, said):
    text = " ".join(sentences.evidence(compared(own, theirs), 2))
    assert "The comparison group changed differently" in text and "does not show that the project made" in text
    assert "than in the comparison group" not in text


def test_where_neither_change_is_clear_that_is_said(compared):
    text = " ".join(sentences.evidence(compared(0.04, -0.04), 3))
    assert "changed differently, though neither change is clear by itself" in text and "rose" not in text


def test_a_difference_that_stands_only_alone_is_not_contradicted_by_its_range(compared):
    finding = compared(0.20, 0.0, half=0.15, q=0.08)
    assert changing.verdict(finding) == "one of many"
    text = " ".join(sentences.evidence(finding, 3))
    assert (
        "Taken alone, the difference from the change in the comparison group would stand, by between 5 and 35" in text
    )
    assert "not among so many comparisons" in text and "told apart" not in text


@pytest.mark.parametrize("own", [0.1, -0.1])
def test_an_unclear_difference_beside_a_clear_change_is_said_and_else_not(compared, own):
    clear, unclear = compared(own, own / 2, half=0.2), compared(own, own / 2, own_half=0.2, half=0.2)
    assert changing.verdict(clear) == changing.verdict(unclear) == "unclear"
    assert "can't be told apart" in " ".join(sentences.evidence(clear, 3))
    assert "comparison group" not in " ".join(sentences.evidence(unclear, 3))


def test_everyones_change_never_stands_for_that_of_people_in_the_project(fabricated, found):
    shares = [fabricated.share(wave, "comparison", "took part", 90, 0.4) for wave in (FIRST, LAST)]
    finding = found(shares=fabricated.table(shares), changes=[fabricated.change(FIRST, LAST, -0.1)])
    assert finding.is_of_project and finding.change is None
    assert "fewer" not in sentences.title(finding) and "everyone" not in str(finding.change)


def test_nor_do_everyones_answers(fabricated, found):
    shares = [fabricated.share(wave, "comparison", "took part", 90, 0.4) for wave in (FIRST, LAST)]
    assert found().answers and found(shares=fabricated.table(shares)).answers == ()


def test_research_speaks_of_the_waves_and_a_project_of_itself(found):
    project, research = (" ".join(sentences.evidence(found(), 2, is_project)) for is_project in (True, False))
    assert "Since spring 2024 the share fell by 10 points while the project was running" in project
    assert "Between spring 2024 and spring 2025 the share fell by 10 points" in research
    assert "project" not in research


def apart(fabricated, difference, half=0.06, design="independent", matched=0):
    return [fabricated.change(FIRST, LAST, difference, half, matched=matched) | {"design": design}]


def test_people_who_chose_to_answer_each_time_may_be_others(fabricated, found):
    clear, unclear = (
        found(changes=apart(fabricated, -0.1, half), is_self_chosen=True, waves=fabricated.WAVES)
        for half in (0.06, 0.2)
    )
    said, nothing = (" ".join(sentences.evidence(one, 2)) for one in (clear, unclear))
    assert "That is 10 points fewer than in spring 2024; allowing for chance, between −16 and −4 points" in said
    assert "no clear difference from spring 2024: allowing for chance, between −30 and +10 points" in nothing
    assert sentences.title(unclear).endswith(", no clear difference from spring 2024")
    for text in (said, nothing):
        assert "fell" not in text and "while" not in text and "change" not in text
    asked_by_chance = found(changes=apart(fabricated, -0.1))
    assert "the share fell by 10 points while" in " ".join(sentences.evidence(asked_by_chance, 2))


@pytest.mark.parametrize(
    ("design", "matched", "said"),
    [
        ("matched", 140, ""),
        ("partly overlapping", 60, "60 are known to be in both, and the rest are different people"),
        ("partly overlapping", float("nan"), "too few are known to be in both to say how many"),
        ("independent", 0, "nobody is known to be in both, so those who answered may be other people"),
    ],
)
def test_who_answered_twice_is_said_of_every_change_that_is_not_matched(fabricated, found, design, matched, said):
    text = changing.turnover(found(changes=apart(fabricated, -0.1, design=design, matched=matched)))
    assert said in text and bool(text) == bool(said)
    assert not text or text.startswith("150 answered in spring 2024 and 140 in spring 2025; ")
