"""One kernel for all nine steps: a papermill engine that begins each notebook with a clean slate in a warm process.

Plain papermill starts a process for each notebook, and each imports pandas and the rest again. Here the process
lives on, and what a notebook left behind is cleared before the next one. A test compares the outputs of both.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jupyter_client import AsyncKernelManager
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

NAME = "workbook"

# IPython's own reset clears names, outputs and the execution count; plots left open would pile up.
CLEAN_SLATE = """
import os as _os, sys as _sys
_os.chdir({folder!r})
if "matplotlib.pyplot" in _sys.modules:
    _sys.modules["matplotlib.pyplot"].close("all")
get_ipython().reset(new_session=True)
"""
QUIET = ("--log-level=CRITICAL",)
"""Kernels warn at every start of what is no concern of the person who waits."""


class WarmNotebookClient(PapermillNotebookClient):
    """Runs one notebook in a process that may have run others before."""

    def papermill_execute_cells(self) -> None:
        folder = self.resources["metadata"]["path"]
        self.wait_for_reply(self.kc.execute(CLEAN_SLATE.format(folder=str(folder)), silent=True, store_history=False))
        super().papermill_execute_cells()


class WarmEngine(NBClientEngine):
    """As papermill's own engine, in the process of the given kernel manager."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, kernel: AsyncKernelManager, folder: str, **options: Any
    ) -> Any:
        client = WarmNotebookClient(
            nb_man,
            km=kernel,
            kernel_name=kernel_name,
            timeout=options.get("execution_timeout"),
            store_widget_state=options.get("store_widget_state", False),
            extra_arguments=list(QUIET),
            resources={"metadata": {"path": folder}},
        )
        try:
            return client.execute()
        finally:
            if client.kc is not None:
                client.kc.stop_channels()


papermill_engines.register(NAME, WarmEngine)


@contextmanager
def warm_kernel() -> Iterator[AsyncKernelManager]:
    """A kernel that is started by the first notebook and ended here, whatever happened in between."""
    kernel = AsyncKernelManager(kernel_name="python3")
    try:
        yield kernel
    finally:
        if kernel.has_kernel:
            asyncio.run(kernel.shutdown_kernel(now=True))
