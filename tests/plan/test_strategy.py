"""Tool 6: drafts that say nothing nobody entered, own words before drafts, and the document to take away."""

import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from docx import Document as opened_word

from helpers.errors import UserProblem
from helpers.plan import approach, drafts, strategy, strategy_form
from helpers.project import Opened, Project
from helpers.project.record import Approach, Measures, Purpose, Secondary, StrategyPart
from helpers.project.record.purpose import ResearchQuestion
from helpers.reports.model import Fold, Paragraph, Table, plain

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("filled.py"))))
KNOWN = {
    "goals.outcome": "", "goals.indicator": "", "breakdowns": (), "weighting": None, "strategy": (), "basket.indicator": "R7",
    "filters": Measures().filters, "sample.design_effect": None, "sample.correlation": None,
    "theory_of_change.outcomes.indicators": (), "questions.indicators": (), "questions.outcomes": (), "figures.indicator": "",
}  # fmt: skip
PARTS = range(1, 8)


def with_approach(opened, **fields):
    part = opened.record.approach.model_copy(update=fields)
    return Opened(opened.path, opened.record.model_copy(update={"approach": part}))


def everything() -> Project:
    """Every field of the steps that the strategy draws on."""
    return Project(
        title="Tea",
        purpose=made.filled(Purpose, {**KNOWN, "questions.id": "q1"}),
        approach=made.filled(Approach, KNOWN),
        secondary=made.filled(Secondary, KNOWN),
    )


def test_nothing_entered_nothing_drafted(empty):
    assert [drafts.draft(empty.record, part) for part in PARTS] == [()] * 7


@pytest.mark.parametrize("part", PARTS)
def test_every_line_of_a_draft_holds_something_entered(part):
    """Or announces a list of what was entered. Fields are entered one at a time, so that none covers for another."""
    whole, looked_at = everything(), 0
    for step in ("purpose", "approach", "secondary"):
        held = getattr(whole, step)
        for name in type(held).model_fields:
            alone = type(held)().model_copy(update={name: getattr(held, name)})
            record = Project(title="Tea").model_copy(update={step: alone})
            values = {_said(value) for value in _leaves(alone.model_dump())}
            lines = drafts.draft_text(record, part).splitlines()
            looked_at += len(lines)
            for line, after in zip(lines, [*lines[1:], ""], strict=False):
                is_list = line.endswith(":") and after.startswith("- ")
                assert not line or is_list or any(value.lower() in line.lower() for value in values if value), (
                    name,
                    line,
                )
    assert looked_at


def test_numbers_of_a_draft_were_entered():
    record = everything()
    entered = {number for value in _leaves(record.model_dump()) for number in re.findall(r"\d+", _said(value))}
    drafted = {number for part in PARTS for number in re.findall(r"\d+", drafts.draft_text(record, part))}
    assert len(drafted) > 20
    assert drafted <= entered


def test_the_same_answers_give_the_same_draft(planned):
    assert [drafts.draft(planned.record, part) for part in PARTS] == [
        drafts.draft(planned.record, part) for part in PARTS
    ]


def test_what_was_typed_stands_in_a_draft_as_it_was_typed(empty):
    purpose = Purpose(aim="iPads for all", who="  people who'd like more company", where="e17 -- the Lea side!")
    record = empty.record.model_copy(update={"purpose": purpose})
    assert drafts.draft_text(record, 1) == "iPads for all"
    assert drafts.draft_text(record, 3) == "Who: people who'd like more company\n\nWhere: e17 -- the Lea side!"


def test_own_words_stand_before_the_draft_which_folds(planned):
    first = strategy.strategy(planned).sections[0]
    assert first.blocks[0] == Paragraph("Part 1 as written.")
    (fold,) = [block for block in first.blocks if isinstance(block, Fold)]
    assert "Fewer lonely neighbours." in plain(first)
    assert fold.blocks == drafts.draft(planned.record, 1)


def test_blanks_are_no_words_of_ones_own(planned):
    opened = with_approach(planned, strategy=(StrategyPart(part=1, text="  \n "),))
    assert strategy.unwritten(opened.record)[0] == "Research Purpose"


def test_own_words_keep_their_lists_and_paragraphs(planned):
    opened = with_approach(planned, strategy=(StrategyPart(part=1, text="We ask:\n- who\n- why\n\nThen we stop."),))
    assert plain(strategy.strategy(opened).sections[0]).startswith(
        "# 1. Research Purpose\n\nWe ask:\n\n- who\n- why\n\nThen"
    )


