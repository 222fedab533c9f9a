"""The top floor with the window. The only Qt of the program."""

import builtins

import PySide6.QtCore  # noqa: F401 - it replaces the import statement by its own

# From then on each module that is imported, by whomever, would be read as source too and searched for the word
# “PySide6”, so that ``from __feature__ import …`` may be written in it, which nobody does here.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
