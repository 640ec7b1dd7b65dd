"""The engine of participants: another one takes in the same rows with the same faults and counts, and one that fails publishes nothing."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from people_files import OFFICE, TODAY

from benchmarks import generate
from paktum import store
from paktum.participants import engine, intake, release
from paktum.participants.form import ParticipantError
from paktum.wording import Words

CLUSTER = "local-cluster[2,1,1024]"  # two worker processes
SALT = "5" * 64


def spark_is_here() -> bool:
    """Whether Spark can run. CI installs it and says how many rows it wants, so there it must."""
    return "PAKTUM_SPARK_ROWS" in os.environ or bool(shutil.which("java") and importlib.util.find_spec("pyspark"))


needs_spark = pytest.mark.skipif(not spark_is_here(), reason="needs Java 17 and pyspark: pip install -e '.[dev,spark]'")


@pytest.fixture(autouse=True)
def _only_what_the_test_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PAKTUM_ENGINE", raising=False)
    monkeypatch.setenv("PAKTUM_CONFIG", str(tmp_path / "none.toml"))


# ---------------------------------------------------------------- an export in parts


def in_parts(folder: Path, participants: int, dirty: float = 0.01, office: str | None = None) -> Path:
    """A folder of Parquet files with faults and with people who come twice, the second time in another file."""
    whole = pq.read_table(generate.write(participants, 5, folder / "whole", "parquet", dirty, office))
    parts, size = folder / "részek + 100%", -(-whole.num_rows // 4)
    for n, place in enumerate(("part 0", "later/part 1", "county=05/part 2", "later/ő+3")):
        file = parts / f"{place}.parquet"
        file.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(whole.slice(n * size, size), file)
    pq.write_table(whole.slice(100, 50), parts / "again.parquet")
    (parts / "_temporary").mkdir()
    pq.write_table(whole.slice(0, 10), parts / "_temporary" / "unfinished.parquet")
    shutil.copy(folder / "whole" / "pacts.csv", folder / "pacts.csv")
    return parts


def answers(path: Path, chosen: engine.Embedded | engine.Distributed) -> tuple[intake.Intake, pd.DataFrame, list[tuple[object, ...]]]:
    """What an engine says of an export: the intake, the cells in one order, the faults in the working file."""
    with duckdb.connect() as con:
        intake.references(con, engine.pacts_beside(path))
        taken = chosen.take_in(con, path, SALT, TODAY)
        cells = chosen.cells(con, taken.as_of)
        kept = con.execute("select * from rejects order by all").fetchall()
    numbers = dict.fromkeys(cells.columns[5:], "Int64")
    return (
        taken,
        cells.astype(dict.fromkeys(cells.columns[:5], "str") | numbers).sort_values(list(cells.columns[:5]), ignore_index=True),
        kept,
    )


def same(path: Path, other: engine.Embedded | engine.Distributed) -> intake.Intake:
    """Ask both engines, compare row for row, return what they both say."""
    ours, cells, kept = answers(path, engine.Embedded())
    theirs, their_cells, their_kept = answers(path, other)
    assert theirs == ours and theirs.rejects == ours.rejects and their_kept == kept
    pd.testing.assert_frame_equal(their_cells, cells)
    assert ours.accepted + ours.rejected + ours.ignored == ours.rows
    return ours


# ---------------------------------------------------------------- the seam, without a cluster


class Second:
    """The least engine there can be: DuckDB behind the seam of clusters, which shows what another one has to do."""

    dialect = "duckdb"

    def __init__(self) -> None:
        self.con, self.columns = duckdb.connect(), list[str]()

    def read(self, export: engine.Export) -> list[str]:
        assert isinstance(export, Path)
        tables = [
            pq.read_table(p).append_column("file", pa.array([p.relative_to(export).as_posix()] * pq.read_metadata(p).num_rows))
            for p in intake.parts(export)
        ]
        placed = [t.append_column("place", pa.array(range(t.num_rows), pa.int64())) for t in tables]
        self.put("given", pa.concat_tables(placed, promote_options="default"))
        return list(placed[0].column_names)

    def put(self, name: str, rows: pa.Table) -> None:
        self.con.register("arrow", rows)
        self.con.execute(f"create or replace table {name} as select * from arrow")

    def name(self, name: str, select: str, given: Mapping[str, object]) -> list[str]:
        self.con.execute(f"create or replace table {name} as {select}", dict(given))
        return [r[0] for r in self.con.execute(f"describe {name}").fetchall()]

    def keep(self, name: str) -> None:
        pass  # every table is one here

    def answer(self, select: str) -> pa.Table:
        return self.con.sql(select).to_arrow_table()

    def close(self) -> None:
        self.con.close()


def test_another_engine_rejects_and_counts_row_for_row_the_same(tmp_path: Path) -> None:
    told = same(in_parts(tmp_path, 6000), engine.Distributed(Second()))
    assert told.rows == 6050 and told.ignored > 40 and len(told.by_rule) == 8
    assert {r.file for r in told.rejects} == {"part 0.parquet", "later/part 1.parquet", "county=05/part 2.parquet", "later/ő+3.parquet"}


def test_files_that_change_while_they_are_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, second = in_parts(tmp_path, 2000), Second()
    real = Second.answer

    def moving(self: Second, select: str) -> pa.Table:
        found = real(self, select)
        self.con.execute("delete from staged where fault <> 0 and place % 2 = 0")
        return found

    monkeypatch.setattr(Second, "answer", moving)
    with duckdb.connect() as con, pytest.raises(ParticipantError) as error:
        intake.references(con, engine.pacts_beside(path))
        engine.Distributed(second).take_in(con, path, SALT, TODAY)
    assert error.value.key == "error.people_moved"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ("update staged set names_somebody = true where place = 3", "people_identifier_value"),
        ("update staged set origin = 'register' where place = 3", "people_origin"),
        ("delete from staged", "people_empty"),
    ],
)
def test_a_whole_export_is_refused_for_the_same_reasons(change: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real = in_parts(tmp_path, 500), Second.name

    def changed(self: Second, name: str, select: str, given: Mapping[str, object]) -> list[str]:
        columns = real(self, name, select, given)
        if name == "staged":
            self.con.execute(change)
        return columns

    monkeypatch.setattr(Second, "name", changed)
    with duckdb.connect() as con, pytest.raises(ParticipantError) as error:
        intake.references(con, engine.pacts_beside(path))
        engine.Distributed(Second()).take_in(con, path, SALT, TODAY)
    assert error.value.key == f"error.{key}"


def test_a_column_of_names_in_any_of_the_files_refuses_the_export(tmp_path: Path) -> None:
    path = in_parts(tmp_path, 500)
    rows = pq.read_table(path / "later" / "part 1.parquet")
    pq.write_table(rows.append_column("Név", pa.array(["x"] * rows.num_rows)), path / "later" / "part 1.parquet")
    for chosen in (engine.Embedded(), engine.Distributed(Second())):
        with duckdb.connect() as con, pytest.raises(ParticipantError) as error:
            intake.references(con, engine.pacts_beside(path))
            chosen.take_in(con, path, SALT, TODAY)
        assert error.value.key == "error.people_identifier"


# ---------------------------------------------------------------- which engine


def test_the_engine_is_duckdb_unless_something_else_is_configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "paktum.toml"
    assert engine.settings(file) == engine.Settings("duckdb")
    file.write_text('[engine]\nname = "spark://head:7077"\n[engine.settings]\n"spark.executor.memory" = "8g"\n', encoding="utf-8")
    assert engine.settings(file) == engine.Settings("spark://head:7077", {"spark.executor.memory": "8g"})
    monkeypatch.setenv("PAKTUM_ENGINE", CLUSTER)
    assert engine.settings(file).name == CLUSTER


@pytest.mark.parametrize("text", ["[engine", "engine = 3", "[engine]\nsettings = 3"])
def test_settings_that_cannot_be_read_are_a_clear_error(text: str, tmp_path: Path) -> None:
    file = tmp_path / "paktum.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ParticipantError) as error:
        engine.settings(file)
    assert error.value.key == "error.people_config" and str(file) in Words("hu")(error.value.key, **error.value.values)


def refused(path: engine.Export, tmp_path: Path) -> ParticipantError:
    """The error of an import that must not publish anything."""
    with pytest.raises(ParticipantError) as error:
        release.receive(path, 5, today=TODAY, folder=tmp_path / "people", into=tmp_path / "store")
    assert store.people_release(tmp_path / "store") is None
    assert not list((tmp_path / "people").glob("work-*"))
    return error.value


@pytest.mark.parametrize("name", ["oracle", "trino://somewhere", "spark:/typo"])
def test_an_unknown_engine_is_a_clear_error(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAKTUM_ENGINE", name)
    error = refused(in_parts(tmp_path / "office", 500), tmp_path)
    assert error.key == "error.people_engine" and error.values["engine"] == name


def test_an_engine_that_does_not_start_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    monkeypatch.setenv("PAKTUM_ENGINE", CLUSTER)
    assert refused(in_parts(tmp_path / "office", 500), tmp_path).key == "error.people_engine_start"


def test_only_a_cluster_reads_an_address(tmp_path: Path) -> None:
    error = refused("s3a://bucket/participants", tmp_path)
    assert error.key == "error.people_far" and error.values["file"] == "participants"


def test_what_an_engine_says_is_told_without_a_cell_of_a_row() -> None:
    said = "An error occurred while calling o7.sql.\n: [CAST_INVALID_INPUT] The value 'Kiss' of the type \"STRING\" cannot be cast\n\tat x"
    assert engine.reason(RuntimeError(said)) == "[CAST_INVALID_INPUT] The value … of the type … cannot be cast"


# ---------------------------------------------------------------- Spark on two worker processes


@contextmanager
def spark() -> Iterator[engine.Embedded | engine.Distributed]:
    with engine.chosen(engine.Settings(CLUSTER)) as cluster:
        yield cluster


@needs_spark
@pytest.mark.filterwarnings("default")
def test_spark_rejects_and_counts_row_for_row_as_duckdb(tmp_path: Path) -> None:
    path = in_parts(tmp_path, int(os.environ.get("PAKTUM_SPARK_ROWS", "20000")))
    with spark() as cluster:
        told = same(path, cluster)
    assert (
        told.ignored > 40 and len(told.by_rule) == 8 and {r.file for r in told.rejects} > {"county=05/part 2.parquet", "later/ő+3.parquet"}
    )


def executors(root: int) -> Iterator[int]:
    """The processes below one that are executors of Spark."""
    parents: dict[int, tuple[int, str]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
            parents[int(stat.parent.name)] = (parent, (stat.parent / "cmdline").read_bytes().decode(errors="replace"))
        except OSError:
            continue
    for process, (parent, command) in parents.items():
        while parent and parent != root:
            parent = parents.get(parent, (0, ""))[0]
        if parent == root and "CoarseGrainedExecutorBackend" in command:
            yield process


RECEIVE = """
import sys
from datetime import date
from pathlib import Path
from paktum.errors import PaktumError
from paktum.participants import release
try:
    path, people, into, today = sys.argv[1:]
    print(release.receive(Path(path), 5, today=date.fromisoformat(today), folder=Path(people), into=Path(into)).id)
