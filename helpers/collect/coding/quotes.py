"""Quotes by permission: chosen by a named person, for a reason, in the words of somebody who agreed to be quoted.

The named exception to the rule that nobody's words leave. What is kept beside the texts says which words of which text make the
quote, and what stands in square brackets instead of others; the words themselves stay where they are. So a quote is gone everywhere
as soon as its text, or the consent, is.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from helpers import disclosure
from helpers.collect import notes
from helpers.collect.coding.counting import groups_of
from helpers.collect.coding.kept import coder_name
from helpers.collect.coding.log import ROW, Key, append, key_of, lines
from helpers.collect.coding.settled import settled
from helpers.collect.coding.texts import Source
from helpers.errors import UserProblem
from helpers.project import Opened, Project, breakdowns
from helpers.reports import words
from helpers.survey.identifiers import kinds_in, masked

FILE = "quotes.jsonl"
OURS = re.compile(r"(\s*(?:\[[^\[\]]{1,60}\]|…|\.\.\.)\s*)")
"""What is not the person's own in a quote: words in square brackets, and marks that something is left out."""
LONGEST = 600
Piece = str | tuple[int, int]
"""From where to where in the text, or what stands in between."""


@dataclass(frozen=True, repr=False)
class Quote:
    """One quote as it is kept. `beside`: breakdowns whose groups are shown with it. `file`: the SHA-256 of what it was chosen from."""

    key: Key
    who: str
    why: str
    pieces: tuple[Piece, ...]
    beside: tuple[str, ...] = ()
    file: str = ""
    when: str = ""
    is_gone: bool = False


@dataclass(frozen=True, repr=False)
class Said:
    """A quote as it may be shown: permitted, masked, and with no more about the person than many others share.

    Parameters
    ----------
    whose
        What is said of the person, such as "Women, 65-74"; of notes the kind of conversation.
    left_out
        Breakdowns that were to stand beside it, and would have pointed at somebody.
    themes
        Ids of its themes.
    """

    key: Key
    words: str
    whose: str
    asked: str
    left_out: tuple[str, ...]
    themes: frozenset[str]
    who: str
    why: str


def pieces_of(words: str, edited: str) -> tuple[Piece, ...]:
    """Which words of a text a quote is made of.

    Parameters
    ----------
    edited
        The text as it is to be quoted: parts may be left out (…), and what could give somebody away is replaced by words in square
        brackets. Everything else is the person's own, in their order.

    Raises
    ------
    UserProblem
        It holds words that are neither.

    Examples
    --------
    >>> pieces_of("My son in Leeds rings on Sundays.", "My son in [another city] rings …")
    ((0, 9), ' [another city] ', (16, 21), ' …')
    """
    plain, whole = _even(edited), _even(words)
    if not plain or len(plain) > LONGEST:
        raise UserProblem(
            f"A quote has from one to {LONGEST} letters.", "The quote", "Take the sentence or two that say it best."
        )
    if plain == whole:
        return ((0, len(whole)),)
    found: list[Piece] = []
    at = 0
    for part in OURS.split(plain):
        if not part:
            continue
        if OURS.fullmatch(part):
            found.append(part)
            continue
        begins = whole.find(part, at)
        if begins < 0:
            raise UserProblem(
                f"“{masked(part)}” does not stand there like this.",
                "The quote",
                "Leave words out with …, and put your own in square brackets, such as [a town]. All else stays as it was written.",
            )
        at = begins + len(part)
        found.append((begins, at))
    if all(isinstance(piece, str) for piece in found):
        raise UserProblem("Nothing of the person's own words is left.", "The quote", "Quote at least a few of them.")
    kinds = [kind for piece in found if isinstance(piece, str) for kind in kinds_in(piece)]
    if kinds:
        raise UserProblem("What stands in square brackets could give somebody away.", "The quote", "Say it in general.")
    return tuple(found)


def assembled(words: str, pieces: tuple[Piece, ...]) -> str:
    """The quote, masked: what could give somebody away is covered whatever was chosen."""
    whole = _even(words)
    return masked("".join(piece if isinstance(piece, str) else whole[slice(*piece)] for piece in pieces).strip())


def choose(
    opened: Opened, source: Source, key: Key, edited: str, who: str, why: str, beside: tuple[str, ...] = ()
) -> Quote:
    """Choose a quote.

    Raises
    ------
    UserProblem
        No consent to quote, words that are not the person's, nobody named, no reason; or what is to stand beside it would point
        at somebody.
    """
    text = source.by_key.get(key)
    if text is None or not text.may_be_quoted:
        raise UserProblem(
            "Whoever said this did not agree to be quoted." if text else "This text is not there any more.",
            "The quote",
            "Choose another one.",
        )
    if not why.strip():
        raise UserProblem(
            "It is not said why this quote was chosen.", "Why this one", "Say what it shows, in a sentence."
        )
    quote = Quote(
        key,
        coder_name(who),
        " ".join(why.split())[:400],
        pieces_of(text.words, edited),
        tuple(beside),
        source.file,
        _now(),
    )
    asked = tuple(dict.fromkeys((*_named_beside(chosen(source), key.person), *beside)))
    told = _beside(opened, source, key.person, asked, "report")
    if not set(beside) <= told.keys():
        raise UserProblem(
            f"With {words_of(opened.record, beside)} beside it this person could be recognised: too few others share that.",
            "What is said of the person",
            "Say less of them.",
        )
    append(opened, source.folder / FILE, line(quote))
    return quote


