"""The way back after a sign-in: to the page on which it began. The framework itself leads to the first page."""

from __future__ import annotations

from http.cookies import SimpleCookie
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAVING, COMING_BACK = "/auth/login", "/oauth2callback"
COOKIE = "paktum_way_back"
SECONDS = 900  # how long a sign-in may take
LONGEST = 3500  # bytes; a browser keeps about 4096 of a cookie


class WayBack:
    """Remember in a cookie from which page somebody leaves to sign in, and lead back there."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add to the two redirects of a sign-in; pass everything else on."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.endswith((LEAVING, COMING_BACK)):
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        leaving = path.endswith(LEAVING)
        page = page_of(asked.get("referer", ""), asked.get("host", "")) if leaving else kept(asked.get("cookie", ""))

        async def outgoing(message: Message) -> None:
            headers = MutableHeaders(scope=message) if message["type"] == "http.response.start" else None
            if headers is not None and page and "location" in headers:
                headers.append("set-cookie", cookie(page if leaving else "", scope.get("scheme") == "https"))
                if not leaving:
                    headers["location"] = page
            await send(message)

        await self.app(scope, receive, outgoing)


def page_of(referrer: str, host: str) -> str:
    """Return the page of ours that a request came from, as path and query; empty when it came from elsewhere."""
    try:
        parts = urlsplit(referrer)
    except ValueError:
        return ""
    if not host or parts.netloc != host:
        return ""
    path, query = (quote(text, safe="/?&=%+:@!$*()-._~'") for text in (parts.path, parts.query))
    page = f"{path}?{query}" if query else path
    return own(page if len(page) <= LONGEST else path)


def kept(cookies: str) -> str:
    """Return the page that was remembered; empty when none was, or what stands there is no page of ours."""
    found = SimpleCookie(cookies).get(COOKIE)
    return own(found.value) if found else ""


def own(page: str) -> str:
    """Return an address if it can only lead to this site; else an empty text."""
    plain = page.isascii() and page.isprintable() and "\\" not in page and " " not in page and len(page) <= LONGEST
    return page if plain and page.startswith("/") and not page.startswith("//") else ""


def cookie(page: str, secure: bool) -> str:
    """Return the header that keeps a page, or with an empty text forgets it."""
    age = SECONDS if page else 0
    return f"{COOKIE}={page}; Max-Age={age}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"
