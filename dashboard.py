"""The front door: `streamlit run dashboard.py` serves the pages in pages/ (see paktum/screen/main.py)."""

import streamlit as st

from paktum import heap, journal
from paktum.screen import presenting, traffic
from paktum.screen.serving import MAIN, MIDDLEWARE

journal.begin()
heap.share()
app = st.App(MAIN, middleware=MIDDLEWARE, routes=[*presenting.ROUTES, *traffic.ROUTES])
