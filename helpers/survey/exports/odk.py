"""ODK Central: a zip of one CSV for the form and one per repeat; XML names, groups before them with a hyphen.

A select-multiple question stands in one column, choices joined by blanks, and where that was asked for in one 0/1 column
per choice behind a slash. Rejected submissions, and encrypted ones that were exported without the passphrase, are no answers.
"""

from helpers.survey.cells import Grid
from helpers.survey.checks import Messages, listed
from helpers.survey.exports.tool import REJECTED, UNREADABLE_THERE, Aside, Known, Tool, is_word

PARENT, KEY = "PARENT_KEY", "KEY"

TOOL = Tool(
    name="ODK",
    signatures=(
        frozenset({"SubmissionDate", KEY}),
        frozenset({"SubmissionDate", "meta-instanceID"}),
        frozenset({"SubmissionDate", "instanceID"}),
        frozenset({"meta-instanceID", KEY}),
        frozenset({"meta/instanceID", "SubmissionDate"}),
        frozenset({"instanceID", KEY}),
    ),
    aside=(
        Aside(REJECTED, ("ReviewState",), is_word("rejected")),
        Aside(UNREADABLE_THERE, ("Status",), is_word("not decrypted", "missing encrypted form data")),
    ),
)


def is_repeat(rows: Grid) -> bool:
    """Whether this is the table of a repeat: each of its rows belongs to a row of the main one."""
    return len(rows) > 0 and {PARENT, KEY} <= set(rows[0])


def with_repeat(rows: Grid, repeat: Grid, name: str, known: Known, messages: Messages) -> Grid:
    """The main table with the columns of a repeat, where every person has one entry in it at most and it asks what is known.

    Of several entries of one person none can be chosen: the repeat is then left out, and that is said.
    """
    headings = repeat[0]
    asked = [place for place, heading in enumerate(headings) if heading not in (PARENT, KEY) and known(heading)]
    if not asked or KEY not in rows[0]:
        return rows
    parents = list(repeat.columns[headings.index(PARENT)])[1:]
    if len(set(parents)) < len(parents):
        messages.add("repeat_several", file=name, columns=listed(f"'{headings[place]}'" for place in asked))
        return rows
    entry_of = {parent: number for number, parent in enumerate(parents, start=1)}
    keys = list(rows.columns[rows[0].index(KEY)])
    made = Grid()
    made.extend([rows[0] + [headings[place] for place in asked]])
    entries = (repeat[entry_of[one]] if one in entry_of else [""] * len(headings) for one in keys[1:])
    made.extend([rows[number] + [entry[place] for place in asked] for number, entry in enumerate(entries, start=1)])
    return made
