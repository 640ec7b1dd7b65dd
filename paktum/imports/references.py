"""What the rows of a file name must exist: in the data, in the file itself, or in another file of the same import."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from paktum import store
from paktum.exports import gazetteer, own_tables
from paktum.exports.faults import finding
from paktum.exports.reading import Finding, Reading
from paktum.store import Delivery

NAMES = ("name_hu", "name_en", "short_hu", "title", "title_hu", "name")  # by which a person may call a row
ALIKE = 0.6
Known = Mapping[str, Mapping[str, tuple[str, ...]]]  # {table: {id: names}}


def known(readings: Sequence[Reading], deliveries: Sequence[Delivery]) -> Known:
    """Return what the rows of some files may name: the rows of the active data, and of the files themselves, rejected ones too."""
    replaced = {t for r in readings if r.whole for t in r.tables if t != "sources"}
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for table in sorted({link.table for r in readings for link in r.links}):
        (key,) = own_tables.schemas()[table]["primaryKey"]
        there = [] if table in replaced else store.rows_of(table, deliveries)
        found[table] = {str(row[key]): tuple(str(row[n]) for n in NAMES if row.get(n)) for row in there}
        found[table] |= {name: () for r in readings for name in r.named.get(table, ()) if name not in found[table]}
    return found


def dangling(reading: Reading, there: Known) -> list[Finding]:
    """Return an error for each cell that names what is not there, with the id that looks most like it."""
    closest = functools.cache(lambda table, value: nearest(value, there[table]))
    return [
        finding(
            "error", "M06", sheet=link.sheet, row=link.row, column=link.column, value=link.value, table=link.table,
            near=closest(link.table, link.value),
        )
        for link in reading.links
        if link.value not in there[link.table]
    ]  # fmt: skip


def nearest(value: str, among: Mapping[str, tuple[str, ...]]) -> str:
    """Return the id that looks most like a text, or whose name does, whatever the order of the words; else an empty text."""
    texts = {_sorted_words(text): name for name, names in among.items() for text in (*names, name)}
    found: Iterable[str] = difflib.get_close_matches(_sorted_words(value[:100]), texts, 1, ALIKE)
    return next((texts[text] for text in found), "")


def _sorted_words(text: str) -> str:
    return " ".join(sorted(filter(None, (gazetteer.folded(word) for word in re.split(r"[\W_]+", text)))))
