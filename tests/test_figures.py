"""Figures are tested by what they mean: what is drawn, what is not, what a hostile name can do, which colours can be told apart."""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from hostile import NAMES

from paktum.figures import geometry, labels, scale, theme
from paktum.figures.bullets import Bullet, bullets
from paktum.figures.cohorts import Month, Titles, cohorts
from paktum.figures.county_map import county_map
from paktum.figures.coverage import Coverage, coverage
from paktum.figures.facts import facts
from paktum.figures.finding import finding
from paktum.figures.footer import footer
from paktum.figures.funnel import Step, funnel
from paktum.figures.html import safe_link
from paktum.figures.kpis import Kpi, kpis
from paktum.figures.labels import Spot, place
from paktum.figures.legend import legend
from paktum.figures.matrix import Head, matrix
from paktum.figures.money_steps import Point, money_steps
from paktum.figures.panels import Group, Panel, panels
from paktum.figures.parts import Cell, Column, Mark
from paktum.figures.ranges import Range, RangeMark, ranges
from paktum.figures.table import table
from paktum.figures.view_line import view_line
from paktum.wording import Words

ROOT = Path(__file__).parent.parent
STYLE = (ROOT / "paktum/figures/style.css").read_text(encoding="utf-8")
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
HU = Words("hu")
M = 1_000_000


def bullet(name: str = "Vas", actual: float | None = None, target: float | None = None, **more: Any) -> Bullet:
    plain: dict[str, Any] = {"href": "", "soft": False, "soft_target": False, "chosen": False, "value": "", "detail": ""}
    return Bullet(name, actual=actual, target=target, **(plain | more))


def ranked(*rows: Bullet) -> str:
    return bullets(rows, [(0, "0"), (1000, "1 000")], [("solid", "tény")], "", "nincs adat")


def mark(amount: float | None = 3000.0 * M, softness: str = "exact", **more: Any) -> RangeMark:
    plain: dict[str, Any] = {"low": None, "high": None, "headline": True, "label": "megítélt", "hover": "megítélt"}
    return RangeMark(amount, softness=softness, **(plain | more))


def point(when: str | None, amount: float, softness: str = "exact", label: str = "megítélt") -> Point:
    return Point(when, amount * M, softness, "awarded", label, label)


def drawn(figure: go.Figure, name: str) -> list[Any]:
    return [trace for trace in figure.data if trace.name == name]


# ---------------------------------------------------------------- what is not known is not drawn


def test_unknown_actual_draws_no_bar() -> None:
    assert 'class="pk-bar' not in ranked(bullet(actual=None, target=200.0))


def test_unknown_target_draws_no_tick() -> None:
    assert 'class="pk-tick' not in ranked(bullet(actual=80.0))


def test_a_published_zero_is_a_bar_and_not_an_absence() -> None:
    html = ranked(bullet(actual=0.0))
    assert 'class="pk-bar"' in html and "pk-unknown" not in html


def test_soft_values_look_soft() -> None:
    html = ranked(bullet(actual=80.0, soft=True, target=200.0, soft_target=True, open_end=True))
    assert 'class="pk-bar pk-soft pk-open"' in html and 'class="pk-tick pk-soft"' in html


def test_bars_share_one_scale_that_holds_every_value() -> None:
    html = ranked(bullet(actual=500.0), bullet(target=2000.0))
    assert 'class="pk-bar" style="width:25.000%"' in html and 'class="pk-tick" style="left:100.000%"' in html


GROUPS = [
    Group("a", 20.0, "20%", "n = 5"),
    Group("b", None, absent="withheld"),
    Group("c", 70.0, "70%", "n = 9"),
    Group("d", None, absent="x"),
]


def test_panels_are_sorted_and_what_is_withheld_stands_last_without_a_place() -> None:
    drawn = panels([Panel("p", GROUPS, 50.0)], ["0%", "50%", "100%"], [])
    assert re.findall(r'class="pk-name">(\w)<', drawn) == ["c", "a", "b", "d"]
    assert re.findall(r'pk-bar" style="width:([\d.]+)%', drawn) == ["70.000", "20.000"]
    assert drawn.count("pk-withheld") == 2 and drawn.count('pk-tick" style="left:50.000%') == 2


