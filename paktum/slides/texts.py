"""Slides made of words: the cover, the partnership with its time line, the story, the open questions, the comparison table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Cm, Emu, Pt

from paktum.readings.closing.own import OfficeText, untold
from paktum.readings.closing.parts import Cover, Figure, Grid, Moment, Organisation, Partnership, Questions, Slide, Story
from paktum.slides import look
from paktum.slides.canvas import Canvas, Line, described, fitting_size, height_of
from paktum.slides.master import NAMESPACES

RIGHT = look.LEFT + look.INNER
NO_GRID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the table style without style and grid
MOST_NAMED, MOST_AMOUNTS = 5, 5
MOST_CONTACT_LINES = 4


# ---------------------------------------------------------------- cover


def cover(canvas: Canvas, slide: Slide, body: Cover) -> None:
    """Draw the title slide."""
    words = canvas.words
    subtitle = " · ".join(body.codes) or "; ".join(body.names if len(body.names) > 1 else body.titles)
    if subtitle:
        size = fitting_size(subtitle, (20, 18, 16, 14), 25.4, 1.6)
        canvas.text((look.LEFT, 6.75, 25.4, 1.7), Line(subtitle, size, colour=look.MUTED))
    elif len(body.names) == 1:
        canvas.unknown((look.LEFT, 6.75, 9.5, 1.1), text=f"{words('pact.code')}: {words('absent.unknown')}")
    shown = body.beneficiaries[:MOST_NAMED]
    canvas.text((look.LEFT, 8.75, 16.2, 0.7), Line(words("deck.beneficiaries"), look.TINY, True, look.MUTED))
    if shown:
        lines = [Line(with_role(o), 18) for o in shown]
        if len(body.beneficiaries) > len(shown):
            lines.append(Line(words("deck.more", n=words.number(len(body.beneficiaries) - len(shown))), look.SMALL, colour=look.MUTED))
        canvas.text((look.LEFT, 9.5, 16.2, 5), *lines)
    else:
        canvas.unknown((look.LEFT, 9.6, 6.5, 1.1))
    canvas.text((19.2, 8.75, 13, 0.7), Line(words("closing.row_money"), look.TINY, True, look.MUTED))
    amounts(canvas, body.grants)
    canvas.text(
        (look.LEFT, 15.9, 13.4, 2), Line(words("deck.event"), look.TINY, True, look.MUTED), Line(body.event, look.SMALL, colour=look.MUTED)
    )  # fmt: skip


def with_role(organisation: Organisation) -> str:
    """Return an organisation with its role when it leads."""
    return f"{organisation.name} ({organisation.role})" if organisation.lead else organisation.name


def amounts(canvas: Canvas, grants: Sequence[Figure]) -> None:
    """Draw the grants of the cover: one large, several one under the other."""
    if len(grants) > MOST_AMOUNTS:
        canvas.text((19.2, 9.4, 13, 1), Line(canvas.words("deck.see_table"), 18))
        return
    many = len({g.label for g in grants}) > 2
    y, step = 9.4, 2.8 if len(grants) == 2 else min(2.6, 4.9 / max(1, len(grants)))
    for number, grant in enumerate(grants):
        small = [Line(t, look.TINY if many else look.SMALL, colour=look.MUTED) for t in (grant.detail,) if t]
        above = [Line(grant.label, look.TINY, colour=look.MUTED)] if len(grants) > 1 and not many else []
        if not grant.known:
            canvas.unknown((19.2, y + 0.1, 8, 1.1), text=f"{grant.label}: {grant.printed}" if many else "")
        elif many:
            canvas.text(
                (19.2, y, 13, step), Line(f"{grant.label}: {grant.printed}", 18 if step > 1.3 else 16, True), *(small if step > 1.5 else [])
            )
        else:
            colour = look.ACCENT if number == 0 else look.INK
            canvas.text((19.2, y, 13, step), *above, Line(grant.printed, 32 if number == 0 else 24, True, colour), *small)
        y += step


# ---------------------------------------------------------------- partnership


def partnership(canvas: Canvas, slide: Slide, body: Partnership) -> None:
    """Draw the consortium, the time line, the numbers."""
    y = consortium(canvas, body.organisations) if body.organisations else look.TOP
    crowded = y > 8
    if len(body.moments) > 1:
        time_line(canvas, body, slide.alt, 11.4 if crowded else 10.8)
    elif body.moments:
        moment = body.moments[0]
        canvas.text(
            (look.LEFT, y + 0.8, look.INNER, 2), Line(moment.when, look.SMALL, colour=look.MUTED), Line(moment.label, look.LABEL, True)
        )
    numbers(canvas, body.figures, 14.0 if crowded else 13.85)


def consortium(canvas: Canvas, organisations: Sequence[Organisation]) -> float:
    """Draw the organisations in columns; return where they end."""
    columns = min(3, len(organisations))
    width = (look.INNER - 0.8 * (columns - 1)) / columns if columns > 1 else 15.0
    rows = (len(organisations) + columns - 1) // columns
    height = 3.1 if rows == 1 else 2.2
    sizes, room = ((22, 20, 18, 16), 2.0) if rows == 1 else ((18, 16, 14), 1.25)
    size = min(fitting_size(o.name, sizes, width, room, True) for o in organisations)
    for number, o in enumerate(organisations):
        x, y = look.LEFT + (number % columns) * (width + 0.8), look.TOP + (number // columns) * height
        canvas.block((x, y, width, 0.1), look.MAIN if o.lead else look.OTHER)
        canvas.text(
            (x, y + 0.25, width, height - 0.3), Line(o.name, size, True), Line(o.role, 18 if rows == 1 else look.TINY, colour=look.MUTED)
        )
    return look.TOP + rows * height


def numbers(canvas: Canvas, figures: Sequence[Figure], y: float) -> None:
    """Draw numbers in a row: large number, then what it counts and when."""
    width = look.INNER / max(3, len(figures))
    for number, f in enumerate(figures):
        x = look.LEFT + number * width
        if f.known:
            count = f"{f.bound} {f.short}".strip()
            room = max(1.8, 0.62 * len(count) + 0.5)
            canvas.text((x, y, room, 1.35), Line(count, 32, True, look.MAIN), anchor="middle")
        else:
            room = 3.9
            canvas.unknown((x, y + 0.15, 3.5, 1.05))
        note = [Line(f.when, look.TINY, colour=look.MUTED)] if f.known and f.when else []
        canvas.text((x + room, y, width - room - 0.2, 1.35), Line(f.label, 20, True), *note, anchor="middle")


def time_line(canvas: Canvas, body: Partnership, alt: str, axis: float) -> None:
    """Draw the moments on a line of years, their texts in turn above and below it."""
    first, last = body.years
    scale = (look.INNER - 0.6) / (last - first)
    at = [look.LEFT + 0.3 + (m.at - first) * scale for m in body.moments]
    canvas.line(look.LEFT, axis, RIGHT, axis, look.INK, 1.5)
    step = 1 if last - first <= 8 else 2
    for year in range(first, last, step):
        x = look.LEFT + 0.3 + (year - first) * scale
        canvas.line(x, axis, x, axis + 0.3, look.INK, 1)
        canvas.text((x + 0.1, axis + 0.08, 1.8, 0.65), Line(str(year), look.SMALL, colour=look.MUTED))
    for number, (x, text_x, above) in enumerate(placed(at)):
        mark(canvas, body.moments[number], x, text_x, axis, above)
    group = canvas.slide.shapes[-1]
    described(group, alt)


def placed(at: Sequence[float], width: float = 7.4) -> list[tuple[float, float, bool]]:
    """Return for each moment where its mark and its text stand, and whether above; texts of one side do not overlap."""
    out: list[tuple[float, float, bool]] = []
    ends = {True: look.LEFT, False: look.LEFT}
    for x in at:
        above = ends[True] <= ends[False]
        start = max(x, ends[above])
        out.append((x, start, above))
        ends[above] = start + width
    for above in (True, False):  # what would leave the slide at the right is pushed back
        limit = RIGHT
        for number in reversed([n for n, (_, _, side) in enumerate(out) if side is above]):
            x, start, _ = out[number]
            out[number] = (x, min(start, limit - width), above)
            limit = out[number][1]
    return out


def mark(canvas: Canvas, moment: Moment, x: float, text_x: float, axis: float, above: bool) -> None:
    """Draw one moment: a full circle when its day is known, an empty one else; leader and text."""
    far = axis - 0.95 if above else axis + 0.95
    foot = min(max(x, text_x), text_x + 7.0)
    canvas.line(x, axis, foot, far, look.RULE, 1)
    canvas.block((x - 0.17, axis - 0.17, 0.34, 0.34), look.MAIN if moment.exact else look.PAPER, look.MAIN, 1.75, MSO_SHAPE.OVAL)
    box = (text_x, axis - 3.2 if above else axis + 1.0, 7.2, 2.2)
    size = fitting_size(moment.label, (18, 16), 7.2, 0.85, True)
    right = foot > text_x + 5
    canvas.text(
        box, Line(moment.when, look.SMALL, colour=look.MUTED), Line(moment.label, size, True),
        anchor="bottom" if above else "top", align="right" if right else "left",
    )  # fmt: skip


# ---------------------------------------------------------------- story


def story(canvas: Canvas, slide: Slide, body: Story, own: OfficeText) -> None:
    """Draw the office's photo and words, or the places where they will stand; either alone fills the slide."""
    waits = untold(slide, own)
    box = (look.LEFT, look.TOP, 13.2 if body.quotation or body.name else look.INNER, 10.6)
    if own.photo:
        placed_picture(canvas, own.photo, box, own.photo_alt or canvas.words("deck.photo_alt"))
    elif body.photo:
        canvas.unknown(box, look.SMALL, body.photo, "center")
    x = 16.2 if own.photo or body.photo else look.LEFT
    width, sizes = RIGHT - x, (28, 24, 22, 20, 18) if x > look.LEFT else (40, 36, 32, 28, 24)
    colour = look.MUTED if waits else look.INK
    if body.quotation:
        canvas.text((x, look.TOP, width, 7.4), Line(body.quotation, fitting_size(body.quotation, sizes, width, 7.2), colour=colour))
    if body.name:
        canvas.text((x, 12.2, width, 2), Line(body.name, 20, colour=colour))
    if own.consent.strip() and not waits:
        canvas.text((x, 14.1, width, 0.9), Line(own.consent.strip(), look.TINY, colour=look.MUTED))


