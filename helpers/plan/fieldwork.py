"""When people are asked, by whom, and how they hear of it (Figure 7, tip 5)."""

from helpers.project import Opened
from helpers.project.record import Approach
from helpers.reports.facts import facts, in_words
from helpers.reports.model import Block, Caution, Facts, Paragraph, Section

RESEARCHERS = {
    "project team": "The project team itself",
    "local researchers": "Local researchers, trained and supported",
    "commissioned": "A firm or organisation that is commissioned",
}


def timetable(opened: Opened) -> Section:
    """How often, from when to when."""
    approach = opened.record.approach
    pairs = facts(approach, "timeframe", "starts_on", "ends_on", "n_waves", "months_between").pairs
    kept = tuple(pair for pair in pairs if pair[1] or pair[0] != "Months between waves")
    return Section("timetable", "When and how often", (Facts(kept), *_order(approach)))


def people(opened: Opened) -> Section:
    """Who does the research, and what those who live there get for their part in it."""
    approach = opened.record.approach
    asks = ("Who asks", "; ".join(RESEARCHERS[one] for one in approach.researchers))
    part = facts(approach.participation, "role", "training", "pay", "support", "credit")
    taking_part = _filled(part) if not has_local_researchers(approach) else (part,)
    return Section(
        "researchers",
        "Who does the research",
        (Facts((asks, *facts(approach, "who_researches").pairs)),),
        tuple(Section("participation", "People from the place as researchers", (one,)) for one in taking_part),
    )


def reaching(opened: Opened) -> Section:
    """How people hear of it, when they are asked, in which languages."""
    named = facts(
        opened.record.approach, "publicity", "timing", "events", "languages", "language_support", "children_wording"
    )
    blocks = _filled(named) or (Paragraph("Nothing is written down yet about publicity, timing and languages."),)
    return Section("reaching-people", "Reaching people", blocks)


def has_local_researchers(approach: Approach) -> bool:
    """Whether people from the place ask the questions."""
    return "local researchers" in approach.researchers


def missing(opened: Opened) -> tuple[str, ...]:
    """What is still to be said about when, who and how."""
    approach = opened.record.approach
    is_local, children = has_local_researchers(approach), approach.consent.children
    needs = {
        "Set the timeframe, and how often you will go back.": approach.timeframe,
        "Set the first day of fieldwork.": approach.starts_on,
        "Say how many times you ask.": approach.n_waves,
        "Say how many months lie between waves.": approach.months_between or (approach.n_waves or 0) < 2,
        "Say who asks the questions.": approach.researchers,
        "Decide who does the research.": approach.who_researches,
        "Say what local researchers learn before they start.": approach.participation.training or not is_local,
        "Say what local researchers are paid.": approach.participation.pay or not is_local,
        "Say how questions are put to children.": approach.children_wording or children in (None, "nobody under 16"),
    }
    return tuple(sentence for sentence, is_there in needs.items() if not is_there)


def _filled(named: Facts) -> tuple[Facts, ...]:
    kept = tuple(pair for pair in named.pairs if pair[1])
    return (Facts(kept),) if kept else ()


def _order(approach: Approach) -> tuple[Block, ...]:
    if not (approach.starts_on and approach.ends_on and approach.ends_on < approach.starts_on):
        return ()
    ends, starts = in_words(approach.ends_on), in_words(approach.starts_on)
    return (Caution(f"The research ends on {ends}, before it begins on {starts}."),)
