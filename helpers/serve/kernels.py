"""The kernels behind open pages: one for each page, no more than the machine bears, none for a page that is gone."""

import sys
import time
from dataclasses import dataclass
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Instance

from helpers.errors import UserProblem

KERNEL = "python3"
PROVISIONER = {"provisioner_name": "workbook-forked", "config": {}}
"""What starts kernels, as a kernelspec's `kernel_provisioner`: `helpers.run.forked`."""

WARM = (
    *("ipywidgets", "anywidget", "jinja2", "markupsafe", "yaml", "helpers.forms.widget", "helpers.forms.views"),
    *("helpers.reports.writers.html", "helpers.catalogue:indicators", "helpers.catalogue:questions"),
    *("helpers.catalogue:considerations", "helpers.catalogue:benchmarks", "helpers.steps:steps"),
)
"""What pages with forms need, imported or read once for all of them."""

QUIET = ("--log-level=CRITICAL", "--HistoryManager.enabled=False")
"""Kernels warn at every start of what is no concern of a visitor, and keep what was typed in a file of their own."""


@dataclass(frozen=True)
class Limits:
    """How much is let in, and for how long a kernel outlives its page."""

    pages: int = 40
    seconds_alone: float = 60
    """Enough for a slow page to connect and for a machine that slept; a reload leaves its old kernel for that long."""
    seconds_before_making_room: float = 5
    seconds_between_looks: int = 5
    upload: int = 64 * 2**20


class NoRoom(UserProblem):
    """As many pages are open as the machine bears."""

    status = 503


class OneKernel(KernelSpecManager):
    """Knows one kind of kernel, this Python's own, whatever else is installed for the user."""

    def find_kernel_specs(self) -> dict[str, str]:
        return {KERNEL: ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        spec = KernelSpec(display_name="Python", language="python")
        spec.argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", *QUIET]
        spec.metadata = {"kernel_provisioner": PROVISIONER}
        return spec


class Kernels(AsyncMappingKernelManager):
    """As Jupyter Server's, with an upper limit, and an end for kernels that nobody is connected to."""

    limits = Instance(Limits, ())

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._starting = 0
        self._alone_since: dict[str, float] = {}

    async def open(self, env: dict[str, str], folder: str) -> str:
        """A kernel for a page; it counts as connected until `notify_disconnect`.

        Raises
        ------
        NoRoom
            As many pages are open as are allowed.
        """
        await self.make_room()
        self._starting += 1
        try:
            kernel_id = await self.start_kernel(kernel_name=KERNEL, cwd=folder, env=env)
        finally:
            self._starting -= 1
        self.notify_connect(kernel_id)
        return kernel_id

    async def make_room(self) -> None:
        """Where all places are taken, end the kernel that has been alone for longest, or refuse."""
        if len(self) + self._starting < self.limits.pages:
            return
        alone = [(since, kernel) for kernel, since in self._alone_since.items() if kernel in self]
        since, kernel = min(alone, default=(float("inf"), ""))
        if self._now() - since < self.limits.seconds_before_making_room:
            raise NoRoom(
                f"{self.limits.pages} pages are open, and the workbook does not open more at once.",
                "this computer",
                "Close a page that is not needed, wait half a minute, then reload this one.",
            )
        await self.end(kernel)

    async def end(self, kernel_id: str) -> None:
        """Shut one down, if it is still there."""
        self._alone_since.pop(kernel_id, None)
        if kernel_id in self:
            await ensure_async(self.shutdown_kernel(kernel_id))

    def notify_connect(self, kernel_id: str) -> None:
        super().notify_connect(kernel_id)
        self._alone_since.pop(kernel_id, None)

    def notify_disconnect(self, kernel_id: str) -> None:
        super().notify_disconnect(kernel_id)
        if kernel_id in self and not self._kernel_connections.get(kernel_id):
            self._alone_since[kernel_id] = self._now()

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Called for each kernel every few seconds. One that a page is connected to stays, however long it is idle."""
        since = self._alone_since.get(kernel_id)
        if since is not None and self._now() - since >= self.limits.seconds_alone:
            await self.end(kernel_id)

    def _handle_kernel_died(self, kernel_id: str) -> None:
        """A kernel that died is not started again: the page would look alive, with everything in it forgotten."""
        self._alone_since.pop(kernel_id, None)
        self._kernels[kernel_id].cleanup_connection_file()
        super()._handle_kernel_died(kernel_id)

    def _now(self) -> float:
        return time.monotonic()
