"""The command line: a thin skin over the rooms."""

import argparse
import errno
import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import Any

from helpers import __version__
from helpers.errors import COMMAND, UserProblem
from helpers.steps import find_project
from helpers.steps.listing import ROOT, SAMPLES

DONE, MENDABLE, OUR_FAULT = 0, 1, 3
SAMPLE = SAMPLES / "befriending"
SHARE_BAR = "{desc} {percentage:3.0f}% |{bar}| {elapsed}, {remaining} to go"

REPORT_FORMATS = ("html", "docx", "pdf", "pptx")
QUESTIONNAIRE_FORMATS = ("xlsform", "limesurvey", "docx", "html", "pdf", "typing", "forms")

MEND = {
    errno.EACCES: "Check that you may write there, or {elsewhere}.",
    errno.EPERM: "Check that you may write there, or {elsewhere}.",
    errno.EROFS: "It can only be read. {Elsewhere}.",
    errno.ENOSPC: "Make room on the disk and run the same command again.",
}
NOT_OURS = frozenset(MEND)
"""What the machine refuses and a person can mend."""

ELSEWHERE = {
    "out": "give another place with --out",
    "clean": "give another place with --clean",
    "projects": "choose a folder of your own with --projects",
    "title": "choose another folder",
}
"""What can be given to a command -> how to send what it writes elsewhere."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code says 0 done, 1 mendable, 2 wrong usage, 3 a fault of ours."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except UserProblem as problem:
        print(problem, file=sys.stderr)
        return MENDABLE
    except OSError as problem:
        if problem.errno not in NOT_OURS:
            return _our_fault(problem)
        where = problem.filename or "the disk"
        print(UserProblem(f"{problem.strerror}.", str(where), _mend(problem.errno, options)), file=sys.stderr)
        return MENDABLE
    except KeyboardInterrupt:
        print("Stopped before the end. To go on, run the same command again.", file=sys.stderr)
        return 130
    except Exception as problem:
        return _our_fault(problem)


def _mend(number: int, options: argparse.Namespace) -> str:
    """What to do about it, in terms of what this command takes."""
    known = (words for name, words in ELSEWHERE.items() if hasattr(options, name))
    elsewhere = next(known, "copy the project to a folder of your own")
    return MEND[number].format(elsewhere=elsewhere, Elsewhere=elsewhere[0].upper() + elsewhere[1:])


def _our_fault(problem: Exception) -> int:
    """Keep the traceback where this person alone can read it, since it may hold values, and say where."""
    handle, log = tempfile.mkstemp(prefix="workbook-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("".join(traceback.format_exception(problem)))
    print(f"Something went wrong inside the workbook: {problem}\n  What happened is in {log}", file=sys.stderr)
    return OUR_FAULT


def report(options: argparse.Namespace) -> int:
    """The nine steps, then say where the report is."""
    from helpers import project as projects
    from helpers.reports.pretend import named
    from helpers.run import run_steps
    from helpers.steps import Here, step

    path = find_project(options.project) if options.project else SAMPLE
    opened = projects.open(path).at(options.wave)
    wave = opened.wave(options.wave).id
    default = Path("out") if options.project is None else Here(opened, wave, step("3.2")).output_folder()
    out = Path(options.out) if options.out else default
    run_steps(path, out, wave, options.structure, to=",".join(options.to))
    for form in options.to:
        print(f"The report is at {(out / named(f'report.{form}', opened.is_pretend)).resolve()}")
    return DONE


def add(options: argparse.Namespace) -> int:
    """Bring a file in as a wave, or in the place of an older export of one."""
    from helpers import project as projects
    from helpers.collect import primary

    mapping = _mapping(options.mapping) if options.mapping else None
    project = find_project(options.project)
    reading = primary.add(project, options.file, options.wave, options.date, mapping, is_replacing=options.replace)
    _print_reading(reading)
    _print_list("Is it the right file?", primary.wave_record(projects.open(project), options.wave).get("doubts", ()))
    print(f"Kept as wave '{options.wave}'. Next: {COMMAND} report {_quoted(options.project)} --wave {options.wave}")
    return DONE


def check(options: argparse.Namespace) -> int:
    """Verdict and messages on a file; nothing is kept. A bar shows on a terminal where it takes longer than a second."""
    from tqdm import tqdm

    from helpers.collect import primary

    project = find_project(options.project) if options.project else None
    mapping = _mapping(options.mapping) if options.mapping else None
    with tqdm(total=1.0, desc="Reading", disable=None, leave=False, delay=1, bar_format=SHARE_BAR) as bar:
        reading = primary.check(options.file, project, mapping, lambda share: bar.update(share - bar.n))
    if options.json:
        print(json.dumps(primary.as_plain(reading), ensure_ascii=False, indent=2))
    else:
        _print_reading(reading)
    if options.clean and reading.verdict != "refuse":
        primary.write_clean(reading, Path(options.clean))
        if not options.json:
            print(f"The coded answers are in {options.clean}: one row per person, so keep that file safe")
    return MENDABLE if reading.verdict == "refuse" else DONE


def withdraw(options: argparse.Namespace) -> int:
    """Somebody's answers are taken out of a wave for good, once that is said with --yes."""
    from helpers import project as projects
    from helpers.collect.primary import withdrawal

    opened = projects.open(find_project(options.project))
    who = options.who or _asked("The number of the submission ('row 12' where it has none), or the person's own code: ")
    found = withdrawal.find(opened, options.wave, who)
    if not options.yes:
        print(" ".join(withdrawal.would_go(opened, found)))
        print("Nothing has been taken out yet. To do it, give --yes with the same command.")
    else:
        done = withdrawal.withdraw(opened.path, options.wave, who)
        print("The row is taken out, and nothing of it is left in the project's files.")
        _print_list("Made before, and outdated now. Make them again, and replace what was handed on:", done.outdated)
        _print_list("Nothing here can reach other copies. Please see to these:", withdrawal.ELSEWHERE)
    if found.other_waves:
        print(withdrawal.elsewhere_too(found.other_waves))
    return DONE


