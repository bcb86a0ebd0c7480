"""Every kind of chart at its extremes: what is withheld leaves no mark, and words and picture hold the same figures."""

import re
import subprocess
import sys
from xml.etree import ElementTree

import pandas as pd
import pytest

from helpers.reports import charts
from helpers.reports.charts import colours
from helpers.reports.points import MATCHED
from helpers.reports.writers.raster import png

NAN = float("nan")
LAST = "2025-spring"
LONG = "Attended a public meeting or rally or taken part in a public demonstration or protest"


def marks(picture):
    """Dots, squares and diamonds; the ends of an interval and letters are none."""
    return len(re.findall(rb'<use [^>]*xlink:href="#m', picture))


def figures(text):
    return set(re.findall(r"\d+%", text))


def in_table(figure):
    return figures(" ".join(cell for row in figure.table.rows for cell in row))


def is_sound(figure):
    """A picture that opens, in Word's PNG too, and words whose figures all stand in the table behind."""
    ElementTree.fromstring(figure.image)
    assert png(figure.image)[1:4] == b"PNG"
    assert figures(figure.alt) <= in_table(figure) and figures(figure.title) <= in_table(figure)
    assert figure.title and not figure.title.endswith(".") and figure.alt.endswith((".", "?"))
    return True


def groups_of(fabricated, *shares):
    rows = [
        fabricated.share(LAST, "kind", f"{LONG} {place}", 12 if value == value else NAN, value, status, half=0.2)
        for place, (value, status) in enumerate(shares)
    ]
    return fabricated.table(rows)


@pytest.mark.parametrize("n", [1, 18])
def test_groups_have_a_dot_each_and_the_title_names_lowest_and_highest(fabricated, found, n):
    shares = [(0.05 + 0.05 * place, "released") for place in range(n)]
    figure = charts.by_group(found(shares=groups_of(fabricated, *shares)), "kind", "Kind")
    assert is_sound(figure) and marks(figure.image) == n
    assert "5% of 12 people" in figure.title and (f"{5 * n}% of 12 people" in figure.title)
    assert bool(figure.cautions) == (n > 1)


def test_groups_that_overlap_are_said_to(fabricated, found):
    near, far = (
        charts.by_group(found(shares=groups_of(fabricated, (0.1, "released"), (high, "released"))), "kind", "Kind")
        for high in (0.2, 0.9)
    )
    assert near.title.endswith("the two ranges overlap") and "overlap" not in far.title


def test_withheld_groups_have_words_and_no_mark(fabricated, found):
    figure = charts.by_group(found(shares=groups_of(fabricated, *[(NAN, "suppressed")] * 3)), "kind", "Kind")
    assert is_sound(figure) and marks(figure.image) == 0
    assert figure.title.startswith("Withheld by kind") and figure.alt.count("withheld") == 3
    one = groups_of(fabricated, (0.3, "released"), (NAN, "suppressed"))
    assert "the other groups are withheld" in charts.by_group(found(shares=one), "kind", "Kind").title


def test_a_breakdown_that_was_not_asked_has_no_chart(found):
    assert charts.by_group(found(), "kind", "Kind") is None


