"""Official figures for named areas, asked of Nomis over the internet: only when somebody says so.

What comes back is kept in the project as it came, with the address and the day, and is then a table like any other. Documentation of
the service: https://www.nomisweb.co.uk/api/v01/help
"""

import csv
import hashlib
import io
import json
import os
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from helpers import __version__
from helpers import project as projects
from helpers.collect.secondary import tables
from helpers.collect.secondary.kept import FETCHED
from helpers.collect.secondary.tables import Added
from helpers.errors import UserProblem
from helpers.project import disk

Progress = Callable[[float | None], None]
"""Called with the share that has come, 0 to 1, or None where the service does not say how much there is."""
ADDRESS = "https://www.nomisweb.co.uk/api/v01/dataset"
SET_ELSEWHERE = "WORKBOOK_NOMIS_ADDRESS"
"""Where an organisation has its own copy of the service, or a test stands in for it."""
SECONDS_TO_CONNECT, SECONDS_BETWEEN = 10, 60
SECONDS_IN_ALL = 300
MOST_BYTES = 20_000_000
MOST_AREAS = 100
MOST_ROWS = 25_000
"""What Nomis gives to those who are not registered; where there are as many, some are missing."""
AREA = re.compile(r"[EKNSW]\d{8}|\d{9,10}")
WARD = re.compile(r"E05|W05|S13|N08")
PARTS = 8 * 1024
BY_HAND = "Or fetch the table by hand from https://www.nomisweb.co.uk/ and add its file: that does the same."


@dataclass(frozen=True)
class Wanted:
    """One set of figures that can be asked for, as nomis.yaml lists it."""

    code: str
    name: str
    dataset: str
    query: dict[str, str]
    select: str
    indicator: str
    wards: str
    described: dict[str, Any]


@lru_cache
def wanted() -> tuple[Wanted, ...]:
    """What can be asked for.

    Examples
    --------
    >>> [one.code for one in wanted()]
    ['residents', 'ward residents', 'claimants', 'employment']
    """
    import yaml

    text = Path(__file__).with_name("nomis.yaml").read_text(encoding="utf-8")
    return tuple(Wanted(**entry) for entry in yaml.safe_load(text))


def fetch(
    project: str | Path, code: str, areas: Iterable[str], refresh: bool = False, progress: Progress | None = None
) -> Added:
    """Ask Nomis for the latest figures of some areas, and bring the answer in as a table.

    Parameters
    ----------
    code
        What to ask for, as `wanted` lists it.
    areas
        Codes of the Office for National Statistics, ours first: E09000014 for Haringey, E12000007 for London, E05... for wards.
    refresh
        Ask again, although the answer of an earlier day is there.
    progress
        Without it, a bar is shown on a terminal.

    Raises
    ------
    UserProblem
        There is no connection, the service refuses, or it knows no such figures. Nothing has then changed.

    Examples
    --------
    >>> fetch("my_project", "employment", ["E09000014", "E12000007"])  # doctest: +SKIP
    """
    asked = _one(code)
    opened = projects.open(project)
    opened.refuse_read_only()
    address = address_of(asked, areas)
    folder = opened.path / "secondary" / FETCHED
    file = folder / f"{asked.code}-{hashlib.sha256(address.encode()).hexdigest()[:10]}.csv"
    if refresh or not (file.is_file() and file.with_suffix(".json").is_file()):
        content = _checked(_answer(address, progress), address)
        note = {"address": address, "fetched_on": datetime.now(UTC).date().isoformat()}
        disk.write_whole(file.with_suffix(".json"), (json.dumps(note, indent=2) + "\n").encode())
        disk.write_whole(file, content)  # last: an answer that is there has its note
    fetched = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    first = _first_area(file)
    return tables.add_table(
        opened.path,
        file,
        asked.indicator,
        name=f"{asked.code}-{fetched['fetched_on']}",
        received_on=datetime.fromisoformat(fetched["fetched_on"]).date(),
        origin=address,
        area=first,
        **asked.described,
    )


def address_of(asked: Wanted, areas: Iterable[str]) -> str:
    """The address that is asked: no more than the codes of the areas is told to anybody.

    Examples
    --------
    >>> address_of(_one("residents"), ["E09000014"]).partition("?")[2][:66]
    'geography=E09000014&date=latest&gender=0&c_age=200&measures=20100&'
    """
    codes = [area.strip().upper() for area in areas if area.strip()]
    strange = [area for area in codes if not AREA.fullmatch(area)]
    if not codes or strange:
        raise UserProblem(
            f"'{strange[0]}' is no code of an area." if strange else "No area is named.",
            "codes of areas",
            "Give codes of the Office for National Statistics, such as E09000014 for Haringey and E12000007 for London.",
        )
    if len(codes) > MOST_AREAS:
        raise UserProblem(f"{len(codes)} areas are too many.", "codes of areas", f"Name {MOST_AREAS} at most.")
    _refuse_wards(asked, codes)
    query = {"geography": ",".join(dict.fromkeys(codes)), "date": "latest", **asked.query, "select": asked.select}
    base = os.environ.get(SET_ELSEWHERE, ADDRESS).rstrip("/")
    return f"{base}/{asked.dataset}.data.csv?{urlencode(query, safe=',')}"


