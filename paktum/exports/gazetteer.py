"""The names and codes of Hungarian territories, as the bundled reference tables have them, and how people write them."""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

REFERENCE = Path(__file__).resolve().parent.parent.parent / "data" / "reference"
# A part of a settlement behind its name: "Nyíregyháza (Oros)".
PART = re.compile(r"\s*\([^()]*\)$")
LEVEL = re.compile(r"\s+(?:vár)?megye$", re.IGNORECASE)
DISTRICT = re.compile(r"\s+(?:járás|kistérség)$", re.IGNORECASE)


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a reference table as text."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def folded(name: str) -> str:
    """Return a name without case, accents and anything but letters and digits, for comparing."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalnum())


def upper_key(name: str) -> str:
    """Return a name without case and with single blanks: what is the same name in capitals. Accents count."""
    return " ".join(name.casefold().split())


@functools.cache
def counties() -> Mapping[str, str]:
    """Return {spelling: name of 2024} of the counties."""
    names = {}
    for row in table("counties"):
        for spelling in (row["name"], row["name_long"], row["name_until_2020"]):
            if spelling:
                names[upper_key(LEVEL.sub("", spelling))] = row["name"]
    return names


@functools.cache
def districts() -> Mapping[str, str]:
    """Return {spelling: name} of the districts; all of Budapest is allowed."""
    names = {"budapest": "Budapest"}
    for row in table("districts"):
        names[upper_key(row["name"])] = row["name"]
    return names


@functools.cache
def settlements() -> Mapping[str, tuple[str, str, str]]:
    """Return {spelling: (name, district code or "", county code)} of the settlements and the districts of Budapest."""
    return {upper_key(r["name"]): (r["name"], r["district_ksh"], r["county_ksh"]) for r in table("settlements")}


@functools.cache
def district_sizes() -> Mapping[str, int]:
    """Return {district code: number of its settlements}."""
    sizes: dict[str, int] = {}
    for _, district, _ in settlements().values():
        if district:
            sizes[district] = sizes.get(district, 0) + 1
    return sizes


@functools.cache
def territories() -> frozenset[str]:
    """Return the territory codes of the programme that are known: JN1, MI1 ..."""
    codes = {r["top_2014_2020_code"] for r in table("counties")} | {r["top_2014_2020_code"] for r in table("city_codes")}
    return frozenset(codes - {""})


def county(name: str) -> str | None:
    """Return the name of 2024 of a county written as megye, vármegye or by the name it had."""
    return counties().get(upper_key(LEVEL.sub("", name)))


def district(name: str) -> str | None:
    """Return the name of a district, with or without the word for it."""
    return districts().get(upper_key(DISTRICT.sub("", name)))


def settlement(name: str) -> str | None:
    """Return the name of a settlement; a part in brackets is cut."""
    known = settlements().get(upper_key(PART.sub("", name)))
    return known[0] if known else None


ALIKE = 0.6  # how many pairs of letters two names must share to be taken for slips of one another


def _pairs(fold: str) -> frozenset[str]:
    return frozenset(map("".join, zip(f"^{fold}", f"{fold}$", strict=True)))


Groups = Mapping[tuple[str, int], list[tuple[frozenset[str], str]]]


def _by_length(known: Iterable[str]) -> Groups:
    """Return {(first letter, length): [(pairs of letters, name)]}: a slip seldom changes the first letter, or the length by much."""
    groups: dict[tuple[str, int], list[tuple[frozenset[str], str]]] = {}
    for name in known:
        fold = folded(name)
        groups.setdefault((fold[:1], len(fold)), []).append((_pairs(fold), name))
    return groups


@functools.cache
def _of_kind(kind: str) -> Groups:
    return _by_length(names()[kind])


def nearest(name: str, among: str | Iterable[str]) -> str:
    """Return the known name that looks most like one, or an empty text; among: a kind of territory, or names."""
    groups = _of_kind(among) if isinstance(among, str) else _by_length(among)
    fold = folded(name[:100])
    pairs, best, found = _pairs(fold), ALIKE, ""
    for length in range(len(fold) - 2, len(fold) + 3):
        for theirs, other in groups.get((fold[:1], length), ()):
            alike = 2 * len(pairs & theirs) / (len(pairs) + len(theirs))
            if alike > best:
                best, found = alike, other
    return found


@functools.cache
def names() -> Mapping[str, tuple[str, ...]]:
    """Return the known names of each kind of territory, for the nearest of them."""
    return {
        "settlement": tuple(name for name, _, _ in settlements().values()),
        "county": tuple(sorted(set(counties().values()))),
        "district": tuple(sorted(set(districts().values()))),
        "territory": tuple(sorted(territories())),
    }
