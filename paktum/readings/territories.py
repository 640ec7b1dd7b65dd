"""The map in words: what is drawn, what cannot be drawn, city pacts beside the county's, and what a district is like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from paktum.figures.county_map import Place
from paktum.figures.parts import Cell, Column, Mark
from paktum.figures.scale import class_of, counts, round_breaks, shades
from paktum.questions import Answer, remembered
from paktum.readings.marks import Row, digits, number, text
from paktum.tables import worded
from paktum.wording import SIGNS, Words, inside

MEASURE = {"pacts": "pacts", "grant": "amount_huf", "per_inhabitant": "per_inhabitant_huf"}
MOST_NAMED = 3


@dataclass(frozen=True)
class Drawing:
    """What the map draws, by territory: values, names, hover texts; codes whose sum is a bound, and whose sum is not known."""

    values: Mapping[str, float | None]
    names: Mapping[str, str]
    texts: Mapping[str, str]
    breaks: Sequence[float]
    soft: frozenset[str]
    unpriced: frozenset[str]
    measure: str
    level: str


@remembered
def drawing(answer: Answer, measure: str, level: str, drawn: tuple[str, ...], words: Words) -> Drawing:
    """Return the map of a measure over the territories that have a shape; a territory without a pact has no value."""
    rows = {text(r["territory"]): r for r in answer.rows if text(r["territory"]) in set(drawn)}
    values = {code: number(r[MEASURE[measure]]) if number(r["pacts"]) else None for code, r in rows.items()}
    bounds = {code for code, r in rows.items() if measure != "pacts" and SIGNS.get(text(r["softness"]), "")[:1] in ("≥", "≤")}
    return Drawing(
        values,
        {code: text(r["name_long"]) for code, r in rows.items()},
        {code: hover(r, answer, words) for code, r in rows.items()},
        round_breaks(list(values.values())),
        frozenset(c for c in bounds if values[c] is not None),
        frozenset(code for code, r in rows.items() if number(r["pacts"]) and values[code] is None),
        measure,
        level,
    )


def hover(row: Row, answer: Answer, words: Words) -> str:
    """Return what stands in the tooltip: pacts by level, then their money, which served territories share."""
    if not number(row["pacts"]):
        return words("map.none")
    levels = [words(f"scope.level_{k}", n=words.number(n)) for k, c in LEVELS if (n := number(row[c]))]
    served = answer.parameters["kind"] == "served"
    said = words(
        "map.hover_served" if served else "map.hover_seat", pacts=words.number(number(row["pacts"]) or 0), levels=words.list(levels)
    )
    if row["amount_huf"] is None:
        return said + words("map.hover_unpriced")
    per = words("map.hover_per", per=figure(row, "per_inhabitant", words)) if row["per_inhabitant_huf"] is not None else ""
    return said + words("map.hover_touching" if served else "map.hover_money", money=money(row, words)) + per


LEVELS = (("county", "county_pacts"), ("city", "city_pacts"), ("district", "local_pacts"))


def money(row: Row, words: Words, amount: str = "amount_huf", softness: str = "softness") -> str:
    """Return an amount as printed, with no more digits than its parts have."""
    soft = text(row[softness]) or "exact"
    return words.figure(number(row[amount]), "HUF", soft, digits(row.get("digits")))


# ---------------------------------------------------------------- legend, sentence, what is not drawn


def legend_items(found: Drawing, marked: bool, words: Words) -> list[tuple[str, str]]:
    """Return the legend: classes with the number of territories, the hatch, the marks that are drawn."""
    known = [v for v in found.values.values() if v is not None]
    items = class_items(found, known, words)
    empty = sum(v is None and c not in found.unpriced for c, v in found.values.items())
    items += [("hatch", f"{words('map.none')} ({words.number(empty)})")] if empty else []
    items += [("ring", f"{words('map.unpriced')} ({words.number(len(found.unpriced))})")] if found.unpriced else []
    items += [("bounddot", words("map.bound"))] if found.soft else []
    return [*items, ("diamond", words("map.city"))] if marked else items


def class_items(found: Drawing, known: Sequence[float], words: Words) -> list[tuple[str, str]]:
    """Return the classes of a map in words, each with how many territories it has; none when no value is known."""
    sizes = counts(found.values.values(), found.breaks)
    return [(s, f"{limits(n, known, found, words)} ({words.number(sizes[n])})") for n, s in enumerate(shades(found.breaks)) if known]


def limits(n: int, known: Sequence[float], found: Drawing, words: Words) -> str:
    """Return the limits of a class in words; numbers of pacts by the counts that occur in it."""
    if found.measure == "pacts":
        inside = [v for v in known if class_of(v, found.breaks) == n]
        low, high = words.number(min(inside)), words.number(max(inside))
        return low if low == high else f"{low}–{high}"
    unit = 1e6 if found.measure == "grant" else 1
    marks = [words.number(b / unit) for b in found.breaks]
    if not marks:
        return words("map.all")
    if n == 0:
        return words("map.under", n=marks[0])
    return words("map.over", n=marks[-1]) if n == len(marks) else f"{marks[n - 1]}–{marks[n]}"


def sentence(found: Drawing, answer: Answer, two_cycles: bool, words: Words) -> str:
    """Return what the map says: where the most is, and how many territories have nothing.

    Amounts of two cycles are not put in order: that would rank what may not be compared.
    """
    known = {c: v for c, v in found.values.items() if v is not None}
    empty = sum(v is None and c not in found.unpriced for c, v in found.values.items())
    rest = words(f"map.alt_none_{found.level}", n=words.number(empty))
    if not known:
        return f"{words('map.alt_nothing')} {rest}"
    if two_cycles and found.measure != "pacts":
        return f"{words('map.alt_withheld')} {rest}"
    most = max(known.values())
    tops = sorted(found.names[c] for c, v in known.items() if v == most)
    named = words.list(tops) if len(tops) <= MOST_NAMED else words(f"map.alt_count_{found.level}", n=words.number(len(tops)))
    row = next(r for r in answer.rows if known.get(text(r["territory"])) == most)
    said = words.number(most) if found.measure == "pacts" else figure(row, found.measure, words)
    return f"{words(f'map.alt_{found.measure}', most=said, named=named)} {rest}"


def figure(row: Row, measure: str, words: Words) -> str:
    """Return the amount of a territory as printed."""
    return money(row, words, MEASURE[measure])


def off_map(totals: Answer, drawn_all: bool, words: Words) -> tuple[str, str, str, str]:
    """Return the line of what the map does not show, and that both parts together are the whole view."""
    rows = {text(r["part"]): r for r in totals.rows}
    off, on = rows["off_map"], rows["on_map"]
    kind = text(totals.parameters["kind"])
    if not number(off["pacts"]):
        left = words("map.off_nothing")
    else:
        found = off[f"names_{words.language}"]
        names = [text(n) for n in found] if isinstance(found, list) else []
        why = words(f"map.off_{kind}" if drawn_all else "map.off_shape")
        listed = words.list(names if len(names) <= 6 else [*names[:6], words("map.off_more", n=words.number(len(names) - 6))])
        left = words("map.off", part=part(off, words), names=listed, why=why)
    return words("map.off_title"), left, words("map.on_title"), f"{part(on, words)}."


def part(row: Row, words: Words) -> str:
    """Return pacts and money of a part, each pact counted once: 2 paktum, 2 389 M Ft."""
    pacts, unknown = number(row["pacts"]) or 0, number(row["pacts_without_amount"]) or 0
    if not pacts:
        return words.quantity(0, "pacts")
    said = f"{words.quantity(pacts, 'pacts')}, {money(row, words)}"
    return said + (words("map.off_unknown", n=words.number(unknown)) if unknown and row["amount_huf"] is not None else "")


# ---------------------------------------------------------------- city pacts


def city_places(answer: Answer, level: str, words: Words) -> list[Place]:
    """Return a mark at the seat of each city pact; a click on it means its district or county."""
    return [
        Place(
            x,
            y,
            text(r["district_ksh"]) if level == "district" else text(r["county_ksh"]),
            words("map.city_hover", name=words.pick(r, "short")),
        )
        for r in answer.rows
        if (x := number(r["longitude"])) is not None and (y := number(r["latitude"])) is not None
    ]


def city_table(answer: Answer, links: Mapping[str, str], words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return each city pact beside the county pact that serves the rest: two areas, two amounts."""
    columns = [
        Column(words("column.city_pact")),
        Column(words("column.grant"), "right"),
        Column(words("column.county_pact"), wide=True),
        Column(words("column.grant"), "right"),
    ]
    return columns, [city_row(r, links, words) for r in answer.rows]


