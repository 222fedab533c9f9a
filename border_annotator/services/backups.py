"""Backups: made by themselves and when asked for, listed, held against the project, and restored."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.retention import ALWAYS, pause_after, to_keep
from border_annotator.domain.sentence import say, say_count
from border_annotator.settings import paths
from border_annotator.settings.store import Settings
from border_annotator.storage import backup_facts, backups
from border_annotator.storage.backups import Backup, Why
from border_annotator.storage.on_disk import behind_links
from border_annotator.storage.stopping import watch_nothing
from border_annotator.storage.writer_lock import WriterLock

if TYPE_CHECKING:
    from border_annotator.domain.sentence import Sentence
    from border_annotator.storage.backup_facts import Contents, PastEdit
    from border_annotator.storage.stopping import Watch

MEGABYTE = 1_000_000
TOLD = 5
"""Edits and articles that a comparison names; the rest it counts."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup and what is in it; ``problem`` says why it cannot be read, and then there are no contents."""

    backup: Backup
    contents: Contents | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """What one side has and the other has not: how many edits and articles, and the newest of them."""

    edits: int = 0
    newest: tuple[PastEdit, ...] = ()
    articles: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether the other side has all of it."""
        return not (self.edits or self.articles)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A project and one of its backups, side by side.

    ``now`` is ``None`` when the project cannot be read, and ``problem`` says why. ``goes`` is what restoring takes
    out of the project, ``comes`` what it brings back.
    """

    now: Contents | None
    then: Contents
    goes: Missing = Missing()
    comes: Missing = Missing()
    problem: str = ""

    @property
    def is_another_project(self) -> bool:
        """Whether the backup is not one of this project."""
        return self.now is not None and self.now.project_id != self.then.project_id

    @property
    def is_same(self) -> bool:
        """Whether restoring would change nothing."""
        return self.now == self.then and self.goes.is_nothing and self.comes.is_nothing


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the backup that the project is now, and where the project as it was before is kept."""

    backup: Backup
    kept: Path | None


def backups_folder(project: Path) -> Path:
    """Where a project's backups are: beside it, or in a folder of its own where the user chose one."""
    project = behind_links(project)
    chosen = Settings(paths.settings_file()).text("backup_folder")
    if not chosen:
        return backups.folder_beside(project)
    # Two projects of one name may have their backups in one place.
    place = hashlib.sha256(str(project.resolve()).encode(errors="surrogateescape")).hexdigest()[:8]
    return Path(chosen).expanduser() / f"{backups.folder_beside(project).name} {place}"


def back_up(project: Path, *, why: Why = Why.ASKED, watch: Watch = watch_nothing) -> Backup:
    """Make a backup, also while the project is being edited, and remove those that are too many by now.

    It is checked and on disk when this returns. Raises ``KnownError``, and what ``watch`` raises.
    """
    folder = backups_folder(project)
    with backups.opened_project(project) as connection:
        made = backups.write_backup(connection, project, folder, why, watch)
    _thin_out(folder)
    return made


def back_up_if_changed(project: Path, watch: Watch = watch_nothing) -> Backup | None:
    """Make a backup unless the newest one holds the same already, or is too new for a project that is so large.

    Raises as ``back_up`` does.
    """
    newest = next(iter(_usable(project)), None)
    if newest is not None:
        pause = datetime.timedelta(minutes=pause_after(_size_of(project)))
        if datetime.datetime.now(datetime.UTC) - newest.made_at < pause:
            return None
        try:
            with backups.opened_copy(newest.path) as copy, backups.opened_project(project) as connection:
                is_same = backup_facts.stand_of(copy) == backup_facts.stand_of(connection)
        except KnownError:
            is_same = False  # a backup that cannot be read is none
        if is_same:
            return None
    return back_up(project, why=Why.BY_ITSELF, watch=watch)


def custom_of(project: Path) -> Sentence:
    """How often this project is backed up by itself, and how many backups are kept, as the settings say."""
    settings = Settings(paths.settings_file())
    minutes = settings.number("backup_minutes")
    if not minutes:
        often = say("No backup is made by itself.")
    else:
        pause = pause_after(_size_of(project))
        often = (
            say("The window makes a backup by itself {minutes} minutes after a change at the latest.", minutes=minutes)
            if pause <= minutes
            else say(
                "The window makes a backup by itself {minutes} minutes after a change at the latest, because the"
                " project is so large: copying it more often would wear the disk.",
                minutes=pause,
            )
        )
    kept = say_count(
        "They may take {megabytes} MB together; the newest is kept in any case.",
        "They may take {megabytes} MB together; the {count} newest are kept in any case.",
        ALWAYS,
        megabytes=f"{settings.number('backup_megabytes'):,}",
    )
    return say("{often} {kept}", often=often, kept=kept)


def list_backups(project: Path) -> list[Listed]:
    """All backups of a project with what is in them, the newest first."""
    return [_listed(backup) for backup in backups.found_in(backups_folder(project))]


