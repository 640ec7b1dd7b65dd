"""The card "among similar pacts": an explained, editable peer set, in the link and in the export."""

from __future__ import annotations

import streamlit as st

from paktum.figures.html import render
from paktum.figures.table import table
from paktum.questions import ask
from paktum.readings import peers as read
from paktum.screen import choices
from paktum.screen.card import Card, draw
from paktum.screen.filters import pact_names
from paktum.wording import Words


def peer_card(pact: str, words: Words) -> None:
    """Draw the card for one pact; its rules and its peers can be changed in place."""
    names, chosen = pact_names(words), choices.chosen()
    rules = chosen.peer_rules or ("cycle", "level", "grant")
    found = ask("peers", pact=pact, rules=rules)
    by_rule = tuple(str(p) for p in found.frame["pact_id"])
    picked = tuple(p for p in chosen.peers if p in names and p != pact)
    peers = picked or by_rule
    said = read.sentence(names.get(pact, pact), len(peers), rules, bool(picked), words)
    answer = ask("peer_position", pact=pact, peers=peers)
    columns, rows = read.position_table(answer, names.get(pact, pact), words)

    def body() -> None:
        with st.container(horizontal=True):
            with st.popover(words("peers.rules", n=words.number(len(rules))), icon=":material/tune:", key="pk_pop_peer_rules"):
                st.multiselect(
                    words("peers.rules_label"),
                    read.RULES,
                    key=choices.offer("peer_rules"),
                    format_func=lambda r: words(f"peers.rule_{r}"),
                    placeholder=words("compare.pick_placeholder"),
                    select_all=False,
                )
            with st.popover(words("peers.pacts", n=words.number(len(peers))), icon=":material/group:", key="pk_pop_peers"):
                st.caption(words("peers.edit"))
                st.multiselect(
                    words("peers.pacts_label"),
                    [p for p in names if p != pact],
                    key=choices.offer("peers"),
                    format_func=lambda p: names.get(p, p),
                    placeholder=words("peers.by_rule"),
                    filter_mode="contains",
                    select_all=False,
                )
                st.html(render("names", names=[names[p] for p in peers], heading=words("peers.now")))
        st.html(render("said", text=said))
        st.html(table(columns, rows, words("card.peers.title")) if rows else render("said", text=words("peers.none")))
        st.html(render("said", text=read.unknown_to_all(answer, words)))

    draw(
        Card("peers", answer, names.get(pact, pact), words("peers.left_out"), twin=False, formula=[(words("peers.rules_label"), said)]),
        body,
        words,
    )
