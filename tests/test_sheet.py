"""The fact sheet: one tagged A4 page in the reader's language, whose text can be found, and in which no name can do anything."""

import io
from dataclasses import replace

import pytest
from PIL import Image
from pypdf import PdfReader

from paktum import sheet
from paktum.questions import ask
from paktum.readings import closing
from paktum.readings.closing import parts
from paktum.selection import MOST_PACTS
from paktum.takeaway import Dress
from paktum.wording import LANGUAGES, NBSP, Words

pytestmark = pytest.mark.usefixtures("snapshot")

JASZBERENY, VAS, MISKOLC = "jaszbereny-district", "vas-county-2021", "miskolc-city"
HU = Words("hu")
HOSTILE = '#panic("x") $sum_1$ @unknown *b* _i_ `raw` <label> \\u{41} "q" [x] // comment = cím'
A4 = (595, 842)  # points
LINK = "/zaro-rendezveny?paktum=jaszbereny-district&adat=abc"


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """The text of all pages with plain spaces, whatever the lines were broken at."""
    return " ".join(" ".join(page.extract_text() for page in reader(pdf).pages).replace(NBSP, " ").split())


def png(width: int = 900, height: int = 300) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#003399").save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module", params=LANGUAGES)
def one(request) -> tuple[str, bytes]:
    return request.param, sheet.sheet([JASZBERENY], Words(request.param), link=LINK)


def test_a_pact_is_one_a4_page(one) -> None:
    [page] = reader(one[1]).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == A4


def test_the_document_is_tagged_titled_and_says_its_language(one) -> None:
    language, pdf = one
    root = reader(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).lower() == {"hu": "hu-hu", "en": "en-gb"}[language]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "312" in reader(pdf).metadata.title


def test_both_faces_are_in_the_file(one) -> None:
    fonts = [f.get_object() for f in reader(one[1]).pages[0]["/Resources"]["/Font"].values()]
    names = {str(f["/BaseFont"]).partition("+")[2] for f in fonts}
    assert names == {"IBMPlexSans-Regular", "IBMPlexSans-SemiBold"}
    for font in fonts:
        assert "/FontFile3" in (described := font["/DescendantFonts"][0].get_object()["/FontDescriptor"]) or "/FontFile2" in described


def test_hungarian_words_are_found_by_search() -> None:
    text = text_of(sheet.sheet([JASZBERENY], HU, link=LINK))
    for word in ("Jászberényi járási foglalkoztatási paktum", "közölt", "együttműködés", "Mezőtúri", "Törökszentmiklósi", "támogatás"):
        assert word in text, word


def test_the_page_says_where_its_numbers_come_from(one) -> None:
    language, pdf = one
    words, text = Words(language), text_of(pdf)
    board = closing.storyboard([JASZBERENY], words)
    assert board.snapshot in text
    assert LINK in text.replace("- ", "-")
    for notice in (board.as_of, board.view, *board.notices):
        assert notice.replace(NBSP, " ") in text, notice
    assert words("stage.draft") in text


def test_what_is_unknown_is_named_not_left_empty() -> None:
    text = text_of(sheet.sheet([VAS], HU))
    assert text.count("nincs adat") >= 4
    assert "0 fő" not in text.replace("1 9", "")


def test_a_bound_stays_a_bound() -> None:
    text = text_of(sheet.sheet([VAS, MISKOLC, JASZBERENY], HU))
    assert "több mint 3 Mrd Ft" in text
    assert " 3 Mrd Ft" not in text.replace("több mint 3 Mrd Ft", "")


def test_several_pacts_have_a_comparison_before_their_own_pages() -> None:
    pages = reader(sheet.sheet([VAS, MISKOLC, JASZBERENY], HU)).pages
    assert len(pages) == 4
    first = " ".join(pages[0].extract_text().split())
    assert "rangsor nem készült" in first.replace(NBSP, " ")
    for name in ("Vas vármegye", "Miskolc", "Jászberényi járás"):
        assert name in first


def test_the_comparison_of_the_most_pacts_loses_no_row() -> None:
    pacts = every_pact()[:MOST_PACTS]
    board = closing.storyboard(pacts, HU)
    pages = reader(sheet.sheet(pacts, HU)).pages
    tables = [s for s in board.slides if s.kind == "comparison"]
    assert len(pages) == len(tables) + 1 + len(pacts)
    amounts = "".join(pages[len(tables)].extract_text().split())
    for slide in board.slides:
        if slide.kind == "amounts":
            for f in slide.body.rows:
                assert "".join(f.printed.split()) in amounts, f


def hostile(board: closing.Storyboard) -> closing.Storyboard:
    """A storyboard whose every name is an attack."""
    slides = []
    for slide in board.slides:
        body = slide.body
        if isinstance(body, parts.Cover):
            body = replace(body, names=(HOSTILE,), titles=(HOSTILE,), codes=(HOSTILE,))
        if isinstance(body, parts.Partnership):
            body = replace(
                body,
                organisations=(parts.Organisation(HOSTILE, HOSTILE, True),),
                moments=(parts.Moment(2017.0, "2016. december 20.", HOSTILE, True),),
            )
        slides.append(replace(slide, title=HOSTILE, body=body, source=HOSTILE))
    return replace(board, slides=tuple(slides), title=HOSTILE, view=HOSTILE)


def test_no_name_is_taken_for_markup() -> None:
    board = hostile(closing.storyboard([JASZBERENY], HU))
    pdf = sheet.printed([board], HU, None, HOSTILE)
    assert len(reader(pdf).pages) == 1
    said = "".join(text_of(pdf).split())
    assert said.count("".join(HOSTILE.split())) >= 5


def test_a_date_is_not_taken_for_a_list() -> None:
    assert "2016. december 20." in text_of(sheet.sheet([JASZBERENY], HU))


def test_the_block_of_the_office_takes_the_place_of_the_frame() -> None:
    board = closing.storyboard([JASZBERENY], HU)
    pdf = sheet.printed([board], HU, Dress(False, {"2014-2020": png()}), "")
    assert len(reader(pdf).pages[0].images) == 1
    text = text_of(pdf)
    assert HU("stage.draft") not in text
    assert "információs blokk helye" not in text


def test_each_page_has_the_block_of_its_own_cycle() -> None:
    pdf = sheet.sheet([VAS, JASZBERENY], HU, Dress(True, {"2014-2020": png()}))
    assert [len(page.images) for page in reader(pdf).pages] == [1, 0, 1]


def test_the_contact_of_the_office_stands_in_the_foot() -> None:
    assert "Elérhetőség: iroda@pelda.hu" in text_of(sheet.sheet([JASZBERENY], HU, contact="iroda@pelda.hu"))


def test_a_pact_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError, match="nincs-ilyen"):
        sheet.sheet(["nincs-ilyen"], HU)


def every_pact() -> list[str]:
    return [str(r["pact_id"]) for r in ask("selected_pacts").rows]


def test_a_sample_of_pacts_fits_its_page() -> None:
    for pact in every_pact()[::9]:
        assert len(reader(sheet.sheet([pact], HU)).pages) == 1, pact


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pact_fits_its_page(language: str) -> None:
    for pact in every_pact():
        assert len(reader(sheet.sheet([pact], Words(language))).pages) == 1, pact
