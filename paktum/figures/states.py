"""The field matrix: pacts down, fields across, in each cell a sign and a word for what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paktum.figures.html import render

# What stands in a cell besides its colour; "present" is a dot and "missing" is hatched, as everywhere.
SIGNS = {"present": "", "contradicted": "≠", "doubtful": "?", "bound": "≈", "stale": "", "missing": "", "not_yet": "–"}


@dataclass(frozen=True)
class State:
    """One cell: `state` is a key of SIGNS, `word` says it in full, `year` stands in a stale cell."""

    state: str
    word: str
    year: str = ""

    @property
    def sign(self) -> str:
        """The sign that is seen."""
        return self.year or SIGNS[self.state]


@dataclass(frozen=True)
class StateRow:
    """One pact: its name, the page that it leads to, how much of it is published, one State per field."""

    name: str
    href: str
    share: str
    states: tuple[State, ...]


def states(
    topics: Sequence[tuple[str, Sequence[str]]],
    groups: Sequence[tuple[str, Sequence[StateRow]]],
    legend: Sequence[tuple[State, str]],
    share: str,
    caption: str,
) -> str:
    """Return the matrix of (group title, rows) under (topic, fields); `legend` is (state, how many), `share` heads the second column."""
    return render("states", topics=topics, groups=groups, legend=legend, share=share, caption=caption)
