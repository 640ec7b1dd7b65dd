"""Every page of the menu, run without a browser: it opens, says what it ignores, prints Hungarian numbers, names its links.

The pages are taken from the menu, so a new page is covered as soon as it stands there.
"""

import dataclasses
import functools
import html
import itertools
import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from screen_text import OPENERS, open_page
from streamlit.testing.v1 import AppTest

from paktum import questions, store, wording
from paktum.questions import ask
from paktum.screen import choices, frame
from paktum.screen.pickers import FIRST
from paktum.selection import ALL, FILTERS, NAMES, Selection
from paktum.wording import LANGUAGES, NBSP, Words

pytestmark = pytest.mark.usefixtures("snapshot")

ENTRIES = [entry for pages in frame.MENU.values() for entry in pages]
FILTERED = [e for e in ENTRIES if {"counties", "districts"} <= set(e.uses)]
JASZBERENY, VAS = "162", "18"  # KSH codes of a district and of a county that does not hold it
BAD = {"jaras": "Nincs", "ismeretlen": "érték"}
STATES: dict[str, dict[str, str | list[str]]] = {
    "default": {},
    "everything": {NAMES[name]: ALL for name in FILTERS},
    "district": {"jaras": JASZBERENY},
    "empty": {"jaras": JASZBERENY, "varmegye": VAS},
    "bad link": dict(BAD),
}
HU, EN = Words("hu"), Words("en")


# ---------------------------------------------------------------- opening a page and reading it


@functools.cache
def opened(path: str, language: str = "hu", state: str = "default") -> AppTest:
    """Return a page that several tests read and none changes."""
    return open_page(path, STATES[state] | {"nyelv": language})


def nodes(block: Any) -> Iterator[Any]:
    """Walk through everything in a block, in the order of the page."""
    for node in block.children.values():
        yield node
        if hasattr(node, "children"):
            yield from nodes(node)


