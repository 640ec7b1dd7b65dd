"""Readers of export files: one module per format; what every one of them hands over is a `Reading`."""

from __future__ import annotations

from pathlib import Path

from paktum.exports.reading import Reading


def read(content: bytes | Path, name: str) -> Reading:
    """Read a file as the format that its content shows."""
    raise NotImplementedError


def template(words: object) -> bytes:
    """Return the empty workbook."""
    raise NotImplementedError
