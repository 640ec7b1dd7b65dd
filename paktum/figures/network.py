"""The network of organisations and pacts, as a list that can be read: who sits where, and as what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paktum.figures.html import render

# A swatch of the legend for each capacity, so that the sign beside a pact and its explanation are the same.
SIGNS = {"member": "dot", "partner": "ring", "both": "ringdot"}


@dataclass(frozen=True)
class Tie:
    """An organisation in a pact. capacity: "member", "partner" or "both"; `said` is the capacity in words, for listeners."""

    pact: str
    href: str
    capacity: str
    said: str
    chosen: bool = False


@dataclass(frozen=True)
class Knot:
    """An organisation with the pacts that it ties together; `count` is printed, `sub` are the small lines under its name."""

    name: str
    count: str
    sub: tuple[str, ...]
    ties: tuple[Tie, ...]


def network(knots: Sequence[Knot], legend: Sequence[tuple[str, str]], rest: str = "") -> str:
    """Return the organisations with lines to their pacts; `legend` is (capacity, text), `rest` says what is not drawn."""
    items = [(SIGNS[capacity], text) for capacity, text in legend]
    return render("network", knots=knots, items=items, signs=SIGNS, rest=rest)
