"""The outcomes page in Dash with pandas: `python benchmarks/peers/dash_page.py FOLDER PORT`."""

import sys
from pathlib import Path

import outcomes_pandas as count
import plotly.express as px
from dash import Dash, Input, Output, callback, dash_table, dcc, html

everybody = count.load(Path(sys.argv[1]))
app = Dash(__name__, title="Outcomes")
HALF = {"display": "grid", "gridTemplateColumns": "1fr 1fr", "gap": "16px"}


def dropdown(name: str, column: str) -> dcc.Dropdown:
    """Return a filter over the values of a column."""
    return dcc.Dropdown(["all", *sorted(everybody[column].unique())], "all", id=name, clearable=False)


app.layout = html.Div(
    [
        html.H1("Outcomes"),
        html.Div([dropdown("district", "home_code"), dropdown("pact", "pact_key")], style=HALF),
        html.Div([dcc.Graph(id="funnel"), dcc.Graph(id="months"), dcc.Graph(id="bars"), dash_table.DataTable(id="ages")], style=HALF),
    ]
)


@callback(
    Output("funnel", "figure"),
    Output("months", "figure"),
    Output("bars", "figure"),
    Output("ages", "data"),
    Input("district", "value"),
    Input("pact", "value"),
)
def draw(district: str, pact: str) -> tuple[object, ...]:
    """Return the page for one choice of filters."""
    wanted = [None if value == "all" else value for value in (district, pact)]
    rows, of_pact = count.chosen(everybody, *wanted), count.chosen(everybody, None, wanted[1])
    return (
        px.funnel(count.funnel(rows), x="people", y="step", title="Funnel"),
        px.line(count.months(rows), x="entry_month", y=["people", "jobs"], title="So far"),
        px.bar(count.top_districts(of_pact), x="jobs", y="home_code", orientation="h", title="Top 20 districts"),
        count.age_by_sex(rows).to_dict("records"),
    )


if __name__ == "__main__":
    app.run(port=int(sys.argv[2]), debug=False)
