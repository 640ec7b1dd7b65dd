"""The bundled data package is complete, typed as it says, and holds no address of a person."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
from frictionless import Package

from paktum import store

PACKAGE = store.DATA / "datapackage.json"
FOLDERS = ("pacts", "reference", "geometry")
FILES = sorted(path for folder in FOLDERS for path in (store.DATA / folder).iterdir() if path.is_file())
GEOMETRY = store.DATA / "geometry"


def resources() -> list[dict[str, Any]]:
    return json.loads(PACKAGE.read_text(encoding="utf-8"))["resources"]


def column(table: str, name: str) -> set[str]:
    with store.table_files()[table].open(encoding="utf-8", newline="") as file:
        return {row[name] for row in csv.DictReader(file)}


def codes(file: str) -> list[str]:
    features = json.loads((GEOMETRY / file).read_text(encoding="utf-8"))["features"]
    return [feature["properties"]["code"] for feature in features]


def rows_in(path: Path) -> int:
    if path.suffix == ".geojson":
        return len(codes(path.name))
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


# ---------------------------------------------------------------- the package


def test_every_table_is_what_the_package_says() -> None:
    """Types, required cells, patterns, allowed values, keys and references of Data Package 2.0."""
    report = Package(str(PACKAGE)).validate()
    said = report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert report.valid, said[:10]


def test_every_file_is_declared_and_every_declared_file_is_there() -> None:
    declared = [store.DATA / resource["path"] for resource in resources()]
    assert sorted(declared) == FILES


def test_the_readme_lists_every_file_with_its_number_of_rows() -> None:
    """Translations are still being added to: their number is left open."""
    readme = (store.DATA / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(\w+/[\w.]+)` \| (\d+|–) \|", readme, re.MULTILINE))
    expected = {f"{path.parent.name}/{path.name}": str(rows_in(path)) for path in FILES}
    assert listed == expected | {"pacts/translations.csv": "–"}


def test_every_declared_table_is_a_table_of_the_store() -> None:
    with duckdb.connect() as con:
        con.execute(store.statements(store.QUERIES / "tables.sql"))
        kept = {table: list(store.columns(con, table)) for table in store.tables(con) if table not in store.delivered(con)}
    declared = {
        resource["name"]: [field["name"] for field in resource["schema"]["fields"]]
        for resource in resources()
        if resource["path"].endswith(".csv")
    }
    assert declared == kept


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_utf_8_with_plain_line_ends(path: Path) -> None:
    content = path.read_bytes()
    content.decode("utf-8")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content


# ---------------------------------------------------------------- shapes and places


def test_every_county_has_one_shape() -> None:
    assert sorted(codes("counties.geojson")) == sorted(column("counties", "county_ksh"))


def test_every_district_has_one_shape_and_budapest_is_one() -> None:
    """000 stands for Budapest as one unit: its 23 districts (county 01) have no shape of their own."""
    with store.table_files()["districts"].open(encoding="utf-8", newline="") as file:
        outside = {row["district_ksh"] for row in csv.DictReader(file) if row["county_ksh"] != "01"}
    assert sorted(codes("districts_schematic.geojson")) == sorted(outside | {"000"})


def test_every_shape_has_a_seat_on_the_tile_grid() -> None:
    assert column("district_seats", "district_code") == set(codes("districts_schematic.geojson"))


def test_no_two_tiles_lie_on_each_other() -> None:
    with store.table_files()["district_seats"].open(encoding="utf-8", newline="") as file:
        tiles = [(row["tile_column"], row["tile_row"]) for row in csv.DictReader(file)]
    assert len(tiles) == len(set(tiles))


@pytest.mark.parametrize("file", ["counties.geojson", "districts_schematic.geojson"])
def test_a_shape_file_says_its_licence_and_attribution(file: str) -> None:
    collection = json.loads((GEOMETRY / file).read_text(encoding="utf-8"))
    assert collection["licence"]
    assert "Natural Earth" in collection["attribution"]


# ---------------------------------------------------------------- no addresses of people

ADDRESS = re.compile(r"\S@\S+\.\w")
URL = re.compile(r"\bhttps?://\S+")
# +36 30 123 4567, 06-1/234-5678, (06) 20 1234567
TELEPHONE = re.compile(r"(?<![\d.])(\+\s?36|\(?\b06\)?)[\s/-]*\(?\d{1,2}\)?[\s/-]*\d{3}[\s-]?\d{3,4}(?!\d)")


@pytest.mark.parametrize("path", [PACKAGE, *FILES], ids=lambda path: path.name)
def test_a_file_holds_no_address_and_no_telephone_number(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    words = " | ".join(cell for row in csv.reader(text.splitlines()) for cell in row) if path.suffix == ".csv" else text
    words = URL.sub("", words)
    assert not ADDRESS.findall(words)
    assert not [found.group() for found in TELEPHONE.finditer(words)]


@pytest.mark.parametrize("number", ["+36 30 123 4567", "06-1/234-5678", "(06) 20 1234567", "+36301234567"])
def test_a_telephone_number_would_be_found(number: str) -> None:
    assert TELEPHONE.search(f"hívható: {number}.")
