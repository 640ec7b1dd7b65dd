"""The map in a real browser with every host but our own out of reach: it is drawn whole, and a click lands in the link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.browser
CODES = "() => [...document.querySelectorAll('.choroplethlayer path.choroplethlocation')].map(e => e.__data__ && e.__data__.loc)"
BIGGEST = """code => {
  const all = [...document.querySelectorAll('.choroplethlayer path.choroplethlocation')];
  const box = all.find(e => e.__data__ && e.__data__.loc === code).getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="hu-HU")
    opened = context.new_page()
    outside: list[str] = []
    own = re.compile(r"^(https?|wss?)://(localhost|127\.0\.0\.1)[:/]")
    opened.route(
        "**/*", lambda route: route.continue_() if own.match(route.request.url) else (outside.append(route.request.url), route.abort())
    )
    yield opened
    context.close()
    assert not outside, "the page asked for something from elsewhere"


def open_map(page: Any, server: str, query: str) -> None:
    page.goto(f"{server}/terkep?{query}")
    page.wait_for_selector(".choroplethlayer path.choroplethlocation", timeout=60_000)


@pytest.mark.parametrize(("level", "code", "parameter", "shapes"), [("district", "162", "jaras", 175), ("county", "16", "varmegye", 20)])
def test_a_click_filters_and_is_in_the_link_and_a_second_one_takes_it_back(
    page: Any, server: str, level: str, code: str, parameter: str, shapes: int
) -> None:
    open_map(page, server, f"terkepszint={level}")
    page.wait_for_url(re.compile("adat="))
    assert len(set(page.evaluate(CODES))) == shapes
    for value in (code, "mind"):
        page.wait_for_timeout(500)
        x, y = page.evaluate(BIGGEST, code)
        page.mouse.move(x - 3, y)
        page.mouse.move(x, y)
        page.wait_for_selector(".hoverlayer .hovertext")
        page.mouse.click(x, y)
        page.wait_for_url(re.compile(rf"[?&]{parameter}={value}(&|$)"), timeout=30_000)


def test_the_whole_page_is_drawn_with_nothing_from_elsewhere(page: Any, server: str) -> None:
    open_map(page, server, "nyelv=en")
    page.get_by_role("heading", name="A district in detail").wait_for()
    page.get_by_role("heading", name="City pact and the rest of the county").wait_for()
    assert page.locator(
        "[data-testid=stPlotlyChart][aria-label*='most pacts'], [data-testid=stPlotlyChart] [aria-label*='most pacts']"
    ).count()
    assert page.locator(".choroplethlayer path.choroplethlocation[style*='#0000']").count() == 0, "no colour slot reaches the page"
