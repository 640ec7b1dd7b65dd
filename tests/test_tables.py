"""What is taken away is what is on the screen: the same rows, the same order, the same gaps, and nothing that runs."""

import csv
import io
import shlex
from dataclasses import replace
from itertools import compress

import openpyxl
import pandas as pd
import pytest

from paktum import questions, store, tables
from paktum.questions import Answer, ask
from paktum.readings import compare
from paktum.screen import card
from paktum.tables import Cell, Column, Table
from paktum.wording import LANGUAGES, NBSP, Words

HU = Words("hu")
THREE = ["vas-county-2021", "miskolc-city", "jaszbereny-district"]
# Every layout is asked with these values where it has such a parameter.
SETTINGS = {"pact": "somogy-county-2015", "pacts": [*THREE, "somogy-county-2015"], "measure": "participants"}
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "  =1",
    f"{NBSP}=1",
    " \t=1",
    '=HYPERLINK("x")',
]
BOM = b"\xef\xbb\xbf"


@pytest.fixture(params=sorted(tables.LAYOUTS))
def answer(request: pytest.FixtureRequest, snapshot: store.Snapshot) -> Answer:
    """A real answer of every question that has a layout."""
    with questions.reading(snapshot):
        wanted = questions.find(request.param).parameters
        return questions.ask(request.param, **{name: SETTINGS[name] for name in wanted if name in SETTINGS})


def made(question: str, *rows: dict[str, object]) -> Answer:
    """An answer of a question with rows of our own."""
    frame = pd.DataFrame(list(rows)).astype(object)
    snapshot = store.Snapshot("0123456789ab", store.ROOT, "", "2026-01-01", {})
    return Answer(questions.find(question), {}, frame, pd.DataFrame(), (), snapshot)


def csv_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def xlsx_rows(data: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]


def spaced(text: str) -> str:
    return text.replace(NBSP, " ")


