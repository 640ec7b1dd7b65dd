"""Official borders: a GeoJSON that somebody put into a folder, checked before it replaces the shapes of ours.

Refused with a sentence that says what to do: what is no GeoJSON of areas, and coordinates that are not degrees of Hungary.
Accepted with a report: units that no territory of ours matches, and territories without a shape. Shapely, where it is
installed, joins repeated units and thins the borders out together, so that neighbours keep fitting.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paktum.errors import PaktumError
from paktum.selection import plain

WEST, SOUTH, EAST, NORTH = 16.0, 45.7, 23.0, 48.65  # degrees
UNITS = (20, 174, 175, 197)  # counties; districts without, with one, with 23 units for Budapest
KEYS = ("jaras_kod", "ksh", "code", "nuts3")
TOLERANCE = 0.004  # degrees
LARGEST = 80_000_000  # bytes
MOST_POINTS = 200_000  # more would be sent to every reader on every click
CAPITAL = "000"

Json = dict[str, Any]
Polygons = list[list[list[list[float]]]]


class BordersError(PaktumError):
    """A file of borders cannot be used; the map keeps its own shapes."""


@dataclass(frozen=True)
class Territory:
    """A county or district: its level, its code, the names it goes by, its NUTS 3 code if it is a county."""

    level: str
    code: str
    names: tuple[str, ...]
    nuts3: str = ""


@dataclass(frozen=True)
class Borders:
    """The shapes of one level, and what did not match. `collection` has `code` and `name` in the properties of each feature.

    key: the property that named the units; units: how many different ones it named; unknown: units that are no territory;
    missing: codes of territories without a shape; joined: how many features were joined to others of the same code.
    """

    file: str
    level: str
    collection: Json
    key: str
    units: int
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    joined: int
    simplified: bool
    licence: str
    attribution: str

    @property
    def expected(self) -> bool:
        """Whether the number of units is one that Hungary has."""
        return self.units in UNITS


def files(folder: Path) -> list[Path]:
    """Return the files of borders in a folder, by name; a folder that is not there has none."""
    return sorted(p for p in folder.glob("*") if p.suffix.lower() in (".geojson", ".json")) if folder.is_dir() else []


def outcome(path: Path, territories: tuple[Territory, ...]) -> Borders | BordersError:
    """Return what a file holds, or why it cannot be used; read again only when the file changes."""
    try:
        state = path.stat()
    except OSError as error:
        return BordersError("borders_unreadable", file=path.name, why=error.strerror or str(error))
    return _outcome(path, (state.st_mtime_ns, state.st_size), territories)


@functools.lru_cache(maxsize=8)
def _outcome(path: Path, state: tuple[int, int], territories: tuple[Territory, ...]) -> Borders | BordersError:
    try:
        if state[1] > LARGEST:
            return BordersError("borders_large", file=path.name, size=state[1] // 1_000_000, most=LARGEST // 1_000_000)
        return read(path, territories)
    except BordersError as error:
        return error


def read(path: Path, territories: Sequence[Territory]) -> Borders:
    """Return the borders in a file. Raises BordersError when they cannot be used."""
    tree = parse(path)
    features: list[Json] = tree["features"]
    shapes = [areas(f, path, n) for n, f in enumerate(features, start=1)]
    for polygons in shapes:
        check_window(polygons, path)
    key, level, codes = match(features, territories, path)
    grouped: dict[str, list[Polygons]] = {}
    for polygons, code in zip(shapes, codes, strict=True):
        if code:
            grouped.setdefault(code, []).append(polygons)
    merged, simplified = merge(grouped)
    if sum(1 for polygons in merged.values() for _ in points(polygons)) > MOST_POINTS:
        raise BordersError("borders_heavy", file=path.name)
    names = {t.code: t.names[0] for t in territories if t.level == level}
    unknown = [label(f, key) for f, code in zip(features, codes, strict=True) if not code]
    return Borders(
        file=path.name,
        level=level,
        collection={"type": "FeatureCollection", "features": [feature(code, names[code], p) for code, p in sorted(merged.items())]},
        key=key,
        units=len({label(f, key) for f in features}),
        unknown=tuple(dict.fromkeys(unknown)),
        missing=tuple(sorted(names.keys() - merged.keys())),
        joined=sum(len(parts) - 1 for parts in grouped.values()),
        simplified=simplified,
        licence=said(tree, features, "licence", "license"),
        attribution=said(tree, features, "attribution"),
    )


# ---------------------------------------------------------------- what the file says


def parse(path: Path) -> Json:
    """Return the FeatureCollection of a file."""
    try:
        tree = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BordersError("borders_unreadable", file=path.name, why=error.strerror or str(error)) from None
    except (ValueError, RecursionError):
        raise BordersError("borders_not_json", file=path.name) from None
    found = tree.get("features") if isinstance(tree, dict) else None
    if not isinstance(found, list) or not found or not all(isinstance(f, dict) for f in found):
        raise BordersError("borders_not_json", file=path.name)
    return {**tree, "features": found}


def areas(feature: Json, path: Path, number: int) -> Polygons:
    """Return the polygons of a feature as [polygon][ring][point][x, y]."""
    geometry = feature.get("geometry")
    try:
        kind, coordinates = geometry["type"], geometry["coordinates"]  # type: ignore[index]
        parts = {"Polygon": [coordinates], "MultiPolygon": coordinates}[kind]
        found = [[[[float(p[0]), float(p[1])] for p in ring] for ring in polygon] for polygon in parts]
    except (KeyError, TypeError, ValueError, IndexError):
        raise BordersError("borders_no_area", file=path.name, number=number) from None
    if not found or any(not polygon or any(len(ring) < 4 for ring in polygon) for polygon in found):
        raise BordersError("borders_no_area", file=path.name, number=number)
    return found


def points(polygons: Polygons) -> Iterator[list[float]]:
    """Yield every point of some polygons."""
    for polygon in polygons:
        for ring in polygon:
            yield from ring


def check_window(polygons: Polygons, path: Path) -> None:
    """Refuse coordinates that are not degrees of Hungary, such as metres of the national grid (EPSG:23700)."""
    for x, y in points(polygons):
        if not (WEST <= x <= EAST and SOUTH <= y <= NORTH):
            raise BordersError("borders_outside", file=path.name, x=f"{x:g}", y=f"{y:g}")


def value(feature: Json, key: str) -> str:
    """Return a property of a feature as text, whatever the case of its name; whole numbers without a decimal point."""
    properties = feature.get("properties") or {}
    found = next((v for k, v in properties.items() if str(k).casefold() == key), None)
    if isinstance(found, float) and found == int(found):
        found = int(found)
    return "" if found is None else str(found).strip()


def label(feature: Json, key: str) -> str:
    """Return how the file calls a unit."""
    return value(feature, key)[:60] or "–"


def said(tree: Json, features: Sequence[Json], *keys: str) -> str:
    """Return a text of the file or of its first feature, such as the licence; empty when there is none."""
    for holder in (tree, features[0].get("properties") or {}):
        for key, text in holder.items():
            if str(key).casefold() in keys and isinstance(text, str) and text.strip():
                return text.strip()[:300]
    return ""


# ---------------------------------------------------------------- which unit is which territory


def match(features: Sequence[Json], territories: Sequence[Territory], path: Path) -> tuple[str, str, list[str]]:
    """Return the property that names the units, their level, and the code of each feature (empty = no territory).

    The first of KEYS that knows at least half of the features, else the property whose texts are names of territories.
    """
    by_name = best(features, [(k, level, by_names(territories, level)) for k in text_keys(features) for level in ("district", "county")])
    for key in KEYS:
        if key == "nuts3":
            # Districts carry the code of their county, too: then their names say more.
            index = {t.nuts3: t.code for t in territories if t.nuts3}
            tried = [] if by_name and by_name[1] == "district" else [(key, "county", index)]
        else:
            tried = [(key, level, by_codes(territories, level)) for level in ("county", "district")]
        if found := best(features, tried):
            return found
    if by_name:
        return by_name
    raise BordersError("borders_no_key", file=path.name, keys=", ".join(KEYS))


Index = Mapping[str, str]


def best(features: Sequence[Json], tried: Sequence[tuple[str, str, Index]]) -> tuple[str, str, list[str]] | None:
    """Return the (property, level, codes) with the most matches, if they are at least half of the features."""
    found = [
        (key, level, [index.get(v) or index.get(plain(v), "") for v in (value(f, key) for f in features)]) for key, level, index in tried
    ]
    top = max(found, key=lambda one: sum(map(bool, one[2])), default=None)
    return top if top and sum(map(bool, top[2])) * 2 >= len(features) else None


def by_codes(territories: Sequence[Territory], level: str) -> dict[str, str]:
    """Return {code as it may be written: code}: with and without leading zeros, districts of Budapest as one."""
    out = {t.code: t.code for t in territories if t.level == level}
    if level == "district":
        out |= {f"{n:03d}": CAPITAL for n in range(1, 24)}
    return {c.lstrip("0") or "0": code for c, code in out.items()} | out


def by_names(territories: Sequence[Territory], level: str) -> dict[str, str]:
    """Return {plain name: code}; the numbered districts of Budapest are Budapest."""
    out = {plain(name): t.code for t in territories if t.level == level for name in t.names}
    if level == "district":
        out |= {plain(f"Budapest {n:02d}. ker."): CAPITAL for n in range(1, 24)}
        out |= {plain(f"Budapest {roman(n)}. kerület"): CAPITAL for n in range(1, 24)}
    return out


def roman(number: int) -> str:
    """Return a number up to 39 in Roman figures: the districts of Budapest are named so."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + ones[number % 10]


