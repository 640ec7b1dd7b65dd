"""Colours and frame of every Plotly figure.

A figure names colour *slots*. Under `theme="streamlit"` the browser replaces #000001..#000010 by `chartCategoricalColors` and
#000011..#000020 by `chartSequentialColors` of `.streamlit/config.toml`, so a figure never learns which theme is on.
Outside Streamlit (PNG, slides) `paint` puts the literal colours of one theme in.
"""

from __future__ import annotations

import html
import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import babel.dates
import plotly.graph_objects as go

from paktum.wording import Words

# The ten slots of DESIGN.md section 3. Category 4 is for directly labelled marks only.
CATEGORY_1, CATEGORY_2, CATEGORY_3, CATEGORY_4 = "#000001", "#000002", "#000003", "#000004"
ACCENT = "#000005"  # the chosen pact, nothing else
SOFT = "#000006"  # the fill of a soft value, always with a CATEGORY_1 outline
MUTED = "#000007"
INK = "#000008"
RULE = "#000009"
GROUND = "#000010"
# Five map classes, low to high, out of the ten sequential slots #000011..#000020.
SEQUENTIAL = ("#000011", "#000013", "#000015", "#000017", "#000020")
CLEAR = "rgba(0,0,0,0)"
Body = str | go.Figure  # what a card can hold: HTML or a Plotly figure

# What the slots become: the same lists as in config.toml (a test compares them).
COLOURS: Mapping[str, Sequence[str]] = {
    "light": [
        "#14364F",
        "#3F93AD",
        "#B08E2E",
        "#7C5A94",
        "#C2330F",
        "#C3D0D6",
        "#52656F",
        "#15242E",
        "#CBD5DA",
        "#FFFFFF",
        "#E3EEF2",
        "#CFE1E9",
        "#B3D0DC",
        "#94BCCD",
        "#74A6BB",
        "#558FA7",
        "#3B7891",
        "#28627B",
        "#1B4C65",
        "#14364F",
    ],
    "dark": [
        "#6FA8D6",
        "#BFE8EC",
        "#E9CF7A",
        "#9A72C0",
        "#FF6A3D",
        "#3D525E",
        "#A9BAC4",
        "#E6EDF1",
        "#354853",
        "#10191F",
        "#1E3440",
        "#264452",
        "#2F5565",
        "#396779",
        "#447A8D",
        "#5290A3",
        "#66A7B9",
        "#82BFCE",
        "#A3D5E0",
        "#C9ECF2",
    ],
}

FAMILY = "'IBM Plex Sans', sans-serif"
LABEL, TICK = 13, 12  # px


def colour(slot: str, mode: str) -> str:
    """Return the literal colour of a slot in the "light" or "dark" theme."""
    return COLOURS[mode][int(slot.lstrip("#")) - 1]


def paint(figure: go.Figure, mode: str = "light") -> go.Figure:
    """Return a copy of the figure with literal colours, for a picture made outside the browser."""
    text = figure.to_json()
    for number in range(1, 21):
        slot = f"#{number:06d}"
        text = text.replace(slot, colour(slot, mode))
    tree = json.loads(text)
    # Without a template of its own a figure would take that of Streamlit, where Streamlit is loaded: slots again.
    tree["layout"].setdefault("template", {})
    return go.Figure(tree)


def plain(text: str) -> str:
    """Return a text from the data as Plotly must get it: its own small HTML (<b>, <a>, <br>) does not act."""
    return html.escape(text, quote=False)


def labelled(value: str, label: str) -> str:
    """Return a label with its value in bold before it; both may come from the data."""
    return " ".join(part for part in (f"<b>{plain(value)}</b>" if value else "", plain(label)) if part)


def wrapped(text: str, width: int, lines: int = 3) -> str:
    """Return a name broken into at most `lines` lines of about `width` characters."""
    return "<br>".join(plain(line) for line in textwrap.wrap(text, width, max_lines=lines, placeholder=" …"))


def layout(height: int, **more: Any) -> go.Layout:
    """Return the common layout: fixed height in px, no title, no legend, no grid, no dragging."""
    base: dict[str, Any] = {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 0},
        "font": {"family": FAMILY, "size": LABEL, "color": INK},
        "separators": ",\u00a0",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "hoverlabel": {
            "bgcolor": GROUND,
            "bordercolor": MUTED,
            "align": "left",
            "font": {"family": FAMILY, "size": LABEL, "color": INK},
        },
    }
    return go.Layout(base | more)


def axis(**more: Any) -> dict[str, Any]:
    """Return the settings of an axis that carries tick words and nothing else."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": False,
        "title": None,
        "tickfont": {"family": FAMILY, "size": TICK, "color": MUTED},
    } | more


def config(words: Words) -> dict[str, Any]:
    """Return the `config` of `st.plotly_chart`: no tool bar, no zoom, dates and numbers in the reader's language."""
    months = [babel.dates.get_month_names("wide", locale=words.language)[n] for n in range(1, 13)]
    short = [babel.dates.get_month_names("abbreviated", locale=words.language)[n] for n in range(1, 13)]
    days = [babel.dates.get_day_names("wide", locale=words.language)[n] for n in (6, 0, 1, 2, 3, 4, 5)]
    brief = [babel.dates.get_day_names("abbreviated", locale=words.language)[n] for n in (6, 0, 1, 2, 3, 4, 5)]
    hungarian = words.language == "hu"
    formats = {
        "months": months,
        "shortMonths": short,
        "days": days,
        "shortDays": brief,
        "decimal": "," if hungarian else ".",
        "thousands": "\u00a0" if hungarian else ",",
        "date": "%Y. %m. %d." if hungarian else "%d/%m/%Y",
    }
    return {
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
        "locale": words.language,
        "locales": {words.language: {"dictionary": {}, "format": formats}},
    }