# ---------------------------------------------------------------- the screen and the downloads


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_and_workbook_equal_the_screen_cell_by_cell(answer: Answer, language: str) -> None:
    words = Words(language)
    shown = tables.layout(answer, words)
    headings, rows = tables.exported(shown, words)
    as_csv, as_xlsx = csv_rows(tables.to_csv(shown, words)), xlsx_rows(tables.to_xlsx(shown, {}, words))
    assert as_csv[0] == [tables.inert(h) for h in headings] and as_xlsx[0] == headings
    assert len(as_csv) == len(as_xlsx) == len(shown.rows) + 1 == len(answer.frame) + 1
    mark = "," if language == "hu" else "."
    for row, text_row, sheet_row in zip(rows, as_csv[1:], as_xlsx[1:], strict=True):
        for value, text, cell in zip(row, text_row, sheet_row, strict=True):
            if isinstance(value, float):
                assert isinstance(cell, int | float) and cell == pytest.approx(value, rel=1e-14)
                assert float(text.replace(mark, ".")) == pytest.approx(value, abs=1e-6)
            else:
                assert text == cell == (value or "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_of_the_screen_is_in_the_download(answer: Answer, language: str) -> None:
    """Texts as they stand; figures as their number; the columns in between say only how precise it is."""
    words = Words(language)
    shown = tables.layout(answer, words)
    headings, rows = tables.exported(shown, words)
    precise = {words("column.precision_of", heading=h) for h in shown.headings}
    kept = [i for i, h in enumerate(headings) if h not in precise]
    assert [headings[i].partition(" (")[0] for i in kept] == [h.partition(" (")[0] for h in shown.headings]
    for row, out in zip(shown.rows, rows, strict=True):
        assert [c.number if c.number is not None else tables.inert(c.text) for c in row] == [out[i] for i in kept]


def test_rows_keep_the_order_of_the_answer(answer: Answer) -> None:
    first = tables.LAYOUTS[answer.question.name][0]
    shown = tables.layout(answer, HU)
    assert [row[0].text for row in shown.rows] == [tables.cell(r, first, HU).text for r in answer.rows]


def test_both_languages_have_the_same_numbers(answer: Answer) -> None:
    numbers = [[[c.number for c in row] for row in tables.layout(answer, Words(code)).rows] for code in LANGUAGES]
    assert numbers[0] == numbers[1]


def test_a_column_can_be_left_out(answer: Answer) -> None:
    kept = [c.name != tables.LAYOUTS[answer.question.name][-1].name for c in tables.LAYOUTS[answer.question.name]]
    whole, less = tables.layout(answer, HU), tables.layout(answer, HU, (tables.LAYOUTS[answer.question.name][-1].name,))
    assert less.headings == tuple(compress(whole.headings, kept))
    assert list(less.rows) == [tuple(compress(row, kept)) for row in whole.rows]


def test_no_cell_of_the_screen_is_raw(answer: Answer) -> None:
    """No long row of digits, no code of ours, no None, no nan."""
    for row in tables.layout(answer, HU).rows:
        for cell in row:
            assert cell.text not in ("None", "nan", "NaT", "<NA>", "inf")
            assert cell.number is None or not any(run.isdigit() and len(run) > 4 for run in spaced(cell.text).replace(",", " ").split())


# ---------------------------------------------------------------- numbers


def money(amount: object, softness: str | None = "exact", digits: int | None = None) -> Answer:
    row = {"short_hu": "Miskolc", "short_en": "Miskolc", "kind": "awarded", "amount_huf": amount, "softness": softness, "digits": digits}
    return made("pact_money", row | {"as_of": "2016-07-20", "source_title": "x", "headline": True, "note": None, "note_hu": None})


def column_of(table: Table, heading: str) -> int:
    return next(i for i, h in enumerate(table.headings) if h == heading)


def test_a_figure_is_one_cell_on_the_screen_and_a_full_number_in_the_download() -> None:
    shown = tables.layout(money(433_100_000, "rounded", 4), HU)
    at = column_of(shown, HU("column.amount_huf"))
    assert spaced(shown.rows[0][at].text) == "433,1 M Ft"
    headings, rows = tables.exported(shown, HU)
    assert headings[at : at + 2] == ["Összeg (Ft)", "Összeg – pontosság"]
    assert rows[0][at : at + 2] == [433_100_000.0, "kerekített"]
    assert csv_rows(tables.to_csv(shown, HU))[1][at] == "433100000"
    assert xlsx_rows(tables.to_xlsx(shown, {}, HU))[1][at] == 433_100_000


def test_a_bound_says_so_in_the_next_column() -> None:
    shown = tables.layout(money(3_000_000_000, "lower", 1), HU)
    at = column_of(shown, HU("column.amount_huf"))
    assert spaced(shown.rows[0][at].text) == "≥ 3 Mrd Ft"
    assert tables.exported(shown, HU)[1][0][at : at + 2] == [3e9, "legalább"]


def test_exact_columns_need_no_precision() -> None:
    headings, _ = tables.exported(tables.layout(money(433_100_000), HU), HU)
    assert not any("pontosság" in h for h in headings)


def test_unknown_is_a_word_on_the_screen_and_never_zero() -> None:
    shown = tables.layout(money(None), HU)
    at = column_of(shown, HU("column.amount_huf"))
    cell = shown.rows[0][at]
    assert (cell.text, cell.number, cell.absent) == ("nincs adat", None, True)
    assert csv_rows(tables.to_csv(shown, HU))[1][at] == "nincs adat"


def test_a_published_zero_is_a_number() -> None:
    shown = tables.layout(money(0), HU)
    at = column_of(shown, HU("column.amount_huf"))
    assert (spaced(shown.rows[0][at].text), shown.rows[0][at].number, shown.rows[0][at].absent) == ("0 Ft", 0.0, False)
    assert csv_rows(tables.to_csv(shown, HU))[1][at] == "0"
    assert xlsx_rows(tables.to_xlsx(shown, {}, HU))[1][at] == 0


def test_what_cannot_be_said_has_no_number() -> None:
    shown = tables.layout(money(1_200, "none"), HU)
    at = column_of(shown, HU("column.amount_huf"))
    assert (shown.rows[0][at].text, shown.rows[0][at].number) == ("nem értelmezhető", None)
    assert "1200" not in tables.to_csv(shown, HU).decode()


def test_an_unknown_text_or_date_is_an_empty_cell() -> None:
    row = {"organisation": "X", "sector": None, "role": None, "role_hu": None, "joined_on": "2017-02", "left_on": None, "source_id": None}
    (shown,) = tables.layout(made("pact_members", row), HU).rows
    assert [spaced(c.text) for c in shown][3] == "2017. 02." and shown[1].text == shown[2].text == shown[5].text == ""


@pytest.mark.parametrize(
    ("value", "text"), [(433100000.0, "433100000"), (54.487179, "54,487179"), (0.5, "0,5"), (-3.25, "-3,25"), (0.0, "0")]
)
def test_numbers_of_a_csv_have_all_their_digits_and_nothing_else(value: float, text: str) -> None:
    assert tables.plain_number(value, ",") == text


# ---------------------------------------------------------------- nothing runs


def hostile(text: str) -> Table:
    return Table((text, "Összeg"), ((Cell(text), Cell("5 fő", 5.0, "persons", "exact")),), (False, True))


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
def test_a_text_is_no_formula_in_a_csv(text: str) -> None:
    heading, cell = (row[0] for row in csv_rows(tables.to_csv(hostile(text), HU)))
    for shown in (heading, cell):
        assert not shown.lstrip(" \u00a0\t\r\n\0").startswith(tuple("=+-@＝＋－＠"))
        assert shown == "'" + text


# A workbook cannot hold the character 0.
@pytest.mark.parametrize("text", [t for t in FORMULAS if "\0" not in t], ids=repr)
def test_a_text_is_no_formula_in_a_workbook(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(tables.to_xlsx(hostile(text), {"notes": [(text, text)]}, HU)))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("s", "n") and cell.hyperlink is None for cell in row)
    assert book.worksheets[1]["B1"].value.startswith("'")


