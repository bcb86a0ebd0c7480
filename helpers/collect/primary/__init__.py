"""Step 2.2: answers come in, are checked, and are kept as they were received.

`adding` brings files in, `doubts` asks whether they are the right ones, `kept` reads them again; `corrections`, `comparing` and
`withdrawal` decide about what is there; `told` and `step` say it in words.
"""

from helpers.collect.primary.adding import add, add_if_given, check, replacing
from helpers.collect.primary.kept import last_day, reading, wave_record
from helpers.collect.primary.step import missing, summary
from helpers.collect.primary.told import CODES, as_plain, in_words, no_formula, set_aside_csv, write_clean
from helpers.collect.primary.withdrawal import withdraw

__all__ = [
    "CODES",
    "add",
    "add_if_given",
    "as_plain",
    "check",
    "in_words",
    "last_day",
    "missing",
    "no_formula",
    "reading",
    "replacing",
    "set_aside_csv",
    "summary",
    "wave_record",
    "withdraw",
    "write_clean",
]
