"""Step 2.3 as a page: by what findings are split, what they say, which matter. Figures are worked out when they are asked for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from helpers import catalogue
from helpers.collect import looking, margins
from helpers.errors import UserProblem
from helpers.forms import (
    Action,
    Arrived,
    Choice,
    File,
    Group,
    Place,
    Standing,
    field,
    folded,
    form,
    is_live,
    live,
    upload,
)
from helpers.project import Opened, Project
from helpers.project.breakdowns import breakdowns, in_sentence, name_of
from helpers.reports import words
from helpers.reports.model import Caution, Paragraph, Section
from helpers.steps.here import Here

STEP = "2.3"
POLICY = "report"
"""What a page shows may be read by whoever looks over a shoulder, and copied: never more than a report may hold."""
NO_ANSWERS = "There are no answers yet: bring them in in step 2.2, and the findings stand here."
HELP = (
    "Small groups are joined with others, or their figures withheld, so that nobody can be recognised. What is shown here and what is "
    "kept below are the same."
)
MARK_HELP = "A mark is an opinion, and yours: what is marked stands first on this page. Mark what didn't change too, if that matters."
WAVES = "All measures over the waves"
PLACES, BOTH_KINDS = "Places side by side", "Perceived and recorded: survey and existing data together"
MARGINS = "Margins of the population"
MARGINS_HELP = (
    "A CSV with the columns column, category, share (or count), source and date: how the people you want to speak of spread over "
    "groups. column is age, gender, ethnicity and so on; category is written as in the tables on this page."
)
MOST = 1_000_000
"""Bytes of the largest file of margins: there are a few dozen rows in one."""
WEIGHTING = "approach.weighting"
WEIGHTS_HELP = (
    "Weighting lets groups that answered less often count as much as they do in the population. It costs precision, and mends nothing "
    "but the groups it is done by. Without good margins leave it."
)
CAP = "Largest weight"
CAP_HELP = "How many times the average answer one answer may count at most. 3 to 5 is usual; empty for no limit."
DEFAULT_CAP = 5.0
"""A limit that is often used: `estimates.rake` warns of weights above it."""
NO_BASKET = "Choose measures in step 1.2 first."


def bring_in_margins(here: Here) -> Any:
    """The place for files of margins."""
    return upload(
        here.opened, Place(MARGINS, MARGINS_HELP, (".csv", ".tsv", ".txt"), _take, _standing, margins.remove, MOST)
    )


def _take(opened: Opened, file: Arrived) -> None:
    margins.keep(opened, file.path, file.name, file.sha256, datetime.now(UTC).date())


def _standing(opened: Opened) -> tuple[Standing, ...]:
    return tuple(
        Standing(one.id, one.file, one.size, one.sha256, tuple(margins.in_short(one.margins)))
        for one in margins.kept(opened)
    )


def weights(here: Here) -> Any:
    """Which margins answers are weighted by, if any."""
    return form(here.opened, STEP, "Weights", lambda record: weighting(record, here.opened))


def weighting(record: Project, opened: Opened) -> tuple[Group, ...]:
    """The margins that are used now, those that could be, and the cap."""
    now = record.approach.weighting
    used = field("weights-now", kind="notes", label="Weighted now", help=_weighted(record))
    cap = (field("approach.weighting.cap", label=CAP, help=CAP_HELP),) if now else ()
    ways = [_weight_by(one) for one in margins.kept(opened) if not now or one.sha256 != now.sha256]
    if now:
        ways.append(
            Action("weight-not", "Don't weight", "Every answer counts the same.", lambda _opened: {WEIGHTING: None})
        )
    return (Group("", (used, *cap), help=WEIGHTS_HELP, actions=tuple(ways), also=(WEIGHTING,)),)


def weighted(here: Here) -> Any:
    """Weighted figures beside unweighted ones."""
    return live(here.opened, lambda opened: beside_unweighted(opened, here.wave))


def beside_unweighted(opened: Opened, wave: str | None) -> Section:
    """What weighting does to each measure; where there are no answers, that."""

    def made(gathered: Any) -> Section:
        from helpers.collect import weights_page

        return weights_page.summary(gathered.opened, gathered.wave, gathered.released)

    return _with_released(opened, wave, made)


def _weight_by(one: margins.Kept) -> Action:
    def chosen(opened: Opened) -> dict[str, Any]:
        now = opened.record.approach.weighting
        return {WEIGHTING: margins.weighting(one, now.cap if now else DEFAULT_CAP)}

    text = f"{one.margins.source}, {one.margins.as_at.day} {one.margins.as_at:%B %Y}"
    return Action(f"weight-by-{one.id}", f"Weight by {one.file}", text, chosen)


def _weighted(record: Project) -> str:
    now = record.approach.weighting
    if now is None:
        return "Answers are not weighted: each counts the same."
    named = words.listed(name_of(record, code).lower() for code in now.margins)
    return f"By {named}: {now.source}, {words.day(now.as_at)}{f' ({now.file})' if now.file else ''}."


def splitting(here: Here) -> Any:
    """By which groups findings are split."""
    return form(here.opened, STEP, "Groups to look at", lambda record: groups(record, here.opened))


def groups(record: Project, opened: Opened) -> tuple[Group, ...]:
    """The breakdowns that can be chosen, and why the others can't."""
    reasons = looking.why_not(Opened(opened.path, record))
    chosen = record.analysis.breakdowns
    named = {one.code: one for one in breakdowns(record)}
    # what was chosen and can't be any more stays on the list, so that it can be taken back
    offered = [code for code, reason in reasons.items() if not reason or code in chosen]
    choices = [Choice(code, named[code].name, named[code].note) for code in offered]
    choices += [Choice(code, name_of(record, code)) for code in chosen if code not in named]
    fields = [field("analysis.breakdowns", choices=tuple(choices))]
    if any(reasons.values()):
        fields.append(field("not-offered", kind="notes", label="What can't be chosen now", help=_said(record, reasons)))
    return (Group("", (*fields, field("analysis.notes")), help=HELP, problems=lambda now: _problems(now, reasons)),)


