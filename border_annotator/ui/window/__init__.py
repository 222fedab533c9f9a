"""The parts of the main window: places, look, wiring, and what the panels show; one subject a file."""
