"""Numbers as words: percent, intervals, dates and plurals as a reader in Britain expects them.

Shares come in as 0 to 1 and leave as whole percent: the disclosure policies allow no more.
"""

import math
import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
ORDINARY = frozenset(
    [
        "spring",
        "summer",
        "autumn",
        "winter",
        "wave",
        "round",
        "baseline",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "year",
        "month",
        "before",
        "after",
        "start",
        "end",
        "follow-up",
    ]
)
"""Words that begin a wave's title in lower case when it stands inside a sentence; a name keeps its capital."""


def percent(share: float) -> str:
    """A share as whole percent, never rounding something to nothing or most to all.

    Examples
    --------
    >>> percent(0.244), percent(0.0), percent(0.003), percent(0.997), percent(1.0)
    ('24%', '0%', 'under 1%', 'over 99%', '100%')
    """
    assert 0 <= share <= 1, f"a share lies between 0 and 1, not {share}"
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 <= share < 1:
        return "over 99%"
    return f"{rounded(share * 100)}%"


def rounded(number: float) -> int:
    """The nearest whole number, halves away from zero, as people round (Python rounds 2.5 to 2)."""
    return int(math.copysign(math.floor(abs(number) + 0.5), number))


def interval(low: float, high: float) -> str:
    """An interval of shares: "19% to 30%". Empty where there is none (NaN)."""
    if math.isnan(low) or math.isnan(high):
        return ""
    return f"{percent(max(low, 0))} to {percent(min(high, 1))}"


def points(difference: float) -> str:
    """The size of a difference of two shares, without its direction.

    Examples
    --------
    >>> points(-0.104), points(0.012), points(0.004)
    ('10 points', '1 point', 'under 1 point')
    """
    size = rounded(abs(difference) * 100)
    return "under 1 point" if size == 0 else plural(size, "point")


def points_interval(low: float, high: float) -> str:
    """An interval of a difference with its signs, "−17 to −3 points"; empty where there is none."""
    if math.isnan(low) or math.isnan(high):
        return ""
    return f"{signed(low)} to {signed(high)} points"


def anything_from(low: float, high: float) -> str:
    """The range of a change that may be a fall, a rise or nothing: "anything from a fall of 12 points to a rise of 3"."""
    first, last = _move(low), _move(high)
    return f"anything from {first} to {last.removesuffix(' points') if first.endswith(' points') else last}"


def _move(difference: float) -> str:
    if rounded(difference * 100) == 0:
        return "next to none"
    return f"a {'fall' if difference < 0 else 'rise'} of {points(difference)}"


def between_points(low: float, high: float) -> str:
    """The range of a change whose direction is clear, smallest first: "between 4 and 16 points"."""
    small, large = sorted(abs(end) for end in (low, high))
    return f"between {rounded(small * 100)} and {points(large)}"


def signed(difference: float) -> str:
    """A difference in whole points with a real minus sign: "+4", "−10", "0"."""
    size = rounded(difference * 100)
    return f"{'−' if size < 0 else '+' if size > 0 else ''}{abs(size)}"


def signed_points(difference: float) -> str:
    """A difference with its unit: "+4 points", "−1 point", "0 points"."""
    return f"{signed(difference)} {'point' if abs(rounded(difference * 100)) == 1 else 'points'}"


def count(number: float) -> str:
    """A count with thousands separated: 6601 -> "6,601". Empty where there is none (NaN)."""
    return "" if math.isnan(number) else f"{rounded(number):,}"


def banded(number: int) -> str:
    """A count as an executed notebook may show it, which lies beside the report and may be handed on with it.

    Examples
    --------
    >>> banded(0), banded(3), banded(1200)
    ('none', 'fewer than 5', '1,200')
    """
    return f"{number:,}" if number >= 5 else "fewer than 5" if number else "none"


def banded_part(part: int, whole: int) -> str:
    """How many of a shown count, so that neither they nor the others can be told one by one.

    Examples
    --------
    >>> [banded_part(part, 12) for part in (0, 3, 7, 9, 12)]
    ['none', 'some', '7', 'some', 'all']
    """
    if part in (0, whole):
        return "all" if part else "none"
    return f"{part:,}" if min(part, whole - part) >= 5 else "some"


def plural(number: int, word: str, words: str = "") -> str:
    """A number with its noun: "1 person", "4 people"."""
    return f"{number:,} {word if number == 1 else words or word + 's'}"


def pounds(amount: Decimal) -> str:
    """An amount as it is read: pence only where there are some, a real minus sign.

    Examples
    --------
    >>> from decimal import Decimal
    >>> pounds(Decimal("1234.5")), pounds(Decimal("7015.00")), pounds(Decimal("-3"))
    ('£1,234.50', '£7,015', '−£3')
    """
    whole = abs(amount).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    text = f"{whole:,.2f}".removesuffix(".00")
    return f"{'−' if amount < 0 and whole else ''}£{text}"


def people(number: float) -> str:
    """How many people, as words: "1 person", "172 people"."""
    return plural(rounded(number), "person", "people")


def day(moment: date) -> str:
    """A date as it is written in Britain: "3 March 2025"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def month(moment: date) -> str:
    """A month and year: "March 2025"."""
    return f"{MONTHS[moment.month - 1]} {moment.year}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Items in a row: "a, b and c"; "a; b; c" where an item has a comma of its own."""
    *most, final = list(items) or [""]
    if any("," in item for item in (*most, final)):
        return "; ".join((*most, final))
    return f"{', '.join(most)} {last} {final}" if most else final


def capital(text: str) -> str:
    """The first letter in upper case, the rest as it is (`str.capitalize` would lower it)."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Text that begins with a capital and ends with a full stop, whatever it was given with."""
    text = capital(text.strip())
    return text if not text or text[-1] in ".?!" else f"{text}."


def paragraphs(text: str) -> tuple[str, ...]:
    """A person's own text, split where they left a blank line."""
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())


def in_project(who: str) -> str:
    """The same people, those of them in the project.

    Examples
    --------
    >>> in_project("people"), in_project("people who have friends"), in_project("private renters")
    ('people in the project', 'people in the project who have friends', 'private renters in the project')
    """
    rest = who.removeprefix("people")
    return f"{who} in the project" if rest == who else f"people in the project{rest}"


def short(title: str) -> str:
    """A title up to its first comma: "Spring 2024, before matching" becomes "Spring 2024"."""
    return title.split(",")[0].strip()


def told_apart(titles: dict[str, str]) -> dict[str, str]:
    """Short titles, as long as they still tell each from the others.

    Examples
    --------
    >>> told_apart({"a": "Spring 2024, before matching", "b": "Spring 2025"})
    {'a': 'Spring 2024', 'b': 'Spring 2025'}
    """
    brief = {key: short(title) for key, title in titles.items()}
    return brief if len(set(brief.values())) == len(brief) else titles


def wave_name(title: str) -> str:
    """A wave's title inside a sentence: "Spring 2024" becomes "spring 2024", "Acton survey" stays."""
    first = title.split(" ")[0].lower()
    return title[:1].lower() + title[1:] if first in ORDINARY else title