def test_every_panel_has_the_same_scale() -> None:
    few, many = (panels([Panel("p", [Group("a", rate, "", "")])], ["0%", "50%", "100%"], []) for rate in (4.0, 80.0))
    assert "width:4.000%" in few and "width:80.000%" in many


def test_a_panel_of_nothing_that_may_be_told_says_so_once() -> None:
    drawn = panels([Panel("p", [g for g in GROUPS if g.rate is None], None, "none of them")], ["0%", "50%", "100%"], [])
    assert drawn.count("pk-withheld") == 1 and "none of them" in drawn and "pk-name" not in drawn


def test_a_withheld_month_has_a_band_of_one_height_and_no_place_of_its_own() -> None:
    told = [Month("2020-01", 10.0, 40.0, 10.0, 4.0, (False,) * 3, ""), Month("2020-02", 30.0, 60.0, 40.0, 20.0, (False,) * 3, "")]
    withheld = [Month(f"2020-0{n}", None, None, None, None, (True,) * 3, "withheld") for n in (3, 4)]
    figure = cohorts([*told, *withheld], Titles(("a", "b", "c"), ("d", "e"), "nothing"), HU)
    by_name = {trace.name: trace for trace in figure.data}
    for plot, axis in enumerate(("yaxis", "yaxis2", "yaxis3")):
        bands = by_name[f"hidden_{plot}"]
        assert list(bands.x) == ["2020-03-01", "2020-04-01"]
        assert list(bands.y) == [figure.layout[axis].range[1]] * 2
    assert [list(by_name[n].y[2:]) for n in ("people", "rate", "people_so_far", "jobs_so_far")] == [[None, None]] * 4


def test_a_plot_of_which_no_month_may_be_told_says_so_in_words() -> None:
    months = [Month("2020-01", 10.0, None, 10.0, None, (False, True, False), "")]
    figure = cohorts(months, Titles(("a", "b", "c"), ("d", "e"), "nothing told"), HU)
    assert "nothing told" in [a.text for a in figure.layout.annotations]
    assert not figure.layout.yaxis2.ticktext


def test_a_list_of_nothing_but_zeros_can_be_drawn() -> None:
    assert "pk-row" in bullets([bullet(actual=0.0)], [(0, "0")], [], "", "")


def test_meter_of_an_unpublished_field_has_no_solid_part() -> None:
    none, some = (coverage([Coverage("Cél", n, 105, f"{n} / 105", "0 %")], "van", "nincs") for n in (0, 1))
    assert "style=" not in none and 'style="width:0.952%"' in some


def test_kpi_edge_is_dashed_when_few_report() -> None:
    few = kpis([Kpi("Résztvevők", "312", "fő", (), 12, 105, "105 paktumból 12 adatával", solid=False)])
    assert 'class="pk-kpi pk-thin"' in few and "<b>105</b> paktumból <b>12</b> adatával" in few


def test_absent_step_has_words_and_no_bar() -> None:
    html = funnel([Step("12 hónap múlva", "", "fő", None, absent="nincs adat")])
    assert "pk-step-bar" not in html and "pk-step-empty" in html and "nincs adat" in html


def test_overlap_lies_inside_its_own_bar() -> None:
    html = funnel([Step("Álláshoz jutottak", "170", "fő", 0.5, overlap=0.9)])
    assert 'class="pk-overlap" style="width:50.000%"' in html


def test_absent_cell_is_the_hatched_plate() -> None:
    html = table([Column("Adat"), Column("Érték", "right")], [[Cell("Tagok"), Cell("nincs adat", absent=True)]], "Adatok")
    assert '<span class="pk-none"><span>nincs adat</span></span>' in html


# ---------------------------------------------------------------- bounds, time


