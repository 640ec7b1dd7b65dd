"""The map of participants in words: their home districts, how many and with which rate; what may not be told has no colour class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from paktum.figures.scale import round_breaks
from paktum.questions import Answer
from paktum.readings import territories
from paktum.readings.marks import Row, number, text
from paktum.readings.participants import missing
from paktum.readings.territories import Drawing
from paktum.wording import Words

COLUMN = {"people": "people", "placement": "placement_rate"}
STATE = {"people": "people_state", "placement": "found_state"}


@dataclass(frozen=True)
class PeopleMap:
    """What the map draws: values and texts by district, and the districts of which a number may not be told."""

    drawing: Drawing
    withheld: frozenset[str]

    @property
    def nobody(self) -> int:
        """How many districts have no participant that may be told of at all."""
        return sum(v is None and c not in self.withheld for c, v in self.drawing.values.items())


def drawing(answer: Answer, measure: str, names: Mapping[str, str], drawn: Sequence[str], words: Words) -> PeopleMap:
    """Return the map of a measure over the districts that have a shape; `names` are those of all districts."""
    rows = {text(r["district_ksh"]): r for r in answer.rows}
    values = {code: number(rows[code][COLUMN[measure]]) if code in rows else None for code in drawn}
    withheld = frozenset(c for c in drawn if c in rows and rows[c][STATE[measure]] == "suppressed")
    texts = {c: hover(rows[c], words) if c in rows else words("people.map_nobody") for c in drawn}
    breaks = round_breaks(list(values.values()))
    named = {c: names.get(c, c) for c in drawn}
    return PeopleMap(Drawing(values, named, texts, breaks, frozenset(), frozenset(), measure, "district"), withheld)


def hover(row: Row, words: Words) -> str:
    """Return what stands in the tooltip: participants, and the share of them that found a job, each told or not."""
    people, rate = number(row["people"]), number(row["placement_rate"])
    return words(
        "people.map_hover",
        people=missing(row["people_state"], words) if people is None else words.quantity(people, "persons"),
        rate=missing(row["found_state"], words) if rate is None else words.quantity(rate, "percent"),
    )


def legend_items(found: PeopleMap, words: Words) -> list[tuple[str, str]]:
    """Return the legend: classes with the number of districts, what may not be told, where nobody is told of."""
    known = [v for v in found.drawing.values.values() if v is not None]
    items = territories.class_items(found.drawing, known, words)
    items += [("cross", f"{words('people.map_withheld')} ({words.number(len(found.withheld))})")] if found.withheld else []
    return [*items, ("hatch", f"{words('people.map_nobody')} ({words.number(found.nobody)})")] if found.nobody else items


def sentence(found: PeopleMap, answer: Answer, words: Words) -> str:
    """Return what the map says: between which districts the measure runs, and how many may not be told."""
    known = {c: v for c, v in found.drawing.values.items() if v is not None}
    rest = words("people.map_rest", withheld=words.number(len(found.withheld)), nobody=words.number(found.nobody))
    if not known:
        return f"{words('people.map_nothing')} {rest}"
    unit = "persons" if found.drawing.measure == "people" else "percent"
    low, high = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
    ends = {end: f"{found.drawing.names[c]} ({words.quantity(known[c], unit)})" for end, c in (("low", low), ("high", high))}
    return f"{words(f'people.map_said_{found.drawing.measure}', **ends)} {rest}"
