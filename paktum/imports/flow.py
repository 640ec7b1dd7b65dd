"""One import from the files to the publication; the page and the command line both walk exactly these steps.

receive -> plan -> preview -> publish. Until the last step nothing outside the import's own folder has changed.
"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from paktum import exports, questions, store
from paktum.exports.reading import Finding, Reading
from paktum.imports import references
from paktum.imports.decisions import remember, remembered
from paktum.imports.documents import READERS, Document, document, holds
from paktum.imports.doubts import Doubt, doubtful_rows, lost_rows, shorter_list, vanishing
from paktum.imports.planning import Row, Rows, Step, plan_grants, with_source
from paktum.imports.world import World, known
from paktum.store import STORE, Candidate, Delivery, Difference, Progress, Snapshot

# Documents stay when a whole package comes in: other deliveries refer to them.
NEVER_REPLACED = ("sources",)


@dataclass(frozen=True)
class Incoming:
    """A file as received, and how it was understood."""

    name: str
    content: bytes
    reading: Reading


@dataclass(frozen=True)
class FilePlan:
    """What one file becomes. earlier: the active delivery that held the same, if any."""

    incoming: Incoming
    document: Document
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    delivery: Delivery
    earlier: Delivery | None = None

    @property
    def reading(self) -> Reading:
        """How the file was understood."""
        return self.incoming.reading

    @property
    def open(self) -> list[Step]:
        """The grants that a person must decide about."""
        return [s for s in self.steps if not s.choice]


@dataclass(frozen=True)
class Plan:
    """What an import would do. snapshot: what it was planned against; doubts: what about the files a person must confirm."""

    files: tuple[FilePlan, ...]
    snapshot: Snapshot
    doubts: tuple[Doubt, ...] = ()

    @property
    def open(self) -> list[Step]:
        """The grants of all files that a person must decide about."""
        return [s for f in self.files for s in f.open]

    @property
    def errors(self) -> int:
        """How many findings of the files stop the import."""
        return sum(g.level == "error" for f in self.files for g in (*f.reading.findings, *f.findings))

    @property
    def brought(self) -> list[FilePlan]:
        """The files that bring anything."""
        return [f for f in self.files if not f.delivery.empty]


@dataclass(frozen=True)
class Preview:
    """What the store would be. candidate: None when there is nothing to build; difference: None when errors forbid one."""

    plan: Plan
    candidate: Candidate | None
    difference: Difference | None

    @property
    def new_findings(self) -> list[store.Finding]:
        """What the checks of the store say that they do not say of the published one."""
        known_ones = set(self.plan.snapshot.warnings)
        return [f for f in self.candidate.findings if f not in known_ones] if self.candidate else []

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What a person must confirm before it can be published."""
        if not self.publishable or self.candidate is None or self.candidate.snapshot is None:
            return ()
        return (
            *vanishing(self.losses),
            *self.plan.doubts,
            *lost_rows(self.plan.snapshot.rows, self.candidate.snapshot.rows, set(store.table_files())),
        )

    @property
    def errors(self) -> int:
        """How many errors stop the import, in the files and in the store that they would make."""
        return self.plan.errors + (len(self.candidate.errors) if self.candidate else 0)

    @property
    def losses(self) -> dict[str, int]:
        """What would vanish from the data, {"pacts": n, "figures": n}; a person must confirm it. Empty when nothing would."""
        tables = {"pacts": ("pacts",), "figures": ("observations", "aggregates")}
        gone = {name: sum(c.kind == "gone" for c in self.difference.of(*of)) for name, of in tables.items()} if self.difference else {}
        return gone if any(gone.values()) else {}

    @property
    def publishable(self) -> bool:
        """Whether it can be published: it changes something, has no error, and leaves nothing undecided."""
        changes = self.difference and self.difference.facts
        return bool(self.candidate and self.candidate.snapshot and changes and not self.errors and not self.plan.open)


