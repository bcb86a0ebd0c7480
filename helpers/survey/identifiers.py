"""What could identify a person in a text: found, and masked in everything that leaves.

Names are not found: no method does that reliably without a model, so people read open answers before they are released.
"""

import re
from collections.abc import Iterator

_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
"""Each part no longer than it may be (RFC 5321, RFC 1035): without limits a long text takes minutes to search."""
_POSTCODE = re.compile(
    r"\b(?:GIR\s?0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9][0-9]|[0-9][A-HJKPS-UW]|[A-HK-Y][0-9][ABEHMNPRV-Y])"
    r"\s{0,2}[0-9][ABD-HJLNP-UW-Z]{2})\b",
    re.IGNORECASE,
)
_NATIONAL_INSURANCE = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE
)
_NHS = re.compile(r"(?<!\d)\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)")
_UK_TELEPHONE = re.compile(r"(?<![\d/.])(?:(?:\+|00)44[\s-]?(?:\(0\))?|\(?0)(?:[\s()-]{0,2}\d){9,10}(?![\d/])")
"""Also numbers that are not in use: a mistyped one can still give a person away."""
_MAY_HOLD = re.compile(r"\d[\s().+-]*\d(?:[\s().+-]*\d){4}|\d[a-z]{2}", re.IGNORECASE)
"""Six digits with little between, or the end of a postcode: a look at this spares most texts the rest."""
MOST_TRIES = 1_000
"""Groups of digits in one text that turn out to be no telephone number, after which no further ones are looked for in every way."""
_ENOUGH_DIGITS = re.compile(r"(?:\d[\s().+-]*){9,}")

KINDS = {
    "e-mail": "e-mail addresses",
    "NHS number": "NHS numbers",
    "NI number": "National Insurance numbers",
    "telephone": "telephone numbers",
    "postcode": "postcodes",
}


def masked(text: str) -> str:
    """The text with e-mail addresses, telephone numbers, UK postcodes, NI and NHS numbers replaced by what they are.

    Examples
    --------
    >>> masked("Write to anna@example.org or ring 020 7946 0018, I live at SW1A 1AA")
    'Write to [e-mail] or ring [telephone], I live at [postcode]'
    >>> masked("About 3 or 4 times a week since 2019")
    'About 3 or 4 times a week since 2019'
    """
    for kind, found in _found(text):
        text = text.replace(found, f"[{kind}]")
    return text


def kinds_in(text: str) -> tuple[str, ...]:
    """Which kinds of identifier a text holds.

    Examples
    --------
    >>> kinds_in("QQ 12 34 56 C is not a number that is given out, AB 12 34 56 C is")
    ('NI number',)
    """
    # most texts hold nothing of the kind
    if "@" not in text and not _MAY_HOLD.search(text):
        return ()
    return tuple(dict.fromkeys(kind for kind, _ in _found(text)))


def _found(text: str) -> Iterator[tuple[str, str]]:
    if "@" in text:
        yield from (("e-mail", match[0]) for match in _EMAIL.finditer(text))
    if not _MAY_HOLD.search(text):
        return
    # an NHS number passes for a telephone number, so it comes first
    nhs = [match[0] for match in _NHS.finditer(text) if is_nhs_number(match[0])]
    yield from (("NHS number", found) for found in nhs)
    yield from (("NI number", match[0]) for match in _NATIONAL_INSURANCE.finditer(text))
    if _ENOUGH_DIGITS.search(text):
        yield from (("telephone", found) for found in _telephones(text) if found not in nhs)
    yield from (("postcode", match[0]) for match in _POSTCODE.finditer(text))


def _telephones(text: str) -> list[str]:
    # a fifth of a second to load, needed by few files
    import phonenumbers

    found = {match[0] for match in _UK_TELEPHONE.finditer(text)}
    matches = phonenumbers.PhoneNumberMatcher(text, "GB", max_tries=MOST_TRIES)
    found |= {match.raw_string for match in matches}
    return sorted(found, key=len, reverse=True)


def is_nhs_number(text: str) -> bool:
    """Ten digits whose last is right (modulus 11, NHS data dictionary).

    Examples
    --------
    >>> is_nhs_number("943 476 5919"), is_nhs_number("943 476 5918")
    (True, False)
    """
    digits = [int(character) for character in text if character.isdigit()]
    if len(digits) != 10:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9] and check != 10
