"""Every form of the plan, as served, gone through with the Tab key alone."""

import re

import pytest
from playwright.sync_api import expect

from helpers import project as projects

BEGUN = {
    "purpose.research_purpose": "impact",
    "purpose.theory_of_change.outcomes": [{"id": "o-1", "text": "People know more neighbours."}],
    "purpose.theory_of_change.assumptions": [{"id": "a-1", "text": "They come."}],
    "purpose.questions": [{"id": "q-1", "text": "Do they?", "outcomes": ["o-1"]}],
    "measures.basket": [{"indicator": "R7", "why": "Asked for."}],
    "measures.own_questions": [{"id": "own_1", "wording": "How was it?"}],
}
"""Enough for every list of the first forms to show a card."""

FIND = """() => {
    for (const one of document.querySelectorAll(".workbook-form details, .workbook-index details")) one.open = true;
    const kinds = "input, select, textarea, button, summary, a[href]";
    const inForms = [...document.querySelectorAll(".workbook-form, .workbook-index")].flatMap((form) => [...form.querySelectorAll(kinds)]);
    const there = inForms.filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled);
    const names = new Map();
    there.forEach((one, at) => (one.dataset.stop = one.type === "radio" ? one.name : String(at)));
    return [...new Set(there.map((one) => one.dataset.stop))];
}"""

HERE = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const labels = (one.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id));
    const named = [one.getAttribute("aria-label"), ...[...(one.labels ?? []), ...labels, one].map((part) => part?.textContent)];
    return {
        stop: one.dataset.stop ?? "",
        what: one.outerHTML.slice(0, 200),
        isNamed: named.some((name) => name?.trim()),
        isSeen: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none",
        isInSight: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""


def walk(page, most):
    """Press Tab from the top of the page to its end; gives what had the focus, in order."""
    page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            return stops
        stops.append(here)
    raise AssertionError(f"the end of the page was not reached; the last stops: {stops[-3:]}")


@pytest.mark.parametrize(("step", "fewest"), [("1.1", 60), ("1.2", 40), ("1.3", 100)])
def test_every_control_is_reached_has_a_name_and_shows_the_focus(served_projects, visitor, step, fewest):
    folder, address = served_projects
    page = visitor()
    page.goto(address)
    page.get_by_label("What it is called").fill("Tea on Tuesdays")
    page.get_by_role("button", name="Make this project").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    (project,) = [path for path in folder.iterdir() if (path / "project.json").exists()]
    projects.save(project, "1.1", BEGUN)
    page.get_by_role("navigation", name="The nine steps").get_by_role("link", name=re.compile(f"^{step}")).click()
    expect(page.locator(".workbook-form .field").first).to_be_visible()
    expect(page.locator("#opening")).to_have_text("The page is open.")
    expect(page.locator(".said", has_text="Opening")).to_have_count(0)

    wanted = page.evaluate(FIND)
    assert len(wanted) >= fewest
    stops = walk(page, 2 * len(wanted) + 200)
    reached = {stop["stop"] for stop in stops}
    missed = [
        page.locator(f'[data-stop="{one}"]').first.evaluate("one => one.outerHTML")
        for one in wanted
        if one not in reached
    ]
    assert missed == []
    in_forms = [stop for stop in stops if stop["stop"]]
    assert [stop["what"] for stop in in_forms if not stop["isNamed"]] == []
    assert [stop["what"] for stop in in_forms if not stop["isSeen"]] == []
    assert [stop["what"] for stop in in_forms if not stop["isInSight"]] == []
