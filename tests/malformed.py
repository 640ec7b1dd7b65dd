"""Files that are wrong in one way each, over every reader, with what must come of them.

    python tests/malformed.py FOLDER        writes them all to a folder, to try other readers on

A case is three good rows of a format (two of T01) with one thing spoilt. `rule`, `level`, `row` and `column` say which finding
must be there; `counts` are accepted, rejected, ignored.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from export_files import (
    FIGURE,
    GOOD,
    MEMBER,
    PORTAL,
    PROJECT,
    Cells,
    Raw,
    csv_bytes,
    headings,
    json_bytes,
    labour,
    letters,
    own,
    sheet_xml,
    table,
    xls_bytes,
    xlsx_bytes,
    zip_bytes,
)

from paktum.exports import limits


@dataclass(frozen=True)
class Case:
    """A file, what it is recognised as, the finding that must be there, and how the rows are counted."""

    name: str
    content: bytes
    format: str
    rule: str
    level: str = "error"
    row: int | None = None
    column: str = ""
    counts: tuple[int, int, int] = (2, 1, 0)
    file: str = "lista.csv"
    sheet: str = ""


# ---------------------------------------------------------------- one cell spoilt

ERROR, WARNING, NOTE = "error", "warning", "note"
# (field, value, rule, level): in every format that has the field.
AMOUNTS = (
    ("nem szám", "12 egész", "NUM01", ERROR),
    ("arab számjegyek", "٤٣٣", "NUM01", ERROR),
    ("teljes szélességű számjegyek", "４３３１０００００", "NUM01", ERROR),
    ("aláhúzás", "433_100_000", "NUM01", ERROR),
    ("vessző ezres", "433,100", "NUM06", ERROR),
    ("pont ezres vagy tizedes", "433.100", "NUM06", ERROR),
    ("angol tagolás", "433,100,000.00", "NUM06", ERROR),
    ("kitevős", "4,331E+08", "NUM07", ERROR),
    ("húsz számjegy", "43310000043310000043", "NUM07", ERROR),
    ("más pénznem", "433100000 EUR", "NUM08", ERROR),
    ("negatív", "-433100000", "NUM09", ERROR),
    ("negatív igazi mínusszal", "−433 100 000", "NUM09", ERROR),
    ("tört forint", "433100000,5", "NUM11", ERROR),
    ("excel hibaszöveg", "#N/A", "NUM01", ERROR),
    ("excel hivatkozáshiba", "#HIV!", "NUM01", ERROR),
    ("kettős pont a csoport közepén", "433 10 0000", "NUM01", ERROR),
    ("nulla", "0", "NUM10", WARNING),
    ("eFt-nak látszó", "433100", "V17", WARNING),
    ("kötőjel", "-", "V23", WARNING),
    ("n.a.", "n.a.", "V23", WARNING),
    ("két pont", "..", "V23", WARNING),
    ("nincs adat", "Nincs adat!", "V23", WARNING),
    ("üres összeg", "", "V23", WARNING),
    ("több mint", "több mint 3 milliárd", "V16", WARNING),
    ("közel", "közel 433 millió Ft", "V16", WARNING),
    ("mintegy", "mintegy 433 100 000 Ft", "V16", WARNING),
    ("nbsp", "433\u00a0100\u00a0000", "NUM02", NOTE),
    ("keskeny nbsp", "433\u202f100\u202f000 Ft", "NUM02", NOTE),
    ("pontok", "433.100.000", "NUM12", NOTE),
    ("ezer forint", "433 100 E Ft", "NUM05", NOTE),
    ("milliárd", "2,3 Mrd", "NUM05", NOTE),
    ("huf", "433 100 000 .- HUF", "NUM05", NOTE),
)
DATES = (
    ("nem dátum", "tavaly", "DATE01", ERROR),
    ("nem létező nap", "2016.02.30", "DATE01", ERROR),
    ("tizenharmadik hónap", "2016.13.01", "DATE01", ERROR),
    ("nap hónap év", "04.05.2016", "DATE02", ERROR),
    ("perjeles nap hónap év", "20/12/2016", "DATE02", ERROR),
    ("jövő", "2126.12.20", "V21", ERROR),
    ("régmúlt", "0201.12.20", "DATE05", ERROR),
    ("rövid év", "16.12.20", "DATE01", ERROR),
    ("arab számjegyű", "٢٠١٦.12.20", "DATE01", ERROR),
    ("sorszám", "42724", "DATE03", NOTE),
    ("betűs hónap", "2016. december 20.", "DATE04", NOTE),
    ("ismeretlen dátum", "n.a.", "V23", WARNING),
    ("üres dátum", "", "V23", WARNING),
)
CODES = (
    ("en dash", "TOP–5.1.2–15–JN1", "V01", ERROR),
    ("kisbetűs", "top-5.1.2-15-jn1", "V01", ERROR),
    ("nulla o helyett", "T0P-5.1.2-15-JN1", "V01", ERROR),
    ("I az 1 helyett", "TOP-5.1.2-15-JNI", "V01", ERROR),
    ("pontok nélkül", "TOP-512-15-JN1", "V01", ERROR),
    ("cirill", "ТОР-5.1.2-15-JN1", "V01", ERROR),
    ("ismeretlen terület", "TOP-5.1.2-15-XX1", "V18", ERROR),
    ("üres kód", "", "ROW08", ERROR),
    ("aláhúzás a terület előtt", "TOP-5.1.2-15_JN1", "V01", NOTE),
    ("plusz szóközzel", "TOP Plusz-3.1.1-21-VS1", "V01", NOTE),
    ("plusz aláhúzással", "TOP_Plusz-3.1.1-21-VS1", "V01", NOTE),
)
TEXTS = (
    ("üres név", "", "ROW08", ERROR),
    ("csak láthatatlan karakter", "\u200b\u00a0", "ROW08", ERROR),
    ("vezérlő karakter", "Jász\x07berény", "V25", ERROR),
    ("nul karakter", "Jász\x00berény", "V25", ERROR),
    ("kettős kódolás", "JÃ¡szberÃ©ny", "V25", ERROR),
    ("latin1 hullámos o", "Gyõr városa", "V25", ERROR),
    ("helyettesítő karakter", "J\ufffdszberény", "V25", ERROR),
    ("e-mail", "Paktumiroda (iroda@pelda.hu)", "V24", ERROR),
    ("telefon", "Iroda +36 57 123 4567", "V24", ERROR),
    ("adóazonosító", "Minta, adóazonosító jele 8123456789", "V24", ERROR),
    ("születési adat", "Minta (szül. 1980. 01. 01.)", "V24", ERROR),
    ("képlet", "=HYPERLINK(0)", "TEXT04", WARNING),
    ("cirill betű", "JÁSZBERÉNY VÁRОSI ÖNKORMÁNYZAT", "TEXT05", WARNING),
    ("kettős szóköz", "JÁSZBERÉNY  VÁROSI", "TEXT01", NOTE),
    ("sortörés a végén", "JÁSZBERÉNY VÁROSI\n", "TEXT01", NOTE),
    ("nbsp a névben", "JÁSZBERÉNY\u00a0VÁROSI", "TEXT01", NOTE),
    ("szétbontott ékezet", "JA\u0301SZBERE\u0301NY", "TEXT02", NOTE),
    ("nulla szélességű", "JÁSZ\u200bBERÉNY", "TEXT02", NOTE),
    ("irányváltó", "JÁSZ\u202eBERÉNY", "TEXT02", NOTE),
    ("semlegesített képlet", "'=JÁSZBERÉNY", "TEXT03", NOTE),
)
PLACES = (
    ("nincs ilyen település", "Jászberénny", "V18", ERROR),
    ("városrész", "Nyíregyháza (Oros)", "NAME01", NOTE),
    ("nagybetűs település", "JÁSZBERÉNY", "NAME02", NOTE),
)


def of_cells(name: str, field: str, faults: Sequence[tuple[str, str, str, str]]) -> Iterator[Case]:
    """Return one case a fault: the second row, third line, has it."""
    for title, value, rule, level in faults:
        counts = (2, 1, 0) if level == ERROR else (3, 0, 0)
        row = 2 if (name, rule) == ("emir", "NUM02") else 3  # a tolerance stands where it was first used: EMIR groups by blanks
        yield Case(
            f"{name} {field}: {title}", csv_bytes(table(name, {field: value})), name, rule, level, row, headings(name)[field], counts
        )


def cell_cases() -> Iterator[Case]:
    """Return the spoilt cells of every project format."""
    for name in ("fair", "emir"):
        yield from of_cells(name, "amount", AMOUNTS)
        yield from of_cells(name, "decided_on", DATES)
        yield from of_cells(name, "code", CODES)
        yield from of_cells(name, "applicant", TEXTS)
        yield from of_cells(name, "place", PLACES)
    yield from of_cells("fair", "county", (("nincs ilyen megye", "Pest-Buda", "V18", ERROR), ("megye", "Csongrád megye", "NAME02", NOTE)))
    yield from of_cells(
        "fair", "district", (("nincs ilyen járás", "Jászvidéki", "V18", ERROR), ("járás", "Jászberényi járás", "NAME02", NOTE))
    )
    yield from of_cells("fair", "internal_id", (("üres azonosító", "", "ROW08", ERROR),))
    yield from of_cells("operations", "amount", AMOUNTS[:6])
    yield from of_cells("operations", "amount", (("nagyobb az összköltségnél", "904 000 000", "V11", ERROR),))
    yield from of_cells(
        "operations", "ends_on", (("kezdés előtt ér véget", "2015.01.01", "V03", ERROR), ("sorszám", "44377", "DATE03", NOTE))
    )
    yield from of_cells("operations", "starts_on", (("nem létező nap", "2016.09.31", "DATE01", ERROR),))
    yield from of_cells("operations", "rate", (("két arány", "ERFA 85,00 / ESZA 70,00", "OPER01", WARNING),))
    yield from of_cells("operations", "place", (("több település", "Sopron, Győr", "V18", WARNING),))
    yield from of_cells("operations", "code", CODES[:3])
    yield from of_cells("publicity", "code", (
        ("négyjegyű sorszám", "TOP_PLUSZ-3.1.1-21-VS1-2022-0002", "V01", WARNING),
        ("csak felhívás", "TOP_PLUSZ-3.1.1-21-VS1", "V01", ERROR),
        ("hatjegyű sorszám", "TOP_PLUSZ-3.1.1-21-VS1-2022-000002", "V01", ERROR),
        ("plusz másképp", "TOP Plusz-3.1.1-21-VS1-2022-00002", "V01", NOTE),
    ))  # fmt: skip
    yield from of_cells("publicity", "amount", (("pontok", "229.780.000 Ft", "NUM12", NOTE), ("nem szám", "kb. sok", "NUM01", ERROR)))
    yield from of_cells("publicity", "ends_on", (("nap nélkül", "2028.06.", "DATE01", ERROR), ("ismeretlen", "–", "V23", WARNING)))
    yield from of_cells("kohesio", "amount", (
        ("vessző ezres", "1,190,000.43", "NUM06", ERROR),
        ("forint", "433 100 000 Ft", "NUM08", ERROR),
        ("több mint az egész", "1500000.00", "V11", ERROR),
        ("java alak", "1.190000E6", "NUM04", NOTE),
        ("tizedesvessző", "1190000,43", "NUM03", NOTE),
    ))  # fmt: skip
    yield from of_cells("kohesio", "starts_on", (
        ("hónap nap csere", "09/13/2016", "DATE01", ERROR),
    ))  # fmt: skip
    yield from of_cells("kohesio", "ends_on", (("kezdés előtt ér véget", "31/08/2016", "V03", ERROR),))
    yield from of_cells("kohesio", "rate", (("száz fölött", "850.0", "V11", ERROR),))
    yield from of_cells("kohesio", "total_currency", (("forint", "HUF", "NUM08", ERROR),))
    yield from of_cells("portal", "amount", (("csak egység", ".- HUF", "V23", WARNING), ("nulla", "0 .- HUF", "NUM10", WARNING)))
    yield from of_cells("portal", "county", (("nincs ilyen megye", "Vass", "V18", ERROR),))


# ---------------------------------------------------------------- the file as a whole


def line(rows: list[list[Any]], n: int) -> str:
    """Return one row as a line."""
    return csv_bytes([rows[n]]).decode().strip()


def csv_cases() -> Iterator[Case]:
    """Return files whose bytes, lines or headings are wrong."""
    rows, names = table("fair"), headings("fair")
    lines = [line(rows, n) for n in range(4)]
    whole = "\r\n".join(lines)

    def broken(name: str, second: str, rule: str, counts: tuple[int, int, int] = (2, 1, 0), row: int = 3, level: str = ERROR) -> Case:
        text = "\r\n".join([lines[0], lines[1], second, lines[3]])
        return Case(name, text.encode(), "fair", rule, level, row, "", counts)

    yield broken("hiányzó cella", lines[2].rsplit(";", 1)[0], "ROW01")
    yield broken("felesleges cella", lines[2] + ";x", "ROW01")
    yield broken("pontosvessző a névben", lines[2].replace("JÁSZBERÉNY VÁROSI", "JÁSZBERÉNY; VÁROSI"), "ROW01")
    yield broken("lezáratlan idézőjel", lines[2].replace("JÁSZBERÉNY", '"JÁSZBERÉNY'), "CSV02")
    yield broken("idézőjel a cella közepén", lines[2].replace("JÁSZBERÉNY VÁROSI", '"JÁSZ"BERÉNY VÁROSI'), "CSV02")
    yield broken("kocsivissza a cellában", lines[2].replace("JÁSZBERÉNY ", "JÁSZBERÉNY\r"), "CSV03")
    yield broken("óriás cella", lines[2].replace("JÁSZBERÉNY", '"' + "x" * 200_000 + '"'), "CSV04")
    yield broken("ismételt fejléc", lines[0], "HEAD04", (2, 0, 1), level=NOTE)
    yield broken("üres sor", "", "ROW03", (2, 0, 1), level=NOTE)
    yield broken("csupa elválasztó", ";" * (len(names) - 1), "ROW03", (2, 0, 1), level=NOTE)
    yield broken("összesítő sor", "Összesen" + ";" * (len(names) - 4) + "866200000;;;", "ROW02", (2, 0, 1), level=NOTE)
    yield broken("más felhívás", lines[2].replace("TOP-5.1.2-15-JN1", "EFOP-1.1.3-17"), "FILE10", (2, 0, 1), row=1, level=NOTE)
    swallowed = lines[1].replace("JÁSZBERÉNY", '"JÁSZBERÉNY') + "\n" + lines[2] + "\n" + lines[3].replace("JÁSZBERÉNY", 'x"')
    yield Case("idézőjel sorokat nyel el", (lines[0] + "\n" + swallowed).encode(), "fair", "CSV02", ERROR, 2, "", (1, 2, 0))
    multi = [*rows[:2], [str(c).replace("Második paktum", "Második\npaktum") for c in rows[2]], [*rows[3][:13], "abc", *rows[3][14:]]]
    yield Case("sorszám sortörés után", csv_bytes(multi), "fair", "NUM01", ERROR, 5, names["amount"])

    repeated = [*rows, rows[2]]
    yield Case("ismételt sor", csv_bytes(repeated), "fair", "ROW04", WARNING, 5, names["internal_id"], (3, 0, 1))
    contradicting = [*rows, [*rows[2][:13], "999", *rows[2][14:]]]
    yield Case("ellentmondó ismétlés", csv_bytes(contradicting), "fair", "ROW05", ERROR, 5, names["internal_id"], (2, 2, 0))
    yield Case("beragasztva kétszer", csv_bytes([*rows, *rows]), "fair", "HEAD04", NOTE, 5, "", (3, 0, 4))

    yield from _encodings(rows, names)
    yield from _headings(rows, names, lines)
    yield Case("csak fejléc", lines[0].encode(), "fair", "FILE02", ERROR, counts=(0, 0, 0))
    yield Case("üres fájl", b"", "unknown", "FILE02", counts=(0, 0, 0))
    yield Case("csak szóköz", b" \r\n\r\n", "unknown", "FILE02", counts=(0, 0, 0))
    yield Case("csak bom", b"\xef\xbb\xbf", "unknown", "FILE02", counts=(0, 0, 0))
    yield Case("más táblázat", "név;kor\r\nA;1\r\n".encode(), "unknown", "FILE01", counts=(0, 0, 0))
    yield Case("óriás sor", (whole + "\r\n" + "x" * (limits.LINE_CHARACTERS + 10)).encode(), "unknown", "LIM04", counts=(0, 0, 0))
    yield Case(
        "nincs benne paktum",
        csv_bytes([rows[0], *([*r[:5], "EFOP-1.1.1-15", *r[6:]] for r in rows[1:])]),
        "fair",
        "FILE09",
        WARNING,
        counts=(0, 0, 3),
    )
    yield Case("régi mac sorvég", whole.replace("\r\n", "\r").encode(), "fair", "V25", NOTE, counts=(3, 0, 0))


def _encodings(rows: list[list[Any]], names: dict[str, str]) -> Iterator[Case]:
    good = (3, 0, 0)
    for encoding in ("cp1250", "iso-8859-2", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        yield Case(f"kódolás {encoding}", csv_bytes(rows, encoding=encoding), "fair", "V25", NOTE, counts=good)
    curly = [*rows[:2], [str(c).replace("Második paktum", "„Második” paktum–2") for c in rows[2]], rows[3]]
    yield Case("cp1250 idézőjelek", csv_bytes(curly, encoding="cp1250"), "fair", "V25", NOTE, counts=good)
    slovak = [*rows[:2], [str(c).replace("Második paktum", "Második paktum, Koľárovo") for c in rows[2]], rows[3]]
    yield Case("cp1250 vagy iso-8859-2", csv_bytes(slovak, encoding="cp1250"), "fair", "V25", WARNING, counts=good)
    yield Case("dos kódlap", csv_bytes(rows, encoding="cp852"), "unknown", "FILE08", counts=(0, 0, 0))
    parts = csv_bytes(rows).split(b"\r\n")
    other = csv_bytes([rows[2]], encoding="cp1250").strip()
    yield Case("egy sor más kódolású", b"\r\n".join([*parts[:2], other, parts[3]]), "fair", "V25", ERROR, 3, names["programme"][:0] or "")
    old = csv_bytes(rows, encoding="cp1250").split(b"\r\n")
    yield Case("cp1250 fájlban egy utf-8 sor", b"\r\n".join([*old[:2], parts[2], old[3]]), "fair", "V25", ERROR, 3)
    bad = b"\r\n".join([*parts[:2], parts[2].replace(b"paktum", b"pak\xfftum"), parts[3]])
    yield Case("érvénytelen bájt", bad, "fair", "V25", ERROR, 3, names["title"])
    for separator, name in ((",", "vessző"), ("\t", "tab"), ("|", "cső")):
        rule, level = ("FILE10", NOTE) if separator == "," else ("V25", NOTE)
        yield Case(f"elválasztó {name}", csv_bytes(rows, separator), "fair", rule, level, counts=good)
    yield Case("sep sor", b"sep=;\r\n" + csv_bytes(rows), "fair", "V25", NOTE, counts=good)
    sep_bad = b"sep=;\r\n" + csv_bytes(table("fair", {"amount": "abc"}))
    yield Case("sep sor után hibás sor", sep_bad, "fair", "NUM01", ERROR, 4, names["amount"])


def _headings(rows: list[list[Any]], names: dict[str, str], lines: list[str]) -> Iterator[Case]:
    none = (0, 3, 0)

    def with_head(name: str, head: list[Any], rule: str, column: str, level: str = ERROR, counts: tuple[int, int, int] = none) -> Case:
        return Case(name, csv_bytes([head, *rows[1:]]), "fair", rule, level, 1, column, counts)

    head = rows[0]
    yield with_head("elírt fejléc", [h.replace("Pályázó neve", "Pályázó nevee") for h in head], "HEAD06", "palyazo_neve")
    emir = table("emir")
    plain = [[h.replace("Pályázó neve", "Palyazo neve") for h in emir[0]], *emir[1:]]
    yield Case("ékezet nélküli fejléc", csv_bytes(plain), "emir", "HEAD06", ERROR, 1, "Pályázó neve", none)
    yield with_head("idegen fejléc", [h.replace("Megítélt támogatás", "Amount") for h in head], "HEAD01", "megitelt_tamogatas")
    yield with_head("kétszer ugyanaz a fejléc", [h.replace("Forrás", "Pályázó neve") for h in head], "HEAD02", "palyazo_neve")
    yield with_head("más írású fejléc", [h.upper() for h in head], "HEAD07", "", NOTE, (3, 0, 0))
    wide = [[*r, "x"] for r in rows]
    yield Case("ismeretlen oszlop", csv_bytes(wide), "fair", "HEAD03", NOTE, 1, "", (3, 0, 0))
    titled = [["Támogatott projektek"], [], *rows]
    yield Case("címsor a fejléc fölött", csv_bytes(titled), "fair", "HEAD05", NOTE, 3, "", (3, 0, 0))
    missing = [r[:12] + r[13:] for r in rows]
    yield Case("hiányzó oszlop", csv_bytes(missing), "fair", "HEAD01", ERROR, 1, "tam_dont_datum", none)
    yield Case("fejléc nélkül", "\r\n".join(lines[1:]).encode(), "unknown", "FILE01", counts=(0, 0, 0))


# ---------------------------------------------------------------- JSON


def json_cases() -> Iterator[Case]:
    """Return the faults that only JSON has, and some cells in it."""

    def of(name: str, spoil: Cells, rule: str, column: str, level: str = ERROR, counts: tuple[int, int, int] = (2, 1, 0)) -> Case:
        return Case(name, json_bytes("fair", spoil), "fair", rule, level, 2, column, counts, "lista.json")

    yield of("json tört összeg", {"amount": 433100000.5}, "NUM11", "megitelt_tamogatas")
    yield of("json negatív", {"amount": -5}, "NUM09", "megitelt_tamogatas")
    yield of("json óriás szám", {"amount": 10**25}, "NUM07", "megitelt_tamogatas")
    yield of("json igaz", {"amount": True}, "JSON02", "megitelt_tamogatas")
    yield of("json lista a cellában", {"title": ["a", "b"]}, "JSON02", "projekt_cime")
    yield of("json objektum a cellában", {"applicant": {"nev": "x"}}, "JSON02", "palyazo_neve")
    yield of("json üres összeg", {"amount": None}, "V23", "megitelt_tamogatas", WARNING, (3, 0, 0))
    yield of("json üres név", {"applicant": None}, "ROW08", "palyazo_neve")
    yield of("json rossz dátum", {"decided_on": "2016.02.31"}, "DATE01", "tam_dont_datum")
    rows = json.loads(json_bytes("fair"))
    whole = json.dumps(rows, ensure_ascii=False)

    def raw(
        name: str, text: str, rule: str, format_: str = "unknown", row: int | None = None, counts: tuple[int, int, int] = (0, 0, 0)
    ) -> Case:
        return Case(name, text.encode(), format_, rule, ERROR, row, "", counts, "lista.json")

    yield raw("json csonka", whole[: len(whole) // 2], "FILE04", row=1)
    yield raw("json csak egy nyitójel", "[", "FILE04", row=1)
    yield raw("json NaN", whole.replace('"433100000"', "NaN", 1), "FILE04")
    yield raw("json mély", "[" * 100_000, "FILE04")
    yield raw("json más alak", '{"a": 1}', "FILE01")
    yield raw("json üres lista", "[]", "FILE01")
    yield raw("json számok listája", "[1, 2, 3]", "FILE01")
    yield raw("json nem rekord elem", json.dumps([rows[0], "szöveg", rows[2]]), "JSON01", "fair", 2, (2, 1, 0))
    twice = whole.replace('"op_kod": "TOP"', '"op_kod": "TOP", "op_kod": "GINOP"', 1)
    yield raw("json kétszer ugyanaz a mező", twice, "JSON01", "fair", 1, (2, 1, 0))
    yield raw(
        "json hiányzó mező",
        json.dumps([{k: v for k, v in r.items() if k != "palyazo_neve"} for r in rows]),
        "HEAD01",
        "fair",
        None,
        (0, 3, 0),
    )
    wrapped = json.dumps({"pageProps": {"supportedProjects": {"data": [rows[0], rows[0] | {"id_palyazat": ""}, rows[2]]}}})
    yield raw("json a webhely csomagolásában", wrapped, "ROW08", "fair", 2, (2, 1, 0))
    yield Case(
        "portál json hibás dátum",
        json_bytes("portal", {"decided_on": "2012.02.30"}),
        "portal",
        "DATE01",
        ERROR,
        2,
        "Támogatási döntés dátuma",
        file="p.json",
    )
    first = [r | {"programme": "ROP", "code": "3.2.1 Foglalkoztatást elősegítő tevékenységek"} for r in GOOD["portal"][1]]
    names = {c.field: c.headings[0] for c in PORTAL.columns}
    old = json.dumps([{names[f]: v for f, v in r.items()} for r in first], ensure_ascii=False).encode()
    yield Case("portál első paktumok", old, "portal", "FILE09", WARNING, None, "", (0, 0, 3), "p.json")


# ---------------------------------------------------------------- workbooks

NA = Raw('<c r="{at}" t="e"><v>#N/A</v></c>')
REF = Raw('<c r="{at}" t="e"><v>#REF!</v></c>')
UNCALCULATED = Raw('<c r="{at}"><f>SUM(A1:A2)</f></c>')
TRUE = Raw('<c r="{at}" t="b"><v>1</v></c>')


def workbook_cases() -> Iterator[Case]:
    """Return workbooks with broken cells, hidden things, traps and bombs."""
    names = headings("fair")
    file = "lista.xlsx"

    def of(
        name: str, spoil: Cells, rule: str, field: str, level: str = ERROR, counts: tuple[int, int, int] = (2, 1, 0), row: int = 3
    ) -> Case:
        return Case(name, xlsx_bytes({"Lista": table("fair", spoil)}), "fair", rule, level, row, names[field], counts, file, "Lista")

    for field in ("amount", "decided_on", "code", "title"):
        yield of(f"xlsx hibaérték: {field}", {field: NA}, "XLSX03", field)
        yield of(f"xlsx számolatlan képlet: {field}", {field: UNCALCULATED}, "XLSX04", field)
    yield of("xlsx hivatkozáshiba", {"place": REF}, "XLSX03", "place")
    yield of("xlsx igaz/hamis", {"applicant": TRUE}, "JSON02", "applicant")
    yield of("xlsx dátum az összegben", {"amount": (42724,)}, "NUM01", "amount")
    yield of("xlsx lehetetlen dátum", {"decided_on": (60,)}, "DATE01", "decided_on")
    yield of("xlsx negatív dátum", {"decided_on": (-5,)}, "DATE01", "decided_on")
    yield of("xlsx dátum sorszámmal", {"decided_on": 42724}, "DATE03", "decided_on", NOTE, (3, 0, 0))
    yield of("xlsx tört forint", {"amount": 433100000.25}, "NUM11", "amount")
    yield of("xlsx szöveges szám", {"amount": "433.100"}, "NUM06", "amount")
    yield of("xlsx óriás szám", {"amount": 4.331e20}, "NUM07", "amount")
    yield from _hidden(names, file)
    yield from _traps(file)
    yield from _bombs(file)
    yield from _other_books()


def _hidden(names: dict[str, str], file: str) -> Iterator[Case]:
    rows = table("fair")
    two = xlsx_bytes({"Lista": rows, "Titkos": table("fair", {"amount": "1"})}, {"Titkos": "hidden"})
    yield Case("xlsx rejtett lap", two, "fair", "XLSX01", WARNING, None, "", (3, 0, 0), file)
    very = xlsx_bytes({"Titkos": rows, "Lista": rows}, {"Titkos": "veryHidden"})
    yield Case("xlsx nagyon rejtett lap", very, "fair", "XLSX01", WARNING, None, "", (3, 0, 0), file)
    yield Case("xlsx minden lap rejtett", xlsx_bytes({"A": rows}, {"A": "hidden"}), "unknown", "FILE01", ERROR, None, "", (0, 0, 0), file)
    row = xlsx_bytes({"Lista": sheet_xml(rows, hidden=[3])})
    yield Case("xlsx rejtett sor", row, "fair", "XLSX09", WARNING, 3, "", (2, 0, 1), file, "Lista")
    at = list(names).index("programme") + 1
    column = xlsx_bytes({"Lista": sheet_xml(rows, before=f'<cols><col min="{at}" max="{at}" hidden="1"/></cols>')})
    yield Case("xlsx rejtett oszlop", column, "fair", "XLSX10", WARNING, None, "1", (3, 0, 0), file, "Lista")
    needed = list(names).index("amount") + 1
    column = xlsx_bytes({"Lista": sheet_xml(rows, before=f'<cols><col min="{needed}" max="{needed}" hidden="1"/></cols>')})
    yield Case("xlsx rejtett kötelező oszlop", column, "fair", "HEAD01", ERROR, 1, "megitelt_tamogatas", (0, 3, 0), file, "Lista")
    second = xlsx_bytes({"Lista": rows, "Jegyzet": [["Egyéb", "adat"], ["a", "b"]]})
    yield Case("xlsx második lap más tartalommal", second, "fair", "XLSX02", WARNING, None, "", (3, 0, 0), file, "Jegyzet")
    more = table("fair")
    for n, r in enumerate(more[1:]):
        r[list(names).index("internal_id")] = str(9_000_000 + n)
    more[2][list(names).index("amount")] = "abc"
    both = xlsx_bytes({"Lista": rows, "Lista 2": more})
    yield Case("xlsx második adatlap", both, "fair", "NUM01", ERROR, 3, names["amount"], (5, 1, 0), file, "Lista 2")
    column_letter = letters(list(names).index("applicant"))
    merged = f'<mergeCells count="1"><mergeCell ref="{column_letter}2:{column_letter}3"/></mergeCells>'
    spoilt = table("fair", {"applicant": ""})
    yield Case(
        "xlsx egyesített cella",
        xlsx_bytes({"Lista": sheet_xml(spoilt, after=merged)}),
        "fair",
        "XLSX05",
        ERROR,
        3,
        names["applicant"],
        (2, 1, 0),
        file,
        "Lista",
    )
    gap = sheet_xml([rows[0], [], rows[1], [], [], table("fair", {"amount": "abc"})[2], rows[3]])
    yield Case(
        "xlsx üres sorok után is a valódi sorszám",
        xlsx_bytes({"Lista": gap}),
        "fair",
        "NUM01",
        ERROR,
        6,
        names["amount"],
        (2, 1, 0),
        file,
        "Lista",
    )


def _traps(file: str) -> Iterator[Case]:
    rows = table("fair")

    def of(name: str, rule: str, content: bytes) -> Case:
        return Case(name, content, "unknown", rule, ERROR, None, "", (0, 0, 0), file)

    yield of("xlsx makró", "XLSX06", xlsx_bytes({"A": rows}, extra={"xl/vbaProject.bin": b"x"}))
    yield of("xlsx régi makrólap", "XLSX06", xlsx_bytes({"A": rows}, extra={"xl/macrosheets/sheet1.xml": "<x/>"}))
    types = '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    yield of("xlsx makrós típus", "XLSX06", xlsx_bytes({"A": rows}, extra={"[Content_Types].xml": types}))
    yield of("xlsx külső hivatkozás", "XLSX07", xlsx_bytes({"A": rows}, extra={"xl/externalLinks/externalLink1.xml": "<x/>"}))
    yield of("xlsx adatkapcsolat", "XLSX07", xlsx_bytes({"A": rows}, extra={"xl/connections.xml": "<x/>"}))
    yield of("xlsx külső entitás", "XLSX08", xlsx_bytes({"A": rows}, doctype='<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'))
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    xml = sheet_xml(rows).replace("<worksheet", laughs + "<worksheet", 1)
    yield of("xlsx entitásbomba", "XLSX08", xlsx_bytes({"A": xml}))
    strings = f'<?xml version="1.0"?>{laughs}<sst><si><t>&b;</t></si></sst>'
    yield of("xlsx entitás a szövegekben", "XLSX08", xlsx_bytes({"A": rows}, extra={"xl/sharedStrings.xml": strings}))
    yield of("zip kilépő név", "FILE07", xlsx_bytes({"A": rows}, extra={"../../kilep.txt": "x"}))
    yield of("zip abszolút név", "FILE07", xlsx_bytes({"A": rows}, extra={"/etc/x": "x"}))
    yield of("zip meghajtó a névben", "FILE07", xlsx_bytes({"A": rows}, extra={"C:/x": "x"}))
    yield of("zip kis és nagybetűs ikernév", "FILE07", xlsx_bytes({"A": rows}, extra={"XL/WORKBOOK.XML": "x"}))
    good = xlsx_bytes({"A": rows})
    yield of("xlsx csonka", "FILE04", good[: len(good) // 2])
    yield of("xlsx csak fejléc", "FILE04", b"PK\x03\x04" + b"\0" * 40)
    yield of("xlsx rossz xml", "FILE04", xlsx_bytes({"A": sheet_xml(rows).replace("</row>", "</sor>", 1)}))
    yield of("xlsx hiányzó lap", "FILE04", zip_bytes({"xl/workbook.xml": "<workbook/>", "xl/_rels/workbook.xml.rels": "<a/>"}))
    yield of("xlsx hibás ellenőrző összeg", "FILE04", _flipped(good))
    yield of("zip jelszóval", "FILE05", _locked(good))
    yield of("xlsx titkosított", "FILE05", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    yield of("word dokumentum", "FILE06", zip_bytes({"word/document.xml": "<x/>"}))
    yield of("ods", "FILE06", zip_bytes({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}))
    yield of("xlsb", "FILE06", zip_bytes({"xl/workbook.bin": "x"}))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _flipped(content: bytes) -> bytes:
    """Return a workbook whose first sheet does not match its checksum."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
        crc = info.CRC.to_bytes(4, "little")
    return content.replace(crc, bytes(b ^ 0xFF for b in crc))


