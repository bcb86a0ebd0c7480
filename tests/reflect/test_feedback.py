import re

import pandas as pd
import pytest

from helpers.reflect import feedback
from helpers.reports import model
from helpers.reports.model import Bullets, Caution, Facts, Fold, KeyFigures, Paragraph, Section, Table
from helpers.reports.writers import html

NAN = float("nan")
LAST = "2025-spring"


def text_of(*sections):
    return "\n\n".join(model.plain(section) for section in sections)


def everything(document):
    return text_of(Section("summary", "Summary", document.summary), *document.sections, document.method)


def part(document, anchor):
    return next(section for section in document.sections if section.id == anchor)


def of_thirty(fabricated, value=0.5, n=30, **more):
    shares = pd.DataFrame([fabricated.share(LAST, "", "everyone", n, value, half=0.17, **more)])
    shares["n_effective"] = n
    return fabricated.released(shares=shares, distributions=fabricated.answers().iloc[:0], changes=[])


ONE_WAVE = {"waves": [{"id": LAST, "title": "Spring 2025", "held_on": "2025-03-09"}]}


@pytest.mark.parametrize(
    ("structure", "anchors"),
    [
        ("project", ["overview", "context", "design", "delivery", "impacts", "lessons", "legacy"]),
        ("research", ["purpose", "context", "findings", "implications", "next-steps"]),
    ],
)
def test_each_structure_has_its_parts_in_the_printed_order(report, structure, anchors):
    document = report(structure=structure)
    assert [section.id for section in document.sections] == anchors
    assert document.method.id == "method"
    assert len(html.figures(document)) == 1
    html.render(document)


@pytest.mark.parametrize(
    ("purpose", "chosen", "structure"),
    [
        ("impact", None, "project"),
        ("places", None, "research"),
        (None, None, "research"),
        ("impact", "research", "research"),
    ],
)
def test_the_structure_follows_the_purpose_unless_the_team_chose(fabricated, purpose, chosen, structure):
    record = fabricated.opened(purpose={"research_purpose": purpose}, feedback={"structure": chosen}).record
    assert feedback.structure_of(record) == structure


def test_own_words_come_first_and_are_no_draft(report):
    own = {"summary": "We are glad.", "impacts": "First.\n\nSecond.", "legacy": "It goes on."}
    document = report(feedback={"sections": own})
    assert document.summary[0] == Paragraph("We are glad.")
    assert part(document, "impacts").blocks[:2] == (Paragraph("First."), Paragraph("Second."))
    assert part(document, "legacy").blocks[0] == Paragraph("It goes on.")


def test_sentences_made_from_numbers_are_drafts(report):
    document = report()
    question = part(document, "impacts").sections[0]
    drafts = [block for block in question.sections[0].blocks if isinstance(block, Paragraph)]
    assert drafts and all(block.is_draft for block in drafts)
    made = [block for block in document.summary if isinstance(block, Paragraph | Bullets)]
    assert len(made) == 2 and all(block.is_draft for block in made)


def test_a_part_nobody_has_written_says_what_goes_there(report):
    assert "Not written yet: what was achieved" in text_of(part(report(), "lessons"))


def percents(text):
    return set(re.findall(r"(?:under |over )?\d+%", text))


def test_every_percentage_in_the_report_comes_from_what_was_released(report, fabricated):
    document = report()
    tables = [fabricated.table(), fabricated.answers()]
    known = {
        f"{round(100 * value)}%"
        for frame in tables
        for name in ("share", "ci_low", "ci_high")
        for value in frame[name].dropna()
    }
    known |= {f"{round(100 * share)}%" for share in (0.344, 0.344 - 0.104, 0.344 - 0.06)}
    known |= {"8%"}  # London's published figure
    known |= {"95%", "5%", "50%"}  # the interval, the false discovery rate, the example of a figure of one half
    found = percents(everything(document))
    from helpers.reflect.front import chance
    from helpers.reflect.material import gather

    example = percents(chance(gather(fabricated.opened(), None, fabricated.released())))
    assert len(found) > 20 and len(example) == 3
    assert found - known - example == set()


def test_what_is_withheld_appears_nowhere(report, fabricated):
    hidden = fabricated.table()
    is_last = (hidden["wave"] == LAST) & (hidden["group_by"] == "")
    hidden.loc[is_last, ["share", "ci_low", "ci_high"]] = NAN
    hidden.loc[is_last, ["status", "note"]] = ["suppressed", "too few people to show it"]
    no_answers = fabricated.answers().iloc[:0]
    document = report(fabricated.released(shares=hidden, distributions=no_answers, changes=[]))
    text = everything(document)
    assert "Withheld: how many people" in text and "too few people to show it" in text
    assert "24%" not in text and "0%" not in percents(text)
    assert not [block for block in document.summary if isinstance(block, KeyFigures)]


