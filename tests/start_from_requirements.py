"""The app starts with nothing but requirements.txt: run with a Python that has only that; says what is wrong and ends with 1."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120  # seconds


def page_of(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode("utf-8")


def wait_until_healthy(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            if page_of(f"{address}/_stcore/health") == "ok":
                return
        except OSError:
            pass
        assert process.poll() is None, f"the server ended with {process.returncode}"
        assert time.monotonic() < end, f"no answer from {address} in {PATIENCE} s"
        time.sleep(0.1)


def check_server(address: str) -> None:
    page = page_of(f"{address}/")
    assert '<html lang="hu"' in page, f"the first page is not in Hungarian: {page[:300]}"


def check_pages() -> None:
    """Open every page of the menu, and ask the command line for its commands: what they import must be in requirements.txt."""
    from streamlit.testing.v1 import AppTest
    from streamlit.util import calc_hash

    from paktum.screen.frame import MENU

    words = tomllib.loads((ROOT / "paktum" / "languages" / "hu.toml").read_text(encoding="utf-8"))
    for entry in (entry for pages in MENU.values() for entry in pages):
        page = AppTest.from_file(str(ROOT / "paktum" / "screen" / "main.py"), default_timeout=PATIENCE)
        page._page_hash = "" if entry.default else calc_hash(entry.path)
        page.run()
        failed = [*(e.message for e in page.exception), *(e.value for e in page.error)]
        assert not failed, f"the page {entry.file} failed: {failed}"
        assert len(page.title) == 1, f"the page {entry.file} has the titles {[t.value for t in page.title]}"
        assert not entry.default or page.title[0].value == words["start"]["title"], "the first page is not the start page"
    told = subprocess.run([sys.executable, "-m", "paktum", "--help"], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert told.returncode == 0, told.stderr


def check_sign_in() -> None:
    """What the framework imports only when somebody signs in must be in requirements.txt too."""
    script = "from authlib.integrations import starlette_client"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert told.returncode == 0, told.stderr


def main() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PAKTUM_STORE"] = str(Path(folder) / "store")
        sys.path.insert(0, str(ROOT))
        os.chdir(ROOT)
        log = Path(folder) / "server.log"
        with log.open("wb") as output:
            process = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            wait_until_healthy(f"http://localhost:{port}", process)
            check_server(f"http://localhost:{port}")
            check_pages()
            check_sign_in()
        except AssertionError as error:
            print(f"FAILED: {error}\n--- log of the server\n{log.read_text(errors='replace')}")
            return 1
        finally:
            process.terminate()
            process.wait(30)
    print("The app starts from requirements.txt.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
