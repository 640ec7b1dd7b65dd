"""A reader's own query reads the listed tables and nothing else, whatever it says, and never longer than it may."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from paktum import store
from paktum.errors import PaktumError, QuestionError
from paktum.screen import sql as screen
from paktum.sql import checking, child, running
from paktum.sql.checking import FUNCTIONS, LONGEST_QUERY, READABLE
from paktum.wording import LANGUAGES, Words

# What is refused before it runs: the statement, and the error that says why. {file} is a file that must stay unread.
HOSTILE = {
    # files as tables and functions that read them
    "from read_csv('{file}')": "sql_function",
    "select * from read_csv_auto('{file}')": "sql_function",
    "select * from read_text('{file}')": "sql_function",
    "select * from read_blob('{file}')": "sql_function",
    "select * from read_json('{file}')": "sql_function",
    "select * from read_ndjson_objects('{file}')": "sql_function",
    "select * from read_parquet('{file}')": "sql_function",
    "select * from parquet_metadata('{file}')": "sql_function",
    "select * from sniff_csv('{file}')": "sql_function",
    "select * from glob('{folder}/*')": "sql_function",
    "from '{file}'": "sql_table",
    'select * from "{file}"': "sql_table",
    "select * from '{file}' as pacts": "sql_table",
    "select * from 'https://example.org/x.parquet'": "sql_table",
    "select * from pacts where pact_id in (from '{file}')": "sql_table",
    "select * from pacts, lateral (select * from read_text('{file}'))": "sql_function",
    "with pacts as (from read_text('{file}')) select * from pacts": "sql_function",
    "with a as materialized (select * from '{file}') select * from a": "sql_table",
    "select (select content from read_text('{file}'))": "sql_function",
    "select read_text('{file}')": "sql_function",
    "select Read_Text('{file}')": "sql_function",
    'select "read_text"(\'{file}\')': "sql_function",
    "select main.read_text('{file}')": "sql_function",
    "select system.main.read_text('{file}')": "sql_function",
    "from /* pacts */ read_text /**/ ('{file}') -- from pacts": "sql_function",
    # files that are written
    "copy pacts to '{file}.out'": "sql_not_select",
    "copy (select 1) to '{file}.out'": "sql_not_select",
    "copy pacts from '{file}'": "sql_not_select",
    "export database '{folder}/out'": "sql_not_select",
    "import database '{folder}/out'": "sql_not_select",
    # other databases, extensions, settings
    "attach '{file}' as other": "sql_not_select",
    "attach ':memory:' as other": "sql_not_select",
    "detach readable": "sql_not_select",
    "use memory": "sql_not_select",
    "install httpfs": "sql_not_select",
    "load '{file}'": "sql_not_select",
    "load sqlite": "sql_not_select",
    "pragma database_list": "sql_not_select",
    "pragma enable_external_access": "sql_not_select",
    "set enable_external_access = true": "sql_not_select",
    "set memory_limit = '64GB'": "sql_not_select",
    "reset threads": "sql_not_select",
    "set variable a = 1": "sql_not_select",
    "create secret s (type s3, key_id 'a', secret 'b')": "sql_not_select",
    # statements that change or describe
    "create table mine as select 1": "sql_not_select",
    "create temp macro f() as 1": "sql_not_select",
    "insert into pacts select * from pacts": "sql_not_select",
    "update pacts set name_hu = 'x'": "sql_not_select",
    "delete from pacts": "sql_not_select",
    "drop table pacts": "sql_not_select",
    "truncate pacts": "sql_not_select",
    "alter table pacts rename to p": "sql_not_select",
    "call duckdb_settings()": "sql_not_select",
    "explain select 1": "sql_not_select",
    "explain analyze select * from pacts": "sql_not_select",
    "prepare p as select 1": "sql_not_select",
    "execute p": "sql_not_select",
    "checkpoint": "sql_not_select",
    "begin": "sql_not_select",
    "vacuum": "sql_not_select",
    "describe pacts": "sql_not_select",
    "show all tables": "sql_not_select",
    "summarize pacts": "sql_not_select",
    "select * from (describe pacts)": "sql_not_select",
    "select * from (summarize pacts)": "sql_not_select",
    "select * from (show tables)": "sql_not_select",
    # several statements
    "select 1; select 2": "sql_several",
    "select 1; drop table pacts": "sql_not_select",
    "select 1;\n--\n;copy pacts to '{file}.out'": "sql_not_select",
    "select 1; /* */ attach '{file}'": "sql_not_select",
    # the engine's own tables and functions
    "select * from duckdb_settings()": "sql_function",
    "select * from duckdb_tables()": "sql_function",
    "select * from duckdb_secrets()": "sql_function",
    "select * from duckdb_databases()": "sql_function",
    "select * from duckdb_logs": "sql_table",
    "select * from duckdb_tables": "sql_table",
    "select * from pragma_database_list": "sql_table",
    "select * from pragma_table_info('pacts')": "sql_function",
    "select * from pg_catalog.pg_class": "sql_table",
    "select * from information_schema.tables": "sql_table",
    "select * from system.information_schema.tables": "sql_table",
    "select * from sqlite_master": "sql_table",
    "with duckdb_tables as (select 1) select * from duckdb_tables": "sql_table",
    "with sqlite_master as (select 1), a as (from sqlite_master) from a": "sql_table",
    "select current_setting('memory_limit')": "sql_function",
    "select getenv('HOME')": "sql_function",
    "select getvariable('a')": "sql_function",
    "select current_database()": "sql_function",
    "select version()": "sql_function",
    "select nextval('s')": "sql_function",
    "select pg_sleep(10)": "sql_function",
    "select json_serialize_sql('select 1')": "sql_function",
    "select json_execute_serialized_sql(json_serialize_sql('select 1'))": "sql_function",
    "from json_execute_serialized_sql('x')": "sql_function",
    "select write_log('x')": "sql_function",
    "select error('x')": "sql_function",
    "from query('select * from people_cells')": "sql_function",
    "from query_table('people_cells')": "sql_function",
    "from query_table(['pacts', 'people_cells'])": "sql_function",
    "from repeat_row(1, num_rows = 1000000000)": "sql_function",
    "from seq_scan('people_cells')": "sql_function",
    "from checkpoint()": "sql_function",
    "from arrow_scan(1, 2, 3)": "sql_function",
    "from pandas_scan(1)": "sql_function",
    "from test_all_types()": "sql_function",
    # tables of people, under whatever name
    "select * from people_cells": "sql_table",
    "select * from PEOPLE_CELLS": "sql_table",
    'select * from "people_cells"': "sql_table",
    'select * from main."people_cells"': "sql_table",
    "select * from readable.main.people_cells": "sql_table",
    "select * from memory.people_cells": "sql_table",
    "select people_cells.* from pacts, people_cells": "sql_table",
    "table people_cells": "sql_table",
    "from people_releases select *": "sql_table",
    "select * from pacts union all by name select * from people_pacts": "sql_table",
    "select exists (select 1 from people_rejects)": "sql_table",
    "select * from pacts semi join people_pacts using (pact_id)": "sql_table",
    "pivot people_cells on leaf using count(*)": "sql_not_select",
    "from (pivot people_cells on leaf in ('a') using count(*))": "sql_table",
    "from pacts positional join people_cells": "sql_table",
    "with people_cells as (select * from people_releases) select * from people_cells": "sql_table",
    "with recursive a as (select 1 from people_cells union all select 1 from a) from a": "sql_table",
    # look-alikes: Cyrillic, full width, a hidden sign
    "select * from p\u0430cts": "sql_table",
    "select * from \uff50\uff41\uff43\uff54\uff53": "sql_table",
    'select * from "pacts\u200b"': "sql_table",
    "select * from pacts\uff1b drop table pacts": "sql_syntax",
    "select \u0430bs(1)": "sql_function",
    # what is no query
    "": "sql_empty",
    "   \n\t": "sql_empty",
    "-- select 1": "sql_empty",
    "/* select 1 */": "sql_empty",
    ";": "sql_empty",
    "select 1 /* open": "sql_syntax",
    "select 'open": "sql_syntax",
    "selec 1": "sql_syntax",
    "select 1\0; drop table pacts": "sql_not_select",
    "select ?": "sql_parameter",
    "select $1": "sql_parameter",
    "select $pacts": "sql_parameter",
    "select " + "(" * 1200 + "1" + ")" * 1200: "sql_deep",
    "select " + "- " * 1500 + "1": "sql_deep",
    "select " + "not " * 990 + "true": "sql_deep",
    "select 1" + "+1" * 1900: "sql_deep",
    "select " + "1" * LONGEST_QUERY: "sql_long",
}  # fmt: skip
# What passes the first wall and has to be stopped by the others.
RUNAWAYS = {
    "with recursive a as (select 1 as n union all select n + 1 from a) select sum(n) from a": {"sql_time"},
    "select count(*) from settlements a, settlements b, settlements c, settlements d": {"sql_time"},
    "select count(*) from range(100000000000)": {"sql_time"},
    "select * from settlements a, settlements b order by a.name, b.name": {"sql_memory", "sql_time"},
    "select list(range) from range(1000000000)": {"sql_memory", "sql_time"},
    "select repeat('x', 1000000000)": {"sql_memory"},
    "select string_agg(repeat('x', 1000000), '') from range(100000)": {"sql_memory", "sql_time"},
    "select list_sum(range(1000000000))": {"sql_memory", "sql_time", "sql_failed"},
    "select generate_series(1, 1000000000)": {"sql_memory", "sql_time", "sql_failed"},
    "select count(*) from range(100000000000) where regexp_matches(range::varchar, '(a*)*b$')": {"sql_time"},
    "select lpad('', 2000000000, 'x')": {"sql_memory", "sql_time"},
    "select " + "(" * 3900: {"sql_deep", "sql_memory", "sql_time", "sql_syntax"},
    "select * from " + "(" * 1900 + "pacts" + ")" * 1900: {"sql_deep", "sql_memory", "sql_time"},
    "select " + ", ".join(str(n) for n in range(running.MOST_COLUMNS + 1)): {"sql_wide"},
}


@pytest.fixture(scope="module")
def reader(snapshot: store.Snapshot) -> duckdb.DuckDBPyConnection:
    """The connection that the process of a query has."""
    return child.opened({"path": str(running.readable_copy(snapshot).path), "memory_mb": running.MEMORY_MB})


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that nobody may read: should anything of it come back, it is recognised."""
    file = tmp_path_factory.mktemp("outside") / "titok.csv"
    file.write_text("word\nSESAM-41\n")
    return file


