"""Finanszírozás: what was planned, awarded and published later, how it is divided, how it changed, how large a grant is."""

import streamlit as st

from paktum.figures import bullets, changes, kpis, legend, sections, strip, table
from paktum.figures.view_line import view_line
from paktum.questions import ask
from paktum.readings import funding as read
from paktum.screen import choices, filters
from paktum.screen.card import Card, draw
from paktum.screen.pickers import pick_one
from paktum.selection import BREAKDOWNS, PER

words, chosen = choices.words(), choices.chosen()
st.title(words("funding.title"), anchor=False)
view = filters.filter_row(words)
if filters.nothing(words):
    choices.stop()
if len(chosen.cycles) != 1:
    choices.message(words("overview.cycles_title"), words("overview.cycles"), "balance")
links = {p: choices.address("paktum", pact=p) for p in view.pacts}

states = ask("money_states", pacts=view.pacts)
apart = view_line(words("funding.states_bold"), words("funding.states"))
draw(
    Card("money_states", states, view.text, words("funding.left_out_euro"), legend=apart), kpis.kpis(read.state_cards(states, words)), words
)

by = pick_one("breakdown", BREAKDOWNS, words)
cut = ask("grants_by", by=by, pacts=view.pacts)
bars = read.slices(cut, words)
key = legend.legend(words("funding.unit"), [("solid", words("funding.all_exact")), ("soft", words("funding.some_soft"))])
body = bullets.bullets(bars, read.axis([b.actual for b in bars], words), [], "", "")
draw(Card("grants_by", cut, view.text, read.lacking(cut, words), title=words(f"funding.by.{by}"), legend=key), body, words)

changed = ask("grant_changes", pacts=view.pacts)
rows = read.change_rows(changed, chosen.highlighted, links, words)
axis = read.axis([v for r in rows for v in (r.start, r.end)], words)
body = changes.changes(rows, axis) if rows else view_line(words("funding.no_change"), "")
signs = [("tick", words("kind.awarded")), ("dot", words("funding.later_exact")), ("ring", words("funding.later_soft"))]
key = legend.legend(words("unit_name.m_huf_from_zero"), [*signs, ("bound", words("compare.bound"))])
draw(Card("grant_changes", changed, view.text, words("funding.left_out_same"), legend=key), body, words)

both = {share: ask("eu_and_intensity", share=share, pacts=view.pacts) for share in ("eu_share", "aid_intensity")}
st.html(view_line(words("funding.shares_bold"), read.shares_sentence(both["eu_share"], both["aid_intensity"], words)))
grid = st.grid(2, min_column_width=400, gap="large")
for share, shares in both.items():
    with grid.container():
        columns, cells = read.share_table(shares, words)
        body = table.table(columns, cells, words(f"card.{share}.title"), compact=True) if cells else view_line(words("absent.unknown"), "")
        silent = words("funding.left_out_pacts_share", n=words.number(len(view.pacts) - shares.frame["pact_id"].nunique()))
        draw(Card(share, shares, view.text, silent, twin=False), body, words)

sizes = ask("grant_sizes", per="amount", pacts=view.pacts)
sentence = read.size_sentence(sizes, chosen.highlighted, words)
signs = [("dot", words("kind.awarded")), ("ring", words("kind.later")), ("diamond", words("softness.approximate"))]
key = legend.legend(words("funding.unit_log"), [*signs, ("accent", words("overview.chosen"))]) + view_line("", sentence)
rows = read.strip_rows(sizes, chosen.highlighted, words)
body = strip.strip(rows, words) if rows else view_line(words("absent.unknown"), "")
draw(Card("grant_sizes", sizes, view.text, read.unsized(sizes, words), legend=key, skip=("people", "people_year")), body, words, sentence)

per = pick_one("per", PER, words)
heads = ask("grant_sizes", per=per, pacts=view.pacts)
note = view_line(words("funding.overlap_bold"), words(f"funding.overlap_{per}"))
body = sections.sections(read.per_head(heads, per, chosen.highlighted, links, words))
draw(Card(read.PER_HEAD[per], heads, view.text, read.without_number(heads, words), legend=note), body, words)
