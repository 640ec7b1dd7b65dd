"""Funding in words: the states of the money, its breakdown, its changes, EU share and intensity, the size of the grants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paktum.figures.bullets import Bullet, bullets
from paktum.figures.changes import Change
from paktum.figures.kpis import Kpi
from paktum.figures.parts import Cell, Column, Mark
from paktum.figures.scale import ticks
from paktum.figures.sections import Section
from paktum.figures.strip import Dot
from paktum.figures.strip import Row as StripRow
from paktum.questions import Answer
from paktum.readings.marks import Row, digits, marks, number, pact_name, printed, softness_mark, split_unit, text
from paktum.readings.overview import ENOUGH
from paktum.tables import slice_name
from paktum.wording import NBSP, SIGNS, Words, article

MILLION = 1e6
# What the sizes are held against, and the indicator of each: it names the card too.
PER_HEAD = {"inhabitant": "grant_per_inhabitant", "jobseeker": "grant_per_jobseeker"}


# ---------------------------------------------------------------- states of the money


def state_cards(states: Answer, words: Words) -> list[Kpi]:
    """Return one card for each state of the money, each with how many pacts it rests on."""
    return [state_card(r, words) for r in states.rows]


def state_card(row: Row, words: Words) -> Kpi:
    """Return the card of one state; a state that nobody published is a word, never a zero."""
    state, known, total = text(row["state"]), count(row, "known"), count(row, "total")
    whole = printed(row, words, "amount_huf", "HUF")
    value, unit = split_unit(whole, "HUF") if known else (whole, "")
    return Kpi(
        label=words(f"money_state.{state}"),
        value=value,
        unit=unit,
        notes=state_notes(row, words) if known else (words(f"money_none.{state}"),),
        known=known,
        total=total,
        coverage=words("overview.coverage", total=words.number(total), known=words.number(known)),
        solid=total > 0 and known / total >= ENOUGH,
        absent=not known,
    )


def state_notes(row: Row, words: Words) -> tuple[str, ...]:
    """Return the small lines of a card: what the state is, when it was published, how many soft parts it has."""
    dated = words.period([text(row["as_of_first"]), text(row["as_of"])])
    undated = count(row, "undated")
    when = words("funding.partly_undated", period=dated, n=words.number(undated)) if undated and row["as_of"] else dated
    soft = [words(f"funding.{name}", n=words.number(n)) for name in ("rounded", "bounded", "unsure") if (n := count(row, name))]
    return (f"{words('money_note.' + text(row['state']))}, {when}", *([words.list(soft)] if soft else []))


def count(row: Row, name: str) -> int:
    """Return a column that counts something."""
    return int(number(row[name]) or 0)


# ---------------------------------------------------------------- breakdown


def slices(answer: Answer, words: Words) -> list[Bullet]:
    """Return the grants of each slice as a bar; a slice that lacks an amount has an open end."""
    return [slice_bar(r, words) for r in answer.rows]


def slice_bar(row: Row, words: Words) -> Bullet:
    """Return the bar of one slice, with the number of its pacts and what its sum leaves open."""
    softness, amount = text(row["softness"]), number(row["amount_huf"])
    said = [words("funding.pacts", n=words.number(count(row, "pacts")))]
    if row["grants"] != row["pacts"]:
        said.append(words("funding.grants", n=words.number(count(row, "grants"))))
    if lacking := count(row, "grants_without_amount"):
        said.append(words("funding.lacking", n=words.number(lacking)))
    if later := count(row, "grants_later"):
        said.append(words("funding.later", n=words.number(later)))
    return Bullet(
        name=slice_name(text(row["dimension"]), row["slice"], words),
        href="",
        actual=amount / MILLION if amount is not None else None,
        target=None,
        soft=softness not in ("", "exact"),
        soft_target=False,
        chosen=False,
        value=printed(row, words, "amount_huf", "HUF"),
        detail=", ".join(said),
        open_end=softness.startswith("lower"),
    )


def axis(amounts: Sequence[float | None], words: Words, at_most: int = 4) -> list[tuple[float, str]]:
    """Return round ticks from zero up to the largest of some amounts (in any unit)."""
    top = max([a for a in amounts if a is not None], default=0.0)
    return [(at, words.number(at)) for at in ticks(0.0, top, at_most) if at <= top or top == 0]


def lacking(answer: Answer, words: Words) -> str:
    """Return what a breakdown leaves out: grants whose amount nobody published."""
    n = sum(count(r, "grants_without_amount") for r in answer.rows)
    return words("funding.left_out_grants", n=words.number(n)) if n else ""


# ---------------------------------------------------------------- amendments


def change_rows(answer: Answer, chosen: str, links: Mapping[str, str], words: Words) -> list[Change]:
    """Return each changed grant as a way from the award to the later amount."""
    return [change(r, text(r["pact_id"]) == chosen, links.get(text(r["pact_id"]), ""), words) for r in answer.rows]


def change(row: Row, chosen: bool, href: str, words: Words) -> Change:
    """Return one change: "1 878 → 2 263 M Ft", by how much, when and how the later amount was published."""
    softness = text(row["later_softness"])
    when = words.date(text(row["later_as_of"])) if row["later_as_of"] else words("absent.undated")
    kind = words(f"kind.{row['later_kind']}") if row["later_kind"] == "modified" else words("funding.stage_unknown")
    warned = (Mark(words("mark.contradicted"), "warn"),) if row["contradicted"] else ()
    return Change(
        name=pact_name(row, words),
        href=href,
        start=(number(row["awarded_huf"]) or 0.0) / MILLION,
        end=(number(row["later_huf"]) or 0.0) / MILLION,
        value=from_to(row, words),
        share=signed(row, words),
        detail=f"{kind}, {when}",
        soft=softness not in ("exact", "lower"),
        open_end=softness.startswith("lower"),
        chosen=chosen,
        marks=(*warned, *softness_mark(softness, words))[:2],
    )


def from_to(row: Row, words: Words) -> str:
    """Return "1 878 → 2 263 M Ft"; two units are both printed."""
    before = printed(row, words, "awarded_huf", "HUF", "awarded_")
    after = printed(row, words, "later_huf", "HUF", "later_")
    (amount, unit), (_, unit_after) = split_unit(before, "HUF"), split_unit(after, "HUF")
    return f"{amount if unit == unit_after else before} → {after}"


def signed(row: Row, words: Words) -> str:
    """Return a change in per cent with its sign, never with more digits than the later amount has."""
    value = number(row["change_percent"]) or 0.0
    sign = SIGNS[text(row["change_softness"])]
    coarse = digits(row["later_digits"]) in (1, 2) and abs(value) >= 10
    share = words.quantity(abs(round(value) if coarse else value), "percent")
    return (sign + NBSP if sign else "") + ("+" if value > 0 else "−") + share


# ---------------------------------------------------------------- EU share and aid intensity


def share_table(answer: Answer, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the pacts that published one of the two shares, with what it was computed from."""
    columns = [Column(words("column.pact")), Column(words("column.value"), "right")]
    return columns, [[Cell(pact_name(r, words), sub=(rests_on(r, words),)), share_cell(r, words)] for r in answer.rows]


