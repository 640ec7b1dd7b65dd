"""Ten minutes of visitors while data are published and taken back: `python -m benchmarks.soak --seconds 600`.

Nobody may meet an error, no page may mix two data versions, everybody must hear of new data at the next page, and the memory of the
process must be flat after it has warmed up.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.servers import OURS, ROOT, serving
from benchmarks.sessions import Shown, Visitor, mixed, step
from benchmarks.users import Tally, noting

sys.path.insert(0, str(ROOT / "tests"))
# Two places that say independently of each other how many pacts there are: under the menu, and in the sentence of the view.
WHOLE = re.compile(r"(\d+) paktum · \d+ közölt adat")
PARTS = re.compile(r"<b>(\d+) paktum</b> van a nézetben.*?Kimarad</b> (\d+) paktum", re.DOTALL)
WARM = 0.5  # of the time, in which all that is remembered (answers, connections to snapshots, sessions) fills up


@dataclass
class Soak:
    """What was seen. pages by data version; megabytes of the process over time."""

    tally: Tally = field(default_factory=Tally)
    pages: dict[str, int] = field(default_factory=dict)
    mixed: list[str] = field(default_factory=list)
    told: int = 0
    moved: int = 0
    published: int = 0
    megabytes: list[tuple[float, float]] = field(default_factory=list)

    def growth(self) -> float:
        """Return by how many megabytes the median of the last quarter exceeds that of the quarter before it."""
        values = [mb for _, mb in self.megabytes]
        late = values[int(len(values) * WARM) :]
        half = len(late) // 2
        return sorted(late[half:])[(len(late) - half) // 2] - sorted(late[:half])[half // 2] if half else float("nan")


def memory(process: int) -> float:
    """Return the resident megabytes of a process."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1000


def command(store: Path, *arguments: str) -> str:
    """Run the command line on a store; return what it prints. Raises when it fails."""
    env = os.environ | {"PAKTUM_STORE": str(store), "PYTHONIOENCODING": "utf-8"}
    line = [sys.executable, "-m", "paktum", *arguments]
    return subprocess.run(line, cwd=ROOT, env=env, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL).stdout


def delivery(folder: Path, number: int) -> Path:
    """Write a list with one pact more than anybody knows."""
    from lists import as_csv, new_row

    file = folder / f"lista-{number}.csv"
    file.write_bytes(as_csv([new_row(_palyazat_id=f"99000{number:02}")]))
    return file


def versions(store: Path) -> dict[str, int]:
    """Return {data version: how many pacts it has}."""
    out = {}
    for path in store.glob("*.json"):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            about = json.loads(path.read_text(encoding="utf-8"))
            out[str(about["id"])] = int(about["rows"]["pacts"])
    return out


def torn(shown: Shown, known: dict[str, int]) -> str:
    """Say how a page mixes two data versions: their names, or the numbers of the one under the name of the other."""
    if mixed(shown, list(known)):
        return f"links of {sorted(shown.snapshots & known.keys())}"
    named = shown.snapshots & known.keys()
    counted = {int(n) for n in WHOLE.findall(shown.text)} | {int(a) + int(b) for a, b in PARTS.findall(shown.text)}
    wrong = counted - {known[i] for i in named}
    return f"{sorted(wrong)} pacts under {sorted(named)}" if named and wrong else ""


def visit(port: int, store: Path, soak: Soak, end: float, think: float, dice: random.Random) -> None:
    """Look at pages, come back now and then as somebody new, and move on to newer data when told of them."""
    while time.monotonic() < end:
        visitor = Visitor(port)
        with noting(soak.tally):
            shown = visitor.open(query="")
            for _ in range(dice.randint(5, 30)):
                known = versions(store)
                if how := torn(shown, known):
                    soak.mixed.append(f"{visitor.page}: {how}")
                for i in shown.snapshots:
                    soak.pages[i] = soak.pages.get(i, 0) + 1
                if time.monotonic() > end:
                    break
                time.sleep(dice.expovariate(1 / think))
                start = time.monotonic()
                if "pk_newest" in shown.widgets:
                    soak.told += 1
                    if dice.random() < 0.5:
                        shown, soak.moved = visitor.press(shown, "pk_newest"), soak.moved + 1
                        continue
                shown = step(visitor, dice)
                soak.tally.seconds.append(time.monotonic() - start)
        with noting(soak.tally):
            visitor.close()


