"""The participants on the pages: only where the snapshot has cubes of them; invented ones are announced on every page."""

from __future__ import annotations

import streamlit as st

from paktum import tables
from paktum.figures.view_line import view_line
from paktum.questions import Answer, ask
from paktum.readings import participants as read
from paktum.readings.marks import Row
from paktum.screen import choices, roles
from paktum.screen.card import Card, draw, plain_table
from paktum.selection import PERSON_GROUPS
from paktum.wording import Words

PAGES = ("outcomes", "map")


def release() -> Row:
    """Return the release of participants that the snapshot has; empty when it has none."""
    return ask("people_release").row


def shown(words: Words) -> bool:
    """Say whether a page draws its part about participants; to those who may not see it, say so."""
    if not release():
        return False
    if not roles.may("breakdowns"):
        st.header(words("people.title"), anchor=False)
        roles.explain("breakdowns", words)
        return False
    return True


def announce(words: Words) -> None:
    """Say on every page when the snapshot has invented people."""
    if release().get("origin") == "invented":
        choices.message(words("people.invented_title"), words("people.invented"), "theater_comedy")


def pick(words: Words) -> dict[str, str | None]:
    """Draw the filters of participants; return them as parameters, None where nothing is filtered."""
    names = {str(r["option"]): words.pick(r, "name") for r in ask("people_options").rows}
    years = {str(r["value"]) for r in ask("people_groups", leaf="entry_year").rows}
    groups = ["all", *(f"{leaf}.{v}" for leaf, values in PERSON_GROUPS.items() for v in values if leaf != "entry_year" or v in years)]
    options = {
        "person_pact": (["all", *(o for o in names if not o.isdigit())], lambda o: names.get(o, words("people.all_pacts"))),
        "person_district": (["all", *(o for o in names if o.isdigit())], lambda o: names.get(o, words("people.all_districts"))),
        "person_sex": (["all", "female", "male"], lambda o: words(f"people_sex.{o}")),
        "person_group": (groups, lambda o: read.group_name(o, words)),
    }
    with st.container(horizontal=True, key="pk_people"):
        for name, (known, shown) in options.items():
            st.selectbox(words(f"filter.{name}"), known, key=choices.offer(name), format_func=shown, filter_mode="contains", width=260)
    chosen = choices.chosen()
    leaf, _, value = chosen.person_group.partition(".")
    return {
        "pact": None if chosen.person_pact == "all" else chosen.person_pact,
        "district": None if chosen.person_district == "all" else chosen.person_district,
        "sex": None if chosen.person_sex == "all" else chosen.person_sex,
        "leaf": leaf if value else None,
        "value": value or None,
    }


def view_text(words: Words) -> str:
    """Return the filters of participants in words, with the mark of invented rows first."""
    chosen, names = choices.chosen(), {str(r["option"]): words.pick(r, "name") for r in ask("people_options").rows}
    pact = names.get(chosen.person_pact, words("people.all_pacts"))
    district = names.get(chosen.person_district, words("people.all_districts"))
    text = read.told_in_view(pact, district, chosen.person_sex, chosen.person_group, words)
    return f"{words('people.mark')} – {text}" if release().get("origin") == "invented" else text


def source(words: Words) -> str:
    """Return where the rows come from: what an office handed over, or what somebody made up."""
    return words(f"people.source_{'invented' if release().get('origin') == 'invented' else 'register'}")


def heading(words: Words) -> Row:
    """Draw the heading of a part about participants; return the release."""
    row = release()
    st.header(words("people.title"), anchor=False)
    bold, rest = read.release_line(row, words)
    st.html(view_line(bold, rest, words("people.control_title"), words("people.control")))
    return row


def outcomes(words: Words) -> None:
    """Draw the part of the page of outcomes that rests on participants."""
    row, given = heading(words), pick(words)
    view = view_text(words)
    page = {n: given[n] for n in ("pact", "district")}
    left, right = st.columns(2, gap="large")
    with left:
        answer = ask("people_funnel", **given)
        draw(
            Card("people_funnel", answer, view, read.funnel_left_out(answer, row["k"], words), level=3, source=source(words)),
            read.funnel_body(answer, words),
            words,
        )
    with right:
        st.selectbox(
            words("filter.person_leaf"),
            list(PERSON_GROUPS),
            key=choices.offer("person_leaf"),
            format_func=lambda leaf: words(f"people_leaf.{leaf}"),
        )
        answer = ask("people_groups", leaf=choices.chosen().person_leaf, sex=given["sex"], **page)
        draw(
            Card("people_groups", answer, view, read.left_out(answer, row["k"], words), level=3, source=source(words)),
            read.groups_body(answer, words),
            words,
        )
    answer = ask("people_groups", leaf="entry_year", sex=given["sex"], **page)
    table(Card("people_cohorts", answer, view, read.left_out(answer, row["k"], words), twin=False, level=3, source=source(words)), words)
    for name, answer in (
        ("people_months", ask("people_months", pact=given["pact"])),
        ("people_speed", ask("people_speed", pact=given["pact"])),
    ):
        table(Card(name, answer, view, read.left_out(answer, row["k"], words), twin=False, level=3, source=source(words)), words)
    answer = ask("people_pacts", sex=given["sex"], leaf=given["leaf"], value=given["value"])
    table(Card("people_pacts", answer, view, read.left_out(answer, row["k"], words), twin=False, level=3, source=source(words)), words)
    compared = ask("people_reconciliation")
    if len(compared.frame):
        table(Card("people_reconciliation", compared, view, "", twin=False, level=3, source=source(words)), words)


def districts(words: Words) -> None:
    """Draw the part of the map page that rests on participants: their home districts."""
    row, given = heading(words), pick(words)
    answer = ask("people_districts", **{n: v for n, v in given.items() if n != "district"})
    table(
        Card(
            "people_districts", answer, view_text(words), read.left_out(answer, row["k"], words), twin=False, level=3, source=source(words)
        ),
        words,
    )


def table(card: Card, words: Words) -> None:
    """Draw a card whose figure is its table."""
    draw(card, plain_table(laid_out(card.answer, words), words(f"card.{card.name}.title")), words)


def laid_out(answer: Answer, words: Words) -> tables.Table:
    """Return the table of an answer as the downloads have it."""
    return tables.layout(answer, words)
