"""Participants on the pages: invented ones are marked everywhere, nothing of fewer than k people is shown."""

import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from conftest import STORE
from people_files import OFFICE, published
from screen_text import card_titles, open_page, spoken
from test_pages import ENTRIES

from paktum import questions, store, tables
from paktum.figures.county_map import county_map
from paktum.readings import participants, people_map
from paktum.wording import LANGUAGES, Words

QUESTIONS = {
    "people_funnel": {},
    "people_groups": {"leaf": "age"},
    "people_group_outcomes": {},
    "people_months": {},
    "people_speed": {},
    "people_pacts": {},
    "people_districts": {},
    "people_release": {},
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Snapshot]:
    with published(tmp_path_factory.mktemp("office"), STORE) as made:
        yield made


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.path)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_that_there_are_invented_people(snapshot: store.Snapshot, entry, language: str) -> None:
    page = open_page(entry.path, {"nyelv": language})
    assert not page.exception
    assert any(Words(language)("people.invented_title").rstrip(".") in w.value.replace("\\", "") for w in page.warning)


def test_the_outcomes_page_has_the_part(snapshot: store.Snapshot) -> None:
    page = open_page("eredmenyek", {"nem": "female", "csoport": "age.over_54"})
    assert not page.exception
    assert Words("hu")("people.title") in [h.value for h in page.header]
    assert f"KITALÁLT – {Words('hu')('card.people_funnel.title')}" in card_titles(page)


def test_groups_and_months_are_figures_with_their_finding(snapshot: store.Snapshot) -> None:
    page = open_page("eredmenyek")
    assert not page.exception
    for name in ("people_panels", "people_months"):
        assert f"KITALÁLT – {Words('hu')(f'card.{name}.title')}" in card_titles(page)
    with questions.reading(snapshot):
        assert participants.panels_said(questions.ask("people_group_outcomes"), Words("hu")) in spoken(page)
        assert participants.cohorts_said(questions.ask("people_months"), Words("hu")) in spoken(page)


def test_a_card_says_which_filters_it_does_not_follow(snapshot: store.Snapshot) -> None:
    said = spoken(open_page("eredmenyek", {"nem": "female", "csoport": "age.over_54", "nyelv": "en"}))
    assert "set, but without effect on this card: Sex and Group" in said  # months
    assert "set, but without effect on this card: Group" in said  # groups


def test_the_months_add_up_to_everybody_where_all_are_told(snapshot: store.Snapshot) -> None:
    with questions.reading(snapshot):
        months, whole = questions.ask("people_months").rows, questions.ask("people_funnel").row
    assert {r["people_state"] for r in months} == {"shown"}
    assert months[-1]["people_so_far"] == whole["people"] == sum(int(str(r["people"])) for r in months)


def test_nothing_is_added_up_after_a_month_that_is_not_told(snapshot: store.Snapshot) -> None:
    with questions.reading(snapshot):
        rows = questions.ask("people_months", pact="kitalalt-001").rows
    first = next(n for n, r in enumerate(rows) if r["people_state"] == "suppressed")
    assert all(r["people_so_far"] is not None for r in rows[:first])
    assert all(r["people_so_far"] is None and r["people_so_far_state"] == "suppressed" for r in rows[first:])


def test_the_map_page_has_the_part(snapshot: store.Snapshot) -> None:
    page = open_page("terkep")
    assert not page.exception
    assert f"KITALÁLT – {Words('hu')('card.people_districts.title')}" in card_titles(page)


def test_the_map_offers_participants_where_there_are_some(snapshot: store.Snapshot) -> None:
    page = open_page("terkep", {"terkepertek": "placement", "nem": "female", "nyelv": "en"})
    assert not page.exception
    assert f"INVENTED – {Words('en')('people.map_title_placement')}" in " ".join(card_titles(page))
    assert page.radio(key="pk_map_measure").options == [Words("en")(f"map_measure.{m}") for m in ("pacts", "people", "placement")]
    assert "women" in spoken(page)


def test_the_map_falls_back_aloud_at_the_level_of_counties(snapshot: store.Snapshot) -> None:
    page = open_page("terkep", {"terkepertek": "people", "terkepszint": "county"})
    assert not page.exception
    assert any(Words("hu")("map.refused_people")[:30] in m.value.replace("\\", "") for m in page.info)


