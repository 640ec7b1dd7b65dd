"""An import that looks like a mistake is published only when a person confirms it; the old data stay until then."""

from pathlib import Path

import export_files as files
import pytest
from lists import HEADINGS, JASZBERENY, as_csv, changed, home_with, known_rows, new_row
from test_imports import bring, preview
from test_imports_page import undone, uploaded  # noqa: F401 - a fixture
from test_pages import warnings_of
from typer.testing import CliRunner

from paktum import __main__, commands, exports, imports, store
from paktum.errors import StoreError
from paktum.imports import doubts
from paktum.readings import imports as read
from paktum.wording import LANGUAGES, Words

HU = Words("hu")
RAISED = {"Megítélt támogatás (HUF)": "450 000 000"}


@pytest.fixture
def home(tmp_path: Path, snapshot: store.Snapshot) -> Path:
    return home_with(tmp_path, snapshot)


def package(**tables: str) -> bytes:
    """The bundled package with some of its tables cut to their headings and first rows."""
    found: dict[str, str | bytes] = {}
    for path in sorted(store.DATA.rglob("*.csv")):
        if "people" not in path.parts:
            found[path.relative_to(store.DATA).as_posix()] = path.read_bytes()
    found["datapackage.json"] = (store.DATA / "datapackage.json").read_bytes()
    for name, rows in tables.items():
        place = next(p for p in found if p.endswith(f"/{name}.csv"))
        lines = bytes(found[place]).decode().splitlines(keepends=True)  # type: ignore[arg-type]
        found[place] = "".join(lines[: int(rows) + 1]).encode()
    return files.zip_bytes(found)


def test_a_package_that_would_lose_most_rows_of_a_table_must_be_confirmed(home: Path, snapshot: store.Snapshot) -> None:
    (file,) = [imports.receive("csomag.zip", package(members="40"))]
    with imports.workplace(home) as into:
        seen = imports.preview(imports.plan([file], store_folder=home), into, home)
        assert [(d.key, d.values["table"]) for d in seen.doubts] == [("fewer_rows", "members")]
        assert seen.doubts[0].values["before"] == snapshot.rows["members"]
        with pytest.raises(StoreError, match="not_confirmed"):
            imports.publish(seen, "", home)
        assert store.published_ids(home) == [snapshot.id]
        assert imports.publish(seen, "", home, confirmed=True).rows["members"] == 40


def test_an_emptied_table_must_be_confirmed(snapshot: store.Snapshot) -> None:
    (doubt,) = doubts.lost_rows(snapshot.rows, dict(snapshot.rows) | {"members": 0}, {"members", "pacts"})
    assert (doubt.key, doubt.values) == ("emptied", {"table": "members", "before": snapshot.rows["members"]})


@pytest.mark.parametrize(("after", "asked"), [(100, False), (80, False), (79, True), (1, True)])
def test_how_many_rows_may_go_unasked(after: int, asked: bool) -> None:
    assert bool(list(doubts.lost_rows({"t": 100}, {"t": after}, {"t"}))) is asked


def test_what_is_computed_from_the_tables_is_no_reason(snapshot: store.Snapshot) -> None:
    assert list(doubts.lost_rows({"contradictions": 100}, {"contradictions": 1}, {"pacts"})) == []


def test_a_list_much_shorter_than_the_last_one_must_be_confirmed(home: Path) -> None:
    rows = known_rows()
    _, first = bring(home, as_csv(changed(rows, JASZBERENY, **RAISED)))
    part = [r for r in rows if r["_palyazat_id"] == JASZBERENY][:1] + rows[:20]
    seen = preview(home, as_csv(changed(part, JASZBERENY, **{"Megítélt támogatás (HUF)": "460 000 000"})))
    assert [d.key for d in seen.doubts] == ["shorter_list"]
    assert (seen.doubts[0].values["before"], seen.doubts[0].values["after"]) == (91, len(part))
    assert store.published_ids(home)[0] == first.id


def test_the_whole_list_again_is_no_doubt(home: Path) -> None:
    rows = known_rows()
    bring(home, as_csv(changed(rows, JASZBERENY, **RAISED)))
    seen = preview(home, as_csv([*changed(rows, JASZBERENY, **{"Megítélt támogatás (HUF)": "460 000 000"})]))
    assert seen.publishable and seen.doubts == ()