def test_the_summary_has_key_figures_sentences_and_one_caution(report):
    summary = report().summary
    (key,) = [block for block in summary if isinstance(block, KeyFigures)]
    assert [(one.value, one.label) for one in key.figures] == [("24%", "feel lonely often or always")]
    assert (
        key.figures[0].detail
        == "Of 140 people who answered; 95% interval 17% to 31%; 10 points fewer than in spring 2024."
    )
    assert sum(isinstance(block, Caution) for block in summary) == 1
    (sentences,) = [block for block in summary if isinstance(block, Bullets)]
    assert 2 <= len(sentences.items) <= 5
    assert "10 points fewer than in spring 2024" in sentences.items[0]


def test_thirty_answers_say_how_far_chance_can_move_them(report, fabricated):
    from helpers import estimates

    document = report(of_thirty(fabricated), primary=ONE_WAVE)
    (caution,) = [block for block in document.summary if isinstance(block, Caution)]
    half = estimates.share([1.0] * 15 + [0.0] * 15)
    said = f"With 30 answers a figure of 50% could be anywhere from {half.ci_low:.0%} to {half.ci_high:.0%} by chance alone."
    assert caution.text.startswith(said)
    assert "33%" in said and "67%" in said
    text = everything(document)
    assert "changed more" not in text and "fewer than in" not in text and "level 1" in text
    assert "would have to be about 36 points" in text


def test_groups_too_small_are_mentioned_once(report, fabricated):
    groups = [fabricated.share(LAST, "age", age, 15, 0.5) for age in ("16-24", "25-34")]
    shares = pd.concat([of_thirty(fabricated).table, pd.DataFrame(groups)])
    released = fabricated.released(shares=shares, distributions=fabricated.answers().iloc[:0], changes=[])
    text = everything(report(released, primary=ONE_WAVE))
    assert text.count("Groups of people are not compared here") == 1
    assert "By age" not in text


def test_a_difference_of_groups_needs_room_between_their_intervals(report, fabricated):
    def said(low_share):
        groups = [
            fabricated.share(LAST, "age", "16-24", 60, 0.5),
            fabricated.share(LAST, "age", "25-34", 60, low_share),
            fabricated.share(LAST, "age", "35-44", 12, 0.01, half=0.005),
        ]
        shares = pd.concat([of_thirty(fabricated).table, pd.DataFrame(groups)])
        return everything(report(fabricated.released(shares=shares, changes=[])))

    assert (
        "By age, 50% of “16-24” (43% to 57%) and 30% of “25-34” (23% to 37%): their intervals do not overlap"
        in said(0.3)
    )
    assert "do not overlap" not in said(0.4)


def test_under_ten_people_there_are_no_figures_and_the_report_says_why(report, fabricated):
    released = of_thirty(fabricated, NAN, n=7, status="suppressed", note="too few people")
    document = report(released, primary=ONE_WAVE)
    assert "Too few people answered for any figure" in everything(document)
    assert not [block for block in document.summary if isinstance(block, KeyFigures)]
    html.render(document)


def test_a_report_without_any_measure_stands(report, fabricated):
    released = fabricated.released(
        shares=fabricated.table().iloc[:0], distributions=fabricated.answers().iloc[:0], changes=[]
    )
    document = report(released)
    assert "there are no figures here" in everything(document) and not html.figures(document)
    html.render(document)


def test_an_empty_record_still_makes_a_report(fabricated):
    opened = fabricated.opened(
        purpose={}, measures={}, approach={}, organisation="", summary="", is_invented=False, primary=ONE_WAVE
    )
    document = feedback.report(opened, None, fabricated.released())
    assert document.notice == "" and document.sections[0].id == "purpose"
    html.render(document)


def test_an_unlike_published_figure_is_never_beside_ours(report, fabricated):
    from helpers import catalogue
    from helpers.reflect.material import alongside

    record = fabricated.opened().record
    beside = {one.code: alongside(catalogue.benchmarks(), one.code, record) for one in catalogue.indicators()}
    shown = [one for one in beside.values() if one]
    assert len(shown) >= 5
    assert all(one.is_like_for_like and one.area == "London" for one in shown)
    assert beside["R3"].value == 0.75 and beside["O1_area"].year == "2021-22"
    assert "London" in html.figures(report())[0].alt


