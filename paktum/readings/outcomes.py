"""Results in words: targets against results, lasting results, rates against chance, ranks and why there is none, unit costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from paktum.figures.bullets import Bullet
from paktum.figures.funnel_plot import Limit, Share, window
from paktum.figures.legend import legend
from paktum.figures.parts import Cell, Column
from paktum.figures.ranges import Range, RangeMark
from paktum.questions import Answer
from paktum.readings import overview
from paktum.readings.compare import rests_on
from paktum.readings.marks import Row, absent, marks, number, pact_name, printed, text
from paktum.tables import worded
from paktum.wording import Words

STATEMENTS = ("shows", "hides", "needs", "bases")
COSTS = ("cost_per_participant", "cost_per_job")


def statement(words: Words) -> list[tuple[str, list[Cell]]]:
    """Return the fixed statement: what the numbers show, what they do not, and what that would need."""
    return [(words(f"outcomes.{name}"), [Cell(words(f"outcomes.{name}_text"))]) for name in STATEMENTS]


# ---------------------------------------------------------------- targets and results


def bullets(targets: Answer, versions: Answer, chosen: str, links: Mapping[str, str], words: Words) -> list[Bullet]:
    """Return pacts with a result or a target; a target that others contradict keeps its other versions as ticks."""
    others: dict[str, list[Row]] = {}
    for r in versions.rows:
        if not r["chosen"]:
            others.setdefault(text(r["pact_id"]), []).append(r)
    drawn = overview.bullets(targets, chosen, links, words)
    return [with_versions(b, others.get(text(r["pact_id"]), []), words) for b, r in zip(drawn, targets.rows, strict=True)]


def with_versions(bullet: Bullet, others: Sequence[Row], words: Words) -> Bullet:
    """Return the bullet with the other published targets as ticks and in words."""
    if not others:
        return bullet
    said = words.list(printed(r, words, unit="persons") for r in others)
    values = tuple(v for r in others if (v := number(r["value"])) is not None)
    return replace(bullet, other_targets=values, detail=words("outcomes.other_target", detail=bullet.detail, others=said))


def signs(words: Words) -> list[tuple[str, str]]:
    """Return the legend of the bullets."""
    kinds = {"solid": "overview.exact", "soft": "overview.soft", "accent": "overview.chosen", "tick": "kind.target"}
    return [*((kind, words(key)) for kind, key in kinds.items()), ("softtick", words("outcomes.soft_target"))]


def silence(silent: int, words: Words) -> str:
    """Return the line about the pacts that published neither result nor target."""
    return words("overview.silent", n=words.number(silent)) if silent else ""


def targets_left_out(targets: Answer, silent: int, words: Words) -> str:
    """Return what the bullets do not say: shares that cannot be computed, and the pacts without any figure."""
    rows = targets.rows
    countable = [r for r in rows if r["fulfilment"] is not None]
    torn = [pact_name(r, words, True) for r in rows if r["contradicted"] and r["target"] is not None]
    said = [words("outcomes.fulfilled", n=words.number(len(countable)), of=words.number(len(rows)))]
    said += [words("outcomes.torn", listed=words.list(torn))] if torn else []
    said += [words("overview.silent_left_out", n=words.number(silent))] if silent else []
    return "; ".join(said)


def version_table(versions: Answer, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the targets that were published in more than one version, and milestones, one row per pact."""
    by_pact: dict[str, list[Row]] = {}
    for r in versions.rows:
        by_pact.setdefault(text(r["pact_id"]), []).append(r)
    columns = [Column(words("column.pact")), Column(words("outcomes.chosen_target")), Column(words("outcomes.other_versions"))]
    rows = []
    for given in by_pact.values():
        first, *rest = given
        if rest or first["kind"] == "milestone":
            cells = [version_cell(r, words) for r in rest]
            rows.append(
                [
                    Cell(words.pick(first, "short")),
                    version_cell(first, words),
                    replace(cells[0], more=tuple(cells[1:])) if cells else Cell(""),
                ]
            )
    return columns, rows


def version_cell(row: Row, words: Words) -> Cell:
    """Return one published target with its kind and date."""
    when = words.date(text(row["as_of"])) if row["as_of"] else words("absent.undated")
    return Cell(printed(row, words, unit="persons"), sub=(f"{words('kind.' + text(row['kind']))}, {when}",), marks=marks(row, words)[:1])


