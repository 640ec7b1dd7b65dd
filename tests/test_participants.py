"""Exports of participants: what is taken in, what is refused, what is kept of a fault; and what the cubes count."""

import csv
import io
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import openpyxl
import pandas as pd
import pytest
from people_files import TODAY, office

from benchmarks import generate
from paktum import store
from paktum.participants import cubes, form, intake, release
from paktum.participants.form import ParticipantError
from paktum.participants.template import template
from paktum.wording import LANGUAGES, Words

GOOD = {
    "participant_id": "A-1",
    "pact_key": "jaszbereny-district",
    "home_code": "162",
    "entry_date": "2017-03-01",
    "leaving_date": "2017-09-30",
    "sex": "female",
    "birth_year": "1980",
    "schooling": "isced_3_4",
    "status_at_entry": "unemployed",
    "group_under_30": "0",
    "group_over_50": "0",
    "group_low_skilled": "0",
    "group_returning_parent": "0",
    "group_disabled": "0",
    "group_long_term": "0",
    "trained": "1",
    "job_date": "2017-08-01",
    "job_kind": "supported",
    "status_at_leaving": "employed",
    "employed_6m": "1",
    "spent_huf": "500000",
    "origin": "register",
}


def write(folder: Path, rows: list[dict[str, str]], columns: list[str] | None = None, text: str | None = None) -> Path:
    path = folder / "kivitel.csv"
    names = columns or list(GOOD)
    lines = [",".join(names), *(",".join(r.get(n, "") for n in names) for r in rows)]
    path.write_text(text if text is not None else "\n".join(lines) + "\n", encoding="utf-8")
    return path


def taken(path: Path) -> tuple[intake.Intake, duckdb.DuckDBPyConnection]:
    con = duckdb.connect()
    beside = path.with_name("pacts.csv")
    intake.references(con, beside if beside.is_file() else None)
    return intake.take_in(con, path, "s" * 64, TODAY), con


# ---------------------------------------------------------------- dirty files against their manifest


