"""What a spoilt cell may mean, told without the library's own readers: the digits, days and letters that were really written.

An oracle returns what is wrong with a value that was taken, or an empty text. A refused cell is never wrong here: silence is.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

MONTHS = (
    "január", "február", "március", "április", "május", "június", "július", "augusztus", "szeptember", "október", "november", "december",
)  # fmt: skip
UNIT = re.compile(r"mrd|milliárd|mill?ió|mó|ezer|(?<=[\d\s])[met](?=ft|huf|eur|\b)", re.IGNORECASE)
KNOWN = re.compile(
    r"forint|huf|ft|eur[oó]?|milliárd|mrd|mill?ió|mó|ezer|(?<![a-z])[met](?=ft|huf|eur|\b)"
    r"|több mint|legalább|minimum|meghaladja a|felett|more than|over|at least|legfeljebb|maximum|kevesebb mint|at most|less than"
    r"|közel|csaknem|majdnem|mintegy|körülbelül|kb|cca|nearly|almost|about",
    re.IGNORECASE,
)
EXPONENT = re.compile(r"\s*-?\d+(?:[.,]\d+)?E\+?\d+\s*", re.IGNORECASE)
INVISIBLE = {c for c in map(chr, range(0x110000)) if unicodedata.category(c) == "Cf"}


def digits_of(text: str) -> str:
    """Return the digits of a text, in the order in which they stand, without zeros at either end."""
    return "".join(str(unicodedata.decimal(c)) for c in text if unicodedata.decimal(c, None) is not None).strip("0")


def plain_decimal(value: Decimal) -> str:
    """Return the digits of a number without zeros at either end."""
    return "".join(c for c in f"{value:f}" if c.isdigit()).strip("0")


def wrong_amount(text: str, value: Decimal | None, warned: bool) -> str:
    """Say what is wrong with an amount that was taken from a text; warned: whether the row has a word of doubt about it."""
    if value is None:
        return "digits were lost without a word" if digits_of(text) and not warned else ""
    if EXPONENT.fullmatch(text):
        try:
            if Decimal(text.strip().replace(",", ".")) == value:
                return ""
        except InvalidOperation:
            pass
    if plain_decimal(value) != digits_of(text):
        return f"{value} is not what was written"
    if re.match(r"[^0-9]*[-−]\s*\d", text) and value > 0:
        return "a minus was lost"
    if any(c.isalpha() for c in KNOWN.sub("", text)):
        return "letters that mean nothing were passed over"
    whole = int("".join(str(unicodedata.decimal(c)) for c in text if unicodedata.decimal(c, None) is not None) or 0)
    if not UNIT.search(text) and value not in {Decimal(whole).scaleb(-n) for n in range(12)}:
        return f"{value} has another size than what was written"
    if not UNIT.search(text) and "," not in text and "." not in text and value != whole:
        return f"{value} has another size than what was written"
    return ""


def wrong_day(text: str, value: str | None, warned: bool, day_first: bool) -> str:
    """Say what is wrong with a day (ISO) that was taken from a text."""
    if value is None:
        return "a date was lost without a word" if digits_of(text) and not warned else ""
    found = date.fromisoformat(value)
    plain = "".join(c for c in text if c not in INVISIBLE)
    for number, month in enumerate(MONTHS, 1):
        plain = re.sub(month, f"{number}", plain, flags=re.IGNORECASE)
    numbers = [int(n) for n in re.findall(r"[0-9]+", plain)]
    if numbers[:3] == [found.year, found.month, found.day] and not any(numbers[3:]):
        return ""
    if day_first and numbers == [found.day, found.month, found.year]:
        return ""
    if numbers and not any(numbers[1:]) and date(1899, 12, 30) + timedelta(days=min(numbers[0], 200_000)) == found:
        return ""
    return f"{value} is not what was written"


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, composed; blanks, signs and what cannot be seen are nobody's loss."""
    seen = "".join(c for c in text if c not in INVISIBLE)
    return "".join(c for c in unicodedata.normalize("NFC", seen) if c.isalnum())


def wrong_name(text: str, value: str | None) -> str:
    """Say what is wrong with a name that was taken from a text: every letter must be there, in its order."""
    return "" if letters_of(text) == letters_of(value or "") else f"{(value or '')[:80]!r} is not what was written"
