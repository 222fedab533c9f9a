"""The second floor: the verbs. What a user can do with a project, without a window."""
