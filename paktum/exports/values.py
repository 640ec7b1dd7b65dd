"""What a cell says: a value, and what must be said about it. Nothing is guessed: what can be read in two ways is an error."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from paktum.exports.reading import Level


class Said(NamedTuple):
    """Something to say about a cell: level, rule, and what its sentence needs."""

    level: Level
    rule: str
    values: tuple[tuple[str, str], ...] = ()


class Value(NamedTuple):
    """What a cell says; `said` is empty for a cell without any peculiarity. extra: precision of an amount, parts of a code."""

    value: Any
    said: tuple[Said, ...] = ()
    extra: Any = None


NOTHING = Value(None)


def error(rule: str, **values: str) -> Value:
    """Return a cell that cannot be used."""
    return Value(None, (Said("error", rule, tuple(values.items())),))


def note(rule: str, **values: str) -> Said:
    """Return a tolerance that was used."""
    return Said("note", rule, tuple(values.items()))


def warning(rule: str, **values: str) -> Said:
    """Return a doubt."""
    return Said("warning", rule, tuple(values.items()))


ABSENT = re.compile(r"[-–—.…?x*]+|n\.? ?[ae/]\.?|na|n/a|nan|null|none|nincs(?: adat)?!?|ismeretlen|unknown|titkos", re.IGNORECASE)


def absent(raw: str) -> bool:
    """Say whether a cell states that there is no value."""
    return ABSENT.fullmatch(raw.strip()) is not None


def unknown() -> Value:
    """Return the state "unknown", which a text in a number or date cell stands for."""
    return Value(None, (warning("V23"),))
