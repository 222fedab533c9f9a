"""The formats that a project can be exported in."""

from __future__ import annotations

from border_annotator.formats.registry import FORMATS, AnyFormat, format_named

EXPORT_FORMATS: tuple[AnyFormat, ...] = FORMATS
"""All of them, in the order to show."""


def export_format(name: str) -> AnyFormat:
    """The format of that name; raises ``KnownError`` that lists those there are."""
    return format_named(name, EXPORT_FORMATS)
