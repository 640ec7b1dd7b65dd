"""A pact among its peers in words: who they are, the middle of them, and where the pact stands."""

from __future__ import annotations

from collections.abc import Sequence

from paktum.figures.parts import Cell, Column
from paktum.questions import Answer
from paktum.readings.marks import Row, marks, number, printed, text
from paktum.wording import Words

# A middle of fewer than this says nothing.
FEWEST = 3
RULES = ("cycle", "level", "grant", "jobseekers")


def position_table(answer: Answer, name: str, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the indicators with the pact's own value, the peers' median and middle half, and the position."""
    titles = (words("peers.indicator"), name, words("peers.median"), words("peers.middle"), words("peers.position"))
    columns = [Column(t, "right" if 0 < i < 4 else "left") for i, t in enumerate(titles)]
    return columns, [position_row(r, words) for r in answer.rows if number(r["peers_known"])]


def unknown_to_all(answer: Answer, words: Words) -> str:
    """Return the indicators for which no peer has a firm figure, in one line; empty when there are none."""
    names = [words(f"indicator.{r['indicator']}") for r in answer.rows if not number(r["peers_known"])]
    return words("peers.unknown_to_all", names=words.list(names)) if names else ""


def position_row(row: Row, words: Words) -> list[Cell]:
    """Return one indicator as a row of cells."""
    unit, known, out = text(row["unit"]), int(number(row["peers_known"]) or 0), int(number(row["left_out"]) or 0)
    own = (
        Cell(printed(row, words), marks=marks(row, words), strong=True)
        if row["value"] is not None
        else Cell(words("absent.unknown"), absent=True)
    )
    rests = words("peers.known", n=words.number(known)) + (words("peers.out", n=words.number(out)) if out else "")
    middle = Cell("–")
    if known >= FEWEST:
        middle = Cell(words.span(number(row["lower_quartile"]), number(row["upper_quartile"]), unit))
    return [
        Cell(words(f"indicator.{row['indicator']}"), sub=(words(f"better.{row['better']}"),)),
        own,
        Cell(words.figure(number(row["median"]), unit, "exact") if known >= FEWEST else "–", sub=(rests,)),
        middle,
        position(row, words),
    ]


def position(row: Row, words: Words) -> Cell:
    """Return where the pact stands, or why that is not said."""
    if row["reason"]:
        return Cell(words("peers.withheld"), sub=(words(f"peer_reason.{row['reason']}"),))
    equal = int(number(row["peers_equal"]) or 0)
    same = (words("peers.equal", n=words.number(equal)),) if equal else ()
    below = words("peers.below", n=words.number(number(row["peers_below"]) or 0), of=words.number(number(row["peers_known"]) or 0))
    return Cell(words(f"peers.quarter_{int(number(row['quarter']) or 0)}"), sub=(below, *same))


def sentence(pact: str, peers: int, rules: Sequence[str], edited: bool, words: Words) -> str:
    """Return who the peers are and by which rule."""
    if edited:
        return words("peers.said_edited", n=words.number(peers), pact=pact)
    kept = words.list(words(f"peers.rule_{r}") for r in rules)
    return words("peers.said", n=words.number(peers), pact=pact, rules=kept)
