"""Who gave which themes to which text: one file for each person who codes, that only grows, beside the texts themselves.

A line names its text by `Key` and never holds its words. The newest line about a text counts. Not in the project's record,
which may be shown to others: these lines point at people.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from helpers.collect.coding import log
from helpers.collect.coding.log import ROW, Key, append, key_of
from helpers.collect.coding.texts import Source
from helpers.errors import UserProblem
from helpers.project import Opened

AGREED = "agreed.jsonl"
"""What two people who had coded differently settled on."""
CODER = "coder-"
LONGEST_NAME, LONGEST_NOTE = 80, 2000


@dataclass(frozen=True, repr=False)
class Coding:
    """What one person gave one text.

    Parameters
    ----------
    themes
        Ids of themes, as they were called in the codebook then.
    is_none
        None of the themes fits. Without it and without a theme the text counts as not coded.
    read_for
        The themes that could have been given, each with a mark of what it meant.
    note
        The coder's own remark.
    is_quote
        It might do as a quote.
    """

    key: Key
    who: str
    themes: tuple[str, ...] = ()
    is_none: bool = False
    read_for: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    is_quote: bool = False
    when: str = ""

    @property
    def is_coded(self) -> bool:
        """Whether the text was read to the end: it has a theme, or none fits."""
        return bool(self.themes) or self.is_none


Codings = dict[Key, Coding]


def coder_name(who: str) -> str:
    """Somebody's name as it is kept.

    Raises
    ------
    UserProblem
        There is none.
    """
    name = " ".join(who.split())[:LONGEST_NAME]
    if not name or not name.isprintable():
        raise UserProblem("Nobody is named.", "Who codes", "Type your name or initials, always the same way.")
    return name


def file_of(who: str) -> str:
    """The name of a coder's file: the same however the name is written in capitals and blanks.

    Examples
    --------
    >>> file_of("Asha Khan") == file_of("asha  khan"), file_of("আশা") == file_of("Ines")
    (True, False)
    """
    plain = " ".join(who.split()).casefold()
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:30]
    return f"{CODER}{slug or 'coder'}-{sha256(plain.encode()).hexdigest()[:6]}.jsonl"


def keep(opened: Opened, source: Source, coding: Coding, is_agreed: bool = False) -> Coding:
    """Add what somebody gave a text to their file.

    Raises
    ------
    UserProblem
        The text is not there any more, or nothing can be written.
    """
    if coding.key not in source.by_key:
        raise UserProblem(
            "This text is not there any more, or reads otherwise now.", source.title, "Go on to the next one."
        )
    if coding.is_quote and not source.by_key[coding.key].may_be_quoted:
        raise UserProblem(
            "Whoever wrote this did not agree to be quoted.", source.title, "Leave it out of the possible quotes."
        )
    kept = replace(coding, when=datetime.now(UTC).isoformat(timespec="seconds"))
    append(opened, source.folder / (AGREED if is_agreed else file_of(coding.who)), line(kept))
    return kept


def coders(source: Source) -> dict[str, Codings]:
    """Everybody's codings of the texts as they are now: name -> key -> coding."""
    found: dict[str, Codings] = {}
    for path in sorted(source.folder.glob(f"{CODER}*.jsonl")):
        lines = read(path)
        if lines:
            name = next(reversed(lines.values())).who
            # a sync service may have made a second file
            found[name] = _newest(found.get(name, {}), fitting(source, lines))
    return found


def _newest(one: Codings, other: Codings) -> Codings:
    later = {key: coding for key, coding in other.items() if key not in one or one[key].when <= coding.when}
    return one | later


def of_coder(source: Source, who: str) -> Codings:
    """One person's codings of the texts as they are now."""
    return fitting(source, read(source.folder / file_of(who)))


def agreed(source: Source) -> Codings:
    """What was settled between coders."""
    return fitting(source, read(source.folder / AGREED))


def n_lost(source: Source) -> int:
    """How many texts were coded that are not there any more, or read otherwise now (a corrected file, a consent taken back)."""
    lost: set[Key] = set()
    for path in source.folder.glob("*.jsonl"):
        if path.name.startswith(CODER) or path.name == AGREED:
            there = read(path)
            fits = set(_fitting(source, there).values())
            lost |= {key for key, coding in there.items() if coding.is_coded and key not in fits}
    return len(lost)


def read(path: Path) -> Codings:
    """The newest coding of each text in a file, those that are newest last."""
    found: Codings = {}
    for line in log.lines(path):
        coding = _coding(line)
        if coding:
            found.pop(coding.key, None)
            found[coding.key] = coding
    return found


def fitting(source: Source, codings: Codings) -> Codings:
    """The codings of texts that are there and read as they did; in a file without numbers of its own, whatever their row is now."""
    pairs = _fitting(source, codings).items()
    return {key: codings[was] if key == was else replace(codings[was], key=key) for key, was in pairs}


def _fitting(source: Source, codings: Codings) -> dict[Key, Key]:
    """Text that is there -> the text that was coded."""
    found = {key: key for key in codings if key in source.by_key and not _is_row(key)}
    was, now = (_alike(keys) for keys in (codings, source.by_key))
    for words, before in was.items():
        found |= {there: key for key, there in _paired(before, now.get(words, [])).items()}
    return found


def _alike(keys: Iterable[Key]) -> dict[tuple[str, str], list[Key]]:
    """Texts of people who are known by their row only: place and mark -> those that read alike, in order."""
    found: dict[tuple[str, str], list[Key]] = {}
    for key in sorted(filter(_is_row, keys), key=_row):
        found.setdefault((key.place, key.mark), []).append(key)
    return found


def _is_row(key: Key) -> bool:
    return key.person.startswith("row ") and ROW.fullmatch(key.person) is not None


def _paired(was: list[Key], now: list[Key]) -> dict[Key, Key]:
    """Texts that read alike, in rows that may have moved: in their order where there are as many as before, else row by row first."""
    if len(was) == len(now):
        return dict(zip(was, now, strict=True))
    stayed = {key: key for key in was if key in now}
    left = [key for key in now if key not in stayed.values()]
    return stayed | dict(zip((key for key in was if key not in stayed), left, strict=False))


def _row(key: Key) -> int:
    found = ROW.fullmatch(key.person)
    assert found
    return int(found[1])


def line(coding: Coding) -> dict[str, Any]:
    """A coding as it stands in a file."""
    rest = {name: getattr(coding, name) for name in Coding.__dataclass_fields__ if name != "key"}
    return {**asdict(coding.key), **rest}


def _coding(line: Mapping[str, Any]) -> Coding | None:
    """None for a line that is no coding: damaged, or of another version."""
    try:
        texts = [line["who"], line["note"], line["when"], *line["themes"], *line["read_for"].values()]
        coding = Coding(
            key_of(line),
            line["who"],
            tuple(line["themes"]),
            line["is_none"] is True,
            line["read_for"],
            line["note"],
            line["is_quote"] is True,
            line["when"],
        )
    except (TypeError, KeyError, AttributeError):
        return None
    return coding if all(isinstance(text, str) for text in texts) else None
