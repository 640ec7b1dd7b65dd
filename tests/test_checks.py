"""Every check catches the fault it was written for, and the bundled data hold no error.

All faults are planted in one copy of the bundled tables, each in a row of its own, so that one build serves all of
them. A fault is caught when its check says something about the row that it does not say about the bundled data.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from paktum import store
from paktum.errors import StoreError
from paktum.store import Finding

Row = dict[str, str]

# A check names a row by its first column, or by its first columns joined by " / ".
KEY_COLUMNS = {"members": 2, "coverage": 2, "events": 3}


# ---------------------------------------------------------------- planting a fault


@dataclass(frozen=True)
class Change:
    """A fault in one row: what is done to the rows of a table, and the row that is to be reported for it."""

    reported: str
    apply: Callable[[str, list[Row]], None]


def changed(name: str, /, reported: str = "", **cells: str) -> Change:
    """Some cells of a row are changed."""
    return Change(reported or name, lambda table, rows: find(table, rows, name).update(known(rows, cells)))


def added(like: str, /, reported: str = "", **cells: str) -> Change:
    """A row is added: a copy of another one with some cells changed."""
    return Change(reported or like, lambda table, rows: rows.append(find(table, rows, like) | known(rows, cells)))


def removed(name: str, /) -> Change:
    """A row is taken out."""
    return Change(name, lambda table, rows: rows.remove(find(table, rows, name)))


def find(table: str, rows: list[Row], name: str) -> Row:
    columns = list(rows[0])[: KEY_COLUMNS.get(table, 1)]
    found = [row for row in rows if " / ".join(row[c] for c in columns) == name]
    assert len(found) == 1, f"{len(found)} rows {name} in {table}.csv"
    return found[0]


def known(rows: list[Row], cells: Row) -> Row:
    assert cells.keys() <= rows[0].keys(), f"no column {cells.keys() - rows[0].keys()}"
    return cells


def read(table: str) -> list[Row]:
    with store.table_files()[table].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def planted(folder: Path, *faults: tuple[str, Change]) -> dict[str, Path]:
    """Write the tables with the faults in them; return what `store.examine` takes as `replaced`."""
    tables = {table: read(table) for table, _ in faults}
    for table, change in faults:
        change.apply(table, tables[table])
    return {table: write(folder / f"{table}.csv", rows) for table, rows in tables.items()}


# ---------------------------------------------------------------- one fault for each check

FAULTS: dict[str, tuple[str, Change]] = {
    "aggregates_apart": (
        "observations",
        added(
            "heves-county-2015-p1.grant.awarded.2023-02.heol-munkanelkuliek-2023",
            observation_id="planted.aggregate",
            kind="reported",
            value="1700000000",
            reported="aggregate-heves-county-all-local-top-pacts-together.grant.reported.2023-02.heol-munkanelkuliek-2023",
        ),
    ),
    "budget_parts_within_grant": (
        "observations",
        changed(
            "hajdu-bihar-county-2021-p1.budget_adaptation_support.planned.2022-03-25.debrecensun-2022",
            value="5155200000",
        ),
    ),
    "budget_shares_add_up": (
        "observations",
        changed("baja-district-p1.budget_share_charity.planned.2018-11.baon-baja-2018", value="3"),
    ),
    "closing_not_after_end": (
        "observations",
        changed("fejer-county-2015-p1.end_date.planned.undated.echoinn-fejer", value_date="2020-12-31"),
    ),
    "codes_are_unique": ("projects", changed("kaposvar-city-p1", emir_id="5293502")),
    "cost_per_participant_plausible": (
        "observations",
        changed("esztergom-district-p2.participants.actual.2020-11.kemma-400millio-2020", value="15"),
    ),
    "counts_never_fall": (
        "observations",
        changed(
            "zala-county-2015-p1.self_employed.actual.2019-06.zaol-lenti-2019",
            value="240",
            reported="zala-county-2015-p1.self_employed.actual.2023-11.zaol-innovativ-2023",
        ),
    ),
    "coverage_lies_in_county": (
        "coverage",
        changed("karcag-district / 163", district_ksh="095", extent="", settlements="", reported="karcag-district / 095"),
    ),
    "coverage_within_district": ("coverage", changed("edeleny-district / 055", settlements="46")),
    "dates_are_iso": (
        "events",
        changed("baja-district / milestone / 2018-10", on="2018-13", reported="baja-district / milestone / 2018-13"),
    ),
    "dates_in_order_across_sources": (
        "observations",
        changed("pecs-city-p1.application_date.reported.undated.pvfzrt-paktum", project_id="pecs-city-p2", value_date="2019"),
    ),
    "dates_in_order_in_source": (
        "observations",
        changed("salgotarjan-city-p1.start_date.reported.undated.kohesio-q3953753", value_date="2021-03"),
    ),
    "districts_agree_with_coverage": (
        "observations",
        changed("sarospatak-area.districts.reported.undated.zemplentv-sarospatak", value="7"),
    ),
    "eu_share_within_intensity": (
        "observations",
        changed(
            "miskolc-city-p1.aid_intensity.reported.2017-02-07.miskolcvaros2020-paktum",
            value="80",
            reported="miskolc-city-p1.eu_contribution_eur.reported.undated.kohesio-q3953743",
        ),
    ),
    "euros_agree_with_forints": (
        "observations",
        changed(
            "del-heves-area-p1.grant.reported.undated.kohesio-q3952374",
            value="420000",
            reported="del-heves-area-p1.total_cost_eur.reported.undated.kohesio-q3952374",
        ),
    ),
    "exclusive_parts_add_up": (
        "observations",
        added(
            "mosonmagyarovar-district-p1.participants.actual.2019-10.kisalfold-mosonmagyarovar-2019",
            observation_id="planted.services_only",
            measure="services_only",
            value="330",
        ),
    ),
    "figures_belong_to_their_pact": (
        "observations",
        changed("karcag-district-p1.grant.reported.2019-04.alfoldhir-karcag-2019", pact_id="kunhegyes-district"),
    ),
    "figures_not_after_publication": (
        "observations",
        changed("bacs-kiskun-county-2021-p1.grant.reported.2023-04.baon-osztonzik-2023", as_of="2023-05-02"),
    ),
    "figures_not_from_future": (
        "observations",
        changed("bekes-county-2021-p1.target_group_share.reported.2023-11.beol-legalacsonyabb-2023", as_of="2999"),
    ),
    "fulfilment_agrees_with_target": (
        "observations",
        changed("heves-county-2015-p1.fulfilment_participants.actual.2023-02.heol-munkanelkuliek-2023", value="140"),
    ),
    "groups_within_participants": (
        "observations",
        added(
            "zala-county-2021-p1.participants_inactive.target.2023-11.zaol-innovativ-2023",
            observation_id="planted.participants",
            measure="participants",
            value="2500",
            reported="planted.participants",
        ),
    ),
    "hedged_words_are_bounds": (
        "observations",
        changed("mako-district-p1.employers_reached.actual.2017-12.delmagyar-mako-2017", note="more than 300 reached"),
    ),
    "increases_add_up": (
        "observations",
        added(
            "tatabanya-city-p2.grant.modified.2023-06-22.gfsz-tatabanya-2023",
            observation_id="planted.grant_topup",
            measure="grant_topup",
            value="50000000",
        ),
    ),
    "links_exist": ("pacts", changed("vas-county-2021", predecessor_pact_id="vas-county-2007")),
    "members_in_order": ("members", changed("esztergom-district / KLIK Tatabányai Tankerület", left_on="2016")),
    "money_within_total_cost": (
        "observations",
        changed("tiszakecske-kecskemet-districts-p1.grant.reported.undated.tiszakecske-paktumszervezet", value="431830000"),
    ),
    "names_agree_with_codes": ("pacts", changed("gyula-district", seat="Gyulaháza")),
    "no_personal_data": (
        "members",
        changed("szombathely-city / Torony Község Önkormányzata", note="somebody@example.org"),
    ),
    "organisations_are_named_once": (
        "members",
        added(
            "mako-district / Givaudan Hungary",
            organisation="GIVAUDAN-Hungary",
            reported="mako-district / GIVAUDAN-Hungary",
        ),
    ),
    "pact_totals_apart": (
        "observations",
        added(
            "szeged-city-p2.grant.reported.2019-09.szegedhirado-2019",
            observation_id="planted.total",
            project_id="",
            value="2826000000",
            reported="planted.total",
        ),
    ),
    "pacts_have_a_label": ("labels", removed("csurgo-district")),
    "pacts_have_a_project": (
        "projects",
        changed("marcali-district-p1", pact_id="csurgo-district", reported="marcali-district"),
    ),
    "placeholders_are_blank": ("projects", changed("gyula-district-p1", title_hu="–")),
    "printed_codes_match": (
        "projects",
        changed("vas-county-2021-p1", code_as_printed="TOP Plusz-3.1.1-21-VS1-2022-0001"),
    ),
    "project_codes_parse": ("projects", changed("tolna-county-2021-p1", project_code="TOP_PLUSZ-3.1.1-21-TL1-2022-1")),
    "reported_grants_agree_with_award": (
        "observations",
        changed("karcag-district-p1.grant.reported.2017-05-31.karcagtv-nyito-2017", value="600000000"),
    ),
    "results_not_before_start": (
        "observations",
        changed("kelet-zala-area-p1.found_job.actual.2019.hirbalaton-keszthely-2019", as_of="2017"),
    ),
    "results_not_before_start_across_sources": (
        "observations",
        changed("komarom-esztergom-county-2015-p2.self_employed.actual.2020-09-30.kemma-400millio-2020", as_of="2018-09-30"),
    ),
    "shares_within_hundred": (
        "observations",
        changed("edeleny-district-p1.aid_intensity.reported.undated.edelenypaktum-projekt", value="101"),
    ),
    "six_months_elapsed": (
        "observations",
        changed(
            "kiskunfelegyhaza-kiskunmajsa-districts-p1.employed_6m.target.undated.kohesio-q3952423",
            kind="actual",
            as_of="2021-05",
        ),
    ),
    "sources_agree": (
        "observations",
        changed("vas-county-2021.founding_members.actual.undated.seed-000-vas", value="27"),
    ),
    "status_is_certain": (
        "doubts",
        added(
            "jaszbereny-district-p1.participants.actual.2020-07-30.seed-004-jaszbereny",
            observation_id="pecs-city-p1.found_job.actual.undated.pecsma-felezer",
            reported="pecs-city-p1.found_job.actual.undated.pecsma-felezer",
        ),
    ),
    "subsets_within_whole": (
        "observations",
        changed("csongrad-csanad-county-2015-p1.employed_after_support.actual.2023-11.delmagyar-lezarult-2023", value="1178"),
    ),
    "subsets_within_whole_across_sources": (
        "observations",
        changed("szeged-city-p1.participants_50plus.actual.2019-08-31.szegedhirado-2019", value="764"),
    ),
    "targets_are_dated": (
        "observations",
        changed("mosonmagyarovar-district-p1.participants.target.2019-10.kisalfold-mosonmagyarovar-2019", as_of=""),
    ),
    "territory_codes_are_known": ("projects", changed("oroshaza-district-p1", territory_code="BO1")),
    "trained_and_employed_within_both": (
        "observations",
        changed("jaszbereny-district-p1.found_job_and_trained.actual.2020-07-30.seed-004-jaszbereny", value="171"),
    ),
    "values_fit_their_unit": (
        "observations",
        changed("baja-district-p1.employers_surveyed.reported.2018-11.baon-baja-2018", unit="persons"),
    ),
    "zeros_are_explained": (
        "observations",
        changed("kelet-zala-area-p1.self_employed.actual.2019.hirbalaton-keszthely-2019", value="0", note=""),
    ),
}


@pytest.fixture(scope="module")
def bundled() -> list[Finding]:
    """What the checks say about the bundled data."""
    return store.examine()


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What the checks say when every fault of the table is planted."""
    return store.examine(replaced=planted(tmp_path_factory.mktemp("faulty"), *FAULTS.values()))