@pytest.mark.parametrize(("softness", "sign"), [("lower", 1), ("lower_approximate", 1), ("upper", -1)])
def test_a_bound_has_one_known_side_and_an_open_end(softness: str, sign: int) -> None:
    figure = ranges([Range("Miskolc", False, [mark(softness=softness)])], HU)
    side = softness.split("_")[0]
    (known,) = drawn(figure, side)
    (stroke,) = [s for s in figure.layout.shapes if s.name == side]
    assert list(known.x) == [3000.0]
    assert (stroke.x1 - stroke.x0) * sign > 0
    assert len(figure.data) == 1, "no mark stands at the open end"


def test_rounding_is_a_whisker() -> None:
    rounded = mark(430.0 * M, "rounded", low=425.0 * M, high=435.0 * M, headline=False)
    (whisker,) = drawn(ranges([Range("Jászberény", True, [rounded])], HU), "rounding")
    assert list(whisker.x) == [425.0, 435.0]


def test_a_mark_without_amount_is_not_drawn() -> None:
    assert not ranges([Range("Vas", False, [mark(None)])], HU).data


def test_only_the_chosen_pact_has_the_accent() -> None:
    rows = [Range("Vas", False, [mark()]), Range("Jászberény", True, [mark()])]
    colours = [trace.marker.color for trace in ranges(rows, HU).data]
    assert colours == [theme.CATEGORY_1, theme.ACCENT]


def test_line_is_full_between_equal_amounts_and_dotted_where_the_day_of_change_is_unknown() -> None:
    figure = money_steps([point("2016-07-20", 1878), point("2017", 1878), point("2023-11", 2263, "rounded")], HU)
    assert len(drawn(figure, "known")) == 1
    (change,) = drawn(figure, "unknown_day")
    assert change.line.dash != "solid" and list(change.y) == [1878.0, 2263.0]


def test_a_rounded_echo_does_not_break_the_level() -> None:
    figure = money_steps([point("2016-12-20", 433.1), point("2017-05-17", 430, "rounded"), point("2020-07-30", 433.1)], HU)
    assert not drawn(figure, "unknown_day")
    assert {y for trace in drawn(figure, "known") for y in trace.y} == {433.1}


def test_a_second_grant_is_no_change_of_the_first() -> None:
    """Pécs: 850 million in 2016 and 1 370 million in 2021 are two grants; nothing grew from the one to the other."""
    first, second = [replace(point(when, amount), grant=grant) for when, amount, grant in (("2016", 850, "p1"), ("2021", 1370, "p2"))]
    again = replace(point("2017", 850), grant="p1")
    figure = money_steps([first, again, second], HU)
    assert not drawn(figure, "unknown_day")
    assert len(drawn(figure, "known")) == 1, "from 2016 to 2017 the first grant stayed"


def test_a_lower_bound_is_an_arrow_and_not_a_level() -> None:
    figure = money_steps([point("2016-07-20", 2943), point("2023-09-18", 3000, "lower")], HU)
    assert not drawn(figure, "known") and not drawn(figure, "unknown_day")
    (arrow,) = [a for a in figure.layout.annotations if a.name == "lower"]
    assert arrow.y > arrow.ay == 3000.0


def test_an_undated_amount_stands_apart_and_a_year_is_a_stretch() -> None:
    figure = money_steps([point("2016", 1878), point(None, 1900, "rounded")], HU)
    assert HU("absent.undated") in figure.layout.xaxis.ticktext
    (stretch,) = drawn(figure, "when")
    assert list(stretch.x) == ["2016-01-01", "2016-12-31"]
    assert not drawn(figure, "unknown_day")


def test_money_axis_starts_at_zero_and_speaks_hungarian() -> None:
    figure = money_steps([point("2016", 1878)], HU)
    assert figure.layout.yaxis.range[0] == 0 and "1\u00a0000" in figure.layout.yaxis.ticktext


