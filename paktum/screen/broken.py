"""What a reader sees where a page breaks: what happened and the way back, in their own language."""

import streamlit as st

from paktum import store
from paktum.screen import choices
from paktum.wording import Words

# Streamlit's own box says the same in English, and only that; the traceback stands in the server's log.
HIDDEN = "<style>[data-testid=stException] { display: none; }</style>"


def show() -> None:
    """Say that the page broke, and how to go back to the data before."""
    words = Words(choices.language_of_link())
    st.html(HIDDEN)
    choices.message(words("broken.title"), words("broken.text"), "error", st.error)
    former = store.published_ids()[1:2]
    st.code("\n".join(["python -m paktum snapshots", *(f"python -m paktum rollback {i}" for i in former)]), language="sh")
