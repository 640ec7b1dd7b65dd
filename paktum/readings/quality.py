"""Data quality in words: the field matrix, what was never published, counties, age, the warnings of the checks."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from paktum.figures.bullets import Bullet
from paktum.figures.coverage import Coverage
from paktum.figures.parts import Cell, Column
from paktum.figures.states import SIGNS, State, StateRow
from paktum.questions import Answer
from paktum.readings.marks import Row, number, text
from paktum.wording import NBSP, Words

NAMED = 3  # as many pacts of a year are named; more are counted, the table names them


def counted(words: Words, key: str, n: int, **more: object) -> str:
    """Return a text with a number in it; one is said with the key <key>_one, which Hungarian does not need."""
    return words(key if n != 1 else f"{key}_one", n=words.number(n), **more)


# ---------------------------------------------------------------- the field matrix


def topics(answer: Answer, words: Words) -> list[tuple[str, list[str]]]:
    """Return the columns: (topic, short names of its fields), in the order of the answer."""
    fields = dict.fromkeys((text(r["topic"]), text(r["field"])) for r in answer.rows)
    return [
        (words(f"field_topic.{topic}"), [words(f"field_short.{f}") for _, f in group])
        for topic, group in itertools.groupby(fields, key=lambda f: f[0])
    ]


def groups(answer: Answer, links: Mapping[str, str], words: Words) -> list[tuple[str, list[StateRow]]]:
    """Return the rows by level of the pact, those with the most fields first."""
    out, two_cycles = [], answer.frame["cycle"].nunique() > 1
    for level, rows in itertools.groupby(answer.rows, key=lambda r: text(r["level"])):
        pacts = [pact_row(list(own), links, two_cycles, words) for _, own in itertools.groupby(rows, key=lambda r: r["pact_id"])]
        out.append((words("quality.level_group", level=words(f"level_pact.{level}"), n=words.number(len(pacts))), pacts))
    return out


def pact_row(rows: Sequence[Row], links: Mapping[str, str], two_cycles: bool, words: Words) -> StateRow:
    """Return one pact of the matrix; its name says the cycle only when the view holds both."""
    name, cycle = words.pick(rows[0], "short"), words(f"cycles.{rows[0]['cycle']}")
    share = words("quality.share", known=words.number(number(rows[0]["known"]) or 0), asked=words.number(number(rows[0]["asked"]) or 0))
    return StateRow(
        name if two_cycles else name.removesuffix(f" {cycle}"),
        links.get(text(rows[0]["pact_id"]), ""),
        share.replace(" ", NBSP),
        tuple(state_of(r, words) for r in rows),
    )


def state_of(row: Row, words: Words) -> State:
    """Return one cell; its word names the field, the state and, where it is old, the date."""
    state, when = text(row["state"]), text(row["as_of"])
    said = {"field": words(f"main_field.{row['field']}"), "state": words(f"field_state.{state}")}
    if state == "stale":
        return State(state, words("quality.cell_dated", **said, date=words.date(when)), when[:4])
    return State(state, words("quality.cell", **said))


def state_legend(answer: Answer, words: Words) -> list[tuple[State, str]]:
    """Return every state that occurs, with how many cells are in it."""
    counts = Counter(text(r["state"]) for r in answer.rows)
    return [
        (State(s, words(f"field_state.{s}"), words("quality.stale_sample") if s == "stale" else ""), words.number(counts[s]))
        for s in SIGNS
        if counts[s]
    ]


# ---------------------------------------------------------------- what was never published


def finding(answer: Answer, words: Words) -> tuple[str, str, str, str]:
    """Return the finding of the page: how many pacts published no outcome at all."""
    rows = {text(r["kind"]): r for r in answer.rows}
    silent = {kind: words.number(number(r["silent"]) or 0) for kind, r in rows.items()}
    total = words.number(number(rows["outcome"]["total"]) or 0)
    said = words("quality.finding", total=total, silent=silent["outcome"], targets=silent["target"], members=silent["membership"])
    return silent["outcome"], f"/{NBSP}{total}", words("quality.finding_lead"), said


def published(answer: Answer, words: Words) -> list[Coverage]:
    """Return how many pacts published anything of each kind, the most silent first."""
    out = []
    for r in answer.rows:
        known, total = int(number(r["published"]) or 0), int(number(r["total"]) or 0)
        count = f"{words.number(known)}{NBSP}/{NBSP}{words.number(total)}"
        out.append(Coverage(words(f"published_kind.{r['kind']}"), known, total, count, words.part(known, total)))
    return out


# ---------------------------------------------------------------- counties and age


def county_bars(answer: Answer, links: Mapping[str, str], words: Words) -> list[Bullet]:
    """Return the counties as bars of the share of fields published, each with its rank."""
    return [county_bar(r, links.get(text(r["county_ksh"]), ""), words) for r in answer.rows]


def county_bar(row: Row, href: str, words: Words) -> Bullet:
    """Return one county: rank, share, number of pacts, fields known of those possible."""
    pacts = int(number(row["pacts"]) or 0)
    numbers = {k: words.number(number(row[k]) or 0) for k in ("known", "asked")}
    detail = words("quality.county_detail" if pacts != 1 else "quality.county_detail_one", pacts=words.number(pacts), **numbers)
    share = number(row["share"])
    return Bullet(
        name=words("quality.rank", place=row["place"], name=row["name"]),
        href=href,
        actual=share,
        target=None,
        soft=False,
        soft_target=False,
        chosen=False,
        value=words.quantity(round(share), "percent") if share is not None else "",
        detail=detail,
    )


def county_left_out(answer: Answer, options: Answer, words: Words) -> str:
    """Return how many counties of the filter have no pact in view: they have no share and no rank."""
    lacking = int((options.frame["filter"] == "county").sum()) - len(answer.frame)
    return words("quality.county_none", n=words.number(lacking)) if lacking else ""


def age_bars(answer: Answer, words: Words) -> list[Bullet]:
    """Return the years of the newest figures as bars; a year that is nobody's newest has no bar."""
    return [age_bar(r, words) for r in answer.rows if r["year"] is not None]


