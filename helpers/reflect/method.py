"""The method note that every report carries: who was asked and how, what was done to the figures, what they can't say."""

from helpers import __version__, catalogue, estimates
from helpers.project.breakdowns import COMPARISON, in_sentence, name_of
from helpers.reflect import counts
from helpers.reflect.answers import quoted
from helpers.reflect.front import chance
from helpers.reflect.groups import LARGE_ENOUGH
from helpers.reflect.material import Material
from helpers.reports import words
from helpers.reports.alongside import LONDON, why_apart
from helpers.reports.model import Block, Facts, Fold, Section, Table

RECRUITMENT = {
    "everyone": "Everyone in the population was asked.",
    "random": "People were picked by chance.",
    "chose to join": "People chose to answer. Intervals allow for chance only, not for who chose to answer.",
}
MODE = {
    "face to face": "Face to face. People tend to give kinder answers to an interviewer.",
    "telephone": "By telephone.",
    "online": "Online.",
    "paper": "On paper.",
    "mixed": "In more than one way, which can itself move answers.",
}
POLICY = {
    "team": "For the people who hold the data: small groups are marked, nothing is removed. Not to be passed on.",
    "report": "No figure rests on fewer than 10 people. Small groups are joined before anything is withheld. Where only 1 "
    "to 4 people gave an answer, or all but so few, that is said in words, without a percentage. Further figures are "
    "withheld where they would give those away. Percentages are whole numbers.",
    "open": "For anyone: no figure rests on fewer than 10 people on either side, and numbers of people are rounded to 5.",
}
DESIGN = {
    "independent": "The waves are tested as separate samples: nobody is known to have answered twice.",
    "matched": "The same people answered both times, and their answers are compared person by person.",
    "partly overlapping": "Some people answered both times and some once; the test uses everybody and allows for the overlap.",
    "same places": "The same places were asked both times, whoever answered there, and the test compares place by place.",
}
OF_FILE = "the answers carry the weights that came with the survey file"
"""The note of an analysis whose weights are the survey's own: it says what was done, not what could not be."""
CREDIT = (
    "Measures and questions: Social Integration Measurement Toolkit, Greater London Authority, with PRD, We Made That and "
    "the UCL Institute for Global Prosperity."
)


def note(material: Material) -> Section:
    """The method note."""
    blocks: list[Block] = [Facts(tuple(pair for pair in _facts(material) if pair[1]))]
    flow, left_out, published = counts.flow(material), counts.left_out(material), _not_comparable(material)
    if flow:
        blocks.append(flow)
    if left_out:
        blocks.append(Fold("How many preferred not to say", (left_out,)))
    if published:
        blocks.append(Fold("Published figures that are not comparable, and why", (published,)))
    return Section("method", "How this was done", tuple(blocks))


def _facts(material: Material) -> tuple[tuple[str, str], ...]:
    record, approach = material.record, material.record.approach
    return (
        ("Who was asked", " ".join(part for part in (record.purpose.who, approach.sample.how) if part)),
        ("Answering", RECRUITMENT.get(approach.sample.recruitment or "", "")),
        ("How they were asked", MODE.get(approach.mode or "", "")),
        ("Answers hoped for", f"{words.count(approach.sample.target)} in each wave" if approach.sample.target else ""),
        ("Comparison group", _comparison(material)),
        ("Weighting", _weighting(material)),
        ("Intervals", _intervals(material)),
        ("Change", _change(material)),
        ("Groups", _groups(material)),
        (
            "What could not be done",
            " ".join(words.sentence(note) for note in material.released.notes if note != OF_FILE),
        ),
        ("Level of evidence", _level(material)),
        ("People's privacy", POLICY.get(material.released.policy, "")),
        (
            "“Prefer not to say”",
            "Such answers, and blanks, are left out of a figure's base. “Withheld” never means zero.",
        ),
        ("Changed wording", _wording(material)),
        ("Asked in people's own words", _own_words(material)),
        ("Not asked in this wave", _not_asked(material)),
        ("What else to bear in mind", record.analysis.notes),
        ("Made with", f"Social Integration Workbook {__version__}. {CREDIT}"),
    )


def _comparison(material: Material) -> str:
    comparison = material.record.approach.compared
    if comparison is None:
        return ""
    chose = "People chose their group themselves." if comparison.is_self_selected else ""
    return " ".join(words.sentence(part) for part in (comparison.who, comparison.how_formed, chose) if part)


