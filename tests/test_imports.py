"""An import from file to publication: nothing known is overwritten, nothing is guessed, the same content changes nothing."""

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from lists import JASZBERENY, as_csv, changed, home_with, known_rows, new_row, package_without_a_figure, shuffled

from paktum import exports, imports, questions, store
from paktum.errors import StoreError
from paktum.exports.received import sheets
from paktum.imports import report
from paktum.imports.documents import document
from paktum.readings import imports as read
from paktum.store import Snapshot
from paktum.tables import worded
from paktum.wording import Words

HU = Words("hu")
KARCAG = "karcag-district-9900001"


@pytest.fixture
def home(tmp_path: Path, snapshot: Snapshot) -> Path:
    return home_with(tmp_path, snapshot)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return known_rows()


def plan(home: Path, *contents: bytes, **settings: object) -> imports.Plan:
    files = [imports.receive(f"lista-{n}.csv", content) for n, content in enumerate(contents)]
    return imports.plan(files, store_folder=home, **settings)  # type: ignore[arg-type]


def bring(home: Path, *contents: bytes, note: str = "", confirmed: bool = False, **settings: object) -> tuple[imports.Preview, Snapshot]:
    planned = plan(home, *contents, **settings)
    with imports.workplace(home) as into:
        seen = imports.preview(planned, into, home)
        return seen, imports.publish(seen, note, home, confirmed)


def preview(home: Path, *contents: bytes, **settings: object) -> imports.Preview:
    with imports.workplace(home) as into:
        return imports.preview(plan(home, *contents, **settings), into, home)


def value(home: Path, sql: str) -> object:
    current = store.current(home)
    assert current
    return questions.run(sql, {}, current).iloc[0, 0]


def left_behind(home: Path) -> list[str]:
    found = [p.name for p in [*home.iterdir(), *(store.folder_of(home).iterdir() if store.folder_of(home).exists() else [])]]
    return [name for name in found if name.endswith((".work", ".unfinished", ".wal", ".new")) or name in ("publishing.json", "holder.json")]


# ---------------------------------------------------------------- what is known changes nothing


def test_the_list_that_the_bundled_data_came_from_changes_nothing(home: Path, rows: list[dict[str, str]]) -> None:
    planned = plan(home, as_csv(rows))
    (file,) = planned.files
    assert len(file.steps) == 91 and {s.how for s in file.steps} == {"certain"}
    assert file.delivery.empty and planned.errors == 0
    assert read.outcome(file, HU) == HU("imports.brings_nothing")
    seen = preview(home, as_csv(rows))
    assert seen.candidate is None and not seen.publishable


def test_a_changed_amount_is_a_second_figure_and_nothing_else(home: Path, rows: list[dict[str, str]]) -> None:
    seen, snapshot = bring(home, as_csv(changed(rows, JASZBERENY, **{"Megítélt támogatás (HUF)": "450 000 000"})), note="októberi lista")
    assert seen.difference
    assert [(c.kind, c.table) for c in seen.difference.facts if c.table not in ("sources", "project_sources")] == [("new", "observations")]
    assert seen.difference.pacts == ["jaszbereny-district"]
    assert read.summary(seen.difference, HU) == "1 paktum változik, 1 szám. Új ellentmondás: 1, feloldott: 0."
    sql = "select count(*) from observations where project_id = 'jaszbereny-district-p1' and measure = 'grant' and kind = 'awarded'"
    assert value(home, sql) == 2
    assert (snapshot.note, len(snapshot.deliveries)) == ("októberi lista", 1)
    assert store.read_delivery(snapshot.deliveries[0], store.folder_of(home)).note == "októberi lista"


def test_the_same_file_again_changes_nothing_and_says_when_it_came(home: Path, rows: list[dict[str, str]]) -> None:
    content = as_csv(changed(rows, JASZBERENY, **{"Megítélt támogatás (HUF)": "450 000 000"}))
    _, snapshot = bring(home, content)
    (file,) = plan(home, content).files
    assert file.delivery.empty and file.earlier and file.earlier.id == snapshot.deliveries[0]
    assert "már betöltötték" in read.outcome(file, HU)
    with pytest.raises(StoreError, match="nothing_to_publish"):
        imports.publish(preview(home, content), "", home)


