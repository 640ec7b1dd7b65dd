"""The release of participant cubes that goes into the next snapshot: tables after disclosure control, never rows of persons.

A release is a folder `people/<id>` of the store with one Parquet file for each table of queries/people.sql; `people/current.json` names
the one in force. It is named by its content.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pandas as pd

from paktum.store.files import STORE
from paktum.store.published import write_json

TABLES = ("people_releases", "people_pacts", "people_cells", "people_rejects")


def load_people(con: duckdb.DuckDBPyConnection, release: Path) -> None:
    """Fill the tables of participant cubes from a release; the engine checks their types and states."""
    for table in TABLES:
        con.execute(f"insert into {table} by name select * from read_parquet($file)", {"file": str(release / f"{table}.parquet")})


def people_release(store: Path = STORE) -> Path | None:
    """Return the folder of the release in force, or None when there are no participants."""
    try:
        name = str(json.loads((store / "people" / "current.json").read_text(encoding="utf-8"))["release"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    folder = store / "people" / name
    return folder if name and folder.is_dir() else None


def keep_release(tables: Mapping[str, pd.DataFrame], store: Path = STORE) -> str:
    """Write a release and put it in force; return its id, a digest of its rows. The next build takes it in."""
    unfinished = store / "people" / f"{os.getpid()}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    digest = hashlib.sha256()
    with duckdb.connect() as con:
        for table in TABLES:
            con.register("given", tables[table])
            con.execute(f"copy (select * from given) to '{unfinished / table}.parquet' (format parquet)")
            con.unregister("given")
            digest.update(tables[table].to_csv(index=False).encode())
    name = digest.hexdigest()[:12]
    target = store / "people" / name
    shutil.rmtree(target, ignore_errors=True)
    os.replace(unfinished, target)
    write_json(store / "people" / "current.json", {"release": name})
    return name


def drop_release(store: Path = STORE) -> None:
    """Take the participants out of the next snapshot."""
    (store / "people").mkdir(parents=True, exist_ok=True)
    write_json(store / "people" / "current.json", {"release": ""})
