"""What a text's themes are once everybody has coded it: one coder's, two who gave the same, or what they settled on."""

from collections.abc import Mapping
from dataclasses import dataclass

from helpers.collect.coding import book, kept
from helpers.collect.coding.kept import Coding, Codings
from helpers.collect.coding.log import Key
from helpers.collect.coding.texts import Source
from helpers.project.record import Project


@dataclass(frozen=True, repr=False)
class Settled:
    """One text that somebody coded.

    Parameters
    ----------
    themes
        Those that hold: of coders who differ and have not settled it, the themes that all of them gave.
    read_for
        The themes that everybody whose coding counts read it for; whether it has another is not known.
    is_open
        Coders differ, and have not settled it.
    is_older
        The meaning of a theme has changed since.
    """

    key: Key
    themes: frozenset[str]
    read_for: frozenset[str]
    is_open: bool = False
    is_older: bool = False


def settled(record: Project, source: Source) -> dict[Key, Settled]:
    """What holds of every text of a source that is coded."""
    by_coder, on = kept.coders(source), kept.agreed(source)
    roots, means = book.whole(record), reads(record, source)
    found = {}
    for key in source.by_key:
        given = [codings[key] for codings in by_coder.values() if key in codings and codings[key].is_coded]
        agreed = on.get(key)
        if agreed and agreed.is_coded:
            given = [agreed]
        if given:
            found[key] = _of_text(roots, means[source.looked_in(key)], key, given)
    return found


def reads(record: Project, source: Source) -> dict[str, dict[str, str]]:
    """What `book.read_for` says of each place of a source."""
    return {place: book.read_for(record, place) for place in {source.looked_in(key) for key in source.by_key}}


def _of_text(roots: Mapping[str, str], means: Mapping[str, str], key: Key, given: list[Coding]) -> Settled:
    read_for = frozenset.intersection(*(frozenset(coding.read_for) for coding in given)) & means.keys()
    themes = [book.named(roots, coding.themes) & read_for for coding in given]
    return Settled(
        key,
        frozenset.intersection(*themes),
        read_for,
        is_open=len(set(themes)) > 1,
        is_older=any(is_older(means, coding) for coding in given),
    )


def is_older(means: Mapping[str, str], coding: Coding) -> bool:
    """Whether a theme that a text was read for means something else now, or is new since."""
    return any(coding.read_for.get(theme) != meaning for theme, meaning in means.items())


@dataclass(frozen=True, repr=False)
class Difference:
    """A text to which two people gave different themes: those that both gave, and each alone."""

    key: Key
    both: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]


def differences(record: Project, source: Source, first: Codings, second: Codings) -> tuple[Difference, ...]:
    """Texts that two people coded differently and nobody has settled, in order. Themes that only one of them could give don't count."""
    on, roots, means = kept.agreed(source), book.whole(record), reads(record, source)
    found = []
    for key in source.by_key:
        one, other = first.get(key), second.get(key)
        if one is None or other is None or not (one.is_coded and other.is_coded) or (key in on and on[key].is_coded):
            continue
        both_read = means[source.looked_in(key)].keys() & one.read_for.keys() & other.read_for.keys()
        mine, theirs = (book.named(roots, coding.themes) & both_read for coding in (one, other))
        if mine != theirs:
            found.append(
                Difference(key, *(_in_order(record, part) for part in (mine & theirs, mine - theirs, theirs - mine)))
            )
    return tuple(found)


def _in_order(record: Project, themes: frozenset[str]) -> tuple[str, ...]:
    return tuple(theme.id for theme in book.standing(record) if theme.id in themes)
