"""The documented participant export: its columns, its codes, and what is refused because it names a person (V24)."""

from __future__ import annotations

import csv
import difflib
import functools
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paktum.errors import PaktumError
from paktum.store import DATA

SCHEMA = DATA / "participants.schema.json"
GROUPS = ("under_30", "over_50", "low_skilled", "returning_parent", "disabled", "long_term")
# Headings that say who a person is: as whole words or beginnings of words, without accents.
IDENTIFIERS = (
    "name", "nev", "vezeteknev", "keresztnev", "anyja", "taj", "taj szam", "tb", "ado", "adoazonosito", "tax", "social security", "ssn",
    "email", "e mail", "mail", "phone", "telefon", "mobil", "birth date", "birthdate", "date of birth", "szuletesi datum",
    "szuletesi ido", "szuletesi hely", "cim", "lakcim", "address", "iban", "bankszamla", "szemelyi",
)  # fmt: skip
LARGEST_LINE = 4096  # bytes of a header


class ParticipantError(PaktumError):
    """A participant export that cannot be taken in; nothing is stored."""


@dataclass(frozen=True)
class Layout:
    """How a text file is laid out: its separator and its columns in the order of the file."""

    separator: str
    columns: tuple[str, ...]


@functools.cache
def fields() -> Mapping[str, Mapping[str, Any]]:
    """Return {column: field} of the machine-readable schema."""
    return {f["name"]: f for f in json.loads(SCHEMA.read_text(encoding="utf-8"))["fields"]}


def codes(column: str) -> tuple[str, ...]:
    """Return the codes that a column may hold."""
    return tuple(fields()[column].get("constraints", {}).get("enum", ()))


def required(column: str) -> bool:
    """Say whether a column may not be blank."""
    return bool(fields()[column].get("constraints", {}).get("required"))


def csv_layout(path: Path) -> Layout:
    """Read the header of a CSV file; raise ParticipantError for another encoding, a missing, foreign or identifying column."""
    with path.open("rb") as file:
        head = file.read(LARGEST_LINE)
    if not head:
        raise ParticipantError("people_empty", file=path.name)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head:
        raise ParticipantError("people_encoding", file=path.name)
    line = head.removeprefix(b"\xef\xbb\xbf").splitlines()[0]
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise ParticipantError("people_encoding", file=path.name) from None
    separator = max(",;\t", key=text.count)
    names = next(csv.reader([text], delimiter=separator))
    return Layout(separator, check_columns(path.name, names))


def check_columns(file: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of a file in our words; refuse identifiers, doubles and gaps. Unknown columns stay, to be dropped."""
    told = tuple(n.strip() for n in names)
    if found := [n for n in told if n not in fields() and identifies(n)]:
        raise ParticipantError("people_identifier", file=file, column=found[0][:60])
    if doubles := sorted({n for n in told if told.count(n) > 1}):
        raise ParticipantError("people_double", file=file, column=doubles[0][:60] or "–")
    if missing := [n for n in fields() if n not in told]:
        near = difflib.get_close_matches(missing[0], [n for n in told if n not in fields()], n=1)
        key = "people_missing_near" if near else "people_missing"
        raise ParticipantError(key, file=file, column=missing[0], near=near[0] if near else "")
    return told


def identifies(heading: str) -> bool:
    """Say whether a heading names something that says who a person is."""
    letters = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().casefold()
    words = f" {re.sub(r'[^a-z0-9]+', ' ', letters).strip()} "
    return any(f" {i} " in words for i in IDENTIFIERS)


def dropped(columns: Sequence[str]) -> list[str]:
    """Return the columns of a file that the format does not know: they are never stored."""
    return [c for c in columns if c not in fields()]
