"""The plan of a sample project: from its YAML to the record that the workbook keeps."""

import json
from typing import Any

from helpers.project.record import Project
from making import design


def record(name: str) -> Project:
    """The project record of a sample project, checked against the record's own rules."""
    plan: dict[str, Any] = design.read(f"plans/{name}.yaml")
    return Project.model_validate(plan)


def as_bytes(made: Project) -> bytes:
    """The record as the workbook writes it."""
    return (json.dumps(made.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n").encode()
