"""The summary on a report's first page: who was asked, the key figures, what they say, and the strongest caution."""

from helpers import catalogue, estimates
from helpers.reflect.answers import conclusion
from helpers.reflect.counts import counted
from helpers.reflect.evidence import COMPARED
from helpers.reflect.material import Material
from helpers.reports import beside, changing, words
from helpers.reports.model import Block, Bullets, Caution, Facts, KeyFigure, KeyFigures, Paragraph
from helpers.reports.points import Finding
from helpers.reports.sentences import answered, title, value

MOST = 5
"""Key figures and sentences on the first page: more than five are not remembered."""
SMALL_SAMPLE = 100
FEWEST = 10
"""Under ten answers the policy shows no figure at all."""


def summary(material: Material) -> tuple[Block, ...]:
    """The first page. What people wrote themselves stands first; what is made from the numbers is marked a draft."""
    own = material.record.feedback.sections.get("summary", "")
    key = _chosen(material)
    blocks: list[Block] = [Paragraph(text) for text in words.paragraphs(own)]
    blocks.append(Paragraph(_who_was_asked(material), is_draft=True))
    if key:
        blocks.append(KeyFigures(tuple(_key_figure(finding) for finding in key)))
    blocks += [Bullets(_sentences(material), is_draft=True), Caution(strongest_caution(material))]
    return (*blocks, *_conclusions(material))


def _who_was_asked(material: Material) -> str:
    received, usable = counted(material, "received"), counted(material, "usable")
    asked = _came_in(material, received, usable)
    if not material.n_answered:
        return f"{asked}There are no figures to show from {material.when}."
    themes = dict.fromkeys(
        catalogue.theme(one.indicator.theme).name for one in material.findings.values() if one.latest
    )
    before = list(material.waves.values())[:-1]
    again = f" The same was asked in {words.listed(words.wave_name(title) for title in before)}." if before else ""
    return f"{asked}They were asked about {words.listed(name.lower() for name in themes)}.{again}{_compared(material)}"


def _compared(material: Material) -> str:
    """Who the two groups are, where there are two: said once, since everything after it only names them."""
    comparison = material.record.approach.compared
    if comparison is None or not any(one.is_of_project for one in material.findings.values()):
        return ""
    return f" Figures are of people in the project. Comparison group: {words.sentence(comparison.who)}"


def _came_in(material: Material, received: int | None, usable: int | None) -> str:
    """How many answered and how many answers count; either may be withheld, and then the largest base is named."""
    when = material.when
    if received and usable:
        used = f", and the answers of {usable:,} could be used" if usable != received else ""
        return f"In {when}, {words.people(received)} answered{used}. "
    if received:
        return f"In {when}, {words.people(received)} answered; figures rest on up to {material.n_answered:,} of them. "
    return (
        f"In {when}, figures rest on the answers of up to {words.people(material.n_answered)}. "
        if material.n_answered
        else ""
    )


def _chosen(material: Material) -> list[Finding]:
    """Up to five findings with a figure to show: the first of each research question, then the second of each."""
    queues = [list(material.of_question(question)) for question in material.record.purpose.questions]
    queues.append(list(material.findings.values()))
    depth = max(len(queue) for queue in queues)
    in_turn = [queue[place] for place in range(depth) for queue in queues if place < len(queue)]
    unique = {finding.indicator.code: finding for finding in in_turn}.values()
    return [finding for finding in unique if finding.latest and (finding.latest.is_shown or finding.latest.band)][:MOST]


def _key_figure(finding: Finding) -> KeyFigure:
    latest = finding.latest
    assert latest is not None
    span = words.interval(latest.ci_low, latest.ci_high)
    details = [
        f"of {words.count(latest.n)} {answered(finding)}" if latest.is_shown else "too few to be counted exactly",
        f"95% interval {span}" if span else "",
        changing.clause(finding).removeprefix(", "),
    ]
    return KeyFigure(
        words.capital(value(latest)), finding.indicator.counted, words.sentence("; ".join(filter(None, details)))
    )


def _sentences(material: Material) -> tuple[str, ...]:
    """What changed clearly, what did not, and what the design cannot say: three to five sentences."""
    found = list(material.findings.values())
    clear = [one for one in found if one.change and one.change.is_clear]
    unclear = [one for one in found if one.change and one.change.is_shown and not one.change.is_clear]
    sentences = [words.sentence(title(one)) for one in clear[: MOST - 2]]
    if len(clear) > MOST - 2:
        sentences.append(f"{words.capital(_names(clear[MOST - 2 :]))} changed clearly too.")
    if unclear:
        change = unclear[0].change
        assert change is not None
        since = words.wave_name(material.waves[change.wave_before])
        change_since = "difference from" if unclear[0].may_be_others else "change since"
        sentences.append(f"There is no clear {change_since} {since} in: {_names(unclear)}.")
    if not clear and not unclear:
        sentences += [words.sentence(title(one)) for one in _beyond_key_figures(material)]
    return (*sentences, _what_it_means(material, found), *_against_london(found))[:MOST]


