"""The participants on the pages: only where the snapshot has cubes of them; invented ones are announced on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from paktum.figures import county_map, legend
from paktum.figures.table import table as draw_table
from paktum.figures.view_line import view_line
from paktum.questions import Answer, ask
from paktum.readings import participants as read
from paktum.readings import people_map
from paktum.readings.marks import Row
from paktum.screen import choices, roles
from paktum.screen.card import Card, answer_table, draw
from paktum.screen.filters import labels
from paktum.screen.territories import Shapes
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


# Which of the filters of participants the numbers of a card follow: two attributes are never crossed, months and times not by place.
APPLIED: Mapping[str, tuple[str, ...]] = {
    "people_funnel": ("pact", "district", "sex", "group"),
    "people_groups": ("pact", "district", "sex"),
    "people_panels": ("pact", "district", "sex"),
    "people_cohorts": ("pact", "district", "sex"),
    "people_months": ("pact",),
    "people_speed": ("pact",),
    "people_pacts": ("sex", "group"),
    "people_districts": ("pact", "sex", "group"),
}
# On the screen the view says them already.
UNSEEN = ("sex", "origin")


def invented() -> bool:
    """Say whether the people of the snapshot are invented."""
    return release().get("origin") == "invented"


def marked(text: str, words: Words) -> str:
    """Return a text with the mark of invented people before it, where they are; names of invented pacts have it already."""
    mark = words("people.mark")
    return f"{mark} – {text}" if invented() and not text.startswith(mark) else text


def view_text(name: str, words: Words) -> str:
    """Return the filters that a card applies in words, with the mark of invented rows first."""
    chosen, names = choices.chosen(), {str(r["option"]): words.pick(r, "name") for r in ask("people_options").rows}
    said = {
        "pact": names.get(chosen.person_pact, words("people.all_pacts")),
        "district": names.get(chosen.person_district, words("people.all_districts")),
        **{n: v for n in ("sex", "group") if (v := getattr(chosen, f"person_{n}")) != "all"},
    }
    return marked(read.told_in_view({n: v for n, v in said.items() if n in APPLIED.get(name, ())}, words), words)


def card(name: str, answer: Answer, words: Words, left_out: str = "", title: str = "", **more: Any) -> Card:
    """Return a card about participants: marked where they are invented, saying which filters it does not follow."""
    chosen = choices.chosen()
    unused = [f for f in APPLIED["people_funnel"] if f not in APPLIED.get(name, ()) and getattr(chosen, f"person_{f}") != "all"]
    rest = "; ".join(t for t in (left_out or read.left_out(answer, release()["k"], words), read.not_applied(unused, words)) if t)
    title = marked(title or words(f"card.{name}.title"), words)
    file_mark = words("people.file_mark") if invented() else ""
    return Card(name, answer, view_text(name, words), rest, title, level=3, source=source(words), unseen=UNSEEN, mark=file_mark, **more)


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
    """Draw the part of the page of outcomes that rests on participants, to those who may see it."""
    if not shown(words):
        return
    heading(words)
    given = pick(words)
    page = {n: given[n] for n in ("pact", "district")}
    left, right = st.columns(2, gap="large")
    with left:
        funnel(given, words)
    with right:
        groups(given["sex"], page, words)
    # What follows the most filters first: the reader has just changed one.
    answer = ask("people_groups", leaf="entry_year", sex=given["sex"], **page)
    table(card("people_cohorts", answer, words, twin=False), words)
    panels(given["sex"], page, words)
    months(given["pact"], words)
    table(card("people_speed", ask("people_speed", pact=given["pact"]), words, twin=False), words)
    answer = ask("people_pacts", sex=given["sex"], leaf=given["leaf"], value=given["value"])
    table(card("people_pacts", answer, words, twin=False), words)
    compared = ask("people_reconciliation")
    if len(compared.frame):
        table(card("people_reconciliation", compared, words, words("scope.nothing"), twin=False), words)


def funnel(given: Mapping[str, str | None], words: Words) -> None:
    """Draw the funnel of the chosen people."""
    answer = ask("people_funnel", **given)
    draw(card("people_funnel", answer, words, read.funnel_left_out(answer, release()["k"], words)), read.funnel_body(answer, words), words)


def groups(sex: str | None, page: Mapping[str, str | None], words: Words) -> None:
    """Draw the groups of one attribute as a table: how many came, how many found a job and kept it."""
    st.selectbox(
        words("filter.person_leaf"),
        list(PERSON_GROUPS),
        key=choices.offer("person_leaf"),
        format_func=lambda leaf: words(f"people_leaf.{leaf}"),
    )
    table(card("people_groups", ask("people_groups", leaf=choices.chosen().person_leaf, sex=sex, **page), words, twin=False), words)


def panels(sex: str | None, page: Mapping[str, str | None], words: Words) -> None:
    """Draw the groups of all attributes as small multiples, with the finding in a sentence."""
    answer = ask("people_group_outcomes", sex=sex, **page)
    said = view_line(words("outcomes.reading"), read.panels_said(answer, words))
    draw(card("people_panels", answer, words), said + read.panels_body(answer, words), words)


def months(pact: str | None, words: Words) -> None:
    """Draw the months of entry: how many came, how they left, how it adds up."""
    answer = ask("people_months", pact=pact)
    if not answer.rows:
        return
    key = legend.legend("", read.cohort_signs(answer, words)) if read.cohort_signs(answer, words) else ""
    draw(card("people_months", answer, words, legend=key), read.cohorts_figure(answer, words), words, read.cohorts_said(answer, words))
    st.html(view_line(words("outcomes.reading"), read.cohorts_said(answer, words)))


def districts(words: Words) -> None:
    """Draw the part of the map page that rests on participants, where the map shows something else: their home districts as a table."""
    heading(words)
    st.html(view_line(words("people.map_hint_title"), words("people.map_hint")))
    table(card("people_districts", at_home(pick(words)), words, twin=False), words)


def at_home(given: Mapping[str, str | None]) -> Answer:
    """Return the home districts of the chosen participants; the district that is chosen is only marked among them."""
    return ask("people_districts", **{n: v for n, v in given.items() if n != "district"})


def home_map(shapes: Shapes, words: Words) -> None:
    """Draw the map of participants by home district, and the funnel of the district that is chosen in the filter or by a click."""
    heading(words)
    given, measure = pick(words), choices.chosen().map_measure
    answer, names = at_home(given), labels(words)["districts"]
    found = people_map.drawing(answer, measure, names, shapes.codes, words)
    key = legend.legend(words(f"people.map_unit_{measure}"), people_map.legend_items(found, words))
    title = words(f"people.map_title_{measure}") + (f" {words('map.schematic')}" if shapes.schematic else "")
    shown = card("people_districts", answer, words, twin=bool(shapes.tree), legend=key, title=title, credit=shapes.credit)
    if shapes.tree is None:
        table(shown, words)
        return
    d = found.drawing
    chosen = frozenset([given["district"]] if given["district"] else [])
    figure = county_map.county_map(d.values, d.names, d.texts, d.breaks, shapes.tree, chosen=chosen, height=460, withheld=found.withheld)
    said = people_map.sentence(found, answer, words)
    draw(shown, figure, words, said, live_in)
    st.html(view_line(words("outcomes.reading"), said))
    if given["district"]:
        funnel(given, words)


def live_in(code: str) -> None:
    """Filter participants by the clicked home district, or open the filter when it was the clicked one."""
    if code in {str(r["option"]) for r in ask("people_options").rows if r["filter"] == "district"}:
        choices.change(person_district="all" if choices.chosen().person_district == code else code)


def contradictions(pacts: Sequence[str], view: str, words: Words) -> None:
    """Draw where the participants of a pact and its published figures differ; nothing where no pact has both."""
    answer = ask("people_reconciliation", pacts=tuple(pacts))
    if not len(answer.frame):
        return
    shown = Card("people_reconciliation", answer, view, read.reconciled(answer, words), twin=False)
    columns, cells = read.contradiction_table(answer, words)
    body = draw_table(columns, cells, shown.heading(words)) if cells else view_line(words("people.no_contradiction"), "")
    draw(shown, body, words)


def table(shown: Card, words: Words) -> None:
    """Draw a card whose figure is its table."""
    draw(shown, answer_table(shown.answer, words, shown.unseen, shown.heading(words)), words)
