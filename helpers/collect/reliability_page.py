"""How far the answers can be relied on, as step 2.3 shows it: from released figures alone."""

from collections.abc import Iterable
from statistics import NormalDist

import pandas as pd

from helpers import catalogue, estimates
from helpers.catalogue.records import Breakdown
from helpers.collect import looking
from helpers.collect.primary import comparing
from helpers.collect.reliability import AGAIN, CAME_BACK, FAST, NO_ANSWER, NOT_BACK, PREFER_NOT, SAME
from helpers.collect.weights_page import CANT
from helpers.disclosure import Released
from helpers.errors import UserProblem
from helpers.estimates import Share
from helpers.project import Opened, Project
from helpers.project.breakdowns import breakdown
from helpers.reports import tables, words
from helpers.reports.model import Block, Bullets, Caution, Facts, Fold, Paragraph, Section, Table
from helpers.reports.points import BAND
from helpers.reports.pretend import marked
from helpers.reports.sentences import WITHHELD

FAR = 0.05
"""From five points on a group is said to be over- or under-represented, where chance alone would hardly do it. Ours."""
CLEAR = 0.05
NO_TARGETS = (
    "There are no figures of the population to hold the answers against. Bring in a file of margins below, or read the "
    "groups against what you know of the place."
)


def summary(opened: Opened, wave: str, released: Released) -> Section:
    """Who answered, what was left out, how it was filled in, who came back, and what can be compared."""
    waves = words.told_apart({known.id: known.title or known.id for known in opened.waves_until(wave)})
    counts = released.counts[released.counts["wave"] == wave]
    parts = (
        Section("who-answered", "Who answered", _who(opened.record, wave, released, counts)),
        Section("not-answered", "What was left out", _left_out(opened.record, counts)),
        *_filled_in(counts),
        *_came_back(released, waves),
        *_form_of_waves(opened, waves),
    )
    shown = Section("reliability", "How far these answers can be relied on", (), parts)
    return marked(shown) if released.is_pretend else shown


# --- who answered


def _who(record: Project, wave: str, released: Released, counts: pd.DataFrame) -> tuple[Block, ...]:
    rows = released.distributions
    rows = rows[(rows["indicator"] == "") & (rows["wave"] == wave)]
    targets = record.approach.weighting.margins if record.approach.weighting else {}
    blocks: list[Block] = [_in_all(record, counts)]
    for code in rows["column"].unique():
        one = breakdown(record, code)
        blocks.append(_beside_targets(rows[rows["column"] == code], one, targets.get(code)))
    if not targets:
        return (*blocks, Paragraph(NO_TARGETS))
    weighting = record.approach.weighting
    assert weighting is not None
    source = f"Of all people: {weighting.source}, {words.month(weighting.as_at)}."
    return (*blocks, Paragraph(source), Caution(CANT))


def _in_all(record: Project, counts: pd.DataFrame) -> Facts:
    """How many of those hoped for."""
    said = counts.set_index("what")
    sample = record.approach.sample
    usable = said["n"].get("usable", float("nan"))
    pairs = [("Answers that can be used", words.count(usable) or WITHHELD)]
    if sample.target and usable == usable:
        part = words.percent(min(usable / sample.target, 1))
        pairs.append(("Hoped for", f"{words.count(sample.target)}: {part} of them came"))
    if sample.population and usable == usable and usable <= sample.population:
        part = words.percent(usable / sample.population)
        pairs.append(("People there are in all", f"{words.count(sample.population)}: {part} of them answered"))
    return Facts(tuple(pairs))


def _beside_targets(rows: pd.DataFrame, one: Breakdown, targets: dict[str, float] | None) -> Table:
    columns = ("Of those who answered", "95% interval", "Of all people", "Difference", "What it means")
    cells = tuple(_group_row(row, one, targets or {}) for row in rows.to_dict("records"))
    base = rows["n"].max()
    caption = f"{one.name}{f' ({words.people(base)} said)' if base == base else ''}"
    return tables.without_empty(Table(caption, (one.name, *columns), cells))


def _group_row(row: dict, one: Breakdown, targets: dict[str, float]) -> tuple[str, ...]:
    parts = [targets[part] for part in looking.parts_of(str(row["label"]), one) if part in targets]
    if pd.isna(row["share"]):
        found = BAND.search(row["note"] or "")
        return (row["label"], found.group().lower() if found else WITHHELD, "", _percent(parts), "", "")
    span = words.interval(row["ci_low"], row["ci_high"])
    if not parts:
        return (row["label"], words.percent(row["share"]), span, "", "", "")
    target = sum(parts)
    difference = row["share"] - target
    means = _means(difference, row["ci_low"] <= target <= row["ci_high"])
    return (row["label"], words.percent(row["share"]), span, _percent(parts), words.signed_points(difference), means)


