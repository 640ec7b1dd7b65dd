"""What the documents that people take away share: the office's dress on them, and what each says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from paktum.errors import PaktumError
from paktum.figures import alone
from paktum.readings.closing.parts import Storyboard
from paktum.wording import Words

LARGEST_PICTURE = 8_000_000  # bytes


class TakeawayError(PaktumError):
    """A document cannot be made as asked: a picture that is none, a final version without the information block."""


@dataclass(frozen=True)
class Dress:
    """What the office puts on every page: draft or final, and the file of the information block of each cycle that it has."""

    draft: bool = True
    blocks: Mapping[str, bytes] = field(default_factory=dict)

    def blocks_of(self, cycles: Sequence[str]) -> list[bytes]:
        """Return the blocks of some cycles, oldest cycle first."""
        return [self.blocks[c] for c in sorted(cycles) if c in self.blocks]

    def lacking(self, cycles: Sequence[str]) -> list[str]:
        """Return the cycles whose block is not there yet: while there is one, nothing can be final."""
        return [c for c in sorted(cycles) if c not in self.blocks]


def dressed(cycles: Sequence[str], blocks: Sequence[bytes], draft: bool) -> Dress:
    """Return the dress of a document; blocks go to the cycles in order, a single one to all of them.

    Raises TakeawayError for a file that is no PNG or JPEG, and for a final document that lacks a block.
    """
    for block in blocks:
        check_picture(block)
    given = list(blocks) * len(cycles) if len(blocks) == 1 else list(blocks)
    dress = Dress(draft, dict(zip(sorted(cycles), given, strict=False)))
    if not draft and dress.lacking(cycles):
        raise TakeawayError("final_without_block", cycles=", ".join(dress.lacking(cycles)))
    return dress


def check_picture(data: bytes) -> None:
    """Raise TakeawayError unless some bytes are a PNG or JPEG of a bearable size."""
    if len(data) > LARGEST_PICTURE:
        raise TakeawayError("picture_too_large", limit=LARGEST_PICTURE // 1_000_000)
    if not alone.picture(data):
        raise TakeawayError("no_picture")


def read_picture(path: Path) -> bytes:
    """Return the bytes of a picture file; raises TakeawayError when it is none."""
    if not path.is_file():
        raise TakeawayError("no_file", file=path)
    data = path.read_bytes()
    check_picture(data)
    return data


def documents(board: Storyboard) -> list[dict[str, str]]:
    """Return the documents behind a storyboard; what is not known of one is an empty text."""
    frame = board.sources.astype(object)
    rows = frame.where(frame.notna(), "").to_dict("records")
    return [{str(k): str(v) for k, v in row.items()} for row in rows]


def about(board: Storyboard, words: Words, link: str = "") -> list[tuple[str, str]]:
    """Return what every take-away says of itself: the view, the date of the data, its version, the link, licences."""
    return [
        (words("card.view"), board.view),
        (words("card.as_of"), board.as_of),
        (words("how.snapshot"), board.snapshot),
        *([(words("column.link"), link)] if link else []),
        *((words("takeaway.notice"), notice) for notice in board.notices),
    ]
