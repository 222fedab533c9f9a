"""Small questions over the window: choose one, enter a value."""
