"""Every action of the table, by every key of it: it does what it says, and it can be found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu

from border_annotator.settings.paths import settings_file
from border_annotator.settings.store import Settings
from border_annotator.ui.actions.declared import ACTIONS, MENUS, Declared

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.reviewer import Reviewer


@dataclass
class Dialogs:
    """Stands in for Qt's file dialogs: keeps the titles that were asked for, and is cancelled by the user."""

    titles: list[str] = field(default_factory=list)

    def ask(self, _parent: object, title: str, *_rest: object) -> tuple[str, str]:
        self.titles.append(title)
        return "", ""

    def ask_many(self, _parent: object, title: str, *_rest: object) -> tuple[list[str], str]:
        self.titles.append(title)
        return [], ""

    def ask_folder(self, _parent: object, title: str, *_rest: object) -> str:
        self.titles.append(title)
        return ""


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch) -> Dialogs:
    made = Dialogs()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", made.ask)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", made.ask)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", made.ask_many)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", made.ask_folder)
    return made


def _in_an_entity(reviewer: Reviewer) -> None:
    reviewer.put_caret(reviewer.item("Latvia").value.span.start)  # type: ignore[union-attr]


def _words_selected(reviewer: Reviewer) -> None:
    reviewer.select("bolster")


SETUPS: dict[str, Callable[[Reviewer], None] | str] = {
    "history.undo": "A",
    "history.redo": "A Ctrl+Z",
    "event.previous": "J",
    "item.confirm": _in_an_entity,
    "item.reject": _in_an_entity,
    "item.reject_why": _in_an_entity,
    "item.restore": "A K",
    "document.reopen": "Ctrl+Return [",
    "document.next": "[",
    "document.previous": "]",
    "event.new": _words_selected,
    "event.trigger": _words_selected,
    "entity.label": _in_an_entity,
    "figure.new": _words_selected,
    "entity.link": _in_an_entity,
    "gazetteer.add": _in_an_entity,
    "document.mask": _words_selected,
    **{a.id: _words_selected for a in ACTIONS if a.id.startswith(("caret.previous", "caret.extend_previous"))},
    "view.usual": "Ctrl++",
    "boundary.start_later_word": lambda reviewer: reviewer.put_caret(
        reviewer.item("Latvian-Belarusian border").value.span.start  # type: ignore[union-attr]
    ),
    "boundary.end_earlier_word": lambda reviewer: reviewer.put_caret(
        reviewer.item("Latvian-Belarusian border").value.span.start  # type: ignore[union-attr]
    ),
}
"""What comes before an action that needs something to work on: keys, or a function."""

ASPECTS = {
    "project.new": "dialog",
    "project.open": "dialog",
    "project.import": "dialog",
    "project.import_folder": "dialog",
    "project.export": "keyboard",
    "project.backup": "status",
    "project.backups": "asked",
    "project.save_copy": "dialog",
    "project.recover": "dialog",
    "project.quit": "closed",
    "history.undo": "edit",
    "history.redo": "edit",
    "event.confirm": "edit",
    "event.reject": "edit",
    "event.next": "event",
    "event.previous": "event",
    "item.confirm": "edit",
    "item.reject": "edit",
    "item.restore": "edit",
    "document.confirm_rest": "edit",
    "document.done": "edit",
    "document.skip": "asked",
    "document.reopen": "edit",
    "document.next": "article",
    "document.previous": "article",
    "event.new": "asked",
    "queue.filter": "keyboard",
    "article.find": "keyboard",
    "article.find_next": "message",
    "article.find_previous": "message",
    "project.search": "keyboard",
    "queue.choose": "asked",
    "event.type": "asked",
    "event.trigger": "edit",
    "event.role": "asked",
    "event.clear_role": "asked",
    "event.attribute": "asked",
    "event.edit": "walk",
    "event.reject_why": "asked",
    "item.reject_why": "asked",
    "many.article": "asked",
    "many.queue": "asked",
    "event.duplicate": "edit",
    "event.split": "asked",
    "event.merge": "asked",
    "role.1": "status",
    "role.0": "status",
    "figure.value": "asked",
    "entity.label": "asked",
    "entity.link": "asked",
    "gazetteer.add": "asked",
    "gazetteer.show": "asked",
    "document.facts": "asked",
    "document.mask": "edit",
    "document.prelabel": "job",
    "figure.new": "edit",
    **{a.id: "caret" for a in ACTIONS if a.id.startswith("caret.") and "extend" not in a.id},
    **{a.id: "selection" for a in ACTIONS if a.id.startswith(("caret.extend", "select."))},
    **{a.id: "edit" for a in ACTIONS if a.id.startswith("boundary.")},
    # The mark at hand has one phrase only.
    **{
        f"boundary.{end}_{unit}": "message" for end in ("start_later", "end_earlier") for unit in ("phrase", "sentence")
    },
    "view.palette": "asked",
    "view.rejected": "rejected",
    "view.larger": "zoom",
    "view.smaller": "zoom",
    "view.usual": "zoom",
    "view.theme": "asked",
    "history.timeline": "asked",
    "history.event": "asked",
    "help.guideline": "guide",
    "help.welcome": "asked",
    "view.queue": "panels",
    "view.events": "panels",
    "note.write": "asked",
    "note.ask": "edit",
    "note.article": "asked",
    "note.ask_article": "edit",
    "note.list": "asked",
    "keys.sheet": "asked",
    "keys.change": "asked",
    "help.model": "message",
    "help.report": "message",
    "help.about": "message",
}
"""What an action changes; one that is not named here must change anything at all."""


