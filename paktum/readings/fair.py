"""Comparison that is fair or not made: rates against chance, ranks and why there is none, unit costs with their bounds."""

from __future__ import annotations

from collections.abc import Sequence

from paktum.figures.funnel_plot import Limit, Share, funnel_plot, window
from paktum.figures.legend import legend
from paktum.figures.parts import Cell, Column
from paktum.figures.ranges import Range, RangeMark, ranges
from paktum.figures.table import table
from paktum.figures.theme import Body
from paktum.figures.view_line import view_line
from paktum.questions import Answer, remembered
from paktum.readings.compare import rests_on
from paktum.readings.marks import Row, absent, marks, number, pact_name, printed, text
from paktum.tables import worded
from paktum.wording import Words

COSTS = ("cost_per_participant", "cost_per_job")
# Forints per participant; outside of these the check of the data warns of a slip, too.
LEAST_BELIEVED, MOST_BELIEVED = 300_000, 5_000_000

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
            brief(r, words),
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
    centre = words("outcomes.centre", rate=words.quantity(rate(answer), "percent"))
    return centre, words.quantity(95, "percent"), words.quantity(99.8, "percent")


@remembered
def rates_body(answer: Answer, chosen: str, words: Words) -> Body:
    """Return the plot, or in words that there is no group to compare with."""
    if not firm(answer):
        return view_line(words("outcomes.no_group"), "")
    return funnel_plot(shares(answer, chosen, words), limits(answer), rate(answer), line_names(answer, words), words)


def rates_legend(answer: Answer, words: Words) -> str:
    """Return the unit line and the signs of the plot; nothing where there is no plot."""
    if not firm(answer):
        return ""
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
    if not firm(answer):
        return [words("outcomes.no_group")]
    rows = drawn(answer)
    said = [words("outcomes.rates", group=group_in_words(answer, words), listed=words.list(rate_of(r, words) for r in rows))]
    for verdict in ("inside", "between", "outside"):
        names = [pact_name(r, words) for r in rows if r["verdict"] == verdict and r["reason"] is None]
        said += [words(f"outcomes.{verdict}", listed=words.list(names))] if names else []
    unsure = [pact_name(r, words) for r in rows if r["reason"] == "doubtful"]
    said += [words("outcomes.unsure", listed=words.list(unsure))] if unsure else []
    said += [words("outcomes.no_order", reasons=" ".join(reasons))] if reasons else []
    return said


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


def ranking_body(answer: Answer, words: Words) -> str:
    """Return the pacts with a figure by group, each with its rank or the reason why there is none."""
    columns = [Column(words("column.pact")), Column(words("column.rank")), Column(words("column.value"), "right")]
    rows = [
        [Cell(pact_name(r, words), sub=(group_of(r, words),)), rank_cell(r, words), value_cell(r, words)]
        for r in answer.rows
        if r["reason"] != "no_figure"
    ]
    silent = sum(r["reason"] == "no_figure" for r in answer.rows)
    if silent:
        nothing = Cell(words("outcomes.no_rank"), sub=(words("reason.no_figure"),))
        rows.append([Cell(words("outcomes.pacts_silent", n=words.number(silent))), nothing, absent(words)])
    return table(columns, rows, words("card.ranking.title"))


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
    """Return the value, whose weakness stands beside it as the reason; a share of fewer than ten people is only a fraction."""
    if row["softness"] == "none":
        return Cell(words("absent.meaningless"), sub=(words("compare.versions"),))
    if row["reason"] == "small_base":
        return Cell(fraction(row, words))
    return Cell(printed(row, words), sub=tuple(s for s in (rests_on(row, words),) if s))


def ranking_rule(answer: Answer, words: Words) -> str:
    """Return which end of the ranking is the first, and how many pacts have a rank."""
    ranked = [r for r in answer.rows if r["rank"] is not None]
    better = next((text(r["better"]) for r in answer.rows if r["better"]), "higher")
    return words(f"outcomes.first_{better}", n=words.number(len(ranked)), of=words.number(len(answer.rows)))


# ---------------------------------------------------------------- unit costs and aggregates


def costs(answer: Answer, order: Sequence[str], chosen: str, words: Words) -> list[Range]:
    """Return the unit costs in the order of the names: it says nothing about the values."""
    two_cycles = answer.frame["cycle"].nunique() > 1
    rows = sorted(answer.rows, key=lambda r: order.index(text(r["pact_id"])))
    names = [pact_name(r, words, True) if two_cycles else brief(r, words) for r in rows]
    return [Range(name, r["pact_id"] == chosen, (cost_mark(r, words),)) for name, r in zip(names, rows, strict=True)]


def brief(row: Row, words: Words) -> str:
    """Return the name of a pact beside a mark: a county without the word for it, while one cycle is in view."""
    return pact_name(row, words).removesuffix(f" {words('outcomes.county')}")


def cost_mark(row: Row, words: Words) -> RangeMark:
    """Return one unit cost with its rounding or open end; what is unsure about it, else which amount it rests on."""
    value = printed(row, words)
    unsure = [words("outcomes.unclear")] if row["doubt"] else []
    unsure += [words("outcomes.disputed")] if row["contradicted"] else []
    label = unsure[0] if unsure else words(f"kind.{row['state']}")
    hover = f"{value} · {rests_on(row, words)} · {words('kind.' + text(row['state']))}"
    return RangeMark(number(row["value"]), number(row["low"]), number(row["high"]), text(row["softness"]), not unsure, label, hover, value)


def plausibility(answer: Answer, words: Words) -> str:
    """Return how many grants per participant lie outside what can be believed: a check for slips, no judgement."""
    outside = sum(not LEAST_BELIEVED <= (number(r["value"]) or 0.0) <= MOST_BELIEVED for r in answer.rows)
    band = {"low": words.huf(LEAST_BELIEVED, 1), "high": words.huf(MOST_BELIEVED, 1)}
    return words("outcomes.implausible" if outside else "outcomes.plausible_text", n=words.number(outside), **band)


def costs_legend(words: Words) -> str:
    """Return the unit and the signs of the unit costs."""
    kinds = {"dot": "outcomes.sure", "ring": "outcomes.unsure_cost", "diamond": "softness.approximate", "bound": "outcomes.open_end"}
    return legend(words("unit_name.m_huf_from_zero"), [(kind, words(key)) for kind, key in kinds.items()])


def costs_left_out(answer: Answer, everything: int, words: Words) -> str:
    """Return how many pacts have no unit cost."""
    return words("outcomes.left_silent", n=words.number(everything - len(answer.frame))) if everything > len(answer.frame) else ""


@remembered
def costs_body(answer: Answer, order: tuple[str, ...], chosen: str, words: Words) -> Body:
    """Return the unit costs as dots and open ends, or the word that there are none."""
    return ranges(costs(answer, order, chosen, words), words) if len(answer.frame) else view_line(words("absent.unknown"), "")


def costs_sentence(answer: Answer, order: Sequence[str], words: Words) -> str:
    """Return the unit costs as a sentence that ranks nobody: the alternative text of their figure."""
    said = [f"{r.name} {m.value} ({m.label})" for r in costs(answer, order, "", words) for m in r.marks]
    return words("outcomes.costs_alt", costs="; ".join(said)) if said else words("absent.unknown")


def aggregate_body(answer: Answer, words: Words) -> str:
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
    return table(columns, rows, words("card.aggregates.title"), compact=True)