def test_the_order_of_rows_and_columns_does_not_matter(tmp_path: Path, snapshot: Snapshot, rows: list[dict[str, str]]) -> None:
    given = [*changed(rows, JASZBERENY, **{"Megítélt támogatás (HUF)": "450 000 000"}), new_row()]
    results = []
    for name, content in (("a", as_csv(given)), ("b", shuffled(given)), ("c", shuffled(given, 7))):
        home = home_with(tmp_path / name, snapshot)
        _, published = bring(home, content, decisions={"*": "new"})
        delivery = store.read_delivery(published.deliveries[0], store.folder_of(home))
        results.append((published.id, delivery.id, delivery.tables, delivery.fills))
    assert results[0] == results[1] == results[2]


def test_two_files_of_one_import_know_of_each_other(home: Path, rows: list[dict[str, str]]) -> None:
    planned = plan(home, as_csv([new_row()]), as_csv([new_row()]), decisions={"*": "new"})
    first, second = planned.files
    assert not first.delivery.empty and second.delivery.empty


# ---------------------------------------------------------------- decisions


def test_what_is_not_certain_is_never_taken_without_a_decision(home: Path) -> None:
    seen = preview(home, as_csv([new_row()]))
    assert len(seen.plan.open) == 1 and not seen.publishable
    (entry,) = [e for e in report.entries(seen, HU) if e.rule in ("M01", "M04")]
    assert entry.level == "warning" and entry.row == 2 and "id:9900001" in entry.do


def test_a_new_pact_has_a_name_a_county_a_level_and_its_grant(home: Path) -> None:
    _, snapshot = bring(home, as_csv([new_row()]), decisions={"id:9900001": "new"})
    pact = questions.run("select * from pacts where pact_id not in (select pact_id from coverage) and county_ksh = '16'", {}, snapshot)
    (row,) = [r for r in questions.records(pact) if r["pact_id"] == KARCAG]
    assert (row["name_hu"], row["level"], row["seat"], row["status"]) == (
        "Nagykunsági foglalkoztatási partnerség",
        "district",
        "Karcag",
        "unknown",
    )
    project = questions.run(f"select * from projects where pact_id = '{KARCAG}'", {}, snapshot)
    assert project[["project_id", "call_code", "territory_code", "emir_id", "cycle", "project_code"]].iloc[0].tolist()[:5] == [
        f"{KARCAG}-p1", "TOP-5.1.2-16", "JN1", "9900001", "2014-2020",
    ]  # fmt: skip
    assert int(questions.run(f"select value from observations where pact_id = '{KARCAG}'", {}, snapshot).iloc[0, 0]) == 310_000_000


def test_a_decision_is_remembered_for_the_next_file(home: Path) -> None:
    first = as_csv([new_row(), new_row(**{"_palyazat_id": "9900002", "Projekt megnevezése": "Másik program", "Település": "Kunhegyes"})])
    bring(home, first, decisions={"id:9900001": "skip", "id:9900002": "new"})
    later = as_csv([new_row(**{"Megítélt támogatás (HUF)": "320 000 000"})])
    (step,) = plan(home, later).files[0].steps
    assert (step.choice, step.how) == ("skip", "remembered")


def test_a_decision_for_a_pact_that_is_gone_is_asked_again(home: Path, snapshot: Snapshot) -> None:
    bring(home, as_csv([new_row()]), decisions={"*": "new"})
    content = as_csv([new_row(**{"_palyazat_id": "9900003", "Projekt megnevezése": "Egészen más cím", "Település": "Túrkeve"})])
    bring(home, content, decisions={"id:9900003": f"pact:{KARCAG}"})
    store.roll_back(snapshot.id, store=home)
    (step,) = plan(home, content).files[0].steps
    assert step.how == "open"


def test_a_grant_can_join_a_pact_that_is_there(home: Path) -> None:
    _, snapshot = bring(home, as_csv([new_row()]), decisions={"*": "pact:jaszbereny-district"})
    found = questions.run("select project_id from projects where emir_id = '9900001'", {}, snapshot)
    assert found["project_id"].tolist() == ["jaszbereny-district-p2"]