@pytest.mark.parametrize("check", FAULTS)
def test_a_planted_fault_is_caught(check: str, bundled: list[Finding], faulty: list[Finding]) -> None:
    _, change = FAULTS[check]
    before = {(f.row, f.why) for f in bundled if f.check == check}
    new = {f.row for f in faulty if f.check == check and (f.row, f.why) not in before}
    assert change.reported in new


def test_every_check_has_a_planted_fault() -> None:
    assert FAULTS.keys() == store.folder("checks").keys()


# ---------------------------------------------------------------- how a check is written


COLUMNS = [("table_name", "VARCHAR"), ("row_key", "VARCHAR"), ("why", "VARCHAR")]


@pytest.mark.parametrize("sql", store.folder("checks").values(), ids=store.folder("checks").keys())
def test_a_check_says_its_truth_rule_and_level(sql: str) -> None:
    truth, *_ = store.header(sql)
    assert truth.endswith(".")
    assert truth[0].isupper()
    assert sql.splitlines()[1].startswith("-- rule: V")
    assert store.declared(sql)["level"] in ("error", "warning")
    assert len(sql.splitlines()) < 60


def test_a_check_returns_the_rows_that_break_it() -> None:
    """Table, row and values, all text; and nothing at all on an empty store."""
    with duckdb.connect() as con:
        store.empty(con)
        for name, sql in store.folder("checks").items():
            answer = con.execute(sql)
            assert [(c[0], str(c[1])) for c in answer.description] == COLUMNS, name
            assert answer.fetchall() == [], name


