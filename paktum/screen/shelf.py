"""What the office added to a presentation, kept for the window that presents it, for the other language and for a reload.

A link carries ids, not the office's own words and pictures; those wait here, in memory, under a key that nobody can guess.
Only the last ones are kept, and none outlives the process.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from paktum.readings.closing import OfficeText
from paktum.takeaway import Dress

MOST = 200
MOST_BYTES = 256_000_000  # of all pictures together


@dataclass(frozen=True)
class Kept:
    """The office's words and photo, and its information block."""

    own: OfficeText = field(default_factory=OfficeText)
    dress: Dress = field(default_factory=Dress)

    @property
    def bytes(self) -> int:
        """How much its pictures weigh."""
        return sum(len(data) for data in (self.own.photo or b"", *self.dress.blocks.values()))


_shelf: OrderedDict[str, Kept] = OrderedDict()
_lock = threading.Lock()


def put(kept: Kept, key: str = "") -> str:
    """Keep something, in place of what the key holds; return its key."""
    key = key or secrets.token_urlsafe(16)
    with _lock:
        _shelf[key] = kept
        _shelf.move_to_end(key)
        while len(_shelf) > 1 and (len(_shelf) > MOST or sum(k.bytes for k in _shelf.values()) > MOST_BYTES):
            _shelf.popitem(last=False)
    return key


def get(key: str) -> Kept | None:
    """Return what a key holds; None when it is not kept any more."""
    with _lock:
        return _shelf.get(key)
