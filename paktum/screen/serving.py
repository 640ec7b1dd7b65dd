"""What happens to a page on its way out: its language, its size, and what the browser is told never to do."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paktum.selection import NAMES
from paktum.wording import LANGUAGES

MAIN = Path(__file__).with_name("main.py")
ENGLISH_PAGE = b'<html lang="en"'

# Nothing comes from outside and nothing goes there; Streamlit's own page needs inline styles and evaluated scripts.
POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' ws: wss: data: blob:; frame-ancestors 'self'"
HEADERS = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}


class PageLanguage:
    """Write the page's language into its first tag: screen readers choose their voice by it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; in an HTML page replace the language that Streamlit fixes to English."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        chosen = parse_qs(scope["query_string"].decode("latin-1")).get(NAMES["language"], ["hu"])[0]
        language = chosen if chosen in LANGUAGES else "hu"
        is_page = False
        # Compressing is left to the layer outside this one: a compressed page could not be changed here.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]

        async def outgoing(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_page = headers.get("content-type", "").startswith("text/html")
                headers.update(HEADERS)
            elif is_page and language != "en":
                # Two letters for two letters: the length in the header stays right.
                message["body"] = message.get("body", b"").replace(ENGLISH_PAGE, f'<html lang="{language}"'.encode(), 1)
            await send(message)

        await self.app({**scope, "headers": plain}, receive, outgoing)


MIDDLEWARE = [Middleware(GZipMiddleware, minimum_size=1024, compresslevel=6), Middleware(PageLanguage)]
