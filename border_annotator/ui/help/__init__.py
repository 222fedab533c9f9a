"""What helps beside the work: keys, guidelines."""