def releases(options: argparse.Namespace) -> int:
    """What has left the project so far; one that nobody outside has seen can be struck."""
    from datetime import datetime

    from helpers.project import ledger
    from helpers.reports.words import day

    project = find_project(options.project)
    noted = ledger.entries(project)
    if options.not_sent is not None:
        if not 1 <= options.not_sent <= len(noted):
            what = f"There is no release {options.not_sent}."
            raise UserProblem(
                what, str(project), f"See the numbers with: {COMMAND} releases {_quoted(options.project)}"
            )
        ledger.not_sent(project, noted[options.not_sent - 1]["when"], options.who, options.why)
        print(f"Release {options.not_sent} is struck, and who did so and why is kept. Make what was withheld again.")
        return DONE
    for number, entry in enumerate(noted, 1):
        on = day(datetime.fromisoformat(entry["when"]).date())
        print(f"{number}. {on}: {entry['what']} of wave {entry['wave']}, under the policy '{entry['policy']}'")
    if not noted:
        print("Nothing has left this project yet.")
    return DONE


def questionnaire(options: argparse.Namespace) -> int:
    """The questionnaire as files for survey tools and paper."""
    from helpers import project as projects
    from helpers.questionnaire import build, files

    opened = projects.open(find_project(options.project))
    made = build(opened.record)
    folder = Path(options.out) if options.out else opened.path / "questionnaire"
    print(f"Questionnaire version {made.version}, {len(made.questions)} questions:")
    for file in files.write(made, options.to, folder, options.reader, opened.path / "fonts"):
        print(f"  {file.path.resolve()}\n    {file.use}")
    return DONE


def estimate(options: argparse.Namespace) -> int:
    """Findings as CSV."""
    from helpers import project as projects
    from helpers.collect import analysis
    from helpers.reports.pretend import named

    opened = projects.open(find_project(options.project)).at(options.wave)
    by = tuple(part.strip() for part in options.by.split(",") if part.strip()) if options.by else ()
    asked = Path(options.out)
    released = analysis.taken_out(opened, options.wave, options.policy, by or None, is_one_wave=True, what=asked.name)
    out = asked.with_name(named(asked.name, released.is_pretend))
    analysis.write_findings(released, out)
    print(f"{len(released.table)} findings under the policy '{options.policy}' are in {out}")
    if options.policy == "team":
        print("They point at single people: keep them among those who hold the answers.")
    return DONE


def pretend(options: argparse.Namespace) -> int:
    """Pretend answers, to try the way from a file to the report."""
    from helpers.collect import pretend as pretending

    path = find_project(options.project)
    if options.remove:
        was_there = pretending.remove(path)
        print("The pretend answers are gone, with the report made of them." if was_there else "There were none.")
        return DONE
    _print_reading(pretending.make(path, options.people, options.seed))
    print(f"Nobody gave these answers. Next: {COMMAND} report {_quoted(options.project)} --wave pretend")
    return DONE


