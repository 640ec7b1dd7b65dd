"""The deck: it opens, its charts hold the numbers, nothing leaves the slide, every text is inert, the block is what it must be."""

import functools
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.util import Cm

from paktum import store
from paktum.readings import closing
from paktum.slides import DeckError, deck, look
from paktum.slides.canvas import fitting_size, height_of, rows_of
from paktum.slides.charts import Series, workbook
from paktum.slides.texts import placed
from paktum.wording import NBSP, Words

pytestmark = pytest.mark.usefixtures("snapshot")

HU, EN = Words("hu"), Words("en")
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
THREE = ("vas-county-2021", "miskolc-city", "jaszbereny-district")
DECKS = {
    "jaszbereny": ("jaszbereny-district",),
    "vas": ("vas-county-2021",),
    "miskolc": ("miskolc-city",),
    "three": THREE,
    "bound": ("kelet-zala-area",),
    "groups": ("szeged-city",),
    "little": ("nograd-vallalkozasi-zona-area",),
    "two_rows": ("szombathely-city",),
}


def picture(width: int = 1200, height: int = 300, kind: str = "PNG") -> bytes:
    """A file that an office could give."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (0, 51, 153)).save(out, kind)
    return out.getvalue()


@pytest.fixture(scope="module")
def decks(snapshot: store.Snapshot) -> dict[tuple[str, str], tuple[closing.Storyboard, bytes]]:
    """Some decks in both languages, as drafts without a block."""
    out = {}
    for name, pacts in DECKS.items():
        for words in (HU, EN):
            board = closing.storyboard(pacts, words)
            out[name, words.language] = (board, deck(board, words))
    return out


@functools.lru_cache(maxsize=32)
def opened(data: bytes) -> Any:
    """The deck, to read only: it is opened once."""
    return Presentation(io.BytesIO(data))


def every_slide(decks: dict[tuple[str, str], tuple[closing.Storyboard, bytes]]) -> Iterator[tuple[str, closing.Slide, Any]]:
    for key, (board, data) in decks.items():
        for slide, page in zip(board.slides, opened(data).slides, strict=True):
            yield f"{'-'.join(key)}/{slide.key}", slide, page


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def charts(page: Any) -> list[Any]:
    return [shape.chart for shape in page.shapes if shape.has_chart]


def sheet(chart: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active


# ---------------------------------------------------------------- the file


def test_every_part_is_well_formed_and_the_foreign_thumbnail_is_gone(decks: Any) -> None:
    for _, data in decks.values():
        names = parts(data)
        assert not any("thumbnail" in n for n in names)
        for name, content in names.items():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(content)


def test_the_same_storyboard_makes_the_same_bytes() -> None:
    board = closing.storyboard(["jaszbereny-district"], HU)
    assert deck(board, HU) == deck(closing.storyboard(["jaszbereny-district"], HU), HU)


def test_it_is_far_below_a_megabyte(decks: Any) -> None:
    assert max(len(data) for _, data in decks.values()) < 1_000_000


def test_three_layouts_with_names_in_the_language_of_the_deck(decks: Any) -> None:
    for (_, language), (_, data) in decks.items():
        names = [layout.name for layout in opened(data).slide_layouts]
        assert names == [Words(language)(f"deck.layout.{kind}") for kind in ("title", "figure", "story")]


def test_every_colour_is_one_of_the_theme(decks: Any) -> None:
    for _, data in decks.values():
        for name, content in parts(data).items():
            if re.match(r"ppt/(slides|slideLayouts|charts)/\w+\.xml", name):
                assert b"srgbClr" not in content, name
        theme = next(c for n, c in parts(data).items() if n.startswith("ppt/theme/theme1"))
        assert all(value.encode() in theme for value in look.COLOURS.values())


def test_every_run_has_the_language_of_the_deck(decks: Any) -> None:
    for (_, language), (_, data) in decks.items():
        wanted = look.LANGUAGES[language]
        for name, content in parts(data).items():
            if re.match(r"ppt/(slides|notesSlides)/\w+\.xml", name):
                runs = [r for r in etree.fromstring(content).iter(f"{A}r") if r.findtext(f"{A}t")]
                assert runs and all((r.find(f"{A}rPr") is not None and r.find(f"{A}rPr").get("lang")) == wanted for r in runs), name
            if re.match(r"ppt/charts/\w+\.xml", name):
                assert etree.fromstring(content).find(f"{C}lang").get("val") == wanted


# ---------------------------------------------------------------- slides


def test_every_slide_has_its_title_notes_and_source(decks: Any) -> None:
    for where, slide, page in every_slide(decks):
        assert page.shapes.title.text_frame.text == slide.title, where
        notes = page.notes_slide.notes_text_frame.text
        assert notes.startswith(("TERVEZET", "DRAFT")) and all(text.splitlines()[0] in notes for text in slide.notes.values()), where
        if slide.kind not in ("title", "story"):
            assert slide.source in [p.text_frame.text for p in page.placeholders], where


def test_a_story_in_words_alone_has_no_place_for_a_photo() -> None:
    words = Words("hu")
    own = closing.OfficeText(quotation="Újra van munkám.")
    board = closing.storyboard(["jaszbereny-district"], words)
    pages = opened(deck(board, words, own=own)).slides
    [page] = [p for p, s in zip(pages, board.slides, strict=True) if s.key == "story"]
    said = [s.text_frame.text for s in page.shapes if s.has_text_frame]
    assert own.quotation in said
    assert not {words("closing.photo_place"), words("closing.name_place")} & set(said)


def test_nothing_leaves_the_slide(decks: Any) -> None:
    tolerance = Cm(0.02)
    for where, _, page in every_slide(decks):
        for shape in page.shapes:
            if shape.is_placeholder:
                continue
            assert shape.left >= -tolerance and shape.top >= -tolerance, (where, shape.name)
            assert shape.left + shape.width <= Cm(look.WIDTH) + tolerance, (where, shape.name)
            assert shape.top + shape.height <= Cm(look.HEIGHT) + tolerance, (where, shape.name)


def test_no_text_box_reaches_into_the_band_of_the_block(decks: Any) -> None:
    for where, slide, page in every_slide(decks):
        if slide.kind != "title":
            for shape in page.shapes:
                inside = not shape.is_placeholder and shape.has_text_frame and shape.text_frame.text.strip()
                assert not inside or shape.top + shape.height <= Cm(look.BAND - 0.4), (where, shape.text_frame.text)


def test_texts_are_large_enough_for_the_room(decks: Any) -> None:
    for where, slide, page in every_slide(decks):
        for properties in page.shapes._spTree.iter(f"{A}rPr"):
            size = int(properties.get("sz", "9900")) / 100
            is_source = properties.getnext() is not None and properties.getnext().text == slide.source
            assert size >= (look.SOURCE if is_source else look.SMALLEST_ON_SLIDE), (where, properties.getnext().text)


def test_whatever_is_no_text_is_described_or_decorative(decks: Any) -> None:
    for where, _, page in every_slide(decks):
        for shape in page.shapes:
            properties = shape._element.xpath(".//p:cNvPr")[0]
            decorative = b"decorative" in etree.tostring(properties)
            if shape.has_chart or shape.has_table or shape.shape_type in (6, 13):
                assert properties.get("descr"), (where, shape.name)
            elif not (shape.has_text_frame and shape.text_frame.text.strip()):
                assert decorative or properties.get("descr"), (where, shape.name)


def test_no_empty_picture_placeholder_is_left(decks: Any) -> None:
    for where, _, page in every_slide(decks):
        assert not [p for p in page.placeholders if p.element.xpath(".//p:ph[@type='pic']")], where


def test_the_source_line_is_read_after_the_body(decks: Any) -> None:
    for where, slide, page in every_slide(decks):
        if slide.kind in ("money", "funnel", "map"):
            texts = [s.text_frame.text for s in page.shapes if s.has_text_frame]
            assert texts[0] == slide.title and texts.index(slide.source) > len(texts) - 4, where


# ---------------------------------------------------------------- charts


def test_the_charts_are_native_and_their_sheets_hold_what_is_drawn(decks: Any) -> None:
    seen = 0
    for where, _, page in every_slide(decks):
        for chart in charts(page):
            cells = sheet(chart)
            for column, series in enumerate(chart.plots[0].series, start=2):
                assert cells.cell(1, column).value == series.name, where
                values = [cells.cell(row, column).value for row in range(2, 2 + len(series.values))]
                assert values == [v if v is None else pytest.approx(v) for v in series.values], where
                seen += 1
    assert seen > 40


def test_the_funnel_draws_the_storyboard_s_figures(decks: Any) -> None:
    board, data = decks["jaszbereny", "hu"]
    page = opened(data).slides[[s.key for s in board.slides].index("funnel")]
    (chart,) = charts(page)
    base, people = chart.plots[0].series
    assert (tuple(base.values), tuple(people.values)) == ((312, 312, 170), (312, 170, 145))
    cells = sheet(chart)
    assert [cells.cell(row, 1).value for row in (2, 3, 4)] == ["Bevont személyek", "Álláshoz jutott", "6 hónap múlva állásban"]


def test_an_unknown_amount_is_an_empty_cell_and_no_zero(decks: Any) -> None:
    board, data = decks["jaszbereny", "hu"]
    page = opened(data).slides[[s.key for s in board.slides].index("money")]
    (chart,) = charts(page)
    assert tuple(chart.plots[0].series[0].values) == (433_100_000, 433_100_000, None)
    assert sheet(chart)["B4"].value is None
    assert "nincs adat" in [s.text_frame.text for s in page.shapes if s.has_text_frame]


def test_labels_come_from_cells_that_hold_them(decks: Any) -> None:
    labelled = 0
    for where, _, page in every_slide(decks):
        for chart in charts(page):
            for ranged in chart._chartSpace.iter(f"{C15}datalabelsRange"):
                reference = ranged.findtext(f"{C15}f")
                first, last = re.fullmatch(r"Sheet1!\$([A-Z]+\$\d+):\$([A-Z]+\$\d+)", reference).groups()  # type: ignore[union-attr]
                cells = [row[0].value or "" for row in sheet(chart)[f"{first.replace('$', '')}:{last.replace('$', '')}"]]
                cached = [(p.findtext(f"{C}v") or "") for p in ranged.iter(f"{C}pt")]
                assert cells == cached, where
                labelled += 1
    assert labelled > 15


def test_labels_never_break_and_axes_are_silent(decks: Any) -> None:
    for where, _, page in every_slide(decks):
        for chart in charts(page):
            for body in chart._chartSpace.xpath(".//c:dLbls//a:bodyPr"):
                assert body.get("wrap") == "none", where
            assert not chart.has_legend and not chart.value_axis.visible and chart.value_axis.minimum_scale == 0
            layout = chart._chartSpace.find(f".//{C}plotArea/{C}layout/{C}manualLayout")
            assert [layout.find(f"{C}{n}").get("val") for n in "xywh"] == ["0", "0", "1", "1"]


def test_hungarian_labels_are_hungarian_and_english_ones_english(decks: Any) -> None:
    for language, said in (("hu", "433,1"), ("en", "433.1")):
        board, data = decks["jaszbereny", language]
        (chart,) = charts(opened(data).slides[[s.key for s in board.slides].index("money")])
        assert sheet(chart)["C2"].value == said


def test_a_cell_that_begins_with_a_sign_is_text() -> None:
    data = workbook(["=1+1", "@cmd", "+x", "-y"], [Series("=HYPERLINK()", [1, 2, None, 0], labels=["=A1", "", "x", "0"])], "Felirat")
    cells = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [c.data_type for c in cells["A"][1:]] == ["s"] * 4 and cells["B1"].data_type == "s" and cells["C2"].data_type == "s"
    assert cells["B4"].value is None and cells["B5"].value == 0


# ---------------------------------------------------------------- map and table


def test_the_map_is_made_of_native_shapes_with_names(decks: Any) -> None:
    board, data = decks["jaszbereny", "hu"]
    page = opened(data).slides[[s.key for s in board.slides].index("map")]
    (group,) = [s for s in page.shapes if s.shape_type == 6]
    names = {s.name for s in group.shapes}
    assert "Jászberényi járás" in names and "Karcagi járás" in names
    hatched = [s.name for s in group.shapes if s._element.xpath(".//a:pattFill")]
    assert sorted(hatched) == ["Kunhegyesi járás", "Tiszafüredi járás"]
    ours = next(s for s in group.shapes if s.name == "Jászberényi járás")
    assert ours._element.xpath(".//a:ln/a:solidFill/a:schemeClr/@val") == ["accent2"]


def test_the_comparison_is_a_real_table_with_the_guard_on_top(decks: Any) -> None:
    board, data = decks["three", "hu"]
    page = opened(data).slides[[s.key for s in board.slides].index("comparison")]
    table = next(s for s in page.shapes if s.has_table).table
    texts = [[cell.text_frame.text.replace(NBSP, " ") for cell in row.cells] for row in table.rows]
    assert texts[0] == ["", "Vas vármegye", "Miskolc", "Jászberényi járás"]
    assert [row[0][:1] for row in texts[1:4]] == ["≠"] * 3
    assert texts[4] == ["Támogatás, M Ft", "1 973", "2 943, később több mint 3 000", "433,1"]
    assert texts[6][3] == "312*" and texts[6][1] == "nincs adat"
    assert len(texts) <= 11


def test_the_deck_of_three_ranks_nobody(decks: Any) -> None:
    for language in ("hu", "en"):
        text = " ".join(
            t.text or ""
            for n, c in parts(decks["three", language][1]).items()
            if n.startswith("ppt/slides/slide")
            for t in etree.fromstring(c).iter(f"{A}t")
        )
        assert not re.search(r"legnagyobb|legkisebb|\d+\. hely|largest|smallest|by size", text)
        assert ("több mint" if language == "hu" else "more than") in text


# ---------------------------------------------------------------- the information block


def test_a_draft_says_so_everywhere(decks: Any) -> None:
    for (_, language), (_, data) in decks.items():
        mark = Words(language)("deck.draft")
        made = opened(data)
        assert all(mark in [s.text_frame.text for s in layout.shapes if s.has_text_frame] for layout in made.slide_layouts)
        assert made.core_properties.title.startswith(mark) and mark in made.core_properties.keywords


def test_a_final_deck_without_its_block_is_refused() -> None:
    board = closing.storyboard(["jaszbereny-district"], HU)
    with pytest.raises(DeckError) as caught:
        deck(board, HU, draft=False)
    assert caught.value.key == "error.block_missing" and caught.value.values["cycles"] == "2014-2020"
    three = closing.storyboard(THREE, HU)
    with pytest.raises(DeckError) as caught:
        deck(three, HU, block={"2014-2020": picture()}, draft=False)
    assert caught.value.values["cycles"] == "2021-2027"


def test_a_final_deck_has_the_block_and_neither_frame_nor_mark() -> None:
    board = closing.storyboard(["jaszbereny-district"], HU)
    made = opened(deck(board, HU, block=picture(), draft=False))
    texts = [s.text_frame.text for layout in made.slide_layouts for s in layout.shapes if s.has_text_frame]
    assert not any("TERVEZET" in t or "információs blokk" in t for t in texts)
    assert len(made.slides) == len(board.slides) - 2  # what is held back stays at home, and the story that nobody told
    for page in made.slides:
        (block,) = [s for s in page.shapes if s.shape_type == 13]
        assert block.width / block.height == pytest.approx(4, abs=0.01)
        assert "Széchenyi 2020" in block._element.xpath(".//p:cNvPr")[0].get("descr")
        x, y, width, height = look.TITLE_BLOCK if page is made.slides[0] or page.slide_id == made.slides[0].slide_id else look.BLOCK
        assert block.left >= Cm(x) - 2 and block.top >= Cm(y) - 2 and block.width <= Cm(width) + 2 and block.height <= Cm(height) + 2


def test_two_cycles_bring_two_blocks_and_each_pact_its_own() -> None:
    board = closing.storyboard(THREE, HU)
    files = {"2014-2020": picture(), "2021-2027": picture(900, 300)}
    made = opened(deck(board, HU, block=files, draft=False, own=closing.OfficeText(quotation="Van munkám.")))
    counts = {s.key: sum(shape.shape_type == 13 for shape in page.shapes) for s, page in zip(board.slides, made.slides, strict=True)}
    assert counts["title"] == 2 and counts["comparison"] == 2
    assert counts["funnel-vas-county-2021"] == 1 and counts["funnel-miskolc-city"] == 1


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture_kind"),
        (b"not a picture", "picture_kind"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "picture_kind"),
        (picture(kind="GIF"), "picture_kind"),
        (picture(200, 60), "block_small"),
        (picture(2000, 150), "block_flat"),
    ],
)
def test_a_file_that_is_no_block_is_refused(data: bytes, key: str) -> None:
    board = closing.storyboard(["vas-county-2021"], HU)
    with pytest.raises(DeckError) as caught:
        deck(board, HU, block=data)
    assert caught.value.key == f"error.{key}"
    assert HU(caught.value.key, **caught.value.values) and EN(caught.value.key, **caught.value.values)


def test_a_cut_off_picture_is_refused() -> None:
    board = closing.storyboard(["vas-county-2021"], HU)
    with pytest.raises(DeckError, match="picture_kind"):
        deck(board, HU, block=picture(1200, 900)[:-800])


def test_a_block_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="picture_unread"):
        deck(closing.storyboard(["vas-county-2021"], HU), HU, block=tmp_path / "blokk.png")


def test_one_file_for_two_cycles_is_asked_about() -> None:
    with pytest.raises(DeckError, match="block_which"):
        deck(closing.storyboard(THREE, HU), HU, block=picture())
    with pytest.raises(DeckError, match="block_cycle"):
        deck(closing.storyboard(["vas-county-2021"], HU), HU, block={"2014-2020": picture()})


def test_no_logo_is_shipped(decks: Any) -> None:
    for _, data in decks.values():
        assert not [n for n in parts(data) if n.startswith("ppt/media/")]


# ---------------------------------------------------------------- what the office writes


HOSTILE = '=cmd|"/c calc"!A0 <a:fld type="slidenum"/> \x0b\x00 {=SUM(1)} https://example.org ]]> &amp; „idézet”'


def test_the_office_s_words_are_only_text() -> None:
    own = closing.OfficeText(titles={"funnel": HOSTILE}, quotation=HOSTILE, name=HOSTILE, event=HOSTILE, contact=HOSTILE, consent=HOSTILE)
    board = closing.storyboard(["jaszbereny-district"], HU)
    data = deck(board, HU, own=own)
    for name, content in parts(data).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
        assert b"hyperlink" not in content or not name.startswith("ppt/slides/_rels"), name
    page = opened(data).slides[[s.key for s in board.slides].index("funnel")]
    assert page.shapes.title.text_frame.text.startswith('=cmd|"/c calc"!A0 <a:fld type="slidenum"/>')
    fields = [f.get("type") for f in page.shapes._spTree.iter(f"{A}fld")]
    assert fields == ["slidenum"]  # that of the footer


def test_hostile_names_of_the_data_stay_text() -> None:
    board = closing.storyboard(["jaszbereny-district"], HU)
    partnership = next(s for s in board.slides if s.key == "partnership")
    body = partnership.body
    organisations = tuple(type(o)(HOSTILE.replace("\x00", "").replace("\x0b", ""), o.role, o.lead) for o in body.organisations)  # type: ignore[union-attr]
    changed = type(body)(organisations, body.figures, body.moments, body.years)  # type: ignore[union-attr,call-arg]
    slides = tuple(type(s)(**{**s.__dict__, "body": changed}) if s is partnership else s for s in board.slides)
    data = deck(type(board)(**{**board.__dict__, "slides": slides, "name": HOSTILE.replace("\x00", "").replace("\x0b", "")}), HU)
    for name, content in parts(data).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)


def test_the_office_s_photo_keeps_its_proportions_and_is_described() -> None:
    own = closing.OfficeText(
        photo=picture(600, 900, "JPEG"), photo_alt="Résztvevők a műhelyben", quotation="Ez az első állásom.", name="Éva"
    )
    board = closing.storyboard(["jaszbereny-district"], HU)
    page = opened(deck(board, HU, own=own)).slides[[s.key for s in board.slides].index("story")]
    (photo,) = [s for s in page.shapes if s.shape_type == 13]
    assert photo.width / photo.height == pytest.approx(600 / 900, abs=0.01)
    assert photo._element.xpath(".//p:cNvPr")[0].get("descr") == "Résztvevők a műhelyben"
    texts = [s.text_frame.text for s in page.shapes if s.has_text_frame]
    assert "Ez az első állásom." in texts and not any("Fénykép helye" in t for t in texts)


def test_a_deck_of_nothing_is_refused() -> None:
    board = closing.storyboard(["vas-county-2021"], HU)
    with pytest.raises(DeckError, match="deck_empty"):
        deck(board, HU, own=closing.OfficeText(left_out=tuple(s.key for s in board.slides)))


def test_what_the_file_says_of_itself(decks: Any) -> None:
    board, data = decks["jaszbereny", "hu"]
    core = opened(data).core_properties
    assert core.language == "hu-HU" and board.snapshot in core.comments and "Jászberényi járási foglalkoztatási paktum" in core.subject
    last = opened(data).slides[-1].notes_slide.notes_text_frame.text
    assert board.snapshot in last and all(n in last for n in board.notices)


# ---------------------------------------------------------------- measures of text


def test_a_text_is_measured_by_its_words() -> None:
    assert rows_of("egy", 18, 10) == 1
    assert rows_of("szó " * 40, 18, 10) > rows_of("szó " * 40, 18, 20) > 1
    assert fitting_size("szó " * 10, (32, 18, 14), 10, 1.0) < 32
    assert height_of("a", 18, 5) == pytest.approx(18 * 0.0353 * 1.22)


def test_texts_of_the_time_line_never_overlap() -> None:
    at = [2.0, 2.2, 2.4, 9.0, 30.0, 31.0]
    boxes = placed(at)
    for above in (True, False):
        starts = [start for _, start, side in boxes if side is above]
        assert all(b - a >= 7.4 - 1e-6 for a, b in pairwise(starts))
        assert starts and starts[0] >= look.LEFT and starts[-1] <= look.LEFT + look.INNER - 7.4 + 1e-6


# ---------------------------------------------------------------- another office


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", sorted(DECKS))
def test_libreoffice_opens_it_with_all_its_slides(name: str, tmp_path: Path, decks: Any) -> None:
    pypdf = pytest.importorskip("pypdf")
    board, data = decks[name, "hu"]
    (tmp_path / "deck.pptx").write_bytes(data)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(tmp_path / "deck.pptx")], check=True, capture_output=True, timeout=180)
    pages = pypdf.PdfReader(tmp_path / "deck.pdf").pages
    assert len(pages) == len(board.slides)
    for page, slide in zip(pages, board.slides, strict=True):
        assert slide.title.split()[0].split(NBSP)[0] in page.extract_text()


def test_a_title_of_the_office_has_the_sentence_from_the_data_beside_it_and_the_cover_names_the_pact() -> None:
    words = Words("hu")
    board = closing.storyboard(["jaszbereny-district"], words)
    own = closing.OfficeText(
        titles={"title": "Köszönjük", "funnel": "A legfontosabb: 145-en fél évvel a támogatás után is dolgoztak, és ez a legtöbb"}
    )
    slides = opened(deck(board, words, own=own)).slides
    for key in ("title", "funnel"):
        [page] = [s for s, made in zip(slides, board.slides, strict=True) if made.key == key]
        said = [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]
        assert page.shapes.title.text_frame.text == own.titles[key]
        assert any(words("own_words.title", sentence=board.slide(key).title) in text for text in said)
    assert any(board.name in shape.text_frame.text for shape in slides[0].shapes if shape.has_text_frame)