def test_a_part_without_anything_says_what_belongs_there(empty):
    text = plain(strategy.strategy(empty).sections[0])
    assert "Nothing that belongs here has been entered yet. What goes here: Set out briefly" in text


def test_the_document_has_seven_parts_with_the_measures_as_a_table(planned):
    document = strategy.document(planned)
    assert [section.title[:2] for section in document.sections] == [f"{number}." for number in PARTS]
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    assert [row[0] for row in tables[0].rows] == [
        "Often lonely (R7)", "Exchange favours with neighbours (R4)", "Belong to the local area (O1_area)",
    ]  # fmt: skip


def test_written_as_word_and_as_a_page(planned, tmp_path):
    said = plain(approach.write_strategy(planned, tmp_path / "out"))
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert files == ["research_strategy.docx", "research_strategy.html"]
    assert all(name in said for name in files)
    word = opened_word(str(tmp_path / "out" / "research_strategy.docx"))
    headings = [one.text for one in word.paragraphs if one.style.name == "Heading 1"]
    assert headings[0] == "1. Research Purpose" and len(headings) == 8
    page = (tmp_path / "out" / "research_strategy.html").read_text(encoding="utf-8")
    assert "Part 7 as written." in page and 'id="summary"' not in page and "Tables of all answers" not in page


def test_the_same_project_gives_the_same_files(planned, tmp_path):
    for folder in ("a", "b"):
        strategy.write(planned, tmp_path / folder)
    for name in ("research_strategy.docx", "research_strategy.html"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_format_there_is_not_is_said_before_anything_is_written(planned, tmp_path):
    with pytest.raises(UserProblem, match="pdf"):
        strategy.write(planned, tmp_path / "out", ("docx", "pdf"))
    assert not (tmp_path / "out").exists()


def test_starting_from_the_draft_copies_it(planned):
    opened = with_approach(planned, strategy=(StrategyPart(part=2, text=""), StrategyPart(part=1, text="Ours.")))
    group = strategy_form.groups(opened.record)[0]
    names = [action.name for action in group.actions]
    assert "draft-1" not in names and "draft-2" in names
    changes = {name: action.run(opened) for name, action in zip(names, group.actions, strict=True)}
    assert changes["draft-2"] == {"approach.strategy[2].text": drafts.draft_text(opened.record, 2)}
    assert changes["draft-3"] == {"approach.strategy[3]": {"text": drafts.draft_text(opened.record, 3)}}


def test_the_forms_files_are_those_that_are_written(planned, tmp_path):
    strategy.write(planned, tmp_path)
    given = [action.run(planned) for action in strategy_form.groups(planned.record)[1].actions]
    assert [file.content for file in given] == [(tmp_path / file.name).read_bytes() for file in given]
    assert [file.name for file in given] == ["research_strategy.docx", "research_strategy.html"]


def test_an_invented_project_says_so_first(planned):
    record = planned.record.model_copy(update={"is_invented": True})
    assert strategy.document(Opened(planned.path, record)).notice.startswith("This is an example.")
    assert strategy.document(planned).notice == ""


def test_a_question_that_is_not_written_yet_is_left_out(empty):
    purpose = Purpose(questions=(ResearchQuestion(id="q1", text=""), ResearchQuestion(id="q2", text="Who is lonely?")))
    record = empty.record.model_copy(update={"purpose": purpose})
    assert drafts.draft_text(record, 1) == "The research questions:\n- Who is lonely?"


def _leaves(held):
    if isinstance(held, dict):
        return [leaf for value in held.values() for leaf in _leaves(value)]
    if isinstance(held, list | tuple):
        return [leaf for value in held for leaf in _leaves(value)]
    return [held]


def _said(value) -> str:
    """A value as a draft may say it: choices are said under their labels."""
    from helpers.plan import area, conversations, fieldwork, purpose
    from helpers.reports.facts import in_words

    labels = {
        **area.KINDS, **conversations.METHODS, **fieldwork.RESEARCHERS, **drafts.BALANCE, **drafts.RECRUITMENT,
        **purpose.PURPOSES,
    }  # fmt: skip
    said = labels.get(value, "") if isinstance(value, str) else ""
    return said[1:] if said else in_words(value)
