"""Names: of organisations and projects as they are, without invisible marks; of territories as the gazetteer has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from paktum.exports import gazetteer
from paktum.exports.reading import Level
from paktum.exports.values import Said, Value, error, note, warning

# What UTF-8 looks like when it is read as an 8-bit page (JÃ¡szberÃ©ny, JĂˇszberĂ©ny), and the letters of Latin-1 that stand for
# ő and ű there (Gyõr): neither is Hungarian.
TWICE = "[ÃÅÄĂĹÂ][\x80-\xbf\u2018-\u203a‚„†‡‰ˇ˘Ł¤¦§¨©Ş«¬®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľżŠŚŤŽŹšśťžź]|[õûÕÛ]"
MOJIBAKE = re.compile("\ufffd|" + TWICE)
# One search tells whether a text needs a closer look: controls, special blanks, invisible and combining characters, foreign
# letters, double or outer blanks, the sign of a formula, the signature of a wrong encoding.
ODD = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u0300-\u036f\u0370-\u03ff\u0400-\u052f\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    "\ue000-\uf8ff\ufeff\ufff0-\uffff]|  |^[ '=+\\-@\uff1d\uff0b\uff0d\uff20]| $|" + TWICE
)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufff0-\ufffb\uffff]")
INVISIBLE = re.compile("[\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
BLANKS = re.compile("[\\s\xa0\x85\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
FORMULA = re.compile("^[=+\\-@\uff1d\uff0b\uff0d\uff20]")
# The quote that tables.py, and others, put before what a spreadsheet program would take for a formula.
NEUTRALISED = re.compile("^'(?='*[ \xa0]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")
FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
LATIN = re.compile("[A-Za-zÁÉÍÓÖŐÚÜŰáéíóöőúüű]")
PERSONAL = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}\.\w+"
    r"|(?:\+36|\b06)[ /-]?\(?\d{1,2}\)?[ /-]?\d{3}[ -]?\d{3,4}\b|adóazonosító|\btaj.?szám|szül(?:\.|etési|etett)"
    r"|anyja neve|born on|date of birth|(?<![\w/=.-])8\d{9}(?![\w/-])",
    re.IGNORECASE,
)
# Most texts have neither anything odd nor a sign of personal data: one search says so.
PLAIN_TEXT = re.compile(ODD.pattern + r"|@|[0-9]{6}|\+36|\b06|[Aa]dóaz|ADÓAZ|[Tt]aj|TAJ|[Ss]zül|SZÜL|[Aa]nyja|ANYJA|[Bb]orn|[Bb]irth|BIRTH")


def text(raw: str) -> Value:
    """Return a name or title: single plain blanks, composed letters, nothing invisible. Every letter stays as it is."""
    if not PLAIN_TEXT.search(raw):
        return Value(str(raw) or None)
    return error("V24") if PERSONAL.search(raw) else identifier(raw)


def identifier(raw: str) -> Value:
    """Return a text that is a number of a register, in which ten digits are no tax number: cleaned in the same way."""
    if not ODD.search(raw):
        return Value(str(raw) or None)
    if CONTROL.search(raw) or MOJIBAKE.search(raw):
        return error("V25", what=raw[:40])
    said: list[Said] = []
    clean = NEUTRALISED.sub("", raw)
    if clean != raw:
        said.append(note("TEXT03"))
    composed = unicodedata.normalize("NFC", INVISIBLE.sub("", clean))
    if composed != clean:
        said.append(note("TEXT02"))
    trimmed = BLANKS.sub(" ", composed).strip()
    if trimmed != composed:
        said.append(note("TEXT01"))
    if FORMULA.match(trimmed):
        said.append(warning("TEXT04"))
    if FOREIGN.search(trimmed) and LATIN.search(trimmed):
        said.append(warning("TEXT05"))
    return Value(trimmed or None, tuple(said))


# ---------------------------------------------------------------- territories


def place(raw: str, level: Level = "error") -> Value:
    """Return a settlement by its name; a part in brackets is cut and said."""
    read = text(raw)
    if read.value is None:
        return read
    known = gazetteer.settlement(read.value)
    if known is None:
        said = Said(level, "V18", (("near", gazetteer.nearest(read.value, "settlement")),))
        return Value(read.value if level != "error" else None, (*read.said, said))
    cut = (note("NAME01"),) if gazetteer.PART.search(read.value) else (note("NAME02"),) if known != read.value else ()
    return Value(known, (*read.said, *cut))


def county(raw: str) -> Value:
    """Return a county by the name of 2024."""
    return _territory(raw, gazetteer.county, "county")


def district(raw: str) -> Value:
    """Return a district by its name without the word for it."""
    return _territory(raw, gazetteer.district, "district")


def _territory(raw: str, find: Callable[[str], str | None], kind: str) -> Value:
    read = text(raw)
    if read.value is None:
        return read
    name = find(read.value)
    if name is None:
        return Value(None, (Said("error", "V18", (("near", gazetteer.nearest(read.value, kind)),)),))
    return Value(name, (*read.said, note("NAME02")) if name != read.value else read.said)
