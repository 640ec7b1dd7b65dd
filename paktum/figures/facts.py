"""The identity list: name and value, one pair per line."""

from __future__ import annotations

from collections.abc import Sequence

from paktum.figures.html import render
from paktum.figures.parts import Cell


def facts(pairs: Sequence[tuple[str, Sequence[Cell]]]) -> str:
    """Return the list of (term, values)."""
    return render("facts", pairs=pairs)
