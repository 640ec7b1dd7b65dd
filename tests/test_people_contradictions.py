"""Participants of real pacts beside what was published of them: where they differ, the page of data quality says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import STORE
from people_files import TODAY, register
from screen_text import card_titles, open_page, spoken

from paktum import questions, store
from paktum.participants import release
from paktum.readings import participants
from paktum.wording import LANGUAGES, Words

PACTS = ("jaszbereny-district", "miskolc-city", "vas-county-2015")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Snapshot]:
    folder: Path = tmp_path_factory.mktemp("register")
    release.receive(register(folder, PACTS), 5, today=TODAY, folder=folder / "people", into=STORE)
    try:
        yield store.build(store=STORE)
    finally:
        store.drop_release(STORE)
        store.build(store=STORE)


def test_a_count_that_differs_from_the_published_one_is_a_contradiction(snapshot: store.Snapshot) -> None:
    with questions.reading(snapshot):
        answer = questions.ask("people_reconciliation", pacts=PACTS)
    rows = participants.differing(answer)
    assert rows and all(r["counted"] != r["published"] for r in rows)
    _, cells = participants.contradiction_table(answer, Words("hu"))
    assert len(cells) == len(rows)
    for row, printed in zip(rows, cells, strict=True):
        assert printed[3].text == Words("hu").quantity(float(str(row["counted"])), "persons")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quality_page_shows_it_as_the_other_contradictions(snapshot: store.Snapshot, language: str) -> None:
    page, words = open_page("adatminoseg", {"nyelv": language}), Words(language)
    assert not page.exception
    titles = card_titles(page)
    assert titles.index(words("card.people_reconciliation.title")) == titles.index(words("card.contradictions.title")) + 1
    assert words("people.differs_topic") in spoken(page)


def test_a_filter_of_pacts_leaves_out_the_others(snapshot: store.Snapshot) -> None:
    with questions.reading(snapshot):
        rows = questions.ask("people_reconciliation", pacts=["miskolc-city"]).rows
    assert {r["pact"] for r in rows} <= {"miskolc-city"}


def test_rows_of_a_register_have_no_mark(snapshot: store.Snapshot) -> None:
    page = open_page("eredmenyek")
    assert not page.exception
    assert "KITALÁLT" not in spoken(page)
