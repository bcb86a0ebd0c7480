"""What was released before, and what a new release would tell beside it.

Somebody who has two releases subtracts them. The people by whom they differ are a group as any other: under the policy's
smallest base nothing of them may show. And a figure that was withheld then must not follow from what is shown now.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from helpers.disclosure.cells import BANDS, IS_SHOWN, Cell, State, state_of
from helpers.disclosure.crossed import is_in
from helpers.disclosure.frames import Key
from helpers.disclosure.lines import Line, protect_lines
from helpers.disclosure.merging import inside
from helpers.disclosure.policies import Policy
from helpers.disclosure.policies import policy as policy_of

Answered = tuple[tuple[str, str, str, str], float]
"""(column, wave, group_by, group), code: one option of one distribution."""


@dataclass(frozen=True)
class Earlier:
    """One earlier release: the day, and of each figure and answer how many people there were and what was shown.

    A figure's count is kept only where it was shown, as a share from which it can be worked out.
    """

    on: str
    policy: str
    figures: Mapping[Key, Cell]
    answers: Mapping[Answered, Cell]


def as_plain(figures: Mapping[Key, Cell], answers: Mapping[Answered, Cell]) -> dict[str, list[list[Any]]]:
    """What the ledger keeps of one release, to be written as JSON. For the folder of those who hold the answers."""
    return {
        "figures": [[*key, *_kept(cell)] for key, cell in figures.items()],
        "answers": [[*place, code, *_kept(cell)] for (place, code), cell in answers.items()],
    }


def from_plain(on: str, policy: str, plain: Mapping[str, Iterable[Sequence[Any]]]) -> Earlier:
    """The reverse of `as_plain`.

    Raises
    ------
    ValueError, TypeError, KeyError
        It is not what `as_plain` makes.
    """
    chosen = policy_of(policy)
    figures = {tuple(row[:4]): _cell(row[4:], chosen) for row in plain["figures"]}
    answers = {(tuple(row[:4]), float(row[4])): _cell(row[5:], chosen) for row in plain["answers"]}
    return Earlier(on, policy, figures, answers)


def _kept(cell: Cell) -> list[Any]:
    return [cell.n, _told(cell), str(cell.state), int(cell.is_sensitive)]


def _told(cell: Cell) -> int | None:
    """The count where it was shown. Of a cover only on which sides there are many people, which is known of it anyway."""
    if cell.state == State.SHOWN:
        return cell.yes
    if cell.state != State.COVER:
        return None
    low, high = cell.range
    return cell.n if high == cell.n else low


def _cell(row: Sequence[Any], policy: Policy) -> Cell:
    n, yes, state, is_sensitive = row
    return Cell(int(n), int(yes or 0), State(state), policy, bool(is_sensitive))


def few_changed(before: Cell, now: Cell, policy: Policy) -> bool:
    """Whether two figures of the same group tell something of the few people by whom they differ.

    Examples
    --------
    >>> report = policy_of("report")
    >>> of = lambda n, yes: Cell(n, yes, State.SHOWN, report)
    >>> few_changed(of(50, 20), of(50, 20), report), few_changed(of(50, 20), of(51, 20), report)
    (False, True)
    >>> few_changed(of(50, 20), of(70, 29), report), few_changed(of(50, 20), of(70, 22), report)
    (False, True)
    """
    if now.state not in IS_SHOWN:
        return False
    if before.state not in IS_SHOWN:
        # what was withheld then is a few people more or less than what is shown now
        return 0 < abs(now.n - before.n) < policy.smallest_base
    if before.state in BANDS or now.state in BANDS:
        return now.state != before.state and abs(now.n - before.n) < policy.smallest_base
    n, yes = now.n - before.n, now.yes - before.yes
    if not n and not yes:
        return False
    n, yes = (n, yes) if n > 0 else (-n, -yes)
    if n < policy.smallest_base:
        return True
    return 0 <= yes <= n and state_of(n, yes, policy, now.is_sensitive) != State.SHOWN


def withhold_changed(
    now: Mapping[Any, Cell], earlier: Sequence[tuple[str, Mapping[Any, Cell]]], policy: Policy
) -> None:
    """Withhold what would show what changed for few people since one of the releases; what is as it was stays.

    Groups that were joined then or are now count as the same people as their parts together.
    """
    for key, cell in now.items():
        same = [(on, figures[key]) for on, figures in earlier if key in figures]
        if any(_is_as_it_was(old, cell) for _, old in same):
            continue
        for on, old in same:
            _withhold_if_changed(cell, old, cell, on, policy)


def withhold_changed_together(
    now: Mapping[Key, Cell], earlier: Sequence[tuple[str, Mapping[Key, Cell]]], policy: Policy
) -> None:
    """The same for groups that were joined in one of two releases and not in the other."""
    structure = _by_breakdown(now)
    for on, figures in earlier:
        before = _by_breakdown(figures)
        for where in structure.keys() & before.keys():
            for whole, parts in _wholes(structure[where], before[where]):
                cell = structure[where][whole]
                _withhold_if_changed(cell, _sum([before[where][part] for part in parts]), cell, on, policy)
            for whole, parts in _wholes(before[where], structure[where]):
                cells = [structure[where][part] for part in parts]
                smallest = min(cells, key=lambda cell: (cell.n, cell.yes))
                if few_changed(before[where][whole], _sum(cells), policy):
                    smallest.state, smallest.since = State.WITHHELD, on


def _withhold_if_changed(cell: Cell, before: Cell, now: Cell, on: str, policy: Policy) -> None:
    if not few_changed(before, now, policy):
        return
    if before.state == State.SHOWN:
        cell.nearly = _near(before, now)
    cell.state, cell.since = State.WITHHELD, on


def protect_with_earlier(now: Mapping[Key, Cell], earlier: Sequence[Earlier], policy: Policy) -> None:
    """Withhold more of a release until nothing that is withheld, now or then, follows from all releases together.

    Only where an earlier release holds other groups, of the same people: of the same groups, what may be shown was
    judged then as it is now.
    """
    for place in dict.fromkeys(key[:2] for key in now):
        new = {key[2:]: cell for key, cell in now.items() if key[:2] == place}
        releases = [{key[2:]: cell for key, cell in one.figures.items() if key[:2] == place} for one in earlier]
        best = _best([*releases, new])
        others = {where: cell for where, cell in best.items() if not any(cell is one for one in new.values())}
        if all((by, group) in new and new[by, group].n == n for by, group, n in others):
            continue
        structures = [{key: best[*key, cell.n] for key, cell in one.items()} for one in [*releases, new]]
        lines = [line for one in structures for line in _lines(one)]
        lines += [
            line for one in structures for other in structures if one is not other for line in _joined(one, other)
        ]
        lines += [line for one in structures[:-1] for line in _nearly_joined(one, structures[-1], policy)]
        inner = [cell for cell in best.values() if any(cell is one for one in new.values())]
        protect_lines(inner, list(others.values()), lines, policy)


def _best(releases: Sequence[Mapping[tuple[str, str], Cell]]) -> dict[tuple[str, str, int], Cell]:
    """Of each group, by how many they are: what any release says most of; the last where none says more."""
    order = {State.SHOWN: 3, State.FEW: 2, State.MOST: 2, State.WITHHELD: 1, State.COVER: 1}
    found: dict[tuple[str, str, int], Cell] = {}
    for release in releases:
        for (by, group), cell in release.items():
            known = found.get((by, group, cell.n))
            if known is None or order[cell.state] >= order[known.state]:
                found[by, group, cell.n] = cell
    return found


def _lines(structure: Mapping[tuple[str, str], Cell]) -> list[Line]:
    """Groups add up to everyone, crossed groups to their rows and columns."""
    breakdowns: dict[str, dict[str, Cell]] = {}
    for (by, group), cell in structure.items():
        breakdowns.setdefault(by, {})[group] = cell
    everyone = breakdowns.pop("", {}).get("everyone")
    sums = [(list(groups.values()), everyone) for groups in breakdowns.values()] if everyone is not None else []
    for by, groups in breakdowns.items():
        for place, part in enumerate(by.split("*") if "*" in by else ()):
            for label, total in breakdowns.get(part, {}).items():
                sums.append(([cell for group, cell in groups.items() if is_in(group, label, place)], total))
    rests = [total.n - sum(cell.n for cell in cells) for cells, total in sums]
    return [Line(cells, total, rest) for (cells, total), rest in zip(sums, rests, strict=True) if cells and rest >= 0]


def _joined(one: Mapping[tuple[str, str], Cell], other: Mapping[tuple[str, str], Cell]) -> list[Line]:
    """Groups of one release that are other groups of another, joined."""
    lines = []
    for by in dict.fromkeys(by for by, _ in one if by):
        mine, theirs = ({g: c for (b, g), c in each.items() if b == by} for each in (one, other))
        for whole, parts in _wholes(mine, theirs):
            cells = [theirs[part] for part in parts]
            if sum(cell.n for cell in cells) == mine[whole].n:
                lines.append(Line(cells, mine[whole]))
    return lines


def _nearly_joined(
    before: Mapping[tuple[str, str], Cell], now: Mapping[tuple[str, str], Cell], policy: Policy
) -> list[Line]:
    """Groups of now that were shown joined, when a few of the people were others: their sum is nearly known."""
    lines = []
    for by in dict.fromkeys(by for by, _ in now if by):
        then, parts_of = ({g: c for (b, g), c in each.items() if b == by} for each in (before, now))
        for whole, parts in _wholes(then, parts_of):
            cells = [parts_of[part] for part in parts]
            old, total = then[whole], Cell(sum(c.n for c in cells), sum(c.yes for c in cells), State.WITHHELD, policy)
            if old.state == State.SHOWN and 0 < abs(total.n - old.n) < policy.smallest_base:
                total.nearly = _near(old, total)
                lines.append(Line(cells, total))
    return lines


def _near(before: Cell, now: Cell) -> tuple[int, int]:
    """The counts that somebody who knows the one can believe of the other, a few people more or less."""
    more = now.n - before.n
    low, high = before.yes + min(more, 0), before.yes + max(more, 0)
    # people who joined while others left may have moved it further
    return max(min(low, now.yes), 0), min(max(high, now.yes), now.n)


def _by_breakdown(figures: Mapping[Key, Cell]) -> dict[tuple[str, str, str], dict[str, Cell]]:
    found: dict[tuple[str, str, str], dict[str, Cell]] = {}
    for (indicator, wave, by, group), cell in figures.items():
        if by:
            found.setdefault((indicator, wave, by), {})[group] = cell
    return found


def _wholes(groups: Mapping[str, Cell], finer: Mapping[str, Cell]) -> list[tuple[str, list[str]]]:
    """Groups that several finer groups make up, and which."""
    found = []
    for group in groups:
        wanted = _named(group)
        parts = [part for part in finer if part != group and _named(part) <= wanted]
        if len(parts) > 1 and frozenset().union(*map(_named, parts)) == wanted:
            found.append((group, parts))
    return found


def _named(group: str) -> frozenset[tuple[str, ...]]:
    """The groups that a label names, alone or crossed; labels with commas fall into pieces, the same ones everywhere."""
    return frozenset(product(*(inside(part).split(", ") for part in group.split(" / "))))


def _sum(cells: Sequence[Cell]) -> Cell:
    """All together: shown where each is; else no more is known than that there are so many people."""
    is_shown = all(cell.state == State.SHOWN for cell in cells)
    state = State.SHOWN if is_shown else State.WITHHELD
    first = cells[0]
    return Cell(sum(c.n for c in cells), sum(c.yes for c in cells), state, first.policy, first.is_sensitive)


def _is_as_it_was(before: Cell, now: Cell) -> bool:
    return before.state == State.SHOWN and (before.n, before.yes) == (now.n, now.yes)
