"""The fact sheet: one A4 page for a pact, and one that compares several, as a tagged PDF made by typst.

The pages are laid out from the storyboard of the closing event, so that sheet, deck and screen say the same. Words and
numbers reach typst as data: nothing in a name or in the office's text can be taken for markup.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import typst

from paktum.figures import svg_map
from paktum.readings import closing
from paktum.readings.closing import parts
from paktum.readings.closing.parts import Figure, Slide, Storyboard
from paktum.readings.marks import split_unit
from paktum.takeaway import Dress, documents
from paktum.wording import Words, capital

PAPERS = Path(__file__).with_name("papers")
REGIONS = {"hu": "HU", "en": "GB"}
MOST_SOURCES = 4
MOST_UNDER = 8  # amounts that have room under a table
MAP_HEIGHT = 900  # units, for a width of 1000: the place of the map is nearly square
Data = dict[str, Any]


def sheet(pacts: Sequence[str], words: Words, dress: Dress | None = None, link: str = "", contact: str = "") -> bytes:
    """Return the PDF: a comparison first when there are several pacts, then a page for each.

    Raises KeyError with the id when there is no such pact.
    """
    return printed([closing.storyboard([pact], words) for pact in pacts], words, dress, link, together(pacts, words), contact)


def together(pacts: Sequence[str], words: Words) -> Storyboard | None:
    """Return the storyboard of the comparison; None for one pact."""
    return closing.storyboard(pacts, words) if len(set(pacts)) > 1 else None


def printed(
    boards: Sequence[Storyboard],
    words: Words,
    dress: Dress | None,
    link: str,
    compared: Storyboard | None = None,
    contact: str = "",
) -> bytes:
    """Return the PDF of some storyboards of one pact each, and of their comparison; `contact` is what the office typed."""
    dress = dress or Dress()
    made = [
        *([(compared, page) for page in comparison_pages(compared, words)] if compared else ()),
        *((b, pact_page(b, words)) for b in boards),
    ]
    blocks = {f"block-{cycle}": block for cycle, block in dress.blocks.items()}
    data: Data = {
        "title": made[0][1]["title"], "description": made[0][0].view, "keywords": [words("app.name"), words("sheet_page.name")],
        "lang": words.language, "region": REGIONS.get(words.language, ""), "draft": words("stage.draft") if dress.draft else "",
        "words": fixed_words(words), "pages": [page | frame(board, dress, words, link, contact) for board, page in made],
    }  # fmt: skip
    return compiled(data, blocks)


def compiled(data: Data, blocks: Mapping[str, bytes]) -> bytes:
    """Return the PDF of some data; the pictures stand beside the template in a folder of their own, and nothing else can be read."""
    with tempfile.TemporaryDirectory(prefix="paktum-sheet-") as folder:
        main = Path(folder) / "sheet.typ"
        main.write_bytes((PAPERS / "sheet.typ").read_bytes())
        for name, block in blocks.items():
            (Path(folder) / name).write_bytes(block)
        return typst.compile(
            str(main),
            root=folder,
            font_paths=[str(PAPERS / "fonts")],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )


def frame(board: Storyboard, dress: Dress, words: Words, link: str, contact: str) -> Data:
    """Return what stands under the body of a page: the lines at the left, the information block or its place at the right."""
    names = words.list(words(f"stage.block.{c}") for c in board.cycles)
    blocks = [f"block-{c}" for c in sorted(board.cycles) if c in dress.blocks]
    said = [f"{words('closing.contact')}: {' '.join(contact.split())}"] if contact.strip() else []
    return {"foot": [*said, *foot(board, words, link)], "blocks": blocks, "place": words("stage.place", name=names)}


def fixed_words(words: Words) -> dict[str, str]:
    """Return the words of the template itself."""
    return {
        "block_alt": words("stage.block_alt"),
        "more": words("stage.more", n="{n}"),
        "consortium": words("sheet_page.consortium"),
        "unknown": words("sheet_page.unknown"),
        "timeline": words("sheet_page.timeline"),
    }


def foot(board: Storyboard, words: Words, link: str) -> list[str]:
    """Return the lines beside the place of the block: view, sources, dates, version, link, licence."""
    titles = [f"{s['publisher']}, {words.date(s['published_on'])}" for s in documents(board)]
    listed = "; ".join(dict.fromkeys(titles[:MOST_SOURCES]))
    rest = f"; {words('stage.more', n=words.number(len(titles) - MOST_SOURCES))}" if len(titles) > MOST_SOURCES else ""
    version = f"{words('card.as_of')}: {board.as_of} · {words('how.snapshot')}: {board.snapshot}"
    return [f"{words('card.source')}: {listed}{rest}", board.view, version, *([link] if link else []), " ".join(board.notices)]


# ---------------------------------------------------------------- the page of a pact


def body_of(board: Storyboard, kind: str) -> Any:
    """Return the body of the first slide of a kind; None when it left itself out."""
    return next((s.body for s in board.slides if s.kind == kind), None)


def slide_of(board: Storyboard, kind: str) -> Slide | None:
    """Return the first slide of a kind."""
    return next((s for s in board.slides if s.kind == kind), None)


def pact_page(board: Storyboard, words: Words) -> Data:
    """Return what the page of one pact shows."""
    cover, people, money = body_of(board, "title"), body_of(board, "funnel"), body_of(board, "money")
    partnership = body_of(board, "partnership")
    stages = list(people.stages) if people else []
    costs = list(money.per_head) if money else []
    organisations = partnership.organisations if partnership else cover.beneficiaries
    return {
        "kind": "pact",
        "head": " · ".join([*cover.codes[:2], *(words("cycles." + c) for c in board.cycles)]),
        "title": headline(board),
        "subtitle": " · ".join(t for t in dict.fromkeys([*cover.names, board.title, *cover.titles[:1]]) if t != headline(board)),
        "kpis": kpis([later(cover.grants), *stages[:3]]),
        "people": {
            "heading": words("sheet_page.people"),
            "stages": [stage(f, words) for f in stages],
            "caution": people.caution if people else "",
            "note": people.note if people else "",
        },
        "costs": {
            "heading": money.per_heading if money else "",
            "head": [words("sheet_page.item"), words("sheet_page.value")],
            "rows": [plain(f) for f in costs if f.known],
            "note": words("sheet_page.cost_note") if any(f.key.startswith("cost_") for f in costs) else "",
        },
        "partners": [{"name": o.name, "role": o.role, "lead": o.lead} for o in organisations],
        "unknown": [plain(f) | {"label": capital(f.label)} for f in unknown_figures(board)],
        "map": map_of(slide_of(board, "map"), words),
        "moments": [{"when": m.when, "label": m.label} for m in (partnership.moments if partnership else ())],
    }  # fmt: skip


def headline(board: Storyboard) -> str:
    """Return the sentence that says most of a pact: its results, else its money, else that nothing was published."""
    people, money = slide_of(board, "funnel"), slide_of(board, "money")
    if people and any(f.known for f in people.body.stages):  # type: ignore[union-attr]
        return people.title
    return money.title if money else people.title if people else board.title


def later(grants: Sequence[Figure]) -> Figure:
    """Return the grant with what a later source says of it in its label."""
    first, *more = grants
    said = "; ".join(f"{g.label.lower()}: {g.printed}" for g in more)
    return replace(first, when=f"{first.when}; {said}") if said else first


def kpis(figures: Sequence[Figure]) -> list[Data]:
    """Return the large numbers on top, number and unit apart."""
    out = []
    for place, f in enumerate(figures):
        head, unit = split_unit(f.printed, f.unit) if f.known else (f.printed, "")
        when = f", {f.when}" if f.known and f.unit == "HUF" else ""
        out.append(plain(f) | {"head": head, "unit": unit, "label": f"{f.label}{when}", "first": place == 0})
    return out


def unknown_figures(board: Storyboard) -> Iterator[Figure]:
    """Yield what nobody published, each once."""
    seen: set[str] = set()
    for slide in board.slides:
        if slide.kind in ("partnership", "money", "groups", "funnel"):
            for f in figures_of(slide.body):
                if not f.known and f.label and f.label not in seen:
                    seen.add(f.label)
                    yield f


def figures_of(body: parts.Body) -> list[Figure]:
    """Return all figures of the body of a slide, in the order in which it shows them."""
    return [f for value in vars(body).values() for f in (value if isinstance(value, tuple) else (value,)) if isinstance(f, Figure)]


def stage(f: Figure, words: Words) -> Data:
    """Return a stage of the people with its target in words; a target that nobody published is said once, in the first row."""
    said = f.target is not None or f.key == "participants"
    return plain(f) | {"target": words("stage.target", target=f.target_printed) if said and f.target_printed else ""}


def plain(f: Figure) -> Data:
    """Return a figure as typst needs it."""
    short = f"{f.bound} {f.short}".strip() if f.short else f.printed
    same = ("label", "printed", "known", "value", "base", "share", "of", "chosen", "detail", "when", "mark")
    return {name: getattr(f, name) for name in same} | {"short": short, "target": f.target_printed}


def map_of(slide: Slide | None, words: Words) -> Data | None:
    """Return the map as a drawing with its list; None when the slide left itself out."""
    if slide is None or not isinstance(slide.body, parts.Map) or not slide.body.shapes:
        return None
    body = slide.body
    svg = svg_map.picture([svg_map.Area(s.name, s.rings, s.shade, s.ours) for s in body.shapes], MAP_HEIGHT)
    said = "; ".join(text for _, text in body.legend)
    return {
        "heading": words("sheet_page.map"), "svg": svg, "alt": slide.alt or slide.title, "unit": body.heading,
        "rows": [plain(f) for f in body.rows], "legend": " · ".join(t.rstrip(".") for t in (said, body.caution, body.attribution) if t),
    }  # fmt: skip


# ---------------------------------------------------------------- the comparison


def comparison_pages(board: Storyboard, words: Words) -> Iterator[Data]:
    """Yield the comparison: a page for each table of the storyboard; the amounts stand under the only table or on a page of their own."""
    amounts, tables = amounts_of(board), [s for s in board.slides if isinstance(s.body, parts.Grid)]
    under = amounts is not None and len(tables) == 1 and len(amounts["rows"]) <= MOST_UNDER
    opening = {"kind": "comparison", "head": board.name, "subtitle": board.view}
    for slide in tables:
        yield opening | {"title": slide.title, "amounts": amounts if under else None} | table_of(slide)
    if amounts is not None and not under:
        empty: Data = {"heads": [], "guard": [], "rows": [], "notes": []}
        yield opening | {"title": amounts["heading"], "amounts": amounts | {"heading": words("closing.money_heading")}} | empty


def table_of(slide: Slide) -> Data:
    """Return the table of a comparison, what forbids a ranking on top."""
    grid = slide.body
    assert isinstance(grid, parts.Grid)
    return {
        "heads": list(grid.heads),
        "guard": [{"label": label, "cells": list(cells), "differs": differs} for label, cells, differs in grid.guard],
        "rows": [{"label": label, "cells": [plain(f) for f in cells]} for label, cells in grid.rows],
        "notes": [*grid.footnotes, slide.source],
    }


def amounts_of(board: Storyboard) -> Data | None:
    """Return all amounts of a storyboard as bars; a bound is said in words and its bar is paler."""
    found = [s for s in board.slides if s.kind == "amounts" and isinstance(s.body, parts.Bars)]
    rows = [f for s in found for f in figures_of(s.body)]
    return {"heading": found[0].title, "rows": [plain(f) | {"open": bool(f.bound)} for f in rows]} if rows else None
