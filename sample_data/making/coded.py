"""The invented answers in people's own words, coded by two invented people. Their lines lie where the workbook keeps them."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from helpers import project as projects
from helpers.collect.coding import book, kept, quotes, texts
from helpers.collect.coding.kept import Coding
from helpers.collect.coding.texts import Source, Text
from helpers.project.record import Project
from making import design


def receive(folder: Path) -> None:
    """Code the sample's answers as `design/coded.yaml` says; every beginning it names has to be that of an answer."""
    opened, said = projects.open(folder), design.read("design/coded.yaml")
    used: set[str] = set()
    for wave in said["first"]["waves"]:
        source = texts.of_wave(opened, wave)
        for name in ("first", "second"):
            coder = said[name]
            if wave in coder["waves"]:
                given = said["themes"] | (said["otherwise"] if name == "second" else {})
                lines = [
                    _coded(opened.record, source, text, coder["who"], coder["when"], given, said["possible"], used)
                    for text in source.texts
                    if text.key.place in coder["questions"]
                ]
                _write(source.folder / kept.file_of(coder["who"]), lines)
        if wave in said["second"]["waves"]:
            _write(source.folder / kept.AGREED, _settled(opened.record, source, said))
        _write(source.folder / quotes.FILE, _quotes(source, [one for one in said["quotes"] if one["wave"] == wave]))
    unused = {*said["themes"], *said["otherwise"]} - used
    assert not unused, f"no answer begins with {unused}"


def _coded(
    record: Project,
    source: Source,
    text: Text,
    who: str,
    on: str,
    given: Mapping[str, list[str]],
    possible: Iterable[str],
    used: set[str],
) -> dict[str, Any]:
    begins = next((one for one in given if text.words.startswith(one)), "")
    used.add(begins)
    themes = tuple(given.get(begins, ()))
    is_quote = text.may_be_quoted and text.words.startswith(tuple(possible))
    reads = book.read_for(record, text.key.place)
    return kept.line(Coding(text.key, who, themes, not themes, reads, is_quote=is_quote, when=on))


def _settled(record: Project, source: Source, said: Mapping[str, Any]) -> list[dict[str, Any]]:
    who, on = f"{said['first']['who']} and {said['second']['who']}", said["settled"]["when"]
    return [
        kept.line(Coding(text.key, who, tuple(themes), not themes, book.read_for(record, text.key.place), when=on))
        for text in source.texts
        for begins, themes in said["settled"]["themes"].items()
        if text.words.startswith(begins)
    ]


def _quotes(source: Source, chosen: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Of the first person who wrote it and agreed to be quoted."""
    lines = []
    for one in chosen:
        text = next(text for text in source.texts if text.may_be_quoted and text.words.startswith(one["begins"]))
        pieces = quotes.pieces_of(text.words, one["quote"])
        lines.append(quotes.line(quotes.Quote(text.key, one["who"], one["why"], pieces, (), source.file, one["when"])))
    return lines


def _write(path: Path, lines: list[dict[str, Any]]) -> None:
    if lines:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode())
