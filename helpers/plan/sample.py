"""The sample: how many answers for which margin, what each group would have, what change it would show (sample_change)."""

import re
from collections.abc import Iterator

from helpers import catalogue
from helpers.estimates.planning import margin_of_error, sample_size
from helpers.plan import sample_change
from helpers.plan.sample_design import REPORTED_FROM, Design, design, problems
from helpers.project import Opened
from helpers.project.record import Project, Sample
from helpers.reports import words
from helpers.reports.facts import facts
from helpers.reports.model import Block, Bullets, Caution, Facts, Paragraph, Section, Table

MARGINS = (3, 5, 8, 10)
EFFECTS = (1.0, 1.5, 2.0)
NEEDED = ("target", "population", "recruitment", "how")
"""What is shown of the sample even where it is empty."""
SMALL = 30
"""Answers below which a group's figure is little more than a hint."""

NO_SIZE_MENDS = (
    "No size mends this: where people choose for themselves whether to take part, those who do may differ from those who "
    "don't, and more of them differ in the same way. The margins here would hold only if they did not."
)
NOBODY_LEFT_OUT = (
    "Margins count chance alone. Where those who don't answer differ from those who do, more answers don't mend it: try "
    "again, at another hour, in another way."
)


def plan(opened: Opened) -> Section:
    """The sample: what was decided, what it would tell, and what stands behind these figures."""
    record, found = opened.record, design(opened.record)
    return Section(
        "sample-size",
        "How many people",
        (decided(record), *(Caution(text) for text in problems(record).values()), *in_words(found), needed(found)),
        (
            *_groups(record, found),
            *sample_change.plan(record, found),
            Section("sample-assumed", "What these figures rest on", (_assumed(found), _caution(record))),
        ),
    )


def decided(record: Project) -> Facts:
    """What was filled in about the sample; what is empty is left out, but for what the step needs."""
    sample = record.approach.sample
    pairs = [(name, _with_unit(sample, name)) for name in type(sample).model_fields]
    return Facts(
        tuple((type(sample).model_fields[name].title or name, text) for name, text in pairs if text or name in NEEDED)
    )


def in_words(found: Design) -> tuple[Block, ...]:
    """What the target tells about one figure, and how many to approach, in plain words."""
    if found.target is None:
        return (Paragraph("Set a target, and this says what so many answers can tell."),)
    if found.is_impossible:
        return ()
    said = [_margin(found)]
    to_approach = found.to_approach(found.target)
    if to_approach is not None:
        said.append(
            f"If {words.percent(found.response or 0)} of those you ask answer, ask {words.people(to_approach)} for {words.plural(found.target, 'answer')}."
        )
    return (Bullets(tuple(said)),)


def needed(found: Design) -> Table:
    """Answers needed for a margin, by design effect; beside them how many to approach, where that is known."""
    margins, effects = _with(MARGINS, found.margin_points), _with(EFFECTS, found.design_effect)
    rows = tuple(
        (f"± {words.plural(int(margin), 'point')}", *(_answers(margin / 100, effect, found) for effect in effects))
        for margin in margins
    )
    columns = ("Margin", *(f"Design effect {effect:g}" for effect in effects))
    of_whom = f", from {words.people(found.population)}" if found.population else ""
    asked = "; in brackets how many to ask" if found.response else ""
    note = f"Answers needed for a share of about {words.percent(found.share)}{of_whom}{asked}. Yours is design effect {found.design_effect:g}."
    return Table("How many answers for which margin", columns, rows, note)


def groups(record: Project, found: Design) -> Table | None:
    """What each group to be looked at by itself would have, were the target reached; None without groups or target."""
    codes = [code for code in record.approach.breakdowns if "*" not in code and code != "comparison"]
    if not codes or found.target is None or found.is_impossible:
        return None
    rows = tuple(row for code in codes for row in _group_rows(code, record, found))
    note = f"Below {REPORTED_FROM} answers a report shows no figure; below {SMALL} it is little more than a hint. Crossed groups are smaller still."
    return Table("What each group would have", ("Characteristic", "Group", "Answers", "Margin"), rows, note)


