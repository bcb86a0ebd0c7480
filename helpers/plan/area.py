"""The study area: what it is, and whether it is still the one that was asked about first."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from helpers import project as projects
from helpers.project import Opened
from helpers.reports.facts import facts
from helpers.reports.model import Block, Caution, Facts, Section, Table

KINDS = {
    "official area": "An official area, such as a borough or a ward",
    "community": "A community whose edges you draw yourself",
    "catchment": "A catchment: where participants come from",
    "no area": "Not about a place",
}
PARTS = {
    "shapes it": "Shapes the research",
    "opens doors": "Opens doors",
    "asks questions": "Asks the questions",
    "spreads the word": "Spreads the word",
    "hears the findings": "Hears what came out",
}
STUDY_AREA, WAVES = "approach.study_area", "primary.waves"
ALL = 1_000_000


@dataclass(frozen=True)
class AreaChange:
    """The study area as it was when the first answers came in, and as it is now."""

    then: str
    now: str


def summary(opened: Opened) -> Section:
    """The study area, what surrounds it, and who could open doors."""
    approach = opened.record.approach
    kind = ("Kind of area", KINDS.get(approach.area_kind or "", ""))
    change = (("If the study area changed", approach.area_change),) if approach.area_change else ()
    area, context = facts(approach, "study_area", "local_context").pairs
    return Section(
        "study-area",
        "Study area and local context",
        (Facts((area, kind, *change, context)), *_cautions(opened), *_groups(opened)),
    )


def changed(opened: Opened) -> AreaChange | None:
    """What the study area was at the first wave, where it is another now; None where it is the same, or nobody was asked yet."""
    now = opened.record.approach.study_area
    waves = tuple(wave.id for wave in opened.waves)
    then = _at_first_wave(opened.path, now, waves) if waves else ""
    return AreaChange(then, now) if then and then != now else None


@lru_cache(maxsize=64)
def _at_first_wave(folder: Path, _now: str, _waves: tuple[str, ...]) -> str:
    """What the field held before its first change after the first wave came in; "" where it never changed.

    Read from the history, and only again where the area or the waves are others: forms ask after every save.
    """
    entries = projects.history(folder, ALL)
    arrived = [entry.revision for entry in entries if entry.field.startswith(WAVES)]
    later = [entry for entry in entries if entry.field == STUDY_AREA and entry.revision > min(arrived, default=0)]
    return later[-1].old if later else ""


def missing(opened: Opened) -> tuple[str, ...]:
    """What is still to be said about the place."""
    approach = opened.record.approach
    needs = {
        "Define the study area.": approach.study_area,
        "Say what kind of area it is.": approach.area_kind,
        "Say what changed about the study area after the first wave, and why.": approach.area_change
        or not changed(opened),
    }
    return tuple(sentence for sentence, is_there in needs.items() if not is_there)


def in_words(change: AreaChange) -> str:
    """What the change means."""
    return (
        f"The study area is not the one of the first wave. It was: “{change.then}” Figures from before and after are about "
        "different places, and can't be set beside each other."
    )


def _cautions(opened: Opened) -> tuple[Caution, ...]:
    change = changed(opened)
    return (Caution(in_words(change)),) if change else ()


def _groups(opened: Opened) -> tuple[Block, ...]:
    rows = tuple(
        (group.name, group.reaches, "; ".join(PARTS[part] for part in group.parts), group.agreed)
        for group in opened.record.approach.local_groups
    )
    columns = ("Group or person", "Whom they reach", "Their part", "What has been agreed")
    return (Table("Local groups and gatekeepers", columns, rows),) if rows else ()
