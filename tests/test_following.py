"""Processes that serve what another machine publishes: they take a snapshot over whole or not at all, and keep the last good one."""

import contextlib
import functools
import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from paktum import store
from paktum.errors import StoreError
from paktum.store import following
from paktum.store.published import point_to, write_json, write_manifest
from paktum.wording import Words


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder as an object store gives it out: plain files at an address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def shop(tmp_path: Path, snapshot: store.Snapshot) -> Path:
    """A store that publishes, with one snapshot in it."""
    folder = tmp_path / "published"
    folder.mkdir()
    publish(folder, snapshot, "aaaaaaaaaaaa")
    return folder


def publish(folder: Path, snapshot: store.Snapshot, name: str, **other: str) -> None:
    """Publish the bundled data under another id, or with another word in the manifest."""
    path = folder / f"{name}.duckdb"
    path.write_bytes(snapshot.path.read_bytes())
    made = store.Snapshot(name, path, other.get("sha256", snapshot.sha256), snapshot.built_at, snapshot.rows)
    write_manifest(folder, made, "test")
    point_to(folder, made)


def refused(published: str, into: Path) -> str:
    with pytest.raises(StoreError) as error:
        following.follow(published, into)
    assert not list(into.glob("*.unfinished")) and not list(into.glob("*.new"))
    assert Words("hu")(error.value.key, **error.value.values)
    return error.value.key


def test_a_folder_is_taken_over_and_a_new_publication_too(shop: Path, snapshot: store.Snapshot, tmp_path: Path) -> None:
    into = tmp_path / "local"
    first = following.follow(str(shop), into)
    assert first.path == into / "aaaaaaaaaaaa.duckdb" and first.sha256 == snapshot.sha256
    assert store.current(into) == first and store.readable(first)
    publish(shop, snapshot, "bbbbbbbbbbbb")
    assert following.follow(str(shop), into).id == "bbbbbbbbbbbb"
    assert [s.id for s in store.snapshots(into)] == ["bbbbbbbbbbbb", "aaaaaaaaaaaa"]


def test_what_is_here_is_not_copied_again(shop: Path, tmp_path: Path) -> None:
    into = tmp_path / "local"
    following.follow(str(shop), into)
    (shop / "aaaaaaaaaaaa.duckdb").unlink()
    assert following.follow(str(shop), into).id == "aaaaaaaaaaaa"


def test_going_back_to_a_former_publication_is_followed(shop: Path, snapshot: store.Snapshot, tmp_path: Path) -> None:
    into = tmp_path / "local"
    following.follow(str(shop), into)
    publish(shop, snapshot, "bbbbbbbbbbbb")
    following.follow(str(shop), into)
    publish(shop, snapshot, "aaaaaaaaaaaa")
    assert following.follow(str(shop), into).id == "aaaaaaaaaaaa" == store.current(into).id  # type: ignore[union-attr]


def test_an_address_is_taken_over(shop: Path, tmp_path: Path) -> None:
    with served(shop) as address:
        assert following.follow(address, tmp_path / "local").id == "aaaaaaaaaaaa"
    assert refused(address, tmp_path / "local") == "error.published_away"
    assert store.current(tmp_path / "local").id == "aaaaaaaaaaaa"  # type: ignore[union-attr]


def test_a_damaged_copy_is_refused_and_the_last_good_one_stays(shop: Path, snapshot: store.Snapshot, tmp_path: Path) -> None:
    into = tmp_path / "local"
    following.follow(str(shop), into)
    publish(shop, snapshot, "bbbbbbbbbbbb")
    with (shop / "bbbbbbbbbbbb.duckdb").open("r+b") as file:
        file.seek(5000)
        file.write(b"damage")
    assert refused(str(shop), into) == "error.published_damaged"
    with served(shop) as address:
        assert refused(address, into) == "error.published_damaged"
    assert store.current(into).id == "aaaaaaaaaaaa" and not (into / "bbbbbbbbbbbb.duckdb").exists()  # type: ignore[union-attr]
    publish(shop, snapshot, "bbbbbbbbbbbb")
    assert following.follow(str(shop), into).id == "bbbbbbbbbbbb"


@pytest.mark.parametrize("pointer", [{"snapshot": "../../etc/passwd"}, {"snapshot": 7}, {}, []])
def test_a_pointer_that_names_no_snapshot_is_refused(pointer: object, shop: Path, tmp_path: Path) -> None:
    write_json(shop / "current.json", pointer)
    assert refused(str(shop), tmp_path / "local") == "error.published_damaged"


def test_a_file_of_another_name_or_half_a_note_is_refused(shop: Path, snapshot: store.Snapshot, tmp_path: Path) -> None:
    told = json.loads((shop / "aaaaaaaaaaaa.json").read_text(encoding="utf-8"))
    write_json(shop / "aaaaaaaaaaaa.json", told | {"id": "cccccccccccc"})
    assert refused(str(shop), tmp_path / "local") == "error.published_damaged"
    (shop / "aaaaaaaaaaaa.json").write_text('{"id": "aaaa', encoding="utf-8")
    assert refused(str(shop), tmp_path / "local") == "error.published_damaged"


def test_a_local_file_that_was_spoilt_is_taken_over_again(shop: Path, snapshot: store.Snapshot, tmp_path: Path) -> None:
    into = tmp_path / "local"
    path = following.follow(str(shop), into).path
    path.write_bytes(b"spoilt")
    assert following.follow(str(shop), into).sha256 == snapshot.sha256
    assert store.current(into) is not None


def test_a_process_that_follows_serves_and_changes_nothing(shop: Path, snapshot: store.Snapshot, tmp_path: Path) -> None:
    """A real process: what is published is answered from, a publication is seen while it runs, and nothing can be published or undone."""
    publish(shop, snapshot, "bbbbbbbbbbbb")
    code = (
        "import sys, time; from pathlib import Path; from paktum import store; from paktum.errors import StoreError\n"
        "print(store.build().id, store.identity(), flush=True); store.watch(); sys.stdin.readline(); end = time.time() + 60\n"
        "while store.current().id != 'aaaaaaaaaaaa' and time.time() < end: time.sleep(0.05)\n"
        "print(store.current().id, flush=True)\n"
        "for act in (lambda: store.roll_back('bbbbbbbbbbbb'), lambda: store.prepare([], Path('.'))):\n"
        "    try: act()\n"
        "    except StoreError as error: print(error.key, flush=True)\n"
    )
    more = {"PAKTUM_PUBLISHED": str(shop), "PAKTUM_STORE": str(tmp_path / "local"), "PAKTUM_FOLLOW_SECONDS": "0.1"}
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=store.ROOT, env=os.environ | more, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout and process.stdin
        assert process.stdout.readline().split() == ["bbbbbbbbbbbb", "bbbbbbbbbbbb"]
        publish(shop, snapshot, "aaaaaaaaaaaa")
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.read().split() == ["aaaaaaaaaaaa", "error.follows", "error.follows"]
