"""Bytes become text: by byte order mark, then strict UTF-8, then the 8-bit code page that gives Hungarian.

A line that does not fit the encoding of its file keeps the replacement character, by which its row is rejected later.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from paktum.exports.faults import finding, refuse
from paktum.exports.reading import Finding

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# A Hungarian letter in UTF-8; no Hungarian text of an 8-bit page has these two bytes together.
UTF8_LETTER = re.compile(rb"[\xc3\xc5][\x80-\xbf]")
HUNGARIAN = "áéíóöőúüűÁÉÍÓÖŐÚÜŰ"
# Signs that a Hungarian text has beside its letters: quotes, dashes, spaces, paragraph, degree.
SIGNS = "„”“’‘»«–—…·•§°€\u00a0"
# Bytes that the two code pages read as different printed letters.
DIFFERENT = bytes(b for b in range(0xA1, 0x100) if bytes([b]).decode("cp1250", "replace") != bytes([b]).decode("iso-8859-2", "replace"))


@dataclass(frozen=True)
class Text:
    """The text of a file, how it was decoded, and what should be said about that."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(content: bytes) -> Text:
    """Return the text of a file. Raises UnreadableError for code pages that cannot be Hungarian."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _marked(content[len(mark) :], encoding)
    if wide := _wide(content):
        return _utf16(content, wide)
    try:
        return Text(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _mixed(content) or _eight_bit(content)


def _marked(content: bytes, encoding: str) -> Text:
    if encoding != "utf-8":
        return _utf16(content, encoding)
    try:
        return Text(content.decode("utf-8"), "utf-8", (_said("UTF-8"),))
    except UnicodeDecodeError:
        return Text(content.decode("utf-8", "replace"), "utf-8", (_said("UTF-8"),))


def _utf16(content: bytes, encoding: str) -> Text:
    if len(content) % 2:
        content = content[:-1] + (b"\xfd\xff" if encoding == "utf-16-le" else b"\xff\xfd")
    return Text(content.decode(encoding, "replace"), encoding, (_said("UTF-16"),))


def _wide(content: bytes) -> str | None:
    """Say whether every second byte is mostly NUL, which is UTF-16 without its mark."""
    head = content[:4000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    most = 0.6 * (len(head) // 2)
    if len(head) < 8 or min(even, odd) > most / 2:
        return None
    return "utf-16-be" if even > most else "utf-16-le" if odd > most else None


def _said(encoding: str) -> Finding:
    return finding("note", "V25", value=encoding, what=encoding)


def _mixed(content: bytes) -> Text | None:
    """Return the text of a UTF-8 file some of whose lines are not, or None when most lines are of another encoding."""
    if not UTF8_LETTER.search(content):
        return None
    good = bad = 0
    for line in content.split(b"\n"):
        if not line.isascii():
            if _fits(line):
                good += 1
            else:
                bad += 1
    if not good or bad > good:
        return None
    return Text(content.decode("utf-8", "replace"), "utf-8")


def _fits(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit(content: bytes) -> Text:
    """Decode by the code page under which the letters are Hungarian; lines that are UTF-8 are marked as broken."""
    if UTF8_LETTER.search(content):
        lines = content.split(b"\n")
        strange = [not line.isascii() and _fits(line) for line in lines]
        encoding, sure = _page(b"\n".join(line for line, odd in zip(lines, strange, strict=True) if not odd))
        pages = ("ascii" if odd else encoding for odd in strange)
        text = "\n".join(line.decode(page, "replace") for line, page in zip(lines, pages, strict=True))
    else:
        encoding, sure = _page(content)
        text = content.decode(encoding, "replace")
    return Text(text, encoding, (finding("note" if sure else "warning", "V25", value=encoding, what=encoding),))


def _page(content: bytes) -> tuple[str, bool]:
    """Return the code page and whether the other one would give the same text; UTF-8 when no page gives Hungarian."""
    counts = {byte: n for byte, n in Counter(content).items() if byte > 127}
    part = {page: _letters(counts, page) for page in ("cp1250", "iso-8859-2", "cp852")}
    encoding = "iso-8859-2" if part["iso-8859-2"] >= part["cp1250"] and not any(byte < 0xA0 for byte in counts) else "cp1250"
    if not any(byte in DIFFERENT for byte in counts):
        encoding = "cp1250"  # both give the same text: it is called what a Hungarian spreadsheet calls it
    if part["cp852"] > max(part[encoding], 0.5):
        raise refuse("FILE08", value="cp852", what="cp852 (DOS)")
    if part[encoding] < 0.5:
        return "utf-8", False
    return encoding, not any(byte in DIFFERENT for byte in counts)


def _letters(counts: dict[int, int], page: str) -> float:
    """Return which part of the 8-bit characters are Hungarian letters or, counted half, the signs of a Hungarian text."""
    weight = {True: 1.0, False: 0.5}
    seen = ((bytes([byte]).decode(page, "replace"), n) for byte, n in counts.items())
    letters = sum(n * weight[c in HUNGARIAN] for c, n in seen if c in HUNGARIAN or c in SIGNS)
    return letters / sum(counts.values()) if counts else 0.0
