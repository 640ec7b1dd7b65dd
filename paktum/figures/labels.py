"""Where a label can stand when the width of the figure is unknown.

Everything is measured at the narrowest width (a phone); wider figures only draw the labels further apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

PHONE = 328.0  # px, the width of a figure on a 360 px phone
LINE = 15.0  # px, one line of label text
LETTER = 6.7  # px, mean width of a letter at 13 px
MARK = 8.0  # px, half of a mark with some air
AIR = 8.0  # px between two labels of one line

Box = tuple[float, float, float, float]  # left, top, right, bottom in px


@dataclass(frozen=True)
class Spot:
    """A mark to be labelled: px from the left and the top of the narrow plot, and the letters of its label."""

    across: float
    down: float
    letters: int


@dataclass(frozen=True)
class Place:
    """Where a label stands: the side that it grows from ("left" = text runs right), px to shift right and px to shift up."""

    anchor: str
    shift: float
    rise: float


# Above, beside, below, then further away.
RISES = (17.0, 0.0, -17.0, 32.0, -32.0, 48.0, -48.0)
ASTRAY = 60.0  # what it costs to stand nearer to the mark of another


def anchor(across: float, letters: int, width: float) -> str:
    """Return the side that a label above its mark grows from so that it stays inside a plot `width` px wide."""
    half = letters * LETTER / 2
    if across - half < 0 and across < width / 2:
        return "left"
    return "right" if across + half > width and across >= width / 2 else "center"


def shift(across: float, letters: int, width: float) -> float:
    """Return the px to shift such a label to the right (left: negative) so that it does not run out at the far side."""
    side, wide = anchor(across, letters, width), letters * LETTER
    if side == "right":
        return min(max(0.0, wide - across), width - across)
    return -min(max(0.0, across + wide - width), across) if side == "left" else 0.0


def place(spots: Sequence[Spot], lines: Sequence[Box], width: float, height: float) -> list[Place]:
    """Return a place for each label so that it covers no other label, mark or line (thin boxes) if that can be had."""
    order = sorted(range(len(spots)), key=lambda n: spots[n].across)
    _, places = min((_greedy(spots, way, lines, width, height) for way in (order, order[::-1])), key=lambda found: found[0])
    return places


def _greedy(spots: Sequence[Spot], order: Sequence[int], lines: Sequence[Box], width: float, height: float) -> tuple[float, list[Place]]:
    """Return the summed cost and the places when the labels are placed one after the other in this order."""
    taken = [*lines, *((s.across - MARK, s.down - MARK, s.across + MARK, s.down + MARK) for s in spots)]
    out: dict[int, Place] = {}
    total = 0.0
    for number in order:
        spot = spots[number]
        others = [s for n, s in enumerate(spots) if n != number]
        choices = _choices(spot, width)
        costs = [_trouble(b := _box(spot, c), taken, width, height) + _astray(b, spot, others) + abs(c.rise) for c in choices]
        out[number] = choices[costs.index(min(costs))]
        total += min(costs)
        left, top, right, bottom = _box(spot, out[number])
        taken.append((left - AIR, top, right + AIR, bottom))
    return total, [out[n] for n in range(len(spots))]


def _choices(spot: Spot, width: float) -> list[Place]:
    """Return all places, the better first: text running towards the middle of the plot, near the mark."""
    sides = ("left", "right") if spot.across < width / 2 else ("right", "left")
    return [_choice(side, rise) for rise in RISES for side in (sides if rise == 0 else (*sides, "center"))]


def _choice(side: str, rise: float) -> Place:
    away = 12.0 if rise == 0 else -6.0
    return Place(side, {"left": away, "right": -away, "center": 0.0}[side], rise)


def _box(spot: Spot, choice: Place) -> Box:
    wide = spot.letters * LETTER
    start = spot.across + choice.shift - {"left": 0.0, "right": wide, "center": wide / 2}[choice.anchor]
    middle = spot.down - choice.rise
    return (start, middle - LINE / 2, start + wide, middle + LINE / 2)


def _trouble(box: Box, taken: Sequence[Box], width: float, height: float) -> float:
    """Return the covered px² plus the px that hang out of the plot, weighed."""
    covered = sum(max(0.0, min(box[2], t[2]) - max(box[0], t[0])) * max(0.0, min(box[3], t[3]) - max(box[1], t[1])) for t in taken)
    outside = max(0.0, -20 - box[0]) + max(0.0, box[2] - width - 8) + 4 * (max(0.0, -box[1]) + max(0.0, box[3] - height))
    return round(covered + 20 * outside, 1)


def _astray(box: Box, spot: Spot, others: Sequence[Spot]) -> float:
    """Return the cost of a label that stands nearer to another mark than to its own."""
    own = _distance(box, spot)
    return ASTRAY * sum(_distance(box, other) < own for other in others)


def _distance(box: Box, spot: Spot) -> float:
    aside = max(box[0] - spot.across, 0.0, spot.across - box[2])
    apart = max(box[1] - spot.down, 0.0, spot.down - box[3])
    return math.hypot(aside, apart)
