"""What the map page lets the reader choose: level, kind of territory, measure, district; and the shapes that it draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from paktum import borders
from paktum.figures import geometry
from paktum.questions import ask
from paktum.readings.marks import text
from paktum.screen import choices, roles
from paktum.screen.filters import labels
from paktum.selection import MAP_KINDS, MAP_LEVELS, PEOPLE_MEASURES
from paktum.store import DATA
from paktum.wording import Words

OFFICIAL = DATA / "geometry" / "official"
OWN = {"county": DATA / "geometry" / "counties.geojson", "district": DATA / "geometry" / "districts_schematic.geojson"}
# Money stands where it can be added up: at the seat. Over the area served it would be counted once per district.
MEASURES = {
    ("served", "county"): ("pacts",),
    ("served", "district"): ("pacts",),
    ("seat", "county"): ("pacts", "grant", "per_inhabitant"),
    ("seat", "district"): ("pacts", "grant"),
}


@dataclass(frozen=True)
class Shapes:
    """The shapes of a level: None when there are none; `schematic` when they only read like borders; `credit` as the file asks."""

    tree: Mapping[str, Any] | None
    schematic: bool
    credit: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The territories that have a shape."""
        return tuple(geometry.code(f) for f in self.tree["features"]) if self.tree else ()


def pick_map(words: Words) -> None:
    """Draw the switches of the map; a measure that the territories do not have falls back to the number of pacts, aloud.

    Participants have a home district, which is neither an area served nor a seat: their map has no switch of these.
    """
    with st.container(horizontal=True, key="pk_map"):
        switch("map_level", {o: words(f"map_level.{o}") for o in MAP_LEVELS}, words)
        offered = measures()
        refused = choices.chosen().map_measure if choices.chosen().map_measure not in offered else ""
        if refused:
            choices.change(map_measure="pacts")
        if not of_people():
            switch("map_kind", {o: words(f"map_kind.{o}") for o in MAP_KINDS}, words)
        if len(offered) > 1:
            switch("map_measure", {o: words(f"map_measure.{o}") for o in offered}, words)
    if refused:
        choices.message(
            words("map.refused_title", measure=words(f"map_measure.{refused}")), words(f"map.refused_{refused}"), "map", st.info
        )


def measures() -> tuple[str, ...]:
    """Return what the map can show of the chosen kind and level of territory."""
    chosen = choices.chosen()
    told = PEOPLE_MEASURES if chosen.map_level == "district" and ask("people_release").rows and roles.may("breakdowns") else ()
    return (*MEASURES[chosen.map_kind, chosen.map_level], *told)


def of_people() -> bool:
    """Say whether the map shows participants."""
    return choices.chosen().map_measure in PEOPLE_MEASURES


def switch(choice: str, options: Mapping[str, str], words: Words) -> None:
    """Draw one switch of options and their labels, and take over what it says."""
    key = choices.offer(choice)
    st.radio(words(f"map.{choice}"), list(options), key=key, format_func=options.__getitem__, horizontal=True)


def pick_district(words: Words) -> str:
    """Return the district of the profile: the one of the filter; else draw a choice of those in the filter, or of all."""
    names, filtered = labels(words)["districts"], choices.chosen().districts
    options = filtered or tuple(names)
    if choices.chosen().profile not in options:
        choices.change(profile=options[0])
    if len(options) > 1:
        st.selectbox(words("map.profile"), options, key=choices.offer("profile"), format_func=names.__getitem__, filter_mode="contains")
    return choices.chosen().profile


def filter_by(code: str) -> None:
    """Filter by the clicked territory, or open the filter when it was the clicked one; the other level opens."""
    level = choices.chosen().map_level
    if level == "district" and code == borders.CAPITAL:
        level, code = "county", "01"
    name, other = ("districts", "counties") if level == "district" else ("counties", "districts")
    before = getattr(choices.chosen(), name)
    choices.change(**{name: () if before == (code,) else (code,), other: ()})


def known() -> tuple[borders.Territory, ...]:
    """Return the territories that a file of borders may have shapes for."""
    return tuple(
        borders.Territory(
            text(r["level"]),
            text(r["territory"]),
            tuple(dict.fromkeys(n for n in (text(r["name_long"]), text(r["name"]), text(r["name_until_2020"])) if n)),
            text(r["nuts3"]),
        )
        for r in ask("territory_names").rows
    )


def shapes(level: str, words: Words) -> Shapes:
    """Return the official borders of a level where a usable file of them lies in the folder, else our own shapes."""
    official: borders.Borders | None = None
    for path in borders.files(OFFICIAL):
        result = borders.outcome(path, known())
        if isinstance(result, borders.BordersError):
            choices.message(words("borders.refused", file=path.name), words(result.key, **result.values), "map", st.warning)
        elif result.level == level and official is None:
            official = result
    if official:
        report(official, words)
        credit = "; ".join(dict.fromkeys(t for t in (official.attribution, official.licence) if t)) or words("borders.no_licence")
        return Shapes(geometry.clockwise(official.collection), False, f"{official.file}: {credit}")
    return own(OWN[level], level, words)


def own(path: Path, level: str, words: Words) -> Shapes:
    """Return our own shapes; none when the file is not there or cannot be read, which a message says."""
    try:
        tree = geometry.load(path)
    except (OSError, ValueError, KeyError):
        choices.message(words("borders.none_title"), words("borders.none", file=path.name), "map", st.info)
        return Shapes(None, False, "")
    return Shapes(tree, level == "district", f"{tree['attribution']}")


def report(found: borders.Borders, words: Words) -> None:
    """Say what of a file of borders did not match, both ways; nothing when all of it did."""
    names = {t.code: t.names[0] for t in known() if t.level == found.level}
    lines = []
    if not found.expected:
        lines.append(words("borders.units", n=words.number(found.units)))
    if found.unknown:
        lines.append(words("borders.unknown", n=words.number(len(found.unknown)), names=words.list(found.unknown[:12])))
    if found.missing:
        lines.append(words("borders.missing", n=words.number(len(found.missing)), names=words.list(names[c] for c in found.missing[:12])))
    if not (found.licence or found.attribution):
        lines.append(words("borders.no_licence_do"))
    if lines:
        choices.message(words("borders.report", file=found.file), " ".join(lines), "map", st.warning)
