"""What ``border-annotator import`` does with files of annotations, and shows of it."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.cli.opening import opened_for_work
from border_annotator.cli.outcome import GOOD, PROBLEMS
from border_annotator.cli.screen import Screen, counted
from border_annotator.domain.adoption import Fate
from border_annotator.domain.annotators import LAYERS, SUGGESTIONS, is_left_out, only_annotators
from border_annotator.domain.errors import KnownError
from border_annotator.domain.mapping import Guess, LabelMapping
from border_annotator.domain.mapping_guess import completed, open_values
from border_annotator.domain.sentence import say
from border_annotator.formats.mapping_file import read_mapping, write_mapping
from border_annotator.services.adopt import adopt, rehearse
from border_annotator.services.annotation_file import AnnotationFile, layer_name
from border_annotator.services.annotation_files import met_in_files
from border_annotator.services.project import open_project_to_read

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence
    from pathlib import Path

    from border_annotator.domain.mapping import Rule
    from border_annotator.domain.mapping_guess import Met
    from border_annotator.formats.readers.registry import ForeignFormat
    from border_annotator.services.adopt import AdoptStep
    from border_annotator.services.project import Project

    Found = Sequence[tuple[Path, ForeignFormat]]


@dataclass(frozen=True, slots=True)
class AdoptOptions:
    """How annotations come in: as what, by which mapping, whose, and where the whole mapping is written."""

    as_: str
    mapping: Path | None = None
    write_mapping: Path | None = None
    annotators: tuple[str, ...] = ()


class Parts(Screen):
    """A screen for a command of several parts: with ``--json`` they are one value, given at its end."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__(as_json=as_json)
        self._parts: dict[str, object] = {}

    def json(self, plain: object) -> None:
        """One part."""
        if isinstance(plain, dict):
            self._parts |= plain

    def finish(self) -> None:
        """All parts."""
        super().json(self._parts)


def adopted(project: Path, files: Found, options: AdoptOptions, screen: Screen) -> int:
    """Bring the annotations of files in, and tell of everything that does not simply come in."""
    with opened_for_work(project, "border-annotator import") as opened:
        mapping, met = _mapping(opened, files, options)
        _say_who(met, mapping, options, screen)
        steps = ((path, step) for path, known in files for step in _steps(opened, path, known, mapping, options))
        return _told(steps, options, screen, "Imported")


def adoption_planned(project: Path, files: Found, options: AdoptOptions, screen: Screen) -> int:
    """Show what each label would become and what would not come in; nothing is written to the project."""
    template = options.mapping if options.mapping is not None and not options.mapping.exists() else None
    with open_project_to_read(project) as opened:
        mapping, met = _mapping(opened, files, options, template)
        _show(mapping, met, screen, open_values(mapping, met, opened.schema))
        _say_who(met, mapping, options, screen)
        steps = (
            (path, step)
            for path, known in files
            for step in rehearse(opened, AnnotationFile.at(path, known.name), known.read(path), mapping, options.as_)
        )
        code = _told(steps, options, screen, "Would import")
    if template is None:
        screen.line("Nothing was written.")
    else:
        screen.line(f"Nothing was imported. {template} holds the mapping: change it, and import with it.")
    return code


def _mapping(
    project: Project, files: Found, options: AdoptOptions, template: Path | None = None
) -> tuple[LabelMapping, Met]:
    """The mapping for all that is in the files; ``template`` is where it is written besides, to be changed there."""
    if options.as_ != LAYERS:
        layer_name(options.as_)
    given = LabelMapping()
    if options.mapping is not None and options.mapping != template:
        given = read_mapping(options.mapping)
    met = met_in_files(files)
    mapping = completed(given, met, project.schema)
    if options.annotators:
        unknown = [name for name in options.annotators if name not in met.annotators]
        if unknown:
            raise KnownError(
                "Nobody is called “{name}” in these files: choose of {choices}.",
                name=unknown[0],
                choices=", ".join(met.annotators) or say("nobody: they do not say who made them"),
            )
        mapping = only_annotators(mapping, met.annotators, options.annotators)
    for path in (options.write_mapping, template):
        if path is not None:
            write_mapping(path, mapping, open_values(mapping, met, project.schema))
    return mapping, met


