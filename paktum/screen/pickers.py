"""Choosing pacts and indicators by name."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from paktum.errors import QuestionError
from paktum.figures.html import render
from paktum.questions import ask
from paktum.readings.compare import PEOPLE
from paktum.readings.marks import Row
from paktum.screen import choices
from paktum.screen.filters import highlight_popover, pact_names
from paktum.selection import MOST_PACTS, TEXTS
from paktum.wording import Words

# What the comparison opens with: the reader adds or takes away in the picker.
FIRST = (
    "grant",
    "grant_later",
    "aid_intensity",
    "founding_members",
    "working_groups",
    "consortium_partners",
    "participants",
    "found_job",
    "employed_6m",
    "placement_rate",
    "retention_rate",
    "cost_per_participant",
)


def pick_pacts(words: Words, highlight: bool = True) -> list[Row]:
    """Draw the choice of up to eight pacts, with `highlight` also of the one marked; return them in the reader's order."""
    names = pact_names(words)
    with st.container(horizontal=True, vertical_alignment="bottom", key="pk_pick"):
        st.multiselect(
            words("compare.pick"),
            list(names),
            key=choices.offer("pacts"),
            format_func=lambda p: names.get(p, p),
            max_selections=MOST_PACTS,
            placeholder=words("compare.pick_placeholder"),
            filter_mode="contains",
            select_all=False,
            label_visibility="collapsed",
        )
        picked = choices.chosen().pacts
        if highlight:
            highlight_popover(words, picked or tuple(names))
    rows = {str(r["pact_id"]): r for r in ask("selected_pacts").rows}
    return [rows[p] for p in picked if p in rows]


def pick_indicators(words: Words) -> list[Row]:
    """Draw the choice of indicators; return them in the order of the store. Nothing picked is the first set."""
    rows = {str(r["indicator"]): r for r in ask("indicators").rows}
    picked = choices.chosen().indicators or FIRST
    label = words("compare.indicators", n=words.number(len([i for i in rows if i in picked])))
    with st.popover(label, icon=":material/checklist:", key="pk_pop_indicators"):
        if not choices.chosen().indicators:
            choices.change(indicators=tuple(i for i in rows if i in FIRST))
        st.multiselect(
            words("compare.indicators_label"),
            list(rows),
            key=choices.offer("indicators"),
            format_func=lambda i: words(f"indicator.{i}"),
            placeholder=words("compare.pick_placeholder"),
            filter_mode="contains",
        )
    picked = choices.chosen().indicators or FIRST
    return [r for name, r in rows.items() if name in picked]


def pick_one(choice: str, options: Sequence[str], words: Words) -> str:
    """Draw a choice of a few options side by side, each named `<choice>.<option>`; return the one that stands."""
    st.radio(words(f"filter.{choice}"), options, key=choices.offer(choice), format_func=lambda o: words(f"{choice}.{o}"), horizontal=True)
    return str(getattr(choices.chosen(), choice))


def pick_pact(words: Words) -> Row:
    """Draw the choice of one pact; return its row."""
    names = pact_names(words)
    with st.container(horizontal=True, vertical_alignment="bottom", key="pk_pick"):
        st.selectbox(
            words("pact.pick"),
            list(names),
            key=choices.offer("pact"),
            format_func=lambda p: names.get(p, p),
            label_visibility="collapsed",
            filter_mode="contains",
        )
        one = choices.chosen().pact
        st.html(render("go", text=words("pact.to_compare"), href=choices.address("osszehasonlitas", pacts=beside(one), highlighted=one)))
    row = ask("pact", pact=one).row
    if not row:
        raise QuestionError("no_pact", pact=one)
    return row


def beside(pact: str) -> tuple[str, ...]:
    """Return the pacts that a pact is compared with at first: those of the last comparison, and itself."""
    return tuple(dict.fromkeys((*choices.chosen().pacts, pact)))[-MOST_PACTS:]


def pick_outcome(words: Words) -> str:
    """Draw the switch between the three counts of people; return the measure."""
    st.radio(
        words("outcomes.measure"), PEOPLE, key=choices.offer("outcome"), format_func=lambda m: words(f"indicator.{m}"), horizontal=True
    )
    return choices.chosen().outcome


def pick_ranked(words: Words) -> str:
    """Draw the choice of the indicator to rank by; return it."""
    st.selectbox(
        words("outcomes.ranked"),
        choices.rankable(),
        key=choices.offer("ranked"),
        format_func=lambda i: words(f"indicator.{i}"),
        filter_mode="contains",
        width=420,
    )
    return choices.chosen().ranked


def pick_day(words: Words) -> None:
    """Draw the choice of a day: those on which a named membership began or ended, and the one that a link asks for."""
    days = sorted({str(r["day"]) for r in ask("member_dates").rows} | {choices.chosen().day})
    with st.container(key="pk_pick_day", width=280):
        st.selectbox(words("membership.day"), days, key=choices.offer("day"), format_func=words.date)


def type_text(words: Words) -> None:
    """Draw the search field of members and partners."""
    st.text_input(
        words("membership.search"),
        key=choices.offer("text"),
        placeholder=words("membership.search_placeholder"),
        max_chars=TEXTS["text"],
        icon=":material/search:",
    )
