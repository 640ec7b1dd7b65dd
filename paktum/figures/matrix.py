"""The comparison: measures down, pacts across; on a phone one block per measure, from the same HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paktum.figures.html import render
from paktum.figures.parts import Cell


@dataclass(frozen=True)
class Head:
    """The head of one pact's column; `short` is its name inside the blocks of a phone (else the title)."""

    title: str
    sub: str = ""
    chosen: bool = False
    href: str = ""
    short: str = ""


Measure = tuple[str, str, Sequence[Cell]]  # title, second line, one Cell per head


def matrix(heads: Sequence[Head], groups: Sequence[tuple[str, Sequence[Measure]]], caption: str) -> str:
    """Return the table of (group title, measures); a group without a title has no heading row."""
    return render("matrix", heads=heads, groups=groups, caption=caption)
