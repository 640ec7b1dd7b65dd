"""A store is built once, published in one step, never rewritten, and opened so that nothing can be reached through it."""

import functools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from paktum import questions, store
from paktum.errors import StoreError
from paktum.store import Snapshot

Build = Callable[..., Snapshot]

# A house in miniature: the library knows nothing of pacts, it builds whatever a folder of SQL describes.
HOUSE = {
    "tables.sql": """
-- What there is.
create table sources (source_id varchar primary key, title varchar not null);
create table pacts (
    pact_id varchar primary key, name varchar not null unique, level varchar not null check (level in ('county', 'city')), people integer
);
create table observations (
    observation_id varchar primary key, pact_id varchar not null references pacts (pact_id), value decimal(18, 2),
    source_id varchar references sources (source_id)
);
""",
    "macros.sql": "create macro twice(x) as 2 * x;",
    "people.sql": "",
    "shapes.sql": "create macro known() as table select * from totals where value is not null;",
    "derived/doubles.sql": "-- Twice the totals.\nselect pact_id, twice(value) as value from totals",
    "derived/totals.sql": "-- Totals.\nselect pact_id, sum(value) as value from observations group by pact_id",
    "indicators/total.sql": "-- All.\n-- code: T | unit: persons | form: total | better: higher | group: all\n"
    "select pact_id, value from known()",
    "checks/pacts_are_observed.sql": "-- Observed.\n-- rule: V99 | level: error\nselect 'pacts', pact_id, 'none' from pacts"
    " where pact_id not in (select pact_id from observations)",
    "checks/totals_are_small.sql": "-- Small.\n-- rule: V98 | level: warning\n"
    "select 'totals', pact_id, value::varchar from totals where value > 999",
}
DATA = {
    "sources": "source_id,title\ns,Hír\n",
    "pacts": "pact_id,name,level,people\np,Vas,county,\n",
    "observations": "observation_id,pact_id,value,source_id\no,p,312,s\n",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data package of one pact with one figure."""
    folder = tmp_path / "data"
    folder.mkdir()
    for table, text in DATA.items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    package = {"resources": [{"name": table, "path": f"{table}.csv"} for table in DATA]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    folder = tmp_path / "queries"
    for name, sql in HOUSE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(sql, encoding="utf-8")
    return folder


@pytest.fixture
def build(data: Path, home: Path, queries: Path) -> Build:
    """Build what the data are now."""
    return functools.partial(store.build, data, home, queries=queries)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the store is published."""
    return tmp_path / "store"


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """A process remembers which files are intact and which are open; a test is a process of its own."""
    store.intact.cache_clear()
    yield
    store.intact.cache_clear()


def change(data: Path, table: str, old: str, new: str) -> None:
    file = data / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def total(snapshot: Snapshot) -> int:
    rows = questions.run("select value::integer as value from indicator_values where indicator = 'total'", {}, snapshot)
    return int(rows["value"][0])


def files(home: Path) -> dict[str, tuple[int, int]]:
    return {path.name: (path.stat().st_mtime_ns, path.stat().st_ino) for path in home.iterdir()}


# ---------------------------------------------------------------- building


def test_a_snapshot_holds_what_the_data_hold(build: Build, home: Path) -> None:
    snapshot = build()
    assert snapshot.path == home / f"{snapshot.id}.duckdb"
    assert snapshot.rows.items() >= {"pacts": 1, "observations": 1, "doubles": 1, "indicator_values": 1}.items()
    assert questions.run("select value::integer as value from doubles", {}, snapshot)["value"].tolist() == [624]
    assert total(snapshot) == 312
    assert store.current(home) == snapshot


def test_building_twice_builds_once(build: Build, home: Path) -> None:
    first = build()
    before = files(home)
    steps: list[str] = []
    second = build(progress=lambda step, share: steps.append(step))
    assert (second, second.id, second.sha256) == (first, first.id, first.sha256)
    assert files(home) == before and steps == []


def test_the_progress_goes_from_loading_to_done(build: Build) -> None:
    said: list[tuple[str, float]] = []
    build(progress=lambda step, share: said.append((step, share)))
    assert [step for step, _ in said] == ["load", "check", "verify", "publish", "done"]
    assert [share for _, share in said] == sorted(share for _, share in said) and said[-1][1] == 1.0


def test_changed_data_make_a_new_snapshot_and_keep_the_former(build: Build, data: Path, home: Path) -> None:
    first = build()
    before = files(home)
    change(data, "observations", "312", "313")
    second = build()
    assert second.id != first.id
    assert (total(first), total(second)) == (312, 313)
    assert [s.id for s in store.snapshots(home)] == [second.id, first.id]
    assert files(home)[first.path.name] == before[first.path.name]


def test_going_back_to_former_data_publishes_their_snapshot_again(build: Build, data: Path, home: Path) -> None:
    first = build()
    change(data, "observations", "312", "313")
    second = build()
    change(data, "observations", "313", "312")
    before = files(home)
    assert build() == first
    assert files(home)[first.path.name] == before[first.path.name]
    assert store.published_ids(home) == [first.id, second.id]


def test_a_changed_query_makes_a_new_snapshot(build: Build, tmp_path: Path, queries: Path) -> None:
    first = build()
    mine = shutil.copytree(queries, tmp_path / "mine")
    with (mine / "indicators" / "total.sql").open("a", encoding="utf-8") as file:
        file.write("-- another word\n")
    assert build(queries=mine).id != first.id


def test_a_question_is_no_part_of_a_snapshot(data: Path, tmp_path: Path, queries: Path) -> None:
    """Its answer is computed when it is asked, so a new question needs no new store."""
    mine = shutil.copytree(queries, tmp_path / "mine")
    (mine / "new_question.sql").write_text("-- New.\nselect 1 as one\n", encoding="utf-8")
    assert store.fingerprint(data, mine) == store.fingerprint(data, queries)


def test_only_the_newest_snapshots_are_kept(build: Build, data: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paktum.store.published.KEPT_SNAPSHOTS", 2)
    ids = [build().id]
    for old, new in (("312", "313"), ("313", "314")):
        change(data, "observations", old, new)
        ids.insert(0, build().id)
    assert [s.id for s in store.snapshots(home)] == ids[:2]
    assert sorted(p.stem for p in home.glob("*.duckdb")) == sorted(ids[:2])


# ---------------------------------------------------------------- what does not fit


def test_an_error_publishes_nothing_and_keeps_the_old(build: Build, data: Path, home: Path) -> None:
    first = build()
    before = files(home)
    change(data, "observations", "312", "sok")
    with pytest.raises(StoreError) as caught:
        build()
    assert caught.value.key == "error.checks_failed"
    assert caught.value.values["table"] == "observations" and caught.value.values["row"] == "2"
    assert files(home) == before and store.current(home) == first


def test_a_broken_truth_publishes_nothing_either(build: Build, data: Path, home: Path) -> None:
    change(data, "pacts", "p,Vas,county,", "p,Vas,county,\nq,Zala,county,")
    with pytest.raises(StoreError) as caught:
        build()
    assert caught.value.values["check"] == "pacts_are_observed"
    assert store.current(home) is None and list(home.glob("*.duckdb")) == []


def test_a_warning_is_published_with_the_snapshot(build: Build, data: Path, home: Path) -> None:
    change(data, "observations", "312", "1200")
    snapshot = build()
    assert [(w.check, w.rule, w.row, w.why) for w in snapshot.warnings] == [("totals_are_small", "V98", "p", "1200.00")]
    published = store.current(home)
    assert published and published.warnings == snapshot.warnings


@pytest.mark.parametrize(
    ("table", "old", "new", "check", "why"),
    [
        ("observations", "312", "3e2", "type", "value = 3e2"),
        ("observations", "312", "1_000", "type", "value = 1_000"),
        ("observations", "312", "312.125", "type", "value = 312.125"),
        ("observations", "312", "-", "type", "value = -"),
        ("pacts", "county,", "county,33.6", "type", "people = 33.6"),
        ("pacts", "county,", "county,99999999999", "type", "people = 99999999999"),
        ("pacts", "county", "village", "check", "level = village"),
        ("pacts", "county", "", "not_null", "level = "),
        ("pacts", "p,Vas,county,", "p,Vas,county,\nq,Vas,city,", "unique", "name = Vas"),
        ("sources", "s,Hír", "s,Hír\ns,Lap", "primary_key", "source_id = s"),
        ("sources", "s,Hír", ",Hír", "not_null", "source_id = "),
        ("observations", "o,p", "o,q", "foreign_key", "pact_id = q"),
    ],
)
def test_a_value_that_does_not_fit_is_named(data: Path, queries: Path, table: str, old: str, new: str, check: str, why: str) -> None:
    change(data, table, old, new)
    found = store.examine(data, queries=queries)
    assert (check, table, why) in {(f.check, f.table, f.why) for f in found}
    assert {f.level for f in found} == {"error"} and {f.rule for f in found} == {"V00"}


def test_a_row_is_named_by_its_line(data: Path, queries: Path) -> None:
    change(data, "pacts", "p,Vas,county,\n", "p,Vas,county,5\nq,Zala,city,6\nr,Pest,village,7\n")
    assert [(f.table, f.row) for f in store.examine(data, queries=queries)] == [("pacts", "4")]


def test_one_bad_table_is_not_blamed_on_the_tables_that_refer_to_it(data: Path, queries: Path) -> None:
    change(data, "pacts", "county", "village")
    assert {f.table for f in store.examine(data, queries=queries)} == {"pacts"}


def test_a_missing_table_is_named(data: Path, queries: Path) -> None:
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [r for r in package["resources"] if r["name"] != "sources"]
    (data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert [(f.check, f.table) for f in store.examine(data, queries=queries)] == [("table_missing", "sources")]


def test_missing_and_foreign_columns_are_named(build: Build, data: Path) -> None:
    change(data, "sources", "title", "heading")
    with pytest.raises(StoreError) as caught:
        build()
    assert caught.value.values == {"file": "sources.csv", "missing": "title", "extra": "heading"}


@pytest.mark.parametrize("content", [None, b"source_id,title\ns,\xff\xfe\n", b'source_id,title\ns,"x\n', b"source_id,title\ns\n"])
def test_a_file_that_cannot_be_read_is_named(build: Build, data: Path, content: bytes | None) -> None:
    file = data / "sources.csv"
    file.unlink() if content is None else file.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        build()
    assert (caught.value.key, caught.value.values["file"]) == ("error.unreadable", "sources.csv")


def test_a_folder_without_a_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        store.build(tmp_path / "nothing", tmp_path / "store")
    assert caught.value.key == "error.no_package"


def test_a_folder_that_cannot_be_written_is_named(build: Build, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StoreError) as caught:
        build()
    assert caught.value.key == "error.cannot_write"
    assert caught.value.values == {"folder": home, "why": "Permission denied"}


def test_checking_publishes_nothing(data: Path, home: Path, queries: Path) -> None:
    assert [f for f in store.examine(data, queries=queries) if f.level == "error"] == []
    assert not home.exists()


def test_one_file_can_stand_in_for_a_table(data: Path, tmp_path: Path, queries: Path) -> None:
    other = tmp_path / "observations.csv"
    other.write_text("observation_id,pact_id,value,source_id\n", encoding="utf-8")
    assert [f.check for f in store.examine(data, {"observations": other}, queries)] == ["pacts_are_observed"]


def test_a_circle_of_derived_tables_is_named(build: Build, home: Path, tmp_path: Path, queries: Path) -> None:
    mine = shutil.copytree(queries, tmp_path / "mine")
    (mine / "derived" / "hen.sql").write_text("-- Hen.\nselect * from egg\n", encoding="utf-8")
    (mine / "derived" / "egg.sql").write_text("-- Egg.\nselect * from hen\n", encoding="utf-8")
    with pytest.raises(StoreError) as caught:
        build(queries=mine)
    assert caught.value.key == "error.derived_circle"
    assert set(str(caught.value.values["names"]).split(", ")) >= {"egg", "hen"}
    assert list(home.glob("*.unfinished")) == [] and store.current(home) is None


# ---------------------------------------------------------------- crashes


def test_what_a_crashed_build_left_is_removed(build: Build, data: Path, home: Path, queries: Path) -> None:
    home.mkdir()
    left = [home / name for name in ("abc.unfinished", "abc.unfinished.wal", "current.new", "0123456789ab.duckdb")]
    for path in left:
        path.write_bytes(b"half")
    (home / f"{store.fingerprint(data, queries)}.unfinished").write_bytes(b"half of this very snapshot")
    snapshot = build()
    assert sorted(p.name for p in home.iterdir() if p.suffix != ".lock") == sorted(
        [snapshot.path.name, f"{snapshot.id}.json", "current.json"]
    )


def test_a_crash_before_the_last_step_keeps_the_old(build: Build, data: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build()
    change(data, "observations", "312", "313")

    def crash(*args: object) -> None:
        raise RuntimeError("the power went out")

    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr("paktum.store.building.point_to", crash)
        build()
    assert store.current(home) == first
    assert total(build()) == 313


def test_a_corrupt_snapshot_is_found_and_the_former_is_served(build: Build, data: Path, home: Path) -> None:
    first = build()
    change(data, "observations", "312", "313")
    second = build()
    with second.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\0" * 64)
    store.intact.cache_clear()
    assert store.current(home) == first


@pytest.mark.parametrize("broken", ["", "{", '{"snapshot": "'])
def test_a_broken_pointer_is_no_store(build: Build, home: Path, broken: str) -> None:
    first = build()
    (home / "current.json").write_text(broken, encoding="utf-8")
    assert store.current(home) is None
    assert build().id == first.id and store.published_ids(home) == [first.id]


def test_a_lost_file_is_built_again(build: Build) -> None:
    first = build()
    first.path.unlink()
    store.intact.cache_clear()
    again = build()
    assert again.id == first.id and again.path.exists()


# ---------------------------------------------------------------- serving

REFUSED = [
    "create table t (a integer)",
    "insert into pacts select * from pacts",
    "delete from observations",
    "drop table pacts",
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/hostname')",
    "select * from glob('/*')",
    "select * from '/etc/passwd'",
    "copy pacts to '/tmp/pacts.csv'",
    "copy (select 1) to '/dev/stdout'",
    "export database '/tmp/export'",
    "attach '/tmp/other.duckdb'",
    "set memory_limit = '100GB'",
    "set enable_external_access = true",
    "reset lock_configuration",
    "pragma memory_limit = '100GB'",
    "install httpfs",
    "load httpfs",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_serving_changes_nothing_and_reaches_nothing(snapshot: Snapshot, sql: str) -> None:
    con = store.connection(snapshot.path).cursor()
    with pytest.raises(duckdb.Error):
        con.execute(sql)


def test_no_file_appears_beside_a_snapshot_that_is_read(build: Build, home: Path) -> None:
    snapshot = build()
    before = files(home)
    assert total(snapshot) == 312
    assert files(home) == before


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Callable[[], questions.Answer]:
    """Ask the question of the house in miniature."""
    question = questions.read_question("totals", "-- Totals?\n-- One row is a pact.\nselect pact_id, value::integer as value from totals")
    monkeypatch.setattr(questions, "find", lambda name: question)
    return lambda: questions.ask("totals")


def test_sessions_go_on_reading_what_they_opened(build: Build, data: Path, ask: Callable[[], questions.Answer]) -> None:
    old = build()
    with questions.reading(old):
        assert ask().row["value"] == 312
        open_before = store.connection(old.path).cursor()
        change(data, "observations", "312", "313")
        new = build()
        assert open_before.execute("select value::integer from observations").fetchall() == [(312,)]
        assert (ask().snapshot, ask().row["value"]) == (old, 312)
    with questions.reading(new):
        assert (ask().snapshot, ask().row["value"]) == (new, 313)


def test_a_remembered_answer_belongs_to_one_snapshot(build: Build, data: Path, ask: Callable[[], questions.Answer]) -> None:
    seen = []
    for old, new in (("312", "400"), ("400", "312")):
        with questions.reading(build()):
            seen.append(ask())
        change(data, "observations", old, new)
    with questions.reading(build()):
        seen.append(ask())
    assert [a.row["value"] for a in seen] == [312, 400, 312]
    assert seen[0] is seen[2]


def test_without_a_store_a_question_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "current", lambda: None)
    with pytest.raises(StoreError) as caught:
        questions.ask("data_state")
    assert caught.value.key == "error.no_snapshot"


# ---------------------------------------------------------------- several processes

BUILD = "import sys; from pathlib import Path; from paktum import store; print(store.build(*map(Path, sys.argv[1:])).sha256)"


def test_two_processes_that_build_at_once_end_with_one_snapshot(data: Path, home: Path, queries: Path) -> None:
    command = [sys.executable, "-c", BUILD, str(data), str(home), str(queries)]
    env = os.environ | {"PYTHONPATH": str(store.ROOT)}
    processes = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [p.communicate(timeout=120) for p in processes]
    assert [p.returncode for p in processes] == [0, 0], outputs
    sums = {out.strip() for out, _ in outputs}
    snapshot = store.current(home)
    assert snapshot and sums == {snapshot.sha256}
    assert len(list(home.glob("*.duckdb"))) == 1 and list(home.glob("*.unfinished*")) == []
