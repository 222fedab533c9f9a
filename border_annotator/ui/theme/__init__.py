"""Colours, type and measures."""
