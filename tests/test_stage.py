"""The slides on the screen: every kind is drawn, nothing acts, the document needs nothing from outside."""

import re
from dataclasses import replace
from html import unescape

import pytest

from paktum import stage
from paktum.figures import alone, svg_map
from paktum.questions import ask
from paktum.readings import closing
from paktum.readings.closing import OfficeText, parts
from paktum.selection import MOST_PACTS
from paktum.takeaway import Dress, slide_keys
from paktum.wording import LANGUAGES, Words

pytestmark = pytest.mark.usefixtures("snapshot")

HU = Words("hu")
ONE, THREE = ["jaszbereny-district"], ["vas-county-2021", "miskolc-city", "jaszbereny-district"]
PNG = bytes.fromhex("89504e470d0a1a0a") + b"rest"
HOSTILE = "<img src=x onerror=alert(1)>'\"&"


def board(pacts: list[str] = ONE, language: str = "hu") -> closing.Storyboard:
    return closing.storyboard(pacts, Words(language))


def drawn(key: str, pacts: list[str] = ONE, **more: object) -> str:
    return next(s.html for s in stage.screens(board(pacts), HU, **more) if s.key == key)


def test_a_length_in_units_is_a_multiple_of_the_unit() -> None:
    style = alone.stage_style()
    assert "font-size: calc(62 * var(--u))" in style
    assert not re.search(r"\d+u\b", style.split("*/", 1)[1])


def test_no_letter_on_the_stage_is_under_24_units() -> None:
    sizes = [float(n) for n in re.findall(r"font-size: calc\(([\d.]+) \* var\(--u\)\)", alone.stage_style())]
    assert min(sizes) >= 24
    assert len(sizes) > 40


def test_every_key_of_a_slide_is_one_that_a_link_may_name() -> None:
    many = [str(r["pact_id"]) for r in ask("selected_pacts").rows][:MOST_PACTS]
    for pacts in (ONE, THREE, many):
        keys = [s.key for s in board(pacts).slides]
        assert set(keys) <= set(slide_keys(many + THREE))
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slide_has_its_title_its_place_and_its_source(language: str) -> None:
    for pacts in (ONE, THREE):
        made = board(pacts, language)
        for number, (slide, screen) in enumerate(zip(made.slides, stage.screens(made, Words(language)), strict=True), 1):
            assert slide.title in unescape(str(screen.html))
            assert f"{number} / {len(made.slides)}" in screen.html
            assert screen.notes


def test_the_unknown_is_a_dashed_place_with_its_word() -> None:
    html = drawn("funnel", ["vas-county-2021"])
    assert html.count('class="st-none"') == 3
    assert "st-bar " not in html


def test_a_bound_has_an_open_end_and_says_its_word() -> None:
    html = drawn("amounts", THREE)
    assert html.count("st-open") == 1
    assert '<span class="st-bound">több mint</span>' in html


def test_the_guard_stands_on_top_of_the_comparison() -> None:
    html = drawn("comparison", THREE)
    assert html.index("st-guard") < html.index("1\u00a0973")
    assert html.count('<span class="st-differs" aria-hidden="true">≠</span>') == 3


def test_bars_are_as_long_as_their_numbers() -> None:
    widths = [float(w) for w in re.findall(r'class="st-bar[^"]*" style="width:([\d.]+)%', drawn("funnel"))]
    assert widths == [pytest.approx(100 * n / 312, abs=0.01) for n in (312, 170, 145)]


def test_an_unknown_district_is_hatched_and_ours_is_outlined() -> None:
    html = stage.document(board(), HU)
    assert html.count('class="st-hatch"') == 2
    assert html.count('class="st-mine"') == 1


def test_a_map_keeps_its_proportions() -> None:
    square = svg_map.Area("a", (((19.0, 47.0), (20.0, 47.0), (20.0, 48.0), (19.0, 48.0)),), 1, False)
    [one] = svg_map.draw([square])
    xs, ys = zip(*[map(int, pair.split()) for pair in re.findall(r"(\d+ \d+)", one.path)], strict=True)
    assert (max(xs) - min(xs)) / (max(ys) - min(ys)) == pytest.approx(0.676, abs=0.01)  # cos(47.5°)
    assert one.hatch == ""
    assert svg_map.draw([replace(square, shade=0)])[0].hatch
    assert svg_map.draw([]) == []