def age_bar(row: Row, words: Words) -> Bullet:
    """Return one year: how many pacts, and their names while they are few."""
    count, names = int(number(row["pacts"]) or 0), row[f"pacts_{words.language}"]
    named = [str(n) for n in names] if isinstance(names, list) else []
    return Bullet(
        name=text(row["year"]),
        href="",
        actual=float(count) if count else None,
        target=None,
        soft=False,
        soft_target=False,
        chosen=False,
        value=counted(words, "quality.age_pacts", count),
        detail=words.list(named) if len(named) <= NAMED else "",
    )


def age_rest(answer: Answer, words: Words) -> str:
    """Return the line about pacts without any dated figure."""
    rest = [int(number(r["pacts"]) or 0) for r in answer.rows if r["year"] is None]
    return counted(words, "quality.age_rest", rest[0]) if rest else ""


# ---------------------------------------------------------------- warnings of the checks


def warning_table(answer: Answer, vocabulary: Answer, links: Mapping[str, str], words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return one row per check that found something: its sentence, then every case with its values and source."""
    names = {text(m["measure"]): words.pick(m, "name") for m in vocabulary.rows}
    columns = [Column(words("quality.rule"), wide=True), Column(words("quality.hits"))]
    rows = []
    for check, found in itertools.groupby(answer.rows, key=lambda r: text(r["check"])):
        cases = list(found)
        rule = counted(words, "quality.rule_id", len(cases), rule=cases[0]["rule"])
        rows.append([Cell(words(f"check.{check}"), sub=(rule,)), Cell("", more=tuple(case(r, names, links, words) for r in cases))])
    return columns, rows


def case(row: Row, names: Mapping[str, str], links: Mapping[str, str], words: Words) -> Cell:
    """Return one warning: the pact, the values that disagree, the source and its date."""
    pact = text(row["pact_id"])
    who = words.pick(row, "short") if pact else words("quality.many_pacts")
    what = words.pick(row, "measure") if row["measure"] else words("contradiction.code")
    source = f"{words('source_kind.' + text(row['source_kind']))}, {row['publisher']}" if row["publisher"] else ""
    when = words.date(text(row["as_of"])) if row["as_of"] else words("absent.undated")
    return Cell(who, href=links.get(pact, ""), sub=(f"{what}: {values(row, names, words)}", " · ".join(s for s in (source, when) if s)))


# A dotted id in brackets names the other figure; it stands in the download, not on the screen.
OTHER = re.compile(r" ?\([^()]*\)")
TOKEN = re.compile(r"\d{4}-\d{2}(?:-\d{2})?|\d+(?:\.\d+)?|[A-Za-z]\w+")


def values(row: Row, names: Mapping[str, str], words: Words) -> str:
    """Return the values of a warning in words: numbers and dates as everywhere, measures by their names."""
    why = text(row["why"])
    if row["check"] == "printed_codes_match":
        return why.replace("<>", "≠")
    why = OTHER.sub("", why).replace("<>", "≠").replace("~", "").replace(" %", "%").removeprefix(f"{row['measure']} ")
    why = why.replace(": as_of ?", f", {words('absent.undated')}").replace("target_or_actual ?", words("doubt.target_or_actual"))
    other = {"closing": words("event.closing"), "coverage": words("quality.districts_listed"), "P6M": words("quality.months_six")}
    other |= {"HUF": words("unit_name.HUF"), "EUR": words("unit_name.EUR")}
    dates = text(row["measure"]).endswith("_date")
    money = row["measure"] == "grant"
    return TOKEN.sub(lambda t: token(t.group(), {**names, **other}, dates, money, words), why)


def token(found: str, names: Mapping[str, str], dates: bool, money: bool, words: Words) -> str:
    """Return one word, number or date of a warning as the reader writes it."""
    if found[0].isalpha():
        name = names.get(found, found)
        return name[0].lower() + name[1:] if found in names and not name.isupper() else name
    if "-" in found or dates:
        return words.date(found)
    if money:
        return words.huf(float(found))
    return words.number(float(found), 1 if "." in found else 0)


def warning_left_out(answer: Answer, checks: int, words: Words) -> str:
    """Return what the table does not list: checks that found nothing, and pacts outside the view."""
    found = answer.frame["check"].nunique()
    return f"{words('quality.fine', n=words.number(checks - found))}; {words('quality.not_in_view')}"


def all_checks(checks: Sequence[str], words: Words) -> list[tuple[str, str]]:
    """Return every check with its sentence, for "how was this computed"."""
    return [(str(n), words(f"check.{name}")) for n, name in enumerate(checks, start=1)]
