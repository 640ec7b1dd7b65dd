"""Run a reader's query: on a copy of the readable tables, in a process of its own."""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from paktum import store
from paktum.errors import QuestionError
from paktum.sql.checking import LONGEST_QUERY, READABLE
from paktum.store import Snapshot

MOST_ROWS = 2000
MOST_COLUMNS = 100
LONGEST_CELL = 2000  # characters
SECONDS = 10.0
MEMORY_MB = 256
AT_ONCE = 2  # queries that run together; one more waits for its turn
PATIENCE = 5.0  # seconds that a query waits for its turn
GRACE = 3.0  # seconds that a process has to start and to obey, before it is killed
CHILD = "import sys; sys.path.append(sys.argv[1]); from paktum.sql.child import main; main()"
_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Found:
    """The rows of a query. more: whether there were more than can be shown; cut: how many cells were shortened."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    more: bool = False
    cut: int = 0


@dataclass(frozen=True)
class TableShape:
    """A table that may be read: its name, its number of rows, its columns with their types."""

    name: str
    rows: int
    columns: tuple[tuple[str, str], ...]


class Copy:
    """A database file with the readable tables of a snapshot and nothing else; it goes when nobody needs it."""

    def __init__(self, snapshot: Snapshot) -> None:
        folder = store.workspace()
        self.path = folder / "readable.duckdb"
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        source = store.connection(snapshot.path).cursor()
        there = {str(name) for (name,) in source.execute("select table_name from duckdb_tables()").fetchall()}
        with duckdb.connect(str(self.path), config={"threads": 1, "python_enable_replacements": False}) as copy:
            self.shapes = tuple(copied(name, source, copy) for name in READABLE if name in there)


def copied(name: str, source: duckdb.DuckDBPyConnection, copy: duckdb.DuckDBPyConnection) -> TableShape:
    """Copy a table from one database to another; return its shape. The name is one of READABLE."""
    rows = source.sql(f'from "{name}"').to_arrow_table()
    copy.register("incoming", rows)
    copy.execute(f'create table "{name}" as from incoming')
    copy.unregister("incoming")
    sql = "select column_name, lower(data_type) from duckdb_columns() where table_name = $name order by column_index"
    columns = tuple((str(column), str(kind)) for column, kind in source.execute(sql, {"name": name}).fetchall())
    return TableShape(name, rows.num_rows, columns)


@functools.lru_cache(maxsize=2)
def readable_copy(snapshot: Snapshot) -> Copy:
    """Return the copy of a snapshot, made when it is first asked for."""
    return Copy(snapshot)


def shapes(snapshot: Snapshot) -> tuple[TableShape, ...]:
    """Return the tables that may be read, in the order in which they are listed."""
    return readable_copy(snapshot).shapes


def run(text: str, snapshot: Snapshot, seconds: float = SECONDS) -> Found:
    """Run a reader's query; raise QuestionError when it may not run, is wrong, takes too long or too much memory."""
    if len(text) > LONGEST_QUERY:
        raise QuestionError("sql_long", most=LONGEST_QUERY, n=len(text))
    copy = readable_copy(snapshot)  # held until the query is done
    order = {"path": str(copy.path), "query": text, "seconds": seconds, "memory_mb": MEMORY_MB,
             "rows": MOST_ROWS, "columns": MOST_COLUMNS, "cell": LONGEST_CELL}  # fmt: skip
    if not _turns.acquire(timeout=PATIENCE):
        raise QuestionError("sql_busy")
    try:
        answer = in_a_process(order, seconds)
    finally:
        _turns.release()
    if "error" in answer:
        raise QuestionError(str(answer["error"]), **answer["values"])
    if "failed" in answer:
        raise said(str(answer["failed"]), str(answer["message"]), seconds)
    rows = tuple(tuple(row) for row in answer["rows"])
    return Found(tuple(answer["columns"]), rows, bool(answer["more"]), int(answer["cut"]))


def in_a_process(order: Mapping[str, object], seconds: float) -> dict[str, Any]:
    """Let a process of its own carry out an order; it gets no environment, so it knows no secrets."""
    kept = {k: v for k, v in os.environ.items() if k in ("SYSTEMROOT", "LD_LIBRARY_PATH", "TZ")}
    command = [sys.executable, "-I", "-c", CHILD, str(store.ROOT)]
    told = json.dumps(order).encode()
    try:
        done = subprocess.run(command, input=told, capture_output=True, timeout=seconds + GRACE, env=kept, check=False)
    except subprocess.TimeoutExpired:
        raise QuestionError("sql_time", seconds=int(seconds)) from None
    if done.returncode == -getattr(signal, "SIGXCPU", 0):
        raise QuestionError("sql_time", seconds=int(seconds))
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:  # it was stopped, or broke
        raise QuestionError("sql_memory") from None
    return answer


def said(kind: str, message: str, seconds: float) -> QuestionError:
    """Return what the engine complained of as an error in the reader's words; never with a path in it."""
    first = (message.split("\n\nLINE")[0].splitlines() or [""])[0][:300]
    if kind == "InterruptException":
        return QuestionError("sql_time", seconds=int(seconds))
    if kind == "OutOfMemoryException" or "bad_alloc" in message or "llocation failure" in message:
        return QuestionError("sql_memory")
    if unknown := re.search(r'Referenced column "(.+?)"|does not have a column named "(.+?)"', first):
        return QuestionError("sql_column", name=(unknown[1] or unknown[2])[:60])
    return QuestionError("sql_failed", why=re.sub(r"(/[\w.-]+){2,}", "…", first.partition(": ")[2] or first)[:200])
