"""What the office adds to a storyboard: other titles, another order, slides left out, its own words and photo.

The words are the office's own and are never read as anything but text; they belong to nobody's data and are not in the link.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from paktum.readings.closing.parts import LONGEST_TITLE, Cover, Slide, Story, Storyboard

LONGEST_QUOTATION = 400  # characters that the story slide holds at its smallest type
# Characters of each text that the office can add.
LONGEST = {"quotation": LONGEST_QUOTATION, "name": 120, "photo_alt": 200, "consent": 80, "event": 160, "contact": 160}


@dataclass(frozen=True)
class OfficeText:
    """The office's additions.

    titles: {slide key: sentence}; order: slide keys, those not named follow in their own order; left_out: slide keys;
    photo: the bytes of a PNG or JPEG; event: where and when; contact: stands on the last slide.
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    quotation: str = ""
    name: str = ""
    photo: bytes | None = None
    photo_alt: str = ""
    consent: str = ""
    event: str = ""
    contact: str = ""


def edited(board: Storyboard, own: OfficeText, final: bool = False) -> Storyboard:
    """Return the storyboard as the office wants it; a final document also leaves out what is held back."""
    wanted = [key for key in own.order if board.slide(key)]
    rest = [s.key for s in board.slides if s.key not in wanted]
    kept = [s for key in (*wanted, *rest) if key not in own.left_out and (s := board.slide(key)) and not (final and out(s, own))]
    title = own_title(board.title, own.titles.get("title", ""))
    return replace(board, title=title or board.title, slides=tuple(with_own(s, own) for s in kept))


def out(slide: Slide, own: OfficeText) -> bool:
    """Whether a final document leaves a slide out: its data may not be handed out, or nobody has told its story."""
    return bool(slide.held_back) or untold(slide, own)


def untold(slide: Slide, own: OfficeText) -> bool:
    """Whether a slide is the place of a story that has neither words nor a photo yet."""
    return isinstance(slide.body, Story) and not (own.photo or own.quotation.strip())


def told(own: OfficeText) -> Story:
    """Return a story as the office tells it; what it leaves empty waits for nothing any more."""
    return Story("", clean(own.quotation, LONGEST["quotation"]), clean(own.name, LONGEST["name"]))


def with_own(slide: Slide, own: OfficeText) -> Slide:
    """Return a slide with the office's title and words in it."""
    body = slide.body
    if isinstance(body, Story) and not untold(slide, own):
        body = told(own)
    if isinstance(body, Cover):
        body = replace(body, event=clean(own.event, 160) or body.event)
    title = own_title(slide.title, own.titles.get(slide.key, ""))
    return replace(slide, body=body, title=title, from_data=slide.title) if title else replace(slide, body=body)


def own_title(sentence: str, text: str) -> str:
    """Return the office's title for a sentence from the data; empty when there is none or it says the same."""
    title = clean(text, LONGEST_TITLE)
    return "" if title == clean(sentence, LONGEST_TITLE) else title


def clean(text: str, longest: int) -> str:
    """Return a text as one line of printable characters, cut at a word when it is too long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:-– ") + "…"