def given(fabricated, shares, kind="one of", labels=None, waves=None):
    rows = [
        fabricated.answer(
            wave, code, labels[code] if labels else f"{LONG} {code}", 140, value,
            "released" if value == value else status, "fewer than 5 of 140" if status == "banded" else "",
            kind, column=f"q1_7_{code}" if kind == "any of" else "q1_7",
        )
        for wave in waves or fabricated.WAVES
        for code, (value, status) in enumerate(shares)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def shown(*values):
    return [(value, "released") for value in values]


def test_answers_are_stacked_with_their_figures_in_the_words(found):
    figure = charts.answers(found(), "q1_7")
    assert is_sound(figure) and "“Some of the time”, 30% of 140 people" in figure.title


@pytest.mark.parametrize(
    "shares",
    [shown(1.0), shown(0.0, 1.0), shown(*[1 / 11] * 11), [*shown(0.6), (NAN, "suppressed"), (NAN, "suppressed")]],
    ids=["one", "all or nothing", "eleven", "withheld"],
)
def test_answers_at_their_extremes_can_be_drawn(fabricated, found, shares):
    assert is_sound(charts.answers(found(distributions=given(fabricated, shares)), "q1_7"))


def test_answers_withheld_throughout_have_no_chart(fabricated, found):
    distributions = given(fabricated, [(NAN, "suppressed")] * 3)
    assert charts.answers(found(distributions=distributions), "q1_7") is None


def test_no_answer_is_called_most_frequent_where_a_withheld_one_could_be(fabricated, found):
    unsure = [*shown(0.3, 0.2), (NAN, "suppressed")]
    sure = [*shown(0.6, 0.2), (NAN, "suppressed")]
    small = [*shown(0.3, 0.2), (NAN, "banded")]
    titles = [
        charts.answers(found(distributions=given(fabricated, one)), "q1_7").title for one in (unsure, sure, small)
    ]
    assert [title.startswith("All answers to") for title in titles] == [True, False, False]
    tie = charts.answers(found(distributions=given(fabricated, shown(0.5, 0.5))), "q1_7").title
    assert tie.startswith("All answers to")


def test_what_is_withheld_is_one_hatched_part_without_figures(fabricated, found):
    shares = [*shown(0.6, 0.2), (NAN, "suppressed"), (NAN, "suppressed")]
    picture = charts.answers(found(distributions=given(fabricated, shares, waves=[LAST])), "q1_7").image
    assert len(re.findall(rb"fill: url\(#", picture)) == 2, "in the bar and in the key"
    whole = charts.answers(found(distributions=given(fabricated, shown(0.6, 0.4), waves=[LAST])), "q1_7").image
    assert b"fill: url(#" not in whole


def test_letters_stand_out_from_every_part_of_a_bar():
    def luminance(colour):
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        return sum(
            weight * (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4)
            for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True)
        )

    for n in range(1, 12):
        steps = colours.shades(n)
        light = [luminance(colour) for colour in steps]
        assert light == sorted(light) and len(set(steps)) == n, "darker to lighter, in grey too"
        for colour, bright in zip(steps, light, strict=True):
            ink = luminance("#ffffff" if colours.ink(colour) == "white" else "#000000")
            assert (max(ink, bright) + 0.05) / (min(ink, bright) + 0.05) >= 4.5, (n, colour)


def test_ticks_of_one_question_are_bars_most_chosen_first_that_need_not_add_up(fabricated, found):
    shares = [*shown(0.3, 0.6, 0.0), (NAN, "banded")]
    distributions = given(fabricated, shares, "any of", ["Tea", "Talk", "Walk", "Swim"], [LAST])
    figure = charts.answers(found(distributions=distributions), "q1_7")
    assert is_sound(figure) and figure.cautions and "“Talk”, 60% of 140 people" in figure.title


def over(fabricated, found, *values):
    rows = [
        fabricated.share(wave, "", "everyone", 140, value, "released" if value == value else "suppressed")
        for wave, value in zip(fabricated.WAVES, values, strict=False)
    ]
    return found(shares=pd.DataFrame(rows))


def test_panels_over_the_waves_break_their_line_at_a_withheld_wave(fabricated, found):
    whole, broken, blank = (
        over(fabricated, found, *values) for values in ((0.2, 0.3, 0.4), (0.2, NAN, 0.4), (NAN, NAN, NAN))
    )
    figure = charts.over_waves([whole, broken, blank])
    assert is_sound(figure) and len(figure.table.rows) == 3
    assert figure.alt.count("withheld") == 4
    assert charts.over_waves([whole]).image != charts.over_waves([broken]).image


def test_one_wave_has_no_panels_over_waves(fabricated, found):
    assert charts.over_waves([over(fabricated, found, 0.2)]) is None and charts.over_waves([]) is None


def test_the_title_over_waves_counts_clear_moves_only(found, fabricated):
    clear = found(changes=[fabricated.change("2024-spring", LAST, -0.1)])
    unclear = found(changes=[fabricated.change("2024-spring", LAST, -0.02)])
    assert charts.over_waves([clear, unclear]).title == (
        "Of 2 measures compared with the first time: 1 clearly lower and 1 with no clear change"
    )


def matched(fabricated, **changed):
    return {**fabricated.change("2024-spring", LAST, -0.104), "design": MATCHED, **changed}


def test_a_slope_is_drawn_for_matched_people_only(fabricated, found):
    figure = charts.slope(found(changes=[matched(fabricated)]))
    assert is_sound(figure) and marks(figure.image) == 2
    assert figure.title == "Of the 60 people who answered both times, 34% and then 24% feel lonely often or always"
    assert "−16 to −4 points" in figure.cautions[0]
    for other in ("independent", "partly overlapping"):
        assert charts.slope(found(changes=[matched(fabricated, design=other)])) is None
    withheld = matched(fabricated, difference=NAN, share_before=NAN, share_after=NAN, status="suppressed")
    assert charts.slope(found(changes=[withheld])) is None