def shares_sentence(eu: Answer, aid: Answer, words: Words) -> str:
    """Return why the two shares differ and are both right, with the values that the view holds."""
    return words("funding.shares", eu=spread(eu, words), aid=spread(aid, words))


def spread(answer: Answer, words: Words) -> str:
    """Return the lowest and the highest share: "85–88%", or the word for its absence."""
    known = [v for r in answer.rows if (v := number(r["value"])) is not None]
    if not known:
        return words("absent.unknown")
    low, high = (words.number(round(v)) for v in (min(known), max(known)))
    return words("unit.percent", n=low if low == high else f"{low}–{high}")


def share_cell(row: Row, words: Words) -> Cell:
    """Return a share with one decimal, or why there is none."""
    value = number(row["value"])
    if value is None:
        return Cell(words("absent.meaningless"))
    decimals = 1 if row["share"] == "eu_share" else 0
    return Cell(words("unit.percent", n=words.number(value, decimals)), strong=True)


def rests_on(row: Row, words: Words) -> str:
    """Return what a share rests on: the two amounts, or the date of what was printed."""
    if row["why"]:
        return words(f"why_none.{row['why']}")
    if row["share"] == "eu_share":
        return f"{words.quantity(number(row['amount_eur']) or 0.0, 'EUR')} / {words.quantity(number(row['total_eur']) or 0.0, 'EUR')}"
    return words("funding.printed", date=words.date(text(row["as_of"])) if row["as_of"] else words("absent.undated"))


