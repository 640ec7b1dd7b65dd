"""What rows of project lists have in common: how they become grants, and what can be checked within one row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paktum.exports.faults import finding
from paktum.exports.formats import Values
from paktum.exports.reading import Finding, Grant

PACT_GRANT_HUF = (10_000_000, 10_000_000_000)  # what a grant of a pact can be; outside of it a unit has probably slipped


def grant(values: Values, row: int, sheet: str, **more: Any) -> Grant:
    """Return the grant of a row whose fields have the names of `Grant`, its call in `code`, its amount in `amount`."""
    code = values.get("code")
    told: dict[str, Any] = {
        k: values.get(k) for k in ("internal_id", "applicant", "title", "place", "county", "district", "decided_on", "starts_on", "ends_on")
    }
    if code is not None:
        told |= {"project_code": code.project, "call_code": code.call, "territory_code": code.territory, "cycle": code.cycle}
    return Grant(row=row, sheet=sheet, amount=values.get("amount"), precision=values.get("amount_extra") or "exact", **(told | more))


def pact_calls(values: Values) -> str | None:
    """Leave out what is no call of a pact."""
    return None if values["code"] else "not_a_pact_call"


def dates_and_units(values: Values, headings: Mapping[str, str]) -> list[Finding]:
    """Check what every project row can be checked for: dates in order, an amount of a possible size."""
    said = []
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts and ends and starts > ends:
        said.append(finding("error", "V03", column=headings["ends_on"], value=f"{starts} > {ends}"))
    decided = values.get("decided_on")
    if decided and ends and decided > ends:
        said.append(finding("error", "V03", column=headings["ends_on"], value=f"{decided} > {ends}"))
    amount = values.get("amount")
    if amount and not PACT_GRANT_HUF[0] <= amount <= PACT_GRANT_HUF[1]:
        said.append(finding("warning", "V17", column=headings["amount"], value=f"{amount:f}"))
    return said
