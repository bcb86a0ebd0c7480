"""The sample projects from their received files to shares and intervals, against R's `survey`: equal to 1e-9."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import estimates
from helpers import project as projects
from helpers.collect import analysis
from helpers.collect.coded import code_wave
from helpers.steps.listing import SAMPLES

DATA = Path(__file__).parent / "data"
WAVES = {
    ("befriending", "2024-spring"): 180,
    ("befriending", "2024-autumn"): 170,
    ("befriending", "2025-spring"): 160,
    ("estate", "2025-summer"): 30,
}
"""Sample and wave -> how many estimates R kept for it, at least."""


def by_r(sample, wave):
    kept = pd.read_csv(DATA / f"{sample}_{wave}_by_r.csv", keep_default_na=False, na_values=["NA", "NaN"])
    return kept.set_index(["indicator", "group_by", "group"])


@pytest.mark.parametrize(("sample", "wave"), WAVES)
def test_what_the_analysis_finds_is_what_r_finds(sample, wave):
    theirs = by_r(sample, wave)
    opened = projects.open(SAMPLES / sample)
    shares = analysis.findings(opened, wave, policy="team", is_one_wave=True).shares
    ours = shares.set_index(["indicator", "group_by", "group"]).loc[theirs.index]
    assert len(theirs) >= WAVES[sample, wave]
    assert (ours["n"] == theirs["n"]).all()
    for column, kept in (("share", "share"), ("std_error", "std_error"), ("n_effective", "n_effective")):
        assert np.allclose(ours[column], theirs[kept], rtol=1e-9, atol=1e-9), column
    for side in ("low", "high"):
        assert np.allclose(ours[f"ci_{side}"], theirs[f"default_{side}"], rtol=0, atol=1e-9), side


@pytest.mark.parametrize(("sample", "wave"), WAVES)
def test_the_other_intervals_too(sample, wave):
    theirs = by_r(sample, wave).dropna()
    # of two answers R's fitted logit runs off to 0 and 1
    theirs = theirs[theirs["n"] > 2]
    opened = projects.open(SAMPLES / sample)
    coded = code_wave(opened, wave, opened.record.approach.breakdowns)
    frame = pd.concat([coded.indicators, coded.groups], axis=1)
    # R fits logit by iterations that end at 1e-8; beta is a formula
    for method, tolerance in (("logit", 1e-8), ("beta", 1e-9)):
        table = estimates.shares(frame, list(coded.indicators), list(coded.groups), coded.weights, method=method)
        ours = table.set_index(["indicator", "group_by", "group"]).loc[theirs.index]
        for side in ("low", "high"):
            assert np.allclose(ours[f"ci_{side}"], theirs[f"{method}_{side}"], rtol=0, atol=tolerance), (method, side)


def test_the_answers_r_was_given_are_those_of_today():
    looked_at = 0
    for sample, wave in WAVES:
        opened = projects.open(SAMPLES / sample)
        coded = code_wave(opened, wave, opened.record.approach.breakdowns)
        given = pd.read_csv(DATA / f"{sample}_{wave}.csv")
        for code in coded.indicators:
            np.testing.assert_array_equal(given[f"y_{code}"], coded.indicators[code])
            looked_at += 1
    assert looked_at == 3 * 10 + 6
