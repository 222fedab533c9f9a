"""Bringing articles and annotations into a project, in the window."""
