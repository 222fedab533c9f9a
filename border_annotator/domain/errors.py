"""The two kinds of error this program knows: the user's world, and ours."""

from __future__ import annotations

from border_annotator.domain.sentence import Sentence, say


class AnnotatorError(Exception):
    """Root of every error that the program raises on purpose."""


class KnownError(AnnotatorError):
    """Something in the user's world is in the way: a full disk, a bad file, a project that is open elsewhere.

    The message is one sentence for the user that says what is wrong and what to do, shown without a traceback:
    a pattern with ``{name}`` for each of its values, which a window may say in another language.
    """

    def __init__(self, pattern: str, /, **values: object) -> None:
        self.sentence = pattern if isinstance(pattern, Sentence) else say(pattern, **values)
        super().__init__(self.sentence)


class BugError(AnnotatorError):
    """A promise inside the program was broken. It is reported with its traceback."""


class ShapeError(KnownError):
    """Data from outside does not have the shape it must have.

    ``place`` says where in the data (``event_types[3].roles[0].fills``), ``reason`` what is wrong there.
    """

    def __init__(self, place: str, reason: str) -> None:
        super().__init__("{place}: {reason}", place=place, reason=reason)
        self.place = place
        self.reason = reason


class DiskError(KnownError):
    """The disk or the file keeps everything from being saved, not one edit alone: full, read-only, broken, gone.

    Nothing that was shown as saved is lost; the same work can be done again when the cause is gone.
    """


class DamagedFile(DiskError):
    """A project's file is not as it was written; what can be read of it can still be saved into a new one."""


class FileGone(DiskError):
    """The open project's file has lost its name: it was removed, renamed or moved, or another file is in its place."""


class StaleEdit(KnownError):
    """The stored value is no longer the one that an edit was made from; nothing was written."""

    def __init__(self, label: str) -> None:
        super().__init__(
            "“{edit}” was not applied: the value has changed meanwhile. Look at it again and repeat.", edit=label
        )


class Stopped(AnnotatorError):
    """Long work was given up because the user wants no more of it; nothing of it is left."""
