"""One builder at a time: a lock that the system takes back from a dead process, and a note of who holds it since when."""

from __future__ import annotations

import contextlib
import contextvars
import errno
import json
import os
import shutil
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

    Raises StoreError with the holder and its start after `seconds` in vain, or when the folder cannot be written.
    """
    if store in _held.get():
        yield
        return
    lock = FileLock(store / "build.lock", timeout=seconds)
    try:
        store.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise StoreError("busy", **holder(store)) from None
    except OSError as error:
        raise cannot_write(store, error) from error
    token = _held.set(_held.get() | {store})
    try:
        try:
            write_json(store / "holder.json", {"process": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")})
        except OSError as error:
            raise cannot_write(store, error) from error
        yield
    finally:
        _held.reset(token)
        (store / "holder.json").unlink(missing_ok=True)
        lock.release()


def cannot_write(folder: Path, error: OSError) -> StoreError:
    """Return the error of a folder that cannot be written, with the room that a full disk lacks."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        free = shutil.disk_usage(folder).free if folder.exists() else 0
        largest = max((p.stat().st_size for p in folder.glob("*.duckdb")), default=8_000_000)
        return StoreError("disk_full", folder=folder, need=-(-2 * largest // 1_000_000), free=free // 1_000_000)
    return StoreError("cannot_write", folder=folder, why=error.strerror or str(error))


def holder(store: Path) -> dict[str, str]:
    """Return the process that holds the lock and since when, as far as it is known."""
    try:
        found = json.loads((store / "holder.json").read_text(encoding="utf-8"))
        since = datetime.fromisoformat(found["since"]).astimezone()
        return {"process": str(found["process"]), "since": since.strftime("%Y-%m-%d %H:%M:%S")}
    except (OSError, ValueError, KeyError, TypeError):
        return {"process": "?", "since": "?"}
