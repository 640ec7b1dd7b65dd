"""The real app in a real browser: what only the page that arrives there can show."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from paktum import store
from paktum.questions import ask
from paktum.screen import frame
from paktum.selection import ALL, FILTERS, NAMES
from paktum.wording import NBSP, Words, catalogue

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
Browser, BrowserContext, Page = sync_api.Browser, sync_api.BrowserContext, sync_api.Page
Locator = sync_api.Locator
expect, TooLate = sync_api.expect, sync_api.TimeoutError

pytestmark = pytest.mark.browser

ENTRIES = [entry for pages in frame.MENU.values() for entry in pages]
HU, EN = Words("hu"), Words("en")
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# On a path below the root Streamlit's page asks for these once at the wrong place, then at the right one.
HARMLESS = re.compile(r"/[^/]+/_stcore/(health|host-config)$")


def settled(page: Page) -> Page:
    """Wait until the script has run and everything that it sent is drawn."""
    page.wait_for_selector(READY)
    page.locator("h1").first.wait_for()
    page.wait_for_function(
        """() => !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')
            && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every((c) => c.querySelector('.main-svg'))"""
    )
    return page


def visit(page: Page, address: str) -> Page:
    page.goto(address)
    return settled(page)


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """One visitor for all tests: a new tab is a new session, but the scripts of the page come from the cache."""
    context = browser.new_context(viewport=WIDE, locale="hu-HU", accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext) -> Iterator[Page]:
    """An empty tab."""
    tab = visitor.new_page()
    yield tab
    tab.close()


def address_of(server: str, entry: frame.PageEntry) -> str:
    return f"{server}/{'' if entry.default else entry.path}"


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def wait_for_choice(page: Page, name: str, *values: str) -> None:
    """Wait until the address carries the values, then until the page that they make is drawn."""
    page.wait_for_function(
        "([name, values]) => JSON.stringify(new URLSearchParams(location.search).getAll(name)) === JSON.stringify(values)",
        arg=[NAMES[name], list(values)],
    )
    settled(page)


@contextmanager
def popover(page: Page, button: Locator) -> Iterator[Locator]:
    """Open a popover, wait until something stands in it, and close it again."""
    body = page.locator('[data-testid="stPopoverBody"]')
    button.click()
    expect(body).to_contain_text(re.compile(r"\S"))
    yield body
    # The first Escape may close a list of options inside.
    for _ in range(3):
        if body.count():
            page.keyboard.press("Escape")
    expect(body).to_have_count(0)


def opener(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-{key} button").first


def choose(page: Page, name: str, option: str, *expected: str) -> None:
    """Open the popover of a filter, type an option and pick it; wait until the address carries the expected choices."""
    with popover(page, opener(page, f"pk_pop_{name}")):
        page.get_by_role("combobox", name=HU(f"filter.{name}")).fill(option)
        page.get_by_role("option", name=option, exact=True).click()
        wait_for_choice(page, name, *expected)


READ = """() => document.querySelector('[data-testid="stMainBlockContainer"]').innerText.replace(/\\s+/g, ' ')"""


def numbers(page: Page) -> str:
    """Return all that stands in the main part of the page."""
    text: str = page.evaluate(READ)
    assert re.search(r"\d", text)
    return text


def assert_numbers(page: Page, wanted: str) -> None:
    """Wait until the main part of the page says what is wanted; show the difference when it does not."""
    with suppress(TooLate):
        page.wait_for_function(f"(wanted) => ({READ})() === wanted", arg=wanted)
    assert numbers(page) == wanted


# ---------------------------------------------------------------- one walk through all pages


@dataclass
class Visit:
    """What was seen on one page with everything on it opened."""

    title: str
    language: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    popovers: list[str] = field(default_factory=list)
    colours: set[str] = field(default_factory=set)
    charts: int = 0
    spoken: set[str] = field(default_factory=set)
    tab: str = ""


COLOURS = """() => [...new Set([...document.querySelectorAll('svg, svg *')].flatMap((e) => {
    const s = getComputedStyle(e); return [s.fill, s.stroke, s.color, s.stopColor]; }))]"""


SPOKEN = """() => {
    const out = new Set(), attributes = ['aria-label', 'title', 'placeholder', 'alt'];
    for (const e of document.querySelectorAll('body *')) {
        for (const a of attributes) if (e.hasAttribute(a)) out.add(e.getAttribute(a).trim());
        for (const n of e.childNodes) if (n.nodeType === 3 && n.nodeValue.trim()) out.add(n.nodeValue.trim());
    }
    return [...out];
}"""


def walk(page: Page, address: str) -> Visit:
    """Visit a page, write down what it asks for and complains of, and open every popover on it."""
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("websocket", lambda socket: requests.append(socket.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def heard(message: object) -> None:
        if message.type == "error" and not HARMLESS.search(message.location["url"]):
            complaints.append(f"{message.text} {message.location['url']}")

    page.on("console", heard)
    visit(page, address)
    seen = Visit(page.locator("h1").inner_text(), page.evaluate("document.documentElement.lang"), requests, complaints)
    for button in page.locator('[data-testid="stPopover"] button').all():
        with popover(page, button) as body:
            seen.popovers.append(body.inner_text())
            seen.spoken |= set(page.evaluate(SPOKEN))
    settled(page)
    seen.spoken |= set(page.evaluate(SPOKEN))
    seen.tab = page.title()
    seen.colours, seen.charts = set(page.evaluate(COLOURS)), page.locator(".main-svg").count()
    return seen


@pytest.fixture(scope="module", params=ENTRIES, ids=[e.path for e in ENTRIES])
def seen(request: pytest.FixtureRequest, visitor: BrowserContext, server: str) -> Iterator[Visit]:
    tab = visitor.new_page()
    yield walk(tab, address_of(server, request.param))
    tab.close()


def test_a_page_asks_nothing_of_the_outside(seen: Visit) -> None:
    assert len(seen.requests) > 10
    hosts = {urlsplit(url).hostname for url in seen.requests if urlsplit(url).scheme not in ("data", "blob")}
    assert hosts == {"localhost"}


def test_a_page_makes_no_complaint(seen: Visit) -> None:
    assert seen.complaints == []


def test_every_popover_opens_with_something_in_it(seen: Visit) -> None:
    assert all(text.strip() for text in seen.popovers)


def slots(colours: set[str]) -> set[str]:
    """Return the colours that are still the number of a slot, #000001 to #000020, and not a colour."""
    marks = {int(f"{n:06d}", 16) for n in range(1, 21)}
    return {c for c in colours if (found := re.match(r"rgba?\(0, 0, (\d+)", c)) and int(found[1]) in marks}


