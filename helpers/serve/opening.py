"""A browser opened at the forms, without the way in on any command line."""

import os
import platform
import sys
import tempfile
import threading
import webbrowser
from pathlib import Path

from platformdirs import user_downloads_path

from helpers.serve.pages import filled

INSIDE_WINDOWS = ("microsoft", "wsl")
"""In the name of a Linux that runs inside Windows: its browser is that of Windows, which knows no such file."""
CHROMEBOOK = Path("/dev/.cros_milestone")
"""There in the Linux of a Chromebook, whose browser is outside it too."""


def can_open() -> bool:
    """Is there a browser of this system to be opened, and somebody to see it?"""
    if sys.platform == "linux":
        is_inside = any(word in platform.release().lower() for word in INSIDE_WINDOWS) or CHROMEBOOK.exists()
        has_screen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
        if is_inside or not has_screen:
            return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def readable_folder() -> Path | None:
    """Where every browser may read a file; None for the system's own temporary folder, which does on Windows and a Mac.

    On Linux, browsers from Snap see neither `/tmp` nor hidden folders, and those from Flatpak little but the downloads.
    """
    if sys.platform != "linux":
        return None
    for folder in (user_downloads_path(), Path.home()):
        if folder.is_dir() and os.access(folder, os.W_OK):
            return folder
    return None


def way_in(address: str, folder: Path | None = None) -> Path:
    """A file that leads to `address`, for its owner alone: everybody can read a browser's command line."""
    handle, name = tempfile.mkstemp(prefix="workbook-opening-", suffix=".html", dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(filled("way_in.html.j2", address=address))
    return Path(name)


def open_in_browser(file: Path) -> None:
    """Open it beside everything else; where no browser takes it, say so."""
    threading.Thread(target=_open, args=(file,), daemon=True).start()


def _open(file: Path) -> None:
    try:
        is_open = webbrowser.open(file.as_uri())
    except (webbrowser.Error, OSError):
        is_open = False
    if not is_open:
        print("No browser could be opened: please open the address above in one yourself.", flush=True)
