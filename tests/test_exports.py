"""Exports: what a file is recognised as, each format in its own shape, the template, what every file is owed."""

import csv
import io
import json
import random
import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import export_files as files
import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from paktum import exports
from paktum.exports import gazetteer, nfsz, own_tables
from paktum.exports.faults import UnreadableError
from paktum.exports.gazetteer import REFERENCE
from paktum.exports.grids import Broken
from paktum.exports.old_workbooks import xls_grids
from paktum.exports.reading import Grant, Reading
from paktum.wording import LANGUAGES, Words, catalogue

ROOT = REFERENCE.parent.parent
TODAY = date(2026, 6, 1)


def read(content: bytes | Path, name: str = "lista.csv") -> Reading:
    reading = exports.read(content, name, TODAY)
    assert reading.accepted + reading.rejected + reading.ignored == reading.rows
    assert sum(reading.ignored_why.values()) == reading.ignored
    return reading


# ---------------------------------------------------------------- formats

EMIR_LINES = """_page;_row;Alintézkedés;Település;Pályázó neve;Projekt megnevezése;Támogatási döntés dátuma;Megítélt támogatás (HUF);_forras_id;_palyazat_id
1;1;TOP-6.8.2-15-SE1 - Helyi foglalkoztatási együttműködések;Szekszárd;SZEKSZÁRD MEGYEI JOGÚ VÁROS;Szekszárdi paktum;2016.04.28;570 000 000;1420;4761802
1;2;TOP-6.8.2-15-DU1 - Helyi foglalkoztatási együttműködések;Dunaújváros;DUNAÚJVÁROS MEGYEI JOGÚ VÁROS;DUNA-MUNKA-TOP;2016.04.28;620 000 000;1420;5398502
1;3;TOP-1.1.1-15-SE1 - Ipari parkok;Szekszárd;SZEKSZÁRD MEGYEI JOGÚ VÁROS;Ipari park;2016.04.28;870 000 000;1420;4761999
1;4;TOP-5.1.1-15-VS1 - Megyei szintű foglalkoztatási megállapodások;Szombathely;VAS MEGYEI ÖNKORMÁNYZAT;Vas Megyei Foglalkoztatási Paktum;2016.06.17;526 000 000;1420;5979202
1;5;TOP-5.1.2-15-JN1 - Helyi foglalkoztatási együttműködések;Jászberény;JÁSZBERÉNY VÁROSI ÖNKORMÁNYZAT;Jászsági paktum;2016.12.20;433 100 000;1420;8918302
1;6;TOP-5.1.2-15-CS1 - Helyi foglalkoztatási együttműködések;Szeged;MÓRAHALOM VÁROSI ÖNKORMÁNYZAT;Paktum Mórahalom térségében;2017.02.20;300 000 000;1420;8038102
2;1;TOP-5.1.2-15-CS1 - Helyi foglalkoztatási együttműködések;Szeged;MÓRAHALOM VÁROSI ÖNKORMÁNYZAT;Paktum Mórahalom térségében;2017.02.20;300 000 000;1420;8038102
2;2;TOP-5.1.2-15-JN1 - Helyi foglalkoztatási együttműködések;Jászberény;JÁSZBERÉNY VÁROSI ÖNKORMÁNYZAT;Jászsági paktum;2016.12.20;433 100 000;1420;8918302
2;3;EFOP-1.1.3-17 - Nő az esély;Mezőberény;EGYESÜLET;Nő az esély;2017.12.04;6 865 524;1420;1618580
2;4;TOP-5.1.2-15-SB1 - Helyi foglalkoztatási együttműködések;Nyíregyháza (Oros);ÖNKORMÁNYZAT;"Keleti paktum
";2016.12.21;250 000 000;1420;9066502
2;5;TOP-5.1.2-15-VS1 - Helyi foglalkoztatási együttműködések;Szombathely;ÖNKORMÁNYZAT;Déli paktum;2016.12.21;310 000 000;1420;8550602
"""  # noqa: E501


def total(reading: Reading) -> Decimal:
    return sum((g.amount for g in reading.grants if g.amount is not None), Decimal(0))