def test_the_language_of_the_page_is_said(seen: Visit) -> None:
    assert seen.language == "hu"


def test_the_framework_speaks_hungarian_too(seen: Visit) -> None:
    """Its menus, names for those who listen, and hints: nothing of what it says in English is left on a Hungarian page."""
    assert seen.spoken & {text for key, text in catalogue("en").items() if key.startswith("framework.")} == set()


def test_a_list_with_no_match_says_so_in_hungarian(page: Page, server: str) -> None:
    visit(page, f"{server}/terkep")
    field = page.get_by_role("combobox", name=HU("map.profile"))
    field.click()
    field.fill("zzzz")
    expect(page.get_by_text(HU("framework.no_results"))).to_be_visible()


def test_a_page_that_is_not_there_says_so_in_hungarian(page: Page, server: str) -> None:
    visit(page, f"{server}/nincs-ilyen")
    expect(page.get_by_role("dialog")).to_contain_text(HU("framework.not_found"))
    expect(page.get_by_role("dialog")).to_contain_text(HU("framework.not_found_any"))


def test_every_page_has_its_own_title(seen: Visit) -> None:
    assert seen.tab.endswith(f" – {HU('app.name')}")
    assert seen.tab.startswith(tuple(HU(f"page.{entry.file}") for entry in ENTRIES))


