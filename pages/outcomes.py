"""Eredmények: what became of people, against targets and against chance; what may be ranked, and why the rest may not."""

import streamlit as st

from paktum.figures import bullets, facts, funnel, legend
from paktum.figures.view_line import view_line
from paktum.questions import ask
from paktum.readings import compare, fair, overview, pact
from paktum.readings import outcomes as read
from paktum.screen import choices, filters, part, participants
from paktum.screen.card import Card, draw
from paktum.screen.contents import heading
from paktum.screen.pickers import pick_outcome, pick_ranked

words, chosen = choices.words(), choices.chosen()
st.title(words("outcomes.title"), anchor=False)
view = filters.filter_row(words)
if filters.nothing(words):
    choices.stop()
if len(chosen.cycles) != 1:
    choices.message(words("overview.cycles_title"), words("overview.cycles"), "balance")
one, everything = chosen.highlighted, len(view.pacts)

grid = st.grid(2, min_column_width=400, gap="large")
with grid.container():
    name, stages = filters.pact_names(words)[one], ask("pact_outcomes", pact=one)
    values = {str(r["indicator"]): r for r in ask("indicator_values", pacts=[one]).rows}
    card = Card("pact_outcomes", stages, name, words("pact.left_out_outcomes"), legend=legend.legend(name, []))
    draw(card, funnel.funnel(pact.steps(stages, values, words)), words)
with grid.container():
    heading("statement", words("outcomes.statement"))
    st.html(facts.facts(read.statement(words)))

given = {"measure": pick_outcome(words), "pacts": view.pacts}
targets, versions = ask("targets_and_results", **given), ask("target_versions", **given)
bars = read.bullets(targets, versions, one, {p: choices.address("paktum", pact=p) for p in view.pacts}, words)
silent = everything - len(bars)
body = bullets.bullets(bars, overview.axis(bars, words), read.signs(words), read.silence(silent, words), words("absent.unknown"))
draw(Card("outcome_targets", targets, view.text, read.targets_left_out(targets, silent, words)), body, words)

grid = st.grid(2, min_column_width=400, gap="large")
with grid.container():
    lasting = ask("lasting_results", pacts=view.pacts)
    draw(Card("lasting_results", lasting, view.text, read.lasting_left_out(lasting, words)), read.lasting_body(lasting, words), words)
with grid.container():
    card = Card("target_versions", versions, view.text, words("outcomes.versions_left_out"), twin=False)
    draw(card, read.version_body(versions, words), words)

rates = ask("placement_rates", pacts=view.pacts)
rules = ask("comparability", pacts=fair.firm(rates), indicators=["placement_rate"])
said = fair.rates_said(rates, compare.guard(rules, fair.pacts_of(rates), words), words)
card = Card("placement_rates", rates, view.text, fair.rates_left_out(rates, everything, words), legend=fair.rates_legend(rates, words))
draw(card, fair.rates_body(rates, one, words), words, " ".join(said))
st.html(view_line(words("outcomes.reading"), " ".join(said)))

ranked = pick_ranked(words)
ranking = ask("ranking", indicator=ranked, pacts=view.pacts)
card = Card("ranking", ranking, view.text, fair.ranking_rule(ranking, words), formula=compare.formulas([{"indicator": ranked}], words))
draw(card, fair.ranking_body(ranking, words), words)

grid = st.grid(2, min_column_width=400, gap="large")
costs = {cost: ask("indicator_values", pacts=view.pacts, indicators=[cost]) for cost in fair.COSTS}
for cost, answer in costs.items():
    with grid.container():
        card = Card(cost, answer, view.text, fair.costs_left_out(answer, everything, words), legend=fair.costs_legend(words))
        draw(card, fair.costs_body(answer, view.pacts, one, words), words, fair.costs_sentence(answer, view.pacts, words))
st.html(view_line(words("outcomes.plausible"), fair.plausibility(costs["cost_per_participant"], words)))

together = ask("aggregates")
card = Card("aggregates", together, words("outcomes.unfiltered"), words("outcomes.aggregates_left_out"), twin=False)
draw(card, fair.aggregate_body(together, words), words)

if participants.release():
    part.end_page(participants.outcomes, words)
