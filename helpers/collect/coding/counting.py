"""How many people wrote of each theme: raw counts, which leave through `disclosure.release` only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers import disclosure
from helpers.collect import coded, noting
from helpers.collect.coding import book
from helpers.collect.coding.log import Key
from helpers.collect.coding.settled import Settled, settled
from helpers.collect.coding.texts import NOTES, Source
from helpers.disclosure import Findings, Kept, Released
from helpers.project import Opened
from helpers.project.record import Project, WordsTheme
from helpers.reports.own_words import NO_ESTIMATE

NOT_READ = (
    "some texts are not coded yet, so figures can still change; people are counted once all of their texts are read"
)
NOT_SETTLED = (
    "two coders differ on some texts and have not settled them; until then a theme counts only where both gave it"
)
OLDER = (
    "the meaning of a theme was changed, or one was added, after some texts were coded; they should be looked at again"
)
NOT_ALIKE = "not looked for in the same questions as in the latest wave, so not to be compared with it"


@dataclass(frozen=True, repr=False)
class Counted:
    """One source's themes: `people` has one row per person who wrote something, a column per theme with True, False or None
    (not all of their words have been read for it), and None throughout where none of theirs was looked in.
    """

    source: Source
    people: pd.DataFrame
    n_open: int
    n_older: int
    n_left: int


def counted(record: Project, source: Source) -> Counted:
    """Who wrote of what, as far as it is coded. Of notes a row is one conversation, not a person."""
    on = settled(record, source)
    unit = (lambda key: source.id) if source.is_notes else (lambda key: key.person)
    by_person: dict[str, list[Key]] = {}
    for key in source.by_key:
        by_person.setdefault(unit(key), []).append(key)
    themes = book.standing(record)
    rows = {person: [_has(theme, source, keys, on) for theme in themes] for person, keys in by_person.items()}
    people = pd.DataFrame.from_dict(rows, orient="index", columns=[theme.id for theme in themes], dtype=object)
    return Counted(
        source,
        people,
        n_open=sum(one.is_open for one in on.values()),
        n_older=sum(one.is_older for one in on.values()),
        n_left=len(source.texts) - len(on),
    )


def _has(theme: WordsTheme, source: Source, keys: Iterable[Key], on: dict[Key, Settled]) -> bool | None:
    """Whether somebody wrote of a theme; None where nothing of theirs was to be read for it, or not all of it was."""
    looked = [key for key in keys if not theme.looked_for or source.looked_in(key) in theme.looked_for]
    if not looked or not all(key in on and theme.id in on[key].read_for for key in looked):
        return None
    return any(theme.id in on[key].themes for key in looked)


def findings(opened: Opened, waves: Sequence[Source], by: Sequence[str], policy: str) -> Findings:
    """The raw counts of themes in the answers of waves, in order, overall and by group."""
    every = [counted(opened.record, source) for source in waves]
    groups = _groups(opened, every, tuple(by), policy)
    last = _asked(every[-1].source)
    rows = [
        row
        for one, of_groups in zip(every, groups, strict=True)
        for theme in book.standing(opened.record)
        for row in _rows(theme, one, of_groups, "" if _alike(theme, _asked(one.source), last) else NOT_ALIKE)
    ]
    return _as_findings(opened, rows, _notes(every))


def of_conversations(opened: Opened, notes: Sequence[Source]) -> Findings:
    """The raw counts of conversations in which a theme came up."""
    every = [counted(opened.record, source) for source in notes]
    people = pd.concat([one.people for one in every]) if every else pd.DataFrame()
    rows = [
        _row(theme.id, NOTES, "", "everyone", people[theme.id])
        for theme in book.standing(opened.record)
        if theme.id in people and people[theme.id].notna().any()
    ]
    return _as_findings(opened, rows, _notes(every))


def judged(opened: Opened, waves: Sequence[Source], policy: str = "report") -> tuple[Released, Kept]:
    """The counts of themes that may leave under a policy beside all that left before, by the breakdowns of step 2.3."""
    raw = findings(opened, waves, opened.record.breakdowns, policy)
    return disclosure.release_and_keep(raw, policy, earlier=noting.earlier(opened))


def judged_conversations(opened: Opened, notes: Sequence[Source], policy: str = "report") -> tuple[Released, Kept]:
    """The counts of conversations that may leave under a policy, likewise."""
    return disclosure.release_and_keep(of_conversations(opened, notes), policy, earlier=noting.earlier(opened))


def _as_findings(opened: Opened, rows: list[dict], notes: tuple[str, ...]) -> Findings:
    sensitive = frozenset(theme.id for theme in opened.record.analysis.themes if theme.is_sensitive)
    columns = ["indicator", "wave", "group_by", "group", "n", "n_yes", "n_effective", "share", "note"]
    return Findings(
        pd.DataFrame(rows, columns=columns), is_sensitive=sensitive, notes=notes, is_pretend=opened.is_pretend
    )


def _notes(every: Sequence[Counted]) -> tuple[str, ...]:
    said = (
        (NO_ESTIMATE, True),
        (NOT_READ, any(one.n_left for one in every)),
        (NOT_SETTLED, any(one.n_open for one in every)),
        (OLDER, any(one.n_older for one in every)),
    )
    return tuple(note for note, holds in said if holds)


def _asked(source: Source) -> frozenset[str]:
    """The questions that somebody answered."""
    return frozenset(text.key.place for text in source.texts)


def _alike(theme: WordsTheme, asked: frozenset[str], last: frozenset[str]) -> bool:
    looked = frozenset(theme.looked_for) or asked | last
    return asked & looked == last & looked


def groups_of(opened: Opened, source: Source, breakdowns: tuple[str, ...]) -> pd.DataFrame:
    """Everybody of a wave's answers with their groups, by the names that keys have for them."""
    assert source.responses is not None, "notes have no groups"
    return coded.groups_of(opened, source.id, source.responses, breakdowns)


