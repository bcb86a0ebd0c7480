"""A served notebook opens what its address names: the plain name of a project in the served folder, nothing else."""

import doctest
import os
import shutil

import pytest

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.steps import address, begin
from helpers.steps.listing import SAMPLES


@pytest.fixture
def folder(tmp_path):
    """Two projects side by side, and a third outside."""
    for name in ("tea", "Garden & gate"):
        projects.create(tmp_path / "projects" / name, name.capitalize())
    projects.create(tmp_path / "secret", "Not to be seen")
    return tmp_path / "projects"


@pytest.fixture
def served(folder, monkeypatch):
    """A function that makes this process look like a served kernel with that query."""
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5.13")
    monkeypatch.setenv("WORKBOOK_PROJECTS", str(folder))
    return lambda query: monkeypatch.setenv("QUERY_STRING", query)


def test_the_address_says_which_project_and_the_notebook_does_not(served):
    served("project=tea")
    here = begin("1.1", "sample_data/befriending")
    assert (here.opened.title, here.wave) == ("Tea", None)


def test_a_name_is_found_as_the_query_spells_it(folder, served):
    found = address.read("project=Garden+%26+gate", folder)
    assert found.project == folder / "Garden & gate"
    assert address.read(found.query, folder) == found
    served(found.query)
    assert begin("0", "sample_data/befriending").opened.title == "Garden & gate"


def test_a_wave_is_taken_and_an_unknown_one_is_said(folder, served):
    shutil.copytree(SAMPLES / "befriending", folder / "befriending")
    served("project=befriending&wave=2024-spring")
    assert begin("2.3", "sample_data/estate").wave == "2024-spring"
    served("project=befriending&wave=never")
    with pytest.raises(UserProblem, match="no wave 'never'"):
        begin("2.3", "sample_data/estate")


@pytest.mark.parametrize(
    "query",
    ["", "project=", "wave=2024-spring", "project=none", "project=..", "project=../secret", "project=..%2Fsecret",
     "project=%2Fetc", "project=tea%00", "project=./tea", "project=tea/", "project=TEA", "project=.hidden",
     "project=tea&project=secret", "project=tea&wave=a&wave=b", "project=sample_data%2Fbefriending"],
)  # fmt: skip
def test_anything_else_is_refused_and_leads_back_to_the_start(folder, served, query):
    projects.create(folder / ".hidden", "Hidden")
    served(query)
    with pytest.raises(UserProblem) as problem:
        begin("1.1", str(folder / "tea"))
    assert "start page" in problem.value.fix


def test_an_absolute_path_is_refused(folder, served):
    served(f"project={folder / 'tea'}")
    with pytest.raises(UserProblem, match="no project"):
        begin("1.1", folder / "tea")


def test_without_a_folder_of_projects_nothing_is_opened(served, monkeypatch):
    served("project=tea")
    monkeypatch.delenv("WORKBOOK_PROJECTS")
    with pytest.raises(UserProblem, match="does not know where"):
        begin("1.1", "sample_data/befriending")


def test_damaged_projects_are_named_and_other_folders_are_not(folder):
    (folder / "tea" / "project.json").write_text("{")
    (folder / "empty").mkdir()
    assert address.names(folder) == ("Garden & gate", "tea")
    assert address.names(folder / "nowhere") == ()


def test_a_folder_whose_name_is_no_text_is_no_project(folder):
    shutil.copytree(os.fsencode(folder / "tea"), os.fsencode(folder) + b"/caf\xe9")
    assert address.names(folder) == ("Garden & gate", "tea")
    assert address.nameless(folder) == ("caf\udce9",)


def test_outside_a_served_page_the_parameters_count(folder):
    assert begin("1.1", folder / "tea").opened.title == "Tea"


def test_the_examples_in_the_module_run():
    result = doctest.testmod(address)
    assert result.attempted and not result.failed
