"""The scripts and styles of widgets, as files that a browser keeps: a form's script is then fetched and compiled once."""

import hashlib
from collections import OrderedDict
from typing import Any

from tornado.web import HTTPError

from helpers.serve.pages import Page

MODULE = "/module/"
MOST = 200
KINDS = {"js": "text/javascript", "css": "text/css"}


class Modules:
    """What the widgets of this server's pages brought, by its content; the one not used for longest goes first."""

    def __init__(self) -> None:
        self._texts: OrderedDict[str, str] = OrderedDict()

    def address(self, text: str, kind: str) -> str:
        """Where this text can be had from; nowhere if there is none."""
        if not text:
            return ""
        name = f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.{kind}"
        self._texts[name] = text
        self._texts.move_to_end(name)
        while len(self._texts) > MOST:
            self._texts.popitem(last=False)
        return MODULE + name

    def text(self, name: str) -> str | None:
        return self._texts.get(name)

    def widget(self, model_id: str, state: dict[str, Any]) -> dict[str, Any]:
        """A widget as a page holds it: its state, with addresses in place of its script and style."""
        rest = {name: value for name, value in state.items() if not name.startswith("_")}
        module, css = self.address(state.get("_esm", ""), "js"), self.address(state.get("_css", ""), "css")
        return {"model_id": model_id, "state": rest, "module": module, "css": css}


class Module(Page):
    """One of them."""

    def get(self, name: str) -> None:
        text = self.settings["modules"].text(name)
        if text is None:
            raise HTTPError(404)
        self.set_header("Content-Type", f"{KINDS[name.rpartition('.')[2]]}; charset=UTF-8")
        self.set_header("Cache-Control", "private, max-age=31536000, immutable")
        self.finish(text)