class Text(HTMLParser):
    """The text of a piece of HTML as it is read on the screen: a cell, a line, a block each end with a line break."""

    SILENT, INLINE = {"style", "script"}, {"b", "a", "i", "span"}

    def __init__(self, source: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in self.SILENT
        self.parts.append("" if tag in self.INLINE and ("class", "pk-sub") not in attrs else "\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self.SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)

    def __str__(self) -> str:
        return "".join(self.parts)


def figure_words(node: Any) -> list[str]:
    """Return the words in a Plotly figure: labels, hover texts, ticks, and the sentence for those who do not see it."""
    found: list[str] = [node.proto.alt]

    def walk(part: object, name: str = "") -> None:
        if isinstance(part, dict):
            for key, value in part.items():
                walk(value, key)
        elif isinstance(part, list):
            for value in part:
                walk(value, name)
        elif isinstance(part, str) and name in ("text", "hovertext", "ticktext"):
            found.append(str(Text(part)))

    walk(json.loads(node.proto.spec))
    return found


def words_of(node: Any) -> list[str]:
    """Return what a reader reads in one element; code blocks hold SQL and links, which are not prose."""
    if hasattr(node, "children"):
        return [node.proto.popover.label] if node.type == "popover" else []
    if node.type == "html":
        return [str(Text(node.value))]
    if node.type == "plotly_chart":
        return figure_words(node)
    if node.type == "code":
        return []
    said = [getattr(node, "label", ""), *(getattr(node, "options", None) or [])]
    if node.type in ("title", "header", "subheader", "caption", "markdown", "text", "info", "warning", "error", "success"):
        said.append(unescaped(node.value))
    return [str(s) for s in said if s]


def text_of(page: AppTest) -> str:
    """Return all that stands on a page and beside it, element by element."""
    return "\n".join(words for block in (page.main, page.sidebar) for node in nodes(block) for words in words_of(node))


def html_of(page: AppTest) -> list[str]:
    return [node.value for node in nodes(page.main) if node.type == "html"]


def unescaped(markdown: str) -> str:
    """Return a message without the backslashes that keep its signs from being markup."""
    return re.sub(r"\\(.)", r"\1", markdown)


def cards_of(page: AppTest) -> dict[str, Any]:
    return {node.key.removeprefix("pkcard-"): node for node in nodes(page.main) if (getattr(node, "key", None) or "").startswith("pkcard-")}


def warnings_of(page: AppTest) -> str:
    return "\n".join(unescaped(w.value) for w in page.warning)


@pytest.fixture(params=ENTRIES, ids=[e.path for e in ENTRIES])
def entry(request: pytest.FixtureRequest) -> frame.PageEntry:
    return request.param


@pytest.fixture(params=STATES)
def state(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


# ---------------------------------------------------------------- every page, in every state


def test_a_page_opens_with_its_title_and_no_failure(entry: frame.PageEntry, language: str, state: str) -> None:
    page = opened(entry.path, language, state)
    assert not page.exception, [e.message for e in page.exception]
    assert not page.error, [e.value for e in page.error]
    assert len(page.title) == 1
    assert page.title[0].value.strip()
    assert page.query_params["nyelv"] == language


def test_a_link_that_cannot_be_used_is_named(entry: frame.PageEntry, language: str) -> None:
    said = warnings_of(opened(entry.path, language, "bad link"))
    assert Words(language)("link.ignored_title") in said
    for parameter, value in BAD.items():
        assert f"{parameter}={value}" in said
    assert Words(language)("link.ignored_title") not in warnings_of(opened(entry.path, language))


def test_the_good_part_of_a_bad_link_is_used() -> None:
    page = open_page(
        "attekintes", {"jaras": ["Nincs", "JÁSZBERÉNYI JÁRÁS"], "szint": "VÁRMEGYEI", "kiemelt": "atlantisz", "allapot": "mind"}
    )
    assert page.query_params["jaras"] == JASZBERENY
    assert page.query_params["szint"] == "county"
    said = warnings_of(page)
    assert "jaras=Nincs" in said
    assert "kiemelt=atlantisz" in said
    assert "VÁRMEGYEI" not in said
    assert "JÁSZBERÉNYI" not in said


def test_too_many_pacts_in_a_link_are_named() -> None:
    ids = ask("selected_pacts").frame["pact_id"].tolist()[:10]
    page = open_page("osszehasonlitas", {"paktum": ids})
    assert page.query_params["paktum"] == ids[:8]
    assert all(f"paktum={i}" in warnings_of(page) for i in ids[8:])


def test_a_hostile_link_is_shown_as_letters() -> None:
    page = open_page("attekintes", {"jaras": "<b>x</b>[a](http://b) $x$ :red[y]"})
    [warning] = [w.value for w in page.warning if "jaras" in w.value]
    assert r"\<b\>x\</b\>\[a\]\(http\://b\) \$x\$ \:red\[y\]" in warning


def test_a_name_in_a_heading_is_no_markdown() -> None:
    """Escaping alone does not do: arrows, dashes and icons are made of the letters that are left."""
    assert choices.plain_markdown("![k](https://x.hu/k.png)\n_a_") == r"\!\[k\]\(https\://x\.hu/k\.png\) \_a\_"
    apart = choices.plain_markdown(":material/delete: a -> b -- c <= d :tada:").replace("\\", "")
    assert not re.search(r":[\w/]+:|->|--|<=", apart)
    assert apart.replace(choices.JOINER, "") == ":material/delete: a -> b -- c <= d :tada:"
    assert choices.plain_markdown("2014-2020, 14:30") == r"2014\-2020, 14\:30"


@pytest.mark.parametrize("entry", FILTERED, ids=lambda e: e.path)
def test_an_empty_selection_says_which_filter_empties_it_and_opens_it(entry: frame.PageEntry, language: str) -> None:
    words = Words(language)
    page = open_page(entry.path, STATES["empty"] | {"nyelv": language, "ciklus": ALL})
    [said] = [unescaped(i.value) for i in page.info if words("empty.title") in unescaped(i.value)]
    assert words("filter.districts") in said
    assert words("filter.counties") in said
    assert words("filter.cycles") not in said
    buttons = [b.key for b in page.button if b.key.startswith("pk_open_")]
    assert set(buttons) == {"pk_open_counties", "pk_open_districts"}
    page.button(key="pk_open_counties").click().run()
    assert not page.exception
    assert page.query_params["varmegye"] == ALL
    assert page.query_params["jaras"] == JASZBERENY
    assert not [i for i in page.info if words("empty.title") in unescaped(i.value)]
    assert page.multiselect(key="pk_counties").value == []


def test_clearing_the_filters_shows_every_pact() -> None:
    page = open_page("attekintes", STATES["empty"])
    page.button(key="pk_clear").click().run()
    assert not page.exception
    assert {page.query_params[NAMES[f]] for f in FILTERS} == {ALL}


def test_a_comparison_of_nothing_asks_for_a_pact() -> None:
    page = open_page("osszehasonlitas")
    page.multiselect(key="pk_pacts").set_value([]).run()
    assert not page.exception
    assert HU("compare.none_title") in unescaped(page.info[0].value)
    page.multiselect(key="pk_pacts").set_value(["miskolc-city"]).run()
    assert not page.exception
    assert not page.info
    assert page.query_params["paktum"] == "miskolc-city"


# ---------------------------------------------------------------- words and numbers


@functools.cache
def telling(language: str, other: str) -> re.Pattern[str]:
    """Return the texts of a language that the other does not have: names of pages and menus, and all that are long enough to tell."""
    own, their = wording.catalogue(language), "\n".join(wording.catalogue(other).values())
    names = ("page.", "menu.", "card.", "filter.", "action.")
    texts = {t for k, t in own.items() if "{" not in t and t not in their and (len(t) > 6 if k.startswith(names) else len(t) > 15)}
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(texts, key=len, reverse=True)))})(?!\w)")


