"""Eredmények: what became of people, against targets and against chance; what may be ranked, and why the rest may not."""

import streamlit as st

from paktum.figures import bullets, facts, funnel, funnel_plot, legend, ranges, table
from paktum.figures.view_line import view_line
from paktum.questions import ask
from paktum.readings import compare, overview
from paktum.readings import outcomes as read
from paktum.readings import pact as read_pact
from paktum.screen import choices, filters
from paktum.screen.card import Card, draw
from paktum.screen.pickers import pick_outcome, pick_ranked

words, chosen = choices.words(), choices.chosen()
st.title(words("outcomes.title"), anchor=False)
view = filters.filter_row(words)
if filters.nothing(words):
    st.stop()
if len(chosen.cycles) != 1:
    choices.message(words("overview.cycles_title"), words("overview.cycles"), "balance")
one, name, everything = chosen.highlighted, filters.pact_names(words)[chosen.highlighted], len(view.pacts)

grid = st.grid(2, min_column_width=400, gap="large")
with grid.container():
    stages, values = ask("pact_outcomes", pact=one), {str(r["indicator"]): r for r in ask("indicator_values", pacts=[one]).rows}
    card = Card("pact_outcomes", stages, name, words("pact.left_out_outcomes"), legend=legend.legend(name, []))
    draw(card, funnel.funnel(read_pact.steps(stages, values, words)), words)
with grid.container():
    st.subheader(words("outcomes.statement"), anchor=False)
    st.html(facts.facts(read.statement(words)))

measure = pick_outcome(words)
targets, versions = ask("targets_and_results", measure=measure, pacts=view.pacts), ask("target_versions", measure=measure, pacts=view.pacts)
bars = read.bullets(targets, versions, one, {p: choices.address("paktum", pact=p) for p in view.pacts}, words)
silent = everything - len(bars)
body = bullets.bullets(bars, overview.axis(bars, words), read.signs(words), read.silence(silent, words), words("absent.unknown"))
draw(Card("outcome_targets", targets, view.text, read.targets_left_out(targets, silent, words)), body, words)

grid = st.grid(2, min_column_width=400, gap="large")
with grid.container():
    lasting = ask("lasting_results", pacts=view.pacts)
    body = table.table(*read.lasting_table(lasting, words), words("card.lasting_results.title"))
    draw(Card("lasting_results", lasting, view.text, read.lasting_left_out(lasting, words)), body, words)
with grid.container():
    columns, rows = read.version_table(versions, words)
    body = table.table(columns, rows, words("card.target_versions.title")) if rows else view_line(words("outcomes.one_version"), "")
    draw(Card("target_versions", versions, view.text, words("outcomes.versions_left_out"), twin=False), body, words)

rates = ask("placement_rates", pacts=view.pacts)
firm, left = read.firm(rates), read.rates_left_out(rates, everything, words)
if firm:
    reasons = compare.guard(ask("comparability", pacts=firm, indicators=["placement_rate"]), read.pacts_of(rates), words)
    plot = funnel_plot.funnel_plot(
        read.shares(rates, one, words), read.limits(rates), read.rate(rates), read.line_names(rates, words), words
    )
    card, said = (
        Card("placement_rates", rates, view.text, left, legend=read.rates_legend(rates, words)),
        read.rates_said(rates, reasons, words),
    )
    draw(card, plot, words, " ".join(said))
    st.html(facts.facts(read.reading(said, words)))
else:
    draw(Card("placement_rates", rates, view.text, left, twin=False), view_line(words("outcomes.no_group"), ""), words)

ranked = pick_ranked(words)
ranking = ask("ranking", indicator=ranked, pacts=view.pacts)
card = Card("ranking", ranking, view.text, read.ranking_rule(ranking, words), formula=compare.formulas([{"indicator": ranked}], words))
draw(card, table.table(*read.ranking_table(ranking, words), words("card.ranking.title")), words)

grid = st.grid(2, min_column_width=400, gap="large")
for cost in read.COSTS:
    with grid.container():
        answer = ask("indicator_values", pacts=view.pacts, indicators=[cost])
        drawn = read.costs(answer, view.pacts, one, words)
        card = Card(cost, answer, view.text, read.costs_left_out(answer, everything, words), legend=read.costs_legend(words))
        draw(
            card, ranges.ranges(drawn, words) if drawn else view_line(words("absent.unknown"), ""), words, read.costs_sentence(drawn, words)
        )
st.html(view_line(words("outcomes.plausible"), words("outcomes.plausible_text")))
together = ask("aggregates")
body = table.table(*read.aggregate_table(together, words), words("card.aggregates.title"), compact=True)
draw(Card("aggregates", together, words("outcomes.unfiltered"), words("outcomes.aggregates_left_out"), twin=False), body, words)
