"""The process that reads and runs one query and ends: it is told what on its input and prints what it found, both as JSON.

It starts quickly, as it imports next to nothing. Whatever a query does to it (a text that takes hours to read, a value that
swells, a crash of the engine), the dashboard goes on; the system's limits hold where those of the engine do not.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb

from paktum.errors import QuestionError
from paktum.sql.checking import check

SPARE_BYTES = 768 * 1024 * 1024  # what the interpreter and the engine itself take beside the memory of the query
MOST_CHARACTERS = 4_000_000  # of a whole answer


def main() -> None:
    """Read the order, carry it out, print the answer."""
    order = json.load(sys.stdin)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the engine draws its progress there
    out.write(json.dumps(answer(order)))
    out.flush()
    os._exit(0)  # nothing is worth being tidied up


def answer(order: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns and rows, or {error, values} of ours, or {failed, message} of the engine."""
    try:
        limit(int(order["memory_mb"]), int(order["seconds"]))
        connection = opened(order)
        shut_files()
        threading.Thread(target=watch, args=(connection, float(order["seconds"]), os.getppid()), daemon=True).start()
        check(order["query"], connection)
        return found(connection, order)
    except QuestionError as error:
        return {"error": error.key.removeprefix("error."), "values": error.values}
    except duckdb.Error as error:
        return {"failed": type(error).__name__, "message": str(error)}
    except (MemoryError, RecursionError):
        return {"failed": "OutOfMemoryException", "message": ""}


def limit(memory_mb: int, seconds: int) -> None:
    """Ask the system to stop this process at more memory, more computing time, any byte written."""
    memory = memory_mb * 1024 * 1024 + SPARE_BYTES
    lower({"RLIMIT_AS": memory, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0, "RLIMIT_CPU": seconds + 2})
    with contextlib.suppress(AttributeError, OSError):
        os.nice(5)


def shut_files() -> None:
    """Let nothing be opened any more: no file, no socket. What is open stays."""
    lower({"RLIMIT_NOFILE": 0})


def lower(limits: Mapping[str, int]) -> None:
    """Lower limits of the system for good. Windows has none of them; there those of the engine have to do."""
    try:
        import resource
    except ImportError:
        return
    for name, most in limits.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def opened(order: Mapping[str, Any]) -> duckdb.DuckDBPyConnection:
    """Return a connection that can read the file of the order and do nothing else."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "python_enable_replacements": False,
        "temp_directory": "",  # what does not fit into memory fails instead of filling the disk
        "memory_limit": f"{order['memory_mb']}MB",
        "threads": 1,
        "lock_configuration": True,
    }
    return duckdb.connect(order["path"], read_only=True, config=config)


def watch(connection: duckdb.DuckDBPyConnection, seconds: float, parent: int) -> None:
    """Interrupt the query when its time is over; end when nobody waits for the answer any more."""
    pause, step, spent = threading.Event(), 0.1, 0.0
    while not pause.wait(step):
        spent += step
        if os.getppid() != parent:
            os._exit(1)
        if spent >= seconds:  # again and again, as an interrupt between two steps of a query is lost
            connection.interrupt()


def found(connection: duckdb.DuckDBPyConnection, order: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns and rows, cut to what a page can bear."""
    result = connection.execute(order["query"])
    columns = [str(c[0]) for c in result.description or ()]
    if len(columns) > order["columns"]:
        raise QuestionError("sql_wide", n=len(columns), most=order["columns"])
    rows: list[list[object]] = []
    characters = cut = 0
    more = False
    while row := result.fetchone():
        if len(rows) == order["rows"] or characters > MOST_CHARACTERS:
            more = True
            break
        cells = [plain(value) for value in row]
        for i, value in enumerate(cells):
            if isinstance(value, str) and len(value) > order["cell"]:
                cells[i], cut = value[: order["cell"]] + "…", cut + 1
        characters += sum(len(str(value)) for value in cells)
        rows.append(cells)
    return {"columns": columns, "rows": rows, "more": more, "cut": cut}


def plain(value: object) -> object:
    """Return a value as text, number or truth; what is composed is written as its elements."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join("NULL" if v is None else str(plain(v)) for v in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {'NULL' if v is None else plain(v)}" for k, v in value.items()) + "}"
    return str(value)
