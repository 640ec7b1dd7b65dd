"""Bytes and requests of a first visit with an empty cache: our pages, a bare Streamlit page with one Plotly chart, the same in Dash.

`python -m benchmarks.first_visit [--peers PYTHON] [--json FILE]`; needs Chromium. Dash is measured where `--peers` names the Python of an
environment of its own with benchmarks/peers/requirements.txt (its test plugin would get into ours).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.servers import OURS, ROOT, serving

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PAGES = {"start page": "", "overview": "attekintes", "funding": "finanszirozas"}
QUIET_MS = 1500  # nothing more arrives for so long: the visit is over


@dataclass(frozen=True)
class Visit:
    """What a first visit cost on the wire: requests, bytes as sent (compressed where they were), and of these the scripts."""

    who: str
    requests: int
    bytes: int
    script_bytes: int


def measure(browser: Browser, who: str, address: str) -> Visit:
    """Open an address in a fresh browser profile and count until nothing more arrives."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="hu-HU")
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    wire.on("Network.responseReceived", lambda e: kinds.__setitem__(e["requestId"], e["type"]))
    wire.on("Network.loadingFinished", lambda e: sizes.__setitem__(e["requestId"], e["encodedDataLength"]))
    page.goto(address)
    page.locator("h1").first.wait_for()
    before = -1
    while before != len(sizes):
        before = len(sizes)
        page.wait_for_timeout(QUIET_MS)
    context.close()
    scripts = sum(size for request, size in sizes.items() if kinds.get(request) == "Script")
    return Visit(who, len(sizes), int(sum(sizes.values())), int(scripts))


def run(peers: str | None) -> list[Visit]:
    """Measure ours and the peers, one after the other; Dash only where `peers` runs it."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    bare = (sys.executable, "-m", "streamlit", "run", str(ROOT / "benchmarks/peers/streamlit_bare.py"), "--server.port", "{port}")
    quiet = ("--server.headless", "true", "--browser.gatherUsageStats", "false", "--browser.serverAddress", "localhost")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        with serving(OURS, extra={"PAKTUM_STORE": folder}) as (address, _):
            visits = [measure(browser, f"ours, {name}", f"{address}/{path}") for name, path in PAGES.items()]
        with serving((*bare, *quiet), folder=Path(folder)) as (address, _):
            visits.append(measure(browser, "bare Streamlit, one chart", address))
        if peers:
            with serving((peers, str(ROOT / "benchmarks/peers/dash_bare.py"), "{port}")) as (address, _):
                visits.append(measure(browser, "bare Dash, one chart", address))
        browser.close()
    return visits


def main() -> None:
    """Print the visits and what they are of the bare Streamlit page; write them as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--peers", metavar="PYTHON")
    given = parser.parse_args()
    visits, target = run(given.peers), given.json
    base = next(v for v in visits if v.who.startswith("bare Streamlit")).bytes
    print(f"{'first visit':28}{'requests':>9}{'MB':>7}{'scripts MB':>12}{'of bare Streamlit':>19}")
    for v in visits:
        print(f"{v.who:28}{v.requests:9}{v.bytes / 1e6:7.2f}{v.script_bytes / 1e6:12.2f}{v.bytes / base:19.2f}")
    if target:
        target.write_text(json.dumps([asdict(v) for v in visits], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