def test_every_check_stands_in_the_readme_with_its_rule() -> None:
    readme = (store.QUERIES / "checks" / "README.md").read_text(encoding="utf-8")
    for name, sql in store.folder("checks").items():
        line = next((line for line in readme.splitlines() if f"`{name}`" in line), "")
        assert store.declared(sql)["rule"] in line, f"{name} is not in queries/checks/README.md"
        assert f"`{name}` ({store.declared(sql)['level']}" in line


# ---------------------------------------------------------------- the bundled data


def test_the_bundled_data_have_no_error(bundled: list[Finding]) -> None:
    assert [f for f in bundled if f.level == "error"] == []


# what the sources themselves contradict, by the check that says it
CONTRADICTIONS = {
    "Nyíregyháza: 2.056 + 1.5 billion printed as 3.856": ("increases_add_up", "nyiregyhaza-city-p1.grant.modified"),
    "Heves: 1200 of 518 printed as 120 per cent": ("fulfilment_agrees_with_target", "heves-county-2015-p1.fulfilment"),
    "Heves: a target without a date": ("targets_are_dated", "heves-county-2015-p1.participants.target"),
    "Miskolc: the planned end and the closing event": ("closing_not_after_end", "miskolc-city-p1.end_date.planned"),
    "Miskolc: two reported ends": ("sources_agree", "miskolc-city-p1.end_date.reported"),
    "Miskolc: a serial of four digits": ("printed_codes_match", "miskolc-city-p1"),
    "Miskolc: more than 3 billion": ("reported_grants_agree_with_award", "miskolc-city-p1.grant.reported.2023-09-18"),
    "Baja: 17 + 17 + 70 per cent": ("budget_shares_add_up", "baja-district-p1.budget_share"),
    "Hajdú-Bihar: the parts add to 1672, not 1650": (
        "exclusive_parts_add_up",
        "hajdu-bihar-county-2015-p1.participants",
    ),
    "Borsod-Abaúj-Zemplén: 211 and 179 per cent": (
        "sources_agree",
        "borsod-abauj-zemplen-county-2015-p1.fulfilment_found_job",
    ),
    "Győr: twice the award": ("reported_grants_agree_with_award", "gyor-city-p1.grant.reported"),
    "Jászberény: objectives in the past tense": ("status_is_certain", "jaszbereny-district-p1.participants"),
    "Hungary: 100 billion forints as 30 million euro": (
        "euros_agree_with_forints",
        "aggregate-hungary-all-top-pacts.grant_eur",
    ),
}


