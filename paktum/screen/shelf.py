"""What the office added to a presentation, kept for the window that presents it.

A link carries ids, not the office's own words and pictures; those wait here, in memory, under a key that nobody can guess.
Only the last few are kept, and none outlives the process.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass

from paktum.readings.closing import OfficeText
from paktum.takeaway import Dress

MOST = 32


@dataclass(frozen=True)
class Kept:
    """The office's words and photo, and its information block."""

    own: OfficeText
    dress: Dress


_shelf: OrderedDict[str, Kept] = OrderedDict()
_lock = threading.Lock()


def put(kept: Kept, key: str = "") -> str:
    """Keep something, in place of what the key holds; return its key."""
    key = key or secrets.token_urlsafe(16)
    with _lock:
        _shelf[key] = kept
        _shelf.move_to_end(key)
        while len(_shelf) > MOST:
            _shelf.popitem(last=False)
    return key


def get(key: str) -> Kept | None:
    """Return what a key holds; None when it is not kept any more."""
    with _lock:
        return _shelf.get(key)
