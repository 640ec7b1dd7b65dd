"""The overview in words: five key figures, what is known at all, the county map, pacts against their targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paktum.figures.bullets import Bullet
from paktum.figures.coverage import Coverage
from paktum.figures.kpis import Kpi
from paktum.figures.scale import counts, shades, ticks
from paktum.questions import Answer
from paktum.readings.marks import Row, digits, marks, number, pact_name, printed, text
from paktum.wording import NBSP, SIGNS, Words

KEY_FIGURES = ("grant", "participants", "found_job", "employed_6m", "founding_members")
FULFILMENT = {"participants": "fulfilment_participants", "found_job": "fulfilment_jobs"}
# From this share of the pacts on, the top edge of a card is drawn full.
ENOUGH = 0.25


def cards(groups: Answer, words: Words) -> list[Kpi]:
    """Return the five key figures of a group of pacts."""
    rows = {text(r["indicator"]): r for r in groups.rows}
    return [key_figure(rows[name], rows.get(FULFILMENT.get(name, "")), words) for name in KEY_FIGURES]


def key_figure(row: Row, fulfilment: Row | None, words: Words) -> Kpi:
    """Return one card; a number is split from its unit so that the unit can be set smaller."""
    known, total = int(number(row["pacts_known"]) or 0), int(number(row["pacts_asked"]) or 0)
    whole = printed(row, words)
    head, _, unit = whole.rpartition(NBSP)
    if row["unit"] == "HUF":
        head, unit = NBSP.join(whole.split(NBSP)[:-2]), NBSP.join(whole.split(NBSP)[-2:])
    return Kpi(
        # Where no award is published the later amount counts, so the sum is not that of the awards alone.
        label=words("overview.grant_label") if row["indicator"] == "grant" else words(f"indicator.{row['indicator']}"),
        value=head if known else whole,
        unit=unit if known else "",
        notes=notes(row, fulfilment, words) if known else (),
        details=details(row, words) if known else (),
        known=known,
        total=total,
        coverage=words("overview.coverage", total=words.number(total), known=words.number(known)),
        solid=total > 0 and known / total >= ENOUGH,
        absent=not known,
    )


def notes(row: Row, fulfilment: Row | None, words: Words) -> tuple[str, ...]:
    """Return the small lines of a card: status and date, and the share of the target."""
    period = words.period([text(row["as_of_first"]), text(row["as_of"])])
    # A count of which nobody can say whether it is a target is not called a result.
    unclear = row["pacts_unclear"] and row["pacts_unclear"] == row["pacts_known"]
    lines = [words("overview.status_unclear" if unclear else f"overview.status_{row['indicator']}", period=period)]
    if row["pacts_unclear"] and not unclear:
        lines.append(words("overview.pacts_unclear", n=words.number(number(row["pacts_unclear"]) or 0)))
    if fulfilment and fulfilment["value"] is not None:
        share = printed(fulfilment, words)
        lines.append(words("overview.of_target", share=share, n=words.number(number(fulfilment["pacts_known"]) or 0)))
    return tuple(lines)


def details(row: Row, words: Words) -> tuple[str, ...]:
    """Return what a card says on demand: how many of its parts are soft, and what else it is not."""
    soft = [
        words(f"overview.{column}", n=words.number(n))
        for column in ("pacts_later", "pacts_rounded", "pacts_bounded", "pacts_unsure")
        if (n := number(row[column]))
    ]
    return (*soft, *([words("overview.grant_only")] if row["indicator"] == "grant" else []))


def finding(groups: Answer, words: Words) -> tuple[str, str, str, str]:
    """Return the finding of the page: how few pacts published what became of their people."""
    rows = {text(r["indicator"]): r for r in groups.rows}
    count = {name: words.number(number(rows[name]["pacts_known"]) or 0) for name in KEY_FIGURES}
    total = words.number(number(rows["grant"]["pacts_asked"]) or 0)
    known, asked = number(rows["employed_6m"]["pacts_known"]) or 0, number(rows["grant"]["pacts_asked"]) or 0
    how_many = "none" if not known else "all" if known == asked else "few" if known / asked < ENOUGH else "some"
    lead = words(f"overview.finding_{how_many}")
    text_key = "overview.finding" if known else "overview.finding_without"
    said = words(text_key, total=total, six=count["employed_6m"], jobs=count["found_job"], people=count["participants"])
    return count["employed_6m"], f"/{NBSP}{total}", lead, said


def coverage_rows(answer: Answer, words: Words) -> list[Coverage]:
    """Return how many pacts published each main figure."""
    out = []
    for r in answer.rows:
        known, total = int(number(r["known"]) or 0), int(number(r["total"]) or 0)
        out.append(
            Coverage(
                words(f"field.{r['field']}"),
                known,
                total,
                f"{words.number(known)}{NBSP}/{NBSP}{words.number(total)}",
                words.part(known, total),
            )
        )
    return out


def bullets(answer: Answer, chosen: str, links: Mapping[str, str], words: Words) -> list[Bullet]:
    """Return pacts with a result or a target as bars and ticks."""
    two_cycles = answer.frame["cycle"].nunique() > 1
    return [bullet(r, chosen, links, two_cycles, words) for r in answer.rows]


def bullet(row: Row, chosen: str, links: Mapping[str, str], two_cycles: bool, words: Words) -> Bullet:
    """Return one bar with its target; a share is printed only where both are exact and nobody contradicts them."""
    result, target, pact = number(row["result"]), number(row["target"]), text(row["pact_id"])
    has_target = printed(row, words, "target", "persons", "target_") if target is not None else words("absent.unknown")
    detail = words("overview.target", target=has_target)
    warned = tuple(m for m in marks(row, words, "result_softness") if m.kind == "warn")
    return Bullet(
        name=pact_name(row, words, two_cycles),
        href=links.get(pact, ""),
        actual=result,
        target=target,
        soft=text(row["result_softness"]) not in ("", "exact"),
        soft_target=text(row["target_softness"]) not in ("", "exact"),
        chosen=pact == chosen,
        value=printed(row, words, "result", "persons", "result_") if result is not None else "",
        detail=detail if result is not None else words("overview.no_result", target=has_target),
        marks=warned,
        share=words.quantity(f, "percent") if (f := number(row["fulfilment"])) is not None else "",
        open_end=text(row["result_softness"]).startswith("lower"),
    )


def axis(rows: Sequence[Bullet], words: Words) -> list[tuple[float, str]]:
    """Return round ticks that cover all results and targets."""
    top = max([v for b in rows for v in (b.actual, b.target) if v is not None], default=0.0)
    return [(at, words.number(at)) for at in ticks(0.0, top) if at <= top or top == 0]


def outside(answer: Answer) -> frozenset[str]:
    """Return the counties that have pacts, but none in the view: the filters leave them out, so nothing is said of them."""
    return frozenset(text(r["county_ksh"]) for r in answer.rows if not r["pacts"] and r["pacts_outside"])


def map_texts(answer: Answer, words: Words) -> tuple[dict[str, float | None], dict[str, str], dict[str, str], frozenset[str]]:
    """Return what the county map needs: values, names, hover texts by county, and the counties whose sum is a bound."""
    away = outside(answer)
    values, names, texts, soft = {}, {}, {}, set()
    for r in answer.rows:
        code = text(r["county_ksh"])
        values[code], names[code] = number(r["per_inhabitant_huf"]), text(r["name_long"])
        if values[code] is None:
            texts[code] = words("overview.map_outside" if code in away else "overview.map_none")
            continue
        softness = text(r["softness"])
        sign = SIGNS.get(softness, "")
        if sign[:1] in ("≥", "≤"):
            soft.add(code)
        cap = digits(r["digits"])
        per = words.figure(values[code], "HUF", softness, cap)
        amount = words.figure(number(r["amount_huf"]), "HUF", softness, cap)
        lacking = number(r["pacts_without_amount"]) or 0
        more = words("overview.map_lacking", n=words.number(lacking)) if lacking else ""
        if r["pacts_outside"]:
            more += words("overview.map_part", n=words.number(number(r["pacts_outside"]) or 0))
        texts[code] = words("overview.map_text", per=per, amount=amount, pacts=words.number(number(r["pacts"]) or 0), more=more)
    return values, names, texts, frozenset(soft)


def map_left_out(answer: Answer, words: Words) -> str:
    """Return what the map does not hold: pacts whose amount nobody published."""
    lacking = sum(int(number(r["pacts_without_amount"]) or 0) for r in answer.rows)
    return words("overview.map_left_out", n=words.number(lacking)) if lacking else ""


def map_sentence(answer: Answer, words: Words) -> str:
    """Return what the county map says: the highest, the lowest and how many counties have nothing."""
    known = [r for r in answer.rows if r["per_inhabitant_huf"] is not None]
    if not known:
        return words("overview.map_alt_none")
    top, low = known[0], known[-1]
    per = [words.figure(number(r["per_inhabitant_huf"]), "HUF", text(r["softness"]), digits(r["digits"])) for r in (top, low)]
    away = outside(answer)
    lacking = [text(r["name"]) for r in answer.rows if r["per_inhabitant_huf"] is None and r["county_ksh"] not in away]
    none = words.list(lacking) or words("scope.nothing")
    return words("overview.map_alt", top=text(top["name_long"]), most=per[0], low=text(low["name_long"]), least=per[1], none=none)


def map_legend(
    values: Mapping[str, float | None], breaks: Sequence[float], soft: frozenset[str], away: frozenset[str], words: Words
) -> list[tuple[str, str]]:
    """Return the legend of the map: round limits with the number of counties, the hatch, the empty shape, the dot."""
    known = counts(values.values(), breaks)
    items = [
        (shade, f"{limits(n, values, breaks, words)} ({words.number(known[n])})") for n, shade in enumerate(shades(breaks)) if known[n]
    ]
    unknown = sum(v is None and code not in away for code, v in values.items())
    items += [("hatch", f"{words('overview.map_none')} ({words.number(unknown)})")] if unknown else []
    items += [("empty", f"{words('overview.map_outside')} ({words.number(len(away))})")] if away else []
    items += [("bounddot", words("overview.map_bound"))] if soft else []
    return items


def limits(n: int, values: Mapping[str, float | None], breaks: Sequence[float], words: Words) -> str:
    """Return the limits of a class in words: under the first, between two, over the last; one class is its value."""
    if not breaks:
        return words("overview.map_one", n=words.number(max(v for v in values.values() if v is not None)))
    if n == 0:
        return words("overview.map_under", n=words.number(breaks[0]))
    if n == len(breaks):
        return words("overview.map_over", n=words.number(breaks[-1]))
    return f"{words.number(breaks[n - 1])}–{words.number(breaks[n])}"
