"""Serve what another machine publishes: take its snapshot over to the local disk, whole or not at all.

PAKTUM_PUBLISHED names the folder of a store (mounted, or copied there by other means) or its address (https://…, as object stores
serve files). A process that follows builds and imports nothing. The copy counts only when its checksum is the one of the manifest
and it can be opened; until then, and while the store is away, the last good one is served.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import logging
import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import httpx

from paktum import journal
from paktum.errors import StoreError
from paktum.store.files import STORE
from paktum.store.lock import cannot_write, locked
from paktum.store.published import Snapshot, connection, current, intact, point_to, read_manifest, readable, sync_folder, tidy, write_json

PUBLISHED = os.environ.get("PAKTUM_PUBLISHED", "")
SECONDS = float(os.environ.get("PAKTUM_FOLLOW_SECONDS", "10"))  # between two looks at what is published
LARGEST_NOTE = 10_000_000  # bytes of a pointer or manifest
Blocks = Iterator[bytes]


def follow(published: str = PUBLISHED, store: Path = STORE) -> Snapshot:
    """Return the published snapshot, taken over first where it is not here yet.

    Raises StoreError when it cannot be reached or is not whole; then the local store is as it was.
    """
    told = note(published, "current.json")
    name = identity_of(told.get("snapshot"), published)
    here = current(store)
    if here and here.id == name:
        return here
    try:
        with locked(store):
            kept = read_manifest(store, name)
            if kept is None or not intact(kept.path, kept.sha256, (0, 0)):
                kept = taken_over(published, name, store)
            point_to(store, kept)
            tidy(store)
    except OSError as error:
        raise cannot_write(store, error) from error
    journal.tell("followed", snapshot=kept.id)
    return kept


def taken_over(published: str, name: str, store: Path) -> Snapshot:
    """Copy a snapshot into the local store and check it; it gets its name only when it is whole."""
    manifest = note(published, f"{name}.json")
    unfinished, path = store / f"{name}.unfinished", store / f"{name}.duckdb"
    try:
        if copied(published, f"{name}.duckdb", unfinished) != manifest.get("sha256") or manifest.get("id") != name:
            raise StoreError("published_damaged", place=published, id=name)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(store)
    write_json(store / f"{name}.json", manifest)
    intact.cache_clear()
    connection.cache_clear()
    found = read_manifest(store, name)
    if found is None or not readable(found):
        path.unlink(missing_ok=True)
        raise StoreError("published_damaged", place=published, id=name)
    return found


def copied(published: str, file: str, target: Path) -> str:
    """Copy a published file to the disk and return its digest; the memory needed does not grow with it."""
    digest = hashlib.sha256()
    with opened(published, file) as blocks, target.open("wb") as out:
        for block in blocks:
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def note(published: str, file: str) -> dict[str, Any]:
    """Return a published JSON file."""
    text = b""
    with opened(published, file) as blocks:
        for block in blocks:
            text += block
            if len(text) > LARGEST_NOTE:
                raise StoreError("published_damaged", place=published, id=file)
    try:
        found = json.loads(text)
    except ValueError:
        raise StoreError("published_damaged", place=published, id=file) from None
    return found if isinstance(found, dict) else {}


def identity_of(name: object, published: str) -> str:
    """Return the id that a pointer names; anything else could be a path."""
    if not isinstance(name, str) or not re.fullmatch(r"[0-9a-f]{12}", name):
        raise StoreError("published_damaged", place=published, id="current.json")
    return name


@contextlib.contextmanager
def opened(published: str, file: str) -> Iterator[Blocks]:
    """Give the bytes of a published file, block by block; a place that is away is a StoreError."""
    if published.startswith(("https://", "http://")):
        try:
            with httpx.stream("GET", f"{published.rstrip('/')}/{file}", timeout=30, follow_redirects=True) as answer:
                answer.raise_for_status()
                yield answer.iter_bytes()
        except httpx.HTTPError as error:
            raise StoreError("published_away", place=published, why=type(error).__name__) from None
        return
    try:
        content = (Path(published) / file).open("rb")
    except OSError as error:
        raise StoreError("published_away", place=published, why=error.strerror or str(error)) from None
    with content:
        yield blocks_of(content, published)


def blocks_of(content: BinaryIO, published: str) -> Blocks:
    """Give the blocks of an open file; a disk that goes away in the middle is a StoreError, unlike one that cannot be written to."""
    try:
        yield from iter(functools.partial(content.read, 1 << 20), b"")
    except OSError as error:
        raise StoreError("published_away", place=published, why=error.strerror or str(error)) from None


@functools.cache
def watch(look: Callable[[], object] = follow) -> threading.Thread | None:
    """Look again and again for a new publication while this process runs, where it follows; one thread a process."""
    if not PUBLISHED:
        return None

    def again() -> None:
        while not stopped.wait(SECONDS):
            try:
                look()
            except StoreError as error:
                journal.tell(error.key, logging.WARNING)

    stopped = threading.Event()
    thread = threading.Thread(target=again, name="paktum-following", daemon=True)
    thread.start()
    return thread
