"""Every setting of the program: one table with key, default, allowed values and description."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``allowed`` is empty when any value of the default's type will do."""

    key: str
    default: Value
    description: str
    allowed: tuple[Value, ...] = ()

    def accepts(self, value: object) -> bool:
        """Whether a value from the settings file may be used."""
        return type(value) is type(self.default) and (not self.allowed or value in self.allowed)


SETTINGS = (
    Setting("theme", "system", "Light or dark, or as the system says.", ("system", "light", "dark")),
    Setting("zoom", 100, "Size of the article's text in percent.", tuple(range(50, 310, 10))),
    Setting("model", "", "The spaCy model to use: a package name or a folder; empty for the best one installed."),
    Setting("keys", "", "Actions with other keys than they were declared with: a JSON object of lists of keys."),
    Setting("queue", "", "How the queue of each project was filtered and sorted last, as JSON."),
    Setting("window", "", "Where the window was and how large, as Qt writes it (hexadecimal)."),
    Setting("recent", "", "What was chosen last in lists: a JSON object of lists of keys, the newest first."),
    Setting("panels", "", "Widths of the queue and the events in a wide and in a narrow window: four numbers."),
    Setting("show_queue", default=True, description="Whether the queue is shown."),
    Setting("show_events", default=True, description="Whether the event cards are shown."),
    Setting(
        "backup_minutes",
        10,
        "Minutes between two looks at whether a backup of the open project is due; 0 for none by itself.",
        (0, 1, 2, 5, 10, 15, 20, 30, 60),
    ),
    Setting("backup_folder", "", "Where backups go; empty for a folder beside each project."),
    Setting(
        "backup_megabytes",
        4000,
        "How much room the backups of a project may take, beside the newest ones.",
        (250, 500, 1000, 2000, 4000, 8000, 16000, 32000, 64000, 128000),
    ),
    Setting("risks_told", "", "Projects in shared folders whose risk was said: a JSON list of paths."),
    Setting(
        "looked_through", "", "When large projects were last found to be sound: a JSON object from paths to numbers."
    ),
    Setting("watched", "", "Folders whose articles come in by themselves: a JSON object from projects to folders."),
    Setting("exports", "", "The last export of each project: a JSON object from projects to choices."),
    Setting("welcomed", default=False, description="Whether the first steps were shown."),
    Setting("last_project", "", "The project that was open last."),
)


def allowed(key: str) -> tuple[int, ...]:
    """The numbers that a setting may be."""
    return next(tuple(int(value) for value in one.allowed) for one in SETTINGS if one.key == key)
