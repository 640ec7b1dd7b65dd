"""A talk: the storyboard as it stands, and what the office typed and uploaded into it.

The session holds the office's words and pictures; each state of them also waits on the shelf under the key in the address, so
that a reload or the other language, which both begin a new session, find them again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from paktum.readings import closing
from paktum.readings.closing import OfficeText, Storyboard
from paktum.readings.closing.own import LONGEST, clean
from paktum.screen import choices, presenting, shelf
from paktum.slides.block import DeckError, checked
from paktum.takeaway import Dress
from paktum.wording import Words

SAID = "closing_own"  # where the session keeps the office's words: {field: text}; titles under "title-<slide>"
SEEN = "closing_pictures"  # ... and its pictures: {key of the upload: bytes, or why they cannot be used}
ON_SHELF, OURS = "closing_shelf", "closing_shelf_ours"  # the key on the shelf, and whether this session made it
CUT = "closing_cut"  # texts that were too long, as they were typed: {field: text}
PICTURES = ("png", "jpg", "jpeg")
PHOTO = "pk_photo"
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
    recall(words)
    whole = closing.storyboard(pacts, words)
    final = st.session_state.get("pk_closing_state") == "final"
    blocks = {c: data for c in whole.cycles if (data := picture(block_key(c)))}
    lacking = [c for c in whole.cycles if c not in blocks]
    kept = shelf.Kept(own_words(), Dress(draft=not final or bool(lacking), blocks=blocks))
    remember(kept)
    return Talk(whole, presenting.arranged(whole, choices.chosen(), kept), kept, words, final and bool(lacking))


def block_key(cycle: str) -> str:
    """Return the key of the upload of a cycle's information block."""
    return f"pk_block_{cycle}"


# ---------------------------------------------------------------- from one session to the next


def recall(words: Words) -> None:
    """Take over what the key in the address holds; say so when it is not kept any more."""
    key = choices.chosen().own
    if not key or key == st.session_state.get(ON_SHELF):
        return
    kept = shelf.get(key)
    if kept is None:
        choices.change(own=st.session_state.get(ON_SHELF, ""))
        choices.message(words("own_words.lost_title"), words("own_words.lost"), "history")
        return
    say(kept.own)
    st.session_state[SEEN] = {block_key(c): data for c, data in kept.dress.blocks.items()}
    if kept.own.photo:
        st.session_state[SEEN][PHOTO] = kept.own.photo
    if not kept.dress.draft:
        st.session_state["pk_closing_state"] = "final"
    st.session_state[ON_SHELF], st.session_state[OURS] = key, False


def say(own: OfficeText) -> None:
    """Put words into the fields, in place of what stands there."""
    said = {f"title-{key}": title for key, title in own.titles.items()} | {name: getattr(own, name) for name in LONGEST}
    st.session_state[SAID] = {name: text for name, text in said.items() if text}
    for key in [str(k) for k in st.session_state if str(k).startswith("pkown-")]:
        del st.session_state[key]


def remember(kept: shelf.Kept) -> None:
    """Put what the office added on the shelf when it changed, under a key that no other session writes to."""
    before = st.session_state.get(ON_SHELF, "")
    if kept == (shelf.get(before) or shelf.Kept()):
        return
    key = shelf.put(kept, before if st.session_state.get(OURS) else "")
    st.session_state[ON_SHELF], st.session_state[OURS] = key, True
    choices.change(own=key)


def own_words() -> OfficeText:
    """Return what the office typed and uploaded; titles also of slides that other pacts have."""
    titles = {name.removeprefix("title-"): text for name, text in said().items() if name.startswith("title-") and text}
    texts: dict[str, Any] = {name: said().get(name, "") for name in LONGEST}
    return OfficeText(titles=titles, photo=picture(PHOTO), **texts)


# ---------------------------------------------------------------- pictures


def seen() -> dict[str, bytes | DeckError]:
    """Return the pictures of this session."""
    found: dict[str, bytes | DeckError] = st.session_state.setdefault(SEEN, {})
    return found


def picture(key: str) -> bytes | None:
    """Return the bytes of an uploaded picture; None when there is none or it cannot be used."""
    found = seen().get(key)
    return found if isinstance(found, bytes) else None


def take(key: str) -> None:
    """Check a picture that was chosen, and keep it also while other pages are open; forget one that was removed."""
    file = st.session_state.get(key)
    if file is None:
        drop(key)
        return
    try:
        seen()[key] = checked(bytes(file.getvalue()), file.name, block=key.startswith("pk_block"))
    except DeckError as error:
        seen()[key] = error


def drop(key: str) -> None:
    """Forget a picture."""
    seen().pop(key, None)


def upload(key: str, label: str, words: Words) -> None:
    """Draw the place for a picture, and say what is wrong with a file that is none."""
    with st.container(key=f"pkup-{key}"):
        chosen = st.file_uploader(label, PICTURES, key=key, max_upload_size=MEGABYTES, on_change=take, args=(key,))
    found = seen().get(key)
    if isinstance(found, DeckError):
        choices.message(words("closing_page.no_picture_title"), words(found.key, **found.values), "broken_image", st.error)
    elif found and chosen is None:
        with st.container(horizontal=True, vertical_alignment="center", key=f"pkhad-{key}"):
            st.write(choices.plain_markdown(words("own_words.picture_kept", name=label)))
            remove = words("own_words.picture_remove")
            st.button(remove, key=f"pkdrop-{key}", on_click=drop, args=(key,), icon=":material/delete:", type="tertiary")


def field(name: str, label: str, words: Words, longest: int, given: str = "", long: bool = False) -> None:
    """Draw a field of the office's own words, filled with what is `given` until they are typed; say so when they are cut.

    The field has no limit of its own: the browser would drop a longer text that is pasted, without a word.
    """
    key = f"pkown-{name}"
    st.session_state[key] = said().get(name, given)
    draw: Callable[..., object] = st.text_area if long else st.text_input
    draw(label, key=key, on_change=keep, args=(name, longest, given))
    if dropped := st.session_state.setdefault(CUT, {}).get(name):
        most = words.number(longest)
        choices.message(words("own_words.cut_title", most=most), words("own_words.cut", whole=dropped), "content_cut")


def said() -> dict[str, str]:
    """Return what the office typed in this session."""
    found: dict[str, str] = st.session_state.setdefault(SAID, {})
    return found


def keep(name: str, longest: int, given: str) -> None:
    """Keep what was typed into a field, cut where its place ends; nothing, or what stood there before, is nothing of one's own."""
    text = str(st.session_state[f"pkown-{name}"])
    cuts: dict[str, str] = st.session_state.setdefault(CUT, {})
    cuts.pop(name, None)
    said().pop(name, None)
    if len(text) > longest:
        cuts[name], text = text[: 10 * longest], clean(text, longest)
    if text.strip() and clean(text, longest) != clean(given, longest):
        said()[name] = text
