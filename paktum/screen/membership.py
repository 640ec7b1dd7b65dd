"""The cards of membership that hold a control: a day, a search, a list of names to open."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from paktum.figures.html import render
from paktum.figures.table import table
from paktum.questions import ask
from paktum.readings import membership as read
from paktum.readings import organisations
from paktum.readings.membership import Links, Names
from paktum.screen import choices
from paktum.screen.card import Card, draw
from paktum.screen.pickers import pick_day, type_text
from paktum.wording import Words


def silent_card(pacts: Sequence[str], view: str, names: Names, words: Words) -> None:
    """Draw which pacts published nothing about their members: how many of each kind, and their names."""
    silent = ask("pacts_without_members", pacts=pacts)

    def body() -> None:
        st.html(render("said", text=read.silent_sentence(silent, words)))
        if silent.rows:
            with st.expander(words("membership.silent_open", n=words.number(len(silent.frame)))):
                heading = words("membership.silent_names")
                st.html(render("names", names=[names[str(r["pact_id"])] for r in silent.rows], heading=heading))

    draw(Card("pacts_without_members", silent, view, "", twin=False), body, words)


def day_card(pacts: Sequence[str], view: str, names: Names, links: Links, words: Words) -> None:
    """Draw the named members on a day that the reader chooses."""

    def body() -> None:
        pick_day(words)
        columns, rows = read.day_table(answer, day, names, links, words)
        st.html(table(columns, rows, words("card.members_at.title")) if rows else render("said", text=words("membership.nobody_named")))

    day = choices.chosen().day
    answer = ask("members_at", pacts=pacts, day=day)
    draw(Card("members_at", answer, view, words("membership.left_out_day"), twin=False), body, words)


def search_card(pacts: Sequence[str], view: str, names: Names, links: Links, words: Words) -> None:
    """Draw the search in members and partners, and what it finds."""
    typed = choices.chosen().text.strip() or None
    answer = ask("organisations", pacts=pacts, text=typed)

    def body() -> None:
        type_text(words)
        st.html(render("said", text=organisations.found_sentence(answer, typed, words)))
        if answer.rows:
            columns, rows = organisations.found_table(answer, typed, names, links, words)
            st.html(table(columns, rows, words("card.organisations.title"), compact=True))

    left_out = words("membership.left_out_search")
    draw(Card("organisations", answer, view, organisations.not_shown(answer, typed, words) or left_out, twin=False), body, words)
