"""Coverage by field: one meter per measure, solid where pacts published it, hatched where they did not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paktum.figures.html import render


@dataclass(frozen=True)
class Coverage:
    """One field: `known` of `total` pacts published it; count_text "91 / 105", share_text "87 %"."""

    label: str
    known: int
    total: int
    count_text: str
    share_text: str


def coverage(rows: Sequence[Coverage], legend_known: str, legend_unknown: str) -> str:
    """Return the list of meters with its two-entry legend underneath."""
    items = [("solid", legend_known), ("hatch", legend_unknown)]
    return render("coverage", rows=rows, items=items)
