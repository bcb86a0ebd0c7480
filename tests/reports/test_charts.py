import re
from importlib.resources import files
from xml.etree import ElementTree

import pandas as pd
import pytest

from helpers.reports import charts, drawing

NAN = float("nan")
LAST = "2025-spring"


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_a_chart_is_a_plain_picture_without_script_text_date_or_maker(found):
    picture = charts.draw(found())
    tree = ElementTree.fromstring(picture)
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert tags <= {"svg", "defs", "style", "g", "path", "use", "clipPath", "rect", "metadata"}
    assert "use" in tags, "text is drawn as outlines"
    assert not re.search(rb"matplotlib|<dc:|rdf|20\d\d-\d\d-\d\dT|onload|javascript", picture, re.IGNORECASE)
    links = [value for element in tree.iter() for name, value in element.attrib.items() if name.endswith("href")]
    assert links and all(link.startswith("#") for link in links)


def test_the_same_finding_gives_the_same_picture(found):
    assert charts.draw(found()) == charts.draw(found())


def test_a_notebooks_own_settings_do_not_change_the_picture(found):
    import matplotlib

    plain = charts.draw(found())
    with matplotlib.rc_context({"font.size": 30, "svg.fonttype": "none", "lines.linewidth": 9}):
        assert charts.draw(found()) == plain


def marks(picture):
    return len(re.findall(rb'<use [^>]*xlink:href="#m', picture))


def test_what_is_withheld_has_no_mark(fabricated, found):
    shown = charts.draw(found(benchmark=None))
    rows = fabricated.table()
    rows.loc[rows["wave"] == "2024-autumn", ["share", "ci_low", "ci_high"]] = NAN
    rows.loc[rows["wave"] == "2024-autumn", ["status", "note"]] = ["banded", "fewer than 5 of 145"]
    assert marks(shown) == 3 and marks(charts.draw(found(benchmark=None, shares=rows))) == 2


def test_the_comparison_group_and_the_published_figure_are_drawn(fabricated, found):
    both = [
        fabricated.share(wave, "comparison", group, 50, 0.3)
        for wave in fabricated.WAVES
        for group in ("took part", "comparison group")
    ]
    picture = charts.draw(found(shares=fabricated.table(both)))
    assert marks(picture) == 6 + 2 + 1, "six shares, two in the key, one published figure"


@pytest.mark.parametrize("value", [0.0, 1.0, NAN])
def test_the_ends_of_the_scale_and_a_lone_blank_can_be_drawn(fabricated, found, value):
    status = "suppressed" if value != value else "released"
    shares = pd.DataFrame([fabricated.share(LAST, "", "everyone", 30, value, status)])
    picture = charts.draw(found({LAST: "Spring 2025"}, shares=shares, changes=[]))
    ElementTree.fromstring(picture)


def test_long_names_are_broken_and_cut_in_words_and_never_overflow():
    name = "Attended a public meeting or rally or taken part in a public demonstration or protest"
    lines = drawing.fitted(name, 160, 2).split("\n")
    assert len(lines) == 2 and all(drawing.measured(line, drawing.TEXT) <= 170 for line in lines)
    assert lines[-1].endswith("…") and drawing.fitted("x" * 200, 160).endswith("x…")
    assert drawing.fitted("Never", 160) == "Never" and drawing.fitted("", 160) == ""


def test_colours_stand_out_from_white_and_from_each_other_in_grey():
    for colour in (drawing.INK, drawing.SOFT, drawing.OURS, drawing.THEIRS):
        assert contrast(colour, "#ffffff") >= 4.5
    assert contrast(drawing.BAR, "#ffffff") >= 3 and contrast(drawing.BAR, drawing.INK) >= 4.5


def test_the_page_has_readable_colours():
    style = (files("helpers.reports") / "templates" / "page.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", style))
    assert len(colours) >= 8
    for ink in ("ink", "soft", "deep", "link"):
        assert contrast(colours[ink], "#ffffff") >= 4.5 and contrast(colours[ink], colours["wash"]) >= 4.5
    assert contrast(colours["amber"], colours["amber-wash"]) >= 4.5
    assert contrast("#c9e3e6", colours["deep"]) >= 4.5


def test_the_scale_takes_most_of_the_width_and_no_end_of_it_is_cut_off(found):
    assert drawing.across(1) - drawing.across(0) >= 0.85 * drawing.WIDTH
    style = (files("helpers.reports") / "templates" / "page.css").read_text(encoding="utf-8")
    assert re.search(r"^figure img \{[^}]*width: 100%", style, re.MULTILINE)
    assert not re.search(r"^figure img \{[^}]*max-width", style, re.MULTILINE)
