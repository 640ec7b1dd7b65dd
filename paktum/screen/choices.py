"""The reader's choices in this session: read from the link, changed by widgets, written back to the link.

Streamlit can bind a widget to a query parameter, but drops defaults from the address and swallows values it does not
know. Here the address always carries every choice of the page, and what a link holds in vain is announced.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn
from urllib.parse import urlsplit

import streamlit as st

from paktum import store
from paktum.errors import PaktumError
from paktum.questions import ask
from paktum.readings.compare import PEOPLE
from paktum.readings.peers import RULES
from paktum.selection import (
    BREAKDOWNS,
    FILTERS,
    MAP_KINDS,
    MAP_LEVELS,
    MAP_MEASURES,
    NAMES,
    PEOPLE_MEASURES,
    PER,
    PERSON_GROUPS,
    SOURCE_KINDS,
    Ignored,
    Options,
    Selection,
    file_name,
    from_query,
    link,
    to_query,
)
from paktum.store import Snapshot
from paktum.takeaway import slide_keys
from paktum.wording import LANGUAGES, Words

# Between the signs of what Streamlit makes into something else even where they are escaped: arrows (`->`), dashes, `:material/x:`.
JOINER = "\u2060"  # has no width
ACTING = re.compile(r"(?<=[-<>~])(?=[-=>])|(?<=:)(?=[\w+/-]+:)")

__all__ = ["FILTERS", "begin", "chosen", "file_name", "finish", "key", "words"]


def key(choice: str) -> str:
    """Return the key of the widget of a choice."""
    return f"pk_{choice}"


def chosen() -> Selection:
    """Return the choices as they stand now."""
    selection = st.session_state.get("selection")
    return selection if isinstance(selection, Selection) else Selection()


def words() -> Words:
    """Return the reader's words."""
    return Words(chosen().language)


def language_of_link() -> str:
    """Return the language of the link, else of the session: it is needed before anything can be drawn."""
    given = st.query_params.get(NAMES["language"])
    return given if given in LANGUAGES else chosen().language


def snapshot_of_link(published: Snapshot) -> Snapshot:
    """Return the snapshot that the link was made with, if it is still kept; else the published one."""
    given = st.query_params.get(NAMES["snapshot"]) or st.session_state.get("snapshot_id")
    kept = {s.id: s for s in store.snapshots()} if given and given != published.id else {}
    return kept.get(str(given), published)


def begin(uses: Sequence[str], snapshot: Snapshot) -> None:
    """Take over the changes of the widgets, then those of the link, and remember which choices this page uses."""
    selection = taken()
    incoming = {p: st.query_params.get_all(p) for p in st.query_params}
    # An address without parameters is a step in the menu: the choices of the session stand.
    if incoming and incoming != st.session_state.get("written"):
        selection, ignored = from_query(incoming, options(), selection, uses)
        st.session_state["ignored"] = ignored
        st.session_state["asked_snapshot"] = incoming.get(NAMES["snapshot"], [""])[0]
        for name in NAMES:
            st.session_state.pop(key(name), None)
    else:
        st.session_state["ignored"] = []
        st.session_state["asked_snapshot"] = ""
    st.session_state["selection"] = selection.changed(snapshot=snapshot.id)
    st.session_state["snapshot_id"] = snapshot.id
    st.session_state["uses"] = ("language", *uses, "snapshot")


def taken() -> Selection:
    """Return the choices with the changes of the widgets."""
    selection = chosen()
    for name in NAMES:
        if (value := st.session_state.get(key(name))) is not None:
            selection = selection.changed(**{name: value if isinstance(value, str) else tuple(value)})
    return selection


def take() -> None:
    """Take over the changes of the widgets where only a part of the page is drawn again."""
    st.session_state["selection"] = taken()


