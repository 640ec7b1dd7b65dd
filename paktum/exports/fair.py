"""The list of supported projects of palyazat.gov.hu (FAIR): JSON as its search serves it, CSV and XLSX with the headings of the page."""

from paktum.exports.formats import Column, Format
from paktum.exports.grants import dates_and_units, grant, pact_calls

FAIR = Format(
    name="fair",
    columns=(
        Column("programme", ("fejlesztesi_program_nev", "Fejlesztési program neve"), "left"),
        Column("fund", ("forras", "Forrás"), "left"),
        Column("call_year", ("kiiras_eve", "Kiírás éve"), "left"),
        Column("programme_code", ("op_kod", "Operatív program kódja"), "left"),
        Column("call_name", ("konstrukcio_nev", "Konstrukció neve"), "left"),
        Column("code", ("konstrukcio_kod", "Konstrukció kódja"), "code", required=True, filled=True),
        Column("applicant", ("palyazo_neve", "Pályázó neve"), required=True, filled=True),
        Column("title", ("projekt_cime", "Projekt címe"), required=True, filled=True),
        Column("region", ("megval_regio_nev", "Megvalósítási régió neve"), "left"),
        Column("county", ("megval_megye_nev", "Megvalósítási megye neve", "Megvalósítási vármegye neve"), "county"),
        Column("micro_region", ("kisterseg_nev", "Kistérség neve"), "left"),
        Column("place", ("helyseg_nev", "Helység neve"), "place", required=True),
        Column("decided_on", ("tam_dont_datum", "Támogatási döntés dátuma"), "day", required=True, filled="doubt"),
        Column("amount", ("megitelt_tamogatas", "Megítélt támogatás"), "money", required=True, filled="doubt"),
        Column("internal_id", ("id_palyazat", "Pályázat azonosítója"), "id", required=True, filled=True),
        Column("loaded_on", ("load_date", "Betöltési dátum"), "left"),
        Column("district", ("jaras_nev", "Járás neve"), "district"),
    ),
    first=("code",),
    choose=pact_calls,
    build=grant,
    check=dates_and_units,
    same=("code", "applicant", "title", "amount", "decided_on"),
)
