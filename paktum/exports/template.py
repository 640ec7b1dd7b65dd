"""The empty workbook for our own tables: one sheet a table, headings explained, choices as drop-down lists, examples apart."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

import xlsxwriter
import xlsxwriter.utility

from paktum.exports import gazetteer, own_tables
from paktum.wording import Words

# Tables whose identifiers a person must look up, and the column that says what each is.
IDENTIFIED = {"pacts": "name_hu", "projects": "title_hu", "measures": "name_hu", "sources": "title"}
ROWS = 5000  # below which drop-down lists end
LIST_CHARACTERS = 255  # what Excel takes as a list written into a cell
WIDTHS = {"integer": 12, "number": 16, "string": 24}


def template(words: Words) -> bytes:
    """Return the XLSX workbook; sheets whose first cell begins with # are explanations, which reading leaves out."""
    out = io.BytesIO()
    with workbook(out) as (book, styles):
        _help(book, words, styles)
        _examples(book, words, styles)
        lists = _identifiers(book, words, styles)
        for name, schema in own_tables.schemas().items():
            _sheet(book, name, schema, words, styles, lists)
    return out.getvalue()


@contextlib.contextmanager
def workbook(out: io.BytesIO) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """Open a workbook to be filled in by people, with the formats of its cells; nothing in it is a formula or a link."""
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        styles = {
            "must": book.add_format({"bold": True, "bg_color": "#d9e2ec", "border": 1}),
            "may": book.add_format({"bold": True, "border": 1}),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
            # As text, so that no program makes a number of a code or a date of its own of a day.
            "text": book.add_format({"num_format": "@"}),
        }
        yield book, styles


def _help(book: Any, words: Words, styles: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(words("template.help_sheet"))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 2, 90, styles["wrap"])
    sheet.write_string(0, 0, "# " + words("template.help_title"), styles["title"])
    lines = [words(f"template.{key}") for key in ("help_what", "help_must", "help_unknown", "help_dates", "help_numbers", "help_check")]
    for row, line in enumerate(lines, 2):
        sheet.write_string(row, 0, line)
    row = len(lines) + 3
    for column, key in enumerate(("table", "column", "meaning")):
        sheet.write_string(row, column, words(f"template.{key}"), styles["must"])
    for table, schema in own_tables.schemas().items():
        for field in schema["fields"]:
            row += 1
            for column, text in enumerate((table, field["name"], explanation(table, field, words))):
                sheet.write_string(row, column, text)


def _examples(book: Any, words: Words, styles: Mapping[str, Any]) -> None:
    """Write one real row of every bundled table, its column names above."""
    sheet = book.add_worksheet(words("template.example_sheet"))
    sheet.set_column(0, 20, 24)
    sheet.write_string(0, 0, "# " + words("template.example_title"), styles["title"])
    row = 2
    for table, header, first in examples():
        sheet.write_string(row, 0, table, styles["title"])
        for column, (name, value) in enumerate(zip(header, first, strict=True)):
            sheet.write_string(row + 1, column, name, styles["must"])
            sheet.write_string(row + 2, column, value)
        row += 4


def examples() -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield (table, headings, first row) of the bundled tables."""
    for name, path in own_tables.paths().items():
        with (gazetteer.REFERENCE.parent / path).open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            yield name, next(rows), next(rows)


def _identifiers(book: Any, words: Words, styles: Mapping[str, Any]) -> dict[str, str]:
    """Write the bundled identifiers that rows may name, each with its name; return {table: the range of its identifiers}."""
    sheet = book.add_worksheet(words("template_ids.sheet"))
    sheet.write_string(0, 0, "# " + words("template_ids.title"), styles["title"])
    sheet.freeze_panes(2, 0)
    ranges = {}
    for at, (table, label) in enumerate(IDENTIFIED.items()):
        (key,) = own_tables.schemas()[table]["primaryKey"]
        with (gazetteer.REFERENCE.parent / own_tables.paths()[table]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        sheet.set_column(2 * at, 2 * at + 1, 30)
        for column, heading in ((2 * at, key), (2 * at + 1, table)):
            sheet.write_string(1, column, heading, styles["must"])
        for number, row in enumerate(rows, 2):
            sheet.write_string(number, 2 * at, row[key])
            sheet.write_string(number, 2 * at + 1, row.get(label.replace("_hu", f"_{words.language}")) or row[label])
        letter = xlsxwriter.utility.xl_col_to_name(2 * at, col_abs=True)
        ranges[table] = f"='{sheet.get_name()}'!{letter}$3:{letter}${len(rows) + 2}"
    return ranges


def _sheet(
    book: Any,
    name: str,
    schema: Mapping[str, Any],
    words: Words,
    styles: Mapping[str, Any],
    lists: Mapping[str, str],
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, field in enumerate(schema["fields"]):
        rules = field.get("constraints", {})
        sheet.set_column(column, column, WIDTHS[field["type"]], styles["text"] if field["type"] == "string" else None)
        sheet.write_string(0, column, field["name"], styles["must" if rules.get("required") else "may"])
        sheet.write_comment(0, column, explanation(name, field, words), {"x_scale": 2.5})
        choices = rules.get("enum", [])
        if choices and sum(map(len, choices)) + len(choices) <= LIST_CHARACTERS:
            sheet.data_validation(1, column, ROWS, column, {"validate": "list", "source": choices, "error_title": field["name"]})
        elif (target := own_tables.links(name).get(field["name"], "")) in lists and target != name:
            # A warning only: what is named may be new, and stand in a sheet of this very workbook.
            sheet.data_validation(1, column, ROWS, column, {"validate": "list", "source": lists[target], "error_type": "warning"})


def explanation(table: str, field: Mapping[str, Any], words: Words) -> str:
    """Return what a column means and what may stand in it, in one or two sentences."""
    rules = field.get("constraints", {})
    parts = [words(f"template_column.{field['name']}")]
    parts.append(words("template.required" if rules.get("required") else "template.optional"))
    if "enum" in rules:
        parts.append(words("template.choices", choices=", ".join(rules["enum"])))
    elif rules.get("pattern") == own_tables.DATES:
        parts.append(words("template.date"))
    elif field["type"] != "string":
        parts.append(words(f"template.{field['type']}"))
    if (target := own_tables.links(table).get(field["name"])) and target != table:
        parts.append(words("template.link", table=target))
    return " ".join(parts)
