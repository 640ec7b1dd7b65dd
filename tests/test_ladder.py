"""Arrows point one way: a file imports only what stands on a lower rung; see the ladder in the README."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from paktum.store import ROOT

# The rungs, lowest first; what stands on one rung does not import its neighbours, only itself.
LADDER = (
    {"wording", "errors", "journal", "heap"},
    {"selection", "exports", "suppression"},
    {"store", "matching"},
    {"participants"},
    {"questions", "sql"},
    {"tables", "figures", "package", "borders", "pacts"},
    {"imports"},
    {"readings"},
    {"takeaway"},
    {"slides", "sheet", "handout", "stage", "draft"},
    {"screen", "commands"},
    {"pages", "dashboard", "__main__"},
)
RUNG = {part: rung for rung, parts in enumerate(LADDER) for part in parts}
# Figures are drawn from what they are given, and readings only put answers into words (of the store they know what a
# snapshot is, and of an import what it found): neither knows more of the library. Exports are read without the store.
NARROWER = {
    "exports": {"wording", "errors"},
    "figures": {"wording"},
    "readings": {"figures", "tables", "questions", "wording", "store", "imports", "matching", "exports", "sql"},
}
# A library stands in one place, so that it can be replaced in one place.
HOMES = {
    "streamlit": ("dashboard.py", "pages/", "paktum/screen/"),
    # card.py asks whether what it draws is a Plotly figure; it makes none.
    "plotly": ("paktum/figures/", "paktum/screen/card.py"),
    "xlrd": ("paktum/exports/old_workbooks.py",),
    "duckdb": ("paktum/store/", "paktum/questions.py", "paktum/participants/", "paktum/sql/"),
    "typst": ("paktum/sheet.py",),
    "pyspark": ("paktum/participants/spark.py",),
    "pptx": ("paktum/slides/",),
}
FILES = sorted([*(ROOT / "paktum").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "dashboard.py"])


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def part(path: Path) -> str:
    """The part of the house that a file belongs to: store, figures, pages ..."""
    first, *rest = path.relative_to(ROOT).with_suffix("").parts
    return rest[0] if first == "paktum" else first


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it, by its full name."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def parts_imported(path: Path) -> set[str]:
    """The parts of the house that a file imports."""
    names = [name.split(".") for name in imports(path)]
    inside = {n[1] for n in names if n[0] == "paktum" and len(n) > 1}
    return inside | {n[0] for n in names if n[0] in ("pages", "dashboard")}


every_file = pytest.mark.parametrize("path", [p for p in FILES if place(p) != "paktum/__init__.py"], ids=place)


@every_file
def test_every_file_stands_on_a_rung(path: Path) -> None:
    assert part(path) in RUNG, f"give {part(path)} its rung in tests/test_ladder.py and in the README"


@every_file
def test_a_file_imports_only_what_stands_lower(path: Path) -> None:
    own = part(path)
    above = {p for p in parts_imported(path) if p != own and RUNG.get(p, len(LADDER)) >= RUNG[own]}
    assert above == set()


@every_file
def test_figures_and_readings_know_only_what_they_need(path: Path) -> None:
    own = part(path)
    assert own not in NARROWER or parts_imported(path) <= NARROWER[own] | {own}


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=place)
def test_a_page_imports_no_other_page(path: Path) -> None:
    assert parts_imported(path).isdisjoint({"pages", "dashboard"})


@every_file
def test_a_library_stays_at_home(path: Path) -> None:
    used = {name.split(".")[0] for name in imports(path)}
    for library, homes in HOMES.items():
        assert library not in used or place(path).startswith(homes), f"{library} belongs to {homes}"


def test_every_home_is_lived_in() -> None:
    """What the ladder says is there is there: a rung or a home of nothing would test nothing."""
    assert {p for parts in LADDER for p in parts} - {part(path) for path in FILES if place(path) != "paktum/__init__.py"} <= {"exports"}
    for library, homes in HOMES.items():
        for home in homes:
            users = [path for path in FILES if place(path).startswith(home)]
            assert any(name.split(".")[0] == library for path in users for name in imports(path)), f"{home} has no {library}"


def test_the_package_itself_is_empty_of_imports() -> None:
    """`import paktum` costs nothing and starts nothing."""
    assert list(imports(ROOT / "paktum" / "__init__.py")) == []
