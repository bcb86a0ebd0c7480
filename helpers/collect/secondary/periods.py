"""Periods as official tables write them."""

import re

MONTH = re.compile(
    r"((19|20)\d\d[-/ ]?(0[1-9]|1[0-2])|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/ ]?((19|20)?\d\d))",
    re.IGNORECASE,
)
SCHOOL_YEAR = re.compile(r"((?:19|20)(\d\d))(\d\d)")


def is_month(period: str) -> bool:
    """Whether a period is a single month.

    Examples
    --------
    >>> is_month("2024-03"), is_month("Mar 2024"), is_month("202324"), is_month("201112"), is_month("2023/24")
    (True, True, False, False, False)
    """
    return bool(MONTH.fullmatch(period.strip())) and period == in_words(period)


def in_words(period: str) -> str:
    """A period as people read it: the Department for Education writes a school year as six digits.

    Examples
    --------
    >>> in_words("202324"), in_words("202401"), in_words("2023")
    ('2023/24', '202401', '2023')
    """
    found = SCHOOL_YEAR.fullmatch(period)
    is_next = found is not None and (int(found[2]) + 1) % 100 == int(found[3])
    return f"{found[1]}/{found[3]}" if found and is_next else period
