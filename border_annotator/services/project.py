"""Making and opening projects."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

from border_annotator.domain.errors import KnownError
from border_annotator.domain.layer import Layer
from border_annotator.domain.schema_reading import read_schema
from border_annotator.services.backups import backups_folder
from border_annotator.settings import paths
from border_annotator.storage.backups import Backup, Why, write_backup
from border_annotator.storage.copies import write_copy
from border_annotator.storage.documents import DocumentStore
from border_annotator.storage.gazetteer import GazetteerStore
from border_annotator.storage.journal import Journal
from border_annotator.storage.layers import LayerStore
from border_annotator.storage.notes import NoteStore
from border_annotator.storage.on_disk import behind_links
from border_annotator.storage.project_facts import ProjectFacts
from border_annotator.storage.project_file import ProjectFile
from border_annotator.storage.provenance import ProvenanceStore
from border_annotator.storage.suggestions import SuggestionStore

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from border_annotator.domain.schema import Schema
    from border_annotator.storage.adoptions import AdoptionStore

REVIEWER = "reviewer"
SUFFIX = ".bap"


class Project:
    """An open project: its stores, its schema, and the layer that edits go to. Close it, or use it with ``with``."""

    def __init__(self, file: ProjectFile) -> None:
        self.file = file
        self.kept_before_update: Path | None = None
        """The backup of the project as it was before this program brought it to its newest shape, if it just did."""
        self.documents = DocumentStore(file)
        self.suggestions = SuggestionStore(file)
        self.layers = LayerStore(file)
        self.provenance = ProvenanceStore(file)
        self.gazetteer = GazetteerStore(file)
        self.notes = NoteStore(file)
        self.journal = Journal(file)
        name, source = ProjectFacts(file).schema_source()
        self.schema: Schema = read_schema(source, name)
        self.layer: Layer = self._own_layer()

    @cached_property
    def adoptions(self) -> AdoptionStore:
        """Where annotations from elsewhere came from."""
        from border_annotator.storage.adoptions import AdoptionStore  # a window begins without

        return AdoptionStore(self.file)

    @property
    def path(self) -> Path:
        """The project's file."""
        return self.file.path

    def _own_layer(self) -> Layer:
        layer = next(iter(self.layers.layers()), None)
        if layer is not None:
            return layer
        if not self.file.is_writable:
            return Layer("", REVIEWER)
        with self.file.transaction():
            return self.layers.add_layer(REVIEWER)

    def close(self) -> None:
        """Close the project's file."""
        self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create_project(path: Path, schema_file: Path | None = None, *, program: str = "the window") -> Project:
    """Make a project with a schema (the program's own by default) and open it.

    ``program`` is what another program is told when it finds the project held. Raises ``KnownError`` when the file
    exists or the schema is bad; then no file is left behind.
    """
    schema_file = schema_file or paths.default_schema()
    try:
        source = schema_file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise KnownError(
            "{schema_file} is not there: check the name of the schema file.", schema_file=schema_file
        ) from None
    except OSError as error:
        raise KnownError(
            "{schema_file} cannot be read ({reason}): check its rights.", schema_file=schema_file, reason=error.strerror
        ) from None
    except UnicodeDecodeError:
        raise KnownError(
            "{schema_file}: not a text in UTF-8, so it cannot be a schema.", schema_file=schema_file.name
        ) from None
    schema = read_schema(source, schema_file.name)

    def fill(file: ProjectFile) -> None:
        with file.transaction():
            ProjectFacts(file).begin(schema.source, schema.sha256, schema_file.name)
            LayerStore(file).add_layer(REVIEWER)

    return _opened(ProjectFile.create(path, program, fill))


def open_project(path: Path, *, program: str = "the window") -> Project:
    """Open a project for work; one of an earlier version is brought to the newest shape, after a backup of it.

    Raises ``HeldElsewhere`` when it is open for work elsewhere, ``KnownError`` when it is missing, not a project or
    newer than this program, and when the backup cannot be made.
    """
    file, kept = open_file(path, program)
    project = _opened(file)
    project.kept_before_update = kept
    return project


def open_file(path: Path, program: str) -> tuple[ProjectFile, Path | None]:
    """A project's file alone, and where it is kept as it was before it was updated; raises as ``open_project``."""
    path = behind_links(path)
    kept: list[Backup] = []
    file = ProjectFile.open(
        path,
        program,
        lambda connection: kept.append(write_backup(connection, path, backups_folder(path), Why.BEFORE_UPDATE)),
    )
    return file, kept[0].path if kept else None


def save_copy(project: Project, path: Path) -> None:
    """Write everything that an open project holds into a new file, also when its own file is gone or damaged.

    It is on disk when this returns. Raises ``KnownError`` when there is such a file already, or when it cannot be made.
    """
    write_copy(project.file, path)


def open_project_to_read(path: Path) -> Project:
    """Open a project for reading only; this works while another program writes it. Raises ``KnownError``."""
    return _opened(ProjectFile.open_read_only(path))


def stand_of(project: Project) -> int:
    """A number that is another one as soon as somebody else has written the project."""
    return project.file.seen()


def _opened(file: ProjectFile) -> Project:
    try:
        return Project(file)
    except BaseException:
        file.close()
        raise
