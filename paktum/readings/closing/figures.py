"""Rows of an answer as the figures of a slide, and amounts as a sentence says them."""

from __future__ import annotations

from paktum.readings.closing.parts import Figure
from paktum.readings.marks import Row, number, printed, text
from paktum.wording import NBSP, SIGNS, Words, article, counted

MILLION = 1e6


def figure(
    row: Row | None, key: str, label: str, words: Words, name: str = "value", unit: str = "", prefix: str = "", **more: object
) -> Figure:
    """Return a figure of a row (softness and digits in <prefix>softness, <prefix>digits); without a row it is unknown."""
    value = number(row[name]) if row is not None else None
    if row is None or value is None:
        return Figure(key, label, words("absent.unknown"), unit=unit, **more)  # type: ignore[arg-type]
    unit, softness = unit or text(row["unit"]), text(row.get(f"{prefix}softness")) or "exact"
    said = printed(row, words, name, unit, prefix)
    # The sign of a sum is a word on a slide: people at the back read "több mint" and not "≥".
    bare = said.removeprefix(SIGNS.get(softness, "") + NBSP)
    kept = {
        "when": words.date(text(row[f"{prefix}as_of"]), long=True) if row.get(f"{prefix}as_of") else words("absent.undated"),
        "caution": caution(row, words),
    }
    return Figure(
        key,
        label,
        in_words(bare, row, softness, words),
        value,
        unit,
        softness,
        **{"short": shortened(bare, value, unit, words), "bound": bound(row, softness, words)} | kept | more,  # type: ignore[arg-type]
    )


def in_words(bare: str, row: Row, softness: str, words: Words) -> str:
    """Return a figure with its bound in words: "több mint 3 Mrd Ft"."""
    said = bound(row, softness, words)
    return f"{said} {bare}" if said else bare


def bound(row: Row, softness: str, words: Words) -> str:
    """Return "több mint" before a published bound, "legalább" before a derived or incomplete one, "mintegy" before a rough one."""
    if softness == "lower":
        published = row.get("form", "total") == "total" and row.get("units_known", row.get("units")) == row.get("units")
        return words("closing.more_than") if published else words("closing.at_least")
    return words(f"closing.bound.{softness}") if softness in ("upper", "approximate", "lower_approximate", "upper_approximate") else ""


def shortened(bare: str, value: float, unit: str, words: Words) -> str:
    """Return a number without its unit; forints always as millions, with the digits that were printed."""
    if unit != "HUF":
        return bare.removesuffix("%") if unit == "percent" else bare.rpartition(NBSP)[0]
    million = words("unit.m_huf", n="").replace(" ", NBSP)
    if bare.endswith(million):
        return bare.removesuffix(million)
    return words.number(value / MILLION, 0 if value >= 1e9 else 4, keep_zeros=False)


def caution(row: Row, words: Words) -> str:
    """Return what changes the meaning of a figure: a doubt before a contradiction."""
    if row.get("doubt"):
        return words(f"doubt.{row['doubt']}")
    return words("mark.contradicted") if row.get("contradicted") else ""


# ---------------------------------------------------------------- in sentences


def spelled(row: Row, words: Words, name: str = "value", prefix: str = "") -> str:
    """Return an amount as a sentence says it: "433,1 millió forint", "több mint 3 milliárd forint"."""
    shown = figure(row, "", "", words, name, "HUF", prefix)
    out = shown.printed
    for unit in ("bn_huf", "m_huf", "huf"):
        mark = words(f"unit.{unit}", n="").strip().replace(" ", NBSP)
        if out.endswith(mark):
            return f"{out.removesuffix(mark).rstrip(NBSP)}{NBSP}{words(f'closing.spelled.{unit}')}"
    return out


def people(row: Row, words: Words, name: str = "result", prefix: str = "result_") -> str:
    """Return a number of people without the word for them, its bound in words: "312", "több mint 80"."""
    shown = figure(row, "", "", words, name, "persons", prefix)
    return f"{shown.bound} {shown.short}".strip()


def people_on(row: Row, words: Words, name: str = "result", prefix: str = "result_") -> str:
    """Return a number of people as the subject of a sentence: "170-en"; in English the number."""
    said = people(row, words, name, prefix)
    return counted(int(number(row[name]) or 0), said) if words.language == "hu" else said


def with_article(said: str, words: Words) -> str:
    """Return a number or a name with its Hungarian article; English needs none here."""
    return f"{article(said)} {said}" if words.language == "hu" else said
