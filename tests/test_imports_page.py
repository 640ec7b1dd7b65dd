"""The page that brings data in: who may, what it shows, and that publishing and undoing are one click."""

import gc
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lists import JASZBERENY, as_csv, changed, known_rows, new_row, package_without_a_figure
from screen_text import open_page
from streamlit.testing.v1 import AppTest
from test_imports import left_behind
from test_pages import HU, html_of, unescaped, warnings_of

from paktum import store
from paktum.screen import frame, roles
from paktum.wording import NBSP

CHANGED = ("lista.csv", as_csv(changed(known_rows(), JASZBERENY, **{"Megítélt támogatás (HUF)": "450 000 000"})), "text/csv")
NEW = ("uj.csv", as_csv([new_row()]), "text/csv")
BAD = ("rossz.csv", as_csv([new_row(**{"Megítélt támogatás (HUF)": "12 mrdd"})]), "text/csv")


@pytest.fixture(autouse=True)
def undone(snapshot: store.Snapshot, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test without a browser has no address; every test leaves the store that all tests share as it was."""
    monkeypatch.setattr(roles, "role", lambda: "editor")
    yield
    if store.published_ids()[0] != snapshot.id:
        store.roll_back(snapshot.id)


@pytest.fixture
def before() -> set[str]:
    """What other tests hold: the first page that a process opens lives as long as the process."""
    gc.collect()
    return set(left_behind(store.STORE))


def uploaded(*files: tuple[str, bytes, str]) -> AppTest:
    page = open_page("adatok")
    page.file_uploader[0].set_value(list(files)).run()
    assert not page.exception
    return page


def text(page: AppTest) -> str:
    return "\n".join(html_of(page))


def buttons(page: AppTest) -> set[str]:
    return {b.key for b in page.button}


def test_an_upload_is_recognised_reported_and_previewed(snapshot: store.Snapshot) -> None:
    page = uploaded(CHANGED)
    assert "lista.csv" in text(page) and "91 elfogadva" in text(page)
    assert "1 paktum változik, 1 szám." in text(page) and "450" in text(page)
    assert "pk_publish" in buttons(page)
    assert store.published_ids()[0] == snapshot.id


def test_publishing_moves_this_session_and_undo_brings_the_old_back(snapshot: store.Snapshot, before: set[str]) -> None:
    page = uploaded(CHANGED)
    page.text_input(key="pk_note").set_value("októberi lista").run()
    page.button(key="pk_publish").click().run()
    assert not page.exception and HU("imports.published_here", id=store.published_ids()[0]) in unescaped(page.success[0].value)
    new = store.current()
    assert new and new.id != snapshot.id and new.note == "októberi lista"
    link = rf"\[[^\]]+\]\(paktum\?nyelv=hu&paktum=[a-z-]+&adat={new.id}\)"
    assert re.search(link, page.success[0].value), "the pact that changed is one click away"
    assert page.query_params["adat"] == new.id
    assert "októberi lista" in text(page) and page.file_uploader[0].value in ([], None)
    page.selectbox(key="pk_before").set_value(snapshot.id).run()
    assert "1 paktum változik, 1 szám." in text(page)
    assert snapshot.id in page.button(key="pk_undo").label
    page.button(key="pk_undo").click().run()
    assert store.published_ids()[0] == new.id, "the first click only asks"
    asked = next(unescaped(w.value) for w in page.warning if HU("import_history.ask_title") in unescaped(w.value))
    assert f"utána 117 paktum és {snapshot.rows['observations']} közölt szám" in asked.replace(NBSP, "")
    page.button(key="pk_undo_no").click().run()
    assert "pk_undo_yes" not in buttons(page)
    page.button(key="pk_undo").click().run()
    page.button(key="pk_undo_yes").click().run()
    assert not page.exception and store.published_ids()[0] == snapshot.id
    assert page.query_params["adat"] == snapshot.id
    assert page.selectbox(key="pk_before").value is None and page.button(key="pk_undo").disabled, "what was left is not offered again"
    assert set(left_behind(store.STORE)) == before


def test_another_session_is_told_of_newer_data_and_can_move(snapshot: store.Snapshot) -> None:
    other = open_page("attekintes")
    page = uploaded(CHANGED)
    page.button(key="pk_publish").click().run()
    other.run()
    assert other.query_params["adat"] == snapshot.id
    assert HU("link.older_title") in warnings_of(other)
    other.button(key="pk_newest").click().run()
    assert other.query_params["adat"] == store.published_ids()[0] != snapshot.id
    assert HU("link.older_title") not in warnings_of(other)


def test_an_error_shows_the_cell_and_offers_no_publication() -> None:
    page = uploaded(BAD)
    assert "12 mrdd" in text(page) and HU("imports.nothing_loaded") in text(page)
    assert "pk_publish" not in buttons(page)
    page.radio(key="pk_level").set_value("error").run()
    assert not page.exception and HU("cli.level_warning") not in text(page)


def test_what_would_vanish_is_said_and_must_be_ticked(snapshot: store.Snapshot, tmp_path: Path) -> None:
    page = uploaded(("csomag.zip", package_without_a_figure(tmp_path), "application/zip"))
    (box,) = page.checkbox
    assert any("0 paktum és 1 közölt szám" in unescaped(w.value) for w in page.warning) and HU("rule_do.M05") in text(page)
    assert page.button(key="pk_publish").disabled
    box.check().run()
    page.button(key="pk_publish").click().run()
    assert not page.exception and store.published_ids()[0] != snapshot.id


def test_what_is_not_certain_is_decided_on_the_page(snapshot: store.Snapshot) -> None:
    page = uploaded(NEW)
    assert "pk_publish" not in buttons(page) and HU("imports.after_decisions") in text(page)
    page.selectbox(key="pk_decide_id:9900001").set_value("new")
    page.button[[b.label for b in page.button].index(HU("imports.decided"))].click().run()
    assert not page.exception and "pk_publish" in buttons(page)
    assert "Karcag" in text(page)


def test_discarding_leaves_nothing_behind(before: set[str]) -> None:
    page = uploaded(CHANGED)
    page.button(key="pk_cancel").click().run()
    assert not page.exception and set(left_behind(store.STORE)) == before
    assert "91 elfogadva" not in text(page)


def test_a_session_that_ends_takes_its_folder_with_it(before: set[str]) -> None:
    page = uploaded(CHANGED)
    assert set(left_behind(store.STORE)) > before
    del page
    gc.collect()
    assert set(left_behind(store.STORE)) == before


def test_others_read_how_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "role", lambda: "public")
    page = open_page("adatok")
    assert not page.exception and len(page.file_uploader) == 0 and "pk_undo" not in buttons(page)
    assert any(HU("imports.not_here_title") in unescaped(i.value) for i in page.info)
    assert any("python -m paktum import" in c.value for c in page.code)


def test_a_store_that_cannot_be_mended_serves_the_last_good_data_and_says_so(
    monkeypatch: pytest.MonkeyPatch, snapshot: store.Snapshot
) -> None:
    def fail(**_: object) -> store.Snapshot:
        raise store.StoreError("no_delivery", delivery="x", folder="y", why="z")

    monkeypatch.setattr(frame.store, "damaged", lambda: "abc")
    monkeypatch.setattr(frame.store, "build", fail)
    page = open_page("attekintes")
    assert not page.exception
    assert HU("state.trouble_title") in warnings_of(page)
    assert page.query_params["adat"] == snapshot.id
