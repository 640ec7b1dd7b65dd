"""Kezdőlap: what this is, a way in for each reader, and how to read what stands here."""

import streamlit as st

from paktum.figures import finding
from paktum.figures.html import render
from paktum.questions import ask
from paktum.readings import start as read
from paktum.screen import choices, frame
from paktum.screen.search import search

words = choices.words()
st.title(words("start.title"), anchor=False)
st.html(render("lead", text=read.lead(ask("data_state").row, words)))
search(words, "pk_start_search", words("start.search"), words("start.search_hint"))

st.html(render("doors", doors=read.doors(frame.addresses(), words)))
groups = ask("indicator_groups")
st.html(finding.finding(*read.finding(groups, words)))

st.header(words("start.tour"), anchor=False)
st.html(render("tour", steps=read.tour(groups, words)))
st.html(render("lead", text=words("start.gross")))
