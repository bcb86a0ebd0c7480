"""Pages, Word files and PDFs: every version asks the same, in the same order, with the codebook and version in it."""

import io
import itertools
import json
import runpy
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.oxml.ns import qn

from helpers.errors import UserProblem
from helpers.project.record import BasketItem, Measures, OwnQuestion, Primary, Project, Questionnaire
from helpers.project.record.questionnaire import Language, OwnPlace, Translation
from helpers.questionnaire import build, files, html, layout, pdf, routing, word, words
from helpers.survey import Codebook

baskets = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("baskets.py"))))
FEW = ("estate", "befriending", "empty", "everything", "by chance 0", "by chance 1")
KINDS = layout.KINDS


class Page(HTMLParser):
    """What a page holds: tags with their attributes, and the codes of its questions in order."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.codes, self._is_code = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._is_code = dict(attrs).get("class") == "q-code"

    def handle_data(self, data):
        if self._is_code:
            self.codes.append(data.strip("[]"))
            self._is_code = False

    def meta(self, name):
        return next(one["content"] for tag, one in self.tags if tag == "meta" and one.get("name") == name)


def made(name):
    return build(baskets.record(name))


def codes(questionnaire):
    return [question.code for question in questionnaire.questions]


def word_codes(content):
    headings = [one for one in Document(io.BytesIO(content)).paragraphs if one._p.style == "Heading3"]
    return [one.runs[-1].text.strip("[]") for one in headings]


@pytest.mark.parametrize("name", baskets.ALL)
def test_every_version_asks_the_same(name):
    questionnaire = made(name)
    for kind in KINDS:
        sheet = layout.sheet(questionnaire, kind)
        assert [block.printed for block in sheet.blocks] == codes(questionnaire)
    for kind in KINDS if name in FEW else KINDS[:1]:
        sheet = layout.sheet(questionnaire, kind)
        assert Page(html.render(sheet, questionnaire)).codes == codes(questionnaire)
        assert word_codes(word.render(sheet, questionnaire)) == codes(questionnaire)


@pytest.mark.parametrize("name", baskets.ALL)
def test_instructions_name_questions_that_are_there_and_lead_on(name):
    questionnaire = made(name)
    numbers = {question.number for question in questionnaire.questions}
    for question in questionnaire.questions:
        for code, number in routing.leads(question, questionnaire).items():
            assert number == routing.END or number > question.number + 1
            assert number in numbers | {routing.END}
            assert code in {str(option.code) for option in question.options} | {"prefer_not_to_say"}
    for block in layout.sheet(questionnaire).blocks:
        asked = questionnaire.by_id[block.id]
        assert bool(block.before) == bool(asked.ask_if)


def test_where_answers_lead():
    """1.6.1 "No" leads past 1.6.2 to what comes next; a yes leads on by itself."""
    questionnaire = build(
        Project(title="R8", measures=Measures(basket=tuple(BasketItem(indicator=c) for c in ("R8", "R7"))))
    )
    deciding = questionnaire.by_id["q1_6_1"]
    after = questionnaire.by_id["q1_7"].number
    assert routing.leads(deciding, questionnaire) == {"2": after, "prefer_not_to_say": after}
    assert routing.after(deciding, questionnaire) == (
        f"If you answered “No” or “Prefer not to say”: go to question {after}.",
    )
    (before,) = routing.before(questionnaire.by_id["q1_6_2"], questionnaire)
    assert before == f"Only if you answered “Yes” at question {deciding.number}."


def test_the_last_question_leads_to_the_end():
    own = (
        OwnQuestion(id="own_yes", wording="Did you?", options={1: "Yes", 2: "No"}),
        OwnQuestion(id="own_why", wording="Why?"),
    )
    asked = Questionnaire(own_places=(OwnPlace(question="own_why", asked_of=("own_yes=1",)),))
    record = Project(title="End", measures=Measures(own_questions=own), primary=Primary(questionnaire=asked))
    questionnaire = build(record)
    deciding = questionnaire.by_id["own_yes"]
    assert routing.leads(deciding, questionnaire) == {"2": routing.END, "prefer_not_to_say": routing.END}
    assert "go to the end" in routing.after(deciding, questionnaire)[0]


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("kind", KINDS)
def test_word_keeps_questions_with_their_answers(name, kind):
    questionnaire = made(name)
    sheet = layout.sheet(questionnaire, kind)
    content = word.render(sheet, questionnaire)
    file = Document(io.BytesIO(content))
    n_kept = 0
    for paragraph in file.paragraphs:
        if paragraph._p.style == "Heading3":
            assert paragraph.paragraph_format.keep_with_next is not False
            n_kept += 1
    assert file.styles["Heading 3"].paragraph_format.keep_with_next
    assert n_kept == len(sheet.blocks)
    assert [one.text for one in file.paragraphs if one._p.style == "Heading2"][: len(sheet.parts)] == [
        part.title for part in sheet.parts
    ]
    assert content == word.render(sheet, questionnaire)


def test_word_holds_a_question_together_to_its_last_line():
    questionnaire = made("estate")
    file = Document(io.BytesIO(word.render(layout.sheet(questionnaire), questionnaire)))
    texts = [one.text for one in file.paragraphs]
    begins = next(at for at, text in enumerate(texts) if "How often do you feel lonely?" in text)
    inside = file.paragraphs[begins : begins + 8]
    assert [one.paragraph_format.keep_with_next for one in inside[1:-1]] == [True] * 6
    assert inside[-1].text == "☐\tPrefer not to say" and not inside[-1].paragraph_format.keep_with_next


@pytest.mark.parametrize("kind", KINDS)
def test_each_carries_codebook_and_version(kind):
    questionnaire = made("befriending")
    sheet = layout.sheet(questionnaire, kind)
    page = Page(html.render(sheet, questionnaire))
    assert page.meta("questionnaire-version") == questionnaire.version
    carried = json.loads(page.meta("codebook"))
    assert Codebook.from_dict(carried["codebook"]) == Codebook.from_dict(questionnaire.codebook)
    content = word.render(sheet, questionnaire)
    assert questionnaire.version in Document(io.BytesIO(content)).core_properties.keywords
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = json.loads(ElementTree.fromstring(archive.read("customXml/item2.xml")).text)
        assert questionnaire.version in archive.read("word/footer1.xml").decode()
    assert part == carried
    assert questionnaire.version in sheet.foot


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("kind", KINDS)
def test_pdfs_are_made_and_are_tagged(name, kind, tmp_path):
    """The compiler refuses what is not PDF/UA-1; its text is read back where poppler is there."""
    questionnaire = made(name)
    sheet = layout.sheet(questionnaire, kind)
    content = pdf.render(sheet, questionnaire)
    assert content.startswith(b"%PDF-") and b"/StructTreeRoot" in content and b"codebook.json" in content
    if shutil.which("pdftotext"):
        path = tmp_path / "form.pdf"
        path.write_bytes(content)
        found = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True).stdout
        together = " ".join(found.split())
        places = [together.find(f"[{code}]") for code in codes(questionnaire)]
        assert -1 not in places and places == sorted(places)
        assert questionnaire.version in together


def test_the_same_form_gives_the_same_pdf():
    questionnaire = made("estate")
    sheet = layout.sheet(questionnaire)
    assert pdf.render(sheet, questionnaire) == pdf.render(sheet, questionnaire)


def translated(code, name, text):
    own = OwnQuestion(id="own_a", wording="How are you?")
    asked = Questionnaire(
        languages=(Language(code=code, name=name),),
        translations=(Translation(key=words.key(code, "own_a.wording", own.wording), text=text),),
    )
    return build(
        Project(title="Kitchen", measures=Measures(own_questions=(own,)), primary=Primary(questionnaire=asked))
    )


@pytest.mark.parametrize(("code", "name", "text"), [("bn", "বাংলা", "আপনি কেমন আছেন?"), ("zh", "中文", "你好吗？")])
def test_letters_that_no_font_has_stop_the_pdf_and_no_other(code, name, text):
    questionnaire = translated(code, name, text)
    sheet = layout.sheet(questionnaire, "standard", code)
    with pytest.raises(UserProblem) as problem:
        pdf.render(sheet, questionnaire)
    assert name in str(problem.value) and "Word file" in str(problem.value)
    assert text in html.render(sheet, questionnaire)
    assert any(text in one.text for one in Document(io.BytesIO(word.render(sheet, questionnaire))).paragraphs)
    assert pdf.render(layout.sheet(questionnaire), questionnaire)


def test_right_to_left():
    questionnaire = translated("ar", "العربية", "كيف حالك؟")
    sheet = layout.sheet(questionnaire, "standard", "ar")
    page = html.render(sheet, questionnaire)
    assert '<html lang="ar" dir="rtl">' in page and "كيف حالك؟" in page
    assert pdf.render(sheet, questionnaire)
    heading = next(
        one for one in Document(io.BytesIO(word.render(sheet, questionnaire))).paragraphs if "كيف" in one.text
    )
    assert "<w:bidi/>" in heading._p.xml


def test_what_people_typed_is_text_everywhere():
    nasty = "<script>alert(1)</script> #panic() *b* & \x0b {x} $y$"
    record = Project(
        title=nasty,
        organisation=nasty,
        measures=Measures(own_questions=(OwnQuestion(id="own_a", wording=nasty, options={1: nasty, 2: "No"}),)),
    )
    questionnaire = build(record)
    sheet = layout.sheet(questionnaire)
    page = html.render(sheet, questionnaire)
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "script" not in {tag for tag, _ in Page(page).tags}
    assert b"/StructTreeRoot" in pdf.render(sheet, questionnaire)
    assert any(
        "<script>alert(1)</script> #panic()" in one.text
        for one in Document(io.BytesIO(word.render(sheet, questionnaire))).paragraphs
    )


def test_the_interviewers_version():
    questionnaire = made("befriending")
    sheet = layout.sheet(questionnaire, "interviewer")
    by_id = {block.id: block for block in sheet.blocks}
    assert by_id["q1_7"].note.startswith(f"Show card {by_id['q1_7'].card}.")
    assert by_id["q2_4"].note == "Read out the question and the answers. Tick one." and not by_id["q2_4"].card
    refusals = [box for block in sheet.blocks for box in block.boxes if box.code == "prefer_not_to_say"]
    assert len(refusals) > 10 and {box.note for box in refusals} == {layout.NOT_READ_OUT}
    assert [card.letter for card in sheet.cards] == sorted({block.card for block in sheet.blocks} - {""})
    for card in sheet.cards:
        assert "prefer_not_to_say" not in {box.code for box in card.boxes}
    assert not any(layout.sheet(questionnaire, kind).cards for kind in KINDS if kind != "interviewer")


def test_large_print_and_easy_read():
    questionnaire = made("befriending")
    large, easy = layout.sheet(questionnaire, "large print"), layout.sheet(questionnaire, "easy read")
    assert "table" not in {block.answer for sheet in (large, easy) for block in sheet.blocks}
    styles = {
        kind: Document(io.BytesIO(word.render(layout.sheet(questionnaire, kind), questionnaire))).styles
        for kind in KINDS
    }
    assert styles["large print"]["Normal"].font.size.pt >= 18 and styles["easy read"]["Normal"].font.size.pt >= 16
    by_id = {block.id: block.stem for block in easy.blocks}
    assert by_id["q1_8"] == "Many different people live near you. Do they get on well with each other?"
    assert {block.id: block.stem for block in large.blocks}["q1_8"].startswith("To what extent")


def test_a_page_has_a_label_for_everything_that_is_filled_in():
    questionnaire = made("everything")
    for kind in KINDS:
        page = Page(html.render(layout.sheet(questionnaire, kind), questionnaire))
        levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
        assert levels[0] == 1 and all(later - before <= 1 for before, later in itertools.pairwise(levels))
        ids = [one["id"] for _, one in page.tags if "id" in one]
        assert len(ids) == len(set(ids))
        named = [one for tag, one in page.tags if tag == "input" and one["type"] in ("text", "number")]
        assert named and all(one["aria-label"] for one in named)


def test_a_language_that_has_no_letters_keeps_no_other_back(tmp_path):
    questionnaire = translated("bn", "বাংলা", "আপনি কেমন আছেন?")
    spoken = (*questionnaire.languages, *translated("pl", "Polski", "Jak się masz?").languages[1:])
    with pytest.raises(UserProblem):
        files.write(questionnaire.model_copy(update={"languages": spoken}), ("pdf",), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"questionnaire.pdf", "questionnaire-pl.pdf"}


def test_arabic_is_mirrored_and_as_large_as_english():
    record = Project(title="Kitchen", measures=Measures(basket=(BasketItem(indicator="R1_age"),)))
    asked = Questionnaire(languages=(Language(code="ar", name="العربية"),))
    questionnaire = build(record.model_copy(update={"primary": Primary(questionnaire=asked)}))
    file = Document(io.BytesIO(word.render(layout.sheet(questionnaire, "standard", "ar"), questionnaire)))
    assert file.tables and all("<w:bidiVisual/>" in table._tbl.xml for table in file.tables)
    sizes = {
        (properties.find(qn("w:sz")).get(qn("w:val")), properties.find(qn("w:szCs")).get(qn("w:val")))
        for properties in file.styles.element.iter(qn("w:rPr"))
        if properties.find(qn("w:sz")) is not None
    }
    assert len(sizes) > 3 and all(size == of_others for size, of_others in sizes)


def test_a_table_lets_go_of_the_next_question_and_keeps_its_rows_whole():
    record = Project(
        title="Kitchen", measures=Measures(basket=tuple(BasketItem(indicator=i) for i in ("R1_age", "R3")))
    )
    questionnaire = build(record)
    file = Document(io.BytesIO(word.render(layout.sheet(questionnaire), questionnaire)))
    (table,) = file.tables
    assert all("<w:cantSplit/>" in row._tr.xml for row in table.rows)
    keeps = [
        {one.paragraph_format.keep_with_next for cell in row.cells for one in cell.paragraphs} for row in table.rows
    ]
    assert keeps == [{True}, {None}]


def test_a_page_leaves_room_for_which_other():
    questionnaire = made("everything")
    page = html.render(layout.sheet(questionnaire), questionnaire)
    n_lines = sum(box.has_line for block in layout.sheet(questionnaire).blocks for box in block.boxes)
    assert n_lines > 5 and page.count('class="q-short q-which"') == n_lines
