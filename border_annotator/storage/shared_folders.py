"""Folders that other computers write too: on a network, or kept in step by a program."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Sharing(StrEnum):
    """How a folder is shared."""

    NETWORK = "network"
    SYNCED = "synced"


@dataclass(frozen=True, slots=True)
class SharedFolder:
    """What shares a folder: “NFS”, “Dropbox”."""

    sharing: Sharing
    by: str


NETWORK_TYPES = {
    "nfs": "NFS",
    "nfs4": "NFS",
    "cifs": "SMB",
    "smb3": "SMB",
    "smbfs": "SMB",
    "ncpfs": "NCP",
    "afs": "AFS",
    "afpfs": "AFP",
    "9p": "9P",
    "ceph": "Ceph",
    "fuse.ceph": "Ceph",
    "lustre": "Lustre",
    "gpfs": "GPFS",
    "ocfs2": "OCFS2",
    "webdav": "WebDAV",
    "davfs": "WebDAV",
    "fuse.davfs2": "WebDAV",
    "fuse.sshfs": "SSHFS",
    "macfuse": "a FUSE mount",
    "osxfuse": "a FUSE mount",
    "fuse.rclone": "rclone",
    "fuse.glusterfs": "GlusterFS",
    "fuse.gvfsd-fuse": "a network folder of the desktop",
    "fuse.kio-fuse": "a network folder of the desktop",
    "fuse.s3fs": "S3",
    "vboxsf": "VirtualBox",
    "fuse.vmhgfs-fuse": "VMware",
    "virtiofs": "virtiofs",
}
MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".SeafileSync": "Seafile",
}
"""Files and folders that a syncing program leaves at the top of what it keeps in step."""
MARK_SHAPES = (
    (re.compile(r"\.?_?\.?_?sync_[0-9a-f]+\.db"), "Nextcloud"),
    (re.compile(r"\.sync_journal\.db"), "Nextcloud"),
)
NAMES = (
    (re.compile(r"dropbox( \(.+\))?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"onedrive([ -].+)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"google ?drive([ -].+)?|drivefs", re.IGNORECASE), "Google Drive"),
    (re.compile(r"com~apple~clouddocs|mobile documents|icloud ?drive", re.IGNORECASE), "iCloud"),
    (re.compile(r"nextcloud", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"owncloud", re.IGNORECASE), "ownCloud"),
    (re.compile(r"cloudstorage", re.IGNORECASE), "a cloud drive"),
)
"""Names that syncing programs give their folder where the user gives none."""
ESCAPED = re.compile(r"\\([0-7]{3})")


def is_shared(path: Path) -> bool:
    """Whether other computers may write the folder of a file."""
    return shared_folder(path) is not None


def shared_folder(path: Path) -> SharedFolder | None:
    """What shares the folder that a file lies in; ``None`` for a folder of this computer alone, as far as one sees."""
    try:
        folder = path.resolve().parent
    except (OSError, RuntimeError):
        folder = path.absolute().parent
    return _looked_at(folder)


@lru_cache(maxsize=64)
def _looked_at(folder: Path) -> SharedFolder | None:
    network = _network(folder)
    if network is not None:
        return SharedFolder(Sharing.NETWORK, network)
    synced = synced_by(folder)
    return SharedFolder(Sharing.SYNCED, synced) if synced is not None else None


def synced_by(folder: Path) -> str | None:
    """The program that keeps a folder in step, by its marks in the folder or above it, or by a folder's name."""
    for place in (folder, *folder.parents):
        for name, program in MARKS.items():
            if (place / name).exists():
                return program
        found = next((by for shape, by in NAMES if shape.fullmatch(place.name)), None)
        if found is not None:
            return found
        found = _by_shape(place)
        if found is not None:
            return found
    return None


def _by_shape(place: Path) -> str | None:
    """Marks whose names hold a number. They begin with a dot, so few names are looked at."""
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    for shape, by in MARK_SHAPES:
                        if shape.fullmatch(entry.name):
                            return by
    except OSError:
        return None
    return None


def _network(folder: Path) -> str | None:
    if sys.platform == "win32":
        return _network_on_windows(folder)
    if sys.platform == "darwin":
        return network_type(folder, _mounts_on_macos())
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    return network_type(folder, read_mounts(lines))


def read_mounts(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Where what is mounted, and its type, out of Linux's table."""
    found = []
    for line in lines:
        before, separator, after = line.partition(" - ")
        fields, kind = before.split(" "), after.split(" ")[0]
        if separator and len(fields) > 4:
            found.append((ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), fields[4]), kind))
    return found


def network_type(folder: PurePath, mounts: Iterable[tuple[str, str]]) -> str | None:
    """The name of the network file system that a folder lies on; the mount with the longest path counts."""
    best, kind = -1, ""
    for place, found in mounts:
        # Where the whole system comes over a network, as in many containers, no folder of it is more at risk.
        if place != "/" and folder.is_relative_to(place) and len(PurePath(place).parts) >= best:
            best, kind = len(PurePath(place).parts), found
    return NETWORK_TYPES.get(kind)


def _mounts_on_macos() -> list[tuple[str, str]]:
    import subprocess

    try:
        said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    return [(m[1], m[2]) for m in re.finditer(r"^.* on (.*) \((\w+)", said, re.MULTILINE)]


def _network_on_windows(folder: Path) -> str | None:
    import ctypes

    remote = 4
    drive = folder.anchor
    if drive.startswith("\\\\"):
        return "SMB"
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the name is there on Windows only
    return "SMB" if kernel.GetDriveTypeW(drive) == remote else None