def _say_who(met: Met, mapping: LabelMapping, options: AdoptOptions, screen: Screen) -> None:
    """Say who made the annotations where the work of several comes together."""
    names = [name for name in met.annotators if not is_left_out(mapping, name)]
    if len(names) > 1 and options.as_ not in (SUGGESTIONS, LAYERS):
        who = ", ".join(names)
        screen.line(f"The work of {who} comes into the one layer {options.as_}: --as layers keeps them apart.")


def _steps(
    project: Project, path: Path, known: ForeignFormat, mapping: LabelMapping, options: AdoptOptions
) -> Generator[AdoptStep, None, None]:
    with closing(adopt(project, AnnotationFile.at(path, known.name), known.read(path), mapping, options.as_)) as steps:
        yield from steps


def _told(steps: Iterable[tuple[Path, AdoptStep]], options: AdoptOptions, screen: Screen, did: str) -> int:
    fates: Counter[Fate] = Counter()
    added = articles = new = 0
    into: Counter[str] = Counter()
    sets: list[dict[str, object]] = []
    bad = 0
    try:
        for path, step in steps:
            where = ", ".join(part for part in (str(path), step.place) if part)
            if step.reason is not None:
                bad += 1
                screen.line(f"{where}: {step.reason}")
            for told in step.told:
                fates[told.fate] += 1
                # What a file says of a whole article is kept whole with where it came from.
                is_about_all = told.what == "attribute" and not told.id
                if step.reason is None and not is_about_all:
                    screen.line(f"{where}: {told}")
            added += step.added
            if step.into is not None:
                into[step.into] += step.added
            new += step.is_new
            articles += step.document_id is not None
            sets.append(_plain(path, step))
    except KeyboardInterrupt:
        return screen.stopped(f"stopped: {counted(added, 'annotation')} imported, they stay.")
    said = ", ".join(
        f"{count} {'kept as they are' if fate is Fate.KEPT and count != 1 else fate.value}"
        for fate, count in sorted(fates.items(), key=lambda pair: pair[0].value)
    )
    fresh = f", {new} of them new" if new else ""
    as_ = ", ".join(f"{name} ({count:,})" for name, count in sorted(into.items())) or "no layer"
    as_ = f"layers {as_}" if options.as_ == LAYERS else options.as_
    screen.line(
        f"{did} {counted(added, 'annotation')} as {as_} on {counted(articles, 'article')}{fresh}"
        f"{'; ' + said if said else ''}."
    )
    screen.json({"annotations": sets})
    return PROBLEMS if bad or fates[Fate.QUARANTINED] else GOOD


def _plain(path: Path, step: AdoptStep) -> dict[str, object]:
    lines = [
        {
            "fate": t.fate.value,
            "what": t.what,
            "id": t.id,
            "label": t.label,
            "surface": t.surface,
            "reason": str(t.reason),
        }
        for t in step.told
    ]
    plain: dict[str, object] = {"path": str(path), "place": step.place, "article": step.doc_id, "id": step.document_id}
    plain |= {"layer": step.into}
    return plain | {"is_new": step.is_new, "added": step.added, "reason": step.reason, "lines": lines}


def _show(mapping: LabelMapping, met: Met, screen: Screen, waiting: Mapping[str, Sequence[str]]) -> None:
    rows = [("label", name, count, mapping.label(name)) for name, count in sorted(met.labels.items())]
    rows += [("type", name, count, mapping.type(name)) for name, count in sorted(met.types.items())]
    rows += [(f"role of {key[0]}", key[1], count, mapping.role(*key)) for key, count in sorted(met.roles.items())]
    shown = [[f"{what} {name}", str(count), _meaning(rule), rule.guess.value] for what, name, count, rule in rows]
    for name, values in sorted(met.attributes.items()):
        rule = mapping.attribute(name)
        shown.append([f"attribute {name}", str(values.total()), rule.into or "keep", rule.guess.value])
        shown += [
            [f"value {value[:40]} of {name}", str(values[value]), "keep", Guess.NONE.value]
            for value in waiting.get(name, ())
        ]
    for name, count in sorted(met.annotators.items()):
        layer = "left out" if is_left_out(mapping, name) else mapping.annotator(name).name
        shown.append([f"annotator {name}", str(count), layer, mapping.annotator(name).guess.value])
    screen.table("What the annotations become", ("", "times", "becomes", "because"), shown)
    screen.json({"mapping": [dict(zip(("name", "times", "becomes", "guess"), row, strict=True)) for row in shown]})


def _meaning(rule: Rule) -> str:
    names = " or ".join(rule.names)
    return f"{rule.becomes.value} {names}".strip() + (" (new)" if rule.extends else "")
