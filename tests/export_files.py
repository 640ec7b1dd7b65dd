"""Export files made by hand, in the shape of the real ones: good rows of every format, and writers of every container."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from paktum.exports.emir import EMIR
from paktum.exports.fair import FAIR
from paktum.exports.formats import Format
from paktum.exports.kohesio import KOHESIO
from paktum.exports.nfsz import NFSZ
from paktum.exports.operations import OPERATIONS
from paktum.exports.portal import PORTAL
from paktum.exports.publicity import PUBLICITY

Cells = dict[str, Any]

# ---------------------------------------------------------------- good rows


FAIR_ROW: Cells = {
    "programme": "Széchenyi 2020", "fund": "ESZA", "call_year": "", "programme_code": "TOP", "call_name": "Helyi foglalkoztatás",
    "code": "TOP-5.1.2-15-JN1", "applicant": "JÁSZBERÉNY VÁROSI ÖNKORMÁNYZAT", "title": "Helyi foglalkoztatási paktum",
    "region": "Észak-Alföld", "county": "Jász-Nagykun-Szolnok", "micro_region": "Jászberényi", "place": "Jászberény",
    "decided_on": "2016.12.20", "amount": "433100000", "internal_id": "8918302", "loaded_on": "2021-11-22T02:12:12.000Z",
    "district": "Jászberényi",
}  # fmt: skip
EMIR_ROW: Cells = {
    "code": "TOP-6.8.2-15-MI1 - Helyi foglalkoztatási együttműködések", "place": "Miskolc", "applicant": "MISKOLC MEGYEI JOGÚ VÁROS",
    "title": "Miskolci Foglalkoztatási Paktum", "decided_on": "2016.07.20", "amount": "2 943 000 000", "internal_id": "4277602",
}  # fmt: skip
PORTAL_ROW: Cells = {
    "applicant": "Vas Megyei Önkormányzat", "title": "Vasi paktum", "programme": "TOP",
    "code": "TOP-5.1.1-15-VS1 - Megyei foglalkoztatási együttműködések", "county": "Vas", "place": "Szombathely",
    "amount": "526 000 000 .- HUF", "rate": "100 %", "decided_on": "2016.08.01",
}  # fmt: skip
KOHESIO_ROW: Cells = {
    "internal_id": "https://linkedopendata.eu/entity/Q1", "code": "TOP-5.1.2-15-JN1-2016-00004", "title_en": "Employment pact",
    "title": "Helyi foglalkoztatási paktum", "country": "Hungary", "starts_on": "01/09/2016", "ends_on": "31/08/2020", "rate": "85.0",
    "total": "1400000.5", "total_currency": "EUR", "amount": "1190000.43", "applicant": "Jászberény", "period": "2014-2020",
}  # fmt: skip
OPERATIONS_ROW: Cells = {
    "applicant": "SOPRON MEGYEI JOGÚ VÁROS", "title": "Soproni foglalkoztatási paktum", "summary": "Leírás", "starts_on": "2016.09.01",
    "ends_on": "2021.06.30", "total": "903 000 000", "amount": "903 000 000", "rate": "ESZA - 85,00 %", "country": "Magyarország",
    "place": "Sopron", "category": "Hozzáférés a foglalkoztatáshoz", "programme": "TOP",
    "code": "TOP-6.8.2-15-SP1 - Helyi foglalkoztatási együttműködések", "fund": "ESZA", "decided_on": "2016.06.10",
}  # fmt: skip
PUBLICITY_ROW: Cells = {
    "code": "TOP_PLUSZ-3.1.1-21-VS1-2022-00001", "applicant": "Vas Vármegye Önkormányzata", "partners": "Vas Vármegyei Kormányhivatal",
    "title": "Vas megyei foglalkoztatási-gazdaságfejlesztési Paktum", "amount": "1973000000", "rate": "100%", "ends_on": "2028.06.30.",
}  # fmt: skip
NFSZ_ROW: Cells = {
    "settlement": "BUDAPEST 01. KER.", "registered_jobseekers": "245", "registered_over_a_year": "95", "benefit": "40", "assistance": "44",
    "replacement": "39", "working_age_population": "16 405", "rate": "1,49", "ratio": "0,24",
}  # fmt: skip


def three(row: Cells, **differences: Sequence[Any]) -> list[Cells]:
    """Return a good row three times, different in the given fields."""
    return [row | {field: values[n] for field, values in differences.items()} for n in range(3)]


GOOD: dict[str, tuple[Format, list[Cells]]] = {
    "fair": (
        FAIR,
        three(FAIR_ROW, internal_id=("8918302", "8918303", "8918304"), title=("Első paktum", "Második paktum", "Harmadik paktum")),
    ),
    "emir": (
        EMIR,
        three(EMIR_ROW, internal_id=("4277602", "4277603", "4277604"), title=("Első paktum", "Második paktum", "Harmadik paktum")),
    ),
    "portal": (PORTAL, three(PORTAL_ROW, title=("Első paktum", "Második paktum", "Harmadik paktum"))),
    "kohesio": (KOHESIO, three(KOHESIO_ROW, internal_id=("Q1", "Q2", "Q3"), title=("Első paktum", "Második paktum", "Harmadik paktum"))),
    "operations": (OPERATIONS, three(OPERATIONS_ROW, title=("Első paktum", "Második paktum", "Harmadik paktum"))),
    "publicity": (PUBLICITY, three(PUBLICITY_ROW, code=[f"TOP_PLUSZ-3.1.1-21-VS1-2022-0000{n}" for n in (1, 2, 3)])),
    "nfsz": (NFSZ, three(NFSZ_ROW, settlement=[f"BUDAPEST 0{n}. KER." for n in (1, 2, 3)])),
}
# Which of a column's headings the files have: FAIR those of the page, the list of operations the Hungarian ones.
HEADING = {"fair": 1, "operations": 1}


def headings(name: str) -> dict[str, str]:
    """Return {field: heading} of the columns that the good rows of a format fill."""
    format_, rows = GOOD[name]
    return {c.field: c.headings[min(HEADING.get(name, 0), len(c.headings) - 1)] for c in format_.columns if c.field in rows[0]}


def table(name: str, spoil: Cells | None = None, at: int = 1) -> list[list[Any]]:
    """Return headings and three rows of a format, the second one changed by `spoil`."""
    names, rows = headings(name), [dict(r) for r in GOOD[name][1]]
    rows[at] |= spoil or {}
    return [list(names.values()), *([row[field] for field in names] for row in rows)]


# ---------------------------------------------------------------- writers


def csv_bytes(rows: Sequence[Sequence[Any]], separator: str = ";", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """Return a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue().encode(encoding)


