"""The storyboard on the screen: each slide as HTML of 1920 x 1080 units, and all of them as one document to present from.

The document has everything in it: it keeps working when the network, or the server that sent it, is gone.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from paktum.figures import alone, svg_map
from paktum.figures.html import render
from paktum.readings.closing.own import LONGEST, OfficeText, clean, untold
from paktum.readings.closing.parts import NOTE_HEADINGS, Map, Slide, Storyboard
from paktum.takeaway import Dress, about, with_contact
from paktum.wording import Words

# What a key does, the caps that name it, the word beside them.
KEYS = (
    ("previous", ("←",), ""),
    ("next", ("→",), "next"),
    ("full", ("T",), "full"),
    ("dark", ("S",), "dark"),
    ("black", ("B",), "black"),
    ("notes", ("J",), "notes"),
    ("leave", ("Esc",), "leave"),
)
# The buttons for a finger: what each does, its sign, the key of its name.
TOUCH = (
    ("previous", "←", "previous"),
    ("next", "→", "key.next"),
    ("notes", "≡", "key.notes"),
    ("dark", "◐", "key.dark"),
    ("leave", "×", "key.leave"),
)


@dataclass(frozen=True)
class Screen:
    """A slide as it stands on the screen, and its notes as (heading, text)."""

    key: str
    html: Markup
    notes: tuple[tuple[str, str], ...]


def screens(
    board: Storyboard, words: Words, own: OfficeText | None = None, dress: Dress | None = None, presenting: bool = False
) -> list[Screen]:
    """Return the slides of a storyboard; with `presenting`, each carries the keys at its foot."""
    own, dress = own or OfficeText(), dress or Dress()
    common = {
        "name": board.name,
        "draft": words("stage.draft") if dress.draft else "",
        "count": len(board.slides),
        "block_alt": words("stage.block_alt"),
        "keys": keys(words) if presenting else "",
        "event": clean(own.event, LONGEST["event"]),
        "own_title": words("own_words.title", sentence="{sentence}"),
        "target_word": words("stage.target", target="{target}"),
        "more": words("stage.more", n="%d"),
        "photo": alone.picture(own.photo) if own.photo else "",
        "photo_alt": own.photo_alt,
        "consent": own.consent,
        "open_bounds": (words("closing.more_than"), words("closing.at_least")),
    }
    return [screen(slide, number, common | place(slide, board, dress, words), own, words) for number, slide in enumerate(board.slides, 1)]


def place(slide: Slide, board: Storyboard, dress: Dress, words: Words) -> dict[str, object]:
    """Return the information blocks of a slide's own cycles, or the words for the place where they will stand."""
    cycles = slide.cycles or board.cycles
    names = words.list(words(f"stage.block.{c}") for c in cycles)
    return {"blocks": [alone.picture(b) for b in dress.blocks_of(cycles)], "place": words("stage.place", name=names)}


def screen(slide: Slide, number: int, common: Mapping[str, object], own: OfficeText, words: Words) -> Screen:
    """Return one slide as HTML."""
    slide = with_contact(slide, own)
    drawn = ""
    if isinstance(slide.body, Map):
        drawn = draw_map(slide.body, slide.alt) if common["keys"] else still_map(slide.body)
    empty = untold(slide, own)
    html = render("stage_slide", slide=slide, number=number, id=f"st-{slide.key}", drawn_map=drawn, story_empty=empty, **common)
    notes = tuple((words(f"closing.note.{n}"), slide.notes[n]) for n in NOTE_HEADINGS if slide.notes.get(n))
    return Screen(slide.key, Markup(html), notes)


def draw_map(body: Map, alt: str) -> Markup:
    """Return the districts as a drawing; what a district holds is said when it is pointed at, and in the list beside."""
    said = {f.label: f.printed for f in body.rows}
    areas = svg_map.draw([svg_map.Area(s.name, s.rings, s.shade, s.ours, said.get(s.name, "")) for s in body.shapes])
    return Markup(render("svg_map", areas=areas, alt=alt, width=svg_map.WIDTH, height=svg_map.HEIGHT))


def still_map(body: Map) -> Markup:
    """Return the districts as a picture, for a preview: what cleans a page's HTML keeps pictures and drops drawings."""
    svg = svg_map.picture([svg_map.Area(s.name, s.rings, s.shade, s.ours) for s in body.shapes])
    return Markup('<img src="data:image/svg+xml;base64,{}" alt="">').format(base64.b64encode(svg.encode()).decode())


def keys(words: Words) -> Markup:
    """Return the keys as caps that can be clicked too."""
    named = [(act, caps, words(f"stage.key.{text}") if text else "") for act, caps, text in KEYS]
    return Markup(render("stage_keys", keys=named, previous=words("stage.previous")))


def style() -> str:
    """Return the style of slides, for a page that shows previews of them."""
    return alone.stage_style()


def document(
    board: Storyboard, words: Words, own: OfficeText | None = None, dress: Dress | None = None, link: str = "", start: str = "present"
) -> str:
    """Return the whole presentation as one HTML file; `start` is "present" or "list". A story that nobody has told is not shown."""
    board = replace(board, slides=tuple(s for s in board.slides if not untold(s, own or OfficeText())))
    styles = [alone.stage_style(), (alone.HERE / "stage_page.css").read_text(encoding="utf-8")]
    script = (alone.HERE / "stage.js").read_text(encoding="utf-8")
    return alone.document(
        "stage",
        styles,
        [script],
        language=words.language,
        title=board.title,
        start=start,
        screens=screens(board, words, own, dress, presenting=True),
        footer=about(board, words, link),
        touch=[(act, sign, words(f"stage.{name}")) for act, sign, name in TOUCH],
        said={
            "lead": words("stage.lead", n=len(board.slides)),
            "start": words("stage.start"),
            "from_here": words("stage.from_here"),
            "dark": words("stage.dark_long"),
            "offline": words("stage.offline"),
            "notes_of": words("stage.notes_of", n="{n}"),
        },
    )
