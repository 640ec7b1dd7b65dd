"""Build a new snapshot from the bundled tables and the active deliveries, check it, publish it in one step, step back."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from paktum import journal
from paktum.errors import StoreError
from paktum.store.deliveries import Delivery, applied, delivered_tables, folder_of, read_delivery, read_rows, write_delivery
from paktum.store.files import DATA, QUERIES, STORE, table_files
from paktum.store.following import PUBLISHED, follow
from paktum.store.loading import Finding, fill, primary_keys, tables
from paktum.store.lock import cannot_write, locked
from paktum.store.people import load_people, people_release
from paktum.store.published import (
    Snapshot,
    alive,
    connection,
    current,
    damaged,
    intact,
    point_to,
    pointer,
    published_ids,
    read_manifest,
    sync_folder,
    tidy,
    whole,
    write_json,
    write_manifest,
)

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Candidate:
    """A snapshot that nobody sees yet, in a folder of its own; None when its errors forbid it. `basis` is what it follows."""

    snapshot: Snapshot | None
    findings: tuple[Finding, ...]
    basis: str

    @property
    def errors(self) -> list[Finding]:
        """What stops it from being published."""
        return [f for f in self.findings if f.level == "error"]


def fingerprint(
    data: Path = DATA,
    queries: Path = QUERIES,
    replaced: Mapping[str, Path] | None = None,
    deliveries: Sequence[str] = (),
    people: Path | None = None,
) -> str:
    """Return a digest of everything that a snapshot is built from: tables, SQL, engine version, deliveries in their order."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    files = table_files(data) | dict(replaced or {})
    sql = [queries / f"{name}.sql" for name in ("tables", "people", "macros", "shapes")]
    sql += [p for name in ("derived", "indicators", "checks") for p in sorted((queries / name).glob("*.sql"))]
    for path in [*files.values(), *sql]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes() if path.exists() else b"missing")
    for delivery in deliveries:
        digest.update(f"delivery {delivery}".encode())
    if people:
        digest.update(f"people {people.name}".encode())
    return digest.hexdigest()[:12]


def identity(data: Path = DATA, store: Path = STORE, queries: Path = QUERIES) -> str:
    """Return the id of the snapshot that ought to be published now: what the data build, unless someone stepped back from it."""
    now = pointer(store)
    if PUBLISHED:
        return now.snapshot if now else ""
    built = fingerprint(data, queries, deliveries=now.deliveries if now else (), people=people_release(store))
    return now.snapshot if now and now.instead_of == built else built


def examine(data: Path = DATA, replaced: Mapping[str, Path] | None = None, queries: Path = QUERIES) -> list[Finding]:
    """Load and check a data package in memory, with some tables replaced by other files; nothing is published."""
    with duckdb.connect() as con:
        return fill(con, table_files(data) | dict(replaced or {}), queries)


def build(data: Path = DATA, store: Path = STORE, queries: Path = QUERIES, progress: Progress | None = None) -> Snapshot:
    """Build, check and publish a snapshot of the data and the active deliveries; return it.

    A store that is up to date is not built again; one that follows another (PAKTUM_PUBLISHED) takes over what that publishes.
    Raises StoreError when the data break a truth (then nothing is published) or the folder cannot be written.
    """
    if PUBLISHED:
        return follow(PUBLISHED, store)
    say = progress or (lambda step, share: None)
    if published := _up_to_date(data, store, queries):
        sweep(store)
        return published
    try:
        with locked(store):
            if published := _up_to_date(data, store, queries):
                return published
            clear_abandoned(store)
            tidy(store)
            now = pointer(store)
            wanted = identity(data, store, queries)
            kept = read_manifest(store, wanted)
            if kept is None or not whole(kept):
                candidate = build_file(active_deliveries(store), store, data, queries, say, people_release(store))
                kept = passed(candidate)
            say("publish", 0.95)
            point_to(store, kept, now.instead_of if now and kept.id == now.snapshot else "")
            tidy(store)
    except OSError as error:
        raise cannot_write(store, error) from error
    say("done", 1.0)
    journal.tell("built", snapshot=kept.id, deliveries=len(kept.deliveries))
    return kept


def sweep(store: Path = STORE) -> None:
    """Remove what dead processes left behind, unless someone is at work; cheap when there is nothing."""
    if not any(store.glob("*.work")) and not any(store.glob("*.unfinished")) and not (store / "publishing.json").exists():
        return
    with contextlib.suppress(StoreError, OSError), locked(store, 0):
        clear_abandoned(store)
        tidy(store)


