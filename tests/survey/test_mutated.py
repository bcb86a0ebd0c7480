"""Files of every kind with bytes changed, lost and doubled end in a verdict, and never in a traceback."""

import io
import random
import zipfile

import pandas as pd
import pyreadstat
import pytest

from helpers import survey

from .corpus.case import rows
from .corpus.writers import as_csv, as_ods, as_xls, as_xlsx, zipped

BOOK = survey.codebook()
N = 40
ODD = [
    b"\0",
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\xff" * 4,
    b"\x7f\xff\xff\xff",
    b"\0" * 4,
    b"<",
    b">",
    b"&#0;",
    b"=",
    b"9" * 50,
]


def as_sav(folder):
    path = folder / "whole.sav"
    table = pd.DataFrame([list(map(str, row)) for row in rows()[1:]], columns=[f"V{n}" for n in range(len(rows()[0]))])
    pyreadstat.write_sav(table, path, column_labels=list(rows()[0]))
    return path.read_bytes()


MADE = {
    "csv": lambda folder: as_csv(rows()),
    "xlsx": lambda folder: as_xlsx(rows()),
    "ods": lambda folder: as_ods(rows()),
    "xls": lambda folder: as_xls(rows()),
    "sav": as_sav,
    "zip": lambda folder: zipped({"answers.csv": as_csv(rows()), "media/photo.jpg": b"x" * 99}),
}


def changed(content, chance):
    """A few bytes changed, put in, taken out, doubled; now and then the rest cut off."""
    made = bytearray(content)
    for _ in range(chance.choice([1, 2, 4, 12])):
        at, odd = chance.randrange(len(made) + 1), chance.choice(ODD)
        match chance.randrange(5):
            case 0:
                made[at : at + len(odd)] = odd
            case 1:
                made[at:at] = odd
            case 2:
                del made[at : at + chance.choice([1, 2, 8, 100])]
            case 3:
                start = chance.randrange(len(made) + 1)
                made[at:at] = made[start : start + 40]
            case 4 if chance.random() < 0.15:
                del made[at:]
    return bytes(made)


def changed_inside(content, chance):
    """One part of a zip changed, the archive itself whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    return zipped({**parts, name: changed(parts[name], chance)})


@pytest.mark.slow
@pytest.mark.parametrize("change", [changed, changed_inside])
@pytest.mark.parametrize("kind", MADE)
def test_a_damaged_file_ends_in_a_verdict(kind, change, tmp_path):
    whole, chance = MADE[kind](tmp_path), random.Random(kind)
    if change is changed_inside and not zipfile.is_zipfile(io.BytesIO(whole)):
        pytest.skip("has no parts")
    path = tmp_path / f"answers.{kind}"
    seen = set()
    for _ in range(N):
        path.write_bytes(change(whole, chance))
        reading = survey.read(path, BOOK)
        assert (reading.verdict == "refuse") == (reading.usable_n == 0), reading.messages
        assert all(message.what and message.fix for message in reading.messages)
        seen.add(reading.verdict)
    assert "refuse" in seen
