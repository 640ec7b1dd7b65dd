"""Participants in words: a funnel that says what may not be told, groups beside each other, what is left out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paktum.figures.cohorts import Month, Titles, cohorts
from paktum.figures.funnel import Step, funnel
from paktum.figures.panels import Group, Panel, panels
from paktum.figures.parts import Cell, Column
from paktum.figures.theme import Body
from paktum.questions import Answer, remembered
from paktum.readings.marks import Row, digits, number, softness_mark, text
from paktum.tables import group_name as value_of
from paktum.wording import Words, capital

STEPS = (("people", "people_state"), ("found_job", "found_state"), ("elapsed", "kept_state"), ("employed_6m", "kept_state"))


def group_name(group: str, words: Words) -> str:
    """Return the name of a choice of a group: all, or "age.over_54"."""
    leaf, _, value = group.partition(".")
    return words("people_value.all") if not value else f"{words(f'people_leaf.{leaf}')}: {value_of(value, words)}"


def told_in_view(chosen: Mapping[str, str], words: Words) -> str:
    """Return the filters of participants that a card applies, in words: {pact, district, sex, group: what is chosen}."""
    said = [words(f"people_sex.{v}") if name == "sex" else group_name(v, words) if name == "group" else v for name, v in chosen.items()]
    return "; ".join(said) or words("people.unfiltered")


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


@remembered
def funnel_body(answer: Answer, words: Words) -> str:
    """Return the funnel of the chosen group."""
    return funnel(steps(answer.row, words))


# ---------------------------------------------------------------- groups beside each other

RATES = (("placement_rate", "people", "found_state"), ("retention_rate", "elapsed", "kept_state"))


@remembered
def panels_body(answer: Answer, words: Words) -> str:
    """Return a panel for each attribute and rate; groups that may not be told of have no bar."""
    everybody = next((r for r in answer.rows if r["panel"] == "all"), {})
    parts = [panel(name, rate, answer, everybody, words) for name in panel_names(answer) for rate in RATES]
    ticks = [words.quantity(v, "percent") for v in (0, 50, 100)]
    signs = [("solid", words("people.panel_bar"))]
    if any(p.everybody is not None for p in parts):
        signs.append(("tick", words("people.panel_tick")))
    return panels(parts, ticks, signs)


def panel_names(answer: Answer) -> list[str]:
    """Return the attributes that have groups, in the order of the question."""
    return [n for n in dict.fromkeys(text(r["panel"]) for r in answer.rows) if n != "all"]


def panel(name: str, rate: tuple[str, str, str], answer: Answer, everybody: Row, words: Words) -> Panel:
    """Return one attribute by one rate."""
    heading = words("people.panel", panel=capital(words(f"people_panel.{name}")), rate=words(f"people.{rate[0]}"))
    groups = [group(r, rate, words) for r in answer.rows if r["panel"] == name]
    return Panel(heading, groups, number(everybody.get(rate[0])), words("people.no_group"))


def group(row: Row, rate: tuple[str, str, str], words: Words) -> Group:
    """Return one group: its rate and its base, or in words why there is none."""
    column, base, state = rate
    name, value = value_of(text(row["value"]), words), number(row[column])
    if value is None:
        return Group(name, None, absent=words("absent.suppressed" if row[state] == "suppressed" else "absent.meaningless"))
    return Group(name, value, words.quantity(value, "percent"), words("people.base", n=words.number(number(row[base]) or 0)))


@remembered
def panels_said(answer: Answer, words: Words) -> str:
    """Return the finding: from which group to which the placement rate runs, attribute by attribute."""
    parts = [said for name in panel_names(answer) if (said := range_said(name, answer, words))]
    if not parts:
        return words("people.panels_nothing")
    return words("people.panels_said", ranges="; ".join(parts))


def range_said(name: str, answer: Answer, words: Words) -> str:
    """Return the lowest and the highest placement rate of an attribute; nothing when fewer than two may be told."""
    rows = [r for r in answer.rows if r["panel"] == name and number(r["placement_rate"]) is not None]
    if len(rows) < 2:
        return ""
    low, *_, high = sorted(rows, key=lambda r: number(r["placement_rate"]) or 0.0)
    ends = {end: words.quantity(number(r["placement_rate"]) or 0.0, "percent") for end, r in (("low", low), ("high", high))}
    names = {"low_name": value_of(text(low["value"]), words), "high_name": value_of(text(high["value"]), words)}
    return words("people.panel_range", panel=words(f"people_panel.{name}"), **ends, **names)


# ---------------------------------------------------------------- month by month

SERIES = (("people", "people_state"), ("immediate_rate", "left_state"), ("people_so_far", "people_so_far_state"))


@remembered
def cohorts_figure(answer: Answer, words: Words) -> Body:
    """Return entries, immediate results and running sums by month of entry."""
    titles = Titles(
        (words("people.month_people"), words("people.month_rate"), words("people.month_so_far")),
        (words("people.line_people"), words("people.line_jobs")),
        words("people.no_month"),
    )
    return cohorts([month(r, words) for r in answer.rows], titles, words)


def month(row: Row, words: Words) -> Month:
    """Return one month of entry; its tooltip has the words for what may not be told."""
    hidden = tuple(row[state] == "suppressed" for _, state in SERIES)
    rate = number(row["immediate_rate"])
    said = [
        words("people.hover_people", n=printed(row, "people", "people_state", words)),
        words("people.hover_rate", rate=words.quantity(rate, "percent") if rate is not None else missing(row["left_state"], words)),
        words("people.hover_so_far", n=printed(row, "people_so_far", "people_so_far_state", words)),
        words("people.hover_jobs", n=printed(row, "jobs_so_far", "jobs_so_far_state", words)),
    ]
    hover = "\n".join([words.date(text(row["entered"]), long=True), *said])
    people, so_far, jobs = (number(row[c]) for c in ("people", "people_so_far", "jobs_so_far"))
    return Month(text(row["entered"]), people, rate, so_far, jobs, (hidden[0], hidden[1], hidden[2]), hover)


def printed(row: Row, column: str, state: str, words: Words) -> str:
    """Return a number of people, or in words why there is none."""
    value = number(row[column])
    return words.quantity(value, "persons") if value is not None else missing(row[state], words)


def missing(state: object, words: Words) -> str:
    """Return why a number is not there: it may not be told, or there is nobody to tell of."""
    return words("absent.suppressed" if state == "suppressed" else "absent.meaningless")


@remembered
def cohorts_said(answer: Answer, words: Words) -> str:
    """Return the finding: when most came in, how many in all, between which rates they left into a job, how much is withheld."""
    rows = [r for r in answer.rows if number(r["people"]) is not None]
    if not rows:
        return words("people.no_month")
    most = max(rows, key=lambda r: number(r["people"]) or 0.0)
    said = [
        words("people.cohorts_most", when=words.within(text(most["entered"])), n=words.quantity(number(most["people"]) or 0, "persons"))
    ]
    last = answer.rows[-1]
    if (people := number(last["people_so_far"])) is not None:
        said.append(words("people.cohorts_all", n=words.quantity(people, "persons")))
    if (jobs := number(last["jobs_so_far"])) is not None:
        said.append(words("people.cohorts_jobs", n=words.quantity(jobs, "persons")))
    rates = [r for row in answer.rows if (r := number(row["immediate_rate"])) is not None]
    ends = {"low": words.quantity(min(rates), "percent"), "high": words.quantity(max(rates), "percent")} if rates else {}
    said.append(words("people.cohorts_rates", **ends) if ends else words("people.cohorts_no_rate"))
    hidden = sum(row["people_state"] == "suppressed" for row in answer.rows)
    said += [words("people.cohorts_hidden", n=words.number(hidden), of=words.number(len(answer.rows)))] if hidden else []
    return " ".join(said)


def cohort_signs(answer: Answer, words: Words) -> list[tuple[str, str]]:
    """Return the legend of the months: only the band needs one, and only where it is drawn."""
    drawn = any(row[state] == "suppressed" for row in answer.rows for _, state in SERIES)
    return [("band", words("people.band"))] if drawn else []


# ---------------------------------------------------------------- against what was published


def differing(answer: Answer) -> list[Row]:
    """Return the pacts and measures whose participants and published figure differ."""
    return [r for r in answer.rows if r["differs"]]


def contradiction_table(answer: Answer, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return what differs as the other contradictions are shown: the published headline, and the count from the rows."""
    columns = [Column(words(f"contradiction.{c}")) for c in ("pact", "data", "chosen", "other")]
    return columns, [contradiction(r, words) for r in differing(answer)]


