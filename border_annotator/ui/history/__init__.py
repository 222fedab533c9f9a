"""What was done, and bringing it back."""