def test_labels_do_not_cover_each_other_on_a_phone() -> None:
    spots = [Spot(230, 60, 24), Spot(236, 62, 24), Spot(20, 60, 20)]
    found = place(spots, [], 270, 240)
    assert len({(p.anchor, p.rise) for p in found[:2]}) == 2


def test_two_labels_of_one_line_keep_a_gap() -> None:
    spots = [Spot(60, 60, 20), Spot(206, 60, 20)]
    found = place(spots, [], 270, 240)
    starts = [
        s.across + p.shift - {"left": 0, "center": 0.5, "right": 1}[p.anchor] * 20 * labels.LETTER
        for s, p in zip(spots, found, strict=True)
    ]
    assert found[0].rise != found[1].rise or abs(starts[1] - starts[0]) >= 20 * labels.LETTER + labels.AIR


@pytest.mark.parametrize("across", [0, 30, 99, 159, 198])
@pytest.mark.parametrize("letters", [5, 20, 28])
def test_a_label_above_its_mark_stays_inside_the_plot(across: float, letters: int) -> None:
    wide, side = letters * labels.LETTER, labels.anchor(across, letters, 198)
    start = across + labels.shift(across, letters, 198) - {"left": 0.0, "center": wide / 2, "right": wide}[side]
    assert start >= -0.1 and start + wide <= 198.1


# ---------------------------------------------------------------- map


