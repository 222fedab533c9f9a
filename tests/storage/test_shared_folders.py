"""Folders that other computers write too, by the system's table of mounts and by what syncing programs leave."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from border_annotator.storage.shared_folders import network_type, read_mounts, shared_folder, synced_by

MOUNTS = """
27 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
90 27 0:50 / /home/ana/team rw,relatime shared:2 - nfs4 server:/team rw,vers=4.2
91 27 0:51 / /mnt/with\\040space rw - cifs //server/share rw
92 27 0:52 / /home/ana/far rw,nosuid - fuse.sshfs ana@server: rw,user_id=1000
93 90 8:2 / /home/ana/team/local rw - ext4 /dev/sdb1 rw
short line
""".splitlines()


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/ana", None),
        ("/home/ana/team", "NFS"),
        ("/home/ana/team/deep/er", "NFS"),
        ("/home/ana/team/local/x", None),
        ("/home/ana/teamwork", None),
        ("/mnt/with space/x", "SMB"),
        ("/home/ana/far", "SSHFS"),
    ],
)
def test_network_folders(folder: str, expected: str | None) -> None:
    assert network_type(PurePosixPath(folder), read_mounts(MOUNTS)) == expected


def test_a_system_that_comes_over_the_network_as_a_whole_is_no_risk_of_its_own() -> None:
    assert network_type(PurePosixPath("/home"), [("/", "nfs")]) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Team of five)", "Dropbox"),
        ("OneDrive - Institute", "OneDrive"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-ana@example.org", "Google Drive"),
        ("com~apple~CloudDocs", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("Dropboxes", None),
        ("my nextcloud notes", None),
    ],
)
def test_folders_by_their_names(tmp_path: Path, name: str, expected: str | None) -> None:
    folder = tmp_path / name / "projects" / "baltic"
    folder.mkdir(parents=True)
    assert synced_by(folder) == expected


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        (".dropbox.cache", "Dropbox"),
        (".tmp.driveupload", "Google Drive"),
        (".sync_5f2a901c33de.db", "Nextcloud"),
        ("._sync_5f2a901c33de.db", "Nextcloud"),
        (".stfolder", "Syncthing"),
        (".synchronous.db", None),
    ],
)
def test_folders_by_what_lies_in_them(tmp_path: Path, mark: str, expected: str | None) -> None:
    folder = tmp_path / "work" / "projects"
    folder.mkdir(parents=True)
    (tmp_path / "work" / mark).write_bytes(b"")
    assert synced_by(folder) == expected
    found = shared_folder(folder / "a.bap")
    assert (found.by if found is not None else None) == expected
