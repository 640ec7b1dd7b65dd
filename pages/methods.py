"""Módszertan és szótár: what the numbers mean and do not mean, every indicator, every measure, every source, what to take away."""

import streamlit as st

from paktum.figures.facts import facts
from paktum.figures.html import render
from paktum.figures.table import table
from paktum.figures.view_line import view_line
from paktum.questions import ask
from paktum.readings import methods as read
from paktum.screen import choices, glossary, participants
from paktum.screen.card import Card, draw

words = choices.words()
st.title(words("page.methods"), anchor=False)
st.html(render("lead", text=words("methods.lead")))
st.html(render("contents", title=words("contents.title"), items=read.contents(words)))

glossary.heading("gross", words)
st.html(view_line(words("card.gross_title"), words("methods.gross")))
st.html(render("rules", level=3, blocks=read.rules(words)))
st.subheader(words("methods.money_title"), anchor="penz")
st.html(facts(read.money(words)))

glossary.heading("signs", words)
st.html(view_line(words("methods.signs_lead"), ""))
st.html(table(*read.signs(words), words("contents.signs")))

glossary.heading("indicators", words)
indicators = ask("indicators")
view, body = words("methods.general"), table(*read.indicator_table(indicators, words), words("card.indicators.title"))
draw(Card("indicators", indicators, view, "", twin=False, level=3), body, words)
glossary.indicator_entries(words)

glossary.heading("vocabulary", words)
everything, found = ask("vocabulary"), ask("vocabulary", text=glossary.text_field(words))
none = view_line(words("methods.vocabulary_none", text=choices.chosen().term[:60]), "")
body = table(*read.vocabulary_table(found, words), words("card.vocabulary.title")) if len(found.frame) else none
draw(Card("vocabulary", found, *read.vocabulary_scope(found, everything, words), twin=False, level=3), body, words)

glossary.heading("sources", words)
everything, found = ask("sources_read"), ask("sources_read", kinds=glossary.kind_field(words))
body = table(*read.source_table(found, words), words("card.sources_read.title"))
draw(Card("sources_read", found, *read.source_scope(found, everything, words), twin=False, level=3), body, words)

glossary.heading("disclosure", words)
st.html(facts(read.disclosure(participants.release(), words)))

glossary.heading("download", words)
glossary.package_button(words)
st.html(render("rules", level=3, blocks=read.without(words)))

glossary.heading("licence", words)
state = ask("data_state")
st.html(facts(read.licences(state.snapshot, str(state.row["newest_figure"]), words)))

glossary.go_to_anchor()
