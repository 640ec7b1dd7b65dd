"""A part of a page that is drawn again by itself when a choice in it changes: what does not follow the choice is left standing.

Two things outside it say every choice, so it draws them anew: the links to the other languages, and the link that is printed.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from paktum import questions
from paktum.errors import PaktumError
from paktum.figures.html import render
from paktum.screen import choices
from paktum.store import Snapshot
from paktum.wording import LANGUAGES, Words

PLACE, LAST = "place_of_languages", "part_ends_page"


def end_page(work: Callable[[Words], None], words: Words) -> None:
    """Draw the last part of a page; later it is drawn again alone, from the same data version as the rest of the page."""
    st.session_state[LAST] = True
    _draw(work, words, questions.ask("data_state").snapshot)


def ends_page() -> bool:
    """Say, once, whether such a part was the end of the page."""
    return bool(st.session_state.pop(LAST, False))


@st.fragment
def _draw(work: Callable[[Words], None], words: Words, snapshot: Snapshot) -> None:
    with questions.reading(snapshot):
        choices.take()
        try:
            work(words)
        except PaktumError as error:
            choices.show_error(error, words)
        choices.finish()
        draw_languages(words)
        draw_printed(words, snapshot)


def keep_languages(words: Words) -> None:
    """Keep a place for the links to this view in each language, and draw them."""
    st.session_state[PLACE] = st.empty()
    draw_languages(words)


def draw_languages(words: Words) -> None:
    """Draw the links to this view in each language in their place."""
    languages = [{"code": code, "name": Words(code)("app.own_name"), "href": choices.here_in(code)} for code in LANGUAGES]
    st.session_state[PLACE].html(render("languages", languages=languages, current=words.language, label=words("app.language")))


def draw_printed(words: Words, snapshot: Snapshot) -> None:
    """Draw the line that only paper has: the link of this view and its data version."""
    st.html(render("printed", link=choices.here(), version=words("how.snapshot"), snapshot=snapshot.id))
