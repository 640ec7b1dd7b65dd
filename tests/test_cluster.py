"""Three processes behind nginx with the configuration of the repository: one dies and its people go on, all see a publication."""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from lists import JASZBERENY, as_csv, changed, home_with, known_rows
from real_servers import asked, until

from benchmarks import cluster, servers, soak
from benchmarks.sessions import Visitor
from paktum import store

VISITORS = 9


def test_the_configuration_is_changed_in_addresses_only() -> None:
    text = cluster.CONFIGURATION.read_text(encoding="utf-8")
    assert cluster.configuration(8080, [8501, 8502, 8503]).replace("127.0.0.1:8080", "8080") == text
    two = cluster.configuration(9000, [9001, 9002], limits=False)
    assert two.count("server 127.0.0.1:90") == 2 and "limit_req zone" not in two and "hash $route consistent" in two


def needs_nginx() -> str:
    program = cluster.nginx()
    if program is None:
        pytest.skip("no nginx found: install it to test the deployment with several processes")
    return program


def test_nginx_takes_the_configuration_as_it_stands(tmp_path: Path) -> None:
    command = [needs_nginx(), "-t", "-p", str(tmp_path), "-c", str(cluster.CONFIGURATION)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, snapshot: store.Snapshot) -> Iterator[tuple[cluster.Cluster, Path]]:
    needs_nginx()
    folder = tmp_path_factory.mktemp("cluster")
    home = home_with(folder, snapshot)
    with cluster.clustered(home, folder, limits=False) as started:
        yield started, home


def connections(process: int) -> int:
    """How many sockets a process has with the proxy: each visitor has one."""
    out = subprocess.run(["ss", "-tnp", "state", "established"], capture_output=True, text=True, check=False).stdout
    return sum(f"pid={process}," in line for line in out.splitlines())


@pytest.mark.slow
def test_people_stay_with_their_process_go_on_when_it_dies_and_all_see_a_publication(
    running: tuple[cluster.Cluster, Path], tmp_path: Path, snapshot: store.Snapshot
) -> None:
    group, home = running
    visitors = [Visitor(group.port) for _ in range(VISITORS)]
    for visitor in visitors:
        assert visitor.open(query="").snapshots == {snapshot.id}
        # One address, not the server's own: neither a foreign page nor another machine may be taken for the own one.
        assert visitor.cookie.startswith("paktum_route=")
    assert len({v.cookie for v in visitors}) == VISITORS
    # What a visitor chose is in the address, and the address is all that is needed after a failure.
    for visitor in visitors:
        visitor.query = visitor.query.replace("szint=mind", "szint=city")
        assert "városi" in visitor.run().text

    dead = max(group.processes, key=lambda port: connections(group.processes[port].pid))
    group.kill(dead)
    lost = 0
    for visitor in visitors:
        try:
            shown = visitor.run()
        except Exception:  # the socket is gone with its process: a browser connects again
            lost += 1
            visitor.close()
            shown = visitor.open("attekintes")
        assert "szint=city" in visitor.query and "városi" in shown.text and shown.snapshots == {snapshot.id}
    assert lost >= 1

    file = tmp_path / "lista.csv"
    file.write_bytes(as_csv(changed(known_rows(), JASZBERENY, **{"Megítélt támogatás (HUF)": "450 000 000"})))
    soak.command(home, "import", str(file), "--yes", "--decide", "*=new")
    began, new = time.monotonic(), store.published_ids(home)[0]
    assert new != snapshot.id
    alive = [port for port in group.processes if port != dead]
    # Processes, then people.
    seen = [json.loads(asked(f"http://127.0.0.1:{port}/api/ready")[2])["snapshot"] for port in alive]
    assert seen == [new, new]
    assert time.monotonic() - began < 5
    for visitor in visitors:
        shown = visitor.run()
        assert new in shown.text and "pk_newest" in shown.widgets  # told of it, and not moved without asking
        assert visitor.press(shown, "pk_newest").snapshots == {new}
        visitor.close()
    someone_new = Visitor(group.port)
    assert someone_new.open(query="").snapshots == {new}
    someone_new.close()

    group.processes[dead] = cluster.start(home, dead)
    assert until(lambda: servers.answers(f"http://127.0.0.1:{dead}/_stcore/health"))


@pytest.mark.slow
def test_behind_a_proxy_nobody_is_local(running: tuple[cluster.Cluster, Path]) -> None:
    group, _ = running
    visitor = Visitor(group.port)
    shown = visitor.open("adatok", query="")
    visitor.close()
    assert any(visitor.page == "adatok" and text for text in shown.texts)
    assert not any(name.startswith("pk_upload") for name in shown.widgets)


@pytest.mark.slow
def test_the_limits_of_one_address_hold(tmp_path: Path, snapshot: store.Snapshot) -> None:
    needs_nginx()
    with cluster.clustered(home_with(tmp_path, snapshot), tmp_path, 1) as group:
        answers = [asked(f"http://127.0.0.1:{group.port}/_stcore/health")[0] for _ in range(1500)]
        assert answers[:250] == [200] * 250 and 503 in answers
