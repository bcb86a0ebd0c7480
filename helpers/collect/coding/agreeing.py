"""How far two people who coded the same texts agree, theme by theme, in figures and in words."""

import math
from dataclasses import dataclass
from itertools import combinations

from helpers import estimates
from helpers.collect.coding import book, kept, settled
from helpers.collect.coding.log import Key
from helpers.collect.coding.texts import Source
from helpers.estimates.coders import Agreement
from helpers.project.record import Project, WordsTheme

LEAST = 10
"""Texts: with fewer a coefficient means nothing, and is not given."""
FEW = 30
"""Texts, under which the interval is wide."""
BANDS = ((0.0, "worse than chance"), (0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "substantial"), (math.inf, "almost perfect"))  # fmt: skip
"""Kappa up to -> word. Landis and Koch (1977), Biometrics 33, 159-174, table 2; they say themselves that the edges are arbitrary."""
RELIABLE, TENTATIVE = 0.8, 0.667
"""Alpha from which conclusions can rest on a theme, and from which only tentative ones can: Krippendorff (2004), Content
Analysis, 2nd ed., chapter 11."""
EXPLAINED = (
    "Both measures set aside what two people would agree on by chance: 1 is full agreement, 0 is no better than chance. A theme "
    "that is rare can have a low figure although the two agree on nearly every text: look at the texts on which they differ."
)


@dataclass(frozen=True)
class OfTheme:
    """Two coders on one theme. `found` is None where fewer than `LEAST` texts were read for it by both."""

    theme: WordsTheme
    n: int
    found: Agreement | None


@dataclass(frozen=True)
class Pair:
    """Two coders and how far they agree."""

    first: str
    second: str
    n: int
    themes: tuple[OfTheme, ...]


def pairs(sources: tuple[Source, ...]) -> tuple[tuple[str, str, int], ...]:
    """Any two people who coded some of the same texts, and how many; those with the most first."""
    by_coder: dict[str, set[tuple[str, Key]]] = {}
    for source in sources:
        for who, codings in kept.coders(source).items():
            done = {(source.id, key) for key, coding in codings.items() if coding.is_coded}
            by_coder.setdefault(who, set()).update(done)
    found = [(one, other, len(by_coder[one] & by_coder[other])) for one, other in combinations(sorted(by_coder), 2)]
    return tuple(sorted((pair for pair in found if pair[2]), key=lambda pair: -pair[2]))


def agreement(record: Project, sources: tuple[Source, ...], first: str, second: str) -> Pair:
    """Two coders, theme by theme: each theme a yes or no to every text that both coded and both read for it."""
    given: dict[str, list[tuple[bool, bool]]] = {theme.id: [] for theme in book.standing(record)}
    n, roots = 0, book.whole(record)
    for source in sources:
        by_coder, means = kept.coders(source), settled.reads(record, source)
        one, other = by_coder.get(first, {}), by_coder.get(second, {})
        for key in source.by_key:
            if key not in one or key not in other or not (one[key].is_coded and other[key].is_coded):
                continue
            n += 1
            mine, theirs = (book.named(roots, coding.themes) for coding in (one[key], other[key]))
            for theme in means[source.looked_in(key)].keys() & one[key].read_for.keys() & other[key].read_for.keys():
                given[theme].append((theme in mine, theme in theirs))
    themes = tuple(_of_theme(theme, given[theme.id]) for theme in book.standing(record))
    return Pair(first, second, n, tuple(one for one in themes if one.n))


def _of_theme(theme: WordsTheme, given: list[tuple[bool, bool]]) -> OfTheme:
    if len(given) < LEAST:
        return OfTheme(theme, len(given), None)
    first, second = zip(*given, strict=True)
    return OfTheme(theme, len(given), estimates.agreement(list(first), list(second)))


def in_words(one: OfTheme) -> str:
    """What the figures of a theme mean, in a sentence.

    Examples
    --------
    >>> in_words(OfTheme(WordsTheme(id="lift", name="Lift"), 4, None))
    'Fewer than 10 texts were coded by both: too few to say.'
    """
    if one.found is None:
        return f"Fewer than {LEAST} texts were coded by both: too few to say."
    if math.isnan(one.found.kappa):
        return "Both gave every text the same: nothing to tell agreement from chance by."
    word = next(word for most, word in BANDS if one.found.kappa <= most)
    if one.found.alpha >= RELIABLE and one.found.alpha_low >= TENTATIVE:
        rests = "conclusions can rest on it"
    elif one.found.alpha >= RELIABLE:
        rests = "good, but with these texts it could be much lower: code more of them together"
    elif one.found.alpha >= TENTATIVE:
        rests = "good for tentative conclusions"
    else:
        rests = "make its meaning clearer and code again before anything rests on it"
    few = f" Fewer than {FEW} texts, so this could well be chance." if one.n < FEW else ""
    return f"Agreement beyond chance is {word}; {rests}.{few}"


def figure(value: float, low: float, high: float) -> str:
    """A coefficient with its interval.

    Examples
    --------
    >>> figure(0.714, 0.5, 0.93), figure(math.nan, math.nan, math.nan)
    ('0.71 (0.50 to 0.93)', '')
    """
    if math.isnan(value):
        return ""
    return f"{value:.2f}" if math.isnan(low) else f"{value:.2f} ({low:.2f} to {high:.2f})"
