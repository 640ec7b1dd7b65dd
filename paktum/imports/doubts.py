"""What makes an import look like a mistake although no row is wrong: a person must confirm it before it is published."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from paktum.exports.reading import Reading
from paktum.store import Delivery

# Above these shares a person is asked. What has an error is never published, confirmed or not.
MOST_LOST = float(os.environ.get("PAKTUM_MOST_LOST", "0.2"))
MOST_DOUBTFUL = float(os.environ.get("PAKTUM_MOST_DOUBTFUL", "0.5"))
FEW_ROWS = 5  # of a table or list this small a share says nothing


@dataclass(frozen=True)
class Doubt:
    """One reason to look again: `key` names its sentence (import_doubt.<key>), `values` are what the sentence needs."""

    key: str
    values: Mapping[str, str | int | float]


def vanishing(losses: Mapping[str, int]) -> Iterator[Doubt]:
    """Yield what would vanish, however little it is: {"pacts": n, "figures": n}, or nothing."""
    if losses:
        yield Doubt("vanishing", losses)


def lost_rows(before: Mapping[str, int], after: Mapping[str, int], tables: set[str]) -> Iterator[Doubt]:
    """Yield the tables that would be empty, or much smaller than in the published snapshot. tables: those that hold facts."""
    for table in sorted(tables & before.keys()):
        was, now = before[table], after.get(table, 0)
        if was and not now:
            yield Doubt("emptied", {"table": table, "before": was})
        elif was >= FEW_ROWS and now < was * (1 - MOST_LOST):
            yield Doubt("fewer_rows", {"table": table, "before": was, "after": now})


def shorter_list(name: str, reading: Reading, active: list[Delivery]) -> Iterator[Doubt]:
    """Yield a list that is much shorter than the last one of its format: probably a part of it only."""
    last = next((d for d in reversed(active) if d.format == reading.format and d.format != "package"), None)
    was = last.counts.get("rows", 0) if last else 0
    if was >= FEW_ROWS and reading.rows < was * (1 - MOST_LOST):
        yield Doubt("shorter_list", {"file": name, "before": was, "after": reading.rows})


def doubtful_rows(name: str, reading: Reading) -> Iterator[Doubt]:
    """Yield a file in which many rows have a warning."""
    rows = {(f.sheet, f.row) for f in reading.findings if f.level == "warning" and f.row is not None}
    if reading.rows >= FEW_ROWS and len(rows) > reading.rows * MOST_DOUBTFUL:
        yield Doubt("doubtful_rows", {"file": name, "rows": reading.rows, "doubtful": len(rows)})
