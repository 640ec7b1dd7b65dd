"""Összehasonlítás: a few pacts side by side by funding, membership and outcomes, and why they may not be ranked."""

import streamlit as st

from paktum.figures import legend, matrix, ranges, table
from paktum.figures.view_line import view_line
from paktum.questions import ask
from paktum.readings import compare as read
from paktum.screen import choices, filters
from paktum.screen.card import Card, draw
from paktum.screen.peers import peer_card
from paktum.screen.pickers import pick_indicators, pick_pacts

words = choices.words()
heading = st.empty()
pacts = pick_pacts(words)
indicators = pick_indicators(words)
heading.title(choices.plain_markdown(read.title(pacts, words)), anchor=False)
chosen, ids = choices.chosen(), [str(p["pact_id"]) for p in pacts]
if not pacts:
    choices.message(words("compare.none_title"), words("compare.none"), "compare_arrows", st.info)
    choices.stop()

values = ask("indicator_values", pacts=ids, indicators=[str(i["indicator"]) for i in indicators])
figures = ask("pact_observations", pacts=ids)
everything = len(filters.pact_names(words))
st.html(view_line(*read.scope(pacts, figures, everything, chosen.highlighted, words)))
reasons = read.guard(ask("comparability", pacts=ids), pacts, words)
if len(pacts) > 1 and reasons:
    choices.message(words("guard.title", n=words(f"guard.count.{len(pacts)}")), " ".join([*reasons, words("guard.end")]), "balance")

links = {i: choices.address("paktum", pact=i) for i in ids}
targets = {m: ask("targets_and_results", measure=m, pacts=ids) for m in read.PEOPLE}
rows = read.groups(pacts, indicators, values, targets, read.ends(figures, ask("closings", pacts=ids), words), words)
view = words.list(words.pick(p, "short") for p in pacts)
left_out = words("compare.no_rank") if reasons else ""
draw(
    Card(
        "compare",
        values,
        view,
        left_out,
        twin=False,
        formula=read.formulas(indicators, words),
        table=read.take_away(pacts, indicators, values, targets, words),
    ),
    matrix.matrix(read.heads(pacts, chosen.highlighted, links, words), rows, words("card.compare.title")),
    words,
)

grid = st.grid(2, min_column_width=400, gap="large")
with grid.container():
    money = ask("pact_money", pacts=ids)
    drawn = read.amounts(money, ids, chosen.highlighted, words)
    signs = [("dot", words("compare.headline")), ("ring", words("compare.other")), ("bound", words("compare.bound"))]
    draw(
        Card("pact_money", money, view, words("compare.euro_left_out"), legend=legend.legend(words("unit_name.m_huf"), signs)),
        ranges.ranges(drawn, words),
        words,
        read.amounts_sentence(drawn, words),
    )
with grid.container():
    disagreements = ask("contradictions", pacts=ids)
    columns, cells = read.contradiction_table(disagreements, words)
    body = table.table(columns, cells, words("card.contradictions.title")) if cells else view_line(words("contradiction.none"), "")
    draw(Card("contradictions", disagreements, view, "", twin=False), body, words)

if chosen.highlighted in ids:
    peer_card(chosen.highlighted, words)
