"""Export lists made from the bundled facts, in the shape of the older national list: what a test imports."""

import csv
import io
import random
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from paktum import imports, store
from paktum.store.published import point_to

HEADINGS = (
    "Alintézkedés", "Település", "Pályázó neve", "Projekt megnevezése", "Támogatási döntés dátuma", "Megítélt támogatás (HUF)",
    "_palyazat_id",
)  # fmt: skip
JASZBERENY = "8918302"  # the internal number of its grant
Row = dict[str, str]


def known_rows() -> list[Row]:
    """The grants that the bundled data read from the national export, as rows of such a list."""

    def read(table: str) -> list[dict[str, str]]:
        with store.table_files()[table].open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    leads = {p["project_id"]: p["organisation"] for p in read("partners") if p["role"] == "lead"}
    awards = {o["project_id"]: o for o in read("observations") if o["source_id"] == "emir-2017-04-25" and o["measure"] == "grant"}
    return [listed(p, awards[p["project_id"]], leads.get(p["project_id"], "Önkormányzat")) for p in read("projects") if p["emir_id"]]


def listed(project: Row, award: Row, lead: str) -> Row:
    """A project as the list prints it."""
    amount, code = f"{int(award['value']):,}".replace(",", " "), f"{project['call_code']}-{project['territory_code']}"
    cells = (
        f"{code} - Helyi foglalkoztatási együttműködések",
        project["place"],
        lead,
        project["title_hu"],
        award["as_of"].replace("-", "."),
    )
    return dict(zip(HEADINGS, (*cells, amount, project["emir_id"]), strict=True))


def new_row(**cells: str) -> Row:
    """A grant that nobody knows yet."""
    row = dict(zip(HEADINGS, (
        "TOP-5.1.2-16-JN1 - Helyi foglalkoztatási együttműködések", "Karcag", "Karcag Városi Önkormányzat",
        "Nagykunsági foglalkoztatási partnerség", "2018.02.01", "310 000 000", "9900001",
    ), strict=True))  # fmt: skip
    return row | cells


def changed(rows: Iterable[Row], number: str, **cells: str) -> list[Row]:
    """The rows, one of them with other cells."""
    return [row | (cells if row["_palyazat_id"] == number else {}) for row in rows]


def as_csv(rows: Iterable[Mapping[str, str]], headings: Iterable[str] = HEADINGS) -> bytes:
    """The list as a file."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(headings), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def shuffled(rows: list[Row], seed: int = 1) -> bytes:
    """The same list with its rows and columns in another order."""
    order, columns = list(rows), list(HEADINGS)
    random.Random(seed).shuffle(order)
    random.Random(seed).shuffle(columns)
    return as_csv(order, columns)


def home_with(folder: Path, snapshot: store.Snapshot) -> Path:
    """A store of a test's own that holds the published bundled data."""
    home = folder / "store"
    home.mkdir(parents=True)
    for name in (f"{snapshot.id}.duckdb", f"{snapshot.id}.json"):
        shutil.copy(snapshot.path.with_name(name), home / name)
    found = store.read_manifest(home, snapshot.id)
    assert found
    point_to(home, found)
    return home


def package_without_a_figure(folder: Path) -> bytes:
    """The bundled data as an archive, one published figure taken out."""
    less = shutil.copytree(store.DATA, folder / "less", ignore=shutil.ignore_patterns("store", "deliveries", "official"))
    figures = less / store.table_files()["observations"].relative_to(store.DATA)
    lines = figures.read_text(encoding="utf-8").splitlines(keepends=True)
    gone = next(line for line in lines if ",found_job,actual," in line)
    figures.write_text("".join(line for line in lines if line is not gone), encoding="utf-8")
    return imports.packed(less)
