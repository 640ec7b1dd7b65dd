"""What is installed is what was tested: every requirement is pinned, and the lock holds its checksum."""

import re

from paktum.store import ROOT

PINNED = re.compile(r"([A-Za-z0-9_.-]+)==([0-9][A-Za-z0-9.]*)")
LOCKED = re.compile(r"([a-z0-9_.-]+)==(\S+) --hash=sha256:[0-9a-f]{64}")


def lines(name: str) -> list[str]:
    return [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def test_every_requirement_is_pinned_and_locked() -> None:
    pinned = [PINNED.fullmatch(line) for line in lines("requirements.txt")]
    assert all(pinned)
    locked = {m[1].replace("_", "-"): m[2] for line in lines("requirements.lock") if (m := LOCKED.fullmatch(line))}
    wrong = [m[0] for m in pinned if m and locked.get(m[1].lower().replace("_", "-")) != m[2]]
    assert wrong == [], "run .ci/lock"


def test_every_line_of_the_lock_has_its_checksum() -> None:
    assert [line for line in lines("requirements.lock") if not LOCKED.fullmatch(line)] == []
