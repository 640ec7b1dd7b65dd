"""From -> to: where an amount stood, where a later source puts it, one row per grant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paktum.figures.html import render
from paktum.figures.parts import Mark


@dataclass(frozen=True)
class Change:
    """One row. `start` and `end` are in the unit of the axis; `open_end`: the end is only a lower bound, nothing closes it.

    `soft` draws the end as a ring (rounded, approximate). Text beside it: `value` bold, `share` ("+20,5%"), `detail`, marks.
    """

    name: str
    href: str
    start: float
    end: float
    value: str
    share: str
    detail: str
    soft: bool = False
    open_end: bool = False
    chosen: bool = False
    marks: tuple[Mark, ...] = ()


def changes(rows: Sequence[Change], axis: Sequence[tuple[float, str]]) -> str:
    """Return the rows in the order given, on one axis from zero; `axis` is (value, printed tick)."""
    whole = 1.06 * max([v for r in rows for v in (r.start, r.end)] + [at for at, _ in axis], default=1.0) or 1.0
    return render("changes", rows=rows, axis=axis, whole=whole)
