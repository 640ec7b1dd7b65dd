"""The table: a real HTML table, its first column heads the rows, in a frame that scrolls sideways by itself."""

from __future__ import annotations

from collections.abc import Sequence

from paktum.figures.html import render
from paktum.figures.parts import Cell, Column


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], caption: str, compact: bool = False) -> str:
    """Return the table; `rows` have one Cell per column; `caption` is for those who listen, not seen."""
    return render("table", columns=columns, rows=rows, caption=caption, compact=compact)
