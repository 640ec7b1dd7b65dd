"""The funnel plot: shares of groups of very different size, with the limits inside which chance alone explains them.

Small groups scatter more, so the limits open towards the left. Two pairs of limits: dotted 95 %, thin 99.8 %.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import plotly.graph_objects as go

from paktum.figures import labels, scale, theme
from paktum.figures.money_steps import marker_of
from paktum.wording import Words

HEIGHT = 400  # px
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 16, 30
PLOT = HEIGHT - TOP - BOTTOM
WIDTH = labels.PHONE - LEFT - RIGHT


@dataclass(frozen=True)
class Share:
    """One group: its size, its share in per cent; a doubtful one is a ring and has no part in the group's rate.

    `value` is printed bold before `name`; `hover` repeats, never reveals.
    """

    name: str
    people: float
    percent: float
    value: str
    hover: str
    doubtful: bool = False
    chosen: bool = False


@dataclass(frozen=True)
class Limit:
    """The limits, in per cent, for a group of so many people."""

    people: float
    low_95: float
    high_95: float
    low_998: float
    high_998: float


def funnel_plot(shares: Sequence[Share], limits: Sequence[Limit], rate: float, signs: tuple[str, str, str], words: Words) -> go.Figure:
    """Return the plot; `rate` (per cent) is the centre line, `signs` the printed names of centre, inner and outer limits."""
    low, high = window(shares, limits)
    figure = go.Figure(layout=_layout(low, high, _most(shares, limits), words))
    people = [c.people for c in limits]
    for name, values in (("99.8", [c.low_998 for c in limits]), ("99.8", [c.high_998 for c in limits])):
        figure.add_trace(_line(people, values, name, {"color": theme.MUTED, "width": 1}))
    for name, values in (("95", [c.low_95 for c in limits]), ("95", [c.high_95 for c in limits])):
        figure.add_trace(_line(people, values, name, {"color": theme.CATEGORY_1, "width": 2, "dash": "dot"}))
    figure.add_trace(_line(people, [rate] * len(people), "group", {"color": theme.CATEGORY_1, "width": 2}))
    _name_lines(figure, limits, rate, signs)
    for share in shares:
        figure.add_trace(_point(share))
    _write_labels(figure, shares, limits, rate, signs)
    return figure


def window(shares: Sequence[Share], limits: Sequence[Limit]) -> tuple[float, float]:
    """Return the lowest and highest per cent of the axis: whole tens around everything that is drawn."""
    drawn = [s.percent for s in shares] + [v for c in limits for v in (c.low_998, c.high_998)]
    return max(0.0, math.floor((min(drawn) - 2) / 10) * 10.0), min(100.0, math.ceil((max(drawn) + 2) / 10) * 10.0)


def _most(shares: Sequence[Share], limits: Sequence[Limit]) -> float:
    """Return the largest group drawn."""
    return max([s.people for s in shares] + [c.people for c in limits])


def _layout(low: float, high: float, most: float, words: Words) -> go.Layout:
    sizes = [t for t in scale.ticks(0.0, most, 4) if t <= most]
    levels = [t for t in scale.ticks(low, high, 6) if low <= t <= high]
    return theme.layout(
        HEIGHT,
        margin={"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        xaxis=theme.axis(range=[0, most * 1.03], tickvals=sizes, ticktext=[words.number(t) for t in sizes]),
        yaxis=theme.axis(
            range=[low, high],
            tickvals=levels,
            ticktext=[words.quantity(t, "percent") for t in levels],
            showgrid=True,
            gridcolor=theme.RULE,
            gridwidth=1,
        ),
    )


def _line(people: Sequence[float], values: Sequence[float], name: str, line: dict[str, object]) -> go.Scatter:
    return go.Scatter(x=list(people), y=list(values), mode="lines", name=name, line=line, hoverinfo="skip")


def _name_lines(figure: go.Figure, limits: Sequence[Limit], rate: float, signs: tuple[str, str, str]) -> None:
    """Write the names of the lines above them: the limits where they lie furthest apart, the group's rate at its end."""
    first, last = limits[0], limits[-1]
    for at, people, side, text in zip(
        (rate, first.high_95, first.high_998), (last.people, first.people, first.people), ("right", "left", "left"), signs, strict=True
    ):
        figure.add_annotation(
            x=people,
            y=at,
            text=theme.plain(text),
            showarrow=False,
            xanchor=side,
            yanchor="bottom",
            xshift=0 if side == "right" else 4,
            font={"size": theme.TICK, "color": theme.MUTED},
        )


def _point(share: Share) -> go.Scatter:
    colour = theme.ACCENT if share.chosen else theme.CATEGORY_1
    return go.Scatter(
        x=[share.people],
        y=[share.percent],
        mode="markers",
        cliponaxis=False,
        name="doubtful" if share.doubtful else "firm",
        marker=marker_of("rounded" if share.doubtful else "exact", colour),
        hovertext=[theme.plain(share.hover)],
        hoverinfo="text",
    )


def _write_labels(figure: go.Figure, shares: Sequence[Share], limits: Sequence[Limit], rate: float, signs: tuple[str, str, str]) -> None:
    """Write name and value beside each point, clear of the lines and of each other on a phone."""
    low, high = window(shares, limits)
    most = _most(shares, limits)

    def across(people: float) -> float:
        return WIDTH * people / (most * 1.03)

    def down(percent: float) -> float:
        return PLOT * (high - percent) / (high - low)

    lines = [
        (across(a.people), down(v) - 1, across(b.people), down(v) + 1)
        for a, b in pairwise(limits)
        for v in (a.low_95, a.high_95, a.low_998, a.high_998, rate)
    ]
    first, last = limits[0], limits[-1]
    for people, percent, text in ((first.people, first.high_95, signs[1]), (first.people, first.high_998, signs[2])):
        lines.append((across(people), down(percent) - labels.LINE, across(people) + len(text) * labels.LETTER, down(percent)))
    lines.append((across(last.people) - len(signs[0]) * labels.LETTER, down(rate) - labels.LINE, across(last.people), down(rate)))
    spots = [labels.Spot(across(s.people), down(s.percent), len(f"{s.value} {s.name}")) for s in shares]
    for share, where in zip(shares, labels.place(spots, lines, WIDTH, PLOT), strict=True):
        figure.add_annotation(
            x=share.people,
            y=share.percent,
            text=theme.labelled(share.value, share.name),
            showarrow=False,
            xanchor=where.anchor,
            xshift=where.shift,
            yshift=where.rise,
            font={"size": theme.LABEL, "color": theme.INK},
        )