def test_every_colour_slot_is_filled(seen: Visit) -> None:
    assert slots({"rgb(0, 0, 16)", "rgb(0, 0, 0)", "rgb(21, 36, 46)"}) == {"rgb(0, 0, 16)"}
    assert len(seen.colours) > 2 or not seen.charts
    assert slots(seen.colours) == set()


@pytest.mark.parametrize("entry", ENTRIES, ids=[e.path for e in ENTRIES])
def test_the_dark_theme_fills_every_slot_and_english_says_so(entry: frame.PageEntry, page: Page, server: str) -> None:
    page.emulate_media(color_scheme="dark")
    visit(page, f"{address_of(server, entry)}?nyelv=en")
    assert slots(set(page.evaluate(COLOURS))) == set()
    assert page.evaluate("document.documentElement.lang") == "en"


OVERFLOWING = """() => {
    const wide = document.documentElement.clientWidth;
    const main = document.querySelector('[data-testid="stMain"]');
    const cuts = (e) => ['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(e).overflowX);
    const scrolls = (e) => e && e !== main && (cuts(e) || scrolls(e.parentElement));
    const out = [document.scrollingElement, main].filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.tagName + ' scrolls');
    for (const e of main.querySelectorAll('*'))
        if (e.getBoundingClientRect().right > wide + 1 && e.getBoundingClientRect().width > 0 && !scrolls(e.parentElement))
            out.push(e.tagName + '.' + e.className + ' ends at ' + e.getBoundingClientRect().right);
    return out.slice(0, 10);
}"""


@pytest.mark.parametrize("entry", ENTRIES, ids=[e.path for e in ENTRIES])
def test_a_phone_needs_no_sideways_scrolling(entry: frame.PageEntry, page: Page, server: str) -> None:
    page.set_viewport_size(PHONE)
    visit(page, address_of(server, entry))
    assert page.evaluate(OVERFLOWING) == []


# ---------------------------------------------------------------- choosing, sharing, going back


def test_a_choice_changes_the_numbers_the_address_and_can_be_taken_back(page: Page, server: str) -> None:
    visit(page, f"{server}/attekintes")
    expect(page.locator("h1")).to_have_text(HU("overview.title"))
    first, before = numbers(page), query_of(page)
    assert set(before) == {"nyelv", "adat", "kiemelt", *(NAMES[f] for f in FILTERS)}
    assert before["ciklus"] == ["2014-2020"]
    assert [before[NAMES[f]] for f in FILTERS if f != "cycles"] == [[ALL]] * 4

    choose(page, "cycles", HU("cycles.2021-2027"), "2014-2020", "2021-2027")
    expect(page.get_by_text(HU("overview.cycles_title"))).to_be_visible()
    expect(page.locator(".pk-view").first).to_contain_text(f"{len(ask('selected_pacts').frame)} paktum")
    assert set(query_of(page)) == set(before)
    assert numbers(page) != first

    page.go_back()
    wait_for_choice(page, "cycles", "2014-2020")
    expect(page.get_by_text(HU("overview.cycles_title"))).to_have_count(0)
    expect(page.locator(".st-key-pk_pop_cycles")).to_contain_text(HU("cycles.2014-2020"))
    assert_numbers(page, first)


def test_a_copied_link_shows_the_same_to_somebody_else(page: Page, browser: Browser, server: str) -> None:
    visit(page, f"{server}/attekintes")
    choose(page, "districts", "Jászberényi járás", "162")
    with popover(page, opener(page, "pklink-field_coverage")) as body:
        link = body.locator("code").first.inner_text().strip()
    assert link.startswith(server)
    assert parse_qs(urlsplit(link).query) == query_of(page)
    assert parse_qs(urlsplit(link).query)["adat"] == [store.current().id]

    other = browser.new_context(viewport=WIDE, locale="en-US")
    there = visit(other.new_page(), link)
    assert_numbers(there, numbers(page))
    assert query_of(there) == query_of(page)
    other.close()


