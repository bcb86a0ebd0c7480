import pandas as pd
import pytest

from helpers.reports import sentences, words

NAN = float("nan")
LAST = "2025-spring"


def one_wave(fabricated, found, value, status="released", note="", n=30, **more):
    shares = pd.DataFrame([fabricated.share(LAST, "", "everyone", n, value, status, note)])
    return found({LAST: "Spring 2025"}, shares=shares, changes=[], **more)


def test_a_title_gives_the_size_of_a_clear_change(found):
    assert (
        sentences.title(found())
        == "24% of the 140 people who answered feel lonely often or always, 10 points fewer than in spring 2024"
    )


def test_a_title_says_that_an_unclear_change_is_none(fabricated, found):
    changes = [fabricated.change("2024-spring", LAST, -0.104, half=0.12)]
    assert sentences.title(found(changes=changes)) == (
        "24% of the 140 people who answered feel lonely often or always, no clear change since spring 2024"
    )
    many = [fabricated.change("2024-spring", LAST, -0.104, q=0.3)]
    assert sentences.title(found(changes=many)).endswith(", no clear change since spring 2024")


def test_a_title_without_a_change_is_silent_about_it(found):
    assert sentences.title(found(changes=[])) == "24% of the 140 people who answered feel lonely often or always"


@pytest.mark.parametrize(
    ("value", "status", "note", "said"),
    [
        (0.0, "released", "", "0% of the 30 people who answered feel lonely often or always"),
        (1.0, "released", "", "100% of the 30 people who answered feel lonely often or always"),
        (NAN, "banded", "fewer than 5 of 30", "Fewer than 5 of 30 people who answered feel lonely often or always"),
        (
            NAN,
            "banded",
            "all but fewer than 5 of 30",
            "All but fewer than 5 of 30 people who answered feel lonely often or always",
        ),
        (NAN, "suppressed", "too few", "Withheld: how many people feel lonely often or always"),
    ],
)
def test_zero_all_banded_and_withheld_are_told_apart(fabricated, found, value, status, note, said):
    finding = one_wave(fabricated, found, value, status, note)
    assert sentences.title(finding) == said
    assert ("%" in sentences.title(finding)) == (status == "released")
    if status != "released":
        assert "%" not in " ".join(sentences.evidence(finding, 1))


def test_not_asked_is_said_as_such(fabricated, found):
    finding = found(shares=fabricated.table().query("wave != '2025-spring'"))
    assert sentences.title(finding) == "Not asked in spring 2025: how many people feel lonely often or always"
    assert sentences.evidence(finding, 2) == ()


def test_the_verbs_follow_the_level_of_evidence(found):
    level_1, level_2 = (" ".join(sentences.evidence(found(), level)) for level in (1, 2))
    assert "while the project was running" not in level_1
    assert "the share fell by 10 points while the project was running" in level_2
    for text in (level_1, level_2):
        assert "comparison group" not in text and "because of" not in text


def with_comparison(fabricated, found, difference, half):
    shares = [
        fabricated.share("2024-spring", "comparison", "took part", 90, 0.34),
        fabricated.share(LAST, "comparison", "took part", 90, 0.2),
        fabricated.share(LAST, "comparison", "comparison group", 50, 0.3),
    ]
    changes = [
        fabricated.change("2024-spring", LAST, -0.14, group_by="comparison", group="took part"),
        fabricated.change(
            "2024-spring", LAST, difference, half, group_by="comparison", group="difference between the two"
        ),
    ]
    return found(shares=fabricated.table(shares), changes=changes)


def test_more_than_the_comparison_group_needs_a_credible_group_and_a_clear_difference(fabricated, found):
    clear, unclear = with_comparison(fabricated, found, -0.12, 0.05), with_comparison(fabricated, found, -0.12, 0.2)
    said = {
        (name, level): " ".join(sentences.evidence(finding, level))
        for name, finding in (("clear", clear), ("unclear", unclear))
        for level in (2, 3)
    }
    assert "It fell more than in the comparison group, by 12 points" in said["clear", 3]
    assert "does not show that the project made the difference" in said["clear", 2]
    assert not any("fell more" in text for key, text in said.items() if key != ("clear", 3))
    assert "can't be told apart from the change in the comparison group" in said["unclear", 3]


