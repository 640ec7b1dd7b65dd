"""Ask the store a named question: `ask("compare_pacts", pacts=["miskolc-city"])` -> Answer.

A question is a file of the folder queries/: its name, its header (what it asks, what one row is, its parameters) and
one SELECT with named parameters. This is the only place that runs queries and the only place that remembers answers.
"""

from __future__ import annotations

import contextlib
import contextvars
import difflib
import functools
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ParamSpec, TypeVar, cast

import duckdb
import numpy as np
import pandas as pd

from paktum import store
from paktum.errors import QuestionError, StoreError
from paktum.store import QUERIES, Snapshot

NOT_QUESTIONS = {"tables", "people", "macros", "shapes"}
REMEMBERED = 256  # of everything that is made of answers and kept in memory
MOST_SECONDS = 30.0  # for one question; the longest takes less than one
P = ParamSpec("P")
T = TypeVar("T")
Value = str | float | bool | Sequence[str] | None
Frozen = str | float | bool | tuple[str, ...] | None

_pinned: contextvars.ContextVar[Snapshot | None] = contextvars.ContextVar("pinned", default=None)


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question: its SQL type and what it means."""

    name: str
    type: str
    about: str

    @property
    def many(self) -> bool:
        """Whether the parameter takes a list."""
        return self.type.endswith("[]")


@dataclass(frozen=True)
class Question:
    """A named SELECT: what it asks, what one row is, its parameters and its SQL."""

    name: str
    about: str
    row: str
    parameters: Mapping[str, Parameter]
    sql: str


@dataclass(frozen=True, eq=False)
class Answer:
    """The rows that answer a question, and all that a reader needs to trust them.

    The same question of the same snapshot has the same answer, the object itself: what is made of it can be remembered by it.
    frame: the rows; treat it as read-only. sources: the documents behind the rows (columns of the question
    sources_used). as_of: the dates that the rows refer to, oldest and newest, ISO of any precision.
    """

    question: Question
    parameters: Mapping[str, Frozen]
    frame: pd.DataFrame
    sources: pd.DataFrame
    as_of: tuple[str, ...]
    snapshot: Snapshot

    @functools.cached_property
    def rows(self) -> list[dict[str, object]]:
        """The rows as dictionaries, with None wherever nothing is known; shared by all readers, so never change them."""
        return records(self.frame)

    @functools.cached_property
    def documents(self) -> list[dict[str, str]]:
        """The documents behind the rows; what is not known of one is an empty text."""
        return [{k: "" if v is None else str(v) for k, v in row.items()} for row in records(self.sources)]

    @property
    def row(self) -> dict[str, object]:
        """The one row of a question that has one; an empty dictionary when there is none."""
        rows = self.rows
        return rows[0] if rows else {}


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return a frame as dictionaries in which unknown is always None, whatever dtype pandas gave the column."""
    names = [str(name) for name in frame.columns]
    # Column by column: pandas takes ten times as long to do the same for a whole frame of objects.
    columns = [
        [None if unknown else plain(v) for v, unknown in zip(c.tolist(), c.isna().tolist(), strict=True)]
        for c in (frame.iloc[:, n] for n in range(len(names)))
    ]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def plain(cell: object) -> object:
    """Return a cell as plain Python: arrays as lists, numpy numbers as int and float."""
    if isinstance(cell, np.ndarray):
        return [plain(item) for item in cell.tolist()]
    return cell.item() if isinstance(cell, np.generic) else cell


@functools.cache
def catalogue() -> Mapping[str, Question]:
    """Return all questions by name."""
    files = {p.stem: p for p in sorted(QUERIES.glob("*.sql")) if p.stem not in NOT_QUESTIONS}
    return {name: read_question(name, store.statements(path)) for name, path in files.items()}


def read_question(name: str, sql: str) -> Question:
    """Read a question's header: the question, what one row is, `$name type: meaning` for each parameter."""
    lines = store.header(sql)
    parameters = {}
    for line in lines:
        if match := re.match(r"\$(\w+) ([\w\[\]]+): (.+)", line):
            parameters[match[1]] = Parameter(match[1], match[2], match[3])
    row = next((line for line in lines if line.startswith("One row")), "")
    return Question(name, lines[0] if lines else "", row, parameters, sql)