def square(code: str, west: float) -> dict[str, Any]:
    ring = [[west, 46.5], [west + 1, 46.5], [west + 1, 47.5], [west, 47.5], [west, 46.5]]  # counter-clockwise, as in RFC 7946
    return {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


@pytest.fixture
def shapes(tmp_path: Path) -> dict[str, Any]:
    path = tmp_path / "shapes.geojson"
    features = [square(f"{n:02d}", 16.5 + n) for n in range(1, 6)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return geometry.load(path)


def draw_map(shapes: dict[str, Any], values: dict[str, float | None], **more: Any) -> go.Figure:
    codes = [geometry.code(f) for f in shapes["features"]]
    return county_map(values, {c: f"Vármegye {c}" for c in codes}, {}, scale.round_breaks(values.values()), shapes, **more)


def test_every_code_is_on_the_map_once(shapes: dict[str, Any]) -> None:
    figure = draw_map(shapes, {"01": 5.0, "02": 0.0, "03": None})
    codes = [code for trace in figure.data if trace.type == "choropleth" for code in trace.locations]
    assert sorted(codes) == ["01", "02", "03", "04", "05"]
    assert list(drawn(figure, "unknown")[0].locations) == ["03", "04", "05"]
    assert list(drawn(figure, "classes")[0].customdata) == ["01", "02"]


def test_map_draws_without_network_and_the_right_way_round(shapes: dict[str, Any]) -> None:
    assert draw_map(shapes, {"01": 1.0}).data[0].type == "scattergeo", "the first trace keeps Plotly off the network"
    assert all(geometry.area(ring) < 0 for f in shapes["features"] for ring in f["geometry"]["coordinates"])


def test_hatching_stays_inside_its_shape(shapes: dict[str, Any]) -> None:
    lons, lats = geometry.hatch(shapes["features"][0])
    assert len(lons) > 20
    assert all(17.499 <= x <= 18.501 for x in lons if x is not None) and all(46.499 <= y <= 47.501 for y in lats if y is not None)


def test_a_sum_that_is_a_bound_has_a_dot_inside_its_shape(shapes: dict[str, Any]) -> None:
    (dots,) = drawn(draw_map(shapes, {"01": 5.0, "02": 1.0}, soft=frozenset({"01", "03"})), "bound")
    assert list(dots.customdata) == ["01"], "a hatched shape has no sum to mark"
    assert 17.5 < dots.lon[0] < 18.5 and 46.5 < dots.lat[0] < 47.5


# ---------------------------------------------------------------- class limits


@pytest.mark.parametrize(
    "values",
    [
        [7300, 7400, 7800, 8600, 9000, 9100, 9400, 9800, 9900, 10400, 11200, 11900, 12600, 12800, 13900, 15800, 16000],
        [1, 2, 3, 4, 5],
        [0, 0, 0, 1, 1, 2, 40, 1000, 5_000_000],
        [100, 101, 102, 103, 104, 105, 9_000],
        [0.12, 0.34, 0.55, 0.78, 0.91],
        [-5, -3, 0, 4, 8],
    ],
)
def test_no_map_class_is_empty(values: list[float]) -> None:
    breaks = scale.round_breaks(values)
    assert breaks == sorted(set(breaks)) and len(breaks) == 4
    assert min(scale.counts(values, breaks)) > 0


def test_fewer_values_give_fewer_classes() -> None:
    assert scale.round_breaks([]) == scale.round_breaks([None, 7.0, 7.0]) == []
    assert len(scale.round_breaks([7.0, 8.0, None])) == 1
    assert scale.shades(scale.round_breaks([1, 2, 3])) == ["seq1", "seq3", "seq5"]


def test_class_limits_are_round() -> None:
    assert scale.round_breaks([7300, 9000, 9600, 11000, 11500, 13000, 13100, 16000, 17000]) == [8000, 10000, 12000, 14000]


def test_ticks_cover_the_range() -> None:
    assert scale.ticks(0, 1930) == [0, 500, 1000, 1500, 2000]
    assert scale.ticks(2943, 3000, 4)[0] <= 2943 and scale.ticks(2943, 3000, 4)[-1] >= 3000


# ---------------------------------------------------------------- hostile names

FORMS: dict[str, Callable[[str], str]] = {
    "bullets": lambda t: bullets([bullet(t, 1.0, value=t, detail=t, share=t, marks=(Mark(t),))], [(0, t)], [("solid", t)], t, t),
    "coverage": lambda t: coverage([Coverage(t, 1, 2, t, t)], t, t),
    "facts": lambda t: facts([(t, [Cell(t, (t,), (Mark(t),), more=(Cell(t, absent=True),))])]),
    "finding": lambda t: finding(t, t, t, t),
    "footer": lambda t: footer([[(t, t)]]),
    "funnel": lambda t: funnel([Step(t, t, t, 1.0, 0.5, ((t, t),), (Mark(t, "warn"),)), Step(t, t, t, None, absent=t)]),
    "kpis": lambda t: kpis([Kpi(t, t, t, (t,), 1, 2, t, True), Kpi(t, t, t, (t,), 0, 2, t, False, absent=True)]),
    "legend": lambda t: legend(t, [("hatch", t)]),
    "matrix": lambda t: matrix([Head(t, t, True, t, t)], [(t, [(t, t, [Cell(t, href=t)])])], t),
    "table": lambda t: table([Column(t)], [[Cell(t, href=t)]], t, compact=True),
    "view_line": lambda t: view_line(t, t, t, t),
}


@pytest.mark.parametrize("text", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize("form", FORMS)
def test_texts_from_data_are_only_text(form: str, text: str) -> None:
    """The tags and attributes of the page are the same whatever the names say."""

    def skeleton(html: str) -> list[str]:
        return [re.sub(r'(href|aria-label)="[^"]*"', r'\1=""', tag) for tag in re.findall(r"<[^>]*>", html)]

    made, plain = FORMS[form](text), FORMS[form]("szelid")
    bold = ("<b>", "</b>")  # numbers inside a text may be set in bold by us
    assert [t for t in skeleton(made) if t not in bold] == [t for t in skeleton(plain) if t not in bold]
    assert "49" not in made


def test_markdown_stays_as_written() -> None:
    assert "**x**" in table([Column("a")], [[Cell("**x**")]], "c")


def test_links_lead_to_pages_only() -> None:
    assert [safe_link(x) for x in ("javascript:alert(1)", "data:text/html,x", " javascript:x")] == ["#", "#", "#"]
    assert safe_link("?paktum=vas&a=1:2") == "?paktum=vas&a=1:2" and safe_link("https://ksh.hu/a:b") == "https://ksh.hu/a:b"


@pytest.mark.parametrize("text", NAMES, ids=range(len(NAMES)))
def test_plotly_gets_no_markup_from_data(shapes: dict[str, Any], text: str) -> None:
    figures = [
        money_steps([Point("2016", 10.0 * M, "exact", text, text, text, value=text)], HU),
        ranges([Range(text, True, [mark(label=text, hover=text, value=text)])], HU),
        county_map({"01": 1.0}, {"01": text, "02": text}, {"01": text, "02": text}, [], shapes),
    ]
    for figure in figures:
        words = [a.text for a in figure.layout.annotations] + [t for trace in figure.data for t in trace.hovertext or trace.text or ()]
        words += list(figure.layout.yaxis.ticktext or ())
        tags = {tag for word in words for tag in re.findall(r"<[^>]*>", word or "")}
        assert tags <= {"<b>", "</b>", "<br>"}
        assert not any(f"<b>{inner}" in (word or "") for word in words for inner in ("vastag",))


# ---------------------------------------------------------------- reading without seeing


def test_tables_can_be_read_aloud() -> None:
    html = table([Column("Adat"), Column("Érték", "right")], [[Cell("Tagok"), Cell("26")]], "Minden adat")
    assert "<caption" in html and html.count('scope="col"') == 2 and html.count('scope="row"') == 1
    assert 'tabindex="0" role="region" aria-label="Minden adat"' in html


def test_comparison_names_the_pact_in_every_cell() -> None:
    heads = [Head("Vas vármegye", "", short="Vas"), Head("Miskolc", "", chosen=True)]
    html = matrix(heads, [("Támogatás", [("Megítélt", "", [Cell("1"), Cell("2")])])], "Összevetés")
    assert re.findall(r'class="pk-who">(.*?)<', html) == ["Vas", "Miskolc"]
    assert html.count("pk-chosen") == 2, "the head and the cell of the chosen pact"


def test_legend_refuses_a_sign_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="striped"):
        legend("fő", [("striped", "tény")])


# Names that only say what stands there, or that are styled through their parts.
BARE = {"pk-left", "pk-cell", "pk-covs", "pk-funnel", "pk-step-absent", "pk-sources"}


def test_every_class_of_the_templates_is_styled() -> None:
    templates = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "paktum/figures/templates").glob("*.html"))
    static = set(re.findall(r"pk-[a-z][a-z-]*[a-z](?![a-z{-])", templates))
    unstyled = {name for name in static if f".{name}" not in STYLE}
    assert unstyled <= BARE, unstyled - BARE


