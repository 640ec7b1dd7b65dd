"""The page of a reader's own query: an example, the rows, what is wrong, the link, what is taken away, the tables."""

import csv
import io

import pytest
from screen_text import open_page
from streamlit.testing.v1 import AppTest
from test_exits import cells_of, harmless
from test_pages import EN, HU, html_of, unescaped
from test_tables import FORMULAS

from paktum import store, tables
from paktum.errors import QuestionError
from paktum.readings import sql as read
from paktum.screen import roles
from paktum.screen import sql as screen
from paktum.sql import running
from paktum.sql.running import Found
from paktum.wording import LANGUAGES, Words


@pytest.fixture(autouse=True)
def analyst(snapshot: store.Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "role", lambda: "analyst")


def text(page: AppTest) -> str:
    return "\n".join(html_of(page))


def errors(page: AppTest) -> str:
    return "\n".join(unescaped(e.value) for e in page.error)


def ask(page: AppTest, query: str) -> None:
    """Write a query and press the button."""
    page.text_area(key="pk_query").set_value(query)
    next(b for b in page.button if b.label == HU("sql.run")).click().run()


# ---------------------------------------------------------------- asking


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_page_says_what_to_do(language: str) -> None:
    words = Words(language)
    page = open_page("sql", {"nyelv": language})
    assert not page.exception and not page.error and page.title[0].value == words("page.sql")
    assert words("sql.nothing_yet") in text(page)
    limits = words("sql.limits", seconds="10", rows=words.number(running.MOST_ROWS), columns="100")
    assert limits in text(page)


@pytest.mark.parametrize("name", screen.examples())
def test_an_example_is_picked_run_and_explained(name: str) -> None:
    page = open_page("sql")
    page.selectbox(key="pk_example").set_value(name).run()
    assert not page.exception and not page.error
    assert page.text_area(key="pk_query").value == screen.examples()[name] == page.query_params["lekerdezes"]
    assert HU(f"sql_example_why.{name}") in text(page) and HU("sql.result") in [s.value for s in page.header]
    assert page.selectbox(key="pk_example").value == name
    ask(page, "select 1 as one")
    assert page.selectbox(key="pk_example").value is None


def test_a_query_is_written_run_and_kept_in_the_link() -> None:
    query = "select pact_id\nfrom pacts -- árvíztűrő; +&#\nwhere pact_id like '%miskolc%'"
    page = open_page("sql")
    ask(page, query)
    assert "miskolc-city" in text(page) and HU("sql.rows", n="1") in text(page)
    assert page.query_params["lekerdezes"] == query
    again = open_page("sql", dict(page.query_params))
    assert again.text_area(key="pk_query").value == query and "miskolc-city" in text(again)
    links = [c.value for c in again.code]
    assert any("lekerdezes=select+pact_id%0Afrom" in link for link in links)


def test_a_link_that_is_too_long_is_named_and_not_run() -> None:
    page = open_page("sql", {"lekerdezes": "select 1 -- " + "x" * 4000})
    assert HU("link.ignored_title") in "".join(unescaped(w.value) for w in page.warning)
    assert HU("sql.nothing_yet") in text(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "key", "values"),
    [
        ("drop table pacts", "sql_not_select", {}),
        ("select * from people_cells", "sql_table", {"name": "people_cells"}),
        ("select * from `x`\n\n <script>", "sql_syntax", None),
        ("select read_text('<b>/etc/passwd</b>')", "sql_function", {"name": "read_text"}),
        ('select * from "<img src=x onerror=alert(1)>"', "sql_table", {"name": "<img src=x onerror=alert(1)>"}),
        ('select "**félkövér** $x$ [a](b)"', "sql_column", {"name": "**félkövér** $x$ [a](b)"}),
    ],
)
def test_what_is_wrong_is_said_and_nothing_else_happens(query: str, key: str, values: dict[str, str] | None, language: str) -> None:
    words = Words(language)
    page = open_page("sql", {"lekerdezes": query, "nyelv": language})
    assert not page.exception and words("sql.refused") in errors(page)
    said = words(f"error.{key}", **values) if values is not None else words(f"error.{key}").partition("{")[0]
    assert said in errors(page)
    assert all("<" not in e.value.replace("\\<", "") and "$" not in e.value.replace("\\$", "") for e in page.error)
    assert page.selectbox(key="pk_schema"), "the tables stay, to look up what was meant"


def test_no_rows_is_an_answer() -> None:
    page = open_page("sql", {"lekerdezes": "select * from pacts where false"})
    assert not page.exception and not page.error and HU("sql.no_rows") in text(page)


def test_more_rows_than_shown_are_counted() -> None:
    page = open_page("sql", {"lekerdezes": "select range as n from range(5000)"})
    assert HU("sql.more", most=HU.number(2000)) in text(page) and HU("sql.first", n="200") in text(page)
    assert ">199<" in text(page) and ">200<" not in text(page)


