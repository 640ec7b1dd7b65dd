"""Codes of calls and projects in every spelling that exports and web pages have."""

from __future__ import annotations

import re
from typing import NamedTuple

from paktum.exports import gazetteer
from paktum.exports.names import BLANKS, INVISIBLE
from paktum.exports.values import NOTHING, Value, error, note, warning

PROGRAMME = r"TOP(?:[_ ]?(?P<plus>PLUSZ))?"
CALL = re.compile(
    rf"{PROGRAMME}[- ] ?(?P<measure>\d\.\d\.\d)\.?-(?P<year>\d\d)(?:[-_](?P<territory>[A-Z]{{2}}\d))?(?P<rest>-\d{{4}}-\d+)?", re.IGNORECASE
)
SERIAL_PART = re.compile(r"-(\d{4})-(\d{4,5})")
PACT_CALLS = {("", "5.1.1"), ("", "5.1.2"), ("", "6.8.2"), ("PLUSZ", "3.1.1")}
# What look-alikes are written for.
LOOK_ALIKES = str.maketrans("–—‐‑−_ОТРоІlI", "------OTPo111")
NEARLY = re.compile(
    r"T[O0]P(?:[ _-]?PLUS[ZS]?)?[ _-]*(?:5[ .,]?1[ .,]?[12]|6[ .,]?8[ .,]?2)(?!\d)|T[O0]P[ _-]?PLUS[ZS]?[ _-]*3[ .,]?1[ .,]?1(?!\d)",
    re.IGNORECASE,
)


class Code(NamedTuple):
    """A call or project code taken apart: TOP-5.1.2-15, JN1, TOP-5.1.2-15-JN1-2016-00004 or None, 2014-2020."""

    call: str
    territory: str | None
    project: str | None
    cycle: str


def code(raw: str) -> Value:
    """Return the `Code` at the beginning of a cell; no value, and the text as extra, when the cell is of another call.

    Accepted spellings: TOP_PLUSZ-, TOP_Plusz-, TOP Plusz-; an underscore before the territory; a point behind the measure;
    a serial number of four digits (reported, completed with a zero). A near miss is an error.
    """
    plain = BLANKS.sub(" ", INVISIBLE.sub("", raw)).strip()
    match = CALL.match(plain)
    if not match or (match.end() < len(plain) and plain[match.end()] not in " -(;:"):
        return _stranger(plain)
    plus = "PLUSZ" if match["plus"] else ""
    if not _of_pacts(match):
        return Value(None, (), plain)
    if match[0][:3] != "TOP" or (match["territory"] and not match["territory"].isupper()):
        return _near_miss(plain, match[0].upper())
    if match.end() < len(plain) and re.match(r"-\w", plain[match.end() :]):
        return _near_miss(plain, match[0])
    return _taken_apart(match, plus)


def _taken_apart(match: re.Match[str], plus: str) -> Value:
    call = f"TOP{'_PLUSZ' if plus else ''}-{match['measure']}-{match['year']}"
    territory, said = match["territory"], []
    if territory and territory not in gazetteer.territories():
        if not plus:
            return error("V18", near=gazetteer.nearest(territory, "territory"))
        said.append(warning("V18", near=gazetteer.nearest(territory, "territory")))
    project, normal = None, f"{call}-{territory}" if territory else call
    if match["rest"]:
        serial = SERIAL_PART.fullmatch(match["rest"])
        if not serial or not territory:
            return error("V01", near="")
        normal = project = f"{call}-{territory}-{serial[1]}-{serial[2]:0>5}"
        if len(serial[2]) == 4:
            said.append(warning("V01", near=project))
            return Value(Code(call, territory, project, "2021-2027" if plus else "2014-2020"), tuple(said))
    if match[0] != normal:
        said.append(note("V01", near=normal))
    return Value(Code(call, territory, project, "2021-2027" if plus else "2014-2020"), tuple(said))


def _stranger(plain: str) -> Value:
    """Return nothing for another programme's code, an error for what looks like a pact's, or has one behind other words."""
    if not plain:
        return NOTHING
    head = plain[:120].translate(LOOK_ALIKES)
    near = NEARLY.search(head) or (CALL.match(head) if head != plain[:120] else None)
    if near is None or not (near.re is NEARLY or _of_pacts(near)):
        return Value(None, (), plain)
    return _near_miss(plain, head[near.start() :].upper().split(" - ")[0])


def _of_pacts(match: re.Match[str]) -> bool:
    return ("PLUSZ" if match["plus"] else "", match["measure"]) in PACT_CALLS


def project(raw: str) -> Value:
    """Return the `Code` of a whole project number; a call alone is an error."""
    read = code(raw)
    return error("V01", near="") if read.value is not None and read.value.project is None else read


def _near_miss(plain: str, near: str) -> Value:
    return error("V01", near=near[:40])