def test_a_new_pact_without_a_county_is_an_error_that_says_what_to_do(home: Path) -> None:
    lost = new_row(**{"Alintézkedés": "TOP-5.1.2-16 - Helyi foglalkoztatási együttműködések", "Település": ""})
    seen = preview(home, as_csv([lost]), decisions={"*": "new"})
    (entry,) = [e for e in report.entries(seen, HU) if e.rule == "M03"]
    assert entry.level == "error" and "területi kódot" in entry.do and seen.errors == 1


# ---------------------------------------------------------------- gaps are filled, what is known stays


def test_a_missing_fact_is_filled_in_and_shown(home: Path) -> None:
    row = new_row(**{
        "Alintézkedés": "TOP-6.8.2-16-TB1 - Helyi foglalkoztatási együttműködések", "Település": "Tatabánya",
        "Projekt megnevezése": "Tatabányai Foglalkoztatási Paktum II.", "_palyazat_id": "9900009",
    })  # fmt: skip
    seen, snapshot = bring(home, as_csv([row]), decisions={"id:9900009": "project:tatabanya-city-p2"})
    assert seen.difference
    (change,) = seen.difference.of("projects")
    assert (change.kind, change.before["emir_id"], change.after["emir_id"], change.after["place"]) == (
        "changed",
        None,
        "9900009",
        "Tatabánya",
    )
    kinds = {cells[0].marks[0].text for cells in read.fact_rows(seen.difference, read.Names({}, {}, {}), HU)}
    assert HU("imports.kind_filled") in kinds
    title = questions.run("select title_hu from projects where project_id = 'tatabanya-city-p2'", {}, snapshot).iloc[0, 0]
    assert title == "Tatabányai Foglalkoztatási Paktum II."


# ---------------------------------------------------------------- errors and reports


def test_one_error_and_nothing_is_loaded(home: Path, rows: list[dict[str, str]], snapshot: Snapshot) -> None:
    content = as_csv(changed(rows, JASZBERENY, **{"Megítélt támogatás (HUF)": "12 mrdd"}))
    seen = preview(home, content)
    assert seen.errors == 1 and seen.candidate is None and not seen.publishable
    (entry,) = [e for e in report.entries(seen, HU) if e.level == "error"]
    line = next(i for i, r in enumerate(rows, start=2) if r["_palyazat_id"] == JASZBERENY)
    assert (entry.row, entry.column, entry.value) == (line, "Megítélt támogatás (HUF)", "12 mrdd")
    assert f"{line}. sor, „Megítélt támogatás (HUF)”" in report.line(entry, HU)
    current = store.current(home)
    assert current and current.id == snapshot.id


def test_a_check_of_the_store_stops_an_import_too(home: Path, snapshot: Snapshot) -> None:
    """A pact without a name for charts or a grant: only the whole store can tell."""
    heading = "pact_id,name_hu,name_en,level,county_ksh,seat,seat_ksh,predecessor_pact_id,status,coverage_note"
    table = f"{heading}\nx-pact,X,X,county,02,,,,unknown,\n"
    seen = preview(home, table.encode())
    assert (
        seen.plan.errors == 0
        and seen.candidate
        and {f.check for f in seen.candidate.errors} >= {"pacts_have_a_label", "pacts_have_a_project"}
    )
    assert seen.errors >= 2 and seen.difference is None
    assert any(e.rule == "V02" and e.level == "error" for e in report.entries(seen, HU))


def test_the_marked_copy_holds_the_table_with_the_bad_cell_marked(home: Path, rows: list[dict[str, str]]) -> None:
    content = as_csv(changed(rows, JASZBERENY, **{"Megítélt támogatás (HUF)": "12 mrdd", "Pályázó neve": '=HYPERLINK("x")'}))
    seen = preview(home, content)
    found = report.entries(seen, HU)
    book = openpyxl.load_workbook(io.BytesIO(report.marked_copy(sheets(content), found, HU)))
    table, listed = book.worksheets
    assert table.max_row == len(rows) + 1
    (bad,) = [e for e in found if e.level == "error"]
    cell = table.cell(bad.row, 6)
    assert cell.value == "12 mrdd" and cell.fill.start_color.rgb.endswith("F6C9BD") and bad.rule in cell.comment.text
    assert table.cell(bad.row, 3).value == '\'=HYPERLINK("x")'
    assert [c.value for c in listed[2]][:2] == [HU("cli.level_error"), bad.rule]