def test_people_in_the_project_are_called_so(fabricated, found):
    finding = with_comparison(fabricated, found, -0.12, 0.05)
    assert sentences.title(finding).startswith("20% of the 90 people in the project who answered feel lonely")
    assert "20% of the 90 people in the project who answered said" in sentences.evidence(finding, 2)[0]


def test_a_change_that_is_one_of_many_is_not_contradicted_by_its_range(fabricated, found):
    finding = found(changes=[fabricated.change("2024-spring", LAST, 0.13, half=0.12, q=0.08)])
    text = " ".join(sentences.evidence(finding, 2))
    assert "Taken alone, the change since spring 2024 would count, by between 1 and 25 points" in text
    assert "rose" not in text and "fell" not in text


def test_the_published_figure_is_in_or_out_of_range_and_never_better(fabricated, found):
    near = fabricated.LONDON.model_copy(update={"value": 0.2})
    out, inside = (" ".join(sentences.evidence(found(benchmark=one), 2)) for one in (fabricated.LONDON, near))
    other = "but other people were asked, in 2018-19 (mostly online)"
    assert f"The figure for London, 8% of adults, lies outside that range, {other}" in out
    assert f"20% of adults, lies within that range, so chance alone could explain the gap, {other}" in inside
    assert "London" not in " ".join(sentences.evidence(found(benchmark=None), 2))
    for text in (out, inside):
        assert not {"better", "worse", "higher", "lower", "above", "below"} & set(text.lower().split())


def test_alt_text_names_every_share_drawn_and_nothing_withheld(fabricated, found):
    text = sentences.alt(found())
    for said in ("Spring 2024: 34%, interval 27% to 41%", "Spring 2025: 24%", "Dashed line: London 2018-19: 8%"):
        assert said in text
    alone = one_wave(fabricated, found, 0.24, distributions=fabricated.answers().query("wave == '2025-spring'"))
    assert "Hardly ever fewer than 5 of 140, Never 20%" in sentences.alt(alone)


def test_a_wave_keeps_its_name_inside_a_sentence():
    names = [words.wave_name(title) for title in ("Spring 2024", "Acton survey", "First wave", "")]
    assert names == ["spring 2024", "Acton survey", "first wave", ""]


@pytest.mark.parametrize(
    ("counted", "said"),
    [("feel lonely", "said they feel lonely"), ("say that more than half are", "said that more than half are")],
)
def test_what_people_report_is_grammatical(fabricated, found, counted, said):
    indicator = fabricated.LONELY.model_copy(update={"counted": counted})
    assert said in sentences.evidence(found(indicator=indicator), 1)[0]


def test_published_figures_that_disagree_are_all_said(fabricated, found):
    face_to_face = {"value": 0.2, "year": "not stated", "mode": "face to face", "survey": "Another"}
    both = (fabricated.LONDON, fabricated.LONDON.model_copy(update=face_to_face))
    text = " ".join(sentences.evidence(found(benchmark=both), 2))
    assert "8% of adults (2018-19, mostly online) lies outside that range" in text
    assert "20% of adults (undated, face to face) lies within that range" in text


@pytest.mark.parametrize(
    ("value", "note", "said"),
    [
        (0.0, "under 1%", "under 1%"),
        (1.0, "small; over 99%", "over 99%"),
        (0.0, "", "0%"),
        (NAN, "under 1%", "withheld"),
    ],
)
def test_nobody_is_said_only_where_it_was_nobody(fabricated, found, value, note, said):
    status = "suppressed" if value != value else "released"
    finding = one_wave(fabricated, found, value, status, note, n=400)
    assert sentences.value(finding.points[0]) == said
    assert said in sentences.title(finding).lower() and said in " ".join(sentences.evidence(finding, 1))
