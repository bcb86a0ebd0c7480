"""Where a person is: what a notebook's first call shows and its last one proves."""

from dataclasses import dataclass
from pathlib import Path

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.project import Opened
from helpers.reports.model import Bullets, Caution, Facts, Paragraph, Section, Table
from helpers.reports.pretend import PRETEND_CAUTION, marked_title
from helpers.steps import address
from helpers.steps.listing import ROOT, SAMPLES, SENTINEL, Step, step, steps
from helpers.steps.progress import in_short, missing

MOST = 5
"""Open points that are told again at the end of a step."""


@dataclass(frozen=True)
class Here:
    """One step of one project: the opened project, the wave in hand (None before there is any), the step."""

    opened: Opened
    wave: str | None
    step: Step

    def output_folder(self, out: str | Path | None = None) -> Path:
        """Where what is made belongs: `out`, or the project's own `reports/<wave>`.

        The shipped samples stay as they are: what is made of them goes to `out/` beside them.
        """
        if out is not None:
            return Path(out).expanduser()
        if SAMPLES in self.opened.path.resolve().parents:
            return ROOT / "out" / self.opened.path.name / (self.wave or "")
        return self.opened.path / "reports" / (self.wave or "")

    def _section(self) -> Section:
        facts = [("Project", self.opened.title), ("Folder", str(self.opened.path))]
        if self.wave:
            facts.append(("Wave", _wave_in_words(self.opened, self.wave)))
        if self.step.code != "0":
            facts.append(("This step gives you", self.step.gives))
        title = self.step.title if self.step.code == "0" else f"Step {self.step.code}: {self.step.title}"
        warned = (Caution(PRETEND_CAUTION),) if self.opened.is_pretend else ()
        return Section("here", marked_title(title) if warned else title, (*warned, Facts(tuple(facts))))

    def _repr_html_(self) -> str:
        return self._section()._repr_html_()

    def __repr__(self) -> str:
        return f"Step {self.step.code} of {self.opened.title}"


@dataclass(frozen=True)
class Finished:
    """The end of a step: what is still open, where to go next, and the sentinel a run is checked by."""

    here: Here
    open_points: tuple[str, ...]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        section = self._section()
        return {
            SENTINEL: {"step": self.here.step.code, "wave": self.here.wave, "open_points": len(self.open_points)},
            "text/html": section._repr_html_(),
            "text/plain": repr(self),
        }

    def __repr__(self) -> str:
        state = in_short(self.open_points) if self.open_points else "everything it needs is filled in"
        return f"Step {self.here.step.code} is done; {state}."

    def _section(self) -> Section:
        blocks: list[Paragraph | Bullets] = []
        if self.here.step.code == "0":
            blocks.append(Paragraph("The table above says how far each step is. Go on where you like."))
        elif self.open_points:
            blocks += self._still_open()
        else:
            blocks.append(Paragraph("Everything this step needs is filled in."))
        following = _next(self.here.step)
        if following:
            blocks.append(Paragraph(f"Next: step {following.code}, {following.title.lower()}."))
        else:
            blocks.append(Paragraph("This was the last step. The next wave begins again at step 2.2."))
        return Section("finish", "Where this leaves you", tuple(blocks))

    def _still_open(self) -> tuple[Paragraph | Bullets, ...]:
        """The first open points; all of them stand in the step itself."""
        first, n_more = self.open_points[:MOST], len(self.open_points[MOST:])
        more = (Paragraph(f"And {n_more} more, which are listed above."),) if n_more else ()
        return (Paragraph("Still open:"), Bullets(first), *more)


def begin(code: str, project: str | Path, wave: str | None = None) -> Here:
    """Open the project at one step.

    Parameters
    ----------
    code
        The step, such as "1.1".
    project
        The project folder. A relative path is looked for from the working folder, then from the folder
        that holds the workbook, so that a notebook finds the samples wherever it is run from. In a served page the
        address says which project and wave, and what is given here doesn't count.
    wave
        A wave's id; None for the latest, or for none where there is none yet.

    Raises
    ------
    UserProblem
        No such project, a damaged one, or no wave of that id.
    """
    if address.is_served():
        named = address.current()
        project, wave = named.project, named.wave
    opened = projects.open(find_project(project)).at(wave)
    wave_id = opened.wave(wave).id if wave is not None or opened.waves else None
    return Here(opened, wave_id, step(code))


def finish(here: Here) -> Finished:
    """Say what is ready, what is missing and where to go next; every notebook's last call."""
    return Finished(here, missing(here.opened, here.step))


def contents(opened: Opened) -> Section:
    """The nine steps with what each gives and how far the project is."""
    rows = tuple(
        (step.code, step.stage, step.title, step.gives, _state(opened, step)) for step in steps() if step.code != "0"
    )
    columns = ("Step", "Stage", "What it is", "What you leave with", "How far")
    return Section("contents", "The nine steps", (Table("The nine steps and how far this project is", columns, rows),))


def find_project(project: str | Path) -> Path:
    """The folder a person means: from the working folder, else from the one that holds the workbook."""
    path = Path(project).expanduser()
    if not str(project).strip():
        raise UserProblem("No project is named.", "the parameter 'project'", "Give the path of a project folder.")
    if path.is_absolute() or path.is_dir() or not (ROOT / path).is_dir():
        return path
    return ROOT / path


def _state(opened: Opened, step: Step) -> str:
    open_points = missing(opened, step)
    if open_points:
        return in_short(open_points)
    if step.code in ("2.3", "3.2") and not opened.waves:
        return "waits for answers (step 2.2)"
    return "ready"


def _next(here: Step) -> Step | None:
    later = [step for step in steps() if step.code > here.code]
    return later[0] if later else None


def _wave_in_words(opened: Opened, wave_id: str) -> str:
    wave = opened.wave(wave_id)
    return f"{wave.title or wave.id} ({wave.held_on.day} {wave.held_on:%B %Y})"
