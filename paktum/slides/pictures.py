"""Slides with a chart: context, money, funnel, groups, the crowd, amounts with bounds, targets before results."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from paktum.readings.closing.parts import Bars, Context, Crowd, Figure, Funnel, Groups, Money, Slide
from paktum.slides import look
from paktum.slides.canvas import Canvas, Line, decorative, fitting_size, plain
from paktum.slides.charts import BAR, COLUMN, INSIDE, MIDDLE, STACKED, Series, chart

RIGHT = look.LEFT + look.INNER


def heading(canvas: Canvas, x: float, text: str, width: float = 14.0, y: float = look.TOP) -> None:
    """Write the heading of a figure: what is measured, in which unit."""
    canvas.text((x, y, width, 0.9), Line(text, look.TEXT, True, look.MUTED))


def top_of(figures: Sequence[Figure]) -> float:
    """Return the largest number that some figures draw, 1 when none is known."""
    return max([v for f in figures for v in (f.value, f.base, f.target) if v is not None], default=1.0) or 1.0


def dashed_end(canvas: Canvas, x: float, y: float, length: float, thick: float, upright: bool = False) -> None:
    """Draw the open end of a bound: a dashed point with no value at its tip."""
    turned = (x + (thick - length) / 2, y - (length + thick) / 2, length, thick)  # turned about its middle, it stands on the bar
    box = turned if upright else (x, y, length, thick)
    shape = canvas.block(box, None, look.CAUTION, 1.75, MSO_SHAPE.PENTAGON)
    shape.line.dash_style = MSO_LINE.DASH
    if upright:
        shape.rotation = 270


# ---------------------------------------------------------------- context


def context(canvas: Canvas, slide: Slide, body: Context) -> None:
    """Draw the rate of the area as a large number, then beside county and country."""
    hero = body.hero
    canvas.text((look.LEFT, look.TOP, 12.6, 0.9), Line(body.bars[0].label, look.TEXT, True, look.MUTED))
    canvas.text((look.LEFT, look.TOP + 0.9, 12.6, 3.4), Line(hero.printed, look.HERO, True, look.ACCENT))
    canvas.text((look.LEFT, 8.9, 12.6, 1.9), Line(hero.label, look.TEXT))
    canvas.text((look.LEFT, 11.5, 12.6, 0.9), Line(body.start.label, look.TEXT))
    canvas.unknown((look.LEFT, 12.4, 6.2, 1.2))
    canvas.line(15.6, look.TOP, 15.6, look.BOTTOM, look.RULE, 1)
    heading(canvas, 16.6, body.heading, 15.6)
    row, y = 2.35, 5.5
    series = Series(body.heading, [f.value for f in body.bars], look.OTHER, [f.printed for f in body.bars], points={0: look.MAIN})
    for number, f in enumerate(body.bars):
        size = fitting_size(f.label, (20, 18, 16), 5.4, 1.7, f.chosen)
        canvas.text((16.6, y + number * row, 5.5, row), Line(f.label, size, f.chosen), anchor="middle")
    height = row * len(body.bars)
    chart(canvas, (22.4, y, 9.8, height), BAR, [f.label for f in body.bars], [series], top_of(body.bars) * 1.32, 60, slide.alt)
    canvas.text((16.6, y + height + 0.3, 15.6, 2), Line(body.caution, look.TEXT, True, look.CAUTION))


# ---------------------------------------------------------------- money


def money(canvas: Canvas, slide: Slide, body: Money) -> None:
    """Draw the states of the money as columns, and what one person cost beside them."""
    heading(canvas, look.LEFT, body.heading)
    x, width, base, height = look.LEFT, 16.0, 12.75, 7.2
    step, top = width / len(body.states), top_of(body.states)
    thick = step / 1.55
    scale = height / (top * 1.2)
    bounds = frozenset(n for n, f in enumerate(body.states) if f.known and f.bound)
    series = Series(
        body.heading, [f.value for f in body.states], look.OTHER, [f.short if f.known else "" for f in body.states], size=24,
        points={0: look.MAIN}, inside=bounds,
    )  # fmt: skip
    chart(canvas, (x, base - height, width, height), COLUMN, [f.label for f in body.states], [series], top * 1.2, 55, slide.alt)
    canvas.line(x, base, x + width, base, look.INK, 1)
    for number, f in enumerate(body.states):
        left = x + step * number + (step - thick) / 2
        if not f.known:
            canvas.unknown((left, base - top * scale, thick, top * scale), look.TEXT, align="center")
        elif f.bound:
            peak = base - (f.value or 0) * scale
            ending = 0.8 if f.softness.startswith("lower") else 0.0
            if ending:
                dashed_end(canvas, left, peak, ending, thick, upright=True)
            canvas.text((left - 0.6, peak - 0.9 - ending, thick + 1.2, 0.9), Line(f.bound, look.TEXT, True, look.CAUTION), align="center")
        canvas.text(
            (x + step * number, base + 0.15, step, 2.2), Line(f.label, look.TEXT, True), Line(f.when, look.SMALL, colour=look.MUTED),
            align="center",
        )  # fmt: skip
    equal(canvas, body.states, x, step, thick, base, scale)
    per_head(canvas, body)


def equal(canvas: Canvas, states: Sequence[Figure], x: float, step: float, thick: float, base: float, scale: float) -> None:
    """Join columns of equal height by a thin line."""
    for number, (a, b) in enumerate(pairwise(states)):
        if a.known and a.value == b.value:
            right = x + step * number + (step + thick) / 2
            y = base - (a.value or 0) * scale
            canvas.line(right, y, right + step - thick, y, look.INK, 1)


def per_head(canvas: Canvas, body: Money) -> None:
    """Draw the grant per person, one row each with its denominator."""
    x, y, step = 19.9, 5.4, 3.1
    canvas.line(x - 1, look.TOP, x - 1, look.BOTTOM, look.RULE, 1)
    heading(canvas, x, body.per_heading, 12.4)
    if not body.per_head:
        canvas.unknown((x, y + 0.3, 6.5, 1.2))
    for number, f in enumerate(body.per_head):
        at = y + number * step
        large = f.short if f.unit == "HUF" and f.base else f.printed
        room = max(4.4, 0.036 * look.LARGE * 0.55 * len(large) + 0.4) if f.base else 7.4
        size = look.LARGE if f.base else 32
        text = f"{f.bound} {large}".strip() if f.base else large
        canvas.text((x, at, room, step - 0.3), Line(text, fitting_size(text, (size, 32, 24), room, 1.9, True), True), anchor="middle")
        note = [Line(f.detail, look.TEXT, colour=look.MUTED)] if f.detail else []
        canvas.text((x + room + 0.3, at, RIGHT - x - room - 0.3, step - 0.3), Line(f.label, 20, True), *note, anchor="middle")
        if number:
            canvas.line(x, at - 0.15, RIGHT, at - 0.15)


# ---------------------------------------------------------------- people


def funnel(canvas: Canvas, slide: Slide, body: Funnel) -> None:
    """Draw the stages before their denominators; without any number, the places where they would stand."""
    if body.panel is not None:
        return empty_funnel(canvas, body)
    x, width, y = 9.9, 13.3, look.TOP
    step = (9.3 if body.caution else 10.4) / len(body.stages)
    bounded = any(f.softness.startswith("lower") for f in body.stages)
    top = top_of(body.stages) * (1.8 if bounded else 1)
    bases = [f.base or (f.value if n == 0 else None) for n, f in enumerate(body.stages)]
    series = [
        Series(canvas.words("deck.base"), bases, look.PALE),
        Series(canvas.words("deck.people"), [f.value for f in body.stages], look.MAIN,
               [f.printed if f.known else "" for f in body.stages], INSIDE, look.PAPER, 26),
    ]  # fmt: skip
    short = [n for n, f in enumerate(body.stages) if f.known and not label_fits(f, (f.value or 0) / top * width)]
    people = series[1]
    series[1] = Series(**{**people.__dict__, "labels": ["" if n in short else t for n, t in enumerate(people.labels)]})
    chart(canvas, (x, y, width, step * len(body.stages)), BAR, [f.label for f in body.stages], series, top, 50, slide.alt)
    thick = step / 1.5
    for number, f in enumerate(body.stages):
        at = y + step * number
        canvas.text((look.LEFT, at, x - look.LEFT - 0.4, step), Line(f.label, look.LABEL, True), anchor="middle")
        if not f.known:
            canvas.unknown((x, at + (step - thick) / 2, width, thick))
        elif number in short:
            edge = x + max(f.value or 0, bases[number] or 0) / top * width
            if f.softness.startswith("lower"):
                dashed_end(canvas, edge, at + (step - thick) / 2, 1.1, thick)
                edge += 1.1
            size = 26 if len(f.printed) < 8 else 20
            canvas.text((edge + 0.2, at, max(3.0, x + width + 0.6 - edge), step), Line(f.printed, size, True), anchor="middle")
        beside(canvas, f, x + width + 0.7, at, step)
        if number:
            canvas.line(look.LEFT, at, RIGHT, at)
    if body.caution:
        lead, _, rest = body.caution.partition(". ")
        canvas.text((look.LEFT, y + step * len(body.stages) + 0.35, look.INNER, 1), Line(rest, look.TEXT, lead=f"{lead.rstrip('.')}."))
    return None


def label_fits(f: Figure, length: float) -> bool:
    """Whether the number stands inside its bar: an open-ended one has it behind its end."""
    return not f.softness.startswith("lower") and length >= 0.62 * len(f.printed)


def beside(canvas: Canvas, f: Figure, x: float, y: float, height: float) -> None:
    """Write beside a bar its share with the denominator in words, else its target."""
    width = RIGHT - x
    if f.share:
        size = fitting_size(f.share, (look.BESIDE, 24, 22), width, 1.4, True)
        canvas.text((x, y, width, height), Line(f.share, size, True), Line(f.of, look.TEXT, colour=look.MUTED), anchor="middle")
    elif f.target is not None:
        lines = [Line(canvas.words("deck.target"), look.TEXT, colour=look.MUTED), Line(f.target_printed, look.LABEL, True)]
        canvas.text((x, y, width, height), *lines, anchor="middle")
    elif f.key in ("participants", "found_job"):
        middle = y + height / 2
        canvas.text((x, middle - 1.15, width, 0.8), Line(canvas.words("deck.target"), look.TEXT, colour=look.MUTED))
        canvas.unknown((x, middle - 0.25, 5.2, 1.15))


def empty_funnel(canvas: Canvas, body: Funnel) -> None:
    """Draw the places of the stages, and what is known already beside them."""
    x, width, step = 9.2, 12.6, 3.1
    for number, f in enumerate(body.stages):
        at = look.TOP + 0.3 + step * number
        canvas.text((look.LEFT, at, x - look.LEFT - 0.4, step), Line(f.label, look.LABEL, True), anchor="middle")
        canvas.unknown((x, at + 0.65, width, step - 1.3), 20)
        if number:
            canvas.line(look.LEFT, at, x + width, at)
    if body.panel:
        canvas.panel((23.0, look.TOP + 0.2, RIGHT - 23.0, 10.7), body.panel.heading, body.panel.lines, body.panel.caution, look.MAIN)


def groups(canvas: Canvas, slide: Slide, body: Groups) -> None:
    """Draw one whole in its parts or the published groups, then the breakdowns that nobody published."""
    heading(canvas, look.LEFT, body.heading, look.INNER)
    if body.parts:
        parts(canvas, slide, body.parts)
    else:
        group_bars(canvas, slide, body.others)
    y = 11.6
    canvas.line(look.LEFT, y - 0.5, RIGHT, y - 0.5)
    width = look.INNER / max(4, len(body.unknown))
    size = min((fitting_size(f.label, (20, 18, 16), width - 0.4, 0.9, True) for f in body.unknown), default=20)
    for number, f in enumerate(body.unknown):
        at = look.LEFT + number * width
        canvas.text((at, y, width - 0.4, 0.9), Line(f.label, size, True))
        canvas.unknown((at, y + 1.1, width - 0.55, 1.45))


def parts(canvas: Canvas, slide: Slide, figures: Sequence[Figure]) -> None:
    """Draw the parts of a whole as one bar, with words under each part."""
    whole = sum(f.value or 0.0 for f in figures)
    series = [
        Series(f.label, [f.value], look.MAIN if n == 0 else look.PALE, [f.short], MIDDLE, look.PAPER if n == 0 else look.INK, look.BESIDE)
        for n, f in enumerate(figures)
    ]
    chart(canvas, (look.LEFT, 5.3, look.INNER, 2.8), STACKED, [slide.title], series, whole, 0, slide.alt)
    x = look.LEFT
    for f in figures:
        width = (f.value or 0.0) / whole * look.INNER
        note = [Line(f"{f.share} {f.of}", look.TEXT, colour=look.MUTED)] if f.share else []
        canvas.text((x, 8.35, max(width - 0.3, 8), 2), Line(f"{f.printed} {f.label}", 20, True), *note)
        x += width


def group_bars(canvas: Canvas, slide: Slide, figures: Sequence[Figure]) -> None:
    """Draw the published groups as bars before their denominators; a group without one is only a number."""
    shown = list(figures[:4])
    x, width, y = 11.6, 11.6, 5.3
    step = min(1.9, 5.6 / len(shown))
    series = [
        Series(canvas.words("deck.base"), [f.base for f in shown], look.PALE),
        Series(canvas.words("deck.people"), [f.value if f.base else None for f in shown], look.MAIN),
    ]
    if any(f.base for f in shown):
        chart(canvas, (x, y, width, step * len(shown)), BAR, [f.label for f in shown], series, top_of(shown), 50, slide.alt)
    size = min(fitting_size(f.label, (20, 18, 16), 9.6, step, True) for f in shown)
    for number, f in enumerate(shown):
        at = y + step * number
        canvas.text((look.LEFT, at, x - look.LEFT - 0.4, step), Line(f.label, size, True), anchor="middle")
        note = [Line(f"{f.share} {f.of}", look.SMALL, colour=look.MUTED)] if f.share else []
        beside_x = x + width + 0.6 if f.base else x
        canvas.text((beside_x, at, RIGHT - beside_x, step), Line(f.printed, 24 if step > 1.6 else 20, True), *note, anchor="middle")


# ---------------------------------------------------------------- crowd


def crowd(canvas: Canvas, slide: Slide, body: Crowd) -> None:
    """Draw every pact of the kind as a column, ours in the accent, the middle as a dashed line."""
    x, y, width, height = look.LEFT, look.TOP + 2.0, 20.3, 7.6
    values = [f.value for f in body.columns]
    top = top_of(body.columns)
    own = next(n for n, f in enumerate(body.columns) if f.chosen)
    step, base = width / len(values), y + height
    series = Series(body.heading, values, look.OTHER, points={own: look.ACCENT})
    chart(canvas, (x, y, width, height), COLUMN, [f.label for f in body.columns], [series], top, 22, slide.alt)
    canvas.line(x, base, x + width, base, look.INK, 1)
    middle, tip = x + step * (own + 0.5), base - (values[own] or 0) / top * height
    level = base - (body.middle.value or 0) / top * height
    flag(canvas, body, (x, look.TOP, width, 1.8), middle, tip)
    canvas.line(x, level, x + width, level, look.INK, 1.25, dashed=True)
    room, end = 6.4, x + width
    left = end - room if not end - room - 0.3 < middle < end else middle - room - 0.3 if end - middle < room else middle + 0.3
    canvas.text((left, level - 0.8, room, 0.75), Line(f"{body.middle.label} {body.middle.printed}", look.SMALL), align="right")
    canvas.text((x, base + 0.15, width, 0.9), Line(body.heading, look.SMALL, colour=look.MUTED))
    canvas.panel((23.2, look.TOP + 0.2, RIGHT - 23.2, 10.4), body.panel.heading, body.panel.lines, body.panel.caution, look.CAUTION)


def flag(canvas: Canvas, body: Crowd, box: tuple[float, float, float, float], middle: float, tip: float) -> None:
    """Write the name and number of our pact over the columns, joined to its column; the largest number where there is room."""
    x, y, width, height = box
    chosen, first = next(f for f in body.columns if f.chosen), body.columns[0]
    room = 11.5
    right = middle + room > x + width
    left = max(x, middle - room - 0.25) if right else middle + 0.25
    size = fitting_size(f"{chosen.label}: {chosen.printed}", (20, 18, 16), room, 0.9, True)
    texts = (Line(f"{chosen.label}: {chosen.printed}", size, True, look.ACCENT), Line(body.place, look.TEXT, colour=look.MUTED))
    canvas.line(middle, y + 0.15, middle, tip, look.ACCENT, 1.75)
    canvas.text((left, y, room, height), *texts, align="right" if right else "left")
    if left > x + 4 and chosen is not first:
        canvas.text((x, y + height - 0.65, 4, 0.75), Line(first.printed, look.SMALL, colour=look.MUTED))


# ---------------------------------------------------------------- several pacts


def amounts(canvas: Canvas, slide: Slide, body: Bars) -> None:
    """Draw the grants of several pacts; a bound has an open end and its word over the number."""
    heading(canvas, 10.6, body.heading)
    x, width, y = 10.6, 15.4, 5.3
    step = min(2.4, (look.BOTTOM - y) / len(body.rows))
    top = top_of(body.rows)
    groups_seen: list[str] = []
    points = {n: look.OTHER for n, f in enumerate(body.rows) if f.key == "grant_later"}
    series = Series(body.heading, [f.value for f in body.rows], look.MAIN, points=points)
    chart(canvas, (x, y, width, step * len(body.rows)), BAR, [f"{f.label}, {f.detail}" for f in body.rows], [series], top, 60, slide.alt)
    thick = step / 1.6
    for number, f in enumerate(body.rows):
        at = y + step * number
        if number and f.group not in groups_seen:
            canvas.line(look.LEFT, at, RIGHT, at)
        groups_seen.append(f.group)
        when = f"{f.when}, {f.detail.lower()}" if f.when and f.known else f.detail.lower()
        canvas.text(
            (look.LEFT, at, x - look.LEFT - 0.3, step), Line(f.label, fitting_size(f.label, (22, 20, 18), 8.6, 1.0, True), True),
            Line(when, look.SMALL, colour=look.MUTED), anchor="middle",
        )  # fmt: skip
        end = x + (f.value or 0) / top * width
        if not f.known:
            canvas.unknown((x, at + (step - thick) / 2, 6, thick))
        elif f.bound:
            if f.softness.startswith("lower"):
                dashed_end(canvas, end, at + (step - thick) / 2, 1.3, thick)
            canvas.text(
                (end + 1.6, at, 5, step),
                Line(f.bound, look.TEXT, True, look.CAUTION),
                Line(f.short, 24, True, look.CAUTION),
                anchor="middle",
            )
        else:
            canvas.text((end + 0.25, at, 6, step), Line(f.short, 26, True), anchor="middle")


def targets(canvas: Canvas, slide: Slide, body: Bars) -> None:
    """Draw results before their targets: a solid bar inside a frame; the share stands right with its denominator."""
    x, width, y = 10.2, 13.0, 5.5
    heading(canvas, look.LEFT, body.heading, 8)
    key(canvas, body.legend, x)
    step = min(3.0, (14.0 - y) / len(body.rows))
    top = top_of(body.rows)
    shown = body.rows
    goals = frozenset(n for n, f in enumerate(shown) if f.target is not None)
    series = [
        Series(body.legend[0], [f.value for f in shown], look.MAIN),
        Series(body.legend[1], [f.target for f in shown], None, outline=look.CAUTION, outlined=goals),
    ]
    chart(canvas, (x, y, width, step * len(shown)), BAR, [f.label for f in shown], series, top * 1.02, 80, slide.alt)
    thick = step / 1.8
    for number, f in enumerate(shown):
        at = y + step * number
        canvas.text(
            (look.LEFT, at, x - look.LEFT - 0.3, step), Line(f.label, fitting_size(f.label, (22, 20, 18), 8.3, 1.0, True), True),
            Line(f.when, look.SMALL, colour=look.MUTED), anchor="middle",
        )  # fmt: skip
        if not f.known and f.target is None:
            canvas.unknown((x, at + (step - thick) / 2, width, thick))
        elif not f.known:
            canvas.text((x + 0.4, at, 6, step), Line(f"{body.legend[0]}: {f.printed}", look.TEXT, colour=look.MUTED), anchor="middle")
        target_text(canvas, f, body, x + width + 0.5, at, step)
        if number:
            canvas.line(look.LEFT, at, RIGHT, at)
    if body.caution:
        lead, _, rest = body.caution.partition(". ")
        canvas.text((look.LEFT, y + step * len(shown) + 0.25, look.INNER, 0.9), Line(rest, look.TEXT, lead=f"{lead}."))


def target_text(canvas: Canvas, f: Figure, body: Bars, x: float, y: float, height: float) -> None:
    """Write beside a bar its result and target in words, or the share that they make."""
    result = f"{body.legend[0]}: {f.printed}" + ("*" if f.caution else "")
    below = f"{f.share} {f.of}" if f.share else f"{body.legend[1]}: {f.target_printed}"
    size = fitting_size(below, (look.TEXT, look.SMALL), RIGHT - x, 0.9)
    lines = [Line(result, 20, f.known, look.INK if f.known else look.MUTED), Line(below, size, colour=look.MUTED)]
    canvas.text((x, y, RIGHT - x, height), *lines, anchor="middle")


def key(canvas: Canvas, names: Sequence[str], x: float) -> None:
    """Draw the legend of targets: a solid bar, a frame."""
    y = look.TOP + 0.15
    canvas.block((x, y, 1.2, 0.55), look.MAIN)
    canvas.text((x + 1.4, y - 0.15, 3, 0.9), Line(names[0], look.TEXT, colour=look.MUTED))
    shape = canvas.block((x + 4.6, y, 1.2, 0.55), None, look.CAUTION, 3)
    plain(shape, None, look.CAUTION, 3)
    decorative(shape)
    canvas.text((x + 6.0, y - 0.15, 3, 0.9), Line(names[1], look.TEXT, colour=look.MUTED))
    shape.line.width = Pt(3)
