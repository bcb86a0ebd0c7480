"""The truth of the sample projects, counted again from the files themselves."""

import importlib.util
import json
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_data"


def _load(name: str):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


raw_files = _load("raw_files")


def truth_of(project: str) -> dict:
    return json.loads((SAMPLES / project / "truth.json").read_text(encoding="utf-8"))


WAVES = [(project, wave) for project in ("befriending", "estate") for wave in truth_of(project)["waves"]]


@pytest.fixture(scope="module")
def read():
    return {(project, wave): raw_files.rows(path_of(project, wave)) for project, wave in WAVES}


def path_of(project: str, wave: str) -> Path:
    return SAMPLES / project / "data" / wave / truth_of(project)["waves"][wave]["file"]


def _is(column, *codes):
    return lambda row: None if row.get(column) is None else row[column] in codes


def _mixing(line):
    def counts(row):
        often, good = row[f"q1_3_1_{line}"], row[f"q1_3_2_{line}"]
        if (often is not None and often < 4) or (good is not None and good > 2):
            return False
        return None if often is None or good is None else True

    return counts


RULES = {
    "R3": _is("q1_8", 1, 2),
    "R4": _is("q1_5", 1, 2),
    "R6": _is("q1_2", 2, 3, 4, 5),
    "R7": _is("q1_7", 1),
    "R2_younger": _mixing("younger"),
    "R2_older": _mixing("older"),
    "P3": _is("q2_4", 1),
    "E8": lambda row: None if row["q3_18"] is None else row["q3_18"] != {12},
    "E11": _is("q3_13", 2),
    "O1_area": _is("q2_7", 1, 2),
    "O2": _is("q3_19", 7, 8, 9, 10),
}


def usable(rows):
    return [row for row in rows if row["consent_analyse"] == 1]


def same_code(row):
    return row["panel_code"].replace(" ", "").upper() if row["panel_code"] else None


@pytest.mark.parametrize(("project", "wave"), WAVES)
def test_counts_are_those_of_the_file(project, wave, read):
    rows, expected = usable(read[project, wave]), truth_of(project)["waves"][wave]
    groups = {"everyone": rows}
    if project == "befriending":
        groups |= {"took part": [row for row in rows if row["own_group"] == 1]}
        groups |= {"comparison group": [row for row in rows if row["own_group"] == 2]}
    compared = 0
    for group, members in groups.items():
        for indicator, known in expected["counts"][group].items():
            verdicts = [verdict for verdict in map(RULES[indicator], members) if verdict is not None]
            assert {"n": len(verdicts), "n_yes": sum(verdicts)} == known, (group, indicator)
            compared += 1
    assert compared == (30 if project == "befriending" else 6)


@pytest.mark.parametrize(("project", "wave"), WAVES)
def test_rows_are_received_used_and_set_aside_as_said(project, wave, read):
    rows, expected = read[project, wave], truth_of(project)["waves"][wave]
    assert len(rows) == expected["received"]
    assert len(usable(rows)) == expected["usable"]
    said = Counter(row["consent_analyse"] for row in rows)
    assert {"consent is no": said[2], "consent is blank": said[None]} == expected["set_aside"]


@pytest.mark.parametrize("wave", [wave for project, wave in WAVES if project == "befriending"])
def test_what_is_planted_is_there(wave):
    table, expected = raw_files.cells(path_of("befriending", wave)), truth_of("befriending")["waves"][wave]
    assert expected["stray"] and expected["personal_details"]
    for stray in expected["stray"]:
        line = [str(cell) for cell in table[stray["row"] - 1]]
        assert stray["value"] in line
    for planted in expected["personal_details"]:
        assert any(planted["detail"] in str(cell) for cell in table[planted["row"] - 1])


def test_details_are_the_kind_kept_for_invention():
    planted = [detail for wave in truth_of("befriending")["waves"].values() for detail in wave["personal_details"]]
    assert {detail["kind"] for detail in planted} == {"phone", "e-mail"}
    for detail in planted:
        assert detail["detail"].startswith("020 7946 0") or detail["detail"].endswith("@example.org")


def test_people_match_as_said(read):
    expected = truth_of("befriending")
    assert len(expected["matched"]) == 3
    for pair, known in expected["matched"].items():
        own = []
        for wave in pair.split(" to "):
            rows = usable(read["befriending", wave])
            seen = Counter(filter(None, map(same_code, rows)))
            assert sorted(code for code, n in seen.items() if n > 1) == expected["waves"][wave]["colliding_codes"]
            own.append({same_code(row): row for row in rows if seen[same_code(row)] == 1})
        common = own[0].keys() & own[1].keys()
        assert len(common) == known["everyone"]["people"] >= 50
        assert sum(own[0][code]["own_group"] == 1 for code in common) == known["took part"]["people"]


def test_what_is_built_in_can_be_seen():
    """The shares found lie near those built in: what goes missing moves them by a few people only."""
    expected = truth_of("befriending")
    compared = 0
    for indicator, built_in in expected["built_in"].items():
        for group in ("took part", "comparison group"):
            for wave, share in built_in[group].items():
                found = expected["waves"][wave]["counts"][group][indicator]
                assert found["n_yes"] / found["n"] == pytest.approx(share, abs=0.09), (indicator, group, wave)
                compared += 1
    assert compared == 10 * 2 * 3
