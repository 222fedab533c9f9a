"""Exporting from the window: what goes out, what is lost, how far it is and what was written."""
