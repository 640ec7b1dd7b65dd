"""The hand-out: one file that asks for nothing, in which no text can act, and a workbook of five sheets."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import openpyxl
import pytest

from paktum import handout
from paktum.questions import ask
from paktum.readings import closing
from paktum.readings.closing import OfficeText
from paktum.wording import LANGUAGES, NBSP, Words

pytestmark = pytest.mark.usefixtures("snapshot")

JASZBERENY, THREE = ["jaszbereny-district"], ["vas-county-2021", "miskolc-city", "jaszbereny-district"]
HU = Words("hu")
LARGEST = 6_000_000  # bytes
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>=1+1"
LINK = "/zaro-rendezveny?paktum=jaszbereny-district"


class Tags(HTMLParser):
    """The elements of a document with their attributes, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] not in ("script", "style"):
            self.said.append(data)


@pytest.fixture(scope="module", params=[(lang, len(pacts)) for lang in LANGUAGES for pacts in (JASZBERENY, THREE)], ids=str)
def made(request) -> tuple[str, str]:
    language, n = request.param
    return language, handout.handout(THREE if n == 3 else JASZBERENY, Words(language), link=LINK)


def test_it_is_one_file_of_a_bearable_size(made) -> None:
    assert len(made[1].encode()) < LARGEST


def test_nothing_in_it_asks_for_anything_outside(made) -> None:
    for tag, attrs in Tags(made[1]).found:
        assert tag not in ("iframe", "object", "embed", "base", "form")
        if tag in ("script", "img", "link", "source"):
            for name in ("src", "href", "srcset"):
                assert (attrs.get(name) or "data:").startswith("data:"), (tag, attrs)
        assert not any(name.startswith("on") for name in attrs), (tag, attrs)


def test_its_policy_lets_only_its_own_scripts_run(made) -> None:
    [policy] = [a["content"] for tag, a in Tags(made[1]).found if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe-eval" not in policy
    [scripts] = re.findall(r"script-src ([^;]*)", policy)
    assert re.fullmatch(r"('sha256-[A-Za-z0-9+/=]+' ?){2}", scripts)


def test_figures_and_maps_are_in_it() -> None:
    tags = Tags(handout.handout(JASZBERENY, HU)).found
    assert sum("ho-figure" in (a.get("class") or "") for _, a in tags) == 2  # money over time, the crowd
    assert sum(tag == "svg" for tag, _ in tags) == 1
    for _, attrs in tags:
        if "ho-figure" in (attrs.get("class") or ""):
            assert attrs["aria-label"]


def test_the_sections_follow_the_storyboard() -> None:
    board = closing.storyboard(JASZBERENY, HU)
    text = handout.document(board, HU)
    places = [text.index(f'id="{s.key}"') for s in board.slides if s.kind != "story"]
    assert places == sorted(places)
    assert 'id="story"' not in text


def test_it_says_its_view_its_date_and_its_licences(made) -> None:
    language, document = made
    board = closing.storyboard(THREE if 'id="comparison"' in document else JASZBERENY, Words(language))
    said = "".join(Tags(document).said)
    for text in (board.view, board.as_of, board.snapshot, LINK, *board.notices):
        assert text in said, text
    for source in board.sources["title"]:
        assert str(source) in said, source


def hostile(board: closing.Storyboard) -> closing.Storyboard:
    slides = tuple(replace(s, title=HOSTILE, source=HOSTILE, notes=dict.fromkeys(s.notes, HOSTILE)) for s in board.slides)
    return replace(board, slides=slides, title=HOSTILE, name=HOSTILE, view=HOSTILE, notices=(HOSTILE,), told=(HOSTILE,))


def test_no_text_acts() -> None:
    honest = Tags(handout.document(closing.storyboard(JASZBERENY, HU), HU)).found
    attacked = Tags(handout.document(hostile(closing.storyboard(JASZBERENY, HU)), HU, OfficeText(event=HOSTILE), link=HOSTILE))
    for tag in ("script", "img"):
        assert sum(t == tag for t, _ in attacked.found) == sum(t == tag for t, _ in honest)
    assert HOSTILE in "".join(attacked.said)


def test_the_story_is_there_once_the_office_has_told_it() -> None:
    own = OfficeText(quotation="Megtaláltam a helyem.", name="Anna, ács")
    board = closing.edited(closing.storyboard(JASZBERENY, HU), own)
    assert "Megtaláltam a helyem." in handout.document(board, HU, own)


# ---------------------------------------------------------------- workbook


def workbook(pacts: list[str], words: Words) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(handout.workbook(closing.storyboard(pacts, words), words, LINK)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_five_sheets(language: str) -> None:
    words = Words(language)
    assert workbook(THREE, words).sheetnames == [words(f"sheet.{n}") for n in ("data", "filters", "sources", "notes", "dictionary")]


def test_the_workbook_says_where_its_numbers_come_from() -> None:
    board = closing.storyboard(JASZBERENY, HU)
    book = workbook(JASZBERENY, HU)
    said = {str(row[1].value) for row in book[HU("sheet.filters")].iter_rows()}
    assert {board.view, board.as_of, board.snapshot, LINK, *board.notices} <= said
    assert book[HU("sheet.sources")].max_row == len(board.sources)
    defined = {str(row[0].value) for row in book[HU("sheet.dictionary")].iter_rows()}
    assert defined == {HU(f"indicator.{r['indicator']}") for r in ask("indicator_values", pacts=JASZBERENY).rows}


def test_no_text_of_the_workbook_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(handout.workbook(hostile(closing.storyboard(JASZBERENY, HU)), HU, "=1+1")))
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(c.data_type != "f" and c.hyperlink is None for c in row)


def test_numbers_in_the_workbook_are_numbers() -> None:
    values = {r["indicator"]: r["value"] for r in ask("indicator_values", pacts=JASZBERENY).rows}
    rows = {str(r[0].value): r[2].value for r in workbook(JASZBERENY, HU)[HU("sheet.data")].iter_rows(min_row=2)}
    for indicator, value in values.items():
        assert rows[HU(f"indicator.{indicator}")] == pytest.approx(value), indicator
    assert NBSP not in str(rows[HU("indicator.participants")])


def test_a_title_of_the_office_heads_its_section_and_is_marked() -> None:
    board = closing.storyboard(JASZBERENY, HU)
    own = OfficeText(titles={"title": "Köszönjük, Jászság!", "funnel": "145-en ma is dolgoznak"})
    text = handout.document(closing.edited(board, own), HU, own)
    assert "<h1>Köszönjük, Jászság!</h1>" in text
    assert ">145-en ma is dolgoznak</h2>" in text
    for key in ("title", "funnel"):
        assert f">{HU('own_words.title', sentence=board.slide(key).title)}</p>" in text
    assert "<caption>145-en" not in text, "what the office says is no caption of the data"