def _means(difference: float, may_be_chance: bool) -> str:
    if abs(difference) < FAR:
        return "much as they are"
    if may_be_chance:
        return "chance could explain it"
    return "more of them answered" if difference > 0 else "fewer of them answered"


def _percent(parts: list[float]) -> str:
    return words.percent(min(sum(parts), 1)) if parts else ""


# --- what was left out, and how it was filled in


def _left_out(record: Project, counts: pd.DataFrame) -> tuple[Block, ...]:
    """Per question: how many did not answer it, and how many of them preferred not to say."""
    own = {one.id: one.wording for one in record.measures.own_questions}
    said = {row["what"]: row for row in counts.to_dict("records")}
    rows = []
    for what, row in said.items():
        if not what.startswith(NO_ANSWER):
            continue
        column = what.removeprefix(NO_ANSWER)
        prefer_not = said.get(PREFER_NOT + column)
        asked = words.count(row["of"])
        rows.append((tables.wording(column, own), asked, _count(row), _count(prefer_not) if prefer_not else ""))
    if not rows:
        return (Paragraph("Nothing is known of questions that were left out."),)
    columns = ("Question", "Asked", "No answer", "Of these, preferred not to say")
    note = (
        "A question that many leave out was too hard, too private or badly placed: its figures speak for those who answered it. "
        "Questions that only one to four people left out are not listed."
    )
    return (Fold("Question by question", (Table("Questions without an answer", columns, tuple(rows), note),)),)


def _count(row: dict) -> str:
    if not pd.isna(row["n"]):
        share = f" ({words.percent(row['n'] / row['of'])})" if row["of"] == row["of"] and row["of"] and row["n"] else ""
        return f"{words.count(row['n'])}{share}"
    found = BAND.search(row["note"] or "")
    return found.group().lower() if found else WITHHELD


def _filled_in(counts: pd.DataFrame) -> tuple[Section, ...]:
    """Signs that somebody did not read the questions; nothing where there is nothing to see them by."""
    lines = []
    for row in counts.to_dict("records"):
        if row["what"] == FAST:
            lines.append(f"Took less than half as long as is usual here: {_count(row)}.")
        elif row["what"].startswith(SAME):
            wording = catalogue_wording(row["what"].removeprefix(SAME))
            lines.append(f"Gave the same answer to every line of “{wording}”: {_count(row)}.")
    if not lines:
        return ()
    note = Paragraph(
        "Neither is proof: some people are quick, and some mean the same answer each time. Many of either says that the form was a "
        "burden, or that it was clicked through. Nobody is left out for it."
    )
    return (Section("filled-in", "How it was filled in", (Bullets(tuple(lines)), note)),)


def catalogue_wording(question: str) -> str:
    """The wording of a question by its id, without its colon."""
    return next(one.wording for one in catalogue.questions() if one.id == question).rstrip(":. ")


# --- who came back


def _came_back(released: Released, waves: dict[str, str]) -> tuple[Section, ...]:
    """Whether those who answered again were like those who didn't, when they first answered; per earlier wave."""
    table = released.table
    last = words.wave_name(list(waves.values())[-1])
    made: list[Block] = []
    for wave in list(waves)[:-1]:
        found = _attrition(table[(table["group_by"] == AGAIN) & (table["wave"] == wave)], waves, wave)
        if found:
            clear = [row[0] for row in found.rows if row[-1] == "yes"]
            differ = f"differed clearly in: {words.listed(clear)}" if clear else "did not differ clearly in any measure"
            since = words.wave_name(waves[wave])
            made.append(Paragraph(f"Of those asked in {since}, the people who answered again in {last} {differ}."))
            made.append(Fold(f"Measure by measure, since {since}", (found,)))
    if not made:
        return ()
    note = (
        "Where the two differ, what changed among those who came back changed among the kind of people who come back. Where no difference "
        "shows, they may still differ in what was not asked. People whose code can't be matched are in neither group."
    )
    return (Section("came-back", "Who came back", (*made, Paragraph(note))),)