def test_json_has_the_whole_call_and_one_object_a_file(home: Path, rows: list[dict[str, str]]) -> None:
    told = report.as_json(preview(home, as_csv(rows), as_csv([new_row()])), HU)
    assert (told["format"], told["rows"], told["accepted"]) == ("emir", 92, 92)
    files = told["files"]
    assert isinstance(files, list) and [(f["name"], f["rows"]) for f in files] == [("lista-0.csv", 91), ("lista-1.csv", 1)]
    assert {"level", "rule", "sheet", "row", "column", "value"} <= set(files[1]["findings"][0])


# ---------------------------------------------------------------- nothing is left behind, everything can be undone


def test_a_preview_leaves_nothing_behind(home: Path, snapshot: Snapshot) -> None:
    before = {p.name for p in home.iterdir()}
    preview(home, as_csv([new_row()]), decisions={"*": "new"})
    assert {p.name for p in home.iterdir()} == before and not store.folder_of(home).exists()


def test_an_exception_in_the_middle_leaves_nothing_behind(home: Path) -> None:
    def stop(step: str, share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), imports.workplace(home) as into:
        imports.preview(plan(home, as_csv([new_row()]), decisions={"*": "new"}), into, home, stop)
    assert left_behind(home) == []


def test_a_step_back_restores_the_data_and_the_deliveries(home: Path, snapshot: Snapshot) -> None:
    _, new = bring(home, as_csv([new_row()]), decisions={"*": "new"})
    back = store.roll_back(snapshot.id, store=home)
    assert store.current(home) == back and back.id == snapshot.id
    now = store.pointer(home)
    assert now and now.deliveries == ()
    assert store.build(store=home).id == snapshot.id  # a start does not undo the step
    again = store.roll_back(new.id, store=home)
    now = store.pointer(home)
    assert now and now.deliveries == new.deliveries and store.current(home) == again


def test_the_same_data_published_again_do_not_write_their_file_again(home: Path, snapshot: Snapshot) -> None:
    """Somebody may be reading it: between its new bytes and their checksum it would be taken for damaged."""
    _, new = bring(home, as_csv([new_row()]), decisions={"*": "new"})
    before = new.path.stat()
    store.roll_back(snapshot.id, store=home)
    _, again = bring(home, as_csv([new_row()]), decisions={"*": "new"}, note="megint")
    assert (again.id, again.sha256, again.note) == (new.id, new.sha256, "megint")
    assert new.path.stat().st_ino == before.st_ino and new.path.stat().st_mtime_ns == before.st_mtime_ns
    assert store.current(home) == again and store.damaged(home) == ""


def test_a_lost_snapshot_is_built_again_from_its_deliveries(home: Path) -> None:
    _, new = bring(home, as_csv([new_row()]), decisions={"*": "new"})
    new.path.unlink()
    assert store.damaged(home) == new.id
    again = store.build(store=home)
    assert (again.id, again.deliveries) == (new.id, new.deliveries) and store.damaged(home) == ""


def test_what_was_published_meanwhile_must_be_looked_at_again(home: Path) -> None:
    with imports.workplace(home) as one, imports.workplace(home) as other:
        first = imports.preview(plan(home, as_csv([new_row()]), decisions={"*": "new"}), one, home)
        second = imports.preview(plan(home, as_csv([new_row(_palyazat_id="9900005")]), decisions={"*": "new"}), other, home)
        imports.publish(first, "", home)
        with pytest.raises(StoreError, match="changed_meanwhile"):
            imports.publish(second, "", home)
    assert left_behind(home) == []


def test_a_whole_package_replaces_its_tables_and_keeps_the_documents(home: Path, rows: list[dict[str, str]]) -> None:
    bring(home, as_csv(changed(rows, JASZBERENY, **{"Megítélt támogatás (HUF)": "450 000 000"})))
    package = imports.packed(store.DATA)
    seen, snapshot = bring(home, package, confirmed=True)
    assert seen.difference and seen.losses == {"pacts": 0, "figures": 1}
    assert [(c.kind, c.table) for c in seen.difference.of("observations")] == [("gone", "observations")]
    bundled = store.table_files()["sources"].read_text(encoding="utf-8").splitlines()
    assert snapshot.rows["sources"] == len(bundled) - 1 + 1  # without the heading, with the document of the list
    assert plan(home, package).files[0].delivery.empty


