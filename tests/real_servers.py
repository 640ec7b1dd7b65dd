"""A server of a test's own: its process, its address, its log; and what a client that is no browser can do with it."""

import contextlib
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import PATIENCE, ROOT, healthy

from benchmarks.servers import came_up, free_port, stop


@dataclass(frozen=True)
class Server:
    address: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def port(self) -> int:
        return int(urlsplit(self.address).port or 0)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def running(store: Path, extra: Mapping[str, str] | None = None, port: int = 0) -> Iterator[Server]:
    """Run the real app on a store."""
    port, folder = port or free_port(), store.parent
    log = folder / f"server-{port}.log"
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    env = os.environ | {"PAKTUM_STORE": str(store)} | dict(extra or {})
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)
    server = Server(f"http://localhost:{port}", process, log)
    try:
        if not came_up(server.address, process, healthy):
            pytest.fail(f"The app did not start.\n{server.said()}")
        yield server
    finally:
        stop(process, 20)


def asked(address: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of an answer, whatever its status."""
    url = urlsplit(address)
    wire = http.client.HTTPConnection(url.hostname or "", url.port, timeout=30)
    with contextlib.closing(wire):
        wire.request(method, url.path + (f"?{url.query}" if url.query else ""), body, {k.replace("_", "-"): v for k, v in headers.items()})
        answer = wire.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()


def until(true, seconds: float = PATIENCE) -> bool:
    """Wait until something is true; say whether it became so."""
    end = time.monotonic() + seconds
    while not (found := bool(true())) and time.monotonic() < end:
        time.sleep(0.05)
    return found
