"""Participants for tests: an invented office made by the generator, and its release in a store."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from benchmarks import generate
from paktum import store
from paktum.participants import release

OFFICE = "Rábaközi Őrségi Iroda"
TODAY = date(2026, 1, 1)


def office(folder: Path, participants: int = 6000, dirty: float = 0.0, form: str = "csv") -> Path:
    return generate.write(participants, 3, folder, form, dirty, OFFICE)


@contextmanager
def published(folder: Path, into: Path, k: int = 5) -> Iterator[store.Snapshot]:
    """The store with the invented office in it; afterwards without."""
    release.receive(office(folder), k, today=TODAY, folder=folder / "people", into=into)
    try:
        yield store.build(store=into)
    finally:
        store.drop_release(into)
        store.build(store=into)


def register(folder: Path, pacts: tuple[str, str, str]) -> Path:
    """The rows of the invented office as if a register of real pacts had handed them over: for tests of what needs real pacts."""
    path = office(folder)
    text = path.read_text(encoding="utf-8").replace(",invented", ",register")
    for n, pact in enumerate(pacts, 1):
        text = text.replace(f"kitalalt-00{n}", pact)
    path.write_text(text, encoding="utf-8")
    (folder / "pacts.csv").unlink()
    return path
