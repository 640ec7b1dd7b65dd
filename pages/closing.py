"""Záró rendezvény: from the data of one pact or several to slides that can be presented, edited and handed out."""

import streamlit as st

from paktum import stage
from paktum.figures.html import render
from paktum.figures.view_line import view_line
from paktum.questions import ask
from paktum.readings import compare
from paktum.screen import choices, closing, drafts
from paktum.screen.card import Card, draw
from paktum.screen.pickers import pick_pacts
from paktum.screen.talk import prepare

words = choices.words()
st.title(words("page.closing"), anchor=False)
drafts.take(words)
pacts = [str(p["pact_id"]) for p in pick_pacts(words, highlight=False)]
if not pacts:
    choices.message(words("closing_page.none_title"), words("closing_page.none"), "co_present", st.info)
    choices.stop()

talk = prepare(pacts, words)
st.html(view_line(*closing.scope(talk)))
st.html(f"<style>{stage.style()}</style>{render('upload_words', choose=words('closing_page.choose'))}")

closing.start(talk)
grid = st.grid(2, min_column_width=400, gap="large")
with grid.container():
    closing.told(talk)
with grid.container():
    closing.state(talk)
    closing.downloads(talk)
values = ask("indicator_values", pacts=pacts)
card = Card(
    "closing",
    values,
    talk.shown.view,
    closing.left_out(talk),
    formula=compare.formulas(closing.indicators(values), words),
    link_note=words("own_words.not_in_link"),
)
draw(card, lambda: closing.arrange(talk), words)
closing.own_card(talk)
drafts.card(talk)
