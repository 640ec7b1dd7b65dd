"""Dates: year.month.day in the Hungarian ways, ISO, serial numbers of workbooks; day/month/year only where a format declares it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from paktum.exports.grids import Day
from paktum.exports.names import BLANKS, INVISIBLE
from paktum.exports.values import NOTHING, Said, Value, absent, error, note, unknown

EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
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


def serial_day(serial: float, epoch_1904: bool) -> date | None:
    """Return the day of a serial number, or None when it is none (before 1900-03-01, where Excel's calendar is wrong, or after 9999)."""
    if not (0 if epoch_1904 else 61) <= serial < 2_958_466:
        return None
    return EPOCHS[epoch_1904] + timedelta(days=int(serial))
