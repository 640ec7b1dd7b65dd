"""Funding: every grant counts once, states stay apart, bounds stay bounds, sizes are ranked only among their like."""

import csv
import math
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paktum import questions, store
from paktum.figures.changes import Change, changes
from paktum.figures.html import render
from paktum.figures.sections import Section, sections
from paktum.figures.strip import Dot, Row, strip
from paktum.questions import ask
from paktum.readings import funding as read
from paktum.selection import BREAKDOWNS, PER
from paktum.wording import NBSP, Words

HU, EN = Words("hu"), Words("en")
M = 1_000_000


@pytest.fixture(scope="module", autouse=True)
def built() -> Iterator[store.Snapshot]:
    snapshot = store.build()
    with questions.reading(snapshot):
        yield snapshot


@pytest.fixture(scope="module")
def con(built: store.Snapshot) -> duckdb.DuckDBPyConnection:
    return store.connection(built.path).cursor()


def one(con: duckdb.DuckDBPyConnection, sql: str, *values: object) -> Any:
    return con.execute(sql, list(values)).fetchall()[0][0]


def spaced(text: str) -> str:
    return text.replace(NBSP, " ")


def by_pact(name: str, **parameters: Any) -> dict[str, dict[str, Any]]:
    return {str(r["pact_id"]): r for r in ask(name, **parameters).rows}


# ---------------------------------------------------------------- no two amounts of one grant are ever added


AWARDED_ONCE = """
    select sum(value)::bigint from (
        select o.project_id, arg_min(o.value, printf('%d%d', case o.precision when 'exact' then 1 when 'rounded' then 2 else 3 end,
                                                    case s.kind when 'national_export' then 1 else 2 end)) as value
        from observations o join sources s using (source_id)
        where o.measure = 'grant' and o.kind = 'awarded' and o.project_id is not null group by o.project_id)"""


def test_the_awarded_state_takes_one_amount_per_grant(con: duckdb.DuckDBPyConnection) -> None:
    state = {r["state"]: r for r in ask("money_states").rows}
    assert state["awarded"]["amount_huf"] == one(con, AWARDED_ONCE)
    everything = one(con, "select sum(value)::bigint from observations where measure = 'grant' and kind = 'awarded'")
    assert state["awarded"]["amount_huf"] < everything, "awards are printed more than once: adding them all would count twice"


def test_nobody_published_what_was_paid() -> None:
    paid = ask("money_states").rows[-1]
    assert (paid["state"], paid["known"], paid["amount_huf"]) == ("paid", 0, None)
    card = read.state_cards(ask("money_states"), HU)[-1]
    assert (card.value, card.absent, card.known, card.total) == ("nincs adat", True, 0, 117)
    assert spaced(card.coverage) == "117 paktumból 0 adatával"


def sums() -> dict[str, int]:
    """Every sum of grants that the pages print, by name."""
    out = {f"state {r['state']}": r["amount_huf"] for r in ask("money_states").rows if r["state"] == "awarded"}
    for by in BREAKDOWNS:
        out |= {f"{by} {r['slice']}": r["amount_huf"] for r in ask("grants_by", by=by).rows}
    out |= {f"size {p}": r["amount_huf"] for p, r in by_pact("grant_sizes").items()}
    out |= {f"county {r['county_ksh']}": r["amount_huf"] for r in ask("county_grants").rows}
    out |= {f"group {r['indicator']}": r["amount"] for r in ask("indicator_groups", indicators=["grant", *read.PER_HEAD.values()]).rows}
    scope = ask("view_scope", pacts=[str(p) for p in ask("selected_pacts").frame["pact_id"]])
    return out | {f"scope {r['cycle']} {r['level']}": r["grant_huf"] for r in scope.rows}