def new(options: argparse.Namespace) -> int:
    """A new project."""
    from helpers import project as projects

    title = options.title or Path(options.directory).resolve().name.replace("_", " ").replace("-", " ").capitalize()
    opened = projects.create(options.directory, title)
    print(f"'{opened.title}' is at {opened.path.resolve()}\nNext: {COMMAND} lab, and open workbooks/00_start.ipynb")
    return DONE


def rebuild(options: argparse.Namespace) -> int:
    """A damaged record, made again from the project's history."""
    from helpers.project.rebuild import rebuild as made_again

    print(made_again(find_project(options.directory)).in_words())
    return DONE


def lab(options: argparse.Namespace) -> int:
    """JupyterLab on the notebooks."""
    # nothing is asked or fetched from elsewhere: neither whether somebody wants news, nor whether there is a newer version
    settings = [
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        f"--LabApp.app_settings_dir={ROOT / 'helpers' / 'lab'}",
    ]
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={ROOT}",
        "--LabApp.default_url=/lab/tree/workbooks/00_start.ipynb",
    ]
    return subprocess.call([*command, *settings, *(["--no-browser"] if options.no_browser else [])])


def serve(options: argparse.Namespace) -> int:
    """The forms in the browser."""
    from helpers import serve as forms

    forms.serve(options.projects, options.port, not options.no_browser)
    return DONE


def test(options: argparse.Namespace) -> int:
    """The tests; `--all` adds the slow ones."""
    selection = [] if options.all else ["-m", "not slow"]
    # two at a time, a file never split: what a file's tests share is made once
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", *selection, *options.pytest_options]
    return MENDABLE if subprocess.call(command, cwd=ROOT) else DONE


def _quoted(path: str) -> str:
    """A path as it can be typed again."""
    return f'"{path}"' if " " in path else path


def _asked(question: str) -> str:
    """An answer that is not to stay in the history of commands; "" where nobody is there to give it."""
    try:
        return input(question)
    except EOFError:
        return ""


def _print_list(heading: str, items: Collection[object]) -> None:
    """A heading and what stands under it, where anything does."""
    if items:
        print("\n  - ".join([heading, *map(str, items)]))


def _print_reading(reading: object) -> None:
    from helpers.collect import primary

    print(primary.in_words(reading))


