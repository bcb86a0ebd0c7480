"""How people are asked: ways of asking side by side, the toolkit's default and why, and what a change of way does."""

from typing import get_args

from helpers import catalogue
from helpers.catalogue.fieldwork import Aspect, SurveyMode
from helpers.project import Opened
from helpers.project.record import Project
from helpers.reports import words
from helpers.reports.facts import facts
from helpers.reports.model import Block, Caution, Facts, Fold, Paragraph, Section, Table

FACE_TO_FACE, MIXED = "face to face", "mixed"
DEFAULT_FROM = "Step 2.2.2: which one"
"""Where the toolkit's sentence on face to face stands, in the catalogue's passages."""

CHANGED = (
    "Answers change with the way of asking, so a difference between before and after could be the way and not the people. "
    "Keep to one way, or ask some people in both ways in the same weeks and show the two apart."
)


def chosen(record: Project) -> SurveyMode | None:
    """The way of asking that was chosen; None where none was, several were, or it isn't said where people are met.

    Examples
    --------
    >>> chosen(Project(title="Not chosen")) is None
    True
    """
    approach = record.approach
    fitting = [one for one in catalogue.survey_modes() if one.mode == approach.mode]
    if approach.mode == FACE_TO_FACE:
        fitting = [one for one in fitting if one.code == approach.method.place]
    return fitting[0] if fitting else None


def default() -> str:
    """The toolkit's default, in its words, and where it stands."""
    (passage,) = catalogue.passages(DEFAULT_FROM)
    return f"The toolkit (section 2.2.2): “{passage.text}”"


def changes(record: Project) -> str:
    """Why two waves may not be comparable, where the plan changes the way of asking; "" where it does not."""
    approach = record.approach
    first, later = approach.mode, approach.method.later_mode
    if first and later and first != later:
        return f"First you ask {_how(first)}, then {_how(later)}. {CHANGED}{_seen()}"
    if first == MIXED and (approach.n_waves or 1) > 1:
        return f"You ask in more than one way. The mix will differ from time to time. {CHANGED}{_seen()}"
    return ""


def plan(opened: Opened) -> Section:
    """The way of asking: which and why, what is known of it, whom it misses and what is done about that."""
    record = opened.record
    approach = record.approach
    way = chosen(record)
    pairs = (
        *facts(approach, "mode").pairs,
        *((("Where you meet people", way.name if way else ""),) if approach.mode == FACE_TO_FACE else ()),
        *facts(approach.method, "mode_why", "missed").pairs,
        *(pair for pair in facts(approach.method, "later_mode").pairs if pair[1]),
    )
    beside = Fold("Ways of asking, side by side", compared().blocks, "how people are asked")
    blocks = (Facts(pairs), *_advice(record), *_known(record), *_caution(record), beside)
    return Section("mode", "How people are asked", blocks)


def compared() -> Section:
    """Ways of asking side by side: the toolkit's words, then what is known under five aspects, with its sources."""
    passages = {passage.code: passage.text for passage in catalogue.passages("Step 2.2.2")}
    printed = tuple(
        (one.name, passages.get(one.passage, "Not in the toolkit; added here.")) for one in catalogue.survey_modes()
    )
    tables = tuple(_by_aspect(aspect) for aspect in get_args(Aspect))
    words_of_it = Table("In the toolkit's words (section 2.2.2)", ("Way of asking", "What it says"), printed)
    return Section("modes", "Ways of asking, side by side", (words_of_it, *tables, _sources()))


def missing(opened: Opened) -> tuple[str, ...]:
    """What is still to be said about the way of asking."""
    approach = opened.record.approach
    needs = {
        "Choose how people will be asked: face to face, by telephone, online or on paper.": approach.mode,
        "Say where you meet the people you ask face to face.": approach.mode != FACE_TO_FACE or approach.method.place,
        "Say whom your way of asking misses, and what you do about it.": approach.method.missed,
    }
    return tuple(sentence for sentence, is_there in needs.items() if not is_there)


def _advice(record: Project) -> tuple[Paragraph, ...]:
    if record.approach.mode == FACE_TO_FACE:
        return ()
    why = " Where you choose otherwise, say what speaks for it here." if record.approach.mode else ""
    return (Paragraph(f"{default()}{why}"),)


def _known(record: Project) -> tuple[Block, ...]:
    mode = chosen(record)
    if mode is None:
        return ()
    return (
        Paragraph(f"What is known of asking {_how(mode.mode, mode)}:"),
        Facts(tuple((remark.aspect, remark.text) for remark in mode.remarks)),
    )


def _caution(record: Project) -> tuple[Caution, ...]:
    said = changes(record)
    return (Caution(said),) if said else ()


def _how(mode: str, way: SurveyMode | None = None) -> str:
    if way and way.mode == FACE_TO_FACE:
        return way.name[0].lower() + way.name[1:]
    return {"telephone": "by telephone", "paper": "on paper", MIXED: "in more than one way"}.get(mode, mode)


def _seen() -> str:
    """What a change of way can do, in published figures: one question, one city, two ways of asking."""
    london = [figure for figure in catalogue.benchmarks() if figure.indicator == "R3" and figure.area == "London"]
    spoken = [figure for figure in london if figure.mode == FACE_TO_FACE]
    typed = [figure for figure in london if figure.mode.startswith("online")]
    if not (spoken and typed):
        return ""
    return (
        f" In London {words.percent(spoken[0].value)} said face to face that people from different backgrounds get on "
        f"({spoken[0].survey}), and {words.percent(typed[0].value)} when most answered online ({typed[0].survey})."
    )


def _by_aspect(aspect: Aspect) -> Table:
    rows = tuple((one.name, one.remark(aspect).text) for one in catalogue.survey_modes())
    return Table(aspect, ("Way of asking", aspect), rows)


def _sources() -> Fold:
    rows = tuple((one.name, remark.aspect, remark.source) for one in catalogue.survey_modes() for remark in one.remarks)
    return Fold(
        "Where this is from", (Table("Sources", ("Way of asking", "Aspect", "Source"), rows),), "ways of asking"
    )
