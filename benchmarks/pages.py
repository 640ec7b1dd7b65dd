"""The page of outcomes over generated participants: ours, the same in Dash, and in plain Streamlit with pandas, in one run.

`python -m benchmarks.pages --participants N --peers PYTHON [--folder FOLDER] [--json FILE]`; needs Chromium. PYTHON runs an environment of
its own with benchmarks/peers/requirements.txt. FOLDER keeps the participants and our store for another run (counting them takes minutes).
Measured: a first open with an empty cache (also over 10 Mbit/s and 40 ms), a change of the district until the figures that depend on it
are drawn, memory of the server, changes per second for users who do not think, and many opening a freshly started server at once.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as TooLateError

from benchmarks.first_visit import FLAGS
from benchmarks.generate import write
from benchmarks.measuring import report
from benchmarks.servers import OURS, ROOT, serving
from benchmarks.users import DashUser, StreamlitUser, User, closed_loop, median, open_at_once

SLOW_LINK = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
OPENINGS, CHANGES = 3, 20
CROWDS, NEWCOMERS = (1, 10, 50), 20
QUIET = ("--server.headless", "true", "--browser.gatherUsageStats", "false", "--browser.serverAddress", "localhost")

# What is drawn for one district, as functions of the page; a change is over when all of them look different.
PLOT = """() => [...(document.querySelectorAll('.js-plotly-plot')[{n}]?.querySelectorAll('.cartesianlayer .trace path') ?? [])]
  .map(p => p.getAttribute('d')).join()"""
CARD = "() => document.querySelector('.st-key-pkcard-{name} {body}')?.textContent ?? ''"
# The clock starts in the page when the reader's choice arrives there, and stops at the frame after all parts have changed.
ARM = """parts => {
  const read = parts.map(eval), before = read.map(f => f());
  let start = 0;
  addEventListener('keydown', e => { if (e.key == 'Enter') start = performance.now(); }, true);
  addEventListener('click', () => { start = performance.now(); }, {capture: true, once: true});
  window.measured = new Promise(done => {
    const look = () => {
      if (start && read.every((f, i) => f() && f() != before[i])) requestAnimationFrame(() => done(performance.now() - start));
      else requestAnimationFrame(look);
    };
    look();
  });
}"""
# A change that never shows must end the run, not hang it.
MEASURED = "Promise.race([window.measured, new Promise((_, no) => setTimeout(() => no('nothing changed'), 20000))])"
READY = "parts => parts.map(eval).every(f => f())"


@dataclass(frozen=True)
class Peer:
    """One way to build the page.

    command: how its server starts. path: the address of the page. parts: what is drawn for one district. whole: what is drawn last.
    pick: how a reader chooses a district. user: somebody without a browser, on a port.
    """

    name: str
    command: tuple[str, ...]
    extra: dict[str, str]
    path: str
    parts: tuple[str, ...]
    whole: tuple[str, ...]
    pick: Callable[[Page, str], None]
    user: Callable[[int], User]


def pick_in_streamlit(key: str) -> Callable[[Page, str], None]:
    """Return how a district is chosen in a selectbox of Streamlit: by typing it."""

    def pick(page: Page, district: str) -> None:
        box = page.locator(f".st-key-{key} input")
        box.click()
        box.fill(district)
        page.get_by_role("option", name=district).first.wait_for()
        page.evaluate(f"({ARM})(window.watched)")
        page.keyboard.press("Enter")

    return pick


def pick_in_dash(page: Page, district: str) -> None:
    """Choose a district in a dropdown of Dash: by typing it, then clicking what is left."""
    option = page.locator(".dash-dropdown-option", has_text=district).first
    for _ in range(5):  # a click while the list is still closing is lost
        page.locator("#district").click()
        page.keyboard.type(district)
        with contextlib.suppress(TooLateError):
            option.wait_for(timeout=3000)
            page.wait_for_timeout(150)
            page.evaluate(f"({ARM})(window.watched)")
            option.evaluate("e => e.click()", timeout=2000)
            return
        page.keyboard.press("Escape")


def builds(folder: Path, python: str) -> list[Peer]:
    """Return ours and the peers over the data of a folder."""
    peers, data = ROOT / "benchmarks/peers", str(folder)
    card = [CARD.format(name=n, body=b) for n, b in (("people_funnel", ""), ("people_groups", ""), ("people_cohorts", ""))]
    plots = tuple(PLOT.format(n=n) for n in range(3))
    streamlit = (python, "-m", "streamlit", "run", str(peers / "streamlit_pandas.py"), "--server.port", "{port}", *QUIET, "--", data)
    return [
        Peer("ours", OURS, {"PAKTUM_STORE": str(folder / "store"), "PAKTUM_PEOPLE": str(folder / "people")}, "eredmenyek", tuple(card),
             (*card, CARD.format(name="people_pacts", body="table")), pick_in_streamlit("pk_person_district"),
             lambda port: StreamlitUser(port, "eredmenyek", "pk_person_district")),
        Peer("Dash", (python, str(peers / "dash_page.py"), data, "{port}"), {}, "", plots[:2], plots, pick_in_dash, DashUser),
        Peer("Streamlit + pandas", streamlit, {}, "", plots[:2], plots, pick_in_streamlit("district"),
             lambda port: StreamlitUser(port, "", "district")),
    ]  # fmt: skip


def prepare(folder: Path, participants: int) -> None:
    """Make the participants and our store of them where the folder does not have them yet."""
    if not (folder / "participants.parquet").exists():
        write(participants, 1, folder)
    if not (folder / "store").exists():
        extra = {"PAKTUM_STORE": str(folder / "store"), "PAKTUM_PEOPLE": str(folder / "people")}
        command = [sys.executable, "-m", "paktum", "participants", str(folder / "participants.parquet")]
        subprocess.run(command, cwd=ROOT, env=os.environ | extra, check=True)


def first_open(browser: Browser, peer: Peer, address: str, slow: bool) -> tuple[float, float]:
    """Open the page with an empty cache; return seconds until it is whole and megabytes on the wire until then."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="hu-HU")
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    if slow:
        wire.send("Network.emulateNetworkConditions", SLOW_LINK)
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
    page.goto(f"{address}/{peer.path}", wait_until="commit", timeout=20_000)
    page.wait_for_function(READY, arg=list(peer.whole), polling="raf", timeout=20_000)
    seconds = page.evaluate("performance.now()") / 1000
    context.close()
    return seconds, sum(sizes) / 1e6