def _refuse_wards(asked: Wanted, codes: list[str]) -> None:
    """Wards where there are no figures for them, and larger areas where there are only wards."""
    are_wards = [bool(WARD.match(code)) for code in codes]
    wrong = {"no": True, "only": False}.get(asked.wards)
    if wrong in are_wards:
        kind = "a ward" if wrong else "no ward"
        raise UserProblem(
            f"{codes[are_wards.index(wrong)]} is {kind}, and “{asked.name}” is {'not for wards' if wrong else 'for wards only'}.",
            "codes of areas",
            "Take it out, or choose other figures.",
        )


def _one(code: str) -> Wanted:
    for one in wanted():
        if one.code == code:
            return one
    raise UserProblem(
        f"Nomis is not asked for '{code}' here.",
        "figures",
        f"Choose one of: {', '.join(one.code for one in wanted())}.",
    )


def _answer(address: str, progress: Progress | None) -> bytes:
    """The body of the answer, with a bar for those who wait. `requests` is loaded only when somebody asks."""
    import requests
    from tqdm import tqdm

    if progress:
        progress(None)
    until, parts, n = time.monotonic() + SECONDS_IN_ALL, [], 0
    headers = {"User-Agent": f"social-integration-workbook/{__version__}", "Accept": "text/csv"}
    try:
        with requests.get(
            address, stream=True, timeout=(SECONDS_TO_CONNECT, SECONDS_BETWEEN), headers=headers
        ) as response:
            _refuse_status(response.status_code)
            length = int(response.headers.get("Content-Length") or 0)
            with tqdm(
                total=length or None, unit="B", unit_scale=True, desc="Nomis", disable=bool(progress), leave=False
            ) as bar:
                for part in response.iter_content(PARTS):
                    parts.append(part)
                    n += len(part)
                    bar.update(len(part))
                    if progress:
                        progress(min(n / length, 1) if length else None)
                    if n > MOST_BYTES or time.monotonic() > until:
                        raise UserProblem(
                            "Nomis sends more than can be used, or too slowly.", "Nomis", f"Name fewer areas. {BY_HAND}"
                        )
    except requests.Timeout:
        raise UserProblem(
            "Nomis did not answer in time.", "the internet", f"Try again in a few minutes. {BY_HAND}"
        ) from None
    except requests.ConnectionError:
        raise UserProblem(
            "Nomis can't be reached: this computer is offline, or its network does not let the workbook out.",
            "the internet",
            f"Connect, and try again. Everything else in this step works without a connection. {BY_HAND}",
        ) from None
    except (requests.RequestException, ValueError) as problem:
        raise UserProblem(f"Asking Nomis failed: {type(problem).__name__}.", "the internet", BY_HAND) from None
    return b"".join(parts)


def _refuse_status(status: int) -> None:
    if status == 429:
        raise UserProblem("Nomis is asked too often at the moment.", "Nomis", "Wait a few minutes, and try again.")
    if status >= 500:
        raise UserProblem(
            f"Nomis has a fault of its own at the moment ({status}).", "Nomis", f"Try again later. {BY_HAND}"
        )
    if status != 200:
        raise UserProblem(
            f"Nomis does not take this question ({status}).",
            "Nomis",
            f"Check the codes of the areas: it knows boroughs, wards and regions by them, constituencies not. {BY_HAND}",
        )


def _checked(content: bytes, address: str) -> bytes:
    """The answer itself, if it is a table of figures that is whole."""
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        rows = []
    named = {name.strip().upper() for name in rows[0]} if rows else set()
    if not {"GEOGRAPHY_NAME", "OBS_VALUE"} <= named:
        raise UserProblem(
            "What came back is no table of figures: Nomis has changed, or something stands between (a network's log-in page).",
            address,
            BY_HAND,
        )
    if len(rows) == 1:
        raise UserProblem(
            "Nomis has no figures for these areas.", address, "Check the codes: areas that were abolished have none."
        )
    if len(rows) > MOST_ROWS:
        raise UserProblem(
            "The answer was cut off: it has more rows than Nomis gives at once.", address, "Name fewer areas."
        )
    return content


def _first_area(file: Path) -> str:
    """The name of the area whose code was named first: Nomis may answer in another order."""
    code = re.search(
        r"geography=([^,&]+)", json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))["address"]
    )
    with file.open(encoding="utf-8-sig", newline="") as held:
        rows = [{name.upper(): cell for name, cell in row.items()} for row in csv.DictReader(held)]
    ours = [row for row in rows if code and row.get("GEOGRAPHY_CODE") == code[1]]
    return (ours or rows)[0]["GEOGRAPHY_NAME"]
