"""One search for everything that has a name: under the menu of every page, and on the first page."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from paktum.figures.html import render
from paktum.questions import ask
from paktum.screen import choices
from paktum.wording import Words

SHORTEST = 2


def search(words: Words, key: str, label: str, hint: str) -> None:
    """Draw a search field and, when something is typed, what was found, as links."""
    typed = st.text_input(label, key=key, placeholder=hint, icon=":material/search:")
    if not typed:
        return
    if len(typed.strip()) < SHORTEST:
        st.caption(words("search.short"))
        return
    rows = ask("search", text=typed[:200]).rows
    found = [
        {"label": words.pick(r, "label"), "detail": f"{words('search.' + str(r['kind']))} · {detail(r, words)}", "href": leads_to(r)}
        for r in rows
    ]
    st.html(
        render(
            "search", found=found, nothing=words("search.nothing", text=typed[:60]), said=words("search.found", n=words.number(len(found)))
        )
    )


def detail(row: Mapping[str, object], words: Words) -> str:
    """Return what else is said of a thing found: where it belongs; of a county, how many pacts it has."""
    return words("search.pacts", n=words.number(int(str(row["detail"])))) if row["kind"] == "county" else str(row["detail"])


def leads_to(row: Mapping[str, object]) -> str:
    """Return the link of a thing found: the overview of a county, the page of a pact, or the map with its district chosen."""
    if row["leads_to"] == "county":
        return choices.address("attekintes", counties=(str(row["target"]),))
    if row["leads_to"] == "pact":
        return choices.address("paktum", pact=str(row["target"]))
    return choices.address("terkep", cycles=(), profile=str(row["target"]))
