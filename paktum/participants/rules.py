"""The rules of the format as every engine asks them: they stand in queries/rollups/checked.sql, here they are only counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paktum import store


@dataclass(frozen=True)
class Reject:
    """One fault: the physical line in the file, the column, the rule, and the value as found (cut, inert when shown).

    file: which file of a folder, empty for an export in one file.
    """

    line: int
    column: str
    rule: str
    value: str
    near: str = ""
    file: str = ""


def rollup(name: str) -> str:
    """Return the SQL of queries/rollups/<name>.sql."""
    return store.statements(store.QUERIES / "rollups" / f"{name}.sql")


def rules(columns: Sequence[str]) -> list[tuple[str, str]]:
    """Return (rule, column) of each column of checked.sql that is a rule, in the order of their bits."""
    split = [c.partition("__") for c in columns]
    return [(rule, column) for rule, mark, column in split if mark]


def faulted(known: Sequence[tuple[str, str]]) -> str:
    """Return the SQL of the table faulted: the rows of checked with the rules that they break summed up as bits."""
    bits = " + ".join(f"case when c.{rule}__{column} then {1 << n} else 0 end" for n, (rule, column) in enumerate(known))
    return f"select c.*, cast({bits} as bigint) as fault from checked c"
