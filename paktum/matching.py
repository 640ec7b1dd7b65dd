"""Which known project an incoming grant is: by its ids for certain, else by how well its parts agree, from 0 to 1.

Nothing is guessed silently: a match carries, part by part, what agrees and what does not, and whatever is not certain is
left to a person.
"""

from __future__ import annotations

import difflib
import functools
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from paktum.exports.reading import Grant

# What each part is worth. A call is shared by dozens of grants, a title nearly by none.
WEIGHTS = {"call": 0.20, "territory": 0.15, "applicant": 0.20, "title": 0.25, "amount": 0.15, "place": 0.05}
CERTAIN_SCORE = 0.93  # and it rests on most parts, and the next best is far
CERTAIN_EVIDENCE = 0.70
CERTAIN_LEAD = 0.15
PERFECT_SCORE = 0.99  # nothing differs at all: then a smaller lead is enough
PERFECT_LEAD = 0.05
PLAUSIBLE_SCORE = 0.55
MOST_OFFERED = 5

Verdict = Literal["certain", "uncertain", "none"]


@dataclass(frozen=True)
class Project:
    """A known project as far as matching needs it; `applicants` are its leads and members, `amounts` its published grants."""

    project_id: str
    pact_id: str
    project_code: str | None = None
    call_code: str | None = None
    territory_code: str | None = None
    internal_id: str | None = None
    cycle: str | None = None
    title: str | None = None
    place: str | None = None
    applicants: tuple[str, ...] = ()
    amounts: tuple[float, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A project that the grant may be. parts: how far each part agrees (0..1), None where one side does not say."""

    project: Project
    score: float
    parts: Mapping[str, float | None]
    by: str = "parts"

    @property
    def evidence(self) -> float:
        """How much of the whole weight both sides speak about, 0..1."""
        return sum(WEIGHTS[p] for p, s in self.parts.items() if s is not None)


@dataclass(frozen=True)
class Match:
    """The candidates of a grant, best first, and whether the best is certain, needs a person, or there is none."""

    verdict: Verdict
    candidates: tuple[Candidate, ...] = ()

    @property
    def best(self) -> Candidate | None:
        """The best candidate."""
        return self.candidates[0] if self.candidates else None


def identify(grant: Grant) -> str:
    """Return what identifies an incoming record in every later delivery: its number, its code, else its own words."""
    if grant.internal_id:
        return f"id:{grant.internal_id}"
    if code := normal_code(grant.project_code):
        return f"code:{code}"
    words = "|".join(plain(t) for t in (grant.call_code, grant.territory_code, grant.applicant, grant.title, grant.place))
    return f"text:{hashlib.sha256(words.encode()).hexdigest()[:12]}"


def match(grant: Grant, known: Sequence[Project], same_numbers: bool = True) -> Match:
    """Find the project that a grant is.

    same_numbers: whether the grant's internal id is of the same kind as those of the known projects; then two different
    numbers are two different grants.
    """
    code = normal_code(grant.project_code)
    for by, found in (
        ("internal_id", [p for p in known if same_numbers and grant.internal_id and p.internal_id == grant.internal_id]),
        ("project_code", [p for p in known if code and normal_code(p.project_code) == code]),
    ):
        if found:
            return Match("certain", (Candidate(found[0], 1.0, parts(grant, found[0]), by),))
    possible = [p for p in known if not excluded(grant, p, code, same_numbers)]
    scored = sorted((score(grant, p) for p in possible), key=lambda c: (-c.score, c.project.project_id))
    offered = tuple(c for c in scored if c.score >= PLAUSIBLE_SCORE)[:MOST_OFFERED]
    if not offered:
        return Match("none")
    lead = offered[0].score - (offered[1].score if len(offered) > 1 else 0.0)
    enough = CERTAIN_LEAD if offered[0].score < PERFECT_SCORE else PERFECT_LEAD
    sure = offered[0].score >= CERTAIN_SCORE and offered[0].evidence >= CERTAIN_EVIDENCE and lead >= enough
    return Match("certain" if sure else "uncertain", offered)


def excluded(grant: Grant, project: Project, code: str, same_numbers: bool) -> bool:
    """Say whether a project cannot be the grant: another number, another code, another period of support."""
    numbers = same_numbers and grant.internal_id and project.internal_id and grant.internal_id != project.internal_id
    codes = code and project.project_code and normal_code(project.project_code) != code
    cycles = grant.cycle and project.cycle and grant.cycle != project.cycle
    return bool(numbers or codes or cycles)


def score(grant: Grant, project: Project) -> Candidate:
    """Weigh the parts that both sides give; what is known of few parts cannot score high."""
    found = parts(grant, project)
    known = {p: s for p, s in found.items() if s is not None}
    weight = sum(WEIGHTS[p] for p in known)
    agreed = sum(WEIGHTS[p] * s for p, s in known.items())
    share = agreed / weight if weight else 0.0
    return Candidate(project, round(share * min(1.0, 0.4 + weight), 3), found)


def parts(grant: Grant, project: Project) -> dict[str, float | None]:
    """Say how far each part agrees, from 0 to 1; None where one side does not say."""
    return {
        "call": same(grant.call_code, project.call_code),
        "territory": same(grant.territory_code, project.territory_code),
        "applicant": max((alike(grant.applicant, a) or 0.0 for a in project.applicants), default=None) if grant.applicant else None,
        "title": alike(grant.title, project.title),
        "amount": near(grant, project.amounts),
        "place": same(grant.place, project.place),
    }


def same(one: str | None, other: str | None) -> float | None:
    """Return 1 for the same text however it is spelled, 0 for another."""
    return None if not one or not other else float(plain(one) == plain(other))


def alike(one: str | None, other: str | None) -> float | None:
    """Return how alike two texts are, by their letters and by the words that they share."""
    if not one or not other:
        return None
    a, b = plain(one), plain(other)
    if a == b:
        return 1.0
    words_a, words_b = set(a.split()), set(b.split())
    shared = len(words_a & words_b) / max(1, min(len(words_a), len(words_b)))
    letters = difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()
    return round(0.5 * letters + 0.5 * shared, 3)


def near(grant: Grant, amounts: Iterable[float]) -> float | None:
    """Return 1 for an equal amount, less the further off it is, 0 beyond a fifth; only for awarded forints."""
    if grant.amount is None or grant.currency != "HUF" or grant.measure != "grant":
        return None
    off = [abs(float(grant.amount) - a) / a for a in amounts if a]
    return round(max(0.0, 1 - 5 * min(off)), 3) if off else None


@functools.lru_cache(maxsize=20_000)
def plain(text: str | None) -> str:
    """Return a text without case, accents, punctuation, and with one word for "megye" and "vármegye"."""
    letters = unicodedata.normalize("NFD", (text or "").lower())
    letters = "".join(c for c in letters if not unicodedata.combining(c)).replace("varmegye", "megye")
    letters = re.sub(r"\b(megyei jogu varos|mjv|onkormanyzata?|onkormanyzat)\b", "onkormanyzat", letters)
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def normal_code(code: str | None) -> str:
    """Return a project code in one spelling: capitals, TOP_PLUSZ, five digits at the end."""
    text = re.sub(r"\s+", "", (code or "").upper()).replace("TOPPLUSZ", "TOP_PLUSZ").replace("TOP-PLUSZ", "TOP_PLUSZ")
    return re.sub(r"-(\d{1,5})$", lambda m: f"-{int(m[1]):05d}", text)
