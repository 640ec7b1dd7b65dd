"""The page of results: worked numbers against SQL of the test's own, the limits against exact sums, when a rank is withheld."""

import html
import itertools
import json
import math
import re
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screen_text import card_titles, open_page
from streamlit.testing.v1 import AppTest

from paktum import questions, store
from paktum.figures.funnel_plot import Limit, Share, funnel_plot, window
from paktum.questions import ask
from paktum.readings import compare, fair
from paktum.readings import outcomes as read
from paktum.wording import NBSP, Words

HU, EN = Words("hu"), Words("en")
SOMOGY, CSONGRAD, HEVES = "somogy-county-2015", "csongrad-csanad-county-2015", "heves-county-2015"


@pytest.fixture(scope="module", autouse=True)
def built() -> store.Snapshot:
    return store.build()


def figure(pact: str, measure: str, kind: str) -> list[float]:
    """Published figures read straight from the observations, past every derived table."""
    con = store.connection(store.current().path).cursor()
    rows = con.execute(
        "select value from observations where pact_id = ? and measure = ? and kind = ? order by 1", [pact, measure, kind]
    ).fetchall()
    return [float(v) for (v,) in rows]


# ---------------------------------------------------------------- targets and results


@pytest.mark.parametrize(("measure", "printed"), [("participants", "122,4%"), ("found_job", "167,8%")])
def test_somogy_against_its_targets(measure: str, printed: str) -> None:
    (result,), (target,) = figure(SOMOGY, measure, "actual"), figure(SOMOGY, measure, "target")
    row = next(r for r in ask("targets_and_results", measure=measure).rows if r["pact_id"] == SOMOGY)
    assert row["fulfilment"] == pytest.approx(100 * result / target)
    answers = ask("targets_and_results", measure=measure), ask("target_versions", measure=measure)
    bar = next(b for b in read.bullets(*answers, "", {}, HU) if b.name == "Somogy vármegye" or b.name.startswith("Somogy vármegye"))
    assert bar.share == printed


def test_heves_keeps_both_targets_and_has_no_share() -> None:
    answers = ask("targets_and_results", measure="participants"), ask("target_versions", measure="participants")
    bar = next(b for b in read.bullets(*answers, "", {}, HU) if b.name.startswith("Heves vármegye"))
    assert (bar.actual, bar.target, bar.other_targets, bar.share) == (1200, 518, (1000,), "")
    assert figure(HEVES, "participants", "target") == [518, 1000]
    assert f"≤{NBSP}1{NBSP}000{NBSP}fő" in bar.detail and HU("mark.contradicted") in [m.text for m in bar.marks]


def test_targets_in_several_versions_are_a_table_of_their_own() -> None:
    body = html.unescape(read.version_body(ask("target_versions", measure="participants"), HU))
    assert "Heves" in body and "Szombathely" in body and "Somogy" not in body


# ---------------------------------------------------------------- lasting results


def test_retention_is_known_for_one_pact_and_a_lower_bound() -> None:
    answer = ask("lasting_results")
    [known] = [r for r in answer.rows if r["state"] == "known"]
    assert (known["retention"], known["lasting"]) == (pytest.approx(14500 / 170), pytest.approx(14500 / 312))
    body = read.lasting_body(answer, HU)
    assert f"≥{NBSP}85,3%" in body and f"≥{NBSP}46,5%" in body


def test_running_pacts_are_not_yet_measurable_and_counted() -> None:
    answer = ask("lasting_results")
    con = store.connection(store.current().path).cursor()
    [(running,)] = con.execute("select count(*) from pacts where status = 'running'").fetchall()
    assert HU("outcomes.left_not_yet", n=HU.number(running)) in read.lasting_left_out(answer, HU)
    assert HU("absent.not_yet") in read.lasting_body(answer, HU)


def test_another_measure_is_never_the_six_month_one() -> None:
    row = next(r for r in ask("lasting_results").rows if r["pact_id"] == SOMOGY)
    assert (row["after_support"], row["employed_6m"], row["retention"]) == (658, None, None)
    assert HU("outcomes.other_measure", value=f"658{NBSP}fő") in read.lasting_body(ask("lasting_results"), HU)


# ---------------------------------------------------------------- rates against chance


def exact_limit(people: int, rate: float, tail: float) -> float:
    """The count at which the summed binomial chance passes the tail, in per cent of the people."""
    up_to = 0.0
    for k in range(people + 1):
        chance = math.comb(people, k) * rate**k * (1 - rate) ** (people - k)
        up_to += chance
        if up_to >= tail:
            return 100 * (k - (up_to - tail) / chance) / people
    raise AssertionError