@pytest.mark.parametrize(("check", "row"), CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_a_contradiction_between_sources_is_a_warning(check: str, row: str, bundled: list[Finding]) -> None:
    assert [f for f in bundled if f.check == check and f.row.startswith(row) and f.level == "warning"]


def test_the_sum_that_does_not_add_up_is_shown_with_its_numbers(bundled: list[Finding]) -> None:
    (finding,) = [f for f in bundled if f.check == "exclusive_parts_add_up"]
    assert finding.why == "795 + 546 + 165 + 76 + 59 + 27 + 4 = 1672 > participants 1650"


def test_every_contradicted_headline_has_a_finding(bundled: list[Finding]) -> None:
    with duckdb.connect() as con:
        con.execute(store.statements(store.QUERIES / "tables.sql"))
        assert store.load(con, store.table_files()) == []
        store.derive(con)
        marked = [name for (name,) in con.execute("select observation_id from headlines where contradicted").fetchall()]
    said = " ".join(f.why for f in bundled if f.check == "sources_agree")
    assert [name for name in marked if f"({name})" not in said] == []


# ---------------------------------------------------------------- what does not fit a table

# constraint: (table, change, what is said)
MISFITS: dict[str, tuple[str, Change, str]] = {
    "type": (
        "events",
        changed("salgotarjan-city / agreement / 2017-03-17", attendance="36 tag"),
        "attendance = 36 tag",
    ),
    "primary_key": (
        "labels",
        added("miskolc-city", short_hu="M", short_en="M"),
        "pact_id = miskolc-city",
    ),
    "unique": ("labels", changed("miskolc-city", short_hu="Szeged"), "short_hu = Szeged"),
    "not_null": ("labels", changed("miskolc-city", short_en=""), "short_en = "),
    "foreign_key": ("labels", changed("miskolc-city", pact_id="miskolc-town"), "pact_id = miskolc-town"),
    "check": ("pacts", changed("miskolc-city", status="finished"), "status = finished"),
}


@pytest.mark.parametrize("check", MISFITS)
def test_what_does_not_fit_is_named_with_table_and_row(check: str, tmp_path: Path) -> None:
    table, change, why = MISFITS[check]
    line = 2 + read(table).index(find(table, read(table), change.reported))
    found = store.examine(replaced=planted(tmp_path, (table, change)))
    assert Finding("error", "V00", check, table, str(line), why) in found


def test_a_reference_across_tables_is_named_with_its_row(tmp_path: Path) -> None:
    change = changed("miskolc-city-p1.participants.target.2017-02-07.miskolcvaros2020-paktum", source_id="nobody-knows")
    found = store.examine(replaced=planted(tmp_path, ("observations", change)))
    line = 2 + [row["observation_id"] for row in read("observations")].index(change.reported)
    assert found[0] == Finding("error", "V00", "foreign_key", "observations", str(line), "source_id = nobody-knows")


def test_a_table_that_was_not_delivered_is_named() -> None:
    files = {table: path for table, path in store.table_files().items() if table != "aggregates"}
    with duckdb.connect() as con:
        con.execute(store.statements(store.QUERIES / "tables.sql"))
        assert store.load(con, files) == [Finding("error", "V00", "table_missing", "aggregates", "", "aggregates")]


def test_a_column_with_another_name_is_named(tmp_path: Path) -> None:
    rows = [{column.replace("short_en", "short"): cell for column, cell in row.items()} for row in read("labels")]
    with pytest.raises(StoreError) as caught:
        store.examine(replaced={"labels": write(tmp_path / "labels.csv", rows)})
    assert caught.value.key == "error.columns"
    assert caught.value.values == {"file": "labels.csv", "missing": "short_en", "extra": "short"}


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    rows = [{column: cell for column, cell in row.items() if column != "short_en"} for row in read("labels")]
    with pytest.raises(StoreError) as caught:
        store.examine(replaced={"labels": write(tmp_path / "labels.csv", rows)})
    assert caught.value.values == {"file": "labels.csv", "missing": "short_en", "extra": "–"}


def test_a_column_too_many_is_named(tmp_path: Path) -> None:
    rows = [row | {"colour": "blue"} for row in read("labels")]
    with pytest.raises(StoreError) as caught:
        store.examine(replaced={"labels": write(tmp_path / "labels.csv", rows)})
    assert caught.value.values == {"file": "labels.csv", "missing": "–", "extra": "colour"}