def _attrition(rows: pd.DataFrame, waves: dict[str, str], wave: str) -> Table | None:
    if rows.empty:
        return None
    pairs = {code: found.set_index("group") for code, found in rows.groupby("indicator", sort=False)}
    differences = {code: _difference(pair) for code, pair in pairs.items()}
    q_values = dict(
        zip(differences, estimates.false_discovery_rate([one[3] for one in differences.values()]), strict=True)
    )
    cells = tuple(_attrition_row(code, pair, differences[code], q_values[code]) for code, pair in pairs.items())
    columns = ("Answered again", "Did not", "Difference", "95% interval", "Clear?")
    caption = f"What people said in {words.wave_name(waves[wave])}, by whether they answered {words.wave_name(list(waves.values())[-1])}"
    note = "“Clear” allows for how many measures were compared. Everyone who answered with a code."
    return Table(caption, ("Measure", *columns), cells, note)


Difference = tuple[float, float, float, float]


def _difference(pair: pd.DataFrame) -> Difference:
    """Those who came back less those who didn't, its interval and p-value, from the two released shares."""
    nothing = (float("nan"),) * 4
    if not {CAME_BACK, NOT_BACK} <= set(pair.index) or pair["share"].isna().any() or pair["ci_low"].isna().any():
        return nothing
    ours, theirs = pair.loc[CAME_BACK], pair.loc[NOT_BACK]
    stayed = Share(
        ours["share"], float("nan"), ours["ci_low"], ours["ci_high"], int(ours["n"]), ours["n_effective"], 1.0
    )
    found = estimates.against(stayed, theirs["share"], theirs["ci_low"], theirs["ci_high"])
    return found.difference, found.ci_low, found.ci_high, _p_value(found.difference, found.ci_low, found.ci_high)


def _p_value(difference: float, low: float, high: float) -> float:
    """Two-sided, from the interval's own width: normal, as the interval is."""
    half = (high - low) / 2
    return 2 * (1 - NormalDist().cdf(1.959964 * abs(difference) / half)) if half > 0 else float("nan")


def _attrition_row(code: str, pair: pd.DataFrame, found: Difference, q_value: float) -> tuple[str, ...]:
    difference, low, high, _ = found
    name = f"{catalogue.indicator(code).name} ({code})"
    cells = tuple(_share(pair, group) for group in (CAME_BACK, NOT_BACK))
    if difference != difference:
        return (name, *cells, "", "", "")
    is_clear = (low > 0 or high < 0) and q_value < CLEAR
    span = words.points_interval(low, high).removesuffix(" points")
    return (name, *cells, words.signed_points(difference), span, "yes" if is_clear else "no")


def _share(pair: pd.DataFrame, group: str) -> str:
    if group not in pair.index:
        return ""
    row = pair.loc[group]
    if row["share"] == row["share"]:
        return f"{words.percent(row['share'])} of {words.count(row['n'])}"
    found = BAND.search(row["note"] or "")
    return found.group().lower() if found else WITHHELD


# --- what may be compared


def _form_of_waves(opened: Opened, waves: dict[str, str]) -> tuple[Section, ...]:
    """What differs in the form between waves: what stops a comparison, and what was looked at and compared all the same."""
    blocks = [block for after in list(waves)[1:] for block in _between(opened, waves, after)]
    if len(waves) < 2:
        return ()
    says = (
        Paragraph("Nothing was found in the questions or in the way of asking that stops a comparison of the waves."),
    )
    return (Section("comparable", "Whether the waves can be compared", tuple(blocks) or says),)


def _between(opened: Opened, waves: dict[str, str], after: str) -> Iterable[Block]:
    try:
        before, found = comparing.differences(opened, after)
    except UserProblem as problem:
        return [Caution(f"{words.capital(waves[after])} could not be compared with the wave before: {problem.what}")]
    if before not in waves:
        return []
    settled = comparing.settled(opened, after)
    stops = [one for one in found if comparing.is_blocking(one)]
    open_ones = [_of(one) for one in stops if (one.kind, one.question) not in settled]
    looked_at = [
        f"{_of(one)}; compared all the same: {settled[one.kind, one.question]['reason']}"
        for one in stops
        if (one.kind, one.question) in settled
    ]
    pair = f"{waves[before]} and {words.wave_name(waves[after])}"
    blocks: list[Block] = []
    if open_ones:
        what = "; ".join(dict.fromkeys(open_ones))
        blocks.append(
            Caution(f"Not compared between {words.wave_name(pair)} until somebody has looked, in step 2.2: {what}.")
        )
    if looked_at:
        blocks.append(Fold(f"Looked at between {words.wave_name(pair)}", (Bullets(tuple(dict.fromkeys(looked_at))),)))
    return blocks


def _of(difference: object) -> str:
    question = f"question {difference.question}: " if difference.question else "the whole wave: "
    return f"{question}{comparing.WHY[difference.kind]}"
