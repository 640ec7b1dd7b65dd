"""Who runs this copy of the dashboard, and where a wrong number can be reported: what its operator set, else that nothing was set."""

from __future__ import annotations

import os

from paktum.screen import choices
from paktum.wording import Words

LONGEST_NAME = 120


def who(words: Words) -> str:
    """Return who runs this copy, as a sentence."""
    name = " ".join(os.environ.get("PAKTUM_OPERATOR", "").split())[:LONGEST_NAME]
    return words("app.operator", name=name) if name else words("app.no_operator")


def report_address() -> str:
    """Return where an error can be reported: the address that was set, else the place on the methods page that says how."""
    given = os.environ.get("PAKTUM_REPORT", "").strip()
    if given.startswith(("https://", "http://", "mailto:")):
        return given
    return f"mailto:{given}" if given.count("@") == 1 else choices.address("modszertan") + "#licenc"
