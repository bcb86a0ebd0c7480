"""What a part of the project record says, as pairs of field title and text."""

from datetime import date
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from helpers.reports import words
from helpers.reports.model import Bullets, Facts, Paragraph, Section


def facts(part: BaseModel, *fields: str) -> Facts:
    """The named fields under the titles they carry in the record, so that words are kept in one place.

    Parameters
    ----------
    part
        A part of the project record, such as `record.purpose`.
    fields
        The fields to show, in the order they are to be read.

    Examples
    --------
    >>> from helpers.project.record import Sample
    >>> facts(Sample(target=60), "target", "how").pairs
    (('Target', '60'), ('Recruitment in words', ''))
    """
    described = type(part).model_fields
    return Facts(
        tuple((described[field].title or field, _said(described[field], getattr(part, field))) for field in fields)
    )


def _said(described: FieldInfo, value: Any) -> str:
    """A choice as the form calls it; anything else as `in_words` has it."""
    extra = described.json_schema_extra if isinstance(described.json_schema_extra, dict) else {}
    form: Any = extra.get("form", {})
    if isinstance(value, str) and _is_choice(described.annotation):
        return form.get("labels", {}).get(value) or words.capital(value)
    return in_words(value)


def _is_choice(annotation: Any) -> bool:
    return any(get_origin(one) is Literal for one in (annotation, *get_args(annotation)))


def in_words(value: Any) -> str:
    """A value of the record as it is to be read; empty where nothing has been filled in.

    Examples
    --------
    >>> in_words(date(2025, 6, 1)), in_words(True), in_words(1200), in_words(None)
    ('1 June 2025', 'yes', '1,200', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, tuple):
        return "; ".join(in_words(one).rstrip(".") for one in value)
    return str(value)


def still_open(sentences: tuple[str, ...]) -> Section:
    """What a step still needs, as a part of its summary; says so where nothing does."""
    blocks = (Bullets(sentences),) if sentences else (Paragraph("Nothing is missing in this step."),)
    return Section("still-open", "Still to decide", blocks)
