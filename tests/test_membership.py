"""The page of membership: its numbers against SQL of its own over the bundled tables, its forms, its link, both languages."""

import html
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screen_text import open_page
from streamlit.testing.v1 import AppTest

from paktum import store
from paktum.figures.network import Knot, Tie, network
from paktum.figures.timeline import Course, Moment, timeline
from paktum.questions import ask
from paktum.readings import membership as read
from paktum.readings import organisations
from paktum.selection import Options, Selection, from_query, to_query
from paktum.wording import LANGUAGES, NBSP, Words

HU = Words("hu")
USES = ("day", "text")


@pytest.fixture(scope="module", autouse=True)
def published() -> None:
    store.build()


@pytest.fixture(scope="module")
def tables() -> Iterator[duckdb.DuckDBPyConnection]:
    """The bundled tables as they are, for the tests' own SQL."""
    with duckdb.connect() as con:
        for name in ("pacts", "projects", "members", "partners", "observations", "events"):
            con.execute(f"create view {name} as from read_csv('{store.DATA}/pacts/{name}.csv', all_varchar = true)")
        yield con


def one(tables: duckdb.DuckDBPyConnection, sql: str) -> Any:
    return tables.execute(sql).fetchall()[0][0]


def row(question: str, pact: str, **parameters: Any) -> dict[str, object]:
    return next(r for r in ask(question, **parameters).rows if r["pact_id"] == pact)


# ---------------------------------------------------------------- numbers


def test_the_key_figures_are_sums_over_the_pacts_that_published_them(tables: duckdb.DuckDBPyConnection) -> None:
    totals = {r["field"]: r for r in ask("member_totals").rows}
    founders = "from (select distinct pact_id, value from observations where measure = 'founding_members')"
    assert totals["founding_members"]["value"] == one(tables, f"select sum(value::int) {founders}") == 224
    assert totals["founding_members"]["pacts_known"] == one(tables, f"select count(*) {founders}") == 9
    assert totals["founding_members"]["pacts_undated"] == 1
    assert totals["named_members"]["value"] == one(tables, "select count(*) from members where left_on is null") == 61
    assert totals["named_members"]["pacts_known"] == one(tables, "select count(distinct pact_id) from members") == 11
    assert totals["working_groups"]["value"] == 12
    assert {r["pacts_asked"] for r in totals.values()} == {one(tables, "select count(*) from pacts")}


def test_unknown_is_not_zero_members() -> None:
    [founding, *_] = ask("member_totals", pacts=["miskolc-city"]).rows
    assert founding["value"] is None
    assert founding["pacts_known"] == 0
    card = read.cards(ask("member_totals", pacts=["miskolc-city"]), ask("member_coverage", pacts=["miskolc-city"]), HU)[0]
    assert card.absent
    assert card.value == HU("absent.unknown")


def test_somogy_has_34_members_in_2017_and_in_2023() -> None:
    somogy = row("member_counts", "somogy-county-2015")
    assert (somogy["founding"], somogy["founding_as_of"]) == (34, "2017-02-13")
    assert (somogy["members"], somogy["members_as_of"]) == (34, "2023-12")
    assert somogy["change"] == 0
    assert f"34{NBSP}szervezet (2017.{NBSP}02.{NBSP}13.), majd 34{NBSP}szervezet (2023.{NBSP}12.)" in read.count_sentence(
        ask("member_counts"), read.short_names(ask("selected_pacts"), HU), HU
    )


def test_vas_has_26_founders_and_4_working_groups_with_date_and_source() -> None:
    figures = [r for r in ask("member_figures", pacts=["vas-county-2021"]).rows if r["as_of"] == "2022-08"]
    assert {(r["measure"], r["value"]) for r in figures} == {("founding_members", 26), ("working_groups", 4)}
    assert all(r["url"] and r["publisher"] for r in figures)


def test_a_number_without_a_date_says_so() -> None:
    names = read.short_names(ask("selected_pacts"), HU)
    bars = {b.name: b for b in read.count_bars(ask("member_counts"), "", names, {}, HU)}
    for r in ask("member_counts").rows:
        bar = bars[names[str(r["pact_id"])]]
        said = [d for v, d in ((r["founding"], r["founding_as_of"]), (r["members"], r["members_as_of"])) if v is not None]
        assert all((HU.date(str(d)) if d else HU("absent.undated")) in bar.detail for d in said)
    assert HU("absent.undated") in bars["Győr-Moson-Sopron vármegye 2014–2020"].detail
    _, rows = read.figure_table(ask("member_figures"), names, {}, HU)
    assert all(cells[3].text for cells in rows)