def missing(opened: Opened) -> tuple[str, ...]:
    """What is still to be said about the sample."""
    approach = opened.record.approach
    sample, is_again = approach.sample, (approach.n_waves or 1) > 1
    needs = {
        "Set how many answers you hope for in each wave.": sample.target,
        "Say how people come to take part: everyone, a random choice, or people who choose to join.": sample.recruitment,
        "Say in words how people are found and approached.": sample.how,
        "Say who is asked the next time: the same people or others.": sample.returning or not is_again,
    }
    return (
        *(sentence for sentence, is_there in needs.items() if not is_there),
        *(f"Sample: {sentence}" for path, sentence in problems(opened.record).items() if path.endswith("target")),
    )


def _with_unit(sample: Sample, name: str) -> str:
    """What a field of the sample holds, with the unit that the record says it has."""
    ((_, text),) = facts(sample, name).pairs
    unit = type(sample).model_fields[name].json_schema_extra["form"].get("unit", "")  # type: ignore[index,union-attr]
    if text == "1":
        unit = re.sub(r"^(answer|point|wave|month)s", r"\1", unit)
    return f"{text} {unit}".strip() if text else ""


def _margin(found: Design) -> str:
    assert found.target is not None
    whole = margin_of_error(found.target, found.share, design_effect=found.design_effect)
    start = f"With {words.plural(found.target, 'answer')}, a share of about {words.percent(found.share)} comes with a margin of {_points(whole)} either way"
    if not found.population:
        return f"{start}."
    if found.target == found.population:
        return f"Everybody answers: figures of these {words.people(found.population)} are exact. As a figure of people like them it has a margin of {_points(whole)} either way."
    of_these = margin_of_error(
        found.target, found.share, population=found.population, design_effect=found.design_effect
    )
    if words.rounded(of_these * 100) == words.rounded(whole * 100):
        return f"{start}."
    return f"{start}, as the report will show it. Of these {words.people(found.population)} alone it is {_points(of_these)}."


def _points(margin: float) -> str:
    return f"about {words.points(margin)}" if margin >= 0.005 else "under 1 point"


def _with(usual: tuple[float, ...], own: float | None) -> tuple[float, ...]:
    return tuple(sorted({*usual, *(() if own is None else (own,))}))


def _answers(margin: float, effect: float, found: Design) -> str:
    n = sample_size(margin, found.share, population=found.population, design_effect=effect)
    to_approach = found.to_approach(n)
    if to_approach is None:
        return f"{n:,}"
    if found.population is not None and to_approach > found.population:
        return f"{n:,} (more than there are)"
    return f"{n:,} ({to_approach:,})"


def _groups(record: Project, found: Design) -> tuple[Section, ...]:
    table = groups(record, found)
    return (Section("sample-groups", "Groups looked at by themselves", (table,)),) if table else ()


def _group_rows(code: str, record: Project, found: Design) -> Iterator[tuple[str, ...]]:
    breakdown = catalogue.breakdown(code)
    margins = record.approach.weighting.margins.get(code) if record.approach.weighting else None
    labels = tuple(breakdown.bands or breakdown.groups)
    shares = margins or dict.fromkeys(labels, 1 / len(labels))
    for label, share in shares.items():
        yield (breakdown.name if margins else f"{breakdown.name} (as if equal)", label, *_group(share, found))


def _group(share: float, found: Design) -> tuple[str, str]:
    assert found.target is not None
    n = words.rounded(found.target * share)
    if n < REPORTED_FROM:
        return str(n), "not shown"
    return str(n), _points(margin_of_error(n, found.share, design_effect=found.design_effect))


def _assumed(found: Design) -> Block:
    if not found.assumed:
        return Paragraph("Everything they reckon with was filled in. Intervals are of 95%.")
    return Bullets((*found.assumed, "Intervals of 95%, and a chance of four in five (80%) that a change is found."))


def _caution(record: Project) -> Caution:
    return Caution(NO_SIZE_MENDS if record.approach.sample.recruitment == "chose to join" else NOBODY_LEFT_OUT)
