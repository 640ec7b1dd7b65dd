"""Membership in words: how many members at which date, of which sectors, and how little is published at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paktum.figures.bullets import Bullet
from paktum.figures.coverage import Coverage
from paktum.figures.kpis import Kpi
from paktum.figures.parts import Cell, Column
from paktum.figures.scale import ticks
from paktum.questions import Answer
from paktum.readings.marks import Row, absent, marks, number, printed, softness_mark, text
from paktum.tables import worded
from paktum.wording import NBSP, Words

# From this share of the pacts on, the top edge of a card is drawn full.
ENOUGH = 0.25
Names = Mapping[str, str]
Links = Mapping[str, str]
# A base under this prints no per cent.
SMALL = 10


def whole(value: object) -> int:
    """Return a count of an answer, which is never unknown."""
    return int(number(value) or 0)


def when(iso: object, words: Words) -> str:
    """Return the date of a number of members, or the words that it has none: never nothing."""
    return words.date(text(iso)) if iso else words("absent.undated")


def short_names(pacts: Answer, words: Words) -> dict[str, str]:
    """Return the short name of each pact; where all are of one cycle a name need not say it."""
    two_cycles = pacts.frame["cycle"].nunique() > 1
    return {
        text(r["pact_id"]): words.pick(r, "short").removesuffix("" if two_cycles else f" {words('cycles.' + text(r['cycle']))}")
        for r in pacts.rows
    }


# ---------------------------------------------------------------- key figures and coverage


def cards(totals: Answer, known: Answer, words: Words) -> list[Kpi]:
    """Return the four key figures, each with the pacts that it rests on and with its dates."""
    full = next(whole(r["known"]) for r in known.rows if r["field"] == "named_in_full")
    return [key_figure(r, full, words) for r in totals.rows]


def key_figure(row: Row, full: int, words: Words) -> Kpi:
    """Return one card; of named members it counts the pacts, because nearly all lists are parts of lists."""
    field, known, total = text(row["field"]), whole(row["pacts_known"]), whole(row["pacts_asked"])
    named = field == "named_members"
    value = words.quantity(known, "pacts") if named else printed(row, words)
    head, _, unit = value.rpartition(NBSP)
    lines = [words("membership.kpi_named", n=words.number(whole(row["value"])), full=words.number(full))] if named else []
    lines.append(words(f"membership.kpi_{field}", period=words.period([text(row["as_of_first"]), text(row["as_of"])])))
    undated = whole(row["pacts_undated"])
    if 0 < undated < known:
        lines.append(words("membership.kpi_undated", n=words.number(undated)))
    return Kpi(
        label=words(f"membership_figure.{field}"),
        value=head if known else words("absent.unknown"),
        unit=unit if known else "",
        notes=tuple(lines) if known else (),
        known=known,
        total=total,
        coverage=words("overview.coverage", total=words.number(total), known=words.number(known)),
        solid=total > 0 and known / total >= ENOUGH,
        absent=not known,
    )


def finding(known: Answer, words: Words) -> tuple[str, str, str, str]:
    """Return the finding of the page: of how many pacts nobody published any member."""
    rows = {text(r["field"]): r for r in known.rows}
    some, total = whole(rows["any"]["known"]), whole(rows["any"]["total"])
    how_many = "none" if not some else "all" if some == total else "few" if some / total < ENOUGH else "some"
    values = {"total": total, "known": some, "silent": total - some, "full": whole(rows["named_in_full"]["known"])}
    said = words("membership.finding", **{k: words.number(v) for k, v in values.items()})
    return words.number(some), f"/{NBSP}{words.number(total)}", words(f"membership.finding_{how_many}"), said


def coverage_rows(known: Answer, words: Words) -> list[Coverage]:
    """Return of how many pacts each kind of member data is published."""
    return [
        Coverage(
            words(f"member_field.{r['field']}"),
            whole(r["known"]),
            whole(r["total"]),
            f"{words.number(whole(r['known']))}{NBSP}/{NBSP}{words.number(whole(r['total']))}",
            words.part(whole(r["known"]), whole(r["total"])),
        )
        for r in known.rows
    ]


def silent_sentence(silent: Answer, words: Words) -> str:
    """Return how many pacts of each kind published nothing about their members."""
    counts = [(level, sum(r["level"] == level for r in silent.rows)) for level in ("county", "city", "district")]
    named = words.list(words(f"scope.level_{level}", n=words.number(n)) for level, n in counts if n)
    return words("membership.silent", n=words.number(len(silent.frame)), levels=named) if named else words("membership.silent_none")


# ---------------------------------------------------------------- published numbers


def count_bars(answer: Answer, chosen: str, names: Names, links: Links, words: Words) -> list[Bullet]:
    """Return the pacts with a bar for the founders and a tick for the members on a day, each with its date in words."""
    return [count_bar(r, chosen, names, links, words) for r in answer.rows]


def count_bar(row: Row, chosen: str, names: Names, links: Links, words: Words) -> Bullet:
    """Return one pact; where one of the two numbers is not published that is said, not drawn."""
    founding, members, pact = number(row["founding"]), number(row["members"]), text(row["pact_id"])
    start = words("membership.no_founding")
    if founding is not None:
        start = words("membership.at_founding", date=when(row["founding_as_of"], words))
    counted = words("absent.unknown")
    if members is not None:
        counted = f"{printed(row, words, 'members', 'organisations', 'members_')}, {when(row['members_as_of'], words)}"
    return Bullet(
        name=names[pact],
        href=links.get(pact, ""),
        actual=founding,
        target=members,
        soft=text(row["founding_softness"]) not in ("", "exact"),
        soft_target=text(row["members_softness"]) not in ("", "exact"),
        chosen=pact == chosen,
        value=printed(row, words, "founding", "organisations", "founding_") if founding is not None else "",
        detail=f"{start} · {words('membership.members_on', n=counted)}",
        marks=tuple(m for m in marks(row, words, "founding_softness") if m.kind == "warn"),
        open_end=text(row["founding_softness"]).startswith("lower"),
    )


def count_signs(bars: Sequence[Bullet], words: Words) -> list[tuple[str, str]]:
    """Return the legend of the bars: only the signs that are drawn."""
    signs = [
        (any(b.actual is not None and not b.soft for b in bars), "solid", words("membership.founding_bar")),
        (any(b.soft for b in bars), "soft", words("membership.soft_bar")),
        (any(b.target is not None and not b.soft_target for b in bars), "tick", words("membership.day_tick")),
        (any(b.soft_target for b in bars), "softtick", words("membership.soft_tick")),
        (any(b.chosen for b in bars), "accent", words("overview.chosen")),
    ]
    return [(sign, label) for drawn, sign, label in signs if drawn]


def axis(rows: Sequence[Bullet], words: Words) -> list[tuple[float, str]]:
    """Return round ticks that cover every bar and tick: whole ones, as there is no half organisation."""
    top = max([v for b in rows for v in (b.actual, b.target) if v is not None], default=0.0)
    return [(at, words.number(at)) for at in ticks(0.0, top) if at == int(at)]


def count_sentence(answer: Answer, names: Names, words: Words) -> str:
    """Return what founding and later numbers say together: only pacts with both can show a change."""
    both = [r for r in answer.rows if r["founding"] is not None and r["members"] is not None]
    if not both:
        return words("membership.no_change")
    said = [
        words(
            "membership.change",
            pact=names[text(r["pact_id"])],
            before=printed(r, words, "founding", "organisations", "founding_"),
            first=when(r["founding_as_of"], words),
            after=printed(r, words, "members", "organisations", "members_"),
            last=when(r["members_as_of"], words),
        )
        for r in both
    ]
    return words("membership.changes", n=words.number(len(both)), said=words.list(said))


def figure_table(answer: Answer, names: Names, links: Links, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return every published number with its date and source."""
    titles = ("pact", "measure", "value", "as_of", "source")
    columns = [Column(words(f"column.{t}"), "right" if t in ("value", "as_of") else "left", t == "source") for t in titles]
    rows = []
    for r in answer.rows:
        note = worded(r, "note", words)
        rows.append(
            [
                Cell(names[text(r["pact_id"])], href=links.get(text(r["pact_id"]), "")),
                Cell(words.pick(r, "measure"), sub=(note,) if note else ()),
                Cell(printed(r, words), marks=softness_mark(text(r["softness"]), words), strong=True),
                Cell(when(r["as_of"], words)),
                Cell(text(r["source_title"]), sub=(text(r["publisher"]),), href=text(r["url"])),
            ]
        )
    return columns, rows


