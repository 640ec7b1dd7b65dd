"""The frame of every page: build the store on first start, read the link, draw the menu, run the page, write the link."""

from __future__ import annotations

import functools
import gc
import os
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from paktum import questions, store
from paktum.errors import PaktumError, StoreError
from paktum.figures.html import render, style
from paktum.screen import choices, contents, operator, part, participants, roles
from paktum.screen.search import search
from paktum.selection import NAMES, PEOPLE
from paktum.wording import Words

STATIC = Path(__file__).with_name("static")
PAGES = store.ROOT / "pages"


@dataclass(frozen=True)
class PageEntry:
    """A page of the menu: its file, its address, its icon, and the choices that its link carries.

    alone: while nobody has chosen pacts, it opens with the marked one alone (a closing event is that of one pact).
    """

    file: str
    path: str
    icon: str
    uses: tuple[str, ...]
    default: bool = False
    alone: bool = False


OVERVIEW = PageEntry("overview", "attekintes", "grid_view", (*choices.FILTERS, "highlighted"))
# A section without a name stands at the top of the menu.
MENU = {
    "": (PageEntry("start", "kezdolap", "home", (), default=True),),
    "menu.pacts": (
        OVERVIEW,
        PageEntry("compare", "osszehasonlitas", "compare_arrows", ("pacts", "highlighted", "indicators", "peer_rules", "peers")),
        PageEntry("pact", "paktum", "description", ("pact", "peer_rules", "peers")),
    ),
    "menu.topics": (
        PageEntry("funding", "finanszirozas", "payments", (*choices.FILTERS, "highlighted", "breakdown", "per")),
        PageEntry("membership", "tagsag", "groups", (*choices.FILTERS, "highlighted", "day", "text")),
        PageEntry("outcomes", "eredmenyek", "trending_up", (*choices.FILTERS, "highlighted", "outcome", "ranked")),
        PageEntry("map", "terkep", "map", (*choices.FILTERS, "map_level", "map_kind", "map_measure", "profile")),
    ),
    "menu.presenting": (PageEntry("closing", "zaro-rendezveny", "co_present", ("pacts", "slides_order", "slides_out", "own"), alone=True),),
    "menu.data": (
        PageEntry("imports", "adatok", "upload_file", ()),
        PageEntry("quality", "adatminoseg", "rule", choices.FILTERS),
        PageEntry("methods", "modszertan", "menu_book", ("term", "source_kinds")),
        PageEntry("sql", "sql", "database", ("query",)),
        PageEntry("access", "akadalymentesseg", "accessibility_new", ()),
    ),
}


# For those who build figures: not in the menu, and there only where it is asked for.
GALLERY = PageEntry("gallery", "mintatar", "palette", ())


def run() -> None:
    """Run one page, from the choices in its link to the link of its choices."""
    language = choices.language_of_link()
    words = Words(language)
    st.set_page_config(page_title=words("app.name"), page_icon=str(STATIC / "favicon.svg"), layout="wide", initial_sidebar_state=248)
    st.html(f"<style>{style()}</style>")
    try:
        built = published(words)
    except PaktumError as error:
        choices.show_error(error, words)
        st.stop()
    page, entry = navigate(words)
    st.set_page_config(page_title=f"{words(f'page.{entry.file}')} – {words('app.name')}")
    snapshot = choices.snapshot_of_link(built)
    with questions.reading(snapshot):
        people = participants.release()
        choices.begin((*entry.uses, *PEOPLE) if people and entry.file in participants.PAGES else entry.uses, snapshot)
        if entry.alone:
            choices.one_pact_at_first()
        sidebar(words)
        choices.announce(words, built)
        contents.begin()
        participants.announce(words)
        if trouble := st.session_state.pop("trouble", ""):
            choices.message(words("state.trouble_title"), trouble, "healing")
        try:
            page.run()
        except PaktumError as error:
            choices.show_error(error, words)
        except choices.PageEnd:
            pass  # a page that has nothing to show has choices too
        contents.fill_place(words)
        choices.finish()
        if not part.ends_page():
            part.draw_printed(words, snapshot)


