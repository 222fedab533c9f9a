"""The first floor's gates: files in, files out. No Qt, no SQL."""