def _locked(content: bytes) -> bytes:
    """Return a zip whose members say that they are encrypted."""
    out = bytearray(content)
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = 0
        while (start := out.find(mark, start)) >= 0:
            out[start + at] |= 1
            start += 4
    return bytes(out)


def _bombs(file: str) -> Iterator[Case]:
    rows = table("fair")

    def of(name: str, rule: str, content: bytes, format_: str = "unknown") -> Case:
        return Case(name, content, format_, rule, ERROR, None, "", (0, 0, 0), file)

    yield of("zip bomba", "LIM02", xlsx_bytes({"A": rows}, extra={"xl/media/a.bin": b"\0" * 60_000_000}))
    yield of("zip ezernyi elem", "LIM02", zip_bytes({f"a{n}.txt": "x" for n in range(limits.MEMBERS + 1)} | {"xl/workbook.xml": "x"}))
    far = Raw(f'<c r="{letters(16_383)}1"><v>1</v></c>')
    yield of("xlsx utolsó oszlop", "LIM03", xlsx_bytes({"A": [[*rows[0], far], *rows[1:]]}))
    last = sheet_xml(rows).replace("</sheetData>", '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>')
    yield Case("xlsx utolsó sor", xlsx_bytes({"A": last}), "unknown", "LIM03", ERROR, 1_048_576, "", (0, 0, 0), file)
    yield of("xlsx óriás cella", "LIM04", xlsx_bytes({"A": table("fair", {"title": "x" * (limits.CELL_CHARACTERS + 1)})}))
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield of("xlsx minden cella egyesítve", "LIM03", xlsx_bytes({"A": sheet_xml(rows, after=merged)}))
    claim = sheet_xml(rows, before='<dimension ref="A1:XFD1048576"/>')
    yield Case("xlsx hamis méret", xlsx_bytes({"A": claim}), "fair", "FILE10", NOTE, 1, "", (3, 0, 0), file, "A")
    yield of("xlsx sok lap", "LIM03", xlsx_bytes({f"L{n}": [] for n in range(limits.SHEETS + 1)}))
    order = sheet_xml(rows).replace('<row r="3"', '<row r="2"')
    yield of("xlsx kétszer ugyanaz a sor", "FILE04", xlsx_bytes({"A": order}))
    xml = sheet_xml(rows)
    yield of("xlsx kétszer ugyanaz a cella", "FILE04", xlsx_bytes({"A": xml.replace('r="B3"', 'r="A3"')}))
    yield of("xlsx kisbetűs cellahely", "FILE04", xlsx_bytes({"A": xml.replace('r="B3"', 'r="b3"')}))
    yield of("xlsx cella más sorból", "FILE04", xlsx_bytes({"A": xml.replace('r="B3"', 'r="B9"')}))
    for n in ("-1", "5", "x"):
        shared = table("fair", {"title": Raw('<c r="{at}" t="s"><v>' + n + "</v></c>")})
        yield of(
            f"xlsx nem létező szöveg {n}",
            "FILE04",
            xlsx_bytes({"A": shared}, extra={"xl/sharedStrings.xml": "<sst><si><t>a</t></si></sst>"}),
        )


