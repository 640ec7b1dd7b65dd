"""A reader's own query in a real browser: picked, written, run, taken away; what is not allowed is refused."""

import csv
import io
from pathlib import Path

import pytest

from paktum.screen import sql as screen
from paktum.wording import Words

pytestmark = pytest.mark.browser
HU = Words("hu")
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def ask(page, query: str) -> None:
    page.locator(".st-key-pk_query textarea").fill(query)
    page.get_by_role("button", name=HU("sql.run")).click()
    done(page, query)


def done(page, query: str) -> None:
    """Wait until the address holds the query, which it does last."""
    page.wait_for_function("(query) => new URLSearchParams(location.search).get('lekerdezes') === query", arg=query)
    page.wait_for_selector(READY)


def test_a_query_is_picked_written_run_and_taken_away(server: str, browser) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="hu-HU", accept_downloads=True)
    page = context.new_page()
    page.goto(f"{server}/sql?nyelv=hu")
    page.get_by_text(HU("sql.nothing_yet")).wait_for()
    page.locator(".st-key-pk_example input").click()
    page.get_by_role("option", name=HU("sql_example.pacts_by_level")).click()
    done(page, screen.examples()["pacts_by_level"])
    page.locator("table", has_text="known_sum_huf").wait_for()
    assert page.locator(".st-key-pk_query textarea").input_value() == screen.examples()["pacts_by_level"]
    ask(page, "select short_hu, '=1+1' as veszely from pact_facts where pact_id = 'miskolc-city'")
    page.locator("table", has_text="veszely").wait_for()
    assert page.locator(".st-key-pk_example input").input_value() == "", "what was written is no example"
    page.locator(".st-key-pkdl-sql button").first.click()
    with page.expect_download() as download:
        page.locator(".st-key-pkcsv-sql button").click()
    content = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content), delimiter=";")) == [["short_hu", "veszely"], ["Miskolc", "'=1+1"]]
    page.keyboard.press("Escape")
    ask(page, "select * from read_csv('/etc/passwd')")
    page.get_by_text(HU("sql.refused")).wait_for()
    assert "root:" not in page.content() and page.locator("[data-testid=stException]").count() == 0
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_long_result_needs_no_sideways_scrolling_on_a_phone(server: str, browser, theme: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="hu-HU", color_scheme=theme)
    page = context.new_page()
    page.goto(f"{server}/sql?nyelv=hu&lekerdezes=select+*,+repeat('x',+300)+as+hosszu+from+projects+limit+3")
    page.get_by_text("hosszu").first.wait_for()
    page.wait_for_selector(READY)
    seen = "() => [document.scrollingElement, document.querySelector('[data-testid=stMain]')].map((e) => e.scrollWidth - e.clientWidth)"
    assert max(page.evaluate(seen)) <= 1
    context.close()
