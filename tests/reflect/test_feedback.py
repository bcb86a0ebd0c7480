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
    assert text.count("Nothing is shown by age here: with fewer than 30 answers in a group") == 1
    assert "by age" not in text.replace("Nothing is shown by age here", "").replace("Looked at by age", "")


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
        "By age, 50% of the 60 in “16-24” (43% to 57%) and 30% of the 60 in “25-34” (23% to 37%): their intervals do not "
        "overlap" in said(0.3)
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
    shown = [one for published in beside.values() for one in published]
    assert len(shown) >= 5
    assert all(one.is_like_for_like and one.area == "London" and not one.is_approximate for one in shown)
    assert [one.year for one in beside["O1_area"]] == ["2021-22"] and len(beside["R7"]) == 1
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
            assert any("who chose to answer" in text for text in figure.cautions) == is_said
            assert figure.title.startswith("24% of the 140 people who answered")
            assert ("Chart of how many people who answered" in figure.alt) == is_said


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


def test_the_report_is_written_in_every_format_with_the_same_figures(fabricated, tmp_path):
    section = feedback.write(
        fabricated.opened(tmp_path), None, fabricated.released(), folder=tmp_path, to="html, docx,pdf,pptx"
    )
    assert {path.name for path in tmp_path.iterdir()} == {"report.html", "report.docx", "report.pdf", "report.pptx"}
    assert text_of(section).count(str(tmp_path)) == 4


@pytest.mark.parametrize("to", ["odt", " , ", "html,exe"])
def test_a_format_that_there_is_none_of_is_refused_before_anything_is_written(fabricated, tmp_path, to):
    from helpers.errors import UserProblem

    with pytest.raises(UserProblem, match="html, docx, pdf, pptx"):
        feedback.write(fabricated.opened(tmp_path), None, fabricated.released(), folder=tmp_path / "out", to=to)
    assert not (tmp_path / "out").exists()


def test_step_3_2_says_what_is_decided_and_missing(fabricated):
    opened = fabricated.opened()
    assert "Project report (suggested by the research purpose)" in text_of(feedback.summary(opened))
    assert feedback.missing(opened)[0] == "Say who the report is for."
    assert feedback.in_short(opened) == "Structure: project. Parts with own words: 0 of 7."


@pytest.mark.parametrize(("mode", "values"), [("face to face", [0.92, 0.75]), ("online", [0.75, 0.92])])
def test_where_londons_figures_disagree_both_are_shown_that_of_our_own_mode_first(fabricated, mode, values):
    from helpers import catalogue
    from helpers.reflect.material import alongside

    record = fabricated.opened(approach={"mode": mode}).record
    assert [one.value for one in alongside(catalogue.benchmarks(), "R3", record)] == values


def test_a_published_figure_stands_with_its_people_and_ours(report, fabricated):
    document = report(purpose={"who": "Neighbours over 65.", "research_purpose": "impact"})
    (figure,) = html.figures(document)
    cautions = " ".join(figure.cautions)
    assert "London figure: 8% of adults aged 16 and over" in cautions
    assert "Our figure: people who answered, online. Asked were: Neighbours over 65." in cautions
    assert "adults aged 16 and over" in " ".join(row[-1] for row in figure.table.rows)
    assert "show no difference" not in everything(document)


def test_figures_that_count_otherwise_than_ours_stay_off_the_front_page(fabricated):
    from helpers import catalogue
    from helpers.reflect.front import _against_london
    from helpers.reports.beside import is_counted_otherwise
    from helpers.reports.finding import find

    like = [one for one in catalogue.benchmarks() if one.is_like_for_like]
    assert {one.indicator for one in like if is_counted_otherwise(one)} == {"E8"} and len(like) >= 15

    def said(*published):
        return " ".join(
            _against_london([find(fabricated.released(), fabricated.LONELY, fabricated.WAVES, tuple(published))])
        )

    assert "outside the range of ours in: loneliness" in said(fabricated.LONDON)
    near = fabricated.LONDON.model_copy(update={"value": 0.2})
    assert "within the range of ours, so that chance alone could explain the gap, in: loneliness" in said(near)
    assert "(adults; 2018-19; mostly online)" in said(near)
    otherwise = fabricated.LONDON.model_copy(update={"caution": "Ours and theirs: ours counts more."})
    assert said(otherwise) == said(fabricated.LONDON, near) == said() == ""


def test_a_breakdown_of_the_plan_that_is_not_shown_is_named_where_it_would_stand(report, fabricated):
    from helpers import catalogue

    def groups_of(by, *sizes):
        return [fabricated.share(LAST, by, f"Group {place}", n, 0.5) for place, n in enumerate(sizes)]

    extra = [*groups_of("gender", 60, 60), *groups_of("ethnicity", 12, 80)]
    released = fabricated.released(shares=fabricated.table(extra))
    approach = {"breakdowns": ["age", "gender", "ethnicity", "tenure", "comparison", "age*gender"]}
    document = report(released, approach=approach)
    finding = part(document, "impacts").sections[0].sections[0]
    (fold,) = [block for block in finding.blocks if isinstance(block, Fold) and block.label == "By group"]
    assert [type(block) for block in fold.blocks] == [Table, Table, Paragraph, Paragraph]
    text, tenure = text_of(finding), catalogue.breakdown("tenure").name.lower()
    assert "Not shown by ethnic group: too few people in its groups" in text
    assert f"Not shown by {tenure}" in text and "or comparison" not in text
    assert fold.about == "Often lonely"


def test_what_step_2_3_chose_to_split_by_takes_the_place_of_the_plan(report):
    assert "Looked at by gender." in text_of(report(analysis={"breakdowns": ["gender"]}).method)