def _other_books() -> Iterator[Case]:
    for name, start in (
        ("gzip", b"\x1f\x8b\x08\0"),
        ("pdf", b"%PDF-1.7\n"),
        ("parquet", b"PAR1"),
        ("7z", b"7z\xbc\xaf'\x1c"),
        ("sqlite", b"SQLite format 3\0"),
        ("kép", b"\x89PNG\r\n"),
    ):
        yield Case(f"más fájl: {name}", start + b"\0x" * 200, "unknown", "FILE06", counts=(0, 0, 0), file="lista.csv")
    html = "<html><body><table><tr><td>Konstrukció kódja</td></tr></table></body></html>"
    yield Case("html xls néven", html.encode(), "unknown", "FILE06", counts=(0, 0, 0), file="lista.xls")
    yield Case("xml 2003", b'<?xml version="1.0"?><Workbook/>', "unknown", "FILE06", counts=(0, 0, 0), file="lista.xls")
    yield Case("word 97", OLE + b"\0" * 1500, "unknown", "FILE06", counts=(0, 0, 0), file="lista.xls")
    book = OLE + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 900
    yield Case("xls sérült", book, "unknown", "FILE04", counts=(0, 0, 0), file="lista.xls")
    vba = book + "_VBA_PROJECT".encode("utf-16-le")
    yield Case("xls makró", vba, "unknown", "XLSX06", counts=(0, 0, 0), file="lista.xls")
    rows = [[float(c) if str(c).isdigit() and len(str(c)) > 6 else c for c in row] for row in table("fair")]
    names = headings("fair")
    rows[2][list(names).index("amount")] = Raw("#N/A!")
    xls = xls_bytes({"Lista": rows})
    yield Case("xls hibaérték", xls, "fair", "XLSX03", ERROR, 3, names["amount"], (2, 1, 0), "lista.xls", "Lista")
    hidden = xls_bytes({"Lista": table("fair"), "Titkos": [["x"]]}, hidden=["Titkos"])
    yield Case("xls rejtett lap", hidden, "fair", "XLSX01", WARNING, None, "", (3, 0, 0), "lista.xls")