def publish(store: Path, folder: Path, soak: Soak, end: float, every: float) -> None:
    """Publish and take back, again and again."""
    first, number = command(store, "snapshots").split()[1], 0
    while time.monotonic() + every < end:
        time.sleep(every)
        try:
            if number % 2:
                command(store, "rollback", first)
            else:
                command(store, "import", str(delivery(folder, number // 2 % 5)), "--yes", "--decide", "*=new")
            soak.published += 1
        except subprocess.CalledProcessError as error:
            soak.tally.errors.append(f"{error.cmd[3:5]}: {error.stderr[-300:]}")
        number += 1


@contextlib.contextmanager
def running(store: Path, log: Path) -> Iterator[tuple[int, int]]:
    """Run the dashboard on a store; give port and process."""
    with serving(OURS, extra={"PAKTUM_STORE": str(store), "PAKTUM_LOG": "json"}, log=log) as (address, process):
        yield int(address.rpartition(":")[2]), process


def failures(log: Path) -> list[str]:
    """Return the exceptions that a log tells of: the kind, and where."""
    lines = (json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{"))
    return [f"{line['exception']} at {' < '.join(reversed(line['at']))}" for line in lines if "exception" in line]


def soaked(seconds: float, people: int, think: float, every: float) -> Soak:
    """Run it all."""
    soak = Soak()
    with tempfile.TemporaryDirectory(prefix="paktum-soak-") as folder:
        store = Path(folder) / "store"
        command(store, "build")
        log = Path(folder) / "server.log"
        with running(store, log) as (port, process):
            end = time.monotonic() + seconds
            begun = time.monotonic()
            threads = [threading.Thread(target=visit, args=(port, store, soak, end, think, random.Random(n))) for n in range(people)]
            threads.append(threading.Thread(target=publish, args=(store, Path(folder), soak, end, every)))
            for thread in threads:
                thread.start()
            while any(thread.is_alive() for thread in threads):
                soak.megabytes.append((round(time.monotonic() - begun, 1), memory(process)))
                time.sleep(2)
        soak.tally.errors += failures(log)
    return soak


def verdict(soak: Soak, most_growth: float = 15) -> list[str]:
    """Return what is not as it must be."""
    wrong = [*soak.tally.errors[:5], *soak.mixed[:5]]
    if soak.growth() > most_growth:
        wrong.append(f"memory grew by {soak.growth():.0f} MB after it had warmed up")
    if soak.published and (not soak.told or len(soak.pages) < 2):
        wrong.append("nobody saw the published data")
    return wrong


def main(arguments: Sequence[str] | None = None) -> None:
    """Soak, print, and end with 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--think", type=float, default=3)
    parser.add_argument("--every", type=float, default=15, help="seconds between two publications")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args(arguments)
    soak = soaked(given.seconds, given.people, given.think, given.every)
    wrong = verdict(soak)
    told = {"pages": len(soak.tally.seconds), "p50_s": soak.tally.quantile(0.5), "p95_s": soak.tally.quantile(0.95),
            "errors": len(soak.tally.errors), "mixed": len(soak.mixed), "published": soak.published, "told": soak.told, "moved": soak.moved,
            "versions_seen": len(soak.pages), "growth_mb": soak.growth(), "megabytes": soak.megabytes[:: max(1, len(soak.megabytes) // 20)],
            "wrong": wrong}  # fmt: skip
    print(json.dumps(told, indent=1))
    if given.json:
        given.json.write_text(json.dumps(told), encoding="utf-8")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
