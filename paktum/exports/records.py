"""JSON lists of records as grids: the first row are all keys; a record's row is its number in the list."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator

from paktum.exports import limits
from paktum.exports.faults import finding, refuse
from paktum.exports.grids import Broken, Grid, Number, Row
from paktum.exports.texts import decode


def json_grid(data: bytes) -> Grid:
    """Return the grid of a JSON file. Raises UnreadableError for what is no list of records."""
    text = decode(data)
    if sum(map(text.text.count, ",[{")) > limits.JSON_PARTS:
        raise refuse("LIM03", limit=limits.JSON_PARTS)
    try:
        tree = json.loads(text.text, parse_int=Number, parse_float=Number, parse_constant=_constant, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise refuse("FILE04", what="JSON", row=error.lineno, why=error.msg) from None
    except (ValueError, RecursionError) as error:
        raise refuse("FILE04", what="JSON", why=error) from None
    records = _records(tree)
    if records is None:
        raise refuse("FILE01")
    grid = _record_grid(records)
    grid.findings += text.findings
    return grid


def _constant(text: str) -> object:
    raise ValueError(text)


def _object(pairs: list[tuple[str, object]]) -> object:
    """Return an object; one that says a key twice is none."""
    made = dict(pairs)
    return made if len(made) == len(pairs) else "{" + ", ".join(k for k, _ in pairs) + "}"


def _records(tree: object) -> list[object] | None:
    """Return the list of records: bare, or where the site of palyazat.gov.hu keeps it."""
    for path in ((), ("data",), ("supportedProjects", "data"), ("pageProps", "supportedProjects", "data")):
        here = tree
        for key in path:
            here = here.get(key) if isinstance(here, dict) else None
        if isinstance(here, list):
            return here
    return None


def _record_grid(records: list[object], name: str = "") -> Grid:
    """Return the grid of JSON objects: first a row of all their keys, then one row an object; the row is its number in the list."""
    keys: dict[str, None] = {}
    for record in records:
        if isinstance(record, dict):
            keys.update(dict.fromkeys(record))
    if len(keys) > limits.COLUMNS:
        raise refuse("LIM03", limit=limits.COLUMNS)
    return Grid(name, "json", itertools.chain([(0, list(keys))], _objects(records, list(keys))))


def _objects(records: list[object], keys: list[str]) -> Iterator[Row]:
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict):
            yield number, finding("error", "JSON01", row=number, value=record)
        else:
            yield number, [_cell(record.get(key)) for key in keys]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | dict | list):
        return Broken(str(value)[: limits.VALUE_CHARACTERS], "JSON02")
    return Number(value)
