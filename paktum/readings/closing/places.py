"""The map with its list, and the pact in the crowd of its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from paktum.figures import geometry
from paktum.figures.scale import class_of
from paktum.questions import Answer, ask
from paktum.readings.closing import titles
from paktum.readings.closing.facts import Facts, whole
from paktum.readings.closing.figures import MILLION, figure, with_article
from paktum.readings.closing.notes import alt, notes, source_line
from paktum.readings.closing.parts import Crowd, Figure, Map, Panel, Shape, Slide
from paktum.readings.funding import why_unranked
from paktum.readings.marks import Row, number, pact_name, text
from paktum.store import DATA
from paktum.tables import worded
from paktum.wording import Words, capital

SCHEMATIC = DATA / "geometry" / "districts_schematic.geojson"
OUTSIDE = -1  # the shade of a district that the pact does not serve
MOST_ROWS = 10
FEWEST = 3  # known amounts below which a place in their order says nothing
DECIMALS_OF_DEGREES = 3


# ---------------------------------------------------------------- map


def place_map(facts: Facts, words: Words, shapes: Mapping[str, Any] | None = None) -> Slide | None:
    """Return the map: the grants of the local pacts of a county where enough are known, else the districts served."""
    if not len(facts.area.frame):
        return None
    tree = shapes or geometry.load(SCHEMATIC)
    if facts.pact["level"] == "district" and (slide := neighbours(facts, tree, words)):
        return slide
    return served(facts, tree, words)


def served(facts: Facts, tree: Mapping[str, Any], words: Words) -> Slide:
    """Return the districts that a pact serves, with their people."""
    rows = sorted(facts.area.rows, key=lambda r: -(number(r["population_2024"]) or 0.0))
    people = {text(r["district_ksh"]): number(r["population_2024"]) for r in rows}
    breaks = thirds([v for v in people.values() if v is not None])
    shades = {code: shade(v, breaks) for code, v in people.items()}
    listed = tuple(replace(district(r, words), shade=shades[text(r["district_ksh"])]) for r in rows[:MOST_ROWS])
    title = served_title(facts, rows, words)
    more = len(rows) - len(listed)
    inferred = any(r["basis"] == "inferred" for r in rows)
    said = [words("closing.map_more", n=words.number(more)) + "."] if more else []
    caution = " ".join([*said, words("closing.map_inferred") if inferred else part_served(rows, words)]).strip()
    body = Map(
        words("closing.map_people"), tuple(drawn(tree, facts, shades)), listed, legend(breaks, 1e3, list(shades.values()), words), caution,
        credit(tree, words),
    )  # fmt: skip
    answers = [facts.area]
    return Slide(
        "map", "map", title, body, source_line(answers, words, credit(tree, words)), alt("map", listed, words),
        notes(title, [district(r, words) for r in rows], answers, words, unsure=[words("closing.schematic"), caution]),
    )  # fmt: skip


def part_served(rows: Sequence[Row], words: Words) -> str:
    """Return which part of its one district a pact serves, where the source says it."""
    note = worded(rows[0], "note", words)
    return words("closing.map_part", note=note) if len(rows) == 1 and rows[0]["extent"] == "part" and note else ""


def district(row: Row, words: Words) -> Figure:
    """Return a district with its people; whether it is served in part."""
    part = words("extent.part") if row["extent"] == "part" else ""
    name, value = text(row["name"]), number(row["population_2024"])
    if value is None:
        return Figure(text(row["district_ksh"]), name, words("absent.unknown"), unit="persons", detail=part)
    return Figure(
        text(row["district_ksh"]), name, words.quantity(value, "persons"), value, "persons", short=words.number(value / 1e3, 1), detail=part
    )


def served_title(facts: Facts, rows: Sequence[Row], words: Words) -> str:
    """Return what a pact covers: its whole county, one district, or how many districts."""
    county = text(facts.pact["county"])
    everything = ask("area_context", pact=facts.id).rows
    in_county = next((whole(r["districts"]) for r in everything if r["scope"] == "county"), 0)
    if len(rows) == 1:
        part = "part" if rows[0]["extent"] == "part" else "full"
        return titles.fitting(words(f"closing.title.one_district_{part}", name=with_article(text(rows[0]["name"]), words)))
    if facts.pact["level"] == "county" and len(rows) == in_county:
        return titles.fitting(words("closing.title.whole_county", county=county, n=titles.counting(len(rows), words)))
    return titles.fitting(words("closing.title.districts", n=titles.counting(len(rows), words)))


def neighbours(facts: Facts, tree: Mapping[str, Any], words: Words) -> Slide | None:
    """Return the local pacts of the county by their awarded grants; None when too few amounts are known."""
    found = ask("selected_pacts", cycles=[facts.cycle], levels=["district"], counties=[text(facts.pact["county_ksh"])])
    ids = [text(r["pact_id"]) for r in found.rows]
    if len(ids) < FEWEST or len(ids) > MOST_ROWS:
        return None
    sizes = ask("grant_sizes", pacts=ids)
    known = [r for r in sizes.rows if r["peers"] is not None]
    if len(known) < FEWEST:
        return None
    breaks = thirds([number(r["value"]) or 0.0 for r in known])
    rows = tuple(pact_row(r, facts.id, breaks, words) for r in sizes.rows)
    areas = {i: ask("pact_area", pact=i) for i in ids}
    by_pact = {f.key: f.shade for f in rows}
    shades = {text(d["district_ksh"]): by_pact[i] for i, a in areas.items() if i != facts.id for d in a.rows}
    shades |= {text(d["district_ksh"]): by_pact[facts.id] for d in facts.area.rows}
    title = neighbours_title(facts, sizes, words)
    body = Map(
        words("closing.money_heading_awarded"), tuple(drawn(tree, facts, shades)), rows,
        legend(breaks, MILLION, list(by_pact.values()), words), "",
        credit(tree, words),
    )  # fmt: skip
    answers = [sizes]
    return Slide(
        "map", "map", title, body, source_line(answers, words, credit(tree, words)), alt("map", rows, words),
        notes(title, rows, answers, words, unsure=[words("closing.schematic"), words("closing.map_pacts")]),
    )  # fmt: skip


def pact_row(row: Row, own: str, breaks: Sequence[float], words: Words) -> Figure:
    """Return the grant of one pact; what may not be ranked is shown, but has no class."""
    name = words.pick(row, "short")
    shown = figure(row if row["value"] is not None else None, text(row["pact_id"]), name, words)
    ranked = row["peers"] is not None
    return replace(
        shown,
        chosen=row["pact_id"] == own,
        shade=shade(shown.value, breaks) if shown.known else 0,
        detail=""
        if ranked or not shown.known
        else words("closing.later_amount")
        if row["state"] != "awarded"
        else why_unranked(row, words),
    )


def neighbours_title(facts: Facts, sizes: Answer, words: Words) -> str:
    """Return how many amounts are known in the county, and our place among them where it may be said."""
    own = next(r for r in sizes.rows if r["pact_id"] == facts.id)
    known = sum(r["value"] is not None for r in sizes.rows)
    comparable = all(r["peers"] is not None for r in sizes.rows if r["value"] is not None)
    parts = {"county": text(facts.pact["county"]), "n": words.number(len(sizes.rows)), "known": words.number(known)}
    who = with_article(facts.adjective(words), words)
    first = words("closing.title.county_pacts", **parts)
    if own["value"] is None:
        return titles.fitting(words("closing.title.own_unknown", first=first, who=who), first, words("closing.title.county_short", **parts))
    if not comparable or own["rank"] is None:
        return titles.fitting(first, words("closing.title.county_short", **parts))
    place = titles.place(whole(own["rank"]), whole(own["sharing"]) - 1, words)
    second = words("closing.title.own_place", who=who, place=place)
    return titles.fitting(f"{first}; {second}", f"{words('closing.title.county_short', **parts)}; {second}", first)


def drawn(tree: Mapping[str, Any], facts: Facts, shades: Mapping[str, int]) -> Iterator[Shape]:
    """Yield the districts of every county that the pact or its list touches; ours last, so that their border is on top."""
    ours = {text(r["district_ksh"]) for r in facts.area.rows}
    wanted = set(shades) | ours
    counties = {f["properties"].get("county_code") for f in tree["features"] if geometry.code(f) in ours}
    shown = [f for f in tree["features"] if geometry.code(f) in wanted or f["properties"].get("county_code") in counties]
    for feature in sorted(shown, key=lambda f: geometry.code(f) in ours):
        code = geometry.code(feature)
        rings = tuple(
            tuple((round(p[0], DECIMALS_OF_DEGREES), round(p[1], DECIMALS_OF_DEGREES)) for p in ring)
            for polygon in geometry.polygons(feature["geometry"])
            for ring in polygon
        )
        name = text(feature["properties"].get("name"))
        yield Shape(code, name, rings, shades.get(code, OUTSIDE), code in ours, geometry.inside(feature))


def thirds(values: Sequence[float]) -> list[float]:
    """Return two limits of three classes of about equal size; fewer when the values do not differ."""
    known = sorted(values)
    if len(known) < FEWEST:
        return []
    return sorted({nice(known[len(known) // 3]), nice(known[2 * len(known) // 3])})


def nice(value: float) -> float:
    """Return a value rounded down to two digits: a limit that a legend can print."""
    place = 10.0 ** (len(str(int(value))) - 2) if value >= 10 else 1.0
    return int(value / place) * place


def shade(value: float | None, breaks: Sequence[float]) -> int:
    """Return the class of a value: 1 palest, 3 darkest, 0 when it is not known; a single class is the middle one."""
    if value is None:
        return 0
    if not breaks:
        return 3
    return (1, 3)[class_of(value, breaks)] if len(breaks) == 1 else 1 + class_of(value, breaks)


def legend(breaks: Sequence[float], unit: float, used: Sequence[int], words: Words) -> tuple[tuple[int, str], ...]:
    """Return what each shade means, darkest first; the hatch only where it is drawn."""
    marks = [words.number(b / unit) for b in breaks]
    items: list[tuple[int, str]] = []
    if len(marks) == 2:
        items = [(3, words("map.over", n=marks[1])), (2, f"{marks[0]}–{marks[1]}"), (1, words("map.under", n=marks[0]))]
    elif len(marks) == 1:
        items = [(3, words("map.over", n=marks[0])), (1, words("map.under", n=marks[0]))]
    return (*items, (0, words("absent.unknown"))) if 0 in used else tuple(items)


def credit(tree: Mapping[str, Any], words: Words) -> str:
    """Return the attribution of the map, which every picture of it carries."""
    return words("closing.map_credit", credit=text(tree.get("attribution")))


# ---------------------------------------------------------------- crowd


def crowd(facts: Facts, words: Words) -> Slide | str:
    """Return the pact among all of its kind by awarded grant, or the reason why it may not be placed."""
    sizes = ask("grant_sizes")
    alike = [r for r in sizes.rows if (r["level"], r["cycle"]) == (facts.pact["level"], facts.cycle)]
    own = next((r for r in alike if r["pact_id"] == facts.id), None)
    if own is None or own["value"] is None:
        return words("closing.told.no_amount")
    if own["rank"] is None or whole(own["peers"]) < 5:
        return words("closing.told.unranked", why=why_unranked(own, words) if own["rank"] is None else words("closing.told.few"))
    ranked = [r for r in alike if r["peers"] is not None]
    columns = tuple(replace(figure(r, text(r["pact_id"]), pact_name(r, words), words), chosen=r is own) for r in ranked)
    title = titles.crowd(facts, whole(own["rank"]), whole(own["peers"]), whole(own["sharing"]) - 1, words)
    middle = figure(own, "median", words("closing.median"), words, "median", "HUF", "median_")
    middle = replace(middle, when="", caution="")
    place = words("closing.place", rank=words.number(whole(own["rank"])), of=with_article(words.number(whole(own["peers"])), words))
    body = Crowd(
        words("closing.crowd_heading", n=words.number(len(columns)), level=words(f"level.{facts.pact['level']}")), columns, middle, place,
        why_no_ranking([text(r["pact_id"]) for r in alike], facts, words),
    )  # fmt: skip
    few = [next(c for c in columns if c.chosen), middle, columns[0], columns[-1]]
    return Slide(
        "crowd", "crowd", title, body, source_line([sizes], words, words("closing.crowd_open")), alt("crowd", few, words),
        notes(title, [middle, *columns], [sizes], words, [words("closing.note.rank")], [words("closing.crowd_open"), *body.panel.lines]),
    )  # fmt: skip


def why_no_ranking(alike: Sequence[str], facts: Facts, words: Words) -> Panel:
    """Return why results of the same pacts are in no order: how few published both numbers."""
    rates = ask("indicator_values", pacts=list(alike), indicators=["placement_rate"]).rows
    firm = [r for r in rates if r["softness"] == "exact" and not r["contradicted"] and r["doubt"] is None]
    none = words("closing.none_of_them")
    lines = [words("closing.crowd_both", n=words.number(len(rates)) if rates else none, of=words.number(len(alike)))]
    lines.append(
        capital(words("closing.crowd_firm", n=words.number(len(firm)) if firm else none)) if rates else words("closing.crowd_silent")
    )
    own = facts.values.get("placement_rate")
    if own is not None and own["doubt"]:
        lines.append(capital(words("closing.crowd_doubt", who=with_article(facts.adjective(words), words))))
    return Panel(words("closing.crowd_why"), tuple(lines))
