"""What every part of the record is made of: read-only parts, and fields that carry their own form data.

A field says here how it is asked for: its label (`title`), help (`description`), an example, a good and a bad answer,
whether its step needs it, and how long it should be. Forms, notebooks and reports take these from here, so that a field
is added in one place.
"""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$", max_length=40)]
"""A short id: small letters, digits and hyphens. Wave ids and outcome ids are of this kind."""


class Part(BaseModel):
    """A part of the record: read-only, and strict about names it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    KEY: ClassVar[str] = ""
    """Entries of a list: the field that tells one from the other, and by which a change finds it."""


def asked(
    title: str, description: str = "", default: Any = None, *, alike: dict[str, Any] | None = None, **form: Any
) -> Any:
    """A field with what a form needs to ask for it.

    Parameters
    ----------
    title, description
        Label and help.
    default
        What it holds until somebody fills it in.
    alike
        Limits that pydantic keeps, such as `{"ge": 1}`.
    form
        Any of `example`, `good`, `bad` (answers shown as such), `is_needed` (its step is not done without it),
        `is_long` (several lines), `limit` (letters; the form says when there are more), `unit` (after a number),
        `labels` (of a literal: value -> what people call it, where that is not the value with a capital).
    """
    return Field(default, title=title, description=description, json_schema_extra={"form": form}, **(alike or {}))


def text(title: str, description: str = "", **form: Any) -> Any:
    """A field of free text, empty until somebody writes in it."""
    return asked(title, description, "", **form)


def several(title: str, description: str = "", **form: Any) -> Any:
    """A field that holds any number of entries, none to begin with."""
    return asked(title, description, (), **form)
