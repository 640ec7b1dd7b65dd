"""The middle slides: what became of the money, of the people, and which groups they belonged to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from paktum.questions import ask
from paktum.readings.closing import titles
from paktum.readings.closing.facts import Facts
from paktum.readings.closing.figures import figure
from paktum.readings.closing.notes import alt, disagreements, notes, source_line
from paktum.readings.closing.opening import changed, label_of
from paktum.readings.closing.parts import Figure, Funnel, Groups, Money, Panel, Slide
from paktum.readings.marks import Row, digits, number, printed, text
from paktum.readings.pact import UNIT_COSTS
from paktum.wording import Words

STAGES = ("participants", "found_job", "employed_6m")
RATES = {"found_job": "placement_rate", "employed_6m": "retention_rate"}
# Groups of the people that somebody may have published, and the breakdowns that an office is asked for.
GROUPS = {
    "participants_unemployed": "", "participants_inactive": "", "participants_young": "age", "participants_50plus": "age",
    "self_employed": "job", "supported_employment": "job",
}  # fmt: skip
BREAKDOWNS = ("sex", "age", "education", "job")


# ---------------------------------------------------------------- money


def money(facts: Facts, words: Words) -> Slide | None:
    """Return the states of the grant and what one person cost; None when no amount is known."""
    first, later = facts.values.get("grant"), facts.values.get("grant_later")
    awarded = first if first is not None and first["state"] == "awarded" else None
    later = later if later is not None else first if awarded is None else None
    if awarded is None and later is None:
        return None
    title = titles.money(facts, awarded, later, changed(facts), words)
    states = tuple(state_figures(awarded, later, words))
    per_head = tuple(costs(facts, words))
    heading = "closing.also_known" if per_head and not any(f.base for f in per_head) else "closing.per_head"
    answers = [facts.money, ask("indicator_values", pacts=[facts.id], indicators=[f.key for f in per_head])]
    shown = [*states, *per_head]
    return Slide(
        "money", "money", title, Money(words("closing.money_heading"), states, words(heading), per_head),
        source_line([facts.money], words, words("closing.gross") if per_head else "", rounded(states, words)),
        alt("columns", states, words),
        notes(title, shown, answers, words, fractions(facts, per_head, words),
              [*disagreements(facts, ("grant", "total_cost"), words), *lasting(per_head, words)]),
    )  # fmt: skip


def state_figures(awarded: Row | None, later: Row | None, words: Words) -> Iterator[Figure]:
    """Yield the states of the money in order of time; what nobody published keeps its place."""
    yield figure(awarded, "awarded", words("closing.money_label.awarded"), words)
    if later is not None:
        yield figure(later, "later", label_of(later, words), words)
    yield Figure("paid", words("closing.money_label.paid"), words("absent.unknown"), unit="HUF", when=words("closing.not_published"))


def rounded(states: tuple[Figure, ...], words: Words) -> str:
    """Return that some amounts are rounded, empty when all are exact."""
    names = [f.label for f in states if f.softness == "rounded"]
    return words("closing.rounded", listed=words.list(n.lower() for n in names)) if names else ""


def costs(facts: Facts, words: Words) -> Iterator[Figure]:
    """Yield the grant per person with its denominator; where none is known, what else is known about the money."""
    found = False
    for name in UNIT_COSTS:
        row = facts.values.get(name)
        if row is not None:
            found = True
            more = f"{words('closing.more_than')} " if text(row["per_softness"]).startswith("lower") else ""
            per = more + words.quantity(number(row["per"]) or 0.0, "persons")
            shown = figure(row, name, words(f"closing.per.{name}"), words)
            yield replace(shown, base=number(row["per"]), of=per, detail=per)
    if not found:
        for name, measure in (("aid_intensity", ""), ("grant_per_inhabitant", "persons")):
            if row := facts.values.get(name):
                detail = words.figure(number(row["per"]), measure, "exact") if measure else ""
                yield replace(figure(row, name, words(f"closing.fact.{name}"), words), detail=detail)


def fractions(facts: Facts, per_head: tuple[Figure, ...], words: Words) -> list[str]:
    """Return how each cost was computed: grant, people, result; then what its digits are worth."""
    said = []
    for f in per_head:
        if f.base and (row := facts.values.get(f.key)):
            money = words.figure(number(row["amount"]), "HUF", text(row["amount_softness"]), digits(row["amount_digits"]))
            said.append(f"{f.label}: {money} / {f.of} = {f.printed}")
    return [*said, words("closing.note.costs")] if said else []


def lasting(per_head: tuple[Figure, ...], words: Words) -> list[str]:
    """Return what the cost of a lasting job rests on: only people whose six months had passed can be among them."""
    return [words("closing_bounds.cost", label=f.label, per=f.of) for f in per_head if f.key == "cost_per_lasting_job" and f.base]


# ---------------------------------------------------------------- people


def funnel(facts: Facts, words: Words, prefix: str = "") -> Slide:
    """Return the people stage by stage; a pact without results says that, and what is known of its target group."""
    stages = tuple(stage(name, facts, words) for name in STAGES)
    if facts.result("employed_after_support") and not facts.result("employed_6m"):
        other = facts.stages["employed_after_support"]
        stages = (*stages[:2], stage_figure("employed_after_support", other, words))
    title = titles.results(facts, words, prefix)
    doubt = doubtful(stages, words)
    panel = None if any(f.known for f in stages) else known_already(facts, words)
    measures = (*STAGES, "found_job_and_trained", "employed_after_support")
    answer = facts.outcomes if len(facts.outcomes.sources) else facts.figures
    rates = ask("indicator_values", pacts=[facts.id], indicators=list(RATES.values()))
    missing = "" if any(f.known for f in stages) else words("closing.not_zero")
    least = why_at_least(stages, words)
    return Slide(
        "funnel", "funnel", title, Funnel(stages, doubt, panel, least), source_line([answer], words, missing, least),
        alt("bars", stages, words),
        notes(title, [*stages, *targets(stages, words)], [answer, rates], words,
              [words("closing_bounds.share_long")] if least else (), disagreements(facts, measures, words)),
    )  # fmt: skip


def why_at_least(stages: tuple[Figure, ...], words: Words) -> str:
    """Return why the share of those who kept their job is a bound although both its numbers are exact; empty when none is shown."""
    kept = next((f for f in stages if f.key == "employed_6m"), None)
    return words("closing_bounds.share") if kept and kept.share else ""


def stage(name: str, facts: Facts, words: Words) -> Figure:
    """Return one stage: its people, the share of the stage before it, its target."""
    shown = stage_figure(name, facts.stages[name], words)
    rate = facts.values.get(RATES.get(name, ""))
    if shown.known and rate is not None and rate["amount"] == shown.value:
        per = f"{words('closing.more_than')} " if text(rate["per_softness"]).startswith("lower") else ""
        of = words(f"pact.of_{RATES[name]}", per=per + words.number(number(rate["per"]) or 0))
        return replace(shown, base=number(rate["per"]), of=of, share=figure(rate, "", "", words).printed)
    return shown


def stage_figure(name: str, row: Row, words: Words) -> Figure:
    """Return the people of one stage with its target."""
    shown = figure(row, name, words(f"closing.stage.{name}"), words, "result", "persons", "result_")
    goal = figure(row, name, "", words, "target", "persons", "target_")
    return replace(shown, target=goal.value, target_printed=goal.printed)


def targets(stages: tuple[Figure, ...], words: Words) -> list[Figure]:
    """Return the targets of the stages as figures of their own, for the notes."""
    return [Figure(f"{s.key}_target", words("closing.target_of", name=s.label), s.target_printed, s.target, "persons") for s in stages[:2]]


def doubtful(stages: tuple[Figure, ...], words: Words) -> str:
    """Return the sentence that changes the meaning of the whole slide; empty when there is none."""
    found = list(dict.fromkeys(f.caution for f in stages if f.caution))
    if words("doubt.target_or_actual") in found:
        return words("closing.doubt_long")
    return words("closing.contradicted_long") if found else ""


def known_already(facts: Facts, words: Words) -> Panel:
    """Return what is known although nobody published results: the target, the target group, when the project ends."""
    said = []
    if age := facts.headline("min_age"):
        said.append(words("closing.min_age", n=words.number(number(age["value"]) or 0)))
    if goal := facts.target("participants"):
        said.append(words("closing.goal", target=printed(goal, words, "target", "persons", "target_")))
    if (end := facts.headline("end_date")) and end["series"] == "planned" and not facts.over:
        said.append(words("closing.planned_end", date=words.date(text(end["value_date"]), long=True)))
    if members := facts.values.get("founding_members"):
        said.append(words("closing.founded_with", n=printed(members, words)))
    if closed := [text(r["happened_on"]) for r in facts.events.rows if r["kind"] == "closing" and r["happened_on"]]:
        said.append(words("closing.closed_on", date=words.date(max(closed), long=True)))
    for name in ("fulfilment_participants", "fulfilment_jobs"):
        if reached := facts.values.get(name):
            said.append(f"{words(f'indicator.{name}')}: {figure(reached, '', '', words).printed}")
    if grant := facts.values.get("grant"):
        said.append(f"{label_of(grant, words)} {words('closing.row_money').lower()}: {printed(grant, words)}")
    said = said or [words("closing.nothing_else")]
    return Panel(words("closing.known_already"), tuple(said), words("closing.other_target_group") if facts.cycle == "2021-2027" else "")


# ---------------------------------------------------------------- groups


def groups(facts: Facts, words: Words) -> Slide | None:
    """Return the groups that somebody published and those that nobody did; None when no group is known."""
    parts, others = trained(facts, words), tuple(shares(facts, words))
    if not parts and not others:
        return None
    known = {GROUPS[f.key] for f in others}
    unknown = tuple(
        Figure(name, words(f"closing.breakdown.{name}"), words("absent.unknown"), unit="persons")
        for name in BREAKDOWNS
        if name not in known
    )
    title = titles.groups(facts, len(others), words)
    whole = figure(facts.result("found_job"), "", "", words, "result", "persons", "result_").printed if parts else ""
    heading = words("closing.groups_heading", n=whole) if parts else words("closing.groups_others")
    shown = [*parts, *others, *unknown]
    return Slide(
        "groups", "groups", title, Groups(heading, parts, others, unknown),
        source_line([facts.outcomes] if parts else [facts.figures], words, words("closing.groups_overlap")),
        alt("parts", shown, words),
        notes(title, shown, [facts.outcomes], words, unsure=[words("closing.groups_overlap")]),
    )  # fmt: skip


def trained(facts: Facts, words: Words) -> tuple[Figure, ...]:
    """Return those who found a job as two parts: also trained, and the rest about whose training nothing is known."""
    found, both = facts.result("found_job"), facts.result("found_job_and_trained")
    if found is None or both is None or text(found["result_softness"]) != "exact" or text(both["result_softness"]) != "exact":
        return ()
    all_of_them, some = number(found["result"]) or 0.0, number(both["result"]) or 0.0
    if not 0 < some <= all_of_them:
        return ()
    first = figure(both, "trained", words("closing.trained"), words, "result", "persons", "result_")
    of = words("closing.of_found", n=words.number(all_of_them))
    rest = words.quantity(all_of_them - some, "persons")
    second = Figure("not_said", words("closing.not_said"), rest, all_of_them - some, "persons", short=words.number(all_of_them - some))
    return replace(first, base=all_of_them, share=words.share(some / all_of_them), of=of), second


def shares(facts: Facts, words: Words) -> Iterator[Figure]:
    """Yield the published groups of the participants; a share only where both numbers are exact and of one day."""
    base = facts.result("participants")
    for name in GROUPS:
        row = facts.headline(name)
        if row is None or row["series"] != "result":
            continue
        shown = figure(row, name, words.pick(row, "measure"), words)
        if base is not None and base["result_as_of"] == row["as_of"] and {base["result_softness"], row["softness"]} == {"exact"}:
            of = number(base["result"]) or 0.0
            said = words("pact.of_placement_rate", per=words.number(of))
            shown = (
                replace(shown, base=of, share=words.share((shown.value or 0.0) / of), of=said) if of >= (shown.value or 0.0) > 0 else shown
            )
        yield shown