def city_row(row: Row, links: Mapping[str, str], words: Words) -> list[Cell]:
    """Return one city pact and the county pact beside it, each with what it serves of the district."""
    county = text(row["county_pact_id"])
    note = worded(row, "note", words)
    city = f"{text(row['district'])}: {words('extent.' + (text(row['extent']) or 'none'))}"
    first = [
        Cell(words.pick(row, "short"), sub=(city,), href=links.get(text(row["pact_id"]), "")),
        amount_cell(row, words, "amount_huf", "softness"),
    ]
    if not county:
        return [*first, Cell(words("absent.unknown"), absent=True), Cell("–")]
    name = words.pick(row, "county_pact").removesuffix(f" {words('cycles.' + text(row['cycle']))}")
    rest = words("county_extent." + (text(row["county_extent"]) or "none"))
    return [
        *first,
        Cell(name, sub=tuple(s for s in (rest, note) if s), href=links.get(county, "")),
        amount_cell(row, words, "county_amount_huf", "county_softness"),
    ]


def amount_cell(row: Row, words: Words, amount: str, softness: str) -> Cell:
    """Return an amount of a pact as a cell; unknown is hatched."""
    return Cell(money(row, words, amount, softness), absent=row[amount] is None)


# ---------------------------------------------------------------- one district


