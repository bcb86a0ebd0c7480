"""One basket in every tool's file: the same questions, codes, words and routing, and the codebook in each."""

import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from pyxform.xls2xform import convert

from helpers import questionnaire
from helpers.catalogue.records import is_scale
from helpers.questionnaire import layout, limesurvey, word, xlsform

HERE = Path(__file__).parent
baskets = SimpleNamespace(**runpy.run_path(str(HERE / "baskets.py")))
parsed = SimpleNamespace(**runpy.run_path(str(HERE / "parsed.py")))
REFUSED = parsed.REFUSED


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    """The questionnaire of one of the baskets, as it is read back out of each tool's file; made once."""
    made = {}

    def of(name):
        if name not in made:
            asks = questionnaire.build(baskets.record(name))
            folder = tmp_path_factory.mktemp("forms")
            xlsform.write(asks, folder / "form.xlsx")
            limesurvey.write(asks, folder / "structure.txt")
            tools = {
                "xlsform": parsed.xlsform(folder / "form.xlsx"),
                "limesurvey": parsed.limesurvey(folder / "structure.txt"),
            }
            made[name] = SimpleNamespace(asks=asks, folder=folder, tools=tools)
        return made[name]

    return of


@pytest.mark.parametrize("name", baskets.ALL)
def test_pyxform_takes_the_form_without_a_warning(forms, name):
    made = forms(name)
    found = convert(str(made.folder / "form.xlsx"), validate=False)
    assert found.warnings == []
    names = set(re.findall(r'nodeset="[^"]*/([^/"]+)"', found.xform))
    expected = {c for one in made.asks.questions for c in ((one.id,) if one.kind == "multi" else one.columns)}
    assert expected <= names


@pytest.mark.parametrize("name", baskets.ALL)
def test_questions_codes_and_words_are_the_same(forms, name):
    made = forms(name)
    for tool, form in made.tools.items():
        assert list(form.questions) == [question.id for question in made.asks.questions], tool
        for question in made.asks.questions:
            found = form.questions[question.id]
            assert found.kind == ("single" if is_scale(question) else question.kind), (tool, question.id)
            assert found.label["en"] == (question.stem if question.kind == "grid" else question.wording)["en"]
            assert [(code, label["en"]) for code, label in found.items] == [
                (item.code, item.label["en"]) for item in question.items
            ]
            if is_scale(question):
                assert [code for code, _ in found.options if code != REFUSED] == [
                    str(code) for code in range(question.maximum + 1)
                ]
                continue
            expected = [(str(option.code), option.label["en"]) for option in question.options]
            if expected and question.offers_refusal:
                expected.append((REFUSED, "Prefer not to say"))
            assert [(code, label["en"]) for code, label in found.options] == expected


@pytest.mark.parametrize("name", baskets.ALL)
def test_the_same_people_are_asked(forms, name):
    made = forms(name)
    looked_at = 0
    for seed in range(40):
        answers = parsed.answers_by_chance(made.asks, seed)
        if made.asks.gate and seed % 4:
            answers["consent_analyse"] = "1"
        for question in made.asks.questions:
            for item in ("", *(one.code for one in question.items)):
                asked = parsed.is_asked(made.asks, question, answers, item) if item else None
                asked = parsed.is_asked(made.asks, question, answers) and asked is not False
                if question.items and not item:
                    continue
                assert xlsform_asks(made, question, item, answers) == asked, (question.id, item, answers)
                assert limesurvey_asks(made, question, item, answers) == asked, (question.id, item, answers)
                looked_at += 1
    assert looked_at >= 40 * len(made.asks.questions)


@pytest.mark.parametrize("name", [*baskets.NAMES[:4], *baskets.NAMES[4::4]])
def test_paper_asks_the_same_of_the_same_people(forms, name):
    made = forms(name)
    (made.folder / "form.docx").write_bytes(word.render(layout.sheet(made.asks), made.asks))
    paper = parsed.word(made.folder / "form.docx")
    assert list(paper.questions) == [question.code for question in made.asks.questions]
    for question in made.asks.questions:
        found = paper.questions[question.code]
        assert found.label["en"] == question.stem["en"].strip()
        assert found.items == [item.label["en"] for item in question.items]
        expected = [option.label["en"] for option in question.options] or [
            str(n) for n in range((question.maximum or 0) + 1)
        ] * (is_scale(question))
        refusal = ["Prefer not to say"] if question.offers_refusal else []
        if not question.items or found.options != expected + refusal:
            assert [re.sub(r"\W*(please|\(?specify).*", "", one) for one in found.options if one not in refusal] == [
                re.sub(r"\W*(please|\(?specify).*", "", one) for one in expected
            ]
            assert not refusal or refusal[0] in found.options
    for seed in range(30):
        answers = parsed.answers_by_chance(made.asks, seed, may_be_blank=False)
        answers["consent_analyse"] = "1"
        for question in made.asks.questions:
            for item in [one.code for one in question.items] or [""]:
                asked = parsed.is_asked(made.asks, question, answers)
                asked &= not item or parsed.is_asked(made.asks, question, answers, item)
                sentences = paper.questions[question.code].conditions
                said = all(parsed.holds_sentence(one, answers, made.asks, item) for one in sentences)
                assert said == asked, (question.id, item, sentences)
    assert paper.carried == {"version": made.asks.version, "title": made.asks.title, "codebook": made.asks.codebook}


def xlsform_asks(made, question, item, answers):
    found = made.tools["xlsform"].questions[question.id]
    conditions = [*found.conditions, found.by_line[item]] if item else found.conditions
    return all(parsed.holds_xpath(condition, answers) for condition in conditions)


def limesurvey_asks(made, question, item, answers):
    form = made.tools["limesurvey"]
    found = form.questions[question.id]
    conditions = [*found.conditions, found.by_line[item]] if item else found.conditions
    return all(parsed.holds_expression(condition, answers, form.ids) for condition in conditions)


@pytest.mark.parametrize("name", baskets.ALL)
def test_codebook_and_version_go_with_each(forms, name):
    made = forms(name)
    for form in made.tools.values():
        assert form.carried["version"] == made.asks.version
        assert form.carried["codebook"] == made.asks.codebook


def test_what_a_form_refuses_and_asks_for(forms):
    questions = forms("everything").tools["xlsform"].questions
    assert questions["q3_2"].attributes["constraint"] == ". >= 16 and . <= 99"
    alone = questions["q2_3"].attributes["constraint"]
    assert alone == "count-selected(.) <= 1 or not(selected(., '13') or selected(., 'prefer_not_to_say'))"
    required = [name for name, one in questions.items() if one.kind != "grid" and one.attributes["required"]]
    assert required == ["consent_analyse"]
    structure = forms("everything").tools["limesurvey"].questions
    assert (structure["q3_2"].attributes["min_num_value_n"], structure["q3_2"].attributes["max_num_value_n"]) == (
        "16",
        "99",
    )
    assert structure["q2_3"].attributes["exclude_all_others"] == "13;pnts"
    assert [name for name, one in structure.items() if one.attributes["mandatory"] == "Y"] == ["consent_analyse"]
