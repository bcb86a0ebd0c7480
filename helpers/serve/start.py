"""The pages that need no kernel: the start page with its two forms, letting people in, reading documents."""

import asyncio
from collections.abc import Callable
from typing import Any

from jupyter_server.auth.login import LoginFormHandler
from tornado.web import HTTPError

from helpers.errors import UserProblem
from helpers.serve import folder
from helpers.serve.documents import READ, STEP, address_of, documents
from helpers.serve.pages import Page
from helpers.serve.prose import as_html
from helpers.steps.address import Address


async def aside(function: Callable[..., Any], *arguments: Any) -> Any:
    """Run what reads or writes many files beside the pages of others."""
    return await asyncio.get_running_loop().run_in_executor(None, function, *arguments)


class Start(Page):
    """The projects of the folder, the samples, and a form for a new project."""

    async def get(self) -> None:
        await self._show()

    async def _show(self, status: int = 200, problem: UserProblem | None = None, title: str = "") -> None:
        projects = await aside(folder.listed, self.projects)
        self.show(
            "start.html.j2",
            status,
            folder=self.projects,
            projects=projects,
            samples=folder.samples(),
            problem=problem,
            title=title,
        )

    async def act(self, made: Callable[..., Address], *arguments: Any, title: str = "") -> None:
        """Make a project and open its first step, or say on the same page why not."""
        try:
            address = await aside(made, self.projects, *arguments)
        except UserProblem as problem:
            await self._show(400, problem, title)
        else:
            self.redirect(f"{STEP}00_start.ipynb?{address.query}", status=303)


class New(Start):
    """The form for a new project."""

    async def get(self) -> None:
        self.redirect("/")

    async def post(self) -> None:
        title = self.get_body_argument("title", "")
        await self.act(folder.create, title, title=title)


class Try(New):
    """The buttons that copy a sample."""

    async def post(self) -> None:
        await self.act(folder.copy_sample, self.get_body_argument("sample", ""))


class Login(Page, LoginFormHandler):
    """Whoever comes without a token is asked for it."""

    def _render(self, message: dict[str, str] | None = None) -> None:
        following = self.get_argument("next", self.base_url)
        self.show("login.html.j2", self.get_status(), following=following, is_wrong=message is not None)


class Read(Page):
    """A document, as a page of ours; pictures as they are."""

    def get(self, path: str) -> None:
        file = documents().get(path)
        if file is None:
            raise HTTPError(404)
        if file.suffix == ".png":
            self.set_header("Content-Type", "image/png")
            self.finish(file.read_bytes())
            return
        text = as_html(file.read_text(encoding="utf-8"), lambda target: address_of(target, path, self.request.query))
        self.show("document.html.j2", text=text, path=path, query=self.request.query)


HANDLERS = (
    (r"/", Start),
    (r"/new", New),
    (r"/try", Try),
    (r"/login", Login),
    (rf"{READ}(.+)", Read),
)