def test_no_text_acts() -> None:
    made = board()
    slides = tuple(
        replace(s, title=HOSTILE, source=HOSTILE, alt=HOSTILE, body=parts.Story(HOSTILE, HOSTILE, HOSTILE) if s.kind == "story" else s.body)
        for s in made.slides
    )
    html = stage.document(
        replace(made, slides=slides, title=HOSTILE, name=HOSTILE, view=HOSTILE),
        HU,
        OfficeText(quotation=HOSTILE, photo_alt=HOSTILE, photo=PNG),
    )
    assert "<img src=x" not in html
    assert html.count("<script") == 1
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_the_document_asks_for_nothing_outside() -> None:
    html = unescape(stage.document(board(), HU))
    assert not re.search(r"""(?:src|href)=["'](?!data:)""", html)
    assert not re.search(r"url\((?!data:)", html)
    assert "default-src 'none'" in html
    assert re.search(r"script-src 'sha256-[^']+';", html)


def test_a_final_document_has_the_block_instead_of_the_words_for_its_place() -> None:
    draft, final = stage.document(board(), HU), stage.document(board(), HU, None, Dress(False, {"2014-2020": PNG}))
    shown = len(board().slides) - 1  # nobody has told the story
    assert draft.count(HU("stage.draft")) >= shown
    assert HU("stage.draft") not in final
    assert final.count(alone.picture(PNG)) == shown


def test_a_slide_of_one_pact_has_the_block_of_its_own_cycle() -> None:
    made = board(THREE)
    html = {s.key: s.html for s in stage.screens(made, HU, None, Dress(True, {"2014-2020": PNG}))}
    own = {s.key: s.cycles for s in made.slides if s.cycles}
    assert own
    for key, cycles in own.items():
        assert (alone.picture(PNG) in html[key]) == ("2014-2020" in cycles), key


def test_what_is_no_picture_is_not_shown() -> None:
    assert alone.picture(b"<svg onload=alert(1)>") == ""
    assert alone.picture(PNG).startswith("data:image/png;base64,")


def test_the_contact_stands_on_the_last_slide_and_the_consent_on_the_story() -> None:
    own = OfficeText(contact="Paktumiroda, Fő tér 1.", consent="123/2026")
    html = {s.key: s.html for s in stage.screens(board(), HU, own)}
    assert own.contact in html["open"]
    assert HU("closing.contact_place") not in html["open"]
    assert own.consent in html["story"]


def test_a_title_of_the_office_is_marked_and_the_sentence_from_the_data_stays() -> None:
    own = OfficeText(titles={"money": "Saját <cím>", "title": "Köszönjük", "funnel": board().slide("funnel").title.replace("\u00a0", " ")})
    made = closing.edited(board(), own)
    html = {s.key: unescape(str(s.html)) for s in stage.screens(made, HU, own)}
    for key in ("money", "title"):
        assert HU("own_words.title", sentence=board().slide(key).title) in html[key], key
    assert "st-from-data" not in html["funnel"], "the sentence from the data typed again is none of the office's own"
    assert made.title == "Köszönjük"


def test_a_story_without_a_photo_fills_the_slide_and_has_no_empty_place() -> None:
    own = OfficeText(quotation="Újra van munkám.")
    html = next(s.html for s in stage.screens(closing.edited(board(), own), HU, own) if s.key == "story")
    assert "st-alone" in html
    for text in (HU("closing.photo_place"), HU("closing.name_place"), "hozzájárulás"):
        assert text not in html
    assert 'class="st-photo' not in html


def test_an_untold_story_is_a_place_in_the_preview_and_is_not_presented() -> None:
    assert HU("closing.photo_place") in drawn("story")
    assert "st-kind-story" not in stage.document(board(), HU).partition("<body")[2]


def test_place_and_time_of_the_event_stand_on_the_title_slide() -> None:
    assert "Városháza, december 3." in drawn("title", own=OfficeText(event="Városháza, december 3."))
    assert "st-event" not in drawn("title")
