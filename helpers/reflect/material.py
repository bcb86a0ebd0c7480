"""What a report is composed from: the record, the wave, what was released, and the level of evidence it reaches."""

from dataclasses import dataclass

from helpers import catalogue
from helpers.catalogue.records import Benchmark
from helpers.disclosure import Released
from helpers.project import Opened, Project
from helpers.project.record import ResearchQuestion, Wave
from helpers.reflect.evidence import Evidence, Structure, reached, structure_of
from helpers.reports import changing, words
from helpers.reports.alongside import alongside
from helpers.reports.finding import find
from helpers.reports.points import Finding
from helpers.reports.words import wave_name

CHOSE = "chose to join"
"""The recruitment under which figures speak for those who answered and for nobody else."""


@dataclass(frozen=True)
class Material:
    """Everything the parts of one report draw on."""

    opened: Opened
    wave: Wave
    waves: dict[str, str]
    """Wave id -> title, in order, up to the report's."""
    released: Released
    findings: dict[str, Finding]
    """Indicator code -> finding, in the order of the basket."""
    evidence: Evidence
    structure: Structure

    @property
    def is_project(self) -> bool:
        """The report is about a project that ran between the waves."""
        return self.structure == "project"

    @property
    def record(self) -> Project:
        return self.opened.record

    @property
    def when(self) -> str:
        """The report's wave inside a sentence: "spring 2025"."""
        return wave_name(self.waves[self.wave.id])

    @property
    def is_self_chosen(self) -> bool:
        """People came to the sample of their own accord."""
        return self.record.approach.sample.recruitment == CHOSE

    @property
    def n_answered(self) -> int:
        """The largest base of any finding of the wave: how many people the report speaks of."""
        bases = [
            found.latest.n for found in self.findings.values() if found.latest and found.latest.n == found.latest.n
        ]
        return words.rounded(max(bases, default=0))

    @property
    def n_effective(self) -> float:
        """How many people an unweighted sample of the same precision would have; 0 where nothing is shown."""
        sizes = [found.latest.n_effective for found in self.findings.values() if found.latest and found.latest.is_shown]
        return max((size for size in sizes if size == size), default=0.0)

    def of_question(self, question: ResearchQuestion) -> tuple[Finding, ...]:
        """The findings that bear on a research question, in its own order."""
        return tuple(self.findings[code] for code in question.indicators if code in self.findings)


def gather(
    opened: Opened,
    wave: str | None,
    released: Released,
    benchmarks: tuple[Benchmark, ...] | None = None,
    structure: Structure | None = None,
) -> Material:
    """Put together what a report needs.

    Parameters
    ----------
    wave
        Id of the wave the report is about; the latest if None. Later waves are left out.
    benchmarks
        Published figures to choose from; the catalogue's if None.
    structure
        If None, what the record says, or what its research purpose suggests.
    """
    assert opened.is_pretend == released.is_pretend, "pretend answers and real ones never make one report"
    current = opened.wave(wave)
    order = opened.waves
    waves = _titles(order[: order.index(current) + 1])
    chose = opened.record.approach.sample.recruitment == CHOSE
    published = catalogue.benchmarks() if benchmarks is None else benchmarks
    found = {
        code: find(released, catalogue.indicator(code), waves, alongside(published, code, opened.record), chose)
        for code in _codes(opened)
    }
    findings = {code: finding for code, finding in found.items() if finding is not None}
    chosen = structure or structure_of(opened.record)
    return Material(opened, current, waves, released, findings, _evidence(opened.record, findings, chosen), chosen)


def _codes(opened: Opened) -> tuple[str, ...]:
    """The basket, and what a research question names beyond it; each once."""
    basket = [item.indicator for item in opened.record.measures.basket]
    named = [code for question in opened.record.purpose.questions for code in question.indicators]
    return tuple(dict.fromkeys([*basket, *named]))


def _titles(waves: tuple[Wave, ...]) -> dict[str, str]:
    """Short titles, as long as they still tell the waves apart."""
    return words.told_apart({one.id: one.title or words.month(one.held_on) for one in waves})


def _evidence(record: Project, findings: dict[str, Finding], structure: Structure) -> Evidence:
    tested = [one for one in findings.values() if one.change is not None and one.change.is_shown]
    verdicts = [changing.verdict(one) for one in findings.values()]
    may_be_others = bool(tested) and all(one.may_be_others for one in tested)
    return reached(record, bool(tested), any(verdicts), "more" in verdicts, structure, may_be_others)