def test_the_menu_keeps_the_choices(page: Page, server: str) -> None:
    visit(page, f"{server}/attekintes?jaras=162")
    page.get_by_role("link", name=HU("page.compare"), exact=True).click()
    page.wait_for_url("**/osszehasonlitas?*")
    page.get_by_role("link", name=HU("page.overview"), exact=True).click()
    wait_for_choice(page, "districts", "162")
    expect(page.locator(".pk-view").first).to_contain_text("Jászberényi járás")


def test_a_bar_leads_to_the_page_of_its_pact(page: Page, server: str) -> None:
    visit(page, f"{server}/attekintes")
    page.locator(".pk-rank a.pk-link", has_text="Jászberény").click()
    page.wait_for_url("**/paktum?*")
    expect(settled(page).locator("h1")).to_have_text("Jászberényi járási foglalkoztatási paktum")


def test_a_bad_link_is_announced_on_the_screen(page: Page, server: str) -> None:
    visit(page, f"{server}/attekintes?jaras=Nincs&ismeretlen=%3Cb%3Ex%3C%2Fb%3E")
    warning = page.locator('[data-testid="stAlert"]', has_text=HU("link.ignored_title"))
    expect(warning).to_contain_text("jaras=Nincs")
    expect(warning).to_contain_text("ismeretlen=<b>x</b>")


def test_an_empty_view_is_opened_again_by_its_button(page: Page, server: str) -> None:
    visit(page, f"{server}/attekintes?jaras=162&varmegye=18")
    expect(page.get_by_text(HU("empty.title"))).to_be_visible()
    page.get_by_role("button", name=HU("empty.open", filter=HU("filter.counties"))).click()
    wait_for_choice(page, "counties", ALL)
    expect(page.get_by_text(HU("empty.title"))).to_have_count(0)
    expect(page.locator(".pk-kpis")).to_be_visible()


def test_the_page_says_its_language_from_the_first_byte(page: Page, server: str) -> None:
    for path in ("", "paktum"):
        assert '<html lang="hu"' in page.request.get(f"{server}/{path}").text()
        assert '<html lang="en"' in page.request.get(f"{server}/{path}?nyelv=en").text()
        assert '<html lang="hu"' in page.request.get(f"{server}/{path}?nyelv=xx").text()


def test_switching_the_language_switches_words_address_and_the_page_itself(page: Page, server: str) -> None:
    visit(page, f"{server}/attekintes?jaras=162")
    page.get_by_role("link", name=EN("app.own_name"), exact=True).click()
    wait_for_choice(page, "language", "en")
    expect(page.locator("h1")).to_have_text(EN("overview.title"))
    assert page.evaluate("document.documentElement.lang") == "en"
    assert query_of(page)["jaras"] == ["162"]
    page.get_by_role("link", name=EN("page.compare"), exact=True).click()
    page.wait_for_url("**/osszehasonlitas?*")
    assert query_of(page)["nyelv"] == ["en"]
    page.get_by_role("link", name=HU("app.own_name"), exact=True).click()
    wait_for_choice(page, "language", "hu")
    assert page.evaluate("document.documentElement.lang") == "hu"
    assert urlsplit(page.url).path == "/osszehasonlitas"


def test_nothing_that_is_served_may_be_framed_or_sniffed(page: Page, server: str) -> None:
    for path in ("", "paktum?nyelv=en"):
        headers = page.request.get(f"{server}/{path}").headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


# ---------------------------------------------------------------- what is taken away is what is on the screen

SIGNS = {"≥": "legalább", "≤": "legfeljebb", "≈": "közelítő", "≥≈": "legalább kb.", "≤≈": "legfeljebb kb."}
SCALES = {"M Ft": 1e6, "Mrd Ft": 1e9}


@dataclass(frozen=True)
class Shown:
    """A number as it is printed: what it says, the size of its last digit, and the sign before it."""

    value: float
    step: float
    sign: str

    def stands_for(self, number: float) -> bool:
        """Say whether a number is printed so: rounded to the last digit; a bound may be cut to its true side instead."""
        away, step = number - self.value, self.step * 1.001
        cut = (self.sign[:1] == "≥" and 0 <= away < step) or (self.sign[:1] == "≤" and -step < away <= 0)
        return cut or abs(away) <= step / 2