def take_back(opened: Opened, source: Source, key: Key, who: str) -> None:
    """A quote is a quote no more."""
    there = chosen(source).get(key)
    if there is None:
        raise UserProblem("This quote is not there any more.", "The quote", "Reload the page.")
    append(opened, source.folder / FILE, line(Quote(there.key, coder_name(who), "", (), when=_now(), is_gone=True)))


def chosen(source: Source) -> dict[Key, Quote]:
    """The quotes of a source whose text is there as it was, and may be quoted; in the order in which they were chosen."""
    found = {}
    for quote in _standing(source):
        key = _there(source, quote)
        if key and source.by_key[key].may_be_quoted:
            found[key] = quote
    return found


def n_lost(source: Source) -> int:
    """How many quotes were chosen whose text is gone or reads otherwise, or that may not be quoted any more."""
    return len(_standing(source)) - len(chosen(source))


def _standing(source: Source) -> list[Quote]:
    """The newest line about each text, where it is not that the quote was taken back."""
    newest: dict[Key, Quote] = {}
    for line in lines(source.folder / FILE):
        quote = _quote(line)
        if quote:
            newest.pop(quote.key, None)
            newest[quote.key] = quote
    return [quote for quote in newest.values() if not quote.is_gone]


def _there(source: Source, quote: Quote) -> Key | None:
    """The text of a quote. A row's number tells somebody only as long as the file is the same; else the words have to."""
    if not ROW.fullmatch(quote.key.person) or quote.file == source.file:
        return quote.key if quote.key in source.by_key else None
    alike = [key for key in source.by_key if (key.place, key.mark) == (quote.key.place, quote.key.mark)]
    return alike[0] if len(alike) == 1 else None


def said(opened: Opened, source: Source, policy: str = "report") -> tuple[Said, ...]:
    """The quotes of a source as they may be shown. What stands beside them is looked at again each time, since others come and go."""
    themes, there = settled(opened.record, source), chosen(source)
    found = []
    for key, quote in there.items():
        may_stand = _beside(opened, source, key.person, _named_beside(there, key.person), policy)
        told = {name: may_stand[name] for name in quote.beside if name in may_stand}
        found.append(
            Said(
                key=key,
                words=assembled(source.by_key[key].words, quote.pieces),
                whose=_whose(opened, source, told),
                asked="" if source.is_notes else source.heading(key),
                left_out=tuple(name for name in quote.beside if name not in told),
                themes=themes[key].themes if key in themes else frozenset(),
                who=quote.who,
                why=quote.why,
            )
        )
    return tuple(found)


def characteristics(opened: Opened, source: Source) -> tuple[tuple[str, str], ...]:
    """What may be asked to stand beside a quote: code and name of the breakdowns that people of this wave were asked for."""
    if source.is_notes:
        return ()
    names = tuple(name for name in opened.record.breakdowns if "*" not in name)
    there = groups_of(opened, source, names)
    return tuple((name, breakdowns.name_of(opened.record, name)) for name in there)


def words_of(record: Project, codes: tuple[str, ...]) -> str:
    """Breakdowns by name, for a sentence."""
    return words.listed(breakdowns.in_sentence(breakdowns.name_of(record, code)) for code in codes)


def _beside(opened: Opened, source: Source, person: str, names: tuple[str, ...], policy: str) -> dict[str, str]:
    """What may be said of somebody beside their words: their groups, as many of those named as enough others share.

    `names` are those of all quotes of the person together, since readers put them together; the last one named goes first.
    """
    if not names or source.is_notes:
        return {}
    people = groups_of(opened, source, names).astype(object)
    own = people.loc[person]
    shown = [name for name in names if name in own and isinstance(own[name], str)]
    while shown and disclosure.beside_a_quote(people, person, shown, policy):
        shown.pop()
    return {name: own[name] for name in shown}


def _named_beside(there: Mapping[Key, Quote], person: str) -> tuple[str, ...]:
    """The breakdowns that are to stand beside any words of somebody."""
    quoted = (quote.beside for key, quote in there.items() if key.person == person)
    return tuple(dict.fromkeys(name for beside in quoted for name in beside))


def _whose(opened: Opened, source: Source, told: Mapping[str, str]) -> str:
    if not source.is_notes:
        return ", ".join(told.values())
    note = next(one for one in opened.record.primary.notes if one.id == source.id)
    return notes.METHODS.get(note.method or "", "Notes")


def _even(words: str) -> str:
    return " ".join(words.split())


def line(quote: Quote) -> dict[str, Any]:
    """A quote as it stands in the file."""
    rest = {name: getattr(quote, name) for name in Quote.__dataclass_fields__ if name != "key"}
    return {**asdict(quote.key), **rest}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _quote(line: Mapping[str, Any]) -> Quote | None:
    """None for a line that is no quote: damaged, or of another version."""
    try:
        pieces = tuple(piece if isinstance(piece, str) else (int(piece[0]), int(piece[1])) for piece in line["pieces"])
        rest = {name: line[name] for name in ("who", "why", "file", "when", "is_gone")}
        return Quote(key_of(line), pieces=pieces, beside=tuple(line["beside"]), **rest)
    except (ValueError, TypeError, KeyError, IndexError):
        return None