def placed(statement: str, secret: Path) -> str:
    return statement.replace("{file}", str(secret)).replace("{folder}", str(secret.parent))


def short(statement: str) -> str:
    return statement[:60].encode("ascii", "backslashreplace").decode()


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize("statement", HOSTILE, ids=short)
def test_a_hostile_statement_is_refused_by_name(reader: duckdb.DuckDBPyConnection, secret: Path, statement: str) -> None:
    with pytest.raises(QuestionError) as refused:
        checking.check(placed(statement, secret), reader)
    assert refused.value.key == f"error.{HOSTILE[statement]}"
    for language in LANGUAGES:
        assert Words(language)(refused.value.key, **refused.value.values)


# Runs statements without the first wall, in a process shut as that of a query; prints what each one gave.
UNCHECKED = """
import json, sys
sys.path.insert(0, sys.argv[1])
from paktum.sql import child
order, statements = json.load(sys.stdin)
opened = []
child.limit(order["memory_mb"], 60)
connection = child.opened(order)
child.shut_files()
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event in ("open", "socket.connect", "subprocess.Popen") else None)
given = []
for statement in statements:
    try:
        given.append(str(connection.execute(statement).fetchmany(5)))
    except Exception as error:
        given.append(type(error).__name__)
print(json.dumps([given, opened]))
"""


