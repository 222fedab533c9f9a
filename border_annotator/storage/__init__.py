"""The first floor's archive: one project is one SQLite file. The only SQL of the program."""
