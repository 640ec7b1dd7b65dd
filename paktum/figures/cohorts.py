"""The cohorts: month by month how many came in, how they left, and how it all adds up; one time axis under three plots.

A month whose number may not be told is a dotted band from top to bottom: it has no height, so it gives none away.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from paktum.figures import theme
from paktum.wording import Words

LEFT, RIGHT, TOP, BOTTOM = 54, 10, 8, 24  # px
HEAD, PLOT, GAP = 26, 112, 16  # px: a title, a plot, the air under it
BLOCK = HEAD + PLOT + GAP
MONTH = 30.5 * 24 * 3600 * 1000  # ms: bands of months in a row touch
MOST_YEARS = 6  # more would run into each other on a phone: then every second year is written
BAND = {"pattern": {"shape": ".", "size": 6, "solidity": 0.3, "fgcolor": theme.MUTED, "bgcolor": theme.CLEAR}, "color": theme.CLEAR}


@dataclass(frozen=True)
class Month:
    """One month ("2017-03"): people, per cent, and sums; None = not told or not there. `hidden`: which plots may not tell it."""

    month: str
    people: float | None
    rate: float | None
    people_so_far: float | None
    jobs_so_far: float | None
    hidden: tuple[bool, bool, bool]
    hover: str


@dataclass(frozen=True)
class Titles:
    """What stands above the three plots, beside the two lines of the last, and where a whole plot may not be told."""

    plots: tuple[str, str, str]
    lines: tuple[str, str]
    nothing: str


def cohorts(months: Sequence[Month], titles: Titles, words: Words) -> go.Figure:
    """Return the three plots over one time axis."""
    days = [f"{m.month}-01" for m in months]
    figure = go.Figure(layout=_layout(months, words))
    told = {"hovertext": [theme.plain(m.hover).replace("\n", "<br>") for m in months], "hoverinfo": "text"}
    figure.add_bar(x=days, y=[m.people for m in months], name="people", marker={"color": theme.CATEGORY_1}, **told)
    dots = {"symbol": "circle", "size": 6, "color": theme.CATEGORY_1}
    figure.add_scatter(x=days, y=[m.rate for m in months], name="rate", mode="markers", marker=dots, yaxis="y2", **told)
    for name, dash in (("people_so_far", "solid"), ("jobs_so_far", "dot")):
        line = {"color": theme.CATEGORY_1, "width": 2.5, "dash": dash}
        values = [getattr(m, name) for m in months]
        figure.add_scatter(x=days, y=values, name=name, mode="lines", line=line, yaxis="y3", **told)
    for plot in range(3):
        _draw_hidden(figure, months, days, plot, titles.nothing)
        figure.add_annotation(_text(titles.plots[plot], 1 - plot * BLOCK / (3 * BLOCK), bold=True))
    _name_lines(figure, months, titles.lines)
    return figure


def _draw_hidden(figure: go.Figure, months: Sequence[Month], days: Sequence[str], plot: int, nothing: str) -> None:
    """Draw the months of a plot that may not be told; where that is all of them, say so in words."""
    hidden = [d for m, d in zip(months, days, strict=True) if m.hidden[plot]]
    if not hidden:
        return
    axis = f"y{plot + 1 if plot else ''}"
    if len(hidden) == len(months):
        top = 1 - (plot * BLOCK + HEAD + PLOT / 2) / (3 * BLOCK)
        figure.add_annotation(_text(nothing, top, middle=True))
    whole = 100.0 if plot == 1 else _highest(months, plot)
    figure.add_bar(x=hidden, y=[whole] * len(hidden), name=f"hidden_{plot}", width=MONTH, marker=BAND, yaxis=axis, hoverinfo="skip")


def _values(month: Month, plot: int) -> tuple[float | None, ...]:
    return ((month.people,), (month.rate,), (month.people_so_far, month.jobs_so_far))[plot]


def _highest(months: Sequence[Month], plot: int) -> float:
    """Return where the axis of a plot of people ends."""
    return 1.08 * max((v for m in months for v in _values(m, plot) if v is not None), default=1.0)


def _name_lines(figure: go.Figure, months: Sequence[Month], names: tuple[str, str]) -> None:
    """Write the name of each line at its end, the upper above it, the lower below."""
    for name, label, side in (("people_so_far", names[0], "bottom"), ("jobs_so_far", names[1], "top")):
        known = [(m.month, getattr(m, name)) for m in months if getattr(m, name) is not None]
        if known:
            at = {"x": f"{known[-1][0]}-01", "y": known[-1][1], "yref": "y3", "xanchor": "right", "yanchor": side}
            figure.add_annotation(text=theme.plain(label), showarrow=False, font={"size": theme.LABEL, "color": theme.INK}, **at)


def _text(text: str, top: float, bold: bool = False, middle: bool = False) -> dict[str, object]:
    """Return an annotation at a height of the plot area (1 = top), at the left end of the figure or in its middle."""
    said = f"<b>{theme.plain(text)}</b>" if bold else theme.wrapped(text, 42)
    left = {"x": 0, "xanchor": "left", "yanchor": "top", "xshift": 8 - LEFT}
    across = {"x": 0.5, "xanchor": "center", "yanchor": "middle"} if middle else left
    looks = {"showarrow": False, "align": "left", "bgcolor": theme.GROUND}
    return {"text": said, "xref": "paper", "yref": "paper", "y": top, **looks, **across}


def _layout(months: Sequence[Month], words: Words) -> go.Layout:
    years = sorted({m.month[:4] for m in months})
    years = years[:: 1 if len(years) <= MOST_YEARS else 2]
    time = {"type": "date", "anchor": "y3", "tickvals": [f"{y}-01-01" for y in years], "ticktext": years, "ticks": "outside"}
    return theme.layout(
        3 * BLOCK + TOP + BOTTOM,
        margin={"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        barmode="overlay",
        bargap=0.15,
        xaxis=theme.axis(**time, tickcolor=theme.RULE),
        **{f"yaxis{n + 1 if n else ''}": _scale(months, n, words) for n in range(3)},
    )


def _scale(months: Sequence[Month], plot: int, words: Words) -> dict[str, object]:
    """Return the axis of values of a plot: per cent in the middle one, people in the others."""
    whole = 100.0 if plot == 1 else _highest(months, plot)
    at = [0.0, 50.0, 100.0] if plot == 1 else _ticks(whole)
    printed = [words.quantity(v, "percent") if plot == 1 else words.number(v) for v in at]
    if all(m.hidden[plot] for m in months):
        at, printed = [], []
    grid = {"showgrid": True, "gridcolor": theme.RULE, "griddash": "dot", "gridwidth": 1}
    return theme.axis(**grid, range=[0, whole], tickvals=at, ticktext=printed) | {"domain": _domain(plot)}


def _ticks(whole: float) -> list[float]:
    """Return two to five round numbers of people from zero up."""
    power = 10.0 ** math.floor(math.log10(max(whole, 1.0)))
    step = next(power * f for f in (0.2, 0.5, 1.0, 2.0, 5.0) if whole / (power * f) < 5)
    step = max(step, 1.0)
    return [n * step for n in range(int(whole / step) + 1)]


def _domain(plot: int) -> list[float]:
    """Return the part of the height that a plot has, from below."""
    top = 1 - (plot * BLOCK + HEAD) / (3 * BLOCK)
    return [top - PLOT / (3 * BLOCK), top]