def test_the_group_rate_is_a_ratio_of_sums() -> None:
    rows = [r for r in fair.pacts_of(ask("placement_rates")) if r["reason"] is None]
    jobs, people = (sum(max(figure(str(r["pact_id"]), m, "actual")) for r in rows) for m in ("found_job", "participants"))
    assert rows[0]["group_rate"] == pytest.approx(100 * jobs / people)
    assert (jobs, people) == (3283, 4895)


@pytest.mark.parametrize(("column", "tail"), [("low_998", 0.001), ("low_95", 0.025), ("high_95", 0.975), ("high_998", 0.999)])
def test_limits_are_exact_binomial(column: str, tail: float) -> None:
    rows = [r for r in ask("placement_rates").rows if r["low_95"] is not None and float(str(r["per"])) < 800]
    assert len(rows) > 10
    for r in rows:
        assert r[column] == pytest.approx(exact_limit(int(float(str(r["per"]))), 3283 / 4895, tail), abs=1e-4)


def test_doubtful_pacts_are_rings_outside_of_the_group_and_bounds_are_left_out_by_name() -> None:
    answer = ask("placement_rates")
    shares = {s.name: s for s in fair.shares(answer, "", HU)}
    assert [n for n, s in shares.items() if s.doubtful] == ["Jászberényi járás"]
    assert "jaszbereny-district" not in fair.firm(answer) and "Kelet-Zala" not in shares
    assert HU("outcomes.left_named", name="Kelet-Zala", reason=HU("reason.bound")) in fair.rates_left_out(answer, 105, HU)


def test_two_pacts_of_a_group() -> None:
    """Within the limits nobody is judged: both pacts lie so near their common rate that chance explains it."""
    answer = ask("placement_rates", pacts=[SOMOGY, CSONGRAD])
    [somogy] = [r for r in fair.pacts_of(answer) if r["pact_id"] == SOMOGY]
    assert somogy["group_rate"] == pytest.approx(100 * (839 + 1177) / (1489 + 1925))
    assert ask("placement_rates", pacts=[SOMOGY]).rows[0]["group_rate"] is None
    assert fair.rates_said(ask("placement_rates", pacts=[SOMOGY]), [], HU) == [HU("outcomes.no_group")]


@pytest.mark.parametrize("words", [HU, EN])
def test_the_sentence_withholds_an_order_that_the_guard_forbids(words: Words) -> None:
    answer = ask("placement_rates")
    rules = ask("comparability", pacts=fair.firm(answer), indicators=["placement_rate"])
    said = " ".join(fair.rates_said(answer, compare.guard(rules, fair.pacts_of(answer), words), words))
    assert words("outcomes.no_order", reasons="").strip() in said
    assert words("outcomes.outside", listed="§").split("§")[1] in said


CURVE = [Limit(100, 50, 80, 45, 85), Limit(1000, 62, 72, 60, 74)]


def drawn(*shares: Share) -> Any:
    return funnel_plot(shares, CURVE, 67, ("csoport: 67%", "95%", "99,8%"), HU)


def test_a_doubtful_share_is_a_ring_and_the_chosen_one_has_the_accent() -> None:
    plot = drawn(Share("A", 300, 60, "60%", "A"), Share("B", 500, 70, "70%", "B", doubtful=True, chosen=True))
    firm, doubtful = (next(t for t in plot.data if t.name == n) for n in ("firm", "doubtful"))
    assert firm.marker.color != doubtful.marker.color == "#000010" and doubtful.marker.line.color == "#000005"


def test_both_pairs_of_limits_and_the_centre_are_drawn_and_named() -> None:
    plot = drawn(Share("A", 300, 60, "60%", "A"))
    names = [t.name for t in plot.data]
    assert (names.count("95"), names.count("99.8"), names.count("group")) == (2, 2, 1)
    assert {"95%", "99,8%", "csoport: 67%", "<b>60%</b> A"} == {a.text for a in plot.layout.annotations}


def test_the_axis_holds_everything_and_stays_within_per_cents() -> None:
    low, high = window([Share("A", 5, 99, "", ""), Share("B", 5, 3, "", "")], CURVE)
    assert (low, high) == (0, 100)


def test_a_hostile_name_is_only_text_in_the_plot() -> None:
    plot = drawn(Share("<b>x</b><a href='javascript:1'>", 300, 60, "60%", "<img>"))
    assert "<a href" not in json.dumps(plot.to_dict(), default=str)


# ---------------------------------------------------------------- ranks


@pytest.mark.parametrize(
    "indicator", ["participants", "found_job", "placement_rate", "fulfilment_jobs", "cost_per_participant", "cost_per_job"]
)
def test_the_guard_forbids_no_rank_that_is_given(indicator: str) -> None:
    rows = [r for r in ask("ranking", indicator=indicator).rows if r["rank"] is not None]
    for _, peers in itertools.groupby(rows, key=lambda r: (r["cycle"], r["level"], r["status"], r["state"])):
        broken = ask("comparability", pacts=[str(r["pact_id"]) for r in peers], indicators=[indicator]).rows
        assert not broken, (indicator, broken)


