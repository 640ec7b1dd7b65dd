"""Every published amount, side by side: a dot for a value, a whisker for its rounding, an open arrow for a bound.

Each amount has a line of its own with its label above, so that nothing collides on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from paktum.figures import labels, scale, theme
from paktum.figures.money_steps import MILLION, bounds, marker_of
from paktum.wording import Words

LEFT, RIGHT, TOP, BOTTOM = 120, 10, 26, 4  # px
WIDTH = labels.PHONE - LEFT - RIGHT
LANE, GAP = 38, 18  # px: one amount with its label; the air under a row
ARROW = 0.13  # length of an open end, part of the axis


@dataclass(frozen=True)
class RangeMark:
    """One published amount in forints.

    `amount` is the printed value; `low` and `high` are what its rounding can mean (None = open or unknown);
    `softness` as in `wording.SIGNS`; a lower bound needs only `low` or `amount`, an upper bound only `high` or `amount`.
    `value` is printed bold before `label`.
    """

    amount: float | None
    low: float | None
    high: float | None
    softness: str
    headline: bool
    label: str
    hover: str
    value: str = ""


@dataclass(frozen=True)
class Range:
    """One row: a pact (or a source) and its published amounts, the headline first."""

    name: str
    chosen: bool
    marks: Sequence[RangeMark]


@dataclass(frozen=True)
class Lane:
    """One amount ready to draw: px from the top of the plot, where it stands in M Ft, and its colour."""

    down: float
    at: float
    colour: str
    mark: RangeMark


def ranges(rows: Sequence[Range], words: Words, from_zero: bool = True) -> go.Figure:
    """Return the rows on one axis in M Ft; without `from_zero` the axis starts near the lowest amount (say so above it)."""
    lanes, heads, height = _lanes(rows)
    low, high = _window([lane.at for lane in lanes], from_zero)
    figure = go.Figure(layout=_layout(rows, heads, height, low, high, words))
    for row_top, _ in heads:
        figure.add_shape(
            type="line", xref="paper", x0=0, x1=1, y0=row_top, y1=row_top, line={"color": theme.RULE, "width": 1}, layer="below"
        )
    for lane in lanes:
        _draw(figure, lane, low, high)
    return figure


def _lanes(rows: Sequence[Range]) -> tuple[list[Lane], list[tuple[float, float]], float]:
    """Return the amounts, (top, label height) of each row in px, and the height of the plot."""
    lanes: list[Lane] = []
    heads: list[tuple[float, float]] = []
    down = 0.0
    for row in rows:
        marks = [(m, at) for m in row.marks if (at := _at(m)) is not None]
        heads.append((down, down + LANE * 0.72))
        for number, (mark, at) in enumerate(marks):
            colour = theme.ACCENT if row.chosen else theme.CATEGORY_1
            lanes.append(Lane(down + LANE * (number + 0.72), at / MILLION, colour, mark))
        down += LANE * max(len(marks), 1) + GAP
    return lanes, heads, down


def _at(mark: RangeMark) -> float | None:
    """Return where a mark stands, in forints: a bound at its known side."""
    known = {"lower": mark.low, "upper": mark.high}.get(bounds(mark.softness))
    return mark.amount if known is None else known


def _window(amounts: Sequence[float], from_zero: bool) -> tuple[float, float]:
    """Return the ends of the axis, with room for an open arrow."""
    low, high = min(amounts, default=0.0), max(amounts, default=1.0)
    span = (high - low) or high or 1.0
    return (0.0, high * 1.18) if from_zero else (low - span * 0.15, high + span * 0.3)


def _layout(rows: Sequence[Range], heads: Sequence[tuple[float, float]], height: float, low: float, high: float, words: Words) -> go.Layout:
    at = [t for t in scale.ticks(low, high, 4) if low <= t <= high]
    names = [("<b>{}</b>" if row.chosen else "{}").format(theme.wrapped(row.name, 15)) for row in rows]
    return theme.layout(
        round(height) + TOP + BOTTOM,
        margin={"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        xaxis=theme.axis(
            range=[low, high],
            side="top",
            tickvals=at,
            ticktext=[words.number(t, 0 if t == int(t) else 1) for t in at],
            zeroline=low == 0,
            zerolinecolor=theme.RULE,
            zerolinewidth=1,
        ),
        yaxis=theme.axis(
            range=[height, 0],
            tickvals=[label for _, label in heads],
            ticktext=names,
            tickfont={"family": theme.FAMILY, "size": theme.LABEL, "color": theme.INK},
        ),
    )


def _draw(figure: go.Figure, lane: Lane, low: float, high: float) -> None:
    side = bounds(lane.mark.softness)
    if side:
        _draw_open_end(figure, lane, side, (high - low) * ARROW)
    elif lane.mark.low is not None and lane.mark.high is not None and lane.mark.low < lane.mark.high:
        figure.add_trace(_whisker(lane, lane.mark.low, lane.mark.high))
    marker = {"symbol": "line-ns-open", "size": 18, "color": lane.colour, "line": {"color": lane.colour, "width": 3}}
    figure.add_trace(
        go.Scatter(
            x=[lane.at],
            y=[lane.down],
            mode="markers",
            cliponaxis=False,
            name=side or lane.mark.softness,
            marker=marker if side else _marker(lane),
            hovertext=[theme.plain(lane.mark.hover)],
            hoverinfo="text",
        )
    )
    text = theme.labelled(lane.mark.value, lane.mark.label)
    across, letters = (lane.at - low) / (high - low) * WIDTH, len(f"{lane.mark.value} {lane.mark.label}")
    figure.add_annotation(
        x=lane.at,
        y=lane.down,
        text=text,
        showarrow=False,
        yshift=19 if side else 17,
        xanchor=labels.anchor(across, letters, WIDTH),
        xshift=labels.shift(across, letters, WIDTH),
        font={"size": theme.LABEL, "color": theme.INK},
    )


def _marker(lane: Lane) -> dict[str, object]:
    """Return a filled dot for the headline, an open sign for other published amounts."""
    soft = lane.mark.softness == "approximate"
    return marker_of("exact" if lane.mark.headline and not soft else lane.mark.softness, lane.colour, filled=lane.mark.headline)


def _whisker(lane: Lane, low: float, high: float) -> go.Scatter:
    """Return the stroke from the lowest to the highest that a rounded amount (in forints) can mean."""
    return go.Scatter(
        x=[low / MILLION, high / MILLION],
        y=[lane.down] * 2,
        mode="lines",
        hoverinfo="skip",
        name="rounding",
        line={"color": lane.colour, "width": 3},
    )


def _draw_open_end(figure: go.Figure, lane: Lane, side: str, length: float) -> None:
    """Draw the arrow of a bound: it leads away from the known side and ends nowhere."""
    end = lane.at + (length if side == "lower" else -min(length, lane.at))
    figure.add_shape(
        type="line",
        x0=lane.at,
        x1=end,
        y0=lane.down,
        y1=lane.down,
        line={"color": lane.colour, "width": 2.5, "dash": "3px,3px"},
        name=side,
    )
    figure.add_annotation(
        x=end,
        y=lane.down,
        ax=-8 if side == "lower" else 8,
        ay=0,
        text="",
        showarrow=True,
        arrowhead=2,
        arrowsize=1.3,
        arrowwidth=2,
        arrowcolor=lane.colour,
        name=side,
    )
