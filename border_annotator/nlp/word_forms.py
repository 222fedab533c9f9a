"""Singulars of English nouns, for naming what a figure counts. Standard library only."""

from __future__ import annotations

from functools import cache

_IRREGULAR = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child", "wives": "wife",
    "knives": "knife", "lives": "life", "feet": "foot", "teeth": "tooth", "crises": "crisis", "bases": "base",
    "police": "police", "customs": "customs", "goods": "goods", "forces": "force", "personnel": "personnel",
    "news": "news", "series": "series", "species": "species", "aircraft": "aircraft", "headquarters": "headquarters",
    "barracks": "barracks", "chargés": "chargé", "troops": "troop", "buses": "bus", "gases": "gas", "canvas": "canvas",
    "means": "means", "authorities": "authority", "statuses": "status", "viruses": "virus", "axes": "axis",
}  # fmt: skip
_MEN = ("policemen", "servicemen", "fishermen", "gunmen", "guardsmen", "crewmen", "seamen", "spokesmen", "statesmen")


def singular(noun: str) -> str:
    """The singular of a lower-case noun or noun phrase (its last word); a singular comes back as it is."""
    *before, last = noun.split(" ") if " " in noun else [noun]
    return " ".join((*before, _one(last)))


@cache
def _one(noun: str) -> str:
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun in _MEN or noun.endswith(("women", "smen", "cemen")):
        return noun[:-2] + "an"
    if len(noun) < 4 or not noun.endswith("s") or noun.endswith(("ss", "us", "is")):
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "zes")):
        return noun[:-2]
    return noun[:-1]