def profile(row: Row, pacts: Answer, words: Words) -> list[tuple[str, list[Cell]]]:
    """Return the identity list of a district."""
    before = words("map.population_before", n=words.figure(number(row["population_2018"]), "persons", "exact"))
    national = words("map.rate_national", rate=rate(row["national_rate"], words))
    served = list(pacts.rows)
    return [
        (
            words("map.county"),
            [
                Cell(
                    text(row["county"]),
                    sub=(words("map.seat_of", seat=text(row["seat"])),) if row["seat"] not in (None, row["name"]) else (),
                )
            ],
        ),
        (words("map.population"), [figure_cell(row["population_2024"], "persons", before, words)]),
        (words("map.jobseekers"), [figure_cell(row["jobseekers_2024"], "persons", words("map.jobseekers_caveat"), words)]),
        *newest_labour(row, words),
        (words("map.rate"), [Cell(rate(row["rate"], words), sub=(words("map.rate_of"), national), absent=row["rate"] is None)]),
        (words("map.ratio"), [figure_cell(row["rate_to_national"], "ratio", words("map.ratio_of"), words)]),
        (words("map.category"), [Cell(words("category." + (text(row["category"]) or "unknown")), sub=(words("map.decree"),))]),
        (words("map.serving"), [Cell(words.quantity(len(served), "pacts"), sub=serving(served, words))]),
    ]


def newest_labour(row: Row, words: Words) -> list[tuple[str, list[Cell]]]:
    """Return the jobseekers of the newest month that was delivered; nothing when no month was."""
    if row.get("newest_month") is None:
        return []
    share = () if row["newest_rate"] is None else (words("map.newest_rate", rate=rate(row["newest_rate"], words)),)
    said = words.figure(number(row["newest_jobseekers"]), "persons", "exact")
    return [(words("map.newest_jobseekers", month=words.date(text(row["newest_month"]), long=True)), [Cell(said, sub=share)])]


