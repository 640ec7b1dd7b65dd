"""Where everything lies: the folders, the SQL texts, the tables of the data package."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from paktum.errors import StoreError

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "data"
QUERIES = ROOT / "queries"
STORE = Path(os.environ.get("PAKTUM_STORE", DATA / "store"))


def statements(path: Path) -> str:
    """Return the SQL text of a file in the queries folder."""
    return path.read_text(encoding="utf-8")


def header(sql: str) -> list[str]:
    """Return the comment lines at the top of an SQL file, without the dashes."""
    lines = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return lines


def declared(sql: str) -> dict[str, str]:
    """Return the `key: value | key: value` pairs declared in the header of a check or an indicator."""
    pairs: dict[str, str] = {}
    for line in header(sql)[1:]:
        if re.match(r"(rule|code): ", line):
            pairs |= dict(part.strip().split(": ", 1) for part in line.split("|"))
    return pairs


def folder(name: str, queries: Path = QUERIES) -> dict[str, str]:
    """Return {file stem: SQL} of a folder of queries, in alphabetical order."""
    return {path.stem: statements(path) for path in sorted((queries / name).glob("*.sql"))}


def table_files(data: Path = DATA) -> dict[str, Path]:
    """Return {table: CSV file} as the data package declares them."""
    package = data / "datapackage.json"
    try:
        resources = json.loads(package.read_text(encoding="utf-8"))["resources"]
    except FileNotFoundError:
        raise StoreError("no_package", folder=data) from None
    return {r["name"]: data / r["path"] for r in resources if str(r["path"]).endswith(".csv")}
