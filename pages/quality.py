"""Adatminőség: what is published of each pact and what is not, where sources differ, how old it all is."""

import streamlit as st

from paktum import store
from paktum.figures import bullets, coverage, finding, states, table
from paktum.figures.html import render
from paktum.figures.view_line import view_line
from paktum.questions import ask
from paktum.readings import compare
from paktum.readings import quality as read
from paktum.screen import choices, filters, participants
from paktum.screen.card import Card, draw

words = choices.words()
st.title(words("quality.title"), anchor=False)
view = filters.filter_row(words, highlight=False)
if filters.nothing(words):
    choices.stop()
if len(choices.chosen().cycles) != 1:
    choices.message(words("overview.cycles_title"), words("overview.cycles"), "balance")
links = {pact: choices.address("paktum", pact=pact) for pact in view.pacts}

st.html(render("lead", text=words("quality.lead")))
silence = ask("never_published", pacts=view.pacts)
st.html(finding.finding(*read.finding(silence, words)))

known = ask("quality_matrix", pacts=view.pacts)
topics, groups, signs = read.topics(known, words), read.groups(known, links, words), read.state_legend(known, words)
body = states.states(topics, groups, signs, words("quality.share_head"), words("card.quality_matrix.title"))
draw(Card("quality_matrix", known, view.text, words("quality.matrix_left_out"), twin=False), body, words)

grid = st.grid(2, min_column_width=400, gap="large")
with grid.container():
    body = coverage.coverage(read.published(silence, words), words("quality.published"), words("absent.unknown"))
    draw(Card("never_published", silence, view.text, words("quality.paid")), body, words)
with grid.container():
    ages = ask("data_age", pacts=view.pacts)
    signs = [("solid", words("quality.age_legend"))]
    body = bullets.bullets(read.age_bars(ages, words), [], signs, read.age_rest(ages, words), words("absent.undated"))
    draw(Card("data_age", ages, view.text, words("quality.age_left_out")), body, words)

counties = ask("quality_counties", pacts=view.pacts)
to_county = {str(c): choices.address("adatminoseg", counties=(str(c),)) for c in counties.frame["county_ksh"]}
axis, signs = [(0, "0%"), (50, "50%"), (100, "100%")], [("solid", words("quality.county_legend"))]
body = bullets.bullets(read.county_bars(counties, to_county, words), axis, signs, "", "")
draw(Card("quality_counties", counties, view.text, read.county_left_out(counties, ask("filter_options"), words)), body, words)

disagreements = ask("contradictions", pacts=view.pacts)
columns, cells = compare.contradiction_table(disagreements, words)
body = table.table(columns, cells, words("card.contradictions.title")) if cells else view_line(words("contradiction.none"), "")
draw(Card("contradictions", disagreements, view.text, "", twin=False), body, words)

if participants.release():
    participants.contradictions(view.pacts, view.text, words)

warnings, checks = ask("check_warnings", pacts=view.pacts), list(store.folder("checks"))
columns, cells = read.warning_table(warnings, ask("vocabulary"), links, words)
body = table.table(columns, cells, words("card.check_warnings.title")) if cells else view_line(words("quality.none"), "")
left_out = read.warning_left_out(warnings, len(checks), words)
draw(Card("check_warnings", warnings, view.text, left_out, twin=False, formula=read.all_checks(checks, words)), body, words)
