"""Try every reader and every parameter of a link with spoilt inputs: `python -m benchmarks.fuzz --inputs 200000`.

Nothing may fail but with a PaktumError, take longer than a time limit, change the store, or take a figure that was not written.
An input is known by target, seed and number: `--only cells --first 4711 --inputs 1` makes the same one again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS = 30  # for one input, on a machine on which others work too
MOST_SHOWN = 40
ROUND = 20_000  # inputs


class HangError(BaseException):
    """An input took too long."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Let work end with HangError when it takes longer."""

    def stop(*_: object) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def state_of(folder: Path) -> dict[str, str]:
    """Return a digest of every file of a folder."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix not in (".lock", ".log"))
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def tried(name: str, seed: int, number: int) -> tuple[str, str]:
    """Try one input; return it as shown, and what is wrong."""
    from benchmarks.fuzz_targets import TARGETS

    try:
        with limited(SECONDS):
            found = TARGETS[name][1](random.Random(f"{seed} {name} {number}"))
        return found.shown, found.wrong
    except HangError:
        return "", f"took longer than {SECONDS} seconds"
    except Exception as error:
        return "", f"{type(error).__name__}: {str(error)[:200]}\n{''.join(traceback.format_tb(error.__traceback__)[-4:])}"


def run(inputs: int, seed: int = 1, only: str = "", first: int = 0, say: bool = True) -> dict[str, object]:
    """Try so many inputs; return how many of each target, what was found, and whether the store is as it was."""
    from benchmarks.fuzz_targets import TARGETS, parts
    from paktum import store

    store.build()
    before, began, slowest = state_of(store.STORE), time.monotonic(), (0.0, "", 0)
    counted: Counter[str] = Counter()
    kinds: set[tuple[str, str]] = set()
    found: list[dict[str, object]] = []
    # In rounds, so that whatever is done when it is stopped is a fair part of all.
    rounds = max(1, inputs // ROUND)
    for lap in range(rounds):
        for name, count in [(only, inputs // rounds)] if only in TARGETS else parts(inputs // rounds):
            for number in range(first + lap * count, first + (lap + 1) * count):
                start = time.monotonic()
                shown, wrong = tried(name, seed, number)
                slowest = max(slowest, (time.monotonic() - start, name, number))
                counted[name] += 1
                if wrong:
                    found.append({"target": name, "seed": seed, "number": number, "wrong": wrong, "input": shown[:1500]})
                    kind = (name, wrong.splitlines()[0][:40])
                    if say and kind not in kinds and len(kinds) <= MOST_SHOWN:
                        print(f"{name} {number}: {wrong}\n    {shown[:600]}", flush=True)
                        kinds.add(kind)
        if say:
            print(f"{counted.total()} inputs, {time.monotonic() - began:.0f} s, {len(found)} found", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {"inputs": counted.total(), "of_each": dict(counted), "found": found, "store_unchanged": state_of(store.STORE) == before,
            "seconds": round(time.monotonic() - began), "peak_mb": round(peak), "slowest": slowest}  # fmt: skip


def main() -> None:
    """Run and report; exit code 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="one target")
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    # The store is read when the library is imported: a folder of this run's own.
    home = Path(tempfile.mkdtemp(prefix="paktum-fuzz-store-"))
    os.environ["PAKTUM_STORE"] = str(home / "store")
    os.environ.pop("PAKTUM_DELIVERIES", None)
    try:
        done = run(given.inputs, given.seed, given.only, given.first)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    if given.json:
        given.json.write_text(json.dumps(done, ensure_ascii=True, indent=1), encoding="utf-8")
    print(json.dumps({k: v for k, v in done.items() if k != "found"}), len(done["found"]), "found")  # type: ignore[arg-type]
    sys.exit(1 if done["found"] or not done["store_unchanged"] else 0)


if __name__ == "__main__":
    main()
