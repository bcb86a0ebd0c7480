"""What the coding screen shows and does. Plain data, no widget; for those who hold the answers.

One text goes to the browser at a time, masked, and only the codings of whoever sits there go with it: what the other gave is not seen
before both have coded a text.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any

from helpers.collect.coding import agreeing, book, kept, quotes, settled, texts
from helpers.collect.coding.kept import Coding
from helpers.collect.coding.texts import NOTES, Source, Text
from helpers.errors import UserProblem
from helpers.project import Opened
from helpers.project.record import Project, WordsTheme
from helpers.reports import words
from helpers.survey.identifiers import masked

Plain = dict[str, Any]

SHOW = (
    ("uncoded", "Not coded yet"),
    ("all", "All"),
    ("coded", "Coded"),
    ("older", "To look at again: a theme is new or means something else"),
    ("quotes", "Possible quotes"),
)
MOST_DIFFERENCES = 50
"""On one page."""


class Desk:
    """The texts of one batch as they are read now, for one conversation; read again when `mark` says that they changed."""

    def __init__(self, opened: Opened, batch: str) -> None:
        self.opened, self.batch = opened, batch
        self.sources = texts.of(opened, batch)
        self.places = {_id(source, text): (source, text) for source in self.sources for text in source.texts}
        self.means = {source.id: settled.reads(opened.record, source) for source in self.sources}
        self.roots = book.whole(opened.record)

    @cached_property
    def n_lost(self) -> int:
        """Texts that were coded and are not there any more: what is coded meanwhile is there."""
        return sum(kept.n_lost(source) for source in self.sources)

    def read_for(self, source: Source, text: Text) -> dict[str, str]:
        """The themes a text is read for."""
        return self.means[source.id][source.looked_in(text.key)]

    def text(self, id: object) -> tuple[Source, Text]:
        """The text of an id that the browser gave back."""
        if not isinstance(id, str) or id not in self.places:
            raise UserProblem(
                "This text is not there any more, or reads otherwise now.", "the text", "Go on to the next one."
            )
        return self.places[id]


def batches(opened: Opened) -> list[list[str]]:
    """What can be coded: each wave's answers, and the notes."""
    there = [[wave.id, f"Answers: {wave.title or wave.id}"] for wave in reversed(opened.waves)]
    return [*there, [NOTES, "Notes of conversations"]] if opened.record.primary.notes else there


def told(desk: Desk | None, opened: Opened, who: str, wanted: Mapping[str, Any]) -> Plain:
    """All that the screen shows: how far somebody is, and the one text that `wanted` asks for.

    Parameters
    ----------
    wanted
        `show`, `place` and `theme` filter the texts; `at` is the id of a text, `step` is -1, 0 or 1 from there.
    """
    base: Plain = {
        "kind": "coding",
        "is_read_only": opened.is_read_only,
        "batches": batches(opened),
        "batch": desk.batch if desk else None,
        "themes": [_theme(theme) for theme in book.standing(opened.record)],
        "show": [list(one) for one in SHOW],
    }
    if desk is None:
        return base
    mine = {source.id: kept.of_coder(source, who) for source in desk.sources} if who.strip() else {}
    given = {id: mine.get(source.id, {}).get(text.key) for id, (source, text) in desk.places.items()}
    found = [id for id in desk.places if _is_wanted(desk, id, given[id], wanted)]
    at = _go(list(desk.places), found, str(wanted.get("at") or ""), int(wanted.get("step") or 0))
    return base | {
        "places": _places(desk),
        "n_texts": len(desk.places),
        "n_done": sum(coding is not None and coding.is_coded for coding in given.values()),
        "n_found": len(found),
        "number": found.index(at) + 1 if at in found else 0,
        "n_lost": desk.n_lost,
        "text": _text(desk, at, given[at]) if at and who.strip() else None,
    }


