"""The small pieces that several forms share: a mark beside a number, a cell with its second line, a column."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """A sign in words beside a number; kind is "plain", "plan" (dashed frame) or "warn" (yellow)."""

    text: str
    kind: str = "plain"


@dataclass(frozen=True)
class Cell:
    """One printed value: text, marks after it, smaller lines under it, then further values.

    `absent` draws the hatched plate ("nincs adat"); `strong` is the headline value of its row; `href` makes the text a link.
    """

    text: str
    sub: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    absent: bool = False
    strong: bool = False
    href: str = ""
    more: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Column:
    """The head of a table column; align is "left" or "right", `wide` columns take the room that is left."""

    title: str
    align: str = "left"
    wide: bool = False
