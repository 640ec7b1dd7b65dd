"""The table of wanted and measured: what was measured is judged, what was not is never taken for reached."""

from benchmarks import targets

SIZES = (1000, 2000)
QUESTIONS = [
    {"ask_ms": 2.0, "to_duckdb": 0.2, "to_pandas": 0.05},
    {"ask_ms": 4.0, "to_duckdb": 0.4, "to_pandas": 0.5},
    {"ask_ms": 4.0, "to_duckdb": 1.5, "to_pandas": None},
]
SLOWER = [row | {"ask_ms": row["ask_ms"] * factor} for row, factor in zip(QUESTIONS, (1.0, 3.0, 1.5), strict=True)]


def judged(results: targets.Results, what: str) -> list[tuple[object, object]]:
    return [(row["measured"], row["reached"]) for row in targets.table(results, SIZES) if str(row["what"]).startswith(what)]


def test_medians_and_the_worst_are_judged() -> None:
    found = {"questions-2000": QUESTIONS}
    assert judged(found, "a question through ask, median, 2,000") == [(0.4, "yes"), (0.275, "no")]
    assert judged(found, "a question through ask, worst, 2,000") == [(1.5, "no")]


def test_what_was_not_measured_is_not_reached() -> None:
    rows = targets.table({}, SIZES)
    assert rows and {row["reached"] for row in rows} == {"–"} and {row["measured"] for row in rows} == {"not measured"}
    assert len({(row["what"], row["against"]) for row in rows}) == len(rows)


def test_growth_is_of_the_same_question() -> None:
    found = {"questions-1000": QUESTIONS, "questions-2000": SLOWER}
    assert judged(found, "a question at 2,000 against 1,000") == [(1.5, "yes"), (3.0, "no")]


def test_no_errors_means_none() -> None:
    pages = [{"measure": "newcomers_errors", "ours": 0.0}]
    assert judged({"pages-1000": pages}, "20 people") == [(0.0, "yes"), ("not measured", "–")]
    pages[0]["ours"] = 1.0
    assert judged({"pages-1000": pages}, "20 people")[0] == (1.0, "no")
