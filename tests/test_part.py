"""A part of a page that is drawn again by itself: the address, the other language and paper say the new choice, the rest stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from people_files import published

from paktum.wording import Words

pytestmark = pytest.mark.browser
HU = Words("hu")
WATCH = """() => {
  window.redrawn = 0;
  const above = document.querySelector('.st-key-pkcard-outcome_targets');
  new MutationObserver(() => window.redrawn++).observe(above, {childList: true, subtree: true, characterData: true});
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, start_server: Callable[..., Any]) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("part")
    with published(folder / "office", folder / "store"), start_server(folder / "store") as made:
        yield made


def pick(page: Any, choice: str, label: str) -> None:
    box = page.locator(f".st-key-pk_{choice} input")
    box.click()
    box.fill(label)
    page.get_by_role("option", name=label, exact=True).wait_for()
    page.keyboard.press("Enter")


def test_only_the_part_is_drawn_again_and_every_link_follows(address: str, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="hu-HU")
    page = context.new_page()
    page.goto(f"{address}/eredmenyek")
    funnel = page.locator(".st-key-pkcard-people_funnel")
    funnel.wait_for()
    page.locator(".pk-printed").wait_for(state="attached")
    page.wait_for_url(re.compile("nem=all"))
    before = funnel.inner_text()
    page.evaluate(WATCH)
    pick(page, "person_sex", HU("people_sex.female"))
    page.wait_for_url(re.compile("nem=female"))
    page.wait_for_function("t => document.querySelector('.st-key-pkcard-people_funnel').innerText != t", arg=before)
    assert page.evaluate("window.redrawn") == 0, "a card that does not follow the filter was drawn again"
    page.wait_for_function("() => document.querySelector('a[hreflang=en]').href.includes('nem=female')")
    assert page.locator(".pk-printed").count() == 1
    assert "nem=female" in (page.locator(".pk-printed").text_content() or "")
    page.locator("a[hreflang=en]").first.click()
    page.get_by_text(Words("en")("people_sex.female")).first.wait_for()
    assert "nem=female" in page.url and "nyelv=en" in page.url
    context.close()


def test_the_part_goes_on_reading_the_data_of_its_page(address: str, browser: Any) -> None:
    """The address keeps the data version, and so does every figure that is drawn later."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="hu-HU")
    page = context.new_page()
    page.goto(f"{address}/eredmenyek?nem=male")
    page.locator(".pk-printed").wait_for(state="attached")
    page.wait_for_url(re.compile("adat="))
    version = re.search("adat=([0-9a-f]+)", page.url)
    pick(page, "person_leaf", HU("people_leaf.schooling"))
    page.wait_for_url(re.compile("=schooling"))
    assert version and f"adat={version[1]}" in page.url and "nem=male" in page.url
    context.close()
