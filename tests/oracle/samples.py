"""The waves of the sample projects as R reads them: coded answers, and the raking targets worked out again.

The rule for people outside a margin (no answer, or a group without a target): they keep their share of the sample,
and the targets are for the rest. Here it is written down a second time, in counts.
"""

from pathlib import Path

import pandas as pd

from helpers import project as projects
from helpers.collect.coded import code_wave
from helpers.steps.listing import SAMPLES

OUTSIDE = "outside the targets"
WAVES = (
    ("befriending", "2024-spring"),
    ("befriending", "2024-autumn"),
    ("befriending", "2025-spring"),
    ("estate", "2025-summer"),
)


def people_and_targets(sample: str, wave: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One wave's coded answers without weights, and the margins as counts."""
    opened = projects.open(SAMPLES / sample)
    coded = code_wave(opened, wave, opened.record.approach.breakdowns)
    people = pd.concat([coded.indicators.add_prefix("y_"), coded.groups.astype(object).add_prefix("group_")], axis=1)
    rows = []
    plan = opened.record.approach.weighting
    arms = coded.groups["comparison"].astype(object) if "comparison" in coded.groups else pd.Series("all", people.index)
    for code, shares in (plan.margins if plan else {}).items():
        labels = coded.groups[code].astype(object)
        labels = labels.where(labels.isin(list(shares)), OUTSIDE)
        # weighting each arm by itself is weighting by the margin within arms
        people[f"margin_{code}"] = [f"{arm}: {label}" for arm, label in zip(arms, labels, strict=True)]
        for arm, inside in labels.groupby(arms):
            answered = {label: share for label, share in shares.items() if (inside == label).any()}
            n = (inside != OUTSIDE).sum()
            rows += [
                (f"margin_{code}", f"{arm}: {label}", share / sum(answered.values()) * n)
                for label, share in answered.items()
            ]
            if n < len(inside):
                rows.append((f"margin_{code}", f"{arm}: {OUTSIDE}", float(len(inside) - n)))
    return people, pd.DataFrame(rows, columns=["column", "category", "count"])


def write(folder: Path, sample: str, wave: str) -> tuple[str, str, str]:
    """Both as files for sample.R; the names of people, targets and R's answer."""
    names = tuple(f"{sample}_{wave}{part}.csv" for part in ("", "_targets", "_by_r"))
    people, targets = people_and_targets(sample, wave)
    people.to_csv(folder / names[0], index=False)
    targets.to_csv(folder / names[1], index=False)
    return names
