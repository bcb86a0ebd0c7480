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
    """What a YAML file of `data/` holds, before it becomes records.

    Read by libyaml: 0.1 s for everything, where ruamel.yaml, which is all Python, takes 0.8 s. The traps of YAML 1.1
    (`No` read as false) need an unquoted string, and a test sees to it that there is none.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (DATA_PATH / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=loader)
