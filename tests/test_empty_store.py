"""A store without pacts and figures: it cannot be published, and if it ever was, every page survives it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lists import home_with
from screen_text import open_page
from test_pages import ENTRIES, HU

from paktum import imports, store
from paktum.imports import report
from paktum.screen import frame
from paktum.store import Delivery, building

EMPTIED = (
    "doubts",
    "observations",
    "aggregates",
    "events",
    "members",
    "partners",
    "coverage",
    "labels",
    "project_sources",
    "projects",
    "pacts",
)
NOTHING = Delivery(
    "nothing", "h", "ures.zip", "0", "package", 1.0, "1", "2026-03-01T00:00:00+00:00",
    modes=dict.fromkeys(EMPTIED, "replace"), tables=dict.fromkeys(EMPTIED, ()),
)  # fmt: skip


@pytest.fixture(scope="module")
def emptied(snapshot: store.Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Snapshot]:
    """The shared store while it holds nothing, as an earlier version of the program could leave it."""
    candidate = building.build_file([NOTHING], store.workspace())
    published = store.publish(replace(candidate, basis=snapshot.id), [(NOTHING, b"")])
    assert published.rows["pacts"] == published.rows["observations"] == 0
    yield published
    store.roll_back(snapshot.id)


def test_nothing_cannot_be_published(tmp_path: Path, snapshot: store.Snapshot) -> None:
    home = home_with(tmp_path, snapshot)
    with imports.workplace(home) as into:
        candidate = store.prepare([NOTHING], into, store=home)
    assert candidate.snapshot is None and {f.table for f in candidate.errors} == {"pacts", "observations"}
    assert "üres maradna" in report.of_store(candidate.errors[0], HU).said


@pytest.mark.parametrize("path", [e.path for e in ENTRIES])
def test_every_page_survives_a_store_without_anything(path: str, emptied: store.Snapshot) -> None:
    page = open_page(path)
    assert not page.exception
    assert page.query_params["adat"] == emptied.id


def test_a_page_that_breaks_names_the_way_back(monkeypatch: pytest.MonkeyPatch, emptied: store.Snapshot, snapshot: store.Snapshot) -> None:
    monkeypatch.setattr(frame, "sidebar", lambda words: 1 / 0)
    page = open_page("attekintes")
    assert page.exception
    assert any("nem jeleníthető meg" in e.value for e in page.error)
    assert f"python -m paktum rollback {snapshot.id}" in page.code[0].value
