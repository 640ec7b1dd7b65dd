"""The slides of several pacts: the table with its guard, the amounts with their bounds, targets beside results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from paktum.questions import Answer
from paktum.readings import compare
from paktum.readings.closing import titles
from paktum.readings.closing.facts import Facts
from paktum.readings.closing.figures import figure, spelled, with_article
from paktum.readings.closing.notes import alt, disagreements, lines, notes, source_line
from paktum.readings.closing.opening import grants, organisations
from paktum.readings.closing.parts import Bars, Cover, Figure, Grid, Slide
from paktum.readings.closing.results import funnel
from paktum.readings.marks import number, text
from paktum.wording import Words, capital

MOST_COLUMNS, MOST_FUNNELS = 4, 4
MOST_BARS = {"amounts": 6, "targets": 4}  # rows of a slide
STATES = ("cycle", "area", "status")
PEOPLE = (("participants", "target"), ("participants", "result"), ("found_job", "result"), ("employed_6m", "result"))


def cover(facts: Sequence[Facts], words: Words) -> Slide:
    """Return the title slide of several pacts."""
    rows = [f.pact for f in facts]
    title = titles.fitting(compare.title(rows, words), words("compare.title", n=words.number(len(rows))))
    money = [replace(g, label=f.short(words), detail=g.label) for f in facts for g in grants(f, words)]
    leads = tuple(o for f in facts for o in organisations(f, words) if o.lead)
    body = Cover(tuple(f.name(words) for f in facts), (), (), leads, tuple(money), words("closing.event_place"))
    answers = [a for f in facts for a in (f.indicators, f.partners)]
    return Slide(
        "title", "title", title, body, source_line([f.partners for f in facts], words), "", notes(title, money, answers, words),
    )  # fmt: skip


# ---------------------------------------------------------------- table


def grids(facts: Sequence[Facts], guard: Answer, words: Words) -> Iterator[Slide]:
    """Yield the comparison, at most MOST_COLUMNS pacts on a slide."""
    title, broken = grid_title(facts, guard, words), {text(r["rule"]) for r in guard.rows}
    reasons = compare.guard(guard, [f.pact for f in facts], words)
    for start in range(0, len(facts), MOST_COLUMNS):
        shown = facts[start : start + MOST_COLUMNS]
        key = "comparison" if start == 0 else f"comparison-{start // MOST_COLUMNS + 1}"
        body = Grid(
            tuple(f.short(words) for f in shown),
            tuple(states(shown, broken, words)),
            tuple(rows(shown, words)),
            footnotes(shown, reasons, words),
        )
        cells = [replace(c, label=f"{f.short(words)}, {label}") for label, row in body.rows for f, c in zip(shown, row, strict=True)]
        answers = [a for f in shown for a in (f.indicators, f.outcomes)]
        yield Slide(
            key, "comparison", title, body, source_line([f.figures for f in shown], words, words("closing.empty_is_not_zero")),
            alt("grid", cells, words),
            notes(title, cells, answers, words, unsure=[*reasons, *(d for f in shown for d in disagreements(f, (), words))]),
        )  # fmt: skip


def grid_title(facts: Sequence[Facts], guard: Answer, words: Words) -> str:
    """Return why the pacts are not ranked, or that nothing forbids it."""
    broken = [text(r["rule"]) for r in guard.rows]
    n = capital(titles.counting(len(facts), words))
    differing = [words(f"closing.differs.{rule}") for rule in STATES if rule in broken]
    if differing:
        return titles.fitting(
            words("closing.title.differ", n=n.lower(), listed=words.list(differing)), words("closing.title.no_ranking", n=n.lower())
        )
    return titles.fitting(words("closing.title.unsure" if broken else "closing.title.comparable", n=n.lower()))


def states(facts: Sequence[Facts], broken: set[str], words: Words) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Yield the guard rows: cycle, kind of area, state; each says whether it forbids a ranking."""
    said = {
        "cycle": [words("cycles." + f.cycle) for f in facts],
        "area": [words(f"levels.{f.pact['level']}") for f in facts],
        "status": [words(f"statuses.{f.pact['status']}") for f in facts],
    }
    for rule, cells in said.items():
        yield words(f"closing.guard.{rule}"), tuple(cells), rule in broken


def rows(facts: Sequence[Facts], words: Words) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """Yield the rows of the table: the grant, people by stage, founding members."""
    yield words("closing.row.grant"), tuple(grant_cell(f, words) for f in facts)
    for measure, side in PEOPLE:
        label = words(f"closing.row.{measure}_{side}")
        yield label, tuple(marked(figure(f.stages[measure], measure, label, words, side, "persons", f"{side}_"), words) for f in facts)
    label = words("closing.row.founding_members")
    yield label, tuple(figure(f.values.get("founding_members"), "founding_members", label, words) for f in facts)


def marked(shown: Figure, words: Words) -> Figure:
    """Return a figure with the mark of its caution, which a footnote explains."""
    return replace(shown, mark="" if not shown.caution else "*" if shown.caution == words("doubt.target_or_actual") else "**")


def grant_cell(facts: Facts, words: Words) -> Figure:
    """Return the grant in one cell: the awarded sum, and the later one behind it where it says something else."""
    first, *more = grants(facts, words)
    if not more:
        return replace(first, short=f"{first.bound} {first.short}".strip())
    later = f"{more[0].bound} {more[0].short}".strip()
    both = words("closing.later_in_cell", first=first.short, later=later)
    return replace(
        first, short=both, printed=words("closing.later_in_cell", first=first.printed, later=more[0].printed), bound=more[0].bound
    )


