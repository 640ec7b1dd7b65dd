"""The map: nothing is lost between what it shows and what it cannot, money is never split, and the page says both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from screen_text import card_titles, open_page
from streamlit.testing.v1 import AppTest

from paktum import questions, store, tables
from paktum.figures import geometry
from paktum.figures.county_map import Place, county_map
from paktum.questions import ask
from paktum.readings import territories as read
from paktum.screen import territories
from paktum.screen.card import clicked_code
from paktum.selection import MAP_KINDS, MAP_LEVELS, Selection, from_query
from paktum.wording import Words

ROOT = Path(__file__).parent.parent
HU, EN = Words("hu"), Words("en")
DISTRICT_SHAPES = geometry.load(ROOT / "data/geometry/districts_schematic.geojson")
COUNTY_SHAPES = geometry.load(ROOT / "data/geometry/counties.geojson")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A store of the bundled data that all questions of this file read; for SQL of our own, too."""
    snapshot = store.build(store=tmp_path_factory.mktemp("store"))
    with questions.reading(snapshot):
        yield store.connection(snapshot.path).cursor()


def totals(**asked: Any) -> dict[str, dict[str, Any]]:
    return {str(r["part"]): r for r in ask("territory_totals", **asked).rows}


def rows(**asked: Any) -> dict[str, dict[str, Any]]:
    return {str(r["territory"]): r for r in ask("territories", **asked).rows}


# ---------------------------------------------------------------- on the map + off the map = all


COUNTIES = [f"{n:02d}" for n in range(1, 21)]
DISTRICTS = [f"{n:03d}" for n in range(1, 199) if n != 83]