QUOTED = {
    "projects": ("project_id", "project_code", "code_as_printed", "call_code", "emir_id", "title_hu"),
    "observations": ("observation_id",),
    "sources": ("source_id", "title", "publisher", "url"),
    "members": ("organisation",),
    "partners": ("organisation",),
    "events": ("title",),
}


@functools.cache
def quoted() -> list[str]:
    """Return what is printed letter by letter, in any language: codes, ids, names and titles from a source."""
    con = store.connection(store.current().path).cursor()
    queries = [f"select distinct {c} from {table} where {c} is not null" for table, columns in QUOTED.items() for c in columns]
    found = {i for s in store.snapshots() for i in (s.id, *s.deliveries)} | {
        str(value) for sql in queries for (value,) in con.execute(sql).fetchall()
    }
    # The authors of the shapes ask to be named in these words.
    found |= {json.loads(path.read_text(encoding="utf-8")).get("attribution", "") for path in store.DATA.glob("geometry/*.geojson")}
    # So does a standard, whose number is part of its name.
    return sorted(found - {""} | {"WCAG 2.0", "WCAG 2.1"}, key=len, reverse=True)


def own_text(page: AppTest) -> str:
    """Return what stands on a page in our own words and formats."""
    text = text_of(page)
    for code in quoted():
        text = text.replace(code, "")
    return text


def test_a_page_speaks_one_language(entry: frame.PageEntry, language: str, state: str) -> None:
    other = next(code for code in LANGUAGES if code != language)
    foreign = telling(other, language).findall(own_text(opened(entry.path, language, state)))
    assert foreign == []


NUMBER_FAULTS = {
    "decimal point": re.compile(r"\d\.\d"),
    "digits without a space": re.compile(r"\d{5,}"),
    "hyphen for minus": re.compile(r"(?<![\w–-])-\d"),
    "not a number": re.compile(r"\b(nan|NaN|NaT|None|null|inf|<NA>)\b"),
}


def test_hungarian_numbers_are_written_the_hungarian_way(entry: frame.PageEntry, state: str) -> None:
    text = own_text(opened(entry.path, "hu", state))
    faults = {name: [text[max(0, f.start() - 30) : f.end() + 20] for f in p.finditer(text)] for name, p in NUMBER_FAULTS.items()}
    assert {name: found for name, found in faults.items() if found} == {}


def test_english_numbers_are_written_the_english_way(entry: frame.PageEntry) -> None:
    text = own_text(opened(entry.path, "en"))
    assert [text[max(0, f.start() - 30) : f.end() + 20] for f in re.finditer(r"\d\u00a0\d{3}|\d,\d(?!\d\d)|\d{5,}", text)] == []


# ---------------------------------------------------------------- every chart has a table beside it

TITLE = re.compile(r'<h[23] class="pk-title"[^>]*>(.*?)</h[23]>')
DRAWN = re.compile(r'class="pk-(funnel|rank|cov)\b')


def is_chart(node: Any) -> bool:
    return node.type == "plotly_chart" or (node.type == "html" and bool(DRAWN.search(node.value)))


