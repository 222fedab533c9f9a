"""The article in the middle."""
