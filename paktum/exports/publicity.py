"""The block of mandatory facts on a project's own web page: the only place with the full code and the consortium."""

import re

from paktum.exports.formats import Column, Format, Values
from paktum.exports.grants import dates_and_units, grant
from paktum.exports.reading import Grant


def build(values: Values, row: int, sheet: str) -> Grant:
    """Return the grant with its consortium; several partners stand behind semicolons."""
    partners = tuple(p.strip() for p in re.split(r"[;|]", values["partners"] or "") if p.strip())
    return grant(values, row, sheet, partners=partners)


PUBLICITY = Format(
    name="publicity",
    columns=(
        Column("code", ("Projekt azonosító száma", "Projekt azonosítószáma", "Projekt azonosító"), "project", required=True, filled=True),
        Column("applicant", ("Kedvezményezett neve", "Kedvezményezett"), required=True, filled=True),
        Column("partners", ("Konzorciumi partner", "Konzorciumi partnerek")),
        Column("title", ("A projekt címe", "Projekt címe"), required=True, filled=True),
        Column("amount", ("Szerződött támogatás összege", "A szerződött támogatás összege"), "money", required=True, filled="doubt"),
        Column("rate", ("A támogatás mértéke", "Támogatás mértéke"), "left"),
        Column("ends_on", ("A projekt tervezett befejezési dátuma", "Projekt tervezett befejezési dátuma"), "planned"),
        Column("starts_on", ("A projekt kezdési dátuma", "Projekt kezdete"), "planned"),
    ),
    first=("code",),
    choose=lambda values: None if values["code"] else "not_a_pact_call",
    build=build,
    check=dates_and_units,
    same=("applicant", "title", "amount", "ends_on"),
    key=("code",),
)
