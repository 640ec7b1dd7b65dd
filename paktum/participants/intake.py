"""Take a participant export in: one streaming pass through DuckDB into a working file that no session opens.

Everything is read as text and cast here. A row that breaks a rule is kept as a reject with its physical line, column, rule
and value; a row that repeats or supersedes another is counted as ignored: accepted + rejected + ignored = rows in the file.
"""

from __future__ import annotations

import csv
import mmap
import re
import secrets
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow
import pyarrow.parquet

from paktum import store
from paktum.exports.archives import Archive
from paktum.exports.faults import UnreadableError
from paktum.exports.reading import Finding
from paktum.exports.workbooks import xlsx_grids
from paktum.participants.form import Layout, ParticipantError, check_columns, csv_layout, dropped, fields
from paktum.participants.rules import Reject, faulted, rollup, rules

TEXTS = (".csv", ".txt", ".tsv")
MEMORY = "800MB"
MOST_VALUE = 200  # characters of a rejected value that are kept; queries/rollups/staged.sql cuts the cells so
LARGEST_BOOK = 300_000_000  # bytes of an unpacked workbook
BLANK_LINE = re.compile(rb"\n\r?\n|\r\r")


@dataclass(frozen=True)
class Intake:
    """What became of a file. rejects: all of them, by line; by_rule counts them; unknown columns were dropped."""

    file: str
    origin: str
    rows: int
    accepted: int
    rejected: int
    ignored: int
    as_of: str
    dropped: tuple[str, ...]
    by_rule: Mapping[str, int]
    rejects: Sequence[Reject] = field(repr=False, default=())

    @property
    def share_rejected(self) -> float:
        """The share of the rows that were rejected, 0..1."""
        return self.rejected / self.rows if self.rows else 0.0


# ---------------------------------------------------------------- the one pass


def take_in(con: duckdb.DuckDBPyConnection, path: Path, salt: str, today: date, as_of: date | None = None) -> Intake:
    """Read one file into the tables `people` and `rejects` of an open working file.

    Raises ParticipantError for a file that is refused as a whole.
    """
    source, layout, files = opened(con, path)
    try:
        known = stage(con, source, salt, today)
    except (duckdb.InvalidInputException, duckdb.InvalidTypeException, duckdb.ConversionException):
        # The engine's own words quote the row, which is somebody's.
        raise ParticipantError("people_torn", file=path.name) from None
    told, structural = totals(con), broken_records(con)
    rows = int(told["file_rows"]) + len(structural)
    refuse({**told, "file_rows": rows}, path.name)
    for name in ("doubles", "repeats"):
        con.execute(f"create or replace temp table {name} as {rollup(name)}")
    written = path.suffix.lower() in TEXTS and path.is_file()
    found = collect(con, known, structural, blank_lines(path, rows) if written else [], text=not parquet(path))
    rejects = [in_file(r, files) for r in found] if files else found
    lines = len({(r.file, r.line) for r in rejects})
    ignored = one("select count(*) from repeats where not contradicts and not stays", con)
    keep(con, rejects)
    accepted = one("select count(*) from people", con)
    unknown, day = tuple(dropped(layout.columns)), str(as_of or told["last_day"] or today)
    return Intake(path.name, origin(told), rows, accepted, lines, ignored, day, unknown, by_rule(rejects), tuple(rejects))


def by_rule(rejects: Sequence[Reject]) -> dict[str, int]:
    """Return how many faults there are of each rule."""
    return dict(Counter(r.rule for r in rejects))


def one(sql: str, con: duckdb.DuckDBPyConnection) -> int:
    """Return the only value of a query."""
    found: int = con.execute(sql).fetchall()[0][0]
    return found


def parquet(path: Path) -> bool:
    """Say whether an export is a Parquet file or a folder of such files."""
    return path.is_dir() or path.suffix.lower() == ".parquet"


def parts(path: Path) -> list[Path]:
    """Return the Parquet files of an export in the order in which they are read; what begins with _ or . is not finished or no part."""
    if not path.is_dir():
        return [path]
    inside = {p.relative_to(path): p for p in path.rglob("*.parquet")}
    return [inside[p] for p in sorted(inside, key=Path.as_posix) if not any(part.startswith(("_", ".")) for part in p.parts)]


