"""The parts of the methods page that need widgets: headings that a link can name, entries with their SQL, the data package."""

from __future__ import annotations

import streamlit as st

from paktum import store
from paktum.figures.facts import facts
from paktum.figures.html import render
from paktum.package import data_package
from paktum.questions import ask
from paktum.readings import methods as read
from paktum.screen import choices
from paktum.selection import SOURCE_KINDS
from paktum.wording import Words


def heading(section: str, words: Words) -> None:
    """Draw the heading of a section; its anchor is part of a link."""
    st.header(words(f"contents.{section}"), anchor=read.SECTIONS[section])


def indicator_entries(words: Words) -> None:
    """Draw the entry of each indicator with the SQL that computes it."""
    for row in ask("indicators").rows:
        name = str(row["indicator"])
        st.subheader(words(f"indicator.{name}"), anchor=read.anchor(name))
        st.html(facts(read.entry(row, words)))
        with st.expander(words("methods.sql"), icon=":material/code:", key=f"pksql-{name}"):
            st.code(str(row["sql"]).strip(), language="sql", wrap_lines=True)


def text_field(words: Words) -> str | None:
    """Draw the search field of the vocabulary; return what is typed, None when nothing is."""
    st.text_input(words("methods.vocabulary_search"), key=choices.offer("term"), placeholder=words("methods.vocabulary_hint"), max_chars=80)
    return str(st.session_state[choices.key("term")] or "").strip() or None


def kind_field(words: Words) -> tuple[str, ...] | None:
    """Draw the choice of kinds of document; return the kinds picked, None for all."""
    st.multiselect(
        words("methods.sources_label"),
        SOURCE_KINDS,
        key=choices.offer("source_kinds"),
        format_func=lambda kind: words(f"source_kind.{kind}"),
        placeholder=words("filter.all_placeholder"),
        filter_mode="contains",
    )
    return choices.chosen().source_kinds or None


def package_button(words: Words) -> None:
    """Draw the download of the data package; its bytes are made on click, always from the newest data."""
    snapshot = ask("data_state").snapshot
    newest = store.identity()
    rows = [n for table, n in snapshot.rows.items() if table in store.table_files()]
    st.html(render("lead", text=words("methods.download_lead")))
    st.download_button(
        words("methods.download_button"),
        data_package,
        f"paktumtukor_adatcsomag_{newest}.zip",
        "application/zip",
        on_click="ignore",
        key="pkzip",
        icon=":material/folder_zip:",
    )
    older = f" {words('methods.download_older')}" if newest != snapshot.id else ""
    st.caption(f"{read.tables_said(rows, newest, words)}.{older} {words('methods.download_dictionary')}")


def go_to_anchor() -> None:
    """Scroll to the anchor of the link once the whole page stands: what is drawn later above it would push it away."""
    script = "setTimeout(() => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView(), 700)"
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
