"""Everybody can read every page: axe-core finds no violation of WCAG 2.1 A and AA, headings are in order."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from paktum.screen.frame import MENU

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
PATHS = ["" if entry.default else entry.path for pages in MENU.values() for entry in pages]


def opened(browser, server, path, language, theme, width=1440):
    context = browser.new_context(viewport={"width": width, "height": 1000}, color_scheme=theme, locale="hu-HU")
    page = context.new_page()
    page.goto(f"{server}/{path}?nyelv={language}")
    page.locator("h1").first.wait_for()
    page.locator("[data-testid=stStatusWidget]").wait_for(state="detached")
    page.locator(".pk-foot").first.wait_for()
    return page


@pytest.mark.browser
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("language", "theme", "width"), [("hu", "light", 1440), ("en", "dark", 360)])
def test_everybody_can_read_the_page(browser, server, path, language, theme, width):
    page = opened(browser, server, path, language, theme, width)
    found = Axe().run(page, options=RULES).response["violations"]
    told = [f"{v['id']} ({v['impact']}): {node['html'][:160]}" for v in found for node in v["nodes"][:3]]
    levels = page.locator("[data-testid=stMain] :is(h1,h2,h3,h4)").evaluate_all("all => all.map(h => Number(h.tagName[1]))")
    page.context.close()
    assert not told, "\n".join(told)
    assert levels[0] == 1
    assert levels.count(1) == 1
