"""What a step still needs: fields of the record that nobody has filled in."""

from pydantic import BaseModel

from helpers.project import Opened
from helpers.steps.listing import Step


def missing(opened: Opened, step: Step) -> tuple[str, ...]:
    """Labels of the fields the step needs and the record does not hold yet, in the order of the list."""
    return tuple(label for field in step.needs for label in [_label_if_empty(opened.record, field)] if label)


def _label_if_empty(record: BaseModel, field: str) -> str:
    name, _, rest = field.partition(".")
    value = getattr(record, name)
    if rest and value is not None:
        return _label_if_empty(value, rest)
    return "" if value not in (None, "", (), {}) else (type(record).model_fields[name].title or name)
