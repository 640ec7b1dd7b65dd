"""Threads of a server share few heaps, where the C library can be told so."""

import os
import platform
import subprocess
import sys

import pytest

from paktum import heap, store

# Threads that are all there at once, each with memory of its own; then the library says how many heaps it has.
COUNT = """
import ctypes, sys, tempfile, threading
from paktum import heap
if sys.argv[1] == "share":
    assert heap.share()
library = ctypes.CDLL(None)
library.malloc.restype = library.fopen.restype = ctypes.c_void_p
gate = threading.Barrier(12)
def work():
    gate.wait()
    library.malloc(ctypes.c_size_t(1000))
    gate.wait()
threads = [threading.Thread(target=work) for _ in range(12)]
[t.start() for t in threads]
[t.join() for t in threads]
with tempfile.NamedTemporaryFile("r") as file:
    out = ctypes.c_void_p(library.fopen(file.name.encode(), b"w"))
    library.malloc_info(0, out)
    library.fclose(out)
    print(file.read().count("<heap nr="))
"""


def heaps(how: str) -> int:
    env = {name: value for name, value in os.environ.items() if name != "MALLOC_ARENA_MAX"}
    done = subprocess.run([sys.executable, "-c", COUNT, how], cwd=store.ROOT, env=env, capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have no heap for each thread")
def test_threads_share_two_heaps() -> None:
    assert heaps("share") <= heap.MOST_HEAPS < heaps("as it is")


def test_what_the_operator_says_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALLOC_ARENA_MAX", "4")
    assert heap.share() is False


def test_a_system_without_the_setting_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MALLOC_ARENA_MAX", raising=False)
    monkeypatch.setattr(heap.ctypes, "CDLL", lambda name: object())
    assert heap.share() is False