def test_a_slope_that_is_not_clear_says_so(fabricated, found):
    figure = charts.slope(found(changes=[matched(fabricated, ci_low=-0.2, ci_high=0.1)]))
    assert figure.title.endswith("no clear change")


def test_both_slopes_of_a_comparison_are_drawn_and_told_apart_without_colour(fabricated, found):
    groups = ("took part", "comparison group")
    shares = [fabricated.share(wave, "comparison", group, 50, 0.3) for wave in fabricated.WAVES for group in groups]
    changes = [matched(fabricated, group_by="comparison", group=group) for group in groups]
    figure = charts.slope(found(shares=fabricated.table(shares), changes=changes))
    assert is_sound(figure) and marks(figure.image) == 4 + 2 and b"stroke-dasharray" in figure.image
    assert "Comparison group: the change is" in figure.cautions[1]


def test_pretend_answers_are_marked_across_every_kind(fabricated, found, monkeypatch):
    from helpers.project.opened import PRETEND

    waves = {"2024-spring": "Spring 2024", PRETEND: "Pretend"}
    shares = pd.concat([fabricated.table().replace(LAST, PRETEND)])
    distributions = fabricated.answers().replace(LAST, PRETEND)
    finding = found(waves, shares=shares, distributions=distributions, changes=[
        {**matched(fabricated), "wave_after": PRETEND}
    ])  # fmt: skip
    from helpers.reports import drawing

    for draw in (lambda: charts.by_group(finding, "age", "Age"), lambda: charts.answers(finding, "q1_7"),
                 lambda: charts.slope(finding), lambda: charts.over_waves([finding])):  # fmt: skip
        assert drawing.PALE.encode() in draw().image


def test_seaborn_waits_until_panels_are_drawn():
    look = "import sys, helpers.reports.charts; sys.exit('seaborn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0


def wards(n):
    """Squares in a row, named as the groups are but in capitals."""
    return [
        charts.Shape(f"WARD  {place}", (((place, 51), (place + 1, 51), (place + 1, 52), (place, 52), (place, 51)),))
        for place in range(n)
    ]


def by_ward(fabricated, found, *values):
    rows = [
        fabricated.share(LAST, "ward", f"Ward {place}", 40, value, "released" if value == value else "suppressed")
        for place, value in enumerate(values)
    ]
    return found(shares=fabricated.table(rows))


def test_a_map_shades_areas_and_says_how_many_can_not_be_told_apart(fabricated, found):
    figure = charts.places(by_ward(fabricated, found, 0.2, 0.25, 0.8, NAN), "ward", "Ward", wards(6))
    assert is_sound(figure) and "The ranges of 1 of 3 pairs of areas overlap" in figure.cautions[0]
    assert "Ward 3: withheld" in figure.alt and b"fill: url(#" in figure.image


@pytest.mark.parametrize("values", [(0.2,), (0.0, 1.0), (0.3, 0.3)], ids=["one", "ends", "equal"])
def test_maps_at_their_extremes_can_be_drawn(fabricated, found, values):
    assert is_sound(charts.places(by_ward(fabricated, found, *values), "ward", "Ward", wards(2)))


def test_an_area_too_small_to_be_seen_is_left_out_of_the_picture(fabricated, found):
    speck = charts.Shape("Ward 1", (((0, 51), (1e-5, 51), (1e-5, 51.00001), (0, 51)),))
    figure = charts.places(by_ward(fabricated, found, 0.2, 0.4), "ward", "Ward", [*wards(1), speck])
    assert is_sound(figure) and "40%" in figure.alt


def test_an_area_without_a_shape_is_named_and_a_map_of_nothing_is_none(fabricated, found):
    figure = charts.places(by_ward(fabricated, found, 0.2, 0.4), "ward", "Ward", wards(1))
    assert "Not on the map, for want of a shape: Ward 1." in figure.cautions
    assert charts.places(by_ward(fabricated, found, NAN, NAN), "ward", "Ward", wards(2)) is None
    assert charts.places(by_ward(fabricated, found, 0.2), "ward", "Ward", []) is None