def _weighting(material: Material) -> str:
    weighting = material.record.approach.weighting
    if weighting is None:
        if OF_FILE not in material.released.notes:
            return "None: every answer counts the same."
        return f"{words.sentence(OF_FILE)}{_cost(material)}"
    margins = words.listed(catalogue.breakdown(code).name.lower() for code in weighting.margins)
    said = (
        f"Answers are weighted so that {margins} match this source: {weighting.source}, {words.month(weighting.as_at)}."
    )
    if weighting.cap:
        said += f" No weight is more than {weighting.cap:g} times the mean."
    if OF_FILE in material.released.notes:
        said += f" {words.sentence(OF_FILE)}"
    return f"{said}{_cost(material)}"


def _cost(material: Material) -> str:
    """What weighting costs: never a weight without its design effect."""
    n, effective = material.n_answered, material.n_effective
    if not effective:
        return ""
    return (
        f" Weights make {words.people(n)} as informative as about {words.count(effective)} "
        f"(design effect {n / effective:.1f})."
    )


def _intervals(material: Material) -> str:
    if not material.n_effective:
        return ""
    return (
        "95% intervals: if the survey were repeated many times, 95 of 100 such intervals would hold the true figure. "
        f"{chance(material)}"
    )


def _change(material: Material) -> str:
    found = [one.change for one in material.findings.values() if one.change and one.change.is_shown]
    if not found:
        return _detectable(material)
    matched = max((change.n_matched for change in found if change.n_matched == change.n_matched), default=0)
    said = f"{DESIGN.get(found[0].design, '')} ".lstrip()
    if matched:
        said += f"Up to {words.people(matched)} answered both waves and were matched by the code they made themselves. "
    return (
        f"{said}A change is called clear only where its 95% interval leaves out zero and it stands when the number of "
        "measures in this report that were tested for that comparison, one pair of waves and one kind of people, is allowed "
        "for (false discovery rate of 5%)."
    )


def _detectable(material: Material) -> str:
    n = words.rounded(material.n_effective)
    if not n:
        return ""
    smallest = estimates.minimum_detectable_change(n)
    return (
        "There is one wave, so nothing is said about change. If as many people are asked again, a change of a figure near "
        f"50% would have to be about {words.points(smallest)} to be seen with some certainty."
    )


def _groups(material: Material) -> str:
    if not material.record.breakdowns:
        return ""
    parts = dict.fromkeys(part for entry in material.record.breakdowns for part in entry.split("*"))
    names = words.listed(in_sentence(name_of(material.record, code)) for code in parts if code != COMPARISON)
    return (
        f"Looked at by {names}. Groups are shown where at least two of them have {LARGE_ENOUGH} answers or more; a "
        "difference is mentioned only where their intervals stand apart."
    )


def _level(material: Material) -> str:
    return f"The design reaches level {material.evidence.level} of Nesta's five. {material.evidence.reason}"


def _wording(material: Material) -> str:
    changed = material.record.measures.reworded
    return " ".join(f"Question {one.question} was asked as {quoted(one.asked_as)} {one.why}".strip() for one in changed)


def _own_words(material: Material) -> str:
    """Open questions of the project's own, whose answers no table holds."""
    opened = [one.wording for one in material.record.measures.own_questions if one.wording and one.answered == "words"]
    if not opened:
        return ""
    return (
        f"{' '.join(f'“{wording}”' for wording in opened)} The answers to open questions are not shown in this report."
    )


def _not_asked(material: Material) -> str:
    """Measures of the basket that a survey could have asked about and this wave did not."""
    codes = [item.indicator for item in material.record.measures.basket]
    missing = [code for code in codes if code not in material.findings or material.findings[code].latest is None]
    named = [catalogue.indicator(code) for code in missing]
    return words.sentence(words.listed(one.name for one in named if not one.is_secondary)) if named else ""


def _not_comparable(material: Material) -> Table | None:
    """London's published figures of the same measures that must not stand beside ours, each with its reason."""
    rows = [
        (one.statement, f"{one.survey}, {one.year}", words.sentence(reason))
        for code in material.findings
        for one in catalogue.benchmarks()
        if one.indicator == code and one.area == LONDON and (reason := why_apart(material.record, one))
    ]
    columns = ("Published figure", "Where from", "Why it is not set beside ours")
    return Table("Published figures left out", columns, tuple(rows)) if rows else None
