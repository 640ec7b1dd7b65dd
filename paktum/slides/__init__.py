"""The deck of a closing event as an editable PPTX: native charts, real tables, a native map, notes, the place of the EU block.

    from paktum.slides import deck
    data = deck(closing.storyboard(["jaszbereny-district"], words), words, draft=True)

The office's files (block, photo) are placed as they are; every text is only text. The same storyboard makes the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any, cast

from pptx.presentation import Presentation as Deck

from paktum.readings.closing import NOTE_HEADINGS, OfficeText, Storyboard, edited
from paktum.readings.closing import parts as shape
from paktum.slides import district_map, look, pictures, texts
from paktum.slides.block import DeckError, Given, blocks, checked
from paktum.slides.canvas import Canvas, Line, fitting_size
from paktum.slides.master import SOURCE_INDEX, Box, presentation
from paktum.wording import Words

__all__ = ["deck", "DeckError"]

SAME_TIME = (1980, 1, 1, 0, 0, 0)  # of every part, so that the same storyboard makes the same file
COVER, FIGURE, STORY = range(3)  # the layouts
# What has texts beside a chart that do not follow its data.
DRAWN = (shape.Context, shape.Money, shape.Funnel, shape.Groups, shape.Map, shape.Crowd, shape.Bars)


def deck(board: Storyboard, words: Words, block: Given = None, draft: bool = True, own: OfficeText | None = None, link: str = "") -> bytes:
    """Return a storyboard as PPTX bytes.

    block: the information block as PNG or JPEG, one file, or {cycle: file} where two cycles occur. A draft may lack it and
    carries the word for it; a final deck without it is refused, and leaves out what may not be handed out (held_back).
    link: the address of the same view. Raises DeckError.
    """
    own = own or OfficeText()
    files = blocks(block, board.cycles, draft)
    if own.photo:
        checked(own.photo, words("deck.place.photo"), block=False)
    board = edited(board, own, final=not draft)
    if not board.slides:
        raise DeckError("deck_empty")
    made = presentation(words, draft, "" if files else reserved(board.cycles, words))
    for number, slide in enumerate(board.slides, start=1):
        add(made, board, slide, number, files, own, draft, words, link)
    properties(made, board, draft, words, link)
    return packed(made)


def reserved(cycles: Sequence[str], words: Words) -> str:
    """Return the sentence in the place of a block that is still missing."""
    names = [words(f"deck.programme.{c}") for c in cycles]
    return words("deck.block_place" if len(names) == 1 else "deck.block_places", names=", ".join(names))


def add(
    made: Deck,
    board: Storyboard,
    slide: shape.Slide,
    number: int,
    files: dict[str, bytes],
    own: OfficeText,
    draft: bool,
    words: Words,
    link: str,
) -> None:
    """Add one slide: title, body, source line, footer, block, notes."""
    layout = made.slide_layouts[{"title": COVER, "story": STORY}.get(slide.kind, FIGURE)]
    page = made.slides.add_slide(layout)
    canvas = Canvas(page, words)
    title(canvas, page, slide, board.name)
    title_only(page)
    body(canvas, slide, own)
    if slide.kind != "title":
        source(canvas, slide)
        footer(canvas, layout, board.name, number)
    if files:
        place_blocks(canvas, slide, slide.cycles or board.cycles, files)
    notes = page.notes_slide
    notes.notes_text_frame.text = note_text(slide, board, draft, words, link)
    spoken(notes, canvas.language)


def title(canvas: Canvas, page: Any, slide: shape.Slide, name: str) -> None:
    """Write the title; where it is the office's own, the sentence from the data stands under it, on the cover above it."""
    cover, own = slide.kind == "title", slide.from_data
    size = fitting_size(slide.title, (look.TITLE, 28, 26), 26.4, 2.4, True) if own and not cover else look.TITLE
    canvas.write(page.shapes.title.text_frame, [Line(slide.title, size, True)], anchor="bottom" if cover else "top")
    said = Line(canvas.words("own_words.title", sentence=own), look.TINY, colour=look.MUTED) if own else None
    if cover:
        canvas.text((look.LEFT, 1.1, 26.4, 1.4), Line(name, look.SMALL, colour=look.MUTED), *([said] if said else []))
    elif said:
        canvas.text((look.LEFT, 3.5, look.INNER, 0.7), said)


def title_only(page: Any) -> None:
    """Give the title no margins of its own, and remove the empty picture that the layout's placeholder leaves behind."""
    for placeholder in list(page.placeholders):
        if placeholder.placeholder_format.idx not in (0, SOURCE_INDEX):
            placeholder._element.getparent().remove(placeholder._element)


def body(canvas: Canvas, slide: shape.Slide, own: OfficeText) -> None:
    """Draw the body of a slide by its kind."""
    match slide.body:
        case shape.Cover() as b:
            texts.cover(canvas, slide, b)
        case shape.Partnership() as b:
            texts.partnership(canvas, slide, b)
        case shape.Context() as b:
            pictures.context(canvas, slide, b)
        case shape.Money() as b:
            pictures.money(canvas, slide, b)
        case shape.Funnel() as b:
            pictures.funnel(canvas, slide, b)
        case shape.Groups() as b:
            pictures.groups(canvas, slide, b)
        case shape.Map() as b:
            district_map.draw(canvas, slide, b)
        case shape.Crowd() as b:
            pictures.crowd(canvas, slide, b)
        case shape.Story() as b:
            texts.story(canvas, slide, b, own)
        case shape.Questions() as b:
            texts.questions(canvas, slide, b, own)
        case shape.Grid() as b:
            texts.comparison(canvas, slide, b)
        case shape.Bars() as b:
            (pictures.amounts if slide.kind == "amounts" else pictures.targets)(canvas, slide, b)