# ---------------------------------------------------------------- Kohesio, labour figures


def kohesio_cases() -> Iterator[Case]:
    """Return what is special to Kohesio."""
    rows, names = table("kohesio"), headings("kohesio")
    yield Case("kohesio más ország", csv_bytes(table("kohesio", {"country": "Sweden"}), ","), "kohesio", "FILE10", NOTE, 1, "", (2, 0, 1))
    other = table("kohesio", {"code": "TOP-1.1.1-15-JN1-2016-00001"})
    yield Case("kohesio más felhívás", csv_bytes(other, ","), "kohesio", "FILE10", NOTE, 1, "", (2, 0, 1))
    by_title = table("kohesio", {"code": ""})
    yield Case("kohesio csak a cím mondja", csv_bytes(by_title, ","), "kohesio", "KOH02", WARNING, 3, names["title"], (3, 0, 0))
    road = table("kohesio", {"code": "", "title": "Útfelújítás", "title_en": "Road works"})
    yield Case("kohesio cím paktum nélkül", csv_bytes(road, ","), "kohesio", "FILE10", NOTE, 1, "", (2, 0, 1))
    yield Case(
        "kohesio helyenként ismételt", csv_bytes([*rows, rows[3]], ","), "kohesio", "ROW04", WARNING, 5, names["internal_id"], (3, 0, 1)
    )
    contradicting = [*rows, [*rows[3][:8], "1500000.0", *rows[3][9:]]]
    yield Case("kohesio ellentmondó ismétlés", csv_bytes(contradicting, ","), "kohesio", "ROW05", ERROR, 5, names["internal_id"], (2, 2, 0))
    people = [
        ["BENEFICIARY NAME", "TOTAL BUDGET", "AMOUNT EU SUPPORT", "NUMBER OF PROJECTS"],
        ["EMŐD VÁROS", "1263669.0", "1079914.0", "3"],
    ]
    yield Case("kohesio kedvezményezettek", csv_bytes(people, ","), "kohesio_beneficiaries", "KOH01", ERROR, None, "", (0, 0, 1))
    labels = [["Beneficiary", "BeneficiaryLabel", "Website", "WikidataID"], ["Q1", "EMŐD VÁROS", "", ""]]
    yield Case("kohesio kedvezményezettek tömeges", csv_bytes(labels, ","), "kohesio_beneficiaries", "KOH01", ERROR, None, "", (0, 0, 1))


