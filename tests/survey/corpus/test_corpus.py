"""Every bad file ends in its verdict, with a message that names what is wrong, and never in a wrong answer."""

import csv
import json
import re

import pytest

from helpers import survey
from helpers.cli import main

from . import hopeless, layouts, people, texts, values, workbooks
from .case import Case, expected
from .writers import written

CASES: list[Case] = [
    case for module in (texts, layouts, values, people, workbooks, hopeless) for case in module.cases()
]
BOOK = survey.codebook()
UNFILLED = re.compile(r"\{[a-z_]+[:}]")
EXITS = {"accept": 0, "warn": 0, "refuse": 1}


def is_missing(one):
    return one is None or one != one


def same(one, other):
    if is_missing(one) or is_missing(other):
        return is_missing(one) and is_missing(other)
    return (one.date() if hasattr(one, "date") else one) == other


def check(case, reading):
    told = [f"{message.code}: {message.what}" for message in reading.messages]
    assert reading.verdict == case.verdict, told
    assert all(message.what and message.fix and not UNFILLED.search(str(message)) for message in reading.messages)
    if case.check:
        found = [message for message in reading.messages if message.code == case.check]
        assert found, told
        message = found[0]
        for name in ("row", "column", "value"):
            wanted = getattr(case, name)
            if wanted not in (None, ""):
                assert getattr(message, name) == wanted, (name, message)
        for words in case.says:
            assert words in str(message), message
    elif case.verdict == "accept":
        assert not [message for message in reading.messages if message.level != "note"], told
    if case.verdict == "refuse":
        assert reading.usable_n == 0 and reading.responses.empty
        assert any(message.level == "refuse" for message in reading.messages)
        return 0
    return check_answers(case, reading)


def check_answers(case, reading):
    wanted = expected(case)
    assert reading.usable_n == len(next(iter(wanted.values())))
    for column, answers in wanted.items():
        got = reading.responses[column].tolist()
        pairs = list(zip(got, answers, strict=True))
        assert all(same(one, answer) for one, answer in pairs), (column, pairs)
    return len(wanted)


def test_the_corpus_is_as_large_as_it_says():
    names = [case.name for case in CASES]
    assert len(names) == len(set(names)) >= 150
    by_verdict = {verdict: sum(case.verdict == verdict for case in CASES) for verdict in EXITS}
    assert min(by_verdict.values()) >= 30, by_verdict


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_ends_in_its_verdict(case, tmp_path):
    path = written(tmp_path, case.file, case.content)
    looked_at = check(case, survey.read(path, BOOK, case.mapping))
    assert looked_at or case.verdict == "refuse"
    assert path.read_bytes() == case.content


def one_of_each():
    """One file for every check and verdict, and for every kind of file."""
    kinds = {(case.check, case.verdict, case.file.rpartition(".")[2]): case for case in CASES if case.mapping is None}
    return list(kinds.values())


def test_the_command_prints_nothing_but_json(tmp_path, capsys):
    """Exit codes and output of `check --json` and `--clean`, as the contract has them."""
    for case in one_of_each():
        path, clean = written(tmp_path, case.file, case.content), tmp_path / "clean.csv"
        code = main(["check", str(path), "--json", "--clean", str(clean)])
        printed = json.loads(capsys.readouterr().out)
        assert (code, printed["verdict"]) == (EXITS[case.verdict], case.verdict), case.name
        assert {"verdict", "usable_n", "messages"} == set(printed)
        named = {"level", "what", "row", "column", "value", "fix"}
        assert all(named <= set(message) for message in printed["messages"])
        assert clean.exists() == (case.verdict != "refuse"), case.name
        if clean.exists():
            with clean.open(encoding="utf-8", newline="") as file:
                head, *lines = csv.reader(file)
            assert head[0] == "respondent_id" and "q1_7" in head and len(lines) == printed["usable_n"]
            assert not any(cell.startswith(("=", "+", "@")) for line in lines for cell in line)
            clean.unlink()
    assert len(one_of_each()) > 60


@pytest.mark.parametrize("name", ["an xlsx that is cut", "a csv that is gone"])
def test_a_file_that_is_not_there_is_told_without_a_traceback(name, tmp_path, capsys):
    assert main(["check", str(tmp_path / name), "--json"]) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.err + said.out
