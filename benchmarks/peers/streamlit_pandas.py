"""The outcomes page in plain Streamlit with pandas: `streamlit run benchmarks/peers/streamlit_pandas.py -- FOLDER`."""

import sys
from pathlib import Path

import outcomes_pandas as count
import pandas as pd
import plotly.express as px
import streamlit as st

st.set_page_config(page_title="Outcomes", layout="wide")


@st.cache_resource
def people() -> pd.DataFrame:
    """Read the participants once; cache_data would copy a million rows at every run."""
    return count.load(Path(sys.argv[1]))


everybody = people()
st.title("Outcomes")
left, right = st.columns(2)
district = left.selectbox("District", ["all", *sorted(everybody["home_code"].unique())], key="district")
pact = right.selectbox("Pact", ["all", *sorted(everybody["pact_key"].unique())], key="pact")
district, pact = (None if value == "all" else value for value in (district, pact))
rows, of_pact = count.chosen(everybody, district, pact), count.chosen(everybody, None, pact)

left, right = st.columns(2)
left.plotly_chart(px.funnel(count.funnel(rows), x="people", y="step", title="Funnel"), key="funnel")
right.plotly_chart(px.line(count.months(rows), x="entry_month", y=["people", "jobs"], title="So far"), key="months")
left.plotly_chart(px.bar(count.top_districts(of_pact), x="jobs", y="home_code", orientation="h", title="Top 20 districts"), key="bars")
right.dataframe(count.age_by_sex(rows), hide_index=True)
