"""Faults of the machine around the store: each has one outcome, and the figures stay those that were published."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from lists import JASZBERENY, as_csv, changed, home_with, known_rows
from real_servers import asked, running, until
from test_import_processes import command, finished, importing, served, small_disk  # noqa: F401 - a fixture
from test_imports import bring, left_behind, plan

from benchmarks.sessions import Visitor
from paktum import imports, questions, store
from paktum.errors import QuestionError, StoreError
from paktum.store import Snapshot

RAISED = {"Megítélt támogatás (HUF)": "450 000 000"}
ANSWERS = """
import json, sys
from paktum import questions, store
store.build()
asked = ("data_state", "people_by_month", "overview_kpis", "export_totals", "indicator_groups", "events", "contradictions")
out = {n: questions.ask(n).frame.to_json(orient="values", date_format="iso") for n in asked if n in questions.catalogue()}
print(json.dumps([store.current().id, out], sort_keys=True))
"""


@pytest.fixture
def home(tmp_path: Path, snapshot: Snapshot) -> Path:
    return home_with(tmp_path, snapshot)


@pytest.fixture
def brought(home: Path) -> Snapshot:
    return bring(home, as_csv(changed(known_rows(), JASZBERENY, **RAISED)))[1]


# ---------------------------------------------------------------- clock, time zone, locale


def answers(home: Path, **env: str) -> str:
    given = os.environ | {"PAKTUM_STORE": str(home)} | env
    return subprocess.run([sys.executable, "-c", ANSWERS], cwd=store.ROOT, env=given, capture_output=True, text=True, check=True).stdout


def test_time_zone_and_locale_of_the_server_change_no_figure(home: Path) -> None:
    plain = answers(home, TZ="Europe/Budapest", LC_ALL="C.UTF-8")
    assert len(json.loads(plain)[1]) >= 3
    for zone, locale in (("Pacific/Kiritimati", "C"), ("America/Los_Angeles", "hu_HU.UTF-8"), ("Asia/Kolkata", "tr_TR.UTF-8")):
        assert answers(home, TZ=zone, LC_ALL=locale, LANG=locale) == plain


def test_a_clock_that_goes_back_changes_neither_order_nor_figures(home: Path, brought: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was published when is told by the order of publications, not by the time that stands in them."""
    manifest = home / f"{brought.id}.json"
    about = json.loads(manifest.read_text(encoding="utf-8")) | {"built_at": "1999-01-01T00:00:00+00:00"}
    manifest.write_text(json.dumps(about), encoding="utf-8")
    os.utime(brought.path, (1, 1))
    store.intact.cache_clear()
    assert served(home) == brought.id and store.published_ids(home)[0] == brought.id
    code, out, err = finished(command(home, "snapshots"))
    assert code == 0 and out.startswith(f"* {brought.id}"), err


# ---------------------------------------------------------------- files that are gone or may not be written


def test_a_deleted_delivery_leaves_what_was_built_from_it_served(home: Path, brought: Snapshot) -> None:
    shutil.rmtree(store.folder_of(home))
    assert served(home) == brought.id
    code, out, err = finished(command(home, "ask", "data_state"))
    assert code == 0 and brought.id in out, err


def test_a_deleted_delivery_and_a_lost_snapshot_are_said(home: Path, brought: Snapshot, snapshot: Snapshot) -> None:
    shutil.rmtree(store.folder_of(home))
    brought.path.unlink()
    store.intact.cache_clear()
    code, _, err = finished(command(home, "snapshots"))
    assert code == 1 and "Traceback" not in err and brought.deliveries[0] in err
    assert served(home) == snapshot.id


def test_a_disk_that_turned_read_only_serves_and_refuses_to_import(small_disk: Path, snapshot: Snapshot) -> None:  # noqa: F811
    home = home_with(small_disk, snapshot)
    file = small_disk / "lista.csv"
    file.write_bytes(as_csv(changed(known_rows(), JASZBERENY, **RAISED)))
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    code, _, err = finished(importing(home, file))
    assert code == 1 and "Traceback" not in err and str(home) in err
    assert served(home) == snapshot.id
    code, out, err = finished(command(home, "ask", "data_state"))
    assert code == 0 and snapshot.id in out, err


def test_a_snapshot_of_another_engine_is_not_opened_but_built_again(home: Path, snapshot: Snapshot) -> None:
    """The engine's version is part of the name: a newer engine builds its own from the kept sources."""
    content = bytearray(snapshot.path.read_bytes())
    content[12] = 0xFF  # the version of the file format
    (home / snapshot.path.name).write_bytes(content)
    store.intact.cache_clear()
    with pytest.raises(duckdb.Error):
        duckdb.connect(str(home / snapshot.path.name), read_only=True).close()
    code, _, err = finished(command(home, "build"))
    assert code == 0 and "Traceback" not in err
    assert served(home) == snapshot.id


