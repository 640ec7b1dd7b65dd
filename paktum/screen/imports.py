"""The page that brings data in: upload, report, decisions, preview, publication, history."""

from __future__ import annotations

import functools
import shutil
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from paktum import exports, imports, store
from paktum.errors import PaktumError
from paktum.exports.received import sheets
from paktum.figures.html import render
from paktum.figures.table import table
from paktum.figures.view_line import view_line
from paktum.imports import report
from paktum.participants.template import template as people_template
from paktum.readings import imports as read
from paktum.screen import choices, roles
from paktum.wording import Words

STATE = "import"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ASKED = 30
MOST_LINKS = 8
# Streamlit's own field for files speaks English only: its two texts give way to ours.
UPLOAD_WORDS = (
    "[data-testid=stFileUploaderDropzone] button p { font-size: 0; }"
    ' [data-testid=stFileUploaderDropzone] button p::after { content: "%s"; font-size: 1rem; }'
    " [data-testid=stFileUploaderDropzoneInstructions] span { font-size: 0; }"
    ' [data-testid=stFileUploaderDropzoneInstructions] span::after { content: "%s"; font-size: 0.875rem; }'
)


@dataclass
class Ongoing:
    """An import of this session. Its folder is gone when the import ends, and when the session does."""

    folder: Path
    files: list[imports.Incoming] = field(default_factory=list)
    uploaded: tuple[str, ...] = ()
    decisions: dict[str, str] = field(default_factory=dict)
    asked: tuple[object, ...] = ()
    seen: imports.Preview | None = None

    def __post_init__(self) -> None:
        """Let the folder go with the session."""
        self.clear = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)


def upload(words: Words) -> list[Any]:
    """Draw the field for files and the date of their state; return the files."""
    st.html(render("lead", text=words("imports.lead")))
    limit = words("imports.file_limit", n=st.get_option("server.maxUploadSize"))
    st.html(f"<style>{UPLOAD_WORDS % (words('imports.pick_files'), limit)}</style>")
    round_ = st.session_state.setdefault("import_round", 0)
    files = st.file_uploader(
        words("imports.upload"), accept_multiple_files=True, key=f"pk_upload_{round_}", help=words("imports.upload_help")
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="pk_import_more"):
        typed = st.text_input(words("imports.as_of"), key="pk_as_of", help=words("imports.as_of_help"), placeholder="2026-10-31", width=300)
        name, label = "paktumtukor_minta.xlsx", words("imports.template")
        st.download_button(
            label, lambda: exports.template(words), name, XLSX, on_click="ignore", key="pk_template", icon=":material/table_view:"
        )
        name, label = "paktumtukor_resztvevoi_minta.xlsx", words("people_template.download")
        st.download_button(
            label, lambda: people_template(words), name, XLSX, on_click="ignore", key="pk_people_template", icon=":material/groups:"
        )
    if typed and not imports.day(typed):
        choices.message(words("imports.no_day_title"), words("imports.no_day", text=typed[:40]), "event")
    return list(files or [])


def ongoing(files: list[Any], words: Words) -> imports.Preview | None:
    """Read, plan and build what the uploaded files would become; nothing when there is none. Done once per change."""
    if not files:
        drop()
        return None
    now: Ongoing = st.session_state.get(STATE) or Ongoing(store.workspace())
    st.session_state[STATE] = now
    as_of, ids = imports.day(str(st.session_state.get("pk_as_of") or "")), tuple(str(f.file_id) for f in files)
    question = (ids, as_of, tuple(sorted(now.decisions.items())), store.published_ids()[:1])
    if now.seen is None or now.asked != question:
        bar = st.progress(0.0, words("imports.reading"))
        st.session_state.pop("pk_confirm", None)  # what was confirmed was another import
        if now.uploaded != ids:
            now.files, now.uploaded = [imports.receive(f.name, f.getvalue()) for f in files], ids
        planned = imports.plan(now.files, now.decisions, as_of)

        def show(step: str, share: float) -> None:
            bar.progress(share, words(f"build.{step}"))

        now.seen, now.asked = imports.preview(planned, now.folder, progress=show), question
        bar.empty()
    return now.seen


