"""The log: one JSON object a line where PAKTUM_LOG=json asks for it, never with what a person typed, brought or is.

A line has `time` (UTC, ISO), `level`, `logger`, `event` and the facts of the event: ids, counts, milliseconds. Of an exception it tells
the kind and the places in the code, not the message, which may quote a row of a file.
"""

from __future__ import annotations

import json
import logging
import os
import traceback
from datetime import UTC, datetime
from typing import Any

LOGGER = logging.getLogger("paktum")
LOGGER.addHandler(logging.NullHandler())
MOST_LETTERS = 300


def tell(event: str, level: int = logging.INFO, **facts: str | int | float | None) -> None:
    """Note that something happened; without PAKTUM_LOG nobody hears of it."""
    LOGGER.log(level, event, extra={"facts": facts})


def line(record: logging.LogRecord) -> str:
    """Return a record as one line of JSON."""
    found: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": logging.LogRecord.getMessage(record)[:MOST_LETTERS] if not record.exc_info else "exception",
    }
    found |= getattr(record, "facts", {})
    if record.exc_info and record.exc_info[0]:
        kind, _, places = record.exc_info
        found["exception"] = kind.__name__
        found["at"] = [f"{os.path.basename(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(places)[-5:]]
    return json.dumps(found, ensure_ascii=False)


class Record(logging.LogRecord):
    """A record of any library that is its own line of JSON, whatever handler writes it."""

    def getMessage(self) -> str:  # noqa: N802 - the name that the standard library calls
        """Return the line; what a handler would append to it is in it already."""
        told = line(self)
        self.exc_info, self.exc_text, self.stack_info = None, None, None
        return told


def begin() -> None:
    """Write JSON to the standard error if PAKTUM_LOG asks for it, from now on and for every library of this process."""
    if os.environ.get("PAKTUM_LOG") != "json" or logging.getLogRecordFactory() is Record:
        return
    logging.setLogRecordFactory(Record)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