except PaktumError as error:
    sys.exit(error.key)
"""


@needs_spark
@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_killed_worker_leaves_the_same_release_or_none(tmp_path: Path) -> None:
    """One of two worker processes dies in the middle: the release is the one that DuckDB makes, or the import fails with a word."""
    path = in_parts(tmp_path / "office", 20_000, 0.0, OFFICE)
    wanted = release.receive(path, 5, today=TODAY, folder=tmp_path / "own", into=tmp_path / "own store").id
    people, into, log, work = tmp_path / "people", tmp_path / "store", tmp_path / "log", tmp_path / "spark"
    with log.open("wb") as said:
        run = subprocess.Popen(
            [sys.executable, "-c", RECEIVE, str(path), str(people), str(into), TODAY.isoformat()],
            cwd=store.ROOT, env=os.environ | {"PAKTUM_ENGINE": CLUSTER, "SPARK_LOCAL_DIRS": str(work)}, stdout=subprocess.PIPE, stderr=said,
        )  # fmt: skip
        killed = 0
        while not killed and run.poll() is None:
            # Once a worker wrote down what it read for the others, the work has begun and is far from its end.
            if any(work.rglob("shuffle_*.data")):
                killed = next(executors(run.pid))
                os.kill(killed, signal.SIGKILL)
            time.sleep(0.02)
        out = run.communicate(timeout=600)[0].decode().strip()
    assert killed, log.read_text(errors="replace")[-2000:]
    assert not list(people.glob("work-*")) and not list(into.glob("people/*.unfinished"))
    released = store.people_release(into)
    if run.returncode == 0:
        assert released is not None and out == released.name == wanted
    else:
        assert released is None and "error.people_engine_failed" in log.read_text(errors="replace")
