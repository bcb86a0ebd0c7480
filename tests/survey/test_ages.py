"""Who is too young to be asked, however the age is written."""

import pytest

from helpers import survey
from helpers.survey.ages import Age, read_age

BOOK = survey.codebook()

WRITTEN = {
    Age.UNDER: [
        "15", "15.0", "15.5", "15,5", "15½", "15 and a half", "fifteen", "Fifteen and a half", "aged 15", "Age: 15", "15 yo",
        "15y", "15yrs", "15 years old", "I'm 15", "0", "7", "eight", "10-15", "under 16", "nearly 16", "６", "১৫",
    ],
    Age.FINE: [
        "16", "99", "45 years", "16.5", "aged 16", "sixteen", "forty-five", "Twenty one", "ninety nine", "25-34", "75 and over",
        "16+", "45y", "over 65",
    ],
    Age.NONE: ["", " ", "Prefer not to say", "N/A", "-", "Don't know"],
    # a number that is no age, and no year in which a child was born
    Age.FINE_STRAY: ["182", "770", "100", "1980", "999", "born in 1980"],
    Age.UNREADABLE: [
        "teenager", "child", "-9", "-15", "15-17", "15 or 16", "under 18", "up to 25", "18 months", "2012", "born 2010", "01/02/2011",
        "old enough", "x", "year 12 or so, 17",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("text", "age"), [(text, age) for age, texts in WRITTEN.items() for text in texts])
def test_ages(text, age):
    assert read_age(text) == age


def test_children_and_unreadable_ages_are_set_aside(write_csv):
    ages = ["34", "15.5", "fifteen", "teenager", "", "Prefer not to say", "182", "aged 45", "41"]
    path = write_csv(
        [["consent", "3.2", "1.7"], *(["Yes", age, 3] for age in ages), *(["Yes", 50, 2] for _ in range(20))]
    )
    reading = survey.read(path, BOOK)
    assert reading.set_aside == {"under 16": 2, "age could not be read": 1}
    assert reading.usable_n == 26
    message = next(message for message in reading.messages if message.code == "age_unreadable")
    assert (message.level, message.row, message.value) == ("warn", 5, "") and "teenager" not in str(message)
    with_parents = survey.read(path, BOOK.model_copy(update={"parents_consent": "A signed slip"}))
    assert not with_parents.set_aside


def test_a_mapping_says_what_an_age_means(write_csv):
    path = write_csv([["consent", "age", "1.7"], *([1, age, 3] for age in ["-9", "old", "14", *[40] * 30])])
    values = {"-9": "", "old": "80", "14": "41"}
    reading = survey.read(path, BOOK, {"age": {"column": "q3_2", "values": values}})
    assert (reading.verdict, reading.set_aside) == ("accept", {})
    assert reading.responses["q3_2"].tolist()[1:3] == [80, 41]
