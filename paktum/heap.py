"""How the memory of a server is handed out to its threads.

Every run of a page is a thread of its own. The C library of Linux gives threads up to eight heaps for each processor, and what is freed
in one heap is of no use to the others: a server that lives long grows though it holds no more than before.
"""

from __future__ import annotations

import ctypes
import os

ARENA_MAX = -8  # M_ARENA_MAX of malloc.h
MOST_HEAPS = 2


def share() -> bool:
    """Let all threads that come share two heaps; say whether that could be set.

    MALLOC_ARENA_MAX, with which an operator says the same, holds. Other systems have no such setting and need none.
    """
    if "MALLOC_ARENA_MAX" in os.environ:
        return False
    try:
        return bool(ctypes.CDLL(None).mallopt(ARENA_MAX, MOST_HEAPS))
    except (AttributeError, OSError, TypeError):
        return False
