"""Map shapes: load once, rings clockwise; hatch lines inside a shape; a point inside it for a mark.

Plotly draws a ring that runs counter-clockwise as the whole world, RFC 7946 files are counter-clockwise: hence the rewinding.
Coordinates are degrees; hatching is done in Mercator units so that lines stand at 45 degrees on the page.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Ring = list[list[float]]
Lines = tuple[list[float | None], list[float | None]]  # longitudes and latitudes, None between two lines


@functools.lru_cache(maxsize=4)
def load(path: Path) -> dict[str, Any]:
    """Return a FeatureCollection with clockwise outer rings. It is shared: do not change it."""
    tree: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return clockwise(tree)


def clockwise(tree: dict[str, Any]) -> dict[str, Any]:
    """Turn the rings of a FeatureCollection so that outer ones run clockwise; return it."""
    for feature in tree["features"]:
        for polygon in polygons(feature["geometry"]):
            for number, ring in enumerate(polygon):
                if (area(ring) > 0) == (number == 0):
                    ring.reverse()
    return tree


def polygons(geometry: Mapping[str, Any]) -> list[list[Ring]]:
    """Return the polygons of a geometry: each a list of rings, the outer one first."""
    found: list[list[Ring]] = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return found


def area(ring: Ring) -> float:
    """Return the signed area of a ring in square degrees, positive when counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def code(feature: Mapping[str, Any]) -> str:
    """Return the code of a feature."""
    return str(feature["properties"]["code"])


def outline(feature: Mapping[str, Any]) -> Lines:
    """Return the borders of a feature as lines."""
    lons: list[float | None] = []
    lats: list[float | None] = []
    for polygon in polygons(feature["geometry"]):
        for ring in polygon:
            lons += [*(p[0] for p in ring), ring[0][0], None]
            lats += [*(p[1] for p in ring), ring[0][1], None]
    return lons, lats


def hatch(feature: Mapping[str, Any], gap: float = 0.085) -> Lines:
    """Return parallel rising lines inside a feature, `gap` Mercator degrees apart, cut at its borders."""
    turned = [[(x + y, x - y) for x, y in map(_mercator, ring)] for poly in polygons(feature["geometry"]) for ring in poly]
    across = [v for ring in turned for _, v in ring]
    step = gap * math.sqrt(2)
    lons: list[float | None] = []
    lats: list[float | None] = []
    for number in range(math.ceil(min(across) / step), math.floor(max(across) / step) + 1):
        level = number * step + 1e-9
        cuts = sorted(_cuts(turned, level))
        for start, end in zip(cuts[::2], cuts[1::2], strict=True):
            for along in (start, end):
                lon, lat = _degrees((along + level) / 2, (along - level) / 2)
                lons.append(lon)
                lats.append(lat)
            lons.append(None)
            lats.append(None)
    return lons, lats


def inside(feature: Mapping[str, Any]) -> tuple[float, float]:
    """Return (longitude, latitude) of a point well inside: the middle of the widest of some level cuts near half height."""
    rings = [[(p[0], p[1]) for p in ring] for polygon in polygons(feature["geometry"]) for ring in polygon]
    heights = [y for ring in rings for _, y in ring]
    low, high = min(heights), max(heights)
    best = (0.0, rings[0][0][0], rings[0][0][1])
    for part in range(2, 9):
        level = low + (high - low) * part / 10 + 1e-9
        weight = 1 - abs(part - 5) / 8
        cuts = sorted(_cuts(rings, level))
        for start, end in zip(cuts[::2], cuts[1::2], strict=True):
            best = max(best, ((end - start) * weight, (start + end) / 2, level))
    return best[1], best[2]


def _cuts(rings: list[list[tuple[float, float]]], level: float) -> Iterator[float]:
    """Yield where the borders cross a level of the second coordinate."""
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 <= level) != (y2 <= level):
                yield x1 + (level - y1) * (x2 - x1) / (y2 - y1)


def _mercator(point: list[float]) -> tuple[float, float]:
    return point[0], math.degrees(math.log(math.tan(math.pi / 4 + math.radians(point[1]) / 2)))


def _degrees(x: float, y: float) -> tuple[float, float]:
    return round(x, 4), round(math.degrees(2 * math.atan(math.exp(math.radians(y))) - math.pi / 2), 4)
