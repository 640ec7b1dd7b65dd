"""The information block of the EU that an office must show: its own file, checked, never drawn or recoloured by us."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image

from paktum.errors import PaktumError

LARGEST = 20_000_000  # bytes
MOST_PIXELS = 60_000_000
LEAST_WIDTH, LEAST_HEIGHT = 400, 100  # pixels: less is a blur on a projector
FLATTEST = 9.0  # width over height: flatter, and it would be lower than the rule allows in its place
KINDS = {"PNG", "JPEG"}
Given = bytes | Path | Mapping[str, bytes | Path] | None


class DeckError(PaktumError):
    """A deck cannot be made as asked: a file of the office that cannot be used, or a final version without its block."""


def blocks(given: Given, cycles: Sequence[str], draft: bool) -> dict[str, bytes]:
    """Return the checked file of each cycle; one file for a deck of one cycle needs no name.

    Raises DeckError when a file cannot be used, when it is for a cycle that does not occur, and when a final deck lacks one.
    """
    if isinstance(given, bytes | Path):
        if len(cycles) > 1:
            raise DeckError("block_which", cycles=", ".join(cycles))
        given = {cycles[0]: given}
    given = given or {}
    foreign = [c for c in given if c not in cycles]
    if foreign:
        raise DeckError("block_cycle", cycle=foreign[0], cycles=", ".join(cycles))
    missing = [c for c in cycles if c not in given]
    if missing and not draft:
        raise DeckError("block_missing", cycles=", ".join(missing))
    return {cycle: checked(read(file), name_of(file)) for cycle, file in given.items()}


def name_of(file: bytes | Path) -> str:
    """Return what a file is called in an error."""
    return file.name if isinstance(file, Path) else "–"


def read(file: bytes | Path) -> bytes:
    """Return the bytes of a file."""
    if isinstance(file, bytes):
        return file
    try:
        if file.stat().st_size > LARGEST:
            raise DeckError("picture_large", file=file.name, most=LARGEST // 1_000_000)
        return file.read_bytes()
    except OSError:
        raise DeckError("picture_unread", file=file.name) from None


def checked(data: bytes, name: str, block: bool = True) -> bytes:
    """Return a picture that can be placed; a block must also be sharp and high enough for its place."""
    if len(data) > LARGEST:
        raise DeckError("picture_large", file=name, most=LARGEST // 1_000_000)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                kind, (width, height) = picture.format, picture.size
                if kind in KINDS and width * height <= MOST_PIXELS:
                    picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise DeckError("picture_kind", file=name) from None
    if kind not in KINDS:
        raise DeckError("picture_kind", file=name)
    if width * height > MOST_PIXELS:
        raise DeckError("picture_large", file=name, most=LARGEST // 1_000_000)
    if block and (width < LEAST_WIDTH or height < LEAST_HEIGHT):
        raise DeckError("block_small", file=name, width=width, height=height, least_width=LEAST_WIDTH, least_height=LEAST_HEIGHT)
    if block and width / height > FLATTEST:
        raise DeckError("block_flat", file=name, width=width, height=height)
    return data
