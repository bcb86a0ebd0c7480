"""What the columns of a table probably mean: proposed from their headings and what stands in them, for a person to confirm."""

import re
from typing import Any

from helpers.catalogue.records import Worked
from helpers.collect.secondary.kept import SUMS
from helpers.collect.secondary.received import IS_CODE, Column, Received

Plain = dict[str, Any]

AREA = (
    "geography_name",
    "la_name",
    "lad_name",
    "local authority",
    "borough",
    "ward",
    "area",
    "district",
    "geography",
    "locality",
)
LARGER = ("country_name", "region_name", "country", "region")
PLACE = (
    "school_name",
    "school",
    "setting",
    "provider",
    "establishment",
    "place",
    "neighbourhood",
    "lsoa",
    "institution",
    "nursery",
)
GROUP = (
    "group",
    "sex",
    "gender",
    "ethnic",
    "age",
    "characteristic",
    "breakdown",
    "variable_name",
    "disability",
    "tenure",
    "language",
)
PERIOD = ("date_name", "time_period", "year", "period", "date", "month", "quarter")
TOTAL = (
    "denominator",
    "total",
    "population",
    "residents",
    "headcount",
    "on roll",
    "all ",
    "pupils",
    "base",
    "out of",
    "aged",
    "eligible",
)
COUNT = ("numerator", "eligible for", "in employment", "employed", "recorded", "claim", "registered", "attended", "exclu", "excl", "susp",
         "offences", "crimes", "number", "count", "taking up", "value")  # fmt: skip
MARGIN = ("confidence", "margin", "+/-", "±")
LOW_PAY = ("low",)


def propose(found: Received, worked: Worked | None) -> Plain:
    """Fields of `SecondaryTable` that say what the columns mean, as far as can be told.

    Parameters
    ----------
    worked
        How the measure is worked out; None where the table is for context, and only areas and counts are looked for.
    """
    texts = [column for column in found.columns if column.kind == "text" and not IS_CODE.search(column.heading)]
    counts = [column for column in found.columns if column.kind == "count"]
    needs_places = bool(worked and worked.places)
    place = _first(texts, PLACE) if needs_places else ""
    rest = [column for column in texts if column.heading != place]
    period = _first(rest, PERIOD)
    rest = [column for column in rest if column.heading != period]
    areas = [one.heading for name in LARGER for one in rest if one.heading.casefold() == name]
    area = _first([column for column in rest if column.heading not in areas], AREA)
    areas += [area] if area else []
    rest = [column for column in rest if column.heading not in areas]
    group = _first(rest, GROUP) if worked and worked.groups else ""
    if needs_places and not place and rest:
        place = next((column.heading for column in rest if column.heading != group), "")
    columns = _counted(found, counts, worked)
    sides = _sides(found, group, place, columns)
    return {
        "area_columns": areas,
        "place_column": place,
        "group_column": group,
        "period_column": period,
        **columns,
        **sides,
        "only": _only(rest, group, place),
    }


def _first(columns: list[Column], words: tuple[str, ...]) -> str:
    """The column whose heading has the word that comes first on the list."""
    for word in words:
        for column in columns:
            if re.search(rf"(?<![a-z]){re.escape(word.strip())}", column.heading, re.IGNORECASE):
                return column.heading
    return ""


def _counted(found: Received, counts: list[Column], worked: Worked | None) -> Plain:
    numbers = [column for column in found.columns if column.kind in ("count", "decimal", "percentage")]
    margins = [column.heading for column in numbers if any(word in column.heading.casefold() for word in MARGIN)]
    counts = [column for column in counts if column.heading not in margins]
    if worked and worked.formula == "entropy":
        groups = [column.heading for column in counts if not SUMS.match(column.heading)]
        return _columns(groups, margins=margins)
    if worked and worked.formula == "mean gap":
        means = [column for column in numbers if column.kind != "percentage" and column.heading not in margins]
        scores = [one.heading for one in means if re.search(r"att|score|average|avg", one.heading, re.IGNORECASE)]
        totals = [column.heading for column in counts if column.heading not in scores]
        return _columns(scores[:1], totals=totals[:1], margins=margins)
    if len(counts) == 1:
        return _columns([counts[0].heading], margins=margins)
    total = _total(counts)
    others = [column for column in counts if column.heading != total]
    if worked and worked.formula == "high and low":
        low = _first(others, LOW_PAY)
        high = next((column.heading for column in others if column.heading != low), "")
        return _columns([high] if high else [], [low] if low else [], [total] if total else [], margins)
    named = _best(others, worked)
    return _columns([named] if named else [], totals=[total] if total else [], margins=margins)


def _columns(counts: list[str], against: list[str] = (), totals: list[str] = (), margins: list[str] = ()) -> Plain:
    return {
        "count_columns": list(counts),
        "against_columns": list(against),
        "total_columns": list(totals),
        "margin_columns": list(margins)[:1],
    }


def _total(counts: list[Column]) -> str:
    """The column that names a whole; where several do, the one that the list of words has first."""
    of_part = re.compile(r"(?!all\b|total\b).*(eligible for|in employment|employed)", re.IGNORECASE)
    not_counts = [one for one in counts if not of_part.match(one.heading)]
    return _first(not_counts, TOTAL) or (counts[-1].heading if len(counts) == 2 else "")


def _best(columns: list[Column], worked: Worked | None) -> str:
    """The column with most words of what is counted; else one whose heading says that something is counted."""
    wanted = set(re.findall(r"[a-z]{4,}", worked.counted.casefold())) if worked else set()

    def likeness(column: Column) -> int:
        return sum(1 for word in wanted if word[:5] in column.heading.casefold())

    best = max(columns, key=likeness, default=None)
    if best and likeness(best):
        return best.heading
    return _first(columns, COUNT) or (columns[0].heading if columns else "")


def _sides(found: Received, group: str, place: str, columns: Plain) -> Plain:
    """Sums that would be counted twice; and which two groups to compare, where there are just two."""
    named = [one.texts for heading in (group, place) if heading and (one := found.column(heading))]
    sums = [text for texts in named for text in texts if SUMS.match(text)]
    groups = [text for text in named[0] if text not in sums] if group and named else list(columns["count_columns"])
    first, other = groups if len(groups) == 2 else ("", "")
    return {"left_out": sums if place else [], "first_group": first, "other_group": other}


def _only(columns: list[Column], group: str, place: str) -> list[str]:
    """A column that tells rows apart by something that isn't compared: its row for all, where it has one."""
    found = []
    for column in columns:
        if column.heading in (group, place) or len(column.texts) < 2:
            continue
        found += [f"{column.heading}: {text}" for text in column.texts if SUMS.match(text)][:1]
    return found
