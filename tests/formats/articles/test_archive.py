"""Archives and everything else that holds files: read in place, bounded, and nothing but words in their names."""

from __future__ import annotations

import io
import json
import os
import struct
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from border_annotator.formats.articles.draft import Choices, Draft, Refusal, Source
from border_annotator.formats.articles.files import Found, read_file, read_source

if TYPE_CHECKING:
    from pathlib import Path

STORY = "Guards stopped forty people near Silene, officials said.\nThe border stays shut."


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return out.getvalue()


def found_in(folder: Path, name: str, content: bytes) -> list[Found]:
    (folder / name).write_bytes(content)
    return list(read_file(folder / name, Choices()))


def reasons(found: list[Found]) -> dict[str, str]:
    return {one.member: str(one.result.reason) for one in found if isinstance(one.result, Refusal)}


def test_every_kind_of_member(tmp_path: Path) -> None:
    inner = zipped(deep__txt=STORY.encode())
    content = zipped(
        a__txt=STORY.encode(),
        b__jsonl=json.dumps({"text": STORY}).encode() * 1,
        c__csv=f'title,text\nT,"{STORY}"\n'.encode(),
        d__html=f"<html><body><p>{STORY}</p></body></html>".encode(),
        e__zip=inner,
        f__bin=bytes(range(256)) * 9,
        g__zip=zipped(again__zip=inner),
    )
    found = found_in(tmp_path, "all.zip", content)
    kinds = {(one.member, one.format) for one in found if isinstance(one.result, Draft)}
    assert kinds == {
        ("a.txt", "text"),
        ("b.jsonl", "json"),
        ("c.csv", "csv"),
        ("d.html", "html"),
        ("e.zip/deep.txt", "text"),
    }
    assert reasons(found) == {
        "f.bin": "not a format that this program reads",
        "g.zip/again.zip": "an archive in an archive in an archive: unpack it first",
    }


def test_names_are_words_and_nothing_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    out = io.BytesIO()
    names = [
        "../../outside.txt",
        "/etc/absolute.txt",
        "C:\\windows\\x.txt",
        "a\x1b[31m.txt",
        "__MACOSX/._a.txt",
        ".hidden",
    ]
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, STORY)
    found = found_in(folder, "names.zip", out.getvalue())
    assert [one.member for one in found if isinstance(one.result, Draft)] == names[:4]
    assert [one.is_expected for one in found[4:]] == [True, True]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["in", "names.zip"]


def test_bombs_are_refused_without_being_read(tmp_path: Path) -> None:
    bomb = zipped(small__txt=STORY.encode(), large__txt=bytes(50_000_000))
    tracemalloc.start()
    found = found_in(tmp_path, "bomb.zip", bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [one.member for one in found if isinstance(one.result, Draft)] == ["small.txt"]
    assert "made to do harm" in reasons(found)["large.txt"]
    assert peak < 20_000_000


def test_members_that_share_their_bytes(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.txt", os.urandom(60_000) + bytes(9_000_000))
        first = archive.infolist()[0]
        for number in range(1, 300):
            copy = zipfile.ZipInfo(f"{number}.txt")
            for field in ("CRC", "compress_size", "file_size", "compress_type", "header_offset"):
                setattr(copy, field, getattr(first, field))
            archive.filelist.append(copy)
            archive.NameToInfo[copy.filename] = copy
        archive._didModify = True  # type: ignore[attr-defined]
    (found,) = found_in(tmp_path, "shared.zip", out.getvalue())
    assert "made to do harm" in reasons([found])[""]


def test_a_member_that_says_it_is_small(tmp_path: Path) -> None:
    content = zipped(a__txt=bytes(30_000_000))
    lying = content.replace(struct.pack("<L", 30_000_000), struct.pack("<L", 1_000))
    found = found_in(tmp_path, "lying.zip", lying)
    assert len(found) == 1
    assert isinstance(found[0].result, Refusal)


def test_what_is_encrypted_cut_off_or_damaged(tmp_path: Path) -> None:
    content = bytearray(zipped(a__txt=STORY.encode() * 50, b__txt=STORY.encode()))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    found = found_in(tmp_path, "locked.zip", bytes(content))
    assert reasons(found) == {"a.txt": "is encrypted: unpack it first"}
    plain = zipped(a__txt=os.urandom(5_000), b__txt=STORY.encode())
    assert "cut off" in reasons(found_in(tmp_path, "cut.zip", plain[:-30]))[""]
    spoiled = bytearray(plain)
    spoiled[200:260] = bytes(60)
    assert reasons(found_in(tmp_path, "spoiled.zip", bytes(spoiled))).keys() == {"a.txt"}
    assert "damaged" in reasons(found_in(tmp_path, "none.zip", b"PK\x03\x04" + bytes(100)))[""]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.xlsx", "a.zip", "a.json", "a.docx"])
@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 5_000, bytes(range(255, 0, -1)) * 12, b"{" * 5_000, b"PK\x03\x04" + b"\xff" * 500],
    ids=["nothing", "zeros", "bytes", "braces", "archive"],
)
def test_nonsense_under_any_name_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    found = found_in(tmp_path, name, content)
    assert all(one.result.reason for one in found if isinstance(one.result, Refusal))


WHOLE = zipped(
    a__txt=STORY.encode(), b__jsonl=json.dumps({"text": STORY}).encode(), c__csv=b"title,text\nT,A story of one line.\n"
)


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=600), name=st.sampled_from(["a.txt", "a.csv", "a.jsonl", "a.json", "a.zip", "a"]))
def test_any_bytes_are_articles_or_reasons(content: bytes, name: str) -> None:
    for found in read_source(Source(name, content), Choices()):
        assert isinstance(found.result, Draft | Refusal)


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255), cut=st.integers(0, len(WHOLE)))
def test_an_archive_with_any_byte_wrong_or_cut_anywhere(place: int, byte: int, cut: int) -> None:
    spoiled = WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    for content in (spoiled, WHOLE[:cut]):
        for found in read_source(Source("a.zip", content), Choices()):
            assert isinstance(found.result, Draft | Refusal)
