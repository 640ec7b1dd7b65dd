"""Térkép és járások: which territories the pacts serve or sit in, what the map cannot show, and what a district is like."""

import streamlit as st

from paktum.figures import county_map, facts, legend, table
from paktum.figures.view_line import view_line
from paktum.questions import ask
from paktum.readings import territories as read
from paktum.screen import choices, filters, participants, territories
from paktum.screen.card import Card, draw

words = choices.words()
st.title(words("map.title"), anchor=False)
view = filters.filter_row(words, highlight=False)
shown = not filters.nothing(words)
if len(choices.chosen().cycles) != 1:
    choices.message(words("overview.cycles_title"), words("overview.cycles"), "balance")
links = {p: choices.address("paktum", pact=p) for p in filters.pact_names(words)}

if shown:
    territories.pick_map(words)
    chosen = choices.chosen()
    level, kind, measure = chosen.map_level, chosen.map_kind, chosen.map_measure
    shapes = territories.shapes(level, words)
    answer = ask("territories", kind=kind, level=level, pacts=view.pacts)
    totals = ask("territory_totals", kind=kind, level=level, pacts=view.pacts, drawn=shapes.codes if shapes.tree else None)
    cities = ask("city_pacts", pacts=view.pacts)
    drawing = read.drawing(answer, measure, level, shapes.codes, words)
    places = read.city_places(cities, level, words) if kind == "served" else []
    picked = frozenset(chosen.districts if level == "district" else chosen.counties)
    st.html(view_line(*read.off_map(totals, len(shapes.codes) in (0, len(answer.frame)), words)))
    key = legend.legend(words(f"map.unit_{measure}_{level}"), read.legend_items(drawing, bool(places), words)) + legend.legend(
        words("map.click"), []
    )
    card = Card(
        "territories",
        answer,
        view.text,
        words(f"map.left_out_{kind}"),
        title=words(f"map.card_{measure}_{kind}") + (f" {words('map.schematic')}" if shapes.schematic else ""),
        legend=key if shapes.tree else "",
        twin=shapes.tree is not None,
        skip=read.skipped(kind, level),
        credit=shapes.credit,
    )
    if shapes.tree:
        figure = county_map.county_map(
            drawing.values, drawing.names, drawing.texts, drawing.breaks, shapes.tree, drawing.soft, picked, drawing.unpriced, places, 460
        )
        draw(card, figure, words, read.sentence(drawing, answer, len(chosen.cycles) != 1, words), territories.filter_by)
    else:
        draw(card, table.table(*read.territory_table(answer, level, words), card.title), words)

st.header(words("map.profile_title"), anchor=False)
district = territories.pick_district(words)
profile, serving, settlements = (ask(f"district_{q}", district=district) for q in ("profile", "pacts", "settlements"))
name = str(profile.row["name"])
grid = st.grid(2, min_column_width=400, gap="large")
with grid.container():
    how = Card("district_profile", profile, name, words("map.left_out_profile"), title=name, twin=False, level=3)
    draw(how, facts.facts(read.profile(profile.row, serving, words)), words)
with grid.container():
    title = read.pacts_title(name, words)
    body = table.table(*read.district_pact_table(serving, links, words), title)
    nobody = view_line(words("map.nobody_title"), words("map.nobody"))
    draw(
        Card("district_pacts", serving, name, words("map.left_out_pacts"), title=title, twin=False, level=3),
        body if len(serving.frame) else nobody,
        words,
    )
listed = table.table(*read.settlement_table(settlements, words), words("card.district_settlements.title"), compact=True)
opened = words("map.settlements", n=words.number(len(settlements.frame)))
draw(Card("district_settlements", settlements, name, "", twin=False, level=3), lambda: st.expander(opened).html(listed), words)

if shown and len(cities.frame):
    body = table.table(*read.city_table(cities, links, words), words("card.city_pacts.title"))
    draw(Card("city_pacts", cities, view.text, words("map.left_out_cities"), twin=False), body, words)

if participants.shown(words):
    participants.districts(words)
