"""What the documents that people take away share: the office's dress on them, and what each says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from paktum.readings.closing import OfficeText
from paktum.readings.closing.parts import Questions, Slide, Storyboard
from paktum.wording import Words

# What slides can be called: their kind, or their kind with what they are about.
KINDS = ("title", "partnership", "context", "money", "funnel", "groups", "map", "crowd", "comparison", "amounts", "story", "open")
MEASURES = ("targets-participants", "targets-found_job")
PAGES = (2, 3, 4)  # further pages of what does not fit on one slide
PAGED = ("comparison", "amounts", *MEASURES)


def slide_keys(pacts: Iterable[str]) -> list[str]:
    """Return every key that a slide of a storyboard can have, for what a link may name."""
    further = (f"{key}-{page}" for key in PAGED for page in PAGES)
    return [*KINDS, *MEASURES, *further, *(f"funnel-{pact}" for pact in pacts)]


@dataclass(frozen=True)
class Dress:
    """What the office puts on every page: draft or final, and the file of the information block of each cycle that it has."""

    draft: bool = True
    blocks: Mapping[str, bytes] = field(default_factory=dict)

    def blocks_of(self, cycles: Sequence[str]) -> list[bytes]:
        """Return the blocks of some cycles, oldest cycle first."""
        return [self.blocks[c] for c in sorted(cycles) if c in self.blocks]


def with_contact(slide: Slide, own: OfficeText) -> Slide:
    """Return the last slide with the office's contact in the place that waits for it; any other slide as it is."""
    lines = tuple(line.strip() for line in own.contact.splitlines() if line.strip())
    if not lines or not isinstance(slide.body, Questions) or not slide.body.sections:
        return slide
    heading, _ = slide.body.sections[-1]
    return replace(slide, body=replace(slide.body, sections=(*slide.body.sections[:-1], (heading, lines))))


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
