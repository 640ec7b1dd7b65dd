"""Results in words: what the numbers say and do not, targets against results, what lasted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from paktum.figures.bullets import Bullet
from paktum.figures.parts import Cell, Column
from paktum.figures.table import table
from paktum.figures.view_line import view_line
from paktum.questions import Answer
from paktum.readings import overview
from paktum.readings.marks import Row, absent, marks, number, pact_name, printed, text
from paktum.tables import worded
from paktum.wording import Words

STATEMENTS = ("shows", "hides", "needs", "bases")


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


def version_body(versions: Answer, words: Words) -> str:
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
    return table(columns, rows, words("card.target_versions.title")) if rows else view_line(words("outcomes.one_version"), "")


def version_cell(row: Row, words: Words) -> Cell:
    """Return one published target with its kind and date."""
    when = words.date(text(row["as_of"])) if row["as_of"] else words("absent.undated")
    return Cell(printed(row, words, unit="persons"), sub=(f"{words('kind.' + text(row['kind']))}, {when}",), marks=marks(row, words)[:1])


# ---------------------------------------------------------------- lasting results


def lasting_body(answer: Answer, words: Words) -> str:
    """Return the rates whose base is known, then how many pacts have none, then the other measure that is not the six months."""
    columns = [Column(words("column.pact")), Column(words("indicator.employed_6m")), Column(words("outcomes.rates_of_lasting"))]
    rows = [known_row(r, words) for r in answer.rows if r["state"] == "known"]
    rows += [support_row(r, words) for r in answer.rows if r["after_support"] is not None]
    for state in ("not_yet", "unknown"):
        n = sum(r["state"] == state and r["after_support"] is None for r in answer.rows)
        if n:
            rows.append([Cell(words(f"outcomes.pacts_{state}", n=words.number(n))), *[absent(words, f"absent.{state}")] * 2])
    return table(columns, rows, words("card.lasting_results.title"))


def known_row(row: Row, words: Words) -> list[Cell]:
    """Return the lasting results of one pact, each share with its denominator."""
    people = Cell(
        printed(row, words, "employed_6m", "persons", "employed_6m_"), sub=(words.date(text(row["as_of"])),), marks=marks(row, words)[:1]
    )
    first, second = (
        Cell(
            printed(row, words, name, "percent", f"{name}_"),
            sub=(f"{words(f'indicator.{name}_rate')}: {words(f'pact.of_{name}_rate', per=words.number(per))}",),
            strong=True,
        )
        if (per := number(row[f"{name}_per"]))
        else absent(words, "absent.meaningless", words(f"indicator.{name}_rate"), words("outcomes.no_base"))
        for name in ("retention", "lasting")
    )
    return [Cell(words.pick(row, "short")), people, replace(first, more=(second,))]


def support_row(row: Row, words: Words) -> list[Cell]:
    """Return who was in a job after the support: another measure, whose source does not mention six months, so no rate."""
    value = printed(row, words, "after_support", "persons", "after_support_")
    other = Cell(words("outcomes.other_measure", value=value), sub=(worded(row, "note", words),))
    return [Cell(words.pick(row, "short")), other, absent(words, "absent.meaningless", words("outcomes.no_six_months"))]


def lasting_left_out(answer: Answer, words: Words) -> str:
    """Return how many pacts have no rate and why."""
    states = [text(r["state"]) for r in answer.rows]
    counts = {state: states.count(state) for state in ("not_yet", "unknown")}
    return "; ".join(words(f"outcomes.left_{state}", n=words.number(n)) for state, n in counts.items() if n)
