"""The London Living Wage with its year and its source, as planning and briefing name it."""

from datetime import date

from helpers import catalogue
from helpers.catalogue.fieldwork import LivingWage
from helpers.reports import words


def wage(today: date) -> LivingWage:
    """The newest rate that was announced by some day; the oldest there is for a day before all of them.

    Examples
    --------
    >>> wage(date(2025, 6, 1)).code
    '2024-25'
    """
    known = catalogue.living_wages()
    return next((one for one in known if one.announced <= today), known[-1])


def in_words(today: date) -> str:
    """The rate with its year and source, and whether to look for a newer one."""
    rate = wage(today)
    return (
        f"The London Living Wage of {rate.code} is {words.pounds(rate.rate)} an hour, paid by {words.day(rate.pay_by)} at the "
        f"latest. Source: {rate.source}.{newer(today)}"
    )


def newer(today: date) -> str:
    """That the rate held here is that of an older year, and where to look up the current one; "" until that may be so."""
    rate = wage(today)
    if today < rate.next_due:
        return ""
    return (
        f" A new rate is set each autumn, and this workbook holds none after {rate.code}: look up the current one at "
        "www.livingwage.org.uk before you set any pay."
    )