def drop() -> None:
    """End the import of this session: nothing of it stays."""
    now = st.session_state.pop(STATE, None)
    if isinstance(now, Ongoing):
        now.clear()


def start_anew() -> None:
    """End the import and empty the field for files (a widget with another key is another widget)."""
    drop()
    st.session_state.pop("pk_confirm", None)
    st.session_state["import_round"] = st.session_state.get("import_round", 0) + 1


# ---------------------------------------------------------------- what was found


def show_files(seen: imports.Preview, words: Words) -> None:
    """Say of each file what it is and what became of its rows."""
    for file in seen.plan.files:
        rest = " ".join(filter(None, (read.recognised(file, words), read.matched(file, words))))
        st.html(view_line(file.incoming.name, rest, read.outcome(file, words)))


def show_report(seen: imports.Preview, words: Words) -> None:
    """Draw the report with a filter by level, and the copies of the tables with their cells marked."""
    found = report.entries(seen, words)
    st.subheader(words("imports.report"), anchor=False)
    st.html(render("said", text=read.counted(found, words)))
    if found:
        levels = ["all", *(level for level in report.LEVELS if any(e.level == level for e in found))]
        level = st.radio(words("imports.levels"), levels, format_func=lambda x: level_name(x, words), horizontal=True, key="pk_level")
        shown = [e for e in found if level in ("all", e.level)]
        st.html(table(*read.finding_table(shown, words), words("imports.report"), compact=True))
        if len(shown) > read.MOST_ROWS:
            st.caption(words("imports.more", n=words.number(len(shown) - read.MOST_ROWS)))
    with st.container(horizontal=True, key="pk_marked"):
        for number, file in enumerate(seen.plan.files):
            own = [e for e in found if e.file == file.incoming.name]
            label = words("imports.marked", file=choices.plain_markdown(file.incoming.name[:60]))
            name = f"{Path(file.incoming.name).stem[:60] or 'jelentes'}_jelentes.xlsx"
            data = functools.partial(marked, file, own, words)
            st.download_button(label, data, name, XLSX, on_click="ignore", key=f"pk_marked_{number}", icon=":material/download:")


def marked(file: imports.FilePlan, found: list[report.Entry], words: Words) -> bytes:
    """Return the marked copy of a file; of one that cannot be read as a table only the report."""
    return report.marked_copy(sheets(file.incoming.content), found, words)


def level_name(level: str, words: Words) -> str:
    """Return what a level of the filter is called."""
    return words("imports.all_levels") if level == "all" else words(f"cli.level_{level}")


def show_decisions(seen: imports.Preview, words: Words) -> None:
    """Draw a form with one choice for each grant that is not certain."""
    waiting = seen.plan.open
    if not waiting or seen.errors:
        return
    st.subheader(words("imports.decide", n=words.number(len(waiting))), anchor=False)
    st.html(render("said", text=words("imports.decide_lead")))
    known = read.names(words)
    with st.form("pk_decisions"):
        for step in waiting[:MOST_ASKED]:
            options = {c: label for c, label in read.options(step, known, words).items() if c != "pact"}
            options |= {f"pact:{p}": words("imports.of_pact", pact=name) for p, name in known.pacts.items()}
            facts = " · ".join(filter(None, (step.grant.applicant, step.grant.place, step.grant.call_code, amount(step, words))))
            st.selectbox(
                choices.plain_markdown(f"{step.grant.title or step.key} ({facts})"), list(options), index=None, key=f"pk_decide_{step.key}",
                format_func=options.__getitem__, placeholder=words("imports.choose"), filter_mode="contains",
            )  # fmt: skip
            if why := read.reasons(step, words):
                st.caption(choices.plain_markdown(why[0]))
        st.form_submit_button(words("imports.decided"), on_click=take_decisions, args=([s.key for s in waiting[:MOST_ASKED]],))


