"""One sample of every form, of made-up pacts that are named so: for the gallery, and for the pictures that tests compare.

The samples show what each form can say: exact and soft values, bounds, what is chosen, what nobody published.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from paktum.figures import cohorts, coverage, funnel_plot, kpis, matrix, money_steps, network, panels, ranges, states, strip, timeline
from paktum.figures.bullets import Bullet, bullets
from paktum.figures.changes import Change, changes
from paktum.figures.county_map import county_map
from paktum.figures.facts import facts
from paktum.figures.finding import finding
from paktum.figures.footer import footer
from paktum.figures.funnel import Step, funnel
from paktum.figures.legend import legend
from paktum.figures.parts import Cell, Column, Mark
from paktum.figures.sections import Section, sections
from paktum.figures.table import table
from paktum.figures.theme import Body
from paktum.figures.view_line import view_line
from paktum.wording import NBSP, Words

M = 1_000_000
AXIS = [(0.0, "0"), (500.0, "500"), (1000.0, f"1{NBSP}000")]


def names(words: Words) -> tuple[str, str, str]:
    """Return the names of three pacts that nobody can take for real ones."""
    return tuple(words("gallery.pact", n=n) for n in "ABC")  # type: ignore[return-value]


def draw_bullets(words: Words) -> Body:
    """Draw a ranked list: an exact value with its target, a soft one that is chosen, one that has a target only."""
    a, b, c = names(words)
    rows = [
        Bullet(
            a, "", 940, 800, False, False, False, words.quantity(940, "persons"), words("overview.target", target="800"), share="117,5%"
        ),
        Bullet(b, "", 500, None, True, False, True, f"≈{NBSP}500", "", (Mark(words("mark.contradicted"), "warn"),)),
        Bullet(c, "", None, 300, False, True, False, "", words("overview.no_result", target=f"≈{NBSP}300")),
    ]
    signs = [("solid", words("overview.exact")), ("soft", words("overview.soft")), ("tick", words("kind.target"))]
    return bullets(rows, AXIS, signs, words("overview.silent", n="7"), words("absent.unknown"))


def draw_changes(words: Words) -> Body:
    """Draw two grants from award to a later amount, one of them a lower bound."""
    a, b, _ = names(words)
    rows = [
        Change(a, "", 300.0, 900.0, f"300 → 900{NBSP}M{NBSP}Ft", "+200%", "2020"),
        Change(b, "", 500.0, 800.0, f"500 → ≥{NBSP}800{NBSP}M{NBSP}Ft", "", "2021", soft=True, open_end=True, chosen=True),
    ]
    return changes(rows, AXIS)


def draw_cohorts(words: Words) -> Body:
    """Draw five months: one whose people may not be told, after which nothing can be added up."""
    people = (40.0, 60.0, 80.0, None, 50.0)
    so_far = (40.0, 100.0, 180.0, None, None)
    months = [
        cohorts.Month(f"2020-0{n + 1}", p, 45.0 + 5 * n if p else None, s, s / 2 if s else None, (p is None, p is None, s is None), "")
        for n, (p, s) in enumerate(zip(people, so_far, strict=True))
    ]
    titles = cohorts.Titles(
        (words("people.month_people"), words("people.month_rate"), words("people.month_so_far")),
        (words("people.line_people"), words("people.line_jobs")),
        words("people.no_month"),
    )
    return cohorts.cohorts(months, titles, words)


def draw_coverage(words: Words) -> Body:
    """Draw how many published two fields: nearly all, and nearly none."""
    rows = [
        coverage.Coverage(words("field.grant"), 9, 10, "9 / 10", "90%"),
        coverage.Coverage(words("field.employed_6m"), 1, 10, "1 / 10", "10%"),
    ]
    return coverage.coverage(rows, words("overview.published"), words("absent.unknown"))


def draw_facts(words: Words) -> Body:
    """Draw an identity list with a second line, a mark and an absence."""
    pairs = [
        (words("pact.code"), [Cell("TOP-0.0.0-00-AA0-0000-00000", ("0000000",))]),
        (words("pact.predecessor"), [Cell(words("absent.unknown"), absent=True)]),
        (words("pact.state"), [Cell("", marks=(Mark(words("status.closed")),))]),
    ]
    return facts(pairs)


def draw_finding(words: Words) -> Body:
    """Draw the one large number."""
    return finding("1", f"/{NBSP}10", words("overview.finding_few"), words("start.tour_absent_text"))


def draw_funnel(words: Words) -> Body:
    """Draw three steps against one base, with an overlap and an absence."""
    return funnel(
        [
            Step(words("indicator.participants"), "200", words("unit_name.persons"), 1.0),
            Step(
                words("indicator.found_job"),
                "120",
                words("unit_name.persons"),
                0.6,
                0.25,
                (("60%", "120 / 200"),),
                (Mark(words("mark.rounded")),),
            ),
            Step(words("indicator.employed_6m"), "", "", None, absent=words("absent.unknown")),
        ]
    )


def draw_funnel_plot(words: Words) -> Body:
    """Draw placement rates among limits of chance."""
    a, b, c = names(words)
    shares = [
        funnel_plot.Share(a, 300, 55.0, "55%", a),
        funnel_plot.Share(b, 700, 84.0, "84%", b, chosen=True),
        funnel_plot.Share(c, 500, 62.0, "62%", c, doubtful=True),
    ]
    limits = [funnel_plot.Limit(n, *(67.0 + s * 200 / n**0.5 for s in (-1.0, 1.0, -1.5, 1.5))) for n in (100, 300, 500, 700)]
    return funnel_plot.funnel_plot(shares, limits, 67.0, ("67%", "95%", "99,8%"), words)


def draw_kpis(words: Words) -> Body:
    """Draw a card that most report, one that few do, one that nobody does."""
    of = {n: words("overview.coverage", total="10", known=str(n)) for n in (9, 1, 0)}
    cards = [
        kpis.Kpi(
            words("indicator.grant"),
            f"≈{NBSP}7,7",
            f"Mrd{NBSP}Ft",
            ("2016–2023",),
            9,
            10,
            of[9],
            True,
            details=(words("overview.grant_only"),),
        ),
        kpis.Kpi(words("indicator.found_job"), "145", words("unit_name.persons"), ("2020. 07. 30.",), 1, 10, of[1], False),
        kpis.Kpi(words("indicator.employed_6m"), words("absent.unknown"), "", (), 0, 10, of[0], False, absent=True),
    ]
    return kpis.kpis(cards, words("overview.how_sure"))


def draw_legend(words: Words) -> Body:
    """Draw signs of a map and of a line."""
    signs = [(f"seq{n}", f"{n}000 ({n})") for n in range(1, 6)]
    return legend(
        words("unit_name.m_huf"),
        [*signs, ("hatch", words("absent.unknown")), ("dot", words("softness.exact")), ("bound", words("compare.bound"))],
    )


def draw_matrix(words: Words) -> Body:
    """Draw two pacts side by side."""
    a, b, _ = names(words)
    row = (
        words("indicator.grant"),
        "",
        [Cell(f"1{NBSP}973{NBSP}M{NBSP}Ft", ("2022",), strong=True), Cell(words("absent.unknown"), absent=True)],
    )
    return matrix.matrix([matrix.Head(a), matrix.Head(b, chosen=True)], [(words("topic.funding"), [row])], words("card.compare.title"))


def draw_money_steps(words: Words) -> Body:
    """Draw an award, a rounded echo, a higher amount and a bound."""
    said = [
        money_steps.Point("2016-07", 430 * M, "exact", "awarded", words("kind.awarded"), "", f"430{NBSP}M{NBSP}Ft"),
        money_steps.Point("2018", 600 * M, "rounded", "reported", words("kind.reported"), "", f"600{NBSP}M{NBSP}Ft"),
        money_steps.Point("2021-03-01", 700 * M, "lower", "reported", words("kind.reported"), "", f"≥{NBSP}700{NBSP}M{NBSP}Ft"),
    ]
    return money_steps.money_steps(said, words)


def draw_network(words: Words) -> Body:
    """Draw an organisation in two pacts."""
    a, b, _ = names(words)
    ties = (network.Tie(a, "", "partner", ""), network.Tie(b, "", "member", "", chosen=True))
    return network.network(
        [network.Knot(words("gallery.organisation"), "2", (), ties)],
        [("member", words("capacity.member")), ("partner", words("capacity.partner"))],
    )


def draw_panels(words: Words) -> Body:
    """Draw two panels of three groups, one of which may not be told."""
    a, b, c = names(words)
    groups = [
        panels.Group(a, 40.0, words.quantity(40, "percent"), words("people.base", n="120")),
        panels.Group(b, None, absent=words("absent.suppressed")),
        panels.Group(c, 62.5, words.quantity(62.5, "percent"), words("people.base", n="88")),
    ]
    parts = [panels.Panel(words(f"people_panel.{p}"), groups, 50.0) for p in ("age", "schooling")]
    signs = [("solid", words("people.panel_bar")), ("tick", words("people.panel_tick"))]
    return panels.panels(parts, [words.quantity(v, "percent") for v in (0, 50, 100)], signs)


def draw_ranges(words: Words) -> Body:
    """Draw amounts of one pact that differ, and a bound of another."""
    a, b, _ = names(words)

    def mark(amount: float, softness: str, headline: bool, value: str, spread: float = 0) -> ranges.RangeMark:
        low, high = (amount - spread, amount + spread) if spread else (None, None)
        return ranges.RangeMark(amount, low, high, softness, headline, words("kind.reported"), "", value)

    rows = [
        ranges.Range(a, False, [mark(900 * M, "exact", True, "900"), mark(700 * M, "rounded", False, "700", 50 * M)]),
        ranges.Range(b, True, [mark(1000 * M, "lower", True, f"≥{NBSP}1000")]),
    ]
    return ranges.ranges(rows, words)


def draw_sections(words: Words) -> Body:
    """Draw a figure in parts, with a note."""
    return sections([Section(words("level_of.county"), draw_changes(words), ((words("absent.unknown"), words("gallery.pact", n="D")),))])


def draw_states(words: Words) -> Body:
    """Draw what is known of two pacts."""
    known = [states.State(s, words(f"field_state.{s}")) for s in ("present", "contradicted", "missing")]
    a, b, _ = names(words)
    rows = [states.StateRow(a, "", "67%", tuple(known)), states.StateRow(b, "", "0%", (known[2],) * 3)]
    fields = [words(f"field_short.{f}") for f in ("grant", "participants", "found_job")]
    signs = [(k, f"({n})") for n, k in enumerate(known, 1)]
    return states.states(
        [(words("topic.funding"), fields)], [(words("levels.county"), rows)], signs, "%", words("card.quality_matrix.title")
    )


def draw_strip(words: Words) -> Body:
    """Draw grants on one line with their median."""
    b = names(words)[1]
    dots = [strip.Dot(str(n), n * 60 * M, "dot", str(n)) for n in (3, 4, 4.2, 5, 7)]
    row = strip.Row(
        words("level_of.district"), "6", [*dots, strip.Dot(b, 430 * M, "dot", b, chosen=True, label=b)], 270 * M, f"270{NBSP}M{NBSP}Ft"
    )
    return strip.strip([row], words)


def draw_table(words: Words) -> Body:
    """Draw a table with a headline value, a mark and an absence."""
    columns = [Column(words("column.pact")), Column(words("indicator.grant"), "right"), Column(words("column.as_of"))]
    a, b, _ = names(words)
    rows = [
        [Cell(a), Cell(f"433,1{NBSP}M{NBSP}Ft", strong=True), Cell("2020", marks=(Mark(words("mark.rounded")),))],
        [Cell(b), Cell(words("absent.unknown"), absent=True), Cell("")],
    ]
    return table(columns, rows, words("gallery.title"))


def draw_timeline(words: Words) -> Body:
    """Draw events of one pact over the years."""
    a, _, _ = names(words)
    moments = tuple(
        timeline.Moment(kind, day, day) for kind, day in (("founding", "2016-05-01"), ("forum", "2018-03-01"), ("closing", "2020-07-30"))
    )
    return timeline.timeline(
        [timeline.Course(a, "", moments, (("2016", words("event.founding")),), True)], [("dot", words("event.founding"))]
    )


def draw_map(words: Words) -> Body:
    """Draw four squares: two classes, a bound, an unknown."""

    def square(code: str, west: float) -> dict[str, Any]:
        # Clockwise, as d3 wants the outer ring.
        ring = [[west, 46.2], [west, 48.2], [west + 1.4, 48.2], [west + 1.4, 46.2], [west, 46.2]]
        return {"type": "Feature", "properties": {"code": code, "name": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}

    codes = ("01", "02", "03", "04")
    tree = {"type": "FeatureCollection", "features": [square(c, 16.3 + 1.6 * n) for n, c in enumerate(codes)]}
    values = {"01": 1.0, "02": 5.0, "03": 9.0, "04": None}
    return county_map(values, {c: words("gallery.pact", n=c) for c in codes}, {}, [2.0, 6.0], tree, soft=frozenset({"03"}))


def draw_view_line(words: Words) -> Body:
    """Draw what is in view and what is left out, over the footer of a card."""
    return view_line(words("scope.pacts", n="3"), "…", words("scope.left_out"), words("scope.nothing")) + footer(
        [[(words("card.source"), words("gallery.title"))]]
    )


SAMPLES: Mapping[str, Callable[[Words], Body]] = {
    name.removeprefix("draw_"): made for name, made in sorted(globals().items()) if name.startswith("draw_")
}
