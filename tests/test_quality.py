"""Data quality: the states of the fields, what was never published, ranks with ties, the warnings of the checks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from screen_text import open_page
from streamlit.testing.v1 import AppTest

from paktum import store
from paktum.figures.states import SIGNS, State, StateRow, states
from paktum.questions import ask
from paktum.readings import quality as read
from paktum.wording import LANGUAGES, NBSP, Words

HU = Words("hu")
OUTCOMES = ("participants", "found_job", "employed_6m")


@pytest.fixture(scope="module", autouse=True)
def built() -> store.Snapshot:
    return store.build()


@pytest.fixture(scope="module")
def con(built: store.Snapshot) -> Iterator[duckdb.DuckDBPyConnection]:
    cursor = store.connection(built.path).cursor()
    yield cursor
    cursor.close()


def number(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(con.execute(sql).fetchall()[0][0])


def cell(pact: str, field: str, **more: Any) -> dict[str, object]:
    [found] = [r for r in ask("quality_matrix", pacts=[pact], **more).rows if r["field"] == field]
    return found


# ---------------------------------------------------------------- the state of a field


@pytest.mark.parametrize(
    ("pact", "field", "state"),
    [
        ("jaszbereny-district", "grant", "present"),
        ("jaszbereny-district", "participants", "doubtful"),
        ("jaszbereny-district", "participants_target", "missing"),
        ("nyiregyhaza-city", "grant_later", "contradicted"),
        ("heves-county-2015", "participants_target", "contradicted"),
        ("miskolc-city", "start_date", "contradicted"),
        ("miskolc-city", "code", "contradicted"),
        ("fejer-county-2015", "grant_later", "contradicted"),
        ("vas-county-2021", "employed_6m", "not_yet"),
        ("vas-county-2021", "founding_members", "present"),
        ("dunaujvaros-city", "members", "stale"),
        ("hajdu-bihar-county-2015", "area", "bound"),
        ("veszprem-county-2015", "area", "contradicted"),
    ],
)
def test_the_state_of_a_field(pact: str, field: str, state: str) -> None:
    assert cell(pact, field)["state"] == state


def test_a_figure_is_stale_against_the_end_of_its_pact() -> None:
    """Makó: an amount of May 2018, a pact that was to end on 30 June 2020: out of date after two years, not after three."""
    assert cell("mako-district", "grant_later")["state"] == "stale"
    assert cell("mako-district", "grant_later", stale_years=3)["state"] == "present"
    # Szeged: August 2019 against an end in 2021 is more than two years; Mosonmagyaróvár closed in the month of its figures
    assert cell("szeged-city", "participants")["state"] == "stale"
    assert cell("mosonmagyarovar-district", "grant_later")["state"] != "stale"


def test_an_award_never_gets_old() -> None:
    aged = {r["field"] for r in ask("quality_matrix", stale_years=0).rows if r["state"] == "stale"}
    assert aged <= {"grant_later", "participants", "found_job", "employed_6m", "members"}


def test_every_pact_has_every_field_once(con: duckdb.DuckDBPyConnection) -> None:
    rows = ask("quality_matrix").rows
    assert Counter(r["field"] for r in rows) == dict.fromkeys({r["field"] for r in rows}, number(con, "select count(*) from pacts"))
    assert {r["state"] for r in rows} <= set(SIGNS)


@pytest.mark.parametrize(
    ("field", "sql"),
    [
        ("grant", "select count(distinct pact_id) from observations where measure = 'grant' and kind = 'awarded'"),
        ("grant_later", "select count(distinct pact_id) from observations where measure = 'grant' and kind in ('modified', 'reported')"),
        ("found_job_target", "select count(distinct pact_id) from observations where measure = 'found_job' and kind = 'target'"),
        (
            "participants",
            "select count(distinct pact_id) from observations where measure = 'participants' and kind in ('actual', 'reported')",
        ),
        ("code", "select count(distinct pact_id) from projects where project_code is not null"),
        ("area", "select count(distinct pact_id) from coverage"),
        (
            "members",
            "select count(*) from (select pact_id from members union select pact_id from observations where measure = 'members'"
            " and kind in ('actual', 'reported'))",
        ),
    ],
)
def test_a_field_is_known_of_the_pacts_that_published_it(con: duckdb.DuckDBPyConnection, field: str, sql: str) -> None:
    known = [r for r in ask("quality_matrix").rows if r["field"] == field and r["state"] not in ("missing", "not_yet")]
    assert len(known) == number(con, sql)


# ---------------------------------------------------------------- completeness


def test_most_pacts_published_no_outcome(con: duckdb.DuckDBPyConnection) -> None:
    [row] = [r for r in ask("never_published").rows if r["kind"] == "outcome"]
    with_outcome = number(
        con,
        "select count(distinct pact_id) from observations where measure in ('participants', 'found_job', 'employed_6m')"
        " and kind in ('actual', 'reported')",
    )
    assert (row["published"], row["total"]) == (with_outcome, number(con, "select count(*) from pacts"))
    assert row["silent"] == row["total"] - with_outcome


def test_a_running_programme_is_not_blamed_for_its_six_months(con: duckdb.DuckDBPyConnection) -> None:
    [row] = [r for r in ask("never_published").rows if r["kind"] == "six_months"]
    assert row["total"] == number(con, "select count(*) from pacts where status <> 'running'")


def ranks_are_honest(rows: list[dict[str, Any]], value: str) -> None:
    """The same value has the same rank, and a rank is one more than the number of better ones."""
    for row in rows:
        assert row["place"] == 1 + sum(round(other[value], 6) > round(row[value], 6) for other in rows)


PACTS = st.sets(st.integers(0, 116), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PACTS)
def test_counties_are_ratios_of_sums_with_shared_ranks(picked: set[int]) -> None:
    ids = [str(p) for p in sorted(ask("selected_pacts").frame["pact_id"])]
    pacts = [ids[n] for n in picked if n < len(ids)]
    cells = [r for r in ask("quality_matrix", pacts=pacts).rows if r["state"] != "not_yet"]
    rows: list[dict[str, Any]] = ask("quality_counties", pacts=pacts).rows
    assert {r["name"] for r in rows} == {c["county"] for c in cells}
    for row in rows:
        own = [c for c in cells if c["county"] == row["name"]]
        known = sum(c["state"] != "missing" for c in own)
        assert (row["known"], row["asked"]) == (known, len(own))
        assert row["share"] == pytest.approx(100 * known / len(own))
    ranks_are_honest(rows, "share")


def test_ties_share_a_rank() -> None:
    rows = ask("quality_counties").rows
    shares = [round(float(str(r["share"])), 6) for r in rows]
    assert len(set(shares)) < len(shares), "the data hold a tie"
    assert len({r["place"] for r in rows}) == len(set(shares))


def test_the_ages_add_up_to_the_view(con: duckdb.DuckDBPyConnection) -> None:
    answer = ask("data_age")
    assert sum(int(str(r["pacts"])) for r in answer.rows) == number(con, "select count(*) from pacts")
    years = [int(str(r["year"])) for r in answer.rows if r["year"]]
    assert years == list(range(max(years), min(years) - 1, -1)), "no year is skipped"
    assert f"{NBSP}" not in read.age_rest(answer, HU)
    assert read.age_rest(answer, HU).startswith("14 ")


def test_a_year_without_a_pact_has_no_bar() -> None:
    row = {"year": "2018", "pacts": 0, "pacts_hu": None, "pacts_en": None}
    bar = read.age_bar(row, HU)
    assert bar.actual is None and bar.value == "0 paktum"


# ---------------------------------------------------------------- contradictions and warnings


def test_every_check_has_a_sentence_in_both_languages() -> None:
    missing = [f"{code}: check.{name}" for code in LANGUAGES for name in store.folder("checks") if not Words(code).has(f"check.{name}")]
    assert missing == []
    for code in LANGUAGES:
        named = {key.partition(".")[2] for key in Words(code)._texts if key.startswith("check.")}
        assert named - set(store.folder("checks")) == set(), "a sentence without its check"


def test_the_store_keeps_every_warning_of_the_checks(built: store.Snapshot) -> None:
    kept = Counter((r["check"], r["table_name"], r["row_key"], r["why"]) for r in ask("check_warnings").rows)
    assert kept == Counter((w.check, w.table, w.row, w.why) for w in built.warnings)


def test_warnings_of_one_pact_stay_with_it() -> None:
    rows = ask("check_warnings", pacts=["miskolc-city"]).rows
    assert {r["pact_id"] for r in rows} == {"miskolc-city", None}


@pytest.mark.parametrize(
    ("pact", "check", "said"),
    [
        ("nyiregyhaza-city", "increases_add_up", "2 056 M Ft + 1 500 M Ft = 3 556 M Ft ≠ 3 856 M Ft"),
        ("heves-county-2015", "sources_agree", "≤1 000 ≠ 518"),
        ("heves-county-2015", "fulfilment_agrees_with_target", "120% ≠ 1 200 / 518 = 231,7%"),
        ("baja-district", "budget_shares_add_up", "17 + 70 + 17 = 104%"),
        ("jaszbereny-district", "status_is_certain", "312: cél vagy tény: nem egyértelmű"),
        ("miskolc-city", "printed_codes_match", "TOP-6.8.2-15-MI1-2016-0001 ≠ TOP-6.8.2-15-MI1-2016-00001"),
        ("miskolc-city", "sources_agree", "2022. 03. 31. ≠ 2023"),
    ],
)
def test_the_values_of_a_warning_are_written_as_everywhere(pact: str, check: str, said: str) -> None:
    names = {str(m["measure"]): HU.pick(m, "name") for m in ask("vocabulary").rows}
    rows = [r for r in ask("check_warnings", pacts=[pact]).rows if r["check"] == check]
    assert said in [read.values(r, names, HU).replace(NBSP, " ") for r in rows]


def test_no_measure_is_left_in_english_letters() -> None:
    names = {str(m["measure"]): HU.pick(m, "name") for m in ask("vocabulary").rows}
    for row in ask("check_warnings").rows:
        if row["check"] != "printed_codes_match":
            assert not re.search(r"[a-z]_[a-z]|<>|\d{5}|\d\.\d", read.values(row, names, HU)), row["why"]


# ---------------------------------------------------------------- the form and the page


def test_the_matrix_says_in_words_what_it_draws() -> None:
    row = StateRow(
        "<b>Vas</b>",
        "paktum?x=1",
        "1 / 3",
        (State("present", "Cél: van"), State("missing", "Tény: hiányzik"), State("stale", "régi", "2017")),
    )
    html = states(
        [("Tagság", ["cél", "tény", "tagok"])], [("vármegyei", [row])], [(State("missing", "hiányzik"), "1")], "közölt", "Mi van meg?"
    )
    assert "&lt;b&gt;Vas" in html and "<b>Vas" not in html
    assert html.count('role="img"') == 3
    for label in ("Cél: van", "Tény: hiányzik", "régi"):
        assert f'aria-label="{label}"' in html
    assert ">2017</span>" in html
    assert 'scope="rowgroup"' in html and 'scope="colgroup"' in html


def opened(path: str, **query: str) -> AppTest:
    return open_page(path, query)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_opens_and_says_its_finding(language: str) -> None:
    page = opened("adatminoseg", nyelv=language, ciklus="mind")
    assert not page.exception and not page.error
    html = "\n".join(h.value for h in page.get("html"))
    words = Words(language)
    [row] = [r for r in ask("never_published").rows if r["kind"] == "outcome"]
    assert f"<b>{row['silent']}</b>" in html
    assert words("quality.finding_lead") in html
    for name in ("Nyíregyháza", "Heves"):
        assert html.count(name) > 2
    assert words("overview.cycles_title")[:-1] in "".join(w.value.replace("\\", "") for w in page.warning)


def test_the_matrix_of_a_filtered_view_leads_to_the_pact() -> None:
    page = opened("adatminoseg", varmegye="18", ciklus="2021-2027")
    [matrix] = [h.value for h in page.get("html") if "pk-q" in h.value and "<table" in h.value]
    assert "paktum=vas-county-2021" in matrix
    assert matrix.count('scope="row"') == 1