def test_a_code_page_that_makes_no_difference_is_called_as_spreadsheets_call_it() -> None:
    content = "pact_id;short_hu;short_en;adjective_hu\r\na;Őr;Or;őri\r\n".encode("cp1250")
    assert [f.value for f in read(content).findings if f.rule == "V25"] == ["cp1250", ";"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso-8859-2", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("sampled", [True, False])
def test_an_emir_list_in_every_encoding_and_separator(encoding: str, separator: str, sampled: bool) -> None:
    rows = list(csv.reader(io.StringIO(EMIR_LINES), delimiter=";"))
    if not sampled:
        rows = [[c for c, head in zip(row, rows[0], strict=True) if not head.startswith("_")] for row in rows]
    reading = read(files.csv_bytes(rows, separator, encoding))
    assert reading.format == "emir"
    assert (reading.rows, reading.accepted, reading.rejected, reading.ignored) == (11, 7, 0, 4)
    assert reading.ignored_why == {"not_a_pact_call": 2, "repeat": 2}
    assert total(reading) == 3_009_100_000
    repeats = [(f.row, f.values["first"]) for f in reading.findings if f.rule == "ROW04"]
    assert repeats == [(8, "7"), (9, "6")]
    first = reading.grants[2]
    assert (first.call_code, first.territory_code, first.cycle, first.place) == ("TOP-5.1.1-15", "VS1", "2014-2020", "Szombathely")
    assert (first.decided_on, first.amount, first.row) == ("2016-06-17", 526_000_000, 5)
    assert first.internal_id == ("5979202" if sampled else None)


def test_a_fair_list_is_the_same_in_every_container() -> None:
    rows = files.table("fair")
    typed = [rows[0], *([int(c) if str(c).isdigit() else c for c in row] for row in rows[1:])]
    records = json.loads(files.json_bytes("fair"))
    wrapped = json.dumps({"pageProps": {"supportedProjects": {"data": records}}}).encode()
    numbered = json.dumps(
        [r | {"megitelt_tamogatas": 433_100_000, "id_palyazat": int(r["id_palyazat"]), "kiiras_eve": None} for r in records]
    )
    containers = {
        "csv": files.csv_bytes(rows),
        "xlsx": files.xlsx_bytes({"Lista": typed}),
        "xls": files.xls_bytes({"Lista": typed}),
        "json": files.json_bytes("fair"),
        "next": wrapped,
        "numbers": numbered.encode(),
    }
    seen = {name: [_without_place(g) for g in read(content).grants] for name, content in containers.items()}
    assert all(grants == seen["csv"] for grants in seen.values())
    first = seen["csv"][0]
    assert (first.county, first.district, first.place) == ("Jász-Nagykun-Szolnok", "Jászberényi", "Jászberény")
    assert (first.applicant, first.title, first.amount) == ("JÁSZBERÉNY VÁROSI ÖNKORMÁNYZAT", "Első paktum", 433_100_000)


def _without_place(grant: Grant) -> Grant:
    return Grant(**{**grant.__dict__, "row": 0, "sheet": ""})


def test_kohesio_download_bulk_and_newer_fields() -> None:
    download = [
        ["ID", "PROJECT NAME", "TOTAL BUDGET", "AMOUNT EU SUPPORT", "START DATE", "END DATE", "COUNTRY", "SUMMARY"],
        ["Q1", "Miskolc employment pact", "8319861.0", "7321477.68", "2016-09-01", "2023-09-30", "Hungary", "x"],
        ["Q2", "Road", "1.0", "1.0", "2016-09-01", "2023-09-30", "Hungary", "x"],
    ]
    for content in (files.csv_bytes(download, ","), files.xlsx_bytes({"project_export": download})):
        reading = read(content)
        assert (reading.format, reading.ignored_why) == ("kohesio", {"not_a_pact_title": 1})
        (grant,) = reading.grants
        assert (grant.amount, grant.currency, grant.measure) == (Decimal("7321477.68"), "EUR", "eu_support")
        assert grant.other_amounts == {"total_eligible": Decimal("8319861.0")}
        assert (grant.starts_on, grant.ends_on) == ("2016-09-01", "2023-09-30")
    bulk = read(files.csv_bytes(files.table("kohesio"), ","))
    assert bulk.grants[0].project_code == "TOP-5.1.2-15-JN1-2016-00004"
    assert bulk.grants[0].starts_on == "2016-09-01"


@pytest.mark.parametrize("form", [0, 1, 2])
def test_the_list_of_operations_in_each_language(form: int) -> None:
    rows = files.table("operations", {"starts_on": "42614", "rate": "ESZA 0,85", "ends_on": "2021.06.30"})
    rows[0] = [c.headings[form] for c in files.OPERATIONS.columns]
    for content in (files.csv_bytes(rows), files.xlsx_bytes({"Lista": rows})):
        reading = read(content)
        assert (reading.format, reading.accepted) == ("operations", 3)
        second = reading.grants[1]
        assert (second.starts_on, second.ends_on) == ("2016-09-01", "2021-06-30")
        assert second.other_amounts == {"total_eligible": 903_000_000, "eu_rate_percent": 85}


def test_the_old_portal_says_which_pacts_are_outside() -> None:
    names_ = {c.field: c.headings[0] for c in files.PORTAL.columns}
    row = {names_[f]: v for f, v in files.PORTAL_ROW.items()} | {"_program": "NFT"}
    first = row | {names_["programme"]: "ROP", names_["code"]: "3.2.1 Foglalkoztatást elősegítő tevékenységek"}
    other = row | {names_["code"]: "jogi személyek épületenergetikai fejlesztése"}
    reading = read(json.dumps([row, first, other]).encode())
    assert reading.ignored_why == {"not_a_pact_call": 1, "outside_cycles": 1}
    assert reading.grants[0].amount == 526_000_000


def test_a_project_page_has_code_and_consortium() -> None:
    rows = files.table(
        "publicity", {"partners": "Vas Vármegyei Kormányhivatal; Kamara", "amount": "229.780.000 Ft", "ends_on": "2020. 12. 31."}
    )
    second = read(files.csv_bytes(rows)).grants[1]
    assert second.project_code == "TOP_PLUSZ-3.1.1-21-VS1-2022-00002"
    assert second.partners == ("Vas Vármegyei Kormányhivatal", "Kamara")
    assert (second.amount, second.ends_on, second.cycle) == (229_780_000, "2020-12-31", "2021-2027")


# ---------------------------------------------------------------- labour figures


def county_sheet(county: str) -> list[list[object]]:
    """A T01 sheet of a county: every settlement, ten jobseekers and a thousand people in each, and the totals."""
    settled = sorted(name for name, district, code in gazetteer.settlements().values() if code == county and district)
    head = ["megye települései", "Nyilvántar-tott össz. fő", "Munkav. korú népes. fő*", "Relatív mutató** %"]
    rows: list[list[object]] = [[name.upper(), 10, 1000, "1,00"] for name in settled]
    return [
        ["A nyilvántartott álláskeresők száma"],
        ["2024. január 20."],
        [],
        head,
        *rows,
        ["Összesen", 10 * len(rows), 1000 * len(rows), "1,00"],
    ]


@pytest.mark.parametrize("write", [files.xlsx_bytes, files.xls_bytes], ids=["xlsx", "xls"])
def test_settlements_add_up_to_districts(write: Callable[[Mapping[str, object]], bytes]) -> None:
    reading = read(write({"Baranya": county_sheet("02"), "Vas": county_sheet("18")}), "T01202401.xls")
    assert reading.errors == 0
    assert reading.ignored_why == {"total": 2}
    rows = {row["district_ksh"]: row for row in reading.tables[nfsz.TABLE]}
    expected = {d for _, d, county in gazetteer.settlements().values() if county in ("02", "18") and d}
    assert set(rows) == expected
    for code, row in rows.items():
        size = gazetteer.district_sizes()[code]
        assert row == {
            "district_ksh": code,
            "month": "2024-01",
            "registered_jobseekers": str(10 * size),
            "registered_over_a_year": None,
            "working_age_population": str(1000 * size),
        }


def test_budapest_from_a_csv_whose_name_has_the_month() -> None:
    reading = read(files.csv_bytes(files.labour(title=None)), "T01201603.csv")
    assert [r["district_ksh"] for r in reading.tables[nfsz.TABLE]] == ["001", "002", "003"]
    assert all(set(r) == set(nfsz.COLUMNS) for r in reading.tables[nfsz.TABLE])
    assert {r["month"] for r in reading.tables[nfsz.TABLE]} == {"2016-03"}


# ---------------------------------------------------------------- our own tables


def bundled() -> dict[str, list[dict[str, str | None]]]:
    """The bundled tables as text."""
    rows = {}
    for name, path in own_tables.paths().items():
        with (ROOT / "data" / path).open(encoding="utf-8", newline="") as file:
            rows[name] = [{k: v or None for k, v in row.items()} for row in csv.DictReader(file)]
    return rows


def same(reading: Reading) -> None:
    assert [f for f in reading.findings if f.level == "error"] == []
    assert reading.rejected == reading.ignored == 0
    for name, rows in bundled().items():
        assert [dict(r) for r in reading.tables[name]] == rows, name


def test_the_bundled_package_is_read_as_it_is(tmp_path: Path) -> None:
    folder = read(ROOT / "data", "data")
    assert (folder.format, folder.whole, folder.certainty) == ("package", True, 1.0)
    same(folder)
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("store", "deliveries", "official"))
    zipped = read(Path(shutil.make_archive(str(tmp_path / "data"), "zip", tmp_path, "data")), "data.zip")
    assert zipped.whole
    same(zipped)