@functools.cache
def _freeze() -> None:
    """Freeze what the imports left behind, once per process: collecting it after every run costs 50 ms."""
    gc.collect()
    gc.freeze()


def published(words: Words) -> store.Snapshot:
    """Return the published snapshot, built first where need be with the progress shown.

    When it cannot be built, the last good one is served; what was wrong stands in the session's "trouble".
    """
    _freeze()
    store.watch()
    lost = store.damaged()
    if not lost and _up_to_date():
        return store.current() or store.build()
    bar = st.progress(0.0, words("build.start"))

    def show(step: str, share: float) -> None:
        bar.progress(share, words(f"build.{step}"))

    try:
        built = store.build(progress=show)
    except StoreError as error:
        good = store.current()
        if good is None:
            raise
        st.session_state["trouble"] = words("state.last_good", id=good.id, why=words(error.key, **error.values))
        return good
    finally:
        bar.empty()
        _up_to_date.cache_clear()
    if lost:
        st.session_state["trouble"] = words("state.rebuilt", lost=lost, id=built.id)
    return built


@functools.cache
def _up_to_date() -> bool:
    """Say whether the published snapshot is the one that the data would build; asked once per process."""
    snapshot = store.current()
    return snapshot is not None and snapshot.id == store.identity()


def navigate(words: Words) -> tuple[StreamlitPage, PageEntry]:
    """Say which pages there are, draw the menu, and return the page that is asked for."""
    made: dict[str, list[StreamlitPage]] = {}
    entries: dict[str, PageEntry] = {}
    menu = MENU | ({"page.gallery": (GALLERY,)} if os.environ.get("PAKTUM_GALLERY") else {})
    for section, pages in menu.items():
        for entry in pages:
            page = st.Page(
                PAGES / f"{entry.file}.py",
                title=words(f"page.{entry.file}"),
                icon=f":material/{entry.icon}:",
                url_path=entry.path,
                default=entry.default,
            )
            made.setdefault(section, []).append(page)
            entries[page.url_path] = entry
    # Streamlit's own menu with sections is a list that holds other things than items, which screen readers cannot count.
    asked = st.navigation(made, position="hidden")
    if entries[asked.url_path].file == "start" and set(st.query_params) & {NAMES[choice] for choice in OVERVIEW.uses}:
        # The overview was once the first page: a link with its choices still leads there.
        overview = next(page for pages in made.values() for page in pages if page.url_path == OVERVIEW.path)
        st.switch_page(overview, query_params={p: st.query_params.get_all(p) for p in st.query_params})
    with st.sidebar:
        for section, links in made.items():
            if section:
                st.html(render("menu_section", text=words(section)))
            for link in links:
                st.page_link(link)
    return asked, entries[asked.url_path]


def addresses() -> dict[str, str]:
    """Return {page: its address with the reader's language and data version}: where the first page leads to."""
    return {entry.file: choices.address(entry.path) for pages in MENU.values() for entry in pages if not entry.default}


def sidebar(words: Words) -> None:
    """Draw what stands under the menu: the search, the languages and what the store holds."""
    dark = st.context.theme.type == "dark"
    st.logo(str(STATIC / f"logo-{'dark' if dark else 'light'}.svg"), size="large")
    with st.sidebar:
        search(words, "pk_search", words("search.label"), words("search.placeholder"))
        part.keep_languages(words)
        roles.sign(words)
        state = questions.ask("data_state").row
        numbers = {k: words.number(float(str(state[k]))) for k in ("pacts", "figures", "sources")}
        newest = words("app.newest", date=words.date(str(state["newest_figure"] or "")))
        line = {"operator": operator.who(words), "report": words("app.report"), "href": operator.report_address()}
        st.html(render("data_line", text=words("app.data_line", **numbers), date=newest, **line))
