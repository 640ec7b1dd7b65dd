"""Cells become values: numbers, money, dates, codes and names as Hungarian offices write them.

Every reader of a cell returns a `Value`: what was read, and what has to be said about it, level and rule. Nothing is guessed:
what can be read in two ways is an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from paktum.exports import gazetteer
from paktum.exports.grids import Day, Number
from paktum.exports.reading import Level
from paktum.exports.workbooks import serial_day


class Said(NamedTuple):
    """Something to say about a cell: level, rule, and what its sentence needs."""

    level: Level
    rule: str
    values: tuple[tuple[str, str], ...] = ()


class Value(NamedTuple):
    """What a cell says; `said` is empty for a cell without any peculiarity. extra: precision of an amount, parts of a code."""

    value: Any
    said: tuple[Said, ...] = ()
    extra: Any = None


NOTHING = Value(None)


def error(rule: str, **values: str) -> Value:
    """Return a cell that cannot be used."""
    return Value(None, (Said("error", rule, tuple(values.items())),))


def note(rule: str, **values: str) -> Said:
    """Return a tolerance that was used."""
    return Said("note", rule, tuple(values.items()))


def warning(rule: str, **values: str) -> Said:
    """Return a doubt."""
    return Said("warning", rule, tuple(values.items()))


# ---------------------------------------------------------------- text

# One search tells whether a text needs a closer look: controls, special blanks, invisible and combining characters, double or
# outer blanks, a formula sign, the signature of a wrong encoding.
ODD = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u0300-\u036f\u0400-\u052f\u0370-\u03ff\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    "\ufeff\ufff0-\uffff\ue000-\uf8ff]|  |^[ '=+\\-@\uff1d]| $|[ÃÅÄĂĹ][\x80-\xbf\u2018-\u203a‚„†‡‰ˇ˘Ł¤¦§¨©Ş«¬®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľżŠŚŤŽŹšśťžź]|[õûÕÛ]"
)
MOJIBAKE = re.compile(
    "\ufffd|[ÃÅÄĂĹÂ][\x80-\xbf\u2018-\u203a‚„†‡‰ˇ˘Ł¤¦§¨©Ş«¬®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľżŠŚŤŽŹšśťžź]|[a-záéíóöúü][õûÕÛ]|[õûÕÛ][a-záéíóöúü]"
)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufff0-\ufffb\uffff]")
INVISIBLE = re.compile("[\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
BLANKS = re.compile("[\\s\xa0\x85\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
FORMULA = re.compile("^[=+\\-@\uff1d]")
NEUTRALISED = re.compile("^'(?=[=+\\-@\t\r\uff1d])")
FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
LATIN = re.compile("[A-Za-zÁÉÍÓÖŐÚÜŰáéíóöőúüű]")
PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|(?:\+36|\b06)[ /-]?\(?\d{1,2}\)?[ /-]?\d{3}[ -]?\d{3,4}\b|adóazonosító|\btaj.?szám|szül(?:\.|etési|etett)"
    r"|anyja neve|born on|date of birth|(?<![\w/=.-])8\d{9}(?![\w/-])",
    re.IGNORECASE,
)
# Most texts have neither anything odd nor a sign of personal data: one search says so.
PLAIN_TEXT = re.compile(ODD.pattern + r"|@|[0-9]{6}|\+36|\b06|[Aa]dóaz|ADÓAZ|[Tt]aj|TAJ|[Ss]zül|SZÜL|[Aa]nyja|ANYJA|[Bb]orn|[Bb]irth|BIRTH")


def text(raw: str) -> Value:
    """Return a name or title: single plain blanks, composed letters, nothing invisible. Every letter stays as it is."""
    if not PLAIN_TEXT.search(raw):
        return Value(raw or None)
    if PERSONAL.search(raw):
        return error("V24")
    if not ODD.search(raw):
        return Value(raw)
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


# ---------------------------------------------------------------- numbers

ABSENT = re.compile(r"[-–—.…?x*]+|n\.? ?[ae/]\.?|na|n/a|nan|null|none|nincs(?: adat)?!?|ismeretlen|unknown|titkos", re.IGNORECASE)
PLAIN = re.compile(r"[0-9]+")
GROUPED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
THIN = re.compile("[\xa0\u202f\u2009\u2007]")
SCIENTIFIC = re.compile(r"-?\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
GROUPED_NOTE = note("NUM02")
MOST_DIGITS = 15
OTHER_DECIMAL = re.compile(r"\d+,\d\d")


def absent(raw: str) -> bool:
    """Say whether a cell states that there is no value."""
    return ABSENT.fullmatch(raw.strip()) is not None


def unknown() -> Value:
    """Return the state "unknown", which a text in a number or date cell stands for."""
    return Value(None, (warning("V23"),))


def number(raw: str, comma: bool = True) -> Value:
    """Return a Decimal.

    Blanks group thousands; dots only when they can mean nothing else. The decimal mark is the comma, or the point where a
    format declares it (`comma` false). A number that can be read in two ways is an error.
    """
    if PLAIN.fullmatch(raw) and raw.isascii():
        return Value(Decimal(raw)) if len(raw) <= MOST_DIGITS else error("NUM07")
    if not raw:
        return NOTHING
    if isinstance(raw, Day):
        return error("NUM01")
    if isinstance(raw, Number):
        return _typed(raw)
    said: list[Said] = []
    plain = raw.strip()
    if THIN.search(raw) or plain != raw:
        said.append(note("NUM02"))
        plain = THIN.sub(" ", raw).strip()
    if not plain or absent(plain):
        return unknown() if plain else NOTHING
    return _spelled(plain, comma, said)


def _typed(raw: str) -> Value:
    """Read a number of a workbook or JSON: the program that wrote it has already said what it is."""
    try:
        amount = Decimal(raw)
    except ArithmeticError:
        return error("NUM01")
    if not amount.is_finite() or len(amount.as_tuple().digits) > MOST_DIGITS + 2 or abs(amount) >= 10**MOST_DIGITS:
        return error("NUM07")
    return Value(amount)


def _spelled(plain: str, comma: bool, said: list[Said]) -> Value:
    if not comma and OTHER_DECIMAL.fullmatch(plain):
        comma = True  # 31500000,00: two decimals can be nothing else
    sign = "-" if plain[0] in "-−" else ""
    body = plain[1:].lstrip() if sign else plain
    whole, mark, fraction = body.partition("," if comma else ".")
    if not body.isascii() or "_" in body:
        return error("NUM01")
    if SCIENTIFIC.fullmatch(body):
        return _scientific(body, comma, said)
    if mark and not (fraction.isdigit() and len(fraction) <= 10):
        return error("NUM06" if "," in fraction or "." in fraction else "NUM01")
    if mark and len(fraction) == 3 and whole.isdigit() and len(whole) <= 3 and whole != "0" and comma:
        return error("NUM06")  # 433,100: a part, or the thousands of another country
    if GROUPED.fullmatch(whole):
        said.append(note("NUM02"))
    elif comma and DOTTED.fullmatch(whole):
        if whole.count(".") == 1 and not mark:
            return error("NUM06")  # 433.100: thousands, or a decimal point
        said.append(note("NUM12"))
    elif not whole.isdigit():
        return error("NUM06" if re.fullmatch(r"[\d.,]+", body) else "NUM01")
    digits = whole.replace(" ", "").replace(".", "")
    if len(digits) > MOST_DIGITS:
        return error("NUM07")
    if mark and comma:
        said.append(note("NUM03"))
    return Value(Decimal(f"{sign}{digits}{'.' + fraction if mark else ''}"), tuple(said))


def _scientific(body: str, comma: bool, said: list[Said]) -> Value:
    """Accept an exponent only where the format declares it and all digits are there; a spreadsheet's 4,33E+08 has lost some."""
    return error("NUM07") if comma else Value(Decimal(body), (*said, note("NUM04")))