def find_backup(project: Path, wanted: str) -> Backup:
    """The backup of a number in the list (1 is the newest), of a name, or of a path; raises ``KnownError``."""
    known = backups.found_in(backups_folder(project))
    if wanted.isdecimal() and 0 < int(wanted) <= len(known):
        return known[int(wanted) - 1]
    for backup in known:
        if wanted in (backup.path.name, backup.path.stem):
            return backup
    path = Path(wanted)
    if path.is_file():
        found = backups.as_backup(path)
        return found or backups.as_any_backup(path)
    raise KnownError(
        "There is no backup “{wanted}”: “border-annotator backups {project}” lists them.",
        wanted=wanted,
        project=project,
    )


def compare(project: Path, backup: Backup) -> Comparison:
    """What restoring a backup would change; raises ``KnownError`` when the backup cannot be read or used."""
    with backups.opened_copy(backup.path) as copy:
        backup_facts.must_be_ours(copy, backup.path)
        then = backup_facts.contents_of(copy)
        try:
            with backups.opened_project(project) as connection:
                now = backup_facts.contents_of(connection)
                common = backup_facts.common_edits(connection, copy)
                goes = _missing(*backup_facts.only_in(connection, copy, common, TOLD))
                comes = _missing(*backup_facts.only_in(copy, connection, common, TOLD))
        except KnownError as error:
            return Comparison(None, then, problem=str(error))
    return Comparison(now, then, goes, comes)


def restore(project: Path, backup: Backup, *, is_held: bool = False, watch: Watch = watch_nothing) -> Restored:
    """Make a project what a backup holds; as it is now it is kept as a backup too.

    The project must not be open for writing anywhere, unless the caller itself holds it (``is_held``). It is wholly
    restored when this returns, or as it was. Raises ``KnownError``, and what ``watch`` raises.
    """
    backups.check_copy(backup.path, watch)
    with backups.opened_copy(backup.path) as copy:
        backup_facts.must_be_ours(copy, backup.path)
    project = behind_links(project)
    lock = WriterLock(project)
    if not is_held:
        lock.acquire("border-annotator restore")
    try:
        return Restored(backup, _restored(project, backup, watch))
    finally:
        if not is_held:
            lock.release()


def _restored(project: Path, backup: Backup, watch: Watch) -> Path | None:
    folder = backups_folder(project)
    if not project.exists():
        try:
            backups.put_in_place(project, backup.path, backups.new_name(folder, Why.DAMAGED))
        except OSError as error:
            raise _cannot(project, error) from error
        return None
    try:
        with backups.opened_project(project) as connection:
            kept = backups.write_backup(connection, project, folder, Why.BEFORE_RESTORE, watch).path
        backups.write_over(project, backup.path, watch)
    except KnownError:
        if _is_sound(project):
            raise
        # What SQLite cannot even read it cannot write over: the whole file is kept as it is, for “recover”.
        kept = backups.new_name(folder, Why.DAMAGED)
        try:
            backups.put_in_place(project, backup.path, kept)
        except OSError as error:
            raise _cannot(project, error) from error
    return kept


def _is_sound(project: Path) -> bool:
    try:
        with backups.opened_project(project) as connection:
            return backup_facts.is_sound(connection)
    except KnownError:
        return False


def _cannot(project: Path, error: OSError) -> KnownError:
    return KnownError(
        "{project} cannot be restored ({reason}): check the folder, its rights and its room.",
        project=project.name,
        reason=error.strerror,
    )


def _size_of(project: Path) -> int:
    try:
        return project.stat().st_size
    except OSError:
        return 0  # what is wrong with it is told by who reads it


def _usable(project: Path) -> list[Backup]:
    return [backup for backup in backups.found_in(backups_folder(project)) if backup.why is not Why.DAMAGED]


def _thin_out(folder: Path) -> None:
    """Remove the backups that are not kept any more; damaged files are the user's to remove."""
    largest = Settings(paths.settings_file()).number("backup_megabytes") * MEGABYTE
    candidates = [backup for backup in backups.found_in(folder) if backup.why is not Why.DAMAGED]
    # What was made for a reason is not pushed out by what is made every few minutes.
    by_itself = [backup for backup in candidates if backup.why is Why.BY_ITSELF]
    for_a_reason = [backup for backup in candidates if backup.why is not Why.BY_ITSELF]
    kept = {backup.path for group in (by_itself, for_a_reason) for backup in to_keep(group, largest // 2)}
    for backup in candidates:
        if backup.path not in kept:
            with contextlib.suppress(OSError):
                backup.path.unlink()


def _listed(backup: Backup) -> Listed:
    try:
        with backups.opened_copy(backup.path) as connection:
            return Listed(backup, backup_facts.contents_of(connection))
    except KnownError as error:
        return Listed(backup, None, str(error))


def _missing(edits: int, newest: list[PastEdit], articles: list[str]) -> Missing:
    return Missing(edits, tuple(newest), tuple(articles))
