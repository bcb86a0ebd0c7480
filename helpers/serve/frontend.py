"""The files that pages load: our style and script, and Voila's for drawing widgets."""

from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar

from jupyter_core.paths import ENV_JUPYTER_PATH
from jupyter_server.base.handlers import FileFindHandler
from jupyterlab_server.config import get_federated_extensions

LOOK, STATIC, EXTENSIONS = "/look/", "/voila/static/", "/voila/labextensions/"

DRAWS_WIDGETS = ("@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget")
"""The extensions that are loaded; whatever else is installed for JupyterLab is not."""

SHARED = Path(ENV_JUPYTER_PATH[0])
EXTENSION_FOLDERS = [str(SHARED / "labextensions"), str(SHARED / "voila" / "labextensions")]


class Look(FileFindHandler):
    """Style and script of our pages, which the login page needs too."""

    _static_paths: ClassVar[dict[str, str]] = {}


class Known(FileFindHandler):
    """Files for those who are let in: the methods are wrapped since the inherited ones let in anybody."""

    def get(self, path: str, include_body: bool = True) -> Any:
        return super().get(path, include_body)

    def head(self, path: str) -> Any:
        return super().head(path)


class Static(Known):
    _static_paths: ClassVar[dict[str, str]] = {}


class Extension(Known):
    _static_paths: ClassVar[dict[str, str]] = {}


HANDLERS = (
    (rf"{LOOK}(.+)", Look, {"path": [str(files("helpers.serve") / "look")]}),
    (rf"{STATIC}(.+)", Static, {"path": [str(SHARED / "voila" / "templates" / "base" / "static")]}),
    (rf"{EXTENSIONS}(.+)", Extension, {"path": EXTENSION_FOLDERS}),
)


def page_config() -> dict[str, Any]:
    """What Voila's script in the page needs to know, apart from the kernel."""
    found = get_federated_extensions(EXTENSION_FOLDERS)
    return {
        "appName": "Voila",
        "appUrl": "voila/",
        "baseUrl": "/",
        "fullStaticUrl": STATIC.rstrip("/"),
        "fullLabextensionsUrl": EXTENSIONS.rstrip("/"),
        "federated_extensions": [{"name": name} | found[name]["jupyterlab"]["_build"] for name in DRAWS_WIDGETS],
        "disabledExtensions": ["@jupyterlab/mathjax2-extension"],
        "jupyterLabTheme": "light",
    }
