"""60 hostile strings in every parameter of a link, every filter, every question: as for an unknown value, and no file is touched."""

import ctypes
import os
import re
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hostile import BAIT, STRINGS
from screen_text import card_titles, open_page
from streamlit.testing.v1 import AppTest
from test_pages import ENTRIES

from paktum import questions, store
from paktum.errors import QuestionError
from paktum.screen import choices, frame, presenting
from paktum.selection import NAMES, TEXTS, Ignored, Options, Selection, from_query

UNKNOWN = "nincs-ilyen"
FREE = (*TEXTS, "snapshot")  # what holds anything: asked for below
PORTIONS = pytest.mark.parametrize(
    "portion", [pytest.param(slice(3, None, 7), id="some"), pytest.param(slice(None), id="all", marks=pytest.mark.slow)]
)
OPENED, ACCESSED = 0x20, 0x1
opened_files: list[str] | None = None


def hook(event: str, arguments: tuple[object, ...]) -> None:
    if opened_files is not None and event == "open":
        opened_files.append(str(arguments[0]))


sys.addaudithook(hook)


@pytest.fixture(scope="module")
def bait(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("bait") / "titkos.csv"
    file.write_text("titok\n1\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def strings(bait: Path) -> list[str]:
    return [text.replace(BAIT, str(bait)) for text in STRINGS]


@contextmanager
def untouched(bait: Path) -> Iterator[None]:
    """Fail when the bait is opened, by Python or by what Python calls, or when Python opens a file that is not ours."""
    global opened_files
    library, events = ctypes.CDLL(None, use_errno=True), b""
    watch = library.inotify_init1(os.O_NONBLOCK)
    assert watch >= 0 and library.inotify_add_watch(watch, bytes(bait.parent), OPENED | ACCESSED) >= 0
    opened_files = []
    try:
        yield
        with open(os.devnull):
            pass
    finally:
        heard, opened_files = opened_files, None
        try:
            events = os.read(watch, 65536)
        except BlockingIOError:
            events = b""
        os.close(watch)
    seen = [struct.unpack_from("iIII", events)] if events else []
    # The second row: what Streamlit and the standard library look for by themselves, whatever is asked.
    ours = tuple(map(str, (store.ROOT, store.STORE, sys.prefix, sys.base_prefix,
                           Path.home() / ".streamlit", "/usr/share/zoneinfo", "/proc/", "/sys/", os.devnull)))  # fmt: skip
    assert os.devnull in heard
    assert seen == [] and [path for path in heard if path.startswith("/") and not path.startswith(ours)] == []


@pytest.fixture(scope="module")
def options(snapshot: store.Snapshot) -> Options:
    with questions.reading(snapshot):
        return choices.options()


# ---------------------------------------------------------------- parameters of a link


@pytest.mark.parametrize("name", [name for name in NAMES if name not in FREE])
def test_a_parameter_takes_none_of_them(name: str, strings: list[str], bait: Path, options: Options) -> None:
    """The choices are as before, and the string is named as one that could not be used."""
    before, parameter = Selection(), NAMES[name]
    assert from_query({parameter: [UNKNOWN]}, options, before, [name]) == (before, [Ignored(parameter, UNKNOWN)])
    with untouched(bait):
        for text in strings:
            assert from_query({parameter: [text]}, options, before, [name]) == (before, [Ignored(parameter, text)]), text


def test_a_data_version_is_one_that_is_kept_or_the_published_one(strings: list[str], bait: Path, snapshot: store.Snapshot) -> None:
    with untouched(bait):
        for text in strings:
            assert presenting.kept_snapshot({NAMES["snapshot"]: [text]}) == snapshot


# ---------------------------------------------------------------- questions


def answer(question: questions.Question, parameter: questions.Parameter, text: str, snapshot: store.Snapshot) -> object:
    """The rows, or which mistake it is; what only repeats the question is left out, lists have no order."""
    others = dict.fromkeys(question.parameters) | {parameter.name: [text] if parameter.many else text}
    try:
        rows = questions.records(questions.run(question.sql, others, snapshot))
    except QuestionError as error:
        return error.key
    echo = "" if parameter.name == "text" else text
    return [{k: sorted(map(str, v)) if isinstance(v, list) else None if v == echo else v for k, v in row.items()} for row in rows]


def letters(text: str) -> str:
    """What a search looks at: signs mean nothing to it."""
    return " ".join(re.findall(r"[^\W_]+", text)) or UNKNOWN


ASKED = [
    pytest.param(name, p, id=f"{name}-{p}")
    for name, question in questions.catalogue().items()
    for p, parameter in question.parameters.items()
    if parameter.type.startswith("varchar")
]


@PORTIONS
@pytest.mark.parametrize(("name", "parameter"), ASKED)
def test_a_question_answers_as_for_a_value_that_nobody_knows(
    name: str, parameter: str, portion: slice, strings: list[str], bait: Path, snapshot: store.Snapshot
) -> None:
    question = questions.find(name)
    searched, asked = parameter == "text", question.parameters[parameter]
    unknown = answer(question, asked, UNKNOWN, snapshot)
    with untouched(bait):
        for text in strings[portion]:
            wanted = answer(question, asked, letters(text), snapshot) if searched else unknown
            assert answer(question, asked, text, snapshot) == wanted, text


# ---------------------------------------------------------------- pages


def filled(entry: frame.PageEntry, text: str) -> AppTest:
    """A page with one string in every parameter of its link but those that hold anything."""
    return open_page(entry.path, {NAMES[name]: [text] for name in ("language", *entry.uses) if name not in FREE})


def looked(page: AppTest) -> tuple[object, ...]:
    """What may not differ: cards, choices, how much is drawn, and that nothing failed."""
    chosen = {name: page.query_params.get(name) for name in NAMES.values()}
    return card_titles(page), chosen, len(page.get("html")), len(page.get("plotly_chart")), len(page.exception), len(page.error)


WITH_CHOICES = [entry for entry in ENTRIES if entry.uses]


def check(entry: frame.PageEntry, texts: list[str], bait: Path) -> None:
    wanted = looked(filled(entry, UNKNOWN))
    with untouched(bait):
        for text in texts:
            assert looked(filled(entry, text)) == wanted, text


@pytest.mark.usefixtures("snapshot")
@pytest.mark.parametrize("number", range(len(WITH_CHOICES)), ids=[e.path for e in WITH_CHOICES])
def test_a_page_is_as_with_a_value_that_nobody_knows(number: int, strings: list[str], bait: Path) -> None:
    """Each string on one page."""
    check(WITH_CHOICES[number], strings[number :: len(WITH_CHOICES)], bait)


@pytest.mark.slow
@pytest.mark.usefixtures("snapshot")
@pytest.mark.parametrize("entry", WITH_CHOICES, ids=lambda e: e.path)
def test_every_page_is_as_with_a_value_that_nobody_knows(entry: frame.PageEntry, strings: list[str], bait: Path) -> None:
    check(entry, strings, bait)


@PORTIONS
@pytest.mark.usefixtures("snapshot")
@pytest.mark.parametrize(("path", "name"), [("tagsag", "text"), ("modszertan", "term"), ("sql", "query")])
def test_what_is_typed_finds_nothing(path: str, name: str, portion: slice, strings: list[str], bait: Path) -> None:
    """A text of a link is only looked for; a query is only shown until somebody who may runs it."""
    with untouched(bait):
        for text in strings[portion]:
            page = open_page(path, {NAMES[name]: [text]})
            assert not page.exception and not page.error, text


def test_a_touched_file_is_seen(bait: Path) -> None:
    with pytest.raises(AssertionError), untouched(bait):
        bait.read_text(encoding="utf-8")
    with pytest.raises(AssertionError), untouched(bait):
        import duckdb

        duckdb.execute(f"select * from read_csv('{bait}')").fetchall()
