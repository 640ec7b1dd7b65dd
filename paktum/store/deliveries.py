"""Deliveries: what a user handed over, as received, and the rows of our tables that it became.

A delivery is a folder that is written once: `received/` holds the file, `delivery.json` says what it is, `tables/` holds
sorted CSV files with the columns of tables.sql, `fills.csv` the facts that were filled in where nothing was known.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from paktum.errors import StoreError
from paktum.store.files import STORE
from paktum.store.published import sync_folder

Row = Mapping[str, str | None]
Mode = Literal["merge", "replace"]


@dataclass(frozen=True)
class Fill:
    """One fact for a row that had none there: nothing known is ever overwritten by it."""

    table: str
    key: str
    column: str
    value: str


@dataclass(frozen=True)
class Delivery:
    """A file as received and what it became.

    id: by content: what it holds and what it became, not its name or the order of its rows. holds: digest of what it holds alone.
    format, certainty, reader: how it was understood and by which version. tables: rows for each table; `modes` says whether
    they are added to the table (a row with a known key takes its place) or are all of it. counts: rows, accepted, rejected,
    ignored. decisions: what a person decided, in the words of the file.
    """

    id: str
    holds: str
    file_name: str
    sha256: str
    format: str
    certainty: float
    reader: str
    received_at: str
    note: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)
    modes: Mapping[str, Mode] = field(default_factory=dict)
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict, compare=False)
    fills: tuple[Fill, ...] = field(default=(), compare=False)

    @property
    def empty(self) -> bool:
        """Whether it would change nothing."""
        return not self.fills and not any(self.tables.values()) and "replace" not in self.modes.values()


def folder_of(store: Path = STORE) -> Path:
    """Return the folder of deliveries of a store: beside it, or where PAKTUM_DELIVERIES says."""
    given = os.environ.get("PAKTUM_DELIVERIES")
    if given and store == STORE:
        return Path(given)
    return store.with_name("deliveries" if store.name == "store" else f"{store.name}-deliveries")


def digest(content: object) -> str:
    """Return twelve letters that name a content, whatever order its dictionaries have."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()[:12]


def sorted_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return rows in the one order that they are kept in."""
    return tuple(sorted(rows, key=lambda row: [(c, row[c] or "") for c in row]))


# ---------------------------------------------------------------- on the disk


def write_delivery(delivery: Delivery, content: bytes, folder: Path) -> None:
    """Write a delivery into `folder/<id>`, whole or not at all; one that is there already is left as it is."""
    home = folder / delivery.id
    if home.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{os.getpid()}-{delivery.id}.work"
    shutil.rmtree(new, ignore_errors=True)
    try:
        (new / "received").mkdir(parents=True)
        (new / "tables").mkdir()
        _write(new / "received" / safe_name(delivery.file_name), lambda file: file.write_bytes(content))
        for table, rows in delivery.tables.items():
            _write(new / "tables" / f"{table}.csv", lambda file, rows=rows: write_rows(file, list(rows[0]) if rows else [], rows))  # type: ignore[misc]
        fills = [asdict(f) for f in delivery.fills]
        _write(new / "fills.csv", lambda file: write_rows(file, ["table", "key", "column", "value"], fills))
        about = {k: v for k, v in asdict(delivery).items() if k not in ("tables", "fills")}
        _write(new / "delivery.json", lambda file: file.write_text(json.dumps(about, ensure_ascii=False, indent=1), encoding="utf-8"))
        os.replace(new, home)
        sync_folder(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _write(path: Path, write: Callable[[Path], object]) -> None:
    write(path)
    with path.open("rb") as file:
        os.fsync(file.fileno())


def safe_name(name: str) -> str:
    """Return a name that is only a name: no folder, no control character, no longer than a file system likes."""
    plain = "".join(c if c.isalnum() or c in "-_. ()" else "_" for c in name.replace("\\", "/").split("/")[-1])
    return plain.lstrip(".")[-100:] or "file"


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows of text as the bundled tables are written: commas, line feeds, blank for unknown."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", restval="", extrasaction="ignore")
        writer.writeheader()
        # A lone carriage return would tear a row: a line break is a line feed.
        plain = ({k: (v or "").replace("\r\n", "\n").replace("\r", "\n") for k, v in row.items()} for row in rows)
        writer.writerows(plain)


def read_rows(path: Path) -> list[dict[str, str | None]]:
    """Read rows of text; a blank is None."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{k: v or None for k, v in row.items()} for row in csv.DictReader(file)]


def read_delivery(identity: str, folder: Path) -> Delivery:
    """Return a delivery by its id; raises StoreError when it is not there or cannot be read."""
    home = folder / identity
    try:
        about = json.loads((home / "delivery.json").read_text(encoding="utf-8"))
        tables = {path.stem: tuple(read_rows(path)) for path in sorted((home / "tables").glob("*.csv"))}
        fills = tuple(Fill(**{k: v or "" for k, v in row.items()}) for row in read_rows(home / "fills.csv"))
        return Delivery(**about, tables=tables, fills=fills)
    except (OSError, ValueError, TypeError) as error:
        raise StoreError("no_delivery", delivery=identity, folder=folder, why=str(error)[:200]) from None


def file_name(identity: str, folder: Path) -> str:
    """Return the name of the file of a delivery; its id when that is not known."""
    try:
        return str(json.loads((folder / identity / "delivery.json").read_text(encoding="utf-8"))["file_name"])
    except (OSError, ValueError, KeyError, TypeError):
        return identity


# ---------------------------------------------------------------- the tables with deliveries in them


def delivered_tables(
    files: Mapping[str, Path], keys: Mapping[str, Sequence[str]], deliveries: Sequence[Delivery], into: Path
) -> dict[str, Path]:
    """Return {table: CSV file} in which the tables that deliveries touch are rewritten, in a folder of the caller's.

    keys: the primary key of each table; a row without one is added unless the very same row is there.
    """
    out = dict(files)
    touched = {t for d in deliveries for t in [*d.tables, *(f.table for f in d.fills)]}
    for table in sorted(touched):
        rows = read_rows(files[table]) if table in files else []
        for delivery in deliveries:
            rows = applied(table, rows, delivery, keys.get(table, ()))
        columns = list(rows[0]) if rows else _header(files.get(table))
        out[table] = into / f"{table}.csv"
        write_rows(out[table], columns, rows)
    return out


def _header(path: Path | None) -> list[str]:
    if path is None:
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file), [])


def applied(table: str, rows: list[dict[str, str | None]], delivery: Delivery, key: Sequence[str]) -> list[dict[str, str | None]]:
    """Return the rows of a table after one delivery: replaced or merged, then gaps filled."""
    brought = [dict(row) for row in delivery.tables.get(table, ())]
    if delivery.modes.get(table) == "replace":
        rows = brought
    elif brought:
        name = key or tuple(brought[0])
        kept = {tuple(row.get(c) for c in name): row for row in rows}
        rows = list((kept | {tuple(row.get(c) for c in name): row for row in brought}).values()) if key else _added(rows, brought)
    fills = {(f.key, f.column): f.value for f in delivery.fills if f.table == table}
    if not fills or len(key) != 1:
        return rows
    return [{c: v if v is not None else fills.get((row[key[0]] or "", c)) for c, v in row.items()} for row in rows]


def _added(rows: list[dict[str, str | None]], brought: list[dict[str, str | None]]) -> list[dict[str, str | None]]:
    known = {tuple(sorted(row.items(), key=str)) for row in rows}
    return rows + [row for row in brought if tuple(sorted(row.items(), key=str)) not in known]
