"""Made-up released findings in the shape of the contract, for tests that need no survey: loaded by the conftests."""

from datetime import date
from pathlib import Path

import pandas as pd

from helpers.catalogue.records import Benchmark, Indicator
from helpers.disclosure import Released
from helpers.project import Opened, Project

NAN = float("nan")
WAVES = {"2024-spring": "Spring 2024", "2024-autumn": "Autumn 2024", "2025-spring": "Spring 2025"}
LONELY = Indicator(
    code="R7",
    theme="R7",
    domain="Relationships",
    name="Loneliness",
    measure="Proportion of people who feel lonely often or always",
    counted="feel lonely often or always",
    base="everyone who answered",
    questions=("1.7",),
    more_is="worse",
    existing_source="A survey",
    geography="London",
    standard_question="How often do you feel lonely?",
    is_secondary=False,
)
LONDON = Benchmark(
    indicator="R7",
    statement="8% of Londoners are often or always lonely",
    value=0.08,
    year="2018-19",
    survey="Survey of Londoners",
    mode="mostly online",
    wording="How often do you feel lonely?",
    base="adults",
    area="London",
    n=6601,
    source="A published page",
    is_like_for_like=True,
    caution="Another year.",
)
SHARE = {"indicator": "R7", "theme": "R7", "domain": "Relationships", "std_error": 0.03, "mean": NAN, "note": ""}


def share(wave, group_by, group, n, value, status="released", note="", half=0.07, indicator="R7", mean=NAN):
    """One row of the released table; NaN where nothing may be shown."""
    low, high = (max(value - half, 0), min(value + half, 1)) if value == value else (NAN, NAN)
    numbers = {"n": n, "n_effective": n * 0.9, "share": value, "ci_low": low, "ci_high": high, "mean": mean}
    numbers |= {"design_effect": 1.2, "unweighted": value}
    row = {"wave": wave, "group_by": group_by, "group": group, "status": status, "note": note}
    return SHARE | numbers | row | {"indicator": indicator, "theme": indicator.split("_")[0]}


def change(before, after, difference, half=0.06, q=0.01, group_by="", group="everyone", matched=60, indicator="R7"):
    return {
        "indicator": indicator,
        "wave_before": before,
        "wave_after": after,
        "group_by": group_by,
        "group": group,
        "n_before": 150,
        "n_after": 140,
        "n_matched": matched,
        "share_before": 0.344,
        "share_after": 0.344 + difference,
        "difference": difference,
        "std_error": half / 2,
        "ci_low": difference - half,
        "ci_high": difference + half,
        "smallest": 0.09,
        "p_value": q,
        "q_value": q,
        "design": "partly overlapping",
        "status": "released",
        "note": "",
    }


def answer(wave, code, label, n, value, status="released", note="", kind="one of", indicator="R7", column="q1_7"):
    return {
        "indicator": indicator,
        "column": column,
        "wave": wave,
        "group_by": "",
        "group": "everyone",
        "code": code,
        "label": label,
        "kind": kind,
        "n": n,
        "share": value,
        "std_error": 0.03,
        "ci_low": value - 0.05,
        "ci_high": value + 0.05,
        "status": status,
        "note": note,
    }


LABELS = ("Often/always", "Some of the time", "Occasionally", "Hardly ever", "Never")


def table(extra=()):
    rows = [
        share("2024-spring", "", "everyone", 150, 0.344),
        share("2024-autumn", "", "everyone", 145, 0.30),
        share("2025-spring", "", "everyone", 140, 0.24),
        share("2025-spring", "age", "16-24", 30, 0.43, half=0.17),
        share("2025-spring", "age", "25-34", 25, NAN, "banded", "fewer than 5 of 25"),
        share("2025-spring", "age", "35-44", 8, NAN, "suppressed", "fewer than 10 answered"),
        share("2025-spring", "age", "65 and over", 60, 0.1, "merged", "65-74 and 75 and over joined"),
    ]
    return pd.DataFrame([*rows, *extra])


def answers():
    shares = ((0.34, 0.24, 0.2, 0.12, 0.1), (0.3, 0.26, 0.22, 0.12, 0.1), (0.24, 0.3, 0.2, NAN, 0.2))
    return pd.DataFrame(
        [
            answer(wave, code, label, 140, value, *(("banded", "fewer than 5 of 140") if value != value else ()))
            for wave, of_wave in zip(WAVES, shares, strict=True)
            for code, (label, value) in enumerate(zip(LABELS, of_wave, strict=True), 1)
        ]
    )


def counts():
    rows = [
        ("2025-spring", "received", 152, 152, "released"),
        ("2025-spring", "usable", 140, 152, "released"),
        ("2025-spring", "set aside: no consent to analysis", 12, 152, "released"),
    ]
    return pd.DataFrame(rows, columns=["wave", "what", "n", "of", "status"]).assign(note="")


def released(shares=None, distributions=None, changes=None):
    if changes is None:
        changes = [change("2024-spring", "2025-spring", -0.104), change("2024-autumn", "2025-spring", -0.06, q=0.2)]
    return Released(
        table=table() if shares is None else shares,
        distributions=answers() if distributions is None else distributions,
        changes=pd.DataFrame(changes),
        counts=counts(),
        policy="report",
        summary={},
    )


class Fabricated(Opened):
    """A project whose answers are made up here: every wave of the record counts as there."""

    @property
    def waves(self):
        return tuple(sorted(self.record.primary.waves, key=lambda wave: wave.held_on))


def opened(path=Path("."), **changed):
    """A project with three waves; `changed` replaces whole parts of the record."""
    waves = [
        {"id": key, "title": name, "held_on": date(2024, 3 + 6 * place, 1)}
        for place, (key, name) in enumerate(list(WAVES.items())[:2])
    ]
    waves.append({"id": "2025-spring", "title": "Spring 2025", "held_on": date(2025, 3, 9)})
    record = {
        "title": "Tea and Company",
        "organisation": "Neighbours of the Marsh",
        "summary": "Older and younger neighbours meet over tea.",
        "is_invented": True,
        "purpose": {
            "research_purpose": "impact",
            "aim": "Fewer lonely people.",
            "theory_of_change": {"problem": "Loneliness", "audience": "Neighbours", "steps": ["Meet", "Talk"]},
            "questions": [
                {"id": "lonely", "text": "Do people feel less lonely?", "indicators": ["R7"]},
                {"id": "words", "text": "What do people say about the visits?"},
            ],
        },
        "measures": {"basket": [{"indicator": "R7", "why": "What the project is about"}]},
        "approach": {"mode": "online", "breakdowns": ["age"], "sample": {"recruitment": "chose to join"}},
        "primary": {"waves": waves},
    }
    return Fabricated(path, Project.model_validate(record | changed))
