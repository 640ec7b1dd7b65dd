"""Spoilt inputs for every reader and every parameter of a link: few here, as many as are asked for by `python -m benchmarks.fuzz`."""

from decimal import Decimal

import pytest

from benchmarks import fuzz, fuzz_targets, mutations, oracles
from paktum import exports, store
from paktum.exports import numbers
from paktum.exports.values import Value

INPUTS = 2_000


@pytest.fixture(autouse=True)
def forgotten(snapshot: store.Snapshot) -> None:
    fuzz_targets.untouched.cache_clear()


def test_no_reader_and_no_link_fails_hangs_lies_or_writes() -> None:
    done = fuzz.run(INPUTS, seed=2, say=False)
    assert done["found"] == [] and done["store_unchanged"]
    assert set(done["of_each"]) == set(fuzz_targets.TARGETS)  # type: ignore[call-overload]


@pytest.mark.slow
def test_a_hundred_thousand_inputs() -> None:
    done = fuzz.run(100_000, seed=3)
    assert done["found"] == [] and done["store_unchanged"]


def test_an_input_is_known_by_its_number() -> None:
    for name in ("whole_files", "cells", "links"):
        assert fuzz.tried(name, 5, 17) == fuzz.tried(name, 5, 17)
        assert len({fuzz.tried(name, 5, n)[0] for n in range(20)}) > 10


# ---------------------------------------------------------------- a fuzzer that finds nothing must be able to find something


def test_a_reader_that_loses_a_digit_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    right = numbers.money

    def wrong(raw: str, *rest: object) -> Value:
        read = right(raw, *rest)  # type: ignore[arg-type]
        return read._replace(value=Decimal(int(read.value) // 100)) if read.value and "." in raw else read

    monkeypatch.setattr(numbers, "money", wrong)
    assert any("size" in fuzz.tried("cells", 1, n)[1] or "written" in fuzz.tried("cells", 1, n)[1] for n in range(400))


def test_a_reader_that_takes_nothing_for_an_unreadable_number_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    right = numbers.money

    def wrong(raw: str, *rest: object) -> Value:
        read = right(raw, *rest)  # type: ignore[arg-type]
        return Value(None) if any(s.level == "error" for s in read.said) else read

    monkeypatch.setattr(numbers, "money", wrong)
    # The column says itself that it is empty; an oracle that only asked for a number would be content.
    assert oracles.wrong_amount("12 mrdd", None, False) != ""
    assert any(fuzz.tried("cells", 1, n)[1] for n in range(400)) or exports.read(mutations.seed_file("fair", "csv"), "x").accepted == 3


def test_a_failure_and_a_hang_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(dice: object) -> fuzz_targets.Tried:
        raise KeyError("x")

    def hang(dice: object) -> fuzz_targets.Tried:
        while True:
            pass

    monkeypatch.setattr(fuzz, "SECONDS", 0.2)
    monkeypatch.setitem(fuzz_targets.TARGETS, "fail", (1, fail))
    monkeypatch.setitem(fuzz_targets.TARGETS, "hang", (1, hang))
    assert fuzz.tried("fail", 1, 1)[1].startswith("KeyError") and "longer" in fuzz.tried("hang", 1, 1)[1]


@pytest.mark.parametrize(
    ("text", "value", "right"),
    [
        ("433 100 000", "433100000", True),
        ("433 100 00", "433100000", False),
        ("2,3 Mrd", "2300000000", True),
        ("2,3 Mrd", "23000000000", True),  # size is not told where a unit stands; the digits are
        ("12.345.678 Ft", "12345678", True),
        ("1,234", "1234", True),
        ("-5", "5", False),
        ("43310000O", "43310000", False),
        ("", None, True),
        ("nincs adat", None, True),
        ("12 mrdd", None, False),
    ],
)
def test_an_amount_is_what_was_written(text: str, value: str | None, right: bool) -> None:
    assert (oracles.wrong_amount(text, Decimal(value) if value else None, False) == "") is right


@pytest.mark.parametrize(
    ("text", "value", "day_first", "right"),
    [
        ("2016.12.20", "2016-12-20", False, True),
        ("20/12/2016", "2016-12-20", True, True),
        ("12/11/2016", "2016-12-11", True, False),
        ("2016. december 20.", "2016-12-20", False, True),
        ("42724", "2016-12-20", False, True),
        ("2016.12.2", "2016-12-20", False, False),
    ],
)
def test_a_day_is_what_was_written(text: str, value: str, day_first: bool, right: bool) -> None:
    assert (oracles.wrong_day(text, value, False, day_first) == "") is right
