"""The data package to take away: every published table, its description, notes and licences, as one ZIP."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from paktum.store import DATA, ROOT

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
