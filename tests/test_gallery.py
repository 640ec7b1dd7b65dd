"""What every form looks like, as small pictures kept beside this file; `UPDATE_CROPS=1 pytest tests/test_gallery.py` takes them anew.

Fonts come with the program, but another browser smooths letters a little differently: a picture may differ by that much.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from paktum.figures import samples
from paktum.figures.samples import SAMPLES
from paktum.store import ROOT
from paktum.wording import LANGUAGES, Words

CROPS = Path(__file__).parent / "crops"
WIDTH, HEIGHT = 420, 260  # px, from the top left corner of a form
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def test_every_form_has_a_sample() -> None:
    """A form is a module of paktum/figures/ with a function of its own name."""
    folder = ROOT / "paktum" / "figures"
    forms = {path.stem for path in folder.glob("*.py") if f"\ndef {path.stem}(" in path.read_text(encoding="utf-8")}
    assert {"county_map"} <= forms
    assert {"map" if form == "county_map" else form for form in forms} - {"footer", "colour"} <= set(SAMPLES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_samples_are_named_as_samples(language: str) -> None:
    assert all("inta" in name or "ample" in name for name in samples.names(Words(language)))


@pytest.fixture(scope="module")
def gallery(browser, snapshot, start_server, tmp_path_factory) -> Iterator[object]:
    os.environ["PAKTUM_GALLERY"] = "1"
    try:
        with start_server(tmp_path_factory.mktemp("gallery")) as address:
            context = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="hu-HU", reduced_motion="reduce")
            page = context.new_page()
            page.goto(f"{address}/mintatar")
            page.wait_for_selector(READY)
            page.locator(".st-key-pksample-dark-view_line").wait_for()
            page.wait_for_function(
                "() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every((c) => c.querySelector('.main-svg'))"
            )
            page.evaluate("document.fonts.ready")
            yield page
            context.close()
    finally:
        del os.environ["PAKTUM_GALLERY"]


def crop(page, mode: str, name: str) -> Image.Image:
    whole = Image.open(io.BytesIO(page.locator(f".st-key-pksample-{mode}-{name}").screenshot())).convert("RGB")
    return whole.crop((0, 0, min(WIDTH, whole.width), min(HEIGHT, whole.height)))


SHIFT = 2  # px; a form stands between two pixels when what is above it has a fraction of a height


def difference(one: Image.Image, two: Image.Image) -> float:
    """Return how much of two pictures differs, 0 to 1, with single pixels smoothed away and both laid on each other as well as can be."""
    inner = two.crop((SHIFT, SHIFT, two.width - SHIFT, two.height - SHIFT))
    small = (inner.width // 4, inner.height // 4)
    b = np.asarray(inner.resize(small, Image.Resampling.BOX), dtype=float)

    def apart(x: int, y: int) -> float:
        a = one.crop((x, y, x + inner.width, y + inner.height)).resize(small, Image.Resampling.BOX)
        return float((np.abs(np.asarray(a, dtype=float) - b).max(axis=2) > 40).mean())

    return min(apart(x, y) for x in range(2 * SHIFT + 1) for y in range(2 * SHIFT + 1))


def test_a_difference_is_seen() -> None:
    plain, marked = Image.new("RGB", (WIDTH, HEIGHT), "white"), Image.new("RGB", (WIDTH, HEIGHT), "white")
    marked.paste("#14364F", (20, 20, 80, 40))
    assert difference(plain, plain) == 0
    assert difference(plain, marked) > 0.01


@pytest.mark.browser
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_form_looks_as_it_did(gallery, name: str, mode: str) -> None:
    taken, kept = crop(gallery, mode, name), CROPS / f"{name}-{mode}.png"
    if os.environ.get("UPDATE_CROPS"):
        CROPS.mkdir(exist_ok=True)
        taken.quantize(64).save(kept, optimize=True)
    assert kept.exists(), f"no picture of {name}: take it with UPDATE_CROPS=1 and look at it"
    before = Image.open(kept).convert("RGB")
    assert abs(taken.height - before.height) <= 12 and taken.width == before.width
    size = (taken.width, min(taken.height, before.height))
    assert difference(taken.crop((0, 0, *size)), before.crop((0, 0, *size))) < 0.01


def test_every_picture_is_of_a_form() -> None:
    assert {path.stem for path in CROPS.glob("*.png")} == {f"{name}-{mode}" for name in SAMPLES for mode in ("light", "dark")}
