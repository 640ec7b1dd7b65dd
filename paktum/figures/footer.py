"""The footer of a card: view, what is left out, sources, date."""

from __future__ import annotations

from collections.abc import Sequence

from paktum.figures.html import render


def footer(lines: Sequence[Sequence[tuple[str, str]]]) -> str:
    """Return the footer; each line is a sequence of (bold label, text) pairs, parted by a middle dot."""
    return render("footer", lines=lines)
