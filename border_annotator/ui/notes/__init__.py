"""Notes and flags in the window."""
