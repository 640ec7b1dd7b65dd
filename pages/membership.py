"""Tagság: who belongs to the pacts, at which date, of which sectors, and of how many pacts nobody published it."""

import streamlit as st

from paktum.figures import bullets, coverage, finding, kpis, network, table, timeline
from paktum.figures.html import render
from paktum.questions import ask
from paktum.readings import membership as read
from paktum.readings import organisations
from paktum.screen import choices, filters
from paktum.screen.card import Card, draw
from paktum.screen.membership import day_card, search_card, silent_card

words, chosen = choices.words(), choices.chosen()
st.title(words("membership.title"), anchor=False)
view = filters.filter_row(words)
if filters.nothing(words):
    choices.stop()
if len(chosen.cycles) != 1:
    choices.message(words("overview.cycles_title"), words("overview.cycles"), "balance")

pacts, unknown = view.pacts, words("absent.unknown")
names = read.short_names(ask("selected_pacts", **chosen.parameters()), words)
links = {p: choices.address("paktum", pact=p) for p in pacts}
known = ask("member_coverage", pacts=pacts)
st.html(kpis.kpis(read.cards(ask("member_totals", pacts=pacts), known, words)))
st.html(finding.finding(*read.finding(known, words)))

grid = st.grid(2, min_column_width=400, gap="large")
with grid.container():
    counts = ask("member_counts", pacts=pacts)
    bars = read.count_bars(counts, chosen.highlighted, names, links, words)
    rest = words("membership.no_count", n=words.number(len(pacts) - len(bars)))
    drawn = bullets.bullets(bars, read.axis(bars, words), read.count_signs(bars, words), rest, unknown)
    said = render("said", text=read.count_sentence(counts, names, words))
    draw(Card("member_counts", counts, view.text, words("membership.left_out_counts")), said + drawn, words)
with grid.container():
    drawn = coverage.coverage(read.coverage_rows(known, words), words("overview.published"), unknown)
    draw(Card("member_coverage", known, view.text, ""), drawn, words)
    silent_card(pacts, view.text, names, words)

day_card(pacts, view.text, names, links, words)

grid = st.grid(2, min_column_width=400, gap="large")
for capacity in ("member", "partner"):
    with grid.container():
        sectors = ask("sectors", pacts=pacts, capacity=capacity)
        bars = read.sector_bars(sectors, words)
        said = render("said", text=read.sector_sentence(sectors, capacity, words))
        drawn = bullets.bullets(bars, read.axis(bars, words), [("solid", words("membership.organisations"))], "", unknown) if bars else ""
        draw(Card(f"sectors_{capacity}", sectors, view.text, words(f"membership.left_out_{capacity}")), said + drawn, words)

search_card(pacts, view.text, names, links, words)
shared = ask("shared_organisations", pacts=pacts)
said = render("said", text=organisations.shared_sentence(shared, words))
knots = organisations.knots(shared, chosen.highlighted, names, links, words)
drawn = network.network(knots, organisations.signs(words), organisations.shared_rest(shared, words)) if knots else ""
draw(Card("shared_organisations", shared, view.text, words("membership.left_out_shared")), said + drawn, words)

events = ask("membership_events", pacts=pacts)
said = render("said", text=organisations.event_sentence(events, len(pacts), words))
lines = organisations.courses(events, chosen.highlighted, names, links, words)
drawn = timeline.timeline(lines, organisations.event_signs(words)) if lines else ""
draw(Card("membership_events", events, view.text, words("membership.left_out_events")), said + drawn, words)

figures = ask("member_figures", pacts=pacts)
columns, rows = read.figure_table(figures, names, links, words)
body = table.table(columns, rows, words("card.member_figures.title")) if rows else render("said", text=words("membership.no_figures"))
draw(Card("member_figures", figures, view.text, words("membership.left_out_figures"), twin=False), body, words)
