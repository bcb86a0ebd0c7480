"""Every indicator by every demographic with svy; the seconds it took. PYTHON shares.py people.csv"""

import sys
import time

import polars
import svy

people = polars.read_csv(sys.argv[1])
indicators = [name for name in people.columns if name.startswith("I")]
demographics = [name for name in people.columns if name.startswith("D")]
start = time.perf_counter()
sample = svy.Sample(people, svy.Design(wgt="w"))
sample.estimation.prop(indicators, drop_nulls=True)
for name in demographics:
    found = sample.estimation.prop(indicators, by=name, drop_nulls=True)
    assert found is not None
print(time.perf_counter() - start)