def _mapping(path: str) -> dict[str, Any]:
    """A mapping from a JSON file: column of the file -> column of the codebook, or that with its values."""
    try:
        mapping = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as problem:
        raise UserProblem(
            f"The mapping can't be read: {problem}.", path, "Give a JSON file of column names."
        ) from problem
    if not isinstance(mapping, dict) or not all(isinstance(value, str | dict) for value in mapping.values()):
        raise UserProblem(
            "The mapping is not a list of pairs of names.",
            path,
            'Write it as {"column in the file": "q1_7"}, or {"column": {"column": "q1_7", "values": {"9": ""}}}.',
        )
    return mapping


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="workbook", description="Measure social integration, from plan to report.")
    parser.add_argument("--version", action="version", version=f"workbook {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(run, summary: str) -> argparse.ArgumentParser:
        added = commands.add_parser(run.__name__, help=summary, description=summary)
        added.set_defaults(run=run)
        return added

    parts = command(report, "run the nine steps and make the report")
    parts.add_argument("project", nargs="?", metavar="PROJECT", help="a project folder (default: the first sample)")
    parts.add_argument("--wave", help="the wave to report on (default: the latest)")
    parts.add_argument(
        "--structure", choices=["project", "research"], help="the report's structure (default: by purpose)"
    )
    parts.add_argument(
        "--to",
        type=_formats(*REPORT_FORMATS),
        default="html",
        metavar="FORMATS",
        help="the report's formats, with commas between them: html, docx, pdf, pptx (default: html)",
    )
    parts.add_argument("--out", metavar="DIR", help="where to put it (default: the project's reports folder)")

    parts = command(new, "make a new project")
    parts.add_argument("directory", metavar="DIR")
    parts.add_argument("--title", help="the project's title")

    parts = command(add, "bring a survey file in as a wave of answers")
    parts.add_argument("file", metavar="FILE", type=Path)
    parts.add_argument("--project", required=True, metavar="P")
    parts.add_argument("--wave", required=True, metavar="W", help="a short name such as 2026-spring")
    parts.add_argument("--mapping", metavar="F", help="a JSON file: column of the file -> question id")
    parts.add_argument(
        "--date", metavar="D", type=_date, help="last day of fieldwork, as 2026-05-31 (default: from the file)"
    )
    parts.add_argument(
        "--replace", action="store_true", help="a newer export of a wave that is there; the older file is kept aside"
    )

    parts = command(check, "check a survey file without keeping it")
    parts.add_argument("file", metavar="FILE", type=Path)
    parts.add_argument("--project", metavar="P", help="check it against this project's questionnaire")
    parts.add_argument("--mapping", metavar="F", help="a JSON file: column of the file -> question id")
    parts.add_argument("--json", action="store_true", help="print the verdict as JSON and nothing else")
    parts.add_argument("--clean", metavar="OUT.csv", help="write the coded answers by question id")

    parts = command(releases, "list what has left a project, beside which every later release is judged")
    parts.add_argument("project", metavar="PROJECT")
    parts.add_argument(
        "--not-sent", type=int, metavar="N", help="strike a release of the list that nobody outside the team has seen"
    )
    parts.add_argument("--who", default="", metavar="NAME", help="who answers for that")
    parts.add_argument("--why", default="", metavar="TEXT", help="how they know that nobody has seen it")

    parts = command(withdraw, "take somebody's answers out of a wave for good")
    parts.add_argument("project", metavar="PROJECT")
    parts.add_argument("--wave", required=True, metavar="W")
    parts.add_argument(
        "--who", metavar="N", help="number of the submission, or the person's own code (default: it is asked for)"
    )
    parts.add_argument("--yes", action="store_true", help="do it; without this, only what would go is said")

    parts = command(questionnaire, "write the questionnaire for survey tools and paper")
    parts.add_argument("project", metavar="PROJECT")
    parts.add_argument(
        "--to",
        metavar="a,b",
        type=_formats(*QUESTIONNAIRE_FORMATS),
        default=QUESTIONNAIRE_FORMATS,
        help=f"formats: {', '.join(QUESTIONNAIRE_FORMATS)} (default: all)",
    )
    parts.add_argument(
        "--reader",
        choices=["standard", "large print", "easy read", "interviewer"],
        default="standard",
        help="whom docx, html and pdf are laid out for (default: standard)",
    )
    parts.add_argument(
        "--out", metavar="DIR", help="where to put the files (default: the project's questionnaire folder)"
    )

    parts = command(estimate, "write the findings as CSV")
    parts.add_argument("project", metavar="PROJECT")
    parts.add_argument("--wave", help="the wave (default: the latest)")
    parts.add_argument("--by", metavar="a,b", help="breakdowns: a,b each by itself; a*b crossed")
    parts.add_argument(
        "--policy",
        choices=["team", "report", "open"],
        default="report",
        help="who will see it: team = those who hold the answers, nothing is withheld; report = funders, partners and "
        "residents; open = anybody (default: report)",
    )
    parts.add_argument("--out", metavar="F", required=True)

    parts = command(pretend, "make up answers, to try everything before fieldwork; they are never mixed with real ones")
    parts.add_argument("project", metavar="PROJECT")
    parts.add_argument("--people", metavar="N", type=int, help="how many people (default: the plan's target)")
    parts.add_argument(
        "--seed", metavar="S", type=int, default=0, help="another number gives other answers (default: 0)"
    )
    parts.add_argument("--remove", action="store_true", help="take them out again, with what was made of them")

    parts = command(rebuild, "make a project's damaged record again from its history")
    parts.add_argument("directory", metavar="DIR", help="the project's folder; the damaged file is kept")

    parts = command(lab, "open the notebooks in JupyterLab")
    parts.add_argument("--no-browser", action="store_true")

    parts = command(serve, "open the forms in your browser")
    parts.add_argument(
        "--projects",
        metavar="DIR",
        type=Path,
        default=Path("projects"),
        help="the folder of projects (default: projects)",
    )
    parts.add_argument("--port", metavar="N", type=_port, default=8866, help="on this computer (default: 8866; 0: any)")
    parts.add_argument("--no-browser", action="store_true")

    parts = command(test, "run the tests")
    parts.add_argument("--all", action="store_true", help="the slow ones too")
    parts.add_argument("pytest_options", nargs="*", help="passed on to pytest, after --")
    return parser


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no date; write it as 2026-05-31") from None


def _formats(*known: str) -> Callable[[str], tuple[str, ...]]:
    """What reads formats with commas between them, each once."""

    def read(text: str) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
        unknown = [name for name in names if name not in known]
        if unknown or not names:
            raise argparse.ArgumentTypeError(f"'{', '.join(unknown)}' is no format; there are {', '.join(known)}")
        return names

    return read


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is no port; give a number from 1024 to 65535")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
