"""What leaves as a table and comes back is what it was: every table, 37 hostile names, CSV and XLSX."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hostile import NAMES
from test_tables import FORMULAS, csv_rows, made, xlsx_rows

from paktum import exports, tables
from paktum.exports import names, own_tables
from paktum.wording import Words

HU = Words("hu")
TEXTS = ("text", "both", "role", "slice", "names")
# The others hold numbers, days and words of our own only.
LAYOUTS = {question: columns for question, columns in sorted(tables.LAYOUTS.items()) if any(c.kind in TEXTS for c in columns)}
GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
Rows = list[list[object]]
FORMS: Mapping[str, Callable[[tables.Table], Rows]] = {
    "csv": lambda table: [list(row) for row in csv_rows(tables.to_csv(table, HU))],
    "xlsx": lambda table: xlsx_rows(tables.to_xlsx(table, {"notes": [(n, n) for n in NAMES]}, HU)),
}


def read_back(cell: object) -> object:
    """A text without the quote that keeps it from being a formula, as reading takes it away."""
    return names.NEUTRALISED.sub("", cell) if isinstance(cell, str) else cell


def runs(cell: object) -> bool:
    return isinstance(cell, str) and cell.lstrip(" \u00a0").startswith(GUARDED)


def row_of(columns: Sequence[tables.Column], name: str) -> dict[str, object]:
    """A row in which everything that may be a text is the name."""
    row: dict[str, object] = {"dimension": "county"} if any(c.kind == "slice" for c in columns) else {}
    for column in columns:
        if column.kind in TEXTS[:-1]:
            row |= {column.name: name, f"{column.name}_hu": name, f"{column.name}_en": name}
        elif column.kind == "names":
            row |= {f"{column.name}_hu": [name], f"{column.name}_en": [name]}
        elif column.kind == "group":
            row[column.name] = "2016"
    return row


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("question", LAYOUTS)
def test_every_table_that_is_taken_away(question: str, form: str) -> None:
    """Every layout, all names: the cells are equal, and none of them runs."""
    columns = tables.LAYOUTS[question]
    shown = tables.layout(made(question, *(row_of(columns, name) for name in NAMES)), HU)
    headings, *rows = FORMS[form](shown)
    assert not any(runs(cell) for row in (headings, *rows) for cell in row)
    wanted, got = tables.exported(shown, HU)[1], [[read_back(cell) for cell in row] for row in rows]
    assert got == [["" if cell is None else read_back(cell) for cell in row] for row in wanted]
    texts = [n for n, c in enumerate(columns) if c.kind in TEXTS]
    assert all(shown.rows[i][n].text == name for i, name in enumerate(NAMES) for n in texts)
    assert all(name in row for name, row in zip(NAMES, got, strict=True))


# ---------------------------------------------------------------- our own tables: written with the guard, read by the importer


def as_csv(rows: Iterable[Mapping[str, str]]) -> tuple[str, bytes]:
    listed, out = list(rows), io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(listed[0])
    writer.writerows([tables.inert(cell) for cell in row.values()] for row in listed)
    return "t.csv", out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Mapping[str, str]]) -> tuple[str, bytes]:
    listed, out = list(rows), io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("t")
        for at, cells in enumerate([list(listed[0]), *(row.values() for row in listed)]):
            for column, cell in enumerate(cells):
                sheet.write_string(at, column, tables.inert(cell))
    return "t.xlsx", out.getvalue()


def free(table: str) -> list[str]:
    """The columns of a table in which any text may stand."""

    def is_free(field: Mapping[str, Any]) -> bool:
        rules = field.get("constraints", {})
        return field["type"] == "string" and not {"enum", "pattern"} & set(rules) and field["name"] not in own_tables.links(table)

    key = own_tables.schemas()[table].get("primaryKey", [])
    skipped = {"project_code", *(key if len(key) == 1 else ())}
    return [f["name"] for f in own_tables.schemas()[table]["fields"] if is_free(f) and f["name"] not in skipped]


def bundled(table: str) -> list[dict[str, str]]:
    with (own_tables.gazetteer.REFERENCE.parent / own_tables.paths()[table]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


WITH_TEXTS = [table for table in own_tables.paths() if free(table)]


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
@pytest.mark.parametrize("table", WITH_TEXTS)
def test_every_table_of_our_own_is_read_back_equal(table: str, write: Callable[[Iterable[Mapping[str, str]]], tuple[str, bytes]]) -> None:
    """Letters stay; what has no width goes and a run of blanks becomes one, as the report of the import says."""
    known, columns = bundled(table), free(table)
    for start in range(0, len(NAMES), len(known)):
        some = NAMES[start : start + len(known)]
        rows = [known[at] | dict.fromkeys(columns, name) for at, name in enumerate(some)]
        name, content = write(rows)
        reading = exports.read(content, name, date(2026, 11, 24))
        assert [f for f in reading.findings if f.level == "error"] == [] and reading.rejected == 0
        for row, name in zip(reading.tables[table], some, strict=True):
            plain = name if set(columns) & set(own_tables.KEPT) else names.text(name).value
            assert {row[c] for c in columns} == {plain}


def test_names_that_lose_something_are_few() -> None:
    """Of all names only those with invisible marks or line breaks are not read letter by letter."""
    assert [name for name in NAMES if names.text(name).value != name] == [
        n for n in NAMES if any(c in n for c in "\u202e\u200b\u200d\n\t") or "  " in n
    ]


@pytest.mark.parametrize("text", ["'=1", "''=1", "'-", "' =1", "'"])
@pytest.mark.parametrize("more", ["", "x"])
def test_a_quote_of_its_own_stays(text: str, more: str) -> None:
    assert read_back(tables.inert(text + more)) == text + more


@pytest.mark.parametrize("text", [f for f in FORMULAS if "\0" not in f], ids=repr)
def test_every_formula_comes_back(text: str) -> None:
    assert read_back(tables.inert(text)) == text
