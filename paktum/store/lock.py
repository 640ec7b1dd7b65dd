"""One builder at a time: a lock that the system takes back from a dead process, and a note of who holds it since when."""

from __future__ import annotations

import contextlib
import contextvars
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from paktum.errors import StoreError
from paktum.store.published import write_json

PATIENCE_SECONDS = 120

_held: contextvars.ContextVar[frozenset[Path]] = contextvars.ContextVar("held", default=frozenset())


@contextlib.contextmanager
def locked(store: Path, seconds: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the right to change a store; who holds it already goes on.

    Raises StoreError with the holder and its start after `seconds` in vain.
    """
    if store in _held.get():
        yield
        return
    store.mkdir(parents=True, exist_ok=True)
    lock = FileLock(store / "build.lock", timeout=seconds)
    try:
        lock.acquire()
    except Timeout:
        raise StoreError("busy", **holder(store)) from None
    token = _held.set(_held.get() | {store})
    try:
        write_json(store / "holder.json", {"process": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")})
        yield
    finally:
        _held.reset(token)
        (store / "holder.json").unlink(missing_ok=True)
        lock.release()


def holder(store: Path) -> dict[str, str]:
    """Return the process that holds the lock and since when, as far as it is known."""
    try:
        found = json.loads((store / "holder.json").read_text(encoding="utf-8"))
        since = datetime.fromisoformat(found["since"]).astimezone()
        return {"process": str(found["process"]), "since": since.strftime("%Y-%m-%d %H:%M:%S")}
    except (OSError, ValueError, KeyError, TypeError):
        return {"process": "?", "since": "?"}