def _groups(opened: Opened, every: Sequence[Counted], by: tuple[str, ...], policy: str) -> list[pd.DataFrame]:
    """Of each wave everybody's groups, small ones joined alike in all waves, by how many wrote something."""
    plain = tuple(name for name in by if "*" not in name)
    found = []
    for one in every:
        of_wave = groups_of(opened, one.source, plain)
        found.append(of_wave.loc[one.people.index] if len(one.people) else of_wave.iloc[:0])
    for name in plain:
        there = [frame[name] for frame in found if name in frame and len(frame)]
        if not there:
            continue
        bases = pd.concat([column.value_counts(sort=False) for column in there], axis=1).fillna(0).min(axis=1)
        joined = disclosure.merging({str(label): int(n) for label, n in bases.items()}, policy)
        order = list(dict.fromkeys(joined.values()))
        for frame in found:
            if name in frame:
                plain_labels = frame[name].astype(object).map(joined, na_action="ignore")
                frame[name] = pd.Categorical(plain_labels, categories=order, ordered=True)
    return found


def _rows(theme: WordsTheme, one: Counted, groups: pd.DataFrame, note: str) -> list[dict]:
    """A theme that nobody's words could be read for in this wave has no row: its questions were not asked."""
    has = one.people[theme.id] if len(one.people) else pd.Series(dtype=object)
    if not has.notna().any():
        return []
    rows = [_row(theme.id, one.source.id, "", "everyone", has, note)]
    for name in groups:
        column = groups[name]
        rows += [
            _row(theme.id, one.source.id, name, str(group), has[(column == group).to_numpy()], note)
            for group in column.cat.categories
            if (column == group).any()
        ]
    return rows


def _row(theme: str, wave: str, group_by: str, group: str, has: pd.Series, note: str = "") -> dict:
    read = has.dropna()
    n, n_yes = len(read), int(read.astype(bool).sum())
    whose = {"indicator": theme, "wave": wave, "group_by": group_by, "group": group}
    return {**whose, "n": n, "n_yes": n_yes, "n_effective": n, "share": n_yes / n if n else float("nan"), "note": note}