# ---------------------------------------------------------------- money

HEDGES = (
    ("lower_bound", r"több mint|legalább|minimum|meghaladja a|felett|more than|over|at least|≥|>"),
    ("upper_bound", r"legfeljebb|maximum|kevesebb mint|at most|less than|≤|<"),
    ("approximate", r"közel|csaknem|majdnem|mintegy|körülbelül|kb\.?|cca\.?|nearly|almost|about|~|≈"),
)
HEDGED = re.compile("|".join(f"(?P<{name}>{words})" for name, words in HEDGES), re.IGNORECASE)
UNITS = (
    (1_000_000_000, r"mrd\.?|milliárd"),
    (1_000_000, r"m|mó|mill?ió"),
    (1_000, r"e|ezer|t"),
)
SCALED = "|".join(f"(?P<u{factor}>{words})" for factor, words in UNITS)
CURRENCY = r"(?P<huf>ft\.?|huf|forint)|(?P<eur>eur|euró?|€)"
MONEY = re.compile(rf"(?P<number>[-−]?[\d][\d .,]*?)?(?:\s*(?:{SCALED}))?(?:[ .,]*-?[ .,]*(?:{CURRENCY}))?", re.IGNORECASE)


def money(raw: str, currency: str | None = "HUF", comma: bool = True) -> Value:
    """Return an amount in whole forints (or euros) and, as extra, its precision.

    "433 100 000 Ft", "1 973 E Ft", "2,3 Mrd", "több mint 3 milliárd", "47 750 000 .- HUF" are amounts; with a multiplier
    the amount is rounded, with a hedge it is a bound or an approximation.
    """
    if PLAIN.fullmatch(raw) and raw.isascii():
        return _amount(number(raw, comma), "exact", currency, [])
    if not raw:
        return NOTHING
    if GROUPED.fullmatch(raw) and len(raw) < MOST_DIGITS:
        return _amount(Value(Decimal(raw.replace(" ", ""))), "exact", currency, [GROUPED_NOTE])
    if isinstance(raw, Number | Day):
        return _amount(number(raw, comma), "exact", currency, [])
    plain = " ".join(THIN.sub(" ", raw).split())
    if not plain or absent(plain):
        return unknown() if plain else NOTHING
    said = [note("NUM02")] if plain != raw else []
    precision, plain = _hedge(plain, said)
    match = MONEY.fullmatch(plain)
    if not match:
        return _amount(number(plain, comma), precision, currency, said)
    return _with_units(match, precision, currency, comma, said)


