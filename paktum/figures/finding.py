"""The finding: the one big number of a page, and the sentence that it stands for."""

from __future__ import annotations

from paktum.figures.html import render


def finding(numeral: str, of: str, lead: str, text: str) -> str:
    """Return the finding: `numeral` large in the accent colour, `of` beside it ("/ 105"), bold lead, text."""
    return render("finding", numeral=numeral, of=of, lead=lead, text=text)