# ---------------------------------------------------------------- named members on a day


def day_table(answer: Answer, day: str, names: Names, links: Links, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the named members of each pact on a day; only a full list gives a number, the others a lower bound."""
    columns = [
        Column(words("column.pact")),
        Column(words("membership.named_on"), "right"),
        Column(words("membership.list_state"), wide=True),
        Column(words("membership.balance"), "right"),
    ]
    rows = []
    for r in answer.rows:
        rows.append(
            [
                Cell(names[text(r["pact_id"])], href=links.get(text(r["pact_id"]), "")),
                named_cell(r, day, words),
                Cell(list_state(r, words), sub=uncertain(r, words)),
                balance_cell(r, words),
            ]
        )
    return columns, rows


def named_cell(row: Row, day: str, words: Words) -> Cell:
    """Return the number of named members with its day; nobody surely named is no data, not zero."""
    if row["members"] is None:
        return absent(words, "absent.unknown", words.date(day))
    return Cell(printed(row, words, "members", "organisations"), sub=(words.date(day),), strong=bool(row["complete"]))


def list_state(row: Row, words: Words) -> str:
    """Return whether all members are named, and of how many founders."""
    if row["complete"]:
        return words("membership.full_list", date=when(row["as_of"], words))
    if row["founders"] is None:
        return words("membership.part_list", n=words.number(whole(row["named"])))
    return words("membership.part_list_of", n=words.number(whole(row["named"])), of=words.number(whole(row["founders"])))


def uncertain(row: Row, words: Words) -> tuple[str, ...]:
    """Return how many named members cannot be placed on the day, and why."""
    return tuple(words(f"membership.{name}", n=words.number(n)) for name in ("perhaps", "undated") if (n := whole(row[name])))


def balance_cell(row: Row, words: Words) -> Cell:
    """Return the balance of sectors with its fraction, which a list in part cannot have."""
    if row["balance"] is None:
        return absent(words)
    members = number(row["members"]) or 0.0
    fraction = f"1 − {words.number(number(row['squares']) or 0)}{NBSP}/{NBSP}{words.number(members * members)}"
    return Cell(words.figure(number(row["balance"]), "index", "exact"), sub=(fraction,))


# ---------------------------------------------------------------- sectors


def sector_bars(answer: Answer, words: Words) -> list[Bullet]:
    """Return the sectors, each with its share and what it is a share of."""
    return [
        Bullet(
            name=words(f"sector.{r['sector']}"),
            href="",
            actual=number(r["organisations"]),
            target=None,
            soft=False,
            soft_target=False,
            chosen=False,
            value=words.number(whole(r["organisations"])),
            detail=words("membership.of_whole", of=words.number(whole(r["whole"]))),
            share=words.share(number(r["share"]) or 0.0) if whole(r["whole"]) >= SMALL else "",
        )
        for r in answer.rows
    ]


def sector_sentence(answer: Answer, capacity: str, words: Words) -> str:
    """Return the largest sector with its share in words, and on how many pacts the mix rests."""
    if not answer.rows:
        return words("absent.unknown")
    top = answer.rows[0]
    first = [r for r in answer.rows if r["organisations"] == top["organisations"]]
    return words(
        f"membership.sectors_{capacity}",
        whole=words.number(whole(top["whole"])),
        pacts=words.number(whole(top["whole_pacts"])),
        names=words.list(words(f"sector.{r['sector']}") for r in first),
        n=words.number(whole(top["organisations"])),
    )