# ---------------------------------------------------------------- sizes


def groups_of(answer: Answer) -> dict[tuple[str, str], list[Row]]:
    """Return the rows by level and cycle: only inside such a group may sizes be compared."""
    out: dict[tuple[str, str], list[Row]] = {}
    for r in answer.rows:
        out.setdefault((text(r["level"]), text(r["cycle"])), []).append(r)
    return out


def group_name(level: str, cycle: str, several: bool, words: Words) -> str:
    """Return the name of a group; the cycle is said when there are two."""
    return f"{words('level_of.' + level)}, {words('cycles.' + cycle)}" if several else words("level_of." + level)


def strip_rows(answer: Answer, chosen: str, words: Words) -> list[StripRow]:
    """Return one row of dots for each level and cycle that has an amount."""
    groups = groups_of(answer)
    several = len({cycle for _, cycle in groups}) > 1
    rows = []
    for (level, cycle), members in groups.items():
        known = [r for r in members if r["value"] is not None]
        if known:
            ranked = next((r for r in known if r["median"] is not None), None)
            rows.append(
                StripRow(
                    name=group_name(level, cycle, several, words),
                    count=words("funding.of_pacts", n=words.number(len(members)), known=words.number(len(known))),
                    dots=tuple(dot(r, chosen, words) for r in known),
                    median=number(ranked["median"]) if ranked else None,
                    median_label=words("funding.median", median=median_of(ranked, words)) if ranked else "",
                )
            )
    return rows


def dot(row: Row, chosen: str, words: Words) -> Dot:
    """Return one pact as a dot; the chosen one carries its name and amount."""
    is_chosen, amount = text(row["pact_id"]) == chosen, printed(row, words)
    name = pact_name(row, words)
    sign = "ring" if row["state"] != "awarded" else "diamond" if row["softness"] == "approximate" else "dot"
    hover = f"{name}: {amount} ({words('kind.' + text(row['state']))})"
    return Dot(text(row["pact_id"]), number(row["value"]) or 0.0, sign, hover, is_chosen, f"{name}: {amount}" if is_chosen else "")


def median_of(row: Row, words: Words) -> str:
    """Return the median that a row carries, as soft as what it rests on."""
    return printed(row, words, "median", "HUF", "median_")


def size_sentence(answer: Answer, chosen: str, words: Words) -> str:
    """Return where the chosen pact stands among its like, or why that cannot be said: the alternative text of the strip."""
    row = next((r for r in answer.rows if r["pact_id"] == chosen), None)
    if row is None:
        return words("funding.size_not_shown", medians=medians(answer, words))
    name = with_article(words("funding.quoted", name=pact_name(row, words)), words)
    name = name[:1].upper() + name[1:]
    if row["value"] is None:
        return words("funding.size_unknown", name=name, medians=medians(answer, words))
    amount = printed(row, words)
    if row["rank"] is None:
        return words("funding.size_unranked", name=name, amount=amount, why=why_unranked(row, words), medians=medians(answer, words))
    peers, level = with_article(words.number(count(row, "peers")), words), words(f"level.{row['level']}")
    rank = rank_in_words(row, words)
    return words("funding.size", name=name, amount=amount, peers=peers, level=level, rank=rank, median=median_of(row, words))


def with_article(said: str, words: Words) -> str:
    """Return a name or a number with its Hungarian article; English needs none here."""
    return f"{article(said)} {said}" if words.language == "hu" else said


def rank_in_words(row: Row, words: Words) -> str:
    """Return "a legnagyobb", "a 12. legnagyobb", and with how many the rank is shared."""
    rank, others = count(row, "rank"), count(row, "sharing") - 1
    said = words("funding.rank_first") if rank == 1 else words("funding.rank", rank=with_article(words.number(rank), words))
    return said + (words("funding.rank_shared", n=words.number(others)) if others else "")