def labour_cases() -> Iterator[Case]:
    """Return what is special to T01."""
    names, file = headings("nfsz"), "T01201603.csv"

    def of(
        name: str,
        rows: list[list[Any]],
        rule: str,
        row: int | None,
        column: str = "",
        counts: tuple[int, int, int] = (2, 1, 1),
        level: str = ERROR,
        as_file: str = file,
    ) -> Case:
        return Case(name, csv_bytes(rows), "nfsz", rule, level, row, column, counts, as_file)

    yield of("t01 ismeretlen település", labour({"settlement": "BUDAPEST 99. KER."}), "V18", 6, names["settlement"])
    yield of("t01 rossz összeg", labour(total="736"), "NFSZ02", 8, names["registered_jobseekers"], (3, 0, 1))
    yield of("t01 kétszer ugyanaz", labour({"settlement": "BUDAPEST 01. KER.", "registered_jobseekers": "244"}, "734"), "NFSZ03", 6)
    yield of("t01 tört létszám", labour({"registered_jobseekers": "245,5"}), "NUM11", 6, names["registered_jobseekers"])
    yield of("t01 rész nagyobb", labour({"registered_over_a_year": "250"}), "V07", 6, names["registered_over_a_year"])
    yield of("t01 népességnél több", labour({"registered_jobseekers": "17000"}), "V04", 6, names["registered_jobseekers"])
    yield of("t01 szöveg a számban", labour({"registered_jobseekers": "sok"}), "NUM01", 6, names["registered_jobseekers"])
    yield of("t01 üres szám", labour({"registered_jobseekers": ""}), "ROW08", 6, names["registered_jobseekers"])
    yield of("t01 nincs hónap", labour(title=None), "NFSZ01", None, "", (0, 0, 4), as_file="lista.csv")
    yield of("t01 két hónap a címben", labour(title="2016. március 20. és 2016. április 20."), "NFSZ01", None, "", (0, 0, 4))
    yield of("t01 hónap csak a névben", labour(title=None), "NFSZ04", None, "", (3, 0, 1), WARNING)
    yield of("t01 jövő hónap", labour(title="2126. március 20."), "V21", None, "", (0, 0, 4), as_file="lista.csv")
    bolyi = [["BORJÁD", "10", "1", "1", "1", "1", "200", "5,00", "1"]]
    yield of("t01 hiányos járás", labour(total="745", extra=bolyi), "NFSZ05", None, "", (3, 0, 2), WARNING)
    head = labour()
    head[3] = [h.replace("Nyilvántartott össz. fő", "Nyilvántar-tott össz. fő") for h in head[3]]
    yield of("t01 elválasztott fejléc", head, "HEAD07", 4, "", (3, 0, 1), NOTE)
    book = [[float(c) if str(c).isdigit() else c for c in row] for row in labour()]
    yield Case("t01 xls", xls_bytes({"Budapest": book}), "nfsz", "FILE10", NOTE, 4, "", (3, 0, 1), "T01201603.xls", "Budapest")


