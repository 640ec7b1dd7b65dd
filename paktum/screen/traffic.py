"""What comes and goes over the wire: a line in the log for each request, and the address that says whether we can serve."""

from __future__ import annotations

import time
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paktum import journal, store

READY = "/api/ready"
# Of these only the beginning is told: what follows names a session, a file or a script.
SHORTENED = ("/_stcore", "/static", "/media", "/app/static", "/component")


def place(path: str) -> str:
    """Return what the log tells of an address: never its query, no id of a session or a file."""
    for start in SHORTENED:
        if path == start or path.startswith(f"{start}/"):
            return "/".join(path.split("/")[:3]) if start == "/_stcore" else start
    return path[:80]


class Logged:
    """Log each request with its duration, and how long each session lasted; nobody is named."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on and take the time."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            ms = round((time.perf_counter() - began) * 1000, 1)
            if scope["type"] == "http":
                journal.tell("request", method=str(scope["method"]), path=place(scope["path"]), status=status, ms=ms)
            else:
                journal.tell("session", ms=ms)


async def ready(_: Request) -> Response:
    """Answer whether a published snapshot can be read; 503 when none can, so that a proxy sends people elsewhere."""
    return await run_in_threadpool(_ready)


def _ready() -> Response:
    found = store.current()
    if found is None or not store.readable(found):
        return JSONResponse({"ready": False}, HTTPStatus.SERVICE_UNAVAILABLE, headers={"Cache-Control": "no-store"})
    told = {"ready": True, "snapshot": found.id, "damaged": store.damaged() or None}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})


ROUTES = [Route(READY, ready, methods=["GET"])]