def _up_to_date(data: Path, store: Path, queries: Path) -> Snapshot | None:
    published = current(store)
    return published if published and not damaged(store) and published.id == identity(data, store, queries) else None


def passed(candidate: Candidate) -> Snapshot:
    """Return the snapshot of a candidate; raises StoreError with the first of its errors."""
    if candidate.snapshot is None:
        first = candidate.errors[0]
        count = len(candidate.errors)
        raise StoreError("checks_failed", count=count, check=first.check, table=first.table, row=first.row, why=first.why)
    return candidate.snapshot


def build_file(
    deliveries: Sequence[Delivery],
    into: Path,
    data: Path = DATA,
    queries: Path = QUERIES,
    say: Progress = lambda step, share: None,
    people: Path | None = None,
) -> Candidate:
    """Build and check a snapshot file in a folder, with its manifest; what fails leaves no file.

    The file is complete on the disk (checkpoint, fsync) before it gets its name.
    """
    name = fingerprint(data, queries, deliveries=[d.id for d in deliveries], people=people)
    unfinished = into / f"{name}.unfinished"
    unfinished.unlink(missing_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=f"{os.getpid()}-", suffix=".work", dir=into) as merged:
            files = table_files(data)
            if deliveries:
                files = delivered_tables(files, primary_keys(queries), deliveries, Path(merged))
            found, rows = _fill_file(unfinished, files, queries, say, people)
        if any(f.level == "error" for f in found):
            return Candidate(None, tuple(found), "")
        say("verify", 0.9)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        path = into / f"{name}.duckdb"
        os.replace(unfinished, path)
        sync_folder(into)
    except duckdb.Error as error:
        raise _engine_error(error) from error
    finally:
        unfinished.unlink(missing_ok=True)
        Path(f"{unfinished}.wal").unlink(missing_ok=True)
    built_at = datetime.now(UTC).isoformat(timespec="seconds")
    snapshot = Snapshot(name, path, sha256, built_at, rows, tuple(found), tuple(d.id for d in deliveries))
    write_manifest(into, snapshot, duckdb.__version__)
    intact.cache_clear()
    connection.cache_clear()
    return Candidate(snapshot, tuple(found), "")


def _fill_file(
    path: Path, files: Mapping[str, Path], queries: Path, say: Progress, people: Path | None
) -> tuple[list[Finding], dict[str, int]]:
    with duckdb.connect(str(path)) as con:
        say("load", 0.1)
        found = fill(con, files, queries)
        say("check", 0.7)
        if any(f.level == "error" for f in found):
            return found, {}
        if people:
            load_people(con, people)
        if found:
            con.executemany("insert into warnings values (?, ?, ?, ?, ?)", [(f.rule, f.check, f.table, f.row, f.why) for f in found])
        rows = {t: con.execute(f'select count(*) from "{t}"').fetchall()[0][0] for t in tables(con)}
        con.execute("checkpoint")
    return found, rows


def _engine_error(error: duckdb.Error) -> Exception:
    """Return a full disk as the system's own error, whatever class the engine wraps it in; anything else as it is."""
    text = str(error)
    for number in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
        if os.strerror(number) in text:
            return OSError(number, os.strerror(number))
    return error


# ---------------------------------------------------------------- deliveries: preview, publish, step back


def prepare(
    brought: Sequence[Delivery],
    into: Path,
    data: Path = DATA,
    store: Path = STORE,
    queries: Path = QUERIES,
    progress: Progress | None = None,
) -> Candidate:
    """Build what the store would be with these deliveries after the active ones, unpublished, in a folder of the caller's."""
    builds_itself()
    active = active_deliveries(store)
    names = {d.id for d in brought}
    try:
        candidate = build_file(
            [*(d for d in active if d.id not in names), *brought],
            into,
            data,
            queries,
            progress or (lambda step, share: None),
            people_release(store),
        )
    except OSError as error:
        raise cannot_write(store, error) from error
    return replace(inhabited(candidate), basis=next(iter(published_ids(store)), ""))


def builds_itself() -> None:
    """Raise StoreError where this process only serves what another one publishes."""
    if PUBLISHED:
        raise StoreError("follows", place=PUBLISHED)


