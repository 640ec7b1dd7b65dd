"""Paktumlap: one pact, every figure of it with its source, and which one was chosen where they disagree."""

import streamlit as st

from paktum.figures import facts, funnel, legend, money_steps, table
from paktum.figures.html import render
from paktum.figures.view_line import view_line
from paktum.questions import ask
from paktum.readings import compare
from paktum.readings import pact as read
from paktum.screen import choices
from paktum.screen.card import Card, draw
from paktum.screen.contents import heading, keep_place
from paktum.screen.peers import peer_card
from paktum.screen.pickers import pick_pact

words = choices.words()
title = st.empty()
pact = pick_pact(words)
one = str(pact["pact_id"])
title.title(choices.plain_markdown(words.pick(pact, "name")), anchor=False)

figures, outcomes, money = ask("pact_observations", pacts=[one]), ask("pact_outcomes", pact=one), ask("pact_money", pacts=[one])
indicators = ask("indicator_values", pacts=[one])
values = {str(r["indicator"]): r for r in indicators.rows}
st.html(render("lead", text=read.lead(values, ask("grant_changes", pacts=[one]), words)))
for whole in ask("county_pacts", pact=one).rows:
    everybody = choices.address("attekintes", counties=(str(whole["county_ksh"]),), cycles=(str(whole["cycle"]),))
    st.html(render("kin", text=read.county_line(whole, words), href=everybody, link=words("pact.county_all")))
st.html(view_line(*read.scope(pact, figures, read.unknowns(values, outcomes, words), words)))
st.html(render("go", text=words("pact_talk.go"), href=choices.address("zaro-rendezveny", pacts=(one,))))
keep_place()

partners, members, area = ask("pact_partners", pacts=[one]), ask("pact_members", pacts=[one]), ask("pact_area", pact=one)
name = words.pick(pact, "short")
grid = st.grid(2, min_column_width=400, gap="large")
with grid.container():
    card = Card("pact_outcomes", outcomes, name, words("pact.left_out_outcomes"), formula=read.formulas(values, words))
    draw(card, funnel.funnel(read.steps(outcomes, values, words)), words)
with grid.container():
    heading("identity", words("pact.identity"))
    kin = {str(pact[k]): choices.address("paktum", pact=str(pact[k])) for k in ("predecessor_pact_id", "successor_pact_id") if pact[k]}
    st.html(facts.facts(read.identity(pact, ask("pact_projects", pact=one), partners, area, values, kin, words)))

grid = st.grid(2, min_column_width=400, gap="large")
with grid.container():
    signs = [("dot", words("softness.exact")), ("ring", words("softness.rounded")), ("diamond", words("softness.approximate"))]
    key = legend.legend(words("unit_name.m_huf_from_zero"), [*signs, ("bounddot", words("softness.lower"))])
    body = (
        money_steps.money_steps(read.points(money, words), words, chosen=True)
        if len(money.frame)
        else view_line(words("absent.unknown"), words("pact.no_money"))
    )
    draw(
        Card("pact_steps", money, name, words("pact.left_out_paid"), legend=key if len(money.frame) else ""),
        body,
        words,
        read.money_sentence(money, words),
    )
with grid.container():
    costs = ask("indicator_values", pacts=[one], indicators=read.UNIT_COSTS)
    columns, rows = read.unit_cost_table(values, words)
    draw(
        Card("unit_costs", costs, name, words("pact.gross"), twin=False), table.table(columns, rows, words("card.unit_costs.title")), words
    )

peer_card(one, words)
grid = st.grid(2, min_column_width=400, gap="large")
with grid.container():
    columns, rows = read.organisation_table(partners, members, words)
    body = table.table(columns, rows, words("card.pact_partners.title")) if rows else view_line(words("absent.unknown"), "")
    draw(Card("pact_partners", partners, name, words("pact.left_out_members"), twin=False), body, words)
    events = ask("pact_events", pact=one)
    columns, rows = read.event_table(events, words)
    body = table.table(columns, rows, words("card.pact_events.title")) if rows else view_line(words("absent.unknown"), "")
    draw(Card("pact_events", events, name, "", twin=False), body, words)
with grid.container():
    columns, rows = read.area_table(area, words)
    body = table.table(columns, rows, words("card.pact_area.title")) if rows else view_line(words("absent.unknown"), "")
    draw(Card("pact_area", area, name, words("pact.left_out_area"), twin=False), body, words)

disagreements = ask("contradictions", pacts=[one])
if len(disagreements.frame):
    columns, rows = compare.contradiction_table(disagreements, words, with_pact=False)
    draw(Card("contradictions", disagreements, name, "", twin=False), table.table(columns, rows, words("card.contradictions.title")), words)
columns, rows = read.observation_table(figures, words)
draw(Card("pact_observations", figures, name, "", twin=False), table.table(columns, rows, words("card.pact_observations.title")), words)
