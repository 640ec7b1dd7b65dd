"""Mintatár: every form of figure in both themes, for those who build them; only where PAKTUM_GALLERY is set."""

import streamlit as st

from paktum.figures import theme
from paktum.figures.html import render
from paktum.figures.samples import SAMPLES
from paktum.screen import choices

words = choices.words()
st.title(words("gallery.title"), anchor=False)
st.html(render("lead", text=words("gallery.lead")))
for name, draw in SAMPLES.items():
    st.header(name, anchor=False)
    grid = st.grid(2, min_column_width=340)
    for mode in ("light", "dark"):
        with grid.container(key=f"pksample-{mode}-{name}"):
            body = draw(words)
            if isinstance(body, str):
                st.html(render("sample", mode=mode, body=body))
            else:
                figure = theme.paint(body, mode).update_layout(paper_bgcolor=theme.colour(theme.GROUND, mode))
                st.plotly_chart(figure, theme=None, config=theme.config(words), key=f"{name}-{mode}", alt=name)
