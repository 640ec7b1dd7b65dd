"""Start a server of ours or of a peer on a free port, and wait until it answers."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds
OURS = (sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", "{port}")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    """Say whether something answers there."""
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except OSError:
        return False


def came_up(address: str, process: subprocess.Popen[bytes] | None = None, ready: Callable[[str], bool] = answers) -> bool:
    """Wait until something answers there; false when nothing did in time, or when its process ended."""
    end = time.monotonic() + PATIENCE
    while not ready(address):
        if (process and process.poll() is not None) or time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def stop(process: subprocess.Popen[bytes], seconds: float = 10) -> None:
    """End a process, gently first."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def serving(
    command: Sequence[str], folder: Path = ROOT, extra: Mapping[str, str] | None = None, log: Path | None = None
) -> Iterator[tuple[str, int]]:
    """Run a command whose `{port}` is filled in; give its address and process id, and end it afterwards. log: gets what it says."""
    port = free_port()
    with contextlib.ExitStack() as ends:
        said = ends.enter_context(log.open("ab")) if log else subprocess.DEVNULL
        process = subprocess.Popen(
            [part.format(port=port) for part in command], cwd=folder, env=os.environ | dict(extra or {}), stdout=said, stderr=said
        )
        ends.callback(stop, process)
        address = f"http://localhost:{port}"
        if not came_up(address, process):
            raise SystemExit(f"did not start: {' '.join(command)}")
        yield address, process.pid
