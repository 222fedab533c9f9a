"""The style sheet: what a palette alone cannot say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from border_annotator.ui.theme.theme import Theme

RULES = """
QWidget { font-family: "Inter"; font-size: 13px; }
QToolTip { color: $ink; background: $panel; border: 1px solid $hairline; padding: 4px 6px; }
#header, #status { background: $panel; }
#header { border-bottom: 1px solid $hairline; }
#status { border-top: 1px solid $hairline; }
#brand { font-weight: 600; font-size: 14px; }
#quiet { color: $quiet; }
#attention { color: $attention; }
#saved { color: $done; }
#waiting { color: $accent; font-weight: 600; }
#queue { background: $panel; border: none; border-right: 1px solid $hairline; }
#findBar { background: $panel; border-bottom: 1px solid $hairline; }
#findBar QPushButton { padding: 4px 9px; }
#searchPage { background: $ground; }
#hits { background: $panel; border: 1px solid $hairline; border-radius: 6px; outline: none; }
#hits:focus { border-color: $accent; }
#exportOptions, #exportOptionsInside { background: transparent; border: none; }
QPushButton#exportValue { text-align: left; }
#record, #command { font-family: "Consolas", "Menlo", "DejaVu Sans Mono", monospace; font-size: 12px; }
#queueList { background: $panel; border: none; outline: none; }
#events { background: $panel; border: none; border-left: 1px solid $hairline; }
#eventsInside { background: $panel; }
#article { background: $ground; border: none; selection-background-color: $selection; selection-color: $ink; }
QMenuBar { background: transparent; }
QMenuBar::item { padding: 5px 7px; border-radius: 6px; background: transparent; color: $ink; }
QMenuBar::item:selected { background: $accent_wash; }
QMenu { background: $panel; border: 1px solid $hairline; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 16px; border-radius: 4px; }
QMenu::item:selected { background: $accent_wash; color: $ink; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }
QPushButton { background: $panel; border: 1px solid $hairline; border-radius: 6px; padding: 5px 10px; color: $ink; }
QPushButton:hover { border-color: $accent; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton:pressed { background: $accent_wash; }
QPushButton:disabled { color: $faint; }
QPushButton#confirm { background: $done; border-color: $done; color: $on_accent; font-weight: 600; }
QPushButton#confirm:focus { border: 2px solid $ink; padding: 3px 5px; }
QPushButton#reject { color: $rejected; }
#card QPushButton { padding: 4px 6px; }
QPushButton#chipFilter { border-radius: 13px; padding: 4px 5px; text-align: center; font-size: 12px; }
QPushButton#chipFilter:checked { background: $ink; border-color: $ink; color: $panel; }
QPushButton#chipFilter:checked:focus { border: 2px solid $accent; }
#searchPage QPushButton#chipFilter { border-radius: 10px; padding: 3px 8px; }
QCheckBox { border: 1px solid transparent; border-radius: 4px; padding: 2px 4px; color: $ink; }
QCheckBox:focus { border-color: $accent; }
QCheckBox:disabled { color: $faint; }
QPushButton#filterChip { background: $accent_wash; border-color: $accent_wash; border-radius: 10px; padding: 2px 8px;
  font-size: 12px; color: $accent; }
QPushButton#filterChip:hover, QPushButton#filterChip:focus { border-color: $accent; }
QPushButton#link { border: none; background: transparent; color: $accent; padding: 0 4px; }
QPushButton#link:focus { text-decoration: underline; }
QLineEdit, QPlainTextEdit { background: $panel; border: 1px solid $hairline; border-radius: 6px; padding: 6px 8px;
  color: $ink; selection-background-color: $selection; selection-color: $ink; }
QLineEdit:focus, QPlainTextEdit:focus { border-color: $accent; }
#notice { background: $accent_wash; border: none; border-bottom: 1px solid $hairline; }
#nothingOpen { background: $ground; }
#facts { background: $ground; border-bottom: 1px solid $hairline; }
#fact { background: $panel; border: 1px solid $hairline; border-radius: 5px; padding: 2px 7px; color: $quiet; }
#factMissing { background: $panel; border: 1px solid $attention; border-radius: 5px; padding: 2px 7px;
  color: $attention; }