# ---------------------------------------------------------------- queries and servers


def slow(snapshot: Snapshot) -> None:
    questions.run("select sum(a.range * b.range) from range(10000000) a, range(10000000) b", {}, snapshot)


def test_a_query_that_runs_away_is_stopped_and_others_go_on(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "MOST_SECONDS", 1.0)
    found: list[str] = []

    def run_away() -> None:
        try:
            slow(snapshot)
        except QuestionError as error:
            found.append(error.key)

    thread = threading.Thread(target=run_away)
    thread.start()
    while thread.is_alive():
        assert len(questions.run("select 1 as one", {}, snapshot)) == 1
    thread.join()
    assert found == ["error.too_slow"]


def test_a_query_that_wants_all_memory_is_stopped(snapshot: Snapshot) -> None:
    with pytest.raises(QuestionError) as caught:
        questions.run("select list(range order by random()) from range(300000000)", {}, snapshot)
    assert caught.value.key in ("error.too_slow", "error.too_large")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL"])
def test_a_server_that_ends_leaves_a_store_that_serves(home: Path, snapshot: Snapshot, name: str) -> None:
    with running(home) as server:
        visitor = Visitor(server.port)
        assert visitor.open(query="").snapshots == {snapshot.id}
        server.process.send_signal(getattr(signal, name))
        code = server.process.wait(30)
        visitor.ends.close()
        assert code in ((0, -signal.SIGTERM) if name == "SIGTERM" else (-signal.SIGKILL,))
        assert "Traceback" not in server.said()
    assert served(home) == snapshot.id and left_behind(home) == []
    with running(home) as server:
        assert asked(f"{server.address}/api/ready")[0] == 200


def test_a_snapshot_damaged_while_it_is_served_is_mended(home: Path, brought: Snapshot, snapshot: Snapshot) -> None:
    with running(home) as server:
        visitor = Visitor(server.port)
        assert visitor.open(query="").snapshots == {brought.id}
        visitor.close()
        content = bytearray(brought.path.read_bytes())
        content[len(content) // 2] ^= 1
        brought.path.write_bytes(content)
        assert until(lambda: json.loads(asked(f"{server.address}/api/ready")[2])["damaged"] == brought.id)
        again = Visitor(server.port)
        shown = again.open(query="")
        again.close()
        # It was built again from what is kept, and that is said.
        assert brought.id in shown.text and "pk_newest" not in shown.widgets
        assert json.loads(asked(f"{server.address}/api/ready")[2]) == {"ready": True, "snapshot": brought.id, "damaged": None}


@pytest.mark.browser
@pytest.mark.parametrize("how", ["reload", "SIGTERM"])
def test_an_import_cut_off_by_the_browser_or_the_end_of_the_server_is_not_torn(
    home: Path, snapshot: Snapshot, browser, how: str, tmp_path: Path
) -> None:
    file = tmp_path / "lista.csv"
    file.write_bytes(as_csv(changed(known_rows(), JASZBERENY, **RAISED)))
    with running(home) as server:
        page = browser.new_page(locale="hu-HU")
        page.goto(f"{server.address}/adatok")
        page.locator("[data-testid=stFileUploaderDropzone]").wait_for(timeout=60_000)
        page.set_input_files("input[type=file]", str(file))
        if how == "reload":
            time.sleep(0.5)  # in the middle of reading and building
            page.reload()
            page.locator("[data-testid=stFileUploaderDropzone]").wait_for(timeout=60_000)
            page.set_input_files("input[type=file]", str(file))
        button = page.get_by_role("button", name="Közzététel").first
        button.wait_for(timeout=60_000)
        button.click()
        if how == "SIGTERM":
            server.process.send_signal(signal.SIGTERM)
            server.process.wait(30)
        else:
            page.get_by_text("Közzétéve: ").first.wait_for(timeout=60_000)
        page.close()
    after = served(home)
    assert (after == snapshot.id) is (store.published_ids(home)[0] == snapshot.id)
    assert how == "SIGTERM" or after != snapshot.id
    finished(command(home, "snapshots"))
    assert until(lambda: left_behind(home) == [], 10)


# ---------------------------------------------------------------- as often as was promised


@pytest.mark.slow
def test_two_hundred_kills(home: Path, tmp_path: Path, snapshot: Snapshot) -> None:
    from random import Random

    file = tmp_path / "lista.csv"
    file.write_bytes(as_csv(changed(known_rows(), JASZBERENY, **RAISED)))
    began, trial = time.monotonic(), home_with(home.parent / "trial", snapshot)
    assert finished(importing(trial, file))[0] == 0
    lasts, new, chance, seen = time.monotonic() - began, served(trial), Random(8), dict[str, int]()
    for moment in range(200):
        process = importing(home, file)
        time.sleep(lasts * 1.1 * (moment + chance.random()) / 200)
        process.send_signal(signal.SIGKILL)
        finished(process)
        now = served(home)
        assert now in (snapshot.id, new)
        seen[now] = seen.get(now, 0) + 1
        if now == new:
            store.roll_back(snapshot.id, store=home)
    finished(command(home, "snapshots"))
    assert left_behind(home) == [] and sum(seen.values()) == 200


@pytest.mark.slow
def test_twenty_sizes_of_a_disk(small_disk: Path, tmp_path: Path, snapshot: Snapshot) -> None:  # noqa: F811
    home, file = home_with(small_disk, snapshot), tmp_path / "lista.csv"
    file.write_bytes(as_csv(changed(known_rows(), JASZBERENY, **RAISED)))
    used = sum(p.stat().st_size for p in home.iterdir())
    for size in range(20):
        subprocess.run(["mount", "-o", f"remount,size={int(used + (0.05 + size * 1.1) * 1_000_000)}", small_disk], check=True)
        code, _, err = finished(importing(home, file))
        assert code == 1 and "megtelt a lemez" in err and "Traceback" not in err, size
        assert served(home) == snapshot.id


@pytest.mark.slow
def test_three_hundred_flips(home: Path, brought: Snapshot, snapshot: Snapshot) -> None:
    from random import Random

    chance, content = Random(9), brought.path.read_bytes()
    for _ in range(300):
        place = chance.randrange(len(content))
        brought.path.write_bytes(content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :])
        current = store.current(home)
        assert current and current.id == snapshot.id and store.damaged(home) == brought.id


