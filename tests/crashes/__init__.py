"""The program killed, the power cut, the disk failing: what was acknowledged is there afterwards, and whole."""
