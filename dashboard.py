"""The front door: `streamlit run dashboard.py` serves the pages in pages/ (see paktum/screen/main.py)."""

import streamlit as st

from paktum.screen.presenting import ROUTES
from paktum.screen.serving import MAIN, MIDDLEWARE

app = st.App(MAIN, middleware=MIDDLEWARE, routes=ROUTES)
