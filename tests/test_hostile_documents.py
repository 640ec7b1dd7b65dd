"""The documents of a pact whose every name is hostile: nothing in them acts, nothing leads elsewhere, no cell is a formula."""

import io
import re
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest
from hostile import ELSEWHERE, NAMES, home, pacts
from lxml import etree
from pypdf import PdfReader
from test_exits import harmless
from test_handout import Tags

from paktum import handout, questions, sheet, stage, store
from paktum.readings import closing
from paktum.slides import deck
from paktum.wording import Words

HU = Words("hu")
LINK = "/zaro-rendezveny"
ACTING = ("script", "img", "iframe", "object", "embed", "base", "form", "meta", "link")


@pytest.fixture(scope="module")
def hostile_data(tmp_path_factory: pytest.TempPathFactory, snapshot: store.Snapshot) -> Iterator[None]:
    found = store.current(home(tmp_path_factory.mktemp("documents")))
    assert found
    with questions.reading(found):
        yield


@pytest.fixture(params=[pytest.param(n, marks=[] if n % 9 == 0 else [pytest.mark.slow]) for n in range(len(NAMES))])
def board(request: pytest.FixtureRequest, hostile_data: None) -> tuple[str, closing.Storyboard]:
    """The name of a pact, and its storyboard; some now, all with the longer runs."""
    return NAMES[request.param], closing.storyboard([pacts()[request.param]], HU)


def letters(text: str) -> str:
    return re.sub(r"[\s\u200b\u202c\u202e]+", "", text)


def acting(page: str) -> dict[str, int]:
    """How many elements of each kind that can do something."""
    return {tag: sum(found == tag for found, _ in Tags(page).found) for tag in ACTING}


def test_pages_to_take_away(board: tuple[str, closing.Storyboard], snapshot: store.Snapshot) -> None:
    name, made = board
    for document in (stage.document, handout.document):
        page = document(made, HU)
        tags = Tags(page)
        with questions.reading(snapshot):
            honest = document(closing.storyboard(made.pacts, HU), HU)
        assert acting(page) == acting(honest)
        addresses = [str(attributes.get(a) or "") for _, attributes in tags.found for a in ("src", "href", "srcdoc", "style", "action")]
        assert not [a for a in addresses if ELSEWHERE in a or "javascript:" in a or "font-size:99px" in a]
        assert not [a for _, attributes in tags.found for a in attributes if a.startswith("on")]
        assert letters(name) in letters("".join(tags.said))


def test_a_printed_sheet(board: tuple[str, closing.Storyboard]) -> None:
    pdf = PdfReader(io.BytesIO(sheet.printed([board[1]], HU, None, LINK)))
    notes = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    assert not [n for n in notes if ELSEWHERE in str(n) or "javascript" in str(n).lower()]
    assert not {"/JavaScript", "/OpenAction", "/AA"} & set(pdf.trailer["/Root"].get_object())


def test_a_workbook(board: tuple[str, closing.Storyboard]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(handout.workbook(board[1], HU, LINK)))
    cells = [c for page in book.worksheets for row in page.iter_rows() for c in row if c.value is not None]
    assert cells and all(c.data_type != "f" and harmless(c.value) for c in cells)
    assert not [c for c in cells if c.hyperlink and ELSEWHERE in str(c.hyperlink.target)]


def test_a_deck(board: tuple[str, closing.Storyboard]) -> None:
    with zipfile.ZipFile(io.BytesIO(deck(board[1], HU))) as packed:
        for part in packed.namelist():
            if part.endswith((".xml", ".rels")):
                content = packed.read(part)
                etree.fromstring(content)
                assert not part.endswith(".rels") or ELSEWHERE.encode() not in content
                assert b"<a:hlinkClick" not in content or ELSEWHERE.encode() not in content.split(b"hlinkClick", 1)[1][:300]
