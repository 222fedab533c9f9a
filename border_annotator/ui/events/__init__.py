"""The event cards on the right."""
