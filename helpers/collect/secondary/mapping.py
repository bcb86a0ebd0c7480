"""What the columns of a table probably mean: proposed from their headings and what stands in them, for a person to confirm."""

import re
from typing import Any

from helpers.catalogue.records import Worked
from helpers.collect.secondary.cells import tidy
from helpers.collect.secondary.kept import SUMS
from helpers.collect.secondary.periods import is_month
from helpers.collect.secondary.received import IS_CODE, Column, Received
from helpers.project.record.secondary import Several

Plain = dict[str, Any]

AREA = (
    "geography_name",
    "la_name",
    "lad_name",
    "local authority",
    "local authorities",
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
PERIOD = ("date_name", "time_period", "financial year", "academic year", "year", "period", "date", "month", "quarter")
TOTAL = (
    "denominator",
    "total",
    "population",
    "residents",
    "headcount",
    "on roll",
    "base (weighted",
    "weighted base",
    "^all",
    "pupils",
    "base",
    "out of",
    "aged",
    "eligible",
)
COUNT = ("numerator", "eligible for", "in employment", "employed", "recorded", "claim", "registered", "attended", "exclu", "excl", "susp",
         "offences", "crimes", "number", "count", "taking up", "value")  # fmt: skip
MARGIN = ("confidence", "margin", "conf", "+/-", "±")
LOW_PAY = ("low",)
YEAR = re.compile(r"(?<!\d)(19|20)\d\d")
REPEATED = re.compile(r" #\d+$")
"""What the reader adds to a heading that stands there already."""


PROPOSED = (
    "area_columns", "place_column", "group_column", "period_column", "kinds_column", "count_columns", "several_are", "against_columns",
    "total_columns", "margin_columns", "only", "left_out", "first_group", "other_group",
)  # fmt: skip
"""Fields of `SecondaryTable` that are proposed."""


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
    group = _group(rest) if worked and worked.groups else ""
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
        "only": _only(found, rest, group, place),
    }


def _first(columns: list[Column], words: tuple[str, ...]) -> str:
    """The column whose heading has the word that comes first on the list."""
    return next((found[0].heading for word in words if (found := _named(columns, word))), "")


def _named(columns: list[Column], word: str) -> list[Column]:
    """Columns in whose heading a word begins with this; after "^" the heading itself has to."""
    start = "^" if word.startswith("^") else "(?<![a-z])"
    return [one for one in columns if re.search(start + re.escape(word.lstrip("^")), one.heading, re.IGNORECASE)]


def _group(columns: list[Column]) -> str:
    """The column of groups: of those that are named alike, the one that tells most of them apart."""
    several = [column for column in columns if len(_parts(column)) > 1]
    named = next((found for word in GROUP if (found := _named(several, word))), [])
    return max(named, key=lambda column: len(_parts(column)), default=Column("", "text")).heading


def _parts(column: Column) -> list[str]:
    """The texts of a column that are no sums of the others."""
    return [text for text in column.texts if not SUMS.match(text)]


def _counted(found: Received, counts: list[Column], worked: Worked | None) -> Plain:
    numbers = [column for column in found.columns if column.kind in ("count", "decimal", "percentage")]
    margins = [column.heading for column in numbers if any(word in column.heading.casefold() for word in MARGIN)]
    counts = [column for column in counts if column.heading not in margins]
    if worked and worked.formula == "entropy":
        groups = [column.heading for column in counts if not SUMS.match(column.heading)]
        return _columns(groups, margins=margins)
    if worked and worked.formula == "mean gap":
        means = [column for column in numbers if column.kind != "percentage" and column.heading not in margins]
        scores = [_known(means, worked)] if _known(means, worked) else []
        scores += [one.heading for one in means if re.search(r"score|average|avg", one.heading, re.IGNORECASE)]
        totals = [column.heading for column in counts if column.heading not in scores]
        return _columns(scores[:1], totals=totals[:1], margins=margins)
    several = _several(counts, worked)
    if several:
        counted, totals, are = several
        return {**_columns(counted, totals=totals, margins=margins), "several_are": are}
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


def _several(counts: list[Column], worked: Worked | None) -> tuple[list[str], list[str], Several] | None:
    """Columns of counts and of totals where years or groups stand side by side, and which of the two they are.

    Years and groups stand above headings that repeat ("2022/23: Residents", "Women: Employed"), or are named before each
    of them ("Men numerator", "denominator", "Women numerator", "denominator"); years may be the headings themselves.
    """
    if worked is None or worked.formula not in ("share", "rate", "gap"):
        return None
    return _under_each(counts, worked) or _before_each(counts) or _dated(counts, worked)


