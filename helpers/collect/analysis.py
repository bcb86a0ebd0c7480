"""Step 2.3: findings for every indicator of the basket, overall, by group and over the waves."""

from pathlib import Path

import pandas as pd

from helpers import catalogue, disclosure
from helpers.collect import adding_up, noting, reliability
from helpers.collect import findings as frames
from helpers.collect.coded import COMPARISON, CodedWave, code_wave, state_of
from helpers.collect.primary import comparing
from helpers.disclosure import Findings, Kept, Released
from helpers.errors import UserProblem
from helpers.project import Opened, Project, disk
from helpers.project.breakdowns import breakdown
from helpers.reports.model import Paragraph, Section
from helpers.reports.pretend import named

__all__ = ["as_csv", "findings", "keep", "released", "taken_out", "write_findings"]

COLUMNS = (
    "indicator", "theme", "domain", "wave", "group_by", "group", "n", "n_effective", "share", "std_error",
    "ci_low", "ci_high", "mean", "status", "note",
)  # fmt: skip


PUBLIC = "open"
"""The policy under which figures go to anybody."""
MOST_KEPT = 4
_KEPT: dict[tuple, tuple[Released, Kept]] = {}
_BLOCKED: dict[tuple, dict[str, str]] = {}


def findings(
    opened: Opened,
    wave: str | None = None,
    by: tuple[str, ...] | None = None,
    policy: str = "report",
    is_one_wave: bool = False,
) -> Findings:
    """The raw findings of a wave and, for change, of those before it.

    Parameters
    ----------
    wave
        The wave the findings are about; by default the latest.
    by
        Breakdown codes, each by itself, or crossed as "age*gender"; by default those chosen in step 2.3, else the plan's.
    policy
        Under which the findings will be released: it decides which small groups are joined beforehand.
    is_one_wave
        Leave earlier waves out.

    Notes
    -----
    What is asked for now may be set beside what is asked for next, so the same is judged whatever is asked: the breakdowns of the
    plan and of step 2.3, each part of a crossed one by itself, and small groups joined alike in all waves of the project.

    Raises
    ------
    UserProblem
        No wave, no basket, a breakdown that does not exist or was not asked, a file that was changed.
    """
    chosen = opened.wave(wave).id
    if policy == PUBLIC:
        opened.refuse_pretend("shared or published")
    asked = _asked(opened, by)
    judged = _with_margins(_named(opened.record.approach.breakdowns) + _asked(opened, None) + asked)
    names = _breakdowns(opened, judged)
    every = _joined([code_wave(opened, known.id, names) for known in opened.waves], names, policy)
    until = every[: len(opened.waves_until(chosen))]
    coded = until[-1:] if is_one_wave else reliability.who_came_back(until)
    _check(opened, coded, () if by is None else _breakdowns(opened, asked))
    stopped = _not_compared(opened, coded)
    return Findings(
        shares=frames.shares(coded, judged),
        distributions=frames.distributions(coded, names),
        changes=frames.changes(coded, judged, stopped),
        counts=frames.counts(coded),
        apart=frames.apart(coded[-1], judged),
        is_sensitive=frozenset(
            code for wave in coded for code in wave.indicators if catalogue.indicator(code).is_sensitive
        ),
        counted=adding_up.counted(coded[-1].indicators),
        unions=adding_up.unions(coded[-1].indicators),
        notes=tuple(dict.fromkeys([*(note for wave in coded for note in wave.notes), *stopped.values()])),
        is_pretend=opened.is_pretend,
    )


def released(
    opened: Opened,
    wave: str | None = None,
    policy: str = "report",
    by: tuple[str, ...] | None = None,
    is_one_wave: bool = False,
) -> Released:
    """The findings that may leave under a policy, beside everything that left before.

    Several steps ask for the same, so a process keeps the last few answers; they hold as long as what they rest on, in the
    record, in the waves' files and in the ledger, is as it was.
    """
    return _judged(opened, wave, policy, by, is_one_wave)[0]


def taken_out(
    opened: Opened,
    wave: str | None = None,
    policy: str = "report",
    by: tuple[str, ...] | None = None,
    is_one_wave: bool = False,
    what: str = "report",
) -> Released:
    """`released`, noted in the project's ledger: for whatever is written to be sent on. `what` says what that is."""
    shown, kept = _judged(opened, wave, policy, by, is_one_wave)
    noting.note(opened, policy, what, opened.wave(wave).id, kept, (*_asked(opened, by), reliability.AGAIN))
    # the ledger has changed, and by that nothing else
    _KEPT[_key(opened, wave, policy, by, is_one_wave)] = shown, kept
    return shown


def _judged(
    opened: Opened, wave: str | None, policy: str, by: tuple[str, ...] | None, is_one_wave: bool
) -> tuple[Released, Kept]:
    key = _key(opened, wave, policy, by, is_one_wave)
    if key not in _KEPT:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        raw, earlier = findings(opened, wave, by, policy, is_one_wave), noting.earlier(opened)
        decided = {one.key: one.who for one in opened.record.analysis.decided if one.who.strip()}
        judged, kept = disclosure.release_and_keep(raw, policy, decided, earlier)
        _KEPT[key] = judged.only((*_asked(opened, by), reliability.AGAIN)), kept
    return _KEPT[key]


def _key(opened: Opened, *asked: object) -> tuple:
    content = (_rests_on(opened.record), *(state_of(opened.wave_path(known.id)) for known in opened.waves))
    return (opened.path, opened.is_pretend, content, state_of(opened.path / "shared"), *asked)


