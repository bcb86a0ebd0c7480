"""docs/measures.md is made from the catalogue and up to date."""

import doctest

from helpers import catalogue
from helpers.catalogue import page


def test_the_page_is_up_to_date():
    written = page.PAGE_PATH.read_text(encoding="utf-8")
    assert written == page.page(), "Run: python -m helpers.catalogue.page"


def test_everything_is_on_the_page():
    text = page.page()
    codes = [f"**`{entry.code}`" for entry in catalogue.indicators() + catalogue.breakdowns()]
    codes += [f"(`{question.id}`)" for question in catalogue.questions()]
    codes += [f"**`{question.id}`**" for question in catalogue.workbook_questions()]
    n_added = sum(entry.provenance == "added" for entry in catalogue.indicators() + catalogue.questions())
    assert len(codes) - n_added == 38 + 10 + 38 + 5
    assert [code for code in codes if text.count(code) != 1] == []
    table = text[text.index("## Mistakes in the toolkit") :]
    assert table.count("\n| ") == len(catalogue.errata()) + 1
    assert text.count("\n- ✔") == sum(figure.is_like_for_like for figure in catalogue.benchmarks())
    assert text.count("\n- ✘") == sum(not figure.is_like_for_like for figure in catalogue.benchmarks())
    ours = catalogue.not_added(catalogue.benchmarks())
    assert [figure.is_like_for_like for figure in ours].count(True) == 19
    assert [figure.is_like_for_like for figure in ours].count(False) == 24


def test_the_examples_in_docstrings():
    result = doctest.testmod(page)
    assert result.attempted == 2
    assert result.failed == 0
