"""Every action of the window: one table with id, words, keys and place in the menus."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Declared:
    """One action with the keys that it has until the user chooses others (``keys.KEYS`` knows the present ones).

    ``keys`` are Qt's portable names, the first one is shown. Words and tip are translated where they are shown.
    """

    id: str
    words: str
    keys: tuple[str, ...]
    menu: str
    tip: str = ""
    checkable: bool = False


_TO_A_PHRASE = "Up to the next small word or punctuation: of the selection, the mark at the caret, or the trigger"
_FILLS = "With the selection at once, else with what is clicked next"
_OF_THE_MARK = "Of the selection, the mark at the caret, or the trigger in focus"

ROLE_DIGITS = tuple(enumerate("1234567890", start=1))
ROLE_KEYS = (*(f"role.{digit}" for _place, digit in ROLE_DIGITS), *(f"role.{place}" for place in range(11, 21)))
"""The actions that fill the roles of the event in focus, in the card's order."""

ACTIONS = (
    Declared("project.new", "New project…", ("Ctrl+N",), "File"),
    Declared("project.open", "Open project…", ("Ctrl+O",), "File"),
    Declared("project.import", "Import articles…", ("Ctrl+I",), "File", "Choose files and see what would come in"),
    Declared(
        "project.import_folder",
        "Import a folder…",
        ("Ctrl+Shift+I",),
        "File",
        "Choose a folder and see what would come in of it",
    ),
    Declared(
        "project.import_clipboard",
        "Import from the clipboard…",
        ("Ctrl+Shift+V", "Ctrl+V"),
        "File",
        "See what would come in of the text, the page or the files in the clipboard",
    ),
    Declared(
        "project.import_report",
        "What was imported…",
        ("Ctrl+Alt+I",),
        "File",
        "The plan that waits, or what came of the last import with everything that was left out",
    ),
    Declared(
        "project.quarantine",
        "Annotations in quarantine…",
        ("Ctrl+Alt+U",),
        "File",
        "Annotations from elsewhere that could not be placed: place them, try again, or discard them",
    ),
    Declared(
        "project.watch",
        "Watch a folder for articles…",
        ("Ctrl+Alt+W",),
        "File",
        "What lies or appears in a folder comes in by itself; again, and it is watched no longer",
        checkable=True,
    ),
    Declared("project.prelabel", "Pre-label new articles", ("Ctrl+P",), "File", "Let the model propose annotations"),
    Declared(
        "document.prelabel",
        "Pre-label this article again",
        ("Ctrl+Shift+P",),
        "File",
        "Let the model read the open article once more; every verdict stays",
    ),
    Declared(
        "project.export",
        "Export…",
        ("Ctrl+E",),
        "File",
        "Write a data set in any format, with a look at what is lost first",
    ),
    Declared("project.backup", "Back up now", ("Ctrl+B",), "File", "Copy the project and check the copy"),
    Declared(
        "project.backups", "Backups…", ("Ctrl+Shift+B",), "File", "All backups, what differs, and the way back to one"
    ),
    Declared(
        "project.save_copy",
        "Save a copy…",
        ("Ctrl+Shift+S",),
        "File",
        "Write all that is open into a new file, also when the project's own file is gone",
    ),
    Declared(
        "project.recover",
        "Save what can be read…",
        ("Ctrl+Alt+R",),
        "File",
        "Make a new project of what can be read of a damaged one; the damaged file stays as it is",
    ),
    Declared("project.quit", "Quit", ("Ctrl+Q",), "File"),
    Declared("history.undo", "Undo", ("Ctrl+Z",), "Edit"),
    Declared("history.redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Edit"),
    Declared("article.find", "Find in the article…", ("Ctrl+F",), "Edit"),
    Declared("article.find_next", "Next hit", ("F3",), "Edit", "Go to the next hit in the article"),
    Declared("article.find_previous", "Previous hit", ("Shift+F3",), "Edit", "Go to the hit before"),
    Declared("project.search", "Search all articles…", ("Ctrl+Shift+F",), "Edit", "Every place of some words"),
    Declared("history.timeline", "Time-line…", ("Ctrl+H",), "Edit", "Everything that was done, the newest first"),
    Declared(
        "history.event",
        "Time-line of the event…",
        ("Ctrl+Shift+H",),
        "Edit",
        "What was done to the event in focus; any earlier state can be restored",
    ),
    Declared("event.confirm", "Confirm event", ("A",), "Review"),
    Declared("event.reject", "Reject event", ("X",), "Review"),
    Declared("event.reject_why", "Reject event and say why…", ("Z",), "Review"),
    Declared("event.next", "Next event", ("J",), "Review"),
    Declared("event.previous", "Previous event", ("K",), "Review"),
    Declared("item.confirm", "Confirm the mark at the caret", ("Shift+A",), "Review"),
    Declared("item.reject", "Reject the mark at the caret", ("Shift+X",), "Review"),
    Declared("item.reject_why", "Reject the mark at the caret and say why…", ("Shift+Z",), "Review"),
    Declared("item.restore", "Take the verdict back", ("U",), "Review", "Let the event in focus wait again"),
    Declared("document.confirm_rest", "Confirm all that waits in the article", ("Ctrl+Shift+A",), "Review"),
    Declared(
        "many.article",
        "Confirm many in the article…",
        ("Ctrl+Alt+A",),
        "Review",
        "All above a confidence, of one kind or of one type, as one step",
    ),
    Declared(
        "many.queue",
        "Confirm many in the list of articles…",
        ("Ctrl+Alt+L",),
        "Review",
        "The same in all articles of the list on the left, as it is filtered",
    ),
    Declared(
        "document.done", "Mark the article as done", ("Ctrl+Return",), "Review", "Done, and on to the next article"
    ),
    Declared(
        "document.skip", "Skip the article…", ("Ctrl+Shift+Return",), "Review", "Leave the article out, with a reason"
    ),
    Declared(
        "document.reopen",
        "Begin or reopen the article",
        ("Ctrl+Shift+O",),
        "Review",
        "Say that the article is in progress, also before the first edit",
    ),
    Declared("document.next", "Next article", ("]", "Ctrl+Down"), "Review"),
    Declared("document.previous", "Previous article", ("[", "Ctrl+Up"), "Review"),
    Declared("queue.filter", "Filter the queue", ("/",), "Review", "Type words of titles and sources"),
    Declared(
        "queue.choose",
        "Sort and filter the queue…",
        ("Ctrl+Alt+Q",),
        "Review",
        "Orders and filters, with how many articles each leaves",
    ),
    Declared(
        "document.facts",
        "Article facts: date, title, language…",
        ("D",),
        "Annotate",
        "Set the publication date, title, publisher and language",
    ),
    Declared(
        "document.mask",
        "Mask or unmask the line",
        ("B",),
        "Annotate",
        "Take the line at the caret for boilerplate, or for part of the article",
    ),
    Declared("event.new", "New event from the selection…", ("N",), "Annotate"),
    Declared("event.type", "Change the event's type…", ("T",), "Annotate"),
    Declared("event.trigger", "Set the trigger to the selection", ("G",), "Annotate"),
    Declared(
        "event.edit",
        "Edit the card, row by row",
        ("E",),
        "Annotate",
        "A letter changes what it stands on; Enter edits a row",
    ),
    Declared("event.role", "Fill a role…", ("R",), "Roles", "Fill a role from the selection, or from a list"),
    Declared("event.clear_role", "Clear a role…", ("C",), "Roles", "Clear a filler, a mention or a relation"),
    *(Declared(f"role.{digit}", f"Fill role {place}", (digit,), "Roles", _FILLS) for place, digit in ROLE_DIGITS),
    *(
        Declared(f"role.{place + 10}", f"Fill role {place + 10}", (f"Alt+{digit}",), "Roles", _FILLS)
        for place, digit in ROLE_DIGITS
    ),
    Declared(
        "role.not_stated", "The role is not stated", ("-",), "Roles", "Say that the text does not tell what fills it"
    ),
    Declared(
        "event.attribute",
        "Set status, polarity, mode…",
        ("S",),
        "Annotate",
        "Set an attribute, or edit when, where, mentions and relations",
    ),
    Declared("say.occurred", "It occurred", ("Shift+O",), "Status", "Set the status of the event in focus"),
    Declared("say.ongoing", "It is going on", ("Shift+G",), "Status", "Set the status of the event in focus"),
    Declared("say.planned", "It is planned", ("Shift+P",), "Status", "Set the status of the event in focus"),
    Declared("say.hypothetical", "It is hypothetical", ("Shift+H",), "Status", "Set the status of the event in focus"),
    Declared("say.alleged", "It is alleged", ("Shift+L",), "Status", "Set the status of the event in focus"),
    Declared("say.denied", "It is denied", ("Shift+D",), "Status", "Set the status of the event in focus"),
    Declared(
        "say.negative",
        "It did not happen, or it did",
        ("Shift+N",),
        "Status",
        "Turn the polarity of the event in focus round",
    ),
    Declared(
        "say.generic",
        "A practice, or one event",
        ("Shift+U",),
        "Status",
        "Turn the genericity of the event in focus round",
    ),
    Declared(
        "say.attribution",
        "Who says so: narrator, attributed, contested",
        ("Shift+B",),
        "Status",
        "Each press goes on to the next of the three",
    ),
    Declared("say.mode", "Mode…", ("Shift+K",), "Status", "Choose the mode by its number"),
    Declared("say.severity_0", "Severity 0", ("Ctrl+Alt+0",), "Status"),
    Declared("say.severity_1", "Severity 1", ("Ctrl+1",), "Status"),
    Declared("say.severity_2", "Severity 2", ("Ctrl+2",), "Status"),
    Declared("say.severity_3", "Severity 3", ("Ctrl+3",), "Status"),
    Declared("say.severity_4", "Severity 4", ("Ctrl+4",), "Status"),
    Declared("say.when", "When…", ("Shift+T",), "Status", "Choose a time of the article by its number, or write dates"),
    Declared(
        "say.where", "Where…", ("Shift+E",), "Status", "Choose countries by their number, or write them: lt lv border"
    ),
    Declared(
        "say.mention",
        "Told here too",
        ("Shift+M",),
        "Status",
        "The selection, or a word that is picked by its letters, tells of the event too; again, and it does not",
    ),
    Declared("say.relation", "Related to…", ("Shift+R",), "Status", "Part of, caused by another event"),
    Declared("say.doubtful", "Doubtful, or not", ("Ctrl+D",), "Status", "What is doubtful is not scored"),
    Declared(
        "say.mark_doubtful",
        "The mark at the caret is doubtful, or not",
        ("Ctrl+Shift+D",),
        "Status",
        "What is doubtful is not scored",
    ),
    Declared("event.duplicate", "Duplicate the event", ("O",), "Annotate", "Make another event that says the same"),
    Declared("event.split", "Split the event…", ("P",), "Annotate", "Make two events of one"),
    Declared("event.merge", "Merge with another event…", ("M",), "Annotate", "Make one event of two"),
    Declared("figure.value", "Edit a figure's value or dates…", ("V",), "Annotate"),
    Declared(
        "figure.counted",
        "What a figure counts…",
        ("Shift+C",),
        "Annotate",
        "Choose what the figure at the caret counts by its number, or write it",
    ),
    Declared(
        "figure.period",
        "What time a figure covers…",
        ("Shift+J",),
        "Annotate",
        "Choose the time that the figure at the caret covers by its number",
    ),
    Declared(
        "entity.label",
        "Label the selection as an entity…",
        ("L",),
        "Annotate",
        "Label the selection, or the entity at the caret",
    ),
    Declared("entity.link", "Link the name at the caret…", ("I",), "Annotate", "Say whom or what the name stands for"),
    Declared(
        "gazetteer.add",
        "Add the name to the gazetteer",
        ("Y",),
        "Annotate",
        "Add the name that is offered, or at the caret",
    ),
    Declared("gazetteer.show", "The project's gazetteer…", ("Ctrl+G",), "Annotate", "Add, change and remove names"),
    Declared("note.write", "Note…", ("Q",), "Annotate", "A note on the selection, the event in focus, or the article"),
    Declared("note.ask", "Flag: ask someone", ("Shift+Q",), "Annotate", "Flag the selection, the event or the article"),
    Declared("note.article", "Note on the article…", ("Alt+Q",), "Annotate"),
    Declared("note.ask_article", "Flag the article: ask someone", ("Alt+Shift+Q",), "Annotate"),
    Declared("note.list", "All notes and flags…", ("Ctrl+Shift+Q",), "Annotate", "Every note of the project"),
    Declared("figure.new", "Mark the selection as a figure", ("F",), "Annotate"),
    Declared("caret.next_word", "Caret to the next word", ("Ctrl+Right",), "Text"),
    Declared("caret.previous_word", "Caret to the previous word", ("Ctrl+Left",), "Text"),
    Declared("caret.next_mark", "Caret to the next mark", ("Alt+Right",), "Text", "The next entity, figure or trigger"),
    Declared(
        "caret.previous_mark",
        "Caret to the previous mark",
        ("Alt+Left",),
        "Text",
        "The entity, figure or trigger before",
    ),
    Declared("caret.next_sentence", "Caret to the next sentence", ("Alt+Down",), "Text"),
    Declared("caret.previous_sentence", "Caret to the previous sentence", ("Alt+Up",), "Text"),
    Declared("caret.extend_next_word", "Select on to the end of a word", ("Ctrl+Shift+Right",), "Text"),
    Declared("caret.extend_previous_word", "Select back to the beginning of a word", ("Ctrl+Shift+Left",), "Text"),
    Declared("caret.extend_next_mark", "Select on to the end of a mark", ("Alt+Shift+Right",), "Text"),
    Declared("caret.extend_previous_mark", "Select back to the beginning of a mark", ("Alt+Shift+Left",), "Text"),
    Declared("caret.extend_next_sentence", "Select on to the end of a sentence", ("Alt+Shift+Down",), "Text"),
    Declared("caret.extend_previous_sentence", "Select back to the beginning of a sentence", ("Alt+Shift+Up",), "Text"),
    Declared("select.word", "Select the word", ("W",), "Text", "Select the word at the caret; again for one more"),
    Declared("select.sentence", "Select the sentence", ("Shift+W",), "Text", "Select the sentence at the caret"),
    Declared("select.mark", "Select the mark", ("Alt+W",), "Text", "Select the words of the mark at the caret"),
    Declared("boundary.start_earlier_word", "Begin the mark a word earlier", (",",), "Text", _OF_THE_MARK),
    Declared("boundary.start_later_word", "Begin the mark a word later", ("<",), "Text", _OF_THE_MARK),
    Declared("boundary.end_later_word", "End the mark a word later", (".",), "Text", _OF_THE_MARK),
    Declared("boundary.end_earlier_word", "End the mark a word earlier", (">",), "Text", _OF_THE_MARK),
    Declared("boundary.start_earlier_character", "Begin the mark a character earlier", ("Alt+,",), "Text"),
    Declared("boundary.start_later_character", "Begin the mark a character later", ("Alt+<",), "Text"),
    Declared("boundary.end_later_character", "End the mark a character later", ("Alt+.",), "Text"),
    Declared("boundary.end_earlier_character", "End the mark a character earlier", ("Alt+>",), "Text"),
    Declared("boundary.start_earlier_phrase", "Begin the mark a phrase earlier", ("(",), "Text", _TO_A_PHRASE),
    Declared("boundary.start_later_phrase", "Begin the mark a phrase later", ("Alt+(",), "Text", _TO_A_PHRASE),
    Declared("boundary.end_later_phrase", "End the mark a phrase later", (")",), "Text", _TO_A_PHRASE),
    Declared("boundary.end_earlier_phrase", "End the mark a phrase earlier", ("Alt+)",), "Text", _TO_A_PHRASE),
    Declared("boundary.start_earlier_sentence", "Begin the mark with the sentence", ("{",), "Text", _OF_THE_MARK),
    Declared("boundary.start_later_sentence", "Begin the mark a sentence later", ("Alt+{",), "Text", _OF_THE_MARK),
    Declared("boundary.end_later_sentence", "End the mark with the sentence", ("}",), "Text", _OF_THE_MARK),
    Declared("boundary.end_earlier_sentence", "End the mark a sentence earlier", ("Alt+}",), "Text", _OF_THE_MARK),
    Declared("view.palette", "Commands…", ("Ctrl+K",), "View", "Find any command by typing"),
    Declared("view.rejected", "Show what was rejected", ("H",), "View", checkable=True),
    Declared("view.queue", "Show the articles", ("F8",), "View", "Show or hide the queue", checkable=True),
    Declared("view.events", "Show the events", ("F9",), "View", "Show or hide the event cards", checkable=True),
    Declared("view.larger", "Larger text", ("Ctrl++", "Ctrl+="), "View"),
    Declared("view.smaller", "Smaller text", ("Ctrl+-",), "View"),
    Declared("view.usual", "Usual text size", ("Ctrl+0",), "View"),
    Declared("view.theme", "Light or dark…", ("Ctrl+T",), "View"),
    Declared(
        "help.guideline",
        "Guidelines of what is at hand",
        ("F1",),
        "Help",
        "Definition, examples and rules of the type, role, label or figure at hand, beside the work",
    ),
    Declared("keys.sheet", "All keys", ("?",), "Help", "A sheet of all keys, by what they are for"),
    Declared("keys.change", "Change keys…", ("Ctrl+,",), "Help", "Give any action another key"),
    Declared("help.welcome", "First steps", ("F2",), "Help", "What this is and how to begin, on one page"),
    Declared("help.model", "Which model makes the suggestions", ("Shift+F1",), "Help"),
    Declared(
        "help.report",
        "Report of the last fault…",
        ("Ctrl+Shift+F1",),
        "Help",
        "What went wrong inside the program, to copy; without a word of your articles",
    ),
    Declared("help.about", "About Border Annotator", ("Ctrl+F1",), "Help"),
)

MENUS = ("File", "Edit", "Review", "Annotate", "Roles", "Status", "Text", "View", "Help")

NEW_GROUP = frozenset(
    {
        "project.prelabel",
        "project.backup",
        "project.quit",
        "item.confirm",
        "document.confirm_rest",
        "document.next",
        "queue.filter",
        "article.find",
        "event.new",
        "event.type",
        "role.1",
        "role.not_stated",
        "say.negative",
        "say.severity_0",
        "say.when",
        "say.doubtful",
        "event.duplicate",
        "figure.value",
        "entity.label",
        "caret.extend_next_word",
        "select.word",
        "boundary.start_earlier_word",
        "boundary.start_earlier_character",
        "boundary.start_earlier_phrase",
        "view.larger",
        "view.theme",
        "project.import",
        "note.write",
    }
)
"""Actions that begin a new group of their menu."""
