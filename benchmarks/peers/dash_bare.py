"""The same in Dash: a title and one Plotly chart. `python -m benchmarks.peers.dash_bare PORT`."""

import sys

import plotly.graph_objects as go
from dash import Dash, dcc, html

app = Dash(__name__)
app.layout = html.Div([html.H1("One chart"), dcc.Graph(figure=go.Figure(go.Bar(x=["a", "b", "c"], y=[1, 2, 3])))])

if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=False)