def _said(record: Project, reasons: dict[str, str]) -> str:
    """Each reason once, with the breakdowns it keeps back."""
    found: dict[str, list[str]] = {}
    for code, reason in reasons.items():
        if reason:
            found.setdefault(reason, []).append(in_sentence(name_of(record, code)))
    return " ".join(f"{reason}: {words.listed(names)}." for reason, names in found.items())


def _problems(record: Project, reasons: dict[str, str]) -> dict[str, str]:
    kept_back = {code: reasons[code] for code in record.analysis.breakdowns if reasons.get(code)}
    return {"analysis.breakdowns": _said(record, kept_back)} if kept_back else {}


def marking(here: Here) -> Any:
    """Which findings matter, and why."""
    return form(here.opened, STEP, "Findings that matter", marks)


def marks(record: Project) -> tuple[Group, ...]:
    """One card for each mark."""
    basket = [catalogue.indicator(item.indicator) for item in record.measures.basket]
    if not basket:
        return (Group("", (field("no-basket", kind="notes", help=NO_BASKET),)),)
    measures = tuple(Choice(one.code, f"{one.name} ({one.code})") for one in basket)
    whom = tuple(Choice(*pair) for pair in looking.whom(record).items())
    path = "analysis.marked"
    entry = (field(f"{path}[].indicator", choices=measures), field(f"{path}[].whom", choices=whom), "why")
    marked = field(path, entry=entry, add="Mark a finding", one="Finding", key_prefix="m-")
    return (Group("", (marked,), help=MARK_HELP, problems=_twice),)


def _twice(record: Project) -> dict[str, str]:
    """The same finding marked twice: said at the second."""
    found, seen = {}, set()
    for mark in record.analysis.marked:
        key = mark.indicator, mark.whom
        if mark.indicator and key in seen:
            found[f"analysis.marked[{mark.id}].indicator"] = "This finding is marked already; the first one counts."
        seen.add(key)
    return found


def reliability(here: Here) -> Any:
    """How far the answers can be relied on."""
    return live(here.opened, lambda opened: relied_on(opened, here.wave))


