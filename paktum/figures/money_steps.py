"""Money over time: what was published when, and how sure the way between is.

A line leads from one amount of a grant to the next; a second grant of the pact is no change of the first. It is full only
where two dated amounts agree; where the day of a change is unknown it is dotted. A bound has no place on the line: it is an
arrow without an end. An undated amount stands apart, right of the years.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import plotly.graph_objects as go

from paktum.figures import labels, scale, theme
from paktum.wording import Words

HEIGHT = 270  # px
LEFT, RIGHT, TOP, BOTTOM = 46, 10, 30, 28
PLOT = HEIGHT - TOP - BOTTOM
WIDTH = labels.PHONE - LEFT - RIGHT
ARROW = 0.11  # length of an open end, part of the plot height
YEAR = 31  # px, a year under the axis with its air
MILLION = 1e6  # the axis is in million forints


@dataclass(frozen=True)
class Point:
    """One published amount of a pact.

    `when`: ISO date of reduced precision ("2016", "2016-07", "2016-07-20") or None; `amount` in forints;
    `softness` as in `wording.SIGNS`; `state` (awarded, modified ...) travels as customdata;
    `value` is printed bold before `label`; `hover` repeats, never reveals; `grant`: which grant of the pact it is of.
    """

    when: str | None
    amount: float
    softness: str
    state: str
    label: str
    hover: str
    value: str = ""
    grant: str = ""


@dataclass(frozen=True)
class Frame:
    """The window of the figure: first and last day of the axis, where undated points stand, the highest amount in M Ft."""

    first: date
    last: date
    apart: date
    top: float

    def across(self, day: date) -> float:
        """Return where a day stands, px from the left of the narrow plot."""
        return WIDTH * (day - self.first).days / (self.end - self.first).days

    @property
    def end(self) -> date:
        """Return the last day drawn: the slot of undated points is as wide on both sides of them."""
        return self.apart + (self.apart - self.last)

    def down(self, amount: float) -> float:
        """Return where an amount (M Ft) stands, px from the top."""
        return PLOT * (1 - amount / self.top)


def money_steps(points: Sequence[Point], words: Words, chosen: bool = False) -> go.Figure:
    """Return the step line of one pact, axis in M Ft from zero; `chosen` draws it in the accent colour."""
    frame = _frame(points)
    colour = theme.ACCENT if chosen else theme.CATEGORY_1
    days = [_day(p.when) or frame.apart for p in points]
    figure = go.Figure(layout=_layout(frame, words))
    if frame.apart > frame.last:
        figure.add_shape(
            type="line",
            x0=frame.last.isoformat(),
            x1=frame.last.isoformat(),
            yref="paper",
            y0=0,
            y1=1,
            line={"color": theme.RULE, "width": 1, "dash": "dot"},
            layer="below",
        )
    for trace in _segments(points, colour):
        figure.add_trace(trace)
    for trace in _spans(points, colour):
        figure.add_trace(trace)
    for point, day in zip(points, days, strict=True):
        _draw_point(figure, point, day, frame, colour)
    _write_labels(figure, points, days, frame)
    return figure


def bounds(softness: str) -> str:
    """Return "lower", "upper" or "" for a softness."""
    return softness.split("_")[0] if softness.startswith(("lower", "upper")) else ""


# ---------------------------------------------------------------- time


def _span(when: str | None) -> tuple[date, date] | None:
    """Return the first and last day that a date of reduced precision can mean."""
    if not when:
        return None
    parts = [int(p) for p in when[:10].split("-")]
    if len(parts) == 3:
        return (day := date(*parts)), day
    if len(parts) == 2:
        following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return date(parts[0], parts[1], 1), following - timedelta(days=1)
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def _day(when: str | None) -> date | None:
    """Return the day on which a point stands: the middle of what its date can mean."""
    span = _span(when)
    return span[0] + (span[1] - span[0]) / 2 if span else None


def _frame(points: Sequence[Point]) -> Frame:
    days = [d for p in points if (s := _span(p.when)) for d in s] or [date(2016, 1, 1)]
    first = date(min(days).year, 1, 1) - timedelta(days=20)
    last = date(max(days).year + 1, 1, 1) + timedelta(days=20)
    undated = any(p.when is None for p in points)
    apart = last + (last - first) / 6 if undated else last
    return Frame(first, last, apart, max((p.amount for p in points), default=MILLION) / MILLION * 1.24)


def _layout(frame: Frame, words: Words) -> go.Layout:
    years = range(frame.first.year + 1, frame.last.year + (frame.apart == frame.last))
    every = math.ceil(len(years) * YEAR / frame.across(frame.last))
    shown = [date(y, 1, 1) for y in years if (y - years[0]) % every == 0]
    texts = [str(d.year) for d in shown]
    if frame.apart > frame.last:
        shown, texts = [*shown, frame.apart], [*texts, words("absent.undated")]
    amounts = [t for t in scale.ticks(0, frame.top, 4) if t <= frame.top]
    return theme.layout(
        HEIGHT,
        margin={"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        xaxis=theme.axis(
            range=[frame.first.isoformat(), frame.end.isoformat()],
            tickvals=[d.isoformat() for d in shown],
            ticktext=texts,
            type="date",
            tickangle=0,
        ),
        yaxis=theme.axis(
            range=[0, frame.top],
            tickvals=amounts,
            ticktext=[words.number(t, 0 if t == int(t) else 1) for t in amounts],
            showgrid=True,
            gridcolor=theme.RULE,
            griddash="dot",
            gridwidth=1,
            zeroline=True,
            zerolinecolor=theme.RULE,
        ),
    )


# ---------------------------------------------------------------- line


def _agree(a: Point, b: Point) -> bool:
    """Say whether two amounts can be the same: each within the rounding of the softer one."""
    return abs(a.amount - b.amount) <= max(_rounding(a), _rounding(b))


def _rounding(point: Point) -> float:
    """Return half of the last printed unit of a soft amount, in forints: 430 000 000 -> 5 000 000; exact: 0."""
    if point.softness == "exact" or not point.amount:
        return 0.0
    digits = f"{abs(point.amount):.0f}"
    return 10.0 ** (len(digits) - len(digits.rstrip("0"))) / 2


def _levels(points: Sequence[Point]) -> list[tuple[date, Point]]:
    """Return the dated points that set a level: no bounds; a soft echo confirms the level before it."""
    dated = sorted(((d, p) for p in points if (d := _day(p.when)) and not bounds(p.softness)), key=lambda pair: pair[0])
    out: list[tuple[date, Point]] = []
    for day, point in dated:
        echo = bool(out) and point.softness != "exact" and _agree(out[-1][1], point)
        out.append((day, out[-1][1] if echo else point))
    return out


def _steps(points: Sequence[Point]) -> Iterator[tuple[tuple[date, Point], tuple[date, Point]]]:
    """Yield neighbouring levels, grant by grant: two grants have no way between them."""
    for grant in dict.fromkeys(p.grant for p in points):
        yield from pairwise(_levels([p for p in points if p.grant == grant]))


def _segments(points: Sequence[Point], colour: str) -> list[go.Scatter]:
    """Return one piece of the line for each two neighbouring levels: full where they agree, dotted where not."""
    return [
        go.Scatter(
            x=[a.isoformat(), b.isoformat()],
            y=[p.amount / MILLION, q.amount / MILLION],
            mode="lines",
            hoverinfo="skip",
            line={"color": colour, "width": 2.5, "shape": "hv", "dash": "solid" if _agree(p, q) else "3px,3px"},
            name="known" if _agree(p, q) else "unknown_day",
        )
        for (a, p), (b, q) in _steps(points)
    ]


def _spans(points: Sequence[Point], colour: str) -> list[go.Scatter]:
    """Return a thin stroke over the time that a reduced date can mean (a month, a year)."""
    spans = [(s, p) for p in points if (s := _span(p.when)) and s[0] < s[1]]
    return [
        go.Scatter(
            x=[s[0].isoformat(), s[1].isoformat()],
            y=[p.amount / MILLION] * 2,
            mode="lines",
            hoverinfo="skip",
            line={"color": colour, "width": 1},
            name="when",
        )
        for s, p in spans
    ]


# ---------------------------------------------------------------- points


def _draw_point(figure: go.Figure, point: Point, day: date, frame: Frame, colour: str) -> None:
    side = bounds(point.softness)
    stroke = {"symbol": "line-ew-open", "size": 16, "color": colour, "line": {"color": colour, "width": 3}}
    marker = stroke if side else marker_of(point.softness, colour)
    at, amount = day.isoformat(), point.amount / MILLION
    if side:
        end = amount + (ARROW if side == "lower" else -ARROW) * frame.top
        figure.add_annotation(
            x=at,
            y=end,
            ax=at,
            ay=amount,
            xref="x",
            yref="y",
            axref="x",
            ayref="y",
            text="",
            showarrow=True,
            arrowhead=2,
            arrowsize=1.1,
            arrowwidth=2,
            arrowcolor=colour,
            name=side,
        )
    figure.add_trace(
        go.Scatter(
            x=[at],
            y=[amount],
            mode="markers",
            marker=marker,
            customdata=[point.state],
            name=side or point.softness,
            hovertext=[theme.plain(point.hover)],
            hoverinfo="text",
            cliponaxis=False,
        )
    )


def marker_of(softness: str, colour: str, filled: bool = True) -> dict[str, object]:
    """Return the marker of a value: filled dot = exact, ring = rounded, diamond = approximate."""
    if softness == "exact" and filled:
        return {"symbol": "circle", "size": 13, "color": colour, "line": {"color": theme.GROUND, "width": 1.5}}
    return open_marker(colour, "diamond" if softness == "approximate" else "circle", 12)


def open_marker(colour: str, symbol: str, size: int) -> dict[str, object]:
    """Return a marker with an outline and the ground inside."""
    return {"symbol": symbol, "size": size, "color": theme.GROUND, "line": {"color": colour, "width": 2.5}}


def _write_labels(figure: go.Figure, points: Sequence[Point], days: Sequence[date], frame: Frame) -> None:
    spots = [
        labels.Spot(frame.across(d), frame.down(p.amount / MILLION), len(f"{p.value} {p.label}".strip()))
        for p, d in zip(points, days, strict=True)
    ]
    taken = [*_line_boxes(points, frame), *_arrow_boxes(points, days, frame)]
    for point, day, where in zip(points, days, labels.place(spots, taken, WIDTH, PLOT + TOP), strict=True):
        figure.add_annotation(
            x=day.isoformat(),
            y=point.amount / MILLION,
            text=theme.labelled(point.value, point.label),
            showarrow=False,
            xanchor=where.anchor,
            xshift=where.shift,
            yshift=where.rise,
            font={"size": theme.LABEL, "color": theme.INK},
        )


def _line_boxes(points: Sequence[Point], frame: Frame) -> list[labels.Box]:
    """Return the drawn steps as thin boxes: along at the old level, then up or down at the new day."""
    out = []
    for (a, p), (b, q) in _steps(points):
        left, right = frame.across(a), frame.across(b)
        old, new = frame.down(p.amount / MILLION), frame.down(q.amount / MILLION)
        out += [(left, old - 1, right, old + 1), (right - 1, min(old, new), right + 1, max(old, new))]
    return out


def _arrow_boxes(points: Sequence[Point], days: Sequence[date], frame: Frame) -> list[labels.Box]:
    """Return the open arrows of bounds as narrow boxes."""
    out = []
    for point, day in zip(points, days, strict=True):
        side, across, down = bounds(point.softness), frame.across(day), frame.down(point.amount / MILLION)
        if side:
            reach = ARROW * PLOT
            out.append((across - 5, down - reach if side == "lower" else down, across + 5, down if side == "lower" else down + reach))
    return out