def test_without_the_first_wall_no_file_is_opened_and_nothing_changes(snapshot: store.Snapshot, secret: Path) -> None:
    """The copy, the settings and the limits of the system hold by themselves: no byte of a file comes back, none is written."""
    copy = running.readable_copy(snapshot).path
    before, there = copy.read_bytes(), sorted(secret.parent.iterdir())
    os.utime(secret, (0, 0))
    statements = [placed(s, secret) for s in HOSTILE if len(s) < 1000]
    order = {"path": str(copy), "memory_mb": running.MEMORY_MB}
    command = [sys.executable, "-I", "-c", UNCHECKED, str(store.ROOT)]
    done = subprocess.run(command, input=json.dumps([order, statements]), capture_output=True, text=True, timeout=120, check=True)
    given, opened = json.loads(done.stdout)
    assert len(given) == len(statements) and opened == []
    assert [s for s, g in zip(statements, given, strict=True) if "SESAM-41" in g] == []
    reads = [s for s, g in zip(statements, given, strict=True) if s.startswith(("from read", "select * from read")) and g[0] == "["]
    assert reads == []
    assert [g for s, g in zip(statements, given, strict=True) if "people_" in s and g.startswith("[(")] == []
    assert secret.stat().st_atime == 0, "somebody read the file"
    assert sorted(secret.parent.iterdir()) == there and copy.read_bytes() == before


