"""The look of the deck: theme colours, type sizes, the grid of a slide. DESIGN.md's colours in the slots of a theme.

Everything that is drawn names a slot, never a colour: an office can re-colour the whole deck in one place.
"""

from __future__ import annotations

from pptx.enum.dml import MSO_THEME_COLOR as SLOT

FONT = "Calibri"  # on every office machine; where it is missing, Carlito has the same widths
LANGUAGES = {"hu": "hu-HU", "en": "en-GB"}

INK, PAPER, MUTED, TINT = SLOT.TEXT_1, SLOT.BACKGROUND_1, SLOT.TEXT_2, SLOT.BACKGROUND_2
MAIN, ACCENT, OTHER = SLOT.ACCENT_1, SLOT.ACCENT_2, SLOT.ACCENT_3
CAUTION, PALE, RULE = SLOT.ACCENT_4, SLOT.ACCENT_5, SLOT.ACCENT_6
# The colour of each slot of the theme, and the name that charts and raw XML call it by.
COLOURS = {
    "dk1": "15242E", "lt1": "FFFFFF", "dk2": "52656F", "lt2": "F3F6F7",
    "accent1": "14364F", "accent2": "C2330F", "accent3": "3F93AD", "accent4": "5E4700", "accent5": "CFE1E9", "accent6": "CBD5DA",
    "hlink": "155E85", "folHlink": "52656F",
}  # fmt: skip
NAMES = {
    INK: "tx1", PAPER: "bg1", MUTED: "tx2", TINT: "bg2",
    MAIN: "accent1", ACCENT: "accent2", OTHER: "accent3", CAUTION: "accent4", PALE: "accent5", RULE: "accent6",
}  # fmt: skip

# Centimetres. 16:9, margins 1.6 left and right, the body between the title and the source line.
WIDTH, HEIGHT = 33.867, 19.05
LEFT, INNER = 1.6, 30.667
TOP, BOTTOM = 4.3, 15.2
BAND = 16.55
BLOCK = (21.067, 16.83, 11.2, 1.94)  # place of the information block: x, y, width, height
TITLE_BLOCK = (15.767, 14.36, 16.5, 4.19)
MARK = (28.667, 1.1, 3.6, 0.85)

# Points.
TITLE, HERO, LARGE, BESIDE, LABEL, TEXT, SMALL, TINY, SOURCE = 32, 80, 44, 28, 22, 18, 16, 14, 12
SMALLEST_ON_SLIDE = TINY  # only the source line is smaller: it is for the file, not for the room
