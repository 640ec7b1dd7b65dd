"""Headings that a link can name, and the contents of a long page, which are known when all of it is drawn."""

from __future__ import annotations

import streamlit as st

from paktum.figures.html import render
from paktum.wording import Words

HEADINGS, PLACE = "headings", "place_of_contents"
LONG = 5  # headings; a page with as many has a list of contents


def heading(name: str, text: str, level: int = 2) -> None:
    """Draw a heading that a link can name, and remember it for the contents of the page."""
    st.html(render("heading", level=level, id=f"abra-{name}", text=text))
    st.session_state.setdefault(HEADINGS, {})[name] = text  # a part of the page may be drawn again


def begin() -> None:
    """Forget the headings of the page before; a page that keeps no place has no list."""
    st.session_state[HEADINGS], st.session_state[PLACE] = {}, None


def keep_place() -> None:
    """Keep a place for the contents of the page: what stands on it is known when all of it is drawn."""
    st.session_state[HEADINGS], st.session_state[PLACE] = {}, st.empty()


def fill_place(words: Words) -> None:
    """Draw the contents of a long page in the place that was kept for them."""
    headings, place = st.session_state.get(HEADINGS, {}), st.session_state.pop(PLACE, None)
    if place and len(headings) >= LONG:
        place.html(render("contents", title=words("contents.title"), items=[(text, f"#abra-{name}") for name, text in headings.items()]))