def compared(fabricated, own, theirs, half=0.05, indicator="R7", more=()):
    sizes = (("took part", own), ("comparison group", theirs), ("difference between the two", own - theirs))
    shares = [fabricated.share(LAST, "comparison", group, 60, 0.4) for group, _ in sizes[:2]]
    changes = [
        fabricated.change("2024-spring", LAST, size, half, group_by="comparison", group=group) for group, size in sizes
    ]
    return fabricated.released(shares=fabricated.table(shares), changes=changes)


@pytest.mark.parametrize(
    ("own", "theirs", "said", "is_level_3_reason_clear"),
    [
        (-0.20, 0.0, "often lonely changed clearly more in the project", True),
        (-0.05, -0.20, "often lonely changed clearly less in the project", False),
        (
            0.02,
            -0.20,
            "often lonely differed clearly between the two groups, with no clear change in the project",
            False,
        ),
    ],
)
def test_the_front_page_says_which_way_the_groups_differ(
    report, fabricated, own, theirs, said, is_level_3_reason_clear
):
    comparison = {
        "question": "own_group",
        "programme_code": 1,
        "comparison_code": 2,
        "who": "people on the waiting list",
        "how_formed": "By date",
        "is_self_selected": False,
    }
    released = compared(fabricated, own, theirs, half=0.04)
    document = report(released, approach={"comparison": comparison})
    text = everything(document)
    assert f"Set beside the comparison group: {said}." in text
    assert ("no measure did so by more than chance" not in text) == is_level_3_reason_clear
    summary = text_of(Section("summary", "Summary", document.summary))
    assert summary.count("Comparison group: People on the waiting list.") == 1
    chosen = report(released, approach={"comparison": comparison | {"is_self_selected": True}})
    assert "People in the project and the comparison group changed clearly differently in: often lonely." in everything(
        chosen
    )


def test_nobody_is_said_to_have_taken_part_who_only_answered(report, fabricated):
    released = compared(fabricated, -0.2, 0.0)
    texts = [everything(report(released)), everything(report()), everything(report(structure="research"))]
    assert all(len(text) > 2000 and "took part" not in text and "take part" not in text for text in texts)


def test_research_never_speaks_of_a_project_that_ran(report):
    text = everything(report(structure="research"))
    assert "project ran" not in text and "project was running" not in text
    assert "what changed between the waves" in text


def test_samples_of_their_own_choice_without_matches_reach_level_1(report, fabricated):
    changes = [fabricated.change("2024-spring", LAST, -0.104, matched=0) | {"design": "independent"}]
    document = report(fabricated.released(changes=changes))
    text = everything(document)
    assert "level 1 of Nesta's five" in text and "may be other people" in " ".join(html.figures(document)[0].cautions)
    assert "fell by" not in text


def test_weights_of_the_survey_file_are_told_under_weighting_with_their_cost(report, fabricated):
    from dataclasses import replace

    notes = ("the answers carry the weights that came with the survey file", "the weights did not settle")
    (facts,) = [
        block for block in report(replace(fabricated.released(), notes=notes)).method.blocks if isinstance(block, Facts)
    ]
    said = dict(facts.pairs)
    assert said["Weighting"].startswith("The answers carry the weights that came with the survey file.")
    assert "(design effect 1.1)" in said["Weighting"]
    assert said["What could not be done"] == "The weights did not settle."


def test_a_measure_that_was_added_is_not_called_the_toolkits():
    from helpers.reflect.answers import MEASURE

    assert MEASURE == {False: "The toolkit's measure", True: "Measure (added, not the toolkit's)"}


def test_what_is_made_up_here_has_the_shape_of_what_is_released(fabricated):
    """The frames of these tests beside those of a real release: columns, names of counts, designs."""
    from helpers import disclosure
    from helpers.disclosure import Findings

    made = fabricated.released()
    raw = {
        name: getattr(made, name).drop(columns="status").assign(**{column: 50 for column in counts})
        for name, counts in (
            ("table", ["n_yes"]),
            ("distributions", ["n_yes"]),
            ("changes", ["n_yes_before", "n_yes_after"]),
            ("counts", []),
        )
    }
    raw["shares"] = raw.pop("table")
    real = disclosure.release(Findings(**raw))
    for name in ("table", "distributions", "changes", "counts"):
        assert set(getattr(real, name)) == set(getattr(made, name)), name
    assert set(made.changes["design"]) <= {"independent", "matched", "partly overlapping"}
    assert {what.partition(":")[0] for what in made.counts["what"]} == {"received", "usable", "set aside"}


def test_a_plan_with_nothing_in_it_still_says_what_goes_into_its_parts(report):
    assert "Not written yet: what was planned" in text_of(part(report(purpose={}, structure="project"), "design"))


def test_who_was_asked_is_said_where_the_count_of_answers_is_withheld(report, fabricated):
    from dataclasses import replace

    hidden = fabricated.counts().assign(n=NAN, status="suppressed")
    document = report(replace(fabricated.released(), counts=hidden))
    assert document.summary[0].text.startswith(
        "In spring 2025, figures rest on the answers of up to 140 people. They were"
    )


def test_what_was_worked_out_from_existing_data_stands_in_the_context(fabricated):
    from helpers.reports.model import Paragraph, Section

    known = (Section("secondary-crime", "Hate crime rate, from existing data", (Paragraph("1.9 per 1,000"),)),)
    for structure in ("project", "research"):
        document = feedback.report(fabricated.opened(), None, fabricated.released(), structure, known=known)
        (context,) = [section for section in document.sections if section.id == "context"]
        assert context.sections == known
        assert "1.9 per 1,000" in html.render(document)