def _not_compared(opened: Opened, coded: list[CodedWave]) -> dict[tuple[str, str, str], str]:
    """(wave before, wave after, indicator) -> why the two are not compared, in a clause without any figure."""
    found = {}
    for before, after in frames.compared(coded):
        why = _blocked(opened, before.wave, after.wave)
        for code in after.indicators:
            indicator = catalogue.indicator(code)
            reason = why.get("") or next((why[number] for number in indicator.questions if number in why), None)
            if reason:
                says = f"{indicator.name.lower()} ({code}) is not compared with wave {before.wave}: {reason}"
                found[before.wave, after.wave, code] = says
    return found


def _blocked(opened: Opened, before: str, after: str) -> dict[str, str]:
    """As `comparing.blocked`, which reads both waves again: kept as long as their files are as they were."""
    state = tuple(state_of(opened.wave_path(known.id)) for known in opened.waves)
    key = (opened.path.resolve(), before, after, state)
    if key not in _BLOCKED:
        found = comparing.blocked(opened, before, after)
        if len(_BLOCKED) >= MOST_KEPT:
            _BLOCKED.clear()
        _BLOCKED[key] = found
    return _BLOCKED[key]


def keep(released: Released, folder: Path) -> Section:
    """Write `findings.csv` (released figures only) into the wave's output folder and say where it is."""
    path = folder / named("findings.csv", released.is_pretend)
    write_findings(released, path)
    return Section("kept", "Findings kept", (Paragraph(f"The released findings are in {path}."),))


def write_findings(released: Released, path: Path) -> None:
    """The released shares as CSV; what is withheld is blank."""
    disk.write_whole(path, as_csv(released))


def as_csv(released: Released) -> bytes:
    """The released shares, one row per indicator, wave and group. Nothing but what `disclosure.release` returns is taken."""
    if not isinstance(released, Released):
        raise TypeError(f"only what disclosure.release returns is written, not {type(released).__name__}")
    table = released.table[released.table["group_by"] != reliability.AGAIN].reindex(columns=list(COLUMNS))
    if released.is_pretend:  # whoever looks for "released" finds nothing
        table["status"] = "pretend: " + table["status"].astype(str)
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8")


def _rests_on(record: Project) -> tuple[str, ...]:
    """The parts of the record that findings are made from: typing elsewhere makes nothing anew."""
    parts = (record.measures, record.approach, record.primary)
    decided = (one.model_dump_json() for one in record.analysis.decided)
    return (*(part.model_dump_json() for part in parts), *record.breakdowns, *decided)


def _asked(opened: Opened, by: tuple[str, ...] | None) -> tuple[str, ...]:
    """Breakdowns as they are named in findings: "age", or "age*gender" without blanks; the project's where none are named."""
    return _named(opened.record.breakdowns if by is None else by)


def _named(chosen: tuple[str, ...]) -> tuple[str, ...]:
    asked = tuple("*".join(part.strip() for part in entry.split("*")) for entry in chosen)
    for entry in asked:
        parts = entry.split("*")
        if len(parts) > 2 or len(set(parts)) < len(parts):
            raise UserProblem(
                f"Findings can't be split by '{entry}'.",
                "--by, or the breakdowns of steps 1.3 and 2.3",
                "Cross two different breakdowns at the most, such as age*gender.",
            )
    return asked


def _with_margins(asked: tuple[str, ...]) -> tuple[str, ...]:
    """What is asked for, and each part of what is crossed, once."""
    return tuple(dict.fromkeys(name for entry in asked for name in (*entry.split("*"), entry) if name != COMPARISON))


def _breakdowns(opened: Opened, by: tuple[str, ...]) -> tuple[str, ...]:
    """The catalogue's breakdowns among the parts of `by`; the comparison group is the plan's own."""
    parts = dict.fromkeys(part for entry in by for part in entry.split("*"))
    return tuple(part for part in parts if part != COMPARISON or opened.record.approach.compared is None)


def _check(opened: Opened, coded: list[CodedWave], breakdowns: tuple[str, ...]) -> None:
    last = coded[-1]
    if last.indicators.empty and not len(last.indicators.columns):
        raise UserProblem(
            f"Wave '{last.wave}' holds no question of the basket's indicators.",
            str(opened.path),
            "Choose indicators in step 1.2 whose questions were asked.",
        )
    for code in breakdowns:
        if code not in last.groups:
            question = breakdown(opened.record, code).question
            raise UserProblem(
                f"Findings can't be split by {code}: question {question} was not asked in wave '{last.wave}'.",
                "--by, or the breakdowns of steps 1.3 and 2.3",
                f"Choose among: {', '.join(last.groups) or 'none was asked'}.",
            )


def _joined(coded: list[CodedWave], breakdowns: tuple[str, ...], policy: str) -> list[CodedWave]:
    """Join groups that are too small in any wave, the same way in all of them."""
    labels = {}
    for code in breakdowns:
        if not any(code in wave.groups for wave in coded):
            continue
        bases = pd.concat([wave.groups[code].value_counts(sort=False) for wave in coded if code in wave.groups], axis=1)
        smallest = bases.fillna(0).min(axis=1)
        labels[code] = disclosure.merging({str(label): int(n) for label, n in smallest.items()}, policy)
    return [wave.merged(labels) for wave in coded]
