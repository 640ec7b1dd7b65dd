"""The marks beside a number: what is soft, doubtful or contradicted about it, in words."""

from __future__ import annotations

from collections.abc import Mapping

from paktum import tables
from paktum.figures.parts import Cell, Column, Mark
from paktum.wording import NBSP, Words

Row = Mapping[str, object]
MOST_MARKS = 2
# Shares that are bounds because of whose six months have not passed, not because of the count above the line (see their SQL).
AT_LEAST = ("retention_rate", "lasting_rate")


def number(value: object) -> float | None:
    """Return a cell of an answer as a number, None when nothing is known."""
    return float(value) if isinstance(value, int | float) else None


def text(value: object) -> str:
    """Return a cell of an answer as text, empty when nothing is known."""
    return "" if value is None else str(value)


def digits(value: object) -> int | None:
    """Return a cell of an answer as a number of digits."""
    return int(value) if isinstance(value, int | float) else None


def softness_mark(softness: str, words: Words) -> tuple[Mark, ...]:
    """Return the mark of a softness; an exact figure has none."""
    return () if softness in ("", "exact", "none") else (Mark(words(f"mark.{softness}")),)


def marks(row: Row, words: Words, softness: str = "softness") -> tuple[Mark, ...]:
    """Return at most two marks: doubt and contradiction before softness."""
    found: list[Mark] = []
    if row.get("doubt"):
        found.append(Mark(words(f"mark.{row['doubt']}"), "warn"))
    if row.get("contradicted"):
        found.append(Mark(words("mark.contradicted"), "warn"))
    found += softness_mark(text(row.get(softness)), words)
    return tuple(found[:MOST_MARKS])


def printed(row: Row, words: Words, name: str = "value", unit: str = "", prefix: str = "") -> str:
    """Return a figure of a row as text; its softness and digits stand in the columns <prefix>softness, <prefix>digits."""
    softness = text(row.get(f"{prefix}softness")) or "exact"
    return words.figure(number(row.get(name)), unit or text(row.get("unit")), softness, digits(row.get(f"{prefix}digits")))


def absent(words: Words, key: str = "absent.unknown", *sub: str) -> Cell:
    """Return a cell for what is not there; only "no data" is hatched, the other states are words."""
    return Cell(words(key), sub=tuple(s for s in sub if s), absent=key == "absent.unknown")


def pact_name(row: Row, words: Words, with_cycle: bool = False) -> str:
    """Return the short name of a pact; its cycle is part of it only where two cycles stand side by side."""
    name = words.pick(row, "short")
    return name if with_cycle else name.removesuffix(f" {words('cycles.' + text(row['cycle']))}")


def drawn(table: tables.Table, most: int | None = None) -> tuple[list[Column], list[list[Cell]]]:
    """Return a table to take away as columns and cells of the screen; `most` is how many rows are drawn."""
    columns = [Column(heading, "right" if is_number else "left") for heading, is_number in zip(table.headings, table.numeric, strict=True)]
    return columns, [[Cell(c.text, absent=c.absent) for c in row] for row in table.rows[:most]]


def split_unit(whole: str, unit: str) -> tuple[str, str]:
    """Return a printed figure and its unit apart, so that the unit can be set smaller: ("72,1", "Mrd Ft")."""
    parts = whole.split(NBSP)
    words_of_unit = 2 if unit == "HUF" and len(parts) > 2 else 1
    return NBSP.join(parts[:-words_of_unit]), NBSP.join(parts[-words_of_unit:])


def division(row: Row, words: Words) -> tuple[str, str]:
    """Return the numerator and the denominator of a share or of an amount per head, each with its unit and softness."""
    amount = row if row["indicator"] not in AT_LEAST else {**row, "amount_softness": "exact"}
    unit = "HUF" if row["unit"] == "HUF" else "persons"
    return printed(amount, words, "amount", unit, "amount_"), printed(row, words, "per", "persons", "per_")
