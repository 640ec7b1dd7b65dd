"""A Plotly figure inside a document that stands alone: its data as text, drawn by the library that the document carries.

The colours stay slots until the browser knows whether it is light or dark, or printing; see stage of the script handout.js.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from pathlib import Path

import plotly.graph_objects as go
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from paktum.figures import theme
from paktum.figures.html import render
from paktum.wording import Words

HARMFUL = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@functools.cache
def library() -> str:
    """Return the drawing library, as the package ships it."""
    return str(get_plotlyjs())


@functools.cache
def script() -> str:
    """Return our own script: it draws the figures, and links the map with its list."""
    return (Path(__file__).parent / "handout.js").read_text(encoding="utf-8")


def harmless(value: object) -> Markup:
    """Return JSON that can stand inside a script element: nothing in it can end the element or open another."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Markup(
        text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("\u2028", " ").replace("\u2029", " ")
    )


def placed(figure: go.Figure, alt: str, words: Words) -> Markup:
    """Return the place of a figure: its data, its alternative text, and its height before it is drawn."""
    made = json.loads(figure.to_json())
    made["layout"] = {"template": {}} | made["layout"]
    return Markup(
        render("plotted", data=harmless(made), config=harmless(theme.config(words)), alt=alt, height=made["layout"].get("height", 320))
    )


def columns(labels: Sequence[str], values: Sequence[float], printed: Sequence[str], chosen: int, height: int = 260) -> go.Figure:
    """Return a crowd as thin columns, largest first; `chosen` is the place of the one in the accent colour, -1 = none.

    values: in one unit, at least zero; printed: what is said of a column when it is pointed at.
    """
    colours = [theme.ACCENT if i == chosen else theme.CATEGORY_2 for i in range(len(values))]
    bar = go.Bar(
        x=list(range(len(values))),
        y=list(values),
        marker={"color": colours},
        hovertext=[theme.labelled(p, name) for p, name in zip(printed, labels, strict=True)],
        hoverinfo="text",
        name="crowd",
    )
    axis = theme.axis(showticklabels=False)
    return go.Figure(
        data=[bar], layout=theme.layout(height, xaxis=axis, yaxis=theme.axis(rangemode="tozero", showticklabels=False), bargap=0.2)
    )


def colours() -> Markup:
    """Return the literal colours of the slots for both themes, as the script reads them."""
    return harmless({mode: list(values) for mode, values in theme.COLOURS.items()})