def manifest(folder: Path) -> set[tuple[int, str, str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8") as file:
        return {(int(r["line"]), r["column"], r["fault"], r["value"]) for r in csv.DictReader(file)}


def check_against_manifest(folder: Path, participants: int, form_: str, share: float) -> None:
    path = generate.write(participants, 5, folder, form_, share)
    found, con = taken(path)
    rejected = {(r.line, r.column, r.rule, r.value) for r in found.rejects}
    assert rejected == manifest(folder) and rejected, "recall and precision are both 1"
    assert found.accepted + found.rejected + found.ignored == found.rows == participants
    assert {r.rule for r in found.rejects} == set(generate.FAULTS)
    assert con.execute("select count(*) from people").fetchall() == [(found.accepted,)]
    con.close()


@pytest.mark.parametrize("form_", ["csv", "parquet"])
def test_dirty_rows_are_found_exactly(tmp_path: Path, form_: str) -> None:
    check_against_manifest(tmp_path, 10_000, form_, 0.01)


@pytest.mark.slow
def test_dirty_rows_of_a_million_are_found_exactly(tmp_path: Path) -> None:
    """Large enough for the engine to read in parallel: the line numbers must hold all the same."""
    check_against_manifest(tmp_path, 1_000_000, "csv", 0.005)


def test_the_same_arguments_make_the_same_bytes(tmp_path: Path) -> None:
    one, two = (generate.write(2000, 9, tmp_path / n, "csv", 0.01).read_bytes() for n in "ab")
    assert one == two and "KITALÁLT".encode() in (tmp_path / "a" / "pacts.csv").read_bytes()


# ---------------------------------------------------------------- single faults


@pytest.mark.parametrize(
    ("change", "rule", "column"),
    [
        ({"pact_key": "jaszbereny-distrlct"}, "unknown_pact", "pact_key"),
        ({"home_code": "999"}, "unknown_district", "home_code"),
        ({"entry_date": "2017-02-30"}, "impossible_date", "entry_date"),
        ({"entry_date": "2017.03.01"}, "impossible_date", "entry_date"),
        ({"job_date": "2031-01-01"}, "future_date", "job_date"),
        ({"leaving_date": "2016-01-01"}, "leaving_before_entry", "leaving_date"),
        ({"job_date": "2016-01-01"}, "job_before_entry", "job_date"),
        ({"job_date": ""}, "six_months_without_job", "employed_6m"),
        ({"sex": "nő"}, "unknown_code", "sex"),
        ({"trained": "igen"}, "unknown_code", "trained"),
        ({"spent_huf": "-5"}, "negative_amount", "spent_huf"),
        ({"spent_huf": "1e6"}, "not_whole_forints", "spent_huf"),
        ({"spent_huf": "500 000"}, "not_whole_forints", "spent_huf"),
        ({"birth_year": "0201"}, "impossible_year", "birth_year"),
        ({"birth_year": ""}, "blank", "birth_year"),
    ],
)
def test_a_fault_is_kept_with_line_column_rule_and_value(tmp_path: Path, change: dict[str, str], rule: str, column: str) -> None:
    found, con = taken(write(tmp_path, [GOOD, GOOD | {"participant_id": "A-2"} | change, GOOD | {"participant_id": "A-3"}]))
    assert (3, column, rule, change.get(column, GOOD[column])) in {(r.line, r.column, r.rule, r.value) for r in found.rejects}
    assert (found.rows, found.accepted, found.rejected) == (3, 2, 1)
    assert con.execute("select count(*) from rejects").fetchall()[0][0] == len(found.rejects)
    con.close()


def test_a_near_miss_is_named(tmp_path: Path) -> None:
    found, _ = taken(write(tmp_path, [GOOD, GOOD | {"participant_id": "A-2", "pact_key": "jaszbereny-distrlct"}]))
    assert [r.near for r in found.rejects] == ["jaszbereny-district"]


def test_ragged_rows_and_breaks_in_cells_keep_the_line_numbers(tmp_path: Path) -> None:
    good = ",".join(GOOD.values())
    broken = good.replace("A-1", '"A\n-2"')
    text = (
        "\n".join(
            [",".join(GOOD), good, good + ",more", broken, "few,cells", good.replace("A-1", "A-3").replace("2017-03-01", "2017-02-30")]
        )
        + "\n"
    )
    found, _ = taken(write(tmp_path, [], text=text))
    assert (found.rows, found.accepted, found.rejected) == (5, 1, 4)
    assert [(r.line, r.rule) for r in found.rejects] == [
        (3, "too_many_columns"), (4, "bad_id"), (6, "missing_columns"), (7, "impossible_date"),
    ]  # fmt: skip


def test_blank_lines_keep_the_line_numbers(tmp_path: Path) -> None:
    good = ",".join(GOOD.values())
    bad, broken = good.replace("2017-03-01", "2017-02-30"), good.replace("A-1", '"A\n\n-2"')
    text = "\n".join(
        [",".join(GOOD), good, "", "", bad, "", good + ",more", broken, "", bad, good.replace("A-1", "A-3"), "", "few,cells", ""]
    )
    found, _ = taken(write(tmp_path, [], text=text))
    assert (found.rows, found.accepted, found.rejected) == (7, 2, 5)
    assert [(r.line, r.rule) for r in found.rejects] == [
        (5, "impossible_date"), (7, "too_many_columns"), (8, "bad_id"), (12, "impossible_date"), (15, "missing_columns"),
    ]  # fmt: skip


@pytest.mark.parametrize("torn", ["inv\rnted", 'inv"ented', '"inv"ented'])
def test_mixed_line_ends_and_quotes_are_refused_without_a_word_of_the_row(tmp_path: Path, torn: str) -> None:
    good = ",".join(GOOD.values())
    rows = [good.replace("A-1", f"A-{n}") for n in range(30)]
    rows[20] = rows[20].replace(GOOD["origin"], torn)
    try:
        found, _ = taken(write(tmp_path, [], text="\n".join([",".join(GOOD), *rows, ""])))
        assert found.rejected >= 1 and found.accepted + found.rejected + found.ignored == found.rows
    except ParticipantError as error:
        assert error.key == "error.people_torn" and "A-20" not in str(error)


def test_the_latest_leaving_counts_and_nobody_is_counted_twice(tmp_path: Path) -> None:
    again = GOOD | {"entry_date": "2018-01-10", "leaving_date": "2018-06-01", "job_date": "2018-05-01", "spent_huf": "200000"}
    found, con = taken(write(tmp_path, [again, GOOD, GOOD]))
    assert (found.rows, found.accepted, found.rejected, found.ignored) == (3, 1, 0, 2)
    assert con.execute("select entry_date::varchar, leaving_date::varchar, spent_huf from people").fetchall() == [
        ("2017-03-01", "2018-06-01", 700000)
    ]


def test_codes_of_settlements_and_projects_are_known(tmp_path: Path) -> None:
    found, con = taken(write(tmp_path, [GOOD | {"home_code": "18768"}]))
    assert con.execute("select pact from people").fetchall() == [("jaszbereny-district",)] or found.rejected == 1


# ---------------------------------------------------------------- who a person is


@pytest.mark.parametrize(
    "heading", ["név", "Vezetéknév", "TAJ", "TAJ szám", "adóazonosító", "e-mail", "birth_date", "Születési dátum", "Lakcím"]
)
def test_identifying_columns_are_refused(tmp_path: Path, heading: str) -> None:
    path = write(tmp_path, [GOOD | {heading: "x"}], [*GOOD, heading])
    with pytest.raises(ParticipantError) as error:
        taken(path)
    assert error.value.key == "error.people_identifier"


@pytest.mark.parametrize("change", [{"participant_id": "123456789"}, {"participant_id": "8123456789"}, {"participant_id": "x@y.hu"},
                                    {"participant_id": "Kis Anna"}, {"birth_year": "1980-05-05"}])  # fmt: skip
def test_identifying_values_are_refused(tmp_path: Path, change: dict[str, str]) -> None:
    with pytest.raises(ParticipantError) as error:
        taken(write(tmp_path, [GOOD, GOOD | change]))
    assert error.value.key == "error.people_identifier_value"


def test_other_columns_are_dropped_and_ids_become_keys(tmp_path: Path) -> None:
    found, con = taken(write(tmp_path, [GOOD | {"megjegyzes": "titok"}], [*GOOD, "megjegyzes"]))
    assert found.dropped == ("megjegyzes",)
    assert "titok" not in str(con.execute("select * from people").fetchall()) and "A-1" not in str(
        con.execute("select * from people").fetchall()
    )


@pytest.mark.parametrize("heading", ["", "SEX", "'", '""', "left_0", "a': 'integer'} x = {'b", "ő"])
def test_a_heading_that_the_format_does_not_know_may_be_anything(tmp_path: Path, heading: str) -> None:
    found, _ = taken(write(tmp_path, [GOOD | {heading: "1"}], [*GOOD, heading]))
    assert (found.rows, found.accepted) == (1, 1) and len(found.dropped) == 1


def test_the_salt_makes_the_key(tmp_path: Path) -> None:
    one, two = release.intake.salt_of(tmp_path / "a"), release.intake.salt_of(tmp_path / "b")
    assert one != two and release.intake.salt_of(tmp_path / "a") == one
    assert (tmp_path / "a" / "salt").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["\ufeff", ""])
def test_a_byte_order_mark_is_no_part_of_the_header(tmp_path: Path, content: str) -> None:
    path = write(tmp_path, [GOOD])
    path.write_text(content + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert taken(path)[0].accepted == 1


@pytest.mark.parametrize("encoding", ["cp1250", "utf-16"])
def test_another_encoding_is_refused_with_advice(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, [GOOD | {"őr": "x"}], [*GOOD, "őr"])
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    with pytest.raises(ParticipantError) as error:
        taken(path)
    assert error.value.key == "error.people_encoding"
    assert all("UTF-8" in Words(language)(error.value.key, **error.value.values) for language in LANGUAGES)


def test_semicolons_and_another_order_of_columns_do_not_matter(tmp_path: Path) -> None:
    path = write(tmp_path, [GOOD], list(reversed(GOOD)))
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    assert taken(path)[0].accepted == 1


# ---------------------------------------------------------------- the release


def receive(path: Path, tmp_path: Path, **more: object) -> release.Release:
    return release.receive(path, 5, today=TODAY, folder=tmp_path / "people", into=tmp_path / "store", **more)  # type: ignore[arg-type]


def test_many_rejects_need_a_yes_and_leave_everything_as_it_was(tmp_path: Path) -> None:
    path = office(tmp_path / "office", 3000, 0.05)
    with pytest.raises(ParticipantError):
        receive(path, tmp_path)
    assert store.people_release(tmp_path / "store") is None and not list((tmp_path / "people").glob("work-*"))
    assert receive(path, tmp_path, yes=True).intake.rejected > 60


def test_the_order_of_rows_does_not_change_the_release(tmp_path: Path) -> None:
    path = office(tmp_path / "office", 2000)
    first = receive(path, tmp_path).id
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8")
    (tmp_path / "store" / "people" / "current.json").unlink()
    assert receive(path, tmp_path).id == first


def test_invented_rows_need_invented_pacts(tmp_path: Path) -> None:
    path = office(tmp_path / "office", 500)
    (tmp_path / "office" / "pacts.csv").unlink()
    with pytest.raises(ParticipantError):
        receive(path, tmp_path, yes=True)


def test_a_k_below_three_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParticipantError):
        release.receive(office(tmp_path / "office", 500), 2, folder=tmp_path / "people", into=tmp_path / "store")


def test_working_files_are_forgotten_in_time(tmp_path: Path) -> None:
    made = receive(office(tmp_path / "office", 1000), tmp_path)
    assert (tmp_path / "people" / f"{made.id}.duckdb").exists()
    assert release.forget(tmp_path / "people", date(2099, 1, 1)) == [made.id]
    assert not (tmp_path / "people" / f"{made.id}.duckdb").exists()


def test_the_documentation_names_every_column() -> None:
    text = (store.DATA / "participants.md").read_text(encoding="utf-8")
    assert [c for c in form.fields() if f"`{c}`" not in text] == []


# ---------------------------------------------------------------- counts, against a recount in pandas


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> tuple[pd.DataFrame, cubes.Cubes, str]:
    folder = tmp_path_factory.mktemp("recount")
    path = office(folder, 8000)
    found, con = taken(path)
    cube = cubes.count(con, found.as_of, 3)
    con.close()
    return pd.read_csv(path, dtype=str), cube, found.as_of


def recount(rows: pd.DataFrame, as_of: str) -> dict[str, int]:
    """The funnel of some rows, written a second time and in another way."""
    day = pd.Timestamp(as_of)
    jobs, left = pd.to_datetime(rows["job_date"]), pd.to_datetime(rows["leaving_date"])
    found = jobs <= day
    elapsed = found & (jobs + pd.DateOffset(months=6) <= day) & rows["employed_6m"].notna()
    gone = (left + pd.Timedelta(days=28) <= day) & rows["status_at_leaving"].notna()
    return {
        "people": len(rows), "found_job": int(found.sum()), "elapsed": int(elapsed.sum()),
        "employed_6m": int((elapsed & (rows["employed_6m"] == "1")).sum()), "leavers": int(gone.sum()),
        "employed_at_leaving": int((gone & (rows["status_at_leaving"] == "employed")).sum()),
        "self_employed": int((found & (rows["job_kind"] == "self_employed")).sum()),
        "spent_huf": int(rows["spent_huf"].astype("int64").sum()),
    }  # fmt: skip


def everything_shown(cube: cubes.Cubes) -> pd.DataFrame:
    nothing = cubes.marks(cube, {})
    return cubes.shown(cube, nothing)


def test_the_funnel_of_every_pact_equals_a_recount(counted: tuple[pd.DataFrame, cubes.Cubes, str]) -> None:
    rows, cube, as_of = counted
    cells = everything_shown(cube)
    for pact, own in rows.groupby("pact_key"):
        cell = cells[(cells["level"] == "pact") & (cells["pact"] == pact) & (cells["sex"] == "") & (cells["leaf"] == "")].iloc[0]
        assert {n: int(cell[n]) for n in recount(own, as_of)} == recount(own, as_of)


@pytest.mark.parametrize("sex", ["", "female"])
def test_the_funnel_of_every_group_equals_a_recount(counted: tuple[pd.DataFrame, cubes.Cubes, str], sex: str) -> None:
    rows, cube, as_of = counted
    rows = rows[rows["sex"] == sex] if sex else rows
    age = rows["entry_date"].str[:4].astype(int) - rows["birth_year"].astype(int)
    bands = {
        "under_25": age < 25,
        "25_29": age.between(25, 29),
        "30_49": age.between(30, 49),
        "50_54": age.between(50, 54),
        "over_54": age > 54,
    }
    cells = everything_shown(cube)
    cells = cells[(cells["level"] == "everybody") & (cells["sex"] == sex)]
    for leaf, groups in {
        "age": bands,
        "schooling": {v: rows["schooling"] == v for v in form.codes("schooling")},
        "group_returning_parent": {"yes": rows["group_returning_parent"] == "1"},
        "entry_year": {y: rows["entry_date"].str[:4] == y for y in sorted(set(rows["entry_date"].str[:4]))},
    }.items():
        for value, chosen in groups.items():
            cell = cells[(cells["leaf"] == leaf) & (cells["value"] == value)].iloc[0]
            wanted = recount(rows[chosen], as_of)
            told = ("people", "found_job") if sex else ("people", "found_job", "employed_6m")  # retention is not told by sex and leaf
            assert {n: int(cell[n]) for n in told} == {n: wanted[n] for n in told}


def test_a_group_that_follows_from_an_attribute_tells_nothing_that_the_attribute_does_not() -> None:
    """Age hidden and "under 30" shown would give the hidden age away: the group is hidden with its parts."""
    states = {layer: f"{layer}_state" for layer in cubes.TOLD}
    numbers = {c: 0 for columns in cubes.TOLD.values() for c in columns}
    ages = {
        "under_25": ("suppressed", None),
        "25_29": ("shown", 20),
        "30_49": ("shown", 40),
        "50_54": ("shown", 15),
        "over_54": ("nobody", 0),
    }
    table = pd.DataFrame([
        {"level": "pact", "pact": "a", "district_ksh": "", "sex": "", "leaf": "age", "value": value, **numbers,
         **dict.fromkeys(states.values(), state), "people": people}
        for value, (state, people) in ages.items()
    ]).astype(dict.fromkeys(numbers, "Int64"))  # fmt: skip
    young, old = (cubes.following(table, name).set_index("value") for name in ("group_under_30", "group_over_50"))
    assert young.loc["yes", "people_state"] == "suppressed" and pd.isna(young.loc["yes", "people"])
    assert (young.loc["no", "people"], old.loc["yes", "people"]) == (55, 15)
    assert old.loc["no", "people_state"] == "suppressed"


def test_groups_of_the_generator_follow_and_count_as_their_flags_do(counted: tuple[pd.DataFrame, cubes.Cubes, str]) -> None:
    rows, cube, _ = counted
    assert not set(cubes.FOLLOWS) & set(cube.leaves)
    cells = everything_shown(cube)
    for name in cubes.FOLLOWS:
        cell = cells[(cells["level"] == "everybody") & (cells["leaf"] == name) & (cells["value"] == "yes") & (cells["sex"] == "")].iloc[0]
        assert int(cell["people"]) == int((rows[name] == "1").sum())


def test_spending_is_told_only_where_that_of_all_is_known(tmp_path: Path) -> None:
    """The sum of the few whose spending is known would be their own; nor is a sum told in which a part is missing."""
    path = office(tmp_path / "office", 3000)
    lines = path.read_text(encoding="utf-8").splitlines()
    names = [n.strip('"') for n in lines[0].split(",")]
    at, sex = names.index("spent_huf"), names.index("sex")
    first = next(n for n, line in enumerate(lines[1:], 1) if line.split(",")[sex] == "female")
    row = lines[first].split(",")
    lines[first] = ",".join([*row[:at], "", *row[at + 1 :]])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found, con = taken(path)
    cells = everything_shown(cubes.count(con, found.as_of, 3))
    con.close()
    whole = cells[(cells["level"] == "everybody") & (cells["leaf"] == "")].set_index("sex")
    assert whole.loc["male", "spent_huf"] > 0
    assert pd.isna(whole.loc["", "spent_huf"]) and pd.isna(whole.loc["female", "people_with_spending"])
    home = cells[(cells["level"] == "district") & (cells["leaf"] == "") & (cells["sex"] == "")]
    assert home["spent_huf"].isna().sum() == 1 and home["people"].notna().all()


def test_the_nesting_holds_by_construction(counted: tuple[pd.DataFrame, cubes.Cubes, str]) -> None:
    cells = everything_shown(counted[1]).fillna(0)
    assert (cells["employed_6m"] <= cells["elapsed"]).all() and (cells["elapsed"] <= cells["found_job"]).all()
    assert (cells["found_job"] <= cells["people"]).all()
    for name in ("kind", "speed"):
        told = cells[cells[f"{name}_state"] == "shown"]
        assert len(told) and np.array_equal(told[list(cubes.TOLD[name])].sum(axis=1), told["found_job"])


def test_two_releases_do_not_tell_who_came_between_them(tmp_path: Path) -> None:
    """A cell in which fewer than k people changed, or that was hidden before, is hidden in the newer release."""
    path = office(tmp_path / "office", 4000)
    receive(path, tmp_path)
    before = release.previous(tmp_path / "store")
    lines = path.read_text(encoding="utf-8")
    more = [r.replace("INV-", "INV-new-") for r in lines.splitlines()[1:]]
    path.write_text(lines + "\n".join(more[:3]) + "\n", encoding="utf-8")
    with pytest.raises(ParticipantError) as error:
        receive(path, tmp_path)
    assert error.value.key == "error.people_changed_little"
    path.write_text(lines + "\n".join(more[:3000]) + "\n", encoding="utf-8")
    receive(path, tmp_path)
    after = release.previous(tmp_path / "store")
    assert before is not None and after is not None
    both = before.merge(after, on=["level", "pact", "district_ksh", "sex", "leaf", "value"], suffixes=("_before", ""))
    assert (both["people_state"] == "shown").any()
    for column in ("people", "found_job", "employed_6m", "leavers", "employed_at_leaving"):
        shown = both.dropna(subset=[column, f"{column}_before"])
        changed = (shown[column] - shown[f"{column}_before"]).abs()
        assert not changed.between(1, 4).any()
    assert not ((both["people_state_before"] == "suppressed") & (both["people_state"] == "shown")).any()


def test_a_district_that_lost_people_to_a_rest_is_not_told(tmp_path: Path) -> None:
    """The sum of its other parts would be told as the number of the whole district."""
    path = office(tmp_path / "office", 6000)
    lines = path.read_text(encoding="utf-8").splitlines()
    names = [n.strip('"') for n in lines[0].split(",")]
    home, pact = names.index("home_code"), names.index("pact_key")
    moved = next(r.split(",")[home] for r in lines[1:] if r.split(",")[pact] == "kitalalt-001")
    kept = [r for r in lines[1:] if r.split(",")[home] != moved or r.split(",")[pact] == "kitalalt-001"]
    few = [r for r in lines[1:] if r.split(",")[home] == moved and r.split(",")[pact] == "kitalalt-002"][:12]
    path.write_text("\n".join([lines[0], *kept, *few]) + "\n", encoding="utf-8")
    receive(path, tmp_path)
    cells = release.previous(tmp_path / "store")
    assert cells is not None
    districts = cells[(cells["level"] == "district") & (cells["leaf"] == "") & (cells["sex"] == "")].set_index("district_ksh")
    assert districts.loc[moved, "people_state"] == "suppressed" and districts["people_state"].eq("shown").any()


# ---------------------------------------------------------------- the template


def filled(path: Path, csv_path: Path, typed: bool) -> Path:
    """Fill the template with the rows of a CSV; `typed` as a spreadsheet program would keep days and numbers."""
    book = openpyxl.load_workbook(io.BytesIO(template(Words("hu"))))
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    with csv_path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            values: list[object] = [row[h] or None for h in headings]
            if typed:
                days = {"entry_date", "leaving_date", "job_date"}
                values = [
                    date.fromisoformat(str(v)) if v and h in days else int(str(v)) if v and h in ("birth_year", "spent_huf") else v
                    for h, v in zip(headings, values, strict=True)
                ]
            sheet.append(values)
    book.save(path)
    return path


@pytest.mark.parametrize("typed", [False, True], ids=["as text", "as a spreadsheet types it"])
def test_a_filled_template_imports_equal_to_the_csv(tmp_path: Path, typed: bool) -> None:
    path = office(tmp_path / "office", 1500)
    book = filled(path.with_suffix(".xlsx"), path, typed)
    frames = []
    for n, file in enumerate((path, book)):
        received = release.receive(file, 5, today=TODAY, folder=tmp_path / f"people{n}", into=tmp_path / f"store{n}")
        assert (received.intake.rows, received.intake.rejected) == (1500, 0)
        frames.append(release.previous(tmp_path / f"store{n}"))
    pd.testing.assert_frame_equal(*frames)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_has_every_column_every_code_and_nobody(language: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(Words(language))))
    people, help_, values = book.worksheets
    assert [c.value for c in people[1]] == list(form.fields()) and people.max_row == 1
    listed = {(r[0].value, r[1].value) for r in values.iter_rows(min_row=2)}
    assert listed == {(name, code) for name in form.fields() for code in form.codes(name)}
    dropped = {next(iter(v.sqref.ranges)).min_col: v.formula1.strip('"').split(",") for v in people.data_validations.dataValidation}
    assert dropped == {n: list(form.codes(c)) for n, c in enumerate(form.fields(), 1) if form.codes(c)}
    assert all(r[2].value for r in values.iter_rows(min_row=2)) and help_.max_row > len(form.fields())


def test_the_empty_template_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(template(Words("hu")))
    with pytest.raises(ParticipantError):
        receive(path, tmp_path)
