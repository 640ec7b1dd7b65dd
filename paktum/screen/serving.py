"""What happens to a page on its way out: its language, its size, and what the browser is told never to do."""

from __future__ import annotations

import functools
import gzip
import json
import re
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paktum.screen.returning import WayBack
from paktum.screen.traffic import Logged
from paktum.selection import NAMES
from paktum.wording import LANGUAGES, Words, catalogue

MAIN = Path(__file__).with_name("main.py")
TITLE = b"<title>Streamlit</title>"  # only the framework's own page has it: a document of ours is ready as it is
ENGLISH_PAGE = b'<html lang="en"'

# Streamlit's own page needs inline styles and evaluated scripts; nothing else comes from outside and nothing goes there.
POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline';"
    " connect-src 'self' {sockets}data: blob:; frame-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self';"
    " frame-ancestors 'self'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), midi=(), accelerometer=(), gyroscope=(),"
    " magnetometer=(), display-capture=(), clipboard-write=(self), fullscreen=(self)",
}
HOST = re.compile(rb"[A-Za-z0-9.-]{1,253}(:\d{1,5})?|\[[0-9a-f:]{2,39}\](:\d{1,5})?")


def headers_for(host: bytes) -> dict[str, str]:
    """Return what each answer tells the browser; `host`: as it was asked for, the only one that a socket may lead to."""
    # Not every browser counts a socket to the page's own host as 'self'.
    named = host.decode() if HOST.fullmatch(host) else ""
    return {"Content-Security-Policy": POLICY.format(sockets=f"ws://{named} wss://{named} " if named else ""), **HEADERS}


# The framework preloads its own sans face, which nothing here is set in.
UNUSED_FONT = re.compile(rb'<link\s+rel="preload"\s+href="[^"]*SourceSans[^"]*"[^>]*>')


class OwnPage:
    """Make the framework's page ours: its language, its title, its texts in that language, no font that is not used.

    Screen readers choose their voice by the language in the first tag; the framework fixes it to English.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; rewrite an HTML page, which comes in one piece."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        chosen = parse_qs(scope["query_string"].decode("latin-1")).get(NAMES["language"], ["hu"])[0]
        language = chosen if chosen in LANGUAGES else "hu"
        start: Message | None = None
        # Compressing is left to the layer outside this one: a compressed page could not be changed here.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]

        async def outgoing(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(headers_for(dict(scope["headers"]).get(b"host", b"")))
                if headers.get("content-type", "").startswith("text/html"):
                    start = message  # its length is known when the page is rewritten
                    return
            elif start is not None:
                body = message.get("body", b"")
                message["body"] = rewritten(body, language)
                headers = MutableHeaders(scope=start)
                if "content-length" in headers:
                    headers["content-length"] = str(int(headers["content-length"]) + len(message["body"]) - len(body))
                await send(start)
                start = None
            await send(message)

        await self.app({**scope, "headers": plain}, receive, outgoing)


def rewritten(page: bytes, language: str) -> bytes:
    """Return the framework's page in a language of ours; any other page stays as it is."""
    if TITLE not in page:
        return page
    page = UNUSED_FONT.sub(b"", page).replace(ENGLISH_PAGE, f'<html lang="{language}"'.encode(), 1)
    page = page.replace(TITLE, f"<title>{Words(language)('app.name')}</title>".encode(), 1)
    return page.replace(b"</head>", translator(language) + b"</head>", 1)


@functools.cache
def translator(language: str) -> bytes:
    """Return the script that says the framework's own few English texts in another language; nothing for English."""
    english, own = (catalogue(code) for code in ("en", language))
    texts = {english[key]: own[key] for key in english if key.startswith("framework.") and english[key] != own[key]}
    script = Path(__file__).with_name("translator.js").read_text(encoding="utf-8")
    return f"<script>{script.replace('TEXTS', json.dumps(texts, ensure_ascii=False))}</script>".encode() if texts else b""


class Packed:
    """Send the framework's scripts compressed, and compress each only once: their names change with their content."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.packed: dict[str, tuple[list[tuple[bytes, bytes]], bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a script from memory; pass everything else on."""
        path = scope.get("path", "")
        asked = scope["type"] == "http" and scope["method"] == "GET" and path.startswith("/static/") and path.endswith((".js", ".css"))
        if not asked or b"gzip" not in dict(scope["headers"]).get(b"accept-encoding", b"") or b"range" in dict(scope["headers"]):
            await self.app(scope, receive, send)
            return
        if path not in self.packed:
            status, headers, body = await self._fetch(scope, receive)
            if status != HTTPStatus.OK:
                await self.app(scope, receive, send)
                return
            kept = [(n, v) for n, v in headers if n not in (b"content-length", b"content-encoding", b"accept-ranges")]
            small = await run_in_threadpool(gzip.compress, body, 9, mtime=0)
            more = [(b"content-encoding", b"gzip"), (b"vary", b"accept-encoding"), (b"content-length", str(len(small)).encode())]
            self.packed[path] = ([*kept, *more], small)
        headers, body = self.packed[path]
        await send({"type": "http.response.start", "status": HTTPStatus.OK, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _fetch(self, scope: Scope, receive: Receive) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        """Return the answer of the inner layers, whole: status, headers, body."""
        answer: list[Message] = []
        unconditional = (b"accept-encoding", b"if-none-match", b"if-modified-since")

        async def collect(message: Message) -> None:
            answer.append(message)

        await self.app({**scope, "headers": [(n, v) for n, v in scope["headers"] if n not in unconditional]}, receive, collect)
        start = next(m for m in answer if m["type"] == "http.response.start")
        return start["status"], list(start["headers"]), b"".join(m.get("body", b"") for m in answer)


MIDDLEWARE = [
    Middleware(Logged),
    Middleware(Packed),
    Middleware(GZipMiddleware, minimum_size=1024, compresslevel=6),
    Middleware(OwnPage),
    Middleware(WayBack),
]
