"""How long a deck of ten slides takes and how large it is, as a ratio to a bare deck with as many charts.

Run: `python -m benchmarks.deck [PACT...] [--json FILE]`. Aims: below two seconds, below one megabyte.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from paktum import questions, store
from paktum.readings import closing
from paktum.slides import deck
from paktum.wording import Words

T = TypeVar("T")
ROUNDS = 5


def measured(work: Callable[[], T], rounds: int = ROUNDS) -> tuple[T, float]:
    """Return what some work makes and the median of its seconds."""
    seconds, made = [], None
    for _ in range(rounds):
        start = time.perf_counter()
        made = work()
        seconds.append(time.perf_counter() - start)
    return made, statistics.median(seconds)  # type: ignore[return-value]


def bare(slides: int, charts: int) -> bytes:
    """Return a deck of the empty template with as many slides and default charts."""
    made, out = Presentation(), io.BytesIO()
    pages = [made.slides.add_slide(made.slide_layouts[6]) for _ in range(slides)]
    for number in range(charts):
        data = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = ["a", "b", "c"]
        data.add_series("s", [1, 2, 3])  # type: ignore[no-untyped-call]
        pages[number % slides].shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Cm(1), Cm(1), Cm(10), Cm(5), data)
    made.save(out)
    return out.getvalue()


def forgetful(pacts: list[str], words: Words) -> closing.Storyboard:
    """Return a storyboard with every answer asked again."""
    questions._remembered.cache_clear()
    return closing.storyboard(pacts, words)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pacts", nargs="*", default=["jaszbereny-district"])
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    store.build()
    words = Words("hu")
    board, asking = measured(lambda: forgetful(arguments.pacts, words))
    data, drawing = measured(lambda: deck(board, words))
    made = Presentation(io.BytesIO(data))
    charts = sum(shape.has_chart for page in made.slides for shape in page.shapes)
    empty, empty_seconds = measured(lambda: bare(len(made.slides), charts))
    found = {
        "pacts": arguments.pacts,
        "slides": len(made.slides),
        "charts": charts,
        "storyboard_seconds": round(asking, 4),
        "deck_seconds": round(drawing, 4),
        "deck_bytes": len(data),
        "bare_seconds": round(empty_seconds, 4),
        "bare_bytes": len(empty),
        "time_ratio": round((asking + drawing) / empty_seconds, 2),
        "size_ratio": round(len(data) / len(empty), 2),
    }
    seconds = f"{asking + drawing:.2f} s (questions {asking:.2f}, drawing {drawing:.2f})"
    print(f"{found['slides']} slides, {charts} charts: {seconds}, {len(data) / 1000:.0f} kB")
    ratios = f"ratio {found['time_ratio']} in time, {found['size_ratio']} in size"
    print(f"a bare deck of the same: {empty_seconds:.2f} s, {len(empty) / 1000:.0f} kB; {ratios}")
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