def relied_on(opened: Opened, wave: str | None) -> Section:
    """Who answered, what was left out, who came back."""

    def made(gathered: Any) -> Section:
        from helpers.collect import reliability_page

        return reliability_page.summary(gathered.opened, gathered.wave, gathered.released)

    return _with_released(opened, wave, made)


def findings(here: Here) -> Any:
    """What matters and all measures at a glance; where nobody sits in front, the whole of it."""
    return live(here.opened, lambda opened: shown(opened, here.wave))


def each(here: Here) -> None:
    """Each measure of the basket, closed until it is opened; a run has shown them all above."""
    if not is_live() or here.wave is None:
        return
    from IPython.display import display

    display(folded(here.opened, _waves(here.wave), WAVES))
    display(folded(here.opened, _side_by_side(here.wave, "places"), PLACES))
    display(folded(here.opened, _side_by_side(here.wave, "both_kinds"), BOTH_KINDS))
    for item in here.opened.record.measures.basket:
        one = catalogue.indicator(item.indicator)
        display(folded(here.opened, _measure(here.wave, one.code), one.name))


def shown(opened: Opened, wave: str | None) -> Section:
    """The findings as they may be shown here: in short where they renew themselves, else whole."""
    from helpers.collect import findings_page as page

    return _with_released(opened, wave, page.glance if is_live() else _whole)


def _whole(gathered: Any) -> Section:
    """Everything that a page shows piece by piece."""
    from helpers.collect import findings_page as page
    from helpers.collect import side_by_side

    made = page.summary(gathered)
    more = (side_by_side.places(gathered), side_by_side.both_kinds(gathered))
    return replace(made, sections=(*made.sections, *more))


def _waves(wave: str) -> Callable[[Opened], Section]:
    def made(opened: Opened) -> Section:
        from helpers.collect import findings_page as page

        return _with_released(opened, wave, page.over_waves)

    return made


def _side_by_side(wave: str, which: str) -> Callable[[Opened], Section]:
    def made(opened: Opened) -> Section:
        from helpers.collect import side_by_side

        return _with_released(opened, wave, getattr(side_by_side, which))

    return made


def _measure(wave: str, code: str) -> Callable[[Opened], Section]:
    def made(opened: Opened) -> Section:
        from helpers.collect import findings_page as page

        return _with_released(opened, wave, lambda gathered: page.measure(gathered, code))

    return made


def _with_released(opened: Opened, wave: str | None, make: Callable[[Any], Section]) -> Section:
    """A part of the page; where there are no findings, why: a run stops there, a page says it and stays open."""
    if wave is None and is_live():
        return Section("analysis", "Findings", (Paragraph(NO_ANSWERS),))
    from helpers.collect import analysis
    from helpers.collect import findings_page as page

    at_wave = opened.at(wave)
    try:
        released = analysis.released(at_wave, wave, POLICY)
    except UserProblem as problem:
        if not is_live():
            raise
        return Section("analysis", "Findings", (Caution(f"{problem.what} {problem.fix}"),))
    return make(page.gather(at_wave, wave, released, is_drawn=is_live()))


def keeping(here: Here, out: str | Path | None = None) -> Any:
    """The released figures as a table: written by a run, to take away from a page."""
    if is_live():
        return form(here.opened, STEP, "The table of findings", lambda _record: (_take_away(here.wave),))
    from helpers.collect import analysis

    released = analysis.taken_out(here.opened, here.wave, POLICY, what="report")
    return analysis.keep(released, here.output_folder(out))


def _take_away(wave: str | None) -> Group:
    def as_csv(opened: Opened) -> File:
        from helpers.collect import analysis
        from helpers.reports.pretend import named

        released = analysis.taken_out(opened.at(wave), wave, POLICY, what="findings.csv")
        return File(named("findings.csv", released.is_pretend), "text/csv", analysis.as_csv(released))

    text = "Only figures that may leave your team, blank where they are withheld."
    return Group(
        "", (), help=text, actions=(Action("findings-csv", "The findings as CSV", "For a spreadsheet.", as_csv),)
    )
