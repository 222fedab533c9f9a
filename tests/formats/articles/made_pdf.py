"""PDFs written by hand: lines of Helvetica at given places, in the order in which they are given."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH, HEIGHT = 600, 800
ENCRYPTED = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >>"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words whose baseline begins at a place."""

    x: float
    y: float
    text: str
    size: float = 10


def pdf_of(pages: list[list[Words]], *, facts: str = "", trailer: str = "", picture: bool = False) -> bytes:
    """A PDF with those pages; ``facts`` stand in its information, ``picture`` covers each page."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    bodies.append(
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        b"\nstream\n\x80\nendstream"
    )
    bodies.append(b"<< " + facts.encode("latin-1") + b" >>")
    kids = []
    for words in pages:
        drawn = b"".join(_shown(part) for part in words)
        if picture:
            drawn = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im Do Q\n".encode() + drawn
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> /XObject << /Im 4 0 R >> >> >>" % (WIDTH, HEIGHT, len(bodies))
        )
        kids.append(b"%d 0 R" % len(bodies))
    bodies[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
    ids = b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    tail = b"trailer << /Size %d /Root 1 0 R /Info 5 0 R %s %s >>\n" % (len(bodies) + 1, ids, trailer.encode())
    return data + head + tail + b"startxref\n%d\n%%%%EOF\n" % len(data)


def _shown(words: Words) -> bytes:
    text = words.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (words.size, words.x, words.y, text)


def column(x: float, top: float, lines: list[str], *, size: float = 10, pitch: float = 12) -> list[Words]:
    """Lines below each other."""
    return [Words(x, top - k * pitch, line, size) for k, line in enumerate(lines)]
