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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import numpy as np

from paktum import store
from paktum.exports.archives import Archive
from paktum.exports.faults import UnreadableError
from paktum.exports.reading import Finding
from paktum.exports.workbooks import xlsx_grids
from paktum.participants.form import GROUPS, Layout, ParticipantError, check_columns, codes, csv_layout, dropped, fields, required

TEXTS = (".csv", ".txt", ".tsv")
MEMORY = "800MB"
MOST_VALUE = 200  # characters of a rejected value that are kept
LARGEST_BOOK = 300_000_000  # bytes of an unpacked workbook
DATES = ("entry_date", "leaving_date", "job_date")
FLAGS = (*(f"group_{g}" for g in GROUPS), "trained")
CODED = ("sex", "schooling", "status_at_entry", "job_kind", "status_at_leaving", "employed_6m", *FLAGS, "origin")
BLANK_LINE = re.compile(rb"\n\r?\n|\r\r")
# Rules in the order in which a row is asked; each is (rule, column, SQL that is true for a row that breaks it).
Rule = tuple[str, str, str]


@dataclass(frozen=True)
class Reject:
    """One fault: the physical line in the file, the column, the rule, and the value as found (cut, inert when shown)."""

    line: int
    column: str
    rule: str
    value: str
    near: str = ""


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


def rules() -> list[Rule]:
    """Return every rule of the format."""
    known: list[Rule] = [("blank", c, f"{c} is null") for c in fields() if required(c)]
    known += [("unknown_pact", "pact_key", "pact_key is not null and pact is null")]
    known += [("unknown_district", "home_code", "home_code is not null and district_ksh is null")]
    # Not "not in (…)": the engine makes a join of a long list, and a join may not keep the order of the file.
    known += [("unknown_code", c, " and ".join(f"{c} <> {quoted(code)}" for code in codes(c))) for c in CODED]
    known += [
        ("impossible_date", c, f"{c} is not null and ({d(c)} is null or not regexp_full_match({c}, '\\d{{4}}-\\d{{2}}-\\d{{2}}'))")
        for c in DATES
    ]
    known += [("future_date", c, f"{d(c)} > $today::date") for c in DATES]
    entered = d("entry_date")
    known += [
        ("leaving_before_entry", "leaving_date", f"{d('leaving_date')} < {entered}"),
        ("job_before_entry", "job_date", f"{d('job_date')} < {entered}"),
        ("job_kind_without_job", "job_kind", "job_kind is not null and job_date is null"),
        ("job_without_kind", "job_date", "job_date is not null and job_kind is null"),
        ("six_months_without_job", "employed_6m", "employed_6m is not null and job_date is null"),
        ("status_without_leaving", "status_at_leaving", "status_at_leaving is not null and leaving_date is null"),
        ("impossible_year", "birth_year", f"birth_year is not null and not ({year_fits(entered)})"),
        ("negative_amount", "spent_huf", "starts_with(spent_huf, '-')"),
        ("not_whole_forints", "spent_huf", "not regexp_full_match(spent_huf, '-?\\d{1,12}')"),
        ("bad_id", "participant_id", "not regexp_full_match(participant_id, '[A-Za-z0-9._/-]{1,40}')"),
    ]
    return known


def d(column: str) -> str:
    """Return the SQL of a date cell."""
    return f"try_cast({column} as date)"


def year_fits(entered: str) -> str:
    """Return the SQL of a year of birth that a person of working age can have."""
    return (
        f"regexp_full_match(birth_year, '\\d{{4}}') and coalesce(year({entered}) - try_cast(birth_year as integer) between 14 and 80, true)"
    )


# ---------------------------------------------------------------- the one pass


def take_in(con: duckdb.DuckDBPyConnection, path: Path, salt: str, today: date, as_of: date | None = None) -> Intake:
    """Read one file into the tables `people` and `rejects` of an open working file.

    Raises ParticipantError for a file that is refused as a whole.
    """
    source, layout = opened(con, path)
    known = rules()
    try:
        stage(con, source, known, salt, today)
    except (duckdb.InvalidInputException, duckdb.InvalidTypeException, duckdb.ConversionException):
        # The engine's own words quote the row, which is somebody's.
        raise ParticipantError("people_torn", file=path.name) from None
    refuse_identifiers(con, path.name)
    rows, structural = count_rows(con)
    if not rows:
        raise ParticipantError("people_empty", file=path.name)
    origin = one_origin(con, path.name)
    mark_persons(con)
    written = path.suffix.lower() in TEXTS
    rejects = collect(con, known, structural, blank_lines(path) if written else [], text=path.suffix.lower() != ".parquet")
    lines = len({r.line for r in rejects})
    ignored = one("select count(*) from staged where merged", con)
    day = as_of or one(
        "select max(greatest(entry_date, coalesce(leaving_date, entry_date), coalesce(job_date, entry_date))) from staged where fault = 0",
        con,
    )
    keep(con, rejects)
    accepted = one("select count(*) from people", con)
    by_rule: dict[str, int] = {}
    for r in rejects:
        by_rule[r.rule] = by_rule.get(r.rule, 0) + 1
    return Intake(
        path.name, origin, rows, accepted, lines, ignored, str(day or today), tuple(dropped(layout.columns)), by_rule, tuple(rejects)
    )


