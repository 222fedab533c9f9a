"""Keys for how the window looks, and for help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator import __version__
from border_annotator.domain.errors import KnownError
from border_annotator.services.models import model_in_use
from border_annotator.ui.actions.declared import ACTIONS
from border_annotator.ui.actions.keys import said_keys, words_of
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.said import said, told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.settings.store import Settings
    from border_annotator.ui.dialogs.chooser import Chooser

ZOOM_STEP = 10
LEAST_ZOOM, MOST_ZOOM = 50, 300
THEMES = (("system", "As the system", "light or dark"), ("light", "Light", ""), ("dark", "Dark", ""))


class ViewActions:
    """Changes settings of the view and opens the palette; ``look_changed`` is called when the look is another."""

    def __init__(
        self,
        chooser: Chooser,
        settings: Settings,
        look_changed: Callable[[], None],
        toggle_rejected: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:
        self._chooser = chooser
        self._settings = settings
        self._look_changed = look_changed
        self._toggle_rejected = toggle_rejected
        self._say = say
        self.run: Callable[[str], None] = lambda _action: None
        """Runs an action by its id; set when the actions exist."""
        self.toggle: Callable[[str], None] = lambda _action: None
        """Shows a panel or hides it; set by the window."""

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {
            "view.palette": self.open_palette,
            "view.rejected": self._toggle_rejected,
            "view.queue": lambda: self.toggle("view.queue"),
            "view.events": lambda: self.toggle("view.events"),
            "view.larger": lambda: self.zoom(1),
            "view.smaller": lambda: self.zoom(-1),
            "view.usual": lambda: self.zoom(0),
            "view.theme": self.choose_theme,
            "help.model": self.show_model,
            "help.about": lambda: self._say(
                tr(
                    "Border Annotator {version}, MIT licence. It works offline and sends nothing anywhere.",
                    version=__version__,
                )
            ),
        }

    def open_palette(self) -> None:
        """Find any command by typing."""
        self._chooser.ask(tr("Commands"), self._commands(), self.run, tr("Type a command"))

    def show_model(self) -> None:
        """Say which model makes the suggestions."""
        try:
            self._say(said(model_in_use(self._settings.text("model") or None).sentence))
        except KnownError as error:
            self._say(told(error))

    def zoom(self, step: int) -> None:
        """Larger (``1``), smaller (``-1``) or the usual size (``0``)."""
        now = self._settings.number("zoom")
        wanted = max(LEAST_ZOOM, min(MOST_ZOOM, now + step * ZOOM_STEP)) if step else 100
        if wanted != now:
            self._settings.set("zoom", wanted)
            self._look_changed()

    def choose_theme(self) -> None:
        """Light, dark, or as the system says."""

        def put(theme: str) -> None:
            self._settings.set("theme", theme)
            self._look_changed()

        choices = [Choice(name, tr(words), tr(hint)) for name, words, hint in THEMES]
        self._chooser.ask(tr("Light or dark"), choices, put, tr("Theme"))

    def _commands(self) -> list[Choice]:
        return [
            Choice(action.id, words_of(action.id), said_keys(action.id), tr(action.tip))
            for action in ACTIONS
            if action.id != "view.palette"
        ]