def offer(choice: str) -> str:
    """Give the widget of a choice the value that the session holds; return the widget's key."""
    if key(choice) not in st.session_state:
        value = getattr(chosen(), choice)
        st.session_state[key(choice)] = list(value) if isinstance(value, tuple) else value
    return key(choice)


def change(**new: object) -> None:
    """Set some choices from code (a button's callback), and their widgets with them."""
    st.session_state["selection"] = chosen().changed(**new)
    for name in new:
        st.session_state.pop(key(name), None)


def one_pact_at_first() -> None:
    """Take the marked pact alone while nobody has chosen others, in the link or in this session."""
    if not st.query_params.get_all(NAMES["pacts"]) and chosen().pacts == Selection.pacts:
        change(pacts=(chosen().highlighted,))


class PageEnd(Exception):  # noqa: N818 - not an error: a page says that it is done
    """The end of a page that has nothing more to show."""


def stop() -> NoReturn:
    """End the page here. After `st.stop()` nothing could be written into the address any more."""
    raise PageEnd


def finish() -> None:
    """Write every choice of this page into the address."""
    query = to_query(chosen(), st.session_state["uses"])
    if query != {p: st.query_params.get_all(p) for p in st.query_params}:
        st.query_params.from_dict(query)
    st.session_state["written"] = query


def here() -> str:
    """Return the full link of this view, to be passed on: the key of the office's own words is not in it."""
    url = urlsplit(str(st.context.url or ""))
    path = url.path.strip("/")
    if public := public_address():
        path = path.removeprefix(str(st.get_option("server.baseUrlPath")).strip("/")).strip("/")
    return link(public or f"{url.scheme}://{url.netloc}", chosen().changed(own=""), path, st.session_state["uses"])


def public_address() -> str:
    """Return the address under which people reach this copy where its operator set one, without a slash at its end.

    A presenter prints from their own machine, where the visitor's address is one that nobody else can open.
    """
    given = os.environ.get("PAKTUM_ADDRESS", "").strip().rstrip("/")
    return given if given.startswith(("https://", "http://")) else ""


def here_in(language: str) -> str:
    """Return the relative link of this view in another language."""
    return link("", chosen().changed(language=language), "", st.session_state["uses"]).lstrip("/")


def address(path: str, **new: object) -> str:
    """Return a relative link to another page with some choices changed."""
    uses = ("language", *new, "snapshot")
    return link("", chosen().changed(**new), path, uses).lstrip("/")


def options() -> Options:
    """Return what the choices can be set to, with the names under which a link may call each."""
    rows = ask("filter_options").rows
    pacts = {
        str(r["pact_id"]): [str(r[n]) for n in ("short_hu", "short_en", "name_hu", "name_en") if r[n]] for r in ask("selected_pacts").rows
    }
    pact_names: Mapping[str, Sequence[str]] = pacts
    names: dict[str, Mapping[str, Sequence[str]]] = {
        "language": {code: [] for code in LANGUAGES},
        "cycles": {"2014-2020": ["2014–2020"], "2021-2027": ["2021–2027"]},
        "levels": {level: [Words(c)(f"level.{level}") for c in LANGUAGES] for level in ("county", "city", "district")},
        "statuses": {s: [Words(c)(f"status.{s}") for c in LANGUAGES] for s in ("running", "closed", "unknown")},
        "counties": {str(r["option"]): [str(r["name_hu"])] for r in rows if r["filter"] == "county"},
        "districts": {str(r["option"]): [str(r["name_hu"])] for r in rows if r["filter"] == "district"},
        "map_level": dict.fromkeys(MAP_LEVELS, ()),
        "map_kind": dict.fromkeys(MAP_KINDS, ()),
        "map_measure": dict.fromkeys((*MAP_MEASURES, *(PEOPLE_MEASURES if ask("people_release").rows else ())), ()),
        "profile": {str(r["option"]): [str(r["name_hu"])] for r in rows if r["filter"] == "district"},
        "indicators": {str(r["indicator"]): [] for r in ask("indicators").rows},
        "source_kinds": {kind: [Words(c)(f"source_kind.{kind}") for c in LANGUAGES] for kind in SOURCE_KINDS},
        "outcome": {name: [Words(c)(f"indicator.{name}") for c in LANGUAGES] for name in PEOPLE},
        "ranked": {i: [Words(c)(f"indicator.{i}") for c in LANGUAGES] for i in rankable()},
        "breakdown": {by: [Words(c)(f"breakdown.{by}") for c in LANGUAGES] for by in BREAKDOWNS},
        "per": {per: [Words(c)(f"per.{per}") for c in LANGUAGES] for per in PER},
        "pacts": pact_names,
        "pact": pact_names,
        "highlighted": pact_names,
        "peers": pact_names,
        "peer_rules": {rule: [] for rule in RULES},
        "slides_order": dict.fromkeys(slide_keys(pacts), ()),
        "slides_out": dict.fromkeys(slide_keys(pacts), ()),
        **people_options(),
    }
    return Options(names)