def shown(text: str) -> Shown | None:
    """Read a printed figure back; None when it is not one."""
    found = re.fullmatch(rf"(?:([≥≤≈]+){NBSP})?(−?[\d{NBSP}]*\d)(,\d+)?(?:{NBSP}?([^\d.].*))?", text)
    if not found:
        return None
    sign, whole, rest, unit = found.groups()
    digits = re.sub(r"\D", "", whole)
    scale = SCALES.get((unit or "").replace(NBSP, " "), 1.0)
    value = float(digits + (rest or "").replace(",", ".")) * (-1 if whole.startswith("−") else 1)
    # A rounded whole number ends in zeros; with decimals every digit printed counts.
    coarse = 10.0 ** -(len(rest) - 1) if rest else 10.0 ** (len(digits) - len(digits.rstrip("0")) if value else 0)
    return Shown(value * scale, coarse * scale, sign or "")


def test_a_printed_figure_is_read_back() -> None:
    assert shown(f"≥{NBSP}3{NBSP}Mrd{NBSP}Ft").value == 3e9
    assert shown(f"433,1{NBSP}M{NBSP}Ft") == Shown(433.1e6, 0.1e6, "")
    assert shown("54,5%").stands_for(54.487)
    assert not shown("54,5%").stands_for(54.56)
    assert shown(f"≥{NBSP}85,2%").stands_for(85.294)
    assert not shown(f"≤{NBSP}85,2%").stands_for(85.294)
    assert shown(f"1{NBSP}973").value == 1973
    assert shown("nincs adat") is None
    assert shown("2016. 07. 20.".replace(" ", NBSP)) is None


def without_precision(headings: list[str], rows: list[list[object]]) -> tuple[list[str], list[list[tuple[object, object]]]]:
    """Put the column of precision beside the number that it tells about: rows of (cell, precision)."""
    mark = HU("column.precision_of", heading="")
    kept = [i for i, h in enumerate(headings) if not h.endswith(mark)]
    beside = {i: i + 1 for i in kept if i + 1 < len(headings) and i + 1 not in kept}
    return [headings[i] for i in kept], [[(row[i], row[beside[i]] if i in beside else "") for i in kept] for row in rows]


def assert_same(on_screen: list[list[str]], headings: list[str], rows: list[list[object]]) -> None:
    """Assert that a downloaded table has the headings, rows, order and values of the table on the screen."""
    headings, paired = without_precision(headings, rows)
    # A downloaded heading may have the unit of its column in brackets.
    assert [printed if h.startswith(f"{printed} (") else h for h, printed in zip(headings, on_screen[0], strict=True)] == on_screen[0]
    assert len(paired) == len(on_screen) - 1
    for printed_row, row in zip(on_screen[1:], paired, strict=True):
        for printed, (cell, precision) in zip(printed_row, row, strict=True):
            if isinstance(cell, float):
                number = shown(printed)
                assert number is not None, (printed, cell)
                assert number.stands_for(cell), (printed, cell)
                assert not number.sign or precision == SIGNS[number.sign], (printed, precision)
            else:
                assert re.sub(r"\s+", " ", str(cell or "").removeprefix("'")) == re.sub(r"\s+", " ", printed)


TWIN = """(body) => [...body.querySelectorAll('table tr')].map((tr) => [...tr.querySelectorAll('th, td')].map(
    (c) => (c.querySelector('.pk-value, .pk-none') || c.querySelector('.pk-cell') || c).textContent.trim()))"""


def cards_with_twin(page: Page) -> list[str]:
    return page.evaluate("""() => [...document.querySelectorAll('[class*="st-key-pktab-"]')].map(
        (e) => e.className.match(/st-key-pktab-(\\S+)/)[1])""")


def taken(page: Page, card: str, kind: str) -> tuple[str, bytes]:
    """Download a card; return the name and the content of the file."""
    with page.expect_download() as download:
        page.locator(f".st-key-pk{kind}-{card} button").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