def code(desk: Desk, who: str, said: Mapping[str, Any]) -> Plain:
    """Keep what somebody gave a text."""
    source, text = desk.text(said.get("id"))
    read_for = desk.read_for(source, text)
    themes = _themes(said, read_for)
    coding = Coding(
        text.key,
        kept.coder_name(who),
        themes,
        is_none=said.get("is_none") is True and not themes,
        read_for=read_for,
        note=str(said.get("note") or "")[: kept.LONGEST_NOTE],
        is_quote=said.get("is_quote") is True,
    )
    kept.keep(desk.opened, source, coding)
    return {"kind": "coded", "id": said["id"], "is_coded": coding.is_coded}


def compared(desk: Desk, first: str = "", second: str = "") -> Plain:
    """Two people who coded the same texts: how far they agree, and where they don't. The pair with the most where none is named."""
    pairs = agreeing.pairs(desk.sources)
    if not pairs:
        return {"kind": "compared", "pairs": [], "pair": None}
    if (first, second) not in [pair[:2] for pair in pairs]:
        first, second, _ = pairs[0]
    pair = agreeing.agreement(desk.opened.record, desk.sources, first, second)
    apart = list(_differences(desk, first, second))
    return {
        "kind": "compared",
        "pairs": [[one, other, n] for one, other, n in pairs],
        "pair": [first, second],
        "n_texts": pair.n,
        "explained": agreeing.EXPLAINED,
        "rows": [_agreement(one) for one in pair.themes],
        "n_differences": len(apart),
        "differences": apart[:MOST_DIFFERENCES],
    }


def settle(desk: Desk, first: str, second: str, said: Mapping[str, Any]) -> Plain:
    """Keep what two people settled on for a text that they had coded differently."""
    source, text = desk.text(said.get("id"))
    by_coder = kept.coders(source)
    if not {first, second} <= {name for name, codings in by_coder.items() if text.key in codings}:
        raise UserProblem("The two have not both coded this text.", "the text", "Compare them again.")
    read_for = desk.read_for(source, text)
    both = {
        theme: mark
        for theme, mark in read_for.items()
        if all(theme in by_coder[name][text.key].read_for for name in (first, second))
    }
    themes = _themes(said, both)
    coding = Coding(text.key, f"{first} and {second}", themes, not themes, both)
    kept.keep(desk.opened, source, coding, is_agreed=True)
    return compared(desk, first, second)


def quoted(desk: Desk) -> Plain:
    """The quotes that are chosen, and the texts that somebody marked as possible ones."""
    chosen, possible = [], []
    for source in desk.sources:
        there = {quote.key: quote for quote in quotes.said(desk.opened, source)}
        marked = {
            key
            for codings in kept.coders(source).values()
            for key, coding in codings.items()
            if coding.is_quote and source.by_key[key].may_be_quoted and key not in there
        }
        offered = [list(one) for one in quotes.characteristics(desk.opened, source)]
        for text in source.texts:
            shared = {"id": _id(source, text), "heading": source.heading(text.key)}
            if text.key in there:
                chosen.append(shared | _quote(desk.opened.record, there[text.key]))
            elif text.key in marked:
                possible.append(shared | {"words": masked(text.words), "offered": offered})
    return {
        "kind": "quoted",
        "chosen": chosen,
        "possible": possible,
        "n_lost": sum(quotes.n_lost(source) for source in desk.sources),
    }


def choose(desk: Desk, who: str, said: Mapping[str, Any]) -> Plain:
    """Choose a quote."""
    source, text = desk.text(said.get("id"))
    offered = [code for code, _ in quotes.characteristics(desk.opened, source)]
    beside = tuple(code for code in offered if code in (said.get("beside") or ()))
    quotes.choose(desk.opened, source, text.key, str(said.get("words") or ""), who, str(said.get("why") or ""), beside)
    return quoted(desk)


def take_back(desk: Desk, who: str, said: Mapping[str, Any]) -> Plain:
    """A quote is a quote no more."""
    source, text = desk.text(said.get("id"))
    quotes.take_back(desk.opened, source, text.key, who)
    return quoted(desk)