def some(values: list[str], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


filters = st.fixed_dictionaries(
    {
        "cycles": some(["2014-2020", "2021-2027"], 2),
        "levels": some(["county", "city", "district"], 3),
        "counties": some(COUNTIES, 4),
        "districts": some(DISTRICTS, 6),
        "statuses": some(["running", "closed", "unknown"], 3),
    }
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=filters, kind=st.sampled_from(MAP_KINDS), level=st.sampled_from(MAP_LEVELS), holes=some([*DISTRICTS, *COUNTIES], 60))
def test_what_is_on_the_map_and_what_is_not_are_the_whole_view(
    db: duckdb.DuckDBPyConnection, chosen: dict[str, tuple[str, ...]], kind: str, level: str, holes: tuple[str, ...]
) -> None:
    pacts = tuple(str(p) for p in ask("selected_pacts", **Selection(**chosen).parameters()).frame["pact_id"])
    all_codes = list(rows(kind=kind, level=level))
    for drawn in (None, [c for c in all_codes if c not in holes]):
        part = totals(kind=kind, level=level, pacts=pacts, drawn=drawn)
        on, off = part["on_map"], part["off_map"]
        known, money, unknown = db.execute(
            "select count(distinct f.pact_id), sum(g.value), count(distinct f.pact_id) filter (g.value is null)"
            " from pact_facts f left join grants g using (pact_id) where f.pact_id = any(?)",
            [list(pacts)],
        ).fetchall()[0]
        assert on["pacts"] + off["pacts"] == known == len(pacts)
        amounts = [p["amount_huf"] for p in (on, off) if p["amount_huf"] is not None]
        assert (sum(amounts) if amounts else None) == (None if money is None else int(money))
        assert on["pacts_without_amount"] + off["pacts_without_amount"] == unknown
    if kind == "seat":
        # By the seat each pact stands in one territory: the rows add up to the map.
        values = rows(kind=kind, level=level, pacts=pacts).values()
        part = totals(kind=kind, level=level, pacts=pacts)["on_map"]
        assert sum(r["pacts"] for r in values) == part["pacts"]
        assert sum(r["amount_huf"] or 0 for r in values) == (part["amount_huf"] or 0)


@pytest.mark.parametrize(
    ("kind", "level", "off"), [("served", "district", 2), ("served", "county", 0), ("seat", "district", 4), ("seat", "county", 4)]
)
def test_who_is_not_on_the_map(db: duckdb.DuckDBPyConnection, kind: str, level: str, off: int) -> None:
    part = totals(kind=kind, level=level)
    assert (part["on_map"]["pacts"], part["off_map"]["pacts"]) == (117 - off, off)
    if kind == "served" and off:
        assert part["off_map"]["names_hu"] == ["M2 vonzástérség", "Nógrádi Szabad Vállalkozási Zóna"]


def test_a_part_without_a_known_amount_has_no_amount(db: duckdb.DuckDBPyConnection) -> None:
    off = totals(kind="served", level="county")["off_map"]
    assert (off["pacts"], off["amount_huf"], off["softness"]) == (0, None, None)


# ---------------------------------------------------------------- worked numbers, against SQL of our own


def test_served_counts_follow_the_coverage(db: duckdb.DuckDBPyConnection) -> None:
    expected = dict(
        db.execute(
            "select if(district_ksh < '024', '000', district_ksh), count(distinct pact_id) from coverage"
            " join projects using (pact_id) where cycle = '2014-2020' group by 1"
        ).fetchall()
    )
    pacts = [str(p) for p in ask("selected_pacts", cycles=["2014-2020"]).frame["pact_id"]]
    found = rows(kind="served", level="district", pacts=pacts)
    assert len(found) == 175
    assert {c: r["pacts"] for c, r in found.items() if r["pacts"]} == expected
    assert sum(r["pacts"] for r in found.values()) > len(pacts), "served pacts stand in several rows: they must not be added up"
    assert all(r["per_inhabitant_huf"] is None for r in found.values())


def test_money_per_inhabitant_by_the_seat(db: duckdb.DuckDBPyConnection) -> None:
    expected = db.execute(
        "select s.county_ksh, sum(g.value) / any_value(c.population_2018) from pacts p join settlements s on s.ksh_code = p.seat_ksh"
        " join grants g using (pact_id) join counties c on c.county_ksh = s.county_ksh where p.level = 'city' group by 1"
    ).fetchall()
    cities = [str(p) for p in ask("selected_pacts", levels=["city"]).frame["pact_id"]]
    found = rows(kind="seat", level="county", pacts=cities)
    assert {c: round(found[c]["per_inhabitant_huf"], 6) for c, _ in expected} == {c: round(v, 6) for c, v in expected}
    assert all(r["per_inhabitant_huf"] is None for r in rows(kind="seat", level="district", pacts=cities).values())


def test_districts_of_budapest_are_one_territory() -> None:
    with duckdb.connect() as con:
        con.execute(store.statements(store.QUERIES / "tables.sql"))
        con.execute("insert into counties (county_ksh, name, name_long) values ('01', 'Budapest', 'Budapest')")
        con.execute("insert into sources (source_id, title, publisher, kind) values ('s', 's', 's', 'news')")
        con.execute(
            "insert into pacts (pact_id, name_hu, name_en, level, county_ksh, status) values ('p', 'p', 'p', 'city', '01', 'unknown')"
        )
        for code in ("001", "023"):
            con.execute("insert into districts (district_ksh, name, name_long, kind, county_ksh) values (?, 'x', 'x', 'd', '01')", [code])
            con.execute("insert into coverage (pact_id, district_ksh, basis, source_id) values ('p', ?, 'published', 's')", [code])
        store.derive(con)
        places = con.execute("select distinct kind, pact_id, district_ksh, county_ksh from pact_places").fetchall()
        assert places == [("served", "p", "000", "01")]
        assert con.execute("select territory from map_territories where level = 'district'").fetchall() == [("000",)]


def test_a_district_beside_the_country(db: duckdb.DuckDBPyConnection) -> None:
    local, wap = db.execute(
        "select registered_jobseekers_avg_2024, working_age_pop_nfsz from district_labour_2024 where district_ksh = '162'"
    ).fetchall()[0]
    jobless, people = db.execute(
        "select sum(registered_jobseekers_avg_2024), sum(working_age_pop_nfsz) from district_labour_2024"
    ).fetchall()[0]
    found = ask("district_profile", district="162").row
    assert found["rate"] == pytest.approx(100 * local / wap)
    assert found["national_rate"] == pytest.approx(100 * jobless / people)
    assert found["rate_to_national"] == pytest.approx((local / wap) / (jobless / people))
    assert (found["population_2018"], found["population_2024"], found["category"]) == (50424, 49218, "beneficiary")


def test_the_strictest_category_stands(db: duckdb.DuckDBPyConnection) -> None:
    expected = {"none": "000", "beneficiary": "100", "to_be_developed": "110", "complex": "111"}
    flags = db.execute(
        "select district_ksh, beneficiary_2014 || '' || to_be_developed_2014 || complex_programme_2014 from districts"
    ).fetchall()
    for code, bits in flags[::20]:
        assert expected[str(ask("district_profile", district=code).row["category"])] == bits


def test_a_pact_in_part_says_how_many_settlements(db: duckdb.DuckDBPyConnection) -> None:
    code, pact, n, of = db.execute(
        "select district_ksh, pact_id, settlements, n_settlements from coverage join districts using (district_ksh)"
        " where extent = 'part' and settlements is not null order by 1 limit 1"
    ).fetchall()[0]
    row = next(r for r in ask("district_pacts", district=code).rows if r["pact_id"] == pact)
    assert (row["extent"], row["settlements"], row["n_settlements"]) == ("part", n, of)
    _, cells = read.district_pact_table(ask("district_pacts", district=code), {}, HU)
    assert any(f"{of} településből {n}" in line for c in cells for line in c[1].sub)


def test_city_pacts_stand_beside_the_county_pact_of_their_cycle(db: duckdb.DuckDBPyConnection) -> None:
    found = {str(r["pact_id"]): r for r in ask("city_pacts").rows}
    assert len(found) == 22
    assert found["veszprem-city"]["county_extent"] == "outside"
    assert found["miskolc-city"]["county_extent"] == "part"
    assert found["miskolc-city"]["amount_huf"] == 2_943_000_000
    assert all(r["county_pact_id"] and str(r["county_pact_id"]).endswith("county-2015") for r in found.values())


def test_settlements_are_those_of_the_district(db: duckdb.DuckDBPyConnection) -> None:
    found = ask("district_settlements", district="162").rows
    assert len(found) == 9
    assert sum(r["population_2024"] for r in found) == 49218  # type: ignore[misc]
    assert [r["name"] for r in found if r["seat"]] == ["Jászberény"]


# ---------------------------------------------------------------- what is drawn, in words


def drawn(kind: str, level: str, measure: str, **asked: Any) -> tuple[read.Drawing, Any]:
    shapes = DISTRICT_SHAPES if level == "district" else COUNTY_SHAPES
    answer = ask("territories", kind=kind, level=level, **asked)
    return read.drawing(answer, measure, level, tuple(geometry.code(f) for f in shapes["features"]), HU), answer


def test_no_pact_is_hatched_and_an_unknown_amount_is_a_ring(db: duckdb.DuckDBPyConnection) -> None:
    found, answer = drawn("seat", "district", "grant")
    for row in answer.rows:
        code = row["territory"]
        assert (found.values[code] is None) == (row["amount_huf"] is None)
        assert (code in found.unpriced) == (row["pacts"] > 0 and row["amount_huf"] is None)
        assert (code in found.soft) <= ("≥" in found.texts[code])
    assert found.unpriced
    figure = county_map(found.values, found.names, found.texts, found.breaks, DISTRICT_SHAPES, found.soft, rings=found.unpriced)
    ring = next(t for t in figure.data if t.name == "unpriced")
    assert set(ring.customdata) == found.unpriced
    assert ("ring", f"{HU('map.unpriced')} ({len(found.unpriced)})") in read.legend_items(found, False, HU)


def test_the_legend_counts_every_shape(db: duckdb.DuckDBPyConnection) -> None:
    import re

    for kind, level, measure in (("served", "district", "pacts"), ("seat", "county", "per_inhabitant"), ("seat", "district", "grant")):
        found, _ = drawn(kind, level, measure)
        numbers = [int(m[1]) for _, t in read.legend_items(found, False, HU) if (m := re.search(r"\((\d+)\)$", t))]
        assert sum(numbers) == len(found.values) == (175 if level == "district" else 20)


def test_numbers_of_pacts_are_whole_in_the_legend(db: duckdb.DuckDBPyConnection) -> None:
    found, _ = drawn("served", "district", "pacts", pacts=[str(p) for p in ask("selected_pacts", cycles=["2014-2020"]).frame["pact_id"]])
    assert [t.split(" (")[0] for k, t in read.legend_items(found, False, HU) if k.startswith("seq")] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("words", [HU, EN], ids=["hu", "en"])
def test_the_sentence_says_the_most_and_withholds_a_ranking_of_two_cycles(db: duckdb.DuckDBPyConnection, words: Words) -> None:
    found, answer = drawn("served", "district", "pacts")
    assert "Miskolci járás" in read.sentence(found, answer, True, words)
    assert "Mátészalkai járás" in read.sentence(found, answer, True, words)
    money, answer = drawn("seat", "county", "grant")
    assert read.sentence(money, answer, True, words).startswith(words("map.alt_withheld"))
    assert not read.sentence(money, answer, False, words).startswith(words("map.alt_withheld"))


def test_a_served_territory_never_claims_the_money(db: duckdb.DuckDBPyConnection) -> None:
    found, _ = drawn("served", "district", "pacts")
    assert "nem csak ezé a területé" in found.texts["162"]
    seat, _ = drawn("seat", "district", "grant")
    assert "nem csak ezé a területé" not in seat.texts["162"]
    assert territories.MEASURES["served", "district"] == territories.MEASURES["served", "county"] == ("pacts",)


def test_the_line_names_who_is_not_on_the_map(db: duckdb.DuckDBPyConnection) -> None:
    answer = ask("territory_totals", kind="served", level="district")
    line = " ".join(read.off_map(answer, True, HU))
    assert "2 paktum, 2 389 M Ft" in line.replace("\u00a0", " ")
    assert "M2 vonzástérség" in line and HU("map.off_served") in line
    nothing = " ".join(read.off_map(ask("territory_totals", kind="served", level="county"), True, HU))
    assert HU("map.off_nothing") in nothing and "117 paktum" in nothing.replace("\u00a0", " ")


def test_city_marks_can_be_clicked_like_their_district() -> None:
    figure = county_map({}, {}, {}, [], COUNTY_SHAPES, places=[Place(20.8, 48.1, "061", "Miskolc <b>")])
    trace = next(t for t in figure.data if t.name == "places")
    assert trace.customdata == ("061",) and trace.text == ("Miskolc &lt;b&gt;",)
    assert figure.layout.dragmode == "zoom", "a map that drags under a click would hide the country"


def test_a_click_is_a_code() -> None:
    assert clicked_code({"selection": {"points": [{"location": "162", "customdata": "162"}]}}) == "162"
    assert clicked_code({"selection": {"points": [{"customdata": ["061"]}]}}) == "061"
    assert clicked_code({"selection": {"points": []}}) == clicked_code(None) == ""


def test_layouts_keep_the_order_and_leave_out_what_says_nothing(db: duckdb.DuckDBPyConnection) -> None:
    answer = ask("territories", kind="served", level="district")
    table = tables.layout(answer, HU, read.skipped("served", "district"))
    assert [row[0].text for row in table.rows] == [r["name_long"] for r in answer.rows]
    assert HU("column.full_pacts") in table.headings and HU("column.per_inhabitant_huf") not in table.headings
    seat = tables.layout(ask("territories", kind="seat", level="county"), HU, read.skipped("seat", "county"))
    assert HU("column.per_inhabitant_huf") in seat.headings and HU("column.full_pacts") not in seat.headings


# ---------------------------------------------------------------- the page


def page(language: str, **query: str) -> AppTest:
    return open_page("terkep", {"nyelv": language, **query})


def html(app: AppTest) -> str:
    return " ".join(str(e.proto.body) for e in app.get("html"))


@pytest.fixture(autouse=True)
def map_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(territories, "OFFICIAL", tmp_path / "no borders here")


@pytest.mark.parametrize("language", ["hu", "en"])
def test_the_page_shows_map_profile_and_cities(language: str) -> None:
    words, app = Words(language), page(language)
    assert not app.exception and not app.error
    assert [t.value for t in app.title] == [words("map.title")]
    heads = card_titles(app)
    assert heads[0] == f"{words('map.card_pacts_served')} {words('map.schematic')}"
    assert words("card.city_pacts.title") in heads and read.pacts_title("Jászberényi járás", words) in heads
    assert words("map.off_title") in html(app)
    assert "GeoNames (CC BY 4.0)" in html(app)
    charts = app.get("plotly_chart")
    assert len(charts) == 1 and "Miskolci járás" in str(charts[0].proto)


def test_the_switches_are_in_the_link_and_read_from_it() -> None:
    app = page("hu", terkepszint="county", terulettipus="seat", terkepertek="per_inhabitant", ciklus="2014-2020")
    assert not app.exception
    assert card_titles(app)[0] == HU("map.card_per_inhabitant_seat")
    query = app.query_params
    assert (query["terkepszint"], query["terulettipus"], query["terkepertek"]) == ("county", "seat", "per_inhabitant")


def test_money_over_the_area_served_is_refused_aloud() -> None:
    app = page("hu", terulettipus="served", terkepertek="grant")
    assert any("nem értelmezhető" in str(i.value) for i in app.info)
    assert app.query_params["terkepertek"] == "pacts"


def test_a_bad_district_is_announced_and_a_district_without_pacts_has_a_profile() -> None:
    app = page("hu", jaras="Nincs")
    assert any("jaras=Nincs" in str(w.value).replace("\\", "") for w in app.warning)
    empty = page("hu", jaras="005")
    assert not empty.exception and "Budapest 05. ker." in card_titles(empty)
    assert HU("map.nobody_title") in html(empty)


def test_without_shapes_the_table_stands_in_for_the_map(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(territories, "OWN", {"county": tmp_path / "none", "district": tmp_path / "none"})
    app = page("hu")
    assert not app.exception and not app.get("plotly_chart")
    assert any("Most nincs térkép" in str(i.value) for i in app.info)
    assert "Miskolci járás" in html(app)


def test_choices_of_the_map_are_declared() -> None:
    from paktum.selection import Options

    options = Options({"map_kind": dict.fromkeys(MAP_KINDS, ())})
    chosen, ignored = from_query({"terulettipus": ["home"]}, options, Selection())
    assert chosen.map_kind == "served" and [i.value for i in ignored] == ["home"]