def rate(value: object, words: Words) -> str:
    """Return a rate in per cent with one decimal."""
    return words.figure(number(value), "percent", "exact")


def figure_cell(value: object, unit: str, sub: str, words: Words) -> Cell:
    """Return a figure with the small line that says what it is."""
    return Cell(words.figure(number(value), unit, "exact"), sub=(sub,), absent=value is None)


def serving(rows: Sequence[Row], words: Words) -> tuple[str, ...]:
    """Return how far the pacts serve the district."""
    found = [(e, sum((text(r["extent"]) or "none") == e for r in rows)) for e in ("full", "part", "none")]
    return (words.list(words(f"map.serving_{e}", n=words.number(n)) for e, n in found if n),) if rows else ()


def pacts_title(district: str, words: Words) -> str:
    """Return the heading over the pacts of a district: Paktumok a Jászberényi járásban."""
    return words("map.pacts_in", place=inside(district) if words.language == "hu" else district)


def district_pact_table(answer: Answer, links: Mapping[str, str], words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the pacts that serve a district: how far, on what ground, and the grant of the whole pact."""
    columns = [
        Column(words("column.pact")),
        Column(words("column.extent")),
        Column(words("column.grant"), "right"),
    ]
    rows = []
    for r in answer.rows:
        note = worded(r, "note", words)
        towns = number(r["settlements"])
        of = words("pact.settlements_of", n=words.number(towns), of=words.number(number(r["n_settlements"]) or 0)) if towns else ""
        kind = f"{words('level_pact.' + text(r['level']))}, {words('cycle.' + text(r['cycle']))}"
        where = words("map.districts_served", n=words.number(number(r["districts"]) or 0))
        rows.append(
            [
                Cell(words.pick(r, "short"), sub=(kind,), href=links.get(text(r["pact_id"]), "")),
                Cell(
                    words("extent." + (text(r["extent"]) or "none")),
                    sub=tuple(s for s in (of, note) if s),
                    marks=(Mark(words("basis.inferred")),) if r["basis"] == "inferred" else (),
                ),
                Cell(money(r, words), sub=(where,), absent=r["amount_huf"] is None),
            ]
        )
    return columns, rows


def settlement_table(answer: Answer, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the settlements of a district with their people."""
    columns = [
        Column(words("column.settlement")),
        Column(words("column.population_2024"), "right"),
        Column(words("column.population_2018"), "right"),
    ]
    rows = [
        [
            Cell(text(r["name"]), strong=bool(r["seat"])),
            Cell(words.figure(number(r["population_2024"]), "persons", "exact"), absent=r["population_2024"] is None),
            Cell(words.figure(number(r["population_2018"]), "persons", "exact"), absent=r["population_2018"] is None),
        ]
        for r in answer.rows
    ]
    return columns, rows


def territory_table(answer: Answer, level: str, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the map as a table: what stands in its place where no shapes can be drawn."""
    columns = [
        Column(words(f"map_level.{level}")),
        Column(words("column.pacts"), "right"),
        Column(words("column.amount_of_pacts"), "right"),
    ]
    rows = [
        [Cell(text(r["name_long"])), Cell(words.number(number(r["pacts"]) or 0)), Cell(money(r, words), absent=r["amount_huf"] is None)]
        for r in answer.rows
        if number(r["pacts"])
    ]
    return columns, rows


def skipped(kind: str, level: str) -> tuple[str, ...]:
    """Return the columns of the table twin that say nothing for this kind of map."""
    extent = () if (kind, level) == ("served", "district") else ("full_pacts", "part_pacts")
    per = () if (kind, level) == ("seat", "county") else ("per_inhabitant_huf", "population_2018")
    return (*extent, *per, *(("county",) if level == "county" else ()))
