"""One person plans a project from the start page to step 1.3, as served; an analyst then finds the same under papermill."""

import os
import re
import subprocess
import sys

import nbformat
from playwright.sync_api import expect

from helpers import project as projects
from helpers.steps.listing import ROOT

SAVED = re.compile(r"Saved \d\d:\d\d$")
TYPED = {
    "aim": "That neighbours who never met drink tea together, <b>every</b> Tuesday.",
    "problem": "Half the street doesn't know who lives next door: “we nod”.",
    "outcome": "People who come know more neighbours by name.",
    "question": "Do people who come on Tuesdays know more neighbours?",
    "why": "The street committee asked for exactly this.",
    "area": "Mill Lane and Mill Court, both sides, up to the canal.",
    "collected": "Six answers and an age band, to see who we don't reach.",
    "strategy": "We ask everybody who comes, twice a year.",
}

ANALYST = """
import sys
from pathlib import Path
from helpers.run import run_steps
project = Path(sys.argv[1])
run_steps(project, project / "out", codes=("1.1", "1.2", "1.3"), show_progress=False)
"""


def _environment(folder):
    return os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}


def form(page, name):
    """A form of the page, by its heading."""
    return page.get_by_role("region", name=name, exact=True)


def saved(one):
    """Wait until the form says that everything in it is saved."""
    expect(one.locator(".said")).to_contain_text(SAVED)


def type_into(one, label, text):
    one.get_by_role("textbox", name=re.compile(f"^{re.escape(label)}")).first.fill(text)
    saved(one)


def go_to(page, step):
    page.get_by_role("navigation", name="The nine steps").get_by_role("link", name=re.compile(f"^{step}")).click()
    expect(page.locator(".workbook-form .said").first).to_contain_text("saved as you go")


def test_from_the_start_page_to_the_strategy(served_projects, visitor):
    folder, address = served_projects
    page = visitor()
    page.goto(address)
    assert "token" not in page.url
    page.get_by_label("What it is called").fill("Tea on Tuesdays")
    page.get_by_role("button", name="Make this project").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    go_to(page, "1.1")
    type_into(form(page, "What you want to understand"), "Aim", TYPED["aim"])
    theory = form(page, "Your theory of change")
    type_into(theory, "1 Problem", TYPED["problem"])
    theory.get_by_role("button", name="Add an outcome").click()
    type_into(theory, "Outcome", TYPED["outcome"])
    questions = form(page, "Your research questions")
    questions.get_by_role("button", name="Add a question").click()
    type_into(questions, "Question", TYPED["question"])
    questions.get_by_role("checkbox", name=TYPED["outcome"]).check()
    saved(questions)

    page.reload()
    expect(form(page, "Your theory of change").get_by_label("1 Problem")).to_have_value(TYPED["problem"])

    go_to(page, "1.2")
    basket = form(page, "Your basket")
    basket.get_by_label("Measure to add").select_option("R7")
    basket.get_by_role("button", name="Add a measure").click()
    type_into(basket, "Why it is in the basket", TYPED["why"])

    go_to(page, "1.3")
    type_into(form(page, "Study area and local context"), "Study area", TYPED["area"])
    type_into(form(page, "How many people"), "Target", "40")
    type_into(form(page, "Consent and personal data"), "What is collected, and why", TYPED["collected"])
    type_into(form(page, "Research strategy"), "In your own words", TYPED["strategy"])

    (project,) = [path for path in folder.iterdir() if (path / "project.json").exists()]
    record = projects.open(project).record
    assert record.title == "Tea on Tuesdays"
    assert record.approach.sample.target == 40
    (outcome,) = record.purpose.theory_of_change.outcomes
    assert record.purpose.questions[0].outcomes == (outcome.id,)
    assert all(text in record.model_dump_json().replace('\\"', '"') for text in TYPED.values())
    _the_analyst_finds_it(project)


def _the_analyst_finds_it(project):
    """Under papermill the same notebooks show everything that was typed, and no form."""
    # in a process of its own: the browser keeps an event loop running in this one
    subprocess.run([sys.executable, "-c", ANALYST, str(project)], check=True, env=_environment(project))
    executed = sorted((project / "out" / "notebooks").glob("*.ipynb"))
    assert len(executed) == 3
    outputs = [
        output
        for path in executed
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", ())
    ]
    shown = "\n".join(output.get("data", {}).get("text/plain", "") for output in outputs)
    unseen = [text for text in TYPED.values() if text not in shown]
    assert not unseen
    assert not [output for output in outputs if any("widget" in kind for kind in output.get("data", {}))]
    history = (project / "history.jsonl").read_text(encoding="utf-8")
    assert len(history.splitlines()) >= len(TYPED)