def inhabited(candidate: Candidate) -> Candidate:
    """Return a candidate as it is, or without its snapshot and with an error when no pact or no figure is left in it."""
    rows = candidate.snapshot.rows if candidate.snapshot else {}
    bare = [table for table in ("pacts", "observations") if rows.get(table) == 0]
    if not bare:
        return candidate
    found = (*candidate.findings, *(Finding("error", "V00", "nothing_left", table, "", table) for table in bare))
    return replace(candidate, snapshot=None, findings=found)


def active_deliveries(store: Path = STORE) -> list[Delivery]:
    """Return the deliveries that the published snapshot was built with, in their order."""
    now = pointer(store)
    return [read_delivery(d, folder_of(store)) for d in (now.deliveries if now else ())]


def rows_of(table: str, deliveries: Sequence[Delivery], data: Path = DATA, queries: Path = QUERIES) -> list[dict[str, str | None]]:
    """Return the rows of a table as text, with deliveries in it."""
    rows = read_rows(files[table]) if table in (files := table_files(data)) else []
    for delivery in deliveries:
        rows = applied(table, rows, delivery, primary_keys(queries).get(table, ()))
    return rows


def publish(candidate: Candidate, brought: Sequence[tuple[Delivery, bytes]], note: str = "", store: Path = STORE) -> Snapshot:
    """Keep the deliveries and publish the candidate built with them.

    Raises StoreError when it has errors, when someone else is at work, or when another snapshot was published since the
    candidate was built; then nothing has changed.
    """
    snapshot = passed(candidate)
    try:
        with locked(store, 0):
            clear_abandoned(store)
            if (published_ids(store) or [""])[0] != candidate.basis:
                raise StoreError("changed_meanwhile")
            write_json(store / "publishing.json", [d.id for d, _ in brought])
            for delivery, content in brought:
                write_delivery(replace(delivery, note=note), content, folder_of(store))
            kept = read_manifest(store, snapshot.id)
            if kept is None or not whole(kept):
                kept = replace(snapshot, path=store / snapshot.path.name)
                os.replace(snapshot.path, kept.path)
            # Else the same data were published before, and may be read now: their file is not written again.
            final = replace(kept, note=note)
            write_manifest(store, final, duckdb.__version__)
            point_to(store, final)
            (store / "publishing.json").unlink(missing_ok=True)
            tidy(store)
    except OSError as error:
        raise cannot_write(store, error) from error
    intact.cache_clear()
    journal.tell("published", snapshot=final.id, deliveries=len(final.deliveries))
    return final


def clear_abandoned(store: Path = STORE) -> None:
    """Remove the deliveries of a publication that died before its last step, and half-written ones; needs the lock."""
    home, now = folder_of(store), pointer(store)
    try:
        abandoned = {str(d) for d in json.loads((store / "publishing.json").read_text(encoding="utf-8"))}
    except (OSError, ValueError, TypeError):
        abandoned = set()
    needed = {d for i in published_ids(store) if (s := read_manifest(store, i)) for d in s.deliveries} | set(now.deliveries if now else ())
    for name in abandoned - needed:
        shutil.rmtree(home / name, ignore_errors=True)
    for left in home.glob("*.work"):
        if not alive(left.name.split("-")[0]) or left.name.startswith(f"{os.getpid()}-"):
            shutil.rmtree(left, ignore_errors=True)
    (store / "publishing.json").unlink(missing_ok=True)


def roll_back(wanted: str, data: Path = DATA, store: Path = STORE, queries: Path = QUERIES) -> Snapshot:
    """Publish a kept snapshot again, with the deliveries that it was built with. Raises StoreError when it is not kept."""
    builds_itself()
    try:
        with locked(store, 0):
            found = read_manifest(store, wanted) if wanted in published_ids(store) else None
            if found is None:
                raise StoreError("no_such_snapshot", wanted=wanted[:40])
            if not whole(found):
                raise StoreError("snapshot_damaged", wanted=wanted)
            point_to(store, found, fingerprint(data, queries, deliveries=found.deliveries, people=people_release(store)))
    except OSError as error:
        raise cannot_write(store, error) from error
    journal.tell("rolled_back", snapshot=found.id)
    return found


def workspace_name(store: Path = STORE) -> Path:
    """Return a folder for one import beside the snapshots that is not there yet; its name tells whose process it is."""
    return store / f"{os.getpid()}-{secrets.token_hex(4)}.work"


def workspace(store: Path = STORE, folder: Path | None = None) -> Path:
    """Make a folder for one import beside the snapshots; one whose process died is removed by the next publication."""
    made = folder or workspace_name(store)
    try:
        made.mkdir(parents=True)
    except OSError as error:
        raise cannot_write(store, error) from error
    return made