# ---------------------------------------------------------------- our own tables

OWN_FAULTS: tuple[tuple[Cells, str, str, Any, str, str], ...] = (
    (MEMBER, "organisation", "sector", "muncipality", "PKG01", ERROR),
    (MEMBER, "organisation", "sector", "", "ROW08", ERROR),
    (MEMBER, "organisation", "pact_id", "", "ROW08", ERROR),
    (MEMBER, "organisation", "joined_on", "2017.13.01", "DATE01", ERROR),
    (MEMBER, "organisation", "joined_on", "09/02/2017", "DATE02", ERROR),
    (MEMBER, "organisation", "joined_on", "0201", "DATE05", ERROR),
    (MEMBER, "organisation", "joined_on", "2017.02.09.", "DATE06", NOTE),
    (MEMBER, "organisation", "left_on", "2016-01-01", "V22", ERROR),
    (MEMBER, "organisation", "note", "n.a.", "V23", WARNING),
    (MEMBER, "organisation", "note", "titkarsag@pelda.hu", "V24", ERROR),
    (MEMBER, "organisation", "role", "alapító  tag", "TEXT01", NOTE),
    (FIGURE, "observation_id", "value", "több mint 3 milliárd", "V16", WARNING),
    (FIGURE, "observation_id", "value", "sok", "NUM01", ERROR),
    (FIGURE, "observation_id", "value", "-5", "NUM09", ERROR),
    (FIGURE, "observation_id", "value", "2.943", "NUM06", ERROR),
    (FIGURE, "observation_id", "value", "2,943E9", "NUM07", ERROR),
    (FIGURE, "observation_id", "value", "12,5", "NUM03", NOTE),
    (FIGURE, "observation_id", "value", "2 943 000 000", "NUM02", NOTE),
    (FIGURE, "observation_id", "precision", "pontos", "PKG01", ERROR),
    (FIGURE, "observation_id", "kind", "Reported", "PKG01", ERROR),
    (FIGURE, "observation_id", "as_of", "2126-01", "DATE05", ERROR),
    (FIGURE, "observation_id", "as_of", "2030-01", "V21", ERROR),
    (FIGURE, "observation_id", "unit", "", "ROW08", ERROR),
    (PROJECT, "project_id", "project_code", "TOP-6.8.2-15-MI1-2016-0002", "V01", WARNING),
    (PROJECT, "project_id", "project_code", "TOP-6.8.2-15-MI1", "V01", ERROR),
    (PROJECT, "project_id", "project_code", "paktum", "V01", ERROR),
    (PROJECT, "project_id", "call_code", "TOP 6.8.2-15", "PKG02", ERROR),
    (PROJECT, "project_id", "emir_id", "42776", "PKG02", ERROR),
    (PROJECT, "project_id", "cycle", "2014–2020", "PKG01", ERROR),
    (PROJECT, "project_id", "place_ksh", "3045", "PKG02", ERROR),
)


