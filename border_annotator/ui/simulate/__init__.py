"""A simulated reviewer: works in the real window with keys alone, and counts them."""
