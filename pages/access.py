"""Akadálymentesség: what everybody can use, what not, and how it was tested."""

import streamlit as st

from paktum.figures.html import render
from paktum.figures.view_line import view_line
from paktum.readings import methods as read
from paktum.screen import choices

words = choices.words()
st.title(words("page.access"), anchor=False)
st.html(render("lead", text=words("access.lead")))
st.html(view_line(words("access.state"), words("access.state_text")))
st.html(render("rules", level=2, blocks=read.access(words)))
st.html(view_line(words("access.contact"), words("access.contact_text")))
