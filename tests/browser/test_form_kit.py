"""The form kit in a real browser, on a page of Voila, used as a person would."""

import json
import re
import threading
from pathlib import Path

import pytest
from playwright.sync_api import expect

from helpers import project as projects


def is_(page, state):
    expect(page.locator(".workbook-form")).to_have_attribute("data-state", state)


def aim(page):
    return page.get_by_role("textbox", name="Aim (needed)")


def where(page):
    return page.get_by_role("textbox", name="Where (needed)")


def drafts(page):
    return page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('workbook-draft'))")


def test_what_is_typed_is_on_disk_when_the_line_says_saved_and_there_after_a_reload(kit, visitor):
    page = kit.opened_by(visitor())
    aim(page).press_sequentially("Fewer lonely evenings.")
    is_(page, "saved")
    expect(page.locator(".said")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    assert kit.record.purpose.aim == "Fewer lonely evenings."
    assert drafts(page) == []
    expect(page.locator(".workbook-view")).to_contain_text("Fewer lonely evenings.")
    page.reload()
    expect(aim(page)).to_have_value("Fewer lonely evenings.")


def test_the_last_words_survive_leaving_the_page_at_once(kit, visitor):
    page = kit.opened_by(visitor())
    aim(page).press_sequentially("Gone before it was saved")
    context = page.context
    page.close()
    page = kit.opened_by(context.new_page())
    expect(aim(page)).to_have_value("Gone before it was saved")
    wait_for(lambda: kit.record.purpose.aim == "Gone before it was saved")
    wait_for(lambda: drafts(page) == [])


def test_a_dead_kernel_is_said_and_what_is_typed_is_kept_and_saved_after_a_reload(kit, visitor):
    page = kit.opened_by(visitor())
    aim(page).press_sequentially("Before. ")
    is_(page, "saved")
    assert kit.served.kill_kernels()
    is_(page, "lost")
    expect(page.get_by_role("alert").first).to_contain_text("has stopped answering")
    aim(page).press_sequentially("After.")
    expect(page.locator(".said")).to_contain_text("Not saved")
    expect(aim(page)).to_have_value("Before. After.")
    assert kit.record.purpose.aim == "Before. "
    kit.opened_by(page)
    expect(aim(page)).to_have_value("Before. After.")
    is_(page, "saved")
    assert kit.record.purpose.aim == "Before. After."
    assert drafts(page) == []


def test_words_kept_in_the_browser_and_changed_elsewhere_meanwhile_are_a_conflict(kit, visitor):
    page = kit.opened_by(visitor())
    kit.served.kill_kernels()
    is_(page, "lost")
    aim(page).press_sequentially("Mine, typed without a kernel.")
    kit.save(purpose__aim="Bea's, saved meanwhile.")
    kit.opened_by(page)
    is_(page, "conflict")
    clash = page.get_by_role("group", name="Aim: two versions")
    expect(clash).to_contain_text("Bea's, saved meanwhile.")
    expect(aim(page)).to_have_value("Mine, typed without a kernel.")
    clash.get_by_role("button", name="Keep mine").click()
    is_(page, "saved")
    assert kit.record.purpose.aim == "Mine, typed without a kernel."


def test_words_for_a_card_that_was_removed_meanwhile_are_shown_and_not_lost(kit, visitor):
    page = kit.opened_by(visitor())
    page.get_by_role("button", name="Add a question").click()
    question = page.get_by_role("group", name="Question 1").get_by_role("textbox", name="Question")
    expect(question).to_be_focused()
    kit.served.kill_kernels()
    is_(page, "lost")
    question.press_sequentially("Typed too late.")
    projects.save(kit.folder, "1.1", {"purpose.questions": []}, who="Bea")
    kit.opened_by(page)
    box = page.get_by_role("region", name="Words without a place")
    expect(box).to_contain_text("Typed too late.")
    box.get_by_role("button", name="Throw away").click()
    expect(box).to_have_count(0)
    assert drafts(page) == []


def test_two_people_keep_both_fields_and_see_each_other_s(kit, visitor):
    ann, ben = kit.opened_by(visitor()), kit.opened_by(visitor())
    aim(ann).press_sequentially("From Ann.")
    where(ben).press_sequentially("From Ben")
    expect(aim(ben)).to_have_value("From Ann.")
    expect(where(ann)).to_have_value("From Ben")
    is_(ann, "saved")
    is_(ben, "saved")
    assert (kit.record.purpose.aim, kit.record.purpose.where) == ("From Ann.", "From Ben")


def test_others_saves_move_neither_focus_nor_caret(kit, visitor):
    page = kit.opened_by(visitor())
    where(page).press_sequentially("one three")
    where(page).evaluate("(input) => input.setSelectionRange(4, 4)")
    is_(page, "saved")
    kit.save(purpose__aim="Changed elsewhere.", purpose__research_purpose="impact")
    expect(aim(page)).to_have_value("Changed elsewhere.")
    expect(page.get_by_role("heading", name="Only with a purpose")).to_be_visible()
    page.keyboard.type("two ")
    expect(where(page)).to_have_value("one two three")
    is_(page, "saved")
    assert kit.record.purpose.where == "one two three"


def test_the_same_field_changed_twice_shows_both_and_overwrites_neither(kit, visitor):
    page = kit.opened_by(visitor())
    aim(page).focus()
    kit.save(purpose__aim="Bea's words.")
    page.wait_for_timeout(3500)
    expect(aim(page)).to_have_value("")
    aim(page).press_sequentially("My words.")
    is_(page, "conflict")
    assert kit.record.purpose.aim == "Bea's words."
    clash = page.get_by_role("group", name="Aim: two versions")
    expect(clash).to_contain_text("Bea changed this")
    expect(page.get_by_role("alert").first).to_contain_text("Aim")
    clash.get_by_role("button", name="Take theirs").click()
    expect(aim(page)).to_have_value("Bea's words.")
    expect(aim(page)).to_be_focused()
    expect(clash).to_be_hidden()
    assert drafts(page) == []


def test_cards_are_added_filled_moved_removed_and_brought_back_with_the_keyboard_alone(kit, visitor):
    page = kit.opened_by(visitor())
    page.get_by_role("button", name="Add a question").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Question 1").get_by_label("Question")).to_be_focused()
    page.keyboard.type("Who comes?")
    page.get_by_role("button", name="Add a question").focus()
    page.keyboard.press("Enter")
    second = page.get_by_role("group", name="Question 2")
    expect(second.get_by_label("Question")).to_be_focused()
    page.keyboard.type("Who stays away?")
    up = second.get_by_role("button", name="Move up")
    tab_to(page, up)
    page.keyboard.press("Enter")
    wait_for(lambda: [one.text for one in kit.record.purpose.questions] == ["Who stays away?", "Who comes?"])
    expect(page.get_by_role("button", name="Move up Question 1")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Remove Question 1"))
    page.keyboard.press("Enter")
    wait_for(lambda: [one.text for one in kit.record.purpose.questions] == ["Who comes?"])
    expect(page.get_by_role("group", name="Question 1").locator("legend").first).to_be_focused()
    expect(page.locator(".said")).to_contain_text("Removed: Question 1")
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    wait_for(lambda: [one.text for one in kit.record.purpose.questions] == ["Who stays away?", "Who comes?"])
    expect(page.get_by_role("group", name="Question 2").get_by_label("Question")).to_have_value("Who comes?")


def tab_to(page, wanted):
    """Press Tab until an element has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError("it can't be reached with the Tab key")


def wait_for(is_so):
    """Wait until something is so on disk."""
    done = threading.Event()
    for _ in range(100):
        if is_so():
            return
        done.wait(0.1)
    raise AssertionError("it never came to be so")


def test_choices_numbers_dates_and_lists_are_saved_and_shown_again(kit, visitor):
    page = kit.opened_by(visitor())
    page.get_by_label("Impact").check()
    expect(page.get_by_role("heading", name="Only with a purpose")).to_be_visible()
    focus = page.get_by_role("group", name="Thematic focus")
    focus.locator("summary").last.click()
    focus.get_by_label("Show only those with these words").fill("measure 9")
    expect(focus.get_by_role("checkbox")).to_have_count(1)
    focus.get_by_label("Measure 9").check()
    page.get_by_label("Population").fill("1,200")
    page.get_by_label("Deleted by").fill("2027-06-01")
    page.get_by_label("Steps").fill("Tea.\n\nVisits.")
    page.get_by_role("group", name="Own words").get_by_label("Summary").fill("In short.")
    page.get_by_label("Measure to add").select_option("R3")
    page.get_by_role("button", name="Add a measure").click()
    expect(page.get_by_role("group", name="Measure 3").get_by_label("Why")).to_be_focused()
    page.get_by_role("group", name="Part 2").get_by_label("In your own words").fill("As planned.")
    page.get_by_role("button", name="Add an own question").click()
    own = page.get_by_role("group", name="Own question 1")
    own.get_by_label("Answer options").fill("1 Yes\n2 No")
    page.keyboard.press("Tab")
    is_(page, "saved")
    record = kit.record
    assert (record.purpose.research_purpose, record.purpose.thematic_focus) == ("impact", ("R9",))
    assert record.approach.sample.population == 1200
    assert str(record.approach.consent.retention_date) == "2027-06-01"
    assert record.purpose.theory_of_change.steps == ("Tea.", "Visits.")
    assert record.feedback.sections == {"summary": "In short."}
    assert [item.indicator for item in record.measures.basket] == ["R3"]
    assert [(part.part, part.text) for part in record.approach.strategy] == [(2, "As planned.")]
    assert record.measures.own_questions[0].options == {1: "Yes", 2: "No"}
    page.reload()
    expect(page.get_by_label("Impact")).to_be_checked()
    expect(page.get_by_label("Population")).to_have_value("1200")
    expect(page.get_by_label("Steps")).to_have_value("Tea.\nVisits.")


def test_a_wrong_answer_stays_is_explained_beside_its_field_and_can_be_mended(kit, visitor):
    page = kit.opened_by(visitor())
    population = page.get_by_label("Population")
    population.press_sequentially("many")
    is_(page, "refused")
    expect(population).to_have_attribute("aria-invalid", "true")
    expect(population).to_have_accessible_description(re.compile("whole number"))
    expect(page.get_by_role("alert").first).to_contain_text("whole number")
    population.fill("40")
    is_(page, "saved")
    expect(population).to_have_attribute("aria-invalid", "false")
    assert kit.record.approach.sample.population == 40


def test_buttons_give_files_changes_and_plain_words_when_they_break(kit, visitor):
    page = kit.opened_by(visitor())
    with page.expect_download() as download:
        page.get_by_role("button", name="Make a sheet").click()
    assert Path(download.value.path()).read_bytes() == b"sheet"
    assert download.value.suggested_filename == "a.txt"
    page.get_by_role("button", name="Fill in the aim").click()
    expect(aim(page)).to_have_value("Filled in.")
    page.get_by_role("button", name="Break").click()
    is_(page, "refused")
    expect(page.locator(".said")).to_contain_text("Something went wrong inside the workbook")
    expect(page.locator("body")).not_to_contain_text("ZeroDivisionError")


def test_who_changed_what_is_told_and_one_change_of_several_can_be_taken_back(kit, visitor):
    page = kit.opened_by(visitor())
    page.get_by_role("button", name="Add your name").click()
    page.get_by_role("textbox", name="Your name").fill("Ann")
    aim(page).press_sequentially("First.")
    is_(page, "saved")
    where(page).press_sequentially("Second.")
    is_(page, "saved")
    page.get_by_role("button", name="Who changed what").click()
    panel = page.get_by_role("region", name="Who changed what")
    expect(panel.get_by_role("listitem")).to_have_count(2)
    expect(panel).to_contain_text("Ann changed Aim")
    panel.get_by_role("button", name="Take back: Aim").click()
    expect(aim(page)).to_have_value("")
    assert (kit.record.purpose.aim, kit.record.purpose.where) == ("", "Second.")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("button", name="Who changed what")).to_be_focused()


def test_markup_that_somebody_types_stays_text_everywhere(kit, visitor):
    page = kit.opened_by(visitor())
    page.evaluate("window.ran = 0")
    evil = "<img src=x onerror='window.ran = 1'><script>window.ran = 1</script>"
    aim(page).fill(evil)
    page.get_by_role("button", name="Add an outcome").click()
    page.keyboard.type(evil)
    is_(page, "saved")
    page.get_by_role("button", name="Who changed what").click()
    expect(page.get_by_role("region", name="Who changed what")).to_contain_text("<script>")
    expect(page.locator(".workbook-view")).to_contain_text("<img src=x")
    kit.save(purpose__aim="<b onmouseover=alert(1)>Bea's</b>")
    expect(aim(page)).to_have_value("<b onmouseover=alert(1)>Bea's</b>")
    assert page.evaluate("window.ran") == 0
    assert page.locator(".workbook-form img, .workbook-form script, .workbook-view img").count() == 0


def test_a_project_of_a_newer_version_can_be_read_and_not_written_in(kit, visitor):
    file = kit.folder / "project.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"schema_version": 99}))
    before = file.read_bytes()
    page = kit.opened_by(visitor())
    expect(page.locator(".workbook-form .notice").first).to_contain_text("newer version")
    expect(aim(page)).to_have_attribute("readonly", "")
    expect(page.get_by_label("Impact")).to_be_disabled()
    expect(page.get_by_role("button", name="Add a question")).to_have_count(0)
    is_(page, "locked")
    assert file.read_bytes() == before


def test_a_sync_service_s_copy_is_merged_field_by_field_and_set_aside(kit, visitor):
    kit.save(purpose__aim="Ours", purpose__where="Here")
    theirs = json.loads((kit.folder / "project.json").read_text())
    theirs["purpose"] |= {"aim": "Theirs", "where": "There"}
    copy = kit.folder / "project (Anna's conflicted copy 2026-05-01).json"
    copy.write_text(json.dumps(theirs))
    page = kit.opened_by(visitor())
    box = page.get_by_role("region", name="Copy project")
    box.get_by_role("group", name="Aim").get_by_label("The copy").check()
    box.get_by_role("button", name="Keep what is chosen").click()
    expect(box).to_have_count(0)
    expect(aim(page)).to_have_value("Theirs")
    assert (kit.record.purpose.aim, kit.record.purpose.where) == ("Theirs", "Here")
    assert not copy.exists() and (kit.folder / "set_aside" / copy.name).exists()


def test_at_400_per_cent_nothing_has_to_be_scrolled_sideways(kit, visitor):
    page = kit.opened_by(visitor(viewport={"width": 320, "height": 600}))
    form = page.locator(".workbook-form")
    assert form.evaluate("(form) => form.scrollWidth <= form.clientWidth")
    assert form.evaluate("(form) => form.getBoundingClientRect().right <= innerWidth + 1")
    left = [box.bounding_box()["x"] for box in page.locator(".canvas > .field").all()]
    assert len(left) == 4 and len(set(left)) == 1


def test_the_line_that_says_what_is_saved_is_in_sight_and_hides_nothing_that_has_the_focus(kit, visitor):
    page = kit.opened_by(visitor(viewport={"width": 1280, "height": 900}))
    where_it_is = "() => document.querySelector('.workbook-form .bar').getBoundingClientRect().top"
    assert 0 < page.evaluate(where_it_is) < 900
    page.get_by_role("textbox", name="Problem").focus()
    tops = []
    while len(tops) < 60 and not page.evaluate("() => Boolean(document.activeElement.closest('.bar'))"):
        tops.append(page.evaluate("() => document.activeElement.getBoundingClientRect().top"))
        assert tops[-1] < page.evaluate(where_it_is) - 10
        page.keyboard.press("Tab")
    assert len(tops) > 20


def test_a_form_that_cannot_be_made_says_so(served, notebook, visitor, tmp_path):
    projects.create(tmp_path / "tea", "Tea")
    cell = f"""
from helpers import project as projects
from helpers.forms import form
opened, times = projects.open({str(tmp_path / "tea")!r}), []

def groups(record):
    times.append(1)
    return () if len(times) < 3 else {{}}["secret"]

shown = form(opened, "1.1", "Broken", groups)
projects.save(opened.path, "1.1", {{"purpose.aim": "Another"}})
shown
"""
    notebook(served.folder / "broken.ipynb", cell)
    page = visitor()
    page.goto(f"{served.address}/voila/render/broken.ipynb")
    is_(page, "refused")
    expect(page.locator(".said")).to_contain_text("Something went wrong inside the workbook")
    expect(page.locator("body")).not_to_contain_text("secret")


def fill_everything_wrong(page):
    """Every state that a form can show at once: errors, a conflict, open lists and panels."""
    page.get_by_label("Impact").check()
    page.get_by_label("Population").fill("many")
    page.get_by_role("group", name="Thematic focus").locator("summary").last.click()
    for name in ("Add an outcome", "Add a question", "Add an own question"):
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("group", name=f"{name.split(' ', 2)[2].capitalize()} 1")).to_be_visible()
    for summary in page.locator(".examples > summary").all():
        summary.click()
    page.get_by_role("button", name="Who changed what").click()
    expect(page.get_by_role("region", name="Who changed what").get_by_role("listitem").first).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_against_wcag_2_2_aa_whatever_the_form_shows(kit, visitor, width):
    from axe_playwright_python.sync_playwright import Axe

    page = kit.opened_by(visitor(viewport={"width": width, "height": 900}))
    fill_everything_wrong(page)
    kit.save(purpose__aim="Bea's words.")
    aim(page).press_sequentially("Mine.")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
    options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations", "passes"]}
    found = Axe().run(page, context=".workbook-form", options=options).response
    assert len(found["passes"]) > 10
    said = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found["violations"]]
    assert said == []
