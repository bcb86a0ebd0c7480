"""Google's script run against a FormApp that remembers, and the page to build forms by."""

import json
import runpy
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers import questionnaire
from helpers.catalogue.records import is_scale
from helpers.questionnaire import building_sheet, google_forms
from helpers.questionnaire.pages import NO_CONSENT, paged

HERE = Path(__file__).parent
baskets = SimpleNamespace(**runpy.run_path(str(HERE / "baskets.py")))
NODE = shutil.which("node")
KINDS = {"single": "MultipleChoice", "multi": "Checkbox", "grid": "Grid", "number": "Text", "text": "Text"}


def run(asks, folder, language="en"):
    """What the script makes, as the pretended Google remembers it."""
    google_forms.write(asks, folder / "script.txt", language)
    command = [NODE, str(HERE / "fake_forms.js"), str(folder / "script.txt")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.skipif(not NODE, reason="needs node to run the script")
@pytest.mark.parametrize(
    "name", ["empty", "everything", "own kinds", *(f"by chance {seed}" for seed in range(0, 50, 5))]
)
def test_the_script_makes_every_question(name, tmp_path):
    asks = questionnaire.build(baskets.record(name))
    made = run(asks, tmp_path)
    asked = [item for item in made["items"] if item["kind"] not in ("PageBreak", "SectionHeader")]
    assert [item["title"] for item in asked] == [question.stem["en"] for question in asks.questions]
    for item, question in zip(asked, asks.questions, strict=True):
        kind = "ParagraphText" if question.is_open else "MultipleChoice" if is_scale(question) else KINDS[question.kind]
        assert item["kind"] == kind
        assert item["isRequired"] == question.is_required
        offered = item["columns"] or [choice["text"] for choice in item["choices"]]
        if question.options:
            refusal = ["Prefer not to say"] if question.offers_refusal else []
            assert offered == [option.label["en"] for option in question.options] + refusal
        assert item["rows"] == [line.label["en"] for line in question.items]
        if question.id == "q3_2":
            assert (item["validation"]["low"], item["validation"]["high"]) == (16, 99)
    assert asks.version in made["said"]["Description"]
    assert made["said"]["CollectEmail"] is False


@pytest.mark.skipif(not NODE, reason="needs node to run the script")
def test_answers_lead_over_what_is_not_asked(tmp_path):
    asks = questionnaire.build(baskets.record("everything"))
    items = run(asks, tmp_path)["items"]

    def after(question_id, answer):
        """The title of the first question that comes after an answer."""
        at = next(at for at, item in enumerate(items) if item["title"] == asks.by_id[question_id].stem["en"])
        leads = next(choice["leads"] for choice in items[at]["choices"] if choice["text"] == answer)
        return next(item["title"] for item in items[leads:] if item["kind"] not in ("PageBreak", "SectionHeader"))

    assert after("q3_5", "Other language:.....") == asks.by_id["q3_6"].stem["en"]
    assert after("q3_5", "English") == after("q3_5", "Prefer not to say") == asks.by_id["q3_7"].stem["en"]
    assert after("q1_6_1", "No") == asks.by_id["q1_7"].stem["en"]
    assert after("consent_analyse", "Yes") == asks.by_id["consent_quote"].stem["en"]
    thanks = items[-1]
    assert (thanks["kind"], thanks["goesTo"]) == ("PageBreak", "SUBMIT")
    no = next(choice for choice in items[0]["choices"] if choice["text"] == "No")
    assert no["leads"] == len(items) - 1


@pytest.mark.parametrize("name", ["empty", "everything", *(f"by chance {seed}" for seed in range(50))])
def test_every_route_is_led_or_said(name):
    asks = questionnaire.build(baskets.record(name))
    cut = paged(asks)
    assert [question for page in cut.pages for question in page.questions] == list(asks.questions)
    led = {question.id for page in cut.pages if page.led_by for question in page.questions}
    routed = {question.id for question in asks.questions if question.ask_if}
    assert led | cut.in_words == routed and not led & cut.in_words
    for at, page in enumerate(cut.pages[1:], 1):
        if page.led_by:
            before = cut.pages[at - 1]
            assert before.questions[-1].id == page.led_by.question
            assert {code for code, to in before.leads.items() if to == at} == {str(code) for code in page.led_by.codes}
            assert at not in {to for code, to in before.leads.items() if code not in map(str, page.led_by.codes)}
    assert any(NO_CONSENT in page.leads.values() for page in cut.pages) == bool(asks.gate)


class Words(HTMLParser):
    """The elements and texts of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.boxes, self.is_in_box = [], [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "pre":
            self.boxes.append("")
            self.is_in_box = True

    def handle_endtag(self, tag):
        self.is_in_box &= tag != "pre"

    def handle_data(self, data):
        if self.is_in_box:
            self.boxes[-1] += data


@pytest.mark.parametrize("name", ["empty", "everything", "by chance 1"])
def test_the_page_says_every_question_word_for_word(name, tmp_path):
    asks = questionnaire.build(baskets.record(name))
    building_sheet.write(asks, tmp_path / "sheet.html")
    page = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    boxes = set(Words(page).boxes)
    for question in asks.questions:
        assert question.stem["en"] in boxes
        if question.options:
            answers = "\n".join(option.label["en"] for option in question.options)
            assert answers in boxes or f"{answers}\nPrefer not to say" in boxes
    assert asks.version in page
    assert "script" not in Words(page).tags


def test_what_neither_tool_can_do_is_said_in_words(tmp_path):
    asks = questionnaire.build(baskets.record("everything"))
    cut = paged(asks)
    assert cut.in_words == {"q1_3_2"}
    says = google_forms.help_text(asks.by_id["q1_3_2"], cut, asks)
    words = asks.by_id["q1_3_1"].stem["en"]
    assert says == f"Leave out a row if you answered “Never” for it at question “{words}”."
    alone = google_forms.help_text(asks.by_id["q2_3"], cut, asks)
    assert alone == "If you choose “None of these” or “Prefer not to say”, please choose nothing else."