def test_changed_wording_takes_the_published_figure_away(report):
    measures = {
        "basket": [{"indicator": "R7"}],
        "wording_changes": [{"question": "1.7", "asked_as": "Are you lonely?", "why": "Shorter."}],
    }
    document = report(measures=measures)
    assert "London" not in html.figures(document)[0].alt
    (left_out,) = [block for block in document.method.blocks if isinstance(block, Fold)]
    assert left_out.blocks[0].rows[0][2] == "We asked the question in other words."
    assert "Question 1.7 was asked as “Are you lonely?” Shorter." in text_of(document.method)


def test_a_sample_people_joined_carries_that_caution_at_every_figure(report):
    for recruitment, is_said in (("chose to join", True), ("random", False)):
        document = report(approach={"sample": {"recruitment": recruitment}, "mode": "online"})
        figures = html.figures(document)
        assert figures
        for figure in figures:
            assert any("who chose to take part" in text for text in figure.cautions) == is_said
            assert ("people who answered" in figure.title) == is_said


def test_conclusions_stand_after_the_figures_they_rest_on(report):
    answers = [
        {"question": "lonely", "answer": "Fewer are lonely.", "how_sure": "fairly sure", "why": "It fell twice."}
    ]
    document = report(conclusions={"answers": answers})
    question = part(document, "impacts").sections[0]
    assert [section.id for section in question.sections] == ["finding-r7", "conclusion-lonely"]
    assert question.sections[1].blocks[0] == Facts(
        (("Our answer", "Fewer are lonely."), ("How sure we are", "Fairly sure"), ("Why", "It fell twice."))
    )
    assert "no measure of this question" in text_of(part(document, "impacts").sections[1])


def test_an_indicator_of_two_questions_is_charted_once(report):
    purpose = {
        "research_purpose": "impact",
        "questions": [{"id": key, "text": f"Question {key}?", "indicators": ["R7"]} for key in ("one", "two")],
    }
    document = report(purpose=purpose)
    assert len(html.figures(document)) == 1
    assert "(Charted above.)" in text_of(part(document, "impacts").sections[1])


def test_actions_name_their_evidence(report):
    actions = [{"what": "Call people.", "owner": "Coordinator", "by": "2025-09-01", "evidence": ["R7"]}]
    (table,) = [
        block for block in part(report(learning={"actions": actions}), "legacy").blocks if isinstance(block, Table)
    ]
    assert table.rows == (("Call people.", "Coordinator", "September 2025", "Often lonely"),)


def test_the_method_note_counts_who_answered_and_says_what_was_done(report):
    text = text_of(report().method)
    for said in (
        "Answers received",
        "Set aside: no consent to analysis",
        "None: every answer counts the same.",
        "Intervals allow for chance only",
        "Up to 60 people answered both waves",
        "No figure rests on fewer than 10 people",
        "level 2 of Nesta's five",
        "Greater London Authority",
        "Social Integration Workbook 0.",
    ):
        assert said in text


def test_weights_come_with_their_source_and_what_they_cost(report):
    weighting = {"margins": {"age": {"16-24": 1.0}}, "source": "Census 2021", "as_at": "2021-03-21", "cap": 4}
    text = text_of(report(approach={"weighting": weighting}).method)
    assert "weighted so that age match this source: Census 2021, March 2021" in text
    assert "No weight is more than 4 times the mean" in text and "design effect 1.1" in text


def test_an_earlier_wave_is_reported_without_what_came_later(report):
    document = report(wave="2024-autumn")
    text = everything(document)
    assert "30%" in text and "Spring 2025" not in text and "spring 2025" not in text


def test_a_wave_that_is_not_there_is_the_persons_problem(report):
    from helpers.errors import UserProblem

    with pytest.raises(UserProblem, match="no wave '2030'"):
        report(wave="2030")


def test_the_report_is_written_where_it_was_asked_for(fabricated, tmp_path):
    section = feedback.write(fabricated.opened(tmp_path), None, fabricated.released(), folder=tmp_path / "out")
    assert (tmp_path / "out" / "report.html").is_file()
    assert str(tmp_path / "out" / "report.html") in text_of(section)


def test_step_3_2_says_what_is_decided_and_missing(fabricated):
    opened = fabricated.opened()
    assert "Project report (suggested by the research purpose)" in text_of(feedback.summary(opened))
    assert feedback.missing(opened)[0] == "Say who the report is for."
    assert feedback.in_short(opened) == "Structure: project. Parts with own words: 0 of 7."
