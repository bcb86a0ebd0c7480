"""What could identify a person in a text."""

import doctest

import pytest

from helpers.survey import identifiers, masked

PLANTED = {
    "Write to anna.w+x@mail.example.org please": ("e-mail", "anna.w+x@mail.example.org"),
    "my mobile is 07700 900123": ("telephone", "07700 900123"),
    "ring (020) 7946 0018 after six": ("telephone", "(020) 7946 0018"),
    "+44 7700 900123 any time": ("telephone", "+44 7700 900123"),
    "0044 7700 900123 any time": ("telephone", "0044 7700 900123"),
    "I live near E17 4PP": ("postcode", "E17 4PP"),
    "I live near E17  4PP": ("postcode", "E17  4PP"),
    "postcode sw1a1aa": ("postcode", "sw1a1aa"),
    "NI: AB 12 34 56 C": ("NI number", "AB 12 34 56 C"),
    "NHS 943 476 5919": ("NHS number", "943 476 5919"),
    "nhs9434765919.": None,
}
HARMLESS = [
    "",
    "I go twice a week, since 2019, with 3 friends",
    "It costs £12.50 and takes 45 minutes on the 73 bus",
    "10 out of 10!",
    "at 10:30 on 12/03/2025",
    "I am 25-34",
    "Flat 3, second floor",
    "@ the library",
]


@pytest.mark.parametrize("text", [text for text, found in PLANTED.items() if found])
def test_found_and_masked(text):
    kind, found = PLANTED[text]
    assert identifiers.kinds_in(text) == (kind,)
    assert masked(text) == text.replace(found, f"[{kind}]")


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_stays(text):
    assert masked(text) == text


def test_several_at_once():
    text = "Anna, 07700 900123 or anna@example.org, E17 4PP. Again: 07700 900123"
    assert masked(text) == "Anna, [telephone] or [e-mail], [postcode]. Again: [telephone]"
    assert masked(masked(text)) == masked(text)


def test_nhs_numbers_have_the_right_last_digit():
    valid = [n for n in range(9434765910, 9434765920) if identifiers.is_nhs_number(str(n))]
    assert valid == [9434765919]


def test_the_examples_run():
    assert doctest.testmod(identifiers).attempted > 3
