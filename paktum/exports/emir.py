"""The older list of supported projects (EMIR): CSV of the result grid; no copy of the site's own button is known.

Columns that begin with an underscore were added by whoever saved the pages; the internal number is used where it is there.
"""

from paktum.exports.formats import Column, Format
from paktum.exports.grants import dates_and_units, grant, pact_calls

EMIR = Format(
    name="emir",
    columns=(
        Column("code", ("Alintézkedés", "Támogatási konstrukció"), "code", required=True, filled=True),
        Column("place", ("Település", "Projekt helyszíne (település)"), "place", required=True),
        Column("county", ("Projekt helyszíne (megye)",), "county"),
        Column("region", ("Projekt helyszíne (régió)",), "left"),
        Column("applicant", ("Pályázó neve",), required=True, filled=True),
        Column("title", ("Projekt megnevezése",), required=True, filled=True),
        Column("decided_on", ("Támogatási döntés dátuma",), "day", required=True, filled="doubt"),
        Column("amount", ("Megítélt támogatás (HUF)",), "money", required=True, filled="doubt"),
        Column("internal_id", ("_palyazat_id", "Pályázat azonosítója"), "id"),
        Column("starts_on", ("Megvalósítás kezdete", "Projekt megvalósításának tervezett kezdete"), "planned"),
        Column("ends_on", ("Megvalósítás vége", "Projekt megvalósításának tervezett befejezése"), "planned"),
        Column("programme", ("Operatív Program",), "left"),
        Column("fund", ("Forrás",), "left"),
        Column("call_year", ("Kiírás éve",), "left"),
    ),
    first=("code",),
    choose=pact_calls,
    build=grant,
    check=dates_and_units,
    same=("code", "applicant", "title", "amount", "decided_on"),
)
