"""Readers of export files: one module per format; what every one of them hands over is a `Reading`."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from decimal import Decimal
from pathlib import Path

from paktum.exports.reading import Finding, Grant, Reading


def read(content: bytes | Path, name: str) -> Reading:
    """Read a file as the format that its content shows."""
    assert isinstance(content, bytes)
    sha = hashlib.sha256(content).hexdigest()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig", "replace"))))
    if not rows or "Alintézkedés" not in rows[0]:
        return Reading("unknown", 0.0, name, sha, findings=(Finding("error", "FILE01"),))
    seen: dict[str, Grant] = {}
    bad: list[Finding] = []
    for i, r in enumerate(rows, 2):
        code = r["Alintézkedés"].split(" - ")[0].strip()
        m = re.fullmatch(r"(TOP-[\d.]+-\d\d)-(\w\w\d)", code)
        amount = r["Megítélt támogatás (HUF)"].replace(" ", "")
        if not amount.isdigit():
            bad.append(Finding("error", "V16", "", i, "Megítélt támogatás (HUF)", r["Megítélt támogatás (HUF)"]))
            continue
        g = Grant(
            i, internal_id=r["_palyazat_id"] or None, call_code=m[1] if m else code, territory_code=m[2] if m else None,
            cycle="2014-2020", applicant=r["Pályázó neve"], title=" ".join(r["Projekt megnevezése"].split()), place=r["Település"],
            amount=Decimal(amount), decided_on=r["Támogatási döntés dátuma"].replace(".", "-"),
        )  # fmt: skip
        seen.setdefault(g.internal_id or str(i), g)
    repeats = len(rows) - len(seen) - len(bad)
    return Reading(
        "emir", 1.0, name, sha, len(rows), len(seen), len(bad), repeats, {"repeat": repeats} if repeats else {}, tuple(seen.values()),
        findings=tuple(bad),
    )  # fmt: skip


def template(words: object) -> bytes:
    """Return the empty workbook."""
    return b""
