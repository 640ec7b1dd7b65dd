"""A map as inline SVG: districts in classes, hatched where nothing is known, the chosen ones outlined.

Plotly needs a script to draw a map; a document that must print, project and open anywhere needs only this text. Longitudes
are shortened by the cosine of the middle latitude, so that shapes look as on a map; coordinates are whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from paktum.figures import geometry, theme
from paktum.figures.html import render

Ring = Sequence[tuple[float, float]]
WIDTH, HEIGHT = 1000, 640  # units of the picture
MARGIN = 8
UNKNOWN = 0
# Palest to darkest: three of the five classes, apart also when printed in grey.
SLOTS = (theme.SEQUENTIAL[0], theme.SEQUENTIAL[2], theme.SEQUENTIAL[4])


@dataclass(frozen=True)
class Area:
    """A shape to draw: rings of (longitude, latitude) in degrees; shade -1 = outside, 0 = unknown (hatched), 1 palest ... 3 darkest."""

    name: str
    rings: Sequence[Ring]
    shade: int
    chosen: bool
    text: str = ""


@dataclass(frozen=True)
class Drawn:
    """An area as SVG paths: its outline, and its hatching if nothing is known of it."""

    name: str
    path: str
    hatch: str
    shade: int
    chosen: bool
    text: str


def draw(areas: Sequence[Area], height: int = HEIGHT, gap: float = 0.05) -> list[Drawn]:
    """Return the areas as paths in a picture of WIDTH x `height` units; `gap` of the hatching in degrees."""
    points = [p for a in areas for ring in a.rings for p in ring]
    if not points:
        return []
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = min((WIDTH - 2 * MARGIN) / ((east - west) * narrow or 1), (height - 2 * MARGIN) / ((north - south) or 1))
    left = (WIDTH - (east - west) * narrow * scale) / 2
    top = (height - (north - south) * scale) / 2

    def place(point: tuple[float, float]) -> str:
        return f"{left + (point[0] - west) * narrow * scale:.0f} {top + (north - point[1]) * scale:.0f}"

    return [
        Drawn(a.name, " ".join(f"M{'L'.join(map(place, ring))}Z" for ring in a.rings), hatch(a, place, gap), a.shade, a.chosen, a.text)
        for a in areas
    ]


def hatch(area: Area, place: Callable[[tuple[float, float]], str], gap: float) -> str:
    """Return the hatching of an unknown area as one path, cut at its borders; empty for a known one."""
    if area.shade != UNKNOWN:
        return ""
    shape = {"geometry": {"type": "Polygon", "coordinates": [[list(p) for p in ring] for ring in area.rings]}}
    lons, lats = geometry.hatch(shape, gap)
    ends = [(x, y) for x, y in zip(lons, lats, strict=True) if x is not None and y is not None]
    return " ".join(f"M{place(a)}L{place(b)}" for a, b in zip(ends[::2], ends[1::2], strict=True))


def picture(areas: Sequence[Area], height: int = HEIGHT) -> str:
    """Return the map as an SVG file in the colours of paper, for where no style sheet reaches it."""
    paints = {shade: theme.colour(slot, "light") for shade, slot in enumerate(SLOTS, 1)}
    ink = {
        name: theme.colour(slot, "light")
        for name, slot in (("muted", theme.MUTED), ("rule", theme.RULE), ("accent", theme.ACCENT), ("ground", theme.GROUND))
    }
    return render("map_picture", areas=draw(areas, height), paints=paints, ink=ink, width=WIDTH, height=height)
