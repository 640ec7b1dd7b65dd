"""Pages opened without a browser, and what they say."""

import html
import re
from collections.abc import Mapping
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from paktum.screen import frame
from paktum.wording import catalogue

MAIN = frame.PAGES.parent / "paktum" / "screen" / "main.py"
CARDS = sorted({key.split(".")[1] for key in catalogue("hu") if re.fullmatch(r"card\.\w+\.how", key)})
OPENERS = [f"pk{action}-{card}" for card in CARDS for action in ("tab", "dl", "link", "how")]
COMPONENTS: list[Any] = []


def open_page(path: str, query: Mapping[str, Any] | None = None, cards_open: bool = True, **session: object) -> AppTest:
    """Open a page as the first request of a new session; `path` is its address in the menu.

    With `cards_open` everything that a card opens is open, as nothing that stands there may go untested.
    """
    page = AppTest.from_file(MAIN, default_timeout=60)
    first = next(e.path for entries in frame.MENU.values() for e in entries if e.default)
    # A browser asks for a page by its address, but switch_page() needs a first run, which would already change the session.
    page._page_hash = "" if path == first else calc_hash(path)
    # Streamlit looks for components in every installed package; once is enough.
    page._bidi_component_manager = COMPONENTS[0] if COMPONENTS else None
    page.query_params.update(query or {})
    for name, value in {**dict.fromkeys(OPENERS if cards_open else (), True), **session}.items():
        page.session_state[name] = value
    page.run()
    COMPONENTS[:] = [page._bidi_component_manager]
    return page


def card_titles(page: AppTest) -> list[str]:
    """Return the titles of the cards of a page, in their order."""
    texts = "\n".join(node.proto.body for node in page.get("html"))
    return [html.unescape(title) for title in re.findall(r'<h[23] class="pk-title"[^>]*>(.*?)</h[23]>', texts)]


def spoken(page: AppTest) -> str:
    """Return the text of a page's own HTML, without its tags, every run of blanks as one."""
    texts = " ".join(node.proto.body for node in page.get("html"))
    return re.sub(r"[ \t\n]+", " ", html.unescape(re.sub(r"<style.*?</style>|<[^>]*>", "", texts, flags=re.S)))
