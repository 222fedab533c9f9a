"""Every text of the interface goes through Qt's translation, and fits where it stands when it is 40 % longer."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListView, QMenu, QWidget

import border_annotator
from border_annotator.domain.errors import KnownError
from border_annotator.domain.sentence import Key, say, say_count
from border_annotator.services.backups import backups_folder
from border_annotator.services.export_formats import EXPORT_FORMATS
from border_annotator.services.worksheets import read_worksheet
from border_annotator.ui.actions.declared import ACTIONS
from border_annotator.ui.actions.keys import KEYS as ALL_KEYS
from border_annotator.ui.said import said, told
from border_annotator.ui.theme.elided_button import ElidedButton
from border_annotator.ui.theme.elided_label import ElidedLabel
from border_annotator.ui.theme.row_list import RowList
from border_annotator.ui.words import tr, tr_count
from tests.ui.pseudo import CLOSE, OPEN, Pseudo, residue
from tests.ui.states import STATES, STORY, enter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

WORD = re.compile(r"[^\W\d_]{2,}")
KEYS = re.compile(r"\b(?:Ctrl|Shift|Alt|Return|Enter|Esc|Escape|Space|Up|Down|Left|Right|PgUp|PgDown|Del|F\d+)\b")
OF_QT = frozenset({"qt_calendar_monthbutton", "qt_toolbar_ext_button", "qt_spinbox_lineedit", "qt_menubar_ext_button"})


@pytest.fixture
def language(qapp: QCoreApplication) -> Iterator[Pseudo]:
    translator = Pseudo(qapp)
    QCoreApplication.installTranslator(translator)
    yield translator
    QCoreApplication.removeTranslator(translator)


@pytest.fixture
def pseudo_reviewer(language: Pseudo, open_window: OpenWindow, gold_path: Path) -> Reviewer:
    assert language.asked == set()
    return open_window(gold_path)


def data(reviewer: Reviewer) -> str:
    """Everything that a window may show untranslated: the articles, the schema, and the keys."""
    project = reviewer.session.project
    documents = [project.documents.get(key) for key in project.documents.ids()]
    said = [document.text + document.file_name + (document.source or "") for document in documents]
    said += [str(value) for value in _strings(json.loads(project.schema.source))]
    said += [project.path.name, project.path.stem, project.layer.name, "Border Annotator", "reviewer"]
    said += [str(backups_folder(project.path)), "Dropbox"]
    guide = reviewer.window.guide.panel
    said += [guide.shown()] if guide is not None else []
    said += [
        STORY,
        "incoming narva txt again garbled empty table csv one two",
        "Location Widget Seen true Tartu ann brat",
    ]
    said += [str(project.path.parent), "La frontiÃ¨re", "text csv UTF ann"]
    said += [item.reason for item in project.adoptions.quarantine()]  # stored in words
    said += [known.name for known in EXPORT_FORMATS]
    said += [
        "README md SHA256SUMS manifest reviewed json jsonl splits schema guidelines train dev test exported taken kB",
        "confidence note optional",
        "doccano jsonl about",
    ]
    said += ["who is meant?", "The disk is full: make room, then do it again."]
    for document in documents:
        said += [f"{s.reason} {s.source}" for s in project.suggestions.in_force(document.id)]
        sheet = read_worksheet(project, document.id)
        said += [str(getattr(item.value, "note", None) or "") for item in sheet.items]
    return " ".join(" ".join(said).replace("_", " ").split()).casefold()


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every text that can be seen or heard, with who says it."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.objectName() in OF_QT:
            continue
        who = f"{type(widget).__name__} {widget.objectName()}"
        yield f"{who}, name", widget.accessibleName()
        yield f"{who}, tooltip", widget.toolTip()
        if isinstance(widget, QLabel | QAbstractButton):
            yield who, widget.words if isinstance(widget, ElidedLabel | ElidedButton) else widget.text()
        elif isinstance(widget, QLineEdit):
            yield who, widget.placeholderText()
        elif isinstance(widget, QListView | RowList):
            model = widget.model()
            for row in range(min(model.rowCount(), 200)):
                index = model.index(row, 0)
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                    yield f"{who}, row", str(index.data(role) or "")


def untranslated(reviewer: Reviewer) -> dict[str, str]:
    known, found = data(reviewer), {}
    for who, text in texts(reviewer.window):
        left = KEYS.sub(" ", residue(text))
        words = [word for word in WORD.findall(left) if word.casefold() not in known]
        if words:
            found[text] = who
    return found


@pytest.mark.parametrize("state", STATES)
def test_every_text_is_translated(pseudo_reviewer: Reviewer, state: str) -> None:
    enter(pseudo_reviewer, state)
    assert untranslated(pseudo_reviewer) == {}


@pytest.mark.parametrize("state", STATES)
def test_no_text_is_cut_off(pseudo_reviewer: Reviewer, state: str) -> None:
    pseudo_reviewer.window.resize(1440, 900)
    enter(pseudo_reviewer, state)
    cut = []
    for widget in pseudo_reviewer.window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel | ElidedButton):
            continue
        if isinstance(widget, QAbstractButton) and widget.text():
            if widget.width() < widget.minimumSizeHint().width() - 2:
                cut.append(
                    f"{type(widget).__name__} {widget.text()!r} has {widget.width()} of {widget.sizeHint().width()}"
                )
        elif isinstance(widget, QLabel) and widget.text() and not widget.wordWrap():
            if widget.width() < widget.minimumSizeHint().width() - 2:
                cut.append(f"QLabel {widget.text()!r} has {widget.width()} of {widget.minimumSizeHint().width()}")
        elif (
            isinstance(widget, QLabel) and widget.text() and widget.height() < widget.heightForWidth(widget.width()) - 2
        ):
            cut.append(f"QLabel {widget.text()!r} is too low")
    assert cut == []


def test_menus_are_translated(pseudo_reviewer: Reviewer) -> None:
    for entry in pseudo_reviewer.window.header.menus.actions():
        menu = entry.menu()
        assert isinstance(menu, QMenu)
        for text in (entry.text(), *(action.text() for action in menu.actions() if not action.isSeparator())):
            assert WORD.findall(residue(text)) == [], text
    for action in ACTIONS:
        tip = pseudo_reviewer.window.actions_by_id[action.id].toolTip()
        assert WORD.findall(KEYS.sub("", residue(tip))) == [], tip


def test_values_are_filled_in_after_the_translation(language: Pseudo) -> None:
    assert tr("{count} of {total}", count=1, total=2).startswith(f"{OPEN}1 of 2~")
    assert tr_count("{count} note", "{count} notes", 1).startswith(f"{OPEN}1 note")
    assert tr_count("{count} note", "{count} notes", 12_000).startswith(f"{OPEN}12,000 notes~")
    assert tr("").startswith("")
    assert residue(f"{OPEN}a {OPEN}b{CLOSE} c{CLOSE} d").split() == ["d"]
    assert "{count} notes" in language.asked


def test_without_a_translation_it_is_english() -> None:
    assert tr("Notes and flags") == "Notes and flags"
    assert tr_count("{count} note", "{count} notes", 1) == "1 note"
    assert tr_count("{count} note", "{count} notes", 2_000) == "2,000 notes"


def test_what_the_services_say_is_translated(language: Pseudo, pseudo_reviewer: Reviewer) -> None:
    reviewer = pseudo_reviewer
    known = data(reviewer)
    reviewer.press("A")
    heard: list[str] = []
    for keys in (("X",), ("K",), ("U",), ("O",), ("-",), ("Ctrl+Z",), ("Ctrl+Shift+A",), ("Alt+Shift+Q",)):
        reviewer.press(*keys)
        heard += [*(text for _who, text in texts(reviewer.window.status)), reviewer.message]
    reviewer.press("Ctrl+Return")
    heard += [*(text for _who, text in texts(reviewer.window.status)), reviewer.message]
    reviewer.press("Ctrl+H")
    overlay = reviewer.overlay()
    assert overlay is not None
    heard += [text for who, text in texts(overlay) if "row" in who or "QLabel" in who]
    assert len(set(heard)) > 9
    for words in heard:
        left = [word for word in WORD.findall(KEYS.sub(" ", residue(words))) if word.casefold() not in known]
        assert left == [], words
    assert {"Confirm {item}", "Reject {item}", "Restore {item}", "Duplicate {item}"} <= language.asked


def test_a_sentence_of_the_services_names_the_keys_in_force(open_window: OpenWindow, gold_path: Path) -> None:
    reviewer = open_window(gold_path)
    words = KnownError("Unmask it first ({key}).", key=Key("document.mask", "B"))
    assert told(words) == "Unmask it first (B)."
    before = dict(ALL_KEYS._chosen)
    try:
        ALL_KEYS.give("document.mask", ["F12"])
        assert told(words) == "Unmask it first (F12)."
        ALL_KEYS.give("document.mask", [])
        assert told(words) == "Unmask it first (“Mask or unmask the line”)."
    finally:
        ALL_KEYS._chosen = before
        ALL_KEYS.version += 1
    assert str(words) == "Unmask it first (B)."
    assert reviewer.window.isVisible()


def test_every_key_that_the_services_name_is_that_of_an_action() -> None:
    declared = {action.id: action.keys for action in ACTIONS}
    named = re.compile(r"""Key\("([^"]+)", "([^"]+)"\)""")
    package = Path(border_annotator.__file__).parent
    found = [found for path in package.rglob("*.py") for found in named.findall(path.read_text(encoding="utf-8"))]
    assert len(found) >= 3
    assert [(action, key) for action, key in found if declared.get(action, ("",))[0] != key] == []


@pytest.mark.usefixtures("language")
def test_words_of_earlier_versions_stay_as_they_are() -> None:
    assert said("Confirm Deployment “dispatch”") == "Confirm Deployment “dispatch”"
    assert said(say("Confirm {item}", item="it")).startswith(f"{OPEN}Confirm it~")
    assert said(say_count("{count} time", "{count} times", 2)).startswith(f"{OPEN}2 times~")
