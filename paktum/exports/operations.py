"""The EU list of operations of 2014-2020 as Hungary publishes it: 15 columns, headings in Hungarian, English or both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from paktum.exports.faults import finding
from paktum.exports.formats import Column, Format, Values
from paktum.exports.grants import dates_and_units, grant, pact_calls
from paktum.exports.reading import Finding, Grant

RATE = re.compile(r"(?<![\d,.])(\d{1,3}(?:[.,]\d+)?)\s*%?")


def both(hungarian: str, english: str) -> tuple[str, ...]:
    """Return the three headings that a column of this list can have."""
    return f"{hungarian} / {english}", hungarian, english


def cofinancing_percent(cell: str) -> Decimal | None:
    """Return the rate in a cell like "ESZA - 85,00 %" or "ERFA 0,85"; None when there is none or more than one."""
    rates = {Decimal(r.replace(",", ".")) for r in RATE.findall(cell)}
    if len(rates) != 1:
        return None
    rate = rates.pop()
    percent = rate * 100 if 0 < rate <= 1 else rate
    return percent if 0 < percent <= 100 else None


def check(values: Values, headings: Mapping[str, str]) -> list[Finding]:
    """Check dates and units, and that the grant is within the eligible cost."""
    said = dates_and_units(values, headings)
    total, amount, rate = values.get("total"), values.get("amount"), values.get("rate")
    if total and amount and amount > total:
        said.append(finding("error", "V11", column=headings["amount"], value=f"{amount:f} > {total:f}"))
    if rate and cofinancing_percent(rate) is None:
        said.append(finding("warning", "OPER01", column=headings["rate"], value=rate))
    return said


def build(values: Values, row: int, sheet: str) -> Grant:
    """Return the grant; the eligible cost and the co-financing rate (per cent) stand beside it."""
    told: dict[str, Any] = {"total_eligible": values["total"], "eu_rate_percent": cofinancing_percent(values["rate"] or "")}
    return grant(values, row, sheet, other_amounts={k: v for k, v in told.items() if v is not None})


OPERATIONS = Format(
    name="operations",
    columns=(
        Column("applicant", both("Pályázó neve", "Beneficiary name"), required=True, filled=True),
        Column("title", both("Projekt megnevezése", "Operation name"), required=True, filled=True),
        Column("summary", both("Projekt rövid összefoglaló", "Operation summary"), "left", required=True),
        Column("starts_on", both("Megvalósítás kezdete", "Operation start date"), "planned", required=True),
        Column("ends_on", both("Megvalósítás befejezése", "Operation end date"), "planned", required=True),
        Column("total", both("Projekt összköltség", "Total eligible expenditure"), "money", required=True),
        Column("amount", both("Megítélt támogatás (HUF)", "Grant awarded (HUF)"), "money", required=True, filled="doubt"),
        Column("rate", both("Uniós társfinanszírozási ráta", "Union cofinancing rate"), required=True),
        Column("country", both("Ország", "Country"), "left", required=True),
        Column("place", both("Település", "Location"), "places", required=True),
        Column("category", both("Beavatkozási kategória", "Name of category of intervention"), "left", required=True),
        Column("programme", both("Operatív program", "Operational programme"), "left", required=True),
        Column("code", both("Alintézkedés", "Support scheme"), "code", required=True, filled=True),
        Column("fund", both("Forrás", "Fund"), "left", required=True),
        Column("decided_on", both("Támogatási döntés dátuma", "Grant decision date"), "day", required=True, filled="doubt"),
    ),
    first=("code",),
    choose=pact_calls,
    build=build,
    check=check,
)
