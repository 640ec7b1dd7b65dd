"""The shape of a closing event's storyboard: pure data that the deck, the fact sheet, the hand-out and the screen all draw.

A `Storyboard` has slides in order; a `Slide` has a kind, a sentence as title, notes, a source line, an alternative text and one
`body`, whose class belongs to the kind. Every number is a `Figure`: the full value for drawing and the text as it is printed.
A renderer never formats a number and never computes one; it only chooses where a text stands and how long a bar is.

kind            body            drawn as
title           Cover           names, codes, who got the grant, the amount
partnership     Partnership     the consortium, a few numbers, a time line
context         Context         one large number on the left, bars of the same measure on the right
money           Money           one bar for each state of the money, the cost of one person beside it
funnel          Funnel          bars one under the other, each before its pale denominator
groups          Groups          one stacked bar and the breakdowns that nobody published
map             Map             districts and the list beside them
crowd           Crowd           every pact of a kind as a thin column, ours marked
story           Story           an empty place for the office's photo and words
open            Questions       what is not known yet, what was settled
comparison      Grid            a table, the rows of the guard on top
amounts         Bars            amounts with bounds, pact by pact
targets         Bars            results before their targets, pact by pact
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

LONGEST_TITLE = 95  # characters; two lines of 32 points
NOTE_HEADINGS = ("message", "number", "formula", "source", "as_of", "precision", "unsure", "link")  # words: closing.note.<name>


@dataclass(frozen=True)
class Figure:
    """One number of a slide, or the place where it would stand.

    value: the full number in `unit` (HUF, persons, percent, organisations ...), None = nobody published it: draw a dashed place
    of the same size with `printed` ("nincs adat") in it. printed: with sign and unit, as on the pages: "433,1 M Ft"; short: the
    same without its unit, for a chart whose heading says the unit. bound: "több mint", "legalább" or "" - a bar of a bound has
    an open end. base and of: the denominator as a number and in words ("a 312 bevontból"); share: "54,5%" or "≥ 85,3%".
    """

    key: str
    label: str
    printed: str
    value: float | None = None
    unit: str = ""
    softness: str = "exact"
    short: str = ""
    bound: str = ""
    when: str = ""
    detail: str = ""
    share: str = ""
    of: str = ""
    base: float | None = None
    target: float | None = None
    target_printed: str = ""
    chosen: bool = False
    caution: str = ""  # what changes the meaning of the number: "cél vagy tény: nem egyértelmű"
    group: str = ""  # rows of one pact stand together
    mark: str = ""  # behind the number in a table: "*" for a doubt, "**" for a contradiction; the footnotes explain them
    shade: int = 0  # class of a map or its list: 0 = unknown (hatch), 1 palest ... 3 darkest

    @property
    def known(self) -> bool:
        """Whether there is a number to draw."""
        return self.value is not None


@dataclass(frozen=True)
class Organisation:
    """A member of a consortium: name, role in words, whether it leads."""

    name: str
    role: str
    lead: bool = False


@dataclass(frozen=True)
class Moment:
    """A point of the time line: at = decimal year, exact = the day is known (a filled mark), else only month or year."""

    at: float
    when: str
    label: str
    exact: bool


@dataclass(frozen=True)
class Panel:
    """A tinted box beside a figure: heading, paragraphs, and one sentence of caution."""

    heading: str
    lines: tuple[str, ...]
    caution: str = ""


@dataclass(frozen=True)
class Cover:
    """Slide 1: pacts by name, project titles and codes, beneficiaries (the lead first), the grant, when and where."""

    names: tuple[str, ...]
    titles: tuple[str, ...]
    codes: tuple[str, ...]
    beneficiaries: tuple[Organisation, ...]
    grants: tuple[Figure, ...]
    event: str


@dataclass(frozen=True)
class Partnership:
    """Slide 2: consortium, numbers (founding members, working groups ...), moments in order of time; years = (first, last)."""

    organisations: tuple[Organisation, ...]
    figures: tuple[Figure, ...]
    moments: tuple[Moment, ...]
    years: tuple[int, int]


@dataclass(frozen=True)
class Context:
    """Slide 3: the pact's own area as a large number, then area, county and country as bars; caution: no cause is claimed.

    start: the same number when the project began; mostly nobody published it.
    """

    heading: str
    hero: Figure
    bars: tuple[Figure, ...]
    caution: str
    start: Figure


@dataclass(frozen=True)
class Money:
    """Slide 4: the states of the grant as columns in order of time, then the grant per person with its denominator."""

    heading: str
    states: tuple[Figure, ...]
    per_heading: str
    per_head: tuple[Figure, ...]


@dataclass(frozen=True)
class Funnel:
    """Slide 5: stages of the people, each with base (the pale bar), share, target; panel when no stage is known.

    note: why a share of two exact numbers is a bound.
    """

    stages: tuple[Figure, ...]
    caution: str
    panel: Panel | None = None
    note: str = ""


@dataclass(frozen=True)
class Groups:
    """Slide 6: the whole and its parts, other groups as figures with share, and the breakdowns that nobody published."""

    heading: str
    parts: tuple[Figure, ...]
    others: tuple[Figure, ...]
    unknown: tuple[Figure, ...]


@dataclass(frozen=True)
class Shape:
    """A district as rings of (longitude, latitude) in degrees; holes are rings too. ours = the pact serves it."""

    code: str
    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    shade: int
    ours: bool
    label_at: tuple[float, float]


@dataclass(frozen=True)
class Map:
    """Slide 7: shapes, the list beside them in the same classes, the legend as (shade, words), the attribution."""

    heading: str
    shapes: tuple[Shape, ...]
    rows: tuple[Figure, ...]
    legend: tuple[tuple[int, str], ...]
    caution: str
    attribution: str


@dataclass(frozen=True)
class Crowd:
    """Slide 8: the amounts of a kind of pacts, largest first (ours has chosen), their middle, why results are not ranked."""

    heading: str
    columns: tuple[Figure, ...]
    middle: Figure
    place: str
    panel: Panel


@dataclass(frozen=True)
class Story:
    """Slide 9: what stands in the empty places until the office fills them."""

    photo: str
    quotation: str
    name: str


@dataclass(frozen=True)
class Questions:
    """Last slide: questions that only the office can answer, then sections (heading, lines) at the side."""

    questions: tuple[str, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Grid:
    """A comparison: column heads, guard rows (label, cells, differs), rows of figures, what the marks mean."""

    heads: tuple[str, ...]
    guard: tuple[tuple[str, tuple[str, ...], bool], ...]
    rows: tuple[tuple[str, tuple[Figure, ...]], ...]
    footnotes: tuple[str, ...]


@dataclass(frozen=True)
class Bars:
    """Bars one under the other, one row per figure; rows of one pact share `group`."""

    heading: str
    rows: tuple[Figure, ...]
    legend: tuple[str, ...] = ()
    caution: str = ""


Body = Cover | Partnership | Context | Money | Funnel | Groups | Map | Crowd | Story | Questions | Grid | Bars


@dataclass(frozen=True)
class Slide:
    """One message. notes: {heading name of NOTE_HEADINGS: text}, in that order; source: the line under the body.

    held_back: why the slide is left out of a final document ("" = it stays): its data may not be handed out as they are.
    cycles: those that the slide speaks of, for the information block; empty = all of the storyboard.
    from_data: the sentence from the data where the office gave the slide a title of its own.
    """

    key: str
    kind: str
    title: str
    body: Body
    source: str
    alt: str
    notes: Mapping[str, str] = field(default_factory=dict)
    held_back: str = ""
    cycles: tuple[str, ...] = ()
    from_data: str = ""

    @property
    def sentence(self) -> str:
        """The sentence from the data, whatever the title."""
        return self.from_data or self.title


@dataclass(frozen=True)
class Storyboard:
    """The whole: pact ids, cycles that occur, slides, what the presenter is told beforehand, the view in words.

    sources: the documents behind all slides (columns of the question sources_used); as_of: period of the data in words;
    name: the footer of every slide; title: of the document; notices: attributions and licences that every take-away prints.
    """

    language: str
    pacts: tuple[str, ...]
    cycles: tuple[str, ...]
    title: str
    name: str
    slides: tuple[Slide, ...]
    told: tuple[str, ...]
    view: str
    sources: pd.DataFrame
    as_of: str
    snapshot: str
    notices: tuple[str, ...]

    def slide(self, key: str) -> Slide | None:
        """Return a slide by its key, None when it was left out."""
        return next((s for s in self.slides if s.key == key), None)
