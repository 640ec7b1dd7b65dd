"""The legend above a figure: the unit, then a swatch and a word for each sign."""

from __future__ import annotations

from collections.abc import Sequence

from paktum.figures.html import render

# bars: solid soft accent hatch · target: tick softtick · points: dot ring diamond bound bounddot · lines: line dots thin
# what may not be told: band cross · map: seq1..seq5 empty
KINDS = frozenset(
    ["solid", "soft", "accent", "hatch", "tick", "softtick", "dot", "ring", "diamond", "bound", "bounddot", "line", "dots", "thin"]
    + ["band", "cross", "empty"]
    + [f"seq{n}" for n in range(1, 6)]
)


def legend(unit: str, items: Sequence[tuple[str, str]]) -> str:
    """Return the legend of (swatch kind, text); a number in brackets at the end of a text is printed in bold."""
    unknown = {kind for kind, _ in items} - KINDS
    if unknown:
        raise ValueError(f"No swatch named {', '.join(sorted(unknown))}; there are {', '.join(sorted(KINDS))}.")
    return render("legend", unit=unit, items=items)