def test_silent_and_known_pacts_are_all_pacts() -> None:
    for pacts in (None, tuple(ask("selected_pacts", levels=["city"]).frame["pact_id"])):
        known = {r["field"]: r for r in ask("member_coverage", pacts=pacts).rows}
        silent = ask("pacts_without_members", pacts=pacts).rows
        assert known["any"]["known"] + len(silent) == known["any"]["total"]
        assert f"{len(silent)} paktumról" in read.silent_sentence(ask("pacts_without_members", pacts=pacts), HU)


def test_an_axis_has_whole_organisations_only() -> None:
    bars = read.sector_bars(ask("sectors", capacity="member", pacts=["vas-county-2021"]), HU)
    assert [label for _, label in read.axis(bars, HU)] == ["0", "1"]


# ---------------------------------------------------------------- members on a day


@pytest.mark.parametrize(
    ("day", "members"), [("2017-04-27", 0), ("2017-04-28", 17), ("2019-04-03", 17), ("2019-04-04", 17), ("2026-01-01", 17)]
)
def test_a_successor_is_not_a_new_member(tables: duckdb.DuckDBPyConnection, day: str, members: int) -> None:
    esztergom = row("members_at", "esztergom-district", day=day)
    stayed = f"joined_on <= '{day}' and (left_on is null or left_on > '{day}')"
    own = f"select count(*) from members where pact_id = 'esztergom-district' and {stayed}"
    assert esztergom["members"] == one(tables, own) == members
    assert esztergom["complete"]
    assert esztergom["softness"] == "exact"


def test_balance_is_one_minus_the_squared_shares_and_only_of_full_lists(tables: duckdb.DuckDBPyConnection) -> None:
    rows = ask("members_at", day="2017-04-28").rows
    [full] = [r for r in rows if r["balance"] is not None]
    counts = [
        n
        for (n,) in tables.execute(
            "select count(*) from members where pact_id = 'esztergom-district' and joined_on <= '2017-04-28' group by sector"
        ).fetchall()
    ]
    assert full["pact_id"] == "esztergom-district"
    assert full["balance"] == pytest.approx(1 - sum((n / 17) ** 2 for n in counts)) == pytest.approx(1 - 61 / 289)
    assert read.balance_cell(full, HU).text == "0,79"


def test_a_month_does_not_say_on_which_day_of_it_somebody_joined() -> None:
    inside, after = (row("members_at", "kaposvar-city", day=d) for d in ("2017-02-10", "2017-02-28"))
    assert (inside["members"], inside["perhaps"]) == (None, 7)
    assert (after["members"], after["perhaps"], after["softness"]) == (7, 0, "lower")
    assert row("members_at", "szombathely-city", day="2020-01-01")["members"] is None


def test_every_named_member_is_in_one_state_on_any_day(tables: duckdb.DuckDBPyConnection) -> None:
    """Where all days are known, nobody is uncertain; what is uncertain or undated is never counted."""
    dates = tables.execute("select pact_id, list(joined_on), list(left_on) from members group by pact_id").fetchall()

    @settings(max_examples=40, deadline=None)
    @given(st.dates(min_value=date(2016, 1, 1), max_value=date(2026, 12, 31)))
    def check(day: date) -> None:
        sums = {r["pact_id"]: r for r in ask("members_at", day=day.isoformat()).rows}
        for pact, joined, left in dates:
            r = sums[pact]
            assert r["surely"] + r["perhaps"] + r["undated"] <= r["named"]
            assert r["members"] in (None, r["surely"])
            if all(j and len(j) == 10 for j in joined):
                stays = zip(joined, left, strict=True)
                assert r["surely"] == sum(j <= day.isoformat() and not (e and e <= day.isoformat()) for j, e in stays)
                assert r["perhaps"] == r["undated"] == 0

    check()


# ---------------------------------------------------------------- sectors


def test_sectors_add_up_and_members_and_partners_stay_apart(tables: duckdb.DuckDBPyConnection) -> None:
    members, partners = (ask("sectors", capacity=c) for c in ("member", "partner"))
    own = dict(tables.execute("select sector, count(*) from members where left_on is null group by sector").fetchall())
    assert {r["sector"]: r["organisations"] for r in members.rows} == own
    for answer in (members, partners):
        assert sum(r["organisations"] for r in answer.rows) == answer.rows[0]["whole"]
        assert sum(r["share"] for r in answer.rows) == pytest.approx(1)
    assert partners.rows[0]["whole"] == next(r["value"] for r in ask("member_totals").rows if r["field"] == "consortium_partners")
    assert "61 megnevezett tag" in read.sector_sentence(members, "member", HU)


