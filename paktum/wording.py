"""Every word, number and date that a reader sees, in Hungarian or English.

Words stand in `languages/<language>.toml`; numbers, dates and lists are written by babel. A figure is printed with the
softness of what it rests on: "≥ 3 Mrd Ft", "≈ 1,25 M Ft"; nothing is printed with more digits than its source had.
"""

from __future__ import annotations

import functools
import math
import re
import string
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import babel.dates
import babel.lists
import babel.numbers

FOLDER = Path(__file__).parent / "languages"
# A language is a file; Hungarian comes first and is the default.
LANGUAGES = ("hu", *sorted(p.stem for p in FOLDER.glob("*.toml") if p.stem != "hu"))
NBSP = "\u00a0"

# Signs before a number: what softness says in one mark. "none" never prints a number at all.
SIGNS = {
    "exact": "",
    "rounded": "",
    "approximate": "≈",
    "lower": "≥",
    "upper": "≤",
    "lower_approximate": "≥≈",
    "upper_approximate": "≤≈",
}


class MissingWordError(KeyError):
    """A key that no language file has: a bug, caught by the tests."""


@functools.cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return {"section.key": text} of one language."""
    tree = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))

    def flat(branch: Mapping[str, Any], prefix: str) -> dict[str, str]:
        out: dict[str, str] = {}
        for key, leaf in branch.items():
            out |= flat(leaf, f"{prefix}{key}.") if isinstance(leaf, dict) else {f"{prefix}{key}": leaf}
        return out

    return flat(tree, "")


class Filler(string.Formatter):
    """Fills in a text: `{n:pact is|pacts are}` is the word of one or of several, for languages that have both."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a value as it is, or the one of two words that goes with its number."""
        one, both, several = format_spec.partition("|")
        return (one if str(value) == "1" else several) if both else str(format(value, format_spec))


FILLER = Filler()


