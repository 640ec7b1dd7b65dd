"""What the reader chose: filters, pacts, language, data version; as query parameters, as a link and as a sentence.

A link carries every choice, those at default too, and the data version, so that it means the same when defaults move.
Values are ids (KSH codes, slugs), not labels: a link reads the same in both languages. What a link holds and we cannot
use is returned, never dropped silently.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

# The name of each choice in a link, in the order of a link.
NAMES = {
    "language": "nyelv",
    "cycles": "ciklus",
    "levels": "szint",
    "counties": "varmegye",
    "districts": "jaras",
    "statuses": "allapot",
    "pacts": "paktum",
    "pact": "paktum",
    "highlighted": "kiemelt",
    "indicators": "mutato",
    "source_kinds": "forrastipus",
    "map_level": "terkepszint",
    "map_kind": "terulettipus",
    "map_measure": "terkepertek",
    "profile": "jarasprofil",
    "peer_rules": "hasonlo",
    "peers": "tars",
    "outcome": "eredmeny",
    "ranked": "rangsor",
    "day": "nap",
    "text": "keres",
    "term": "szo",
    "breakdown": "bontas",
    "per": "vetites",
    "slides_order": "sorrend",
    "slides_out": "kihagyva",
    "own": "sajat",
    "person_pact": "resztvevo",
    "person_district": "lakohely",
    "person_sex": "nem",
    "person_group": "csoport",
    "person_leaf": "csoportok",
    "query": "lekerdezes",
    "snapshot": "adat",
}
ALL = "mind"
NONE = "semmi"
PEOPLE = ("person_pact", "person_district", "person_sex", "person_group", "person_leaf")
PERSON_GROUPS = {
    "age": ("under_25", "25_29", "30_49", "50_54", "over_54"),
    "schooling": ("isced_1_2", "isced_3_4", "isced_5_8"),
    "status": ("unemployed", "long_term_unemployed", "inactive", "employed", "public_works"),
    **{f"group_{g}": ("yes", "no") for g in ("under_30", "over_50", "low_skilled", "returning_parent", "disabled", "long_term")},
    "entry_year": tuple(str(year) for year in range(2014, 2031)),
}
TEXTS = {"text": 80, "term": 80, "query": 4000}  # what a reader typed, and how many characters it may have
ANY_TEXT = "*"  # how a link says that nothing is searched for
OWN_KEY = re.compile(r"[A-Za-z0-9_-]{22}")  # what nobody can guess, see screen/shelf.py
FILTERS = ("cycles", "levels", "counties", "districts", "statuses")
SOURCE_KINDS = ("national_export", "legal", "statistics", "eu_dataset", "project_page", "press_release", "news", "own_record")
# Choices whose link says "mind" when they are open, so that a link is never read with other defaults.
OPEN = (*FILTERS, "source_kinds")
# Lists whose link says "semmi" when nothing is picked: nothing is not everything.
PICKED = ("pacts", "indicators", "peer_rules", "peers", "slides_order", "slides_out")
MOST_PACTS = 8
BREAKDOWNS = ("level", "county", "call", "year", "cycle")  # what the grants of the funding page are cut by
PER = ("inhabitant", "jobseeker")  # what the size of a grant is held against
MAP_LEVELS = ("county", "district")
MAP_KINDS = ("served", "seat")  # the area that a pact serves, the seat of its lead: never mixed in one map
MAP_MEASURES = ("pacts", "grant", "per_inhabitant")
PEOPLE_MEASURES = ("people", "placement")  # what a map of home districts shows, where the snapshot has participants


@dataclass(frozen=True)
class Selection:
    """The reader's choices; an empty filter means "all"."""

    language: str = "hu"
    cycles: tuple[str, ...] = ("2014-2020",)
    levels: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    pacts: tuple[str, ...] = ("vas-county-2021", "miskolc-city", "jaszbereny-district")
    pact: str = "jaszbereny-district"
    highlighted: str = "jaszbereny-district"
    indicators: tuple[str, ...] = ()
    map_level: str = "district"
    map_kind: str = "served"
    map_measure: str = "pacts"
    profile: str = "162"
    peer_rules: tuple[str, ...] = ("cycle", "level", "grant")
    peers: tuple[str, ...] = ()
    source_kinds: tuple[str, ...] = ()
    outcome: str = "participants"
    ranked: str = "placement_rate"
    day: str = "2019-04-04"  # the last day on which a named membership changed
    text: str = ""
    term: str = ""
    breakdown: str = "level"
    per: str = "inhabitant"
    slides_order: tuple[str, ...] = ()
    slides_out: tuple[str, ...] = ()
    own: str = ""  # under which key the office's own words wait; the words themselves are in no link
    person_pact: str = "all"
    person_district: str = "all"
    person_sex: str = "all"
    person_group: str = "all"
    person_leaf: str = "age"
    query: str = ""
    snapshot: str = ""

    def parameters(self) -> dict[str, tuple[str, ...] | None]:
        """Return the filters as parameters of a question: None where nothing is filtered."""
        return {name: getattr(self, name) or None for name in FILTERS}

    def changed(self, **new: Any) -> Selection:
        """Return the choices with some of them changed."""
        return replace(self, **new)