def footnotes(facts: Sequence[Facts], reasons: Sequence[str], words: Words) -> tuple[str, ...]:
    """Return what the marks of the table mean."""
    doubt = any(r["doubt"] for f in facts for r in f.outcomes.rows)
    torn = any(r["contradicted"] and not r["doubt"] for f in facts for r in f.outcomes.rows)
    notes = {"not_rankable": bool(reasons), "star": doubt, "two_stars": torn}
    return tuple(words(f"closing.{name}") for name, said in notes.items() if said)


# ---------------------------------------------------------------- bars


def amounts(facts: Sequence[Facts], words: Words) -> Slide | None:
    """Return the grants one under the other, in the reader's order; contradicting amounts of one pact stand together."""
    bars = [replace(g, label=f.short(words), detail=g.label, group=f.id) for f in facts for g in grants(f, words)]
    known = [b for b in bars if b.known]
    if not known:
        return None
    title = amounts_title(facts, words)
    return Slide(
        "amounts", "amounts", title, Bars(words("closing.money_heading"), tuple(bars)),
        source_line([f.money for f in facts], words, words("closing.current_prices")), alt("bars", bars, words),
        notes(title, bars, [f.money for f in facts], words, unsure=[d for f in facts for d in disagreements(f, ("grant",), words)]),
    )  # fmt: skip


def amounts_title(facts: Sequence[Facts], words: Words) -> str:
    """Return between which amounts the grants lie; a bound stays one."""
    ends = [r for f in facts for name in ("grant", "grant_later") if (r := f.values.get(name)) is not None]
    ends = [r for r in ends if r["indicator"] == "grant" or text(r["softness"]).startswith(("lower", "upper"))]
    low, high = (pick(ends, key=lambda r: number(r["value"]) or 0.0) for pick in (min, max))
    if low is high:
        return titles.fitting(words("closing.title.one_amount", amount=spelled(low, words)))
    # The unit stands once: "433,1 millió és több mint 3 milliárd forint között".
    forints = f" {words('closing.spelled.huf')}"
    said = words("closing.title.between", low=spelled(low, words).removesuffix(forints), high=spelled(high, words))
    if text(high["softness"]).startswith("lower"):
        return titles.fitting(f"{said}; {words('closing.title.upper_is_bound')}", said)
    return titles.fitting(said)


def targets(facts: Sequence[Facts], measure: str, words: Words) -> Slide | None:
    """Return result before target of one measure, pact by pact; None when nobody published either."""
    bars = [goal_bar(f, measure, words) for f in facts]
    known = [b for b in bars if b.known or b.target is not None]
    if not known:
        return None
    results, goals = sum(b.known for b in bars), sum(b.target is not None for b in bars)
    both = sum(b.known and b.target is not None for b in bars)
    parts = {name: count_or_none(n, words) for name, n in (("goals", goals), ("results", results), ("both", both))}
    title = titles.fitting(words(f"closing.title.targets_{measure}", **parts))
    doubt = next((words("closing.doubt_long") for b in bars if b.caution == words("doubt.target_or_actual")), "")
    body = Bars(words(f"closing.targets_heading.{measure}"), tuple(bars), (words("kind.actual"), words("kind.target")), doubt)
    answers = [f.outcomes for f in facts]
    spoken = [replace(b, label=f"{b.label} ({words('kind.target')} {b.target_printed})") for b in bars]
    return Slide(
        f"targets-{measure}", "targets", title, body, source_line(answers, words, words("closing.empty_is_not_zero")),
        alt("targets", spoken, words),
        notes(title, spoken, answers, words, unsure=[d for f in facts for d in disagreements(f, (measure,), words)]),
    )  # fmt: skip


def paged(slide: Slide, words: Words) -> Iterator[Slide]:
    """Yield a slide of bars as often as its rows need, at most MOST_BARS of its kind on each; all carry the same title."""
    body = slide.body
    most = MOST_BARS.get(slide.kind, 0)
    if not isinstance(body, Bars) or len(body.rows) <= most:
        yield slide
        return
    form = "targets" if slide.kind == "targets" else "bars"
    for page, start in enumerate(range(0, len(body.rows), most), start=1):
        shown = body.rows[start : start + most]
        key = slide.key if page == 1 else f"{slide.key}-{page}"
        yield replace(slide, key=key, body=replace(body, rows=shown), alt=alt(form, shown, words))


def count_or_none(n: int, words: Words) -> str:
    """Return how many pacts did something, in words."""
    return titles.counting(n, words) if n else words("closing.none_of_them")


def goal_bar(facts: Facts, measure: str, words: Words) -> Figure:
    """Return the result of a pact with its target and the share of it that both exact numbers allow."""
    row = facts.stages[measure]
    shown = figure(row, facts.id, facts.short(words), words, "result", "persons", "result_")
    goal = figure(row, "", "", words, "target", "persons", "target_")
    rate = facts.values.get({"participants": "fulfilment_participants", "found_job": "fulfilment_jobs"}[measure])
    shown = replace(shown, target=goal.value, target_printed=goal.printed, group=facts.id, when=shown.when or goal.when)
    if rate is None or not goal.known or not shown.known:
        return shown
    share = figure(rate, "", "", words).printed
    return replace(shown, base=goal.value, share=share, of=words("closing.of_target", n=with_article(goal.short, words)))


def people(facts: Sequence[Facts], words: Words) -> Iterator[Slide]:
    """Yield the people of each pact on a slide of its own, while there are few pacts."""
    for f in facts if len(facts) <= MOST_FUNNELS else ():
        slide = funnel(f, words, prefix=f.short(words))
        yield replace(slide, key=f"funnel-{f.id}", cycles=(f.cycle,))


def view(facts: Sequence[Facts], words: Words) -> str:
    """Return the view in words: which pacts, of which cycles."""
    return lines([", ".join(f.name(words) for f in facts)])