#factDone { background: $panel; border: 1px solid $done; border-radius: 5px; padding: 2px 7px; color: $done; }
QPushButton#fact:hover, QPushButton#factMissing:hover, QPushButton#fact:focus, QPushButton#factMissing:focus {
  border-color: $accent; }
#card { background: $panel; border: 1px solid $hairline; border-radius: 8px; }
#card[focused="true"] { border: 2px solid $accent; }
#chip { background: $chip; border-radius: 4px; padding: 1px 6px; color: $ink; }
#chipEmpty { color: $faint; padding: 1px 0; }
#chipWaiting { color: $accent; border: 1px dashed $accent; border-radius: 4px; padding: 0 5px; }
#chipMend { background: $chip; border-radius: 4px; padding: 1px 6px 1px 25px; color: $ink; }
#chipOffer { color: $quiet; border: 1px dashed $faint; border-radius: 4px; padding: 0 5px 0 20px; }
#chipMissing { color: $attention; padding: 1px 0; }
#chipDenied { background: $chip; border-radius: 4px; padding: 1px 6px; color: $rejected; }
#summary { color: $quiet; font-size: 12px; }
#doubts { color: $rejected; font-size: 12px; }
#noted { color: $attention; }
#roleName { color: $quiet; }
#trigger { font-weight: 600; }
#overlay { background: $panel; border: 1px solid $faint; border-radius: 8px; }
#overlayTitle { font-weight: 600; }
#overlayList { background: $panel; border: none; outline: none; }
#overlayList::item { padding: 5px 8px; border-radius: 5px; color: $ink; }
#overlayList::item:selected { background: $accent_wash; color: $ink; }
#sheet, #sheetInside { background: $panel; border: none; }
#keyCap { background: $chip; border-radius: 4px; padding: 1px 6px; color: $ink; font-size: 12px; }
#guide { background: $panel; border: none; border-right: 1px solid $hairline; }
#guideTitle { font-weight: 600; font-size: 16px; }
#guideYes, #guideNo { color: $ink; padding-left: 8px; }
QPushButton#small { padding: 2px 8px; font-size: 12px; }
#dropSign { background: $accent_wash; border: 2px dashed $accent; border-radius: 8px; color: $accent;
  font-size: 18px; font-weight: 600; }
#plain { color: $ink; }
#message { background: $panel; border: 1px solid $attention; border-radius: 8px; color: $ink; padding: 8px 12px; }
#message[offers="true"] { border-color: $accent; }
#qt_calendar_navigationbar { background: $accent_wash; border-radius: 6px; }
#qt_calendar_navigationbar QToolButton { color: $ink; background: transparent; border: none; padding: 4px 8px;
  font-weight: 600; }
#qt_calendar_navigationbar QToolButton:hover { color: $accent; }
#qt_calendar_navigationbar QToolButton::menu-indicator { image: none; }
#qt_calendar_prevmonth { qproperty-icon: none; qproperty-text: "‹"; }
#qt_calendar_nextmonth { qproperty-icon: none; qproperty-text: "›"; }
#qt_calendar_calendarview { background: $panel; selection-background-color: $accent; selection-color: $on_accent;
  border: none; outline: none; }
QProgressBar { background: $hairline; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QProgressBar#reviewed::chunk { background: $done; }
QSplitter::handle { background: $hairline; }
QSplitter::handle:hover { background: $accent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $hairline; border-radius: 4px; min-height: 32px; margin: 1px; }
QScrollBar::handle:vertical:hover { background: $faint; }
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: transparent; }
"""


def style_sheet(theme: Theme) -> str:
    """The rules with the theme's colours in the place of the role names."""
    text = RULES
    for role in sorted(theme.roles, key=len, reverse=True):
        text = text.replace(f"${role}", theme.roles[role])
    return text