@dataclass(frozen=True)
class Ignored:
    """A value of a link that could not be used: the parameter as it stands in the link, and the value."""

    parameter: str
    value: str


@dataclass(frozen=True)
class Options:
    """What each choice can be set to: {choice: {id: names under which a link may call it}}."""

    names: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    def find(self, choice: str, text: str) -> str | None:
        """Return the id that a text of a link means: the id itself, or a name whatever its accents, case and suffix."""
        ids = self.names.get(choice, {})
        if text in ids:
            return text
        wanted = plain(text)
        return next((i for i, names in ids.items() if wanted and wanted in {plain(i), *map(plain, names)}), None)


def plain(text: str) -> str:
    """Return a name without accents, case, punctuation and the words that only say what kind of place it is."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", " ", letters).split()
    return " ".join(w for w in words if w not in {"megye", "varmegye", "jaras", "jarasi", "county", "district"})


def to_query(selection: Selection, uses: Sequence[str]) -> dict[str, list[str]]:
    """Return the choices that a page uses as query parameters; an open filter is said too (`mind`)."""
    query: dict[str, list[str]] = {}
    for name in uses:
        parameter, value = NAMES[name], getattr(selection, name)
        values = [value] if isinstance(value, str) else list(value)
        if name in OPEN and not any(values):
            values = [ALL]
        if name in PICKED and not any(values):
            values = [NONE]
        if name in TEXTS and not value:
            values = [ANY_TEXT]
        if any(values):
            query[parameter] = values
    return query


def from_query(
    query: Mapping[str, Sequence[str]], options: Options, before: Selection, uses: Sequence[str] = ()
) -> tuple[Selection, list[Ignored]]:
    """Read query parameters over the choices made before; return the choices and what had to be ignored.

    `uses` names the choices of the page: two pages may use one parameter for different choices.
    """
    chosen, ignored = before, []
    known = {NAMES[name]: name for name in (*NAMES, *uses)}
    for parameter, values in query.items():
        name = known.get(parameter)
        if name is None:
            ignored += [Ignored(parameter, value) for value in values]
            continue
        said = {ALL, NONE} & set(values) if name not in TEXTS else set()
        found = [(value, accepted(name, value, options)) for value in values if value not in said]
        good = tuple(dict.fromkeys(i for _, i in found if i is not None))
        ignored += [Ignored(parameter, value) for value, i in found if i is None]
        if isinstance(getattr(before, name), str):
            chosen = chosen.changed(**{name: good[0]}) if good else chosen
            ignored += [Ignored(parameter, value) for value, i in found if i is not None and i != good[0]]
        elif good or said:
            limit = MOST_PACTS if name == "pacts" else len(good)
            chosen = chosen.changed(**{name: good[:limit]})
            ignored += [Ignored(parameter, value) for value in good[limit:]]
    return chosen, ignored


def accepted(name: str, value: str, options: Options) -> str | None:
    """Return what a value of a link means for a choice; None when nothing can be done with it."""
    if name == "snapshot":
        return value
    if name in TEXTS:
        return None if len(value) > TEXTS[name] else "" if value == ANY_TEXT else value
    if name == "own":
        return value if OWN_KEY.fullmatch(value) else None
    if name == "day":
        return value if is_day(value) else None
    return options.find(name, value)


def is_day(text: str) -> bool:
    """Say whether a text is a day that exists, as 2019-04-04."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def link(base: str, selection: Selection, path: str, uses: Sequence[str]) -> str:
    """Return the full address of a view."""
    return f"{base.rstrip('/')}/{path}?{urlencode(to_query(selection, uses), doseq=True)}"


def file_name(subject: str, selection: Selection, ending: str) -> str:
    """Return an ASCII file name that says what is inside: paktumtukor_<subject>_<data version>.csv."""
    letters = unicodedata.normalize("NFKD", subject).encode("ascii", "ignore").decode().lower()
    return f"paktumtukor_{re.sub(r'[^a-z0-9]+', '-', letters).strip('-')}_{selection.snapshot or 'adat'}.{ending}"
