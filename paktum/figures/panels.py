"""Small multiples: a panel for each attribute and measure, bars on one scale, each with how many people it rests on.

Where a rate may not be told there is no bar, whatever it would be: such groups stand at the end, in the order in which they come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paktum.figures.html import render


@dataclass(frozen=True)
class Group:
    """One group: its name; `rate` in per cent with its printed form and its base ("n = 1 029"), or why there is none."""

    name: str
    rate: float | None
    value: str = ""
    base: str = ""
    absent: str = ""


@dataclass(frozen=True)
class Panel:
    """One panel: its heading, its groups in the order in which they come, and the rate of everybody, if it may be told.

    `nothing` stands in place of the groups when none of them may be told.
    """

    heading: str
    groups: Sequence[Group]
    everybody: float | None = None
    nothing: str = ""


TICKS = ((0.0, " pk-at-first"), (50.0, ""), (100.0, " pk-at-last"))  # per cent, the side that keeps the text inside


def panels(parts: Sequence[Panel], ticks: Sequence[str], legend: Sequence[tuple[str, str]]) -> str:
    """Return the panels, two beside each other where there is room; `ticks` are 0, 50 and 100 per cent as printed."""
    axis = [(at, text, side) for (at, side), text in zip(TICKS, ticks, strict=True)]
    drawn = [(p, in_order(p.groups) if any(g.rate is not None for g in p.groups) else []) for p in parts]
    return render("panels", panels=drawn, axis=axis, items=legend)


def in_order(groups: Sequence[Group]) -> list[Group]:
    """Return the groups by rate, the highest first; those without one at the end, as they came."""
    told = [g for g in groups if g.rate is not None]
    return sorted(told, key=lambda g: -(g.rate or 0.0)) + [g for g in groups if g.rate is None]