class Words:
    """The words and formats of one language: `Words("hu")("overview.title")`."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "hu"
        self._texts = catalogue(self.language)

    def __eq__(self, other: object) -> bool:
        """Words of the same language are the same: what is made with them can be remembered."""
        return isinstance(other, Words) and other.language == self.language

    def __hash__(self) -> int:
        """Return a number that is the same for words of the same language."""
        return hash(self.language)

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key with its {values} filled in."""
        try:
            text = self._texts[key]
        except KeyError:
            raise MissingWordError(key) from None
        return FILLER.vformat(text, (), values) if values else text

    def has(self, key: str) -> bool:
        """Say whether the language knows a key (for texts that only some indicators or rules have)."""
        return key in self._texts

    def pick(self, row: Mapping[str, Any], name: str) -> str:
        """Return the column `name_hu` or `name_en` of a row: the data have these two, so other languages read English."""
        return str(row.get(f"{name}_{self.language}") or row[f"{name}_en"])

    # ------------------------------------------------------------ numbers

    def number(self, value: float, decimals: int = 0, keep_zeros: bool = True) -> str:
        """Return a plain number: 1 234,5 in Hungarian, 1,234.5 in English; a true minus sign."""
        pattern = "#,##0" + ("." + ("0" if keep_zeros else "#") * decimals if decimals > 0 else "")
        # Half a unit goes up, as people round; adding zero leaves no minus zero.
        rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0
        return str(babel.numbers.format_decimal(rounded, pattern, locale=self.language)).replace("-", "−")

    def huf(self, amount: float, digits: int | None = None) -> str:
        """Return forints: 72,1 Mrd Ft, 1 973 M Ft, 433,1 M Ft, 1,388 M Ft, 7 500 Ft; `digits` caps significant digits."""
        size = abs(amount)
        if size >= 1e10 or (digits is not None and digits < 4 and size >= 1e9):
            unit, scaled, decimals = "bn_huf", amount / 1e9, 3 if size < 1e10 else 1
        elif size >= 1e9:
            unit, scaled, decimals = "m_huf", amount / 1e6, 0
        elif size >= 1e7:
            unit, scaled, decimals = "m_huf", amount / 1e6, 1
        elif size >= 1e5:
            unit, scaled, decimals = "m_huf", amount / 1e6, 3
        else:
            unit, scaled, decimals = "huf", amount, 0
        keep = size < 1e7 and unit == "m_huf"
        text = self.number(_cut(scaled, digits), _decimals(scaled, decimals, digits), keep_zeros=keep)
        return self._with_unit(unit, text)

    def _with_unit(self, unit: str, text: str) -> str:
        """Return a number and its unit with no place to break between them."""
        return self("unit." + unit, n=text).replace(" ", NBSP)

    def quantity(self, value: float, unit: str, digits: int | None = None) -> str:
        """Return a number with its unit; `unit` is one of the units of the measures table."""
        if unit == "HUF":
            return self.huf(value, digits)
        if unit == "percent":
            decimals = 0 if value == int(value) else _decimals(value, 1, digits)
            return self._with_unit(unit, self.number(_cut(value, digits), decimals))
        decimals = 2 if unit in ("index", "ratio") or (unit == "EUR" and value != int(value)) else 0
        return self._with_unit(unit, self.number(_cut(value, digits), decimals))

    def share(self, value: float, digits: int | None = None) -> str:
        """Return a ratio (0.545) as a percentage with one decimal: 54,5%."""
        return self.quantity(value * 100, "percent", digits)

    def part(self, count: int, total: int) -> str:
        """Return how large a part is, for coverage: whole per cents, one decimal below two per cent."""
        value = 100 * count / total if total else 0.0
        return self("unit.percent", n=self.number(value, 1 if 0 < value < 2 else 0))

    def figure(self, value: float | None, unit: str, softness: str | None, digits: int | None = None) -> str:
        """Return a figure as it is printed beside its mark: sign, number, unit; or the word for its absence."""
        if value is None or (isinstance(value, float) and math.isnan(value)):
            return self("absent.unknown")
        if softness == "none":
            return self("absent.meaningless")
        soft = softness or "exact"
        sign = SIGNS[soft]
        if value and soft.startswith(("lower", "upper")) and (digits is not None or unit == "HUF"):
            place = _last_huf(value) if digits is None else 10.0 ** (math.floor(math.log10(abs(value))) - digits + 1)
            value = _towards(value, place, up=soft.startswith("upper"))
        return (sign + NBSP if sign else "") + self.quantity(value, unit, None if soft == "exact" else digits)

    def span(self, low: float | None, high: float | None, unit: str) -> str:
        """Return two exact figures as a range: the unit once where both have the same, one figure where they print alike."""
        first, last = self.figure(low, unit, "exact"), self.figure(high, unit, "exact")
        if first == last:
            return first
        begin, end = re.fullmatch(r"(.*\d)(\D*)", first), re.fullmatch(r"(.*\d)(\D*)", last)
        if begin and end and begin[2] == end[2]:
            return f"{begin[1]}–{last}"
        return f"{first}{NBSP}– {last}"

    # ------------------------------------------------------------ dates, lists

    def date(self, iso: str | None, long: bool = False) -> str:
        """Return an ISO date of any precision: 2020. 07. 30., 2020. 07., 2020; long: 2020. július 30."""
        if not iso or not isinstance(iso, str) or not iso[:4].isdigit():
            return self("absent.undated")
        parts = [int(p) for p in iso[:10].split("-")]
        if len(parts) == 1:
            return str(parts[0])
        day = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
        style = ("day" if len(parts) > 2 else "month") + ("_long" if long else "")
        return str(babel.dates.format_date(day, self("date." + style), locale=self.language)).replace(" ", NBSP)

    def period(self, dates: Iterable[str | None]) -> str:
        """Return the span of years that some dates cover: 2016–2023, or the one date that they all are."""
        known = sorted({d for d in dates if isinstance(d, str) and d})
        if not known:
            return self("absent.undated")
        if len(known) == 1:
            return self.date(known[0])
        first, last = known[0][:4], known[-1][:4]
        return first if first == last else f"{first}–{last}"

    def within(self, iso: str) -> str:
        """Return a date as the time in which something happened: 2017-ben, 2017 májusában; in 2017, in May 2017."""
        year, month = iso[:4], iso[5:7]
        if not month:
            return suffixed(int(year), year, "ban", "ben") if self.language == "hu" else self("date.within", date=year)
        name = str(babel.dates.format_date(date(int(year), int(month), 1), "MMMM", locale=self.language))
        if self.language != "hu":
            return self("date.within", date=f"{name} {year}")
        suffix = "ében" if name.endswith("ber") else "jában" if name in ("január", "február") else "ában"
        return f"{year}{NBSP}{name}{suffix}"

    def list(self, items: Iterable[str]) -> str:
        """Return a list in words: Vas, Miskolc és Jászberény."""
        texts = list(items)
        joined: str = babel.lists.format_list(texts, locale=self.language) if texts else ""
        return joined


