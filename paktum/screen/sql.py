"""The page of a reader's own query: examples, the field, the rows, the tables that may be asked of."""

from __future__ import annotations

import functools

import streamlit as st

from paktum import store, tables
from paktum.errors import PaktumError
from paktum.figures.html import render
from paktum.figures.table import table
from paktum.readings import sql as read
from paktum.readings.marks import drawn
from paktum.screen import choices, roles
from paktum.sql import running
from paktum.sql.checking import LONGEST_QUERY
from paktum.store import Snapshot
from paktum.wording import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LAST = "sql_found"  # of this session: the newest query, so that a click elsewhere on the page does not run it again


@functools.cache
def examples() -> dict[str, str]:
    """Return the saved examples: {name: SQL without its header}."""
    found = store.folder("examples")
    return {name: "\n".join(line for line in text.splitlines() if not line.startswith("--")).strip() for name, text in found.items()}


def query_field(words: Words) -> None:
    """Draw the choice of an example and the field for the query; what is in the field runs when the button is pressed."""
    current = next((name for name, text in examples().items() if text == choices.chosen().query), None)
    st.session_state["pk_example"] = current
    st.selectbox(
        words("sql.example"), list(examples()), index=None, key="pk_example", placeholder=words("sql.example_pick"),
        format_func=lambda name: words(f"sql_example.{name}"), on_change=take_example, filter_mode="contains",
    )  # fmt: skip
    if current:
        st.html(render("said", text=words(f"sql_example_why.{current}")))
    with st.form("pk_sql", border=False, enter_to_submit=False):
        st.text_area(
            words("sql.query"), key=choices.offer("query"), height=220, max_chars=LONGEST_QUERY, placeholder="select … from pacts",
            help=words("sql.query_help", most=words.number(LONGEST_QUERY)),
        )  # fmt: skip
        st.html(render("said", text=limits(words)))
        st.form_submit_button(words("sql.run"), type="primary", icon=":material/play_arrow:", key="pk_run_sql", on_click=forget)


def limits(words: Words) -> str:
    """Return what a query may take."""
    most = {"seconds": running.SECONDS, "rows": running.MOST_ROWS, "columns": running.MOST_COLUMNS}
    return words("sql.limits", **{name: words.number(n) for name, n in most.items()})


def take_example() -> None:
    """Take over the example that was picked; taken back, the field is empty again."""
    choices.change(query=examples().get(str(st.session_state.get("pk_example")), ""))


def show_result(snapshot: Snapshot, words: Words) -> None:
    """Run the query of the field, or of the link, and draw its rows; say what is wrong with it otherwise."""
    text = choices.chosen().query
    if not text.strip():
        st.html(render("said", text=words("sql.nothing_yet")))
        return
    found = answered(text, snapshot, words)
    if isinstance(found, PaktumError):
        choices.message(words("sql.refused"), words(found.key, **found.values), "block", st.error)
        return
    made = read.result(found, words)
    st.header(words("sql.result"), anchor=False)
    st.html(render("said", text=read.counted(found, words)))
    if found.rows:
        st.html(table(*drawn(made, read.SHOWN), words("sql.result"), compact=True))
    actions(made, snapshot, words)


def answered(text: str, snapshot: Snapshot, words: Words) -> running.Found | PaktumError:
    """Return the rows of a query or why there are none, from this session's memory when it was the last one.

    Raises PaktumError for who may not ask.
    """
    roles.demand("sql")
    last: tuple[tuple[str, str], running.Found | PaktumError] | None = st.session_state.get(LAST)
    if last is None or last[0] != (text, snapshot.id):
        with st.spinner(words("sql.running")):
            last = ((text, snapshot.id), outcome(text, snapshot))
        st.session_state[LAST] = last
    return last[1]


def outcome(text: str, snapshot: Snapshot) -> running.Found | PaktumError:
    """Run a query; return its rows or why there are none."""
    try:
        return running.run(text, snapshot)
    except PaktumError as error:
        return error


def forget() -> None:
    """Let the query run again although it is the last one: somebody pressed the button."""
    st.session_state.pop(LAST, None)


def actions(made: tables.Table, snapshot: Snapshot, words: Words) -> None:
    """Draw what can be taken away: the table as a workbook or CSV, the link."""
    about = {"filters": [(words("sql.query"), choices.chosen().query), (words("column.link"), choices.here()),
                         (words("how.snapshot"), snapshot.id), (words("how.built"), snapshot.built_at)]}  # fmt: skip
    kinds = {"xlsx": (XLSX, lambda: tables.to_xlsx(made, about, words)), "csv": ("text/csv", lambda: tables.to_csv(made, words))}
    with st.container(key="pkact-sql", horizontal=True):
        with st.popover(words("action.download"), icon=":material/download:", type="tertiary", key="pkdl-sql"):
            for ending, (mime, data) in kinds.items():
                file = choices.file_name("sql", choices.chosen(), ending)
                label = words(f"action.{ending}")
                st.download_button(label, data, file, mime, on_click="ignore", key=f"pk{ending}-sql", icon=":material/download:")
        with st.popover(words("action.link"), icon=":material/link:", type="tertiary", key="pklink-sql"):
            st.caption(words("sql.link_explain"))
            st.code(choices.here(), language=None, wrap_lines=True)


def show_tables(snapshot: Snapshot, words: Words) -> None:
    """Draw the tables that may be asked of, and the columns of one of them."""
    shapes = {shape.name: shape for shape in running.shapes(snapshot)}
    st.header(words("sql.schema"), anchor=False)
    picked = st.selectbox(
        words("sql.schema_pick"), list(shapes), key="pk_schema", filter_mode="contains",
        format_func=lambda name: f"{name}: {words(f'readable.{name}')}",
    )  # fmt: skip
    if picked:
        st.html(table(*read.column_list(shapes[picked], words), picked, compact=True))
    with st.expander(words("sql.all_tables"), key="pk_all_tables"):
        st.html(table(*read.table_list(tuple(shapes.values()), words), words("sql.all_tables"), compact=True))


def explain(words: Words) -> None:
    """Say to those who may not ask here how it is done."""
    roles.explain("sql", words, words("sql.not_here_title"), words("sql.not_here"))
    if not roles.configured():
        st.code("python -m paktum questions\npython -m paktum ask export_totals", language="sh")
