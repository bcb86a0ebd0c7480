"""Somebody who wants to know: exact bounds of every count, from what was released, by integer programming.

Written apart from the rules it tests. It is given more than a reader has: every true base, and the true count behind
every share shown, as if there were no rounding and no weights.
"""

import numpy as np
from scipy import optimize


class Attacker:
    """Unknown counts, what is known of each, and which add up to which."""

    def __init__(self):
        self.names = {}
        self.low, self.high, self.sums = [], [], []

    def learn(self, name, low, high):
        """A count lies between two numbers."""
        if name in self.names:
            at = self.names[name]
            self.low[at], self.high[at] = max(self.low[at], low), min(self.high[at], high)
        else:
            self.names[name] = len(self.low)
            self.low.append(low)
            self.high.append(high)

    def add_up(self, parts, total, rest=0, less=0, weights=None):
        """Parts, each times its weight, and `less` to `rest` besides are the total."""
        parts, weights = list(parts), list(weights or [1] * len(parts))
        if rest or less:
            spare = ("rest", len(self.sums))
            self.learn(spare, less, rest)
            parts.append(spare)
            weights.append(1)
        self.sums.append((parts, total, weights))

    def bounds(self, name):
        """The smallest and largest value the count can have; they must allow for the truth."""
        matrix = np.zeros((len(self.sums), len(self.low)))
        for row, (parts, total, weights) in enumerate(self.sums):
            for part, weight in zip(parts, weights, strict=True):
                matrix[row, self.names[part]] += weight
            matrix[row, self.names[total]] -= 1
        found = []
        for sign in (1, -1):
            aim = np.zeros(len(self.low))
            aim[self.names[name]] = sign
            rules = optimize.LinearConstraint(matrix, 0, 0) if len(self.sums) else ()
            solved = optimize.milp(
                aim, constraints=rules, bounds=optimize.Bounds(self.low, self.high), integrality=np.ones(len(self.low))
            )
            assert solved.success, "what was released contradicts itself"
            found.append(round(sign * solved.fun))
        return tuple(found)


def known(row, n, yes, is_sensitive=False):
    """What one released row says of its count: all, a band (of a sensitive answer with its end), or nothing."""
    if row["status"] in ("released", "merged"):
        return yes, yes
    if row["status"] == "banded":
        end = 0 if is_sensitive else 1
        return (n - 4, n - end) if row["note"].startswith("all but") else (end, 4)
    return 0, n


def is_plainly_open(row, n, yes, found, is_sensitive=False):
    """Whether bounds leave a band whole, or more values than any rule asks for: then nothing more need be worked out."""
    if row["status"] == "banded":
        return found == known(row, n, yes, is_sensitive)
    return found[1] - found[0] + 1 >= 10


def is_exposed(row, n, yes, found, free, policy, is_sensitive=False):
    """Whether bounds tell more of a withheld count than its band, or too little doubt, beyond what `free` told.

    `free` is what follows without the group's own neighbours: from totals that are shown anyway.
    """
    low, high = known(row, n, yes, is_sensitive)
    free = max(free[0], low), min(free[1], high)
    if row["status"] == "banded":
        return found[0] > free[0] or found[1] < free[1]
    side, doubt = (5, 4) if policy == "report" else (10, 10)
    is_cover = n >= 10 and min(yes, n - yes) >= side
    return found[1] - found[0] + 1 < min(2 if is_cover else doubt, free[1] - free[0] + 1)
