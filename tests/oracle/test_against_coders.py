"""Our agreement of two coders against statsmodels (Cohen's kappa and its error) and krippendorff (alpha).

`data/coders_by_libraries.csv` is what they found in `data/coders.csv`; `coders.py` made both, `data/versions_coders.txt` says with what.
"""

from pathlib import Path

import pandas as pd
import pytest

from helpers import estimates

DATA = Path(__file__).parent / "data"


def test_kappa_its_error_and_alpha():
    given = pd.read_csv(DATA / "coders.csv")
    theirs = pd.read_csv(DATA / "coders_by_libraries.csv", index_col="case")
    for case, row in theirs.iterrows():
        codes = given[given["case"] == case]
        found = estimates.agreement(codes["first"], codes["second"])
        for name in theirs.columns:
            assert getattr(found, name) == pytest.approx(row[name], abs=1e-9), (case, name)
    assert len(theirs) == 5