@pytest.mark.parametrize(("size", "display"), [(WIDE, "table-row"), (PHONE, "block")], ids=["wide", "phone"])
def test_the_table_of_a_card_is_as_wide_as_the_screen_lets_it(size: dict[str, int], display: str, page: Page, server: str) -> None:
    page.set_viewport_size(size)
    visit(page, f"{server}/attekintes")
    with popover(page, opener(page, "pktab-county_grants")) as body:
        framed = body.locator(".pk-scroll")
        framed.wait_for()
        assert body.locator("tbody tr").first.evaluate("(row) => getComputedStyle(row).display") == display
        assert framed.evaluate("(f) => f.scrollWidth <= f.clientWidth"), "a column is out of sight"
        assert body.evaluate("(b) => b.getBoundingClientRect().right <= innerWidth && b.scrollWidth <= b.clientWidth")


@pytest.mark.parametrize("entry", ENTRIES, ids=[e.path for e in ENTRIES])
def test_downloads_are_what_is_on_the_screen(entry: frame.PageEntry, page: Page, server: str) -> None:
    visit(page, address_of(server, entry))
    for card in cards_with_twin(page):
        with popover(page, opener(page, f"pktab-{card}")) as body:
            body.locator("table").wait_for()
            on_screen = body.evaluate(TWIN)
        with popover(page, opener(page, f"pkdl-{card}")):
            book_name, book_bytes = taken(page, card, "xlsx")
            list_name, list_bytes = taken(page, card, "csv")
        snapshot = query_of(page)["adat"][0]
        stem = f"paktumtukor_{card.replace('_', '-')}_{snapshot}"
        assert (book_name, list_name) == (f"{stem}.xlsx", f"{stem}.csv")

        book = openpyxl.load_workbook(io.BytesIO(book_bytes))
        assert book.sheetnames == [HU(f"sheet.{name}") for name in ("data", "filters", "sources", "notes")]
        sheet = book.worksheets[0]
        assert sheet.freeze_panes == "B2"
        cells = [[float(v) if isinstance(v, int) else v for v in row] for row in sheet.iter_rows(values_only=True)]
        assert_same(on_screen, cells[0], cells[1:])
        filters = {row[0]: row[1] for row in book[HU("sheet.filters")].iter_rows(values_only=True)}
        assert parse_qs(urlsplit(filters[HU("column.link")]).query) == query_of(page)
        assert filters[HU("how.snapshot")] == snapshot

        assert list_bytes.startswith(b"\xef\xbb\xbf")
        lines = list(csv.reader(io.StringIO(list_bytes.decode("utf-8-sig"), newline=""), delimiter=";"))
        assert lines[0] == cells[0]
        for line, row in zip(lines[1:], cells[1:], strict=True):
            for text, value in zip(line, row, strict=True):
                if isinstance(value, float):
                    assert re.fullmatch(r"-?\d+(,\d+)?", text), text
                    assert float(text.replace(",", ".")) == pytest.approx(value, abs=1e-6)
                else:
                    assert text == (value or "")


def test_some_downloads_are_checked(page: Page, server: str) -> None:
    assert len(cards_with_twin(visit(page, f"{server}/attekintes"))) >= 3


# ---------------------------------------------------------------- a server of one's own


def test_a_deep_link_is_the_first_thing_that_a_fresh_server_is_asked(
    page: Page, start_server: Callable[[Path], AbstractContextManager[str]], tmp_path: Path
) -> None:
    with start_server(tmp_path) as address:
        visit(page, f"{address}/paktum?paktum=miskolc-city")
        expect(page.locator("h1")).to_have_text("Miskolc Megyei Jogú Város Foglalkoztatási Paktuma")
        expect(page.get_by_role("link", name=HU("page.overview"), exact=True)).to_be_visible()
        expect(page.locator(".pk-data")).to_be_visible()
        assert query_of(page)["paktum"] == ["miskolc-city"]
        assert urlsplit(page.url).path == "/paktum"
    assert store.current(tmp_path).id == store.fingerprint()