def test_an_award_printed_again_in_other_months_changes_no_sum(tmp_path: Path) -> None:
    before = sums()
    data = tmp_path / "data"
    shutil.copytree(store.DATA, data, ignore=shutil.ignore_patterns("store"))
    file = data / "pacts" / "observations.csv"
    with file.open(encoding="utf-8", newline="") as printed:
        rows = list(csv.DictReader(printed))
    again = [
        r | {"observation_id": f"{r['observation_id']}.again.{month}", "as_of": f"2019-{month}"}
        for r in rows
        if r["measure"] == "grant" and r["kind"] == "awarded" and r["precision"] == "exact"
        for month in ("03", "04")
    ]
    assert len(again) > 150
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows([*rows, *again])
    with questions.reading(store.build(data, tmp_path / "store")):
        after = sums()
    years = {k for k in before | after if k.startswith("year ")}  # the year of a decision may become known from a new date
    assert {k: v for k, v in after.items() if k not in years} == {k: v for k, v in before.items() if k not in years}
    assert sum(after[k] for k in after if k in years) == sum(before[k] for k in before if k in years)


def test_no_query_adds_up_published_figures_of_the_grant() -> None:
    """What is added must have one row per grant: grants, headlines, a single source; never all published figures."""
    adding = {}
    for path in [*store.QUERIES.glob("*.sql"), *(store.QUERIES / "derived").glob("*.sql"), *(store.QUERIES / "indicators").glob("*.sql")]:
        sql = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
        if re.search(r"\bsum\(", sql) and re.search(r"\b(from|join) (observations|figures)\b", sql):
            adding[path.stem] = sql
    # sources_read adds up how many figures there are, not the figures
    assert set(adding) <= {"export_totals", "sources_read"}
    assert "o.kind = 'awarded'" in adding["export_totals"] and "o.source_id =" in adding["export_totals"]


