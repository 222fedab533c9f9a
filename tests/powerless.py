"""A process that may do no more than a user: rights of files hold for it, even where tests run as root."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION_3 = 0x20080522
MAY_IGNORE_RIGHTS = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH

needs_rights = pytest.mark.skipif(
    os.name != "posix" or (os.name == "posix" and os.geteuid() == 0 and not sys.platform.startswith("linux")),
    reason="rights of POSIX, and a user for whom they hold",
)


@contextlib.contextmanager
def powerless() -> Iterator[None]:
    """A block in which this thread, and those that it starts, may not pass over the rights of files."""
    if os.geteuid() != 0:
        yield
        return
    header = (ctypes.c_uint32 * 2)(VERSION_3, 0)
    before = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable, for 32 capabilities each, twice
    library = ctypes.CDLL(None, use_errno=True)
    if library.capget(header, before) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    fewer = (ctypes.c_uint32 * 6)(*before)
    fewer[0] &= ~MAY_IGNORE_RIGHTS
    if library.capset(header, fewer) != 0:
        raise OSError(ctypes.get_errno(), "capset")
    try:
        yield
    finally:
        library.capset(header, before)
