"""Builds are told by the clock of Hungary, wherever the server stands; and no sum is told by member."""

from pathlib import Path

import pytest

from paktum import store
from paktum.questions import ask, catalogue


@pytest.mark.parametrize(
    ("built", "told"),
    [
        ("2026-11-24T23:30:00+00:00", "2026-11-25T00:30"),
        ("2026-06-30T22:30:00+00:00", "2026-07-01T00:30"),
        ("2026-03-29T00:59:00+00:00", "2026-03-29T01:59"),
        ("2026-03-29T01:01:00+00:00", "2026-03-29T03:01"),
    ],
)
def test_a_build_is_told_by_the_clock_of_hungary(built: str, told: str) -> None:
    snapshot = store.Snapshot("x", Path("x"), "", built, {})
    assert snapshot.built_locally == told and snapshot.built_on == told[:10]


@pytest.mark.usefixtures("snapshot")
def test_no_question_tells_money_by_member() -> None:
    """A sum by member could give a dominant one away; there is none."""
    given = {"pact": "miskolc-city", "district": "162", "indicator": "participants", "measure": "participants", "text": "önkormányzat"}
    named = 0
    for name, question in catalogue().items():
        columns = set(ask(name, **{p: v for p, v in given.items() if p in question.parameters}).frame.columns)
        if {"organisation", "organisations"} & columns:
            named += 1
            assert not {c for c in columns if "huf" in c or "eur" in c or c == "amount"}, name
    assert named > 3
