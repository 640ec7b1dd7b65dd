"""The block of mandatory facts on a project's own web page: the only place with the full code and the consortium."""

from paktum.exports.mapping import Column, Format, dates_and_units, grant

PUBLICITY = Format(
    name="publicity",
    columns=(
        Column("code", ("Projekt azonosító száma", "Projekt azonosítószáma", "Projekt azonosító"), "project", required=True, filled=True),
        Column("applicant", ("Kedvezményezett neve", "Kedvezményezett"), required=True, filled=True),
        Column("partners", ("Konzorciumi partner", "Konzorciumi partnerek")),
        Column("title", ("A projekt címe", "Projekt címe"), required=True, filled=True),
        Column(
            "amount", ("Szerződött támogatás összege", "A szerződött támogatás összege"), "money", required=True, filled="doubt"
        ),
        Column("rate", ("A támogatás mértéke", "Támogatás mértéke"), "left"),
        Column("ends_on", ("A projekt tervezett befejezési dátuma", "Projekt tervezett befejezési dátuma"), "planned"),
        Column("starts_on", ("A projekt kezdési dátuma", "Projekt kezdete"), "planned"),
    ),
    first=("code",),
    choose=lambda values: None if values["code"] else "not_a_pact_call",
    build=grant,
    check=dates_and_units,
    same=("applicant", "title", "amount", "ends_on"),
    key=("code",),
)
