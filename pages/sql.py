"""Elemző SQL: one query of the reader's own on the tables behind the pages; its rows, its link, what may be asked of."""

import streamlit as st

from paktum.figures.html import render
from paktum.questions import ask
from paktum.screen import choices, roles, sql

words = choices.words()
st.title(words("page.sql"), anchor=False)
st.html(render("lead", text=words("sql.lead")))

if roles.may("sql"):
    snapshot = ask("data_state").snapshot
    sql.query_field(words)
    sql.show_result(snapshot, words)
    sql.show_tables(snapshot, words)
else:
    sql.explain(words)
