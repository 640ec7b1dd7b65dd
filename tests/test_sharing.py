"""The published snapshot as Parquet: another engine reads the same rows from it, and its description is a valid Data Package."""

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from frictionless import Package
from people_files import published

from paktum import package, store
from paktum.errors import StoreError


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> tuple[store.Snapshot, Path]:
    """A snapshot with participants, and the folder that it was shared in."""
    folder = tmp_path_factory.mktemp("shared")
    with published(folder / "office", folder / "store") as snapshot:
        package.share(snapshot, folder / "out")
        kept = folder / "kept.duckdb"
        kept.write_bytes(snapshot.path.read_bytes())
    return store.Snapshot(snapshot.id, kept, snapshot.sha256, snapshot.built_at, snapshot.rows), folder / "out"


def described(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_another_engine_reads_the_rows_that_are_published(shared: tuple[store.Snapshot, Path]) -> None:
    """Of every table: the same columns and rows, read without anything of ours."""
    snapshot, folder = shared
    told = {r["name"]: r for r in described(folder)["resources"]}
    with duckdb.connect() as con:
        con.execute(f"attach '{snapshot.path}' as was (read_only)")
        tables = {t for (t,) in con.execute("select table_name from duckdb_tables() where database_name = 'was'").fetchall()}
        assert set(told) == tables and {"observations", "people_cells", "headlines"} <= tables
        for name, table in told.items():
            file = f"read_parquet('{folder / table['path']}')"
            assert con.execute(f"select count(*) from {file}").fetchall() == [(table["rows"],)] == [(snapshot.rows[name],)]
            for one, other in ((f'was."{name}"', file), (file, f'was."{name}"')):
                assert not con.execute(f"from {one} except all from {other}").fetchall(), name
            names = [r[0] for r in con.execute(f"describe from {file}").fetchall()]
            assert names == [f["name"] for f in table["schema"]["fields"]]


def test_an_answer_can_be_worked_out_from_the_files_alone(shared: tuple[store.Snapshot, Path]) -> None:
    snapshot, folder = shared
    with duckdb.connect() as con:
        sums = con.execute(f"select measure, sum(value) from '{folder}/tables/headlines.parquet' group by all order by all").fetchall()
    ours = (
        store.connection(snapshot.path).cursor().execute("select measure, sum(value) from headlines group by all order by all").fetchall()
    )
    assert sums == ours and len(sums) > 5


def test_the_description_is_a_valid_data_package_with_right_checksums(shared: tuple[store.Snapshot, Path]) -> None:
    _, folder = shared
    told = described(folder)
    assert [r.name for r in Package.from_descriptor(told).resources] == [r["name"] for r in told["resources"]]
    for table in told["resources"]:
        content = (folder / table["path"]).read_bytes()
        assert table["bytes"] == len(content) and table["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert all(f["type"] != "any" for f in table["schema"]["fields"]), table["name"]
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert files == {r["path"] for r in told["resources"]} | {"datapackage.json", "README.md", "LICENSE-CODE.txt"}
    assert "Licences" in (folder / "README.md").read_text(encoding="utf-8")
    assert len(told["sources"]) > 20 and any(s.get("path", "").startswith("https://") for s in told["sources"])


def test_units_and_marks_are_told(shared: tuple[store.Snapshot, Path]) -> None:
    _, folder = shared
    tables = {r["name"]: {f["name"]: f for f in r["schema"]["fields"]} for r in described(folder)["resources"]}
    assert "people" in tables["districts"]["population_2024"]["description"]
    assert tables["people_cells"]["people_state"]["constraints"] == {"enum": ["shown", "suppressed", "nobody"]}
    assert "unit" in tables["observations"] and tables["observations"]["kind"]["constraints"]["enum"]
    with duckdb.connect() as con:
        file = f"'{folder}/tables/people_cells.parquet'"
        assert con.execute(f"select count(*) from {file} where people_state = 'suppressed' and people is not null").fetchall() == [(0,)]
        assert con.execute(f"select count(*) > 100 from {file} where people_state = 'suppressed'").fetchall() == [(True,)]
        assert con.execute(f"select min(people) >= 5 from {file} where people_state = 'shown'").fetchall() == [(True,)]


def test_no_row_of_a_person_is_shared(shared: tuple[store.Snapshot, Path]) -> None:
    _, folder = shared
    columns = {f["name"] for r in described(folder)["resources"] for f in r["schema"]["fields"]}
    assert columns.isdisjoint({"participant_id", "person", "birth_year", "entry_date"})
    assert not any(b"INV-" in p.read_bytes() for p in (folder / "tables").iterdir())


def test_sharing_again_replaces_and_a_foreign_folder_is_left_alone(snapshot: store.Snapshot, tmp_path: Path) -> None:
    package.share(snapshot, tmp_path / "out")
    (tmp_path / "out" / "tables" / "old.parquet").touch()
    package.share(snapshot, tmp_path / "out")
    assert not (tmp_path / "out" / "tables" / "old.parquet").exists() and [p.name for p in tmp_path.iterdir()] == ["out"]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").touch()
    with pytest.raises(StoreError) as error:
        package.share(snapshot, tmp_path / "mine")
    assert error.value.key == "error.share_folder" and (tmp_path / "mine" / "thesis.txt").exists()