# ---------------------------------------------------------------- colour

CATEGORIES = [theme.CATEGORY_1, theme.CATEGORY_2, theme.CATEGORY_3, theme.CATEGORY_4, theme.ACCENT]
# Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB
VISION = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
Triple = tuple[float, float, float]


def linear(colour: str) -> Triple:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return r, g, b


def times(matrix: tuple[Triple, Triple, Triple], rgb: Triple) -> Triple:
    x, y, z = (min(max(sum(a * b for a, b in zip(row, rgb, strict=True)), 0.0), 1.2) for row in matrix)
    return x, y, z


def lab(rgb: Triple) -> Triple:
    to_xyz = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    white = (0.95047, 1.0, 1.08883)
    ratios = [v / w for v, w in zip(times(to_xyz, rgb), white, strict=True)]
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in ratios)
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def ciede2000(one: Triple, two: Triple) -> float:
    (l1, a1, b1), (l2, a2, b2) = one, two
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    c1, c2 = math.hypot((1 + g) * a1, b1), math.hypot((1 + g) * a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, (1 + g) * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    dl, dc, dh = l2 - l1, c2 - c1, 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    cosines = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    t = 1 + sum(w * math.cos(math.radians(n * hm + shift)) for w, n, shift in cosines)
    sl, sc, sh = 1 + 0.015 * (lm - 50) ** 2 / math.sqrt(20 + (lm - 50) ** 2), 1 + 0.045 * cm, 1 + 0.015 * cm * t
    rt = -2 * math.sqrt(cm**7 / (cm**7 + 25**7)) * math.sin(math.radians(60 * math.exp(-(((hm - 275) / 25) ** 2))))
    return math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh))