def change_filter(browser: Browser, peer: Peer, address: str, port: int) -> list[float]:
    """Choose one district after the other in a browser; return milliseconds until what depends on it is drawn."""
    user = peer.user(port)
    user.open()
    names = [o for o in user.options if o.isdigit() or o.endswith("járás")][: CHANGES + 2]
    user.close()
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="hu-HU").new_page()
    page.goto(f"{address}/{peer.path}")
    page.wait_for_function(READY, arg=list(peer.whole), timeout=20_000)
    times = []
    for name in names:
        page.evaluate("parts => { window.watched = parts }", list(peer.parts))
        peer.pick(page, name)
        times.append(page.evaluate(MEASURED))
        page.wait_for_timeout(400)
    page.context.close()
    return times[2:]


def megabytes(pid: int) -> float:
    """Return the resident memory of a process and all that it started."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    own = next((int(line.split()[1]) / 1000 for line in status if line.startswith("VmRSS")), 0.0)
    started = [c for task in Path(f"/proc/{pid}/task").iterdir() for c in (task / "children").read_text(encoding="ascii").split()]
    return own + sum(megabytes(int(c)) for c in started)


def measure(browser: Browser, peer: Peer, seconds: float) -> dict[str, float]:
    """Measure one build, on a server for the browser and then on fresh ones for the crowds."""
    out: dict[str, float] = {}
    with serving(peer.command, extra=peer.extra) as (address, pid):
        port = urlsplit(address).port or 0
        first_open(browser, peer, address, slow=False)  # the server's own first run does not count
        for name, slow in (("open", False), ("open_slow_link", True)):
            opened = [first_open(browser, peer, address, slow) for _ in range(OPENINGS)]
            out[f"{name}_s"], out["open_mb"] = median([s for s, _ in opened]), median([mb for _, mb in opened])
        times = sorted(change_filter(browser, peer, address, port))
        out["change_p50_ms"], out["change_p95_ms"] = median(times), times[int(0.95 * len(times))]
        out["memory_mb"] = megabytes(pid)
    with serving(peer.command, extra=peer.extra) as (address, pid):
        port = urlsplit(address).port or 0
        opened_together = open_at_once(lambda: peer.user(port), NEWCOMERS)
        out["newcomers_errors"], out["newcomers_slowest_s"] = float(len(opened_together.errors)), opened_together.quantile(1)
        for users in CROWDS:
            tally, rate = closed_loop(lambda: peer.user(port), users, seconds)
            out[f"changes_per_s_{users}"], out[f"change_p95_s_{users}"] = rate, tally.quantile(0.95)
            out["errors"] = out.get("errors", 0.0) + len(tally.errors)
            for error in sorted({*tally.errors, *opened_together.errors}):
                print(f"{peer.name}: {error}", file=sys.stderr)
        out["memory_after_crowds_mb"] = megabytes(pid)
    return out


def table(found: dict[str, dict[str, float]]) -> list[dict[str, object]]:
    """Return one row a measure: the builds beside each other, and ours to each peer."""
    ours, rows = found["ours"], []
    for name, value in ours.items():
        row: dict[str, object] = {"measure": name, **{peer: values[name] for peer, values in found.items()}}
        for peer in list(found)[1:]:
            row[f"ours / {peer}"] = value / found[peer][name] if found[peer][name] else "-"
        rows.append(row)
    return rows


def main() -> None:
    """Measure all builds one after the other and print them beside each other."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--participants", type=int, default=1_000_000)
    parser.add_argument("--peers", required=True, metavar="PYTHON")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--seconds", type=float, default=10, help="length of each crowd")
    parser.add_argument("--only", help="measure one build")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = (given.folder or Path(made)).resolve()
        prepare(folder, given.participants)
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        found: dict[str, dict[str, float]] = {}
        for peer in builds(folder, given.peers):
            if given.only in (None, peer.name):
                found[peer.name] = measure(browser, peer, given.seconds)
                print(peer.name, found[peer.name], file=sys.stderr)
        browser.close()
    if "ours" in found:
        report(table(found), given.json)


if __name__ == "__main__":
    main()
