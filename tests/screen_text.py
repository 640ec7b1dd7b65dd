"""What a page says, read from a test run of it without a browser."""

import html
import re

from streamlit.testing.v1 import AppTest


def card_titles(page: AppTest) -> list[str]:
    """Return the titles of the cards of a page, in their order."""
    texts = "\n".join(node.proto.body for node in page.get("html"))
    return [html.unescape(title) for title in re.findall(r'<h[23] class="pk-title"[^>]*>(.*?)</h[23]>', texts)]


def spoken(page: AppTest) -> str:
    """Return the text of a page's own HTML, without its tags, every run of blanks as one."""
    texts = " ".join(node.proto.body for node in page.get("html"))
    return re.sub(r"[ \t\n]+", " ", html.unescape(re.sub(r"<style.*?</style>|<[^>]*>", "", texts, flags=re.S)))