def test_every_chart_has_a_table_and_a_sentence(entry: frame.PageEntry, language: str) -> None:
    page = opened(entry.path, language)
    charts = [node for node in nodes(page.main) if is_chart(node)]
    in_cards = 0
    for name, card in cards_of(page).items():
        inside = list(nodes(card))
        drawn = [node for node in inside if is_chart(node)]
        in_cards += len(drawn)
        twins = [t for t in inside if t.type == "popover" and t.key == f"pktab-{name}"]
        assert not drawn or len(twins) == 1, f"card {name}: a chart without its table"
        for twin in twins:
            [table] = [node.value for node in nodes(twin) if node.type == "html"]
            assert table.count("<tr ") > 1, f"card {name}: its table has no rows"
            [title] = [found[1] for node in inside if node.type == "html" and (found := TITLE.search(node.value))]
            assert f'<caption class="pk-unseen">{title}</caption>' in table
    assert in_cards == len(charts), "a chart stands outside a card"
    assert [node.key for node in charts if node.type == "plotly_chart" and not node.proto.alt.strip()] == []


def test_every_card_says_its_view_its_gaps_its_sources_and_its_date(entry: frame.PageEntry, language: str) -> None:
    words = Words(language)
    for name, card in cards_of(opened(entry.path, language)).items():
        text = "\n".join(w for node in nodes(card) for w in words_of(node))
        for key in ("card.view", "card.left_out", "card.source", "card.as_of"):
            assert re.search(rf"{re.escape(words(key))}: *\S", text), f"card {name}: {key}"
        keys = {getattr(node, "key", None) for node in nodes(card)}
        assert {f"pklink-{name}", f"pkhow-{name}"} <= keys


def test_what_a_card_opens_is_sent_when_it_is_opened() -> None:
    def filled(page: AppTest) -> dict[str, bool]:
        return {n.key: bool(list(nodes(n))) for n in nodes(page.main) if getattr(n, "key", None) in OPENERS}

    page = open_page("attekintes", cards_open=False)
    before = filled(page)
    assert len(before) > 8 and not any(before.values())
    page.session_state["pkhow-county_grants"] = True
    assert [key for key, full in filled(page.run()).items() if full] == ["pkhow-county_grants"]


def test_a_broken_figure_does_not_take_the_page_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise ValueError("broken on purpose")

    monkeypatch.setattr("paktum.figures.county_map.county_map", lambda *_, **__: broken)
    page = open_page("attekintes")
    assert not page.exception
    assert [HU("state.figure_failed") in e.value for e in page.error] == [True]
    assert set(cards_of(page)) == set(cards_of(opened("attekintes")))


# ---------------------------------------------------------------- the link

# A session that a link is opened in, with nothing at its default: the link alone must decide.
ELSEWHERE = Selection(
    **{
        f.name: ("elsewhere",) if isinstance(f.default, tuple) else "elsewhere"
        for f in dataclasses.fields(Selection)
        if f.name not in ("language", "snapshot")
    }
)


def test_the_address_carries_every_choice_and_the_data_version(entry: frame.PageEntry, state: str) -> None:
    query = opened(entry.path, "hu", state).query_params
    # The choices of the overview on the first page lead to the overview.
    uses = frame.OVERVIEW.uses if entry.file == "start" and {NAMES[u] for u in frame.OVERVIEW.uses} & set(STATES[state]) else entry.uses
    # The key of the office's own words is there only when something was typed.
    assert set(query) == {"nyelv", "adat", *(NAMES[name] for name in uses if name != "own")}
    assert query["adat"] == store.current().id
    assert all(query.values())


def test_a_link_shows_the_same_numbers_in_any_session(entry: frame.PageEntry, state: str) -> None:
    page = opened(entry.path, "hu", state)
    link = dict(page.query_params)
    for session in ({}, {"selection": ELSEWHERE}):
        again = open_page(entry.path, link, **session)
        assert again.query_params == link
        assert not [w for w in again.warning if HU("link.ignored_title") in unescaped(w.value)]
        # The button to the comparison takes the pacts of the last one along, so it differs on purpose.
        assert [h for h in html_of(again) if 'class="pk-go"' not in h] == [h for h in html_of(page) if 'class="pk-go"' not in h]
        assert [n.proto.spec for n in nodes(again.main) if n.type == "plotly_chart"] == [
            n.proto.spec for n in nodes(page.main) if n.type == "plotly_chart"
        ]


