"""What can be done in the window: actions, menus and keys as data."""
