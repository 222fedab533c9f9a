"""How the window looks: colours, type and zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from border_annotator.ui.theme.fonts import interface_font
from border_annotator.ui.theme.style_sheet import style_sheet
from border_annotator.ui.theme.theme import read_theme, theme_name

if TYPE_CHECKING:
    from border_annotator.settings.store import Settings
    from border_annotator.ui.main_window import MainWindow
    from border_annotator.ui.theme.theme import Theme


class WindowLook:
    """The theme and the zoom of a window, as the settings and the system say."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._styled_for: Theme | None = None
        self.theme = read_theme(theme_name(settings.text("theme")))

    def follow_system(self, window: MainWindow) -> None:
        """Dress the window, and again whenever the system becomes light or dark."""
        self._window = window
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.put_on)
        self.put_on()

    def leave_system(self) -> None:
        """Follow the system no longer: the window is closed."""
        QGuiApplication.styleHints().colorSchemeChanged.disconnect(self.put_on)

    def put_on(self) -> None:
        """Dress the window as the settings and the system say."""
        theme = read_theme(theme_name(self._settings.text("theme")))
        if theme != self._styled_for:
            self._set_colours(theme)
        self._window.article.set_look(theme, self._settings.number("zoom"))

    def _set_colours(self, theme: Theme) -> None:
        self.theme = self._styled_for = theme
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(theme.palette())
            application.setFont(interface_font())
        self._window.setStyleSheet(style_sheet(theme))
        self._window.queue.set_theme(theme)
        self._window.search.set_theme(theme)
        self._window.events.set_theme(theme)
        self._window.showing.panels()