def test_the_link_of_a_card_is_the_address_of_the_page(entry: frame.PageEntry) -> None:
    page = opened(entry.path, "hu", "district")
    popovers = [node for node in nodes(page.main) if (getattr(node, "key", None) or "").startswith("pklink-")]
    codes = [[n.value for n in nodes(popover) if n.type == "code"] for popover in popovers]
    links = [link for link, _ in codes]
    assert all(citation.endswith(link) and page.query_params["adat"] in citation for link, citation in codes)
    assert len(links) == len(cards_of(page))
    assert links or entry.file in ("access", "sql"), "a page of data has cards"
    for link in links:
        assert parse_qs(urlsplit(link).query) == {k: v if isinstance(v, list) else [v] for k, v in page.query_params.items()}


def test_an_emptied_comparison_stays_empty_in_its_link() -> None:
    page = open_page("osszehasonlitas")
    page.multiselect(key="pk_pacts").set_value([]).run()
    again = open_page("osszehasonlitas", dict(page.query_params))
    assert again.multiselect(key="pk_pacts").value == []


def test_a_link_of_a_lost_data_version_says_so() -> None:
    said = warnings_of(open_page("attekintes", {"adat": "000000000000"}))
    assert HU("link.version_gone_title") in said
    assert "000000000000" in said
    assert HU("link.version_gone_title") not in warnings_of(opened("attekintes"))


def test_choices_stay_when_the_page_changes() -> None:
    page = open_page("attekintes", {"nyelv": "en", "jaras": JASZBERENY})
    page.query_params.clear()  # a step in the menu has an address without choices
    page.switch_page(str(frame.PAGES / "pact.py")).run()
    assert page.query_params["nyelv"] == "en"
    page.query_params.clear()
    page.switch_page(str(frame.PAGES / "overview.py")).run()
    assert not page.exception
    assert page.query_params["jaras"] == JASZBERENY
    assert page.title[0].value == EN("overview.title")


def test_the_links_to_the_other_language_keep_every_choice(entry: frame.PageEntry) -> None:
    page = opened(entry.path, "hu", "district")
    [links] = [node.value for node in nodes(page.sidebar) if node.type == "html" and "pk-languages" in node.value]
    assert re.findall(r'hreflang="(\w+)"( aria-current="true")?', links) == [("hu", ' aria-current="true"'), ("en", "")]
    there = html.unescape(re.findall(r'href="([^"]+)"', links)[1])
    again = open_page(entry.path, parse_qs(urlsplit(there).query))
    assert again.query_params == dict(page.query_params) | {"nyelv": "en"}
    assert again.title[0].value != page.title[0].value or entry.file == "pact"


# ---------------------------------------------------------------- what is in view and what is not


@pytest.mark.parametrize("entry", [e for e in ENTRIES if {"cycles", "pacts"} & set(e.uses)], ids=lambda e: e.path)
def test_shown_and_left_out_are_all_pacts(entry: frame.PageEntry, state: str) -> None:
    page = opened(entry.path, "hu", state)
    everything = len(ask("selected_pacts").frame)
    [line, *_] = [str(Text(h)) for h in html_of(page) if 'class="pk-view"' in h]
    shown, _, left = line.partition(HU("scope.left_out"))
    counts = [int(re.sub(r"\D", "", found[1])) for part in (shown, left) if (found := re.search(rf"([\d{NBSP}]+) paktum", part))]
    assert sum(counts) == everything
    if len(counts) == 1:
        assert HU("scope.nothing") in left


def test_the_view_line_counts_what_the_filters_leave() -> None:
    found = {}
    for state in STATES:
        page = opened("attekintes", "hu", state)
        found[state] = len(ask("selected_pacts", **page.session_state["selection"].parameters()).frame)
        [line] = [str(Text(h)) for h in html_of(page) if 'class="pk-view"' in h]
        assert line.strip().startswith(f"{found[state]} paktum")
    assert found["everything"] > found["default"] > found["district"] > found["empty"] == 0


# ---------------------------------------------------------------- what the sources say of the three pacts


@pytest.fixture(scope="module")
def compare() -> AppTest:
    return opened("osszehasonlitas")


def flat(page: AppTest) -> str:
    return re.sub(r"[ \n]+", " ", text_of(page))


def matrix_cell(page: AppTest, indicator: str, column: int) -> str:
    """Return one cell of the comparison as HTML; columns count from 0."""
    table = next(h for h in html_of(page) if 'class="pk-matrix"' in h)
    row = next(r for r in table.split("<tr")[1:] if f">{html.escape(HU('indicator.' + indicator))}" in r)
    return row.split("<td ")[1:][column]


