"""Adatok betöltése: bring files in, see what they are and what they would change, publish, undo."""

import streamlit as st

from paktum.questions import ask
from paktum.screen import choices, imports, roles
from paktum.screen.card import Card, draw

words = choices.words()
st.title(words("imports.title"), anchor=False)
imports.show_said(words)

if roles.may("import"):
    files = imports.upload(words)
    seen = imports.ongoing(files, words)
    if seen:
        imports.show_files(seen, words)
        imports.show_report(seen, words)
        imports.show_decisions(seen, words)
        imports.show_preview(seen, words)
else:
    imports.explain(words)

state = ask("data_state")
draw(Card("snapshots", state, words("imports.all_data"), "", twin=False), lambda: imports.show_history(words), words)
