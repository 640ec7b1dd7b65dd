"""The least that Streamlit can be with one Plotly chart: what a first visit costs before anybody has written a page."""

import plotly.graph_objects as go
import streamlit as st

st.title("One chart")
st.plotly_chart(go.Figure(go.Bar(x=["a", "b", "c"], y=[1, 2, 3])))
