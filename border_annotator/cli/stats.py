"""``border-annotator stats``."""

from border_annotator.cli.arguments import AsJson, ProjectPath


def stats(project: ProjectPath, *, as_json: AsJson = False) -> int:
    """Count a project's documents, suggestions and annotations."""
    from border_annotator.cli.outcome import GOOD
    from border_annotator.cli.screen import Screen
    from border_annotator.services.project import open_project_to_read
    from border_annotator.services.stats import stats as count

    screen = Screen(as_json=as_json)
    with open_project_to_read(project) as opened, screen.progress("Counting") as report:
        found = count(opened, lambda done, total: report(done, total, "articles"))
    screen.json(found.to_plain())
    states = {**found.documents, "pre-labelled": found.prelabelled}
    screen.table("Documents", ("", "number"), [(name.replace("_", " "), str(n)) for name, n in states.items()])
    screen.table("Suggestions", ("", "number"), [(name, str(n)) for name, n in found.suggestions.items()])
    columns = tuple(next(iter(found.kinds.values())))
    rows = [(name, *(str(states[column]) for column in columns)) for name, states in found.kinds.items()]
    screen.table("Annotations", ("", *columns), rows)
    for name, labels in found.labels.items():
        screen.table(
            f"{name.capitalize()}, without rejected ones", ("", "number"), [(k, str(n)) for k, n in labels.items()]
        )
    return GOOD
