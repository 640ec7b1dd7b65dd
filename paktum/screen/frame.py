"""The frame of every page: build the store on first start, read the link, draw the menu, run the page, write the link."""

from __future__ import annotations

import functools
import gc
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from paktum import questions, store
from paktum.errors import PaktumError
from paktum.figures.html import render, style
from paktum.screen import choices
from paktum.wording import LANGUAGES, Words

STATIC = Path(__file__).with_name("static")
PAGES = store.ROOT / "pages"


@dataclass(frozen=True)
class PageEntry:
    """A page of the menu: its file, its address, its icon, and the choices that its link carries."""

    file: str
    path: str
    icon: str
    uses: tuple[str, ...]
    default: bool = False


MENU = {
    "menu.pacts": (
        PageEntry("overview", "attekintes", "grid_view", (*choices.FILTERS, "highlighted"), default=True),
        PageEntry("compare", "osszehasonlitas", "compare_arrows", ("pacts", "highlighted", "indicators")),
        PageEntry("pact", "paktum", "description", ("pact",)),
    ),
    "menu.topics": (PageEntry("map", "terkep", "map", (*choices.FILTERS, "map_level", "map_kind", "map_measure", "profile")),),
}


def run() -> None:
    """Run one page, from the choices in its link to the link of its choices."""
    language = choices.language_of_link()
    words = Words(language)
    st.set_page_config(page_title=words("app.name"), page_icon=str(STATIC / "favicon.svg"), layout="wide", initial_sidebar_state=248)
    st.html(f"<style>{style()}</style>")
    try:
        built = published(words)
    except PaktumError as error:
        st.error(words(error.key, **error.values), icon=":material/error:")
        st.stop()
    page, entry = navigate(words)
    snapshot = choices.snapshot_of_link(built)
    with questions.reading(snapshot):
        choices.begin(entry.uses, snapshot)
        sidebar(words)
        choices.announce(words, built)
        try:
            page.run()
        except PaktumError as error:
            st.error(words(error.key, **error.values), icon=":material/error:")
        choices.finish()
    page_language(language)


@functools.cache
def _freeze() -> None:
    """Freeze what the imports left behind, once per process: collecting it after every run costs 50 ms."""
    gc.collect()
    gc.freeze()


def published(words: Words) -> store.Snapshot:
    """Return the published snapshot; on the first start build it, with the progress shown."""
    _freeze()
    if not _up_to_date():
        bar = st.progress(0.0, words("build.start"))

        def show(step: str, share: float) -> None:
            bar.progress(share, words(f"build.{step}"))

        store.build(progress=show)
        bar.empty()
        _up_to_date.cache_clear()
    return store.current() or store.build()


@functools.cache
def _up_to_date() -> bool:
    """Say whether the published snapshot is the one that the data would build; asked once per process."""
    snapshot = store.current()
    return snapshot is not None and snapshot.id == store.fingerprint()


def navigate(words: Words) -> tuple[StreamlitPage, PageEntry]:
    """Draw the menu and return the page that is asked for."""
    entries = {}
    sections: dict[str, list[StreamlitPage]] = {}
    for section, pages in MENU.items():
        for entry in pages:
            page = st.Page(
                PAGES / f"{entry.file}.py",
                title=words(f"page.{entry.file}"),
                icon=f":material/{entry.icon}:",
                url_path=entry.path,
                default=entry.default,
            )
            sections.setdefault(words(section), []).append(page)
            entries[page.url_path] = entry
    page = st.navigation(sections)
    return page, entries[page.url_path]


def sidebar(words: Words) -> None:
    """Draw what stands under the menu: the language and what the store holds."""
    dark = st.context.theme.type == "dark"
    st.logo(str(STATIC / f"logo-{'dark' if dark else 'light'}.svg"), size="large")
    with st.sidebar:
        st.segmented_control(
            words("app.language"),
            LANGUAGES,
            key=choices.key("language"),
            format_func=lambda code: Words(code)("app.own_name"),
            required=True,
        )
        state = questions.ask("data_state").row
        numbers = {k: words.number(float(str(state[k]))) for k in ("pacts", "figures", "sources")}
        st.html(
            render(
                "data_line", text=words("app.data_line", **numbers), date=words("app.newest", date=words.date(str(state["newest_figure"])))
            )
        )


def page_language(language: str) -> None:
    """Keep the page's language attribute right when the reader switches without loading the page again."""
    st.html(f"<script>document.documentElement.lang = '{language}';</script>", unsafe_allow_javascript=True)
