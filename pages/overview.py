"""Áttekintés: what is known about employment pacts, and on how little it rests."""

import streamlit as st

from paktum.figures import bullets, county_map, coverage, finding, kpis, legend
from paktum.figures.geometry import load
from paktum.figures.html import render
from paktum.figures.scale import round_breaks
from paktum.questions import ask
from paktum.readings import overview as read
from paktum.screen import choices, filters
from paktum.screen.card import Card, draw
from paktum.store import DATA

words, chosen = choices.words(), choices.chosen()
st.title(words("overview.title"), anchor=False)
view = filters.filter_row(words)
if filters.nothing(words):
    choices.stop()
if len(chosen.cycles) != 1:
    choices.message(words("overview.cycles_title"), words("overview.cycles"), "balance")

groups = ask("indicator_groups", pacts=view.pacts)
st.html(kpis.kpis(read.cards(groups, words), words("overview.how_sure")))
st.html(finding.finding(*read.finding(groups, words)))

grid = st.grid(2, min_column_width=400, gap="large")
with grid.container():
    if chosen.districts:
        choices.message(words("overview.map_district_title"), words("overview.map_district"), "map", st.info)
        st.html(render("go", text=words("page.map"), href=choices.address("terkep", map_level="district", districts=chosen.districts)))
    else:
        counties = ask("county_grants", pacts=view.pacts)
        values, names, texts, soft = read.map_texts(counties, words)
        breaks, away = round_breaks([v for v in values.values() if v is not None]), read.outside(counties)
        shapes = load(DATA / "geometry" / "counties.geojson")
        figure = county_map.county_map(values, names, texts, breaks, shapes, soft, outside=away)
        key = legend.legend(words("overview.map_unit"), read.map_legend(values, breaks, soft, away, words))
        draw(
            Card("county_grants", counties, view.text, read.map_left_out(counties, words), legend=key, credit=shapes["attribution"]),
            figure,
            words,
            read.map_sentence(counties, words),
        )
with grid.container():
    known = ask("field_coverage", pacts=view.pacts)
    rows = read.coverage_rows(known, words)
    draw(Card("field_coverage", known, view.text, ""), coverage.coverage(rows, words("overview.published"), words("absent.unknown")), words)

targets = ask("targets_and_results", measure="participants", pacts=view.pacts)
pact_links = {str(p): choices.address("paktum", pact=str(p)) for p in targets.frame["pact_id"]}
bars = read.bullets(targets, chosen.highlighted, pact_links, words)
silent = len(view.pacts) - len(bars)
signs = [
    ("solid", words("overview.exact")),
    ("soft", words("overview.soft")),
    ("accent", words("overview.chosen")),
    ("tick", words("kind.target")),
]
rest = words("overview.silent", n=words.number(silent)) if silent else ""
draw(
    Card("targets_and_results", targets, view.text, words("overview.silent_left_out", n=words.number(silent)) if silent else ""),
    bullets.bullets(bars, read.axis(bars, words), [*signs, ("softtick", words("overview.soft_target"))], rest, words("absent.unknown")),
    words,
)
