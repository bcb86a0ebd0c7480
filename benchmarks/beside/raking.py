"""Raking on every column but w with svy, to shares in proportion to 1 + code; the seconds it took. PYTHON raking.py people.csv"""

import sys
import time

import polars
import svy

people = polars.read_csv(sys.argv[1])
controls = {}
for column in people.columns:
    if column != "w":
        groups = people[column].unique().to_list()
        code = {group: 1 + int(group.split()[1]) for group in groups}
        controls[column] = {group: people.height * code[group] / sum(code.values()) for group in groups}
start = time.perf_counter()
svy.Sample(people, svy.Design(wgt="w")).weighting.rake(controls=controls, tol=1e-9)
print(time.perf_counter() - start)
