"""Everybody can use every page: axe-core finds no violation of WCAG 2.1 A and AA, headings are in order, the keyboard goes everywhere."""

import itertools
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe

from paktum.screen.frame import MENU
from paktum.wording import LANGUAGES, Words

pytestmark = pytest.mark.browser

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
ENTRIES = [entry for pages in MENU.values() for entry in pages]
PATHS = ["" if entry.default else entry.path for entry in ENTRIES]
every_page = pytest.mark.parametrize("path", PATHS, ids=[entry.path for entry in ENTRIES])
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
WIDE, PHONE = {"width": 1440, "height": 1000}, {"width": 360, "height": 780}


@pytest.fixture(scope="module")
def page(browser) -> Iterator[object]:
    context = browser.new_context(viewport=WIDE, locale="hu-HU")
    yield context.new_page()
    context.close()


def opened(page, server, path, language="hu", theme="light", size=WIDE):
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=theme)
    page.goto(f"{server}/{path}?nyelv={language}")
    page.wait_for_selector(READY)
    page.locator("h1").first.wait_for()
    page.wait_for_function(
        """() => !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')
            && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every((c) => c.querySelector('.main-svg'))"""
    )
    return page


def violations(page) -> str:
    found = Axe().run(page, options=RULES).response["violations"]
    return "\n".join(f"{v['id']} ({v['impact']}): {node['html'][:160]}" for v in found for node in v["nodes"][:3])


@every_page
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(page, server, path, language, theme) -> None:
    """Wide in one theme, on a phone in the other: what differs by theme is colour, what differs by width is place."""
    opened(page, server, path, language, theme, WIDE if (theme == "light") == (language == "hu") else PHONE)
    assert violations(page) == ""


def test_axe_finds_nothing_in_what_opens(page, server) -> None:
    """One card stands for all: its table, download, link and computation are drawn by the same code."""
    opened(page, server, "finanszirozas")
    for name in ("pktab-grants_by", "pkdl-grants_by", "pklink-grants_by", "pkhow-grants_by", "pk_pop_districts"):
        page.locator(f".st-key-{name} button").first.click()
        page.locator('[data-testid="stPopoverBody"]').filter(has_text=re.compile(r"\S")).wait_for()
        assert violations(page) == "", name
        page.keyboard.press("Escape")
        page.locator('[data-testid="stPopoverBody"]').wait_for(state="detached")


@every_page
def test_headings_are_in_order(page, server, path) -> None:
    """One first heading, and none that skips a level."""
    opened(page, server, path)
    levels = page.locator("[data-testid=stMain] :is(h1,h2,h3,h4)").evaluate_all("all => all.map(h => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [b for a, b in itertools.pairwise(levels) if b > a + 1] == []


# What the Tab key can stop at; a group of radio buttons is one stop.
STOPS = """() => {
    const seen = (e) => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden';
    const all = [...document.querySelectorAll('a[href], button, input, summary, select, textarea, [tabindex]')];
    window.stops = all.filter((e) => e.tabIndex >= 0 && !e.disabled && seen(e) && !e.closest('[inert]')
        && !(e.type === 'radio' && !e.checked));
    window.plain = new Map(window.stops.map((e) => [e, looks(e)]));
    function looks(e) {
        const near = [e, e.parentElement, e.parentElement?.parentElement].filter(Boolean).map((n) => getComputedStyle(n));
        return near.map((s) => [s.outline, s.boxShadow, s.borderColor, s.backgroundColor].join()).join('|');
    }
    window.looks = looks;
    return window.stops.length;
}"""
STOP = """() => {
    const e = document.activeElement;
    const name = (e.getAttribute('aria-label') || e.innerText || '').slice(0, 30);
    return {at: window.stops.indexOf(e), name: [e.tagName, e.dataset.testid, e.className, name].join(' '),
            seen: window.plain.get(e) !== window.looks(e) || !window.plain.has(e)};
}"""


@every_page
def test_the_keyboard_goes_everywhere_and_shows_where_it_is(page, server, path) -> None:
    page.emulate_media(reduced_motion="reduce")  # the sign of the focus is there at once
    opened(page, server, path)
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    count = page.evaluate(STOPS)
    reached, unseen = set(), []
    for _ in range(count + 15):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        reached.add(stop["at"])
        if stop["at"] >= 0 and not stop["seen"]:
            unseen.append(stop["name"])
    missed = page.evaluate(
        "(reached) => window.stops.filter((e, i) => !reached.includes(i)).map((e) => e.outerHTML.slice(0, 120))", sorted(reached)
    )
    assert missed == []
    assert sorted(set(unseen)) == [], "nothing shows that these have the focus"


def test_a_table_twin_is_reached_and_left_by_keyboard(page, server) -> None:
    opened(page, server, "attekintes")
    page.locator(".st-key-pktab-county_grants button").focus()
    page.keyboard.press("Enter")
    body = page.locator('[data-testid="stPopoverBody"]')
    body.locator("table").wait_for()
    page.keyboard.press("Escape")
    body.wait_for(state="detached")
    assert page.evaluate("document.activeElement.closest('.st-key-pktab-county_grants') !== null")


OVERFLOW = """() => [document.scrollingElement, document.querySelector('[data-testid="stMain"]')]
    .filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.tagName + ' ' + e.scrollWidth)"""


@every_page
@pytest.mark.parametrize("width", [320, 720], ids=["400 % of 1280", "200 % of 1440"])
def test_a_magnified_page_needs_no_sideways_scrolling(page, server, path, width) -> None:
    opened(page, server, path, size={"width": width, "height": 500})
    assert page.evaluate(OVERFLOW) == []


def test_who_wants_no_motion_gets_none(page, server) -> None:
    page.emulate_media(reduced_motion="reduce")
    opened(page, server, "attekintes")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter((e) => { const s = getComputedStyle(e);
            return parseFloat(s.transitionDuration) > 0.05 || parseFloat(s.animationDuration) > 0.05; }).length"""
    )
    page.emulate_media(reduced_motion="no-preference")
    assert moving == 0


def test_the_statement_names_when_it_was_checked(page, server) -> None:
    opened(page, server, "akadalymentesseg")
    assert Words("hu")("access.state") in page.locator("[data-testid=stMain]").inner_text()
