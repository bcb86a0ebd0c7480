"""What every page of the server has: who may see it, how it looks, what it says when something is wrong."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError

from helpers.errors import UserProblem
from helpers.serve.documents import STEP
from helpers.steps import address

PLAIN = {
    400: "The workbook could not make sense of that request.",
    403: "That was refused: this page has been open for long, or the request came from somewhere else.",
    404: "There is no such page.",
    405: "There is no such page.",
    500: "Something went wrong inside the workbook. It is no fault of yours, and what was saved is safe.",
}
MEND = {
    403: "Go back to the start page and try again from there.",
    500: "Go back to the start page. If it happens again, tell whoever looks after the workbook.",
}


def filled(template: str, **facts: Any) -> str:
    """A template with these facts put into it."""
    return _environment().get_template(template).render(**facts)


@cache
def _environment() -> Environment:
    """The templates. Whatever is put into them is text, never markup."""
    found = Environment(
        loader=PackageLoader("helpers.serve", "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {"OPENS_AT": STEP}
    return found


class Page(JupyterHandler):
    """A page for people: only for those who are let in, and plain where something is wrong."""

    @property
    def projects(self) -> Path:
        """The folder of projects that is served."""
        return self.settings["projects"]

    async def prepare(self) -> None:
        """Let in whoever may, and take the token out of the address, where a history would keep it."""
        await super().prepare()
        if self._finished or "token" not in self.request.query_arguments:
            return
        kept = {key: self.get_query_arguments(key) for key in self.request.query_arguments if key != "token"}
        self.redirect(self.request.path + ("?" + urlencode(kept, doseq=True) if kept else ""))

    def show(self, template: str, status: int = 200, **facts: Any) -> None:
        """Answer with a page."""
        self.set_status(status)
        self.finish(self.html(template, **facts))

    def html(self, template: str, **facts: Any) -> str:
        """A page as text, not to be kept by any cache. Asking for the token of forms also sets its cookie."""
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.set_header("Cache-Control", "no-store")
        known = {"xsrf": self.xsrf_token.decode(), "is_known": self.current_user is not None}
        return filled(template, **known, **facts)

    def write_error(self, status_code: int, **about: Any) -> None:
        """A plain page; what happened is in the log."""
        problem = about.get("exc_info", (None, None))[1]
        if not isinstance(problem, UserProblem):
            known = status_code if status_code in PLAIN else 500 if status_code >= 500 else 400
            problem = UserProblem(PLAIN[known], "", MEND.get(known, address.BACK))
        elif status_code == 500:
            self.set_status(getattr(problem, "status", 404))
        self.finish(self.html("problem.html.j2", problem=problem))

    def log_exception(self, kind: Any, problem: Any, trace: Any) -> None:
        """What a person can mend is no fault of ours, and no news for the log."""
        if not isinstance(problem, UserProblem):
            super().log_exception(kind, problem, trace)


class Missing(Page):
    """Every address that isn't one."""

    def get(self) -> None:
        raise HTTPError(404)

    head = post = put = patch = delete = options = get
