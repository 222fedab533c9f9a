"""What the labels, types, roles and attributes of foreign annotations become here, to look at and to change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from border_annotator.domain.annotators import LAYERS, LONGEST_NAME, SUGGESTIONS, layer_name_of
from border_annotator.domain.mapping import AttributeRule, Becomes, Guess, LabelMapping
from border_annotator.domain.mapping_guess import allowed_values
from border_annotator.ui.importing.lines import Line
from border_annotator.ui.importing.list_page import ListPage
from border_annotator.ui.importing.mapped import (
    GUESSES,
    KEEP,
    LEAVE_OUT,
    Foreign,
    What,
    choices_for,
    chosen_rule,
    foreign_names,
    rule_of,
    with_rule,
)
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.mapping import Rule
    from border_annotator.domain.mapping_guess import Met
    from border_annotator.ui.main_window import MainWindow

WHATS = {
    What.LABEL: "label",
    What.TYPE: "event type",
    What.ROLE: "role",
    What.RELATION: "relation",
    What.ATTRIBUTE: "attribute",
    What.ANNOTATOR: "annotator",
    What.VALUE: "value",
}


class MappingPage(ListPage):
    """Shows a mapping and changes it; nothing is written before ``bring_in_wanted``."""

    bring_in_wanted = Signal()
    trial_wanted = Signal()
    save_wanted = Signal()
    load_wanted = Signal()
    given_up = Signal()

    def __init__(self, window: MainWindow) -> None:
        self.mapping = LabelMapping()
        self.as_ = SUGGESTIONS
        self._met: Met | None = None
        self._names: list[Foreign] = []
        self._is_reading = False
        self._files = 0
        super().__init__(window, tr("What foreign names become"), self)
        self._go = self.add_button("", tr("Bring the annotations in by this mapping"), self.enter)
        self.add_button(
            tr("Change…  E"), tr("Choose what the marked name becomes, by typing"), self._change, Qt.Key.Key_E
        )
        self.add_button(
            tr("Keep as it is  K"),
            tr("It stands above the article and in exports"),
            self._keep,
            Qt.Key.Key_K,
        )
        self.add_button(tr("Leave out  X"), tr("What has this name does not come in"), self._leave_out, Qt.Key.Key_X)
        self._as = self.add_button(
            "", tr("As suggestions that wait for a verdict, or into a reviewer's layer"), self._ask_as, Qt.Key.Key_A
        )
        self.add_button(
            tr("Try  T"), tr("See what would come in, and write nothing"), self.trial_wanted.emit, Qt.Key.Key_T
        )
        self.add_button(tr("Save…  S"), tr("Write the mapping into a file"), self.save_wanted.emit, Qt.Key.Key_S)
        self.add_button(tr("Load…  L"), tr("Take a mapping from a file"), self.load_wanted.emit, Qt.Key.Key_L)
        self.add_button(tr("Bring nothing in  Esc"), tr("Nothing is written"), self.leave)

    # From outside

    def begin(self, files: int) -> None:
        """Other files are being read."""
        self._met, self._names, self._is_reading, self._files = None, [], True, files
        self.line.clear()
        self.fill()
        self.say()

    def show_met(self, met: Met, mapping: LabelMapping) -> None:
        """Show what was met, and what it becomes."""
        self._met, self._is_reading = met, False
        self.set_mapping(mapping)
        self.mark(0)

    def set_mapping(self, mapping: LabelMapping) -> None:
        """Show another mapping of the same names."""
        self.mapping = mapping
        schema = self.window_of.session.project.schema
        self._names = foreign_names(self._met, mapping, schema) if self._met is not None else []
        self.fill()
        self.say()

    def say(self) -> None:
        """Say how much there is, and how it comes in."""
        self.title.setText(tr("Annotations: nothing is written yet"))
        if self._is_reading or self._met is None:
            self.told.setText(tr("Reading…"))
        else:
            names = tr_count("{count} name", "{count} names", len(self._names))
            sets = tr_count("{count} set of annotations", "{count} sets of annotations", self._met.articles)
            files = tr_count("{count} file", "{count} files", self._files)
            open_ = sum(self._is_open(name) for name in self._names)
            words = tr("{names} in {sets} of {files}", names=names, sets=sets, files=files)
            if open_:
                words += tr_count(
                    " · {count} has no counterpart and is kept as it is",
                    " · {count} have no counterpart and are kept as they are",
                    open_,
                )
            self.told.setText(words)
        as_ = {SUGGESTIONS: tr("suggestions"), LAYERS: tr("layers of the annotators")}.get(
            self.as_, tr("layer “{name}”", name=self.as_)
        )
        for button, words in (
            (self._go, tr("Bring in as {what}  Enter", what=as_)),
            (self._as, tr("As…  A")),
        ):
            button.setText(words.replace("&", "&&"))
            button.setAccessibleName(words)
        self._go.setEnabled(not self._is_reading)
        self.show_nothing()

    # What it says

    def line_of(self, place: int) -> Line:
        """A foreign name and what it becomes."""
        foreign = self._names[place]
        state = tr(WHATS[foreign.what])
        of = tr("{name} of {type}", name=foreign.name, type=foreign.of) if foreign.of else foreign.name
        return Line(
            state,
            of,
            f"{foreign.count:,}",
            self._said(foreign),
            "ink",
            warns=self._is_open(foreign),
        )

    def details_of(self, place: int) -> Sequence[str]:
        """What becomes of a name, and of an attribute's values."""
        foreign = self._names[place]
        rule = rule_of(self.mapping, foreign)
        lines = [f"{tr(WHATS[foreign.what])} {foreign.name}", self._said(foreign)]
        if isinstance(rule, AttributeRule) and self._met is not None:
            values: Counter[str] = self._met.attributes.get(foreign.name, Counter())
            pairs = [f"{value or '–'} ({count:,}) → {rule.values.get(value, value)}" for value, count in values.items()]
            lines.append(" · ".join(pairs[:40]))
        return lines

    def fitting(self) -> Sequence[int]:
        """What fits what is typed."""
        words = self.words()
        return [k for k in range(len(self._names)) if all(w in self.line_of(k).spoken.casefold() for w in words)]

    def nothing_words(self) -> str:
        """Why the list is empty."""
        if self._is_reading:
            return tr("Reading…")
        if self._names:
            return tr("Nothing fits: type less.")
        return tr("There is nothing to map: these annotations speak the project's own language, or there are none.")

    def enter(self) -> None:
        """Bring the annotations in."""
        if self._go.isEnabled():
            self.bring_in_wanted.emit()

    def leave(self) -> None:
        """Bring nothing in."""
        self.given_up.emit()
        super().leave()

    # What is changed

    def _change(self) -> None:
        foreign = self._marked_name()
        if foreign is None:
            return
        schema, is_person = self.window_of.session.project.schema, foreign.what is What.ANNOTATOR
        self.window_of.chooser.ask(
            tr("{what} “{name}” becomes …", what=tr(WHATS[foreign.what]), name=foreign.name),
            choices_for(foreign, self.mapping, schema),
            lambda key: self._set(foreign, key),
            tr("Type the name of a layer") if is_person else tr("Type a label, a type, a role or a field"),
            is_free=is_person,
        )

    def _keep(self) -> None:
        if (foreign := self._marked_name()) is not None:
            self._set(foreign, layer_name_of(foreign.name) if foreign.what is What.ANNOTATOR else KEEP)

    def _leave_out(self) -> None:
        foreign = self._marked_name()
        if foreign is not None and foreign.what is What.ATTRIBUTE:
            self.window_of.session.refused.emit(tr("An attribute can be kept as it is, or go into a field."))
        elif foreign is not None and foreign.what is What.VALUE:
            self.window_of.session.refused.emit(tr("A value can be kept as it is, or become one of its field."))
        elif foreign is not None:
            self._set(foreign, LEAVE_OUT)

    def _set(self, foreign: Foreign, key: str) -> None:
        self.set_mapping(with_rule(self.mapping, foreign, chosen_rule(self.mapping, foreign, key)))
        self.give_keyboard()

    def _ask_as(self) -> None:
        from border_annotator.ui.dialogs.chooser import Choice

        layers = [layer.name for layer in self.window_of.session.project.layers.layers()]
        choices = [Choice(SUGGESTIONS, tr("Suggestions"), tr("they wait for a verdict"))]
        choices += [Choice(name, name, tr("layer")) for name in layers if name != SUGGESTIONS]
        if self._met is not None and self._met.annotators:
            who = ", ".join(self._met.annotators)
            choices.insert(1, Choice(LAYERS, tr("A layer for each annotator"), who[:LONGEST_NAME]))

        def take(name: str) -> None:
            self.as_ = name
            self.set_mapping(self.mapping)
            self.give_keyboard()

        self.window_of.chooser.ask(
            tr("Annotations come in as …"), choices, take, tr("Suggestions, or the name of a reviewer"), is_free=True
        )

    def _marked_name(self) -> Foreign | None:
        place = self.marked()
        return self._names[place] if place is not None else None

    def _said(self, foreign: Foreign) -> str:
        rule = rule_of(self.mapping, foreign)
        why = tr(GUESSES[rule.guess])
        if isinstance(rule, AttributeRule) and foreign.what is What.VALUE:
            return self._said_of_value(foreign, rule)
        if isinstance(rule, AttributeRule):
            into = tr("→ field {name}", name=rule.into.replace("_", " ")) if rule.into else tr("→ kept as it is")
            return f"{into} · {why}"
        if foreign.what is What.ANNOTATOR:
            return self._said_of_annotator(rule)
        if rule.becomes is Becomes.KEPT or (not rule.names and foreign.what in (What.ROLE, What.RELATION)):
            said = tr("→ left out") if rule.becomes is Becomes.LEFT_OUT else tr("→ kept as it is")
        elif rule.becomes is Becomes.LEFT_OUT:
            said = tr("→ left out")
        else:
            names = tr(" or ").join(rule.names)
            sort = {
                Becomes.ENTITY: tr("→ entity {names}", names=names),
                Becomes.FIGURE: tr("→ figure {names}", names=names),
                Becomes.TIME: tr("→ time {names}", names=names),
                Becomes.EVENT: tr("→ event {names}", names=names),
            }
            said = tr("→ {names}", names=names) if foreign.what in (What.ROLE, What.RELATION) else sort[rule.becomes]
            if rule.extends:
                said += tr(" (new in the schema)")
        return f"{said} · {why}"

    def _said_of_value(self, foreign: Foreign, rule: AttributeRule) -> str:
        meant = self._value_of(foreign, rule)
        return tr("→ kept as it is") if meant is None else tr("→ value {name}", name=meant.replace("_", " "))

    def _value_of(self, foreign: Foreign, rule: AttributeRule) -> str | None:
        """What a value becomes in its attribute's field, ``None`` where the field has no such value."""
        meant = rule.values.get(foreign.name, foreign.name)
        allowed = allowed_values(rule.into or "", self.window_of.session.project.schema) or ()
        return meant if meant in allowed else None

    def _said_of_annotator(self, rule: Rule) -> str:
        if rule.becomes is Becomes.LEFT_OUT:
            return tr("→ left out")
        if self.as_ == SUGGESTIONS:
            return tr("→ suggestions")
        return tr("→ layer “{name}”", name=rule.name if self.as_ == LAYERS else self.as_)

    def _is_open(self, foreign: Foreign) -> bool:
        rule = rule_of(self.mapping, foreign)
        if isinstance(rule, AttributeRule) and foreign.what is What.VALUE:
            return foreign.name not in rule.values and self._value_of(foreign, rule) is None
        return rule.guess is Guess.NONE
