"""The feature structures of a UIMA CAS in XMI, read one by one; no declarations of a document type are allowed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile
from zlib import error as zlib_error

from border_annotator.domain.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO, Any

XMI = "{http://www.omg.org/XMI}"
CAS = "uima.cas."
DEEPEST = 20
"""How far elements may stand in each other; features do at two."""
UNDERSTOOD_ELSEWHERE = frozenset({
    "Token", "Sentence", "Paragraph", "Lemma", "Stem", "MorphologicalFeatures", "POS", "Dependency", "TokenForm",
    "TagsetDescription", "LayerFlag", "FieldDescription", "FeatureDescription",
})  # fmt: skip
"""Layers of words and grammar, which the program finds for itself."""
META = frozenset({"DocumentMetaData", "DocumentAnnotation"})
_PLAIN = ("String", "Integer", "Float", "Boolean", "Double", "Long", "Short", "Byte")


@dataclass(frozen=True, slots=True)
class Structure:
    """One feature structure: its type, its id in the file, and its features as texts."""

    type: str
    id: str
    features: Mapping[str, str]

    @property
    def short(self) -> str:
        """The type without its package."""
        return self.type.rpartition(".")[2]


@dataclass(slots=True)
class Structures:
    """What a file holds: annotations and links by their ids, the texts of its sofas, and what was only counted."""

    found: dict[str, Structure] = field(default_factory=dict)
    sofas: dict[str, Structure] = field(default_factory=dict)
    meta: list[Structure] = field(default_factory=list)
    arrays: dict[str, str] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)

    def take(self, structure: Structure) -> None:
        """Put a structure where it belongs."""
        if structure.type == CAS + "Sofa":
            self.sofas[structure.id] = structure
        elif structure.short in META:
            self.meta.append(structure)
        elif structure.type.startswith(CAS):
            self.arrays[structure.id] = structure.features.get("elements", "")
        elif structure.short in UNDERSTOOD_ELSEWHERE or ".lexmorph." in structure.type or ".syntax." in structure.type:
            self.counted[structure.short] += 1
        elif structure.id:
            self.found[structure.id] = structure


def read_structures(file: IO[bytes], name: str) -> Structures:
    """All structures of a file; raises ``KnownError`` where it is no XML, or declares entities."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    found = Structures()
    depth = 0
    try:
        for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                raise KnownError("{name}: its elements stand too deep in each other.", name=name)
            if event == "end" and depth == 1:
                found.take(_structure(element))
                element.clear()
    except DefusedXmlException:
        raise KnownError("{name}: declares a document type, which is not safe to read.", name=name) from None
    except (ParseError, ValueError, LookupError, BadZipFile, zlib_error) as error:
        raise KnownError("{name}: not valid XML ({reason}).", name=name, reason=str(error)) from None
    return found


def _structure(element: Any) -> Structure:  # noqa: ANN401 # the safe parser gives elements that it does not name
    space, _, name = str(element.tag).removeprefix("{").rpartition("}")
    package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    features = {str(key): str(value) for key, value in element.attrib.items() if not key.startswith("{")}
    for child in element:
        said = child.text or ""
        features[child.tag] = f"{features[child.tag]}; {said}" if child.tag in features else said
    return Structure(f"{package}.{name}", str(element.get(XMI + "id", "")), features)


def read_references(file: IO[bytes], name: str) -> dict[str, frozenset[str]]:
    """Which features of which types lead to other structures, from a type system's description."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import parse

    try:
        root = parse(file, forbid_dtd=True).getroot()
    except (ParseError, ValueError, LookupError, BadZipFile, zlib_error, DefusedXmlException):
        raise KnownError("{name}: not a description of types.", name=name) from None
    space = "{http://uima.apache.org/resourceSpecifier}"
    found: dict[str, frozenset[str]] = {}
    for described in root.iter(space + "typeDescription") if root is not None else ():
        features = [
            feature.findtext(space + "name", "")
            for feature in described.iter(space + "featureDescription")
            if not _is_plain(feature.findtext(space + "rangeTypeName", ""))
        ]
        found[described.findtext(space + "name", "").strip()] = frozenset(features)
    return found


def _is_plain(kind: str) -> bool:
    return kind.strip().removeprefix(CAS).startswith(_PLAIN)
