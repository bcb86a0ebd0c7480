"""Which answers add up to which indicators: what disclosure has to know, so that neither gives the other away."""

from collections.abc import Iterable

from helpers import catalogue
from helpers.catalogue.records import Condition
from helpers.collect.findings import option_labels
from helpers.collect.indicators import question_of
from helpers.disclosure import Union

Counted = dict[str, dict[str, tuple[frozenset[int], frozenset[int]]]]


def counted(codes: Iterable[str]) -> Counted:
    """Of indicators that are no more than some options of one question: which options count, and which don't.

    Examples
    --------
    >>> counted(["R7", "R2_younger"])
    {'R7': {'q1_7': (frozenset({1}), frozenset({2, 3, 4, 5}))}}
    """
    found = {}
    for code in codes:
        rule = catalogue.indicator(code).rule
        if rule is None or len(rule.counts) != 1 or rule.base or not rule.counts[0].column:
            continue
        column = rule.counts[0].column
        if any(condition.column != column for condition in rule.outside):
            continue
        counts = _codes(rule.counts[0])
        outside = frozenset(option for condition in rule.outside for option in _codes(condition))
        found[code] = {column: (counts, _options(column) - counts - outside)}
    return found


def unions(codes: Iterable[str]) -> dict[str, Union]:
    """Of indicators that count people who ticked any of several options, or for whom several things hold.

    Examples
    --------
    >>> found = unions(["P5", "R2_younger"])
    >>> found["P5"].counts, len(found["P5"].sets), found["P5"].none
    (True, 6, 'q2_6_7')
    >>> found["R2_younger"].sets
    (('q1_3_1_younger', frozenset({1, 2, 3})), ('q1_3_2_younger', frozenset({3, 4, 5})))
    """
    found = {}
    for code in codes:
        rule = catalogue.indicator(code).rule
        if rule is None or rule.base or rule.outside:
            continue
        if len(rule.counts) == 1 and rule.counts[0].question:
            question, ticked = catalogue.question(rule.counts[0].question), set(rule.counts[0].codes)
            left = [option.code for option in question.options if option.code not in ticked]
            none = f"{question.id}_{left[0]}" if len(left) == 1 else ""
            found[code] = Union(True, tuple((f"{question.id}_{one}", frozenset({one})) for one in sorted(ticked)), none)
        elif len(rule.counts) > 1 and all(condition.column for condition in rule.counts):
            missed = ((condition.column, _options(condition.column) - _codes(condition)) for condition in rule.counts)
            found[code] = Union(False, tuple(missed))
    return found


def _options(column: str) -> frozenset[int]:
    return frozenset(option_labels(question_of(column)))


def _codes(condition: Condition) -> frozenset[int]:
    least = condition.at_least
    if least is None:
        return frozenset(condition.codes)
    return frozenset(option for option in _options(condition.column) if option >= least)