def _cut(value: float, digits: int | None) -> float:
    """Round to a number of significant digits."""
    if digits is None or value == 0:
        return value
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def _last_huf(amount: float) -> float:
    """Return the place of the last digit that `Words.huf` prints of an amount, in forints."""
    return next((place for least, place in ((1e10, 1e8), (1e9, 1e6), (1e7, 1e5), (1e5, 1e3)) if abs(amount) >= least), 1.0)


def _towards(value: float, place: float, up: bool) -> float:
    """Round a bound to the side on which it stays true: "at least" down, "at most" up."""
    steps = round(value / place, 6)
    return (math.ceil(steps) if up else math.floor(steps)) * place


def _decimals(value: float, decimals: int, digits: int | None) -> int:
    if digits is None or value == 0:
        return decimals
    return max(0, min(decimals, digits - 1 - math.floor(math.log10(abs(value)))))


# ---------------------------------------------------------------- Hungarian grammar of numbers and names

VOWELS_BACK, VOWELS_FRONT = "aáoóuú", "eéiíöőüű"
ACRONYM_VOWEL_SOUND = "AÁEÉFIÍLMNOÓÖŐRSUÚÜŰXY"


def article(text: str) -> str:
    """Return the Hungarian definite article before a word or number: az Ózd, a 312, az 51, az 1 000."""
    digits = re.match(r"[\d\s\u00a0]+", text)
    if digits and digits.group().strip():
        plain = re.sub(r"\D", "", digits.group())
        return "az" if plain[0] == "5" or (plain[0] == "1" and len(plain) % 3 == 1) else "a"
    first = text.lstrip("„\"'(")[:1]
    if re.match(r"[A-ZÁÉÍÓÖŐÚÜŰ](?:[A-ZÁÉÍÓÖŐÚÜŰ]|\d)", text.lstrip("„\"'(")):
        return "az" if first in ACRONYM_VOWEL_SOUND else "a"
    return "az" if first.lower() in VOWELS_BACK + VOWELS_FRONT else "a"


def harmony(number: int) -> str:
    """Return "back" or "front": the vowel harmony of the last spoken word of a Hungarian number."""
    if number % 10:
        return "front" if number % 10 in (1, 2, 4, 5, 7, 9) else "back"
    if number % 100:
        return "front" if number % 100 in (10, 40, 50, 70, 90) else "back"
    if number % 1000:
        return "back"
    return "front" if number % 1_000_000 and number else "back"


def inside(name: str) -> str:
    """Return a place as where something is: a Jászberényi járásban, az Ózdi járásban, Vas vármegyében, Budapest 05. kerületében.

    Which of -ban and -ben it is, the last vowel that is not i, í or é decides; a closing a or e becomes long.
    """
    if name.endswith("ker."):
        return f"{name.removesuffix('.')}ületében"
    telling = [letter for letter in name.split()[-1].lower() if letter in VOWELS_BACK + "eöőüű"]
    suffix = "ban" if telling and telling[-1] in VOWELS_BACK else "ben"
    stem = f"{name[:-1]}{'á' if name[-1] == 'a' else 'é'}" if name[-1] in "ae" else name
    # The name of a county has no article.
    return f"{stem}{suffix}" if name.endswith("megye") else f"{article(name)}{NBSP}{stem}{suffix}"


def suffixed(number: int, text: str, back: str, front: str) -> str:
    """Return a printed number with the suffix that its harmony asks for: 170-en, 73-an, 312-ből."""
    return f"{text}-{back if harmony(number) == 'back' else front}"


def counted(number: int, text: str) -> str:
    """Return how many people do something, as the subject of a Hungarian sentence: egy ember, ketten, 170-en, 73-an."""
    if text in ("1", "2"):
        return {"1": "egy ember", "2": "ketten"}[text]
    return suffixed(number, text, "an", "en")


def glued(text: str) -> str:
    """Return a sentence in which no line can end with an article, with "és" or with a number."""
    text = re.sub(r"(?<!\w)(a|az|és) (?=\S)", rf"\1{NBSP}", text, flags=re.IGNORECASE)
    return re.sub(r"(\d[%.]?) (?=[^\W\d])", rf"\1{NBSP}", text)


def capital(text: str) -> str:
    """Return a text with a large first letter."""
    return text[:1].upper() + text[1:]
