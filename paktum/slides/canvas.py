"""One slide to draw on, in centimetres: texts, lines, frames, dashed places. Text is always text: no field, no link, no formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Cm, Pt

from paktum.slides import look
from paktum.slides.master import DECORATIVE, NAMESPACES, Box
from paktum.wording import Words

ALIGN = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}
ANCHOR = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}
EM = 0.0353  # centimetres of a point
WIDTH_OF_LETTER = 0.49  # of the type size, the mean of the face; bold is wider
WIDER_WHEN_BOLD = 1.06


@dataclass(frozen=True)
class Line:
    """A paragraph: text, type size in points, weight, theme colour."""

    text: str
    size: float = look.TEXT
    bold: bool = False
    colour: MSO_THEME_COLOR = look.INK
    lead: str = ""  # bold and in the colour of caution before the text


class Canvas:
    """A slide and the words of its language."""

    def __init__(self, slide: Slide, words: Words) -> None:
        self.slide = slide
        self.words = words
        self.language = look.LANGUAGES[words.language]

    def text(self, box: Box, *lines: Line, align: str = "left", anchor: str = "top", name: str = "", into: Any = None) -> Any:
        """Write paragraphs into a box without inner margins; return the shape."""
        x, y, width, height = box
        width = min(width, look.WIDTH - x - 0.05)  # a text behind the end of a bar never leaves the slide
        shape = (into or self.slide.shapes).add_textbox(Cm(x), Cm(y), Cm(width), Cm(height))
        if name:
            shape.name = name
        self.write(shape.text_frame, lines, align, anchor)
        return shape

    def write(self, frame: Any, lines: Sequence[Line], align: str = "left", anchor: str = "top") -> None:
        """Write paragraphs into a text frame."""
        frame.word_wrap, frame.vertical_anchor = True, ANCHOR[anchor]
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment = ALIGN[align]
            if line.lead:
                self.run(paragraph, line.lead + " ", line.size, True, look.CAUTION)
            self.run(paragraph, line.text, line.size, line.bold, line.colour)

    def run(self, paragraph: Any, text: str, size: float, bold: bool, colour: MSO_THEME_COLOR) -> None:
        """Add a run of one type, with the language of the deck."""
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.theme_color = colour
        run._r.get_or_add_rPr().set("lang", self.language)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: MSO_THEME_COLOR = look.RULE, points: float = 0.75, dashed: bool = False
    ) -> None:
        """Draw a line that only decorates."""
        shape = self.slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Cm(x1), Cm(y1), Cm(x2), Cm(y2))
        unstyled(shape)
        shape.line.color.theme_color, shape.line.width = colour, Pt(points)
        if dashed:
            shape.line.dash_style = MSO_LINE.DASH
        decorative(shape)

    def block(
        self,
        box: Box,
        fill: MSO_THEME_COLOR | None,
        outline: MSO_THEME_COLOR | None = None,
        points: float = 1,
        kind: Any = MSO_SHAPE.RECTANGLE,
    ) -> Any:
        """Draw a filled or outlined shape that only decorates; return it."""
        shape = self.slide.shapes.add_shape(kind, *(Cm(v) for v in box))
        plain(shape, fill, outline, points)
        decorative(shape)
        return shape

    def unknown(self, box: Box, size: float = look.TEXT, text: str = "", align: str = "left") -> Any:
        """Draw the place of a number that nobody published: a dashed frame with "nincs adat" in it."""
        shape = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Cm(v) for v in box))
        plain(shape, None, look.MUTED, 1.25)
        shape.line.dash_style = MSO_LINE.DASH
        self.write(shape.text_frame, [Line(text or self.words("absent.unknown"), size, colour=look.MUTED)], align, "middle")
        shape.text_frame.margin_left = shape.text_frame.margin_right = Cm(0.25)
        shape.name = self.words("absent.unknown")
        return shape

    def panel(self, box: Box, heading: str, lines: Sequence[str], caution: str, colour: MSO_THEME_COLOR) -> None:
        """Draw a tinted box with a bar at its left, a heading and paragraphs that fit."""
        x, y, width, height = box
        texts = [
            Line(heading, 20, True),
            *(Line(t, look.TEXT) for t in lines),
            *([Line(caution, look.TEXT, True, look.CAUTION)] if caution else []),
        ]
        needed = sum(height_of(t.text, t.size, width - 1.1, t.bold) + 0.28 for t in texts) + 0.9
        height = min(height, max(needed, 4.0))
        self.block((x, y, width, height), look.TINT)
        self.block((x, y, 0.18, height), colour)
        shape = self.text((x + 0.7, y + 0.4, width - 1.1, height - 0.6), *texts, name=heading)
        for paragraph in shape.text_frame.paragraphs[1:]:
            paragraph.space_before = Pt(8)


def plain(shape: Any, fill: MSO_THEME_COLOR | None, outline: MSO_THEME_COLOR | None, points: float) -> None:
    """Give a shape a flat fill and outline; no shadow and nothing else of the theme."""
    unstyled(shape)
    if fill is None:
        shape.fill.background()
    else:
        shape.fill.solid()
        shape.fill.fore_color.theme_color = fill
    if outline is None:
        shape.line.fill.background()
    else:
        shape.line.color.theme_color, shape.line.width = outline, Pt(points)


def unstyled(shape: Any) -> None:
    """Remove the style of the theme from a shape: it would bring shadows."""
    style = shape._element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}style")
    if style is not None:
        shape._element.remove(style)


def described(shape: Any, text: str) -> None:
    """Set the alternative text of a shape."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)


def decorative(shape: Any) -> None:
    """Mark a shape as one that a screen reader skips."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", "")
    for old in properties.findall("{http://schemas.openxmlformats.org/drawingml/2006/main}extLst"):
        properties.remove(old)
    properties.append(etree.fromstring(DECORATIVE.replace("<a:extLst>", f"<a:extLst {NAMESPACES}>")))


def rows_of(text: str, size: float, width: float, bold: bool = False) -> int:
    """Return about how many lines a text takes in a box of a width in centimetres, broken at words."""
    letter = size * EM * WIDTH_OF_LETTER * (WIDER_WHEN_BOLD if bold else 1)
    most, used, rows = max(1, int(width / letter)), 0, 1
    for word in text.split(" "):
        used += len(word) + (1 if used else 0)
        if used > most:
            rows, used = rows + 1, len(word)
    return rows


def height_of(text: str, size: float, width: float, bold: bool = False) -> float:
    """Return about how high a text is, in centimetres."""
    return rows_of(text, size, width, bold) * size * EM * 1.22


def fitting_size(text: str, sizes: Sequence[float], width: float, height: float, bold: bool = False) -> float:
    """Return the largest of some type sizes at which a text fits a box; the smallest when none does."""
    return next((s for s in sizes if height_of(text, s, width, bold) <= height), sizes[-1])
