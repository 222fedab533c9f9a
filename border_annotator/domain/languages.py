"""Names of languages."""

from __future__ import annotations

LANGUAGES = {
    "ar": "Arabic",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "bs": "Bosnian",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hr": "Croatian",
    "hu": "Hungarian",
    "it": "Italian",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mk": "Macedonian",
    "mt": "Maltese",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovene",
    "sq": "Albanian",
    "sr": "Serbian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
}
"""ISO 639-1 codes of the languages that border news is often written in, with their English names."""

_CODES = {name.casefold(): code for code, name in LANGUAGES.items()}
CODE_LENGTHS = (2, 3)
ENGLISH = "en"
UNKNOWN = "und"
"""The ISO 639 code for a language that could not be told."""


def language_name(code: str) -> str:
    """What to call a language: its English name, or the code where that is not known here."""
    return "Language not known" if code == UNKNOWN else LANGUAGES.get(code, code)


def language_code(written: str) -> str | None:
    """The ISO 639 code that a person means by “Latvian”, “lv” or “LV”; ``None`` when it is neither."""
    word = written.strip().casefold()
    if word in _CODES:
        return _CODES[word]
    return word if len(word) in CODE_LENGTHS and word.isascii() and word.isalpha() else None