def test_the_comparison_names_the_three_pacts_and_does_not_rank_them(compare: AppTest) -> None:
    assert compare.title[0].value == HU("compare.title_named", names="Vas, Miskolc és Jászberény")
    said = warnings_of(compare)
    assert HU("guard.title", n="három") in said
    assert HU("guard.end") in said
    assert "2014–2020 és 2021–2027" in said
    assert re.search(r"Eredményt nem közölt: .*Miskolc", said)
    assert re.search(r"Nem egyértelmű, cél-e vagy tény: Jászberény", said)
    assert HU("compare.no_rank") in flat(compare)


@pytest.mark.parametrize(
    ("indicator", "column", "value"),
    [
        ("grant", 0, f"1{NBSP}973{NBSP}M{NBSP}Ft"),
        ("grant", 1, f"2{NBSP}943{NBSP}M{NBSP}Ft"),
        ("grant", 2, f"433,1{NBSP}M{NBSP}Ft"),
        ("grant_later", 1, f"≥{NBSP}3{NBSP}Mrd{NBSP}Ft"),
        ("founding_members", 0, f"26{NBSP}szervezet"),
        ("participants", 2, f"312{NBSP}fő"),
        ("found_job", 2, f"170{NBSP}fő"),
        ("employed_6m", 2, f"145{NBSP}fő"),
        ("placement_rate", 2, "54,5%"),
        ("retention_rate", 2, f"≥{NBSP}85,3%"),
        ("cost_per_participant", 2, f"1,388{NBSP}M{NBSP}Ft"),
    ],
)
def test_the_comparison_prints_what_was_published(compare: AppTest, indicator: str, column: int, value: str) -> None:
    assert f">{value}</span>" in matrix_cell(compare, indicator, column)


def test_what_is_unknown_is_hatched_and_what_is_doubtful_is_marked(compare: AppTest) -> None:
    hatched = f'<span class="pk-none"><span>{HU("absent.unknown")}</span></span>'
    for indicator, columns in {"grant_later": (0,), "founding_members": (1, 2), "participants": (0, 1), "found_job": (0, 1)}.items():
        for column in columns:
            assert hatched in matrix_cell(compare, indicator, column)
    assert HU("absent.not_yet") in matrix_cell(compare, "employed_6m", 0)
    assert HU("absent.meaningless") in matrix_cell(compare, "placement_rate", 1)
    for indicator in ("participants", "found_job", "employed_6m", "placement_rate", "retention_rate", "cost_per_participant"):
        assert f'pk-mark-warn">{HU("doubt.target_or_actual")}' in matrix_cell(compare, indicator, 2)
    assert HU("mark.lower") in matrix_cell(compare, "grant_later", 1)
    table = next(h for h in html_of(compare) if 'class="pk-matrix"' in h)
    assert not re.search(r'class="pk-value[^"]*">\s*0\b', table)


def test_pacts_that_may_be_compared_get_no_warning() -> None:
    assert not warnings_of(open_page("osszehasonlitas", {"paktum": "miskolc-city"}))
    told = ask("selected_pacts").frame.query("level == 'county' and status == 'closed'")["pact_id"]
    pair = next(p for p in itertools.combinations(told, 2) if ask("comparability", pacts=p).frame.empty)
    page = open_page("osszehasonlitas", {"paktum": list(pair)})
    assert page.query_params["paktum"] == list(pair)
    assert not warnings_of(page)
    assert HU("compare.no_rank") not in flat(page)


def test_the_page_of_jaszbereny_prints_its_unit_costs_and_rates() -> None:
    page = open_page("paktum", {"paktum": "jaszbereny-district"})
    text = flat(page)
    for value in (f"1,388{NBSP}M{NBSP}Ft", f"2,548{NBSP}M{NBSP}Ft", f"2,987{NBSP}M{NBSP}Ft", "54,5%", f"≥{NBSP}85,3%"):
        assert value in text
    [lead] = [str(Text(h)) for h in html_of(page) if 'class="pk-lead"' in h]
    assert f"Megítélt támogatása 433,1{NBSP}M{NBSP}Ft. 312 bevont személyt közöltek. 170-en jutottak álláshoz." in lead
    assert "145-en dolgoztak" in lead
    assert HU("lead.unsure") in lead
    assert "170 / 312 = 54,5%" in text
    assert text.count(HU("doubt.target_or_actual")) >= 4
    assert "TOP-6.9.2-15-JN1-2016-00001" in text or "JN1" in text