def contrast(one: str, two: str) -> float:
    bright, dark = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(linear, (one, two))), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_the_measure_of_difference_is_right() -> None:
    """Three pairs of the test data of Sharma, Wu, Dalal 2005."""
    assert ciede2000((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert ciede2000((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)
    assert ciede2000((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(1.2644, abs=1e-4)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("vision", VISION)
def test_any_two_colours_can_be_told_apart(mode: str, vision: str) -> None:
    seen = {slot: lab(times(VISION[vision], linear(theme.colour(slot, mode)))) for slot in CATEGORIES}
    near = {(a, b): ciede2000(seen[a], seen[b]) for a, b in combinations(CATEGORIES, 2)}
    assert min(near.values()) >= 8, near


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_neighbouring_map_classes_can_be_told_apart(mode: str) -> None:
    for matrix_ in VISION.values():
        seen = [lab(times(matrix_, linear(theme.colour(slot, mode)))) for slot in theme.SEQUENTIAL]
        assert min(ciede2000(a, b) for a, b in pairwise(seen)) >= 8


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_and_marks_stand_out(mode: str) -> None:
    look = CONFIG["theme"][mode]
    ground, soft = look["backgroundColor"], look["secondaryBackgroundColor"]
    texts = [theme.colour(theme.INK, mode), theme.colour(theme.MUTED, mode), look["linkColor"], theme.colour(theme.ACCENT, mode)]
    assert min(contrast(text, under) for text in texts for under in (ground, soft)) >= 4.5
    assert min(contrast(look[f"{hue}TextColor"], look[f"{hue}BackgroundColor"]) for hue in ("blue", "yellow", "red", "green")) >= 4.5
    assert contrast("#FFFFFF", look["primaryColor"]) >= 4.5
    assert min(contrast(theme.colour(slot, mode), ground) for slot in CATEGORIES) >= 3


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_are_written_the_same_in_all_three_places(mode: str) -> None:
    look = CONFIG["theme"][mode]
    assert look["chartCategoricalColors"] + look["chartSequentialColors"] == list(theme.COLOURS[mode])
    names = {"cat1": theme.CATEGORY_1, "accent": theme.ACCENT, "fill-soft": theme.SOFT, "muted": theme.MUTED, "ink": theme.INK}
    names |= {"rule": theme.RULE, "ground": theme.GROUND} | {f"seq{n}": slot for n, slot in enumerate(theme.SEQUENTIAL, 1)}
    for name, slot in names.items():
        light, dark = re.findall(rf"--pk-{name}: light-dark\((#\w+), (#\w+)\)", STYLE)[0]
        assert {"light": light, "dark": dark}[mode] == theme.colour(slot, mode), name
        assert f"--pk-{name}: {theme.colour(slot, 'light')};" in STYLE, f"{name} has no plain light value"


def test_figures_name_slots_and_a_picture_gets_real_colours(shapes: dict[str, Any]) -> None:
    figures = [draw_map(shapes, {"01": 1.0, "02": 2.0}), money_steps([point("2016", 5.0)], HU), ranges([Range("Vas", True, [mark()])], HU)]
    for figure in figures:
        figure.layout.template = None
        assert set(re.findall(r"#[0-9A-Fa-f]{6}", figure.to_json())) <= {f"#{n:06d}" for n in range(1, 21)}
        assert not re.findall(r"#0000[012]\d", theme.paint(figure, "dark").to_json())


def test_chart_config_speaks_the_language_and_hides_the_tool_bar() -> None:
    config = theme.config(HU)
    assert config["displayModeBar"] is False and config["locales"]["hu"]["format"]["decimal"] == ","
    assert config["locales"]["hu"]["format"]["months"][0] == "január" and config["locales"]["hu"]["format"]["days"][0] == "vasárnap"
