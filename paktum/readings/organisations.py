"""Organisations in words: what a search finds, who sits in several pacts, and when the pacts met."""

from __future__ import annotations

from itertools import groupby

from paktum.figures.network import Knot, Tie
from paktum.figures.parts import Cell, Column, Mark
from paktum.figures.timeline import Course, Moment
from paktum.questions import Answer
from paktum.readings.marks import Row, number, text
from paktum.readings.membership import Links, Names, when, whole
from paktum.tables import worded
from paktum.wording import Words

# A longer list is not read on the screen: the download has all of it.
MOST_ROWS, MOST_UNASKED = 25, 8
MOST_KNOTS = 12


def found_sentence(answer: Answer, typed: str | None, words: Words) -> str:
    """Return what was found, members and partners apart; or that nothing was."""
    members = sum(r["capacity"] == "member" for r in answer.rows)
    counts = {"members": words.number(members), "partners": words.number(len(answer.frame) - members)}
    if typed is None:
        return words("membership.search_all", **counts)
    if answer.frame.empty:
        return words("membership.search_nothing", text=typed)
    return words("membership.search_found", text=typed, **counts)


def shown(typed: str | None) -> int:
    """Return how many rows the screen shows at most: before a search only a beginning."""
    return MOST_ROWS if typed else MOST_UNASKED


def not_shown(answer: Answer, typed: str | None, words: Words) -> str:
    """Return how many rows of a long list are not on the screen."""
    rest = len(answer.frame) - shown(typed)
    return words("membership.search_rest", n=words.number(rest)) if rest > 0 else ""


def found_table(answer: Answer, typed: str | None, names: Names, links: Links, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the organisations found: as what they take part in which pact, their sector, day and source."""
    titles = ("organisation", "pact", "capacity", "sector", "joined_on", "source")
    return [Column(words(f"column.{t}")) for t in titles], [found_row(r, names, links, words) for r in answer.rows[: shown(typed)]]


def found_row(row: Row, names: Names, links: Links, words: Words) -> list[Cell]:
    """Return one organisation in one pact as a row of cells."""
    note = worded(row, "note", words)
    role = worded(row, "role", words) if row["capacity"] == "member" else words(f"partner_role.{row['partner_role']}")
    capacity = words(f"capacity.{row['capacity']}")
    left = words("pact.left_on", date=words.date(text(row["left_on"]))) if row["left_on"] else ""
    joined = Cell(when(row["joined_on"], words), sub=(left,) if left else ()) if row["capacity"] == "member" else Cell("–")
    return [
        Cell(text(row["organisation"]), sub=(note,) if note else ()),
        Cell(names[text(row["pact_id"])], href=links.get(text(row["pact_id"]), "")),
        Cell("", marks=(Mark(capacity),), sub=(role,) if role != capacity else ()),
        Cell(words(f"sector.{row['sector']}")),
        joined,
        Cell(text(row["source_title"]), sub=(text(row["publisher"]),), href=text(row["url"])),
    ]


# ---------------------------------------------------------------- who sits in several pacts


def knots(answer: Answer, chosen: str, names: Names, links: Links, words: Words) -> list[Knot]:
    """Return the organisations of most pacts with a tie to each; the rest is in the table."""
    return [knot(r, chosen, names, links, words) for r in answer.rows[:MOST_KNOTS]]


def knot(row: Row, chosen: str, names: Names, links: Links, words: Words) -> Knot:
    """Return one organisation with its pacts; other spellings of its name are said."""
    pacts, capacities = list(row["pact_ids"]), list(row["capacities"])  # type: ignore[call-overload]
    spelt = words("membership.also_spelt", names=text(row["other_spellings"])) if row["other_spellings"] else ""
    ties = tuple(
        Tie(names.get(p, p), links.get(p, ""), c, words(f"capacity.{c}"), p == chosen) for p, c in zip(pacts, capacities, strict=True)
    )
    count = words("membership.in_pacts", n=words.number(whole(row["pacts"])), sector=words(f"sector.{row['sector']}"))
    return Knot(text(row["organisation"]), count, (spelt,) if spelt else (), ties)


def signs(words: Words) -> list[tuple[str, str]]:
    """Return the legend of the network."""
    return [(c, words(f"capacity.{c}")) for c in ("member", "partner", "both")]


def shared_sentence(answer: Answer, words: Words) -> str:
    """Return how many organisations sit in several pacts, which in the most, and how many of them as members."""
    if answer.frame.empty:
        return words("membership.shared_none")
    top = answer.rows[0]
    first = [text(r["organisation"]) for r in answer.rows if r["pacts"] == top["pacts"]]
    members = sum(whole(r["as_member"]) > 1 for r in answer.rows)
    return words(
        "membership.shared",
        n=words.number(len(answer.frame)),
        most=words.number(whole(top["pacts"])),
        names=words.list(first) if len(first) <= 3 else words("membership.shared_tied", n=words.number(len(first))),
        members=words.number(members),
    )


def shared_rest(answer: Answer, words: Words) -> str:
    """Return how many organisations are only in the table."""
    rest = len(answer.frame) - MOST_KNOTS
    return words("membership.shared_rest", n=words.number(rest)) if rest > 0 else ""


# ---------------------------------------------------------------- along time


def courses(answer: Answer, chosen: str, names: Names, links: Links, words: Words) -> list[Course]:
    """Return the pacts in the order of their first date; undated events are in the words of a row, not on its line."""
    out = []
    for pact, group in groupby(answer.rows, key=lambda r: text(r["pact_id"])):
        rows = list(group)
        dated = tuple(Moment(text(r["kind"]), text(r["first_day"]), text(r["last_day"])) for r in rows if r["first_day"])
        said = tuple(event_words(r, words) for r in rows)
        out.append(Course(names[pact], links.get(pact, ""), dated, said, pact == chosen))
    return out


def event_signs(words: Words) -> list[tuple[str, str]]:
    """Return the legend of the time line."""
    swatches = {"founding": "dot", "agreement": "diamond", "forum": "ring", "closing": "tick", "joined": "notch", "left": "emptynotch"}
    return [*((swatch, words(f"membership_event.{kind}")) for kind, swatch in swatches.items()), ("span", words("membership.span"))]


def event_words(row: Row, words: Words) -> tuple[str, str]:
    """Return one event as its kind and its date, with the organisations when their number is known."""
    n = number(row["organisations"])
    count = ""
    if n is not None:
        count = ", " + words("membership.named" if row["kind"] in ("joined", "left") else "pact.attendance", n=words.number(n))
    return words(f"membership_event.{row['kind']}"), when(row["happened_on"], words) + count


def event_sentence(answer: Answer, total: int, words: Words) -> str:
    """Return on how many pacts the time line rests, and what is dated only to a month or a year, or not at all."""
    rows = answer.rows
    return words(
        "membership.timeline",
        pacts=words.number(answer.frame["pact_id"].nunique()),
        total=words.number(total),
        events=words.number(sum(r["kind"] not in ("joined", "left") for r in rows)),
        reduced=words.number(sum(bool(r["first_day"]) and r["first_day"] != r["last_day"] for r in rows)),
        undated=words.number(sum(not r["first_day"] for r in rows)),
    )