def find(name: str) -> Question:
    """Return a question by name, or say which name was meant."""
    questions = catalogue()
    if name not in questions:
        near = difflib.get_close_matches(name, questions, n=1)
        raise QuestionError("no_question" if not near else "no_question_near", name=name, near=near[0] if near else "")
    return questions[name]


@contextlib.contextmanager
def reading(snapshot: Snapshot) -> Iterator[None]:
    """Let every question inside read one snapshot, so that a page never mixes two."""
    token = _pinned.set(snapshot)
    try:
        yield
    finally:
        _pinned.reset(token)


def ask(name: str, **parameters: Value) -> Answer:
    """Ask a question of the published snapshot; parameters not given are null, which mostly means "no filter".

    Raises QuestionError for an unknown question or parameter, StoreError when nothing is published.
    """
    question = find(name)
    unknown = set(parameters) - set(question.parameters)
    if unknown:
        raise QuestionError("no_parameter", name=name, parameter=sorted(unknown)[0], known=", ".join(question.parameters) or "–")
    snapshot = _pinned.get() or store.current()
    if snapshot is None:
        raise StoreError("no_snapshot")
    frozen = tuple((p, freeze(question.parameters[p], parameters.get(p))) for p in question.parameters)
    return _remembered(name, frozen, snapshot)


def freeze(parameter: Parameter, value: Value) -> Frozen:
    """Return a value that can be a cache key: a list as a tuple, an empty list as an empty tuple."""
    if value is None or not parameter.many:
        return value if not isinstance(value, Sequence) or isinstance(value, str) else tuple(value)
    return (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]


def remembered(work: Callable[P, T]) -> Callable[P, T]:
    """Remember what is made of answers and words: a function of these alone, and nobody changes what it returns."""
    return cast(Callable[P, T], functools.lru_cache(maxsize=REMEMBERED)(work))


@functools.lru_cache(maxsize=2 * REMEMBERED)
def _remembered(name: str, frozen: tuple[tuple[str, Frozen], ...], snapshot: Snapshot) -> Answer:
    """Answer from the one cache there is: an answer is known by question, parameters and snapshot."""
    question = find(name)
    frame = run(question.sql, dict(frozen), snapshot)
    ids = gather(frame, "source_ids")
    sources = run(find("sources_used").sql, {"sources": ids}, snapshot) if ids else pd.DataFrame()
    dates = sorted({d for c in ("as_of", "as_of_first") if c in frame for d in frame[c].dropna()})
    as_of = (dates[0], dates[-1]) if dates else ()
    return Answer(question, dict(frozen), frame, sources, as_of, snapshot)


def run(sql: str, parameters: Mapping[str, object], snapshot: Snapshot) -> pd.DataFrame:
    """Run one SELECT on a snapshot with named parameters. Raises QuestionError when it takes too long or too much memory."""
    cursor = store.connection(snapshot.path).cursor()
    values = {k: list(v) if isinstance(v, tuple) else v for k, v in parameters.items()}
    guard = threading.Timer(MOST_SECONDS, cursor.interrupt)
    guard.daemon = True
    guard.start()
    try:
        return cursor.execute(sql, values).df()
    except duckdb.InterruptException:
        raise QuestionError("too_slow", seconds=round(MOST_SECONDS)) from None
    except duckdb.OutOfMemoryException:
        raise QuestionError("too_large") from None
    except duckdb.ConversionException as error:
        raise QuestionError("bad_value", why=str(error).splitlines()[0][:200]) from None
    finally:
        guard.cancel()
        cursor.close()


def gather(frame: pd.DataFrame, column: str) -> tuple[str, ...]:
    """Return the distinct members of a column of lists, in order of their first appearance."""
    if column not in frame:
        return ()
    lists = [cell for cell in frame[column] if pd.api.types.is_list_like(cell)]
    return tuple(dict.fromkeys(str(item) for cell in lists for item in cell if item is not None))
