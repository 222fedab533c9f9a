"""Border Annotator: turns news articles about border security into reviewed, labelled event data."""

__version__ = "0.1.0"
