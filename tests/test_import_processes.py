"""Imports that are killed, starved or raced, with real processes: the last good snapshot is served, the next import works."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from lists import JASZBERENY, as_csv, changed, home_with, known_rows, new_row
from test_imports import left_behind

from paktum import store
from paktum.store import Snapshot

MOMENTS = 10
MB = 1_000_000


@pytest.fixture
def home(tmp_path: Path, snapshot: Snapshot) -> Path:
    return home_with(tmp_path, snapshot)


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    file = tmp_path / "lista.csv"
    file.write_bytes(as_csv([*changed(known_rows(), JASZBERENY, **{"Megítélt támogatás (HUF)": "450 000 000"}), new_row()]))
    return file


def command(home: Path, *arguments: str) -> subprocess.Popen[str]:
    env = os.environ | {"PAKTUM_STORE": str(home), "PYTHONIOENCODING": "utf-8"}
    env.pop("PAKTUM_DELIVERIES", None)
    line = [sys.executable, "-m", "paktum", *arguments]
    # A shell that runs the tests in the background lets its children ignore Ctrl-C; a person's terminal does not.
    return subprocess.Popen(
        line, cwd=store.ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


def importing(home: Path, file: Path) -> subprocess.Popen[str]:
    return command(home, "import", str(file), "--yes", "--decide", "*=new")


def finished(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=180)
    return process.returncode, out, err


def served(home: Path) -> str:
    """The id of what a reader would get now, after really reading it."""
    store.intact.cache_clear()
    store.connection.cache_clear()
    current = store.current(home)
    assert current
    amounts = store.connection(current.path).cursor().execute("select count(*) from observations").fetchall()
    assert amounts == [(current.rows["observations"],)]
    store.connection.cache_clear()
    return current.id


def test_kill_at_any_moment_leaves_the_old_or_the_new_data_whole(home: Path, lists: Path, snapshot: Snapshot) -> None:
    began = time.monotonic()
    trial = home_with(home.parent / "trial", snapshot)
    code, _, err = finished(importing(trial, lists))
    assert code == 0, err
    lasts, new = time.monotonic() - began, served(trial)
    assert new != snapshot.id
    chance = random.Random(5)
    for moment in range(MOMENTS):
        process = importing(home, lists)
        time.sleep(lasts * (moment + chance.random()) / MOMENTS)
        process.send_signal(signal.SIGKILL)
        finished(process)
        assert served(home) in (snapshot.id, new)
    code, _, err = finished(importing(home, lists))
    assert code == 0, err
    assert served(home) == new
    finished(command(home, "snapshots"))
    assert left_behind(home) == []
    assert len([p for p in store.folder_of(home).iterdir() if p.is_dir()]) == 1


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_request_to_end_leaves_nothing_behind(home: Path, lists: Path, snapshot: Snapshot, name: str) -> None:
    process = importing(home, lists)
    end = time.monotonic() + 60
    while not any(home.glob("*.work")) and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(getattr(signal, name))
    code, _, err = finished(process)
    assert code == 130 and "semmi sem változott" in err
    assert left_behind(home) == [] and served(home) == snapshot.id


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a test's own; its size is set with `mount -o remount`."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if (
        os.name != "posix"
        or os.geteuid() != 0
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", folder], check=False).returncode
    ):
        pytest.skip("a small file system can only be mounted by root")
    yield folder
    store.connection.cache_clear()
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_is_said_and_the_old_data_are_served(small_disk: Path, lists: Path, snapshot: Snapshot) -> None:
    home = home_with(small_disk, snapshot)
    used = sum(p.stat().st_size for p in home.iterdir())
    for room in (0.1, 5, 12, 20, 24):
        subprocess.run(["mount", "-o", f"remount,size={int(used + room * MB)}", small_disk], check=True)
        code, _, err = finished(importing(home, lists))
        assert code == 1, (room, err)
        assert "megtelt a lemez" in err and "MB" in err and "Traceback" not in err, room
        assert served(home) == snapshot.id
    subprocess.run(["mount", "-o", f"remount,size={int(used + 150 * MB)}", small_disk], check=True)
    code, _, err = finished(importing(home, lists))
    assert code == 0, err
    assert served(home) != snapshot.id and left_behind(home) == []


HOLD = """
import sys, time
from pathlib import Path
from paktum import store
with store.locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(300)
"""


def test_the_second_import_is_told_who_works_since_when_and_a_dead_one_is_no_obstacle(home: Path, lists: Path, snapshot: Snapshot) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(home)], cwd=store.ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        code, _, err = finished(importing(home, lists))
        since = json.loads((home / "holder.json").read_text(encoding="utf-8"))["since"]
        assert code == 1 and f"folyamat: {holder.pid}" in err and since[:4] in err and served(home) == snapshot.id
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert holder.stdout
        holder.stdout.close()
    code, _, err = finished(importing(home, lists))
    assert code == 0, err
    assert served(home) != snapshot.id


def test_of_two_imports_at_once_exactly_one_publishes(home: Path, lists: Path, tmp_path: Path) -> None:
    other = tmp_path / "masik.csv"
    other.write_bytes(as_csv([new_row(**{"_palyazat_id": "9900020", "Projekt megnevezése": "Másik partnerség", "Település": "Kunhegyes"})]))
    results = [finished(p) for p in [importing(home, lists), importing(home, other)]]
    won = [out for code, out, _ in results if code == 0]
    lost = [err for code, _, err in results if code]
    current = store.current(home)
    assert current and len(current.deliveries) == len(won) >= 1
    assert all("Egy másik betöltés dolgozik" in err for err in lost)


def test_a_flipped_bit_is_found_and_the_former_data_are_served(home: Path, lists: Path, snapshot: Snapshot) -> None:
    code, _, err = finished(importing(home, lists))
    assert code == 0, err
    new = store.published_ids(home)[0]
    chance = random.Random(3)
    for _ in range(20):
        path = home / f"{new}.duckdb"
        content = path.read_bytes()
        place = chance.randrange(len(content))
        path.write_bytes(content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :])
        current = store.current(home)
        assert current and current.id == snapshot.id and store.damaged(home) == new
        path.write_bytes(content)
    path.write_bytes(content[: len(content) // 2])
    assert store.damaged(home) == new
    code, out, err = finished(command(home, "snapshots"))
    assert code == 0 and out.startswith(f"* {new}"), err  # built again from the kept deliveries
    assert served(home) == new


def test_readers_go_on_while_snapshots_are_published(home: Path, lists: Path, snapshot: Snapshot) -> None:
    """Each reader reads one snapshot from begin to end, and the next time the new one."""
    process, seen = importing(home, lists), set()
    while process.poll() is None:
        current = store.current(home)
        assert current
        cursor = store.connection(current.path).cursor()
        counts = {cursor.execute("select count(*) from observations").fetchall()[0][0] for _ in range(20)}
        assert counts == {current.rows["observations"]}
        seen.add(current.id)
    finished(process)
    seen.add(served(home))
    assert snapshot.id in seen and len(seen) == 2
