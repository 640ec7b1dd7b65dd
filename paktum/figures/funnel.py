"""The funnel: every step against the same 100 %, each percentage with its denominator in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paktum.figures.html import render
from paktum.figures.parts import Mark


@dataclass(frozen=True)
class Step:
    """One step. `share` and `overlap` are parts (0..1) of the one common base; overlap lies inside the step's own bar.

    `captions` are (bold part, rest); `absent` holds the words of an absent step, which has a dashed empty bar.
    """

    label: str
    value: str
    unit: str
    share: float | None
    overlap: float | None = None
    captions: tuple[tuple[str, str], ...] = ()
    marks: tuple[Mark, ...] = ()
    absent: str = ""


def funnel(steps: Sequence[Step]) -> str:
    """Return the steps, one under the other."""
    return render("funnel", steps=steps)