def _what_it_means(material: Material, found: list[Finding]) -> str:
    """Where the change stands beside the comparison group's, and which way; else what the design allows."""
    of = {
        kind: [one for one in found if changing.verdict(one) == kind]
        for kind in ("more", "less", "apart", "one of many", "unclear")
    }
    apart = [one for one in found if changing.verdict(one) in ("more", "less", "apart")]
    if apart and material.evidence.level < COMPARED:
        return f"People in the project and the comparison group changed clearly differently in: {_names(apart)}."
    said = {
        "more": "changed clearly more in the project",
        "less": "changed clearly less in the project",
        "apart": "differed clearly between the two groups, with no clear change in the project",
    }
    if apart:
        parts = [f"{_names(of[kind])} {what}" for kind, what in said.items() if of[kind]]
        return f"Set beside the comparison group: {'; '.join(parts)}."
    if any(one.change and one.change.is_clear for one in of["one of many"] + of["unclear"]):
        return "Set beside the comparison group, none of these changes is larger than chance could make it."
    return material.evidence.reason


def _against_london(found: list[Finding]) -> tuple[str, ...]:
    """In which measures London's figures lie outside our interval: said, never ranked.

    Left out are measures that count otherwise than ours, and those of which London's figures lie on both sides.
    """
    alike = [one for one in found if not any(beside.is_counted_otherwise(figure) for figure in one.published)]
    inside = [one for one in alike if set(beside.lies_within(one)) == {True}]
    outside = [one for one in alike if set(beside.lies_within(one)) == {False}]
    parts = []
    if inside:
        parts.append(f"within the range of ours, so that chance alone could explain the gap, in: {_names(inside)}")
    if outside:
        parts.append(f"outside the range of ours in: {_names(outside)}")
    if not parts:
        return ()
    return (
        f"London's published figures lie {'; '.join(parts)}. Other people were asked there ({_asked(inside + outside)}), "
        "so this is no ranking.",
    )


def _asked(found: list[Finding]) -> str:
    """Whose London's figures are, when and how they were asked, each once."""
    figures = [figure for one in found for figure in one.published]
    said = (dict.fromkeys(name(one) for one in figures) for name in (beside.base, beside.year, beside.mode))
    return "; ".join(" or ".join(each) for each in said)


def _beyond_key_figures(material: Material) -> list[Finding]:
    key = _chosen(material)
    return [one for one in material.findings.values() if one not in key and one.latest and one.latest.is_shown][
        : MOST - 2
    ]


def _names(findings: list[Finding]) -> str:
    return words.listed(finding.indicator.name.lower() for finding in findings)


def _conclusions(material: Material) -> tuple[Block, ...]:
    """The team's own answers to its research questions, which are what most readers came for."""
    written = material.record.conclusions.answers
    pairs = []
    for question in material.record.purpose.questions:
        answer = conclusion(written, question.id)
        if answer:
            pairs.append((question.text, f"{answer.answer} ({words.capital(answer.how_sure)}.)"))
    return (Paragraph("Our answers to the questions we began with:"), Facts(tuple(pairs))) if pairs else ()


def strongest_caution(material: Material) -> str:
    """The one thing a reader of the first page must know, in the order of how much it can mislead."""
    n = material.n_answered
    if n < FEWEST:
        return "Too few people answered for any figure to be shown without pointing at single people."
    parts = []
    if n < SMALL_SAMPLE:
        parts.append(chance(material))
    invited = _response(material)
    if invited:
        parts.append(invited)
    if material.is_self_chosen:
        parts.append(
            "People chose to answer. Those who did may differ from those who did not, and no interval shows by how much."
        )
    return " ".join(parts) if parts else chance(material)


def _response(material: Material) -> str:
    """How many of those invited answered, where the plan invited all of a known number."""
    sample, usable = material.record.approach.sample, counted(material, "usable")
    if sample.recruitment != "everyone" or not sample.population or not usable or usable >= sample.population:
        return ""
    return (
        f"{usable:,} of the {sample.population:,} people invited gave answers that could be used. Those who did not "
        "answer may differ, and no interval shows by how much."
    )


def chance(material: Material) -> str:
    """How far chance alone can move a figure of one half, worked out for this sample's effective size."""
    n = material.n_answered
    half = max(words.rounded(min(material.n_effective or n, n)) // 2, 1)
    share = estimates.share([1.0] * half + [0.0] * half)
    whose = " of people in the project" if any(one.is_of_project for one in material.findings.values()) else ""
    said = f"With {n:,} answers{whose}" if 2 * half >= n - 1 else f"With {n:,} weighted answers{whose},"
    return (
        f"{said} a figure of 50% could be anywhere from {words.interval(share.ci_low, share.ci_high)} by chance alone."
    )