@pytest.mark.parametrize("text", ["Vas", "1 973", "a=b", "kb. +5", "2014–2020", "–", "„=”", ""])
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    assert tables.inert(text) == text


def test_texts_with_separators_stay_one_cell() -> None:
    text = 'Első; "második"\nharmadik'
    assert csv_rows(tables.to_csv(hostile(text), HU))[1] == [text, "5"]


# ---------------------------------------------------------------- the files


def test_a_csv_is_what_hungarian_excel_reads() -> None:
    data = tables.to_csv(tables.layout(money(433_100_000.5), HU), HU)
    assert data.startswith(BOM) and not data[3:].startswith(BOM)
    assert data.count(b"\r\n") == 2 and b";" in data and b"433100000,5" in data
    assert "Ő" in "Ő".encode().decode() and "Megítélt".lower() in data.decode("utf-8-sig").lower()


def test_an_english_csv_has_a_decimal_point() -> None:
    assert b"433100000.5" in tables.to_csv(tables.layout(money(433_100_000.5), Words("en")), Words("en"))


def test_a_workbook_has_its_sheets_in_words_and_a_frozen_heading() -> None:
    about = {"filters": [("Ciklus", "2014–2020")], "sources": [("EMIR", "https://example.org")], "notes": [("Bruttó", "…")]}
    book = openpyxl.load_workbook(io.BytesIO(tables.to_xlsx(tables.layout(money(1), HU), about, HU)))
    assert book.sheetnames == ["Adat", "Szűrők", "Források", "Megjegyzések"]
    assert book.worksheets[0].freeze_panes == "B2"
    assert [c.value for c in book["Szűrők"][1]] == ["Ciklus", "2014–2020"]


def test_an_empty_answer_is_a_table_of_headings() -> None:
    answer = made("pact_money")
    shown = tables.layout(replace(answer, frame=pd.DataFrame(columns=["amount_huf"])), HU)
    assert shown.rows == () and len(csv_rows(tables.to_csv(shown, HU))) == 1
    assert len(xlsx_rows(tables.to_xlsx(shown, {}, HU))) == 1


def test_a_name_in_english_only_is_the_last_resort() -> None:
    both = Column("note", "both")
    row = {"note": "about 2.7 billion", "note_hu": None}
    assert tables.cell(row, both, HU).text == "about 2.7 billion"
    assert tables.cell(row | {"note_hu": "kb. 2,7 milliárd"}, both, HU).text == "kb. 2,7 milliárd"
    assert tables.cell(row | {"note_hu": "kb. 2,7 milliárd"}, both, Words("en")).text == "about 2.7 billion"


@pytest.mark.usefixtures("snapshot")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comparison_is_taken_away_cell_by_cell(language: str) -> None:
    """What is absent on the screen is absent in the same words in the file; nothing is left out, no unit is guessed."""
    words = Words(language)
    ids, names = ["vas-county-2021", "jaszbereny-district", "miskolc-city"], ["grant", "participants", "retention_rate", "founding_members"]
    pacts = [r for r in ask("selected_pacts").rows if r["pact_id"] in ids]
    indicators = [r for r in ask("indicators").rows if r["indicator"] in names]
    targets = {"participants": ask("targets_and_results", measure="participants", pacts=ids)}
    taken = compare.take_away(pacts, indicators, ask("indicator_values", pacts=ids, indicators=names), targets, words)
    headings, rows = tables.exported(taken, words)
    assert len(rows) == len(pacts) * len(indicators)
    at = {h: n for n, h in enumerate(headings)}
    cells = {(r[at[words("column.indicator")]], r[at[words("column.pact")]]): r for r in rows}
    short = {p["pact_id"]: words.pick(p, "short") for p in pacts}
    unclear = cells[words("indicator.participants"), short["jaszbereny-district"]]
    assert unclear[at[words("column.value")]] == 312
    assert unclear[at[words("column.state")]] == "", "a figure that may be a target is not called a result"
    assert words("mark.target_or_actual") in str(unclear[at[words("column.marks")]])
    assert unclear[at[words("column.unit")]] == words("unit_name.persons")
    running = cells[words("indicator.retention_rate"), short["vas-county-2021"]]
    assert running[at[words("column.value")]] == words("absent.not_yet")


@pytest.mark.usefixtures("snapshot")
def test_the_command_of_a_card_asks_the_same_question() -> None:
    """What stands in "Hogyan számoltuk?" can be typed by anybody who has the program and gives the rows of the screen."""
    asked = ask("county_grants", pacts=["jaszbereny-district", "vas-county-2015"])
    words = shlex.split(card.again(asked))
    assert words[:4] == ["python", "-m", "paktum", "ask"]
    given = [w.partition("=")[::2] for w in words[5:] if w != "--set"]
    assert ask(words[4], **{name: [v for n, v in given if n == name] for name, _ in given}).rows == asked.rows
