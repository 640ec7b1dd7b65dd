"""The only part of the library that knows Streamlit: what stands around a page's figures."""
