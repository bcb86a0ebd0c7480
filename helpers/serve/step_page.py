"""A step as a page: one of the ten notebooks, run for the project that the address names."""

import os
from contextlib import aclosing
from typing import Any

from tornado.ioloop import IOLoop
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError
from voila import __version__ as voila_version

from helpers import project as projects
from helpers.serve import folder
from helpers.serve.documents import address_of
from helpers.serve.kernels import Kernels
from helpers.serve.pages import Page, filled
from helpers.serve.prose import as_html, sections
from helpers.serve.running import NOT_DRAWN, Run, cells_of
from helpers.steps import address, steps

CELLS = "<!-- the cells of the notebook -->"
"""Where the template leaves room for them. It can't come from what people typed: that is escaped."""


class StepPage(Page):
    """Sends the frame of the page at once, then cell after cell as they are run."""

    _kernel_id = ""

    @property
    def kernels(self) -> Kernels:
        return self.settings["kernel_manager"]

    async def get(self, notebook: str) -> None:
        step = next((step for step in steps() if step.notebook == notebook), None)
        if step is None:
            raise HTTPError(404)
        named = address.read(self.request.query, self.projects)
        opened = projects.open(named.project)
        wave = opened.at(named.wave).wave(named.wave).id if named.wave else None
        facts = {"step": step, "opened": opened, "address": named, "wave": wave, "progress": folder.progress(opened)}
        cells = cells_of(step)
        facts["sections"] = sections(cell.source for cell in cells if cell.cell_type == "markdown")
        self._kernel_id = await self.kernels.open(self._environment(named), self.settings["empty_folder"])
        run = None
        try:
            run = Run(cells, self.kernels.get_kernel(self._kernel_id), self.settings["modules"], self.log)
            frame = self.html("step.html.j2", CELLS=CELLS, NOT_DRAWN=NOT_DRAWN, kernel_id=self._kernel_id, **facts)
            await self._send(frame, run, f"workbooks/{notebook}", named.query)
        except StreamClosedError:
            run = None
        finally:
            await self._leave(run is not None and run.has_widgets)

    async def _send(self, frame: str, run: Run, origin: str, query: str) -> None:
        before, after = frame.split(CELLS)
        self.write(before)
        await self.flush()
        async with aclosing(run.shown()) as cells:
            async for shown in cells:
                words = as_html(shown.words, lambda target: address_of(target, origin, query))
                self.write(filled("cell.html.j2", shown=shown, words=words))
                await self.flush()
        if run.needs_voila:
            config = self.settings["page_config"] | {"kernelId": self._kernel_id}
            self.write(filled("widgets.html.j2", config=config))
        await self.finish(after)

    async def _leave(self, is_needed: bool) -> None:
        """The kernel stays for the widgets of the page, which connect to it now; without any it has done its work."""
        if is_needed:
            self.kernels.notify_disconnect(self._kernel_id)
        else:
            await self.kernels.end(self._kernel_id)

    def on_connection_close(self) -> None:
        """Somebody left before the page was there."""
        if self._kernel_id:
            IOLoop.current().spawn_callback(self.kernels.end, self._kernel_id)

    def _environment(self, named: address.Address) -> dict[str, Any]:
        return {
            **os.environ,
            address.SERVER: f"voila/{voila_version}",
            address.QUERY: named.query,
            address.PROJECTS: str(self.projects),
        }