def test_the_witness_of_a_read_works(secret: Path) -> None:
    """What the test above relies on: reading a file moves its time of access, where the file system keeps one."""
    os.utime(secret, (0, 0))
    secret.read_bytes()
    if secret.stat().st_atime == 0:
        pytest.skip("this file system keeps no time of access")


def test_the_process_of_a_query_cannot_open_anything(snapshot: store.Snapshot, secret: Path) -> None:
    """Not even our own code in it: the system itself refuses, after the copy is open."""
    pytest.importorskip("resource")
    script = "import sys; sys.path.insert(0, sys.argv[1]); from paktum.sql import child; child.shut_files(); open(sys.argv[2])"
    done = subprocess.run([sys.executable, "-I", "-c", script, str(store.ROOT), str(secret)], capture_output=True, text=True)
    assert done.returncode == 1 and "Too many open files" in done.stderr


# ---------------------------------------------------------------- what is stopped


@pytest.mark.parametrize("statement", RUNAWAYS, ids=short)
def test_a_runaway_is_stopped(snapshot: store.Snapshot, statement: str) -> None:
    with pytest.raises(QuestionError) as stopped:
        running.run(statement, snapshot, seconds=1)
    assert stopped.value.key.removeprefix("error.") in RUNAWAYS[statement]
    assert running.run("select 1 as one", snapshot).rows == ((1,),)


