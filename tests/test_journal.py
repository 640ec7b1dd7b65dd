"""The log is for machines and names nobody: JSON lines, of exceptions only the kind and the place."""

import json
import os
import subprocess
import sys

import pytest

from paktum.store import ROOT

SAY = """
import logging
from paktum import journal
journal.begin()
journal.begin()
journal.tell("published", snapshot="abc", deliveries=2)
other = logging.getLogger("streamlit.x")
handler = logging.StreamHandler()
handler.setFormatter(logging.Formatter("%(message)s"))
other.addHandler(handler)
other.propagate = False
other.warning("count %s", 3)
try:
    raise ValueError("Kovács Ilona, 1980")
except ValueError as error:
    other.exception(error)
    other.error("Uncaught", exc_info=error)
"""


def said(**env: str) -> list[str]:
    given = {k: v for k, v in os.environ.items() if k != "PAKTUM_LOG"} | env | {"PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-c", SAY], cwd=ROOT, env=given, capture_output=True, encoding="utf-8", check=True
    ).stderr.splitlines()


def test_every_line_is_json_whoever_writes_it() -> None:
    lines = [json.loads(line) for line in said(PAKTUM_LOG="json")]
    assert [(found["event"], found["level"]) for found in lines[:2]] == [("published", "info"), ("count 3", "warning")]
    assert (lines[0]["snapshot"], lines[0]["deliveries"]) == ("abc", 2)


def test_an_exception_tells_its_kind_and_place_and_not_what_it_quotes() -> None:
    lines = said(PAKTUM_LOG="json")
    assert "Ilona" not in "".join(lines)
    told = [json.loads(line) for line in lines[2:]]
    assert [found["exception"] for found in told] == ["ValueError", "ValueError"]
    assert all("<module>" in found["at"][-1] for found in told)


@pytest.mark.parametrize("kind", ["", "text"])
def test_without_the_variable_our_own_events_are_silent(kind: str) -> None:
    assert "published" not in "".join(said(PAKTUM_LOG=kind))
