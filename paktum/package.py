"""The data package to take away: the bundled tables, described, as one ZIP; the published snapshot as Parquet, described."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from paktum.errors import StoreError
from paktum.store import DATA, ROOT, Shared, Snapshot, connection, notes, share_tables

FOLDER = "paktumtukor-data"
# One moment for every file: the same data give the same bytes.
MOMENT = (2026, 1, 1, 0, 0, 0)


def package_files(data: Path = DATA) -> dict[str, Path]:
    """Return {path inside the package: file}: the description, all that it declares, the data notes, the licence of the code."""
    declared = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    files = {"datapackage.json": data / "datapackage.json", "README.md": data / "README.md", "LICENSE-CODE.txt": ROOT / "LICENSE"}
    return files | {str(r["path"]): data / r["path"] for r in declared}


def data_package(data: Path = DATA) -> bytes:
    """Return the ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, file in package_files(data).items():
            archive.writestr(zipfile.ZipInfo(f"{FOLDER}/{path}", MOMENT), file.read_bytes(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


# ---------------------------------------------------------------- the published snapshot, for other engines

SHARED = "paktumtukor-snapshot"
# What Data Package 2.0 calls the engine's types; a list is an array.
TYPES = {"VARCHAR": "string", "BOOLEAN": "boolean", "DATE": "date", "DOUBLE": "number", "FLOAT": "number", "DECIMAL(18,2)": "number",
         "BIGINT": "integer", "UBIGINT": "integer", "INTEGER": "integer", "SMALLINT": "integer"}  # fmt: skip
STATES = ("shown", "suppressed", "nobody")


def share(snapshot: Snapshot, folder: Path, data: Path = DATA) -> int:
    """Write a published snapshot into a folder: its tables as Parquet, their description, notes and licences; return how many tables.

    The folder is new, empty, or an earlier one of these, which is replaced when everything is written. Raises StoreError for a
    folder that holds anything else, or that cannot be written.
    """
    folder = folder.absolute()
    if folder.exists() and not (folder.is_dir() and (not any(folder.iterdir()) or name_of(folder) == SHARED)):
        raise StoreError("share_folder", folder=folder)
    unfinished, former = (folder.with_name(f"{folder.name}.{os.getpid()}.{part}") for part in ("unfinished", "former"))
    try:
        made = share_tables(snapshot, unfinished / "tables")
        for name, file in package_files(data).items():
            if name.endswith((".md", ".txt")):
                shutil.copyfile(file, unfinished / name)
        told = description(snapshot, made, unfinished, data)
        (unfinished / "datapackage.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        if folder.exists():
            os.replace(folder, former)
        os.replace(unfinished, folder)
    except OSError as error:
        raise StoreError("no_document", file=folder, why=error.strerror or error) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(former, ignore_errors=True)
    return len(made)


def name_of(folder: Path) -> str:
    """Return the name of the data package in a folder; empty when there is none."""
    try:
        return str(json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["name"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def description(snapshot: Snapshot, made: Sequence[Shared], base: Path, data: Path = DATA) -> dict[str, Any]:
    """Return the description of a shared snapshot: tables with types, units, keys and checksums, sources, and where licences stand."""
    bundled = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    declared = {r["name"]: r for r in bundled["resources"]}
    said = notes()
    sources = connection(snapshot.path).cursor().execute("select title, url from sources order by source_id").fetchall()
    return {
        "$schema": bundled["$schema"],
        "name": SHARED,
        "title": bundled["title"],
        "description": f"{bundled['description']} Snapshot {snapshot.id}, built {snapshot.built_at}. README.md says of each source under"
        " which licence it can be used. Unknown is empty, never 0. A *_state column says why a number of participants is empty: suppressed"
        " = it may not be told, nobody = there is nobody it could be of.",
        "version": snapshot.id,
        "created": snapshot.built_at,
        "sources": [{"title": title, **({"path": url} if str(url or "").startswith("http") else {})} for title, url in sources],
        "resources": [resource(table, base, declared.get(table.name, {}), *said.get(table.name, ("", {}))) for table in made],
    }


def resource(table: Shared, base: Path, declared: Mapping[str, Any], about: str, columns: Mapping[str, str]) -> dict[str, Any]:
    """Return the description of one table; what the bundled package or the contract (about, columns) says of it is kept."""
    content = table.path.read_bytes()
    fields = {f["name"]: f for f in declared.get("schema", {}).get("fields", ())}
    return {
        "name": table.name,
        **({"title": declared["title"]} if "title" in declared else {}),
        **({"description": about} if about else {}),
        "path": table.path.relative_to(base).as_posix(),
        "type": "table", "format": "parquet", "mediatype": "application/vnd.apache.parquet",
        "bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "rows": table.rows,
        "schema": {
            "fields": [column(name, kind, columns.get(name, ""), fields.get(name, {})) for name, kind in table.columns.items()],
            **({"primaryKey": list(table.key)} if table.key else {}),
        },
    }  # fmt: skip


def column(name: str, kind: str, about: str, declared: Mapping[str, Any]) -> dict[str, Any]:
    """Return the description of a column: the type that it has in the file, what is said of it, which values it may have."""
    told: dict[str, Any] = {"name": name, "type": "array" if kind.endswith("[]") else TYPES.get(kind, "any")}
    told |= {"description": about} if about else {}
    told |= {key: declared[key] for key in ("title", "description", "unit") if key in declared}
    if "enum" in declared.get("constraints", {}) and told["type"] == "string":
        told["constraints"] = {"enum": declared["constraints"]["enum"]}
    if name == "people_state":
        told["constraints"] = {"enum": list(STATES)}
    return told