def _is_wanted(desk: Desk, id: str, coding: Coding | None, wanted: Mapping[str, Any]) -> bool:
    source, text = desk.places[id]
    if (place := wanted.get("place")) and place != _place(source, text):
        return False
    if (theme := wanted.get("theme")) and not (coding and theme in book.named(desk.roots, coding.themes)):
        return False
    is_coded = coding is not None and coding.is_coded
    match wanted.get("show"):
        case "uncoded":
            return not is_coded
        case "coded":
            return is_coded
        case "quotes":
            return coding is not None and coding.is_quote
        case "older":
            means = desk.read_for(source, text)
            return coding is not None and is_coded and settled.is_older(means, coding)
    return True


def _go(order: list[str], found: list[str], at: str, step: int) -> str:
    """The text `step` from another among those found, which need not be among them itself any more; "" where there is none."""
    if at not in order:
        return found[0] if found else ""
    if step == 0:
        return at
    place = {id: number for number, id in enumerate(order)}
    beyond = [id for id in found if (place[id] - place[at]) * step > 0]
    return "" if not beyond else beyond[0] if step > 0 else beyond[-1]


def _places(desk: Desk) -> list[list[str]]:
    """What the texts can be filtered by: questions, or files of notes."""
    return [
        list(one)
        for one in dict.fromkeys(
            (_place(source, text), source.heading(text.key)) for source, text in desk.places.values()
        )
    ]


def _place(source: Source, text: Text) -> str:
    return source.id if source.is_notes else text.key.place


def _text(desk: Desk, id: str, coding: Coding | None) -> Plain:
    source, text = desk.places[id]
    means = desk.read_for(source, text)
    themes = book.named(desk.roots, coding.themes) if coding else frozenset()
    return {
        "id": id,
        "heading": source.heading(text.key),
        "words": masked(text.words),
        "may_be_quoted": text.may_be_quoted,
        "read_for": list(means),
        "is_older": coding is not None and coding.is_coded and settled.is_older(means, coding),
        "themes": [theme for theme in means if theme in themes],
        "is_none": bool(coding and coding.is_none),
        "note": coding.note if coding else "",
        "is_quote": bool(coding and coding.is_quote and text.may_be_quoted),
    }


def _theme(theme: WordsTheme) -> Plain:
    return {"id": theme.id, "name": theme.name or "Without a name", "meaning": theme.meaning, "excludes": theme.excludes, "example": theme.example}  # fmt: skip


def _themes(said: Mapping[str, Any], offered: Mapping[str, str]) -> tuple[str, ...]:
    given = said.get("themes")
    return tuple(theme for theme in offered if theme in given) if isinstance(given, list) else ()


def _agreement(one: agreeing.OfTheme) -> list[str]:
    found = one.found
    if found is None:
        return [one.theme.name, str(one.n), "", "", "", agreeing.in_words(one)]
    figures = [
        agreeing.figure(found.kappa, found.kappa_low, found.kappa_high),
        agreeing.figure(found.alpha, found.alpha_low, found.alpha_high),
    ]
    return [one.theme.name, str(one.n), words.percent(found.agreed), *figures, agreeing.in_words(one)]


def _differences(desk: Desk, first: str, second: str) -> Iterator[Plain]:
    for source in desk.sources:
        by_coder = kept.coders(source)
        mine, theirs = by_coder.get(first, {}), by_coder.get(second, {})
        for one in settled.differences(desk.opened.record, source, mine, theirs):
            text = source.by_key[one.key]
            yield {
                "id": _id(source, text),
                "heading": source.heading(one.key),
                "words": masked(text.words),
                "both": list(one.both),
                "first": list(one.first),
                "second": list(one.second),
            }


def _quote(record: Project, quote: quotes.Said) -> Plain:
    left_out = (
        f"Not said of the person, since too few others share it: {quotes.words_of(record, quote.left_out)}."
        if quote.left_out
        else ""
    )
    return {"words": quote.words, "whose": quote.whose, "who": quote.who, "why": quote.why, "left_out": left_out}


def _id(source: Source, text: Text) -> str:
    """What the browser calls a text by: nothing about anybody."""
    key = text.key
    return sha256("\n".join((source.id, key.person, key.place, key.mark)).encode()).hexdigest()[:20]
