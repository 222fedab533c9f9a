"""What the user is told when something goes wrong."""
