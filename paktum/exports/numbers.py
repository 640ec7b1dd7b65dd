"""Numbers and amounts as Hungarian offices write them: grouped by blanks or points, with units, hedges and marks for "no data"."""

from __future__ import annotations

import re
from decimal import Decimal

from paktum.exports.grids import Day, Number
from paktum.exports.values import NOTHING, Said, Value, absent, error, note, unknown, warning

PLAIN = re.compile(r"[0-9]+")
GROUPED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
THIN = re.compile("[\xa0\u202f\u2009\u2007]")
SCIENTIFIC = re.compile(r"-?\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
GROUPED_NOTE = note("NUM02")
MOST_DIGITS = 15
LONGEST = 100  # characters of an amount with its words; in longer texts the search for units would not end
OTHER_DECIMAL = re.compile(r"\d+,\d\d")


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
    whole, (precision, plain) = plain, _hedge(plain, said)
    if not plain:  # "<" or "több mint" and no number after it: not an empty cell
        return number(whole, comma)
    match = MONEY.fullmatch(plain) if len(plain) <= LONGEST else None
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
    factor = next((f for f, _ in UNITS if match[f"u{f}"]), 1)
    if factor > 1 and digits.rstrip(" ").endswith((".", ",")):
        return error("NUM01")  # 526 000 000.E HUF: the letter is a slip, not thousands
    digits = digits.strip(" ").rstrip(".,").rstrip()
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
