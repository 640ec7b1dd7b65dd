"""Visitors that read: sessions over the page's own protocol that walk through pages, think, and notice which data they are shown."""

from __future__ import annotations

import contextlib
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.util import calc_hash
from websockets.sync.client import ClientConnection, connect

from benchmarks.users import PATIENCE, FailedError, ends_run, received

PAGES = ("attekintes", "osszehasonlitas", "paktum", "finanszirozas", "tagsag", "eredmenyek", "terkep", "adatminoseg", "modszertan")
DISTRICTS = ("162", "022", "087", "116", "120")
SNAPSHOT = re.compile(r"[?&]adat=([0-9a-f]{12})\b|\badat=([0-9a-f]{12})\b")


@dataclass
class Shown:
    """What one run showed: the data versions that the links of its figures name, its texts, the widgets by their keys."""

    snapshots: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    widgets: dict[str, str] = field(default_factory=dict)
    elements: int = 0

    @property
    def text(self) -> str:
        """All texts."""
        return "\n".join(self.texts)


class Visitor:
    """One open tab. The server is where the proxy, if there is one, sends it; a cookie of the proxy is kept.

    What a card opens stays open from the second time that the card is seen, so the visitor reads that too.
    """

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self.port, self.host = port, host
        self.cookie = ""
        self.wire: ClientConnection | None = None
        self.ends = contextlib.ExitStack()
        self.query = ""
        self.page = ""
        self.openers: set[str] = set()

    def arrive(self) -> None:
        """Fetch the page, as a browser does first, and keep the route that a proxy gives."""
        wire = HTTPConnection(self.host, self.port, timeout=PATIENCE)
        wire.request("GET", "/")
        answer = wire.getresponse()
        answer.read()
        given = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        self.cookie = "; ".join(c for c in given if c.startswith("paktum_route=")) or self.cookie
        wire.close()
        if answer.status != 200:
            raise FailedError(f"the page answers {answer.status}")

    def connect(self) -> None:
        """Open the socket."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        address = f"ws://{self.host}:{self.port}/_stcore/stream"
        wire = connect(address, subprotocols=["streamlit"], origin=f"http://{self.host}:{self.port}", additional_headers=headers,
                       max_size=None, open_timeout=PATIENCE)  # type: ignore[list-item, arg-type]  # fmt: skip
        self.wire = self.ends.enter_context(wire)

    def open(self, page: str = PAGES[0], query: str | None = None) -> Shown:
        """Arrive, connect, and run a page once; without a query the one that the page wrote last is asked for again."""
        if not self.cookie:
            self.arrive()
        self.connect()
        self.page = page
        self.query = self.query if query is None else query
        return self.run()

    def go(self, page: str) -> Shown:
        """Follow the menu to another page: the address keeps nothing, the session does."""
        self.page, self.query = page, ""
        return self.run()

    def press(self, shown: Shown, key: str) -> Shown:
        """Press a button."""
        return self.run(shown.widgets[key])

    def run(self, button: str = "", **values: str) -> Shown:
        """Ask for a run and read until its end. values: {id of a widget: its text}."""
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_script_hash = calc_hash(self.page)
        asked.rerun_script.page_name = self.page
        if button:
            state = asked.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = button, True
        for name in sorted(self.openers):
            state = asked.rerun_script.widget_states.widgets.add()
            state.id, state.bool_value = name, True
        for name, text in values.items():
            state = asked.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = name, text
        assert self.wire
        self.wire.send(asked.SerializeToString())
        shown = Shown()
        while not self._take(shown):
            pass
        return shown

    def close(self) -> None:
        """Close the tab."""
        self.ends.close()
        self.wire = None

    def _take(self, shown: Shown) -> bool:
        assert self.wire
        got = received(self.wire)
        kind = got.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = got.page_info_changed.query_string
            shown.snapshots |= ids_in(self.query)
        elif kind == "delta" and got.delta.WhichOneof("type") == "new_element":
            self._note(got.delta.new_element, shown)
        elif kind == "delta" and (opener := got.delta.add_block.popover.id):
            self.openers.add(opener)
        return ends_run(got)

    def _note(self, element: Any, shown: Shown) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise FailedError(element.exception.message)
        if kind == "alert" and element.alert.format == 1:
            raise FailedError(f"an error is shown: {element.alert.body[:200]}")
        shown.elements += 1
        part = getattr(element, kind) if kind else None
        if name := str(getattr(part, "id", "")):
            shown.widgets[name.rpartition("-")[2]] = name
        text = next((str(t) for a in ("body", "label") if (t := getattr(part, a, ""))), "")
        shown.texts.append(text)
        # Links of figures, downloads and the foot of the page name the data that they were made of.
        shown.snapshots |= ids_in(str(part) if kind in ("html", "code", "markdown") else text)


def ids_in(text: str) -> set[str]:
    """Return the data versions that the links in a text name."""
    return {a or b for a, b in SNAPSHOT.findall(text.replace("&amp;", "&"))}


def step(visitor: Visitor, dice: random.Random) -> Shown:
    """Do one thing that people do: another page, a district, the same page again."""
    which = dice.random()
    if which < 0.5:
        return visitor.go(dice.choice(PAGES))
    if which < 0.8:
        visitor.query = with_district(visitor.query, dice.choice(DISTRICTS))
    return visitor.run()


def with_district(query: str, district: str) -> str:
    """Return a query with another district, if its page has that filter."""
    return re.sub(r"\bjaras=[^&]*", f"jaras={district}", query, count=1)


def mixed(shown: Shown, known: Sequence[str]) -> bool:
    """Say whether a run showed more than one of some data versions."""
    return len(shown.snapshots & set(known)) > 1
