"""Deck, screen, fact sheet, hand-out and workbook say the same numbers as the storyboard, in both languages."""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from paktum import handout, sheet, slides, stage
from paktum.questions import ask
from paktum.readings import closing
from paktum.readings.closing import Figure, Slide, Storyboard, parts
from paktum.readings.marks import printed
from paktum.wording import LANGUAGES, NBSP, Words

pytestmark = pytest.mark.usefixtures("snapshot")

SETS = [["jaszbereny-district"], ["vas-county-2021"], ["miskolc-city"], ["vas-county-2021", "miskolc-city", "jaszbereny-district"]]
CASES = [(language, pacts) for language in LANGUAGES for pacts in SETS]
each_case = pytest.mark.parametrize(("language", "pacts"), CASES, ids=[f"{language}-{len(p)}-{p[0]}" for language, p in CASES])
# Columns of the crowd have no label on a slide: they are in the notes and the workbook.
LABELLED = ("title", "partnership", "context", "money", "funnel", "groups", "map", "comparison", "amounts", "targets")


class Read(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def plain(text: str) -> str:
    """A text without spaces and line breaks: where a line broke says nothing about a number."""
    return re.sub(r"[\s\u00a0\u202f\u200b]+", "", text)


def html_text(source: str) -> str:
    return plain("".join(Read(source).said))


def figures(slide: Slide) -> Iterator[Figure]:
    """The figures that a slide shows with a number of their own."""
    body = slide.body
    if isinstance(body, parts.Grid):
        yield from (f for _, cells in body.rows for f in cells)
        return
    for value in vars(body).values():
        yield from (f for f in (value if isinstance(value, tuple) else (value,)) if isinstance(f, Figure))


def shown(board: Storyboard) -> Iterator[tuple[Slide, Figure]]:
    for slide in board.slides:
        if slide.kind in LABELLED:
            yield from ((slide, f) for f in figures(slide))


def forms(f: Figure) -> set[str]:
    """How a number may stand: in full, or without the unit that a heading says."""
    return {plain(f.printed), plain(f"{f.bound} {f.short}" if f.bound else f.short or f.printed)}


@each_case
def test_every_number_stands_on_its_screen(language: str, pacts: list[str]) -> None:
    words = Words(language)
    board = closing.storyboard(pacts, words)
    drawn = {s.key: html_text(s.html) for s in stage.screens(board, words)}
    for slide, f in shown(board):
        assert any(form in drawn[slide.key] for form in forms(f)), (slide.key, f.printed)
        if f.share:
            assert plain(f.share) in drawn[slide.key], (slide.key, f.share)


@each_case
def test_every_number_stands_in_the_hand_out(language: str, pacts: list[str]) -> None:
    words = Words(language)
    board = closing.storyboard(pacts, words)
    text = handout.document(board, words)
    sections = {key: html_text(part) for key, part in re.findall(r'<section class="ho-section" id="([^"]+)"(.*?)</section>', text, re.S)}
    for slide, f in shown(board):
        assert plain(f.printed) in sections[slide.key], (slide.key, f.printed)
        if f.share:
            assert plain(f.share) in sections[slide.key], (slide.key, f.share)


@each_case
def test_every_number_of_the_sheet_is_that_of_the_storyboard(language: str, pacts: list[str]) -> None:
    words = Words(language)
    pages = [plain(page.extract_text()) for page in PdfReader(io.BytesIO(sheet.sheet(pacts, words))).pages]
    if len(pacts) > 1:
        board = closing.storyboard(pacts, words)
        for slide, f in shown(board):
            if slide.kind in ("comparison", "amounts"):
                assert plain(f.printed) in pages[0], (slide.key, f.printed)
    for pact, page in zip(pacts, pages[-len(pacts) :], strict=True):
        board = closing.storyboard([pact], words)
        for slide, f in shown(board):
            if slide.kind in ("title", "funnel") or (slide.kind == "money" and f in slide.body.per_head and f.known):
                assert any(form in page for form in forms(f)), (pact, slide.key, f.printed)
                assert plain(f.share) in page


@each_case
def test_every_number_stands_in_the_deck(language: str, pacts: list[str]) -> None:
    words = Words(language)
    board = closing.storyboard(pacts, words)
    made = Presentation(io.BytesIO(slides.deck(board, words)))
    for slide, page in zip(board.slides, made.slides, strict=True):
        said = plain(" ".join(everything(page)))
        for f in figures(slide):
            if slide.kind in LABELLED and f.known:
                assert any(form in said for form in forms(f)) or plain(f.short) in said, (slide.key, f.printed, f.short)


def everything(page: object) -> Iterator[str]:
    """The words of a slide: boxes, tables, the workbooks of its charts."""
    for shape in page.shapes:  # type: ignore[attr-defined]
        if shape.has_text_frame:
            yield shape.text_frame.text
        if getattr(shape, "has_table", False) and shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if getattr(shape, "has_chart", False) and shape.has_chart:
            book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
            yield from (str(c.value) for row in book.active.iter_rows() for c in row if c.value is not None)
    yield page.notes_slide.notes_text_frame.text  # type: ignore[attr-defined]


@each_case
def test_the_workbook_holds_the_numbers_behind_what_is_printed(language: str, pacts: list[str]) -> None:
    words = Words(language)
    board = closing.storyboard(pacts, words)
    book = openpyxl.load_workbook(io.BytesIO(handout.workbook(board, words)))
    data = book[words("sheet.data")]
    rows = {(str(r[0].value), str(r[1].value)): r[2].value for r in data.iter_rows(min_row=2)}
    for r in ask("indicator_values", pacts=pacts).rows:
        value = rows[words(f"indicator.{r['indicator']}"), words.pick(r, "short")]
        assert value == pytest.approx(r["value"])
    notes = plain(" ".join(str(row[1].value) for row in book[words("sheet.notes")].iter_rows()))
    if len(pacts) == 1:
        told = {str(r["indicator"]): r for r in ask("indicator_values", pacts=pacts).rows}
        for indicator in ("participants", "found_job", "employed_6m"):
            if indicator in told:
                assert plain(printed(told[indicator], words).partition(NBSP)[0]) in notes, indicator


@each_case
def test_every_take_away_says_where_it_comes_from(language: str, pacts: list[str]) -> None:
    words, link = Words(language), "/zaro-rendezveny?paktum=x"
    board = closing.storyboard(pacts, words)
    pdf = plain(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(sheet.sheet(pacts, words, link=link))).pages))
    texts = {
        "sheet": pdf,
        "handout": html_text(handout.document(board, words, link=link)),
        "stage": html_text(stage.document(board, words, link=link)),
    }
    for name, text in texts.items():
        for said in (board.view, board.as_of, board.snapshot, link, *board.notices):
            assert plain(said) in text, (name, said)