def filled(**tables: list[dict[str, object]]) -> bytes:
    """The template with some rows in it, every other sheet left empty."""
    book = openpyxl.load_workbook(io.BytesIO(exports.template(HU)))
    for table, rows in tables.items():
        headings = [cell.value for cell in book[table][1]]
        for row in rows:
            book[table].append([row.get(h) for h in headings])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SOURCE = {"source_id": "own-2026", "title": "Saját űrlap", "publisher": "Járási iroda", "published_on": "2026-10-31", "kind": "news"}
TARGET = {
    "observation_id": "own-1", "pact_id": "jaszbereny-district", "project_id": "jaszbereny-district-p1", "measure": "participants",
    "kind": "target", "value": 300, "unit": "persons", "precision": "exact", "as_of": "2016-12-20", "source_id": "own-2026",
}  # fmt: skip


def test_the_empty_sheets_of_a_filled_template_take_nothing_away(home: Path) -> None:
    seen, _ = bring(home, filled(sources=[SOURCE], observations=[TARGET]))
    assert not seen.plan.files[0].reading.whole and set(seen.plan.files[0].reading.tables) == {"sources", "observations"}
    assert seen.losses == {} and seen.difference and seen.difference.pacts == ["jaszbereny-district"]
    assert value(home, "select count(*) from pacts") == 117
    notes = [e for e in report.entries(seen, HU) if e.rule in ("PKG08", "FILE10")]
    assert [e.rule for e in notes].count("FILE10") == 2 and "18 munkalapon" in next(e.said for e in notes if e.rule == "PKG08")


def test_what_a_row_names_must_exist_and_is_marked_in_its_cell(home: Path) -> None:
    slips = TARGET | {"pact_id": "jászberényi-járás", "measure": "job_found", "value": "sok", "source_id": "own-2027"}
    content = filled(sources=[SOURCE], observations=[TARGET, slips])
    found = report.entries(plan(home, content), HU)
    named = {e.column: e for e in found if e.rule == "M06"}
    assert {c: (e.file, e.sheet, e.row, e.value) for c, e in named.items()} == {
        "pact_id": ("lista-0.csv", "observations", 3, "jászberényi-járás"),
        "measure": ("lista-0.csv", "observations", 3, "job_found"),
        "source_id": ("lista-0.csv", "observations", 3, "own-2027"),
    }
    assert "jaszbereny-district." in named["pact_id"].said and "found_job." in named["measure"].said
    assert "own-2026." in named["source_id"].said and any(e.column == "value" and e.level == "error" for e in found)
    assert not any("Nem teljesül" in e.said for e in found)
    book = openpyxl.load_workbook(io.BytesIO(report.marked_copy(sheets(content), found, HU)))
    assert "M06" in book["observations"].cell(3, 2).comment.text and book["observations"].cell(2, 2).comment is None


def test_the_preview_says_what_a_number_is(home: Path) -> None:
    seen = preview(home, filled(sources=[SOURCE], observations=[TARGET | {"precision": "approximate"}]))
    assert seen.difference
    (row,) = read.figure_rows(seen.difference, read.Names({}, {}, {"own-2026": "Saját űrlap"}), HU)
    assert row[2].sub[0].replace("\u00a0", " ") == "közölt szám · cél · 2016. 12. 20. · közelítő · forrás: Saját űrlap"


def test_a_table_of_ones_own_is_a_source_of_its_own_kind(home: Path) -> None:
    bring(home, filled(sources=[SOURCE | {"kind": "own_record"}], observations=[TARGET]))
    assert value(home, "select kind from sources where source_id = 'own-2026'") == "own_record"
    assert HU("source_kind.own_record") == "saját nyilvántartás"
    assert document(exports.read(filled(observations=[TARGET]), "x.xlsx")).kind == "own_record"