def one(sql: str, con: duckdb.DuckDBPyConnection) -> int:
    """Return the only value of a query."""
    found: int = con.execute(sql).fetchall()[0][0]
    return found


def opened(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, Layout]:
    """Return the SQL that reads a file as text, and its layout."""
    kind = path.suffix.lower()
    if kind == ".parquet":
        try:
            names = [r[0] for r in con.execute("describe select * from read_parquet($path)", {"path": str(path)}).fetchall()]
        except duckdb.Error as error:
            raise ParticipantError("people_unreadable", file=path.name, why=str(error).splitlines()[0][:160]) from None
        columns = check_columns(path.name, names)
        cells = ", ".join(f"nullif(\"{c}\"::varchar, '') as {c}" for c in fields())
        return f"select {cells} from read_parquet({quoted(path)})", Layout("", columns)
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
    return f"select {', '.join(fields())} from read_csv({quoted(path)}, {options})", layout


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


def stage(con: duckdb.DuckDBPyConnection, source: str, known: Sequence[Rule], salt: str, today: date) -> None:
    """Read, cast and ask every rule in one pass; the table keeps the order of the file, so its rowid is the row number."""
    faults = " + ".join(f"if(coalesce({sql}, false), {1 << n}::bigint, 0::bigint)" for n, (_, _, sql) in enumerate(known))
    texts = ", ".join(f"left({c}, {MOST_VALUE})" for c in fields())
    # Looked up in maps, not joined: a join may not keep the order of the file, and the order gives the line numbers.
    con.execute("set variable pact_of = (select map(list(pact_key), list(pact)) from pact_keys)")
    con.execute("set variable district_of = (select map(list(home_code), list(district_ksh)) from places)")
    con.execute(
        f"""
        create or replace table staged as
        select
            md5_number($salt || upper(participant_id)) as person, pact, district_ksh,
            {d("entry_date")} as entry_date, {d("leaving_date")} as leaving_date, {d("job_date")} as job_date,
            sex, try_cast(birth_year as smallint) as birth_year, schooling, status_at_entry,
            {", ".join(f"{c} = '1' as {c}" for c in FLAGS)},
            job_kind, status_at_leaving, employed_6m = '1' as employed_6m,
            if(regexp_full_match(spent_huf, '\\d{{1,12}}'), try_cast(spent_huf as bigint), null) as spent_huf, origin,
            false as merged, fault, if(fault <> 0, [{texts}], null) as texts, names_somebody
        from (
            select *, {faults} as fault,
                   regexp_full_match(participant_id, '\\d{{9,10}}') or contains(participant_id, '@') or contains(participant_id, ' ')
                   or regexp_full_match(birth_year, '\\d{{4}}[-./ ].*') as names_somebody
            from (select *, getvariable('pact_of')[pact_key] as pact, getvariable('district_of')[home_code] as district_ksh from ({source}))
        )
        """,
        {"salt": salt, "today": today.isoformat()},
    )


def refuse_identifiers(con: duckdb.DuckDBPyConnection, file: str) -> None:
    """Refuse a file whose ids could be tax or social security numbers, e-mail addresses or names, or that tells days of birth."""
    if one("select count(*) from staged where names_somebody", con):
        raise ParticipantError("people_identifier_value", file=file)


def count_rows(con: duckdb.DuckDBPyConnection) -> tuple[int, list[tuple[int, str, str, str]]]:
    """Return the rows of the file, and those that are no rows of the format: (record, column, kind, text)."""
    tables = {r[0] for r in con.execute("select table_name from duckdb_tables()").fetchall()}
    bad: list[tuple[int, str, str, str]] = []
    if "reject_errors" in tables:
        found = con.execute(
            "select line, any_value(column_name), any_value(error_type::varchar), any_value(csv_line) from reject_errors"
            " group by line order by line"
        ).fetchall()
        # Blank lines before a broken record are no part of it.
        bad = [(int(line), str(c or ""), str(kind), str(text).lstrip("\r\n")) for line, c, kind, text in found]
    return one("select count(*) from staged", con) + len(bad), bad


