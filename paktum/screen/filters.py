"""The row of filters, the line that says what is in view, and what to show when nothing is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from paktum.figures.view_line import view_line
from paktum.questions import Answer, ask
from paktum.screen import choices, contents
from paktum.selection import ALL, FILTERS
from paktum.wording import Words

FIXED = {
    "cycles": ("2014-2020", "2021-2027"),
    "levels": ("county", "city", "district"),
    "statuses": ("running", "closed", "unknown"),
}


@dataclass(frozen=True)
class View:
    """The pacts that the filters leave, and the filters in words."""

    pacts: tuple[str, ...]
    text: str
    scope: pd.DataFrame

    def total(self, part: str, column: str) -> int:
        """Return a total over the pacts shown or left_out."""
        return int(self.scope.loc[self.scope["part"] == part, column].fillna(0).sum())


def labels(words: Words) -> dict[str, dict[str, str]]:
    """Return {filter: {option: label}} in the reader's language."""
    places = ask("filter_options").rows
    out = {name: {option: words(f"{name}.{option}") for option in fixed} for name, fixed in FIXED.items()}
    for name, kind in (("counties", "county"), ("districts", "district")):
        out[name] = {str(r["option"]): str(r["name_hu"]) for r in places if r["filter"] == kind}
    return out


def filter_row(words: Words, names: Sequence[str] = FILTERS, highlight: bool = True) -> View:
    """Draw the filters as one row of popovers whose labels are their values; return the view that they leave."""
    known = labels(words)
    with st.container(key="filters", horizontal=True):
        for name in names:
            picked = getattr(choices.chosen(), name)
            label = f"{words('filter.' + name)}: {short(picked, known[name], words)}"
            with st.popover(choices.plain_markdown(label), key=f"pk_pop_{name}"):
                st.multiselect(
                    words("filter." + name),
                    list(known[name]),
                    key=choices.offer(name),
                    format_func=known[name].__getitem__,
                    placeholder=words("filter.all_placeholder"),
                    filter_mode="contains",
                    select_all=False,
                )
        if highlight:
            highlight_popover(words, tuple(pact_names(words)))
        st.button(words("filter.clear"), icon=":material/restart_alt:", type="tertiary", on_click=clear, key="pk_clear")
    return view(words, known)


def highlight_popover(words: Words, pacts: Sequence[str]) -> None:
    """Draw the choice of the pact that the accent colour marks."""
    names = pact_names(words)
    picked = choices.chosen().highlighted
    label = f"{words('filter.highlighted')}: {names.get(picked, '–')}"
    with st.popover(choices.plain_markdown(label), icon=":material/star:", key="pk_pop_highlighted"):
        st.selectbox(
            words("filter.highlighted"),
            list(pacts),
            key=choices.offer("highlighted"),
            format_func=lambda p: names.get(p, p),
            filter_mode="contains",
        )


def pact_names(words: Words) -> dict[str, str]:
    """Return {pact: short name} of all pacts in the reader's language, in Hungarian order."""
    return {str(r["pact_id"]): words.pick(r, "short") for r in ask("selected_pacts").rows}


def short(picked: Sequence[str], known: dict[str, str], words: Words) -> str:
    """Return the value of a filter for its label: all, one name, or how many."""
    if not picked:
        return words("filter.all")
    return known.get(picked[0], picked[0]) if len(picked) == 1 else words("filter.several", n=len(picked))


def clear() -> None:
    """Open every filter."""
    choices.change(**dict.fromkeys(FILTERS, ()))


def view(words: Words, known: dict[str, dict[str, str]]) -> View:
    """Return what the filters leave, and say it in one line."""
    selection = choices.chosen()
    pacts = tuple(str(p) for p in ask("selected_pacts", **selection.parameters()).frame["pact_id"])
    scope = ask("view_scope", pacts=pacts).frame
    parts = [words.list(known[n][o] for o in getattr(selection, n)) for n in FILTERS if getattr(selection, n)]
    found = View(pacts, "; ".join(parts) or words("filter.none"), scope)
    st.html(scope_line(found, words))
    contents.keep_place()
    return found


def scope_line(found: View, words: Words) -> str:
    """Return the line "what you see here": pacts shown, by level, and what is left out, in pacts and money."""
    shown, left = found.total("shown", "pacts"), found.total("left_out", "pacts")
    by_level = [
        words("scope.level_" + level, n=words.number(n))
        for level in FIXED["levels"]
        if (n := int(found.scope.query("part == 'shown' and level == @level")["pacts"].sum()))
    ]
    rest = words("scope.shown", levels=words.list(by_level), filters=found.text, figures=words.number(found.total("shown", "figures")))
    if not left:
        return view_line(words("scope.pacts", n=words.number(shown)), rest, words("scope.left_out"), words("scope.nothing"))
    money = words.huf(found.total("left_out", "grant_huf"))
    more = words("scope.left", n=words.number(left), money=money, unknown=words.number(left - found.total("left_out", "pacts_with_grant")))
    return view_line(words("scope.pacts", n=words.number(shown)), rest, words("scope.left_out"), more)


def nothing(words: Words) -> bool:
    """When the filters leave no pact, say which do and offer to open each; return whether that was so."""
    selection, known = choices.chosen(), labels(words)
    if ask("selected_pacts", **selection.parameters()).frame.size:
        return False
    used = [n for n in FILTERS if getattr(selection, n)]
    named = words.list(f"{words('filter.' + n)}: {words.list(known[n][o] for o in getattr(selection, n))}" for n in used)
    choices.message(words("empty.title"), words("empty.text", filters=named), "filter_alt_off", st.info)
    with st.container(horizontal=True):
        for n in used:
            helps = bool(ask("selected_pacts", **selection.changed(**{n: ()}).parameters()).frame.size)
            if helps or len(used) == 1:
                st.button(
                    words("empty.open", filter=words("filter." + n)), on_click=opener(n), icon=":material/restart_alt:", key=f"pk_open_{n}"
                )
    return True


def opener(name: str) -> Callable[[], None]:
    """Return a callback that opens one filter."""
    return lambda: choices.change(**{name: ()})


def asked(answer: Answer) -> list[tuple[str, str]]:
    """Return the parameters of an answer as pairs for a download: what was asked, with every default."""
    return [
        (name, ALL if value is None else ", ".join(value) if isinstance(value, tuple) else str(value))
        for name, value in answer.parameters.items()
    ]