def own_cases() -> Iterator[Case]:
    """Return our own tables with one fault."""
    for row, key, field, value, rule, level in OWN_FAULTS:
        counts = (2, 1, 0) if level == ERROR else (3, 0, 0)
        rows = own(row, key, {field: value})
        yield Case(f"saját {field}: {value or 'üres'}", csv_bytes(rows, ","), "package", rule, level, 3, field, counts)
    yield Case("saját szám nélkül", csv_bytes(own(FIGURE, "observation_id", {"value": ""}), ","), "package", "V23", ERROR, 3, "value")
    twice = own(MEMBER, "organisation")
    twice[3][1], twice[3][2] = twice[1][1], "church"
    yield Case("saját ismételt kulcs", csv_bytes(twice, ","), "package", "ROW05", ERROR, 4, "pact_id", (1, 2, 0))
    same = own(MEMBER, "organisation")
    yield Case("saját ismételt sor", csv_bytes([*same, same[1]], ","), "package", "ROW04", WARNING, 5, "pact_id", (3, 0, 1))
    short = [["pact_id", "short_hu", "short_en"], ["a", "A", "A"], ["b", "B", "B"], ["c", "A", "C"]]
    yield Case("saját nem egyedi név", csv_bytes(short, ","), "package", "PKG03", ERROR, 4, "short_hu")
    missing = [[c for c in r if r.index(c) != 3 or True][:3] + r[4:] for r in own(MEMBER, "organisation")]
    yield Case("saját hiányzó oszlop", csv_bytes(missing, ","), "package", "HEAD01", ERROR, 1, "role", (0, 3, 0))
    book = xlsx_bytes({"members": own(MEMBER, "organisation", {"sector": "bank"}), "observations": own(FIGURE, "observation_id")})
    yield Case("saját munkafüzet", book, "package", "PKG01", ERROR, 3, "sector", (5, 1, 0), "minta.xlsx", "members")
    two = xlsx_bytes({"members": own(MEMBER, "organisation"), "tagok": own(MEMBER, "organisation")})
    yield Case("saját tábla két lapon", two, "package", "PKG04", ERROR, None, "", (6, 0, 0), "minta.xlsx", "tagok")
    yield from _packages()


