"""Several processes of the dashboard on one store behind nginx with `deploy/nginx.conf`; the configuration is used as it stands there.

Only addresses and, where one machine plays many visitors, the limits for one address are replaced.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.servers import ROOT, came_up, free_port, stop

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
SECONDS = 15  # that a process of a cluster has to end by itself
PORTS = re.compile(r"127\.0\.0\.1:85\d\d")


def nginx() -> str | None:
    """Return the program of nginx, or None where there is none."""
    return shutil.which("nginx") or next((p for p in ("/usr/sbin/nginx", "/usr/local/sbin/nginx") if Path(p).exists()), None)


@dataclass
class Cluster:
    """Running processes by port, and the port of the proxy before them."""

    port: int
    processes: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def kill(self, port: int) -> None:
        """End one process without asking it."""
        self.processes[port].send_signal(signal.SIGKILL)
        self.processes[port].wait()


def configuration(port: int, servers: list[int], limits: bool = True) -> str:
    """Return the configuration of the repository for other ports."""
    text = CONFIGURATION.read_text(encoding="utf-8").replace("listen 8080;", f"listen 127.0.0.1:{port};")
    listed = list(dict.fromkeys(PORTS.findall(text)))
    for old, new in zip(listed, servers, strict=False):
        text = text.replace(f"server {old} ", f"server 127.0.0.1:{new} ")
    for old in listed[len(servers) :]:
        text = re.sub(rf"\n *server {re.escape(old)} [^\n]*", "", text)
    if not limits:
        text = re.sub(r"\n *limit_(?:conn|req) [^\n]*", "", text)
    return text


def start(store: Path, port: int, extra: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start one process of the dashboard."""
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), "--server.address", "127.0.0.1"]
    env = os.environ | {"PAKTUM_STORE": str(store)} | dict(extra or {})
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait(address: str) -> None:
    """Wait until something answers."""
    if not came_up(address):
        raise SystemExit(f"nothing answers at {address}")


@contextlib.contextmanager
def clustered(store: Path, folder: Path, count: int = 3, limits: bool = True) -> Iterator[Cluster]:
    """Run so many processes and nginx before them; its files lie in a folder of the caller's."""
    program = nginx()
    if program is None:
        raise SystemExit("no nginx found")
    cluster = Cluster(free_port())
    with contextlib.ExitStack() as ends:
        ends.callback(lambda: [stop(process, SECONDS) for process in cluster.processes.values()])
        for _ in range(count):
            port = free_port()
            cluster.processes[port] = start(store, port)
        for port in cluster.processes:
            wait(f"http://127.0.0.1:{port}/_stcore/health")
        (folder / "nginx.conf").write_text(configuration(cluster.port, list(cluster.processes), limits), encoding="utf-8")
        command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
        log = ends.enter_context((folder / "nginx.log").open("wb"))
        proxy = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log)
        ends.callback(stop, proxy, SECONDS)
        wait(f"http://127.0.0.1:{cluster.port}/_stcore/health")
        yield cluster