def test_many_doubtful_rows_must_be_confirmed() -> None:
    bad = [
        new_row(_palyazat_id=f"99000{n:02}", **{"Megítélt támogatás (HUF)": "nincs adat" if n < 6 else "310 000 000"}) for n in range(10)
    ]
    (doubt,) = doubts.doubtful_rows("lista.csv", exports.read(as_csv(bad), "lista.csv"))
    assert (doubt.key, doubt.values["doubtful"], doubt.values["rows"]) == ("doubtful_rows", 6, 10)
    assert list(doubts.doubtful_rows("x", exports.read(as_csv(bad[5:]), "x"))) == []


def test_a_file_without_a_row_publishes_nothing(home: Path, snapshot: store.Snapshot) -> None:
    seen = preview(home, as_csv([], HEADINGS))
    assert seen.errors and not seen.publishable
    with pytest.raises(StoreError):
        imports.publish(seen, "", home, confirmed=True)
    assert store.published_ids(home) == [snapshot.id]


def test_an_error_is_not_to_be_confirmed_away(home: Path, snapshot: store.Snapshot) -> None:
    seen = preview(home, as_csv([new_row(**{"Megítélt támogatás (HUF)": "12 mrdd"})]))
    assert seen.doubts == () and seen.errors
    with pytest.raises(StoreError, match="nothing_to_publish"):
        imports.publish(seen, "", home, confirmed=True)
    assert store.published_ids(home) == [snapshot.id]


# ---------------------------------------------------------------- how a person says it


@pytest.fixture
def doubtful(monkeypatch: pytest.MonkeyPatch) -> tuple[str, bytes, str]:
    """A list that is as short as the limit says it may not be."""
    monkeypatch.setattr(doubts, "MOST_DOUBTFUL", -1.0)
    return "lista.csv", as_csv(changed(known_rows(), JASZBERENY, **RAISED)), "text/csv"


def test_the_command_needs_its_flag(doubtful: tuple[str, bytes, str], tmp_path: Path, snapshot: store.Snapshot) -> None:
    file = tmp_path / doubtful[0]
    file.write_bytes(doubtful[1])
    run = CliRunner()
    refused = run.invoke(__main__.app, ["import", str(file), "--yes"])
    assert refused.exit_code == 1 and "--confirm" in refused.output and HU("import_doubt.label") in refused.output
    assert store.published_ids()[0] == snapshot.id
    try:
        done = run.invoke(__main__.app, ["import", str(file), "--yes", "--confirm"])
        assert done.exit_code == 0, done.output
        assert store.published_ids()[0] != snapshot.id
    finally:
        store.roll_back(snapshot.id)


def test_a_person_at_a_terminal_is_asked(doubtful: tuple[str, bytes, str], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = preview(home, doubtful[1])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for answer, taken in (("n\n", False), ("i\n", True), ("\n", False)):
        monkeypatch.setattr("sys.stdin.readline", lambda answer=answer: answer, raising=False)
        assert commands.sure(seen, False, HU) is taken


def test_the_page_needs_its_tick(doubtful: tuple[str, bytes, str], undone: None, snapshot: store.Snapshot) -> None:  # noqa: F811
    page = uploaded(doubtful)
    assert HU("import_doubt.label") in warnings_of(page)
    assert page.button(key="pk_publish").disabled
    page.checkbox(key="pk_confirm").check().run()
    assert not page.exception and not page.button(key="pk_publish").disabled
    page.button(key="pk_publish").click().run()
    assert not page.exception and store.published_ids()[0] != snapshot.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_doubt_has_its_sentence(language: str, home: Path, snapshot: store.Snapshot) -> None:
    found = [
        *doubts.lost_rows({"pacts": 100, "members": 9}, {"pacts": 50}, {"pacts", "members"}),
        doubts.Doubt("shorter_list", {"file": "a.csv", "before": 91, "after": 20}),
        doubts.Doubt("doubtful_rows", {"file": "a.csv", "rows": 10, "doubtful": 9}),
    ]

    class Seen:
        doubts = found

    said = read.doubts(Seen, Words(language))  # type: ignore[arg-type]
    assert len(said) == 4 and "91" in said[2] and "100" in said[1]
