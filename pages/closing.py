"""Záró rendezvény: from the data of one pact or several to slides that can be presented, edited and handed out."""

import streamlit as st

from paktum import stage
from paktum.figures.html import render
from paktum.figures.view_line import view_line
from paktum.screen import choices, closing
from paktum.screen.pickers import pick_pacts

words = choices.words()
st.title(words("page.closing"), anchor=False)
pacts = [str(p["pact_id"]) for p in pick_pacts(words, highlight=False)]
if not pacts:
    choices.message(words("closing_page.none_title"), words("closing_page.none"), "co_present", st.info)
    choices.stop()

talk = closing.prepare(pacts, words)
slides, left = len(talk.shown.slides), len(talk.whole.slides) - len(talk.shown.slides)
st.html(
    view_line(
        words("closing_page.slides", n=slides), f"{talk.shown.view}; {words('card.as_of')}: {talk.shown.as_of}",
        words("scope.left_out"), words("closing_page.slides_left", n=left) if left else words("scope.nothing"),
    )
)  # fmt: skip
st.html(f"<style>{stage.style()}</style>{render('upload_words', choose=words('closing_page.choose'))}")

closing.start(talk)
grid = st.grid(2, min_column_width=400, gap="large")
with grid.container():
    closing.told(talk)
with grid.container():
    closing.state(talk)
    closing.downloads(talk)
st.header(words("closing_page.storyboard"), anchor=False)
st.caption(words("closing_page.link_help"))
closing.arrange(talk)
closing.own_card(talk)
