"""Every entry is read, counted, and holds together."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

import helpers
from helpers import catalogue
from helpers.catalogue.reader import DATA_PATH

CODES = """
R1_age R1_ethnicity R1_education R1_income R2_younger R2_older R2_class R2_ethnicity R3 R4 R5 R6 R7 R8 R9 R10
E1 E2 E3 E4_permanent E4_fixed_term E5 E6 E7 E8 E9 E10 E11 E12 P1 P2 P3 P4 P5 P6 O1_area O1_london O2
"""

HOW_MANY = {
    "benchmarks": 43,
    "breakdowns": 10,
    "comparison": 6,
    "considerations": 53,
    "domains": 4,
    "errata": 48,
    "evidence_levels": 5,
    "examples": 8,
    "faqs": 5,
    "indicators": 38,
    "living_wages": 0,
    "more_sources": 6,
    "passages": 101,
    "questions": 38,
    "readings": 15,
    "scales": 8,
    "sections": 3,
    "sources": 24,
    "survey_modes": 4,
    "template_parts": 45,
    "themes": 30,
    "tips": 10,
    "tools": 12,
    "workbook_questions": 5,
    "worked": 14,
}
LOOK_UPS = {"breakdown", "indicator", "not_added", "question", "theme", "worked_out"}

PRINTED_INDICATORS = catalogue.not_added(catalogue.indicators())
PRINTED_QUESTIONS = catalogue.not_added(catalogue.questions())
"""What is counted exactly: what came with the toolkit. What was added beside it has to hold together like the rest."""


def not_added(name: str) -> list:
    return [entry for entry in getattr(catalogue, name)() if getattr(entry, "provenance", "") != "added"]


def columns_not_added(question) -> list[str]:
    added = {f"{question.id}_{part.code}" for part in question.options + question.items if part.provenance == "added"}
    return [column for column in question.columns if column not in added]


def test_every_list_is_whole():
    assert {name: len(not_added(name)) for name in HOW_MANY} == HOW_MANY
    assert set(catalogue.__all__) == set(HOW_MANY) | LOOK_UPS


def test_indicator_codes_are_those_that_are_never_changed():
    assert [indicator.code for indicator in PRINTED_INDICATORS] == CODES.split()


def test_themes_by_domain():
    by_domain = Counter(theme.domain for theme in catalogue.not_added(catalogue.themes()))
    assert by_domain == {"Relationships": 10, "Equality": 12, "Participation": 6, "Outcomes": 2}
    assert {indicator.theme for indicator in catalogue.indicators()} == {theme.code for theme in catalogue.themes()}
    for indicator in catalogue.indicators():
        assert catalogue.theme(indicator.theme).domain == indicator.domain


@pytest.mark.parametrize("name", sorted(set(HOW_MANY) - {"benchmarks", "domains", "comparison"}))
def test_no_code_is_used_twice(name):
    keys = ("code", "number", "level")
    entries = getattr(catalogue, name)()
    codes = [
        (getattr(entry, "tool", ""), next(getattr(entry, key) for key in keys if hasattr(entry, key)))
        for entry in entries
    ]
    assert len(set(codes)) == len(codes) > 0


def test_question_ids_follow_from_the_printed_numbers():
    for question in catalogue.questions():
        assert question.id == "q" + question.code.replace(".", "_")
        assert question.section == int(question.code[0])
    columns = [column for q in catalogue.questions() + catalogue.workbook_questions() for column in q.columns]
    assert len(set(columns)) == len(columns)
    assert sum(len(columns_not_added(q)) for q in PRINTED_QUESTIONS + catalogue.workbook_questions()) == 92


def test_each_kind_of_question_has_what_it_needs():
    kinds = Counter()
    for question in catalogue.questions() + catalogue.workbook_questions():
        codes = [option.code for option in question.options]
        kinds[question.kind] += question.provenance != "added"
        assert len(set(codes)) == len(codes)
        assert bool(question.items) == (question.kind == "grid")
        assert bool(codes) == (question.kind in {"single", "multi", "grid"})
        assert (question.minimum is not None) == (question.maximum is not None) == (question.kind == "number")
        assert (question.none_code in codes) == (question.kind == "multi")
    assert kinds == {"single": 29, "grid": 4, "multi": 5, "number": 2, "text": 3}


def test_routing_names_columns_and_codes_that_exist_and_come_earlier():
    order = [column for question in catalogue.questions() for column in question.columns]
    routed = [(question, rule) for question in catalogue.questions() for rule in question.ask_if]
    printed = {question.code for question, _ in routed if question.provenance != "added"}
    assert printed == {"1.3.2", "1.6.2", "3.6", "3.10a", "3.12"}
    assert [question.code for question, rule in routed if rule.provenance == "printed"] == ["3.10a"]
    for question, rule in routed:
        asked = next(q for q in catalogue.questions() if rule.column in q.columns)
        assert set(rule.codes) < {option.code for option in asked.options}
        assert order.index(rule.column) < order.index(question.columns[0])
        assert (rule.item in {item.code for item in question.items}) == (question.kind == "grid")
        assert "inferred" in question.note or "printed" in question.note or question.provenance == "added"


def test_prefer_not_to_say_is_no_code_of_the_toolkit():
    labels = [o.label.lower() for q in catalogue.questions() for o in q.options]
    assert len(labels) > 150
    assert not any("prefer not" in label for label in labels)


def test_breakdowns_take_every_code_once():
    for breakdown in catalogue.breakdowns():
        question = catalogue.question(breakdown.question)
        if breakdown.bands:
            ages = [age for low, high in breakdown.bands.values() for age in range(low, high + 1)]
            assert ages == list(range(question.minimum, question.maximum + 1))
        else:
            codes = sorted(code for group in breakdown.groups.values() for code in group)
            assert codes == sorted(option.code for option in question.options), breakdown.code
    special = [breakdown.code for breakdown in catalogue.breakdowns() if breakdown.is_special_category]
    assert special == ["ethnicity", "disability", "religion", "orientation"]
    for code in special:
        assert catalogue.question(catalogue.breakdown(code).question).is_sensitive


def test_indicators_on_sensitive_questions_are_sensitive():
    sensitive = {indicator.code for indicator in catalogue.indicators() if indicator.is_sensitive}
    assert sensitive & set(CODES.split()) == {"R6", "R7", "E6", "E8", "E11", "P1", "P5"}
    for code in sensitive:
        assert any(catalogue.question(q).is_sensitive for q in catalogue.indicator(code).questions)


def test_template_fields_stand_in_the_project_record():
    from helpers.project.record import Project

    fields = [part.field for part in catalogue.template_parts() if part.field]
    assert len(fields) == 24
    for field in fields:
        record = Project
        *path, last = field.split(".")
        for name in path:
            record = record.model_fields[name].annotation
        assert last in record.model_fields, field


def test_known_faults_are_listed():
    known = (
        "forty-indicators likert-key savings-opposite friends-education friends-fifth-answer rely-fifth-answer "
        "english-wording two-questions-3-10 ethnicity-numbers financial-resilience-numbers attainment-9 r4-two-names "
        "tool-7-title inclusion-for-participation figure-3-asterisks prefer-not-to-say and-london "
        "eleven-or-twelve-tools stage-3-research family-resources-survey regularly-volunteer starred-3-8 "
        "small-wording-differences age-99 templates-exchanged pictures"
    )
    assert set(known.split()) <= {erratum.code for erratum in catalogue.errata()}


def test_faults_name_the_themes_they_bear_on():
    by_theme = {theme: erratum.code for erratum in catalogue.errata() for theme in erratum.themes}
    assert set(by_theme) <= {theme.code for theme in catalogue.themes()}
    assert by_theme["E3"] == "attainment-9"
    assert [erratum.code for erratum in catalogue.errata() if "E11" in erratum.themes] == [
        "savings-opposite",
        "survey-names",
    ]


def test_what_is_inferred_is_marked_and_says_from_where():
    assert all(level.provenance == "inferred" and level.source for level in catalogue.evidence_levels())
    drawn = [part for part in catalogue.template_parts() if part.tool in {1, 2, 4}]
    assert len(drawn) == 22
    assert all(part.provenance == "inferred" and part.source for part in drawn)


# The files -------------------------------------------------------------------------------------

YAML_PATHS = sorted(DATA_PATH.rglob("*.yaml"))


def test_every_data_file_is_read_and_lies_in_the_package():
    """flit packs what lies under `helpers/`; a file that nothing reads is a mistake."""
    source = "".join(path.read_text(encoding="utf-8") for path in DATA_PATH.parent.glob("*.py"))
    names = [path.relative_to(DATA_PATH).as_posix() for path in DATA_PATH.rglob("*") if path.is_file()]
    assert len(names) == 29
    assert Path(helpers.__file__).parent in DATA_PATH.parents
    for name in names:
        assert f'"{name}"' in source or name.removeprefix("measures/") in {
            f"{domain.lower()}.yaml" for domain in catalogue.domains()
        }


@pytest.mark.parametrize("path", YAML_PATHS, ids=lambda path: path.stem)
def test_every_string_is_quoted(path):
    """Unquoted, `No` would load as false and `011` as 9: only keys, whole numbers and true/false stand bare."""
    bare = []
    n_scalars = 0

    def look(node, is_key=False):
        nonlocal n_scalars
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                look(key, is_key=True)
                look(value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                look(value)
        else:
            n_scalars += 1
            is_number = node.value.isdigit() and not (node.value.startswith("0") and len(node.value) > 1)
            if node.style is None and not (is_number or node.value in {"true", "false"} or (is_key and ok_key(node))):
                bare.append(node.value)

    look(yaml.compose(path.read_text(encoding="utf-8")))
    assert n_scalars > 10
    assert bare == []


def ok_key(node) -> bool:
    return node.tag == "tag:yaml.org,2002:str"
