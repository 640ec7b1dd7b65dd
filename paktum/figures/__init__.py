"""Pure figures: ready-made words and numbers in, an HTML text or a Plotly figure out. Nothing here computes or knows Streamlit."""