def test_ranks_of_closed_county_pacts_by_jobs() -> None:
    rows = {r["pact_id"]: r for r in ask("ranking", indicator="found_job").rows}
    ranks = {p: (r["rank"], r["rank_of"]) for p, r in rows.items() if r["rank"]}
    assert ranks == {
        "szabolcs-szatmar-bereg-county-2015": (1, 4),
        CSONGRAD: (2, 4),
        SOMOGY: (3, 4),
        "zala-county-2015": (4, 4),
    }
    assert rows["jaszbereny-district"]["reason"] == "doubtful" and rows["baranya-county-2015"]["reason"] == "bound"
    assert rows["miskolc-city"]["reason"] == "no_figure" and rows["pecs-city"]["reason"] == "undated"


def test_a_lower_cost_ranks_first_and_a_contradicted_one_not_at_all() -> None:
    rows = {r["pact_id"]: r for r in ask("ranking", indicator="cost_per_job").rows}
    assert rows[CSONGRAD]["rank"] == 1 and rows["zala-county-2015"]["rank"] == 2
    assert (rows[SOMOGY]["rank"], rows[SOMOGY]["reason"]) == (None, "contradicted")


# A made-up store: pacts and their values, everything else empty; the rules of a rank are tried on it.

SOFTNESS = ("exact", "rounded", "approximate", "lower", "upper", "none")
PACTS = st.lists(
    st.fixed_dictionaries(
        {
            "value": st.one_of(st.none(), st.integers(0, 6)),
            "per": st.sampled_from([5, 40, 4000]),
            "softness": st.sampled_from(("exact", "exact", "exact", *SOFTNESS)),
            "doubt": st.sampled_from([None, None, None, "target_or_actual"]),
            "contradicted": st.sampled_from([False, False, False, True]),
            "as_of": st.sampled_from(["2023-12", "2023-11", "2023-11", "2019", None]),
            "level": st.sampled_from(["county", "city"]),
        }
    ),
    max_size=7,
)


@pytest.fixture(scope="module")
def made_up() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        store.empty(con)
        yield con


def ranked(con: duckdb.DuckDBPyConnection, pacts: list[dict[str, Any]], indicator: str) -> dict[str, dict[str, Any]]:
    """Return the ranking of made-up pacts; their values are tenths of what they are measured by."""
    con.execute("delete from pact_facts; delete from pact_values")
    form, unit, better = {"placement_rate": ("ratio", "percent", "higher"), "cost_per_job": ("ratio", "HUF", "lower")}[indicator]
    for n, p in enumerate(pacts):
        con.execute(
            "insert into pact_facts by name (select ? as pact_id, ? as short_hu, ? as short_en, ? as level, '2014-2020' as cycle,"
            " 'closed' as status)",
            [f"p{n}", f"P{n}", f"P{n}", p["level"]],
        )
        if p["value"] is not None:
            value, amount = 10.0 * p["value"], p["value"] * p["per"] / 10
            known = {"low": ("exact", "rounded", "lower"), "high": ("exact", "rounded", "upper")}
            row = {"indicator": indicator, "topic": "unit_cost" if unit == "HUF" else "outcomes", "unit": unit, "form": form}
            row |= {"better": better, "pact_id": f"p{n}", "value": value, "amount": amount, "amount_softness": p["softness"]}
            row |= {side: value if p["softness"] in kinds else None for side, kinds in known.items()}
            row |= {"per": p["per"], "per_softness": "exact", "state": "later"}
            row |= {name: p[name] for name in ("softness", "as_of", "doubt", "contradicted")}
            columns = ", ".join(f"? as {name}" for name in row)
            con.execute(f"insert into pact_values by name (select {columns})", list(row.values()))
    answer = con.execute(questions.find("ranking").sql, {"indicator": indicator, "pacts": None})
    names = [c[0] for c in answer.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in answer.fetchall()}


INDICATOR = st.sampled_from(["placement_rate", "cost_per_job"])


@settings(max_examples=80, deadline=None)
@given(PACTS, INDICATOR)
def test_a_row_has_a_rank_or_a_reason_never_both(made_up: duckdb.DuckDBPyConnection, pacts: list[dict[str, Any]], indicator: str) -> None:
    for n, r in ranked(made_up, pacts, indicator).items():
        p = pacts[int(n[1:])]
        assert (r["rank"] is None) != (r["reason"] is None)
        weak = p["value"] is None or p["doubt"] or p["contradicted"] or p["softness"] not in ("exact", "rounded") or p["per"] < 10
        assert not (r["rank"] is not None and (weak or p["as_of"] is None)), p
        assert r["reason"] is None or HU.has(f"reason.{r['reason']}")


