"""The ranked list: a bar for the actual value and a tick for the target, one row per pact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paktum.figures.html import render
from paktum.figures.parts import Mark


@dataclass(frozen=True)
class Bullet:
    """One row. `actual` and `target` are in the unit of the axis, None = not published: nothing is drawn.

    `soft` (rounded, approximate, bound) draws the pale bar, `open_end` leaves the end of a lower bound open,
    `soft_target` dots the tick, `other_targets` are further published targets (dotted ticks).
    Text beside the bar: `value` bold, `detail`, `share` bold ("122,4 %"), marks.
    """

    name: str
    href: str
    actual: float | None
    target: float | None
    soft: bool
    soft_target: bool
    chosen: bool
    value: str
    detail: str
    marks: tuple[Mark, ...] = ()
    share: str = ""
    open_end: bool = False
    other_targets: tuple[float, ...] = ()


def bullets(
    rows: Sequence[Bullet], axis: Sequence[tuple[float, str]], legend: Sequence[tuple[str, str]], rest: str, rest_label: str
) -> str:
    """Return the list in the order given; `axis` is (value, printed tick), `rest` the line about those without any value."""
    marked = [v for row in rows for v in (row.actual, row.target, *row.other_targets) if v is not None] + [at for at, _ in axis]
    whole = max(marked, default=1.0) or 1.0
    scale = [(at, text, _side(at / whole)) for at, text in axis]
    return render("bullets", rows=rows, axis=scale, items=legend, rest=rest, rest_label=rest_label, whole=whole)


def _side(share: float) -> str:
    """Return the class that keeps a tick's text inside the track."""
    return " pk-at-first" if share < 0.04 else " pk-at-last" if share > 0.96 else ""
