"""A card: title, legend, figure, then everything that lets a reader trust, take away and check it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from paktum import tables
from paktum.figures.footer import footer
from paktum.figures.html import render
from paktum.figures.table import table as draw_table
from paktum.figures.theme import config
from paktum.questions import Answer, remembered
from paktum.readings.marks import drawn
from paktum.screen import choices
from paktum.screen.contents import heading
from paktum.screen.filters import asked
from paktum.wording import Words


@dataclass(frozen=True)
class Card:
    """What a card says around its figure.

    name: a key: `card.<name>.title` heads the card, `card.<name>.how` says in words how it was computed.
    left_out: what is not in the figure and why. credit: whose shapes a map draws.
    twin: whether the figure needs a table beside it (a table does not). level: of its heading, 3 inside a section of the page.
    source: where the rows come from when no published document is behind them.
    link_note: what of the screen is not in the link.
    table: what is taken away, where it is not the answer's layout.
    unseen: columns that only the downloads have, because the card says elsewhere what they say. mark: what a download's name begins with.
    """

    name: str
    answer: Answer
    view: str
    left_out: str
    title: str = ""
    legend: str = ""
    twin: bool = True
    formula: Sequence[tuple[str, str]] = ()
    skip: tuple[str, ...] = ()
    credit: str = ""
    level: int = 2
    source: str = ""
    link_note: str = ""
    table: tables.Table | None = None
    unseen: tuple[str, ...] = ()
    mark: str = ""

    def heading(self, words: Words) -> str:
        """Return what stands above the figure."""
        return self.title or words(f"card.{self.name}.title")


def draw(
    card: Card, body: str | go.Figure | Callable[[], None], words: Words, alt: str = "", on_select: Callable[[str], None] | None = None
) -> None:
    """Draw a card; body is HTML, a Plotly figure (then `alt` says its finding) or a function that draws.

    `on_select` gets the code of the shape or mark of a Plotly figure that the reader clicks.
    """
    with st.container(key=f"pkcard-{card.name}"):
        heading(card.name, card.heading(words), card.level)
        if card.legend:
            st.html(card.legend)
        try:
            if isinstance(body, str):
                st.html(body)
            elif isinstance(body, go.Figure):
                chart(card.name, body, words, alt, on_select)
            else:
                body()
        except (ValueError, KeyError, TypeError) as error:
            # One broken figure must not take the page with it; the log has the traceback.
            import logging

            logging.getLogger("paktum").exception("card %s", card.name, exc_info=error)
            st.error(f"**{words('state.figure_failed')}** {words('state.figure_failed_do')}", icon=":material/error:")
        st.html(footer(footing(card, words)))
        actions(card, words)


def chart(name: str, figure: go.Figure, words: Words, alt: str, on_select: Callable[[str], None] | None) -> None:
    """Draw a Plotly figure; with `on_select`, a click on a shape is an answer."""
    key = f"pkfig-{name}"
    if on_select is None:
        st.plotly_chart(figure, config=config(words), alt=alt, key=key, width="stretch")
        return

    def clicked() -> None:
        if code := clicked_code(st.session_state.get(key)):
            on_select(code)

    st.plotly_chart(figure, config=config(words), alt=alt, key=key, width="stretch", on_select=clicked, selection_mode="points")


def clicked_code(state: Any) -> str:
    """Return the code of the shape that was clicked; empty when the click took the selection back."""
    points = state["selection"]["points"] if state else []
    if not points:
        return ""
    own = points[0].get("customdata")
    return str(points[0].get("location") or (own[0] if isinstance(own, list) else own) or "")


def footing(card: Card, words: Words) -> list[list[tuple[str, str]]]:
    """Return the lines of the footer: the view and what it leaves out, then sources and their dates."""
    shapes = [(words("card.credit"), card.credit)] if card.credit else []
    return [
        [(words("card.view"), card.view), (words("card.left_out"), card.left_out or words("scope.nothing"))],
        [(words("card.source"), card.source or source_kinds(card.answer, words)), (words("card.as_of"), period(card, words)), *shapes],
    ]


def period(card: Card, words: Words) -> str:
    """Return how old the figures are; where the rows have no date of their own, that of the documents says it."""
    return words.period(card.answer.as_of or tuple(card.answer.sources.get("published_on", ())))


def source_kinds(answer: Answer, words: Words) -> str:
    """Return what the sources are: their publishers when few, else how many of each kind."""
    if answer.sources.empty:
        return words("source.none")
    rows = answer.sources
    if len(rows) <= 3:
        return "; ".join(f"{s['publisher']}, {words('source_kind.' + s['kind'])}" for s in answer.documents)
    counts = rows["kind"].value_counts(sort=False)
    return ", ".join(f"{words('source_kind.' + str(kind))} ({n})" for kind, n in counts.items())


# The actions of a card: what their keys begin with, and their icons.
ACTIONS = {"table": ("pktab", "table_rows"), "download": ("pkdl", "download"), "link": ("pklink", "link"), "how": ("pkhow", "calculate")}


@st.fragment
def actions(card: Card, words: Words) -> None:
    """Draw the row of actions: table, download, link, how it was computed.

    Few of them are ever opened, and what they hold is half of a page, so each is filled when it is opened.
    """
    has_table = card.table is not None or card.answer.question.name in tables.LAYOUTS
    with st.container(key=f"pkact-{card.name}", horizontal=True):
        if has_table and card.twin:
            opens("table", card, words, lambda: st.html(twin(card, words)))
        if has_table:
            opens("download", card, words, lambda: downloads(card, words))
        opens("link", card, words, lambda: links(card, words))
        opens("how", card, words, lambda: how(card, words))


def opens(action: str, card: Card, words: Words, fill: Callable[[], object]) -> None:
    """Draw the button of an action and, while it is open, what it opens."""
    key, icon = ACTIONS[action]
    with st.popover(
        words(f"action.{action}"), icon=f":material/{icon}:", type="tertiary", key=f"{key}-{card.name}", on_change="rerun"
    ) as body:
        if body.open:
            fill()


def links(card: Card, words: Words) -> None:
    """Show the link of this view and how it is cited."""
    st.caption(" ".join(t for t in (words("link.explain"), card.link_note) if t))
    st.code(choices.here(), language=None, wrap_lines=True)
    st.caption(words("link.cite"))
    st.code(citation(card, words), language=None, wrap_lines=True)


def twin(card: Card, words: Words) -> str:
    """Return the table beside a figure."""
    if card.table:
        return plain_table(card.table, card.heading(words))
    return answer_table(card.answer, words, (*card.skip, *card.unseen), card.heading(words))


def citation(card: Card, words: Words) -> str:
    """Return how this view is cited: title, view, sources, their dates, data version, day, link."""
    answer = card.answer
    return words(
        "link.citation",
        title=card.heading(words),
        view=card.view,
        source=card.source or source_kinds(answer, words),
        period=period(card, words),
        snapshot=answer.snapshot.id,
        built=words.date(answer.snapshot.built_on),
        link=choices.here(),
    )


def plain_table(shown: tables.Table, caption: str) -> str:
    """Return a table of tables.py as HTML."""
    return draw_table(*drawn(shown), caption, compact=True)


@remembered
def answer_table(answer: Answer, words: Words, skip: tuple[str, ...], caption: str) -> str:
    """Return an answer as an HTML table in the layout that it has."""
    return plain_table(tables.layout(answer, words, skip), caption)


def downloads(card: Card, words: Words) -> None:
    """Draw the two download buttons; the bytes are made on click, from the rows on the screen."""
    shown = card.table or tables.layout(card.answer, words, card.skip)
    name, selection, about = card.name, choices.chosen(), enclosed(card, words)
    subject = f"{card.mark} {name}" if card.mark else name
    kinds = {
        "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", lambda: tables.to_xlsx(shown, about, words)),
        "csv": ("text/csv", lambda: tables.to_csv(shown, words)),
    }
    for ending, (mime, data) in kinds.items():
        label, file = words(f"action.{ending}"), choices.file_name(subject, selection, ending)
        st.download_button(label, data, file, mime, on_click="ignore", key=f"pk{ending}-{name}", icon=":material/download:")
    st.caption(words("link.reuse"))


def enclosed(card: Card, words: Words) -> dict[str, list[tuple[str, str]]]:
    """Return what a workbook carries besides its table: filters, sources, notes."""
    snapshot = card.answer.snapshot
    filters = [
        (words("card.view"), card.view),
        (words("card.left_out"), card.left_out or words("scope.nothing")),
        *((words(f"parameter.{name}"), value) for name, value in asked(card.answer)),
        (words("column.link"), choices.here()),
        (words("how.snapshot"), snapshot.id),
        (words("how.built"), snapshot.built_locally.replace("T", " ")),
    ]
    sources = [
        (f"{s['title']} – {s['publisher']}", f"{s['url'] or words('source.no_address')} ({words.date(s['published_on'])})")
        for s in card.answer.documents
    ]
    notes = [(words("card.gross_title"), words("card.gross")), (words("how.title"), words(f"card.{card.name}.how")), *card.formula]
    notes += [(words("card.credit"), card.credit)] if card.credit else []
    notes += [(words("methods.fact_licence"), words("link.reuse"))]
    return {"filters": filters, "sources": sources, "notes": notes}


def how(card: Card, words: Words) -> None:
    """Show how the figure was computed: the rule in words, formulas, rows, sources, SQL with its parameters, snapshot."""
    answer = card.answer
    said = {"nowhere": words("source.no_address")}
    sources = [said | s | {"kind": words(f"source_kind.{s['kind']}"), "date": words.date(s["published_on"])} for s in answer.documents]
    pairs = [
        *card.formula,
        (words("how.rows"), words.number(len(answer.frame))),
        (words("card.left_out"), card.left_out or words("scope.nothing")),
        (words("how.snapshot"), f"{answer.snapshot.id} · {words.date(answer.snapshot.built_on)}"),
    ]
    st.html(render("how", text=words(f"card.{card.name}.how"), pairs=pairs, sources=sources, heading=words("how.sources")))
    st.caption(words("how.sql"))
    parameters = "\n".join(f"-- ${k} = {v}" for k, v in asked(answer))
    st.code(f"{answer.question.sql.strip()}\n{parameters}", language="sql", wrap_lines=True)
    st.caption(words("how.again"))
    st.code(again(answer), language="sh", wrap_lines=True)


def again(answer: Answer) -> str:
    """Return the command that asks the same question of the same data outside the dashboard."""
    given = [
        (n, v) for n, value in answer.parameters.items() if value is not None for v in (value if isinstance(value, tuple) else (value,))
    ]
    return " ".join(["python -m paktum ask", answer.question.name, *(f"--set {name}={shlex.quote(str(value))}" for name, value in given)])