def _hedge(plain: str, said: list[Said]) -> tuple[str, str]:
    """Return what the words before a number make of it, and the number."""
    match = HEDGED.match(plain)
    if not match:
        return "exact", plain
    said.append(warning("V16", what=match[0]))
    return str(match.lastgroup), plain[match.end() :].strip()


def _with_units(match: re.Match[str], precision: str, currency: str | None, comma: bool, said: list[Said]) -> Value:
    digits = match["number"]
    if digits is None:
        return unknown() if match[0] else NOTHING
    if currency and match["eur" if currency == "HUF" else "huf"]:
        return error("NUM08", currency=currency or "")
    digits = digits.strip(" ").rstrip(".,").rstrip()
    factor = next((f for f, _ in UNITS if match[f"u{f}"]), 1)
    # "229.780 Ft" has no other reading: forints have no parts.
    if factor == 1 and match["huf"] and DOTTED.fullmatch(digits):
        read = Value(Decimal(digits.replace(".", "")), (note("NUM12"),))
    else:
        read = number(digits, comma)
    if read.value is None:
        return read
    if factor > 1 or match["huf"] or match["eur"]:
        said.append(note("NUM05", what=match[0][len(match["number"]) :].strip()))
    if factor > 1:
        read = Value(read.value * factor, read.said)
        precision = "rounded" if precision == "exact" else precision
    return _amount(read, precision, currency, said)


def _amount(read: Value, precision: str, currency: str | None, said: list[Said]) -> Value:
    """Hold an amount to what an amount can be: not negative, whole forints."""
    amount = read.value
    if amount is None:
        return read
    if amount < 0:
        return error("NUM09")
    if amount == 0:
        said = [*said, warning("NUM10")]
    if currency == "HUF":
        if amount != amount.to_integral_value():
            return error("NUM11")
        amount = amount.to_integral_value()
        if amount >= 10**13:
            return error("NUM07")
    return Value(amount, tuple(dict.fromkeys((*said, *read.said))) if said or read.said else (), precision)