def _packages() -> Iterator[Case]:
    members = csv_bytes(own(MEMBER, "organisation"), ",")

    def of(
        name: str,
        files: dict[str, str | bytes],
        rule: str,
        level: str,
        counts: tuple[int, int, int],
        format_: str = "package",
        row: int | None = None,
        column: str = "",
        sheet: str = "",
    ) -> Case:
        return Case(name, zip_bytes(files), format_, rule, level, row, column, counts, "csomag.zip", sheet)

    def description(*paths: str) -> str:
        return json.dumps({"resources": [{"name": "x", "path": p} for p in paths]})

    yield of("csomag részleges", {"datapackage.json": description("m.csv"), "m.csv": members}, "PKG06", WARNING, (3, 0, 0))
    spoilt = csv_bytes(own(MEMBER, "organisation", {"sector": "bank"}), ",")
    yield of(
        "csomag hibás sorral",
        {"p/datapackage.json": description("m.csv"), "p/m.csv": spoilt},
        "PKG01",
        ERROR,
        (2, 1, 0),
        row=3,
        column="sector",
        sheet="m.csv",
    )
    yield of(
        "csomag idegen táblával",
        {"datapackage.json": description("x.csv"), "x.csv": "a,b\n1,2\n"},
        "PKG05",
        ERROR,
        (0, 0, 0),
        sheet="x.csv",
    )
    yield of("csomag kilépő úttal", {"datapackage.json": description("../m.csv"), "m.csv": members}, "FILE07", ERROR, (0, 0, 0), "unknown")
    yield of("csomag abszolút úttal", {"datapackage.json": description("/etc/passwd.csv")}, "FILE07", ERROR, (0, 0, 0), "unknown")
    yield of("csomag hibás leírással", {"datapackage.json": "{", "m.csv": members}, "FILE04", ERROR, (0, 0, 0), "unknown")
    yield of("zip csomagleírás nélkül", {"m.csv": members}, "FILE06", ERROR, (0, 0, 0), "unknown")


GROUPS: tuple[Callable[[], Iterator[Case]], ...] = (
    cell_cases,
    csv_cases,
    json_cases,
    workbook_cases,
    kohesio_cases,
    labour_cases,
    own_cases,
)


def cases() -> list[Case]:
    """Return all of them."""
    return [case for group in GROUPS for case in group()]


def main() -> None:
    """Write them to a folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    told = []
    for n, case in enumerate(cases(), 1):
        name = f"{n:03d}{Path(case.file).suffix}"
        (folder / name).write_bytes(case.content)
        told.append([name, case.name, case.format, case.level, case.rule, case.sheet, case.row or "", case.column, *case.counts])
    head = ["file", "case", "format", "level", "rule", "sheet", "row", "column", "accepted", "rejected", "ignored"]
    (folder / "expected.csv").write_bytes(csv_bytes([head, *told], ","))


if __name__ == "__main__":
    main()
