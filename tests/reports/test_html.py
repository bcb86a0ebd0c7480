import base64
import hashlib
import itertools
import re
from html.parser import HTMLParser

import pytest

from helpers.reports.model import (
    Bullets,
    Caution,
    Chain,
    Document,
    Facts,
    Figure,
    Fold,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Section,
    Table,
)
from helpers.reports.writers import html

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'><iframe src=//evil.example>",
    "javascript:alert(1)",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "]]><!-- -->",
    "{{ 7 * 7 }}{% set x = 1 %}{# gone #}",
    "&lt;script&gt; &amp; &#60;script&#62;",
    '" autofocus onfocus="alert(1)',
    "<a href='javascript:alert(1)'>here</a>",
    "<base href=//evil.example><meta http-equiv=refresh content=0>",
)
FORBIDDEN = {"script", "iframe", "object", "embed", "link", "base", "form", "svg", "input", "button", "video", "audio"}


class Page(HTMLParser):
    """The tags with their attributes, the text, and how deep the headings are."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text, self._open = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self._open.append(tag)

    def handle_data(self, data):
        self.text.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def section_of(text, anchor="part"):
    table = Table(text, (text, "n"), ((text, text), (text, "12")), text)
    blocks = (
        Paragraph(text, is_draft=True),
        Paragraph(text),
        Bullets((text, text), is_draft=True),
        Facts(((text, text), (text, ""))),
        Caution(text),
        KeyFigures((KeyFigure(text, text, text),)),
        table,
        Figure(text, b"<svg/>", "image/svg+xml", text, table, (text,)),
        Chain(((text, text),), ((text, text),)),
        Fold(text, (Paragraph(text), table)),
    )
    return Section(anchor, text, blocks, (Section(f"{anchor}-inner", text, (Paragraph(text),)),))


def document_of(text):
    return Document(
        text,
        text,
        text,
        text,
        (Paragraph(text, is_draft=True), KeyFigures((KeyFigure("1%", text, text),))),
        (section_of(text),),
        Section("method", text, (Paragraph(text),)),
        notice=text,
        footnotes=(text,),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_stays_text(text):
    harmless = Page(html.render(document_of("Plain words")))
    page = Page(html.render(document_of(text)))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in harmless.tags]
    assert not {tag for tag, _ in page.tags} & FORBIDDEN
    assert "".join(page.text).count(text) == "".join(harmless.text).count("Plain words") > 30
    assert page.all("img")[0]["alt"] == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_fragment_is_as_safe(text):
    page = Page(html.section_html(section_of(text)))
    assert not {tag for tag, _ in page.tags} & FORBIDDEN
    assert "".join(page.text).count(text) > 15
    assert not any("id" in attributes for _, attributes in page.tags)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_attribute_runs_or_fetches_anything(text):
    page = Page(html.render(document_of(text)))
    assert len(page.tags) > 100
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc", "action")], tag
        assert attributes.get("href", "#").startswith("#")
        assert attributes.get("src", "data:image/svg+xml;base64,").startswith("data:image/svg+xml;base64,")


def test_the_policy_names_the_one_style_sheet_and_nothing_else():
    page = html.render(document_of("Words"))
    style = re.search(r"<style>(.*)</style>", page, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = Page(page).all("meta")[1]["content"]
    assert policy == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style and "@import" not in style
    assert not re.search(r"https?://|//[a-z]", page)


def test_headings_go_down_one_step_at_a_time_from_a_single_h1():
    deep = section_of("Words")
    for level in range(8):
        deep = Section(f"level-{level}", "Deep", (), (deep,))
    document = document_of("Words")
    page = Page(html.render(Document("T", "", "", "", (), (deep, *document.sections[1:]), document.method)))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1 and levels[0] == 1 and max(levels) == 6
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_page_can_be_walked_without_a_mouse():
    page = Page(html.render(document_of("Words")))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    targets = [attributes["href"][1:] for attributes in page.all("a")]
    assert len(ids) == len(set(ids)) and len(targets) >= 5
    assert set(targets) <= set(ids)
    assert targets[0] == "main" and len(page.all("main")) == len(page.all("nav")) == len(page.all("header")) == 1
    assert page.all("html") == [{"lang": "en-GB"}]
    labels = [attributes["aria-labelledby"] for _, attributes in page.tags if "aria-labelledby" in attributes]
    assert labels and set(labels) <= set(ids)


def test_tables_have_captions_and_headed_rows_and_columns():
    text = html.render(document_of("Words"))
    tables = re.findall(r"<table>.*?</table>", text, re.DOTALL)
    assert len(tables) == 3
    for table in tables:
        assert table.count("<caption>") == 1
        assert table.count('<th scope="col"') == 2 and table.count('<th scope="row"') == 2
    assert 'tabindex="0"' not in text and 'role="region"' not in text, "tables that fit need no place in the tab order"


def test_a_corner_without_words_is_no_heading():
    table = Table("Corner", ("", "Before"), (("Men", "1"),))
    text = html.render(Document("T", "", "", "", (table,), (), Section("method", "M")))
    assert text.count('<th scope="col"') == 1 and "<tr><td></td><th" in text.replace("\n", "")


def test_a_table_too_wide_for_a_telephone_can_be_scrolled_with_the_keyboard():
    wide = Table("Wide", ("Who", "What", "Why", "When"), (("a", "words", "words", "words"),))
    narrow = Table("Narrow", ("Who", "People", "Share"), (("a", "12", "34%"),))
    text = html.render(Document("T", "", "", "", (wide, narrow), (), Section("method", "M")))
    assert text.count('<div class="scroll" role="group" tabindex="0" aria-label="Table: Wide">') == 1
    assert text.count("tabindex=") == 2, "the table, and the place to which the page skips"


def test_what_folds_says_what_it_is_about_to_those_who_only_hear_it():
    folds = (Fold("By group", (), "Often lonely"), Fold("By group", (), "Belonging"), Fold("More", ()))
    text = html.render(Document("T", "", "", "", folds, (), Section("method", "M")))
    assert '<summary>By group<span class="aside">: Often lonely</span></summary>' in text
    assert len(re.findall("<summary>.*?</summary>", text)) == 3 == len(set(re.findall("<summary>.*?</summary>", text)))


def test_number_columns_are_those_with_nothing_but_numbers_and_their_stand_ins():
    rows = (("a", "12", "34%", "1,200", "46%"), ("b", "withheld", "fewer than 5 of 25", "", "More than a quarter"))
    table = Table("", ("Who", "n", "Share", "People", "Figure"), rows)
    assert html.number_columns(table) == (False, True, True, True, False)


def test_the_draft_mark_stands_once_in_each_section_and_every_draft_is_lined():
    text = html.render(document_of("Words"))
    assert text.count("Draft from the numbers") == 2
    assert len(re.findall(r'class="[^"]*\bdraft\b[^-]', text)) == 3


def test_a_section_id_twice_is_our_fault_and_said():
    document = document_of("Words")
    with pytest.raises(AssertionError, match="twice"):
        html.render(Document("T", "", "", "", (), (document.sections[0], document.sections[0]), document.method))


def test_the_file_is_written_whole_and_is_what_was_rendered(tmp_path):
    document = document_of("Wörter – “words”")
    path = html.write(document, tmp_path / "reports" / "report.html")
    assert path.read_text(encoding="utf-8") == html.render(document)
    assert [entry.name for entry in path.parent.iterdir()] == ["report.html"]


def test_figures_are_found_wherever_they_stand():
    figure = Figure("F", b"", "image/png", "alt", Table("", ("a",), ()))
    inner = Section("inner", "Inner", (Fold("More", (figure,)),))
    document = Document("T", "", "", "", (figure,), (Section("a", "A", (figure,), (inner,)),), Section("method", "M"))
    assert len(html.figures(document)) == 3
