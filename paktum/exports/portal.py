"""The dump of eupalyazatiportal.hu (2016): projects of all cycles, also the first pacts of 2004-2006, which are outside of our cycles."""

import re

from paktum.exports.formats import Column, Format, Values
from paktum.exports.grants import dates_and_units, grant

FIRST_PACTS = re.compile(r"(?:HEFOP|ROP)?[ -]*3\.2\.1\b")


def choose(values: Values) -> str | None:
    """Leave out other calls; say of the pacts of HEFOP and ROP 3.2.1 that they are outside of the two cycles."""
    if values["code"]:
        return None
    first = (values["programme"] or "") in ("ROP", "HEFOP") and FIRST_PACTS.match(values.get("code_extra") or "")
    return "outside_cycles" if first else "not_a_pact_call"


PORTAL = Format(
    name="portal",
    columns=(
        Column("applicant", ("Pályázó neve",), required=True, filled=True),
        Column("title", ("Projekt megnevezése",), required=True, filled=True),
        Column("programme", ("OP név", "Kitörési pont"), required=True),
        Column("code", ("Pályázati kiírás megnevezése",), "code", required=True, filled=True),
        Column("fund", ("Forrás megnevezése",), "left"),
        Column("region", ("Beruházás helye (régió)",), "left"),
        Column("county", ("Beruházás helye (megye)",), "county"),
        Column("place", ("Beruházás helye (helység)",), "place"),
        Column("amount", ("Megítélt összeg",), "money", required=True, filled="doubt"),
        Column("rate", ("Támogatás aránya",), "left"),
        Column("decided_on", ("Támogatási döntés dátuma",), "day", required=True, filled="doubt"),
        Column("score", ("Támogatás pontszáma",), "left"),
        Column("notice", ("Közvélemény-tájékoztató",), "left"),
    ),
    first=("code", "programme"),
    choose=choose,
    build=grant,
    check=dates_and_units,
)
