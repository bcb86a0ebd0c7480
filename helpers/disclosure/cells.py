"""What of a table may be shown, and what somebody could work out from it.

The reader is taken to know every count behind a figure that is shown, and every base: rounding protects nobody. Then
what is withheld is as open as the sums leave it, and more is withheld until that is open enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from helpers.disclosure.policies import Policy


class State(StrEnum):
    """How much of a cell is shown."""

    SHOWN = "shown"
    FEW = "few"
    """A band: one to four people count; of a sensitive answer also nobody."""
    MOST = "most"
    """The mirror: all but one to four count; of a sensitive answer also everybody."""
    WITHHELD = "withheld"
    """In its own right."""
    COVER = "cover"
    """Only so that another can't be worked out."""


IS_SHOWN = (State.SHOWN, State.FEW, State.MOST)
BANDS = (State.FEW, State.MOST)


@dataclass(eq=False)
class Cell:
    """`yes` of `n` people, under a policy."""

    n: int
    yes: int
    state: State
    policy: Policy
    is_sensitive: bool = False
    has_mean: bool = False
    """A mean of the same people's scores is shown beside it."""
    since: str = ""
    """Withheld because it would show what changed for few people since the release of that day."""
    nearly: tuple[int, int] | None = None
    """Then: the counts it can have, since it was shown and only few people are another."""

    @property
    def range(self) -> tuple[int, int]:
        """What its own state says of `yes`, sums aside. A cover is known to be no band, or it would show one."""
        if self.state == State.SHOWN:
            return self.yes, self.yes
        return self.open_range if self.state != State.COVER else self._cover

    @property
    def open_range(self) -> tuple[int, int]:
        """The band, or what is known from before, or anything."""
        if self.nearly:
            return self.nearly
        end = 0 if self.is_sensitive else 1
        if self.state == State.FEW:
            return end, min(self.policy.smallest_side - 1, self.n)
        if self.state == State.MOST:
            return max(self.n - self.policy.smallest_side + 1, 0), self.n - end
        return 0, self.n

    @property
    def needed(self) -> int:
        """How many values it must be able to have: two for a cover that many people stand on either side of."""
        is_large = min(self.yes, self.n - self.yes) >= self.policy.smallest_side
        return 2 if self.state == State.COVER and is_large else self.policy.doubt

    @property
    def _cover(self) -> tuple[int, int]:
        side = self.policy.smallest_side
        low = side if self.yes >= side else 0
        high = self.n - side if self.n - self.yes >= side else self.n
        return low, high


MIRROR = {State.FEW: State.MOST, State.MOST: State.FEW}


def mirrored(cell: Cell) -> Cell:
    """Those who don't count: as open as those who do."""
    return Cell(cell.n, cell.n - cell.yes, MIRROR.get(cell.state, cell.state), cell.policy, cell.is_sensitive)


def exactly(n: int, policy: Policy) -> Cell:
    """A number that everybody knows."""
    return Cell(n, n, State.SHOWN, policy)


def state_of(n: int, yes: int, policy: Policy, is_sensitive: bool, is_decided: bool = False) -> State:
    """What a cell may show in its own right. `is_decided`: a named person let its 0% or 100% out.

    A sensitive 0% or 100% goes into the band, where the policy has one: of ten people or more nothing else would be
    withheld in its own right, so that "withheld" would say nobody, or everybody.
    """
    if not policy.withholds:
        return State.SHOWN
    if n < policy.smallest_base:
        return State.WITHHELD
    if yes in (0, n):
        is_held = policy.zero_and_all == "always" or (policy.zero_and_all == "sensitive" and is_sensitive)
        if not is_held or is_decided:
            return State.SHOWN
        if not policy.band:
            return State.WITHHELD
        return State.FEW if yes == 0 else State.MOST
    if min(yes, n - yes) >= policy.smallest_side:
        return State.SHOWN
    if not policy.band:
        return State.WITHHELD
    return State.FEW if yes < policy.smallest_side else State.MOST


def protect(
    cells: Sequence[Cell], total: tuple[int, int], rest: int, policy: Policy, total_state: State = State.SHOWN
) -> bool:
    """Withhold more of the parts of a total until no part, nor the total, is given away by the others.

    Parameters
    ----------
    cells
        The parts; their states are changed.
    total
        Lowest and highest value the reader can believe of the total.
    rest
        People of the total who are in no part.
    policy
        Says how many values a withheld cell must still be able to have.

    Returns
    -------
    bool
        Whether anything was withheld.

    Notes
    -----
    With one sum the exact bounds of a part are the total less what all others could be at most and at least. What
    is withheld must also come to a base of the threshold, since subtraction gives its sum away. The next to be withheld is the smallest part shown, then
    the smallest band.
    """
    changed = False
    while not _is_open(cells, total, rest, policy, total_state):
        shown = [cell for cell in cells if cell.state == State.SHOWN] or [cell for cell in cells if cell.state in BANDS]
        if not shown:
            break
        smallest = min(shown, key=lambda cell: (cell.n, cell.yes))
        smallest.state = State.COVER if smallest.state == State.SHOWN else State.WITHHELD
        changed = True
    return changed


def _is_open(cells: Sequence[Cell], total: tuple[int, int], rest: int, policy: Policy, total_state: State) -> bool:
    if _is_left_alone(cells, rest, policy):
        return False
    low, high = sum(cell.range[0] for cell in cells), sum(cell.range[1] for cell in cells)
    people = rest + sum(cell.n for cell in cells)
    for cell in cells:
        if cell.state == State.SHOWN:
            continue
        own_low, own_high = cell.range
        found = max(own_low, total[0] - rest - (high - own_high)), min(own_high, total[1] - (low - own_low))
        if not _is_wide(cell, found, (total[0] - (people - cell.n), total[1])):
            return False
    found = max(total[0], low), min(total[1], high + rest)
    return total_state == State.SHOWN or _is_as_open(found, total, policy.doubt, total_state in BANDS)


def _is_left_alone(cells: Sequence[Cell], rest: int, policy: Policy) -> bool:
    """Whether subtraction leaves a base under the threshold: a small part withheld alone, or with too few others."""
    hidden = [cell for cell in cells if cell.state not in IS_SHOWN]
    if len(cells) == 1 or not any(cell.n < policy.smallest_base for cell in hidden):
        return False
    is_alone = len(hidden) == 1 and not rest
    return is_alone or rest + sum(cell.n for cell in hidden) < policy.smallest_base


def _is_wide(cell: Cell, found: tuple[int, int], by_total: tuple[int, int]) -> bool:
    """Against what the total alone leaves open: it is shown whatever becomes of its parts."""
    low, high = cell.open_range
    free = max(low, by_total[0]), min(high, by_total[1])
    return _is_as_open(found, free, cell.needed, cell.state in BANDS)


def _is_as_open(found: tuple[int, int], free: tuple[int, int], needed: int, is_band: bool) -> bool:
    if is_band:
        return found[0] <= free[0] and found[1] >= free[1]
    return found[1] - found[0] + 1 >= min(needed, free[1] - free[0] + 1)
