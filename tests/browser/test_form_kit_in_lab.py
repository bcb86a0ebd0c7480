"""The same form in JupyterLab: keys stay in the form, a reload finds it again, and a saved notebook holds nothing typed."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from helpers import project as projects

PAGE = Path(__file__).with_name("kit_page.py").read_text(encoding="utf-8")
TYPED = "abdd xyzzy, mm 00 typed in the lab"
"""Single letters are JupyterLab's commands where a form lets them through: "dd" deletes a cell."""


@pytest.fixture
def here(lab, notebook, visitor, tmp_path):
    projects.create(tmp_path / "tea", "Tea")
    notebook(lab.folder / "lab.ipynb", f"PROJECT = {str(tmp_path / 'tea')!r}\n{PAGE}", "shown", "view")
    page = visitor(viewport={"width": 1280, "height": 900})
    page.goto(f"{lab.address}/lab/tree/lab.ipynb")
    expect(page.locator(".jp-Cell")).to_have_count(3)
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").first).to_be_attached(timeout=60_000)
    choose(page, "Run", "Run All Cells")
    expect(page.locator(".workbook-form h4").first).to_be_visible(timeout=60_000)
    return page


def choose(page, menu, entry):
    """An entry of JupyterLab's menus."""
    page.locator(".lm-MenuBar-itemLabel", has_text=menu).first.click()
    page.locator(".lm-Menu-itemLabel", has_text=entry).first.click()


def aim(page):
    return page.get_by_role("textbox", name="Aim (needed)")


def test_typing_stays_in_the_form_a_reload_finds_it_again_and_the_notebook_holds_none_of_it(here, lab, tmp_path):
    page = here
    n_cells = page.locator(".jp-Cell").count()
    aim(page).click()
    page.keyboard.type(TYPED)
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Escape")
    expect(aim(page)).to_have_value(f"{TYPED}\n")
    expect(aim(page)).to_be_focused()
    expect(page.locator(".workbook-form")).to_have_attribute("data-state", "saved")
    assert projects.open(tmp_path / "tea").record.purpose.aim == f"{TYPED}\n"
    assert page.locator(".jp-Cell").count() == n_cells
    expect(page.locator(".workbook-view")).to_contain_text("typed in the lab")

    choose(page, "File", "Save Notebook")
    expect(page.locator(".jp-mod-current .jp-DirtyIndicator, .lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
    page.wait_for_timeout(1500)
    saved = (lab.folder / "lab.ipynb").read_text(encoding="utf-8")
    assert "application/vnd.jupyter.widget-view+json" in saved
    assert "typed in the lab" not in saved and "xyzzy" not in saved

    page.reload()
    expect(aim(page)).to_have_value(f"{TYPED}\n")
    expect(page.locator(".workbook-view")).to_contain_text("typed in the lab")
    aim(page).press_sequentially("More. ")
    expect(page.locator(".workbook-form")).to_have_attribute("data-state", "saved")
    assert "More." in projects.open(tmp_path / "tea").record.purpose.aim


def test_even_a_notebook_saved_with_its_widgets_state_holds_nothing_typed(here, lab):
    page = here
    aim(page).press_sequentially("xyzzy, with the state")
    expect(page.locator(".workbook-form")).to_have_attribute("data-state", "saved")
    choose(page, "Settings", "Save Widget State Automatically")
    choose(page, "File", "Save Notebook")
    page.wait_for_timeout(2500)
    saved = (lab.folder / "lab.ipynb").read_text(encoding="utf-8")
    assert "application/vnd.jupyter.widget-state+json" in saved
    assert "xyzzy" not in saved
