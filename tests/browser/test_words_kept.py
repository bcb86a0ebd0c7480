"""What becomes of words when something comes between: another person, another tab, a silent workbook, a field that goes."""

import json
import shutil
import threading

import pytest
from playwright.sync_api import expect

from helpers import project as projects


def is_(page, state):
    expect(page.locator(".workbook-form")).to_have_attribute("data-state", state)


def aim(page):
    return page.get_by_role("textbox", name="Aim (needed)")


def context(page):
    return page.get_by_role("region", name="Only with a purpose").get_by_role("textbox")


def clash(page, label):
    return page.get_by_role("group", name=f"{label}: two versions")


def homeless(page):
    return page.get_by_role("region", name="Words without a place")


@pytest.fixture
def torn(kit, visitor):
    """A page where Ann's words in a field of a group that comes and goes are a conflict with Bea's, and so not saved."""
    kit.save(purpose__research_purpose="impact")
    page = kit.opened_by(visitor())
    context(page).focus()
    kit.save(purpose__context="Bea's.")
    context(page).press_sequentially("Ann's.")
    is_(page, "conflict")
    return page


def test_words_whose_group_goes_stay_in_sight_and_go_back_when_it_comes_back(kit, torn):
    kit.save(purpose__research_purpose=None)
    expect(context(torn)).to_have_count(0)
    expect(homeless(torn)).to_contain_text("Context")
    expect(homeless(torn)).to_contain_text("Ann's.")
    expect(homeless(torn)).to_be_focused()
    kit.opened_by(torn)
    expect(homeless(torn)).to_contain_text("Ann's.")
    kit.save(purpose__research_purpose="impact")
    expect(context(torn)).to_have_value("Ann's.")
    expect(homeless(torn)).to_have_count(0)
    expect(clash(torn, "Context")).to_contain_text("Bea's.")


def test_words_of_an_entry_that_another_removes_stay_in_sight(kit, visitor):
    projects.save(kit.folder, "1.1", {"purpose.questions": [{"id": "q-1", "text": ""}]})
    page = kit.opened_by(visitor())
    question = page.get_by_role("textbox", name="Question")
    question.focus()
    projects.save(kit.folder, "1.1", {"purpose.questions[q-1].text": "Bea's?"})
    question.press_sequentially("Ann's?")
    is_(page, "conflict")
    projects.save(kit.folder, "1.1", {"purpose.questions": []})
    expect(homeless(page)).to_contain_text("Ann's?")
    homeless(page).get_by_role("button", name="Throw away").click()
    expect(homeless(page)).to_have_count(0)


def test_words_for_a_project_that_was_deleted_are_not_put_into_the_next_of_its_name(kit, visitor):
    page = kit.opened_by(visitor())
    kit.served.kill_kernels()
    is_(page, "lost")
    aim(page).press_sequentially("For the old one.")
    shutil.rmtree(kit.folder)
    projects.create(kit.folder, "Tea on Tuesdays")
    kit.opened_by(page)
    expect(page.locator(".said")).to_contain_text("saved as you go")
    expect(aim(page)).to_have_value("")
    assert kit.record.purpose.aim == ""


def test_a_form_that_was_refused_at_first_is_asked_for_again(served, notebook, visitor, tmp_path):
    folder = projects.create(tmp_path / "tea", "Tea").path
    sound = (folder / "project.json").read_text(encoding="utf-8")
    cell = f"""
from pathlib import Path
from helpers import project as projects
from helpers.forms import Group, field, form
opened = projects.open({str(folder)!r})
shown = form(opened, "1.1", "Words", (Group("Words", (field("purpose.aim"),)),))
Path({str(folder)!r}, "project.json").write_text("{{", encoding="utf-8")
shown
"""
    notebook(served.folder / "refused.ipynb", cell)
    page = visitor()
    page.goto(f"{served.address}/voila/render/refused.ipynb")
    is_(page, "refused")
    (folder / "project.json").write_text(sound, encoding="utf-8")
    aim(page).fill("Here it is.")
    is_(page, "saved")