# ---------------------------------------------------------------- lasting results


def lasting_table(answer: Answer, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the rates whose base is known, then how many pacts have none, then the other measure that is not the six months."""
    columns = [Column(words("column.pact"))] + [Column(words(f"indicator.{i}")) for i in ("employed_6m", "retention_rate", "lasting_rate")]
    rows = [known_row(r, words) for r in answer.rows if r["state"] == "known"]
    rows += [support_row(r, words) for r in answer.rows if r["after_support"] is not None]
    for state in ("not_yet", "unknown"):
        n = sum(r["state"] == state and r["after_support"] is None for r in answer.rows)
        if n:
            rows.append([Cell(words(f"outcomes.pacts_{state}", n=words.number(n))), *[absent(words, f"absent.{state}")] * 3])
    return columns, rows


def known_row(row: Row, words: Words) -> list[Cell]:
    """Return the lasting results of one pact, each share with its denominator."""
    people = Cell(
        printed(row, words, "employed_6m", "persons", "employed_6m_"), sub=(words.date(text(row["as_of"])),), marks=marks(row, words)[:1]
    )
    shares = [
        Cell(
            printed(row, words, name, "percent", f"{name}_"),
            sub=(words(f"pact.of_{name}_rate", per=words.number(per)),),
            strong=True,
        )
        if (per := number(row[f"{name}_per"]))
        else absent(words, "absent.meaningless", words("outcomes.no_base"))
        for name in ("retention", "lasting")
    ]
    return [Cell(words.pick(row, "short")), people, *shares]


def support_row(row: Row, words: Words) -> list[Cell]:
    """Return who was in a job after the support: another measure, whose source does not mention six months, so no rate."""
    value = printed(row, words, "after_support", "persons", "after_support_")
    other = Cell(words("outcomes.other_measure", value=value), sub=(worded(row, "note", words),))
    return [Cell(words.pick(row, "short")), other, *[absent(words, "absent.meaningless", words("outcomes.no_six_months"))] * 2]


def lasting_left_out(answer: Answer, words: Words) -> str:
    """Return how many pacts have no rate and why."""
    states = [text(r["state"]) for r in answer.rows]
    return words("outcomes.lasting_left_out", not_yet=words.number(states.count("not_yet")), unknown=words.number(states.count("unknown")))


# ---------------------------------------------------------------- rates against chance


def pacts_of(answer: Answer) -> list[Row]:
    """Return the rows of pacts; the others are points of the limits."""
    return [r for r in answer.rows if r["part"] == "pact"]


def firm(answer: Answer) -> list[str]:
    """Return the pacts whose numbers make the rate of the group."""
    return [text(r["pact_id"]) for r in pacts_of(answer) if r["reason"] is None and r["group_rate"] is not None]


def shares(answer: Answer, chosen: str, words: Words) -> list[Share]:
    """Return the pacts that stand in the plot."""
    return [
        Share(
            pact_name(r, words).removesuffix(words("outcomes.county_suffix")),
            number(r["per"]) or 0.0,
            number(r["value"]) or 0.0,
            printed(r, words),
            f"{words.pick(r, 'short')}: {printed(r, words)} ({fraction(r, words)})",
            r["reason"] == "doubtful",
            r["pact_id"] == chosen,
        )
        for r in drawn(answer)
    ]


def drawn(answer: Answer) -> list[Row]:
    """Return the pacts with limits of their own: the firm ones and the doubtful ones."""
    return [r for r in pacts_of(answer) if r["low_95"] is not None]


def fraction(row: Row, words: Words) -> str:
    """Return numerator and denominator of a rate."""
    return f"{words.number(number(row['amount']) or 0)} / {words.number(number(row['per']) or 0)}"


def limits(answer: Answer) -> list[Limit]:
    """Return the points of the curves."""
    names = ("per", "low_95", "high_95", "low_998", "high_998")
    return [Limit(*(number(r[n]) or 0.0 for n in names)) for r in answer.rows if r["part"] == "limit"]


def group(answer: Answer) -> Row:
    """Return a row that carries the rate of the group."""
    return next(r for r in pacts_of(answer) if r["group_rate"] is not None)


def group_in_words(answer: Answer, words: Words) -> str:
    """Return the rate of the group with its numerator and denominator."""
    row = group(answer)
    parts = {"amount": row["group_amount"], "per": row["group_per"]}
    return words("outcomes.group", rate=words.quantity(number(row["group_rate"]) or 0.0, "percent"), fraction=fraction(parts, words))


def rate(answer: Answer) -> float:
    """Return the rate of the group in per cent."""
    return number(group(answer)["group_rate"]) or 0.0


def line_names(answer: Answer, words: Words) -> tuple[str, str, str]:
    """Return the names of the lines as they stand in the plot: centre, inner and outer limits."""
    return words.quantity(rate(answer), "percent"), words.quantity(95, "percent"), words.quantity(99.8, "percent")


def rates_legend(answer: Answer, words: Words) -> str:
    """Return the unit line and the signs of the plot."""
    low, _ = window(shares(answer, "", words), limits(answer))
    kinds = [
        ("dot", words("outcomes.firm")),
        ("line", group_in_words(answer, words)),
        ("dots", words("outcomes.inner")),
        ("thin", words("outcomes.outer")),
    ]
    if any(r["reason"] == "doubtful" for r in drawn(answer)):
        kinds.insert(1, ("ring", words("outcomes.doubtful")))
    return legend(words("outcomes.axes", low=words.quantity(low, "percent")), kinds)


def rates_said(answer: Answer, reasons: Sequence[str], words: Words) -> list[str]:
    """Return what the plot says: rates by name, who is within chance and who is not, and why no order follows."""
    rows = drawn(answer)
    said = [words("outcomes.rates", group=group_in_words(answer, words), listed=words.list(rate_of(r, words) for r in rows))]
    for verdict in ("inside", "between", "outside"):
        names = [pact_name(r, words) for r in rows if r["verdict"] == verdict and r["reason"] is None]
        said += [words(f"outcomes.{verdict}", listed=words.list(names))] if names else []
    unsure = [pact_name(r, words) for r in rows if r["reason"] == "doubtful"]
    said += [words("outcomes.unsure", listed=words.list(unsure))] if unsure else []
    said += [words("outcomes.no_order", reasons=" ".join(reasons))] if reasons else []
    return said


def reading(said: Sequence[str], words: Words) -> list[tuple[str, list[Cell]]]:
    """Return the sentences of the plot beside a heading, for those who read rather than look."""
    return [(words("outcomes.reading"), [Cell(sentence) for sentence in said])]


def rate_of(row: Row, words: Words) -> str:
    """Return a pact with its rate."""
    return f"{pact_name(row, words)} {printed(row, words)}"


def rates_left_out(answer: Answer, everything: int, words: Words) -> str:
    """Return which pacts the plot leaves out: named where there is a figure, counted where there is none."""
    rows = pacts_of(answer)
    out = [r for r in rows if r["low_95"] is None]
    said = [words("outcomes.left_named", name=pact_name(r, words, True), reason=words(f"reason.{r['reason'] or 'alone'}")) for r in out]
    silent = everything - len(rows)
    said += [words("outcomes.left_silent", n=words.number(silent))] if silent else []
    return "; ".join(said)


# ---------------------------------------------------------------- ranks


def ranking_table(answer: Answer, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the pacts with a figure by group, each with its rank or the reason why there is none."""
    columns = [
        Column(words("column.pact")),
        Column(words("column.rank")),
        Column(words("column.value"), "right"),
        Column(words("pact.fraction"), "right"),
    ]
    rows = [
        [Cell(pact_name(r, words), sub=(group_of(r, words),)), rank_cell(r, words), value_cell(r, words), Cell(rests_on(r, words))]
        for r in answer.rows
        if r["reason"] != "no_figure"
    ]
    silent = sum(r["reason"] == "no_figure" for r in answer.rows)
    if silent:
        nothing = Cell(words("outcomes.no_rank"), sub=(words("reason.no_figure"),))
        rows.append([Cell(words("outcomes.pacts_silent", n=words.number(silent))), nothing, absent(words), Cell("")])
    return columns, rows


def group_of(row: Row, words: Words) -> str:
    """Return what a pact may be ranked with: cycle, level, status and, for money, its state."""
    said = [words(f"level_pact.{row['level']}"), words(f"cycles.{row['cycle']}"), words(f"status.{row['status']}")]
    said += [words("outcomes.money_state", state=words(f"kind.{row['state']}"))] if row["state"] else []
    return " · ".join(said)


def rank_cell(row: Row, words: Words) -> Cell:
    """Return a rank among how many, or the word that there is none with its reason."""
    if row["rank"] is None:
        return Cell(words("outcomes.no_rank"), sub=(words(f"reason.{row['reason']}"),))
    rank, of = (words.number(number(row[n]) or 0) for n in ("rank", "rank_of"))
    return Cell(words("outcomes.rank", n=rank), sub=(words("outcomes.rank_of", n=of),), strong=True)


def value_cell(row: Row, words: Words) -> Cell:
    """Return the value; a share of fewer than ten people is printed as a fraction only."""
    if row["softness"] == "none":
        return Cell(words("absent.meaningless"), sub=(words("compare.versions"),), marks=marks(row, words))
    if row["reason"] == "small_base":
        return Cell(fraction(row, words), marks=marks(row, words))
    return Cell(printed(row, words), marks=marks(row, words))


def ranking_rule(answer: Answer, words: Words) -> str:
    """Return which end of the ranking is the first, and how many pacts have a rank."""
    ranked = [r for r in answer.rows if r["rank"] is not None]
    better = next((text(r["better"]) for r in answer.rows if r["better"]), "higher")
    return words(f"outcomes.first_{better}", n=words.number(len(ranked)), of=words.number(len(answer.rows)))


# ---------------------------------------------------------------- unit costs and aggregates


def costs(answer: Answer, order: Sequence[str], chosen: str, words: Words) -> list[Range]:
    """Return the unit costs in the order of the names: it says nothing about the values."""
    rows = sorted(answer.rows, key=lambda r: order.index(text(r["pact_id"])))
    return [Range(words.pick(r, "short"), r["pact_id"] == chosen, (cost_mark(r, words),)) for r in rows]


def cost_mark(row: Row, words: Words) -> RangeMark:
    """Return one unit cost with its rounding or open end, and in words what is unsure about it."""
    value = printed(row, words)
    unsure = [words(f"mark.{row['doubt']}")] if row["doubt"] else []
    unsure += [words("mark.contradicted")] if row["contradicted"] else []
    label = ", ".join([words(f"kind.{row['state']}"), *unsure])
    return RangeMark(
        number(row["value"]),
        number(row["low"]),
        number(row["high"]),
        text(row["softness"]),
        not unsure,
        label,
        f"{value} · {rests_on(row, words)}",
        value,
    )


def costs_legend(words: Words) -> str:
    """Return the unit and the signs of the unit costs."""
    kinds = {"dot": "outcomes.sure", "ring": "outcomes.unsure_cost", "diamond": "softness.approximate", "bound": "outcomes.open_end"}
    return legend(words("unit_name.m_huf_from_zero"), [(kind, words(key)) for kind, key in kinds.items()])


def costs_left_out(answer: Answer, everything: int, words: Words) -> str:
    """Return how many pacts have no unit cost."""
    return words("outcomes.left_silent", n=words.number(everything - len(answer.frame))) if everything > len(answer.frame) else ""


def costs_sentence(ranges: Sequence[Range], words: Words) -> str:
    """Return the unit costs as a sentence that ranks nobody: the alternative text of their figure."""
    said = [f"{r.name} {m.value} ({m.label})" for r in ranges for m in r.marks]
    return words("outcomes.costs_alt", costs="; ".join(said)) if said else words("absent.unknown")


def aggregate_table(answer: Answer, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the figures of several pacts together, one row per figure; a scope is printed once."""
    columns = [
        Column(words("column.scope"), wide=True),
        Column(words("column.measure")),
        Column(words("column.value"), "right"),
        Column(words("column.note")),
    ]
    rows, before = [], ""
    for r in answer.rows:
        scope = words.pick(r, "scope")
        when = words.date(text(r["as_of"])) if r["as_of"] else words("absent.undated")
        state = f"{words('kind.' + text(r['kind']))}, {when}"
        rows.append(
            [
                Cell(scope if scope != before else ""),
                Cell(words.pick(r, "measure"), sub=(state,)),
                Cell(printed(r, words), marks=marks(r, words)),
                Cell(worded(r, "note", words)),
            ]
        )
        before = scope
    return columns, rows
