"""The store: build a new DuckDB snapshot from checked tables, publish it in one step, open it read-only.

files: where things lie. loading: CSV to checked tables. published: which snapshots there are. deliveries: what users
brought. building: build, preview, publish, step back. differences: what two snapshots do not share. lock: one at a time.
"""

from paktum.errors import StoreError
from paktum.store.building import (
    Candidate,
    Progress,
    active_deliveries,
    build,
    clear_abandoned,
    examine,
    fingerprint,
    identity,
    prepare,
    publish,
    roll_back,
    rows_of,
    sweep,
    workspace,
    workspace_name,
)
from paktum.store.deliveries import Delivery, Fill, Mode, Row, digest, file_name, folder_of, read_delivery, sorted_rows
from paktum.store.differences import Change, Difference, compare
from paktum.store.files import DATA, QUERIES, ROOT, STORE, declared, folder, header, statements, table_files
from paktum.store.following import follow, watch
from paktum.store.loading import (
    Finding,
    check,
    column_names,
    columns,
    delivered,
    derive,
    empty,
    load,
    misfits,
    primary_keys,
    references,
    stage,
    tables,
    tables_read,
)
from paktum.store.lock import holder, locked
from paktum.store.people import drop_release, keep_release, people_release
from paktum.store.published import (
    Pointer,
    Snapshot,
    connection,
    current,
    damaged,
    intact,
    pointer,
    published_ids,
    read_manifest,
    readable,
    snapshots,
    tidy,
)
from paktum.store.sharing import Shared, notes, share_tables

__all__ = [
    "active_deliveries", "drop_release", "keep_release", "people_release",
    "build", "Candidate", "Change", "check", "clear_abandoned", "column_names", "columns", "compare",
    "connection", "current", "damaged", "DATA", "declared", "delivered", "Delivery", "derive", "Difference", "digest", "empty",
    "examine", "Fill", "Finding", "file_name", "fingerprint", "follow", "folder", "folder_of", "header", "holder", "identity", "intact",
    "load", "locked", "misfits", "Mode", "notes", "Pointer", "pointer", "prepare", "primary_keys", "Progress", "publish", "published_ids",
    "QUERIES", "read_delivery", "read_manifest", "readable", "references", "roll_back", "ROOT", "Row", "rows_of", "Snapshot", "snapshots",
    "Shared", "share_tables", "sorted_rows", "stage", "statements", "STORE", "StoreError", "sweep", "table_files", "tables", "tables_read",
    "tidy", "watch", "workspace", "workspace_name",
]  # fmt: skip