def test_a_district_that_is_chosen_shows_its_funnel_on_the_map(snapshot: store.Snapshot) -> None:
    with questions.reading(snapshot):
        home = str(questions.ask("people_districts").row["district_ksh"])
    page = open_page("terkep", {"terkepertek": "people", "lakohely": home})
    assert not page.exception
    assert f"KITALÁLT – {Words('hu')('card.people_funnel.title')}" in card_titles(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_methods_say_which_k_is_in_force(snapshot: store.Snapshot, language: str) -> None:
    page, words = open_page("modszertan", {"nyelv": language}), Words(language)
    assert not page.exception
    assert words("disclosure.k_text", k="5", as_of=words.date("2023-06-30")) in spoken(page)
    assert words("disclosure.not_text") in spoken(page)


def test_invented_pacts_carry_their_mark_in_every_download(snapshot: store.Snapshot) -> None:
    with questions.reading(snapshot):
        answer = questions.ask("people_pacts")
    for language, mark in (("hu", "KITALÁLT"), ("en", "INVENTED")):
        shown = tables.layout(answer, Words(language))
        assert shown.rows and all(row[0].text.startswith(mark) for row in shown.rows)
        lines = tables.to_csv(shown, Words(language)).decode("utf-8-sig").splitlines()[1:]
        assert all(line.lstrip('"').startswith(mark) for line in lines)
    assert any(OFFICE in str(r["name_hu"]) for r in answer.rows)


def test_invented_people_are_in_no_published_figure(snapshot: store.Snapshot) -> None:
    with questions.reading(snapshot):
        names = {str(r["pact_id"]) for r in questions.ask("selected_pacts").rows}
        values = questions.ask("indicator_values").rows
        assert not questions.ask("people_reconciliation").rows
    assert not any(n.startswith("kitalalt") for n in names)
    assert not any(str(r["pact_id"]).startswith("kitalalt") for r in values)


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_answer_has_a_small_number(snapshot: store.Snapshot, name: str) -> None:
    """Whatever a page, a download or the command line shows comes from these answers."""
    with questions.reading(snapshot):
        rows = questions.ask(name, **QUESTIONS[name]).rows
    assert rows
    for row in rows:
        for column in ("people", "found_job", "employed_6m", "elapsed", "leavers", "people_so_far"):
            value = row.get(column)
            assert value is None or value == 0 or float(str(value)) >= 5, (name, column, row)


RATIOS = {  # of what, and by what; a cost needs the spending of everybody
    "placement_rate": ("found_job", "people"),
    "retention_rate": ("employed_6m", "elapsed"),
    "immediate_rate": ("employed_at_leaving", "leavers"),
}


@pytest.mark.parametrize("name", ["people_funnel", "people_groups", "people_group_outcomes", "people_months", "people_districts"])
def test_a_ratio_is_made_of_numbers_that_are_told(snapshot: store.Snapshot, name: str) -> None:
    """So a rounded ratio and its known denominator say nothing that the page does not; the same of running sums."""
    seen = 0
    with questions.reading(snapshot):
        rows = [r for more in ({}, {"pact": "kitalalt-001"}) for r in questions.ask(name, **(QUESTIONS[name] | more)).rows]
    so_far: int | None = 0
    for row in rows:
        for ratio, parts in RATIOS.items():
            if row.get(ratio) is not None:
                assert all(row[part] is not None for part in parts)
                seen += 1
        if name == "people_months" and row["people_so_far"] is not None:
            so_far = int(str(row["people_so_far"])) - int(str(row["people"])) if row["people"] is not None else None
            assert so_far is not None
    assert seen or name == "people_months"  # of few people no month is told with its jobs


def test_the_snapshot_has_no_table_with_a_row_for_a_person(snapshot: store.Snapshot) -> None:
    con = store.connection(snapshot.path)
    tables_ = [r[0] for r in con.cursor().execute("select table_name from duckdb_tables()").fetchall()]
    assert {"people", "outcomes", "rejects"}.isdisjoint(tables_)
    columns = {r[0] for r in con.cursor().execute("select column_name from duckdb_columns()").fetchall()}
    assert {"person", "participant_id", "birth_year"}.isdisjoint(columns)


def test_a_suppressed_number_has_its_own_words(snapshot: store.Snapshot) -> None:
    with questions.reading(snapshot):
        answer = questions.ask("people_months", pact="kitalalt-001")
    shown = tables.layout(answer, Words("hu"), ("origin",))
    said = {
        cell.text for row, record in zip(shown.rows, answer.rows, strict=True) if record["people_state"] == "suppressed" for cell in row[1:]
    }
    assert said <= {"nem közölhető"}
    assert not re.search("nincs adat", " ".join(cell.text for row in shown.rows for cell in row))


def map_rows() -> list[dict[str, object]]:
    told = {"people_state": "shown", "found_state": "shown", "origin": "register"}
    hidden = {"people_state": "suppressed", "found_state": "suppressed", "people": None, "placement_rate": None}
    return [
        {"district_ksh": "a", "people": 40, "placement_rate": 50.0, **told},
        {"district_ksh": "b", "people": 90, "placement_rate": 20.0, **told},
        {"district_ksh": "c", **hidden},
    ]


def test_a_district_that_may_not_be_told_has_no_class_and_its_own_sign() -> None:
    answer = SimpleNamespace(rows=map_rows())
    found = people_map.drawing(answer, "people", {"c": "C járás"}, ["a", "b", "c", "d"], Words("hu"))
    assert found.withheld == {"c"} and found.nobody == 1
    kinds = [kind for kind, _ in people_map.legend_items(found, Words("hu"))]
    assert kinds[-2:] == ["cross", "hatch"]
    shape = {"type": "Polygon", "coordinates": [[[18, 47], [18, 48], [19, 48], [19, 47], [18, 47]]]}
    tree = {"features": [{"type": "Feature", "properties": {"code": c}, "geometry": shape} for c in "abcd"]}
    d = found.drawing
    traces = {t.name: t for t in county_map(d.values, d.names, d.texts, d.breaks, tree, withheld=found.withheld).data}
    assert list(traces["withheld"].locations) == ["c"] and list(traces["unknown"].locations) == ["d"]
    assert sorted(traces["classes"].locations) == ["a", "b"] and set(traces["withheld"].z) == {0}
    assert not any(letter.isdigit() for letter in d.texts["c"])
    # The sentence names only what may be told.
    assert "C járás" not in people_map.sentence(found, answer, Words("hu"))
