"""The empty workbook for rows of participants: the sheet to fill in comes first, then what each column and each code means.

It has no example people: whoever fills it in could take them for real ones, or leave them in.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from paktum.exports.template import workbook
from paktum.participants.form import codes, fields, required
from paktum.wording import Words

ROWS = 20_000  # below which drop-down lists end
HELP = ("rows", "must", "blank", "dates", "names", "once", "origin", "check")
# Where the words of a code stand, by column; the others are values of an attribute.
SECTIONS = {"sex": "people_sex", "origin": "people_origin"}


def template(words: Words) -> bytes:
    """Return the XLSX workbook; the import reads its first sheet only."""
    out = io.BytesIO()
    with workbook(out) as (book, styles):
        _people(book, words, styles)
        _help(book, words, styles)
        _values(book, words, styles)
    return out.getvalue()


def explanation(column: str, words: Words) -> str:
    """Return what a column holds, whether it may be blank, and its codes."""
    field = fields()[column]
    said = [str(field["title"] if words.language == "hu" else field["description"]).rstrip(".") + "."]
    said.append(words("template.required" if required(column) else "template.optional"))
    if codes(column):
        said.append(words("template.choices", choices=", ".join(codes(column))))
    return " ".join(said)


def meaning(column: str, code: str, words: Words) -> str:
    """Return a code in words."""
    if code in ("0", "1"):
        return words(f"people_value.{'yes' if code == '1' else 'no'}")
    if column == "status_at_leaving":
        return words(f"people_leaving.{code}")
    return words(f"{SECTIONS.get(column, 'people_value')}.{code}")


def _people(book: Any, words: Words, styles: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(words("people_template.people_sheet"))
    sheet.freeze_panes(1, 1)
    for place, name in enumerate(fields()):
        sheet.set_column(place, place, max(14, len(name) + 2), styles["text"])
        sheet.write_string(0, place, name, styles["must" if required(name) else "may"])
        sheet.write_comment(0, place, explanation(name, words), {"x_scale": 2.5})
        if codes(name):
            sheet.data_validation(1, place, ROWS, place, {"validate": "list", "source": list(codes(name)), "error_title": name})


def _help(book: Any, words: Words, styles: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(words("template.help_sheet"))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 110, styles["wrap"])
    sheet.write_string(0, 0, words("people_template.title"), styles["title"])
    for row, key in enumerate(HELP, 2):
        sheet.write_string(row, 1, words(f"people_template.{key}"))
    head = len(HELP) + 3
    sheet.write_string(head, 0, words("template.column"), styles["must"])
    sheet.write_string(head, 1, words("template.meaning"), styles["must"])
    for row, name in enumerate(fields(), head + 1):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, explanation(name, words))


def _values(book: Any, words: Words, styles: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(words("people_template.values_sheet"))
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 2, 60)
    for place, key in enumerate(("template.column", "people_template.code", "template.meaning")):
        sheet.write_string(0, place, words(key), styles["must"])
    listed = [(name, code) for name in fields() for code in codes(name)]
    for row, (name, code) in enumerate(listed, 1):
        for place, said in enumerate((name, code, meaning(name, code, words))):
            sheet.write_string(row, place, said)
