"""From the files in `data/` to records. Each file is read once, when somebody first asks for it."""

import csv
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from helpers.catalogue.records import Entry

DATA_PATH = Path(__file__).parent / "data"

Record = TypeVar("Record", bound=Entry)


def entries(record: type[Record], *names: str) -> tuple[Record, ...]:
    """The entries of one or more YAML files of `data/`, in the order written, as records.

    Raises pydantic's ValidationError where an entry does not fit: a fault of ours, which the tests find.
    """
    return tuple(record.model_validate(entry) for name in names for entry in raw(name))


def table(record: type[Record], name: str) -> tuple[Record, ...]:
    """The rows of a CSV file of `data/` as records. An empty cell leaves a field at its default."""
    with (DATA_PATH / name).open(encoding="utf-8", newline="") as file:
        return tuple(
            record.model_validate({field: cell for field, cell in row.items() if cell}) for row in csv.DictReader(file)
        )


@lru_cache
def raw(name: str) -> list[dict[str, Any]]:
    """What a YAML file of `data/` holds, before it becomes records."""
    from ruamel.yaml import YAML  # takes a fifth of a second to import: only when a file is read

    with (DATA_PATH / name).open(encoding="utf-8") as file:
        return YAML(typ="safe").load(file)
