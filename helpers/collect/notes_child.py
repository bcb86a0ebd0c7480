"""The text of one Word file, as lines of JSON. Run by itself, in a process that may be stopped.

Of this project nothing but `in_child` is imported, so that it starts fast. What was deleted while changes were tracked is left out, and so
are comments, headers and footnotes.
"""

import sys
import zipfile
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "survey" / "exports"))
from in_child import limit_memory, say

BLOCK = 1 << 20


def unpacks_to_more_than(path: str, most_entries: int, most_bytes: int) -> bool:
    """Bytes are counted as they come out: what the directory says of sizes may be a lie."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        left = most_bytes
        for part in parts[: most_entries + 1]:
            with archive.open(part) as packed:
                while block := packed.read(BLOCK):
                    left -= len(block)
                    if left < 0:
                        return True
        return len(parts) > most_entries


def main(megabytes: str, path: str, most_entries: str, most_bytes: str) -> None:
    limit_memory(int(megabytes))
    try:
        with open(path, "rb") as file:
            if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # what Word wraps a file in that has a password
                say(error="locked")
                return
        if unpacks_to_more_than(path, int(most_entries), int(most_bytes)):
            say(error="large")
            return
        import docx

        document = docx.Document(path)
        for block in document.iter_inner_content():
            for text in texts(block):
                say(text=text)
        say(end=True, names_a_writer=bool(document.core_properties.author or document.core_properties.last_modified_by))
    except MemoryError:
        say(error="memory")
    except Exception as problem:
        say(error="broken", detail=type(problem).__name__)


def texts(block: object) -> list[str]:
    """A paragraph's text, or that of a table's cells, each once: a merged cell is given for every place it takes."""
    if not hasattr(block, "rows"):
        return [block.text]
    cells = {cell._tc: cell for row in block.rows for cell in row.cells}
    return [text for cell in cells.values() for inner in cell.iter_inner_content() for text in texts(inner)]


if __name__ == "__main__":
    main(*sys.argv[1:])