def _under_each(counts: list[Column], worked: Worked) -> tuple[list[str], list[str], Several] | None:
    pieces = [column.heading.partition(": ") for column in counts]
    names = list(dict.fromkeys(before for before, colon, _ in pieces if colon))
    if len(names) < 2 or not all(colon for _, colon, _ in pieces):
        return None
    inner = [Column(after, "count") for before, _, after in pieces if before == names[0]]
    count = _best(inner, worked)
    rest = [one for one in inner if one.heading != count]
    total = rest[0].heading if len(rest) == 1 else _total(rest)
    counted, totals = ([f"{name}: {one}" for name in names if one] for one in (count, total))
    if not {*counted, *totals} <= {column.heading for column in counts}:
        return None
    return counted, totals, "periods" if all(map(YEAR.search, names)) else "groups"


def _before_each(counts: list[Column]) -> tuple[list[str], list[str], Several] | None:
    headings = [column.heading for column in counts]
    bare = [REPEATED.sub("", heading) for heading in headings]
    repeated = next((name for name in bare if bare.count(name) > 1 and _named([Column(name, "count")], "denom")), None)
    at = [place for place, name in enumerate(bare) if name == repeated]
    if not at or 0 in at:
        return None
    return [headings[place - 1] for place in at], [headings[place] for place in at], "groups"


def _dated(counts: list[Column], worked: Worked) -> tuple[list[str], list[str], Several] | None:
    dated = [column.heading for column in counts if YEAR.search(column.heading)]
    if len(dated) < 2 or len({re.sub(r"\d+", "", heading) for heading in dated}) > 1:
        return None
    total = _first([column for column in counts if column.heading not in dated], TOTAL)
    # events are counted over a year: its months are added up
    is_a_year = worked.formula == "rate" and len(dated) <= 12 and all(map(is_month, dated))
    return dated, [total] if total else [], "parts" if is_a_year else "periods"


def _columns(counts: list[str], against: list[str] = (), totals: list[str] = (), margins: list[str] = ()) -> Plain:
    return {
        "count_columns": list(counts),
        "against_columns": list(against),
        "total_columns": list(totals),
        "margin_columns": list(margins) if len(margins) == len(counts) else [],
    }


def _total(counts: list[Column]) -> str:
    """The column that names a whole; where several do, the one that the list of words has first."""
    of_part = re.compile(r"(?!all\b|total\b).*(eligible for|in employment|employed)", re.IGNORECASE)
    not_counts = [one for one in counts if not of_part.match(one.heading)]
    return _first(not_counts, TOTAL) or (counts[-1].heading if len(counts) == 2 else "")


def _best(columns: list[Column], worked: Worked | None) -> str:
    """The column that published files call so, or with most words of what is counted; else one that says it counts."""
    if known := _known(columns, worked):
        return known
    wanted = set(re.findall(r"[a-z]{4,}", worked.counted.casefold())) if worked else set()

    def likeness(column: Column) -> int:
        return sum(1 for word in wanted if word[:5] in column.heading.casefold())

    best = max(columns, key=likeness, default=None)
    if best and likeness(best):
        return best.heading
    return _first(columns, COUNT) or (columns[0].heading if columns else "")


def _known(columns: list[Column], worked: Worked | None) -> str:
    """The column that published files call so; of several the shortest: "susp" before "one_plus_susp"."""
    for word in worked.known_as if worked else ():
        there = _named(columns, word)
        if there:
            return min((one.heading for one in there), key=len)
    return ""


def _sides(found: Received, group: str, place: str, columns: Plain) -> Plain:
    """Sums that would be counted twice; and which two groups to compare, where there are just two."""
    named = [one.texts for heading in (group, place) if heading and (one := found.column(heading))]
    sums = [text for texts in named for text in texts if SUMS.match(text)]
    is_wide = columns.get("several_are") != "periods"
    beside = list(columns["count_columns"]) if is_wide else []
    groups = [text for text in named[0] if text not in sums] if group and named else beside
    first, other = groups if len(groups) == 2 else ("", "")
    return {"left_out": sums if place else [], "first_group": first, "other_group": other}


def _only(found: Received, columns: list[Column], group: str, place: str) -> list[str]:
    """A column that tells rows apart by something that isn't compared: its row for all, where it has one.

    Not where no groups would be left: a row for all topics is no row of a group of one topic.
    """
    at = {heading: place for place, heading in enumerate(found.headings)}
    rows, kept = found.rows, []
    for column in columns:
        if column.heading in (group, place) or len(column.texts) < 2:
            continue
        whole = next((text for text in column.texts if SUMS.match(text)), "")
        left = [row for row in rows if tidy(row[at[column.heading]]) == whole]
        groups = {tidy(row[at[group]]) for row in left} if group else set()
        if whole and (not group or sum(not SUMS.match(one) for one in groups) > 1):
            kept.append(f"{column.heading}: {whole}")
            rows = left
    return kept
