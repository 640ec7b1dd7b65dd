"""Participants in words: a funnel that says what may not be told, groups beside each other, what is left out and why."""

from __future__ import annotations

from paktum.figures.funnel import Step, funnel
from paktum.figures.sections import Section, sections
from paktum.questions import Answer
from paktum.readings.marks import Row, number, text
from paktum.wording import Words

STEPS = (("people", "people_state"), ("found_job", "found_state"), ("elapsed", "kept_state"), ("employed_6m", "kept_state"))


def group_name(group: str, words: Words) -> str:
    """Return the name of a choice of a group: all, or "age.over_54"."""
    leaf, _, value = group.partition(".")
    return words("people_value.all") if not value else f"{words(f'people_leaf.{leaf}')}: {value_name(leaf, value, words)}"


def value_name(leaf: str, value: str, words: Words) -> str:
    """Return the name of a value of a leaf; years say themselves."""
    return value if leaf == "entry_year" else words(f"people_value.{value}")


def told_in_view(pact: str, district: str, sex: str, group: str, words: Words) -> str:
    """Return the filters of participants in words."""
    sexes = [] if sex == "all" else [words(f"people_sex.{sex}")]
    groups = [] if group == "all" else [group_name(group, words)]
    return "; ".join([pact, district, *sexes, *groups])


def steps(row: Row, words: Words) -> list[Step]:
    """Return the funnel of one group: every step against its participants, a step that may not be told without its number."""
    if not row:
        return [Step(words("people.step_people"), "", "", None, absent=words("people.not_published"))]
    whole = number(row["people"])
    return [step(name, row, text(row[state]), whole, words) for name, state in STEPS]


def step(name: str, row: Row, state: str, whole: float | None, words: Words) -> Step:
    """Return one step."""
    value, label = number(row[name]), words(f"people.step_{name}")
    if value is None:
        return Step(label, "", "", None, absent=words("people.suppressed" if state == "suppressed" else "absent.meaningless"))
    captions: tuple[tuple[str, str], ...] = ()
    rate = number(row.get({"found_job": "placement_rate", "employed_6m": "retention_rate"}.get(name, "")))
    if rate is not None:
        captions = ((words.quantity(rate, "percent"), words(f"people.of_{name}")),)
    return Step(label, words.number(value), words("people.persons"), value / whole if whole else None, captions=captions)


def funnel_body(answer: Answer, words: Words) -> str:
    """Return the funnel of the chosen group."""
    return funnel(steps(answer.row, words))


def groups_body(answer: Answer, words: Words) -> str:
    """Return one small funnel for each group, one under the other in the order of the question."""
    return sections([Section(value_name(text(r["leaf"]), text(r["value"]), words), funnel(steps(r, words)[:2])) for r in answer.rows])


def left_out(answer: Answer, k: object, words: Words) -> str:
    """Return how many of the rows may not be told, and from how many people on one may be."""
    states = [text(r.get("people_state") or r.get("state")) for r in answer.rows]
    return words("people.left_out", n=words.number(states.count("suppressed")), of=words.number(len(states)), k=words.number(float(str(k))))


def funnel_left_out(answer: Answer, k: object, words: Words) -> str:
    """Return what the funnel does not tell."""
    return words("people.funnel_left_out", k=words.number(float(str(k))))


def release_line(row: Row, words: Words) -> tuple[str, str]:
    """Return what the participants are, as a bold part and the rest."""
    numbers = {n: words.number(float(str(row[n]))) for n in ("accepted", "rejected", "ignored", "k")}
    return words(f"people.release_{row['origin']}"), words("people.release", as_of=words.date(text(row["as_of"])), **numbers)
