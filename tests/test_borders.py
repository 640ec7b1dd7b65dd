"""Official borders: what is refused and with which words, how units are recognised, what the report says."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from screen_text import card_titles, open_page
from streamlit.testing.v1 import AppTest

from paktum import borders
from paktum.borders import Borders, BordersError, Territory
from paktum.figures import geometry
from paktum.screen import territories
from paktum.wording import LANGUAGES, Words

ROOT = Path(__file__).parent.parent
KNOWN = (
    Territory("county", "01", ("Budapest",), "HU110"),
    Territory("county", "06", ("Csongrád-Csanád vármegye", "Csongrád-Csanád", "Csongrád"), "HU333"),
    Territory("county", "16", ("Jász-Nagykun-Szolnok vármegye", "Jász-Nagykun-Szolnok"), "HU322"),
    Territory("district", "000", ("Budapest",)),
    Territory("district", "024", ("Bólyi járás", "Bólyi")),
    Territory("district", "070", ("Csongrádi járás", "Csongrádi")),
    Territory("district", "162", ("Jászberényi járás", "Jászberényi")),
)


def square(x: float, y: float, side: float = 0.2) -> list[list[list[float]]]:
    """Counter-clockwise, as RFC 7946 says."""
    return [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]


def feature(place: int = 0, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": square(19 + 0.2 * place, 47)}}


def file(folder: Path, *features: dict[str, Any], **top: Any) -> Path:
    path = folder / "hatarok.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", **top, "features": list(features)}), encoding="utf-8")
    return path


def codes(found: Borders) -> list[str]:
    return [geometry.code(f) for f in found.collection["features"]]


def refused(path: Path) -> BordersError:
    with pytest.raises(BordersError) as error:
        borders.read(path, KNOWN)
    return error.value


# ---------------------------------------------------------------- refused


def test_metres_of_the_national_grid_are_refused_and_the_reader_is_told_what_to_do(tmp_path: Path) -> None:
    grid = feature(jaras_kod="162")
    grid["geometry"]["coordinates"] = square(708000, 238000, 1000)
    error = refused(file(tmp_path, grid))
    for language in LANGUAGES:
        said = Words(language)(error.key, **error.values)
        assert "EPSG:23700" in said and "EPSG:4326" in said and "hatarok.geojson" in said


@pytest.mark.parametrize(("x", "y"), [(47.5, 19.0), (15.9, 47.0), (22.95, 47.0), (19.0, 45.6), (19.0, 48.5), (float("nan"), 47.0)])
def test_points_outside_hungary_are_refused(tmp_path: Path, x: float, y: float) -> None:
    wrong = feature(jaras_kod="162")
    wrong["geometry"]["coordinates"] = square(x, y)
    assert refused(file(tmp_path, feature(jaras_kod="024"), wrong)).key == "error.borders_outside"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"type": "FeatureCollection", "features": []}', '{"features": [1]}', '{"features": "x"}', "[" * 5000]
)
def test_what_is_no_geojson_of_areas_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.geojson"
    path.write_text(text, encoding="utf-8")
    assert refused(path).key == "error.borders_not_json"


@pytest.mark.parametrize(
    "shape",
    [
        None,
        {"type": "Point", "coordinates": [19, 47]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[19, 47]]]},
        {"type": "Polygon", "coordinates": "x"},
    ],
)
def test_a_feature_without_an_area_is_named(tmp_path: Path, shape: Any) -> None:
    error = refused(file(tmp_path, feature(jaras_kod="024"), {"type": "Feature", "properties": {}, "geometry": shape}))
    assert (error.key, error.values["number"]) == ("error.borders_no_area", 2)


def test_units_without_a_known_code_or_name_are_refused(tmp_path: Path) -> None:
    assert refused(file(tmp_path, feature(fid=1, text="Atlantis"))).key == "error.borders_no_key"


def test_a_file_too_large_is_refused_without_reading_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(borders, "LARGEST", 10)
    found = borders.outcome(file(tmp_path, feature(jaras_kod="162")), KNOWN)
    assert isinstance(found, BordersError) and found.key == "error.borders_large"


def test_every_refusal_has_words_in_both_languages() -> None:
    for language in LANGUAGES:
        words = Words(language)
        for name in ("unreadable", "large", "heavy", "not_json", "no_area", "outside", "no_key"):
            assert words.has(f"error.borders_{name}")


# ---------------------------------------------------------------- recognised


@pytest.mark.parametrize(
    "properties",
    [
        [{"jaras_kod": "024"}, {"jaras_kod": "162"}],
        [{"KSH": 24}, {"KSH": 162}],
        [{"CODE": 24.0}, {"CODE": 162.0}],
        [{"nev": "BÓLYI JÁRÁS"}, {"nev": "Jászberényi"}],
        [{"nev": "Bolyi jaras", "nuts3": "HU231"}, {"nev": "Jászberényi járás", "nuts3": "HU322"}],
        [{"jaras_kod": "024", "nev": "Csongrádi járás"}, {"jaras_kod": "162", "nev": "Csongrádi járás"}],
    ],
)
def test_districts_are_recognised_by_code_or_name(tmp_path: Path, properties: list[dict[str, Any]]) -> None:
    found = borders.read(file(tmp_path, *(feature(n, **p) for n, p in enumerate(properties))), KNOWN)
    assert (found.level, codes(found)) == ("district", ["024", "162"])
    assert found.missing == ("000", "070")


@pytest.mark.parametrize(
    "properties",
    [
        [{"ksh": "06"}, {"ksh": "16"}],
        [{"NUTS3": "HU333"}, {"NUTS3": "HU322"}],
        [{"megye": "Csongrád megye"}, {"megye": "Jász-Nagykun-Szolnok vármegye"}],
        [{"megye": "CSONGRÁD-CSANÁD"}, {"megye": "Jász Nagykun Szolnok"}],
    ],
)
def test_counties_are_recognised_by_code_or_name(tmp_path: Path, properties: list[dict[str, Any]]) -> None:
    found = borders.read(file(tmp_path, *(feature(n, **p) for n, p in enumerate(properties))), KNOWN)
    assert (found.level, codes(found), found.missing) == ("county", ["06", "16"], ("01",))


def test_the_districts_of_budapest_become_one_shape(tmp_path: Path) -> None:
    found = borders.read(file(tmp_path, *(feature(n, jaras_kod=f"{n + 1:03d}") for n in range(3)), feature(5, jaras_kod="162")), KNOWN)
    assert codes(found) == ["000", "162"]
    assert (found.units, found.joined) == (4, 2)
    named = borders.read(
        file(tmp_path, feature(0, nev="Budapest V. kerület"), feature(1, nev="Budapest 05. ker."), feature(2, nev="Bólyi")), KNOWN
    )
    assert codes(named) == ["000", "024"]


def test_what_does_not_match_is_reported_both_ways(tmp_path: Path) -> None:
    found = borders.read(file(tmp_path, feature(0, jaras_kod="162"), feature(1, jaras_kod="999"), feature(2, jaras_kod="024")), KNOWN)
    assert (found.unknown, found.missing, found.expected) == (("999",), ("000", "070"), False)


def test_licence_and_attribution_are_kept(tmp_path: Path) -> None:
    found = borders.read(file(tmp_path, feature(jaras_kod="162"), licence="CC BY 4.0", attribution="Lechner Tudásközpont"), KNOWN)
    assert (found.licence, found.attribution) == ("CC BY 4.0", "Lechner Tudásközpont")
    own = borders.read(file(tmp_path, feature(jaras_kod="162", License="X")), KNOWN)
    assert own.licence == "X"


def test_heights_and_islands_are_taken(tmp_path: Path) -> None:
    hole = feature(jaras_kod="162")
    hole["geometry"] = {
        "type": "MultiPolygon",
        "coordinates": [[square(19, 47, 0.4)[0], square(19.1, 47.1, 0.1)[0][::-1]], [[[x, y, 99.0] for x, y in square(20, 47)[0]]]],
    }
    found = borders.read(file(tmp_path, hole), KNOWN)
    shape = found.collection["features"][0]["geometry"]["coordinates"]
    assert sorted(len(polygon) for polygon in shape) == [1, 2]
    assert all(len(point) == 2 for polygon in shape for ring in polygon for point in ring)


def test_rings_run_clockwise_for_the_map(tmp_path: Path) -> None:
    tree = geometry.clockwise(borders.read(file(tmp_path, feature(jaras_kod="162")), KNOWN).collection)
    assert all(geometry.area(p[0]) < 0 for f in tree["features"] for p in geometry.polygons(f["geometry"]))


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    first = borders.outcome(file(tmp_path, feature(jaras_kod="162")), KNOWN)
    second = borders.outcome(file(tmp_path, feature(jaras_kod="162"), feature(1, jaras_kod="024")), KNOWN)
    assert isinstance(first, Borders) and isinstance(second, Borders) and codes(second) == ["024", "162"]
    assert isinstance(borders.outcome(tmp_path / "gone.geojson", KNOWN), BordersError)


@pytest.mark.skipif(importlib.util.find_spec("shapely") is None, reason="Shapely is not installed")
def test_neighbours_still_fit_after_thinning_out(tmp_path: Path) -> None:
    import shapely

    def wavy(left: float, right: float) -> list[list[list[float]]]:
        shared = [[19.5 + 0.001 * (n % 2), 47 + n * 0.01] for n in range(21)]
        side = [[left, 47.2], [left, 47.0]] if left < 19.5 else [[right, 47.2], [right, 47.0]]
        ring = [*shared, *side, shared[0]]
        return [ring]

    west, east = feature(jaras_kod="024"), feature(jaras_kod="162")
    west["geometry"]["coordinates"], east["geometry"]["coordinates"] = wavy(19.0, 19.5), wavy(19.5, 20.0)
    found = borders.read(file(tmp_path, west, east), KNOWN)
    a, b = (shapely.MultiPolygon([shapely.Polygon(p[0]) for p in f["geometry"]["coordinates"]]) for f in found.collection["features"])
    assert found.simplified
    assert sum(len(p.exterior.coords) for p in a.geoms) < 23
    assert a.intersection(b).area == pytest.approx(0, abs=1e-9)
    assert a.union(b).area == pytest.approx(0.2, rel=0.02)


def test_without_shapely_the_shapes_stay_as_they_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "shapely", None)
    found = borders.read(file(tmp_path, feature(0, jaras_kod="162"), feature(1, jaras_kod="162")), KNOWN)
    assert not found.simplified
    assert len(found.collection["features"][0]["geometry"]["coordinates"]) == 2
    monkeypatch.setattr(borders, "MOST_POINTS", 5)
    assert refused(file(tmp_path, feature(0, jaras_kod="162"), feature(1, jaras_kod="024"))).key == "error.borders_heavy"


# ---------------------------------------------------------------- on the page


def page(monkeypatch: pytest.MonkeyPatch, folder: Path, language: str) -> AppTest:
    monkeypatch.setattr(territories, "OFFICIAL", folder)
    return open_page("terkep", {"nyelv": language})


def html(app: AppTest) -> str:
    return " ".join(str(e.proto.body) for e in app.get("html"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_official_borders_replace_the_schematic_ones(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str) -> None:
    words = Words(language)
    file(
        tmp_path,
        feature(0, jaras_kod="162"),
        feature(1, jaras_kod="999"),
        feature(2, jaras_kod="024"),
        attribution="Lechner <b>",
        licence="L1",
    )
    app = page(monkeypatch, tmp_path, language)
    assert not app.exception
    assert card_titles(app)[0] == words("map.card_pacts_served"), "no longer schematic"
    assert "Lechner &lt;b&gt;; L1" in html(app)
    assert words("map.off_shape") in html(app), "pacts whose districts have no shape are not on the map"
    said = " ".join(str(w.value) for w in app.warning).replace("\\", "")
    assert "999" in said and words("borders.units", n=3) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_file_leaves_our_own_shapes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str) -> None:
    grid = feature(jaras_kod="162")
    grid["geometry"]["coordinates"] = square(708000, 238000, 1000)
    file(tmp_path, grid)
    app = page(monkeypatch, tmp_path, language)
    assert not app.exception
    assert any("EPSG:23700" in str(w.value).replace("\\", "") for w in app.warning)
    assert card_titles(app)[0].endswith(Words(language)("map.schematic"))


def test_the_folder_is_not_in_git() -> None:
    assert "data/geometry/official/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
