"""Native charts that can be edited: bars where we say, labels from cells, a workbook that holds exactly what is drawn.

The plot fills its frame (`manualLayout` 0/0/1/1), so bar i of n has its middle at y + h·(i+½)/n and texts beside it meet it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import xlsxwriter
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.util import Cm, Pt
from xlsxwriter.utility import xl_rowcol_to_cell

from paktum.slides import look
from paktum.slides.canvas import Canvas, described
from paktum.slides.master import Box

BAR, COLUMN, STACKED = XL_CHART_TYPE.BAR_CLUSTERED, XL_CHART_TYPE.COLUMN_CLUSTERED, XL_CHART_TYPE.BAR_STACKED
OUTSIDE, INSIDE, MIDDLE = XL_LABEL_POSITION.OUTSIDE_END, XL_LABEL_POSITION.INSIDE_END, XL_LABEL_POSITION.CENTER
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NAMESPACES = (
    f'xmlns:c="{C}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'
)
SHEET = "Sheet1"  # the name that the references of a new chart have
CREATED = datetime(2000, 1, 1)  # so that the same figures make the same file
FLAGS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")


@dataclass(frozen=True)
class Series:
    """A series: values (None stays an empty cell), its colour (None = no fill), labels as they are printed.

    points: {number: colour} of bars that differ; outline: a line around the bars; inside: {number} of labels that stand in their bar.
    """

    name: str
    values: Sequence[float | None]
    colour: MSO_THEME_COLOR | None = look.MAIN
    labels: Sequence[str] = ()
    position: Any = OUTSIDE
    ink: MSO_THEME_COLOR = look.INK
    size: float = 20
    points: dict[int, MSO_THEME_COLOR] = field(default_factory=dict)
    outline: MSO_THEME_COLOR | None = None
    outline_points: float = 3.0
    outlined: frozenset[int] = frozenset()
    inside: frozenset[int] = frozenset()


def chart(
    canvas: Canvas,
    box: Box,
    kind: Any,
    categories: Sequence[str],
    series: Sequence[Series],
    top: float,
    gap: int,
    alt: str,
    overlap: int = 100,
) -> Any:
    """Draw a chart without axes, legend or title; `top` is the end of its scale. Return the chart."""
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = list(categories)
    for s in series:
        data.add_series(s.name, list(s.values))
    shapes: Any = canvas.slide.shapes
    frame = shapes.add_chart(kind, *(Cm(v) for v in box), data)
    described(frame, alt)
    frame.name = series[-1].name
    made = frame.chart
    bare(made, top, kind != COLUMN)
    plot = made.plots[0]
    plot.gap_width, plot.overlap = gap, overlap
    for number, s in enumerate(series):
        paint(made.series[number], s)
        if any(s.labels):
            label(made.series[number], s, column_of_labels(series, number), canvas.language)
    chart_language(made, canvas.language)
    made.part.chart_workbook.update_from_xlsx_blob(workbook(categories, series, canvas.words("deck.label_column")))
    return made


def bare(made: Any, top: float, horizontal: bool) -> None:
    """Remove everything but the bars, and let the plot fill its frame."""
    made.has_legend = made.has_title = False
    made.font.size = Pt(look.TEXT)
    value, category = made.value_axis, made.category_axis
    value.visible = value.has_major_gridlines = category.visible = category.has_major_gridlines = False
    value.minimum_scale, value.maximum_scale = 0, top
    if horizontal:
        category.reverse_order = True  # else the first row stands at the bottom
    area = made._chartSpace.find(f".//{{{C}}}plotArea")
    for old in area.findall(f"{{{C}}}layout"):
        area.remove(old)
    edges = "".join(f'<c:{name} val="{at}"/>' for name, at in (("x", 0), ("y", 0), ("w", 1), ("h", 1)))
    place = f'<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>{edges}'
    layout = f"<c:layout {NAMESPACES}><c:manualLayout>{place}</c:manualLayout></c:layout>"
    area.insert(0, parse_xml(layout))


def paint(made: Any, s: Series) -> None:
    """Colour a series and the points that differ."""
    made.invert_if_negative = False
    fill(made.format, s.colour)
    if s.outline is not None and not s.outlined:
        made.format.line.color.theme_color, made.format.line.width = s.outline, Pt(s.outline_points)
    for number in sorted({*s.points, *s.outlined}):
        point = made.points[number].format
        fill(point, s.points.get(number, s.colour))
        if number in s.outlined and s.outline is not None:
            point.line.color.theme_color, point.line.width = s.outline, Pt(s.outline_points)


def fill(shape: Any, colour: MSO_THEME_COLOR | None) -> None:
    """Fill a bar with a theme colour, or leave it open."""
    if colour is None:
        shape.fill.background()
    else:
        shape.fill.solid()
        shape.fill.fore_color.theme_color = colour


# ---------------------------------------------------------------- labels from cells


def column_of_labels(series: Sequence[Series], number: int) -> int:
    """Return the column of the data sheet that holds the labels of a series: after the values, one for each labelled series."""
    return 1 + len(series) + sum(any(s.labels) for s in series[:number])


def label(made: Any, s: Series, column: int, language: str) -> None:
    """Label the points of a series with the texts of a column of its sheet, so that they can be edited there."""
    element = made._element
    for old in element.findall(f"{{{C}}}dLbls"):
        element.remove(old)
    shown = [n for n, value in enumerate(s.values) if value is not None and s.labels[n]]
    points = "".join(point_label(n, s, language) for n in shown)
    rest = f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{type_of(s, s.ink, language)}" + flags(0)
    made_labels = parse_xml(f"<c:dLbls {NAMESPACES}>{points}{rest}{extension('{CE6537A1-D6FC-4f65-9D91-7224C49458BB}', shows())}</c:dLbls>")
    before = next(e for name in ("trendline", "errBars", "cat", "val") if (e := element.find(f"{{{C}}}{name}")) is not None)
    before.addprevious(made_labels)
    element.append(parse_xml(cell_range(s.labels, column)))


def point_label(number: int, s: Series, language: str) -> str:
    """Return the label of one point: a field that shows its cell."""
    inside = number in s.inside
    position = {OUTSIDE: "outEnd", INSIDE: "inEnd", MIDDLE: "ctr"}[INSIDE if inside else s.position]
    run = f'lang="{language}" sz="{int(s.size * 100)}" b="1"'
    ink = f'<a:solidFill><a:schemeClr val="{look.NAMES[look.PAPER if inside else s.ink]}"/></a:solidFill>'
    text = etree.Element("t")
    text.text = s.labels[number]
    inner = etree.tostring(text, encoding="unicode")[3:-4]
    guid = f"{{7A{number:02X}F8A1-52C1-4C5B-9B6A-0D6E1C2B3A41}}"
    shown = f'<a:fld id="{guid}" type="CELLRANGE"><a:rPr {run}>{ink}</a:rPr><a:pPr/><a:t>{inner}</a:t></a:fld>'
    rich = f'<c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p>{shown}</a:p></c:rich>'
    ranged = extension("{CE6537A1-D6FC-4f65-9D91-7224C49458BB}", "<c15:dlblFieldTable/>" + shows())
    return f'<c:dLbl><c:idx val="{number}"/><c:tx>{rich}</c:tx><c:dLblPos val="{position}"/>{flags(0)}{ranged}</c:dLbl>'


def type_of(s: Series, ink: MSO_THEME_COLOR, language: str) -> str:
    """Return the type of the labels; they never break in two."""
    return (
        f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr lang="{language}" sz="{int(s.size * 100)}" b="1"><a:solidFill>'
        f'<a:schemeClr val="{look.NAMES[ink]}"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="{language}"/></a:p></c:txPr>'
    )


def flags(value: int) -> str:
    """Return what a label shows of itself: nothing, its text comes from a cell."""
    return "".join(f'<c:{name} val="{value}"/>' for name in FLAGS)


def shows() -> str:
    """Return that a label shows the range of cells."""
    return '<c15:showDataLabelsRange val="1"/>'


def extension(uri: str, inner: str) -> str:
    """Return an extension list with one extension."""
    return f'<c:extLst {NAMESPACES}><c:ext uri="{uri}">{inner}</c:ext></c:extLst>'


def cell_range(labels: Sequence[str], column: int) -> str:
    """Return which cells hold the labels, with a copy of their texts."""
    first, last = (xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for row in (1, len(labels)))
    points = []
    for number, text in enumerate(labels):
        value = etree.Element("v")
        value.text = text
        points.append(f'<c:pt idx="{number}"><c:v>{etree.tostring(value, encoding="unicode")[3:-4] if text else ""}</c:v></c:pt>')
    cache = f'<c15:dlblRangeCache><c:ptCount val="{len(labels)}"/>{"".join(points)}</c15:dlblRangeCache>'
    return extension(
        "{02D57815-91ED-43cb-92C2-25804820EDAC}", f"<c15:datalabelsRange><c15:f>{SHEET}!{first}:{last}</c15:f>{cache}</c15:datalabelsRange>"
    )


def chart_language(made: Any, language: str) -> None:
    """Set the language of a chart."""
    space = made._chartSpace
    for old in space.findall(f"{{{C}}}lang"):
        space.remove(old)
    date = space.find(f"{{{C}}}date1904")
    new = parse_xml(f'<c:lang {NAMESPACES} val="{language}"/>')
    if date is not None:
        date.addnext(new)
    else:
        space.insert(0, new)


def workbook(categories: Sequence[str], series: Sequence[Series], label_name: str) -> bytes:
    """Return the data sheet of a chart: names, full numbers, then the labels; texts stay texts, an unknown cell stays empty."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet(SHEET)
        for row, name in enumerate(categories, start=1):
            sheet.write_string(row, 0, name)
        for column, s in enumerate(series, start=1):
            sheet.write_string(0, column, s.name)
            for row, value in enumerate(s.values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value)
        for number, s in enumerate(series):
            if any(s.labels):
                column = column_of_labels(series, number)
                sheet.write_string(0, column, f"{label_name}: {s.name}")
                for row, text in enumerate(s.labels, start=1):
                    if text:
                        sheet.write_string(row, column, text)
    return out.getvalue()
