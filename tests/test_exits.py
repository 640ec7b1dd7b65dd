"""Nothing that leaves as a table begins with a formula: not a cell, not a heading, not a comment, through any exit."""

import ast
import contextlib
import csv
import io

import openpyxl
import pandas as pd
import pytest
from test_tables import FORMULAS

from paktum import __main__, questions, store, tables
from paktum.imports import report
from paktum.questions import Answer
from paktum.tables import FORMULA_STARTS, Cell, Table
from paktum.wording import Words

HU = Words("hu")
# Where tables are written: a new exit is added here with a test of its own.
EXITS = {
    "paktum/tables.py",  # downloads of cards
    "paktum/imports/report.py",  # the marked copy
    "paktum/__main__.py",  # ask --format csv
    "paktum/exports/template.py",  # the empty workbooks, that of participants too: our own words only
    "paktum/store/deliveries.py",  # what stays inside: read back as it was
    "paktum/slides/charts.py",  # the data sheets of charts: strings never become formulas there
    "paktum/participants/intake.py",  # a workbook on its way in: read at once, never handed out
}
WRITERS = {"writer", "DictWriter", "Workbook", "to_csv", "to_excel", "dataframe", "data_editor"}
MODULES = {"csv", "xlsxwriter", "frame", "st", "df"}


def harmless(text: object) -> bool:
    return not isinstance(text, str) or not text.lstrip(" \u00a0").startswith(FORMULA_STARTS)


def cells_of(workbook: bytes) -> list[object]:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    cells = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row]
    assert all(c.data_type != "f" for c in cells)
    return [*(c.value for c in cells), *(c.comment.text for c in cells if c.comment), *book.sheetnames]


def test_tables_are_written_in_these_places_only() -> None:
    found = set()
    for path in [*(store.ROOT / "paktum").rglob("*.py"), *(store.ROOT / "pages").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITERS:
                owner = node.func.value
                if isinstance(owner, ast.Name) and owner.id in MODULES:
                    found.add(path.relative_to(store.ROOT).as_posix())
    assert found == EXITS


@pytest.mark.parametrize("hostile", FORMULAS)
def test_downloads_of_a_card(hostile: str) -> None:
    table = Table((hostile, "Név"), ((Cell(hostile), Cell("-5", -5.0, "persons")),), (False, True))
    rows = list(csv.reader(io.StringIO(tables.to_csv(table, HU).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 2 and all(map(harmless, [*rows[0], rows[1][0]])) and rows[1][1] == "-5"
    assert all(map(harmless, cells_of(tables.to_xlsx(table, {"notes": [(hostile, hostile)]}, HU))))


@pytest.mark.parametrize("hostile", [f for f in FORMULAS if "\0" not in f])
def test_the_marked_copy(hostile: str) -> None:
    entry = report.Entry("error", hostile, hostile, hostile, 2, hostile, hostile, hostile, hostile)
    copy = report.marked_copy([(hostile, [(1, [hostile, "b"]), (2, [hostile, "x"])])], [entry], HU)
    assert all(map(harmless, cells_of(copy)))


@pytest.mark.parametrize("hostile", FORMULAS)
def test_answers_of_the_command_line(hostile: str, snapshot: store.Snapshot) -> None:
    frame = pd.DataFrame({hostile: [hostile], "listed": [[hostile, "b"]], "n": [-5.5]})
    question = questions.Question("q", "", "", {}, "")
    with contextlib.redirect_stdout(io.StringIO(newline="")) as out:
        __main__.print_csv(Answer(question, {}, frame, pd.DataFrame(), (), snapshot))
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert all(map(harmless, [*rows[0], *rows[1][:2]])) and rows[1][2] == "-5.5"


def test_the_empty_workbooks_hold_no_formula() -> None:
    from paktum import exports
    from paktum.participants.template import template

    for book in (exports.template(HU), template(HU)):
        assert all(map(harmless, cells_of(book)))


def test_bundled_tables_hold_nothing_that_would_run() -> None:
    for path in store.table_files().values():
        with path.open(encoding="utf-8", newline="") as file:
            assert all(harmless(cell) for row in csv.reader(file) for cell in row), path.name