def why_unranked(row: Row, words: Words) -> str:
    """Return why a known size has no rank: the rule of comparison that it breaks."""
    if row["contradicted"]:
        return words("funding.unranked_contradicted")
    if row["state"] != "awarded":
        return words("funding.unranked_later")
    return words("doubt.area_inferred") if row["doubt"] == "area_inferred" else words("funding.unranked_soft")


def medians(answer: Answer, words: Words) -> str:
    """Return the median of each level and cycle in words."""
    groups = groups_of(answer)
    several = len({cycle for _, cycle in groups}) > 1
    found = {g: next((r for r in rows if r["median"] is not None), None) for g, rows in groups.items()}
    said = [f"{group_name(*g, several, words)}: {median_of(r, words)}" for g, r in found.items() if r is not None]
    return "; ".join(said) or words("absent.unknown")


def unsized(answer: Answer, words: Words) -> str:
    """Return what the strip leaves out: pacts without an amount, and how many are shown but not ranked."""
    none = sum(r["value"] is None for r in answer.rows)
    unranked = sum(r["value"] is not None and r["rank"] is None for r in answer.rows)
    said = [words("funding.left_out_pacts", n=words.number(none))] if none else []
    said += [words("funding.left_out_ranks", n=words.number(unranked))] if unranked else []
    return "; ".join(said)


# ---------------------------------------------------------------- size against the people of the area


def per_head(answer: Answer, per: str, chosen: str, links: Mapping[str, str], words: Words) -> list[Section]:
    """Return one ranked list for each level and cycle, and under it in words the pacts for which there is no number."""
    groups = groups_of(answer)
    several = len({cycle for _, cycle in groups}) > 1
    parts = []
    for (level, cycle), rows in groups.items():
        bars = [head_bar(r, chosen, links, words) for r in rows if r["value"] is not None]
        heading = words("funding.group", name=group_name(level, cycle, several, words), people=words(f"funding.people_{per}_{cycle}"))
        body = bullets(bars, axis([b.actual for b in bars], words), [], "", "") if bars else ""
        parts.append(Section(heading, body, reasons(rows, chosen, words)))
    return parts


def head_bar(row: Row, chosen: str, links: Mapping[str, str], words: Words) -> Bullet:
    """Return one bar: the amount per head, what it was divided by, and its rank where it may have one."""
    pact, softness = text(row["pact_id"]), text(row["softness"])
    parts = f"{printed(row, words, 'amount_huf', 'HUF')} / {words.quantity(number(row['people']) or 0.0, 'persons')}"
    rank = words("funding.place", rank=words.number(count(row, "rank")), peers=words.number(count(row, "peers"))) if row["rank"] else ""
    later = (Mark(words("kind.later")),) if row["state"] != "awarded" else ()
    return Bullet(
        name=pact_name(row, words),
        href=links.get(pact, ""),
        actual=number(row["value"]),
        target=None,
        soft=softness not in ("", "exact"),
        soft_target=False,
        chosen=pact == chosen,
        value=printed(row, words),
        detail=" · ".join(s for s in (parts, rank) if s),
        marks=(*later, *marks(row, words))[:2],
        open_end=softness.startswith("lower"),
    )


def reasons(rows: Sequence[Row], chosen: str, words: Words) -> tuple[tuple[str, str], ...]:
    """Return why some pacts have no number, one line per reason, with their names; the chosen one first."""
    silent: dict[str, list[str]] = {}
    for r in sorted((r for r in rows if r["value"] is None), key=lambda r: r["pact_id"] != chosen):
        silent.setdefault(text(r["why"]), []).append(pact_name(r, words))
    return tuple(
        (
            words("absent.unknown" if why == "no_amount" else "absent.meaningless"),
            words("funding.reason", why=said, names=words.list(names)),
        )
        for why, names in silent.items()
        if (said := words(f"why_none.{why}"))
    )


def without_number(answer: Answer, words: Words) -> str:
    """Return how many pacts have no amount per head, and the grants that they hold."""
    silent = [r for r in answer.rows if r["value"] is None]
    if not silent:
        return ""
    known = [amount for r in silent if (amount := number(r["amount_huf"])) is not None]
    if not known:
        return words("funding.left_out_heads_unknown", n=words.number(len(silent)))
    return words("funding.left_out_heads", n=words.number(len(silent)), money=words.huf(sum(known)))
