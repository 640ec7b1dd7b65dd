"""A delivery as a document: the row of `sources` that its figures refer to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from paktum.exports.reading import Reading
from paktum.imports.world import number_text
from paktum.store import digest

# The version of the readers: raised when one of them gives other rows for the same file.
READERS = "1"
# Publisher, title and kind of what a format is, as names in the data: the same in every language.
KINDS: Mapping[str, tuple[str, str, str]] = {
    "emir": ("Miniszterelnökség", "Támogatott projekt kereső (EMIR)", "national_export"),
    "fair": ("Miniszterelnökség", "Támogatott projektek listája (palyazat.gov.hu, FAIR)", "national_export"),
    "kohesio": ("Európai Bizottság", "Kohesio projektlista", "eu_dataset"),
    "operations": ("Magyarország irányító hatóságai", "Műveletek listája (2014–2020)", "eu_dataset"),
    "portal": ("Miniszterelnökség", "Támogatott projektek (eupalyazatiportal.hu)", "national_export"),
    "publicity": ("A kedvezményezettek", "Projektek saját oldalának kötelező adatai", "project_page"),
    "nfsz": ("Nemzeti Foglalkoztatási Szolgálat", "Nyilvántartott álláskeresők településenként (T01)", "statistics"),
}
OWN = ("Saját adatközlés", "Kitöltött adattábla", "own_record")


@dataclass(frozen=True)
class Document:
    """What a file is as a source. numbers: whether its internal ids are those of the national export; as_of: its date, if known."""

    source_id: str
    publisher: str
    title: str
    kind: str
    numbers: bool
    as_of: str | None

    @property
    def row(self) -> dict[str, str | None]:
        """The row of the table `sources`."""
        return {
            "source_id": self.source_id, "title": self.title, "publisher": self.publisher, "url": None, "published_on": self.as_of,
            "kind": self.kind, "note": None,
        }  # fmt: skip


def holds(reading: Reading) -> str:
    """Return a digest of what a file holds, whatever the order of its rows and columns or where they stand."""
    grants = [{k: _plain(v) for k, v in vars(g).items() if k not in ("row", "sheet")} for g in reading.grants]
    tables = {name: _sorted([{k: v for k, v in row.items() if v is not None} for row in rows]) for name, rows in reading.tables.items()}
    return digest([reading.format, reading.whole, _sorted(grants), tables])


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    return number_text(value) if isinstance(value, Decimal) else value


def _sorted(rows: Sequence[Mapping[str, object]]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)


def document(reading: Reading, as_of: str | None = None) -> Document:
    """Return the document that a file is; its id names its content."""
    family = next((f for f in KINDS if reading.format.startswith(f)), "")
    publisher, title, kind = KINDS.get(family, OWN)
    name = f"{family or 'own'}-{holds(reading)}"
    return Document(name, publisher, title, kind, family in ("emir", "fair"), as_of)