def amount(step: imports.Step, words: Words) -> str:
    """Return the amount of a grant as printed, empty when it has none."""
    grant = step.grant
    return "" if grant.amount is None else words.quantity(float(grant.amount), grant.currency)


def take_decisions(keys: list[str]) -> None:
    """Take over the choices of the form."""
    now = st.session_state.get(STATE)
    if isinstance(now, Ongoing):
        now.decisions |= {key: str(c) for key in keys if (c := st.session_state.get(f"pk_decide_{key}"))}


# ---------------------------------------------------------------- preview, publication


def show_preview(seen: imports.Preview, words: Words) -> None:
    """Draw what would change, and the button that publishes it."""
    st.subheader(words("imports.preview"), anchor=False)
    if seen.errors:
        st.html(render("said", text=words("imports.nothing_loaded")))
    elif seen.difference is None and not seen.plan.open:
        st.html(render("said", text=words("imports.no_change")))
    elif seen.difference:
        show_difference(seen.difference, words)
    if seen.plan.open and not seen.errors:
        st.html(render("said", text=words("imports.after_decisions")))
    for text in read.doubts(seen, words):
        choices.message(words("import_doubt.label"), text, "warning")
    if seen.doubts:
        st.checkbox(words("import_doubt.confirm"), key="pk_confirm")
    with st.container(horizontal=True, vertical_alignment="bottom", key="pk_publish_row"):
        if seen.publishable and roles.may("publish"):
            st.text_input(words("imports.note"), key="pk_note", max_chars=200, width=420)
            st.button(
                words("imports.publish"), type="primary", icon=":material/publish:", on_click=publish, args=(seen, words), key="pk_publish",
                disabled=bool(seen.doubts) and not st.session_state.get("pk_confirm"),
            )  # fmt: skip
        st.button(words("imports.cancel"), icon=":material/close:", on_click=start_anew, key="pk_cancel")


def show_difference(found: store.Difference, words: Words) -> None:
    """Draw a difference: the sentence, then the table before and after."""
    st.html(view_line(read.summary(found, words), ""))
    if found.changes:
        known = read.names(words, found)
        st.html(table(*read.change_table(found, known, words), words("imports.preview"), compact=True))
        if more := read.more_rows(found):
            st.caption(words("imports.more", n=words.number(more)))


def publish(seen: imports.Preview, words: Words) -> None:
    """Publish; afterwards this session reads the new data."""
    try:
        roles.demand("publish")
        snapshot = imports.publish(seen, str(st.session_state.get("pk_note") or ""), confirmed=bool(st.session_state.get("pk_confirm")))
    except PaktumError as error:
        st.session_state["import_said"] = ("error", words(error.key, **error.values))
        return
    start_anew()
    arrive(snapshot)
    st.session_state["import_said"] = ("success", words("imports.published_here", id=snapshot.id))
    st.session_state["import_changed"] = seen.difference.pacts if seen.difference else []


def arrive(snapshot: store.Snapshot) -> None:
    """Let this session read a snapshot, and the history compare it with the one before it."""
    choices.move_to(snapshot)
    for key in ("pk_before", "pk_after", "pk_undo_asked"):
        st.session_state.pop(key, None)


def show_said(words: Words) -> None:
    """Show how the last step ended, once."""
    kind, said = st.session_state.pop("import_said", ("", ""))
    if said:
        changed = links_to(st.session_state.pop("import_changed", []), words)
        (st.error if kind == "error" else st.success)(choices.plain_markdown(said) + changed)


