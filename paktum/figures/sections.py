"""A figure in parts: one heading, one list and its notes for each group that may not be compared with the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from paktum.figures.html import render


@dataclass(frozen=True)
class Section:
    """One part: `body` is the HTML of another form of this folder, `notes` are (bold, text) lines under it."""

    heading: str
    body: str
    notes: tuple[tuple[str, str], ...] = ()


def sections(parts: Sequence[Section]) -> str:
    """Return the parts, one under the other."""
    return render("sections", parts=[(p.heading, Markup(p.body), p.notes) for p in parts])
