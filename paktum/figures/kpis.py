"""KPI cards: label, number with unit, status, and the meter that says how many pacts the number rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paktum.figures.html import render


@dataclass(frozen=True)
class Kpi:
    """One card. `known` of `total` pacts published the value; `solid` draws the full top edge (else dashed).

    `value` and `unit` are printed texts ("≈ 10 100", "fő"); `coverage` is the sentence under the meter.
    `absent` prints the value as the hatched plate. `details` open on demand: what the softness of the value comes from.
    """

    label: str
    value: str
    unit: str
    notes: tuple[str, ...]
    known: int
    total: int
    coverage: str
    solid: bool
    absent: bool = False
    details: tuple[str, ...] = ()


def kpis(cards: Sequence[Kpi], more: str = "") -> str:
    """Return the row of KPI cards: five in a row when wide, one under the other on a phone; `more` opens the details of one."""
    return render("kpis", cards=cards, more=more)