def test_a_share_names_its_denominator_and_a_small_base_has_none() -> None:
    assert all(b.share and "61 szervezetből" in b.detail for b in read.sector_bars(ask("sectors", capacity="member"), HU))
    small = read.sector_bars(ask("sectors", capacity="member", pacts=["makó", "mako-district"]), HU)
    assert small
    assert not any(b.share for b in small)


# ---------------------------------------------------------------- search


@pytest.mark.parametrize("typed", ["Máltai", "MALTAI", "maltai", "mált"])
def test_the_search_is_blind_to_accents_and_case(tables: duckdb.DuckDBPyConnection, typed: str) -> None:
    found = {(r["pact_id"], r["capacity"]) for r in ask("organisations", text=typed).rows}
    own = tables.execute(
        "select pact_id, 'member' from members where organisation like '%Máltai%' "
        "union select pact_id, 'partner' from partners join projects using (project_id) where organisation like '%Máltai%'"
    ).fetchall()
    assert found == set(own)
    assert len(found) == 5


def test_megye_and_varmegye_find_the_same() -> None:
    old, new = (ask("organisations", text=f"Fejér {w} Kormányhivatal").frame["pact_id"].tolist() for w in ("Megyei", "Vármegyei"))
    assert old == new
    assert len(old) == 10


def test_a_search_that_finds_nothing_says_so() -> None:
    for typed in ("nincs ilyen szervezet", "—", "'; drop table members"):
        answer = ask("organisations", text=typed)
        assert answer.frame.empty
        assert typed in organisations.found_sentence(answer, typed, HU)


# ---------------------------------------------------------------- several pacts


def test_organisations_in_several_pacts_are_matched_by_the_stated_rule() -> None:
    rows = {r["organisation"]: r for r in ask("shared_organisations").rows}
    fejer = rows["Fejér Megyei Kormányhivatal"]
    assert fejer["pacts"] == len(set(fejer["pact_ids"])) == 10  # type: ignore[arg-type]
    assert fejer["other_spellings"] == "Fejér Vármegyei Kormányhivatal"
    vas = rows["Vas Megyei Önkormányzat"]
    assert vas["other_spellings"] == "Vas Vármegye Önkormányzata"
    assert dict(zip(vas["pact_ids"], vas["capacities"], strict=True))["szombathely-city"] == "member"  # type: ignore[call-overload]
    assert "Magyar Máltai Szeretetszolgálat" in rows
    assert "Magyar Máltai Szeretetszolgálat Egyesület" in rows
    for r in rows.values():
        assert r["as_member"] + r["as_partner"] - list(r["capacities"]).count("both") == r["pacts"] >= 2  # type: ignore[call-overload, operator]


def test_the_network_draws_each_tie_and_says_its_capacity() -> None:
    ties = (Tie("Makó", "paktum?x=1", "member", "paktumtag"), Tie("Vas", "", "both", "mindkettő", True))
    knot = Knot("<b>Kamara</b>", "2 paktum", (), ties)
    drawn = network([knot], [("member", "paktumtag"), ("both", "mindkettő")], "További 3 szervezet")
    assert "&lt;b&gt;Kamara" in drawn
    assert drawn.count('class="pk-tie') == 3  # the list of ties and two ties
    assert "pk-is-dot" in drawn
    assert "pk-is-ringdot" in drawn
    assert "pk-tie pk-chosen" in drawn
    knots = organisations.knots(ask("shared_organisations"), "", {}, {}, HU)
    assert len(knots) <= 12


# ---------------------------------------------------------------- along time


def lefts(drawn: str, kind: str) -> list[float]:
    return [float(x) for x in re.findall(rf'pk-moment-{kind}" style="left:([\d.]+)%', drawn)]


def test_the_time_line_is_in_proportion_and_draws_reduced_dates_as_spans() -> None:
    course = Course(
        "Vas", "", (Moment("founding", "2017-01-01", "2017-01-01"), Moment("closing", "2018-01-01", "2018-12-31")), (("a", "b"),)
    )
    drawn = timeline([course], [("dot", "megalakulás")])
    assert lefts(drawn, "founding") == [0]
    assert lefts(drawn, "closing") == [pytest.approx(75, abs=0.2)]
    [(left, width)] = re.findall(r'pk-span" style="left:([\d.]+)%;width:([\d.]+)%', drawn)
    assert float(left) == pytest.approx(50, abs=0.1)
    assert float(width) == pytest.approx(50, abs=0.2)


