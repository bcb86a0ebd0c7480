"""The words in a file of notes: a text file, or a Word file, which is opened in a process with limits."""

from dataclasses import dataclass
from pathlib import Path

from helpers.errors import UserProblem
from helpers.survey.checks import Messages, Refused
from helpers.survey.encodings import encoding_of
from helpers.survey.exports.child import lines

MOST_ENTRIES, MOST_UNPACKED = 2_000, 200_000_000
"""Parts of a Word file, and bytes of all of them together."""
CHILD = Path(__file__).with_name("notes_child.py")
PLAIN = "Save it as plain text (UTF-8) or as a Word file (.docx), and choose that."
_WRONG = {
    "locked": ("The Word file is locked with a password, or is of the old kind (.doc).", "Save it without a password as .docx, and choose that."),
    "broken": ("The file is damaged, or is no Word file.", PLAIN),
    "large": ("The Word file unpacks to more than is safe to open.", "Take pictures out of it. If you did not make it yourself, do not open it."),
    "memory": ("The Word file needs more memory than is safe to give it.", PLAIN),
    "late": ("The Word file takes too long to open.", PLAIN),
}  # fmt: skip


@dataclass(frozen=True, repr=False)
class Text:
    """What a file says. `names_a_writer`: a Word file's own properties name somebody."""

    text: str
    names_a_writer: bool = False

    @property
    def n_words(self) -> int:
        return len(self.text.split())


def read(path: Path, name: str) -> Text:
    """The text of a file of notes.

    Parameters
    ----------
    name
        What people call the file, for messages; its ending says what kind it is.

    Raises
    ------
    UserProblem
        It can't be read safely, or holds no words.
    """
    found = _word(path, name) if name.lower().endswith(".docx") else _plain(path, name)
    if not found.text.strip():
        raise UserProblem("There are no words in this file.", name, "Choose the file that holds the notes.")
    return found


def _plain(path: Path, name: str) -> Text:
    messages = Messages()
    try:
        with encoding_of(path, messages).opened(path) as file:
            return Text(file.read())
    except Refused as refused:
        raise UserProblem("The text can't be read: it is damaged, or in an unusual encoding.", name, PLAIN) from refused


def _word(path: Path, name: str) -> Text:
    said = list(lines(CHILD, path.resolve(), MOST_ENTRIES, MOST_UNPACKED))
    last = said[-1]
    if "error" in last:
        what, fix = _WRONG[last["error"]]
        raise UserProblem(what, name, fix)
    return Text("\n".join(line["text"] for line in said if "text" in line), bool(last.get("names_a_writer")))
