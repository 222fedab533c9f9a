"""Words from anywhere, shown as they are: no page of the web, and nothing that turns what stands beside them round."""

from __future__ import annotations

# Controls of terminals and old printers, and those that set the direction of what follows them. The article itself is
# shown with all of them: there they are part of the text, and each line of it stands alone.
_CONTROLS = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"}
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_TAMED = str.maketrans({**_CONTROLS, **_TURNING, 0x2028: "\n", 0x2029: "\n"})


def tame(words: str) -> str:
    """Words for a label among others: without what controls a terminal or changes the direction of its neighbours."""
    return words if words.isascii() and words.isprintable() else words.translate(_TAMED)


def plain_tip(words: str) -> str:
    """Words as a tooltip that shows them as they are: Qt takes what looks like a web page for one."""
    words = tame(words)
    if "<" not in words and "&" not in words:
        return words
    from html import escape  # few words have what only it can show

    return f"<p style='white-space:pre-wrap'>{escape(words)}</p>"
