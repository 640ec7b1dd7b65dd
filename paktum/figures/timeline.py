"""The timeline: one row per pact, a sign for each event; a date of which only the month or the year is known is a span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from paktum.figures.html import render

KINDS = ("founding", "agreement", "forum", "closing", "joined", "left")
MOST_YEARS = 6  # more would run into each other on a phone: then every second year is written


@dataclass(frozen=True)
class Moment:
    """One event: its kind, and the first and the last day (ISO) that its date can mean."""

    kind: str
    first: str
    last: str


@dataclass(frozen=True)
class Course:
    """One pact: name, link, its dated events, and all events in words as (bold, rest) pairs."""

    name: str
    href: str
    moments: tuple[Moment, ...]
    said: tuple[tuple[str, str], ...]
    chosen: bool = False


def timeline(courses: Sequence[Course], legend: Sequence[tuple[str, str]]) -> str:
    """Return the rows in the order given, under an axis of years that holds them all."""
    days = [date.fromisoformat(d) for c in courses for m in c.moments for d in (m.first, m.last)]
    years = range(min(days).year, max(days).year + 1) if days else range(0)
    whole = _days(years)
    every = 1 if len(years) <= MOST_YEARS else 2
    axis = [(_at(date(y, 1, 1), years), str(y), _side(_at(date(y, 1, 1), years) / whole)) for y in years[::every]]
    rows = [(c, [_placed(m, years) for m in c.moments]) for c in courses]
    return render("timeline", rows=rows, axis=axis, items=legend, whole=whole)


def _placed(moment: Moment, years: range) -> tuple[str, float, float, float]:
    """Return a moment as kind, days from the left to its middle, days to its beginning and its length (0 = a single day)."""
    first, last = (_at(date.fromisoformat(d), years) for d in (moment.first, moment.last))
    return moment.kind, (first + last) / 2, first, last - first


def _at(day: date, years: range) -> float:
    return float((day - date(years[0], 1, 1)).days)


def _days(years: range) -> float:
    return float((date(years[-1] + 1, 1, 1) - date(years[0], 1, 1)).days) if years else 1.0


def _side(share: float) -> str:
    return " pk-at-first" if share < 0.04 else ""