def links_to(pacts: Sequence[str], words: Words) -> str:
    """Return links to the first of the pacts that an import changed, as Markdown; those that are gone have no page."""
    known = read.names(words).pacts
    shown = [pact for pact in pacts if pact in known][:MOST_LINKS]
    links = (f"[{choices.plain_markdown(known[pact])}]({choices.address('paktum', pact=pact)})" for pact in shown)
    return f" {words('imports.look_at')} {words.list(links)}." if shown else ""


# ---------------------------------------------------------------- history


def show_history(words: Words) -> None:
    """Draw the kept snapshots, the difference of two of them, and the way back."""
    kept = {s.id: s for s in store.snapshots()}
    published = next(iter(kept), "")
    files = {d: store.file_name(d, store.folder_of()) for s in kept.values() for d in s.deliveries[-3:]}
    st.html(
        table(
            *read.history_table(list(kept.values()), files, choices.address("adatminoseg") + "#abra-check_warnings", words),
            words("imports.history"),
            compact=True,
        )
    )
    if len(kept) < 2:
        return
    ids = list(kept)
    with st.container(horizontal=True, vertical_alignment="bottom", key="pk_compare_row"):
        before = st.selectbox(
            words("imports.compare_before"), ids[1:], format_func=lambda i: short(kept[i], words), key="pk_before", width=320,
            index=read.way_back(list(kept.values())), placeholder=words("imports.choose"),
        )  # fmt: skip
        after = st.selectbox(words("imports.compare_after"), ids, format_func=lambda i: short(kept[i], words), key="pk_after", width=320)
        if roles.may("undo"):
            offer_back(kept.get(str(before)), words)
    if roles.may("undo") and before and before == st.session_state.get("pk_undo_asked"):
        ask_back(kept[before], kept[published], words)
    if before and after and before != after:
        found = store.compare(kept[before], kept[after])
        st.html(view_line(read.summary(found, words), ""))
        with st.expander(words("import_history.changes")):
            show_difference(found, words)
    st.caption(words("imports.history_now", id=published))


def offer_back(target: store.Snapshot | None, words: Words) -> None:
    """Draw the button that asks whether to go back to a snapshot, with its name and time on it."""
    named = words("import_history.back_to", id=target.id, when=read.when(target, words)) if target else words("import_history.back")
    st.button(
        named, icon=":material/undo:", on_click=st.session_state.update, args=({"pk_undo_asked": target.id if target else ""},),
        key="pk_undo", help=words("imports.undo_help"), disabled=target is None,
    )  # fmt: skip


def ask_back(target: store.Snapshot, published: store.Snapshot, words: Words) -> None:
    """Ask once more, with what is published now and what would be."""
    choices.message(words("import_history.ask_title"), read.going_back(target, published, words), "undo")
    with st.container(horizontal=True, key="pk_undo_row"):
        st.button(words("import_history.yes"), type="primary", on_click=step_back, args=(target.id, words), key="pk_undo_yes")
        st.button(words("import_history.no"), on_click=st.session_state.pop, args=("pk_undo_asked", None), key="pk_undo_no")


def short(snapshot: store.Snapshot, words: Words) -> str:
    """Return a snapshot for a list of choices."""
    return f"{snapshot.id} · {read.when(snapshot, words)}" + (f" · {snapshot.note}" if snapshot.note else "")


def step_back(identity: str, words: Words) -> None:
    """Publish a kept snapshot again; this session moves to it."""
    try:
        roles.demand("undo")
        snapshot = store.roll_back(identity)
    except PaktumError as error:
        st.session_state["import_said"] = ("error", words(error.key, **error.values))
        return
    drop()
    arrive(snapshot)
    st.session_state["import_said"] = ("success", words("imports.rolled_back", id=snapshot.id))


def explain(words: Words) -> None:
    """Say to those who may not import here how it is done."""
    roles.explain("import", words, words("imports.not_here_title"), words("imports.not_here"))
    if not roles.configured():
        st.code("python -m paktum check FILE\npython -m paktum import FILE", language="sh")
