"""The catalogue says what the toolkit prints: each wording is held against a stored copy of the text."""

import re
from pathlib import Path

import pytest

from helpers import catalogue

PRINTED_PATH = Path(__file__).parent / "printed"
QUESTIONS = catalogue.not_added(catalogue.questions())


def printed(*names: str) -> str:
    return "\n".join((PRINTED_PATH / f"{name}.txt").read_text(encoding="utf-8") for name in names)


def plain(text: str) -> str:
    """Without what only the copy's mark-up adds: emphasis, tags, links, line breaks."""
    text = re.sub(r"\[([^\]]*)\]\(#\)", r"\1", text)
    text = re.sub(r"<(https?:[^>]*)>", r"\1", text)
    text = re.sub(r"</?(?:p|i|b|ol|ul)\b[^>]*>|•", " ", text).replace("*", "")
    text = re.sub(r"^- ", "", text, flags=re.MULTILINE)
    return re.sub(r"\s+", " ", text).strip()


def squeezed(lines: list[str]) -> str:
    """For comparing whole pages: no blanks at all, numbers at the start of a line without their full stop."""
    kept = []
    for line in lines:
        line = plain(line)
        line = re.sub(r"^([123]\.\d+(?:\.\d)?)\.?\s+", r"\1 ", line)
        kept.append(re.sub(r"^(\d+)\.?\s*(?!\.)(?=\D)", r"\1 ", line) if not re.match(r"[123]\.\d", line) else line)
    return re.sub(r"\s+", "", "".join(kept))


def test_tool_8_is_carried_word_for_word_and_whole():
    """Section titles, notes, introductions, questions, answers and asterisks, put together again, are the printed pages."""
    again: list[str] = []
    n_questions = 0
    for section in catalogue.sections():
        again += [f"SECTION {section.number}: {section.title}", f"Social Integration Coverage: {section.coverage}"]
        again += ["SECTION NOTES", *section.notes, "EXAMPLE CONTENT"]
        for question in catalogue.questions():
            if question.section == section.number and question.provenance == "printed":
                again += as_printed(question)
                n_questions += 1
    page = printed("tool_8")
    page = page[page.index("SECTION 1:") :]
    assert n_questions == 37
    assert squeezed(again) == squeezed(page.splitlines())


def as_printed(question) -> list[str]:
    asterisk = question.measure
    lines = [question.introduction, f"{question.code.rstrip('ab')} {question.wording}"]
    lines += [question.instruction] if question.instruction else []
    lines[-1] += asterisk
    lines += [question.answer]
    heading = ""
    for option in question.options:
        if option.provenance != "printed":
            continue
        if option.heading != heading:
            heading = option.heading
            is_numbered = heading == "Mixed / Multiple ethnic groups"  # the printed fault: see errata
            lines.append(f"5. {heading}" if is_numbered else heading)
        lines.append(f"{option.printed_code or option.code} {option.label}")
    return lines


def test_lines_of_grids_are_printed_in_their_question():
    n_lines = 0
    page = plain(printed("tool_8", "tool_3"))
    for question in QUESTIONS:
        for item in catalogue.not_added(question.items):
            assert item.label in page, item
            n_lines += 1
    assert n_lines == 4 + 4 + 4 + 2


def test_other_wordings_and_answers_from_tool_3_are_printed_there():
    page = plain(printed("tool_3"))
    wordings = [wording for question in QUESTIONS for wording in question.also_worded]
    assert len(wordings) == 14
    assert [wording for wording in wordings if wording not in page] == []
    assert catalogue.question("1.2").options[4].label in page


def test_tool_3_is_carried_row_by_row():
    """Every row stands in the printed table, and without the rows nothing but headings is left of it."""
    page = plain(printed("tool_3"))
    rest = page[page.index("Theme Measure Existing source") :]
    one_of_each = {indicator.theme: indicator for indicator in catalogue.not_added(catalogue.indicators())}
    for theme in catalogue.not_added(catalogue.themes()):
        indicator = one_of_each[theme.code]
        cells = (theme.name_in_index, indicator.measure, indicator.existing_source, indicator.geography)
        row = " ".join((*cells, indicator.standard_question))
        assert rest.count(row) == 1, theme.code
        rest = rest.replace(row, "")
    headings = (
        "SELECTING YOUR MEASURES 1: FULL INDEX OF SOCIAL INTEGRATION MEASURES|TOOL 3.|Standard survey question(s)"
    )
    for heading in (*headings.split("|"), "Theme Measure Existing source Geography coverage", *catalogue.domains()):
        rest = rest.replace(heading, "")
    assert len(one_of_each) == 30
    assert rest.split() == []


