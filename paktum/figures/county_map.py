"""The map: five classes of one colour, hatched where nothing is known, empty outside the view, a dot where a sum is only a bound.

Order of the traces matters: without the invisible point first, Plotly waits for a map of the world from the network and
draws nothing. The clicked shape arrives as `location` and `customdata`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from paktum.figures import geometry as shapes
from paktum.figures import scale, theme

HEIGHT = 320  # px
DENSE = 30  # from so many shapes on the hatching is finer, so that a small shape has a line too
LONGITUDES, LATITUDES = (16.0, 23.0), (45.70, 48.62)
Feature = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """A point with a mark: degrees east and north, the code of the shape that it stands for, hover text."""

    longitude: float
    latitude: float
    code: str
    text: str


def county_map(
    values: Mapping[str, float | None],
    names: Mapping[str, str],
    texts: Mapping[str, str],
    breaks: Sequence[float],
    geometry: Mapping[str, Any],
    soft: frozenset[str] = frozenset(),
    chosen: frozenset[str] = frozenset(),
    rings: frozenset[str] = frozenset(),
    places: Sequence[Place] = (),
    height: int = HEIGHT,
    outside: frozenset[str] = frozenset(),
    withheld: frozenset[str] = frozenset(),
) -> go.Figure:
    """Return the map of counties, or of districts with the district shapes.

    `values`: code -> value, None or missing = hatched; `names`, `texts`: code -> name and hover text;
    `breaks`: inner class limits (see `scale.round_breaks`); `soft`: codes whose sum is a bound (dot);
    `chosen`: codes with the accent border; `rings`: codes of hatched shapes that hold something of unknown size (ring);
    `places`: points with a mark of their own (diamond); `height` in px; `outside`: codes that the reader's filters leave out (empty);
    `withheld`: codes whose value may not be told (empty, crossed).
    """
    coded = [(f, shapes.code(f)) for f in geometry["features"]]
    secret = [f for f, code in coded if code in withheld]
    known = [(f, v) for f, code in coded if code not in withheld and (v := values.get(code)) is not None]
    empty = [(f, code) for f, code in coded if code not in withheld and values.get(code) is None]
    unknown, left_out = [f for f, code in empty if code not in outside], [f for f, code in empty if code in outside]
    gap = 0.085 if len(geometry["features"]) < DENSE else 0.05
    figure = go.Figure(layout=_layout(height))
    figure.add_trace(go.Scattergeo(lon=[19.5], lat=[47.2], mode="markers", marker={"opacity": 0}, hoverinfo="skip", name="start"))
    if left_out:
        figure.add_trace(_plates(left_out, names, texts, "outside"))
    if unknown:
        figure.add_trace(_plates(unknown, names, texts, "unknown"))
        figure.add_trace(_lines([shapes.hatch(f, gap) for f in unknown], theme.MUTED, 0.8, "hatch"))
    if secret:
        figure.add_trace(_plates(secret, names, texts, "withheld"))
        figure.add_trace(_crosses(secret))
    if known:
        figure.add_trace(_classes(known, names, texts, breaks))
    marked = [f for f, _ in known if shapes.code(f) in soft]
    if marked:
        figure.add_trace(_marked(marked, "bound", theme.INK, theme.GROUND))
    ringed = [f for f in unknown if shapes.code(f) in rings]
    if ringed:
        figure.add_trace(_marked(ringed, "unpriced", theme.GROUND, theme.INK))
    if places:
        figure.add_trace(_places(places))
    picked = [f for f in geometry["features"] if shapes.code(f) in chosen]
    if picked:
        figure.add_trace(_lines([shapes.outline(f) for f in picked], theme.ACCENT, 2.5, "chosen"))
    return figure


def _layout(height: int) -> go.Layout:
    geo = {
        "visible": False,
        "bgcolor": theme.CLEAR,
        "projection": {"type": "mercator"},
        "lonaxis": {"range": LONGITUDES},
        "lataxis": {"range": LATITUDES},
    }
    # A map that can be clicked would be dragged about with the default mode; "zoom" does nothing on a map.
    return theme.layout(height, geo=geo, dragmode="zoom", margin={"l": 0, "r": 0, "t": 4, "b": 4})


def _hover(code: str, names: Mapping[str, str], texts: Mapping[str, str]) -> str:
    return f"<b>{theme.plain(names.get(code, code))}</b><br>{theme.plain(texts.get(code, ''))}"


def _shapes(features: Sequence[Feature], names: Mapping[str, str], texts: Mapping[str, str], **more: Any) -> go.Choropleth:
    codes = [shapes.code(f) for f in features]
    return go.Choropleth(
        geojson={"type": "FeatureCollection", "features": list(features)},
        featureidkey="properties.code",
        locations=codes,
        customdata=codes,
        text=[_hover(c, names, texts) for c in codes],
        hoverinfo="text",
        showscale=False,
        # A click chooses a shape; the others keep their colour, the accent border says which one is chosen.
        unselected={"marker": {"opacity": 1}},
        **more,
    )


def _crosses(features: Sequence[Feature]) -> go.Scattergeo:
    """Return a cross in each shape whose value may not be told."""
    marks = _marked(features, "crosses", theme.CLEAR, theme.MUTED)
    return marks.update(marker={"symbol": "x-thin", "size": 6, "line": {"color": theme.MUTED, "width": 1.5}})


def _plates(features: Sequence[Feature], names: Mapping[str, str], texts: Mapping[str, str], name: str) -> go.Choropleth:
    """Return empty shapes: under the hatching, under a cross, or outside the view."""
    return _shapes(
        features,
        names,
        texts,
        z=[0] * len(features),
        zmin=0,
        zmax=1,
        name=name,
        colorscale=[[0, theme.GROUND], [1, theme.GROUND]],
        marker={"line": {"color": theme.MUTED, "width": 0.6}},
    )


def _classes(
    known: Sequence[tuple[Feature, float]], names: Mapping[str, str], texts: Mapping[str, str], breaks: Sequence[float]
) -> go.Choropleth:
    """Return the valued shapes, z = class number."""
    classes = [scale.class_of(value, breaks) for _, value in known]
    used = [theme.SEQUENTIAL[n - 1] for n in scale.SHADES[len(breaks) + 1]]
    steps = [[(n + side) / len(used), shade] for n, shade in enumerate(used) for side in (0, 1)]
    return _shapes(
        [f for f, _ in known],
        names,
        texts,
        z=classes,
        zmin=-0.5,
        zmax=len(used) - 0.5,
        name="classes",
        colorscale=steps,
        marker={"line": {"color": theme.MUTED, "width": 0.6}},
    )


def _lines(parts: Sequence[shapes.Lines], colour: str, width: float, name: str) -> go.Scattergeo:
    return go.Scattergeo(
        lon=[x for lons, _ in parts for x in lons],
        lat=[y for _, lats in parts for y in lats],
        mode="lines",
        line={"color": colour, "width": width},
        hoverinfo="skip",
        name=name,
    )


def _marked(features: Sequence[Feature], name: str, fill: str, edge: str) -> go.Scattergeo:
    """Return one mark inside each shape."""
    points = [shapes.inside(f) for f in features]
    return go.Scattergeo(
        lon=[x for x, _ in points],
        lat=[y for _, y in points],
        mode="markers",
        hoverinfo="skip",
        name=name,
        customdata=[shapes.code(f) for f in features],
        marker={"size": 9, "color": fill, "line": {"color": edge, "width": 2}},
    )


def _places(places: Sequence[Place]) -> go.Scattergeo:
    return go.Scattergeo(
        lon=[p.longitude for p in places],
        lat=[p.latitude for p in places],
        mode="markers",
        text=[theme.plain(p.text) for p in places],
        hoverinfo="text",
        name="places",
        customdata=[p.code for p in places],
        marker={"size": 9, "symbol": "diamond", "color": theme.GROUND, "line": {"color": theme.INK, "width": 2}},
        unselected={"marker": {"opacity": 1}},
    )