def test_a_stopped_query_leaves_no_process(snapshot: store.Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that does not obey is killed."""
    begun: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen.__init__

    def noted(self: subprocess.Popen[bytes], *args: object, **options: object) -> None:
        begun.append(self)
        start(self, *args, **options)

    monkeypatch.setattr(subprocess.Popen, "__init__", noted)
    monkeypatch.setattr(running, "GRACE", 0.5)
    monkeypatch.setattr(running, "CHILD", "import time; time.sleep(600)")
    with pytest.raises(QuestionError, match="sql_time"):
        running.run("select 1", snapshot, seconds=0.5)
    assert len(begun) == 1 and begun[0].poll() is not None


def test_a_process_whose_reader_is_gone_ends(snapshot: store.Snapshot) -> None:
    """The dashboard may be killed while a query runs; the query does not go on without it."""
    endless = "with recursive a as (select 1 as n union all select n + 1 from a) select sum(n) from a"
    order = {"path": str(running.readable_copy(snapshot).path), "query": endless, "seconds": 600, "memory_mb": 256,
             "rows": 1, "columns": 9, "cell": 9}  # fmt: skip
    parent = (
        "import subprocess, sys; p = subprocess.Popen([sys.executable, '-I', '-c', sys.argv[1], sys.argv[2]], stdin=subprocess.PIPE);"
        "p.stdin.write(sys.argv[3].encode()); p.stdin.close(); print(p.pid, flush=True); import time; time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", parent, running.CHILD, str(store.ROOT), json.dumps(order)], stdout=subprocess.PIPE, text=True
    ) as dashboard:
        query = int(dashboard.stdout.readline())
        time.sleep(1)
        dashboard.kill()
    end = time.monotonic() + 30
    while Path(f"/proc/{query}").exists() and "zombie" not in Path(f"/proc/{query}/status").read_text() and time.monotonic() < end:
        time.sleep(0.1)
    assert not Path(f"/proc/{query}").exists() or "zombie" in Path(f"/proc/{query}/status").read_text()


def test_too_many_at_once_are_asked_to_wait(snapshot: store.Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PATIENCE", 0.01)
    for _ in range(running.AT_ONCE):
        assert running._turns.acquire(blocking=False)
    try:
        with pytest.raises(QuestionError, match="sql_busy"):
            running.run("select 1", snapshot)
    finally:
        for _ in range(running.AT_ONCE):
            running._turns.release()
    assert running.run("select 1 as one", snapshot).rows == ((1,),)


def test_a_query_knows_no_secrets(monkeypatch: pytest.MonkeyPatch, snapshot: store.Snapshot) -> None:
    """Its process inherits no variable of the dashboard's environment."""
    monkeypatch.setenv("PAKTUM_SECRET_TEST", "SESAM-41")
    monkeypatch.setattr(
        running, "CHILD", "import os, json; print(json.dumps({'columns': [], 'rows': [list(os.environ)], 'more': 0, 'cut': 0}))"
    )
    assert "PAKTUM_SECRET_TEST" not in str(running.run("select 1", snapshot).rows)


# ---------------------------------------------------------------- what may be asked


@pytest.mark.parametrize("name", screen.examples())
def test_a_saved_example_runs(snapshot: store.Snapshot, name: str) -> None:
    found = running.run(screen.examples()[name], snapshot)
    assert found.rows and not found.more and not found.cut
    for language in LANGUAGES:
        assert Words(language)(f"sql_example.{name}") and Words(language)(f"sql_example_why.{name}")


@pytest.mark.parametrize(
    ("statement", "rows"),
    [
        ("select 1 as one;", ((1,),)),
        ("SELECT count(*) FROM Pacts -- ;", ((117,),)),
        ("with p as (from pacts), q as (from p) select count(*) from q", ((117,),)),
        ("select count(*) from main.pacts", ((117,),)),
        ("values (1, 'a'), (null, '=1+1')", ((1, "a"), (None, "=1+1"))),
        ("select 0.5, true, date '2020-02-01', 10::decimal(10, 2)", ((0.5, True, "2020-02-01", 10),)),
        ("select [1, null], {'a': 1, 'b': null}", (("[1, NULL]", "{a: 1, b: NULL}"),)),
        ("select 170141183460469231731687303715884105727", ((170141183460469231731687303715884105727,),)),
        ("select '<script>alert(1)</script>', '$x^2$', '\u202eabc'", (("<script>alert(1)</script>", "$x^2$", "\u202eabc"),)),
        ("select l from (select list_transform([1, 2], lambda x: x + 1) as l)", (("[2, 3]",),)),
        ("select pact_id from pacts where false", ()),
    ],
)  # fmt: skip
def test_an_honest_query_gives_its_rows(snapshot: store.Snapshot, statement: str, rows: tuple[tuple[object, ...], ...]) -> None:
    assert running.run(statement, snapshot).rows == rows


@pytest.mark.parametrize("table", READABLE)
def test_every_readable_table_can_be_read_and_is_described(snapshot: store.Snapshot, table: str) -> None:
    shape = next(s for s in running.shapes(snapshot) if s.name == table)
    assert running.run(f"select count(*) from {table}", snapshot).rows == ((shape.rows,),)
    for language in LANGUAGES:
        words = Words(language)
        assert words(f"readable.{table}")
        lacking = [c for c, _ in shape.columns if not (words.has(f"readable_column.{c}") or words.has(f"template_column.{c}"))]
        assert lacking == []


# What stays unread: of people, internal, or the same in other words.
UNREADABLE = {
    "people_releases", "people_pacts", "people_cells", "people_rejects", "area_people", "district_seats", "indicator_values", "indicators",
    "last_grants", "map_territories", "pact_fields", "pact_places", "search_index", "translations", "warnings",
}  # fmt: skip


def test_a_new_table_must_be_thought_of(snapshot: store.Snapshot) -> None:
    tables = {name for (name,) in store.connection(snapshot.path).cursor().execute("select table_name from duckdb_tables()").fetchall()}
    assert tables - set(READABLE) == UNREADABLE, "say in READABLE or here whether a reader's query may see the table"
    assert not [name for name in READABLE if name.startswith("people")]


def test_the_copy_holds_the_readable_tables_only(reader: duckdb.DuckDBPyConnection) -> None:
    assert {n for (n,) in reader.execute("select table_name from duckdb_tables()").fetchall()} == set(READABLE)
    assert reader.execute("select count(*) from duckdb_views() where not internal").fetchone() == (0,)


def test_what_is_listed_is_there(reader: duckdb.DuckDBPyConnection) -> None:
    """A function that the engine does not know would only hide a slip; none of those listed reads or writes."""
    known = {n for (n,) in reader.execute("select distinct function_name from duckdb_functions()").fetchall()}
    written_by_the_parser = {"coalesce", "if", "ifnull", "nullif", "grouping", "grouping_id", "struct_pack", "row", "position", "substring",
                             "trim", "overlay", "unnest"}  # fmt: skip
    assert FUNCTIONS - known - written_by_the_parser == set()
    assert not [f for f in FUNCTIONS if f.startswith(("read", "write", "duckdb", "pragma", "pg_", "current_s", "query", "get"))]


def test_rows_and_cells_are_cut_and_counted(snapshot: store.Snapshot) -> None:
    found = running.run("select repeat('x', 5000) as long from range(3)", snapshot)
    assert found.cut == 3 and all(len(str(row[0])) == running.LONGEST_CELL + 1 for row in found.rows)
    found = running.run("select range from range(1000000)", snapshot)
    assert found.more and len(found.rows) == running.MOST_ROWS and found.rows[-1] == (running.MOST_ROWS - 1,)


def test_a_slip_is_said_with_its_place(snapshot: store.Snapshot) -> None:
    with pytest.raises(PaktumError) as slip:
        running.run("select pact_id,\n  árvíztűrő fro m pacts", snapshot)
    assert slip.value.values["line"] == 2 and slip.value.values["near"] == "m"
    with pytest.raises(PaktumError) as slip:
        running.run("select nmae_hu from pacts", snapshot)
    assert slip.value.key == "error.sql_column" and slip.value.values == {"name": "nmae_hu"}


def test_no_error_tells_a_path(snapshot: store.Snapshot) -> None:
    for statement in ("select 1/0 from pacts where name_hu::int = 1", "select sum(name_hu) from pacts", "select date 'x'"):
        with pytest.raises(PaktumError) as failed:
            running.run(statement, snapshot)
        assert "/tmp" not in str(failed.value) and "readable.duckdb" not in str(failed.value)
