"""Invented participants beside the real data: on every page, in every table and document it is plain which is which."""

import csv
import io
import re
from collections.abc import Iterator

import openpyxl
import pytest
from conftest import STORE
from people_files import OFFICE, published
from pptx import Presentation
from pypdf import PdfReader
from screen_text import open_page, spoken
from test_pages import ENTRIES

from paktum import handout, questions, sheet, slides, stage, store, tables
from paktum.questions import ask
from paktum.readings import closing
from paktum.screen import card as cards
from paktum.wording import LANGUAGES, Words

PACTS = ["vas-county-2021", "miskolc-city", "jaszbereny-district"]
MARKS = {"hu": "KITALÁLT", "en": "INVENTED"}
FILE_MARKS = {"hu": "paktumtukor_kitalalt-", "en": "paktumtukor_invented-"}
PEOPLE = [q for q in sorted(questions.catalogue()) if q.startswith("people_") and q not in ("people_options", "people_reconciliation")]
QUESTIONS = {"people_groups": {"leaf": "age"}}
# Every page as it opens, and the map in the two ways in which it shows participants.
VIEWS = [(e.path, {}) for e in ENTRIES] + [("terkep", {"terkepertek": m}) for m in ("people", "placement")]


def texts(snapshot: store.Snapshot, language: str) -> dict[str, list[str]]:
    """All that the documents of some pacts say, without the data version that they name."""
    words = Words(language)
    with questions.reading(snapshot):
        board = closing.storyboard(PACTS, words)
        deck = Presentation(io.BytesIO(slides.deck(board, words)))
        book = openpyxl.load_workbook(io.BytesIO(handout.workbook(board, words)))
        found = {
            "deck": [t for page in deck.slides for shape in page.shapes if shape.has_text_frame for t in [shape.text_frame.text]]
            + [page.notes_slide.notes_text_frame.text for page in deck.slides if page.has_notes_slide],
            "sheet": [page.extract_text() for page in PdfReader(io.BytesIO(sheet.sheet(PACTS, words))).pages],
            "handout": [handout.handout(PACTS, words)],
            "workbook": [str(c.value) for page in book.worksheets for row in page.iter_rows() for c in row if c.value is not None],
            "stage": [stage.document(board, words)],
        }
    return {name: [re.sub(r"\s+", " ", t.replace(snapshot.id, "")) for t in said] for name, said in found.items()}


@pytest.fixture(scope="module")
def before() -> dict[str, dict[str, list[str]]]:
    snapshot = store.build(store=STORE)
    return {language: texts(snapshot, language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def snapshot(before: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Snapshot]:
    with published(tmp_path_factory.mktemp("office"), STORE) as made:
        yield made


@pytest.mark.parametrize("language", LANGUAGES)
def test_documents_of_pacts_say_the_same_with_and_without_them(
    snapshot: store.Snapshot, before: dict[str, dict[str, list[str]]], language: str
) -> None:
    """Deck, fact sheet, hand-out, workbook and stage are made of published figures only."""
    after = texts(snapshot, language)
    assert all(after.values())
    assert after == before[language]
    assert OFFICE not in str(after) and MARKS[language] not in str(after)


@pytest.mark.parametrize(("path", "query"), VIEWS, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_of_one_kind_and_says_which(
    snapshot: store.Snapshot, monkeypatch: pytest.MonkeyPatch, path: str, query: dict[str, str], language: str
) -> None:
    drawn: list[cards.Card] = []
    monkeypatch.setattr(cards, "actions", lambda card, words: drawn.append(card))
    page, mark = open_page(path, query | {"nyelv": language}), MARKS[language]
    assert not page.exception
    invented = [c for c in drawn if c.answer.question.name.startswith("people_")]
    assert bool(invented) == (path in ("eredmenyek", "terkep"))
    for card in invented:
        words = Words(language)
        assert card.heading(words).startswith(mark) and card.view.startswith(mark), card.name
        assert card.source == words("people.source_invented")
        assert cards.choices.file_name(f"{card.mark} {card.name}", cards.choices.Selection(), "csv").startswith(FILE_MARKS[language])
    for card in drawn:
        if card not in invented:
            assert OFFICE not in card.answer.frame.to_csv() and "kitalalt" not in card.answer.frame.to_csv(), card.name
    if not invented:
        assert OFFICE not in spoken(page)


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_every_download_says_whose_it_is(snapshot: store.Snapshot, name: str, language: str) -> None:
    words, mark = Words(language), MARKS[language]
    with questions.reading(snapshot):
        answer = ask(name, **QUESTIONS.get(name, {}))
        table = tables.layout(answer, words)
    assert answer.rows and {r["origin"] for r in answer.rows} == {"invented"}  # what the command line prints
    rows = list(csv.reader(io.StringIO(tables.to_csv(table, words).decode("utf-8-sig")), delimiter=";"))[1:]
    assert rows and all(mark in row for row in rows)
    book = openpyxl.load_workbook(io.BytesIO(tables.to_xlsx(table, {}, words)))
    assert all(mark in [c.value for c in row] for row in book.worksheets[0].iter_rows(min_row=2))
