"""Weighing what the engine knows of its suggestions: run ``python -m tests.calibrate`` from the project's folder."""