def opened(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, Layout, list[tuple[str, int]]]:
    """Return the SQL that reads an export as text, its layout and, for a folder, its files with their rows.

    The columns of every file of a folder are checked, so that one of them cannot bring in names.
    """
    kind = path.suffix.lower()
    if parquet(path):
        files, seen, rows = parts(path), list[str](), list[tuple[str, int]]()
        if not files:
            raise ParticipantError("people_empty", file=path.name)
        for file in files:
            try:
                schema = pyarrow.parquet.read_metadata(file)
            except (OSError, pyarrow.ArrowException) as error:
                raise ParticipantError("people_unreadable", file=file.name, why=str(error).splitlines()[0][:160]) from None
            columns = check_columns(file.name, schema.schema.to_arrow_schema().names)
            seen += [c for c in columns if c not in seen]
            rows.append((file.relative_to(path).as_posix() if path.is_dir() else "", schema.num_rows))
        cells = ", ".join(f"nullif(\"{c}\"::varchar, '') as {c}" for c in fields())
        names = ", ".join(quoted(f) for f in files)
        return (
            f"select {cells} from read_parquet([{names}], hive_partitioning = false)",
            Layout("", tuple(seen)),
            rows if path.is_dir() else [],
        )
    if kind in (".xlsx", ".xlsm"):
        path = as_csv(path)
    elif kind not in TEXTS:
        raise ParticipantError("people_kind", file=path.name)
    layout = csv_layout(path)
    # Headings that the format does not know get names of ours: they may be empty, or the same but for their case.
    called = (c if c in fields() else f"left_{n}" for n, c in enumerate(layout.columns))
    types = "{" + ", ".join(f"{quoted(c)}: 'varchar'" for c in called) + "}"
    options = (
        f"columns = {types}, auto_detect = false, header = true, delim = {quoted(layout.separator)}, quote = '\"', escape = '\"',"
        " nullstr = '', null_padding = false, strict_mode = true, store_rejects = true, max_line_size = 100000"
    )
    return f"select {', '.join(fields())} from read_csv({quoted(path)}, {options})", layout, []


def quoted(text: object) -> str:
    """Return an SQL literal."""
    return "'" + str(text).replace("'", "''") + "'"


def as_csv(path: Path) -> Path:
    """Write the first sheet of a workbook as CSV into a temporary file; a cell that holds an error stays one, so its row is rejected."""
    try:
        grids, _ = xlsx_grids(Archive(path.read_bytes()))
        rows = [cells for _, cells in grids[0].rows() if not isinstance(cells, Finding)] if grids else []
    except UnreadableError as error:
        raise ParticipantError("people_unreadable", file=path.name, why=error.finding.rule) from None
    target = Path(tempfile.mkdtemp(prefix="paktum-people-")) / f"{path.stem}.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return target


def stage(con: duckdb.DuckDBPyConnection, source: str, salt: str, today: date) -> list[tuple[str, str]]:
    """Read, cast and ask every rule in one pass; return the rules. The table keeps the order of the file: its place is the row number."""
    # Looked up in maps, not joined: a join may not keep the order of the file, and the order gives the line numbers.
    con.execute("set variable pact_of = (select map(list(pact_key), list(pact)) from pact_keys)")
    con.execute("set variable district_of = (select map(list(home_code), list(district_ksh)) from places)")
    checked = f"""with known_rows as (
            select *, '' as file, 0::bigint as place, md5_number($salt || upper(participant_id)) as person,
                   getvariable('pact_of')[pact_key] as pact, getvariable('district_of')[home_code] as district_ksh
            from ({source})
        ), checked as ({rollup("checked")})"""
    given = {"salt": salt, "today": today.isoformat()}
    known = rules([r[0] for r in con.execute(f"describe {checked} select * from checked", given).fetchall()])
    con.execute(f"create or replace temp table rows_in_order as {checked}, faulted as ({faulted(known)}) {rollup('staged')}", given)
    con.execute("create or replace temp view staged as select * replace (rowid as place) from rows_in_order")
    return known


