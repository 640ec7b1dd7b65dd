"""Users without a browser: they open a page and change a filter as fast as they are answered, over the page's own protocol.

Streamlit's is protobuf over a websocket, Dash's is JSON over POST. What a browser does with an answer costs nothing here.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import random
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

PATIENCE = 120  # seconds for one answer
OUTPUTS = [("funnel", "figure"), ("months", "figure"), ("bars", "figure"), ("ages", "data")]


class FailedError(Exception):
    """The server answered with an error."""


class User(Protocol):
    """Somebody with the page open; `options` are the districts on offer."""

    options: list[str]

    def open(self) -> None:
        """Open the page and wait until it is whole."""

    def change(self, district: str) -> None:
        """Choose a district and wait until the page is whole again."""

    def close(self) -> None:
        """Go."""


def received(wire: ClientConnection) -> ForwardMsg:
    """Return the next message of Streamlit."""
    # `streamlit run` leaves Nagle's algorithm on: without this every run would wait 40 ms for our acknowledgement.
    wire.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
    return ForwardMsg.FromString(wire.recv(PATIENCE))  # type: ignore[arg-type]


def ends_run(got: ForwardMsg) -> bool:
    """Say whether a message ends a run. Raises FailedError when the script could not be run at all."""
    if got.WhichOneof("type") != "script_finished":
        return False
    if got.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
        raise FailedError("the script does not compile")
    return bool(got.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN)


class StreamlitUser:
    """A session of Streamlit on a page (`""` is the first one), with the filter whose widget has this key."""

    def __init__(self, port: int, page: str, key: str) -> None:
        self.port, self.page, self.key = port, page, key
        self.options: list[str] = []
        self.wire: ClientConnection | None = None
        self.widget, self.query, self.script = "", "", ""
        self.fragment = ""  # the part of the page that the filter draws again; empty where it is the whole page

    def open(self) -> None:
        """Connect and run the page once."""
        address = f"ws://localhost:{self.port}/_stcore/stream"
        self.wire = connect(
            address, subprotocols=["streamlit"], origin=f"http://localhost:{self.port}", max_size=None, open_timeout=PATIENCE
        )  # type: ignore[list-item, arg-type]
        self._run()
        if not self.options:
            raise FailedError(f"no filter {self.key} on the page")

    def change(self, district: str) -> None:
        """Send the new value of the widget, as the browser does."""
        self._run(district)

    def close(self) -> None:
        """Close the connection."""
        if self.wire:
            self.wire.close()

    def _run(self, district: str | None = None) -> None:
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = self.page, self.query
        if district is not None:
            state = asked.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = self.widget, district
            asked.rerun_script.fragment_id, asked.rerun_script.page_script_hash = self.fragment, self.script
        assert self.wire
        self.wire.send(asked.SerializeToString())
        while not self._take():
            pass

    def _take(self) -> bool:
        """Take one message; say whether it ends the run."""
        assert self.wire
        got = received(self.wire)
        kind = got.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = got.page_info_changed.query_string
        if kind == "new_session":
            self.script = got.new_session.page_script_hash
        if kind == "delta":
            element = got.delta.new_element
            if element.WhichOneof("type") == "exception":
                raise FailedError(element.exception.message)
            if element.WhichOneof("type") == "selectbox" and element.selectbox.id.endswith(f"-{self.key}"):
                self.widget, self.options = element.selectbox.id, list(element.selectbox.options)[1:]
                self.fragment = got.delta.fragment_id
        return ends_run(got)


class DashUser:
    """Somebody on the Dash page."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.options: list[str] = []

    def open(self) -> None:
        """Fetch the page, its layout and its callbacks, and draw it once."""
        for path in ("/", "/_dash-layout", "/_dash-dependencies"):
            got = self._ask("GET", path)
        self.options = dropdown(json.loads(self._ask("GET", "/_dash-layout")), "district")[1:]
        assert got
        self.change("all")

    def change(self, district: str) -> None:
        """Post what the browser posts when a filter changes."""
        body = {
            "output": "..{}..".format("...".join(f"{i}.{p}" for i, p in OUTPUTS)),
            "outputs": [{"id": i, "property": p} for i, p in OUTPUTS],
            "inputs": [
                {"id": "district", "property": "value", "value": district},
                {"id": "pact", "property": "value", "value": "all"},
            ],
            "changedPropIds": ["district.value"],
            "parsedChangedPropsIds": ["district.value"],
        }
        if b'"months"' not in self._ask("POST", "/_dash-update-component", json.dumps(body)):
            raise FailedError("no figures in the answer")

    def close(self) -> None:
        """Nothing is kept open: the server closes after every answer."""

    def _ask(self, method: str, path: str, body: str | None = None) -> bytes:
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(wire):
            wire.request(method, path, body, {"Content-Type": "application/json"})
            answer = wire.getresponse()
            read = answer.read()
            if answer.status != 200:
                raise FailedError(f"{path}: {answer.status}")
            return read


def dropdown(part: Any, name: str) -> list[str]:
    """Return the options of a dropdown somewhere in a layout of Dash; empty when it is not there."""
    if isinstance(part, list):
        return next((found for child in part if (found := dropdown(child, name))), [])
    if not isinstance(part, dict):
        return []
    given = part.get("props", {})
    if given.get("id") == name:
        return [o["value"] if isinstance(o, dict) else o for o in given["options"]]
    return dropdown(given.get("children"), name)


@dataclass
class Tally:
    """What users met: seconds of each change, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def quantile(self, share: float) -> float:
        """Return the seconds that a share of the changes did not exceed."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


@contextlib.contextmanager
def noting(tally: Tally) -> Iterator[None]:
    """Note what goes wrong instead of ending the measurement."""
    try:
        yield
    except (FailedError, OSError, WebSocketException, http.client.HTTPException) as error:
        tally.errors.append(f"{type(error).__name__}: {error}"[:200])


def together(work: Callable[[int], None], users: int) -> None:
    """Do the work of so many users at once."""
    threads = [threading.Thread(target=work, args=(n,)) for n in range(users)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def open_at_once(make: Callable[[], User], users: int) -> Tally:
    """Let so many open the page at the same moment; seconds until each has the whole page."""
    tally, gate = Tally(), threading.Barrier(users)

    def work(_: int) -> None:
        user = make()
        gate.wait()
        start = time.perf_counter()
        with noting(tally):
            user.open()
            tally.seconds.append(time.perf_counter() - start)
        with noting(tally):
            user.close()

    together(work, users)
    return tally


def closed_loop(make: Callable[[], User], users: int, seconds: float) -> tuple[Tally, float]:
    """Let so many users change the district without thinking; return the tally and changes per second."""
    tally, open_pages = Tally(), threading.Barrier(users + 1)
    end = [float("inf")]

    def work(number: int) -> None:
        user, dice = make(), random.Random(number)
        with noting(tally):
            user.open()
        open_pages.wait()
        with noting(tally):
            while user.options and time.perf_counter() < end[0]:
                start = time.perf_counter()
                user.change(dice.choice(user.options))
                tally.seconds.append(time.perf_counter() - start)
        with noting(tally):
            user.close()

    crowd = threading.Thread(target=together, args=(work, users))
    crowd.start()
    open_pages.wait()
    begun = time.perf_counter()
    end[0] = begun + seconds
    crowd.join()
    # Until the last answer, not until the end of the time: a slow server answers a whole crowd at about the same moment.
    return tally, len(tally.seconds) / (time.perf_counter() - begun)


def median(values: list[float]) -> float:
    """Return the median, NaN of nothing."""
    return statistics.median(values) if values else float("nan")