@pytest.mark.parametrize("by", BREAKDOWNS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_slices_of_any_view_are_the_whole(con: duckdb.DuckDBPyConnection, by: str, data: st.DataObject) -> None:
    everyone = sorted(str(p) for p in ask("selected_pacts").frame["pact_id"])
    pacts = data.draw(st.lists(st.sampled_from(everyone), unique=True, min_size=1))
    rows = ask("grants_by", by=by, pacts=pacts).rows
    whole = con.execute("select sum(value)::bigint, count(*), count(*) - count(value) from grants where pact_id = any(?)", [pacts])
    amount, grants, without = whole.fetchall()[0]
    known = [r["amount_huf"] for r in rows if r["amount_huf"] is not None]
    assert (sum(known) if known else None) == amount
    assert (sum(r["grants"] for r in rows), sum(r["grants_without_amount"] for r in rows)) == (grants, without)
    assert all(str(r["softness"]).startswith("lower") for r in rows if r["grants_without_amount"] and r["amount_huf"] is not None)


def test_a_year_of_decision_is_never_guessed_from_the_day_of_a_news_item(con: duckdb.DuckDBPyConnection) -> None:
    rows = {r["slice"]: r for r in ask("grants_by", by="year").rows}
    assert list(rows) == ["2016", "2017", "2018", "2022", None]
    assert rows["2018"]["amount_huf"] == 1_370_000_000, "Pécs II: decided in December 2018, printed in 2021"
    exported = "select sum(value)::bigint from observations where source_id = 'emir-2017-04-25' and measure = 'grant' and as_of like ?"
    assert rows["2016"]["amount_huf"] == one(con, exported, "2016%")


# ---------------------------------------------------------------- changes


def test_the_changes_of_the_grants() -> None:
    rows = by_pact("grant_changes")
    assert len(rows) == 11
    changed = {r.name: r for r in read.change_rows(ask("grant_changes"), "somogy-county-2015", {}, HU)}
    somogy, miskolc, nyiregyhaza = changed["Somogy vármegye"], changed["Miskolc"], changed["Nyíregyháza"]
    assert spaced(somogy.value) == "1 878 → 2 263 M Ft" and somogy.share == "+20,5%" and somogy.chosen
    assert spaced(miskolc.value) == "2 943 M Ft → ≥ 3 Mrd Ft" and miskolc.open_end and spaced(miskolc.share) == "≥ +1,9%"
    assert [m.text for m in nyiregyhaza.marks][:1] == ["≠ eltérő források"] and rows["nyiregyhaza-city"]["sum_differs"]
    assert "bacs-kiskun-county-2021" not in rows, "3.347 billion printed as 3.3 billion is no decrease"
    assert [r["change_huf"] for r in ask("grant_changes").rows] == sorted((r["change_huf"] for r in rows.values()), reverse=True)


def test_an_open_end_is_drawn_open_and_a_name_is_only_a_name() -> None:
    drawn = changes([Change("<b>Miskolc</b>", "javascript:x", 2943, 3000, "", "", "", open_end=True)], [(0, "0"), (3000, "3 000")])
    assert "pk-tail" in drawn and "pk-open" in drawn and "&lt;b&gt;" in drawn and 'href="#"' in drawn
    closed = changes([Change("Győr", "", 900, 1800, "", "", "")], [(0, "0")])
    assert "pk-tail" not in closed
    left, width = re.findall(r"(?:left|width):([\d.]+)%", closed.split("pk-way")[1])[:2]
    assert float(left) == pytest.approx(float(width), rel=1e-3), "the way from 900 to 1800 is as long as the way to 900"


# ---------------------------------------------------------------- EU share and aid intensity


def test_eu_share_and_aid_intensity_are_two_things() -> None:
    eu, aid = by_pact("eu_and_intensity", share="eu_share"), by_pact("eu_and_intensity", share="aid_intensity")
    assert eu["miskolc-city"]["value"] == pytest.approx(100 * 7_321_477.68 / 8_319_861) and aid["miskolc-city"]["value"] == 100
    assert eu["mezotur-district"]["value"] is None and eu["mezotur-district"]["why"] == "two_imports"
    cells = {row[0].text: row[1] for row in read.share_table(ask("eu_and_intensity", share="eu_share"), HU)[1]}
    assert cells["Miskolc"].text == "88,0%" and cells["Mezőtúri járás"].text == "nem értelmezhető"
    both = [ask("eu_and_intensity", share=s) for s in ("eu_share", "aid_intensity")]
    assert "(85–88%)" in read.shares_sentence(*both, HU) and "(100%)" in read.shares_sentence(*both, HU)
    nothing = [ask("eu_and_intensity", share=s, pacts=["ibrany-district"]) for s in ("eu_share", "aid_intensity")]
    assert "(nincs adat)" in read.shares_sentence(*nothing, HU)


# ---------------------------------------------------------------- sizes and ranks


def test_the_place_of_a_grant_among_its_like(con: duckdb.DuckDBPyConnection) -> None:
    like = """
        select sum(g.value) as value from grants g join pact_facts f using (pact_id)
        where f.level = 'district' and f.cycle = '2014-2020' group by g.pact_id having bool_and(g.state = 'awarded')"""
    jaszbereny = by_pact("grant_sizes")["jaszbereny-district"]
    above = one(con, f"select count(*) from ({like}) where value > 433100000")
    assert (jaszbereny["rank"], jaszbereny["peers"]) == (above + 1, one(con, f"select count(*) from ({like})")) == (13, 51)
    assert jaszbereny["median"] == one(con, f"select median(value) from ({like})")
    said = spaced(read.size_sentence(ask("grant_sizes"), "jaszbereny-district", HU))
    assert said.startswith("A „Jászberényi járás” paktum támogatása 433,1 M Ft: az 51 rangsorolható, megítélt helyi támogatás közül a 13.")


def test_a_sentence_has_its_articles_and_its_ties() -> None:
    sizes = ask("grant_sizes")
    assert spaced(read.size_sentence(sizes, "onga-area", HU)).startswith("Az „Onga és térsége” paktum")
    assert "a 7. legnagyobb, 1 másikkal azonos helyen" in spaced(read.size_sentence(sizes, "onga-area", HU))
    assert "közül a legnagyobb;" in read.size_sentence(sizes, "debrecen-city", HU)
    assert "közül az 5. legnagyobb;" in read.size_sentence(sizes, "kecskemet-city", HU)
    assert "number 5 by size" in read.size_sentence(sizes, "kecskemet-city", EN)


@pytest.mark.parametrize(
    ("pact", "why"),
    [
        ("szeged-city", "csak később közölt összege ismert"),
        ("szekesfehervar-city", "a források eltérő összeget közölnek"),
        ("bacs-kiskun-county-2021", "a kerekítés miatt a sorrend nem dönthető el"),
    ],
)
def test_a_rank_is_withheld_with_its_reason(pact: str, why: str) -> None:
    assert why in read.size_sentence(ask("grant_sizes"), pact, HU) and by_pact("grant_sizes")[pact]["rank"] is None


def test_without_the_chosen_pact_or_its_amount_the_sentence_says_so() -> None:
    assert read.size_sentence(ask("grant_sizes", pacts=["miskolc-city"]), "jaszbereny-district", HU).startswith("A kiemelt paktum nincs")
    assert "összege nem ismert" in read.size_sentence(ask("grant_sizes"), "marcali-district", HU)


@settings(max_examples=25, deadline=None)
@given(data=st.data(), per=st.sampled_from(["amount", *PER]))
def test_ranks_stand_only_among_pacts_of_one_level_and_cycle(data: st.DataObject, per: str) -> None:
    everyone = sorted(str(p) for p in ask("selected_pacts").frame["pact_id"])
    rows = ask("grant_sizes", per=per, pacts=data.draw(st.lists(st.sampled_from(everyone), unique=True, min_size=1))).rows
    for x in rows:
        like = [y for y in rows if (y["level"], y["cycle"]) == (x["level"], x["cycle"]) and y["peers"] is not None]
        if x["rank"] is not None:
            assert x["rank"] == 1 + sum(y["value"] > x["value"] for y in like) and x["peers"] == len(like)
            assert x["state"] == "awarded" and not x["contradicted"] and not x["doubt"]
    shown, silent = [r for r in rows if r["value"] is not None], [r for r in rows if r["value"] is None]
    assert len(shown) + len(silent) == len(rows) and all(r["why"] for r in silent) and not any(r["why"] for r in shown)


# ---------------------------------------------------------------- against the people of the area


def test_a_grant_per_head_needs_the_whole_area(con: duckdb.DuckDBPyConnection) -> None:
    rows = by_pact("grant_sizes", per="inhabitant")
    people = one(con, "select population_2018 from districts d join coverage c using (district_ksh) where pact_id = 'jaszbereny-district'")
    assert rows["jaszbereny-district"]["value"] == pytest.approx(433_100_000 / people)
    assert rows["jaszbereny-district"]["people_year"] == 2018 and rows["vas-county-2021"]["people_year"] == 2024
    vas = one(con, "select sum(population_2024) from districts d join coverage c using (district_ksh) where pact_id = 'vas-county-2021'")
    assert rows["vas-county-2021"]["value"] == pytest.approx(1_973_000_000 / vas)
    whole = "select count(*) from coverage where pact_id = ? having bool_and(extent is not distinct from 'full')"
    for pact, r in rows.items():
        assert (r["people"] is not None) == bool(con.execute(whole, [pact]).fetchall()), pact
    assert (rows["miskolc-city"]["value"], rows["miskolc-city"]["why"]) == (None, "part")
    assert rows["m2-vonzasterseg-area"]["why"] == "no_area" and rows["ibrany-district"]["why"] == "extent_unknown"


def test_two_grants_of_one_pact_count_its_people_once(con: duckdb.DuckDBPyConnection) -> None:
    pecs = by_pact("grant_sizes", per="jobseeker")["pecs-city"]
    assert pecs["amount_huf"] == one(con, "select sum(value) from grants where pact_id = 'pecs-city'") == 2_220_000_000
    jobless = (
        "select registered_jobseekers_avg_2024 from district_labour_2024 join coverage using (district_ksh) where pact_id = 'pecs-city'"
    )
    assert pecs["value"] == pytest.approx(2_220_000_000 / one(con, jobless))


@pytest.mark.parametrize("per", PER)
def test_the_page_and_the_comparison_print_the_same_number(per: str) -> None:
    page = {p: r for p, r in by_pact("grant_sizes", per=per).items() if r["value"] is not None}
    comparison = by_pact("indicator_values", indicators=[read.PER_HEAD[per]])
    assert page.keys() == comparison.keys()
    for pact, r in page.items():
        c = comparison[pact]
        assert r["value"] == pytest.approx(c["value"])
        assert (r["softness"], r["digits"], r["doubt"]) == (c["softness"], c["digits"], c["doubt"])


def test_the_pacts_without_a_number_are_named_with_their_reason() -> None:
    parts = read.per_head(ask("grant_sizes", per="inhabitant", pacts=["miskolc-city", "gyor-city"]), "inhabitant", "miskolc-city", {}, HU)
    assert [p.heading for p in parts] == ["Városi paktumok · Ft egy lakosra, 2018. évi népesség"]
    assert parts[0].notes == (("nem értelmezhető", "– legalább egy járásnak csak egy része tartozik a paktumhoz: Miskolc."),)
    unknown = ask("grant_sizes", per="inhabitant", pacts=["heves-county-2021"])
    assert read.per_head(unknown, "inhabitant", "", {}, HU)[0].notes[0][0] == "nincs adat"
    assert "0 Ft" not in spaced(read.without_number(unknown, HU)), "unknown is not zero"


# ---------------------------------------------------------------- the forms


def test_the_strip_draws_every_amount_once_and_names_the_chosen_one() -> None:
    figure = strip(read.strip_rows(ask("grant_sizes"), "jaszbereny-district", HU), HU)
    drawn = [p for trace in figure.data for p in trace.customdata]
    known = [p for p, r in by_pact("grant_sizes").items() if r["value"] is not None]
    assert Counter(drawn) == Counter(known)
    chosen = [t for t in figure.data if t.name == "chosen"]
    assert [list(t.customdata) for t in chosen] == [["jaszbereny-district"]]
    labels = [spaced(a.text) for a in figure.layout.annotations]
    assert "Jászberényi járás: 433,1 M Ft" in labels and "medián: 310,4 M Ft" in labels
    later = {p for t in figure.data if t.name == "ring" for p in t.customdata}
    assert later == {p for p, r in by_pact("grant_sizes").items() if r["value"] is not None and r["state"] == "later"}


@given(st.lists(st.floats(50, 9000), min_size=1, max_size=60))
@settings(max_examples=40, deadline=None)
def test_dots_of_a_strip_never_cover_each_other(amounts: list[float]) -> None:
    figure = strip([Row("Helyi", "", [Dot(str(n), a * M, "dot", "") for n, a in enumerate(amounts)])], HU)
    low, high = figure.layout.xaxis.range
    by_level: dict[float, list[float]] = {}
    for x, y in zip(figure.data[0].x, figure.data[0].y, strict=True):
        by_level.setdefault(round(y, 3), []).append(300 * (math.log10(x) - low) / (high - low))
    for places in by_level.values():
        assert all(b - a >= 8.9 for a, b in pairwise(sorted(places)))


def test_a_hostile_name_in_a_strip_is_only_a_name() -> None:
    figure = strip([Row("<b>x</b>", "", [Dot("p", 100 * M, "dot", "<a href='x'>", True, "<i>n</i>")], 100 * M, "<u>m</u>")], HU)
    said = [a.text for a in figure.layout.annotations] + [t for trace in figure.data for t in trace.hovertext]
    assert not [t for t in said if re.search(r"<(?!/?b>)", t)] and "&lt;b&gt;x" in said[0]


def test_sections_keep_the_form_inside_and_escape_the_words_around() -> None:
    drawn = sections([Section("<b>Vas</b>", render("lead", text="a < b"), (("nincs", "<i>"),))])
    assert "&lt;b&gt;Vas" in drawn and '<p class="pk-lead">a &lt; b</p>' in drawn and "<i>" not in drawn
