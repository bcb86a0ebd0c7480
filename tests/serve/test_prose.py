"""Documents and guidance become HTML that holds no markup of its own and leads nowhere by surprise."""

import doctest

import pytest

from helpers.serve import documents, folder, prose
from helpers.serve.prose import as_html


def nowhere(target: str) -> None:
    return None


@pytest.mark.parametrize(
    "text", ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b onclick='x'>b</b>", "```\n<script>\n```")
)
def test_markup_stays_text(text):
    assert "&lt;" in as_html(text, nowhere)
    assert not any(tag in as_html(text, nowhere) for tag in ("<script", "<img", "<b "))


@pytest.mark.parametrize(
    "link", ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//example.org", "vbscript:x", "file:///etc/passwd", " javascript:x")
)  # fmt: skip
def test_a_link_to_nothing_that_is_served_is_only_its_words(link):
    assert as_html(f"[the words]({link})", nowhere).strip() in ("<p>the words</p>", f"<p>[the words]({link})</p>")
    assert "<a" not in as_html(f"[x]({link} 'title')", nowhere) and "<img" not in as_html(f"![x]({link})", nowhere)


def test_a_picture_from_elsewhere_is_its_words():
    assert as_html("![a *chart*](https://example.org/x.png)", nowhere).strip() == "<p>a chart</p>"


def test_links_and_pictures_that_are_served_are_followed():
    html = as_html("[a](one.md#part) ![b](two.png 'it')", lambda target: f"/read/{target}?x=1&y=2")
    assert 'href="/read/one.md#part?x=1&amp;y=2"' in html and 'src="/read/two.png?x=1&amp;y=2"' in html


def test_a_link_within_a_page_leads_to_its_heading_however_jupyterlab_writes_it():
    html = as_html("[there](#The-answers-in)\n\n## The answers in", nowhere)
    assert 'href="#the-answers-in"' in html and 'id="the-answers-in"' in html


def test_comments_are_for_whoever_edits_the_file():
    assert as_html("<!-- Made by a program.\nOn two lines. -->\n# Title", nowhere) == '<h1 id="title">Title</h1>\n'
    assert as_html("Said <!-- not --> twice", nowhere) == "<p>Said  twice</p>\n"
    assert as_html("<!-- a --><script>alert(1)</script>", nowhere) == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    assert "&lt;!-- kept --&gt;" in as_html("`<!-- kept -->`", nowhere)


def test_no_document_shows_what_is_written_for_its_editors():
    texts = [file.read_text(encoding="utf-8") for path, file in documents.documents().items() if path.endswith(".md")]
    begun = [as_html(text, nowhere) for text in texts if text.startswith("<!--")]
    assert len(begun) >= 2 and not [html[:80] for html in begun if not html.startswith("<h1 ")]


@pytest.mark.parametrize("module", (prose, documents, folder), ids=lambda module: module.__name__)
def test_the_examples_in_the_modules_run(module):
    result = doctest.testmod(module)
    assert result.attempted and not result.failed
