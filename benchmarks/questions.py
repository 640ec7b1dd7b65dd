"""Participant questions through `ask` against bare DuckDB on the raw table and pandas.

`python -m benchmarks.questions --participants N [--k K] [--json FILE]`. `ask` is measured without its memory of answers. The bare
engines count without disclosure control; what ours may not tell it does not compute either, that is part of the design.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

import duckdb
import pandas as pd

from benchmarks.generate import write
from benchmarks.measuring import milliseconds, report
from paktum import questions, store
from paktum.participants import release

JOB = "(job_date <= date '2023-06-30')"
ELAPSED = f"({JOB} and job_date + interval 6 month <= date '2023-06-30' and employed_6m is not null)"
COUNTS = f"count(*) n, count(*) filter ({JOB}) j, count(*) filter ({ELAPSED}) e, count(*) filter ({ELAPSED} and employed_6m) s"
# question, its parameters, the same on the raw table
ASKED: list[tuple[str, dict[str, object], str]] = [
    ("people_pacts", {}, f"select pact, {COUNTS}, sum(spent_huf) from people group by pact"),
    ("people_funnel", {"district": "051"}, f"select {COUNTS} from people where district_ksh = '051'"),
    ("people_funnel", {"sex": "female", "leaf": "schooling", "value": "isced_1_2"},
     f"select {COUNTS} from people where sex = 'female' and schooling = 'isced_1_2'"),
    ("people_groups", {"leaf": "age", "district": "051"},
     f"select sex, (year(entry_date) - birth_year) // 10 as age, {COUNTS} from people where district_ksh = '051' group by all"),
    ("people_groups", {"leaf": "entry_year"}, f"select year(entry_date), {COUNTS} from people group by all"),
    ("people_months", {"pact": "kitalalt-001"},
     f"select m, sum(n) over (order by m), sum(j) over (order by m) from (select date_trunc('month', entry_date) m, {COUNTS} from people"
     " where pact = 'kitalalt-001' group by m)"),
    ("people_speed", {}, f"select job_kind, (job_date - entry_date) // 90, count(*) from people where {JOB} group by all"),
    ("people_districts", {}, f"select district_ksh, {COUNTS} from people group by district_ksh order by count(*) desc"),
]  # fmt: skip


def in_pandas(name: str, given: dict[str, object], rows: pd.DataFrame) -> object:
    """Answer the same in pandas, on rows with categories and the outcomes ready-made."""
    for column in ("sex", "schooling"):
        if column in given or given.get("leaf") == column:
            rows = rows[rows[column] == (given.get("value") if given.get("leaf") == column else given[column])]
    if "district" in given:
        rows = rows[rows["district_ksh"] == given["district"]]
    if "pact" in given:
        rows = rows[rows["pact"] == given["pact"]]
    by = {
        "people_pacts": ["pact"],
        "people_months": ["month"],
        "people_speed": ["job_kind", "speed"],
        "people_districts": ["district_ksh"],
    }.get(name)
    if name == "people_groups":
        by = ["year"] if given["leaf"] == "entry_year" else ["sex", "age"]
    measures = ["found", "elapsed", "kept", "one"]
    out = rows[measures].sum() if by is None else rows.groupby(by, observed=True)[measures].sum()
    return out.cumsum() if name == "people_months" else out


def frame_of(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return the rows as a careful pandas user has them: categories, flags computed once."""
    frame = con.execute(
        f"select pact, district_ksh, sex, schooling, (year(entry_date) - birth_year) // 10 as age, year(entry_date) as year,"
        f" year(entry_date) * 100 + month(entry_date) as month, job_kind, (job_date - entry_date) // 90 as speed,"
        f" ifnull({JOB}, false) as found,"
        f" ifnull({ELAPSED}, false) as elapsed, ifnull({ELAPSED} and employed_6m, false) as kept, 1::integer as one from people"
    ).df()
    for column in ("pact", "district_ksh", "sex", "schooling", "job_kind"):
        frame[column] = frame[column].astype("category")
    return frame


def main() -> None:
    """Measure one size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions", description=__doc__)
    parser.add_argument("--participants", type=int, default=1_000_000)
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--without-pandas", action="store_true", help="for sizes that do not fit into memory")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        path = write(given.participants, 1, folder / "made", "parquet")
        start = time.perf_counter()
        made = release.receive(path, given.k, yes=True, folder=folder / "people", into=folder / "store")
        built = time.perf_counter() - start
        os.unlink(path)
        snapshot = store.build(store=folder / "store")
        print(f"{given.participants} participants: controlled in {built:.1f} s; {made.shown} of {made.cells} cells shown")
        with duckdb.connect(str(folder / "people" / f"{made.id}.duckdb"), read_only=True, config={"threads": 2}) as con:
            frame = None if given.without_pandas else frame_of(con)
            rows: list[dict[str, object]] = []
            for question, parameters, sql in ASKED:
                with questions.reading(snapshot):

                    def ask(question: str = question, parameters: dict[str, object] = parameters) -> object:
                        questions._remembered.cache_clear()
                        return questions.ask(question, **parameters)  # type: ignore[arg-type]

                    ours = milliseconds(ask)
                bare = milliseconds(lambda sql=sql: con.execute(sql).df())
                pandas = None if frame is None else milliseconds(lambda q=question, p=parameters: in_pandas(q, p, frame), 3)
                rows.append({"participants": given.participants, "question": question, 
                             "of": ", ".join(map(str, parameters.values())) or "all",
                             "ask_ms": ours, "duckdb_ms": bare, "pandas_ms": pandas, "to_duckdb": ours / bare,
                             "to_pandas": ours / pandas if pandas else None, "taken_in_s": built})  # fmt: skip
    report(rows, given.json)


if __name__ == "__main__":
    main()
