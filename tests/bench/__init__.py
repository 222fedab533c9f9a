"""How fast the program is on this machine, as ratios to what Qt and SQLite need at least."""
