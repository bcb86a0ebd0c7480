"""Running the notebooks by papermill, and knowing whether a run came to its end."""

from helpers.run.runner import run_step, run_steps

__all__ = ["run_step", "run_steps"]
