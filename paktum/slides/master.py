"""The deck's own master: theme, three layouts with Hungarian names, the place of the information block. No official logos.

Built over the empty file that python-pptx carries: its theme is replaced, its layouts are rewritten, its thumbnail is removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Cm

from paktum.slides import look
from paktum.wording import Words

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
LAYOUTS = ("title", "figure", "story")
KEPT = (0, 5, 6)  # of the empty file's eleven layouts
SOURCE_INDEX = 13
Box = tuple[float, float, float, float]


def presentation(words: Words, draft: bool, place: str) -> Deck:
    """Return an empty deck. `place` is the sentence in the place of the information block, "" when files fill it."""
    deck: Deck = Presentation()
    deck.slide_width, deck.slide_height = Cm(look.WIDTH), Cm(look.HEIGHT)
    keep_layouts(deck)
    theme(deck)
    master(deck, words)
    for layout, kind in zip(deck.slide_layouts, LAYOUTS, strict=True):
        rewrite(layout, words(f"deck.layout.{kind}"), list(parts(kind, words, draft, place)))
    default_language(deck, words)
    remove_thumbnail(deck)
    return deck


def keep_layouts(deck: Deck) -> None:
    """Drop the layouts that no slide will use."""
    for number in reversed(range(len(deck.slide_layouts))):
        if number not in KEPT:
            deck.slide_layouts.remove(deck.slide_layouts[number])


def theme(deck: Deck) -> None:
    """Replace the colours and fonts of the theme by ours."""
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    colours = "".join(f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>' for slot, value in look.COLOURS.items())
    text = re.sub(r"<a:clrScheme.*?</a:clrScheme>", f'<a:clrScheme name="Paktumtükör">{colours}</a:clrScheme>', text, flags=re.DOTALL)
    face = f'<a:latin typeface="{look.FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fonts = f'<a:fontScheme name="Paktumtükör"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>'
    text = re.sub(r"<a:fontScheme.*?</a:fontScheme>", fonts, text, flags=re.DOTALL)
    text = re.sub(r'(<a:theme [^>]*name=")[^"]*', r"\1Paktumtükör", text)
    part._blob = text.encode("utf-8")


def master(deck: Deck, words: Words) -> None:
    """Set the master: where its placeholders stand, and the type of titles and texts."""
    tree = deck.slide_master.shapes._spTree
    empty(tree)
    for xml in (title_place(words), source_place(words), number_place(), footer_place(words)):
        tree.append(etree.fromstring(xml))
    styles = deck.slide_master._element.find(f"{{{tree.nsmap['p']}}}txStyles")
    language = look.LANGUAGES[words.language]
    head = f'<a:defRPr lang="{language}" sz="{look.TITLE * 100}" b="1" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    head += '<a:latin typeface="+mj-lt"/></a:defRPr>'
    body = f'<a:defRPr lang="{language}" sz="{look.TEXT * 100}" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    body += '<a:latin typeface="+mn-lt"/></a:defRPr>'
    spacing = '<a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
    levels = "".join(
        f'<a:lvl{n}pPr marL="0" indent="0" algn="l"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>{body}</a:lvl{n}pPr>'
        for n in range(1, 10)
    )
    new = (
        f"<p:txStyles {NAMESPACES}><p:titleStyle><a:lvl1pPr algn=\"l\">{spacing}{head}</a:lvl1pPr></p:titleStyle>"
        f"<p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle>{levels}</p:otherStyle></p:txStyles>"
    )  # fmt: skip
    styles.getparent().replace(styles, etree.fromstring(new))


def rewrite(layout: SlideLayout, name: str, shapes: list[str]) -> None:
    """Give a layout its name and its shapes."""
    layout.name = name
    for attribute in ("type", "preserve"):
        layout._element.attrib.pop(attribute, None)
    tree = layout.shapes._spTree
    empty(tree)
    for xml in shapes:
        tree.append(etree.fromstring(xml))
    for number, properties in enumerate(tree.iter(f"{{{tree.nsmap['p']}}}cNvPr"), start=1):
        properties.set("id", str(number))


def empty(tree: etree._Element) -> None:
    """Remove every shape of a tree, leaving its group properties."""
    for child in list(tree)[2:]:
        tree.remove(child)


def parts(kind: str, words: Words, draft: bool, place: str) -> Iterator[str]:
    """Yield the shapes of a layout as XML."""
    cover = kind == "title"
    yield title_place(words, (look.LEFT, 2.6, 25.4, 3.7) if cover else None, "b" if cover else "t")
    if cover:
        yield rectangle((0, 0, 0.7, look.HEIGHT), "accent1")
    else:
        yield source_place(words)
        yield rectangle((look.LEFT, look.BAND, look.INNER, 0.026), "accent6")
        yield number_place()
        yield footer_place(words)
    if kind == "story":
        yield picture_place(words)
    if draft:
        yield framed(look.MARK, words("deck.draft"), 'w="15875"', "accent4", look.TINY, "accent4", bold=True)
    if place:
        box = look.TITLE_BLOCK if cover else look.BLOCK
        yield framed(box, place, 'w="15875"', "tx2", 11, "tx2", dashed=True)


# ---------------------------------------------------------------- shapes as XML


def framed(box: Box, text: str, width: str, line: str, size: float, colour: str, bold: bool = False, dashed: bool = False) -> str:
    """Return a box with a frame and a centred text of one line or two."""
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    run = f'<a:rPr sz="{int(size * 100)}" b="{int(bold)}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:rPr>'
    lines = "".join(f'<a:p><a:pPr algn="ctr"/><a:r>{run}<a:t>{escape(t)}</a:t></a:r></a:p>' for t in text.split("\n"))
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="0" name={quoteattr(text.splitlines()[0])}/>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{position(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        f'<a:ln {width}><a:solidFill><a:schemeClr val="{line}"/></a:solidFill>{dash}</a:ln></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" lIns="36000" tIns="0" rIns="36000" bIns="0" anchor="ctr"/><a:lstStyle/>'
        f"{lines}</p:txBody></p:sp>"
    )


def rectangle(box: Box, colour: str) -> str:
    """Return a filled rectangle that only decorates."""
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="0" name="" descr="">{DECORATIVE}</p:cNvPr>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{position(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def placeholder(
    kind: str, box: Box, name: str, prompt: str, size: float, anchor: str = "t", bold: bool = False, colour: str = "tx1"
) -> str:
    """Return a placeholder; `kind` is the attributes of its p:ph element."""
    body = (
        f'<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0"><a:buNone/><a:defRPr sz="{int(size * 100)}" b="{int(bold)}">'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
    )
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="0" name={quoteattr(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{position(box)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>{body}<a:p>{prompt}</a:p></p:txBody></p:sp>'
    )


def title_place(words: Words, box: Box | None = None, anchor: str = "t") -> str:
    """Return the placeholder of the title: two lines of 32 points, from the top."""
    text = f"<a:r><a:t>{escape(words('deck.place.title'))}</a:t></a:r>"
    return placeholder(
        'type="title"', box or (look.LEFT, 1.05, 26.467, 2.9), words("deck.place.title"), text, look.TITLE, anchor, bold=True
    )


def source_place(words: Words) -> str:
    """Return the placeholder of the source line: two lines of 12 points, from the bottom."""
    text = f"<a:r><a:t>{escape(words('deck.place.source'))}</a:t></a:r>"
    kind = f'type="body" sz="quarter" idx="{SOURCE_INDEX}"'
    return placeholder(kind, (look.LEFT, 15.35, look.INNER, 1.05), words("deck.place.source"), text, look.SOURCE, "b", colour="tx2")


def number_place() -> str:
    """Return the placeholder of the slide number."""
    field = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:t>‹#›</a:t></a:fld>'
    return placeholder('type="sldNum" sz="quarter" idx="12"', (look.LEFT, 16.97, 1.2, 0.7), "", field, look.TINY, bold=True, colour="tx2")


def footer_place(words: Words) -> str:
    """Return the placeholder of the footer."""
    return placeholder('type="ftr" sz="quarter" idx="11"', (2.9, 16.97, 17.6, 1.5), words("deck.place.footer"), "", look.TINY, colour="tx2")


def picture_place(words: Words) -> str:
    """Return the placeholder of the office's photo."""
    text = f"<a:r><a:t>{escape(words('closing.photo_place'))}</a:t></a:r>"
    return placeholder(
        'type="pic" idx="14"', (look.LEFT, 4.3, 13.2, 10.6), words("deck.place.photo"), text, look.SMALL, "ctr", colour="tx2"
    )


def position(box: Box) -> str:
    """Return a place on the slide as XML."""
    x, y, width, height = (int(Cm(v)) for v in box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


# ---------------------------------------------------------------- the file around it


def default_language(deck: Deck, words: Words) -> None:
    """Set the language of text that names none, so that the office does not mark every word as wrong."""
    root = deck.part._element
    language = look.LANGUAGES[words.language]
    for run in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}defRPr"):
        run.set("lang", language)


def remove_thumbnail(deck: Deck) -> None:
    """Remove the picture of a foreign first page that the empty file carries."""
    package = deck.part.package
    for name, relation in list(package._rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package._rels.pop(name)
