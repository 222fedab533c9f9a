"""Where things are on this computer, and what the user chose."""
