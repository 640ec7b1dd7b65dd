"""Every promise has what keeps it, what keeps it is there, and the page that says so is up to date."""

import ast
from pathlib import Path

import pytest
from promises import COUNTS, HERE, PROMISES, table

from benchmarks.__main__ import known

ROWS = [
    *(f"I{n}" for n in range(1, 14)),
    *(f"P{n}" for n in range(1, 11)),
    *(f"S{n}" for n in range(1, 9)),
    *(f"D{n}" for n in range(1, 9)),
]


def names_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def missing(name: str) -> bool:
    if name.startswith("benchmarks."):
        return name.removeprefix("benchmarks.") not in known()
    file, _, test = name.partition("::")
    return not (HERE / file).exists() or test not in names_of(HERE / file)


def test_every_row_is_there_once() -> None:
    assert [p.id for p in PROMISES] == ROWS


@pytest.mark.parametrize("row", [*PROMISES, *COUNTS], ids=lambda row: getattr(row, "id", getattr(row, "group", "")))
def test_what_keeps_a_promise_is_there(row) -> None:
    assert row.kept_by and [name for name in row.kept_by if missing(name)] == []
    assert any("::" in name for name in row.kept_by), "a measurement alone is run by nobody"


def test_a_name_that_is_not_there_would_be_found() -> None:
    assert missing("test_store.py::test_nothing") and missing("test_nothing.py::test_x") and missing("benchmarks.nothing")


def test_the_page_is_up_to_date() -> None:
    assert (HERE / "PROMISES.md").read_text(encoding="utf-8") == table(), "run python tests/promises.py"
