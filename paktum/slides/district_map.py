"""The map as native shapes in one group, and the list beside it in the same classes: recolourable, sharp, no renderer needed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pptx.enum.dml import MSO_PATTERN

from paktum.readings.closing.parts import Figure, Map, Shape, Slide
from paktum.slides import look
from paktum.slides.canvas import EM, Canvas, Line, described, fitting_size, plain
from paktum.slides.charts import BAR, Series, chart
from paktum.slides.master import Box

FILLS = {1: look.PALE, 2: look.OTHER, 3: look.MAIN}
INKS = {1: look.INK, 2: look.INK, 3: look.PAPER, 0: look.INK, -1: look.MUTED}
PER_CM = 1000  # units of a freeform in a centimetre
EMU_PER_UNIT = 360
MOST_OVERHANG = 1.25  # how far a name may reach over the borders of its district
Point = tuple[float, float]


def draw(canvas: Canvas, slide: Slide, body: Map) -> None:
    """Draw the map on the left, the list on the right."""
    place: Box = (look.LEFT, look.TOP, 13.4, 10.7)
    districts(canvas, slide, body.shapes, place)
    rows(canvas, slide, body, 16.2)


# ---------------------------------------------------------------- map


def districts(canvas: Canvas, slide: Slide, shapes: Sequence[Shape], box: Box) -> None:
    """Draw the districts as freeforms of one group; ours last, in the accent."""
    project = projection(shapes, box)
    group = canvas.slide.shapes.add_group_shape()
    group.name = slide.title
    ordered = sorted(shapes, key=lambda s: (s.ours and s.shade >= 0, s.shade >= 0))
    few_ours = sum(s.ours for s in shapes) < len(shapes)
    for shape in ordered:
        freeform(group, shape, project, few_ours)
    taken: list[Box] = []
    for shape in reversed(ordered):
        if shape.shade >= 0:
            label(canvas, group, shape, project, taken)
    described(group, slide.alt)


def projection(shapes: Sequence[Shape], box: Box) -> Any:
    """Return a function from degrees to centimetres that fits all shapes into a box, true at their middle latitude."""
    points = [p for s in shapes for ring in s.rings for p in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    narrow = math.cos(math.radians((south + north) / 2))
    x, y, width, height = box
    scale = min(width / ((east - west) * narrow), height / (north - south))
    left = x + (width - (east - west) * narrow * scale) / 2
    top = y + (height - (north - south) * scale) / 2

    def project(point: Point) -> Point:
        return left + (point[0] - west) * narrow * scale, top + (north - point[1]) * scale

    return project


def freeform(group: Any, shape: Shape, project: Any, mark_ours: bool) -> None:
    """Draw one district; what nobody published is hatched and outlined, what is not served is paper."""
    rings = [[(round(x * PER_CM), round(y * PER_CM)) for x, y in map(project, ring)] for ring in shape.rings]
    builder = group.shapes.build_freeform(*rings[0][0], scale=EMU_PER_UNIT)
    builder.add_line_segments(rings[0][1:], close=True)
    for ring in rings[1:]:
        builder.move_to(*ring[0])
        builder.add_line_segments(ring[1:], close=True)
    made = builder.convert_to_shape()
    made.name = shape.name
    ours = shape.ours and mark_ours and shape.shade >= 0
    plain(
        made,
        FILLS.get(shape.shade, look.PAPER),
        look.ACCENT if ours else look.MUTED if shape.shade <= 0 else look.PAPER,
        3.0 if ours else 1.25,
    )
    if shape.shade == 0:
        hatch(made)


def hatch(made: Any) -> None:
    """Hatch a shape at 45 degrees: "nincs adat" everywhere."""
    made.fill.patterned()
    made.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    made.fill.fore_color.theme_color, made.fill.back_color.theme_color = look.MUTED, look.PAPER


def label(canvas: Canvas, group: Any, shape: Shape, project: Any, taken: list[Box]) -> None:
    """Write the name of a district into it, in two parts when it is narrow; not where it would hit another: the list has it."""
    x, y = project(shape.label_at)
    name, room = shape.name.removesuffix(" járás"), 2 * min_half_width(shape, project, x, y)
    parts = [name] if letters(name, look.TINY) <= room else [p for p in broken(name) if p]
    width, height = max(letters(p, look.TINY) for p in parts), 0.55 * len(parts)
    box = (x - width / 2, y - height / 2, width, height)
    if width > room * MOST_OVERHANG or any(hits(box, other) for other in taken):
        return
    taken.append(box)
    lines = [Line(p, look.TINY, colour=INKS.get(shape.shade, look.INK)) for p in parts]
    wide = (box[0] - 0.2, box[1] - 0.05, width + 0.4, height + 0.1)
    canvas.text(wide, *lines, align="center", anchor="middle", into=group.shapes)


def hits(a: Box, b: Box) -> bool:
    """Whether two boxes overlap."""
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def letters(text: str, size: float) -> float:
    """Return about how wide a text is, in centimetres."""
    return size * EM * 0.53 * len(text)


def min_half_width(shape: Shape, project: Any, x: float, y: float) -> float:
    """Return how far the border is from a point inside, to the left or right."""
    cuts = []
    for ring in shape.rings:
        points = [project(p) for p in ring]
        for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
            if (y1 <= y) != (y2 <= y):
                cuts.append(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    return min((abs(c - x) for c in cuts), default=0.0)


def broken(name: str) -> tuple[str, str]:
    """Return a long name in two parts with a hyphen, cut before a consonant in its middle; a short one stays whole."""
    if len(name) < 9:
        return name, ""
    if "-" in name:
        first, _, second = name.partition("-")
        return first + "-", second
    vowels = "aáeéiíoóöőuúüű"
    middle = len(name) // 2
    spots = [
        n
        for n in range(3, len(name) - 3)
        if name[n] not in vowels and name[n + 1] in vowels and name[n - 1 : n + 1] not in ("gy", "ly", "ny", "ty", "sz", "cs", "zs")
    ]
    cut = min(spots, key=lambda n: abs(n - middle), default=0)
    return (name[:cut] + "-", name[cut:]) if cut else (name, "")


# ---------------------------------------------------------------- list


def rows(canvas: Canvas, slide: Slide, body: Map, x: float) -> None:
    """Draw the list: name, bar in the class of the map, number; then the legend and the caution."""
    right = look.LEFT + look.INNER
    canvas.text((x, look.TOP, right - x, 0.9), Line(body.heading, look.TEXT, True, look.MUTED))
    shown = body.rows
    y, height = 5.25, 9.8 - (1.0 if body.legend else 0) - (1.3 if body.caution else 0)
    step = min(1.35, height / max(1, len(shown)))
    names = 6.3
    size: float = 18 if step > 0.85 else 16
    top = max([f.value for f in shown if f.value is not None], default=1.0) or 1.0
    bar = right - x - names - 2.6
    if any(f.known for f in shown):
        colours = {n: FILLS.get(f.shade, look.MAIN) for n, f in enumerate(shown) if f.known}
        outlined = frozenset(n for n, f in enumerate(shown) if f.shade == 1)
        series = Series(
            body.heading, [f.value for f in shown], look.MAIN, points=colours, outline=look.OTHER, outlined=outlined, outline_points=1
        )
        chart(canvas, (x + names, y, bar, step * len(shown)), BAR, [f.label for f in shown], [series], top, 40, slide.alt)
    size = min((fitting_size(named(f), (size, 16, 14), names - 0.2, 0.8, f.chosen) for f in shown), default=size)
    for number, f in enumerate(shown):
        row(canvas, f, (x, y + step * number, names, step), bar, top, size)
    below(canvas, body, x, y + step * len(shown) + 0.3)


def row(canvas: Canvas, f: Figure, box: Box, bar: float, top: float, size: float) -> None:
    """Write one row of the list around its bar."""
    x, y, width, height = box
    canvas.text((x, y, width - 0.2, height), Line(named(f), size, f.chosen), anchor="middle")
    if not f.known:
        thick = height / 1.4
        canvas.unknown((x + width, y + (height - thick) / 2, 3.3, thick), min(16, size))
        return
    end = x + width + (f.value or 0) / top * bar
    text = f"{f.bound} {f.short}".strip()
    canvas.text((end + 0.15, y, 5, height), Line(text, size, True), anchor="middle")


def named(f: Figure) -> str:
    """Return the name of a row, and whether its district is served in part."""
    name = f.label.removesuffix(" járás")
    return f"{name} ({f.detail})" if f.detail and f.unit == "persons" else name


def below(canvas: Canvas, body: Map, x: float, y: float) -> None:
    """Draw the legend and the caution under the list."""
    at = x
    for shade, text in body.legend:
        swatch = canvas.block(
            (at, y + 0.1, 0.6, 0.5), FILLS.get(shade, look.PAPER), look.OTHER if shade == 1 else look.MUTED if shade == 0 else None
        )
        if shade == 0:
            hatch(swatch)
        room = 0.016 * look.SMALL * len(text) + 0.8
        canvas.text((at + 0.75, y - 0.05, room + 0.4, 0.8), Line(text, look.SMALL, colour=look.MUTED), anchor="middle")
        at += room + 0.9
    if body.caution:
        top = y + (0.9 if body.legend else 0)
        width = look.LEFT + look.INNER - x
        size = fitting_size(body.caution, (look.TEXT, look.SMALL), width, 1.6, True)
        canvas.text((x, top, width, 1.6), Line(body.caution, size, True, look.CAUTION))
