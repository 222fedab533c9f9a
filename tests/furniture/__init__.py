"""Weighing what tells a page's furniture from its article: ``python -m tests.furniture``."""