@pytest.mark.parametrize("table", own_tables.paths())
def test_each_table_alone_is_recognised_by_its_columns(table: str) -> None:
    reading = read(ROOT / "data" / own_tables.paths()[table], "x.csv")
    assert (reading.format, set(reading.tables), reading.whole, reading.errors) == ("package", {table}, len(own_tables.paths()) == 1, 0)


def test_the_template_filled_with_the_bundled_tables_is_read_back_equal() -> None:
    book = openpyxl.load_workbook(io.BytesIO(exports.template(Words("hu"))))
    for name, rows in bundled().items():
        sheet = book[name]
        fields = own_tables.schemas()[name]["fields"]
        for number, row in enumerate(rows, 2):
            for column, field in enumerate(fields, 1):
                value = row[field["name"]]
                if value is None:
                    continue
                cell = sheet.cell(number, column)
                if field["type"] != "string" and "." not in value:
                    cell.value = int(value)
                else:
                    cell.value = value
                    cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    reading = read(out.getvalue(), "kitoltve.xlsx")
    assert reading.whole
    same(reading)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_empty_template_is_recognised_and_empty(language: str) -> None:
    content = exports.template(Words(language))
    reading = read(content, "minta.xlsx")
    assert (reading.format, reading.rows) == ("package", 0)
    assert [f.rule for f in reading.findings if f.level == "error"] == ["FILE02"]
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert set(own_tables.paths()) < set(book.sheetnames)
    for name, schema in own_tables.schemas().items():
        lists = {str(v.sqref).split(":")[0] for v in book[name].data_validations.dataValidation}
        named = {
            c for c, target in own_tables.links(name).items() if target in ("pacts", "projects", "measures", "sources") and target != name
        }
        chosen = [f for f in schema["fields"] if "enum" in f.get("constraints", {}) or f["name"] in named]
        assert len(lists) == len(chosen), name
        for column, field in enumerate(schema["fields"], 1):
            assert book[name].cell(1, column).value == field["name"]
            assert book[name].cell(1, column).comment is not None
    identifiers = [row[0] for row in book[Words(language)("template_ids.sheet")].iter_rows(min_row=3, values_only=True)]
    assert "jaszbereny-district" in identifiers
    examples = book[Words(language)("template.example_sheet")]
    assert sum(1 for row in examples.iter_rows(values_only=True) if row[0] in own_tables.paths()) == len(own_tables.paths())


