"""Pounds and pence: kept as exact decimals, rounded to the penny, written as in Britain."""

from decimal import ROUND_HALF_UP, Decimal

from helpers.reports.words import pounds

__all__ = ["NOTHING", "hours", "part", "pounds", "to_the_penny"]

NOTHING = Decimal("0.00")
PENNY = Decimal("0.01")


def to_the_penny(amount: Decimal) -> Decimal:
    """An amount in whole pence, halves up as people round.

    Examples
    --------
    >>> to_the_penny(Decimal("2.005")), to_the_penny(Decimal(3))
    (Decimal('2.01'), Decimal('3.00'))
    """
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def hours(number: Decimal) -> str:
    """Hours as they are read: "1 hour", "37.5 hours".

    Examples
    --------
    >>> hours(Decimal("37.50")), hours(Decimal("1.00")), hours(Decimal("1200"))
    ('37.5 hours', '1 hour', '1,200 hours')
    """
    text = f"{number:,.2f}".rstrip("0").rstrip(".")
    return f"{text} hour{'' if text == '1' else 's'}"


def part(amount: Decimal, percent: int | None) -> Decimal:
    """So many per cent of an amount, to the penny; nothing where no percentage is given."""
    return to_the_penny(amount * (percent or 0) / 100)
