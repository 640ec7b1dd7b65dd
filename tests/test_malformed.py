"""Every malformed file gives the finding that it must, at its place, and no row is lost or wrongly taken."""

import functools

import pytest
from malformed import Case, cases
from test_exports import TODAY

from paktum import exports
from paktum.exports.reading import Reading
from paktum.wording import LANGUAGES, Words

CASES = cases()


@functools.cache
def reading_of(case: Case) -> Reading:
    return exports.read(case.content, case.file, TODAY)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_must_come_of_it(case: Case) -> None:
    reading = reading_of(case)
    counts = (reading.accepted, reading.rejected, reading.ignored)
    said = [(f.level, f.rule, f.sheet, f.row, f.column) for f in reading.findings]
    assert reading.format == case.format, reading.findings[:3]
    assert counts == case.counts, reading.findings[:5]
    assert sum(counts) == reading.rows
    assert any(
        (level, rule) == (case.level, case.rule)
        and (case.row is None or row == case.row)
        and (not case.column or column == case.column)
        and (not case.sheet or sheet == case.sheet)
        for level, rule, sheet, row, column in said
    ), said
    if case.level != "error":
        assert reading.errors == 0, said


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_is_said_in_words(case: Case) -> None:
    for finding in reading_of(case).findings:
        place = {"sheet": finding.sheet, "row": finding.row, "column": finding.column, "value": finding.value}
        for language in LANGUAGES:
            for key in finding.words:
                assert Words(language)(key, **(place | dict(finding.values)))


def test_there_are_many_and_of_every_reader() -> None:
    assert len(CASES) >= 200
    assert len({case.name for case in CASES}) == len(CASES)
    assert {case.format for case in CASES} == {*exports.FORMATS, "unknown"}


def test_every_reason_for_leaving_out_has_its_words() -> None:
    reasons = {reason for case in CASES for reason in reading_of(case).ignored_why}
    assert len(reasons) >= 10
    assert [r for r in reasons for language in LANGUAGES if not Words(language).has(f"ignored.{r}")] == []


def test_values_are_short_and_inert() -> None:
    for case in CASES:
        for finding in reading_of(case).findings:
            for text in (finding.value, finding.column, finding.sheet, *finding.values.values()):
                assert len(text) <= 200
                assert not any(ord(c) < 32 or c in "\u202e\u200b" for c in text)