def people_options() -> dict[str, Mapping[str, Sequence[str]]]:
    """Return what the choices about participants can be set to."""
    rows = ask("people_options").rows
    return {
        "person_pact": {"all": [], **{str(r["option"]): [str(r["name_hu"]), str(r["name_en"])] for r in rows if r["filter"] == "pact"}},
        "person_district": {"all": [], **{str(r["option"]): [str(r["name_hu"])] for r in rows if r["filter"] == "district"}},
        "person_sex": dict.fromkeys(("all", "female", "male"), ()),
        "person_group": dict.fromkeys(("all", *(f"{leaf}.{v}" for leaf, values in PERSON_GROUPS.items() for v in values)), ()),
        "person_leaf": dict.fromkeys(PERSON_GROUPS, ()),
    }


def rankable() -> list[str]:
    """Return the indicators that a ranking can be asked for: results and unit costs."""
    return [str(r["indicator"]) for r in ask("indicators").rows if r["topic"] in ("outcomes", "unit_cost")]


def announce(words: Words, published: Snapshot) -> None:
    """Say what of the link could not be used, and when the reader looks at an older data version."""
    ignored: list[Ignored] = st.session_state.get("ignored", [])
    if ignored:
        listed = words.list(f"{i.parameter}={i.value[:80]}" for i in ignored)
        message(words("link.ignored_title"), words("link.ignored", values=listed), "link_off")
    asked, read = st.session_state.get("asked_snapshot", ""), chosen().snapshot
    if asked and asked != read:
        message(words("link.version_gone_title"), words("link.version_gone", asked=asked[:40], read=read), "history")
    elif read != published.id:
        message(words("link.older_title"), words("link.older", read=read, newest=published.id), "history")
        st.button(words("link.newest"), on_click=move_to, args=(published,), key="pk_newest")


def move_to(snapshot: Snapshot) -> None:
    """Let this session read another snapshot (a button's callback): its address too, which otherwise holds it back."""
    st.session_state["snapshot_id"] = snapshot.id
    if NAMES["snapshot"] in st.query_params:
        st.query_params[NAMES["snapshot"]] = snapshot.id


def message(title: str, text: str, icon: str, kind: Callable[..., object] = st.warning) -> None:
    """Show a message whose text may hold anything: nothing in it is taken for markup."""
    kind(f"**{plain_markdown(title)}** {plain_markdown(text)}", icon=f":material/{icon}:")


def show_error(error: PaktumError, words: Words) -> None:
    """Show what an error says instead of what could not be drawn."""
    st.error(plain_markdown(words(error.key, **error.values)), icon=":material/error:")


def plain_markdown(text: str) -> str:
    """Return a text in which Markdown, LaTeX and HTML signs are only letters, on one line."""
    apart = ACTING.sub(JOINER, " ".join(text.split()))
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>()#+-.!|~$:&" else c for c in apart)