def contradiction(row: Row, words: Words) -> list[Cell]:
    """Return one pair: neither side overwrites the other."""
    published = words.figure(number(row["published"]), "persons", text(row["published_softness"]), digits(row["published_digits"]))
    when = words.date(text(row["published_as_of"])) if row["published_as_of"] else words("absent.undated")
    kind = [words(f"source_kind.{row['published_source_kind']}")] if row["published_source_kind"] else []
    return [
        Cell(words.pick(row, "name")),
        Cell(words.pick(row, "measure"), sub=(words("people.differs_topic"),)),
        Cell(published, sub=(", ".join([*kind, when]),), marks=softness_mark(text(row["published_softness"]), words)),
        Cell(words.quantity(number(row["counted"]) or 0, "persons"), sub=(f"{words('column.counted')}, {words.date(text(row['as_of']))}",)),
    ]


def reconciled(answer: Answer, words: Words) -> str:
    """Return how many of the pairs agree, and of how many the count may not be told."""
    states = [r["differs"] for r in answer.rows]
    return words(
        "people.reconciled",
        of=words.number(len(states)),
        same=words.number(sum(s is False for s in states)),
        withheld=words.number(sum(r["state"] == "suppressed" for r in answer.rows)),
    )


# ---------------------------------------------------------------- what is said around the figures


def left_out(answer: Answer, k: object, words: Words) -> str:
    """Return how many of the rows have a number that may not be told, and from how many people on one may be."""
    hidden = sum(any(v == "suppressed" for c, v in r.items() if c.endswith("state")) for r in answer.rows)
    return words("people.left_out", n=words.number(hidden), of=words.number(len(answer.rows)), k=words.number(float(str(k))))


def not_applied(filters: Sequence[str], words: Words) -> str:
    """Return which of the filters that are set a card does not apply; nothing when it applies all."""
    return words("people.not_applied", filters=words.list(words(f"filter.person_{f}") for f in filters)) if filters else ""


def funnel_left_out(answer: Answer, k: object, words: Words) -> str:
    """Return what the funnel does not tell."""
    return words("people.funnel_left_out", k=words.number(float(str(k))))


def release_line(row: Row, words: Words) -> tuple[str, str]:
    """Return what the participants are, as a bold part and the rest."""
    numbers = {n: words.number(float(str(row[n]))) for n in ("accepted", "rejected", "ignored", "k")}
    return words(f"people.release_{row['origin']}"), words("people.release", as_of=words.date(text(row["as_of"])), **numbers)
