"""37 hostile names in eight places of the real pages: nothing runs, nothing is asked of another host, every letter is seen."""

import csv
import functools
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import openpyxl
import pytest
from hostile import ELSEWHERE, NAMES, home, pacts
from real_servers import Server, running
from test_browser import opener, popover, visit, wait_for_choice

from paktum.screen import choices
from paktum.tables import FORMULA_STARTS

pytestmark = pytest.mark.browser

ALL = {"ciklus": "mind"}
CENTRES = "es => es.map(e => e.getBoundingClientRect()).map(b => [b.x + b.width / 2, b.y + b.height / 2])"
BAD = f"() => {{ window.__xss = 1; document.body.append(Object.assign(new Image(), {{src: 'https://{ELSEWHERE}/k.png'}})) }}"


def flat(text: str) -> str:
    """A text as a page shows it: a run of blanks is one, what has no width is not seen."""
    return re.sub(r"\s+", " ", text.replace(choices.JOINER, "")).strip()


class Look:
    """A tab on the hostile store, and what it saw."""

    def __init__(self, server: Server, context: Any) -> None:
        self.server, self.context = server, context
        self.foreign: list[str] = []
        self.ran: list[Any] = []
        context.on("request", self._note)
        self.tab = context.new_page()

    def _note(self, request: Any) -> None:
        url = urlsplit(request.url)
        if url.scheme not in ("data", "blob") and url.hostname != "localhost":
            self.foreign.append(request.url)

    def at(self, path: str, **query: str) -> Any:
        """Go to a page and wait until it stands."""
        visit(self.tab, f"{self.server.address}/{path}?{urlencode(query | {'nyelv': 'hu'})}")
        return self.tab

    def read(self, selector: str) -> list[str]:
        """What stands in all places of a kind, as it is seen; and note whether anything ran."""
        found: list[str] = self.tab.locator(selector).evaluate_all("es => es.map(e => e.innerText ?? e.textContent)")
        self.ran += [ran for frame in self.tab.frames if (ran := frame.evaluate("() => window.__xss")) is not None]
        return [flat(text) for text in found]


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory, browser: Any, snapshot: object) -> Iterator[Look]:
    with running(home(tmp_path_factory.mktemp("hostile"))) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="hu-HU", accept_downloads=True)
        yield Look(server, context)
        context.close()


def texts(look: Look) -> list[str]:
    """A sentence that lists the pacts of which no member is known."""
    tab, card = look.at("tagsag", **ALL), ".st-key-pkcard-pacts_without_members"
    tab.locator(f"{card} summary").click()
    tab.locator(f"{card} .pk-how p").last.wait_for()
    return look.read(f"{card} .pk-how p")


def cells(look: Look) -> list[str]:
    """The sources, their publishers, their notes."""
    look.at("modszertan")
    return look.read("td .pk-cell, th .pk-cell")


def bar_labels(look: Look) -> list[str]:
    look.at("finanszirozas", **ALL)
    found = look.read(".pk-row .pk-name")
    look.at("tagsag", **ALL)
    return found + look.read(".pk-row .pk-name")


def hovers(look: Look) -> list[str]:
    """What appears under the pointer on the marks of a Plotly figure."""
    found: list[str] = []
    for level in ("county", "city", "district"):
        tab = look.at("finanszirozas", **ALL, szint=level)
        marks = tab.locator(".st-key-pkfig-grant_sizes .scatterlayer .point")
        marks.first.scroll_into_view_if_needed()
        for place in marks.evaluate_all(CENTRES):
            tab.mouse.move(*place)
            tab.wait_for_timeout(60)
            found += look.read(".hoverlayer .hovertext")
    return found


def legends(look: Look) -> list[str]:
    """The legend that says which pact is marked, and the label of the choice that marks it."""
    found: list[str] = []
    for pact in pacts():
        look.at("eredmenyek", **ALL, kiemelt=pact)
        label = look.read(".st-key-pk_pop_highlighted button")
        found += [f"{one} {label[0]}" for one in look.read(".pk-legend")]
    return found


def titles(look: Look) -> list[str]:
    """The heading of the page of a pact, and what is typed and picked to get there."""
    return [title for title, _ in picked(look)]


def options(look: Look) -> list[str]:
    return [option for _, option in picked(look)]


@functools.cache
def picked(look: Look) -> list[tuple[str, str]]:
    """Type each name into a select box and pick it: the heading that follows, and the options that were left."""
    tab, found = look.at("paktum"), list[tuple[str, str]]()
    field, names = tab.locator(".st-key-pk_pact input"), dict(zip(pacts(), NAMES, strict=True))
    for pact, name in names.items():
        field.click()
        field.fill(name.splitlines()[0])
        tab.get_by_role("option").first.wait_for()
        left = look.read("[role=option]")
        tab.get_by_role("option").nth(left.index(flat(name)) if flat(name) in left else 0).click()
        wait_for_choice(tab, "pact", pact)
        found.append((look.read("h1")[0], " | ".join(left)))
    return found


def downloads(look: Look) -> list[str]:
    """The cells of both files of a card, each only if it is in both and runs in neither."""
    tab, files = look.at("finanszirozas", **ALL), dict[str, bytes]()
    with popover(tab, opener(tab, "pkdl-grant_sizes")):
        for kind in ("csv", "xlsx"):
            with tab.expect_download() as download:
                tab.locator(f".st-key-pk{kind}-grant_sizes button").click()
            files[kind] = Path(download.value.path()).read_bytes()
    rows = csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"), newline=""), delimiter=";")
    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"])).worksheets[0]
    in_csv, in_book = {c for row in rows for c in row}, {c.value for row in sheet.iter_rows() for c in row if c.data_type == "s"}
    assert not any(c.data_type == "f" or c.hyperlink for row in sheet.iter_rows() for c in row)
    assert not [c for c in in_csv if c.lstrip(" \u00a0").startswith(FORMULA_STARTS) and not re.fullmatch(r"-?\d+(,\d+)?", c)]
    return [flat(cell[1:] if cell.startswith("'") and cell[1:] in NAMES else cell) for cell in in_csv & in_book]


PLACES: dict[str, Callable[[Look], list[str]]] = {
    "text": texts, "table": cells, "bar label": bar_labels, "hover": hovers, "legend": legends, "title": titles, "select box": options,
    "download": downloads,
}  # fmt: skip
SLOW = ("legend",)  # one page for each name
SEEN: dict[str, list[str]] = {}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize("place", [pytest.param(p, marks=pytest.mark.slow) if p in SLOW else p for p in PLACES])
def test_a_hostile_name_is_seen_as_it_is(place: str, name: str, look: Look) -> None:
    if place not in SEEN:
        SEEN[place] = PLACES[place](look)
    assert any(flat(name) in text for text in SEEN[place])
    assert look.ran == [] and look.foreign == []


def test_what_is_looked_for_can_be_seen(look: Look) -> None:
    """A page that runs a script and asks another host is noticed."""
    watch = Look(look.server, look.context)
    watch.at("modszertan")
    with watch.context.expect_event("request", lambda request: ELSEWHERE in request.url):
        watch.tab.evaluate(BAD)
    watch.read("h1")
    assert watch.ran == [1] and [urlsplit(url).hostname for url in watch.foreign] == [ELSEWHERE]
