"""The top floor's other door: what a person can do with a project from a terminal or a script. One file per command."""
