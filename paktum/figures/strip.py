"""The strip: every amount as a dot, one row per kind of pact, with the median and the chosen pact named.

The axis is logarithmic (say so above it): a county grant is twenty times a local one, and both rows must be readable on
a phone. Dots that would cover each other are stacked; that is laid out at the width of a phone, a wider figure only
spreads them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from paktum.figures import labels, theme
from paktum.figures.money_steps import MILLION, open_marker
from paktum.wording import Words

SIDE, TOP, BOTTOM = 14, 24, 4  # px
WIDTH = labels.PHONE - 2 * SIDE
DOT, HEAD, LABEL, GAP = 9.0, 22.0, 20.0, 14.0  # px: a dot with its air, the name of a row, a line of labels, air under a row
STEPS = ((1.0, 2.0, 5.0), (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0))  # ticks in each power of ten; the second when few fit


@dataclass(frozen=True)
class Dot:
    """One pact: `amount` in forints; `sign` is dot, ring or diamond (legend.KINDS); `label` is written beside the chosen one."""

    pact: str
    amount: float
    sign: str
    hover: str
    chosen: bool = False
    label: str = ""


@dataclass(frozen=True)
class Row:
    """One kind of pact: its name, how many dots it has in words, its dots, and the median with its label."""

    name: str
    count: str
    dots: Sequence[Dot]
    median: float | None = None
    median_label: str = ""


def strip(rows: Sequence[Row], words: Words) -> go.Figure:
    """Return the rows on one logarithmic axis in M Ft."""
    low, high = _window([d.amount for r in rows for d in r.dots])
    figure = go.Figure()
    down = 0.0
    for row in rows:
        down = _draw_row(figure, row, down, low, high) + GAP
    figure.update_layout(_layout(down, low, high, words))
    return figure


def _window(amounts: Sequence[float]) -> tuple[float, float]:
    """Return the ends of the axis as powers of ten of M Ft, with a little air."""
    known = [math.log10(a / MILLION) for a in amounts if a > 0] or [2.0]
    return min(known) - 0.05, max(max(known), min(known) + 0.3) + 0.05


def _ticks(low: float, high: float) -> list[float]:
    """Return round amounts in M Ft inside the axis, at least four of them if they can be had."""
    for steps in STEPS:
        at = [f * 10.0**p for p in range(math.floor(low), math.ceil(high)) for f in steps if low <= math.log10(f * 10.0**p) <= high]
        if len(at) >= 4:
            break
    return at


def _layout(height: float, low: float, high: float, words: Words) -> go.Layout:
    at = _ticks(low, high)
    return theme.layout(
        round(height) + TOP + BOTTOM,
        margin={"l": SIDE, "r": SIDE, "t": TOP, "b": BOTTOM},
        xaxis=theme.axis(
            type="log",
            range=[low, high],
            side="top",
            tickvals=at,
            ticktext=[words.number(t) for t in at],
            showgrid=True,
            gridcolor=theme.RULE,
            griddash="dot",
            gridwidth=1,
        ),
        yaxis=theme.axis(range=[height, 0], showticklabels=False),
    )


def _draw_row(figure: go.Figure, row: Row, top: float, low: float, high: float) -> float:
    """Draw a row from `top` px downwards; return where it ends."""
    across = [_across(d.amount, low, high) for d in row.dots]
    levels = _stack(across)
    reach = max((abs(level) for level in levels), default=0) * DOT
    named = any(d.label for d in row.dots)
    middle = top + HEAD + (LABEL if named else 0) + DOT + reach
    bottom = middle + reach + DOT
    figure.add_annotation(
        x=0, xref="paper", xanchor="left", xshift=-SIDE + 2, y=top + HEAD / 2, text=theme.labelled(row.name, row.count), showarrow=False
    )
    if row.median:
        _draw_median(figure, row, middle - reach - DOT, bottom, low, high)
    for chosen in (False, True):
        kept = [(d, middle - level * DOT) for d, level in zip(row.dots, levels, strict=True) if d.chosen == chosen]
        for sign in ("dot", "ring", "diamond"):
            if shown := [(d, y) for d, y in kept if d.sign == sign]:
                figure.add_trace(_dots(shown, sign, chosen))
    for dot, at in zip(row.dots, across, strict=True):
        if dot.label:
            _write(figure, dot.amount, at, middle - reach - DOT - LABEL / 2, dot.label, theme.ACCENT)
    return bottom + (LABEL if row.median else 0)


def _across(amount: float, low: float, high: float) -> float:
    """Return where an amount stands, px from the left of the narrow plot."""
    return WIDTH * (math.log10(amount / MILLION) - low) / (high - low)


def _stack(across: Sequence[float]) -> list[int]:
    """Return the level of each dot, 0, 1, -1, 2 ..., so that no two of one level touch."""
    levels = [0] * len(across)
    last: dict[int, float] = {}
    for n in sorted(range(len(across)), key=lambda n: across[n]):
        level = 0
        while across[n] - last.get(level, -math.inf) < DOT:
            level = -level if level > 0 else 1 - level
        levels[n], last[level] = level, across[n]
    return levels


def _dots(shown: Sequence[tuple[Dot, float]], sign: str, chosen: bool) -> go.Scatter:
    colour, size = (theme.ACCENT, 13) if chosen else (theme.CATEGORY_1, 8)
    filled = {"symbol": "circle", "size": size, "color": colour, "line": {"color": theme.GROUND, "width": 1}}
    open_sign = open_marker(colour, "diamond" if sign == "diamond" else "circle", size) | {"line": {"color": colour, "width": 2}}
    return go.Scatter(
        x=[d.amount / MILLION for d, _ in shown],
        y=[y for _, y in shown],
        mode="markers",
        name="chosen" if chosen else sign,
        customdata=[d.pact for d, _ in shown],
        marker=filled if sign == "dot" else open_sign,
        hovertext=[theme.plain(d.hover) for d, _ in shown],
        hoverinfo="text",
        cliponaxis=False,
    )


def _draw_median(figure: go.Figure, row: Row, top: float, bottom: float, low: float, high: float) -> None:
    at = float(row.median or 0)
    line = {"color": theme.INK, "width": 2}
    figure.add_shape(type="line", x0=at / MILLION, x1=at / MILLION, y0=top, y1=bottom + 3, line=line, layer="below", name="median")
    _write(figure, at, _across(at, low, high), bottom + LABEL / 2 + 2, row.median_label, theme.INK)


def _write(figure: go.Figure, amount: float, across: float, down: float, label: str, colour: str) -> None:
    figure.add_annotation(
        x=math.log10(amount / MILLION),
        y=down,
        text=theme.plain(label),
        showarrow=False,
        xanchor=labels.anchor(across, len(label), WIDTH),
        font={"size": theme.LABEL, "color": colour},
    )
