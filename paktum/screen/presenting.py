"""The address that answers with a whole presentation: one HTML document, which then needs neither network nor server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import parse_qs, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from paktum import questions, stage, store
from paktum.readings import closing
from paktum.screen import choices, shelf
from paktum.selection import NAMES, Selection, from_query, to_query
from paktum.takeaway import Dress
from paktum.wording import Words

PATH = "/bemutato"
OWN = NAMES["own"]  # the key of what the office added, see shelf.py
USES = ("language", "pacts", "slides_order", "slides_out", "snapshot")


def address(selection: Selection, own: str = "") -> str:
    """Return the relative address of the presentation of some choices."""
    query = to_query(selection, USES) | ({OWN: [own]} if own else {})
    return f"{PATH}?{urlencode(query, doseq=True)}"


def present(request: Request) -> Response:
    """Answer with the document that a query asks for; what cannot be shown is said in plain words."""
    query = parse_qs(request.url.query)
    kept = shelf.get(query.pop(OWN, [""])[0]) or shelf.Kept(closing.OfficeText(), Dress())
    snapshot = kept_snapshot(query)
    with questions.reading(snapshot):
        selection, _ = from_query(query, choices.options(), Selection(), USES)
        words = Words(selection.language)
        if not selection.pacts:
            return PlainTextResponse(words("closing_page.none"), 404)
        return HTMLResponse(html(selection.changed(snapshot=snapshot.id), kept, words), headers={"Cache-Control": "no-store"})


def kept_snapshot(query: Mapping[str, Sequence[str]]) -> store.Snapshot:
    """Return the data version that a link was made with if it is still kept, else the published one."""
    asked = next(iter(query.get(NAMES["snapshot"], ())), "")
    found = next((s for s in store.snapshots() if s.id == asked), None) if asked else None
    return found or store.current() or store.build()


def html(selection: Selection, kept: shelf.Kept, words: Words, link: str = "", start: str = "present") -> str:
    """Return the presentation of some choices as one HTML file."""
    board = arranged(closing.storyboard(selection.pacts, words), selection, kept)
    return stage.document(board, words, kept.own, kept.dress, link, start)


def arranged(board: closing.Storyboard, selection: Selection, kept: shelf.Kept) -> closing.Storyboard:
    """Return a storyboard in the order and with the slides and words that were chosen."""
    return closing.edited(board, with_choices(kept.own, selection), final=not kept.dress.draft)


def with_choices(own: closing.OfficeText, selection: Selection) -> closing.OfficeText:
    """Return the office's words with the order and the slides left out of a link."""
    return replace(own, order=selection.slides_order, left_out=selection.slides_out)


ROUTES = [Route(PATH, present, methods=["GET"])]
