"""The pages as people meet them: nothing asked of other machines, readable for everybody, and forms that work."""

import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from helpers import project as projects
from helpers.steps import steps

pytestmark = pytest.mark.browser

STEPS = [f"/voila/render/{step.notebook}?project=befriending" for step in steps()]
READ = [f"/read/{path}?project=befriending" for path in ("README.md", "docs/checks.md", "docs/measures.md")]
OTHERS = ["/", "/anything", "/voila/render/00_start.ipynb?project=none"]
SOME = ["/", STEPS[1], STEPS[6], READ[1]]
"""A page of each kind; the slow tests look at all."""
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PATIENCE = 90_000
OPENED = "html[data-opened]"


@pytest.fixture(scope="module")
def chromium():
    """A started browser; each module starts its own, since other tests of the same run use event loops too."""
    path = shutil.which("chromium")
    if not path:
        pytest.skip("there is no chromium on this machine (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def person(chromium):
    """A function: somebody with a browser of their own, let in to a server: their page, with what it asked for and said."""
    contexts = []

    def arrive(server, width: int = 1280, is_known: bool = True):
        contexts.append(chromium.new_context(viewport={"width": width, "height": 800}))
        contexts[-1].set_default_timeout(PATIENCE)
        page = contexts[-1].new_page()
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("websocket", lambda line: page.asked.append(line.url))
        page.on("console", lambda told: page.said.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: page.said.append(str(error)))
        if is_known:
            page.goto(f"{server.address}/?token={server.token}")
        return page

    yield arrive
    for context in contexts:
        context.close()


def opened(page, server, path: str):
    """The page of that address, once it says that it is open."""
    page.goto(server.address + path)
    if path in STEPS and "none" not in path:
        page.wait_for_selector(OPENED, state="attached")
    return page


def violations(page) -> list[str]:
    found = Axe().run(page, options=RULES).response
    assert len(found["passes"]) > 10
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize(
    "paths", (SOME, pytest.param([*OTHERS, *STEPS, *READ], marks=pytest.mark.slow)), ids=("some", "all")
)
def test_every_page_is_for_everybody_and_asks_nobody_else(served, person, paths):
    """One pass over all pages: outside requests, errors in the browser, accessibility, and what every page has."""
    page = person(served)
    wrong, looked_at = {}, 0
    for path in paths:
        opened(page, served, path)
        found = violations(page)
        looked_at += 1
        assert page.locator("main#main").count() == page.locator("h1").count() == 1, path
        assert page.locator("html[lang=en-GB]").count() == 1 and page.title().endswith("– Social integration workbook")
        if found:
            wrong[path] = found
    assert looked_at == len(paths) and looked_at in (4, 16)
    assert not wrong
    outside = {url for url in page.asked if not re.match(rf"(http|ws)://127\.0\.0\.1:{served.port}/|blob:|data:", url)}
    assert len(page.asked) > 4 * len(paths) and not outside
    assert not [text for text in page.said if "status of 404" not in text]


def test_the_token_stays_in_no_history(served, person):
    page = person(served)
    assert page.url == f"{served.address}/"
    page.goto(f"{served.address}/read/README.md")
    page.go_back()
    assert served.token not in page.url
    assert page.evaluate("history.length") <= 3


def test_the_login_page_is_for_everybody(served, person):
    for is_wrong in (False, True):
        page = person(served, is_known=False)
        page.goto(f"{served.address}/login")
        if is_wrong:
            page.get_by_label("Token").fill("wrong")
            page.get_by_role("button", name="Come in").click()
            expect(page.get_by_role("alert")).to_contain_text("not the token")
        assert not violations(page)
        page.get_by_label("Token").fill(served.token)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Your projects")


@pytest.mark.slow
@pytest.mark.parametrize("width", (320, 390))
def test_nothing_has_to_be_pushed_sideways_on_a_telephone(served, person, width):
    page = person(served, width)
    for path in SOME:
        opened(page, served, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert not violations(page), path


def test_a_project_is_made_opened_and_walked_through_with_the_keyboard(served, person):
    page = person(served)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page itself")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("What it is called").focus()
    page.keyboard.type("Keys only")
    page.keyboard.press("Enter")
    page.wait_for_selector(OPENED, state="attached")
    expect(page.locator("header")).to_contain_text("Keys only")
    nav = page.get_by_role("navigation", name="The nine steps")
    expect(nav.locator("[aria-current]")).to_contain_text("Start")
    for code in ("1.1", "1.2"):
        nav.get_by_role("link", name=re.compile(re.escape(code))).focus()
        page.keyboard.press("Enter")
        expect(nav.locator("[aria-current]")).to_contain_text(code)
        assert "project=keys-only" in page.url
        page.wait_for_selector(OPENED, state="attached")
    shutil.rmtree(served.folder / "keys-only")


@pytest.mark.slow
def test_a_page_says_that_it_is_opening_and_what_to_do_if_that_lasts(odd, person):
    page = person(odd)
    page.goto(odd.address + STEPS[2], wait_until="commit")
    line = page.get_by_role("status")
    expect(line).to_contain_text("Opening 1.2 Measures")
    expect(page.get_by_role("heading", name="Slow")).to_be_visible()
    expect(line).to_contain_text("reload this page", timeout=60_000)


def test_a_form_is_drawn_saved_and_found_again(odd, person):
    page = opened(person(odd), odd, STEPS[1])
    aim = page.get_by_role("textbox", name="Aim")
    aim.fill("Tea for everybody")
    expect(page.locator(".workbook-form")).to_contain_text("Saved")
    assert projects.open(odd.folder / "befriending").record.purpose.aim == "Tea for everybody"
    page.reload()
    page.wait_for_selector(OPENED, state="attached")
    expect(page.get_by_role("textbox", name="Aim")).to_have_value("Tea for everybody")
    assert not page.said


def test_words_typed_just_before_leaving_are_saved(odd, person):
    page = opened(person(odd), odd, STEPS[1])
    page.get_by_role("textbox", name="Who").press_sequentially(" and their friends")
    page.goto(f"{odd.address}/")
    opened(page, odd, STEPS[1])
    expect(page.get_by_role("textbox", name="Who")).to_have_value(re.compile("and their friends"))


def test_a_line_that_broke_is_opened_again_and_loses_nothing(odd, person, eventually):
    page = person(odd)
    page.add_init_script(
        "const Real = WebSocket; window.lines = [];"
        "window.WebSocket = class extends Real { constructor(...told) { super(...told); window.lines.push(this); } };"
    )
    opened(page, odd, STEPS[1])
    assert eventually(lambda: page.evaluate("window.lines.map((line) => line.readyState)") == [1])
    page.evaluate("window.lines[0].close()")
    page.get_by_role("textbox", name="Aim").fill("Typed while the line was down")
    assert eventually(lambda: page.evaluate("window.lines.map((line) => line.readyState)") == [3, 1])
    expect(page.locator(".workbook-form")).to_contain_text("Saved")
    assert projects.open(odd.folder / "befriending").record.purpose.aim == "Typed while the line was down"


def test_other_widgets_are_drawn_by_voilas_own_script(odd, person):
    page = opened(person(odd), odd, STEPS[5])
    expect(page.locator(".widget-slider, .jupyter-widgets").first).to_be_visible()
    outside = [
        url for url in page.asked if f"127.0.0.1:{odd.port}" not in url and not url.startswith(("blob:", "data:"))
    ]
    assert len(page.asked) > 30 and not outside


def test_on_leaving_the_forms_are_heard_and_voila_is_not(odd, person):
    for path, heard in ((STEPS[5], ["caught"]), (STEPS[1], ["late", "caught"])):
        page = opened(person(odd), odd, path)
        assert heard == page.evaluate(
            "() => { const heard = [];"
            "addEventListener('beforeunload', () => heard.push('late'));"
            "addEventListener('beforeunload', () => heard.push('caught'), { capture: true });"
            "dispatchEvent(new Event('beforeunload')); return heard; }"
        )
        assert not [url for url in page.asked if "shutdown" in url]


def test_a_widget_that_can_not_be_drawn_says_so(odd, person):
    page = opened(person(odd), odd, STEPS[7])
    expect(page.get_by_role("alert")).to_contain_text("This form could not be shown")
    assert not violations(page)


def test_markup_that_got_into_an_output_runs_nothing(odd, person):
    page = opened(person(odd), odd, STEPS[9])
    page.wait_for_timeout(500)
    assert page.title() != "1"
    assert any("Content Security Policy" in text for text in page.said)


def test_on_paper_there_is_what_was_typed_and_nothing_to_press(odd, person):
    page = opened(person(odd), odd, STEPS[1])
    text = "Tea and cake for everybody in the ward, every week. " * 30
    page.get_by_role("textbox", name="Aim").fill(text)
    page.get_by_role("textbox", name="Who").fill("")
    expect(page.locator(".workbook-form")).to_contain_text("Saved")
    page.evaluate(
        "addEventListener('beforeprint', () => (window.printed = document.querySelectorAll('.written').length))"
    )
    page.pdf()
    assert page.evaluate("window.printed") == 2
    assert page.locator(".written").count() == 0, "and on the screen all is as it was"
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".written:visible")).to_have_text([text.strip(), ""])
    ruled = page.locator(".written.nothing").evaluate("one => getComputedStyle(one).borderBottomStyle")
    assert ruled == "solid"
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for gone in ("textarea", "input", "select", "button", ".steps", ".skip", ".bottom", ".bar"):
        assert page.locator(f"{gone}:visible").count() == 0, gone