def one_origin(con: duckdb.DuckDBPyConnection, file: str) -> str:
    """Return the origin of all rows: real and invented rows never come in one file."""
    found = [r[0] for r in con.execute("select distinct origin from staged where origin in ('register', 'invented')").fetchall()]
    if len(found) != 1:
        raise ParticipantError("people_origin", file=file)
    return str(found[0])


def mark_persons(con: duckdb.DuckDBPyConnection) -> None:
    """Settle rows of one person in one pact: contradicting ones are faults, of the others the latest leaving counts (ESF rule).

    The row that stays takes over the first entry and all money; the ones that it supersedes are ignored.
    """
    con.execute(
        """
        create or replace temp table several as
        with doubles as (
            select person, pact from staged where fault = 0 group by person, pact having count(*) > 1
        ),
        placed as (
            select s.rowid as place, s.person, s.pact, s.sex, s.birth_year, s.entry_date, s.leaving_date, s.spent_huf,
                   first_value(s.rowid) over first_row as first_place,
                   first_value(s.sex) over first_row as first_sex, first_value(s.birth_year) over first_row as first_year
            from staged s join doubles using (person, pact)
            where s.fault = 0
            window first_row as (partition by s.person, s.pact order by s.rowid)
        )
        select *, sex <> first_sex or birth_year <> first_year as contradicts from placed
        """
    )
    con.execute(
        """
        create or replace temp table latest as
        select person, pact, min(entry_date) as first_entry, sum(spent_huf)::bigint as spent_huf,
               arg_max(place, (coalesce(leaving_date, date '9999-12-31'), entry_date, place)) as place
        from (select distinct on (person, pact, entry_date, leaving_date, spent_huf) * from several where not contradicts)
        group by person, pact
        """
    )
    con.execute("update staged set merged = true from several s where staged.rowid = s.place and not s.contradicts")
    con.execute(
        "update staged set merged = false, entry_date = l.first_entry, spent_huf = l.spent_huf from latest l where staged.rowid = l.place"
    )


def blank_lines(path: Path) -> list[int]:
    """Return the blank lines of a CSV file as the engine counts lines: it passes over them, and a cell of several is one to it."""
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


def collect(
    con: duckdb.DuckDBPyConnection,
    known: Sequence[Rule],
    structural: Sequence[tuple[int, str, str, str]],
    blank: Sequence[int],
    text: bool,
) -> list[Reject]:
    """Return every fault with its physical line: broken records and blank lines shift the numbers, line breaks inside cells too."""
    faulty = con.execute("select rowid, fault, texts from staged where fault <> 0 order by rowid").fetchall()
    twice = con.execute(
        "select place, first_place, (select birth_year from staged where rowid = place) from several where contradicts"
    ).fetchall()
    # A good row's record number: its place, the header, and the broken records and blank lines before it.
    passed = sorted({record for record, *_ in structural} | set(blank))
    before = np.array([record - 2 - n for n, record in enumerate(passed)], dtype=np.int64)

    def record(place: int) -> int:
        return int(place) + 2 + int(np.searchsorted(before, place, side="right"))

    names = list(fields())
    found = [(record(place), known[n][1], known[n][0], value_of(texts, names, known[n][1]), texts)
             for place, fault, texts in faulty for n in range(len(known)) if fault >> n & 1]  # fmt: skip
    found += [(r, c, kind.lower().replace(" ", "_"), whole[:MOST_VALUE], [whole]) for r, c, kind, whole in structural]
    found += [(record(place), "birth_year", "person_contradicts", str(year), []) for place, _, year in twice]
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
    contradicting = "select place from several where contradicts"
    con.execute(f"delete from staged where fault <> 0 or merged or rowid in ({contradicting})")
    for column in ("fault", "texts", "merged", "names_somebody", "origin"):
        con.execute(f"alter table staged drop {column}")
    con.execute("drop table if exists people")
    con.execute("alter table staged rename to people")
    con.execute('create or replace table rejects (line bigint, "column" varchar, rule varchar, value varchar, near varchar)')
    if rejects:
        arrays = {name: np.array([getattr(r, name) for r in rejects], dtype=object if name != "line" else np.int64)
                  for name in ("line", "column", "rule", "value", "near")}  # fmt: skip
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
