"""Another clock, place or language of the server changes no number, no month and no data version."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from paktum import store
from paktum.questions import ask, catalogue

ROOT = Path(__file__).resolve().parent.parent
ASK = """
import json, sys
from paktum import questions, store
from paktum.wording import Words
built = store.build()
names = ("export_totals", "indicator_groups", "contradictions", "data_state", "membership_events")
rows = {name: questions.ask(name).rows for name in names}
for row in (row for found in rows.values() for row in found):
    row |= {key: sorted(value) for key, value in row.items() if key.endswith("_ids") and value}  # a set, in any order
print(json.dumps([built.id, rows, Words("hu").period(["2019-04", "2023-12-31"])], default=str, sort_keys=True))
"""


def answers(folder: Path, **environment: str) -> str:
    """Return what a process of its own builds and answers, as JSON."""
    given = {**os.environ, "PAKTUM_STORE": str(folder), **environment}
    done = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, env=given, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_place_of_the_server_changes_nothing(tmp_path: Path) -> None:
    here = answers(tmp_path / "a", TZ="Europe/Budapest", LC_ALL="C.UTF-8")
    assert len(json.loads(here)[1]["contradictions"]) > 10
    for number, (zone, language) in enumerate((("Pacific/Kiritimati", "C"), ("America/Adak", "hu_HU.UTF-8"))):
        assert answers(tmp_path / str(number), TZ=zone, LC_ALL=language) == here


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