def json_bytes(name: str, spoil: Cells | None = None, keys: int = 0) -> bytes:
    """Return a JSON list of the three good rows, the second one changed."""
    format_ = GOOD[name][0]
    names = {c.field: c.headings[keys] for c in format_.columns}
    rows = [dict(r) for r in GOOD[name][1]]
    rows[1] |= spoil or {}
    return json.dumps([{names[f]: v for f, v in row.items()} for row in rows], ensure_ascii=False).encode()


class Raw(str):
    """A cell of a worksheet as XML, with {at} for its reference."""


STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/>'
    '<xf numFmtId="14"/></cellXfs></styleSheet>'
)
DATE_STYLE = 1


def letters(number: int) -> str:
    """Return the letters of a column, counted from 0."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def cell_xml(value: Any, at: str) -> str:
    """Return a cell: text, number, date serial in a tuple, or raw XML."""
    if isinstance(value, Raw):
        return value.format(at=at)
    if value is None or value == "":
        return ""
    if isinstance(value, tuple):
        return f'<c r="{at}" s="{DATE_STYLE}"><v>{value[0]}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value!r}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def sheet_xml(rows: Sequence[Sequence[Any]], before: str = "", after: str = "", hidden: Sequence[int] = ()) -> str:
    """Return a worksheet."""
    body = []
    for n, row in enumerate(rows, 1):
        cells = "".join(cell_xml(value, f"{letters(c)}{n}") for c, value in enumerate(row))
        body.append(f'<row r="{n}" hidden="{int(n in hidden)}">{cells}</row>' if cells else "")
    return (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{before}<sheetData>{''.join(body)}</sheetData>{after}</worksheet>"
    )


def xlsx_bytes(
    sheets: dict[str, str | Sequence[Sequence[Any]]],
    states: dict[str, str] | None = None,
    epoch_1904: bool = False,
    extra: dict[str, str | bytes] | None = None,
    doctype: str = "",
) -> bytes:
    """Return a workbook written by hand, so that every part of it can be spoilt."""
    states = states or {}
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" state="{states.get(name, "visible")}" r:id="rId{n}"/>'
        for n, name in enumerate(sheets, 1)
    )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.xml": (
            f'<?xml version="1.0"?>{doctype}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
            ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            f'<workbookPr date1904="{int(epoch_1904)}"/><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        + "".join(f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1))
        + "</Relationships>",
        "xl/styles.xml": STYLES,
    }
    for n, content in enumerate(sheets.values(), 1):
        files[f"xl/worksheets/sheet{n}.xml"] = content if isinstance(content, str) else sheet_xml(content)
    return zip_bytes(files | (extra or {}))


def zip_bytes(files: dict[str, str | bytes]) -> bytes:
    """Return a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def xls_bytes(sheets: dict[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = ()) -> bytes:
    """Return a workbook of Excel 97-2003."""
    import xlwt

    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        sheet.visibility = 1 if name in hidden else 0
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, Raw):
                    sheet.row(r).set_cell_error(c, str(value))
                elif value not in ("", None):
                    sheet.write(r, c, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# ---------------------------------------------------------------- labour figures, our own tables


def labour(
    spoil: Cells | None = None, total: str = "735", title: str | None = "2016. március 20.", extra: Sequence[Sequence[Any]] = ()
) -> list[list[Any]]:
    """Return a T01 sheet of three districts of Budapest with its totals."""
    more = [sum(int(row[n]) for row in extra) for n in (2, 6)]
    sums = ["Főváros", total, str(285 + more[0]), "120", "132", "117", str(49_215 + more[1]), "1,49", ""]
    return [*([["Nyilvántartott álláskeresők"], [title], []] if title else []), *table("nfsz", spoil), *extra, sums]


MEMBER: Cells = {
    "pact_id": "miskolc-city", "organisation": "Miskolc város", "sector": "municipality", "role": "founding member",
    "joined_on": "2017-02-09", "left_on": "", "source_id": "seed-003-miskolc", "note": "",
}  # fmt: skip
FIGURE: Cells = {
    "observation_id": "a.1", "pact_id": "miskolc-city", "project_id": "", "measure": "grant", "kind": "reported", "value": "2943000000",
    "value_date": "", "unit": "HUF", "precision": "exact", "as_of": "2017-04-25", "source_id": "seed-003-miskolc", "note": "",
}  # fmt: skip
PROJECT: Cells = {
    "project_id": "a-p1", "pact_id": "miskolc-city", "project_code": "TOP-6.8.2-15-MI1-2016-00001",
    "code_as_printed": "", "call_code": "TOP-6.8.2-15", "territory_code": "MI1", "emir_id": "4277602", "cycle": "2014-2020",
    "title_hu": "Paktum", "place": "Miskolc", "place_ksh": "30456",
}  # fmt: skip


def own(row: Cells, key: str, spoil: Cells | None = None, at: int = 1) -> list[list[Any]]:
    """Return a table of ours: headings and three rows that differ in the key."""
    rows = [row | {key: f"{row[key]}{n}"} for n in (1, 2, 3)]
    rows[at] |= spoil or {}
    return [list(row), *(list(r.values()) for r in rows)]
