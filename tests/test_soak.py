"""The measurements of crowds can see what they look for: mixed data, growing memory, a knee."""

import time
from pathlib import Path

import pytest

from benchmarks import load, sessions, soak
from benchmarks.sessions import Shown
from paktum import store
from paktum.wording import Words

OLD, NEW = "a" * 12, "b" * 12
KNOWN = {OLD: 117, NEW: 118}
LINE = "{} paktum · 449 közölt adat · 142 forrás"


def page(text: str, *snapshots: str) -> Shown:
    return Shown(set(snapshots), [text])


@pytest.mark.parametrize(
    ("shown", "right"),
    [
        (page(LINE.format(117), OLD), True),
        (page(LINE.format(118), NEW), True),
        (page(LINE.format(117), NEW), False),
        (page(LINE.format(118), OLD, NEW), False),
        (page("<b>2 paktum</b> van a nézetben: x. <b>Kimarad</b> 116 paktum", NEW), True),
        (page("<b>2 paktum</b> van a nézetben: x. <b>Kimarad</b> 116 paktum", OLD), False),
    ],
)
def test_a_page_of_two_data_versions_is_seen(shown: Shown, right: bool) -> None:
    assert (soak.torn(shown, KNOWN) == "") is right


def test_links_in_any_text_name_their_data_version() -> None:
    assert sessions.ids_in(f"<a href='x?nyelv=hu&amp;adat={OLD}'>a</a> /b?adat={NEW}&c=1 adat=short") == {OLD, NEW}


@pytest.mark.parametrize(("rise", "grown"), [(0.0, False), (2.0, True)])
def test_growing_memory_is_seen(rise: float, grown: bool) -> None:
    run = soak.Soak(megabytes=[(float(n), 300 + min(n, 30) * 5 + n * rise) for n in range(100)])
    assert bool(soak.verdict(run)) is grown


def test_what_broke_on_the_server_is_seen(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    log.write_text('plain\n{"event": "request"}\n{"event": "exception", "exception": "KeyError", "at": ["a.py:1 f", "b.py:2 g"]}\n')
    assert soak.failures(log) == ["KeyError at b.py:2 g < a.py:1 f"]


def test_the_knee_is_the_last_crowd_that_is_served_well() -> None:
    served = ((4, 1.0), (8, 0.95), (16, 0.6))
    rows: list[dict[str, object]] = [{"people": people, "of wanted": share, "errors": 0} for people, share in served]
    assert load.knee(rows) == 8
    assert load.knee([{"people": 4, "of wanted": 1.0, "errors": 1}]) is None


def test_visitors_see_one_data_version_at_a_time_while_data_are_published(snapshot: store.Snapshot) -> None:
    """A short soak; `python -m benchmarks.soak` is the long one."""
    seen = soak.soaked(20, 2, 0.5, 3)
    assert seen.tally.errors == [] and seen.mixed == []
    assert seen.published >= 1 and len(seen.tally.seconds) > 5


@pytest.mark.slow
def test_ten_minutes_of_visitors_and_publications() -> None:
    seen = soak.soaked(600, 10, 3, 12)
    assert soak.verdict(seen) == [] and seen.published >= 20


def test_a_crowd_is_counted(server: str, tmp_path: Path) -> None:
    began = time.monotonic()
    tally, rate = load.crowd(int(server.rpartition(":")[2]), 2, 3, 0.5)
    assert tally.errors == [] and 0 < rate <= len(tally.seconds) / 3 and time.monotonic() - began >= 3


def test_a_visitor_reads_what_cards_open(server: str) -> None:
    visitor = sessions.Visitor(int(server.rpartition(":")[2]))
    try:
        closed, opened = visitor.open("attekintes"), visitor.run()
    finally:
        visitor.close()
    cited = Words("hu")("link.cite")
    assert cited not in closed.texts and cited in opened.texts