def test_a_folder_is_read_only_within_itself(tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("pact_id,short_hu,short_en\na,A,A\n", encoding="utf-8")
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "labels.csv").symlink_to(outside)
    (folder / "datapackage.json").write_text(json.dumps({"resources": [{"name": "labels", "path": "labels.csv"}]}), encoding="utf-8")
    reading = read(folder, "package")
    assert [f.rule for f in reading.findings if f.level == "error"] == ["FILE07"]
    assert [f.rule for f in read(tmp_path, "x").findings] == ["PKG07"]


# ---------------------------------------------------------------- CSV


def test_a_limit_that_another_library_sets_changes_nothing() -> None:
    rows = files.table("fair", {"title": "x" * 200_000})
    contents = [files.csv_bytes(rows), files.csv_bytes(rows).replace(b"xxx", b'"xxx', 1), b'"a\n' * 300_000, (b'"' + b"a\n" * 70_000) * 4]
    before = [read(content) for content in contents]
    limit = csv.field_size_limit(10**9)
    try:
        assert [read(content) for content in contents] == before
    finally:
        csv.field_size_limit(limit)
    assert [f.rule for f in before[0].findings if f.level == "error"] == ["CSV04"]


# ---------------------------------------------------------------- workbooks


def test_a_workbook_says_its_epoch() -> None:
    for epoch_1904 in (False, True):
        serial = (date(2016, 12, 20) - (date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30))).days
        for cell in ((serial,), serial):
            content = files.xlsx_bytes({"Lista": files.table("fair", {"decided_on": cell})}, epoch_1904=epoch_1904)
            assert read(content).grants[1].decided_on == "2016-12-20"


