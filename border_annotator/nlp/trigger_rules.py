"""The lexicon of words that name events, as data (``triggers.json``). Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cache

from border_annotator.domain.errors import BugError
from border_annotator.nlp.gazetteer import read_json, words_of

STATE = frozenset({"COUNTRY", "GOVERNMENT", "BORDER_AGENCY", "MILITARY", "INTL_ORG", "ROLE", "PERSON"})
ACTOR = STATE | {"ARMED_GROUP", "CIVIL_ORG", "PEOPLE", "NATIONALITY"}
_LABELS = {
    "state": STATE,
    "actor": ACTOR,
    "regime": frozenset({"COUNTRY", "GOVERNMENT"}),
    "court": frozenset({"GOVERNMENT", "INTL_ORG"}),
    "recipient": frozenset({"COUNTRY", "GOVERNMENT", "BORDER_AGENCY", "PEOPLE"}),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to name an event: words, what must stand with them, and what the event then is.

    ``words`` are lemmas, with a particle after a space (``push back``); every condition that is set must hold.
    ``theme``/``agent``/``of`` are head nouns or (``labels``, ``agent_labels``) entity labels of what the words act on.
    ``strict`` wants the head noun itself to be listed, not only some person.
    """

    type: str
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    theme: frozenset[str] = frozenset()
    agent: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    infinitive: frozenset[str] = frozenset()
    gerund: frozenset[str] = frozenset()
    premodifier: frozenset[str] = frozenset()
    conjunct: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    agent_labels: frozenset[str] = frozenset()
    theme_labels: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    words_in_theme: frozenset[str] = frozenset()
    below: frozenset[str] = frozenset()
    under: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    mode: str | None = None
    status: str | None = None
    genericity: str | None = None
    # The names of the conditions that are set.
    asked: tuple[str, ...] = ()
    # The role of whoever acts, when this rule's verb differs from its type (“officers arrived”: the force).
    agent_role: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All rules by the first word of their triggers, the roles of each type, and the words that set a status."""

    verbs: dict[str, tuple[Rule, ...]]
    nouns: dict[str, tuple[Rule, ...]]
    noun_phrases: tuple[Rule, ...]
    roles: dict[str, dict[str, tuple[str, ...]]]
    status: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    # Type -> role -> the word list of nouns that fill it without a path, when they stand nearest.
    near: dict[str, dict[str, str]] = field(default_factory=dict)


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    data = read_json("triggers.json")
    words = {name: frozenset(words_of(value)) for name, value in _table(data["words"]).items()}
    rules = [(_rule(_table(item), words), _table(item)) for item in _items(data["rules"])]
    verbs: dict[str, list[Rule]] = {}
    nouns: dict[str, list[Rule]] = {}
    for rule, _ in rules:
        for word in rule.verbs:
            verbs.setdefault(word.split(" ")[0], []).append(rule)
        for word in rule.nouns:
            nouns.setdefault(word, []).append(rule)
    roles = {
        event_type: {place: tuple(str(role).split()) for place, role in _table(table).items()}
        for event_type, table in _table(data["roles"]).items()
    }
    return Lexicon(
        {word: tuple(found) for word, found in verbs.items()},
        {word: tuple(found) for word, found in nouns.items()},
        tuple(rule for rule, item in rules if "noun_phrase" in item),
        roles,
        {name: frozenset(words_of(value)) for name, value in _table(data["status"]).items()},
        words,
        {
            event_type: {role: str(name) for role, name in _table(table).items()}
            for event_type, table in _table(data["near"]).items()
        },
    )


def _rule(item: dict[str, object], words: dict[str, frozenset[str]]) -> Rule:
    def listed(key: str) -> frozenset[str]:
        value = item.get(key)
        if value is None:
            return frozenset()
        return words[value] if isinstance(value, str) else frozenset(words_of(value))

    def labels(key: str) -> frozenset[str]:
        value = item.get(key)
        if value is None:
            return frozenset()
        return _LABELS[value] if isinstance(value, str) else frozenset(words_of(value))

    def text(key: str) -> str | None:
        value = item.get(key)
        return value if isinstance(value, str) else None

    rule = Rule(
        type=str(item["type"]), verbs=listed("verb"), nouns=listed("noun"), theme=listed("theme"),
        agent=listed("agent"), of=listed("of"),
        inside=listed("in"), by=listed("by"),
        infinitive=listed("infinitive"), gerund=listed("gerund"),
        premodifier=listed("premodifier"), conjunct=listed("conjunct"), labels=labels("labels"),
        agent_labels=labels("agent_labels") | labels("agent_or_by"), theme_labels=labels("theme_labels"),
        beside=labels("beside"), words_in_theme=listed("words_in_theme"),
        below=listed("below"), under=listed("under"), prepositions=listed("prepositions"),
        flags=frozenset(key for key, value in item.items() if value is True),
        mode=text("mode"), status=text("status"), genericity=text("genericity"),
        agent_role=text("agent_role"),
    )  # fmt: skip
    set_fields = tuple(
        f.name for f in fields(rule) if isinstance(getattr(rule, f.name), frozenset) and getattr(rule, f.name)
    )
    return replace(rule, asked=(*(name for name in set_fields if name != "flags"), *sorted(rule.flags)))


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise BugError("triggers.json: an object was expected")
    return value


def _items(value: object) -> list[object]:
    if not isinstance(value, list):
        raise BugError("triggers.json: a list was expected")
    return value
