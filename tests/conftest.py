"""What the tests share: a store of the bundled data in a folder of its own, the real app on a free port, a browser."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STORE = Path(tempfile.mkdtemp(prefix="paktum-tests-"))
# paktum.store reads the variable when it is imported, so it is set before any test file is.
os.environ["PAKTUM_STORE"] = str(STORE)
sys.path.insert(0, str(ROOT))

from benchmarks.servers import came_up, free_port, stop  # noqa: E402 - found by the path above

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 60  # seconds; how long a condition is waited for, never how long something should take


def pytest_unconfigure() -> None:
    shutil.rmtree(STORE, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the longer runs out of the default test command; `-m slow` runs them."""
    if not config.option.markexpr:
        slow = [item for item in items if item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


@pytest.fixture(scope="session")
def snapshot():
    """The bundled data, built and published once for all tests."""
    from paktum import store

    return store.build()


def healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:
            return bool(answer.read() == b"ok")
    except OSError:
        return False


@contextlib.contextmanager
def served(folder: Path, port: int = 0, options: Sequence[str] = ()) -> Iterator[str]:
    """Run the real app on a store folder, with more options of the server's; give its address."""
    port = port or free_port()
    address, log = f"http://localhost:{port}", folder / f"server-{port}.log"
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), *options]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PAKTUM_STORE": str(folder)}, stdout=output, stderr=output)
        try:
            if not came_up(address, process, healthy):
                pytest.fail(f"The app did not start.\n{log.read_text(errors='replace')}")
            yield address
        finally:
            stop(process)


@pytest.fixture(scope="session")
def start_server() -> Callable[..., contextlib.AbstractContextManager[str]]:
    """A way to start a server of one's own: `with start_server(folder) as address`."""
    return served


@pytest.fixture(scope="session")
def server(snapshot) -> Iterator[str]:
    """The address of the app that all browser tests share."""
    with served(STORE) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """An installed Chromium; without one the browser tests are skipped, but not in CI."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not program:
        reason = "no Chromium found: install one, or name its program in the variable CHROMIUM"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=QUIET)
        plain = chromium.new_context

        def patient(**more: object) -> object:
            context = plain(**more)
            context.set_default_timeout(PATIENCE * 1000)
            return context

        chromium.new_context = patient
        yield chromium
        chromium.close()
