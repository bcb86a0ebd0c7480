"""What a field holds, as the record has it and as an input shows it.

The record's plain value (what is in `project.json`) becomes what an input holds: a text, a list of chosen values, or, for
entries, the list of their keys. On the way back everything is checked, since a browser can send anything.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from helpers.forms.asked import Choice, Field
from helpers.forms.guard import WrongAnswer

LONGEST = 50_000
"""Letters in one field. Nobody types this many; a page pasted by mistake would fill the disk with history."""
MOST_LINES = 500
NUMBER = re.compile(r"[-+−]?([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4})(\.[0-9]{1,10})?")
OPTION = re.compile(r"(-?[0-9]{1,6})[\s.:)=–-]+(\S.*)")
PLACES = 2
"""After the point, where a number is kept exactly: pence, or hundredths of an hour."""
YEARS = range(1900, 2201)
"""Years that a plan or its sources can be about: others are slips of the finger."""


def shown(field: Field, plain: Any) -> Any:
    """What an input shows for a plain value of the record."""
    match field.kind:
        case "entries":
            return [str(entry[field.key]) for entry in plain or ()]
        case "choices":
            return [str(value) for value in plain or ()]
        case "lines":
            return "\n".join(plain or ())
        case "options":
            return "\n".join(f"{code} {label}" for code, label in (plain or {}).items())
        case "yes_no":
            return {True: "yes", False: "no"}.get(plain, "")
        case "number" if isinstance(plain, float):
            return f"{plain:.10g}"
    return "" if plain is None else str(plain).replace("\r\n", "\n")


def meant(field: Field, given: Any, offered: tuple[Choice, ...] = (), held: Any = None) -> Any:
    """The plain value for what a browser sent.

    Parameters
    ----------
    given
        As `shown` gives it.
    offered
        The choices of now.
    held
        The plain value on disk: a choice that is no longer offered may stay.

    Raises
    ------
    WrongAnswer
        It doesn't fit: no number, not among the choices, of another type than this kind of field has.
    """
    match field.kind:
        case "choices":
            return _several(field, given, offered, held)
        case "choice":
            return _one(field, given, offered, held)
        case "yes_no":
            return _yes_no(field, given)
        case "number":
            return _number(field, _text(field, given).strip())
        case "date":
            return _date(field, _text(field, given).strip())
        case "lines":
            return _lines(field, given)
        case "options":
            return _options(field, _lines(field, given))
        case "text":
            return re.sub(r"\s*\n\s*", " ", _text(field, given))
        case "long" | "pairs":
            return _text(field, given)
    raise WrongAnswer("This field takes no answer.", field.label, "Reload the page.")


def problem_with(field: Field, given: Any) -> str:
    """What a person should change about a value that is saved all the same; "" when it is fine.

    The form counts how many letters are too many beside it; here stands the limit, once.
    """
    if not field.limit or not isinstance(given, str):
        return ""
    lines = given.split("\n") if field.kind == "lines" else [given]
    longest = max(range(len(lines)), key=lambda at: len(lines[at]))
    if len(lines[longest]) <= field.limit:
        return ""
    what = f"line {longest + 1}" if field.kind == "lines" else "it"
    return f"Keep {what} to {field.limit:,} letters. It is saved as it is."


def _text(field: Field, given: Any) -> str:
    if not isinstance(given, str):
        raise WrongAnswer("This is no text.", field.label, "Reload the page and type it again.")
    if len(given) > LONGEST:
        limit = field.limit or LONGEST
        raise WrongAnswer(
            "This is too long to be saved.",
            field.label,
            f"Keep it to {limit:,} letters, and the rest in a file of its own.",
        )
    whole = (
        given.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\r\n", "\n").replace("\r", "\n")
    )
    return "".join(letter for letter in whole if letter in "\n\t" or unicodedata.category(letter) != "Cc")


def _lines(field: Field, given: Any) -> list[str]:
    lines = [line.strip() for line in _text(field, given).split("\n")]
    kept = [line for line in lines if line]
    if len(kept) > MOST_LINES:
        raise WrongAnswer(f"These are more than {MOST_LINES} lines.", field.label, "Keep the most important ones.")
    return kept


def _options(field: Field, lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        option = OPTION.fullmatch(line)
        if option is None:
            raise WrongAnswer(
                f"'{line}' is no answer option.", field.label, "Begin each line with its number, as in: 1 Yes."
            )
        code = str(int(option[1]))
        if code in found:
            raise WrongAnswer(
                f"The number {code} is there twice.", field.label, "Give each answer a number of its own."
            )
        found[code] = option[2]
    return found


def _number(field: Field, given: str) -> int | float | str | None:
    if not given:
        return None
    takes = field.asked.takes if field.asked else float
    plain = given.removeprefix("£").strip().replace(",", "").replace("−", "-")
    if not NUMBER.fullmatch(given.removeprefix("£").strip()) or (takes is int and "." in plain):
        kind = "a whole number, such as 12" if takes is int else "a number in figures, such as 12 or 12.5"
        raise WrongAnswer(f"This has to be {kind}.", field.label, "Write it in figures, without words.")
    _within(field, float(plain))
    if takes is Decimal:
        return _exact(field, plain)
    return int(plain) if takes is int else float(plain)


def _exact(field: Field, plain: str) -> str:
    """Money and hours: kept as they are typed, since a fraction in binary is not quite what was meant."""
    if len(plain.partition(".")[2]) > PLACES:
        raise WrongAnswer("This has more than two places after the point.", field.label, "Write it such as 12.50.")
    return str(Decimal(plain))


def _within(field: Field, value: float) -> None:
    asked = field.asked
    if asked is None:
        return
    for limit, is_outside, words in (
        (asked.least, asked.least is not None and value < asked.least, "Give {} or more."),
        (asked.above, asked.above is not None and value <= asked.above, "Give more than {}."),
        (asked.most, asked.most is not None and value > asked.most, "Give {} or less."),
        (asked.below, asked.below is not None and value >= asked.below, "Give less than {}."),
    ):
        if is_outside:
            raise WrongAnswer("This number can't be right.", field.label, words.format(_plain(limit)))


def _plain(limit: float) -> str:
    return f"{int(limit):,}" if limit == int(limit) else str(limit)


def _date(field: Field, given: str) -> str | None:
    if not given:
        return None
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise WrongAnswer("This is no date.", field.label, "Give day, month and year, such as 31 May 2027.") from None
    if day.year not in YEARS:
        raise WrongAnswer(f"The year {day.year} can't be right.", field.label, "Give the year with its four figures.")
    return day.isoformat()


def _yes_no(field: Field, given: Any) -> bool | None:
    if given in ("yes", "no"):
        return bool(given == "yes")
    if given == "" and field.may_be_empty:
        return None
    raise WrongAnswer("This is neither yes nor no.", field.label, "Choose one of the two.")


def _one(field: Field, given: Any, offered: tuple[Choice, ...], held: Any) -> Any:
    if given == "" and field.may_be_empty:
        return None if field.asked and field.asked.may_be_none else ""
    return _known(field, given, offered, [] if held is None else [held])


def _several(field: Field, given: Any, offered: tuple[Choice, ...], held: Any) -> list[Any]:
    if not isinstance(given, list) or len(given) > LONGEST:
        raise WrongAnswer("This is no list of choices.", field.label, "Reload the page and choose again.")
    chosen = [_known(field, one, offered, held or []) for one in given]
    order = {choice.value: place for place, choice in enumerate(offered)}
    return sorted(dict.fromkeys(chosen), key=lambda value: order.get(value, len(order)))


def _known(field: Field, given: Any, offered: tuple[Choice, ...], held: list[Any]) -> Any:
    for value in (*(choice.value for choice in offered), *held):
        if isinstance(given, str) and str(value) == given:
            return value
    raise WrongAnswer(
        f"'{str(given)[:60]}' is not among the answers to choose from.", field.label, "Choose one that is offered."
    )
