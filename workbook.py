"""Set-up and start: `python3 workbook.py COMMAND` (on Windows `py workbook.py COMMAND`).

The standard library only, in syntax that an old Python can read, so that it gets as far as saying what is
wrong. Makes `.venv` beside this file, installs what the lock files name, and hands over to `helpers.cli`.
A second call finds that nothing has changed and hands over at once.
"""

from __future__ import print_function

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
STAMP = os.path.join(VENV, "set-up-of-this-workbook")
OLD_VENV = VENV + "-before"
LOCK = os.path.join(HERE, ".venv-set-up.lock")
LOCK_SECONDS = 30 * 60
LOG = os.path.join(HERE, ".venv-set-up.log")
IS_WINDOWS = os.name == "nt"
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if IS_WINDOWS else os.path.join(VENV, "bin", "python")
NEEDED = (3, 11)

NO_NETWORK_SIGNS = (
    "name resolution",
    "getaddrinfo failed",
    "NewConnectionError",
    "NameResolutionError",
    "Network is unreachable",
    "ConnectTimeout",
    "ProxyError",
    "dns error",
    "error sending request",
    "Failed to fetch",
    "nodename nor servname",
)


def main(arguments):
    if sys.version_info < NEEDED:
        stop(
            "This workbook needs Python 3.11 or newer; this is Python {0}.{1}.".format(*sys.version_info[:2]),
            "Install a newer Python, then start the workbook with it, for example: python3.12 workbook.py report",
        )
    wanted = {"base": fingerprint(["requirements.lock"])}
    if arguments[:1] == ["test"]:
        wanted["test"] = fingerprint(["requirements.lock", "requirements-test.lock"])
    if not is_set_up(wanted):
        with only_one_at_a_time():
            if not is_set_up({"base": wanted["base"]}):
                set_up(wanted["base"])
            if not is_set_up(wanted):
                install(["requirements-test.lock"], "what the tests need")
                write_stamp("test", wanted["test"])
    hand_over(arguments)


def is_set_up(wanted):
    stamps = read_stamp()
    return all(stamps.get(name) == value for name, value in wanted.items())


def set_up(wanted):
    """Make the environment anew. What was there comes back if that fails, so that no network means no loss."""
    print("Setting up the workbook. This happens once and takes one to three minutes.")
    sys.stdout.flush()
    if os.path.isdir(VENV) and not os.path.exists(STAMP):
        stop(
            "The folder {0} holds an environment that the workbook did not make.".format(VENV),
            "Move or delete that folder, then run the same command again.",
        )
    set_aside()
    try:
        make_environment()
        write_stamp("base", "begun")
        install(["requirements.lock"], "the packages the workbook is built on")
        run_logged(package_command(), "The workbook itself could not be installed.")
        # The first use of matplotlib lists the machine's fonts; better now than in the middle of a report.
        run_logged([PYTHON, "-c", "import matplotlib.font_manager"], "The chart library does not start.")
        write_stamp("base", wanted)
    except BaseException:
        put_back()
        raise
    shutil.rmtree(OLD_VENV, ignore_errors=True)
    if os.path.exists(LOG):
        os.remove(LOG)
    print("Set-up is done.")


def set_aside():
    try:
        if os.path.isdir(VENV):
            shutil.rmtree(OLD_VENV, ignore_errors=True)
            os.rename(VENV, OLD_VENV)
    except OSError as problem:
        stop(
            "The old environment can't be replaced: {0}".format(problem),
            "Close JupyterLab and every other window that uses the workbook, then run the same command again.",
        )


def put_back():
    shutil.rmtree(VENV, ignore_errors=True)
    if os.path.isdir(OLD_VENV) and not os.path.exists(VENV):
        os.rename(OLD_VENV, VENV)


