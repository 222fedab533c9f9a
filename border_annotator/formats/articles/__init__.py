"""Readers of articles: one file per format, each giving drafts of documents."""