def text_keys(features: Sequence[Json]) -> list[str]:
    """Return the properties that hold texts."""
    keys = dict.fromkeys(str(k).casefold() for f in features for k, v in (f.get("properties") or {}).items() if isinstance(v, str))
    return list(keys)


# ---------------------------------------------------------------- one shape per territory


def merge(grouped: Mapping[str, list[Polygons]]) -> tuple[dict[str, Polygons], bool]:
    """Return one shape per code, thinned out where Shapely is installed, and whether it was."""
    together = {code: [polygon for part in parts for polygon in part] for code, parts in grouped.items()}
    try:
        import shapely
    except ImportError:
        return {code: rounded(polygons) for code, polygons in together.items()}, False
    made = [shapely.union_all([as_shape(shapely, polygon) for polygon in polygons]) for polygons in together.values()]
    try:
        made = list(shapely.coverage_simplify(made, TOLERANCE))
    except shapely.errors.GEOSException:
        # Borders that do not fit together cannot be thinned out together: then they stay as they came.
        return {code: rounded(polygons) for code, polygons in together.items()}, False
    return {code: rounded(from_shape(shape)) for code, shape in zip(together, made, strict=True)}, True


def as_shape(shapely: Any, polygon: list[list[list[float]]]) -> Any:
    """Return a polygon as Shapely has it, mended where it crosses itself."""
    made = shapely.Polygon(polygon[0], polygon[1:])
    return made if made.is_valid else made.buffer(0)


def from_shape(shape: Any) -> Polygons:
    """Return the polygons of a Shapely shape."""
    parts = [p for p in getattr(shape, "geoms", [shape]) if p.geom_type == "Polygon" and not p.is_empty]
    return [[[[x, y] for x, y in ring.coords] for ring in (p.exterior, *p.interiors)] for p in parts]


def rounded(polygons: Polygons) -> Polygons:
    """Return polygons with four decimals: about ten metres, and half of the bytes."""
    return [[[[round(x, 4), round(y, 4)] for x, y in ring] for ring in polygon] for polygon in polygons]


def feature(code: str, name: str, polygons: Polygons) -> Json:
    """Return a shape as a GeoJSON feature."""
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "id": code, "properties": {"code": code, "name": name}, "geometry": geometry}