def test_a_pact_is_not_its_county_and_an_award_is_not_the_last_word() -> None:
    page = open_page("paktum", {"paktum": "somogy-county-2015"})
    [lead] = [str(Text(h)) for h in html_of(page) if 'class="pk-lead"' in h]
    assert f"Megítélt támogatása 1{NBSP}878{NBSP}M{NBSP}Ft; módosítva 2{NBSP}263{NBSP}M{NBSP}Ft." in lead
    assert HU("lead.contradicted") in lead
    assert HU("lead.unsure") not in lead
    [kin] = [h for h in html_of(page) if 'class="pk-kin"' in h]
    assert "Somogy vármegyében a 2014–2020 közötti ciklusban 6 paktumot ismerünk" in kin
    assert f"együtt ≥{NBSP}3{NBSP}934{NBSP}M{NBSP}Ft" in kin, "one of the six has no known amount"
    assert "attekintes?" in kin and "varmegye=14" in kin


@pytest.mark.parametrize(
    ("pact", "said"),
    [
        # 3 347 million and "3.3 billion" may be the same amount: rounding is no change.
        ("bacs-kiskun-county-2021", f"Megítélt támogatása 3{NBSP}347{NBSP}M{NBSP}Ft. "),
        # Two grants, of which one was modified: the sum was not.
        ("tatabanya-city", f"749{NBSP}M{NBSP}Ft. Egyik része 449{NBSP}M{NBSP}Ft helyett 548,8{NBSP}M{NBSP}Ft lett."),
        # The award and its increase do not add up to the later amount.
        ("nyiregyhaza-city", f"módosítva 3{NBSP}856{NBSP}M{NBSP}Ft. {HU('lead.contradicted')}"),
    ],
)
def test_the_lead_calls_a_change_what_the_page_of_funding_does(pact: str, said: str) -> None:
    [lead] = [str(Text(h)) for h in html_of(open_page("paktum", {"paktum": pact})) if 'class="pk-lead"' in h]
    assert said in lead


def test_a_division_keeps_the_bounds_of_its_counts_and_no_others() -> None:
    """145 is exact, the share is a bound because of whose six months have not passed; "at least 80" stays so above the line."""
    assert f"145 / 170 = ≥{NBSP}85,3%" in flat(open_page("paktum", {"paktum": "jaszbereny-district"}))
    page = open_page("osszehasonlitas", {"paktum": "kelet-zala-area", "mutato": "fulfilment_participants"})
    assert f"≥{NBSP}80{NBSP}fő / ≈{NBSP}200{NBSP}fő" in flat(page)


def test_a_filter_by_district_has_no_rate_of_a_county_and_calls_no_target_a_result() -> None:
    page = open_page("attekintes", {"jaras": JASZBERENY, "ciklus": "2014-2020"})
    assert "county_grants" not in cards_of(page)
    assert HU("overview.map_district_title") in flat(page)
    [cards] = [str(Text(h)) for h in html_of(page) if 'class="pk-kpis"' in h]
    period = HU("overview.status_unclear", period=f"2020.{NBSP}07.{NBSP}30.")
    assert cards.count(period) == 3, "participants, jobs, six months: nobody knows whether they are targets"


def test_counties_outside_the_filters_are_not_unknown() -> None:
    page = open_page("attekintes", {"varmegye": VAS, "ciklus": "2014-2020"})
    texts = figure_words(next(n for n in nodes(page.main) if n.type == "plotly_chart"))
    away = [t for t in texts if HU("overview.map_outside") in t]
    assert len(away) > 10 and not [t for t in away if HU("overview.map_none") in t]
    assert len([t for t in texts if HU("overview.map_none") in t]) == 2, "Budapest and Pest have no pact at all"