def seen(reviewer: Reviewer, dialogs: Dialogs) -> dict[str, object]:
    """All that a user could notice."""
    session, window = reviewer.session, reviewer.window
    if not window.isVisible():
        return {"closed": True}
    overlay, keyboard = reviewer.overlay(), QApplication.focusWidget()
    return {
        "closed": False,
        "edit": reviewer.edits_on_disk,
        "event": session.focused_event,
        "article": session.sheet.document.id if session.sheet else None,
        "asked": overlay.accessibleName() if overlay else "",
        "keyboard": keyboard.accessibleName() if keyboard is not None else "",
        "message": reviewer.message,
        "status": reviewer.status,
        "rejected": reviewer.article.shows_rejected,
        "caret": reviewer.article.caret(),
        "selection": reviewer.article.selection(),
        "walk": window.events.is_walked,
        "zoom": window.article.document().defaultFont().pixelSize(),
        "zoom chosen": Settings(settings_file()).number("zoom"),
        "dialog": list(dialogs.titles),
        "job": window.job.is_running,
        "guide": window.guide.panel.isVisible() if window.guide.panel is not None else False,
        "panels": [panel.isVisible() for panel in (window.queue, window.events, window.facts, window.status)],
    }


@pytest.mark.parametrize("action", [pytest.param(action, id=action.id) for action in ACTIONS])
def test_keys_do_what_the_action_says(reviewer: Reviewer, dialogs: Dialogs, action: Declared) -> None:
    for key in action.keys:
        does_what_it_says(reviewer, dialogs, action, key)
        back_to_the_article(reviewer)


def does_what_it_says(reviewer: Reviewer, dialogs: Dialogs, action: Declared, key: str) -> None:
    reviewer.window.message.clear_message()
    setup = SETUPS.get(action.id, "")
    if isinstance(setup, str):
        reviewer.press(*setup.split())
    else:
        setup(reviewer)
    before = seen(reviewer, dialogs)
    reviewer.press(key)
    after = seen(reviewer, dialogs)
    changed = {name for name in after if after[name] != before.get(name)}
    aspect = ASPECTS.get(action.id)
    assert changed, f"{key} does nothing that a user could see"
    assert aspect is None or aspect in changed


def test_aspects_name_only_actions() -> None:
    assert ASPECTS.keys() | SETUPS.keys() <= {action.id for action in ACTIONS}


def test_ids_and_words_are_unique() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    assert len({action.words for action in ACTIONS}) == len(ACTIONS)


def test_every_action_has_a_key_of_its_own() -> None:
    keys = [QKeySequence(key) for action in ACTIONS for key in action.keys]
    assert all(key.count() == 1 for key in keys)
    assert len({key.toString() for key in keys}) == len(keys)
    assert all(action.keys for action in ACTIONS)


def test_every_action_is_in_its_menu(reviewer: Reviewer) -> None:
    bar = reviewer.window.header.menus
    found: dict[str, list[str]] = {}
    for entry in bar.actions():
        menu = entry.menu()
        assert isinstance(menu, QMenu)
        found[entry.text().replace("&", "")] = [a.objectName() for a in menu.actions() if not a.isSeparator()]
    assert found == {name: [action.id for action in ACTIONS if action.menu == name] for name in MENUS}
    assert sum(map(len, found.values())) == len(ACTIONS)


def test_every_action_is_found_in_the_palette_by_its_words(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(reviewer.window.view, "run", ran.append)
    for action in ACTIONS:
        if action.id == "view.palette":
            continue  # it is open already
        reviewer.press("Ctrl+K")
        assert any(key in choice for choice in reviewer.choices for key in action.keys)
        reviewer.answer(action.words.rstrip("…"))
        assert ran.pop() == action.id


def test_palette_does_what_is_chosen(reviewer: Reviewer) -> None:
    first = reviewer.focused.id
    reviewer.press("Ctrl+K")
    reviewer.answer("confirm event")
    assert reviewer.verdict(first) == "confirmed"
    assert reviewer.overlay() is None


def test_tooltips_show_the_key(reviewer: Reviewer) -> None:
    for action in ACTIONS:
        assert action.keys[0] in reviewer.window.actions_by_id[action.id].toolTip()


def back_to_the_article(reviewer: Reviewer) -> None:
    """Leave the line that an action has put the caret into; a filter that was typed there takes one key more."""
    for _k in range(2):
        if isinstance(QApplication.focusWidget(), QLineEdit) or reviewer.window.places.has_page:
            reviewer.press("Escape")


def test_nothing_is_silent_in_an_empty_project(empty: Reviewer, dialogs: Dialogs) -> None:
    for action in ACTIONS:
        if action.id in ("project.quit", "view.usual"):
            continue
        empty.window.message.clear_message()
        before = seen(empty, dialogs)
        empty.press(action.keys[0])
        assert seen(empty, dialogs) != before, f"{action.words} says nothing"
        assert empty.session.sheet is None
        back_to_the_article(empty)
        if empty.overlay() is not None:
            empty.press("Escape")
        empty.window.guide.close()  # its search line takes every letter
    assert empty.edits_on_disk == 0