def test_on_paper_folded_cards_lie_open_and_choices_are_words(served, person):
    page = opened(person(served), served, STEPS[1])
    folded = page.locator("details.folded:not([open])").count()
    assert folded > 5
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.folded:not([open])").count() == 0
    assert "Understanding the Impact of Action" in page.locator(".written:visible").all_inner_texts()
    assert "Outcome 1" in page.locator("legend:visible").all_inner_texts()
    assert page.locator(":is(input, textarea, select, button):visible").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.folded:not([open])").count() == folded


@pytest.mark.parametrize("width", (360, pytest.param(820, marks=pytest.mark.slow)))
def test_where_there_is_no_room_the_steps_are_a_menu_for_fingers_and_keys(odd, person, width):
    page = opened(person(odd, width), odd, STEPS[1])
    nav = page.get_by_role("navigation", name="The nine steps")
    expect(nav.get_by_role("link")).to_have_count(0)
    nav.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(nav.get_by_role("link")).to_have_count(11)
    assert nav.get_by_role("link", name="1.2 Measures").is_visible() and not violations(page)
    expect(nav.get_by_role("list", name="On this page").get_by_role("link")).to_have_text(["The form"])
    page.keyboard.press("Escape")
    expect(nav.get_by_role("link")).to_have_count(0)
    expect(nav.locator("summary")).to_be_focused()
    page.keyboard.press("Space")
    nav.get_by_role("link", name="The form").click()
    expect(nav.get_by_role("link")).to_have_count(0)
    assert page.url.endswith("#the-form")
    nav.locator("summary").click()
    nav.get_by_role("link", name="1.3").click()
    page.wait_for_url("**/1_3_approach.ipynb?project=befriending")


def test_the_menu_follows_the_room_there_is(odd, person):
    page = opened(person(odd), odd, STEPS[1])
    nav = page.get_by_role("navigation", name="The nine steps")
    expect(nav.get_by_role("link")).to_have_count(11)
    expect(nav.locator("summary")).to_be_hidden()
    page.set_viewport_size({"width": 360, "height": 700})
    expect(nav.get_by_role("link")).to_have_count(0)
    page.set_viewport_size({"width": 1280, "height": 700})
    expect(nav.get_by_role("link")).to_have_count(11)