def test_keep_mine_saves_also_what_was_there_before_the_other_wrote(kit, visitor):
    page = kit.opened_by(visitor())
    aim(page).press_sequentially("Mine.")
    is_(page, "saved")
    kit.save(purpose__aim="Bea's.")
    aim(page).press_sequentially(" More")
    is_(page, "conflict")
    aim(page).fill("Mine.")
    clash(page, "Aim").get_by_role("button", name="Keep mine").click()
    is_(page, "saved")
    assert kit.record.purpose.aim == "Mine."


def test_take_theirs_takes_the_newest_of_theirs(kit, visitor):
    page = kit.opened_by(visitor())
    aim(page).focus()
    kit.save(purpose__aim="Bea's first.")
    aim(page).press_sequentially("Mine.")
    is_(page, "conflict")
    kit.save(purpose__aim="Bea's second.")
    expect(clash(page, "Aim")).to_contain_text("Bea's second.")
    expect(aim(page)).to_have_value("Mine.")
    clash(page, "Aim").get_by_role("button", name="Take theirs").click()
    expect(aim(page)).to_have_value("Bea's second.")
    assert kit.record.purpose.aim == "Bea's second."


def test_a_workbook_that_is_silent_for_a_while_makes_no_conflict_with_oneself(kit, visitor):
    page = kit.opened_by(visitor())
    aim(page).press_sequentially("Before. ")
    is_(page, "saved")
    kernels = kit.served.kernels()
    assert kernels
    for kernel in kernels:
        kernel.suspend()
    try:
        aim(page).press_sequentially("During. ")
        is_(page, "lost")
        aim(page).press_sequentially("Later. ")
    finally:
        for kernel in kernels:
            kernel.resume()
    aim(page).press_sequentially("After.")
    is_(page, "saved")
    expect(clash(page, "Aim")).to_have_count(0)
    expect(aim(page)).to_have_value("Before. During. Later. After.")
    assert kit.record.purpose.aim == "Before. During. Later. After."


def test_two_tabs_of_one_project_keep_their_own_words(kit, visitor):
    first = kit.opened_by(visitor())
    second = kit.opened_by(first.context.new_page())
    kit.served.kill_kernels()
    for page, words in ((first, "In the first tab."), (second, "In the second tab.")):
        is_(page, "lost")
        aim(page).press_sequentially(words)
    kept = first.evaluate("Object.entries(localStorage).filter(([name]) => name.startsWith('workbook-draft'))")
    assert {json.loads(draft)["value"] for _, draft in kept} == {"In the first tab.", "In the second tab."}
    threading.Event().wait(6)  # older than what is being typed at this moment
    kit.opened_by(first)
    is_(first, "saved")
    assert kit.record.purpose.aim == "In the first tab."
    kit.opened_by(second)
    is_(second, "conflict")
    expect(aim(second)).to_have_value("In the second tab.")
    expect(clash(second, "Aim")).to_contain_text("In the first tab.")


def test_a_view_says_that_it_is_behind_until_it_is_not_and_aloud_only_once(kit, visitor):
    page = kit.opened_by(visitor())
    shown = page.locator(".workbook-view")
    expect(shown).to_contain_text("Aim")
    behind = page.get_by_text("Being brought up to date…", exact=True)
    page.evaluate(
        """() => {
            window.said = [];
            const said = document.querySelector(".workbook-shown [role=status]");
            new MutationObserver(() => window.said.push(said.textContent)).observe(said, { childList: true });
        }"""
    )
    for words in ("First. ", "Second."):
        expect(behind).to_be_hidden()
        aim(page).press_sequentially(words)
        expect(behind).to_be_visible()
        expect(shown).to_contain_text(words.strip())
    expect(behind).to_be_hidden()
    assert len([text for text in page.evaluate("window.said") if text]) == 1


def test_a_view_says_that_it_may_be_old_where_the_workbook_has_stopped(kit, visitor):
    page = kit.opened_by(visitor())
    expect(page.locator(".workbook-view")).to_contain_text("Aim")
    assert kit.served.kill_kernels()
    is_(page, "lost")
    expect(page.get_by_text("This may not be up to date: the workbook has stopped answering.")).to_be_visible()
