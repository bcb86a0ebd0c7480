"""The server: Voila by itself, on this computer only, with our pages in place of its own."""

import logging
import secrets
import signal
import socket
import tempfile
from pathlib import Path
from typing import Any

from jupyter_core.utils import run_sync
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from traitlets import Instance, List
from traitlets.config import Config
from voila.app import Voila, _kernel_id_regex

from helpers.errors import COMMAND, UserProblem
from helpers.run.forked import warmed
from helpers.serve import frontend, opening, start
from helpers.serve.documents import STEP
from helpers.serve.headers import headers
from helpers.serve.identity import SECONDS_FOR_THE_BROWSER, TokenIdentity
from helpers.serve.kernels import WARM, Kernels, Limits, OneKernel
from helpers.serve.log import kept_log
from helpers.serve.modules import MODULE, Module, Modules
from helpers.serve.pages import Missing
from helpers.serve.sockets import FROM_THE_PAGE, Socket
from helpers.serve.step_page import StepPage

HOST = "127.0.0.1"
PORT = 8866
LARGEST_FORM = 2**20
STOPPING = ("SIGINT", "SIGTERM", "SIGHUP")


class Server(Voila):
    """Voila without what it has for strangers: no folders, no files, no templates, no settings found lying about."""

    projects = Instance(Path)
    limits = Instance(Limits)
    sockets = List()
    way_in: Path | None = None
    """The file that the browser was opened with, as long as it is there."""

    def setup_template_dirs(self) -> None:
        """None of Voila's templates: the pages are ours."""
        self.template_paths = self.static_paths = []

    def init_settings(self) -> dict[str, Any]:
        settings = super().init_settings()
        self.kernel_manager.limits = self.limits
        self.kernel_manager.allowed_message_types = FROM_THE_PAGE
        return settings | {
            "allow_remote_access": False,
            "default_handler_class": Missing,
            "empty_folder": self.root_dir,
            "headers": headers(self.port),
            "log_function": lambda handler: None,
            "modules": Modules(),
            "page_config": frontend.page_config(),
            "projects": self.projects,
            "websocket_max_message_size": self.limits.upload,
            "ws_ping_timeout": 30_000,
            "xsrf_cookie_kwargs": {"samesite": "Lax"},
        }

    def init_handlers(self) -> list[tuple[Any, ...]]:
        return [
            *start.HANDLERS,
            *frontend.HANDLERS,
            (rf"{STEP}(.+)", StepPage),
            (rf"{MODULE}(.+)", Module),
            (rf"/api/kernels/{_kernel_id_regex}", KernelHandler),
            (rf"/api/kernels/{_kernel_id_regex}/channels", Socket),
        ]

    def listen(self) -> None:
        """Say where the forms are, and serve until somebody stops it."""
        HTTPServer(self.app, max_body_size=LARGEST_FORM).add_sockets(self.sockets)
        self.ioloop = IOLoop.current()
        for name in STOPPING:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._handle_signal_stop)
        self._announce()
        try:
            self.ioloop.start()
        finally:
            print("Stopping: the pages that are open no longer save.", flush=True)
            self.stop()

    def stop(self) -> None:
        """End every kernel; the folder with their connection files goes with the one it lies in."""
        self._forget_way_in()
        run_sync(self.kernel_manager.shutdown_all)()

    def _announce(self) -> None:
        address = f"http://{HOST}:{self.port}/?token="
        opens = self.open_browser and opening.can_open()
        first = (
            "The forms open in your browser. If they don't, or if it says that it can't read a file, open this address in it:"
            if opens
            else "Open this address in your browser:"
        )
        print(
            f"{first}\n\n  {address}{self.token}\n\n"
            f"Projects are kept in {self.projects}\nLeave this window open. To stop: Ctrl-C.",
            flush=True,
        )
        if opens:
            self.way_in = opening.way_in(address + self.identity_provider.once(), opening.readable_folder())
            self.ioloop.call_later(SECONDS_FOR_THE_BROWSER, self._forget_way_in)
            opening.open_in_browser(self.way_in)

    def _forget_way_in(self) -> None:
        """What it holds is worth nothing by now."""
        if self.way_in:
            self.way_in.unlink(missing_ok=True)


def serve(projects: Path, port: int = PORT, opens_browser: bool = True, limits: Limits | None = None) -> None:
    """Serve the forms for one folder of projects until somebody stops it.

    Parameters
    ----------
    projects
        The folder. One that isn't there yet is made with the first new project.
    port
        On this computer; 0 for any that is free.
    limits
        How much is let in; for tests.

    Raises
    ------
    UserProblem
        The folder can't be one, or the port is taken.
    """
    limits = limits or Limits()
    folder = _folder(projects)
    sockets = _listening(port)
    with kept_log(), warmed(WARM), tempfile.TemporaryDirectory(prefix="workbook-") as temporary:
        server = Server(
            config=_config(limits),
            config_file_paths=[],
            connection_dir_root=temporary,
            identity_provider_class=TokenIdentity,
            ip=HOST,
            limits=limits,
            log_level=logging.WARNING,
            open_browser=opens_browser,
            port=sockets[0].getsockname()[1],
            projects=folder,
            root_dir=tempfile.mkdtemp(dir=temporary),
            sockets=sockets,
            token=secrets.token_hex(24),
        )
        server.initialize([])
        server.log.handlers.clear()
        server.log.propagate = True
        server.start()


def _config(limits: Limits) -> Config:
    config = Config()
    config.VoilaConfiguration.multi_kernel_manager_class = Kernels
    config.VoilaConfiguration.kernel_spec_manager_class = OneKernel
    config.MappingKernelManager.cull_idle_timeout = 1  # any: it switches on the looks, in which our own rule decides
    config.MappingKernelManager.cull_interval = limits.seconds_between_looks
    config.KernelRestarter.restart_limit = 0
    return config


def _folder(projects: Path) -> Path:
    folder = projects.expanduser().absolute()
    if folder.exists() and not folder.is_dir():
        raise UserProblem("This is a file, not a folder of projects.", str(folder), "Give a folder with --projects.")
    if (folder / "project.json").exists():
        raise UserProblem(
            "This folder is a project itself.", str(folder), f"Give the folder it lies in: --projects {folder.parent}"
        )
    if not folder.parent.is_dir():
        raise UserProblem("There is no such folder.", str(folder), "Check the spelling after --projects.")
    return folder


def _listening(port: int) -> list[socket.socket]:
    try:
        return bind_sockets(port, HOST)
    except OSError as problem:
        raise UserProblem(
            f"Port {port} can't be used: {problem.strerror or problem}.",
            f"{HOST}:{port}",
            f"If the forms are open already, use that window. Or take another port: {COMMAND} serve --port {_free()}",
        ) from problem


def _free() -> int:
    """A port that nobody uses just now."""
    (probe,) = bind_sockets(0, HOST)
    with probe:
        return probe.getsockname()[1]
