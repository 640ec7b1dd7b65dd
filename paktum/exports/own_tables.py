"""The project's own tables: their columns, types, keys, enumerations and patterns, as `data/datapackage.json` declares them."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from paktum.exports import codes, dates, gazetteer, names, numbers
from paktum.exports.faults import finding
from paktum.exports.formats import Column, Format, Values
from paktum.exports.grids import Number
from paktum.exports.reading import Finding
from paktum.exports.values import Said, Value, absent, error, note

DESCRIPTION = "datapackage.json"
DATES = r"^\d{4}(-\d{2}(-\d{2})?)?$"
# The figures whose cell may carry a hedge or a unit, and the column that says how exact they are.
FIGURES = ("observations", "aggregates")
POINT = re.compile(r"(?<![\d.,])\d+\.(?:\d{1,2}|\d{4,})(?![\d.,])")
AS_KEPT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
NOT_BLANKED = ("publisher",)  # a text in which a sign for "no data" is the text itself
KEPT = ("text_en", "text_hu")  # typographic texts, which keep their blanks


@functools.cache
def _resources() -> tuple[Mapping[str, Any], ...]:
    package = json.loads((gazetteer.REFERENCE.parent / DESCRIPTION).read_text(encoding="utf-8"))
    return tuple(r for r in package["resources"] if "schema" in r)


def schemas() -> Mapping[str, Mapping[str, Any]]:
    """Return {table: schema} of the bundled data package."""
    return {r["name"]: r["schema"] for r in _resources()}


def paths() -> Mapping[str, str]:
    """Return {table: path of its bundled file in the data folder}."""
    return {r["name"]: r["path"] for r in _resources()}


def links(table: str) -> Mapping[str, str]:
    """Return {column: table that its values stand in}."""
    keys = schemas()[table].get("foreignKeys", ())
    return {f: k["reference"]["resource"] or table for k in keys for f in ([k["fields"]] if isinstance(k["fields"], str) else k["fields"])}


@functools.cache
def tables() -> tuple[Format, ...]:
    """Return every table as a format."""
    return tuple(_table(name, schema) for name, schema in schemas().items())


def _table(name: str, schema: Mapping[str, Any]) -> Format:
    fields = tuple(f["name"] for f in schema["fields"])
    key = tuple(schema.get("primaryKey", ()))
    columns = tuple(
        Column(f["name"], (f["name"],), reader(f, name), required=True, filled=bool(f.get("constraints", {}).get("required")))
        for f in schema["fields"]
    )

    def build(values: Values, row: int, sheet: str) -> Mapping[str, str | None]:
        return {f: values[f] for f in fields}

    return Format(name, columns, build=build, check=functools.partial(_row, name), key=key, same=fields)


# ---------------------------------------------------------------- cells


def reader(field: Mapping[str, Any], table: str) -> Callable[[str], Value]:
    """Return the reader of a column: text in, text of our own spelling out."""
    rules = field.get("constraints", {})
    if field["type"] in ("integer", "number"):
        hedged = table in FIGURES and field["name"] == "value"
        return functools.partial(_number, whole=field["type"] == "integer", hedged=hedged)
    if rules.get("pattern") == DATES:
        return _date
    if "enum" in rules:
        return functools.partial(_choice, allowed=tuple(rules["enum"]))
    if field["name"] == "project_code":
        return _project
    if field["name"] in KEPT:
        return _kept
    pattern = re.compile(rules["pattern"]) if "pattern" in rules else None
    return functools.partial(_text, pattern=pattern, blanked=field["name"] not in NOT_BLANKED and not rules.get("required"))


def _number(raw: str, whole: bool, hedged: bool) -> Value:
    # Our own files have the decimal point; a Hungarian spreadsheet writes a comma. One point before three digits stays doubtful
    # in an amount, where it may group thousands.
    read = numbers.money(raw, None, comma=not POINT.search(raw)) if hedged else numbers.number(raw, comma="," in raw)
    if read.value is None:
        return read
    if whole and read.value != read.value.to_integral_value():
        return error("NUM11")
    if AS_KEPT.fullmatch(raw):
        return Value(raw, read.said, read.extra)
    text = format(read.value, "f")
    return Value(text.rstrip("0").rstrip(".") if "." in text else text, read.said, read.extra)


def _date(raw: str) -> Value:
    """Read an ISO date of reduced precision; a whole day may be written in the Hungarian way."""
    plain = raw.strip()
    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", plain) and plain.isascii() and not isinstance(raw, Number):
        return Value(plain) if dates.EARLIEST <= int(plain[:4]) <= dates.LATEST_PLANNED else error("DATE05")
    if re.fullmatch(r"(19|20)\d\d", plain) and isinstance(raw, Number):
        return Value(plain)
    read = dates.day(raw, date.max, future=True)
    said = (*read.said, note("DATE06")) if read.value and not re.fullmatch(r"\d{4}-\d\d-\d\d", plain) else read.said
    return Value(read.value, said)


def _choice(raw: str, allowed: tuple[str, ...]) -> Value:
    read = names.text(raw)
    if read.value is None or read.value in allowed:
        return read
    near = gazetteer.nearest(read.value, allowed)
    return error("PKG01", near=near, allowed=", ".join(allowed))


def _project(raw: str) -> Value:
    read = codes.project(raw)
    if read.value is not None:
        return Value(read.value.project, read.said)
    blank = names.text(raw).value is None
    return Value(None) if blank else read if read.said else error("V01", near="")


def _kept(raw: str) -> Value:
    read = names.text(raw)
    return Value(names.NEUTRALISED.sub("", raw)) if read.value is not None else read


def _text(raw: str, pattern: re.Pattern[str] | None, blanked: bool) -> Value:
    read = names.text(raw)
    if read.value is None:
        return read
    if pattern and not pattern.search(read.value):
        return error("PKG02", pattern=pattern.pattern)
    return Value(None, (*read.said, Said("warning", "V23"))) if blanked and absent(read.value) else read


# ---------------------------------------------------------------- rows


def _row(table: str, values: Values, headings: Mapping[str, str]) -> list[Finding]:
    """Check what one row shows: a hedge is a bound, a member leaves after joining."""
    said = []
    hedge = values.get("value_extra")
    if table in FIGURES and hedge not in (None, "exact"):
        values["precision"] = hedge  # the words before the number say more than the column; V16 has said so
    if table in FIGURES and not values["value"] and not values["value_date"]:
        said.append(finding("error", "V23", column="value", value=""))
    joined, left = values.get("joined_on"), values.get("left_on")
    if joined and left and left < joined[: len(left)]:
        said.append(finding("error", "V22", column="left_on", value=f"{joined} > {left}"))
    return said
