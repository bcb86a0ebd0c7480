"""Small-number rules: the only door through which anything leaves.

`release(findings, policy)` takes raw findings and gives `Released`, which is all that reports and exports accept.
The policies, with the reason and source of every number, are in policies.yaml.
"""

from helpers.disclosure.agreed import Agreed, Agreement, release_sums
from helpers.disclosure.described import alike, beside_a_quote, case_study, narrowing
from helpers.disclosure.frames import Findings, Released, Union
from helpers.disclosure.ledger import Earlier, from_plain
from helpers.disclosure.merging import is_merged, merging
from helpers.disclosure.release import Kept, awaiting, release, release_and_keep

__all__ = [
    "Agreed",
    "Agreement",
    "Earlier",
    "Findings",
    "Kept",
    "Released",
    "Union",
    "alike",
    "awaiting",
    "beside_a_quote",
    "case_study",
    "from_plain",
    "is_merged",
    "merging",
    "narrowing",
    "release",
    "release_and_keep",
    "release_sums",
]