def test_a_note_that_nobody_translated_is_shown_as_typed() -> None:
    row = {"note": "őszi űrlap", "note_hu": None}
    assert worded(row, "note", HU) == worded(row, "note", Words("en")) == "őszi űrlap"
    assert worded({"note": "by the press", "note_hu": "a sajtó szerint"}, "note", HU) == "a sajtó szerint"


def test_what_another_file_of_the_import_brings_exists(home: Path) -> None:
    planned = plan(home, filled(observations=[TARGET]), filled(sources=[SOURCE]))
    assert planned.errors == 0
    assert plan(home, filled(observations=[TARGET])).errors == 1


def test_what_is_like_nothing_has_no_nearest_name(home: Path) -> None:
    (entry,) = [e for e in report.entries(plan(home, filled(observations=[TARGET | {"source_id": "qqqqqqqqqq"}])), HU) if e.rule == "M06"]
    assert "A leghasonlóbb" not in entry.said and "–" not in entry.said


def test_a_broken_truth_about_a_brought_row_is_said_at_its_row(home: Path) -> None:
    seen = preview(home, filled(sources=[SOURCE], observations=[TARGET | {"observation_id": "own-2", "unit": "HUF"}]))
    (entry,) = [e for e in report.entries(seen, HU) if e.level == "error"]
    assert (entry.file, entry.sheet, entry.row) == ("lista-0.csv", "observations", 2)


def test_no_sentence_says_that_what_holds_does_not_hold() -> None:
    broken = [
        store.Finding("error", "V00", check, "observations", "452", "measure = x") for check in ("foreign_key", "type", "check", "not_null")
    ]
    said = [report.of_store(f, HU) for f in broken]
    assert not any("teljesül" in e.said for e in said) and {e.column for e in said} == {""}
    assert all("measure = x" in e.said for e in said)


def test_what_would_vanish_must_be_confirmed(home: Path, tmp_path: Path) -> None:
    with imports.workplace(home) as into:
        seen = imports.preview(plan(home, package_without_a_figure(tmp_path)), into, home)
        assert seen.losses == {"pacts": 0, "figures": 1} and seen.errors == 0
        (entry,) = [e for e in report.entries(seen, HU) if e.level == "error"]
        assert entry.rule == "M05" and "0 paktum és 1 közölt szám" in entry.said
        with pytest.raises(StoreError, match="not_confirmed"):
            imports.publish(seen, "", home)
        imports.publish(seen, "", home, confirmed=True)


def test_the_newest_month_of_jobseekers_stands_in_the_district_profile(home: Path) -> None:
    from paktum.store.deliveries import Delivery

    rows = tuple(
        {"district_ksh": "162", "month": month, "registered_jobseekers": n, "registered_over_a_year": None,
         "working_age_population": "50000", "source_id": "nfsz-x"}
        for month, n in (("2025-12", "1200"), ("2026-02", "1100"))
    )  # fmt: skip
    source = (
        {"source_id": "nfsz-x", "title": "T01", "publisher": "NFSZ", "url": None, "published_on": None, "kind": "statistics", "note": None},
    )
    delivery = Delivery(
        "d", "h", "t.xlsx", "0", "nfsz", 1.0, "1", "2026-03-01T00:00:00+00:00", tables={"district_labour": rows, "sources": source}
    )
    with imports.workplace(home) as into:
        candidate = store.prepare([delivery], into, store=home)
        assert candidate.snapshot
        with questions.reading(candidate.snapshot):
            row = questions.ask("district_profile", district="162").row
            other = questions.ask("district_profile", district="001").row
    assert (row["newest_month"], row["newest_jobseekers"], row["as_of"]) == ("2026-02", 1100, "2026-02")
    assert row["newest_rate"] == pytest.approx(2.2)
    assert row["jobseekers_2024"] is not None
    assert other["newest_month"] is None


def test_a_worked_example_of_a_decision_form(home: Path) -> None:
    (step,) = plan(home, as_csv([new_row()])).open
    with questions.reading(store.current(home) or pytest.fail("nothing published")):
        options = read.options(step, read.names(HU), HU)
    assert list(options)[-3:] == ["new", "pact", "skip"]


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    yield
    store.connection.cache_clear()
