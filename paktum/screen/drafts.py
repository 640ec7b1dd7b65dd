"""Saving what the office typed as a small file, and loading it again: the words outlive the server that way."""

from __future__ import annotations

import streamlit as st

from paktum.draft import Draft, DraftError, read, written
from paktum.figures.html import render
from paktum.screen import choices
from paktum.screen.filters import pact_names
from paktum.screen.presenting import with_choices
from paktum.screen.talk import Talk, say
from paktum.selection import file_name
from paktum.wording import Words

CHOSEN, DONE, TROUBLE = "pk_draft", "closing_draft_done", "closing_draft_trouble"


def take(words: Words) -> None:
    """Take over a draft that was just chosen: before anything is drawn, for it also says which pacts."""
    file = st.session_state.get(CHOSEN)
    if file is None or file.file_id == st.session_state.get(DONE):
        return
    st.session_state[DONE] = file.file_id
    st.session_state.pop(TROUBLE, None)
    try:
        draft = read(bytes(file.getvalue()), file.name, pact_names(words))
    except DraftError as error:
        st.session_state[TROUBLE] = error
        return
    say(draft.own)
    choices.change(pacts=draft.pacts, slides_order=draft.own.order, slides_out=draft.own.left_out)


def card(talk: Talk) -> None:
    """Draw the button that saves a draft and the place to load one."""
    words = talk.words
    draft = Draft(tuple(talk.whole.pacts), with_choices(talk.own, choices.chosen()))
    name = file_name(" ".join([words("draft.file"), *talk.whole.pacts[:3]]), choices.chosen(), "json")
    st.html(render("said", text=words("draft.help")) + render("upload_words", place=".st-key-pkup-draft", choose=words("draft.choose")))
    label, mime = words("draft.save"), "application/json"
    st.download_button(label, lambda: written(draft), name, mime, on_click="ignore", key="pk_draft_save", icon=":material/save:")
    with st.container(key="pkup-draft"):
        chosen = st.file_uploader(words("draft.load"), ("json",), key=CHOSEN, max_upload_size=1)
    error = st.session_state.get(TROUBLE)
    if chosen is not None and isinstance(error, DraftError):
        choices.message(words("draft.refused"), words(error.key, **error.values), "draft", st.error)
    elif chosen is not None:
        choices.message(words("draft.loaded"), chosen.name, "task_alt", st.success)
