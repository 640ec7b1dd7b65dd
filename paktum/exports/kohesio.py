"""Kohesio: the search download (8 headings), the bulk file of 2024 (33 columns), the fields of 2025/26; and the file of beneficiaries.

Amounts stay euros. The files name no call: a row counts as a pact's by its local identifier, or else by words of its title,
which is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from paktum.exports.faults import finding
from paktum.exports.formats import Column, Format, Values
from paktum.exports.grants import dates_and_units, grant
from paktum.exports.reading import Finding, Grant

PACT_WORDS = re.compile(
    r"paktum|foglalkoztatási[ -]+(?:gazdaság\w*[ -]+)?(?:együttműköd|megállapod|partnerség)|employment[ -]+(?:and economic[ -]+\w+[ -]+)?"
    r"(?:pact|co-?operation|partnership|agreement)|munkaerő-?piaci együttműköd",
    re.IGNORECASE,
)
# Columns of the bulk files that are known and not read.
LEFT = (
    "SUMMARY", "Postal_Code", "Beneficiary_Unique_Identifier", "Beneficiary_Local_Identifier",
    "Location_Indicator_latitude_longitude", "Category_Of_Intervention", "Category_Label", "Thematic_Objective_ID",
    "Thematic_Objective_Label", "Policy_Objective_ID", "Policy_Objective_Label", "Specific_Objective_Label", "Fund_Code",
    "Fund_Name", "Programme_Code", "Programme_Name", "Region", "NUTS1_Code", "NUTS2_Code", "NUTS2_Label", "NUTS3_Code",
    "Operation_Summary_English", "Operation_Summary_Programme_Language", "ManagingAuthority", "Image_URL", "InfoRegio_ID",
    "InfoRegio_URL",
)  # fmt: skip
HUNGARY = ("hungary", "magyarország", "hu", "hun")


def choose(values: Values) -> str | None:
    """Leave out other countries, other calls, and titles without a word of a pact."""
    country = (values["country"] or "").casefold()
    if country and not any(c in HUNGARY for c in country.split("|")):
        return "other_country"
    if values["code"]:
        return None
    if (values.get("code_extra") or "").upper().startswith("TOP"):
        return "not_a_pact_call"
    titles = " ".join(t for t in (values["title"], values["title_en"]) if t)
    return None if PACT_WORDS.search(titles) else "not_a_pact_title"


def check(values: Values, headings: Mapping[str, str]) -> list[Finding]:
    """Check the order of dates, the EU's part against the whole, and say when only the title tells that this is a pact."""
    said = [f for f in dates_and_units(values, headings) if f.rule != "V17"]
    total, support, rate = values.get("total"), values.get("amount"), values.get("rate")
    if values.get("total_currency") not in (None, "EUR"):
        said.append(finding("error", "NUM08", column=headings["total_currency"], value=values["total_currency"], currency="EUR"))
    if total and support and support > total:
        said.append(finding("error", "V11", column=headings["amount"], value=f"{support:f} > {total:f}"))
    if rate is not None and not 0 <= rate <= 100:
        said.append(finding("error", "V11", column=headings["rate"], value=f"{rate:f}"))
    if not values["code"]:
        said.append(finding("warning", "KOH02", column=headings.get("title", headings.get("title_en", "")), value=values["title"]))
    return said


def build(values: Values, row: int, sheet: str) -> Grant:
    """Return the grant: EU support in euros, the eligible total beside it."""
    period = re.search(r"20(14|21)", values["period"] or "")
    told: dict[str, Any] = {"title": values["title"] or values["title_en"], "currency": "EUR", "measure": "eu_support"}
    if not values["code"]:
        told["cycle"] = {"14": "2014-2020", "21": "2021-2027"}.get(period[1]) if period else None
    if values["total"] is not None:
        told["other_amounts"] = {"total_eligible": values["total"]}
    return grant(values, row, sheet, **told)


KOHESIO = Format(
    name="kohesio",
    columns=(
        Column("internal_id", ("Operation_Unique_Identifier", "ID"), "id", required=True, filled=True),
        Column("code", ("Operation_Local_Identifier",), "code"),
        Column("title_en", ("Operation_Name_English",)),
        Column("title", ("Operation_Name_Programme_Language", "PROJECT NAME"), required=True),
        Column("country", ("Country", "CountryCode"), required=True),
        Column("starts_on", ("Operation_Start_Date", "START DATE"), "planned", required=True),
        Column("ends_on", ("Operation_End_Date", "END DATE"), "planned", required=True),
        Column("rate", ("Cofinancing_Rate",), "number"),
        Column("total", ("Total_Eligible_Expenditure_amount", "TOTAL BUDGET"), "euros", required=True),
        Column("total_currency", ("Total_Eligible_Expenditure_Currency",)),
        Column("amount", ("Project_EU_Budget", "AMOUNT EU SUPPORT"), "euros", required=True, filled="doubt"),
        Column("applicant", ("Beneficiary_Name",)),
        Column("period", ("Programming_Period",)),
        *(Column(name.lower(), (name,), "left") for name in LEFT),
    ),
    first=("code", "title", "title_en", "country"),
    choose=choose,
    build=build,
    check=check,
    same=("title", "amount", "total", "starts_on", "ends_on"),
    comma=False,
    dmy=True,
    currency="EUR",
)

BENEFICIARIES = Format(
    name="kohesio_beneficiaries",
    columns=(
        Column("beneficiary", ("BENEFICIARY NAME", "BeneficiaryLabel"), required=True),
        Column("total", ("TOTAL BUDGET", "WikidataID"), "left", required=True),
        Column("support", ("AMOUNT EU SUPPORT", "EU Contribution", "Website"), "left", required=True),
        Column("projects", ("NUMBER OF PROJECTS", "Beneficiary"), "left", required=True),
        Column("country", ("Country",), "left"),
        Column("region", ("Region",), "left"),
        Column("latin_name", ("Transliterated Name",), "left"),
    ),
    choose=lambda values: "no_projects",
    first=("beneficiary",),
)