def source(canvas: Canvas, slide: shape.Slide) -> None:
    """Write the source line into its placeholder, and put it behind the body in the reading order."""
    place = next((p for p in canvas.slide.placeholders if p.placeholder_format.idx == SOURCE_INDEX), None)
    if place is None:
        return
    tree = place._element.getparent()
    tree.remove(place._element)
    if slide.source:
        canvas.run(place.text_frame.paragraphs[0], slide.source, look.SOURCE, False, look.MUTED)
        tree.append(place._element)


def footer(canvas: Canvas, layout: Any, name: str, number: int) -> None:
    """Put slide number and footer on the slide as placeholders that follow the layout."""
    for place in layout.placeholders:
        kind = place.element.xpath(".//p:ph/@type")
        if kind not in (["sldNum"], ["ftr"]):
            continue
        copy = deepcopy(place.element)
        copy.xpath(".//p:cNvPr")[0].set("id", str(1000 + len(canvas.slide.shapes)))
        for transform in copy.xpath(".//a:xfrm | .//a:prstGeom"):
            transform.getparent().remove(transform)
        canvas.slide.shapes._spTree.append(copy)
        frame = cast("Any", canvas.slide.shapes[-1]).text_frame
        if kind == ["ftr"]:
            frame.text = ""
            canvas.run(frame.paragraphs[0], name, look.TINY, False, look.MUTED)
        else:
            for text in copy.xpath(".//a:fld/a:t"):
                text.text = str(number)
        for field in copy.xpath(".//a:fld"):
            language = field.makeelement(f"{{{field.nsmap['a']}}}rPr", {"lang": canvas.language})
            field.insert(0, language)


def place_blocks(canvas: Canvas, slide: shape.Slide, cycles: Sequence[str], files: dict[str, bytes]) -> None:
    """Place the block of each cycle beside each other in its place; one that is missing in a draft keeps its frame."""
    x, y, width, height = look.TITLE_BLOCK if slide.kind == "title" else look.BLOCK
    each = width / len(cycles)
    for number, cycle in enumerate(cycles):
        box: Box = (x + number * each, y, each - (0.3 if len(cycles) > 1 else 0), height)
        if cycle in files:
            texts.placed_picture(canvas, files[cycle], box, canvas.words("deck.block_alt", name=canvas.words(f"deck.programme.{cycle}")))
        else:
            canvas.unknown(box, 11 if slide.kind != "title" else look.TINY, canvas.words(f"deck.programme.{cycle}"), "center")


# ---------------------------------------------------------------- notes and properties


def note_text(slide: shape.Slide, board: Storyboard, draft: bool, words: Words, link: str) -> str:
    """Return the notes of a slide: the word for a draft, then each heading and its text."""
    said = [words("deck.draft")] if draft else []
    said += [f"{words(f'closing.note.{name}')}\n{slide.notes[name]}" for name in NOTE_HEADINGS if slide.notes.get(name)]
    if slide is board.slides[-1]:
        said += [*board.notices, words("deck.made_from", view=board.view, as_of=board.as_of, snapshot=board.snapshot)]
        said += [link] if link else []
    if any(
        isinstance(slide.body, kind)
        for kind in (shape.Money, shape.Funnel, shape.Groups, shape.Map, shape.Bars, shape.Crowd, shape.Context)
    ):
        said.append(words("deck.edit_hint"))
    return "\n\n".join(clean(s) for s in said)


def clean(text: str) -> str:
    """Return a text without characters that XML cannot hold."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]", " ", text)


def spoken(notes: Any, language: str) -> None:
    """Set the language of every run of the notes."""
    for run in notes._element.xpath(".//a:r"):
        run.get_or_add_rPr().set("lang", language)


def properties(made: Deck, board: Storyboard, draft: bool, words: Words, link: str) -> None:
    """Write title, keywords, view, data state and language into the file's own properties."""
    core = made.core_properties
    mark = words("deck.draft")
    core.title = f"{mark}: {board.title}" if draft else board.title
    core.keywords = ", ".join([*([mark] if draft else []), words("app.name"), *board.cycles])
    core.subject = clean(board.view)[:250]
    core.comments = clean(
        " ".join([words("deck.made_from", view="", as_of=board.as_of, snapshot=board.snapshot).strip(), link, *board.notices])
    )[:250]
    core.author = core.last_modified_by = words("app.name")
    core.language = look.LANGUAGES[words.language]
    core.content_status = mark if draft else ""
    core.created = core.modified = datetime(*SAME_TIME)
    core.revision = 1


def packed(made: Deck) -> bytes:
    """Return the file with every part at the same time of day, so that its bytes depend on nothing but its contents."""
    raw = io.BytesIO()
    made.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for item in before.infolist():
            after.writestr(zipfile.ZipInfo(item.filename, SAME_TIME), before.read(item.filename), zipfile.ZIP_DEFLATED)
    return out.getvalue()
