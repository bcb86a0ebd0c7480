"""Unpacks the tables of a zip archive into a folder, within limits. Run by itself, in a process that may be stopped.

Of this project nothing but `in_child` is imported, so that it starts in a few hundredths of a second.
"""

import sys
import zipfile
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
from in_child import limit_memory, say

TABLES = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xls", ".ods", ".sav", ".zsav")
BLOCK = 1 << 20
STEEP_FROM = 20_000_000
"""Bytes. Smaller parts may pack as well as they like."""


def is_table(part: zipfile.ZipInfo) -> bool:
    """Photographs, sound and what a Mac adds are left in the archive."""
    name = part.filename.replace("\\", "/")
    hidden = any(piece.startswith((".", "__MACOSX")) for piece in name.split("/"))
    return not part.is_dir() and not hidden and name.lower().endswith(TABLES)


def main(megabytes: str, path: str, folder: str, most_entries: str, most_bytes: str, most_ratio: str) -> None:
    limit_memory(int(megabytes))
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > int(most_entries):
                say(error="large")
                return
            if any(part.flag_bits & 1 for part in parts):
                say(error="locked")
                return
            unpack([part for part in parts if is_table(part)], archive, folder, int(most_bytes), int(most_ratio))
    except Exception as problem:
        say(error="broken", detail=type(problem).__name__)


def unpack(parts: list[zipfile.ZipInfo], archive: zipfile.ZipFile, folder: str, left: int, most_ratio: int) -> None:
    """Bytes are counted as they come out: what the directory says of sizes may be a lie."""
    for number, part in enumerate(parts):
        extension = "." + part.filename.rsplit(".", 1)[-1].lower()
        taken = 0
        with archive.open(part) as packed, open(f"{folder}/{number}{extension}", "wb") as file:
            while block := packed.read(BLOCK):
                taken += len(block)
                if taken > left or (taken > STEEP_FROM and taken > most_ratio * max(part.compress_size, 1)):
                    say(error="large")
                    return
                file.write(block)
        left -= taken
        say(file=f"{number}{extension}", name=part.filename)
    say(end=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
