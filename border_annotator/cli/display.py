"""Whether there is a screen to open a window on; asked before Qt, which would end the program with a core dump."""

from __future__ import annotations

import os
import sys

from border_annotator.domain.errors import KnownError

WITHOUT_SCREEN = frozenset({"offscreen", "minimal", "minimalegl", "vnc", "eglfs", "linuxfb"})
"""Qt platforms that need neither X11 nor Wayland."""


def must_have_display() -> None:
    """Raise ``KnownError`` on a Unix without a screen; macOS and Windows always have one."""
    if sys.platform in ("win32", "darwin", "cygwin"):
        return
    wanted = (choice.split(":")[0].strip() for choice in os.environ.get("QT_QPA_PLATFORM", "").split(";"))
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or not WITHOUT_SCREEN.isdisjoint(wanted):
        return
    raise KnownError(
        "There is no screen to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set). "
        "Log in with “ssh -X”, or start the program with “xvfb-run border-annotator”; its commands work without."
    )