def test_a_time_line_of_undated_events_has_no_sign_on_it() -> None:
    drawn = timeline([Course("Sárospatak", "", (), (("megállapodás", "dátum nélkül"),))], [])
    assert "pk-moment" not in drawn
    assert "dátum nélkül" in drawn


def test_events_keep_their_precision(tables: duckdb.DuckDBPyConnection) -> None:
    rows = ask("membership_events").rows
    kinds = "('founding', 'agreement', 'forum', 'closing')"
    assert sum(r["kind"] not in ("joined", "left") for r in rows) == one(tables, f"select count(*) from events where kind in {kinds}")
    assert sum(r["organisations"] for r in rows if r["kind"] == "joined") == one(
        tables, "select count(*) from members where joined_on is not null"
    )
    months = [r for r in rows if r["happened_on"] and len(r["happened_on"]) == 7]
    assert months
    assert all(r["first_day"] < r["last_day"] and r["first_day"].endswith("-01") for r in months)
    undated = [r for r in rows if r["happened_on"] is None]
    drawn = organisations.courses(ask("membership_events"), "", read.short_names(ask("selected_pacts"), HU), {}, HU)
    assert sum(len(c.moments) for c in drawn) == len(rows) - len(undated)
    assert sum(len(c.said) for c in drawn) == len(rows)


# ---------------------------------------------------------------- the link


@given(st.text(max_size=80))
def test_a_searched_text_survives_its_link(text: str) -> None:
    if text == "*":
        return
    query = to_query(Selection(text=text), USES)
    again, ignored = from_query(query, Options(), Selection(text="előző"), USES)
    assert again.text == text
    assert not ignored


@pytest.mark.parametrize("day", ["2019-13-01", "20190404", "tegnap", "2019-02-30", ""])
def test_a_day_that_does_not_exist_is_announced(day: str) -> None:
    chosen, ignored = from_query({"nap": [day]}, Options(), Selection(), USES)
    assert chosen.day == Selection().day
    assert [i.value for i in ignored] == [day]


# ---------------------------------------------------------------- the page


def opened(**query: str | list[str]) -> AppTest:
    return open_page("tagsag", query)


def text_of(page: AppTest) -> str:
    whole = "\n".join(e.value for e in page.main.get("html"))
    return html.unescape(re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", whole)))


VIEWS = [{}, {"ciklus": "mind"}, {"ciklus": "2021-2027"}, {"szint": "city", "keres": "kamara"}, {"varmegye": "18"}, {"jaras": "162"}]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", VIEWS)
def test_the_page_opens(language: str, query: dict[str, str]) -> None:
    page = opened(nyelv=language, **query)
    assert not page.exception
    assert not page.error
    assert page.title[0].value == Words(language)("membership.title")
    assert {"nap", "keres", "ciklus"} <= set(page.query_params)


def test_the_page_prints_vas_and_somogy() -> None:
    said = text_of(opened(ciklus="mind"))
    assert f"26{NBSP}szervezet" in said
    assert f"4{NBSP}csoport" in said
    assert f"2022.{NBSP}08." in said
    assert f"34{NBSP}szervezet (2017.{NBSP}02.{NBSP}13.), majd 34{NBSP}szervezet (2023.{NBSP}12.)" in said
    assert "101 paktumról semmilyen tagsági adat nincs" in said


def test_the_page_searches_and_says_when_nothing_is_found() -> None:
    page = opened(keres="maltai")
    assert "Magyar Máltai Szeretetszolgálat" in text_of(page)
    page.text_input(key="pk_text").set_value("xyzxyz").run()
    assert page.query_params["keres"] == "xyzxyz"
    assert "„xyzxyz”: a nézet paktumaiban nincs ilyen" in text_of(page)
    page.text_input(key="pk_text").set_value("").run()
    assert page.query_params["keres"] == "*"


def test_the_day_is_chosen_and_in_the_link() -> None:
    page = opened(nap="2018-06-30")
    assert page.selectbox(key="pk_day").value == "2018-06-30"
    page.selectbox(key="pk_day").set_value("2017-04-28").run()
    assert not page.exception
    assert page.query_params["nap"] == "2017-04-28"
