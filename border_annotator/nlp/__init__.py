"""Reading articles: layout, names, figures, dates and events. The only floor that knows spaCy."""