def test_shared_strings_with_several_runs_and_reading_aids() -> None:
    rows = files.table("fair")
    at = rows[0].index("Projekt címe")
    rows[2][at] = files.Raw('<c r="{at}" t="s"><v>1</v></c>')
    strings = "<sst><si><t>más</t></si><si><r><t>Jászsági </t></r><r><t>paktum</t></r><rPh><t>olvasat</t></rPh></si></sst>"
    content = files.xlsx_bytes({"Lista": rows}, extra={"xl/sharedStrings.xml": strings})
    assert read(content).grants[1].title == "Jászsági paktum"


def test_a_calculated_formula_is_its_value() -> None:
    total = files.Raw('<c r="{at}"><f>400000000+33100000</f><v>433100000</v></c>')
    title = files.Raw('<c r="{at}" t="str"><f>A1</f><v>Számolt cím</v></c>')
    grant = read(files.xlsx_bytes({"Lista": files.table("fair", {"amount": total, "title": title})})).grants[1]
    assert (grant.amount, grant.title) == (433_100_000, "Számolt cím")


@pytest.mark.parametrize("stored", ["433100000.0", "4.331E8", "433100000.00000001"])
def test_a_stored_number_is_read_without_its_binary_tail(stored: str) -> None:
    cell = files.Raw('<c r="{at}"><v>' + stored + "</v></c>")
    assert read(files.xlsx_bytes({"Lista": files.table("fair", {"amount": cell})})).grants[1].amount == 433_100_000


def test_rows_of_several_sheets_are_one_list() -> None:
    rows = files.table("emir")
    reading = read(files.xlsx_bytes({"2016": rows, "2017": [rows[0], rows[3]]}))
    assert (reading.rows, reading.accepted, reading.ignored_why) == (4, 3, {"repeat": 1})
    (repeat,) = [f for f in reading.findings if f.rule == "ROW04"]
    assert (repeat.sheet, repeat.row, repeat.values["first"]) == ("2017", 2, "2016 4")


# ---------------------------------------------------------------- what every file is owed


def test_names_of_files_are_only_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("titok", encoding="utf-8")
    content = files.csv_bytes(files.table("fair"))
    for name in ("../../etc/passwd", "a.csv", "*.csv", "x\n\u202ey.csv", "'; drop table", "x" * 500, ""):
        reading = read(content, name)
        assert (reading.format, reading.accepted) == ("fair", 3)
        assert len(reading.file_name) <= 200
        assert "\n" not in reading.file_name


def test_a_path_that_is_no_file() -> None:
    reading = read(Path("/nowhere/lista.csv"))
    assert [f.rule for f in reading.findings] == ["FILE04"]


@pytest.mark.parametrize("name", files.GOOD)
def test_the_order_of_rows_and_columns_does_not_matter(name: str) -> None:
    rows = files.labour() if name == "nfsz" else files.table(name)
    if name == "emir":
        rows = [*rows, rows[2]]
    start = 3 if name == "nfsz" else 0
    head, body, tail = rows[start], rows[start + 1 : start + 4], rows[start + 4 :]
    shuffle = random.Random(7)
    order = list(range(len(head)))
    shuffle.shuffle(order)
    shuffle.shuffle(body)
    moved = [*rows[:start], *([row[n] for n in order] for row in (head, *body, *tail))]
    before, after = read(files.csv_bytes(rows), "T01201603.csv"), read(files.csv_bytes(moved), "T01201603.csv")

    def content(reading: Reading) -> tuple[object, ...]:
        grants = sorted((_without_place(g) for g in reading.grants), key=repr)
        return reading.rows, reading.accepted, reading.ignored_why, grants, {k: list(v) for k, v in reading.tables.items()}

    assert content(before) == content(after)


def test_the_same_bytes_give_the_same_reading() -> None:
    content = files.csv_bytes(files.table("fair", {"amount": "abc"}))
    assert read(content) == read(content)


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"[", b"{", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"a;b\n"])
)
def test_no_bytes_make_reading_fail(content: bytes, start: bytes) -> None:
    read(start + content)


