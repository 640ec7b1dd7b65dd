"""Published snapshots: which there are, which one counts, how to open one, and the step that publishes.

A snapshot is one file named by the content it was built from, so it is never rewritten: sessions that read an older one
go on reading it. `current.json` names the published snapshot and its deliveries; it is replaced last, by an atomic rename.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from paktum.store.files import STORE
from paktum.store.loading import Finding

KEPT_SNAPSHOTS = 10
# How many of them a process has open at once: each takes its own size in memory (about 30 MB) once all of it was asked for.
MOST_OPEN = 4
HUNGARY = ZoneInfo("Europe/Budapest")  # the clock of those who read, wherever the server stands
# Serving needs no files, no network and no new settings: what a page or a link could smuggle in has nothing to reach.
SERVING: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "lock_configuration": True,
    "memory_limit": "1GB",
    "threads": 2,
}


@dataclass(frozen=True)
class Snapshot:
    """A store in one file: `id` names its content, `sha256` protects its file, `rows` counts each table.

    deliveries: the deliveries that it was built with, in their order; note: what the person who published it wrote.
    """

    id: str
    path: Path
    sha256: str
    built_at: str
    rows: Mapping[str, int] = field(compare=False)
    warnings: tuple[Finding, ...] = field(default=(), compare=False)
    deliveries: tuple[str, ...] = ()
    note: str = field(default="", compare=False)

    @property
    def built_on(self) -> str:
        """The day of the build in Hungary, ISO."""
        return self.built_locally[:10]

    @property
    def built_locally(self) -> str:
        """The minute of the build by the clock of Hungary, ISO: 2026-11-24T14:05."""
        return datetime.fromisoformat(self.built_at).astimezone(HUNGARY).isoformat(timespec="minutes")[:16]


@dataclass(frozen=True)
class Pointer:
    """What `current.json` says: the published snapshot, the ones before it, the active deliveries.

    instead_of: after a step back, the snapshot that the data would build; as long as they would build just that one,
    a start does not undo the step.
    """

    snapshot: str
    before: tuple[str, ...] = ()
    deliveries: tuple[str, ...] = ()
    instead_of: str = ""


def pointer(store: Path = STORE) -> Pointer | None:
    """Return the pointer; None when there is none that can be read."""
    try:
        p = json.loads((store / "current.json").read_text(encoding="utf-8"))
        before, deliveries = tuple(map(str, p["before"])), tuple(map(str, p.get("deliveries", ())))
        return Pointer(str(p["snapshot"]), before, deliveries, str(p.get("instead_of", "")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def point_to(store: Path, snapshot: Snapshot, instead_of: str = "") -> None:
    """Publish a snapshot whose file and manifest lie in the store: the last and only visible step."""
    before = [i for i in published_ids(store) if i != snapshot.id]
    content = {"snapshot": snapshot.id, "deliveries": snapshot.deliveries, "instead_of": instead_of, "before": before}
    write_json(store / "current.json", content)


def write_json(path: Path, content: object) -> None:
    """Write JSON so that a reader sees the old file or the whole new one, even after a crash."""
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last through a power cut, where the system can do so."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders; there a rename is as lasting as it gets
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def published_ids(store: Path = STORE) -> list[str]:
    """Return the ids of the published snapshots, the current one first."""
    found = pointer(store)
    return [found.snapshot, *found.before] if found else []


def write_manifest(folder: Path, snapshot: Snapshot, engine: str) -> None:
    """Write what is known of a snapshot beside its file."""
    content = {"id": snapshot.id, "sha256": snapshot.sha256, "built_at": snapshot.built_at, "engine": engine, "note": snapshot.note,
               "deliveries": snapshot.deliveries, "rows": snapshot.rows, "warnings": [vars(f) for f in snapshot.warnings]}  # fmt: skip
    write_json(folder / f"{snapshot.id}.json", content)


def read_manifest(store: Path, identity: str) -> Snapshot | None:
    """Return a snapshot by its id, or None when its file or manifest is not there."""
    path = store / f"{identity}.duckdb"
    try:
        m = json.loads((store / f"{identity}.json").read_text(encoding="utf-8"))
        warnings, deliveries = tuple(Finding(**f) for f in m["warnings"]), tuple(m.get("deliveries", ()))
        snapshot = Snapshot(m["id"], path, m["sha256"], m["built_at"], m["rows"], warnings, deliveries, m.get("note", ""))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return snapshot if path.exists() else None


def snapshots(store: Path = STORE) -> list[Snapshot]:
    """Return all published snapshots that are still there, the current one first."""
    found: Iterable[Snapshot | None] = (read_manifest(store, i) for i in published_ids(store))
    return [s for s in found if s]


def current(store: Path = STORE) -> Snapshot | None:
    """Return the published snapshot whose file is as it was built, else the newest former one that is."""
    found = (read_manifest(store, i) for i in published_ids(store))
    return next((s for s in found if s and whole(s)), None)


def whole(snapshot: Snapshot) -> bool:
    """Say whether the file of a snapshot is as it was built; asked again only when the file was touched."""
    return intact(snapshot.path, snapshot.sha256, touched(snapshot.path))


def touched(path: Path) -> tuple[int, int]:
    """Return when a file was last written, and its size."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


def damaged(store: Path = STORE) -> str:
    """Return the id of the published snapshot when its file is lost or not as it was built; else an empty text."""
    ids, served = published_ids(store), current(store)
    return ids[0] if ids and (served is None or served.id != ids[0]) else ""


@functools.lru_cache(maxsize=64)
def intact(path: Path, sha256: str, stamp: tuple[int, int] = (0, 0)) -> bool:
    """Say whether a snapshot file still has the content that was published; asked once per process and `stamp` of the file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def readable(snapshot: Snapshot) -> bool:
    """Say whether a snapshot can be opened and asked now."""
    try:
        return bool(connection(snapshot.path).cursor().execute("select 1").fetchall())
    except (duckdb.Error, OSError):
        return False


def tidy(store: Path) -> None:
    """Remove snapshots beyond the kept ones and what crashed builds left behind; call it with the lock only."""
    kept = set(published_ids(store)[:KEPT_SNAPSHOTS])
    for path in store.iterdir():
        stale = path.suffix in (".duckdb", ".json") and path.stem not in {*kept, "current", "holder"}
        if path.suffix in (".unfinished", ".wal", ".new") or stale:
            path.unlink(missing_ok=True)
        elif path.suffix == ".work" and not alive(path.name.split("-")[0]):
            shutil.rmtree(path, ignore_errors=True)


def alive(process: str) -> bool:
    """Say whether the process that a working folder is named after still runs."""
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except OSError:
        return True
    return True


@functools.lru_cache(maxsize=MOST_OPEN)
def connection(path: Path) -> duckdb.DuckDBPyConnection:
    """Return the process's read-only connection to a snapshot; take a `.cursor()` of it for each query.

    What was not asked for longest is closed; a query that runs keeps its database open to its end.
    """
    return duckdb.connect(str(path), read_only=True, config=SERVING)
