"""Participants on the pages: invented ones are marked everywhere, nothing of fewer than k people is shown."""

import re
from collections.abc import Iterator

import pytest
from conftest import STORE
from people_files import OFFICE, published
from screen_text import card_titles, spoken
from test_pages import ENTRIES, open_page

from paktum import questions, store, tables
from paktum.readings import participants
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