def test_a_click_elsewhere_does_not_run_the_query_again(monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page("sql", {"lekerdezes": "select 6 * 7 as answer"})
    monkeypatch.setattr(running, "run", lambda *_: pytest.fail("it ran again"))
    page.selectbox(key="pk_schema").set_value("members").run()
    assert not page.exception and "42" in text(page) and "joined_on" in text(page)


def test_nor_one_that_was_refused_until_the_button_is_pressed(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def refuse(query: str, *_: object) -> None:
        ran.append(query)
        raise QuestionError("sql_busy")

    monkeypatch.setattr(running, "run", refuse)
    page = open_page("sql", {"lekerdezes": "select 1"})
    page.selectbox(key="pk_schema").set_value("members").run()
    assert ran == ["select 1"] and HU("error.sql_busy") in errors(page)
    ask(page, "select 1")
    assert ran == ["select 1", "select 1"]


def test_the_tables_are_described() -> None:
    page = open_page("sql", {"nyelv": "en"})
    for name in ("pacts", "pact_values"):
        page.selectbox(key="pk_schema").set_value(name).run()
        assert not page.exception and "pact_id" in text(page) and EN("template_column.pact_id") in text(page)
    assert EN("readable_column.amount_softness") in text(page) and "varchar[]" in text(page)
    assert all(EN(f"readable.{name}") in text(page) for name in ("settlements", "contradictions"))


def test_who_may_not_ask_reads_what_to_do_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "role", lambda: "public")
    page = open_page("sql", {"lekerdezes": "select 6 * 7 as answer"})
    assert not page.exception and not page.text_area and "42" not in text(page)
    assert any(HU("sql.not_here_title") in unescaped(i.value) for i in page.info)
    assert any("python -m paktum ask" in c.value for c in page.code)


# ---------------------------------------------------------------- the rows, and what is taken away


@pytest.mark.parametrize(
    ("value", "hungarian", "english", "number"),
    [
        (2024, "2024", "2024", 2024.0),
        (-5, "−5", "−5", -5.0),
        (433100000, "433\u00a0100\u00a0000", "433,100,000", 433100000.0),
        (0.5, "0,5", "0.5", 0.5),
        (12345.678, "12\u00a0345,678", "12,345.678", 12345.678),
        (0, "0", "0", 0.0),
        (1e-9, "1e−09", "1e−09", 1e-9),
        (2**60, "1152921504606846976", "1152921504606846976", None),
        (True, "igen", "yes", None),
        (False, "nem", "no", None),
        ("2016-07", "2016-07", "2016-07", None),
        (None, "nincs adat", "no data", None),
        (float("inf"), "nem értelmezhető", "not meaningful", None),
        (float("nan"), "nem értelmezhető", "not meaningful", None),
    ],
)
def test_a_value_is_printed_and_keeps_its_number(value: object, hungarian: str, english: str, number: float | None) -> None:
    for words, expected in ((HU, hungarian), (EN, english if english != "not meaningful" else EN("absent.meaningless"))):
        cell = read.cell(value, words)
        assert (cell.text, cell.number) == (expected, number)


@pytest.mark.parametrize("hostile", FORMULAS)
def test_what_is_taken_away_holds_no_formula(hostile: str) -> None:
    made = read.result(Found((hostile, "n"), ((hostile, -5), (None, 1.5))), HU)
    rows = list(csv.reader(io.StringIO(tables.to_csv(made, HU).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 3 and all(map(harmless, [*rows[0], rows[1][0]])) and rows[1][1] == "-5" and rows[2][1] == "1,5"
    assert all(map(harmless, cells_of(tables.to_xlsx(made, {"filters": [(hostile, hostile)]}, HU))))


def test_hostile_values_of_a_query_stay_letters() -> None:
    query = "select '<script>window.__xss = 1</script>' as \"<b>fejléc</b>\", '$\\frac{1}{2}$' as latex, '[a](javascript:x)' as link"
    page = open_page("sql", {"lekerdezes": query})
    assert not page.exception and "<script>window" not in text(page) and "<b>fejléc" not in text(page)
    assert "&lt;script&gt;" in text(page) and "&lt;b&gt;fejl" in text(page)


def test_a_download_has_all_rows_and_says_what_was_asked(snapshot: store.Snapshot) -> None:
    query = "select range as n from range(300)"
    made = read.result(running.run(query, snapshot), HU)
    assert len(tables.to_csv(made, HU).decode("utf-8-sig").splitlines()) == 301
    cells = cells_of(tables.to_xlsx(made, {"filters": [(HU("sql.query"), query)]}, HU))
    assert query in cells and 299 in cells