def broken_records(con: duckdb.DuckDBPyConnection) -> list[tuple[int, str, str, str]]:
    """Return the records that are no rows of the format: (record, column, kind, text)."""
    tables = {r[0] for r in con.execute("select table_name from duckdb_tables()").fetchall()}
    bad: list[tuple[int, str, str, str]] = []
    if "reject_errors" in tables:
        found = con.execute(
            "select line, any_value(column_name), any_value(error_type::varchar), any_value(csv_line) from reject_errors"
            " group by line order by line"
        ).fetchall()
        # Blank lines before a broken record are no part of it.
        bad = [(int(line), str(c or ""), str(kind), str(text).lstrip("\r\n")) for line, c, kind, text in found]
    return bad


def totals(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Return what an export is as a whole, as queries/rollups/counts.sql says."""
    found = con.execute(rollup("counts"))
    names = [d[0] for d in found.description or ()]
    return dict(zip(names, found.fetchall()[0], strict=True))


def refuse(told: Mapping[str, Any], file: str) -> None:
    """Refuse an export that is empty, names somebody, or mixes real and invented rows.

    Names somebody: ids that could be tax or social security numbers, e-mail addresses or names, or days of birth.
    """
    if not told["file_rows"]:
        raise ParticipantError("people_empty", file=file)
    if told["naming_rows"]:
        raise ParticipantError("people_identifier_value", file=file)
    if bool(told["register_rows"]) == bool(told["invented_rows"]):
        raise ParticipantError("people_origin", file=file)


def origin(told: Mapping[str, Any]) -> str:
    """Return the origin of all rows of an export that was not refused."""
    return "register" if told["register_rows"] else "invented"


def in_file(reject: Reject, files: Sequence[tuple[str, int]]) -> Reject:
    """Return a fault of a folder with its file and its line in that file, as if each file had a heading."""
    first = 0
    for name, rows in files:
        if reject.line - 2 < first + rows:
            return replace(reject, line=reject.line - first, file=name)
        first += rows
    return reject


def blank_lines(path: Path, rows: int) -> list[int]:
    """Return the blank lines of a CSV file as the engine counts lines: it passes over them, and a cell of several is one to it.

    rows: how many rows the engine found under the heading.
    """
    if one_line_each(path, rows):
        return []
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if not BLANK_LINE.search(content):
            return []
    found, number, inside = [], 1, False
    with path.open(encoding="latin-1") as lines:
        for line in lines:
            if not inside and line == "\n":
                found.append(number)
            inside ^= line.count('"') % 2 == 1
            number += not inside
    return found


def one_line_each(path: Path, rows: int) -> bool:
    """Say whether a file has just a line for its heading and each of its rows: then none is blank. Counting is quicker than searching."""
    lines, last = 0, b""
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            if b"\r" in block:  # a line may end in other ways
                return False
            lines += block.count(b"\n")
            last = block[-1:]
    return lines + (last != b"\n") == rows + 1


def collect(
    con: duckdb.DuckDBPyConnection,
    known: Sequence[tuple[str, str]],
    structural: Sequence[tuple[int, str, str, str]],
    blank: Sequence[int],
    text: bool,
) -> list[Reject]:
    """Return every fault with its physical line: broken records and blank lines shift the numbers, line breaks inside cells too."""
    faulty = con.execute("select place, fault, texts from staged where fault <> 0 order by place").fetchall()
    twice = con.execute("select place, birth_year from repeats where contradicts").fetchall()
    # A good row's record number: its place, the header, and the broken records and blank lines before it.
    passed = sorted({record for record, *_ in structural} | set(blank))
    before = np.array([record - 2 - n for n, record in enumerate(passed)], dtype=np.int64)

    def record(place: int) -> int:
        return int(place) + 2 + int(np.searchsorted(before, place, side="right"))

    names = list(fields())
    found = [(record(place), known[n][1], known[n][0], value_of(texts, names, known[n][1]), texts)
             for place, fault, texts in faulty for n in range(len(known)) if fault >> n & 1]  # fmt: skip
    found += [(r, c, kind.lower().replace(" ", "_"), whole[:MOST_VALUE], [whole]) for r, c, kind, whole in structural]
    found += [(record(place), "birth_year", "person_contradicts", str(year), []) for place, year in twice]
    breaks = {r: sum(str(t or "").count("\n") for t in texts) for r, _, _, _, texts in found if text}
    shifted = sorted(r for r, n in breaks.items() if n)
    extra = np.cumsum([0, *(breaks[r] for r in shifted)])

    def shift(r: int) -> int:
        return int(extra[np.searchsorted(shifted, r, side="left")]) if shifted else 0

    near = near_keys(con, {value for _, _, rule, value, _ in found if rule == "unknown_pact"})
    return sorted((Reject(r + shift(r), c, rule, value, near.get(value, "") * (rule == "unknown_pact")) for r, c, rule, value, _ in found),
                  key=lambda x: (x.line, x.column, x.rule))  # fmt: skip


def value_of(texts: Sequence[str | None], names: Sequence[str], column: str) -> str:
    """Return the value of a column as it was found."""
    return str(texts[names.index(column)] or "")


def near_keys(con: duckdb.DuckDBPyConnection, unknown: Iterable[str]) -> dict[str, str]:
    """Return {unknown key: the known key that it nearly is}."""
    values = sorted(unknown)[:1000]
    if not values:
        return {}
    rows = con.execute(
        "select u, arg_min(k.pact_key, levenshtein(u, k.pact_key)), min(levenshtein(u, k.pact_key))"
        " from (select unnest($u::varchar[]) as u)"
        " cross join pact_keys k where length(u) < 60 group by u",
        {"u": values},
    ).fetchall()
    return {u: key for u, key, distance in rows if distance <= 2}


def keep(con: duckdb.DuckDBPyConnection, rejects: Sequence[Reject]) -> None:
    """Leave the accepted people and the rejects in the working file; nothing keeps the ids of the export."""
    con.execute(f"create or replace table people as {rollup('people')}")
    con.execute("drop view staged")
    con.execute("drop table rows_in_order")
    keep_rejects(con, rejects)


def keep_rejects(con: duckdb.DuckDBPyConnection, rejects: Sequence[Reject]) -> None:
    """Leave the rejects in the working file."""
    con.execute('create or replace table rejects (file varchar, line bigint, "column" varchar, rule varchar, value varchar, near varchar)')
    if rejects:
        arrays = {name: np.array([getattr(r, name) for r in rejects], dtype=object if name != "line" else np.int64)
                  for name in ("file", "line", "column", "rule", "value", "near")}  # fmt: skip
        import pandas as pd

        frame = pd.DataFrame(arrays)
        con.register("found_rejects", frame)
        con.execute("insert into rejects select * from found_rejects")
        con.unregister("found_rejects")


# ---------------------------------------------------------------- what rows refer to


def references(con: duckdb.DuckDBPyConnection, origin_pacts: Path | None, data: Path = store.DATA) -> None:
    """Create `pact_keys` (key in the file -> pact), `pacts_named` and `places` (code -> district).

    With `origin_pacts`, the pacts of invented rows, real pacts are not known at all: invented rows can never join them.
    """
    files = store.table_files(data)
    con.execute("set enable_progress_bar = false")
    con.execute("create or replace table places as"
                " select district_ksh as home_code, district_ksh from read_csv($districts, all_varchar = true)"
                " union all select ksh_code, district_ksh from read_csv($settlements, all_varchar = true) where district_ksh is not null",
                {"districts": str(files["districts"]), "settlements": str(files["settlements"])})  # fmt: skip
    if origin_pacts:
        con.execute("create or replace table pacts_named as select pact_key as pact, name_hu, name_en, county_ksh, true as invented"
                    " from read_csv($path, all_varchar = true, header = true)", {"path": str(origin_pacts)})  # fmt: skip
        con.execute("create or replace table pact_keys as select pact as pact_key, pact from pacts_named")
        return
    con.execute("create or replace table pacts_named as select pact_id as pact, name_hu, name_en, county_ksh, false as invented"
                " from read_csv($pacts, all_varchar = true)", {"pacts": str(files["pacts"])})  # fmt: skip
    con.execute("create or replace table pact_keys as select pact as pact_key, pact from pacts_named union"
                " select project_code, pact_id from read_csv($projects, all_varchar = true) where project_code is not null",
                {"projects": str(files["projects"])})  # fmt: skip


def salt_of(folder: Path) -> str:
    """Return the secret with which ids become keys; made on first use and readable by its owner only."""
    path = folder / "salt"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), encoding="ascii")
    text = path.read_text(encoding="ascii").strip()
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise ParticipantError("people_salt", file=path)
    return text
