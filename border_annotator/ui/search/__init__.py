"""Looking for words: in the article, and everywhere."""
