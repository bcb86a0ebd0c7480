"""By what findings can be split: the catalogue's characteristics, and the project's own one-answer questions, such as the site."""

from helpers import catalogue
from helpers.catalogue.records import Breakdown
from helpers.project.record import OwnQuestion, Project

COMPARISON = "comparison"


def breakdown(record: Project, code: str) -> Breakdown:
    """One of the catalogue's breakdowns, or an own question by its id.

    Raises
    ------
    UserProblem
        There is neither of that name.

    Examples
    --------
    >>> asked = OwnQuestion(id="own_site", wording="Which site?", options={1: "Mill Lane", 2: "The Hythe"})
    >>> found = breakdown(Project(title="Tea", measures={"own_questions": [asked]}), "own_site")
    >>> found.name, found.groups
    ('“Which site?”', {'Mill Lane': (1,), 'The Hythe': (2,)})
    """
    own = next((one for one in own_breakdowns(record) if one.code == code), None)
    return own or catalogue.breakdown(code)


def own_breakdowns(record: Project) -> tuple[Breakdown, ...]:
    """The own questions that people answer by choosing one of several answers; the one that tells the comparison group has its own place."""
    compared = record.approach.comparison.question if record.approach.comparison else ""
    return tuple(
        _of(one) for one in record.measures.own_questions if one.answered == "one answer" and one.id != compared
    )


def breakdowns(record: Project) -> tuple[Breakdown, ...]:
    """All that findings can be split by, one at a time."""
    return (*catalogue.breakdowns(), *own_breakdowns(record))


def name_of(record: Project, code: str) -> str:
    """What a breakdown is called, also of two crossed: "Age", "Age by gender"."""
    names = [
        "Comparison group" if part == COMPARISON else breakdown(record, part).name
        for part in (part.strip() for part in code.split("*"))
    ]
    return " by ".join([names[0], *(in_sentence(name) for name in names[1:])])


def in_sentence(name: str) -> str:
    """A breakdown's name inside a sentence; a question keeps its own letters."""
    return name if name.startswith("“") else name.lower()


def _of(own: OwnQuestion) -> Breakdown:
    return Breakdown(
        code=own.id,
        name=f"“{own.wording.strip() or own.id}”",
        question=own.id,
        groups={label: (code,) for code, label in own.options.items()},
    )
