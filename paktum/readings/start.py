"""The first page in words: what this is, where each reader goes on, how to read what stands here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from paktum.questions import Answer
from paktum.readings.marks import Row, number, text
from paktum.wording import NBSP, Words

# Who comes, and the pages that answer them, in the order in which they are used.
DOORS = {
    "leader": ("overview", "pact", "outcomes"),
    "analyst": ("map", "compare", "quality", "methods"),
    "presenter": ("closing", "pact"),
}


@dataclass(frozen=True)
class Door:
    """A reader's way in: `art` names its picture, `links` are (text, address)."""

    art: str
    title: str
    text: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Step:
    """One thing to know before reading on; `samples` are the signs that it tells about, `known` of `total` fill its meter."""

    art: str
    title: str
    text: str
    samples: tuple[str, ...] = ()
    known: int = 0
    total: int = 0


def lead(state: Row, words: Words) -> str:
    """Return what this is, in two sentences with the size of the store."""
    return words("start.lead", **{k: words.number(number(state[k]) or 0) for k in ("pacts", "figures", "sources")})


def finding(groups: Answer, words: Words) -> tuple[str, str, str, str]:
    """Return the one fact to know before anything is quoted: how few pacts published a lasting result."""
    row = _of(groups, "employed_6m")
    known, total = (words.number(number(row[c]) or 0) for c in ("pacts_known", "pacts_asked"))
    return known, f"/{NBSP}{total}", words("start.finding_lead"), words("start.finding")


def doors(links: Mapping[str, str], words: Words) -> list[Door]:
    """Return the doors; `links` gives the address of each page, and only pages that are in it are offered."""
    return [
        Door(
            name,
            words(f"start.{name}"),
            words(f"start.{name}_text"),
            tuple((words(f"page.{page}"), links[page]) for page in pages if page in links),
        )
        for name, pages in DOORS.items()
    ]


def tour(groups: Answer, words: Words) -> list[Step]:
    """Return the two-minute tour: six things that make every page readable."""
    row = _of(groups, "participants")
    known, total = int(number(row["pacts_known"]) or 0), int(number(row["pacts_asked"]) or 0)
    samples: dict[str, Sequence[str]] = {
        "meter": (),
        "absent": (words("absent.unknown"),),
        "marks": ("≥", "≈", "≤", words("mark.rounded")),
        "warn": (words("mark.contradicted"),),
        "guard": (words("peers.withheld"),),
        "action": (words("action.how"),),
    }
    said = {"meter": {"known": words.number(known), "total": words.number(total)}}
    return [
        Step(art, words(f"start.tour_{art}"), words(f"start.tour_{art}_text", **said.get(art, {})), tuple(samples[art]), known, total)
        for art in samples
    ]


def _of(groups: Answer, indicator: str) -> Row:
    return next(r for r in groups.rows if text(r["indicator"]) == indicator)
