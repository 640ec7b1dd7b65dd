"""Which pacts a person means by a name: an id, a name or a place, whatever its accents and case, as the links find them.

"vas" is the county's pact, the newest one where there are several; what can mean more than that is refused with the ids.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from paktum.errors import QuestionError
from paktum.questions import ask
from paktum.selection import plain

Row = dict[str, object]
NAMES = ("short_hu", "short_en", "name_hu", "name_en")


def find_pacts(names: Sequence[str]) -> list[str]:
    """Return the ids of the pacts that some names mean, each once. Raises QuestionError with what may have been meant."""
    rows = ask("selected_pacts").rows
    return list(dict.fromkeys(find_pact(name, rows) for name in names))


def find_pact(name: str, rows: Sequence[Row]) -> str:
    """Return the id of the pact that a name means."""
    for found in (matches(name, rows) for matches in (by_id, by_name, by_county, by_seat)):
        if len(found) == 1:
            return str(found[0]["pact_id"])
        if found:
            raise QuestionError("pact_several", name=name, names=", ".join(sorted(str(r["pact_id"]) for r in found)))
    known = {key: str(r["pact_id"]) for r in rows for key in (str(r["pact_id"]), *spellings(r))}
    near = difflib.get_close_matches(plain(name).replace(" ", "-"), known, n=1) or difflib.get_close_matches(plain(name), known, n=1)
    raise QuestionError("pact_near" if near else "pact_unknown", name=name, near=known[near[0]] if near else "")


def by_id(name: str, rows: Sequence[Row]) -> list[Row]:
    """Return the pact with this id."""
    return [r for r in rows if r["pact_id"] == name.strip()]


def by_name(name: str, rows: Sequence[Row]) -> list[Row]:
    """Return the pacts that are called so."""
    return [r for r in rows if plain(name) and plain(name) in spellings(r)]


def by_county(name: str, rows: Sequence[Row]) -> list[Row]:
    """Return the pact of the county that is called so, the newest one."""
    found = [r for r in rows if r["level"] == "county" and plain(name) and plain(str(r["county"])) == plain(name)]
    newest = max((str(r["cycle"]) for r in found), default="")
    return [r for r in found if r["cycle"] == newest]


def by_seat(name: str, rows: Sequence[Row]) -> list[Row]:
    """Return the city and local pacts whose lead has its seat there."""
    return [r for r in rows if r["level"] != "county" and r["seat"] and plain(name) and plain(str(r["seat"])) == plain(name)]


def spellings(row: Row) -> set[str]:
    """Return the names of a pact without accents, case and the words for its kind."""
    said: Iterable[object] = (row[n] for n in NAMES)
    return {plain(str(n)) for n in said if n} | {plain(str(row["pact_id"]))}
