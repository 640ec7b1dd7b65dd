"""The storyboard of a closing event: one pact or several, as data; see `parts` for its shape.

    from paktum.readings import closing
    board = closing.storyboard(["jaszbereny-district"], Words("hu"))
    board.slides[4].body.stages[1].share      # "54,5%"

A slide without figures says so or leaves itself out; then `board.told` says which and why.
"""

from paktum.readings.closing.board import storyboard
from paktum.readings.closing.own import OfficeText, edited
from paktum.readings.closing.parts import LONGEST_TITLE, NOTE_HEADINGS, Figure, Slide, Storyboard

__all__ = ["storyboard", "edited", "OfficeText", "Storyboard", "Slide", "Figure", "LONGEST_TITLE", "NOTE_HEADINGS"]
