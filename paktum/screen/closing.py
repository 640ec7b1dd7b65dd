"""What the page of the closing event lets the office do: arrange slides, add its own words, take documents away."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from paktum import handout, sheet, slides, stage
from paktum.figures.html import render
from paktum.questions import Answer, ask
from paktum.readings.closing import LONGEST_TITLE, Slide
from paktum.readings.closing.own import LONGEST, untold
from paktum.readings.marks import Row
from paktum.screen import choices, presenting
from paktum.screen.contents import heading
from paktum.screen.filters import pact_names
from paktum.screen.talk import PHOTO, Talk, block_key, field, upload
from paktum.selection import file_name
from paktum.wording import Words

SHORT = ("name", "photo_alt", "consent", "event", "contact")  # the fields of one line
ICONS = {"up": "arrow_upward", "down": "arrow_downward", "leave": "visibility_off"}


def scope(talk: Talk) -> tuple[str, str, str, str]:
    """Return the line "what you see here": the pacts, their slides, and what is not in them."""
    words, n = talk.words, len(talk.whole.pacts)
    said = words("closing_page.scope", slides=words.number(len(talk.shown.slides)), view=talk.shown.view)
    others = words("scope.pacts", n=words.number(len(pact_names(words)) - n))
    return words("scope.pacts", n=words.number(n)), said, words("scope.left_out"), "; ".join(t for t in (others, left_out(talk)) if t) + "."


def left_out(talk: Talk) -> str:
    """Return how many slides are left out; empty when none is."""
    left = len(talk.whole.slides) - len(talk.shown.slides)
    return talk.words("closing_page.slides_left", n=talk.words.number(left)) if left else ""


def indicators(values: Answer) -> list[Row]:
    """Return the indicators that some values are of, in the order of the store."""
    used = {r["indicator"] for r in values.rows}
    return [r for r in ask("indicators").rows if r["indicator"] in used]


# ---------------------------------------------------------------- what the presenter is told, the buttons on top


def told(talk: Talk) -> None:
    """Say beforehand what is missing, doubtful or left out."""
    words = talk.words
    left = [s.title for s in talk.whole.slides if talk.shown.slide(s.key) is None]
    lines = [*talk.whole.told, *([words("closing_page.left_out", titles=words.list(f"„{t}”" for t in left))] if left else [])]
    if any(untold(s, talk.own) for s in talk.shown.slides):
        lines.append(words("closing_story.empty"))
    with st.container(key="pkpart-closing_told"):
        heading("told", words("closing_page.told"))
        st.html(render("told", lines=lines or [words("closing_page.told_nothing")]))


def start(talk: Talk) -> None:
    """Draw the button that opens the presentation in a window of its own."""
    words = talk.words
    with st.container(horizontal=True, vertical_alignment="center", key="pk_start"):
        st.link_button(
            words("closing_page.present"),
            presenting.address(choices.chosen(), choices.chosen().own),
            type="primary",
            icon=":material/slideshow:",
            disabled=not talk.shown.slides,
        )
        st.html(render("said", text=words("closing_page.present_help")))


def state(talk: Talk) -> None:
    """Draw the choice between draft and final, and the place for the file of the information block of each cycle."""
    words = talk.words
    st.radio(
        words("closing_page.state"),
        ("draft", "final"),
        key="pk_closing_state",
        format_func=lambda s: words(f"closing_page.state_{s}"),
        horizontal=True,
    )
    if talk.final_refused:
        choices.message(words("closing_page.refused_title"), words("closing_page.refused"), "block")
    st.html(render("said", text=words("closing_page.picture_help")))
    for cycle in talk.whole.cycles:
        upload(block_key(cycle), words("closing_page.block", name=words(f"stage.block.{cycle}"), cycle=words(f"cycles.{cycle}")), words)


# ---------------------------------------------------------------- slides


def arrange(talk: Talk) -> None:
    """Draw the slides in their order: a preview each, its title to edit, its place to change."""
    st.html(render("said", text=talk.words("closing_page.link_help")))
    shown = [s.key for s in talk.shown.slides]
    drawn = stage.screens(talk.shown, talk.words, talk.own, talk.kept.dress)
    grid = st.grid(3, min_column_width=300, gap="medium")
    for number, slide in enumerate(talk.shown.slides):
        with grid.container(key=f"pkslide-{slide.key}"):
            st.html(preview(slide, drawn[number]))
            one(talk, slide, number, shown)
    left = [s for s in talk.whole.slides if s.key not in shown and s.key in choices.chosen().slides_out]
    if left:
        heading("left_out_title", talk.words("closing_page.left_out_title"))
    for slide in left:
        with st.container(horizontal=True, vertical_alignment="center", key=f"pkout-{slide.key}"):
            st.write(choices.plain_markdown(slide.title))
            put_back = talk.words("closing_page.put_back")
            st.button(put_back, key=f"pkback-{slide.key}", on_click=leave, args=(slide.key, False), icon=":material/undo:", type="tertiary")
    if choices.chosen().slides_order or choices.chosen().slides_out:
        st.button(talk.words("closing_page.reset"), key="pk_reset", on_click=reset, icon=":material/restart_alt:", type="tertiary")


def one(talk: Talk, slide: Slide, number: int, order: list[str]) -> None:
    """Draw one slide with what can be done with it."""
    words, key = talk.words, slide.key
    data_title = next(s.title for s in talk.whole.slides if s.key == key)
    field(f"title-{key}", words("closing_page.title", n=number + 1), words, LONGEST_TITLE, given=data_title)
    with st.container(horizontal=True, key=f"pkact-{key}"):
        act("up", key, words, number == 0, move, (order, number, -1))
        act("down", key, words, number == len(order) - 1, move, (order, number, 1))
        act("leave", key, words, len(order) == 1, leave, (key, True))
        with st.popover(words("closing_page.notes"), icon=":material/notes:", type="tertiary", key=f"pknotes-{key}"):
            pairs = [(words(f"closing.note.{name}"), text) for name, text in slide.notes.items() if text]
            st.html(render("slide_notes", pairs=pairs))


def act(name: str, key: str, words: Words, off: bool, do: Callable[..., None], args: tuple[object, ...]) -> None:
    """Draw one of the buttons that change the place of a slide."""
    label = words(f"closing_page.{name}")
    st.button(label, key=f"pk{name}-{key}", on_click=do, args=args, disabled=off, icon=f":material/{ICONS[name]}:", type="tertiary")


def preview(slide: Slide, drawn: stage.Screen) -> str:
    """Return a small picture of a slide, drawn by the same code as the large one."""
    return render("preview", html=drawn.html, alt=f"{slide.title}. {slide.alt}".strip())


def move(order: list[str], number: int, by: int) -> None:
    """Put a slide one place up or down."""
    order = list(order)
    order[number], order[number + by] = order[number + by], order[number]
    choices.change(slides_order=tuple(order))


def leave(key: str, out: bool) -> None:
    """Leave a slide out, or put it back."""
    kept = [k for k in choices.chosen().slides_out if k != key]
    choices.change(slides_out=tuple([*kept, key] if out else kept))


def reset() -> None:
    """Put every slide back into its own place."""
    choices.change(slides_order=(), slides_out=())


# ---------------------------------------------------------------- the office's own words


def own_card(talk: Talk) -> None:
    """Draw the fields for the story, the event and the contact."""
    words = talk.words
    with st.container(key="pkpart-closing_own"):
        heading("own", words("closing_page.own"))
        st.html(render("said", text=words("closing_page.own_help")))
        grid = st.grid(2, min_column_width=320, gap="medium")
        with grid.container():
            field("quotation", words("closing_page.quotation"), words, LONGEST["quotation"], long=True)
            upload(PHOTO, words("closing_page.photo"), words)
        with grid.container():
            for name in SHORT:
                field(name, words(f"closing_page.own_{name}"), words, LONGEST[name])


# ---------------------------------------------------------------- to take away


def documents(talk: Talk) -> dict[str, tuple[str, str, Callable[[], bytes]]]:
    """Return {name: (ending, mime, bytes)} of what can be taken away; bytes are made on click, outside the session."""
    words, selection, kept, link = talk.words, choices.chosen(), talk.kept, choices.here()
    pacts, shown = list(talk.whole.pacts), talk.shown
    pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    office = presenting.with_choices(kept.own, selection)
    whole, blocks, draft = talk.whole, dict(kept.dress.blocks) or None, kept.dress.draft
    return {
        "deck": ("pptx", pptx, lambda: slides.deck(whole, words, blocks, draft, office, link)),
        "sheet": ("pdf", "application/pdf", lambda: sheet.sheet(pacts, words, kept.dress, link, kept.own.contact)),
        "handout": ("html", "text/html", lambda: handout.document(shown, words, kept.own, kept.dress, link).encode()),
        "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", lambda: handout.workbook(shown, words, link)),
        "stage": ("html", "text/html", lambda: presenting.html(selection, kept, words, link, "list").encode()),
    }


def downloads(talk: Talk) -> None:
    """Draw the buttons of the documents; a final one is refused while the information block is missing."""
    words = talk.words
    with st.container(key="pkpart-closing_take"):
        heading("take", words("closing_page.take"))
        st.html(render("said", text=words("closing_page.take_help")))
        with st.container(horizontal=True, key="pk_take"):
            for name, (ending, mime, data) in documents(talk).items():
                st.download_button(
                    words(f"closing_page.take_{name}"),
                    data,
                    named(talk, name, ending),
                    mime,
                    on_click="ignore",
                    key=f"pktake-{name}",
                    icon=":material/download:",
                    disabled=talk.final_refused or not talk.shown.slides,
                )


def named(talk: Talk, document: str, ending: str) -> str:
    """Return the name of a document's file; a draft says in it that it is one."""
    subject = [
        talk.words("stage.draft") if talk.kept.dress.draft else "",
        talk.words(f"closing_page.file_{document}"),
        *talk.whole.pacts[:3],
    ]
    return file_name(" ".join(s for s in subject if s), choices.chosen(), ending)