# ---------------------------------------------------------------- dates

YMD = re.compile(r"(\d{4})(\.|-|/)( ?)(\d{1,2})\2 ?(\d{1,2})\.?(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
DMY = re.compile(r"(\d{1,2})([./-]) ?(\d{1,2})\2 ?(\d{4})\.?")
SERIAL = re.compile(r"\d{5}(?:\.0+)?")
NAMED = re.compile(r"(\d{4})\. ?([a-záéíóöőúü]+)\.? (\d{1,2})\.?", re.IGNORECASE)
MONTHS = (
    "január",
    "február",
    "március",
    "április",
    "május",
    "június",
    "július",
    "augusztus",
    "szeptember",
    "október",
    "november",
    "december",
)
EARLIEST = 1990
LATEST_PLANNED = 2045


def day(raw: str, today: date, future: bool = False, dmy: bool = False, epoch_1904: bool = False) -> Value:
    """Return an ISO day. future: whether the day may lie ahead (planned ends). dmy: whether the format declares day/month/year."""
    if not raw:
        return NOTHING
    if isinstance(raw, Day):
        return _known_day(date.fromisoformat(raw), today, future, ())
    plain = BLANKS.sub(" ", INVISIBLE.sub("", raw)).strip()
    if not plain or absent(plain):
        return unknown() if plain else NOTHING
    said: list[Said] = [note("TEXT01")] if plain != raw else []
    if match := YMD.fullmatch(plain) if plain.isascii() else None:
        return _parts(int(match[1]), int(match[4]), int(match[5]), today, future, said)
    if match := DMY.fullmatch(plain) if plain.isascii() else None:
        if not dmy:
            return error("DATE02")
        return _parts(int(match[4]), int(match[3]), int(match[1]), today, future, said)
    if SERIAL.fullmatch(plain) and plain.isascii():
        found = serial_day(float(plain), epoch_1904)
        return _known_day(found, today, future, (*said, note("DATE03"))) if found else error("DATE01")
    if (match := NAMED.fullmatch(plain)) and match[2].lower() in MONTHS:
        return _parts(int(match[1]), MONTHS.index(match[2].lower()) + 1, int(match[3]), today, future, [*said, note("DATE04")])
    return error("DATE01")


def _parts(year: int, month: int, of_month: int, today: date, future: bool, said: list[Said]) -> Value:
    try:
        return _known_day(date(year, month, of_month), today, future, tuple(said))
    except ValueError:
        return error("DATE01")


def _known_day(found: date, today: date, future: bool, said: tuple[Said, ...]) -> Value:
    if found > today and not future:
        return error("V21")
    if not EARLIEST <= found.year <= LATEST_PLANNED:
        return error("DATE05")
    return Value(found.isoformat(), said)


# ---------------------------------------------------------------- codes

PROGRAMME = r"TOP(?:[_ ]?(?P<plus>PLUSZ))?"
CALL = re.compile(
    rf"{PROGRAMME}[- ] ?(?P<measure>\d\.\d\.\d)\.?-(?P<year>\d\d)(?:[-_](?P<territory>[A-Z]{{2}}\d))?(?P<rest>-\d{{4}}-\d+)?", re.IGNORECASE
)
SERIAL_PART = re.compile(r"-(\d{4})-(\d{4,5})")
PACT_CALLS = {("", "5.1.1"), ("", "5.1.2"), ("", "6.8.2"), ("PLUSZ", "3.1.1")}
# What look-alikes are written for.
LOOK_ALIKES = str.maketrans("–—‐‑−_ОТРоІlI", "------OTPo111")
NEARLY = re.compile(
    r"T[O0]P(?:[ _-]?PLUS[ZS]?)?[ _-]*(?:5[ .,]?1[ .,]?[12]|6[ .,]?8[ .,]?2)(?!\d)|T[O0]P[ _-]?PLUS[ZS]?[ _-]*3[ .,]?1[ .,]?1(?!\d)",
    re.IGNORECASE,
)


class Code(NamedTuple):
    """A call or project code taken apart: TOP-5.1.2-15, JN1, TOP-5.1.2-15-JN1-2016-00004 or None, 2014-2020."""

    call: str
    territory: str | None
    project: str | None
    cycle: str


def code(raw: str) -> Value:
    """Return the `Code` at the beginning of a cell; no value, and the text as extra, when the cell is of another call.

    Accepted spellings: TOP_PLUSZ-, TOP_Plusz-, TOP Plusz-; an underscore before the territory; a point behind the measure;
    a serial number of four digits (reported, completed with a zero). A near miss is an error.
    """
    plain = BLANKS.sub(" ", INVISIBLE.sub("", raw)).strip()
    match = CALL.match(plain)
    if not match or (match.end() < len(plain) and plain[match.end()] not in " -(;:"):
        return _stranger(plain)
    plus = "PLUSZ" if match["plus"] else ""
    if (plus, match["measure"]) not in PACT_CALLS:
        return Value(None, (), plain)
    if match[0][:3] != "TOP" or (match["territory"] and not match["territory"].isupper()):
        return _near_miss(plain, match[0].upper())
    if match.end() < len(plain) and re.match(r"-\w", plain[match.end() :]):
        return _near_miss(plain, match[0])
    return _taken_apart(match, plus)


def _taken_apart(match: re.Match[str], plus: str) -> Value:
    call = f"TOP{'_PLUSZ' if plus else ''}-{match['measure']}-{match['year']}"
    territory, said = match["territory"], []
    if territory and territory not in gazetteer.territories():
        if not plus:
            return error("V18", near=gazetteer.nearest(territory, gazetteer.names()["territory"]))
        said.append(warning("V18", near=gazetteer.nearest(territory, gazetteer.names()["territory"])))
    project, normal = None, f"{call}-{territory}" if territory else call
    if match["rest"]:
        serial = SERIAL_PART.fullmatch(match["rest"])
        if not serial or not territory:
            return error("V01", near="")
        normal = project = f"{call}-{territory}-{serial[1]}-{serial[2]:0>5}"
        if len(serial[2]) == 4:
            said.append(warning("V01", near=project))
            return Value(Code(call, territory, project, "2021-2027" if plus else "2014-2020"), tuple(said))
    if match[0] != normal:
        said.append(note("V01", near=normal))
    return Value(Code(call, territory, project, "2021-2027" if plus else "2014-2020"), tuple(said))


def _stranger(plain: str) -> Value:
    """Return nothing for another programme's code, an error for what looks like a pact's but is not one."""
    head = plain[:40].translate(LOOK_ALIKES)
    if NEARLY.match(head) or (
        head != plain[:40] and (m := CALL.match(head)) and ("PLUSZ" if m["plus"] else "", m["measure"]) in PACT_CALLS
    ):
        return _near_miss(plain, head.upper().split(" - ")[0])
    return Value(None, (), plain) if plain else NOTHING


def project(raw: str) -> Value:
    """Return the `Code` of a whole project number; a call alone is an error."""
    read = code(raw)
    return error("V01", near="") if read.value is not None and read.value.project is None else read


def _near_miss(plain: str, near: str) -> Value:
    return error("V01", near=near[:40])


# ---------------------------------------------------------------- places


def place(raw: str, level: Level = "error") -> Value:
    """Return a settlement by its name; a part in brackets is cut and said."""
    read = text(raw)
    if read.value is None:
        return read
    known = gazetteer.settlement(read.value)
    if known is None:
        said = Said(level, "V18", (("near", gazetteer.nearest(read.value, gazetteer.names()["settlement"])),))
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
        return Value(None, (Said("error", "V18", (("near", gazetteer.nearest(read.value, gazetteer.names()[kind])),)),))
    return Value(name, (*read.said, note("NAME02")) if name != read.value else read.said)