@contextlib.contextmanager
def only_one_at_a_time():
    """Two windows don't set up one folder at once. A lock left by a machine that stopped is old after half an hour."""
    if os.path.exists(LOCK) and time.time() - os.path.getmtime(LOCK) > LOCK_SECONDS:
        os.remove(LOCK)
    try:
        os.close(os.open(LOCK, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        stop(
            "Another window is setting up the workbook in this folder.",
            "Wait until it is done and run the same command again. If there is none, delete {0}".format(LOCK),
        )
    except OSError as problem:
        stop(
            "This folder can't be written to: {0}".format(problem),
            "Copy the workbook to a folder of your own and run the same command there.",
        )
    try:
        yield
    finally:
        os.remove(LOCK)


def make_environment():
    if uv():
        run_logged([uv(), "venv", "--quiet", "--python", sys.executable, VENV], "The environment could not be made.")
        return
    try:
        import ensurepip  # noqa: F401  Debian ships Python without it
        import venv
    except ImportError:
        stop(
            "This Python can't make an environment: its 'venv' module is not installed.",
            "On Debian or Ubuntu: sudo apt install python3-venv. Elsewhere, install Python from its own website. "
            "Then run the same command again.",
        )
    try:
        venv.create(VENV, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        stop(
            "The environment could not be made in {0}: {1}".format(VENV, problem),
            "Check that you may write to this folder and that there is 1 GB of room on the disk.",
        )


def install(locks, what):
    count = sum(1 for lock in locks for line in open(path_of(lock)) if line[:1].isalnum())
    print("Installing {0} ({1} entries in the lock file).".format(what, count))
    sys.stdout.flush()
    requirements = [part for lock in locks for part in ("-r", path_of(lock))]
    if uv():
        command = [uv(), "pip", "install", "--python", PYTHON, "--require-hashes", "--compile-bytecode"]
    else:
        command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    run_logged(command + requirements, "The packages could not be installed.", count)


def package_command():
    """Installs this folder itself; its build tool is in the lock, so nothing more is fetched."""
    if uv():
        return [uv(), "pip", "install", "--python", PYTHON, "--no-deps", "--no-build-isolation", "--editable", HERE]
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-deps"]
    return command + ["--no-build-isolation", "--editable", HERE]


def run_logged(command, problem, expected=0):
    """Run quietly, with a count of packages while pip collects them; on failure say what to do."""
    lines = []
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=HERE)
    except OSError as failure:
        stop(problem + " " + str(failure), "Delete the folder {0} and run the same command again.".format(VENV))
    collected = 0
    for raw in process.stdout:
        line = raw.decode("utf-8", "replace")
        lines.append(line)
        if expected and line.lstrip().startswith("Collecting "):
            collected += 1
            if sys.stdout.isatty():
                sys.stdout.write("\r  {0} of about {1}".format(min(collected, expected), expected))
                sys.stdout.flush()
    if collected and sys.stdout.isatty():
        print("")
    if process.wait() == 0:
        return
    output = "".join(lines)
    with open(LOG, "w") as log:
        log.write(output.encode("ascii", "replace").decode("ascii"))
    stop(problem, advice(output))


def advice(output):
    if any(sign in output for sign in NO_NETWORK_SIGNS):
        return (
            "It looks as if this machine has no way to the internet just now. Set-up needs it once; afterwards the "
            "workbook works offline. Connect, and run the same command again. The whole message is in " + LOG
        )
    if "from versions: none" in output:
        return (
            "No package could be found: either this machine has no way to the internet just now, or its Python ({0}.{1}) "
            "is newer than the packages know. Connect, or try Python 3.11 or 3.12. The whole message is in {2}".format(
                sys.version_info[0], sys.version_info[1], LOG
            )
        )
    if "No space left" in output:
        return "The disk is full. Make 1 GB of room and run the same command again."
    if "Permission denied" in output or "Access is denied" in output:
        return "This folder can't be written to. Copy it to a folder of your own and run the same command there."
    return "The whole message is in {0}. Its end: {1}".format(LOG, " ".join(output.split()[-60:]))


def fingerprint(locks):
    """What the environment depends on: the locks, what pyproject.toml says of the package, this Python, this folder."""
    digest = hashlib.sha256()
    for name in locks:
        with open(path_of(name), "rb") as file:
            digest.update(file.read())
    with open(path_of("pyproject.toml"), "rb") as file:
        digest.update(file.read().split(b"[tool.", 1)[0])
    digest.update(repr((sys.version_info[:3], HERE)).encode("utf-8"))
    return digest.hexdigest()


def read_stamp():
    if not (os.path.exists(PYTHON) and os.path.exists(STAMP)):
        return {}
    with open(STAMP) as file:
        return dict(line.split() for line in file if len(line.split()) == 2)


def write_stamp(name, value):
    stamps = read_stamp()
    stamps[name] = value
    with open(STAMP, "w") as file:
        file.writelines("{0} {1}\n".format(*pair) for pair in sorted(stamps.items()))


def uv():
    """The uv installer where there is one: the same result, faster."""
    return shutil.which("uv")


def path_of(name):
    return os.path.join(HERE, name)


def hand_over(arguments):
    os.environ["PYTHONUTF8"] = "1"
    # -P: nothing in the folder where somebody keeps survey files is taken for a part of the workbook
    command = [PYTHON, "-P", "-m", "helpers.cli"] + arguments
    if IS_WINDOWS:
        sys.exit(subprocess.call(command))
    sys.stdout.flush()
    os.execv(PYTHON, command)


def stop(what, fix):
    sys.stderr.write("{0}\n  What to do: {1}\n".format(what, fix))
    sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
