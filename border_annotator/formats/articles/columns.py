"""Which column of a table, or which path in a JSON object, holds what of an article."""

from __future__ import annotations

FIELDS = ("text", "title", "author", "site", "url", "published", "language", "id")
"""What a column may hold."""
