"""The canvases as a browser prints them: A3 on its side, a blank on one page, and nothing cut off."""

import re

import pytest

from helpers import project as projects
from helpers.plan import canvases
from helpers.project import Opened
from helpers.project.record import Purpose, ResearchQuestion, TheoryOfChange
from helpers.reports.writers import sheet

A3 = (1190.55, 841.89)
LONG = " ".join(["Neighbours who came last month and those who came long ago hardly ever meet."] * 25)
FULL = Purpose(
    context=LONG,
    aim=LONG,
    who=LONG,
    theory_of_change=TheoryOfChange(problem=LONG, steps=(LONG, LONG), long_term_change=f"{LONG} The very last word."),
    questions=tuple(ResearchQuestion(id=f"q{at}", text=LONG[:250]) for at in range(9)),
)
BOTH = (canvases.theory_of_change, canvases.research_questions)


@pytest.fixture(scope="module")
def pages(chromium):
    """A function: prints a sheet; gives the size of each page in points."""

    def printed(content):
        page = chromium.new_page()
        page.set_content(content.decode())
        pdf = page.pdf(prefer_css_page_size=True)
        page.close()
        boxes = re.findall(rb"/MediaBox\s*\[([\d.\s]+)\]", pdf)
        return [tuple(float(number) for number in box.split())[2:] for box in boxes]

    return printed


@pytest.mark.parametrize("canvas", BOTH)
def test_a_blank_is_one_a3_page_on_its_side(pages, canvas):
    sizes = pages(sheet.render(canvas()))
    assert len(sizes) == 1
    assert sizes[0] == pytest.approx(A3, abs=2)


@pytest.mark.parametrize("canvas", BOTH)
@pytest.mark.parametrize("name", ["befriending", "estate"])
def test_the_samples_fit_on_one_page(pages, canvas, name):
    assert len(pages(sheet.render(canvas(projects.open(f"sample_data/{name}"))))) == 1


@pytest.mark.parametrize("canvas", BOTH)
def test_more_than_fits_goes_on_on_a_second_page_of_the_same_size(pages, canvas):
    sizes = pages(sheet.render(canvas(Opened("nowhere", projects.Project(title="Tea", purpose=FULL)))))
    assert len(sizes) == 2
    assert all(size == pytest.approx(A3, abs=2) for size in sizes)


@pytest.mark.parametrize("canvas", BOTH)
def test_no_box_of_a_full_sheet_hides_its_text(chromium, canvas):
    page = chromium.new_page()
    page.set_content(sheet.render(canvas(Opened("nowhere", projects.Project(title="Tea", purpose=FULL)))).decode())
    hidden = page.evaluate(
        """() => [...document.querySelectorAll(".box")].filter((box) => {
            const inner = [...box.querySelectorAll("p, li, h2")].map((one) => one.getBoundingClientRect());
            const outer = box.getBoundingClientRect();
            return inner.some((one) => one.bottom > outer.bottom + 1 || one.right > outer.right + 1);
        }).map((box) => box.id)"""
    )
    assert page.locator(".box").count() >= 9
    page.close()
    assert hidden == []