@pytest.mark.slow
def test_fifty_races(home: Path, tmp_path: Path) -> None:
    rows, lost = known_rows(), 0
    for race in range(50):
        files = []
        for who in (0, 1):
            files.append(tmp_path / f"{race}-{who}.csv")
            files[-1].write_bytes(as_csv(changed(rows, JASZBERENY, **{"Megítélt támogatás (HUF)": f"{450 + race * 2 + who} 000 000"})))
        before = store.current(home)
        results = [finished(p) for p in [importing(home, f) for f in files]]
        won, after = sum(code == 0 for code, _, _ in results), store.current(home)
        assert before and after and won >= 1 and len(after.deliveries) == len(before.deliveries) + won
        assert all("Egy másik betöltés dolgozik" in err for code, _, err in results if code)
        lost += 2 - won
    assert lost > 0


@pytest.mark.slow
def test_fifty_races_from_one_start(home: Path) -> None:
    """Two who looked at the same data publish at the same moment: one does, the other is told that somebody was there."""
    rows, told = known_rows(), dict[str, int]()
    for race in range(50):
        with imports.workplace(home) as one, imports.workplace(home) as other:
            amounts = [{"Megítélt támogatás (HUF)": f"{450 + race * 2 + who} 000 000"} for who in (0, 1)]
            lists = [as_csv(changed(rows, JASZBERENY, **amount)) for amount in amounts]
            seen = [imports.preview(plan(home, file), into, home) for file, into in zip(lists, (one, other), strict=True)]
            gate, before, won = threading.Barrier(2), store.current(home), list[Snapshot]()

            def work(preview: imports.Preview, gate: threading.Barrier = gate, won: list[Snapshot] = won) -> None:
                gate.wait()
                try:
                    won.append(imports.publish(preview, "", home, True))
                except StoreError as error:
                    told[error.key] = told.get(error.key, 0) + 1

            threads = [threading.Thread(target=work, args=(preview,)) for preview in seen]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        [winner] = won
        after = store.current(home)
        assert before and after == winner and len(after.deliveries) == len(before.deliveries) + 1
        assert sum(told.values()) == race + 1
    assert set(told) <= {"error.busy", "error.changed_meanwhile"}


def test_a_lock_error_is_said(home: Path) -> None:
    with store.locked(home), pytest.raises(StoreError) as caught:
        _locked_elsewhere(home)
    assert caught.value.key == "error.busy"


def _locked_elsewhere(home: Path) -> None:
    problem: list[Exception] = []

    def work(attempt: Callable[[], None]) -> None:
        try:
            attempt()
        except StoreError as error:
            problem.append(error)

    def attempt() -> None:
        with store.locked(home, 0):
            pass

    thread = threading.Thread(target=work, args=(attempt,))
    thread.start()
    thread.join()
    if problem:
        raise problem[0]