def test_spoilt_workbooks_never_make_reading_fail() -> None:
    good, spoil = files.xlsx_bytes({"Lista": files.table("fair")}), random.Random(3)
    for _ in range(200):
        content = bytearray(good)
        for _ in range(3):
            content[spoil.randrange(len(content))] ^= 1 << spoil.randrange(8)
        reading = read(bytes(content))
        assert reading.errors or reading.accepted == 3


def test_reading_says_how_sure_it_is() -> None:
    whole, extra = files.table("fair"), [[*row, "x", "y"] for row in files.table("fair")]
    assert read(files.csv_bytes(whole)).certainty == 1.0
    assert 0.9 < read(files.csv_bytes(extra)).certainty < 1.0
    assert read(b"a;b\n1;2\n").certainty == 0.0


def test_tolerances_are_counted_by_column() -> None:
    reading = read(files.csv_bytes(files.table("emir")))
    (blanks,) = [f for f in reading.findings if f.rule == "NUM02"]
    assert (blanks.level, blanks.column, blanks.values["n"]) == ("note", "Megítélt támogatás (HUF)", "3")


def test_many_warnings_are_counted() -> None:
    head, row = files.table("fair")[:2]
    at = head.index("Pályázat azonosítója")
    rows = [[*row[:at], str(n), *row[at + 1 :]] for n in range(150)]
    for r in rows:
        r[head.index("Megítélt támogatás")] = ""
    warnings = [f for f in read(files.csv_bytes([head, *rows])).findings if f.rule == "V23"]
    assert len(warnings) == 101
    assert warnings[-1].values["n"] == "50"


def test_the_last_day_that_is_not_in_the_future() -> None:
    for day, accepted in ((TODAY, 3), (TODAY + timedelta(days=1), 2)):
        assert read(files.csv_bytes(files.table("fair", {"decided_on": day.isoformat()}))).accepted == accepted


# ---------------------------------------------------------------- words


def test_every_rule_has_its_two_sentences_and_every_sentence_its_rule() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "paktum" / "exports").glob("*.py"))
    used = set(re.findall(r'"((?:FILE|LIM|HEAD|ROW|CSV|JSON|XLSX|NUM|DATE|TEXT|NAME|KOH|OPER|NFSZ|PKG|V)\d\d)"', sources))
    for language in LANGUAGES:
        said = {k.removeprefix("rule.") for k in catalogue(language) if k.startswith("rule.")}
        told = {k.removeprefix("rule_do.") for k in catalogue(language) if k.startswith("rule_do.")}
        assert said == told
        assert used <= said
        assert {rule.removesuffix("_far") for rule in said if not rule.startswith("M")} <= used, "a sentence that nothing says"


def test_every_format_and_column_has_its_words() -> None:
    columns = {f["name"] for schema in own_tables.schemas().values() for f in schema["fields"]}
    for language in LANGUAGES:
        words = Words(language)
        assert all(words.has(f"format.{name}") for name in (*exports.FORMATS, "unknown"))
        assert all(words.has(f"template_column.{column}") for column in columns)


# ---------------------------------------------------------------- old workbooks that claim more than they hold


def old_book(change: Callable[[Any], None]) -> bytes:
    """The fair list as a workbook of Excel 97-2003, its sheet changed."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Lista")
    for at, row in enumerate(files.table("fair")):
        for column, value in enumerate(row):
            if value not in ("", None):
                sheet.write(at, column, value)
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_cell_in_the_last_corner_does_not_make_millions() -> None:
    """A row is as long as its cells."""
    [grid], _ = xls_grids(old_book(lambda sheet: sheet.write(65_535, 255, "x")))
    rows = dict(grid.rows())
    assert sorted(rows) == [1, 2, 3, 4, 65_536]
    assert sum(len(cells) for cells in rows.values()) < 500


def test_a_merged_cell_over_the_whole_sheet_is_refused() -> None:
    with pytest.raises(UnreadableError) as refused:
        xls_grids(old_book(lambda sheet: sheet.merged_ranges.append((0, 65_535, 0, 255))))
    assert refused.value.finding.rule == "LIM03"


def test_what_lies_under_a_merged_cell_is_not_known() -> None:
    """Only its first cell is; also where the row ends before."""
    [grid], _ = xls_grids(old_book(lambda sheet: sheet.merged_ranges.append((1, 2, 0, 60))))
    rows = dict(grid.rows())
    hidden = {line: [at for at, cell in enumerate(cells) if isinstance(cell, Broken)] for line, cells in rows.items()}
    assert hidden == {1: [], 2: list(range(1, 61)), 3: list(range(61)), 4: []}