@contextlib.contextmanager
def workplace(store_folder: Path = STORE) -> Iterator[Path]:
    """Give an import a folder that is gone afterwards, however it ends."""
    folder = store.workspace_name(store_folder)  # made inside of the try: an interruption may come at any moment
    try:
        yield store.workspace(store_folder, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def day(text: str) -> str | None:
    """Return a date that a person typed as ISO; None for what is none, or lies in the future."""
    match = re.fullmatch(r"(\d{4})([.-]) ?(\d{1,2})\2 ?(\d{1,2})\.?", text.strip(), re.ASCII)
    try:
        found = date(int(match[1]), int(match[3]), int(match[4])) if match else None
    except ValueError:
        return None
    return found.isoformat() if found and found <= date.today() else None


def receive(name: str, content: bytes) -> Incoming:
    """Read a file as the format that its content shows."""
    return Incoming(name, content, exports.read(content, name))


def plan(
    files: Sequence[Incoming],
    decisions: Mapping[str, str] | None = None,
    as_of: str | None = None,
    store_folder: Path = STORE,
) -> Plan:
    """Say what the files would become on top of the published snapshot.

    decisions: {what identifies a grant: "project:ID", "pact:ID", "new" or "skip"}; "*" stands for all that is undecided.
    as_of: the date of the documents, where the person who brings them knows it.
    """
    snapshot = store.current(store_folder)
    if snapshot is None:
        raise store.StoreError("no_snapshot")
    with questions.reading(snapshot):
        world = known()
    active, former, planned = store.active_deliveries(store_folder), remembered(store_folder), list[FilePlan]()
    there = references.known([f.reading for f in files], active)
    for file in files:
        planned.append(_plan_file(file, world, decisions or {}, former, as_of, [*active, *(f.delivery for f in planned)], there))
    doubts = [d for f in files for d in (*shorter_list(f.name, f.reading, active), *doubtful_rows(f.name, f.reading))]
    return Plan(tuple(planned), snapshot, tuple(doubts))


def _plan_file(
    incoming: Incoming,
    world: World,
    decisions: Mapping[str, str],
    former: Mapping[str, str],
    as_of: str | None,
    before: Sequence[Delivery],
    there: references.Known,
) -> FilePlan:
    reading, paper = incoming.reading, document(incoming.reading, as_of)
    steps, rows = list[Step](), Rows()
    if not reading.errors:
        steps, rows = plan_grants(reading, paper, world, decisions, former)
    tables = _tables(reading, paper, rows, before) if not reading.errors else {}
    content = holds(reading)
    same = next((d for d in before if d.holds == content), None) if reading.grants or reading.tables else None
    brought = _delivery(incoming, rows, tables, steps)
    findings = (*rows.findings, *references.dangling(reading, there))
    return FilePlan(incoming, paper, tuple(steps), findings, brought, same if brought.empty else None)


def _tables(reading: Reading, paper: Document, rows: Rows, before: Sequence[Delivery]) -> dict[str, tuple[store.Row, ...]]:
    """Return the rows of the file's own tables and of its grants with all columns of tables.sql, in the one order.

    What stands there already is left out: a row of a table that is added to, a whole table that would be replaced by its like.
    """
    columns, tables = store.column_names(), {name: list(found) for name, found in rows.tables.items()}
    for name, found in reading.tables.items():
        full: list[Row] = [{c: row.get(c) for c in columns.get(name, tuple(row))} for row in found]
        full = full if name == "sources" else with_source(full, paper.source_id)
        there = [dict(row) for row in store.rows_of(name, before)]
        whole = name in _replaced(reading)
        if whole and store.sorted_rows(full) != store.sorted_rows(there):
            tables.setdefault(name, []).extend(full)
        elif not whole:
            tables.setdefault(name, []).extend(row for row in full if row not in there)
    named = {row.get("source_id") for name, found in tables.items() if name != "sources" for row in found}
    if paper.source_id in named:
        tables.setdefault("sources", []).append({c: paper.row.get(c) for c in columns["sources"]})
    return {name: store.sorted_rows(found) for name, found in sorted(tables.items()) if found or name in _replaced(reading)}


def _replaced(reading: Reading) -> set[str]:
    """Return the tables that a file holds all of."""
    return set(reading.tables) - set(NEVER_REPLACED) if reading.whole else set()


def _delivery(incoming: Incoming, rows: Rows, tables: Mapping[str, tuple[store.Row, ...]], steps: Sequence[Step]) -> Delivery:
    reading, content = incoming.reading, holds(incoming.reading)
    fills = tuple(sorted(rows.fills, key=lambda f: (f.table, f.key, f.column)))
    modes: dict[str, store.Mode] = {name: "replace" for name in sorted(_replaced(reading)) if name in tables}
    chosen = {s.key: s.choice for s in steps if s.how in ("decided", "remembered")}
    return Delivery(
        id=store.digest([content, tables, [vars(f) for f in fills], modes]), holds=content, file_name=incoming.name, sha256=reading.sha256,
        format=reading.format, certainty=reading.certainty, reader=READERS, received_at=datetime.now(UTC).isoformat(timespec="seconds"),
        counts={"rows": reading.rows, "accepted": reading.accepted, "rejected": reading.rejected, "ignored": reading.ignored},
        decisions=chosen, modes=modes, tables=tables, fills=fills,
    )  # fmt: skip


def preview(planned: Plan, into: Path, store_folder: Path = STORE, progress: Progress | None = None) -> Preview:
    """Build and check what the store would be, in a folder of the caller's, and compare it with the published snapshot."""
    brought = [f.delivery for f in planned.brought]
    if planned.errors or not brought:
        return Preview(planned, None, None)
    candidate = store.prepare(brought, into, store=store_folder, progress=progress)
    if candidate.snapshot is None:
        return Preview(planned, candidate, None)
    return Preview(planned, candidate, store.compare(planned.snapshot, candidate.snapshot))


def publish(seen: Preview, note: str = "", store_folder: Path = STORE, confirmed: bool = False) -> Snapshot:
    """Publish what was previewed and remember what people decided. Raises StoreError; then nothing has changed.

    confirmed: whether a person has seen what is doubtful about it and wants it all the same.
    """
    if seen.candidate is None or seen.plan.open:
        raise store.StoreError("nothing_to_publish")
    if seen.doubts and not confirmed:
        raise store.StoreError("not_confirmed", n=len(seen.doubts))
    brought = [(replace(f.delivery, note=note), f.incoming.content) for f in seen.plan.brought]
    snapshot = store.publish(seen.candidate, brought, note, store_folder)
    decided = {s.key: (s.choice, s.grant.title or "") for f in seen.plan.files for s in f.steps if s.how == "decided"}
    remember(decided, store_folder)
    return snapshot


def packed(folder: Path) -> bytes:
    """Return a folder of a data package as one archive, the same for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()):
            archive.writestr(zipfile.ZipInfo(path.relative_to(folder).as_posix(), (2026, 1, 1, 0, 0, 0)), path.read_bytes())
    return out.getvalue()
