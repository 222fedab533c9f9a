"""``border-annotator check``."""

from border_annotator.cli.arguments import AsJson, ProjectPath


def check(project: ProjectPath, *, as_json: AsJson = False) -> int:
    """Check the project's file, every offset and the journal."""
    from border_annotator.cli.outcome import GOOD, PROBLEMS
    from border_annotator.cli.screen import Screen, counted
    from border_annotator.services.check import FILE
    from border_annotator.services.check import check as look
    from border_annotator.services.project import open_project_to_read

    screen = Screen(as_json=as_json)
    findings = []
    with open_project_to_read(project) as opened:
        documents = len(opened.documents.ids())
        for finding in look(opened):
            screen.line(f"{finding.place}: {finding.reason}")
            findings.append(finding)
    found = counted(len(findings), "problem") if findings else "no problems"
    screen.line(f"Checked {counted(documents, 'document')}: {found}.")
    if any(finding.place == FILE for finding in findings):
        screen.line(
            f"The file itself is damaged: “border-annotator backups {project}” lists copies of it to go back to, and"
            f" “border-annotator recover {project} NEW” saves what can be read."
        )
    screen.json({"documents": documents, "problems": [{"place": f.place, "reason": f.reason} for f in findings]})
    return PROBLEMS if findings else GOOD