def placed_picture(canvas: Canvas, data: bytes, box: tuple[float, float, float, float], alt: str) -> Any:
    """Place a picture into a box with its own proportions."""
    picture = canvas.slide.shapes.add_picture(io.BytesIO(data), Emu(0), Emu(0))
    x, y, width, height = (int(Cm(v)) for v in box)
    scale = min(width / picture.width, height / picture.height)
    picture.width, picture.height = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
    picture.left, picture.top = Emu(x + (width - picture.width) // 2), Emu(y + (height - picture.height) // 2)
    described(picture, alt)
    return picture


# ---------------------------------------------------------------- questions


def questions(canvas: Canvas, slide: Slide, body: Questions, own: OfficeText) -> None:
    """Draw the open questions, and at the side what was settled, what follows, whom to ask."""
    step = min(2.15, (look.BOTTOM - look.TOP) / max(1, len(body.questions)))
    for number, question in enumerate(body.questions):
        y = look.TOP + number * step
        canvas.text((look.LEFT, y, 1.3, step), Line(canvas.words.number(number + 1), 28, True, look.CAUTION), anchor="middle")
        canvas.text((look.LEFT + 1.4, y, 16.3, step), Line(question, 20), anchor="middle")
        if number:
            canvas.line(look.LEFT, y, look.LEFT + 17.6, y)
    x = 20.6
    canvas.line(x - 0.8, look.TOP, x - 0.8, look.BOTTOM, look.RULE, 1)
    at_the_side(canvas, x, [*body.sections[:-1], with_contact(body.sections[-1], own)])


def with_contact(section: tuple[str, tuple[str, ...]], own: OfficeText) -> tuple[str, tuple[str, ...]]:
    """Return the section of the contact, with what the office typed in."""
    heading, lines = section
    return heading, tuple(own.contact.strip().splitlines()[:MOST_CONTACT_LINES]) or lines


def at_the_side(canvas: Canvas, x: float, sections: Sequence[tuple[str, tuple[str, ...]]]) -> None:
    """Write the sections one under the other, in the largest type at which they all stand above the source line."""
    width, room = RIGHT - x, look.BOTTOM - look.TOP - 0.2
    for size in (look.SMALL, look.TINY):
        texts = [[Line(h, size + 2, True, look.MUTED), *(Line(t, size) for t in lines)] for h, lines in sections]
        heights = [sum(height_of(t.text, t.size, width, t.bold) for t in group) + 0.1 for group in texts]
        if sum(heights) <= room:
            break
    gap = max(0.05, min(0.6, (room - sum(heights)) / len(texts)))
    y = look.TOP + 0.2
    for group, height in zip(texts, heights, strict=True):
        canvas.text((x, y, width, height), *group)
        y += height + gap


# ---------------------------------------------------------------- table


def comparison(canvas: Canvas, slide: Slide, body: Grid) -> None:
    """Draw the comparison as a real table: the rows of the guard first, on tint."""
    count = 1 + len(body.guard) + len(body.rows)
    first = 8.2 if len(body.heads) < 4 else 7.4
    widths = shared_out(body, look.INNER - first)
    height = 0.98
    frame = canvas.slide.shapes.add_table(count, 1 + len(body.heads), Cm(look.LEFT), Cm(4.0), Cm(look.INNER), Cm(height * count))
    described(frame, slide.alt)
    frame.name = slide.title
    table = frame.table
    table._tbl.get_or_add_tblPr().find(qn("a:tableStyleId")).text = NO_GRID
    table.horz_banding = False
    for number in range(1 + len(body.heads)):
        table.columns[number].width = Cm(first if number == 0 else widths[number - 1])
    for number in range(count):
        table.rows[number].height = Cm(height)
    write_rows(canvas, table, body, widths)
    notes = "  ".join(body.footnotes)
    if notes:
        canvas.text(
            (look.LEFT, 4.0 + height * count + 0.3, look.INNER, 0.9),
            Line(notes, look.TEXT if len(notes) < 105 else look.SMALL, False, look.CAUTION),
        )


def shared_out(body: Grid, width: float) -> list[float]:
    """Return the widths of the columns: what the longest cell of each needs, and the rest in equal parts."""
    needs = []
    for column, head in enumerate(body.heads):
        states = [cells[column] for _, cells, _ in body.guard]
        cells = [head, *states, *(value_of(row[column], look.INNER).text for _, row in body.rows)]
        needs.append(min(0.34 * max(len(c) for c in cells) + 0.5, width / 2))
    rest = (width - sum(needs)) / len(needs)
    return [n + rest for n in needs] if rest > 0 else [width * n / sum(needs) for n in needs]


def write_rows(canvas: Canvas, table: Any, body: Grid, widths: Sequence[float]) -> None:
    """Write the cells of the comparison."""
    cell(canvas, table.cell(0, 0), Line(""), "ink")
    for column, name in enumerate(body.heads, start=1):
        cell(
            canvas,
            table.cell(0, column),
            Line(name, fitting_size(name, (20, 18, 16, 14), widths[column - 1] - 0.4, 0.9, True), True, look.MUTED),
            "ink",
            right=True,
        )
    row = 1
    for label, cells, differs in body.guard:
        sign, colour = ("≠  ", look.CAUTION) if differs else ("", look.INK)
        cell(canvas, table.cell(row, 0), Line(sign + label, look.TEXT, differs, colour), "rule", tint=True)
        for column, text in enumerate(cells, start=1):
            cell(canvas, table.cell(row, column), Line(text, look.TEXT), "rule", tint=True, right=True)
        row += 1
    for label, figures in body.rows:
        cell(canvas, table.cell(row, 0), Line(label, look.TEXT), "rule")
        for column, f in enumerate(figures, start=1):
            cell(canvas, table.cell(row, column), value_of(f, widths[column - 1]), "rule", right=True)
        row += 1


def value_of(f: Figure, width: float) -> Line:
    """Return a figure as it stands in the table: unknown smaller and muted, a bound in the colour of caution."""
    if not f.known:
        return Line(f.printed, look.SMALL, colour=look.MUTED)
    text = (f.short if f.key == "grant" else f"{f.bound} {f.short}".strip()) + f.mark
    size = fitting_size(text, (20, 18, 16, 14), width - 0.3, 0.9, bool(f.bound))
    return Line(text, size, bool(f.bound), look.CAUTION if f.bound else look.INK)


def cell(canvas: Canvas, place: Any, line: Line, rule: str, tint: bool = False, right: bool = False) -> None:
    """Write a cell with a rule under it and nothing around it."""
    canvas.write(place.text_frame, [line], "right" if right else "left")
    place.vertical_anchor = 3  # middle
    place.margin_left, place.margin_right, place.margin_top, place.margin_bottom = Cm(0.1), Cm(0.25), Cm(0.05), Cm(0.05)
    points, colour = (1.5, "tx1") if rule == "ink" else (0.75, "accent6")
    border = etree.fromstring(
        f'<a:lnB {NAMESPACES} w="{int(Pt(points))}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:lnB>'
    )  # fmt: skip
    properties = place._tc.get_or_add_tcPr()
    properties.insert(0, border)
    fill = '<a:solidFill {0}><a:schemeClr val="bg2"/></a:solidFill>' if tint else "<a:noFill {0}/>"
    properties.append(etree.fromstring(fill.format(NAMESPACES)))