def test_the_page_of_miskolc_keeps_both_starts_and_all_three_ends() -> None:
    page = open_page("paktum", {"paktum": "Miskolc"})
    assert page.query_params["paktum"] == "miskolc-city"
    every = next(str(Text(h)) for h in html_of(page) if f'aria-label="{HU("card.pact_observations.title")}"' in h)
    for day in (f"2016.{NBSP}07.{NBSP}01.", f"2016.{NBSP}09.{NBSP}01.", f"2021.{NBSP}06.{NBSP}30.", f"2022.{NBSP}03.{NBSP}31."):
        assert day in every
    assert re.search(r"^2023$", every, re.MULTILINE)
    disagreements = next(str(Text(h)) for h in html_of(page) if f'aria-label="{HU("card.contradictions.title")}"' in h)
    for day in (f"2016.{NBSP}07.{NBSP}01.", f"2016.{NBSP}09.{NBSP}01.", f"2021.{NBSP}06.{NBSP}30.", "2023", f"2022.{NBSP}03.{NBSP}31."):
        assert day in disagreements
    text = flat(page)
    assert "TOP-6.8.2-15-MI1-2016-00001" in text
    assert "TOP-6.8.2-15-MI1-2016-0001" in text


@pytest.mark.slow
def test_the_page_of_every_pact_opens(language: str) -> None:
    for pact in ask("selected_pacts").frame["pact_id"]:
        page = open_page("paktum", {"paktum": pact, "nyelv": language})
        assert not page.exception, pact
        assert not page.error, pact


# ---------------------------------------------------------------- a new indicator needs no Python


@pytest.fixture
def one_more_indicator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A copy of the queries with one more file, a copy of the words with its three words, a store built from them."""
    queries, languages, folder = tmp_path / "queries", tmp_path / "languages", tmp_path / "store"
    shutil.copytree(store.QUERIES, queries)
    shutil.copytree(wording.FOLDER, languages)
    sql = (queries / "indicators" / "founding_members.sql").read_text(encoding="utf-8").splitlines()
    sql[0] = "-- A copy of the founding members, for the test."
    sql[1] = re.sub(r"place: \d+", "place: 77", re.sub(r"code: \w+", "code: T9", sql[1]))
    (queries / "indicators" / "tested.sql").write_text("\n".join(sql), encoding="utf-8")
    for code in LANGUAGES:
        path = languages / f"{code}.toml"
        text = path.read_text(encoding="utf-8")
        for section in ("indicator", "indicator_how"):
            text = text.replace(f"[{section}]\n", f'[{section}]\ntested = "Próbamutató ({code})"\n')
        tomllib.loads(text)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(wording, "FOLDER", languages)
    wording.catalogue.cache_clear()
    built = store.build(store=folder, queries=queries)
    with questions.reading(built):
        yield "tested"
    monkeypatch.undo()
    wording.catalogue.cache_clear()


def test_a_new_indicator_appears_with_an_sql_file_and_its_words(one_more_indicator: str, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [r["indicator"] for r in ask("indicators").rows]
    assert listed[-1] == one_more_indicator
    built = ask("indicators").snapshot
    monkeypatch.setattr(frame, "published", lambda words: built)
    page = open_page("osszehasonlitas", {"mutato": ["grant", one_more_indicator]})
    assert not page.exception
    picker = page.multiselect(key="pk_indicators")
    assert "Próbamutató (hu)" in picker.options
    assert picker.value == ["grant", one_more_indicator]
    row = next(r for h in html_of(page) if 'class="pk-matrix"' in h for r in h.split("<tr") if "Próbamutató (hu)" in r)
    assert f"26{NBSP}szervezet" in row
    assert one_more_indicator not in FIRST


def test_every_entry_of_the_menu_is_a_file_and_an_address_of_its_own() -> None:
    assert len({e.path for e in ENTRIES}) == len(ENTRIES)
    assert {e.file for e in [*ENTRIES, frame.GALLERY]} == {p.stem for p in frame.PAGES.glob("*.py")}
    assert sum(e.default for e in ENTRIES) == 1
    assert all(set(e.uses) <= {f.name for f in dataclasses.fields(Selection)} for e in ENTRIES)


# ---------------------------------------------------------------- the first page


def test_old_links_of_the_overview_still_lead_to_it() -> None:
    page = open_page("kezdolap", {"jaras": JASZBERENY, "nyelv": "en"})
    assert [t.value for t in page.title] == [EN("overview.title")]
    assert page.query_params["jaras"] == JASZBERENY


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_door_of_the_first_page_leads_to_a_page(language: str) -> None:
    body = "\n".join(html_of(opened("kezdolap", language)))
    paths = {urlsplit(html.unescape(href)).path for href in re.findall(r'class="pk-link" href="([^"]+)"', body)}
    assert len(paths) >= 5
    assert paths <= {e.path for e in ENTRIES if not e.default}
