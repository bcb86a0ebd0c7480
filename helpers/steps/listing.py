"""The list of the nine steps, read from `steps.yaml`."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

SENTINEL = "application/vnd.social-integration.step+json"
"""Media type of what a step's last cell puts out: the only proof that a run came to its end."""

ROOT = Path(__file__).resolve().parents[2]
"""The folder that holds `workbooks/` and `sample_data/`."""

WORKBOOKS = ROOT / "workbooks"
SAMPLES = ROOT / "sample_data"


class Step(BaseModel):
    """One stop: what it is called, which notebook it is, what a run may set, what it needs filled in.

    `asks` names the module that says what the step still needs; where there is none, `needs` names fields of the project
    record.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    title: str
    stage: str
    tools: tuple[int, ...]
    notebook: str
    gives: str
    parameters: tuple[str, ...]
    asks: str = ""
    needs: tuple[str, ...] = ()

    @property
    def notebook_path(self) -> Path:
        return WORKBOOKS / self.notebook


@cache
def steps() -> tuple[Step, ...]:
    """The start page (code "0") and the nine steps, in order.

    Examples
    --------
    >>> [step.code for step in steps()]
    ['0', '1.1', '1.2', '1.3', '2.1', '2.2', '2.3', '3.1', '3.2', '3.3']
    """
    listing = Path(__file__).with_name("steps.yaml").read_text(encoding="utf-8")
    return tuple(Step.model_validate(entry) for entry in yaml.safe_load(listing))


def step(code: str) -> Step:
    """The step of that code."""
    return next(step for step in steps() if step.code == code)
