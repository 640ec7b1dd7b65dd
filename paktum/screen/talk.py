"""A talk: the storyboard as it stands, and what the office typed and uploaded into it in this session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from paktum.readings import closing
from paktum.readings.closing import OfficeText, Storyboard
from paktum.screen import choices, presenting, shelf
from paktum.slides.block import DeckError, checked
from paktum.takeaway import Dress
from paktum.wording import Words

KEPT = "closing_own"  # where the session keeps the office's words: {field: text}; titles under "title-<slide>"
PICTURES = ("png", "jpg", "jpeg")
SHORT_FIELDS = {"name": 120, "photo_alt": 200, "consent": 80, "event": 160, "contact": 160}
MEGABYTES = 8


@dataclass(frozen=True)
class Talk:
    """A storyboard as it stands, all slides of it, and what the office put into it."""

    whole: Storyboard
    shown: Storyboard
    kept: shelf.Kept
    words: Words
    final_refused: bool

    @property
    def own(self) -> OfficeText:
        """The office's words."""
        return self.kept.own


def prepare(pacts: list[str], words: Words) -> Talk:
    """Return the storyboard of some pacts with the order, the titles and the words that were chosen."""
    whole = closing.storyboard(pacts, words)
    final = st.session_state.get("pk_closing_state") == "final"
    blocks = {c: data for c in whole.cycles if (data := picture(f"pk_block_{c}"))}
    lacking = [c for c in whole.cycles if c not in blocks]
    dress = Dress(draft=not final or bool(lacking), blocks=blocks)
    kept = shelf.Kept(own_words(whole), dress)
    return Talk(whole, presenting.arranged(whole, choices.chosen(), kept), kept, words, final and bool(lacking))


def own_words(board: Storyboard) -> OfficeText:
    """Return what the office typed and uploaded in this session."""
    said: dict[str, str] = st.session_state.setdefault(KEPT, {})
    titles = {s.key: said[f"title-{s.key}"] for s in board.slides if said.get(f"title-{s.key}")}
    texts = {name: said.get(name, "") for name in ("quotation", *SHORT_FIELDS)}
    return OfficeText(titles=titles, photo=picture("pk_photo"), **texts)  # type: ignore[arg-type]


def picture(key: str) -> bytes | None:
    """Return the bytes of an uploaded picture; None when there is none or it cannot be used."""
    found = uploaded(key)
    return found if isinstance(found, bytes) else None


def uploaded(key: str) -> bytes | DeckError | None:
    """Return an uploaded picture, why it cannot be used, or None when there is none."""
    file = st.session_state.get(key)
    if file is None:
        return None
    try:
        return checked(bytes(file.getvalue()), file.name, block=key.startswith("pk_block"))
    except DeckError as error:
        return error


def upload(key: str, label: str, words: Words) -> None:
    """Draw the place for a picture, and say what is wrong with a file that is none."""
    with st.container(key=f"pkup-{key}"):
        st.file_uploader(label, PICTURES, key=key, max_upload_size=MEGABYTES)
    if isinstance(found := uploaded(key), DeckError):
        choices.message(words("closing_page.no_picture_title"), words(found.key, **found.values), "broken_image", st.error)


def field(name: str, label: str, words: Words, longest: int, placeholder: str = "", long: bool = False) -> None:
    """Draw a field of the office's own words; they stay in the session, also while other pages are open."""
    key = f"pkown-{name}"
    if key not in st.session_state:
        st.session_state[key] = st.session_state.setdefault(KEPT, {}).get(name, "")

    def keep() -> None:
        st.session_state.setdefault(KEPT, {})[name] = st.session_state[key]

    draw: Callable[..., object] = st.text_area if long else st.text_input
    draw(label, key=key, max_chars=longest, placeholder=placeholder, on_change=keep)
