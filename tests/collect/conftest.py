"""A small project made by hand, whose answers every test writes for itself."""

import csv
from datetime import date

import pytest

from helpers import project as projects
from helpers.collect import primary


@pytest.fixture
def tea(tmp_path):
    """A project that measures loneliness; `tea.add(wave, rows)` brings answers in."""
    return Tea(tmp_path)


class Tea:
    def __init__(self, folder):
        self.files = folder
        self.path = projects.create(folder / "tea", "Tea on Tuesdays").path
        self.decide(**{"measures.basket": [{"indicator": "R7"}]})

    def decide(self, **changes):
        projects.save(self.path, "1.2", changes)

    @property
    def opened(self):
        return projects.open(self.path)

    def write(self, rows, name="answers.csv"):
        file = self.files / name
        with file.open("w", encoding="utf-8", newline="") as handle:
            columns = list(dict.fromkeys(column for row in rows for column in row))
            others = [column for column in columns if column != "consent_analyse"]
            writer = csv.DictWriter(handle, ["consent_analyse", *others], restval="")
            writer.writeheader()
            writer.writerows({"consent_analyse": 1, **row} for row in rows)
        return file

    def add(self, wave, rows, day=date(2026, 1, 31), name="answers.csv"):
        return primary.add(self.path, self.write(rows, name), wave, day)
