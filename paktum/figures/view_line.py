"""The view line: what the reader is looking at, in words, after the filters."""

from __future__ import annotations

from paktum.figures.html import render


def view_line(bold: str, rest: str, bold_more: str = "", more: str = "") -> str:
    """Return the line: bold, rest, then a second bold part with its text."""
    return render("view_line", bold=bold, rest=rest, bold_more=bold_more, more=more)