def test_summary_keys_of_tool_3():
    page = plain(printed("tool_3"))
    keys = [scale for scale in catalogue.not_added(catalogue.scales()) if not scale.is_answer_scale]
    assert len(keys) == 5
    for key in keys:
        assert " ".join(f"{option.code} = {option.label}" for option in key.options) in page
        assert key.name in page


def test_figure_3_names_the_themes_and_their_asterisks():
    page = printed("figures_3_and_4")
    named = re.findall(r"\b([REPO]\d+) - ([^\t\n*]+)(\*?)", page)
    themes = {
        (theme.code, theme.name, "*" if theme.is_starred else "") for theme in catalogue.not_added(catalogue.themes())
    }
    assert len(named) == 30
    assert {(code, name.strip(), asterisk) for code, name, asterisk in named} == themes


def test_figure_4_is_carried_statement_by_statement():
    page = plain(printed("figures_3_and_4"))
    statements = [
        figure.statement for figure in catalogue.not_added(catalogue.benchmarks()) if figure.statement in page
    ]
    assert len(statements) == 13
    for mark in re.findall(r"\d+%", page):
        assert any(mark in statement for statement in statements), mark


def every_text():
    """(what it is, text, the extracts it must stand in), for everything else that is printed."""
    for tool in catalogue.tools():
        where = ("part_c_list", "tool_1_and_2", "tool_3", "tool_4_and_5", "tool_6", "tool_7", "tool_8", "tool_9_to_11")
        for text in (tool.title, tool.description, *tool.introduction):
            yield f"tool {tool.number}", text, (*where, "tool_12")
    for part in catalogue.template_parts():
        if part.provenance == "printed":
            for text in (part.title, part.text):
                yield f"tool {part.tool} part {part.number}", text, ("tool_6", "tool_9_to_11")
    for entry in catalogue.considerations():
        for text in (entry.choice, entry.question):
            yield entry.code, text, ("tool_12",)
    for where, extract in (("Tool 5", "tool_4_and_5"), ("Figure 6", "part_b")):
        for row in catalogue.comparison(where):
            for text in (row.aspect, row.quantitative, row.qualitative):
                yield where, text, (extract,)
    for source in catalogue.sources():
        for text in (source.name, *re.split(r" - |: ", source.group), *source.description.split(" - ")):
            yield source.code, text, ("tool_7",)
    for reading in catalogue.readings():
        yield reading.code, reading.description, ("tips_questions_reading",)
    for tip in catalogue.tips():
        yield f"tip {tip.number}", tip.text, ("tips_questions_reading",)
    for faq in catalogue.faqs():
        for text in (faq.question, faq.answer):
            yield f"faq {faq.number}", text, ("tips_questions_reading",)
    for example in catalogue.examples():
        for text in (example.group, f"{example.number}. {example.title}", example.at_a_glance, *example.urls):
            yield f"example {example.number}", text, ("part_d",)
        yield f"example {example.number}", example.background, ("part_d",)
    for passage in catalogue.passages():
        for text in (passage.heading, *passage.text.split("\n")):
            yield passage.code, text.removeprefix("- "), ("introduction_and_part_a", "part_b", "tool_8")


@pytest.fixture(scope="module")
def pages() -> dict[tuple[str, ...], str]:
    return {names: plain(printed(*names)) for names in {names for _, _, names in every_text()}}


def test_everything_else_stands_in_the_printed_text(pages):
    looked_at = [(what, text, pages[names]) for what, text, names in every_text()]
    missing = [(what, text) for what, text, page in looked_at if plain(text) not in page]
    assert len(looked_at) == 627
    assert missing == []


def test_what_errata_quote_is_printed():
    page = plain("\n".join(path.read_text(encoding="utf-8") for path in sorted(PRINTED_PATH.glob("*.txt"))))
    quoted = []
    for erratum in catalogue.errata():
        if erratum.code != "prefer-not-to-say":  # quotes what is not printed
            quoted += [
                (erratum.code, piece)
                for quote in re.findall(r'"([^"]+)"', erratum.printed)
                for piece in quote.split(" ... ")
            ]
    assert len(quoted) == 72
    assert [pair for pair in quoted if pair[1] not in page] == []