@settings(max_examples=80, deadline=None)
@given(PACTS, INDICATOR)
def test_ties_share_a_rank_and_better_is_before_worse(
    made_up: duckdb.DuckDBPyConnection, pacts: list[dict[str, Any]], indicator: str
) -> None:
    found = [r for r in ranked(made_up, pacts, indicator).values() if r["rank"] is not None]
    sign = 1 if indicator == "cost_per_job" else -1
    for a, b in itertools.permutations(found, 2):
        if a["level"] == b["level"]:
            assert (sign * a["value"] < sign * b["value"]) == (a["rank"] < b["rank"])
            assert (a["value"] == b["value"]) == (a["rank"] == b["rank"])


@settings(max_examples=80, deadline=None)
@given(PACTS, PACTS, INDICATOR)
def test_what_has_no_firm_figure_moves_nobody(
    made_up: duckdb.DuckDBPyConnection, pacts: list[dict[str, Any]], more: list[dict[str, Any]], indicator: str
) -> None:
    weak = [{**p, "value": None} if n % 2 else {**p, "softness": "lower"} for n, p in enumerate(more)]
    before = {n: (r["rank"], r["rank_of"], r["reason"]) for n, r in ranked(made_up, pacts, indicator).items()}
    after = {n: (r["rank"], r["rank_of"], r["reason"]) for n, r in ranked(made_up, [*pacts, *weak], indicator).items()}
    assert {n: after[n] for n in before} == before


# ---------------------------------------------------------------- unit costs and figures of several pacts


def test_unit_costs_keep_their_bounds_and_stand_by_name() -> None:
    answer = ask("indicator_values", indicators=["cost_per_job"])
    order = [str(r["pact_id"]) for r in ask("selected_pacts").rows]
    rows = fair.costs(answer, order, SOMOGY, HU)
    assert [r.name for r in rows if r.chosen] == ["Somogy"]
    baranya = next(r for r in rows if r.name == "Baranya").marks[0]
    assert baranya.softness == "upper" and baranya.low is None and baranya.value.startswith("≤")
    assert [r.name for r in rows][:3] == ["Baranya", "Csongrád-Csanád", "Jászberényi járás"], "by name: the order ranks nobody"


def test_figures_of_several_pacts_are_apart() -> None:
    rows = ask("aggregates").rows
    assert {("Békés", 3000.0), ("Zala", 2516.0)} <= {(str(r["scope_hu"]).split()[0], r["value"]) for r in rows}
    assert not [r for r in rows if "Call " in str(r["scope_en"]) or r["unit"] in ("EUR", "pacts", "date")]
    con = store.connection(store.current().path).cursor()
    [(shared,)] = con.execute("select count(*) from aggregates a join observations o using (observation_id)").fetchall()
    assert shared == 0
    assert all(r["scope_hu"] != r["scope_en"] for r in rows), "a scope without its Hungarian wording"


# ---------------------------------------------------------------- the page


def opened(**query: str) -> AppTest:
    return open_page("eredmenyek", query)


def text_of(page: AppTest) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", "\n".join(h.value for h in page.get("html"))))


@pytest.mark.parametrize("language", ["hu", "en"])
def test_the_page_opens_in_both_languages(language: str) -> None:
    words, page = Words(language), opened(nyelv=language)
    assert not page.exception and not page.error and not page.warning
    assert page.title[0].value == words("outcomes.title")
    titles = card_titles(page)
    for name in ("outcome_targets", "lasting_results", "target_versions", "placement_rates", "ranking", *fair.COSTS, "aggregates"):
        assert words(f"card.{name}.title") in titles
    assert (page.query_params["eredmeny"], page.query_params["rangsor"]) == ("participants", "placement_rate")
    assert words("outcomes.hides_text") in text_of(page)


def test_the_link_chooses_count_indicator_and_pact() -> None:
    page = opened(eredmeny="found_job", rangsor="cost_per_job", kiemelt=SOMOGY)
    said = text_of(page)
    assert "167,8%" in said and f"658{NBSP}fő" in said
    assert page.selectbox(key="pk_ranked").value == "cost_per_job"


def test_a_choice_that_does_not_exist_is_named() -> None:
    page = opened(eredmeny="boldogok", rangsor="grant")
    said = " ".join(re.sub(r"\\(.)", r"\1", w.value) for w in page.warning)
    assert "eredmeny=boldogok" in said and "rangsor=grant" in said


def test_two_cycles_together_get_their_banner() -> None:
    said = " ".join(re.sub(r"\\(.)", r"\1", w.value) for w in opened(ciklus="mind").warning)
    assert HU("overview.cycles_title") in said


def test_a_view_without_results_says_so() -> None:
    page = opened(ciklus="2021-2027", kiemelt="vas-county-2021")
    assert not page.exception and not page.error
    assert HU("outcomes.no_group") in text_of(page)
