"""The top floor with the window. The only Qt of the program."""
